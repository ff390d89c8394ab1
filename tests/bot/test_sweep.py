"""What was sent again because Slack showed it too late: found later by the real SDK, and one of the two taken away."""

import subprocess
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.jobs.sweep import PATIENCE, RETRY, WAITS
from bot.jobs.verdict import choose
from bot.slack import Copy
from bot.store import open_store
from tests.bot.running import Bot, end, until
from tests.bot.test_deliver import SETTLE, Desk
from tests.press import Press
from tests.slack_double import Double

#: Seconds after which a message that was sent again has been looked for once, and after which for the last time.
FIRST, LAST = 12 * SETTLE.total_seconds() + 30, (sum(WAITS, timedelta()) + timedelta(hours=1)).total_seconds()


@pytest.fixture
def desk() -> Iterator[Desk]:
    with Double("desk", "other", "ops") as double:
        desk = Desk(double)
        yield desk
        desk.store.close()


def twice(desk: Desk, key: str = "a", **rest: Any) -> list[dict[str, Any]]:
    """Let a message be posted twice: its answer is lost, and the history shows it too late. Return both."""
    desk.double.fail("drop_after", match=lambda body: body["text"] == f"News {key}")
    desk.double.workspace.history_lag = 3600
    desk.queue(key, **rest)
    desk.run(30)
    desk.double.workspace.history_lag = 0
    both = [m for m in desk.double.workspace.visible("desk") if m["metadata"]["event_payload"]["key"] == key]
    assert len(both) == 2
    assert desk.state(key) == "sent"
    return both


def late(desk: Desk, seconds: float = FIRST) -> None:
    """Let time pass in large steps."""
    desk.run(int(seconds), step=max(1.0, seconds / 200))


def ts(desk: Desk, key: str = "a") -> str | None:
    row = desk.store.outbox.get(key)
    assert row is not None
    return row.ts


def texts(desk: Desk, channel: str = "desk") -> list[str]:
    return [m["text"] for m in desk.double.workspace.visible(channel)]


def deletions(desk: Desk) -> int:
    return desk.double.methods().count("chat.delete")


def removed(desk: Desk, key: str = "a") -> tuple[str, ...]:
    doubt = desk.store.doubts.get(key)
    assert doubt is not None
    return doubt.removed


# -- one of two goes


def test_a_message_that_was_posted_twice_stands_once_in_the_end(desk: Desk):
    first, second = twice(desk)
    desk.queue("b")
    late(desk)
    assert desk.keys() == ["a", "b"]
    assert ts(desk) == second["ts"] == desk.double.workspace.visible("desk")[0]["ts"]
    assert removed(desk) == (first["ts"],)
    assert desk.notes() == []


def test_a_history_that_lags_for_a_day_is_looked_at_until_then_and_no_longer(desk: Desk):
    twice(desk)
    desk.double.workspace.history_lag = 1e9
    late(desk, (sum(WAITS[:3], timedelta()) + timedelta(hours=1)).total_seconds())
    assert deletions(desk) == 0
    desk.double.workspace.history_lag = 0
    late(desk, LAST)
    assert desk.keys() == ["a"]
    reads = desk.double.methods().count("conversations.history")
    late(desk, LAST)
    assert desk.double.methods().count("conversations.history") == reads


def test_a_reply_that_was_posted_twice_stands_once(desk: Desk):
    desk.queue("a")
    desk.run()
    twice(desk, "r", parent="a")
    late(desk)
    assert desk.keys() == ["a", "r"]
    parent, reply = desk.double.workspace.visible("desk")
    assert (reply["thread_ts"], reply["ts"], parent["reply_count"]) == (parent["ts"], ts(desk, "r"), 1)


def test_three_of_one_message_become_one(desk: Desk):
    desk.double.fail("drop_after", times=2, match=lambda body: body["text"] == "News a")
    desk.double.workspace.history_lag = 3600
    desk.queue("a")
    desk.run(60)
    desk.double.workspace.history_lag = 0
    assert desk.keys() == ["a", "a", "a"]
    late(desk)
    assert desk.keys() == ["a"]
    assert len(removed(desk)) == 2


