"""What a sentence sets apart — a relative clause, a trip before or after — and what it lends to the contact beside it."""

import pytest

from tests.digests.meetings.making import HOVLAND, VIDAL, meetings


@pytest.mark.parametrize(
    ("text", "status", "day"),
    [
        (
            "The talks between Norway and Chile, which had been scheduled for Friday in Oslo, were postponed, the ministry said.",
            "postponed",
            "2026-03-06",
        ),
        (
            "The meeting between Norwegian Foreign Minister Astrid Hovland and Chilean President Sofía Almarza, which had been "
            "scheduled for Friday in Oslo, was called off.",
            "cancelled",
            "2026-03-06",
        ),
        (
            "The summit between President Petra Lund and Chilean President Rosa Vidal, due to take place in Oslo on Friday, has "
            "been put off.",
            "postponed",
            "2026-03-06",
        ),
        (
            "Norwegian Foreign Minister Astrid Hovland's visit to Chile, planned for Friday, will no longer take place.",
            "cancelled",
            "2026-03-06",
        ),
        (
            "The meeting between Norwegian Foreign Minister Astrid Hovland and Chilean President Rosa Vidal will no longer take "
            "place on Friday.",
            "cancelled",
            "2026-03-06",
        ),
        (
            "The talks between Norway and Chile, which were held on Friday in Oslo, were constructive, the ministry said.",
            "held",
            "2026-02-27",
        ),
    ],
)
def test_what_commas_set_apart_does_not_hide_what_became_of_a_meeting(text, status, day):
    (meeting,) = meetings(text)
    assert (meeting.status, meeting.date) == (status, day)


def test_a_journey_after_a_meeting_lends_it_no_place():
    first, second = meetings(
        "Chilean President Sofía Almarza is due to receive Norwegian Foreign Minister Astrid Hovland on Tuesday before the "
        "minister flies on to Montevideo, where she will hold talks with Uruguayan officials."
    )
    assert (first.status, first.date, first.place) == ("planned", "2026-03-03", None)
    assert (second.status, second.place) == ("planned", "Montevideo")


def test_a_flight_told_after_a_meeting_lends_it_no_place():
    first, second = meetings(
        f"{HOVLAND} saw {VIDAL} on Sunday, then flew to Lima for a meeting with Peruvian President Pablo Zunino on Monday."
    )
    assert (first.date, first.place) == ("2026-03-01", None)
    assert (second.date, second.place) == ("2026-03-02", "Lima")


def test_a_flight_joined_to_a_meeting_lends_it_no_place():
    met, trip = meetings(f"{HOVLAND} met {VIDAL} and flew to Lima on Sunday.")
    assert (met.place, trip.place) == (None, "Lima")


def test_another_stop_of_a_tour_lends_no_day():
    first, second = meetings(
        f"{HOVLAND} will meet {VIDAL} in Santiago on Friday. She will also meet Peruvian President Pablo Zunino in Lima."
    )
    assert (first.date, second.date, second.place) == ("2026-03-06", None, "Lima")


def test_a_journey_told_by_the_way_lends_a_meeting_no_day_and_is_no_talks():
    met, trip = meetings(f"{VIDAL} met {HOVLAND}. Hovland, who arrived in Lima on Sunday, was pleased.")
    assert (met.date, trip.date) == ("2026-03-01/2026-03-02", "2026-03-01")
    (planned,) = meetings(
        f"{HOVLAND} will meet {VIDAL}. Hovland, who arrived in Santiago on Friday, was pleased."
    )
    assert planned.date is None
    (trip,) = meetings(f"{HOVLAND}, who arrived in Santiago on Sunday, said the talks were useful.")
    assert trip.format == "visit"


def test_a_meeting_that_led_to_talks_is_held_where_it_was_and_the_talks_are_to_come():
    talks, met = sorted(
        meetings(
            "Norway and Chile agreed on Monday to reopen talks after a two-hour meeting between their foreign ministers."
        ),
        key=lambda m: m.format,
        reverse=True,
    )
    assert (talks.format, talks.status) == ("talks", "planned")
    assert (met.format, met.status, met.date) == ("bilateral_meeting", "held", "2026-03-02")


@pytest.mark.parametrize(
    "text",
    [
        "Norwegian Foreign Minister Astrid Hovland, who arrived in Santiago late on Sunday, met Chilean Premier Rosa Vidal.",
        "Norwegian Foreign Minister Astrid Hovland met Chilean Premier Rosa Vidal in Santiago. Hovland, who had flown in "
        "on Thursday, called the talks useful.",
        "Norway and Chile agreed on Monday to reopen talks after a meeting between their ministers in Santiago. Norwegian "
        "Foreign Minister Astrid Hovland, who arrived in Santiago late on Sunday, called it useful.",
    ],
)
def test_the_day_somebody_arrived_is_not_the_day_of_a_meeting_told_beside_it(text):
    (meeting,) = [m for m in meetings(text) if m.status == "held"]
    assert meeting.date not in ("2026-03-01", "2026-02-26")


