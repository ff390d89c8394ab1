"""What state a source is in: a habit is learnt from what it published, and nights and weekends are no silence."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.habits import health_of, silence_after
from bot.store.sources import SourceState

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def state(**more) -> SourceState:
    values = {
        "id": "a",
        "url": "https://a.example/",
        "last_check": MONDAY,
        "first_round": MONDAY - 30 * DAY,
        "listed": 9,
    }
    return SourceState(**{**values, **more})


def every(gap: timedelta, count: int = 20, until: datetime = MONDAY) -> list[datetime]:
    return [until - n * gap for n in range(count)]


def office_hours() -> list[datetime]:
    """Return the times of five items a day on workdays, over four weeks, newest first; the last on a Friday."""
    friday = MONDAY - 3 * DAY
    days = [friday - n * DAY for n in range(28) if (friday - n * DAY).weekday() < 5]
    return [day + (8 - 2 * n) * HOUR for day in days for n in range(5)]


@pytest.mark.parametrize(
    ("found", "since_last", "expected"),
    [
        (every(HOUR), 23 * HOUR, "ok"),
        (every(HOUR), 25 * HOUR, "silent"),
        (every(2 * DAY), 5 * DAY, "ok"),
        (every(2 * DAY), 7 * DAY, "silent"),
        (every(HOUR, count=3), 90 * DAY, "ok"),
        (office_hours(), 64 * HOUR, "ok"),
        (office_hours(), 100 * HOUR, "silent"),
    ],
    ids=[
        "a night of an hourly one",
        "a day of an hourly one",
        "5 days",
        "7 days",
        "no habit",
        "a weekend",
        "Monday too",
    ],
)
def test_silence_is_measured_by_the_habit(found: list[datetime], since_last: timedelta, expected: str):
    assert health_of(state(), found, found[0] + since_last).state == expected


def test_one_long_breakdown_is_no_habit():
    times = [MONDAY - n * HOUR for n in range(10)] + [MONDAY - 40 * DAY - n * HOUR for n in range(10)]
    limit = silence_after(times)
    assert limit is not None
    assert limit < 8 * DAY


def test_silence_tells_since_when_and_what_is_usual():
    found = health_of(state(), every(3 * HOUR), MONDAY + 3 * DAY)
    assert found.reason == "nothing new since Mon 23 Nov 2026; usually one in 3 h"


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (None, "new"),
        (state(last_check=None), "new"),
        (state(first_round=None, reason="asked to wait 600 s"), "new"),
        (state(failures=1, reason="HTTP 500"), "failing"),
        (state(failures=1, reason="HTTP 500", first_round=None), "failing"),
        (state(failures=4, reason="robots.txt does not allow this address"), "blocked"),
        (state(failures=4, reason="robots.txt could not be read (HTTP 503)"), "failing"),
        (state(failures=4, reason="HTTP 403"), "blocked"),
        (state(failures=4, reason="a Cloudflare challenge stands before the site (not evaded)"), "blocked"),
        (state(reason="asked to wait 600 s"), "ok"),
        (state(), "ok"),
        (state(listed=0), "silent"),
        (state(listed=0, first_round=MONDAY - DAY), "ok"),
    ],
)
def test_a_state_says_what_is_the_matter(known: SourceState | None, expected: str):
    assert health_of(known, [], MONDAY).state == expected