def test_a_message_set_aside_that_is_there_after_all_is_known_from_then_on(desk: Desk):
    desk.double.fail("drop_after", times=99, match=lambda body: body["text"] == "News a")
    desk.double.workspace.history_lag = 3600
    desk.queue("a")
    desk.run(120)
    assert desk.state("a") == "parked"
    copies = desk.double.workspace.visible("desk")
    assert len(copies) == 5
    desk.double.faults.clear()
    desk.double.workspace.history_lag = 0
    late(desk)
    assert (desk.keys(), desk.state("a"), ts(desk)) == (["a"], "sent", copies[0]["ts"])
    desk.queue("a:fix", parent="a", op="update")
    desk.run(5)
    assert texts(desk) == ["News a:fix"]


def test_what_said_possibly_repeated_no_longer_says_so_when_it_stands_alone(desk: Desk):
    desk.double.workspace.scopes.remove("channels:history")
    desk.double.fail("drop_after")
    desk.queue("a")
    desk.run(60)
    assert texts(desk) == ["News a", "News a (possibly repeated)"]
    desk.double.workspace.scopes.add("channels:history")
    late(desk, WAITS[0].total_seconds() + FIRST)
    assert texts(desk) == ["News a"]
    assert ts(desk) == desk.double.workspace.visible("desk")[0]["ts"]


# -- which one stays


def reply(desk: Desk, under: dict[str, Any]) -> None:
    """Let somebody reply to a message."""
    channel = desk.double.workspace.named("desk")
    parent = next(m for m in channel.messages if m["ts"] == under["ts"])
    parent |= {"thread_ts": parent["ts"], "reply_count": parent.get("reply_count", 0) + 1}
    number = f"{float(channel.messages[-1]['ts']) + 0.000001:.6f}"
    channel.messages.append(
        {
            "type": "message",
            "user": "U0ANN0001",
            "text": "When?",
            "ts": number,
            "thread_ts": parent["ts"],
        }
    )


def test_the_one_people_replied_to_stays_and_corrections_go_there(desk: Desk):
    first, second = twice(desk)
    desk.queue("a:fix", parent="a", op="update")
    desk.run(3)
    assert texts(desk) == ["News a", "News a:fix"]
    reply(desk, first)
    late(desk)
    assert texts(desk) == ["News a:fix", "When?"]
    assert (ts(desk), removed(desk)) == (first["ts"], (second["ts"],))
    desk.queue("a:again", parent="a", op="update")
    desk.queue("r", parent="a")
    desk.run(3)
    assert texts(desk) == ["News a:again", "When?", "News r"]
    assert desk.double.workspace.visible("desk")[2]["thread_ts"] == first["ts"]


def test_where_both_have_replies_both_stay(desk: Desk):
    first, second = twice(desk)
    reply(desk, first)
    reply(desk, second)
    late(desk, LAST)
    assert texts(desk) == ["News a", "News a", "When?", "When?"]
    assert (deletions(desk), ts(desk)) == (0, second["ts"])


@pytest.mark.parametrize(
    ("copies", "known", "keep", "gone"),
    [
        ("", None, None, ""),
        ("", "2", None, ""),
        ("1", "1", "1", ""),
        ("1", None, "1", ""),
        ("1 2", "2", "2", "1"),
        ("1 2", "1", "1", "2"),
        ("1 2 3", None, "1", "2 3"),
        ("1 2", "3", None, ""),
        ("1 2+", "1", "2", "1"),
        ("1+ 2+", "2", "2", ""),
        ("1+ 2 3", "2", "1", "2 3"),
        ("1 2+ 3+", "1", "2", "1"),
    ],
)
def test_the_one_we_know_stays_or_one_with_replies_and_none_with_replies_goes(
    copies: str, known: str | None, keep: str | None, gone: str
):
    """A "+" stands for replies."""
    rows = [Copy(ts=c.rstrip("+"), text="", replies=c.count("+")) for c in copies.split()]
    kept, others = choose(rows, known)
    assert ((kept and kept.ts), [c.ts for c in others]) == (keep, gone.split())


# -- what is not proven to be ours stays


def foreign(desk: Desk, **changes: Any) -> dict[str, Any]:
    """Put a message that looks like one of ours beside it."""
    channel = desk.double.workspace.named("desk")
    message = {**channel.messages[-1], "ts": f"{float(channel.messages[-1]['ts']) + 0.5:.6f}", **changes}
    channel.messages.append(message)
    return message


def metadata(key: str, event: str = "communique_delivery") -> dict[str, Any]:
    return {"event_type": event, "event_payload": {"key": key}}


