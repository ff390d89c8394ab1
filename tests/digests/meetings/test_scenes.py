"""Where a contact is, who is at it, and how it was held, when these stand in another sentence or another room."""

import pytest

from digests.records import Meeting
from tests.digests.meetings.making import HOVLAND, VIDAL, meetings


def names(meeting: Meeting) -> set[str | None]:
    return {p.name for p in meeting.participants}


def test_a_meeting_that_is_over_takes_no_place_of_one_to_come():
    held, planned = meetings(
        f"{HOVLAND} met {VIDAL} at a security forum, her office said. They agreed that their teams would meet in "
        "Santiago next month."
    )
    assert (held.status, held.place) == ("held", None)
    assert (planned.status, planned.place) == ("planned", "Santiago")


def test_meetings_weeks_apart_do_not_share_a_place():
    held, planned = meetings(
        f"{HOVLAND} met {VIDAL} in Santiago on Friday.\n\nThe two are to meet at a Nordic summit on 19 March."
    )
    assert (held.place, planned.place, planned.date) == ("Santiago", None, "2026-03-19")


def test_his_office_stands_where_the_meeting_is():
    (meeting,) = meetings(
        f"{VIDAL} received on Sunday at her office in Valparaiso the Norwegian ambassador, Lars Moe."
    )
    assert meeting.place == "Valparaíso"


@pytest.mark.parametrize(
    "more",
    [
        "Ambassador Moe conveyed an invitation to visit Oslo.",
        "Moe urged Vidal to visit Oslo.",
        "Vidal refused to visit Oslo.",
    ],
)
def test_a_visit_that_is_asked_for_or_turned_down_is_no_place(more):
    met, *_ = meetings(f"{VIDAL} received the Ambassador of Norway, Lars Moe, on Friday. {more}")
    assert (met.status, met.place) == ("held", None)


def test_a_meeting_turned_down_lends_its_place_to_none_that_was_held():
    refused, held = meetings(
        f"{HOVLAND} refused to meet {VIDAL} in Santiago on Friday. She met Chilean Foreign Minister Luis Soto on Sunday."
    )
    assert (refused.place, held.place) == ("Santiago", None)


def test_time_spent_with_somebody_is_a_meeting_and_no_visit():
    (met,) = meetings(f"{HOVLAND} spent Friday with {VIDAL}.")
    assert (met.format, names(met)) == ("bilateral_meeting", {"Astrid Hovland", "Rosa Vidal"})


def test_a_call_told_after_a_meeting_does_not_make_a_call_of_it():
    met, call = meetings(
        f"{HOVLAND} met on Monday with the Ambassador of Chile, Luis Soto, and later in the day she will speak by video link "
        "with the President of Peru."
    )
    assert (met.format, met.status) == ("bilateral_meeting", "held")
    assert (call.format, call.status) == ("phone_call", "planned")


def test_who_does_not_meet_face_to_face_is_still_mediated_between():
    (meeting,) = meetings(
        "Egyptian mediators shuttled between Israeli and Hamas delegations in Cairo on Sunday. The two sides did not meet face "
        "to face."
    )
    assert (meeting.status, meeting.format, meeting.place) == ("held", "mediation", "Cairo")


@pytest.mark.parametrize(
    "text",
    [
        "Deputy Prime Minister and Foreign Minister Daniyar Seitkali received the Ambassador of Norway, Lars Moe, on Friday.",
        "Kazakh Deputy Prime Minister and Foreign Minister Daniyar Seitkali received the Ambassador of Norway, Lars Moe.",
        "Norwegian ambassador Lars Moe met Kazakh Deputy Prime Minister and Foreign Minister Daniyar Seitkali on Friday.",
        "Norwegian ambassador Lars Moe met Kazakh Deputy Prime Minister - Minister of Trade Daniyar Seitkali on Friday.",
    ],
)
def test_two_offices_of_one_person_are_one_participant(text):
    (meeting,) = meetings(text)
    assert names(meeting) == {"Daniyar Seitkali", "Lars Moe"}


def test_the_offices_of_two_people_are_two_participants():
    (meeting,) = meetings(
        "The Kazakh president and Foreign Minister Daniyar Seitkali received Norwegian ambassador Lars Moe."
    )
    assert names(meeting) == {None, "Daniyar Seitkali", "Lars Moe"}


@pytest.mark.parametrize(
    "text",
    [
        "Norway's prime minister, Petra Lund, hosted the leaders of Chile and Peru in Oslo on Sunday. President Rosa Vidal of "
        "Chile and Peru's Pablo Zunino stayed for dinner.",
        "Petra Lund, Norway's prime minister, is to host the Chilean and Peruvian presidents on Friday. Chile's Rosa Vidal "
        "and Peru's Pablo Zunino will stay for dinner.",
    ],
)
def test_leaders_named_by_their_states_in_the_sentence_after_are_those_who_met(text):
    assert names(meetings(text)[0]) == {"Petra Lund", "Rosa Vidal", "Pablo Zunino"}


def test_leaders_of_one_state_are_not_its_president():
    meeting, *_ = meetings(
        f"{HOVLAND} is to meet Chilean leaders in Santiago on Friday. President Rosa Vidal is in Lima."
    )
    assert "Rosa Vidal" not in names(meeting)


