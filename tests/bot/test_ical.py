"""Calendars as another reader of RFC 5545 sees them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ical import Event, calendar, uid_of
from tests.rfc5545 import read

NOON = datetime(2026, 3, 14, 12, 0, 0, 250_000, tzinfo=UTC)


def event(n: int = 0, **more) -> Event:
    values = {
        "uid": uid_of(f"story-{n}"),
        "sequence": 0,
        "modified": NOON,
        "first": date(2026, 3, 20),
        "last": date(2026, 3, 20),
        "summary": "Lund, Finch in Oslo",
        "description": "",
        "location": None,
        "url": None,
        "status": "CONFIRMED",
        **more,
    }
    return Event(**values)


def seen(**more):
    [found] = read(calendar("North", [event(**more)])).inside
    return found


def test_a_day_is_a_whole_day_and_ends_before_the_next():
    found = seen()
    assert found.properties["DTSTART"] == [("20260320", {"VALUE": "DATE"})]
    assert found.properties["DTEND"] == [("20260321", {"VALUE": "DATE"})]
    assert found.value("DTSTAMP") == "20260314T120000Z"


def test_a_span_of_days_includes_its_last():
    found = seen(first=date(2026, 2, 27), last=date(2026, 2, 28))
    assert (found.value("DTSTART"), found.value("DTEND")) == ("20260227", "20260301")


def test_a_story_keeps_its_uid_and_others_have_their_own():
    assert uid_of("a") == uid_of("a") != uid_of("b")


def test_nobody_who_subscribes_is_busy():
    assert seen().value("TRANSP") == "TRANSPARENT"


@pytest.mark.parametrize("status", ["CONFIRMED", "TENTATIVE", "CANCELLED"])
def test_the_status_and_the_sequence_are_told(status):
    found = seen(status=status, sequence=7)
    assert (found.value("STATUS"), found.value("SEQUENCE")) == (status, "7")


@given(
    st.text(st.characters(codec="utf-8"), max_size=300),
    st.text(st.characters(codec="utf-8"), max_size=120).filter(str.strip),
)
def test_any_text_survives_escaping_and_folding(description, summary):
    """Control characters may not stand in a calendar; all others come back as they were."""
    found = seen(summary=summary, description=description, location="Oslo; Bergen, \\ Tromsø")
    bare = str.maketrans(dict.fromkeys([*range(9), *range(11, 32), 127, 133, 8232, 8233], " "))
    assert found.value("SUMMARY") == summary.replace("\r\n", "\n").translate(bare)
    if description:
        assert found.value("DESCRIPTION") == description.replace("\r\n", "\n").translate(bare)
    assert found.value("LOCATION") == "Oslo; Bergen, \\ Tromsø"


def test_the_same_events_give_the_same_bytes():
    events = [event(1), event(2, last=date(2026, 3, 22))]
    assert calendar("North", events) == calendar("North", events)
    later = [event(1, modified=NOON + timedelta(days=1))]
    assert calendar("North", later) != calendar("North", events[:1])


def test_a_calendar_without_events_is_one_too():
    found = read(calendar("North, South; East", []))
    assert found.value("X-WR-CALNAME") == "North, South; East"
    assert found.properties["REFRESH-INTERVAL"] == [("PT1H", {"VALUE": "DURATION"})]
