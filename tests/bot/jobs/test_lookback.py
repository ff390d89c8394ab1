"""A database put back from a backup against a Slack that has moved on: nothing of what stands there is posted again."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.alerts import Alerter
from bot.jobs.deliver import Deliverer
from bot.jobs.edition import due, post, run_due
from bot.jobs.housekeeping import run as keep_house
from bot.notices import Notices
from bot.settings import Configuration, DigestConfig
from bot.slack import Slack
from bot.store import Store, open_store
from bot.store.copies import put_back, save_copy
from bot.store.outbox import Message
from bot.store.shown import KEPT
from tests.bot.jobs.test_edition import CITIES, add, configuration
from tests.bot.test_deliver import SETTLE, Clock
from tests.slack_double import TOKEN, Double

#: Due at the full hours of the clock, which starts at the real time.
DIGEST = DigestConfig(id="hourly", channel="#desk", title="Hourly", every=timedelta(hours=1))


class Life:
    """A database, what is done with it, the backup, and the Slack that forgets nothing."""

    def __init__(self, folder: Path, double: Double) -> None:
        self.database, self.copy, self.double = folder / "communique.db", folder / "copy.db", double
        self.clock = Clock()
        self.configuration: Configuration = configuration(DIGEST)
        self.store: Store = open_store(self.database)

    def deliver(self, seconds: int = 20) -> None:
        """Let what is queued be sent, as a new process does."""
        slack = Slack(TOKEN, self.double.url, timeout=1)
        job = Deliverer(self.store, slack, self.notices(), SETTLE, self.clock)
        job.start()
        for _ in range(seconds):
            job.run()
            self.clock.now += timedelta(seconds=1)

    def notices(self) -> Notices:
        return Notices(self.store, "#ops", self.clock)

    def back_up(self) -> None:
        save_copy(self.database, self.copy, replace=True)

    def restore(self, *, by_hand: bool = False) -> None:
        """Lose the database, and put the backup in its place."""
        self.store.close()
        if by_hand:
            for part in self.database.parent.glob("communique.db*"):
                part.unlink()
            self.copy.rename(self.database)
        else:
            put_back(self.copy, self.database, self.clock.now)
        self.store = open_store(self.database)

    def queue(self, key: str, channel: str = "#desk", **rest: Any) -> None:
        with self.store.write():
            self.store.outbox.queue(
                [Message(key=key, channel=channel, body={"text": key}, **rest)], self.clock.now
            )

    def news(self, number: int, *, at: datetime | None = None) -> int:
        article = add(self.store, number, at or self.clock.now)
        with self.store.write():
            Alerter(self.store).see(self.configuration, article, self.clock.now)
        return article

    def edition(self) -> None:
        """Post what is due now."""
        for digest, slot in due(self.store, self.configuration, self.clock.now):
            post(self.store, self.configuration, digest, slot, self.clock.now)

    def pass_(self, **span: float) -> None:
        self.clock.now += timedelta(**span)

    def texts(self, channel: str) -> list[str]:
        """Return what stands in a channel itself, not in its threads."""
        return [
            str(m) for m in self.double.workspace.visible(channel) if m.get("thread_ts", m["ts"]) == m["ts"]
        ]


@pytest.fixture
def double() -> Iterator[Double]:
    with Double("desk", "watch", "ops") as double:
        yield double


@pytest.fixture
def life(tmp_path: Path, double: Double) -> Iterator[Life]:
    life = Life(tmp_path, double)
    yield life
    life.store.close()


@pytest.mark.parametrize("by_hand", [False, True])
def test_what_waited_in_the_backup_and_was_posted_since_is_not_posted_again(life: Life, by_hand: bool):
    """However long it waited: a message is only looked for around its last attempt, and the backup knows of none."""
    life.queue("a")
    life.queue("a.1", parent="a")
    life.back_up()
    life.deliver()
    life.restore(by_hand=by_hand)
    life.clock.now += timedelta(hours=5)
    life.deliver()
    assert life.double.workspace.keys("desk") == ["a", "a.1"]
    assert life.store.shown.copied() is None
    life.queue("b")
    life.deliver()
    assert life.double.workspace.keys("desk") == ["a", "a.1", "b"]


def test_what_waited_and_was_never_posted_is_posted(life: Life):
    life.queue("a")
    life.back_up()
    life.restore()
    life.deliver(25)
    assert life.double.workspace.keys("desk") == ["a"]


def test_what_was_parked_or_printed_in_the_backup_and_was_posted_since_is_not_posted_again(life: Life):
    life.double.workspace.named("watch").archived = True
    life.queue("refused", channel="#watch")
    life.deliver(2)
    life.queue("printed")
    row = life.store.outbox.get("printed")
    assert row is not None
    with life.store.write():
        life.store.outbox.printed(row)
    life.back_up()
    life.double.workspace.named("watch").archived = False
    life.deliver()
    life.restore()
    life.deliver(40)
    assert life.double.workspace.keys("desk") == ["printed"]
    assert life.double.workspace.keys("watch") == ["refused"]


def test_an_edition_that_stands_in_slack_is_not_made_again_and_its_articles_are_not_told_again(life: Life):
    assert due(life.store, life.configuration, life.clock.now) == []
    life.news(1)
    life.back_up()
    life.pass_(hours=1)
    life.news(2)
    life.edition()
    life.deliver()
    assert sum(CITIES[2] in text for text in life.texts("desk")) == 1
    first = life.double.workspace.keys("desk")
    life.restore()
    life.deliver()
    life.news(2)
    life.news(3)
    life.edition()
    life.deliver()
    assert life.double.workspace.keys("desk") == first, "this hour has had its edition"
    life.pass_(hours=1)
    life.edition()
    life.deliver()
    found = life.texts("desk")
    for number, times in ((1, 1), (2, 1), (3, 1)):
        assert sum(f"gazette.example/{number}" in text for text in found) == times, number
    assert life.double.workspace.keys("desk")[: len(first)] == first
    keys = life.double.workspace.keys("desk")
    assert len(set(keys)) == len(keys), "numbers in use are not used again"


def test_a_digest_of_another_channel_is_not_kept_from_what_one_showed(life: Life):
    life.configuration = configuration(DIGEST, DIGEST.model_copy(update={"id": "other", "channel": "#watch"}))
    run_due(life.store, life.configuration, life.clock.now)
    life.back_up()
    life.pass_(hours=1)
    life.news(1)
    for digest, slot in due(life.store, life.configuration, life.clock.now):
        if digest.id == "hourly":
            post(life.store, life.configuration, digest, slot, life.clock.now)
    life.deliver()
    life.restore()
    life.deliver()
    life.news(1)
    run_due(life.store, life.configuration, life.clock.now)
    life.deliver()
    for channel in ("desk", "watch"):
        assert sum("gazette.example/1" in text for text in life.texts(channel)) == 1, channel


def test_what_was_printed_before_slack_could_be_asked_is_not_taken_for_what_stands_there(life: Life):
    """Put back without a token, the service goes on and prints, under numbers that are in use in Slack."""
    assert due(life.store, life.configuration, life.clock.now) == []
    life.back_up()
    life.pass_(hours=1)
    life.news(1)
    life.edition()
    life.deliver()
    first = life.texts("desk")
    life.restore()
    life.pass_(hours=1)
    life.news(1)
    life.edition()
    Deliverer(life.store, None, life.notices(), SETTLE, life.clock, echo=lambda _text: None).run()
    life.deliver()
    assert life.texts("desk") == first
    assert set(life.store.outbox.counts()) == {"sent", "parked"}
    life.pass_(hours=1)
    life.news(2)
    life.edition()
    life.deliver()
    assert len(life.texts("desk")) == 2
    assert "gazette.example/2" in life.texts("desk")[1]


def follow(life: Life, query: str = "Lund", channel: str = "#watch") -> int:
    return life.store.subscriptions.add(
        owner="U0EDITOR", by="U0EDITOR", zone="UTC", channel=channel, query=query, now=life.clock.now
    )


@pytest.mark.parametrize("channel", ["#watch", "U0EDITOR1"])
def test_an_alert_that_stands_in_slack_is_not_given_again(life: Life, channel: str):
    follow(life, channel=channel)
    life.back_up()
    life.news(1)
    life.deliver()
    where = "watch" if channel == "#watch" else channel
    posted = life.double.workspace.keys(where)
    assert posted == ["alert:1:1"]
    life.restore()
    life.deliver()
    life.news(2)
    life.news(1)
    life.deliver()
    keys = life.double.workspace.keys(where)
    assert len(keys) == 2
    assert keys[1] not in posted, "another article has another key, though it is the first of this database"
    assert "gazette.example/2" in life.texts(where)[1]


def test_an_alert_that_waited_for_its_summary_is_not_given_again(life: Life):
    follow(life)
    noon = life.clock.now
    life.store.connection.run("UPDATE subscriptions SET daily = ?", (f"{noon + timedelta(minutes=2):%H:%M}",))
    life.news(1)
    assert life.store.alerts.counts() == {"held": 1}
    life.back_up()
    life.pass_(minutes=5)
    alerts(life)
    life.deliver()
    assert len(life.texts("watch")) == 1
    life.restore()
    life.deliver()
    alerts(life)
    life.deliver()
    assert len(life.texts("watch")) == 1
    assert life.store.alerts.counts() == {"dropped": 1}


def alerts(life: Life) -> None:
    from bot.jobs.alerts import run_due as alerts_due

    alerts_due(life.store, life.configuration, life.clock.now)


def test_a_trouble_the_operators_were_told_of_is_told_once_and_its_end_too(life: Life):
    life.back_up()
    life.notices().tell("source:gazette:failing", "No answer from gazette.")
    life.deliver()
    life.restore()
    life.deliver()
    life.notices().tell("source:gazette:failing", "No answer from gazette.")
    life.deliver()
    assert sum("No answer" in text for text in life.texts("ops")) == 1


def test_the_operators_hear_what_was_found_once(life: Life):
    life.queue("a")
    life.back_up()
    life.deliver()
    life.restore()
    life.deliver()
    life.deliver()
    [told] = [text for text in life.texts("ops") if "put back" in text]
    assert "0 messages posted since" in told
    assert "and 1 that it still had to send" in told


def test_a_history_that_cannot_be_read_is_named_and_what_waited_is_marked(life: Life):
    life.queue("a")
    life.back_up()
    life.deliver()
    life.restore()
    life.double.workspace.scopes -= {"channels:history"}
    life.deliver(30)
    assert life.double.workspace.keys("desk") == ["a", "a"]
    assert "possibly repeated" in life.texts("desk")[1]
    [told] = [text for text in life.texts("ops") if "put back" in text]
    assert "The history of #desk, #ops cannot be read" in told


@pytest.mark.parametrize("fault", ["drop_before", "error_before", "garbled_after", "throttled"])
def test_nothing_is_sent_before_the_history_was_read(life: Life, fault: str):
    life.queue("a")
    life.back_up()
    life.deliver()
    life.restore()
    life.double.fail(fault, method="conversations.history", times=3)
    life.deliver(12)
    assert life.double.workspace.keys("desk") == ["a"]
    life.deliver(60)
    assert life.store.shown.copied() is None
    assert life.double.workspace.keys("desk") == ["a"]


def test_a_long_history_is_read_to_its_end(life: Life):
    for number in range(25):
        life.queue(f"n{number}")
    life.back_up()
    life.deliver(5)
    life.restore()
    life.double.workspace.page = 4
    life.deliver()
    assert life.double.workspace.keys("desk") == [f"n{number}" for number in range(25)]


def test_a_message_of_others_with_our_key_is_none_of_ours(life: Life):
    life.queue("a")
    life.back_up()
    life.restore()
    metadata = {"event_type": "communique_delivery", "event_payload": {"key": "a"}}
    stranger = {
        "ts": f"{life.clock.now.timestamp():.6f}",
        "text": "a",
        "bot_id": "B0STRANGER",
        "metadata": metadata,
    }
    life.double.workspace.named("desk").messages.append(stranger)
    life.deliver(25)
    assert len(life.texts("desk")) == 2


def test_what_was_found_is_forgotten_when_it_is_old_but_numbers_are_not_used_again(life: Life):
    follow(life)
    life.back_up()
    life.news(1)
    life.deliver()
    life.restore()
    life.deliver()
    assert life.store.shown.in_alerts("#watch")
    life.clock.now += KEPT + timedelta(days=1)
    keep_house(life.store, life.configuration, life.notices(), life.clock.now, life.clock.now)
    assert not life.store.shown.in_alerts("#watch")
    assert life.store.shown.account().article == 1
