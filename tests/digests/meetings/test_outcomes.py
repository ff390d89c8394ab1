"""What became of a contact that was set, hoped for, missed or turned down."""

import pytest

from tests.digests.meetings.making import HOVLAND, VIDAL, meetings


@pytest.mark.parametrize(
    ("text", "status", "day"),
    [
        (f"{HOVLAND} will no longer travel to Chile on Tuesday, officials said.", "cancelled", "2026-03-03"),
        # Either apostrophe is typed.
        (f"{HOVLAND} won't visit Chile on Friday.", "denied", "2026-03-06"),
        (f"{HOVLAND} won’t visit Chile on Friday.", "denied", "2026-03-06"),
        (f"{HOVLAND} didn’t meet {VIDAL} on Friday.", "failed", "2026-02-27"),
        (f"{HOVLAND} will no longer visit Chile on Tuesday.", "cancelled", "2026-03-03"),
        (f"{HOVLAND} and {VIDAL} will not be meeting on Friday after all.", "cancelled", "2026-03-06"),
        (f"There are no plans for {HOVLAND} to meet {VIDAL} on Friday.", "denied", "2026-03-06"),
        (f"There are plans for {HOVLAND} to meet {VIDAL} on Friday.", "planned", "2026-03-06"),
        (f'There were "no plans at present" for {HOVLAND} to meet {VIDAL}, her office said.', "denied", None),
        (
            f"{HOVLAND} was to see {VIDAL} on Friday, but the appointment was cancelled.",
            "cancelled",
            "2026-03-06",
        ),
        (f"{HOVLAND} stood up {VIDAL} on Friday.", "failed", "2026-02-27"),
        (
            f"{HOVLAND} met {VIDAL} in Santiago on Sunday. The meeting had been put back twice.",
            "held",
            "2026-03-01",
        ),
        (
            f"{HOVLAND} is due to meet {VIDAL} in Santiago on Friday. The meeting has been put back once before.",
            "postponed",
            "2026-03-06",
        ),
        ("Norway walked away from talks with Chile in Geneva on Sunday.", "failed", "2026-03-01"),
        (f"{HOVLAND} met neither {VIDAL} nor Peru's Pablo Zunino in Lima on Sunday.", "failed", "2026-03-01"),
        (f"{HOVLAND} would have met {VIDAL} on Sunday but for the fog.", "failed", "2026-03-01"),
        (
            f"{HOVLAND} had hoped to meet {VIDAL} in Geneva on Sunday but was told she was too busy.",
            "failed",
            "2026-03-01",
        ),
        (f"{HOVLAND} should have been in Santiago on Sunday to meet {VIDAL}.", "failed", "2026-03-01"),
        (f"{HOVLAND} turned down an invitation to meet {VIDAL} in Santiago.", "denied", None),
        (f"{HOVLAND}'s meeting with {VIDAL} has been brought forward to Thursday.", "planned", "2026-03-05"),
        (f"The visit to Chile by {HOVLAND} hangs in the balance.", "planned", None),
        (f"{HOVLAND} defended her decision to meet {VIDAL} next week.", "planned", "2026-03-09/2026-03-15"),
        (f"{HOVLAND}'s talks with {VIDAL} were to have started on Sunday.", "failed", "2026-03-01"),
        (f"{HOVLAND} missed Sunday's talks with {VIDAL} because of fog.", "failed", "2026-03-01"),
        (
            f"Chile's government has withdrawn an invitation to {HOVLAND} to visit Santiago.",
            "cancelled",
            None,
        ),
    ],
)
def test_a_contact_has_the_outcome_the_text_tells(text, status, day):
    (meeting,) = meetings(text)
    assert (meeting.status, meeting.date) == (status, day)


def test_no_days_of_other_contacts_are_lent_to_one_that_is_denied():
    denied, call = meetings(
        f'There are "no plans" for {HOVLAND} to meet {VIDAL} in Lima, her office said.\n\n'
        "Hovland spoke with Uruguayan President Pablo Zunino on Sunday. The call lasted an hour."
    )
    assert (denied.status, denied.date) == ("denied", None)
    assert (call.format, call.date, call.place) == ("phone_call", "2026-03-01", None)


def test_the_day_of_a_meeting_held_is_not_that_of_one_that_is_denied():
    denied, held = meetings(
        f"{HOVLAND} denied that she had met {VIDAL}. Hovland met Chilean Foreign Minister Luis Soto on Sunday."
    )
    assert (denied.status, denied.date, held.date) == ("denied", None, "2026-03-01")


def test_who_has_arrived_somewhere_is_not_yet_where_she_goes_next():
    (meeting,) = meetings(f"{HOVLAND}, who arrived on Sunday, is to travel to Chile on Wednesday.")
    assert (meeting.status, meeting.place, meeting.date) == ("planned", "Chile", "2026-03-04")


