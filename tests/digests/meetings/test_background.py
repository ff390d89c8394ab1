"""What is told beside a contact and is none, or none of today's: background, purposes, allowances, journeys onward."""

from datetime import date

import pytest

from digests.document import annotate
from digests.meetings import read_meetings

#: A Wednesday.
DAY = date(2026, 3, 11)


def lines(text: str) -> list[tuple[str, str, str | None, str | None, tuple[str | None, ...]]]:
    return [
        (m.format, m.status, m.place, m.date, tuple(p.name or p.role or p.country for p in m.participants))
        for m in read_meetings(annotate(text, published=DAY))
    ]


LUND = "PARIS (Halyard) - Finnish Foreign Minister Petra Lund met French President Aldous Finch in Paris on Tuesday."
NEWS = ("bilateral_meeting", "held", "Paris", "2026-03-10", ("Petra Lund", "Aldous Finch"))


@pytest.mark.parametrize(
    "more",
    [
        "She had earlier visited Japan, South Korea and China.",
        "Lund has twice visited Canada to seek better ties.",
        "A spokesman said Lund had recently visited Italy, Saudi Arabia and Pakistan.",
        "Lund visited Canada twice in 2025.",
        "Lund, who last visited Canada in 2023, left without a word.",
        "Lund, who as Finland's envoy to Sudan led talks with Chad for years, saw no cause for alarm.",
        "Talks between Sudan and Chad have been deadlocked over the border since 2024.",
        "Talks between Sudan and Chad were last held in January.",
        "The European Union on Friday asked Chad to stop blocking inspectors.",
        "Chad's government newspapers have criticised Britain for allowing exiles, whom they dislike, to hold their conference.",
        "Finch considers the time right for talks with Chad, which Paris distrusts.",
    ],
)
def test_background_and_what_is_only_allowed_or_wished_is_no_record(more):
    assert lines(f"{LUND} {more}") == [NEWS]


def test_a_meeting_somebody_flew_out_for_is_still_to_come():
    (meeting,) = lines(
        "HELSINKI (Halyard) - Finnish Foreign Minister Petra Lund flew to Paris on Wednesday to meet French President "
        "Aldous Finch."
    )
    assert meeting[1] == "planned"


@pytest.mark.parametrize(
    "text",
    [
        "PARIS (Halyard) - After meeting French President Aldous Finch on Tuesday, Finnish minister Petra Lund flew to the "
        "Italian capital Rome.",
        "PARIS (Halyard) - Finnish Foreign Minister Petra Lund flew to Rome on Wednesday after meeting French President "
        "Aldous Finch.",
    ],
)
def test_where_somebody_went_on_to_is_not_where_he_met(text):
    (meeting,) = [m for m in lines(text) if "Aldous Finch" in m[4]]
    assert meeting[2] != "Rome"


def test_the_field_somebody_landed_at_is_not_where_he_met():
    (meeting,) = lines(
        "NDJAMENA (Halyard) - Chadian army chief Idriss Noor briefed visiting Finnish Foreign Minister Petra Lund on Tuesday. "
        "Her plane had come from Cairo. Lund flew into Abeche airport in the east of the country at noon."
    )
    assert meeting[2] != "Abeche"


def test_a_call_taken_from_somebody_says_nothing_of_the_talks_he_held():
    talks = [
        m
        for m in lines(
            "Finch took a telephone call from U.S. envoy Daniel Whitlock, who held talks in Cairo on Tuesday with Israeli and "
            "Egyptian officials."
        )
        if m[2] == "Cairo"
    ]
    assert [m[0] for m in talks] == ["talks"]


def test_a_visit_long_ago_gives_no_day_to_the_visit_told():
    (meeting,) = lines(
        "BAGHDAD (Halyard) - Iraqi President Karim Dast has told visiting Finnish Foreign Minister Petra Lund that he wants "
        "friendship. Lund visited Iraq twice in 2025."
    )
    assert meeting[3] is None or meeting[3].startswith("2026-03")


def test_who_has_arrived_has_not_met_yet_whom_he_is_due_to_meet():
    found = lines(
        "PARIS (Halyard) - Finnish Prime Minister Petra Lund arrived in Paris on Tuesday for an official visit. The premier, "
        "who is due to meet French President Aldous Finch on Wednesday, will discuss Mali."
    )
    assert [(m[1], m[3], m[4]) for m in found if "Aldous Finch" in m[4]] == [
        ("planned", "2026-03-11", ("Petra Lund", "Aldous Finch"))
    ]


