"""When a digest is due, across clock changes, skipped days and zones."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.settings.models import DigestConfig
from bot.timing import instant, last_run, next_run, slots

PARIS = "Europe/Paris"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def digest(**given: object) -> DigestConfig:
    return DigestConfig.model_validate({"id": "a", "channel": "a", **given})


DAILY = digest(at="07:30")


@pytest.mark.parametrize(
    ("day", "clock", "zone", "expected"),
    [
        ("2026-01-15", "07:30", PARIS, "2026-01-15T06:30"),
        ("2026-07-15", "07:30", PARIS, "2026-07-15T05:30"),
        ("2026-07-15", "07:30", "UTC", "2026-07-15T07:30"),
        # On 29 March 2026 Paris goes from 02:00 to 03:00: a skipped time fires at the first valid minute.
        ("2026-03-29", "01:59", PARIS, "2026-03-29T00:59"),
        ("2026-03-29", "02:00", PARIS, "2026-03-29T01:00"),
        ("2026-03-29", "02:30", PARIS, "2026-03-29T01:00"),
        ("2026-03-29", "03:00", PARIS, "2026-03-29T01:00"),
        # On 25 October 2026 it goes from 03:00 back to 02:00: a time that comes twice fires the first time.
        ("2026-10-25", "02:30", PARIS, "2026-10-25T00:30"),
        ("2026-10-25", "03:00", PARIS, "2026-10-25T02:00"),
        # A change of half an hour (Lord Howe) and one at midnight (Santiago).
        ("2026-10-04", "02:15", "Australia/Lord_Howe", "2026-10-03T15:30"),
        ("2026-09-06", "00:30", "America/Santiago", "2026-09-06T04:00"),
        # Samoa had no 30 December 2011 at all.
        ("2011-12-30", "07:30", "Pacific/Apia", "2011-12-30T10:00"),
    ],
)
def test_a_wall_time_is_one_instant(day: str, clock: str, zone: str, expected: str):
    assert instant(date.fromisoformat(day), time.fromisoformat(clock), zone) == at(expected)


def test_a_slot_is_in_the_range_when_it_is_its_end_and_not_its_start():
    due = at("2026-01-15T06:30")
    assert list(slots(DAILY, PARIS, due - timedelta(seconds=1), due)) == [due]
    assert list(slots(DAILY, PARIS, due, due + timedelta(hours=1))) == []


@pytest.mark.parametrize("clock", ["02:30", "07:30"])
def test_a_daily_digest_comes_once_on_each_day_of_a_clock_change(clock: str):
    for day in ("2026-03-29", "2026-10-25"):
        found = list(
            slots(digest(at=clock), PARIS, at(f"{day}T00:00") - timedelta(hours=3), at(f"{day}T22:00"))
        )
        assert len(found) == 1


def test_a_skipped_time_and_its_neighbour_are_one_edition():
    """02:30 does not exist and becomes 03:00, which is due as well."""
    found = list(slots(digest(at=["02:30", "03:00"]), PARIS, at("2026-03-28T23:00"), at("2026-03-29T22:00")))
    assert found == [at("2026-03-29T01:00")]


def test_several_times_a_day_come_in_order():
    found = list(slots(digest(at=["17:00", "07:30"]), "UTC", at("2026-01-15T00:00"), at("2026-01-16T00:00")))
    assert found == [at("2026-01-15T07:30"), at("2026-01-15T17:00")]


def test_the_day_counts_where_the_digest_is_read():
    """07:30 on Monday in Auckland is Sunday evening in UTC."""
    monday = digest(at="07:30", days=["mon"])
    assert next_run(monday, "Pacific/Auckland", at("2026-07-01T00:00")) == at("2026-07-05T19:30")


def test_days_and_skipped_days_are_left_out():
    working = digest(at="07:30", days=["mon", "tue", "wed", "thu", "fri"], skip=["2026-12-25"])
    assert next_run(working, PARIS, at("2026-12-24T12:00")) == at("2026-12-28T06:30")
    assert last_run(working, PARIS, at("2026-12-27T12:00")) == at("2026-12-24T06:30")


def test_a_digest_is_due_at_its_very_instant():
    due = at("2026-01-15T06:30")
    assert last_run(DAILY, PARIS, due) == due
    assert next_run(DAILY, PARIS, due) == due + timedelta(days=1)


def test_a_digest_whose_days_are_all_skipped_never_comes():
    first = date(2026, 1, 5)
    never = digest(at="07:30", days=["mon"], skip=[str(first + timedelta(weeks=n)) for n in range(130)])
    assert next_run(never, "UTC", at("2026-01-01T00:00")) is None
    assert last_run(never, "UTC", at("2026-06-01T00:00")) is None


def test_a_trial_digest_comes_at_even_steps():
    trial = digest(every="10s")
    assert next_run(trial, PARIS, at("2026-01-15T06:30:03")) == at("2026-01-15T06:30:10")
    assert next_run(trial, PARIS, at("2026-01-15T06:30:10")) == at("2026-01-15T06:30:20")
    assert last_run(trial, PARIS, at("2026-01-15T06:30:10")) == at("2026-01-15T06:30:10")
    assert len(list(slots(trial, PARIS, at("2026-01-15T06:30:00"), at("2026-01-15T06:31:00")))) == 6


def test_after_a_long_downtime_the_latest_due_edition_is_found():
    weekly = digest(at="07:30", days=["mon"])
    assert last_run(weekly, "UTC", at("2026-03-15T12:00")) == at("2026-03-09T07:30")
