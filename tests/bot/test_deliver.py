"""The deliver job with the real SDK against the double: whatever goes wrong, each message is visible exactly once."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.jobs.deliver import Deliverer, wait_for
from bot.jobs.verdict import TRIES
from bot.notices import Notices
from bot.slack import Slack
from bot.store import Store, open_store
from bot.store.outbox import Message
from tests.slack_double import TOKEN, Double

SETTLE = timedelta(seconds=10)


class Clock:
    """A clock that is moved by hand; it starts at the real time, which Slack's time stamps are compared with."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class Desk:
    """A store, a double and the job between them."""

    def __init__(self, double: Double, *, token: str | None = TOKEN) -> None:
        self.double = double
        self.clock = Clock()
        self.store: Store = open_store(None)
        self.printed: list[str] = []
        self.restart(token)

    def restart(self, token: str | None = TOKEN) -> None:
        """Begin again over the same store, as a new process does."""
        slack = Slack(token, self.double.url, timeout=0.3) if token else None
        self.notices = Notices(self.store, "#ops", self.clock)
        self.job = Deliverer(self.store, slack, self.notices, SETTLE, self.clock, echo=self.printed.append)
        self.job.start()

    def queue(self, *keys: str, channel: str = "#desk", **rest: Any) -> None:
        """Queue messages in order."""
        messages = [Message(key=key, channel=channel, body={"text": f"News {key}"}, **rest) for key in keys]
        with self.store.write():
            self.store.outbox.queue(messages, self.clock())

    def run(self, seconds: int = 0, step: float = 1) -> None:
        """Let the job run now and every step until so many seconds have passed."""
        self.job.run()
        passed = 0.0
        while passed < seconds:
            self.clock.pass_(step)
            passed += step
            self.job.run()

    def keys(self, channel: str = "desk") -> list[str]:
        """Return the keys visible in a channel, in order."""
        return self.double.workspace.keys(channel)

    def state(self, key: str) -> str:
        """Return the state of a message."""
        row = self.store.outbox.get(key)
        assert row is not None
        return row.state

    def notes(self) -> list[str]:
        """Return what the operators read in their channel."""
        return [m["text"] for m in self.double.workspace.visible("ops")]


@pytest.fixture
def double() -> Iterator[Double]:
    with Double("desk", "other", "ops") as double:
        yield double


@pytest.fixture
def desk(double: Double) -> Iterator[Desk]:
    desk = Desk(double)
    yield desk
    desk.store.close()


def posts(desk: Desk) -> int:
    return desk.double.methods().count("chat.postMessage")


# -- exactly once


def test_messages_are_posted_in_order_each_with_its_ts(desk: Desk):
    desk.queue("a", "b", "c")
    desk.queue("x", channel="#other")
    desk.run()
    assert desk.keys() == ["a", "b", "c"]
    assert desk.keys("other") == ["x"]
    row = desk.store.outbox.get("b")
    assert row is not None
    assert (row.state, row.attempts, row.ts) == ("sent", 1, desk.double.workspace.visible("desk")[1]["ts"])


FAULTS = [
    "drop_before", "drop_after", "error_before", "error_after", "internal_before", "internal_after",
    "garbled_after", "cut_after", "slow_after", "throttled", "soft_throttled",
]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_each_message_is_visible_exactly_once_whatever_becomes_of_the_answer(desk: Desk, fault: str):
    desk.double.fail(fault, match=lambda body: "b" in body["text"])
    desk.queue("a", "b", "c")
    desk.run(60)
    assert desk.keys() == ["a", "b", "c"]


@pytest.mark.parametrize("fault", FAULTS)
def test_replies_are_visible_exactly_once_too(desk: Desk, fault: str):
    desk.queue("a")
    desk.queue("a.1", "a.2", parent="a")
    desk.double.fail(fault, match=lambda body: body["text"].endswith("a.1"))
    desk.run(60)
    assert desk.keys() == ["a", "a.1", "a.2"]
    ts = desk.double.workspace.visible("desk")[0]["ts"]
    assert [m.get("thread_ts") for m in desk.double.workspace.visible("desk")] == [ts, ts, ts]