@pytest.mark.parametrize(
    "changes",
    [
        {"bot_id": "B0ANOTHER"},
        {"bot_id": None, "user": "U0ANN0001"},
        {"metadata": metadata("a:other")},
        {"metadata": metadata("a", "another_app")},
        {"metadata": None},
    ],
)
def test_what_is_not_proven_to_be_our_own_repetition_stays(desk: Desk, changes: dict[str, Any]):
    first, _ = twice(desk)
    beside = foreign(desk, **changes)
    late(desk, LAST)
    seen = [m["ts"] for m in desk.double.workspace.visible("desk")]
    assert beside["ts"] in seen
    assert first["ts"] not in seen
    assert deletions(desk) == 1


def test_nothing_goes_while_we_do_not_know_who_we_are(desk: Desk):
    twice(desk)
    desk.double.workspace._auth_test = lambda _body: {"user_id": "U0", "team": "Double"}  # type: ignore[method-assign]
    desk.restart()
    late(desk, LAST)
    assert (len(desk.keys()), deletions(desk)) == (2, 0)


def test_nothing_goes_when_the_one_we_know_is_not_shown(desk: Desk):
    """Somebody took it away, or the history still lags."""
    first, second = twice(desk)
    channel = desk.double.workspace.named("desk")
    channel.messages[:] = [m for m in channel.messages if m["ts"] != second["ts"]]
    foreign(desk)
    late(desk, LAST)
    assert (len(desk.keys()), deletions(desk)) == (2, 0)
    assert desk.keys() == ["a", "a"]
    assert first["ts"] == desk.double.workspace.visible("desk")[0]["ts"]


def test_a_message_whose_outcome_was_never_in_doubt_is_not_looked_for(desk: Desk):
    desk.queue("a", "b")
    late(desk, LAST)
    assert set(desk.double.methods()) <= {"chat.postMessage", "conversations.list"}


# -- the sweep itself meets trouble


@pytest.mark.parametrize(
    "fault",
    ["drop_before", "drop_after", "error_before", "error_after", "internal_before", "internal_after",
     "garbled_after", "cut_after", "slow_after", "soft_throttled"],
)  # fmt: skip
def test_a_deletion_whose_answer_is_lost_takes_one_away_and_no_more(desk: Desk, fault: str):
    first, second = twice(desk)
    desk.double.fail(fault, method="chat.delete")
    late(desk, FIRST + 2 * RETRY.total_seconds())
    assert [m["ts"] for m in desk.double.workspace.visible("desk")] == [second["ts"]]
    assert ts(desk) == second["ts"]
    assert first["ts"] != second["ts"]


def test_what_somebody_took_away_before_us_is_no_trouble(desk: Desk):
    first, second = twice(desk)
    channel = desk.double.workspace.named("desk")

    def gone(_body: dict[str, Any]) -> bool:
        channel.messages[:] = [m for m in channel.messages if m["ts"] != first["ts"]]
        return False

    desk.double.fail("drop_before", method="chat.delete", match=gone)
    late(desk)
    assert [m["ts"] for m in desk.double.workspace.visible("desk")] == [second["ts"]]
    assert ("chat.delete", "message_not_found") in desk.double.refusals
    assert desk.notes() == []


@pytest.mark.parametrize("method", ["chat.delete", "conversations.history"])
def test_being_asked_to_wait_is_obeyed(desk: Desk, method: str):
    twice(desk)
    before = desk.double.methods().count(method)
    desk.double.fail("throttled", method=method, delay=300)
    desk.run(int(FIRST) + 200, step=5)
    assert (desk.double.methods().count(method), len(desk.keys())) == (before + 1, 2)
    desk.restart()
    desk.run(50, step=5)
    assert desk.double.methods().count(method) == before + 1
    desk.run(100, step=5)
    assert desk.keys() == ["a"]


@pytest.mark.parametrize(
    "error", ["cant_delete_message", "missing_scope", "compliance_exports_prevent_deletion"]
)
def test_a_missing_right_is_told_once_and_used_when_it_is_given(desk: Desk, error: str):
    twice(desk)
    desk.double.fail("refused", method="chat.delete", times=99, error=error)
    late(desk, WAITS[0].total_seconds() + FIRST)
    assert len(desk.keys()) == 2
    assert deletions(desk) == 2
    [note] = desk.notes()
    assert error in note
    assert "#desk" in note
    assert "by hand" in note
    desk.queue("b")
    desk.run()
    assert desk.keys()[-1] == "b", "a right that is missing stops nothing else"
    desk.double.faults.clear()
    late(desk, WAITS[1].total_seconds() + FIRST)
    assert desk.keys() == ["a", "b"]
    assert len(desk.notes()) == 1


