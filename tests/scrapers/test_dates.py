"""Dates as sources write them."""

from datetime import UTC, datetime, timedelta

import pytest

from scrapers.dates import effective_time, parse_date, parse_retry_after
from tests.scrapers.making import NOON

READ = [
    ("2016-12-10T10:00:00Z", "2016-12-10 10:00"),
    ("2016-12-10T10:00:00.123+03:00", "2016-12-10 07:00"),
    ("2016-12-10T10:00:00-0530", "2016-12-10 15:30"),
    ("2016-12-10T10:00+03", "2016-12-10 07:00"),
    ("2016-12-10 10:00:00 UTC", "2016-12-10 10:00"),
    ("2016-12-10T24:00:00Z", "2016-12-11 00:00"),
    ("2016-12-10T10:00:60Z", "2016-12-10 10:00"),
    ("2016/12/10", "2016-12-09 23:00"),
    ("2016-12-10", "2016-12-09 23:00"),
    ("2016-7-1", "2016-06-30 22:00"),
    ("2016-12-10T10:00", "2016-12-10 09:00"),
    ("2016-12-10T10:00:00+99:00", "2016-12-10 10:00"),
    ("Sat, 10 Dec 2016 10:00:00 GMT", "2016-12-10 10:00"),
    ("Sat, 10 Dec 2016 10:00:00 EST", "2016-12-10 15:00"),
    ("10 Dec 16 10:00 +0300", "2016-12-10 07:00"),
    ("Sat, 10 Dec 2016 10:00:60 +0000", "2016-12-10 10:00"),
    ("Sat, 10 Dec 2016 10:00:00 -0000", "2016-12-10 10:00"),
    ("Sat, 10 Dec 2016 10:00:00", "2016-12-10 09:00"),
    ("Sat, 10 Dec 2016 10:00:00 +2700", "2016-12-10 10:00"),
    ("Saturday 10 December 2016", "2016-12-09 23:00"),
    ("10th of December, 2016", "2016-12-09 23:00"),
    ("12 Sept. 2016", "2016-09-11 22:00"),
    ("Dec. 10, 2016, 4:30 p.m.", "2016-12-10 15:30"),
    ("December 10, 2016 at 12:05 am", "2016-12-09 23:05"),
    ("Published: 10:30, 10 December 2016 GMT", "2016-12-10 10:30"),
    ("10 December 2016 4:30 pm", "2016-12-10 15:30"),
    ("10 December 2016 16:30 MSK", "2016-12-10 13:30"),
    ("10-Dec-94 08:49:37 GMT", "1994-12-10 08:49"),
    ("10 Dec 2016 10:00 QQT", "2016-12-10 09:00"),
    ("10 December 2016, update 99:99", "2016-12-09 23:00"),
    ("10.12.2016", "2016-12-09 23:00"),
    ("15/05/2026", "2026-05-14 22:00"),
    ("05/15/2026", "2026-05-14 22:00"),
]


@pytest.mark.parametrize(("written", "instant"), READ)
def test_a_date_without_an_offset_is_in_the_zone_of_the_source(written, instant):
    assert f"{parse_date(written, 'Europe/Paris'):%Y-%m-%d %H:%M}" == instant


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "2 hours ago",
        "04/05/2026",
        "31 February 2016",
        "10 December 2016 99:99",
        "Sat, 10 Foo 2016 10:00:00 GMT",
        "2016-13-01",
        "2016-12-10T99:00:00Z",
        "Sat, 10 Dec 2016 25:00:00 GMT",
        "10 decisions 2016",
        "5 marines 2016",
        "1970-01-01T00:00:00Z",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "0001-01-01T00:00:00+14:00",
        "x" * 300,
    ],
)
def test_what_cannot_be_read_for_sure_is_absent(written):
    assert parse_date(written) is None


def test_an_article_counts_by_its_own_time_but_never_by_a_time_to_come():
    earlier = NOON - timedelta(hours=3)
    assert effective_time(earlier, NOON) == earlier
    assert effective_time(None, NOON) == NOON
    assert effective_time(NOON + timedelta(days=400), NOON) == NOON


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("99999999999999999999", 10**8),
        ("Mon, 02 Mar 2026 12:05:00 GMT", 300),
        ("Mon, 02 Mar 2026 11:59:00 GMT", 0),
    ],
)
def test_retry_after_is_seconds_or_a_date_and_never_negative(written, seconds):
    assert parse_retry_after(written, NOON) == timedelta(seconds=seconds)


@pytest.mark.parametrize("written", ["", "soon", "-5", "٣", "1.5"])
def test_a_retry_after_of_another_form_is_no_answer(written):
    with pytest.raises(ValueError, match="not a Retry-After"):
        parse_retry_after(written, NOON)


def test_dates_are_aware_and_utc():
    assert parse_date("2016-12-10") == datetime(2016, 12, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "nothing", ["0001-01-01T00:00:00", "9999-12-31", "1970-01-01T00:00:00Z", "1 January 0001"]
)
def test_what_programs_print_without_a_date_is_none(nothing):
    """Days before the first or after the last one there is stop whoever counts from them."""
    assert parse_date(nothing) is None