@pytest.mark.parametrize(
    "history", ["drop_before", "error_before", "garbled_after", "cut_after", "throttled"]
)
def test_a_doubt_is_not_settled_by_a_history_that_cannot_be_read(desk: Desk, history: str):
    desk.double.fail("drop_after")
    desk.double.fail(history, method="conversations.history", times=3)
    desk.queue("a", "b")
    desk.run(120)
    assert desk.keys() == ["a", "b"]
    assert posts(desk) == 2


def test_nothing_is_sent_again_before_the_doubt_had_time_to_settle(desk: Desk):
    desk.double.fail("drop_before")
    desk.queue("a")
    desk.run(9)
    assert "conversations.history" not in desk.double.methods()
    desk.run(5)
    assert desk.double.methods().count("conversations.history") == 1
    assert posts(desk) == 1
    desk.run(5)
    assert desk.keys() == ["a"]


def test_a_message_the_history_shows_late_is_not_repeated(desk: Desk):
    """Slack promises no reading of what was just written: two looks, some seconds apart."""
    desk.double.fail("drop_after")
    desk.queue("a")
    desk.double.workspace.history_lag = 3600
    desk.run(11)
    assert desk.double.methods().count("conversations.history") == 1
    desk.double.workspace.history_lag = 0
    desk.run(10)
    assert posts(desk) == 1
    assert desk.state("a") == "sent"


@pytest.mark.parametrize("visible", [True, False])
def test_what_a_killed_process_was_sending_is_looked_for(desk: Desk, visible: bool):
    desk.queue("a", "b")
    row = desk.store.outbox.get("a")
    assert row is not None
    with desk.store.write():
        desk.store.outbox.claim(row, desk.clock())
    if visible:
        slack = Slack(TOKEN, desk.double.url)
        slack.post(desk.double.workspace.named("desk").id, {"text": "News a"}, "a")
    desk.restart()
    desk.run(20)
    assert desk.keys() == ["a", "b"]


def test_a_history_that_may_never_be_read_costs_one_marked_repetition(desk: Desk):
    desk.double.workspace.scopes.remove("channels:history")
    desk.double.fail("drop_after")
    desk.queue("a", "b")
    desk.run(60)
    assert [m["text"] for m in desk.double.workspace.visible("desk")] == [
        "News a",
        "News a (possibly repeated)",
        "News b",
    ]


def test_an_update_changes_the_message_and_may_be_repeated(desk: Desk):
    desk.queue("a")
    desk.queue("a:fix", parent="a", op="update")
    desk.double.fail("drop_after", method="chat.update")
    desk.run(30)
    assert desk.keys() == ["a"]
    assert desk.double.methods().count("chat.update") == 2
    assert desk.double.workspace.visible("desk")[0]["text"] == "News a:fix"
    assert desk.state("a:fix") == "sent"


# -- order, waiting, parking


def test_a_doubtful_head_holds_up_its_channel_and_no_other(desk: Desk):
    desk.double.fail("drop_before", match=lambda body: "a" in body["text"])
    desk.queue("a", "b")
    desk.queue("x", "y", channel="#other")
    desk.run()
    assert (desk.keys(), desk.keys("other")) == ([], ["x", "y"])
    desk.run(30)
    assert desk.keys() == ["a", "b"]


def test_being_asked_to_wait_counts_as_no_try_and_is_obeyed(desk: Desk):
    desk.double.fail("throttled", times=8, delay=7)
    desk.queue("a", "b")
    desk.run(6)
    assert posts(desk) == 1
    desk.run(100)
    assert desk.keys() == ["a", "b"]
    row = desk.store.outbox.get("a")
    assert row is not None
    assert row.attempts == 1