def test_a_revoked_token_says_nothing_of_rights(desk: Desk):
    twice(desk)
    desk.double.fail("refused", method="chat.delete", error="token_revoked")
    late(desk, FIRST + 2 * RETRY.total_seconds())
    assert (desk.keys(), desk.notes()) == (["a"], [])


@pytest.mark.parametrize(
    "fault", ["drop_before", "error_after", "garbled_after", "cut_after", "internal_before"]
)
def test_while_the_history_cannot_be_read_nothing_goes(desk: Desk, fault: str):
    twice(desk)
    desk.double.fail(fault, method="conversations.history", times=999)
    late(desk, LAST)
    assert deletions(desk) == 0
    desk.double.faults.clear()
    late(desk, RETRY.total_seconds() * 2)
    assert desk.keys() == ["a"]


def test_a_history_that_may_not_be_read_is_given_up_and_nothing_goes(desk: Desk):
    twice(desk)
    desk.double.workspace.scopes.remove("channels:history")
    late(desk, LAST)
    desk.double.workspace.scopes.add("channels:history")
    late(desk, 2 * PATIENCE.total_seconds())
    assert (len(desk.keys()), deletions(desk)) == (2, 0)


def test_a_history_of_many_pages_is_read_to_its_end(desk: Desk):
    twice(desk)
    desk.queue(*(f"x{n}" for n in range(12)))
    desk.run()
    desk.double.workspace.page = 3
    late(desk)
    assert desk.keys() == ["a", *(f"x{n}" for n in range(12))]


def test_what_waits_goes_before_a_look_at_what_stands_twice(desk: Desk):
    twice(desk)
    twice(desk, "b")
    desk.clock.pass_(FIRST)
    desk.queue("news")
    calls = len(desk.double.calls)
    desk.run()
    methods = desk.double.methods()[calls:]
    assert methods[0] == "chat.postMessage"
    assert deletions(desk) == 1, "one look a run"


# -- in real processes


def received(kill: Callable[..., bool], double: Double) -> None:
    """Slack has the request to delete, and has done nothing with it."""
    double.fail("drop_before", method="chat.delete", match=kill)


def accepted(kill: Callable[..., bool], double: Double) -> None:
    """Slack has deleted, and has not answered."""
    double.workspace.on_accept = lambda entry: kill() if entry["method"] == "chat.delete" else None


def reading(kill: Callable[..., bool], double: Double) -> None:
    """The history is asked for, and has not come."""
    double.fail("drop_before", method="conversations.history", match=kill)


def test_a_service_killed_again_and_again_while_it_sweeps_takes_one_away_in_the_end(tmp_path: Path):
    with Press(published=3) as press, Double("desk", "ops") as double, Bot(tmp_path, press, double) as bot:
        bot.write("digests.yaml", 'digests: [{id: trial, channel: "#desk", at: "00:00"}]\n')
        double.fail("drop_after", match=lambda body: "thread_ts" not in body)
        double.workspace.history_lag = 3600
        assert bot.start("digest", "trial", "--post").wait(30) == 0, bot.logged()[-2000:]
        twice, *rest = double.workspace.keys("desk")
        assert rest[0] == twice
        double.workspace.history_lag = 0
        for moment in (reading, received, accepted):
            process, killed = bot.start(), threading.Event()

            def kill(
                *_seen: object,
                process: "subprocess.Popen[bytes]" = process,
                killed: threading.Event = killed,
            ) -> bool:
                if killed.is_set():
                    return False
                process.kill()
                process.wait()
                killed.set()
                return True

            moment(kill, double)
            assert killed.wait(30), bot.logged()[-2000:]
            double.workspace.on_accept = None
        process = bot.start()
        assert until(lambda: _swept(bot, twice)), bot.logged()[-2000:]
        assert end(process) == 0
        assert double.workspace.keys("desk") == rest
        with open_store(bot.database) as store:
            row = store.outbox.get(twice)
        assert row is not None
        assert row.ts == double.workspace.visible("desk")[0]["ts"]


def _swept(bot: Bot, key: str) -> bool:
    with open_store(bot.database) as store:
        doubt = store.doubts.get(key)
        return doubt is not None and doubt.looks > 0
