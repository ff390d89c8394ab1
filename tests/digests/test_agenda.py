"""The agenda: what was announced, how firm its day is, and what came of it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from digests.agenda import agenda
from tests.digests.making import FINCH, LUND, NOON, meeting, told

TEXT = "Norwegian Foreign Minister Petra Lund is to meet British Foreign Secretary Aldous Finch in Oslo."
LATER = "Petra Lund and Aldous Finch: this is what came of their meeting in Oslo, diplomats said."


def announced(id: int = 1, *, day: datetime = NOON - timedelta(days=4), outlet: str = "Fjord Post", **more):
    values = {"status": "planned", "place": "Oslo", "date": "2026-03-20", **more}
    return told(
        TEXT,
        id=id,
        day=day,
        outlet=outlet,
        meetings=[meeting(TEXT, TEXT, LUND, FINCH, **values)],
        meeting_stories=["s.0"],
    )


def reported(id: int = 2, *, day: datetime = NOON - timedelta(hours=2), **more):
    values = {"place": "Oslo", "date": "2026-03-20", **more}
    return told(
        LATER,
        id=id,
        day=day,
        meetings=[meeting(LATER, LATER, LUND, FINCH, **values)],
        meeting_stories=["s.0"],
    )


def of(*material, now: datetime = NOON):
    return agenda(material, now, "Europe/Oslo")


def the_one(*material, now: datetime = NOON):
    [found] = of(*material, now=now)
    return found


def test_an_announced_meeting_is_expected_on_its_day_by_who_announced_it():
    found = the_one(announced())
    assert found.state == "expected"
    assert found.certainty == "firm"
    assert (found.first, found.last) == (date(2026, 3, 20), date(2026, 3, 20))
    assert [link.source for link in found.announced] == ["Fjord Post"]
    assert found.place == "Oslo"
    assert "Petra Lund (Norwegian Foreign Minister)" in found.text
    assert found.passages[0].text == TEXT


@pytest.mark.parametrize(
    ("day", "certain", "certainty"),
    [
        ("2026-03-20", True, "firm"),
        ("2026-03-20/2026-03-22", True, "firm"),
        ("2026-03-20", False, "unsure"),
        ("2026-03-16/2026-03-22", False, "week"),
        ("2026-04", True, "month"),
        ("2026-03-16/2026-04-22", False, "month"),
        (None, True, "none"),
    ],
)
def test_the_day_is_as_firm_as_it_was_told(day, certain, certainty):
    assert the_one(announced(date=day, date_certain=certain)).certainty == certainty


def test_a_meeting_nobody_announced_is_not_on_the_agenda():
    assert of(reported(status="held")) == ()


@pytest.mark.parametrize(
    ("status", "state"),
    [("held", "took place"), ("cancelled", "called off"), ("failed", "failed"), ("denied", "denied")],
)
def test_the_latest_report_tells_what_came_of_it(status, state):
    found = the_one(announced(), reported(status=status), now=NOON + timedelta(days=20))
    assert found.state == state
    assert [link.source for link in found.announced][:1] == ["Fjord Post"]
    assert [link.source for link in found.reported] == ["Halyard Wire"]


def test_a_day_that_passed_without_a_report_is_told_as_that():
    assert the_one(announced(), now=datetime(2026, 3, 20, 22, tzinfo=UTC)).state == "expected"
    found = the_one(announced(), now=datetime(2026, 3, 21, 12, tzinfo=UTC))
    assert found.state == "no report"
    assert "no report of the outcome" in found.text


def test_today_is_a_day_of_the_zone():
    """At 23:30 UTC the next day has begun in Oslo."""
    assert the_one(announced(), now=datetime(2026, 3, 20, 23, 30, tzinfo=UTC)).state == "no report"


def test_a_meeting_that_was_put_off_to_another_day_has_moved():
    found = the_one(announced(), reported(status="postponed", date="2026-03-25"))
    assert (found.state, found.moved_from, found.first) == ("moved", "2026-03-20", date(2026, 3, 25))


def test_a_new_date_after_one_put_off_has_moved_too():
    found = the_one(
        announced(),
        reported(status="postponed", date="2026-03-20", day=NOON - timedelta(days=2)),
        announced(3, day=NOON - timedelta(hours=1), date="2026-04-02"),
    )
    assert (found.state, found.moved_from, found.day) == ("moved", "2026-03-20", "2026-04-02")


def test_a_moved_meeting_whose_new_day_passed_has_no_report_either():
    found = the_one(
        announced(),
        reported(status="postponed", date="2026-03-25"),
        now=datetime(2026, 3, 26, 12, tzinfo=UTC),
    )
    assert found.state == "no report"


def test_a_meeting_that_was_put_off_without_a_new_day_has_none():
    found = the_one(announced(), reported(status="postponed", date="2026-03-20"))
    assert (found.state, found.day, found.certainty) == ("put off", None, "none")


def test_two_announcements_of_different_days_do_not_make_a_move():
    found = the_one(announced(), announced(2, date="2026-03-21", outlet="Harbour News", day=NOON))
    assert found.state == "expected"
    assert found.moved_from is None


def test_what_is_under_embargo_is_not_on_the_agenda_yet():
    text = TEXT
    held = told(
        text,
        meetings=[meeting(text, text, LUND, FINCH, status="planned", date="2026-03-20")],
        embargo="until Monday",
        embargo_until="2026-03-16T06:00:00Z",
    )
    assert of(held) == ()
    assert len(of(held, now=datetime(2026, 3, 16, 7, tzinfo=UTC))) == 1


def test_the_agenda_is_in_order_of_days_and_the_same_for_any_order_of_articles():
    other = told(
        TEXT,
        id=9,
        meetings=[meeting(TEXT, TEXT, LUND, FINCH, status="planned", date="2026-03-18", format="phone_call")],
    )
    first, second = announced(), other
    assert [a.day for a in of(first, second)] == ["2026-03-18", "2026-03-20"]
    assert of(first, second) == of(second, first)
