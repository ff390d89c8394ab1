"""The outbox: order per channel, claims, what steps aside and what does not."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.store.database import Connection
from bot.store.outbox import Message, Outbox

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def connection() -> Iterator[Connection]:
    connection = Connection(None)
    yield connection
    connection.close()


@pytest.fixture
def outbox(connection: Connection) -> Outbox:
    return Outbox(connection)


def message(key: str, channel: str = "#desk", **rest: object) -> Message:
    return Message(key=key, channel=channel, body={"text": key}, **rest)  # type: ignore[arg-type]


def head(outbox: Outbox, channel: str = "#desk", now: datetime = NOON) -> str | None:
    row = outbox.head(channel, now)
    return row.key if row else None


def claimed(outbox: Outbox, key: str, now: datetime = NOON) -> None:
    row = outbox.get(key)
    assert row is not None
    assert outbox.claim(row, now)


def test_queuing_a_key_again_changes_nothing(outbox: Outbox):
    assert outbox.queue([message("a"), message("b")], NOON) == 2
    assert outbox.queue([message("a"), message("c")], NOON) == 1
    assert outbox.counts() == {"queued": 3}


def test_the_head_is_the_oldest_message_of_its_channel(outbox: Outbox):
    outbox.queue([message("a"), message("x", "#other"), message("b")], NOON)
    assert (head(outbox), head(outbox, "#other"), head(outbox, "#none")) == ("a", "x", None)
    assert outbox.channels(NOON) == ["#desk", "#other"]


def test_a_claim_marks_the_attempt_and_can_be_had_once(outbox: Outbox):
    outbox.queue([message("a")], NOON)
    row = outbox.get("a")
    assert row is not None
    mine = outbox.claim(row, NOON + SECOND)
    assert mine is not None
    assert (mine.state, mine.attempts, mine.attempted) == ("sending", 1, NOON + SECOND)
    assert outbox.claim(row, NOON + SECOND) is None


def test_a_doubtful_head_blocks_its_channel_and_no_other(outbox: Outbox):
    outbox.queue([message("a"), message("b"), message("x", "#other")], NOON)
    claimed(outbox, "a")
    row = outbox.get("a")
    assert row is not None
    outbox.doubt(row, NOON + 10 * SECOND, "connection reset")
    assert head(outbox) is None
    assert head(outbox, "#other") == "x"
    assert head(outbox, now=NOON + 10 * SECOND) == "a"


@pytest.mark.parametrize("attempts", [0, 1])
def test_a_message_that_waits_without_having_been_refused_keeps_its_place(outbox: Outbox, attempts: int):
    """Slack asked to wait, or could not be reached: nothing may pass, whatever became of earlier attempts."""
    outbox.queue([message("a"), message("b")], NOON)
    claimed(outbox, "a")
    row = outbox.get("a")
    assert row is not None
    outbox.again(row, NOON + 10 * SECOND, "asked to wait 10 s", attempts=attempts)
    assert head(outbox) is None


def test_a_refused_message_steps_aside_and_its_thread_with_it(outbox: Outbox):
    outbox.queue([message("a"), message("a.1", parent="a"), message("b")], NOON)
    claimed(outbox, "a")
    row = outbox.get("a")
    assert row is not None
    outbox.again(row, NOON + 10 * SECOND, "invalid_blocks", attempts=1, aside=True)
    assert head(outbox) == "b"
    assert head(outbox, now=NOON + 10 * SECOND) == "a"


def test_a_later_update_never_overtakes_an_earlier_one_of_the_same_message(outbox: Outbox):
    outbox.queue(
        [message("u1", op="update", parent="a"), message("u2", op="update", parent="a"), message("b")], NOON
    )
    claimed(outbox, "u1")
    row = outbox.get("u1")
    assert row is not None
    outbox.again(row, NOON + 10 * SECOND, "msg_too_long", attempts=1, aside=True)
    assert head(outbox) == "b"


def test_the_head_is_found_behind_many_that_stepped_aside(outbox: Outbox):
    outbox.queue([message(f"k{n}") for n in range(120)], NOON)
    for n in range(119):
        row = outbox.get(f"k{n}")
        assert row is not None
        outbox.again(row, NOON + SECOND, "invalid_blocks", attempts=1, aside=True)
    assert head(outbox) == "k119"


def test_parking_a_channel_leaves_what_may_be_visible(outbox: Outbox):
    outbox.queue([message("a"), message("b"), message("x", "#other")], NOON)
    claimed(outbox, "a")
    assert outbox.park_channel("#desk", "is_archived") == 1
    assert outbox.counts() == {"sending": 1, "parked": 1, "queued": 1}


def test_reviving_looks_first_for_what_was_attempted(outbox: Outbox):
    outbox.queue([message("a"), message("b"), message("c")], NOON)
    claimed(outbox, "a")
    for key, reason in (("a", "is_archived"), ("b", "is_archived"), ("c", "invalid_blocks")):
        row = outbox.get(key)
        assert row is not None
        outbox.park(row, reason)
    assert outbox.revive(["is_archived", "not_in_channel"], NOON - SECOND, NOON) == 2
    states = {key: row.state for key in "abc" if (row := outbox.get(key))}
    assert states == {"a": "sending", "b": "queued", "c": "parked"}


def test_what_was_parked_long_ago_stays_parked(outbox: Outbox):
    outbox.queue([message("a")], NOON)
    outbox.park_channel("#desk", "is_archived")
    assert outbox.revive(["is_archived"], NOON, NOON + timedelta(days=9)) == 0


def test_recovering_gives_what_was_being_sent_time_to_settle(outbox: Outbox):
    outbox.queue([message("a"), message("b")], NOON)
    claimed(outbox, "a")
    assert outbox.recover(NOON + 5 * SECOND) == 1
    assert head(outbox, now=NOON + 4 * SECOND) is None
    assert head(outbox, now=NOON + 5 * SECOND) == "a"


def test_printed_messages_are_printed_once_and_dropped_when_old(outbox: Outbox):
    outbox.queue([message("a")], NOON)
    outbox.queue([message("b")], NOON + timedelta(hours=30))
    for row in outbox.unprinted():
        outbox.printed(row)
    assert outbox.unprinted() == []
    assert outbox.drop_printed(NOON + timedelta(hours=6)) == 1
    assert outbox.counts() == {"parked": 1, "queued": 1}


def test_counts_can_be_had_for_one_edition_and_due_tells_when_to_look_again(
    connection: Connection, outbox: Outbox
):
    assert outbox.due() is None
    connection.run("PRAGMA foreign_keys=OFF")
    outbox.queue([message("a", edition=7), message("b")], NOON)
    assert outbox.counts(7) == {"queued": 1}
    assert outbox.due() == NOON
