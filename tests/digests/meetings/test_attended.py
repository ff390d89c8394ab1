"""Meetings somebody goes to, speaks of or shows by a picture; and places that are another meeting's. All names are invented."""

import pytest

from tests.digests.meetings.making import meetings


@pytest.mark.parametrize(
    ("text", "sides", "status", "day"),
    [
        ("Norwegian Foreign Minister Petra Lund will attend a NATO meeting in Brussels on Tuesday.",
         {"NOR", "NATO"}, "planned", "2026-03-03"),
        ("Norwegian Prime Minister Petra Lund will attend African Union meetings in Addis Ababa on Tuesday and Wednesday.",
         {"NOR", "African Union"}, "planned", "2026-03-03/2026-03-04"),
        ("Norwegian Foreign Minister Petra Lund attended an EU session in Brussels on Thursday.",
         {"NOR", "EU"}, "held", "2026-02-26"),
        ("Norway's president, Petra Lund, held a press conference on Wednesday with Kenyan President Daniel Otieno in Nairobi.",
         {"NOR", "KEN"}, "held", "2026-02-25"),
        ("Kenyan Foreign Minister Daniel Otieno posed for pictures with Norwegian Foreign Minister Petra Lund on Thursday.",
         {"NOR", "KEN"}, "held", "2026-02-26"),
        ("Norwegian Foreign Minister Petra Lund said talks with Kenyan Foreign Minister Daniel Otieno on Thursday had gone well.",
         {"NOR", "KEN"}, "held", "2026-02-26"),
    ],
)  # fmt: skip
def test_who_goes_there_meets_there(text, sides, status, day):
    (met,) = meetings(text)
    assert {p.country or p.org for p in met.participants} == sides
    assert (met.status, met.date) == (status, day)


@pytest.mark.parametrize(
    "text",
    [
        # Who stayed away says nothing of whether there was a meeting.
        "Norwegian Foreign Minister Petra Lund did not attend a NATO meeting in Brussels on Thursday.",
        "Norwegian actress Petra Lund attended a UNICEF meeting in Oslo on Thursday.",
        "Parents attended a school meeting in Oslo on Thursday.",
        "Norwegian Foreign Minister Petra Lund held a press conference on Kenya on Wednesday.",
        "A Norwegian spokesman said talks with Kenyan Foreign Minister Daniel Otieno had gone well.",
        "Norwegian Foreign Minister Petra Lund said talks with the unions had gone well.",
        "British Foreign Secretary Aldous Finch waited. Norwegian Foreign Minister Petra Lund refused to answer his call.",
        "British minister Aldous Finch tried to speak to Norwegian minister Petra Lund, but Lund didn't take the call.",
        "British minister Aldous Finch tried to speak to Norwegian minister Petra Lund, but Lund couldn’t take the call.",
        # A paper is signed; nobody need have met.
        "Kenya signed an agreement with Norway on Thursday.",
    ],
)
def test_who_is_not_said_to_be_there_does_not(text):
    assert meetings(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Norwegian Foreign Minister Petra Lund met her British counterpart on Thursday. She will come to London on Tuesday.",
        "Kenya and Norway will hold a round of talks in Oslo on Monday. The two sides held another round of talks on Tuesday.",
    ],
)
def test_where_the_next_meeting_is_says_nothing_of_the_last(text):
    assert {m.place for m in meetings(text) if m.status == "held"} == {None}


@pytest.mark.parametrize(
    ("doing", "sides"),
    [("shuttling between them", {"NOR", "KEN", "CHE"}), ("urging haste", {"NOR", "KEN"})],
)
def test_who_shuttles_between_two_sides_takes_part_and_who_only_urges_does_not(doing, sides):
    (met,) = meetings(
        f"Envoys from Norway and Kenya held talks in Geneva on Thursday, with Swiss officials {doing}."
    )
    assert {p.country for p in met.participants} == sides


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("The presidents of Kenya and Uganda, Daniel Otieno and Yusuf Ssali, met in Oslo.", {"Otieno": "KEN", "Ssali": "UGA"}),
        ("Daniel Otieno and Yusuf Ssali, the Kenyan and Ugandan presidents, met in Oslo.", {"Otieno": "KEN", "Ssali": "UGA"}),
        ("The foreign ministers of Norway, Britain and France, Petra Lund, Aldous Finch and Marie Blanc, met in Oslo.",
         {"Lund": "NOR", "Finch": "GBR", "Blanc": "FRA"}),
        ("Norwegian King Haldor met the presidents of Kenya and Uganda, Daniel Otieno and Yusuf Ssali, in Oslo.",
         {"Haldor": "NOR", "Otieno": "KEN", "Ssali": "UGA"}),
        ("Petra Lund, Norway's foreign minister, and Daniel Otieno, her Kenyan opposite number, shook hands in Oslo.",
         {"Lund": "NOR", "Otieno": "KEN"}),
        # Who leads a delegation takes part, for whom it acts.
        ("A Kenyan delegation led by Daniel Otieno met Norwegian Foreign Minister Petra Lund in Oslo.",
         {"Otieno": "KEN", "Lund": "NOR"}),
        ("The U.N. team, headed by Swedish diplomat Lars Dahl, met Kenyan Foreign Minister Daniel Otieno in Nairobi.",
         {"Dahl": "UN", "Otieno": "KEN"}),
    ],
)  # fmt: skip
def test_names_told_beside_their_states_or_teams_take_part(text, people):
    (met,) = meetings(text)
    assert {(p.name or "").split()[-1]: p.country or p.org for p in met.participants} == people


def test_a_team_that_somebody_met_is_not_led_by_whom_it_met():
    (met,) = meetings("A Kenyan delegation met Norwegian Foreign Minister Petra Lund in Oslo on Thursday.")
    assert [p.name for p in met.participants] == [None, "Petra Lund"]


def test_who_meets_during_a_conference_is_not_of_its_place():
    (met,) = meetings(
        "President Halden and Russian President Dmitri Orlov met during a conference of the Group of 20 in China on Thursday."
    )
    assert {p.name: p.country for p in met.participants if p.name} == {"Halden": None, "Dmitri Orlov": "RUS"}
