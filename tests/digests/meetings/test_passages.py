"""Passages that once misled the reader: what belongs to a contact, and what stands near it."""

from datetime import date

import pytest

from digests.document import annotate
from digests.meetings import read_meetings
from digests.records import Meeting

#: A Thursday.
DAY = date(2026, 3, 12)


def read(text: str, title: str | None = None) -> tuple[Meeting, ...]:
    return read_meetings(annotate(text, title=title, published=DAY))


def told(text: str, title: str | None = None) -> list[tuple[str, str | None, str | None]]:
    return [(m.status, m.place, m.date) for m in read(text, title)]


def names(meeting: Meeting) -> list[tuple[str | None, str | None]]:
    return [(p.name, p.country or p.org) for p in meeting.participants]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Turkish minister Levent Kaya said on Thursday the gate would open on 1 June, after talks in Bonn with German "
            "minister Petra Lund.",
            [("held", "Bonn", None)],
        ),
        (
            "BONN, Germany (CP) — Foreign ministers of ASEAN will not meet here on Saturday as planned. The session has "
            "been moved to March 21.",
            [("postponed", "Bonn", "2026-03-21")],
        ),
        (
            "German Chancellor Petra Lund has called off a meeting with Italian President Paolo Conti that was to have been "
            "held in Ohrid on Friday, her office said on Thursday.",
            [("cancelled", "Ohrid", "2026-03-13")],
        ),
        (
            "The minister's office said German Chancellor Petra Lund's visit to Canada, previously set for Monday, has been "
            "postponed to April.",
            [("postponed", "Canada", "2026-04")],
        ),
        (
            "The German minister denied that the plan had been rushed before Monday's meeting of EU foreign ministers in "
            "Brussels.",
            [("planned", "Brussels", "2026-03-16")],
        ),
        (
            "Italian President Paolo Conti refused on Tuesday to receive German Chancellor Petra Lund, who had been due in "
            "Rome on Sunday.",
            [("denied", "Rome", "2026-03-15")],
        ),
        (
            "German Chancellor Petra Lund visits Europe's south next week for talks with Italian President Paolo Conti in "
            "Rome on Tuesday.",
            [("planned", "Rome", "2026-03-17")],
        ),
        (
            "German Chancellor Petra Lund arrived in Rome on Tuesday for a four-day visit. She was to meet Italian President "
            "Paolo Conti.",
            [("planned", "Rome", "2026-03-10/2026-03-13")],
        ),
        (
            "Nobody met. The last time German and Iranian officials are known to have met was in Doha last May.",
            [],
        ),
        (
            "Pressed by Canadian Senator Anna Reid on whether she knew of talks with Iran, German Chancellor Petra Lund smiled.",
            [],
        ),
        (
            "French President Luc Moreau is to hold a three-way meeting with German Chancellor Petra Lund and Italian "
            "President Paolo Conti in Rome on Friday.",
            [("planned", "Rome", "2026-03-13")],
        ),
        (
            "The talks, the first since 1990, took place in Muscat on Monday between envoys of Iran and the United States.",
            [("held", "Muscat", "2026-03-09")],
        ),
        (
            "Peru and Chile settled a quarrel over water on Wednesday. The deal, which followed talks in Bogota this week, ends "
            "a boycott.",
            [("held", "Bogota", None)],
        ),
        ("Egyptian minister Sami Haddad praised Kenya's mediation.", []),
        ("Lund is the first German chancellor to visit Canada since 2009.", []),
        ("German Chancellor Petra Lund did not stop in Canada but flew home.", []),
    ],
)
def test_status_place_and_day_are_those_of_the_contact(text, expected):
    got = told(text)
    assert [g[:2] for g in got] == [e[:2] for e in expected]
    assert all(want is None or have == want for (_, _, have), (_, _, want) in zip(got, expected, strict=True))