def test_being_asked_to_wait_after_a_lost_answer_keeps_the_order(desk: Desk):
    desk.double.fail("drop_before")
    desk.double.fail("throttled", delay=5)
    desk.queue("a", "b")
    desk.run(17)
    desk.restart()
    desk.run(30)
    assert desk.keys() == ["a", "b"]


def test_an_hour_without_slack_loses_nothing(desk: Desk, double: Double):
    with Double("desk") as gone:
        url = gone.url
    desk.job = Deliverer(desk.store, Slack(TOKEN, url), desk.notices, SETTLE, desk.clock)
    desk.queue("a", "b")
    desk.run(3600, step=60)
    assert [desk.state("a"), desk.state("b")] == ["queued", "queued"]
    desk.restart()
    desk.run(10)
    assert desk.keys() == ["a", "b"]


def test_a_poison_message_is_parked_after_five_tries_and_never_blocks(desk: Desk):
    desk.double.fail("refused", error="invalid_blocks", times=99, match=lambda body: body["text"] == "News b")
    desk.queue("a", "b", "c")
    desk.run()
    assert desk.keys() == ["a", "c"]
    desk.run(60)
    assert desk.state("b") == "parked"
    assert [body["text"] for method, body in desk.double.calls if method == "chat.postMessage"].count(
        "News b"
    ) == TRIES
    assert len(desk.notes()) == 1
    assert "invalid_blocks" in desk.notes()[0]


def test_a_message_that_makes_slack_fail_is_parked_too(desk: Desk):
    desk.double.fail("error_before", times=99, match=lambda body: body["text"] == "News b")
    desk.queue("a", "b", "c")
    desk.run(200)
    assert desk.keys() == ["a", "c"]
    assert desk.state("b") == "parked"


def test_the_thread_of_a_parked_message_is_parked_with_it(desk: Desk):
    desk.double.fail("refused", times=99, match=lambda body: body["text"] == "News a")
    desk.queue("a")
    desk.queue("a.1", "a.2", parent="a")
    desk.queue("b")
    desk.run(60)
    assert desk.keys() == ["b"]
    assert {desk.state(k) for k in ("a", "a.1", "a.2")} == {"parked"}
    assert len(desk.notes()) == 1


@pytest.mark.parametrize(
    ("closed", "error"),
    [({"archived": True}, "is_archived"), ({"member": False}, "not_in_channel"), (None, "channel_not_found")],
)
def test_a_channel_that_refuses_is_parked_and_the_operators_told_once(
    desk: Desk, closed: dict[str, bool] | None, error: str
):
    if closed:
        desk.double.workspace.add_channel("closed", **closed)
    desk.queue("a", "b", channel="#closed")
    desk.queue("c")
    desk.run(5)
    desk.queue("d", channel="#closed")
    desk.run(5)
    assert desk.keys() == ["c"]
    assert {desk.state(k) for k in "abd"} == {"parked"}
    assert sum(body.get("text") == "News b" for _method, body in desk.double.calls) == 0, (
        "what it refuses once it refuses"
    )
    assert len(desk.notes()) == 1
    assert error in desk.notes()[0]
    assert "#closed" in desk.notes()[0]


def test_a_channel_that_was_mended_gets_what_waited_when_the_service_starts_again(desk: Desk):
    closed = desk.double.workspace.add_channel("closed", member=False)
    desk.queue("a", "b", channel="#closed")
    desk.run(5)
    closed.member = True
    desk.restart()
    desk.run(30)
    assert desk.keys("closed") == ["a", "b"]


def test_trouble_that_comes_again_after_it_was_over_is_told_again(desk: Desk):
    closed = desk.double.workspace.add_channel("closed")
    for archived in (True, False, True):
        closed.archived = archived
        desk.queue(f"m{desk.clock().timestamp()}", channel="#closed")
        desk.run(3)
    assert len(desk.notes()) == 2