@pytest.mark.parametrize(
    ("text", "place", "status"),
    [
        (
            "Lima: Foreign Minister Rosa Vidal met her Bolivian counterpart Evaristo Condori here on Monday.",
            "Lima",
            "held",
        ),
        (
            "New Delhi, Mar 2: External Affairs Minister Raghav Deshmukh met his Bhutanese counterpart Kinley Wangdi here.",
            "New Delhi",
            "held",
        ),
        (
            "Sudan's army and the Rapid Support Forces agreed to hold a new round of talks in Jeddah.",
            "Jeddah",
            "planned",
        ),
        (
            "Ceasefire talks between the Philippines and the National Democratic Front resumed in Oslo on Monday.",
            "Oslo",
            "ongoing",
        ),
        (
            "The directors general of the border forces of Chile and Peru began a conference in Lima on Monday.",
            "Lima",
            "ongoing",
        ),
        (f"{HOVLAND} cut short a visit to Santiago on Monday.", "Santiago", "held"),
        (f"{HOVLAND} spent ninety minutes with {VIDAL} in Santiago on Friday.", "Santiago", "held"),
        (f"{HOVLAND} will be the guest of {VIDAL} in Santiago on Friday.", "Santiago", "planned"),
    ],
)
def test_such_contacts_are_found_with_their_place(text, place, status):
    (meeting,) = meetings(text)
    assert (meeting.place, meeting.status) == (place, status)
    assert len(meeting.participants) == 2


def test_talks_on_a_river_bank_are_not_in_the_capital_of_the_dateline():
    (meeting,) = meetings(
        f"OSLO, 2 March (Halyard) - {HOVLAND} and {VIDAL} held an hour of talks in a tent on the bank on Monday."
    )
    assert meeting.place is None


def test_talks_called_off_keep_the_day_they_were_to_begin():
    (meeting,) = meetings(
        "Norway and Chile called off talks in Geneva hours before they were to begin on Monday."
    )
    assert (meeting.status, meeting.date) == ("cancelled", "2026-03-02")


def test_two_foreign_ministers_met_though_the_dateline_lends_one_of_them_its_state():
    (meeting,) = meetings(
        "Vienna - Foreign Minister Petra Lund met Foreign Minister Bruno Salter in Vienna on Monday."
    )
    assert [p.name for p in meeting.participants] == ["Petra Lund", "Bruno Salter"]


def test_whose_seat_speaks_of_a_meeting_at_a_conference_is_the_party_of_who_has_no_office():
    (meeting,) = meetings(
        "Downing Street has ruled out a meeting between Harriet Cole and Chilean President Rosa Vidal during next month's "
        "climate summit in Lima."
    )
    assert {(p.name, p.country) for p in meeting.participants} == {
        ("Harriet Cole", "GBR"),
        ("Rosa Vidal", "CHL"),
    }


@pytest.mark.parametrize(
    ("text", "status", "day", "place"),
    [
        (f"{HOVLAND}, appointed on Thursday, met {VIDAL} in Oslo.", "held", None, "Oslo"),
        (
            f"{HOVLAND} will be in Santiago on Tuesday and in Lima on Wednesday, where she is to meet Peruvian President Pablo "
            "Zunino.",
            "planned",
            "2026-03-04",
            "Lima",
        ),
        (
            "Talks between Norway and Chile, suspended since the murder of a diplomat in Lima in January, will resume in Geneva "
            "on Thursday.",
            "planned",
            "2026-03-05",
            "Geneva",
        ),
        (
            "On her way to Lima, where a summit opens on Wednesday, Norwegian Premier Petra Lund stopped in Santiago on Sunday "
            "to meet Chilean President Rosa Vidal.",
            "held",
            "2026-03-01",
            "Santiago",
        ),
        (
            "Norwegian Premier Petra Lund flew home to Oslo on Sunday after a visit to Chile.",
            "held",
            "2026-03-01",
            "Chile",
        ),
        (
            "Peru's and Chile's presidents discussed the border by telephone on Sunday.",
            "held",
            "2026-03-01",
            None,
        ),
    ],
)
def test_asides_and_stops_lend_a_contact_no_day_or_place(text, status, day, place):
    (meeting,) = meetings(text)
    assert (meeting.status, meeting.date, meeting.place) == (status, day, place)


def test_what_somebody_had_done_before_a_meeting_does_not_make_it_a_plan():
    met = [
        m
        for m in meetings(f"Before meeting {VIDAL} in Santiago on Sunday, {HOVLAND} had spent a day in Lima.")
        if m.place == "Santiago"
    ]
    assert [(m.status, m.date) for m in met] == [("held", "2026-03-01")]


def test_the_state_somebody_acts_for_in_one_contact_is_that_in_the_others():
    _, call = meetings(
        f"The Kremlin said there were no plans for President Andrei Velikanov to meet {VIDAL}.\n\nVelikanov spoke with the "
        "Peruvian president, Pablo Zunino, on Sunday. The call lasted an hour."
    )
    assert {p.name: p.country for p in call.participants} == {
        "Andrei Velikanov": "RUS",
        "Pablo Zunino": "PER",
    }


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            "UNITED NATIONS, March 2 (Halyard) - Secretary-General Marta Lindqvist met {} on Sunday.",
            {"UN", "CHL"},
        ),
        (
            "{} met Secretary-General Marta Lindqvist on Sunday. The United Nations welcomed it.",
            {"UN", "CHL"},
        ),
        ("{} met Secretary-General Marta Lindqvist on Sunday.", None),
    ],
)
def test_the_secretary_general_is_that_of_the_united_nations_where_the_text_tells_of_them(text, sides):
    met = meetings(text.format(VIDAL))
    assert [{p.country or p.org for p in m.participants} for m in met] == ([sides] if sides else [])