def test_a_report_of_another_outlet_is_marked_and_does_not_take_the_day_of_the_news():
    (meeting,) = read(
        "WASHINGTON (CP) — A spokesman on Thursday declined to discuss a report that envoy Aldous Finch had met an Iranian "
        "official in Oman."
    )
    assert (meeting.place, meeting.date, meeting.report, meeting.reported_by) == (
        "Oman",
        None,
        "anonymous",
        "a report",
    )
    assert names(meeting) == [("Aldous Finch", "USA"), (None, "IRN")]


def test_a_denial_covers_the_report_it_denies():
    (meeting,) = read(
        "Iran denied Thursday that its deputy foreign minister had met a U.S. envoy in Oman this week.\n\n"
        "The Halyard Ledger reported earlier that Deputy Foreign Minister Reza Tavan and U.S. envoy Aldous Finch met for "
        "three hours in the Omani capital on Tuesday."
    )
    assert (meeting.status, meeting.place, meeting.date) == ("denied", "Muscat", "2026-03-10")
    assert meeting.reported_by == "The Halyard Ledger"


def test_ministers_of_the_states_a_sentence_began_with_are_named_from_elsewhere():
    (meeting,) = read(
        "Egypt, Chad and Sudan agreed on Thursday to share data, after their foreign ministers met for six hours in "
        "Nairobi.\n\nEgyptian Foreign Minister Karim Sayed called it a start."
    )
    assert names(meeting) == [("Karim Sayed", "EGY"), (None, "TCD"), (None, "SDN")]


def test_an_office_is_the_person_named_in_the_next_sentence():
    (meeting,) = read(
        "Serbia's president scrapped talks with Italian President Paolo Conti.\n\nDragan Simic said on Thursday he was busy."
    )
    assert ("Dragan Simic", "SRB") in names(meeting)


def test_a_town_that_names_talks_takes_no_part_in_them():
    assert not read("Cypriot leader Nikos Stavrou had told him after the Vienna talks that the map was old.")


@pytest.mark.parametrize(
    ("text", "title", "form"),
    [
        (
            "Canadian minister Anna Reid spoke today with German minister Petra Lund about fish.",
            None,
            "talks",
        ),
        (
            "Canadian minister Anna Reid spoke today with German minister Petra Lund about fish.",
            "Minister Reid's Call with German Minister Lund",
            "phone_call",
        ),
        (
            "Mr. MORI Kenji, Minister for Foreign Affairs of Japan, held a telephone talk with the Honorable Anna Reid, "
            "Minister of Foreign Affairs of Canada.",
            None,
            "phone_call",
        ),
    ],
)
def test_who_spoke_may_have_done_so_by_telephone(text, title, form):
    (meeting,) = read(text, title)
    assert meeting.format == form


def test_a_tour_gives_its_days_to_each_stop():
    assert told(
        "Canadian minister Anna Reid will travel to Seoul and Tokyo March 17-20.\n\n"
        "In Seoul, Reid will meet with South Korean President Han Do-yun.\n\n"
        "In Tokyo, she will meet with Japanese Foreign Minister Kenji Mori."
    ) == [("planned", "Seoul", "2026-03-17/2026-03-20"), ("planned", "Tokyo", "2026-03-17/2026-03-20")]


def test_a_working_group_sends_nobody_named_beside_it():
    meeting = read(
        "Armenian minister Ani Petros met Turkish minister Levent Kaya in Yerevan on Thursday.\n\n"
        "The sides agreed to hold the first meeting of a working group in Tbilisi in October."
    )[-1]
    assert names(meeting) == [(None, "ARM"), (None, "TUR")]


@pytest.mark.parametrize(
    "text",
    [
        "Norway's ambassador to Canada will inspect the German consulate in Toronto on a visit to Ontario next month.",
        "Norwegian Foreign Minister Petra Lund will open the German consulate in Mombasa on a visit to Kenya next month.",
    ],
)
def test_who_visits_is_the_subject_and_not_what_the_visitor_looks_at(text):
    [visit] = read(text)
    assert visit.status == "planned"
    assert "DEU" not in [p.country for p in visit.participants]
    assert "NOR" in [p.country for p in visit.participants]