def test_the_days_of_a_long_visit_are_those_its_meetings_can_fall_on():
    (meeting,) = lines(
        "HELSINKI (Halyard) - Queen Petra left Finland on Wednesday for a week-long visit to Canada. The monarch, who last "
        "visited Canada in 2023, was scheduled to meet Canadian Prime Minister Aldous Finch."
    )
    assert meeting[1:4] == ("planned", "Canada", "2026-03-11/2026-03-17")


def test_an_ambassador_who_takes_up_his_post_visits_nobody():
    text = (
        "NAIROBI (Halyard) - Finland's new ambassador to Kenya, Petra Lund, will hand over her letters next week, the mission "
        "said on Wednesday. Lund, who grew up in Turku, arrived at the weekend."
    )
    assert lines(text) == []


def test_the_traveller_is_who_acts_and_not_the_house_he_will_see():
    (meeting,) = lines(
        "MOSCOW (Halyard) - Russia's ambassador to the United States will look at the consulate in Seattle, which its people "
        "left in May, on a visit to California next week."
    )
    assert (meeting[1], meeting[2]) == ("planned", "California")
    assert "consulate" not in str(meeting[4])


def test_what_a_text_leads_up_to_and_then_away_from_has_taken_place():
    (meeting,) = lines(
        "BRUSSELS (Halyard) - Before a lunch with EU foreign ministers on Tuesday, U.S. Secretary of State Daniel Whitlock spoke "
        "of shared values. German minister Jonas Reuther told reporters after the EU ministers’ lunch with Whitlock "
        "that it had been frank."
    )
    assert (meeting[1], meeting[4]) == ("held", ("Daniel Whitlock", "EU foreign ministers"))


def test_a_counterpart_named_later_is_one_participant():
    (meeting,) = lines(
        "HELSINKI (Halyard) - Finnish Foreign Minister Petra Lund flew to Ottawa on Wednesday to meet her Canadian counterpart. "
        "Lund was to meet Canadian Foreign Minister Aldous Finch on the Arctic."
    )
    assert (meeting[1], meeting[4]) == ("planned", ("Petra Lund", "Aldous Finch"))


@pytest.mark.parametrize(
    ("text", "status", "day"),
    [
        (
            "Peskov said the call would focus on Syrian President Aldous Haddad's visit to Russia, which he made on Monday.",
            "held",
            "2026-03-09",
        ),
        (
            "The office denied a report that French President Aldous Finch had invited Finnish Foreign Minister Petra Lund to "
            "his home for talks next week.",
            "denied",
            None,
        ),
    ],
)
def test_a_clause_beside_a_contact_tells_what_became_of_it(text, status, day):
    (meeting,) = lines(text)
    assert meeting[1] == status
    assert day is None or meeting[3] == day


def test_two_leaders_of_one_state_meet_at_home_whatever_their_official_residence():
    text = (
        "ROME (Halyard) - Italian President Paolo Conti consulted Prime Minister Aldous Finch on Tuesday. Conti and Finch met "
        "at the president's official Rome residence. The official, Bruno Sala, said talks with Palestinian leader Dast would "
        "be fitting."
    )
    assert [m for m in lines(text) if m[1] == "held"] == []


def test_each_who_is_due_to_visit_goes_by_himself():
    found = lines(
        "Also due to visit Brazil in April are South Korean President Kim Min-jun and German Chancellor Jonas Reuther."
    )
    assert [m[4] for m in found] == [("Kim Min-jun", "BRA"), ("Jonas Reuther", "BRA")]


def test_who_left_days_ago_for_a_visit_is_under_way():
    (meeting,) = lines("Guinean President Aldous Camara left for Kuwait on Thursday to prepare a summit.")
    assert (meeting[1], meeting[2], meeting[3]) == ("ongoing", "Kuwait", "2026-03-05")


def test_a_militia_leader_is_of_the_land_he_fights_in_and_not_of_his_visitors():
    text = "KABUL (Halyard) - Finnish Foreign Minister Petra Lund met militia leader Karim Dast on Tuesday."
    (meeting,) = read_meetings(annotate(text, published=DAY))
    assert [p.country for p in meeting.participants] == ["FIN", "AFG"]