def test_an_ops_channel_in_trouble_raises_no_storm(desk: Desk):
    desk.double.workspace.named("ops").archived = True
    desk.queue("a", channel="#nowhere")
    desk.run(30)
    assert desk.store.outbox.counts() == {"parked": 2}


def test_a_name_is_resolved_once_and_kept_by_id(desk: Desk):
    desk.queue("a")
    desk.run()
    desk.double.workspace.named("desk").name = "renamed"
    desk.restart()
    desk.queue("b")
    desk.run()
    assert desk.keys("renamed") == ["a", "b"]
    assert desk.double.methods().count("conversations.list") == 1


# -- the token


@pytest.mark.parametrize("error", ["invalid_auth", "token_revoked", "account_inactive"])
def test_a_refused_token_stops_sending_and_keeps_everything(desk: Desk, error: str):
    desk.double.fail("refused", error=error, times=99, method="*")
    desk.queue("a", "b")
    desk.queue("x", channel="#other")
    desk.run(200)
    assert posts(desk) <= 1
    assert desk.store.outbox.counts() == {"queued": 3}
    assert desk.job.refused
    desk.double.faults.clear()
    desk.run(200)
    assert (desk.keys(), desk.keys("other")) == (["a", "b"], ["x"])


def test_a_new_token_resumes_at_once(desk: Desk):
    desk.restart("xoxb-revoked")
    desk.queue("a", "b")
    desk.run(3)
    assert desk.keys() == []
    desk.restart()
    desk.run()
    assert desk.keys() == ["a", "b"]


def test_without_a_token_messages_are_printed_once_and_kept(double: Double):
    desk = Desk(double, token=None)
    desk.queue("a", "b")
    desk.run(3)
    assert desk.printed[0].startswith("No SLACK_BOT_TOKEN")
    assert [text.splitlines()[-1] for text in desk.printed[1:]] == ["News a", "News b"]
    desk.restart(None)
    desk.run(3)
    assert len(desk.printed) == 3
    desk.restart()
    desk.run()
    assert desk.keys() == ["a", "b"]
    desk.store.close()


def test_what_was_printed_days_ago_is_not_posted_when_a_token_comes(double: Double):
    desk = Desk(double, token=None)
    desk.queue("old")
    desk.run()
    desk.clock.pass_(25 * 3600)
    desk.queue("new")
    desk.run()
    desk.restart()
    desk.run()
    assert desk.keys() == ["new"]
    desk.store.close()


# -- waiting for one edition


def waited(desk: Desk, edition: int) -> bool:
    return wait_for(desk.store, desk.job, edition, desk.clock, desk.clock.pass_)


@pytest.fixture
def edition(desk: Desk) -> int:
    now = desk.clock()
    return desk.store.editions.add(
        digest="d",
        slot=now,
        channel="#desk",
        after_seq=0,
        upto_seq=0,
        since=None,
        until=now,
        late=False,
        body={},
        reader_version="1",
    )


def test_waiting_for_an_edition_ends_when_all_of_it_is_sent(desk: Desk, edition: int):
    desk.double.fail("drop_after")
    desk.queue("a", "b", edition=edition)
    assert waited(desk, edition)
    assert desk.keys() == ["a", "b"]


@pytest.mark.parametrize(
    "trouble",
    [
        lambda d: setattr(d.workspace.named("desk"), "archived", True),
        lambda d: setattr(d.workspace, "token", None),
        lambda d: d.fail("error_before", times=999, method="*"),
    ],
)
def test_waiting_for_an_edition_ends_when_it_cannot_be_sent(
    desk: Desk, edition: int, trouble: Callable[[Double], object]
):
    trouble(desk.double)
    desk.queue("a", edition=edition)
    assert not waited(desk, edition)


def test_waiting_for_an_edition_ends_at_once_without_a_token(desk: Desk, edition: int):
    desk.restart(None)
    desk.queue("a", edition=edition)
    before = desk.clock()
    assert not waited(desk, edition)
    assert desk.clock() == before