def test_the_same_day_is_the_day_told_before_it():
    (call,) = meetings(
        "Zambian President Mutale Kabwe, who returned from Addis Ababa on Thursday, held a phone conversation with his French "
        "counterpart, Étienne Marchand, on the same day."
    )
    assert call.date == "2026-02-26"


@pytest.mark.parametrize(
    "where",
    ["in his office today", "at the ministry's headquarters today", "today at Al Noor Palace in Muscat"],
)
def test_the_room_somebody_is_received_in_may_stand_before_the_guest(where):
    (meeting,) = meetings(
        f"Omani Foreign Minister Hamad Al Rawahi received {where} Ingrid Falkenberg, Minister of State at the Federal Foreign "
        "Office of Germany."
    )
    assert {(p.name, p.country) for p in meeting.participants} == {
        ("Hamad Al Rawahi", "OMN"),
        ("Ingrid Falkenberg", "DEU"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "TBILISI (Halyard) - Georgian Prime Minister Levan Chikvaidze and his counterpart Tigran Avanesyan of Armenia met at a "
        "border crossing on Monday.",
        "YEREVAN. – Prime Minister Tigran Avanesyan on Monday paid a visit to the Armenian-Georgian border, where he met with "
        "Prime Minister of Georgia Levan Chikvaidze.",
    ],
)
def test_a_meeting_at_a_border_is_not_in_the_town_of_the_dateline(text):
    (meeting,) = meetings(text)
    assert meeting.place is None


def test_what_somebody_toured_before_talks_was_over_and_so_are_they():
    (meeting,) = meetings(
        "Georgian Prime Minister Levan Chikvaidze and Armenian Prime Minister Tigran Avanesyan met on Monday. The leaders toured "
        "the site for an hour before holding talks in a customs hall."
    )
    assert meeting.status == "held"
    (planned,) = meetings(
        "Norwegian Premier Petra Lund spoke to reporters before meeting Chilean President Rosa Vidal."
    )
    assert planned.status == "planned"


def test_the_place_behind_a_topic_and_before_a_day_is_that_of_the_talks():
    (talks,) = meetings(
        "Egypt, Ethiopia and Sudan will resume talks on the Nile dam in Kinshasa on March 14."
    )
    assert talks.place == "Kinshasa"


@pytest.mark.parametrize(
    "text",
    [
        "When the leaders of Brazil and Argentina last met, in 2023, they embraced. The summit broke up without a word.",
        "The last time Norwegian Premier Petra Lund met Chilean President Rosa Vidal, in June, they embraced.",
    ],
)
def test_a_text_may_open_with_what_lies_far_back(text):
    assert meetings(text) == []


def test_days_named_beside_a_week_are_the_days():
    (trip,) = meetings(
        "U.S. Deputy Secretary Petra Hallam will travel to Kenya this week, March 4 through 7."
    )
    assert trip.date == "2026-03-04/2026-03-07"


def test_who_is_met_with_as_well_takes_part():
    (met,) = meetings(
        "U.S. Deputy Secretary Petra Hallam will meet with Kenyan President Kiptoo Langat and with IGAD Executive Secretary "
        "Yusuf Warsame."
    )
    assert [p.name for p in met.participants] == ["Petra Hallam", "Kiptoo Langat", "Yusuf Warsame"]


def test_with_and_a_participle_names_no_side():
    (met,) = meetings(
        "Indian minister Devika Raghunathan met her Maldivian counterpart Ibrahim Shareef on Monday. The two ministers discussed "
        "the withdrawal of personnel, with Delhi seeking more time."
    )
    assert [p.name for p in met.participants] == ["Devika Raghunathan", "Ibrahim Shareef"]


@pytest.mark.parametrize("army", ["a delegation of the Sudanese army", "a Sudanese army delegation"])
def test_an_army_s_delegation_comes_to_talk(army):
    (met,) = meetings(f"UN mediators met {army} in Nairobi on Thursday.")
    assert {p.country or p.org for p in met.participants} == {"SDN", "UN"}
    assert meetings("UN observers met the Sudanese army at a checkpoint on Thursday.") == []


@pytest.mark.parametrize(
    "told",
    [
        '"It opens," Kenyan Foreign Minister Grace Wanjohi, who chaired the meeting, said.',
        "Kenyan Foreign Minister Grace Wanjohi hosted the talks.",
    ],
)
def test_who_chaired_a_meeting_took_part(told):
    (met,) = meetings(f"The foreign ministers of Egypt, Ethiopia and Sudan met in Nairobi on Friday. {told}")
    assert {p.country for p in met.participants} == {"EGY", "ETH", "SDN", "KEN"}