def test_a_visit_dropped_is_that_of_who_was_said_to_travel():
    trip, dropped = meetings(
        f"{HOVLAND} left for Lima on Monday. A visit to Quito has been dropped from the programme."
    )
    assert (trip.place, dropped.place, dropped.status) == ("Lima", "Quito", "cancelled")
    assert dropped.participants[0].name == "Astrid Hovland"


@pytest.mark.parametrize(
    ("text", "status", "day", "place"),
    [
        # A verb of several words is one verb between a contact and its day and place.
        ("Talks between Norway and Chile will be held in Oslo on Friday.", "planned", "2026-03-06", "Oslo"),
        (
            "A meeting between Norway and Chile is to be held in Oslo on Friday.",
            "planned",
            "2026-03-06",
            "Oslo",
        ),
        (f"{HOVLAND} and {VIDAL} were locked in talks in Oslo on Monday.", "ongoing", "2026-03-02", "Oslo"),
        (
            f"{HOVLAND} did, however, receive the Chilean ambassador, Luis Soto, in Oslo last Friday.",
            "held",
            "2026-02-27",
            "Oslo",
        ),
        (
            f"{HOVLAND}'s plans are known. On Tuesday she will be in Lima to see Peruvian President Pablo Zunino.",
            "planned",
            "2026-03-03",
            "Lima",
        ),
        (
            "Peru has offered to host talks between Norway and Chile, and both have accepted. The talks will be held in Lima on "
            "18 March.",
            "planned",
            "2026-03-18",
            "Lima",
        ),
        (
            "Norway rejected reports that its foreign minister, Astrid Hovland, would travel to Chile on Friday.",
            "denied",
            "2026-03-06",
            "Chile",
        ),
        (
            "A delegation led by Norway's transport minister is expected in Santiago on Friday.",
            "planned",
            "2026-03-06",
            "Santiago",
        ),
        (
            f"{HOVLAND} was received in Santiago on Friday not by the president but by Deputy Foreign Minister Luis Soto.",
            "held",
            "2026-02-27",
            "Santiago",
        ),
        (
            f"{VIDAL} bade farewell on Friday to {HOVLAND} at the end of a visit.",
            "held",
            "2026-02-27",
            None,
        ),
        (
            f"A secret trip by {HOVLAND} to Chile in February never happened, her office said.",
            "failed",
            "2026-02",
            "Chile",
        ),
        (f"{HOVLAND} cancelled her appearance at a meeting with {VIDAL} in Lima.", "cancelled", None, "Lima"),
        (
            "Norway's foreign ministry said the meeting, with Chile and Peru, would go ahead on Friday as planned.",
            "planned",
            "2026-03-06",
            None,
        ),
        (f"{HOVLAND} saw {VIDAL} in Santiago on Friday.", "held", "2026-02-27", "Santiago"),
        (f"{HOVLAND} is due in Santiago on Friday to see {VIDAL}.", "planned", "2026-03-06", "Santiago"),
        (
            "Delegations from Norway and Chile did not turn up for talks in Geneva on Friday.",
            "failed",
            "2026-02-27",
            "Geneva",
        ),
        (
            f"{HOVLAND} lunched on Friday with {VIDAL} and is to tour a factory in Bergen on Tuesday.",
            "held",
            "2026-02-27",
            None,
        ),
    ],
)
def test_a_contact_has_the_outcome_day_and_place_the_text_tells(text, status, day, place):
    (meeting,) = meetings(text)
    assert (meeting.status, meeting.date, meeting.place) == (status, day, place)


def test_talks_a_day_before_a_meeting_are_another_contact_on_their_own_day_and_place():
    met, talks = meetings(
        f"{HOVLAND} and {VIDAL} met in the ministry on Friday, a day after Vidal's talks in London with British Prime Minister "
        "Harriet Cole."
    )
    assert (met.date, met.place, len(met.participants)) == ("2026-02-27", None, 2)
    assert (talks.date, talks.place) == ("2026-02-26", "London")


def test_the_day_first_planned_is_not_the_new_one():
    (meeting,) = meetings(
        f"{HOVLAND}'s meeting with {VIDAL}, originally planned for Thursday, will now take place on Tuesday in Oslo."
    )
    assert meeting.status == "planned"
    assert meeting.date != "2026-03-05"


def test_a_call_instead_of_a_trip_called_off_is_another_contact():
    trip, call = meetings(
        f"{HOVLAND} has called off her trip to Chile and will speak with President Rosa Vidal by phone on Tuesday."
    )
    assert (trip.format, trip.status, trip.place) == ("visit", "cancelled", "Chile")
    assert (call.format, call.status, call.place, call.date) == ("phone_call", "planned", None, "2026-03-03")
