"""Contacts that sentences name without telling that they took place: hoped for, turned down, missed, unheard of."""

from datetime import date

import pytest

from digests.extract import read_text
from digests.records import Meeting

#: A Monday.
TODAY = date(2026, 3, 2)
HOVLAND = "Norwegian Foreign Minister Astrid Hovland"
VIDAL = "Chilean President Rosa Vidal"


def meetings(text: str) -> list[Meeting]:
    return list(read_text(text, published=TODAY).meetings)


@pytest.mark.parametrize(
    ("text", "status", "day"),
    [
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
    ],
)
def test_what_was_not_to_be_is_not_held(text, status, day):
    (meeting,) = meetings(text)
    assert (meeting.status, meeting.date) == (status, day)


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


@pytest.mark.parametrize(
    "text",
    [
        f"Norway's government said it had no knowledge of a meeting between {HOVLAND} and {VIDAL}.",
        f"No date has been set for a visit to Chile by {HOVLAND}.",
        f"It is too early to speak of a meeting between {HOVLAND} and {VIDAL}, her office said.",
    ],
)
def test_what_nobody_has_set_is_no_meeting(text):
    assert meetings(text) == []


def test_a_visit_that_is_talked_about_is_not_made_by_those_who_talk():
    (call,) = meetings(
        "Peru's Teresa Ibarra and Chile's Rosa Vidal spoke on the telephone about the visit on Sunday."
    )
    assert call.format == "phone_call"


@pytest.mark.parametrize(
    ("text", "status", "day"),
    [
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
def test_decisions_misses_and_invitations_taken_back_have_their_status(text, status, day):
    (meeting,) = meetings(text)
    assert (meeting.status, meeting.date) == (status, day)


@pytest.mark.parametrize(
    "text",
    [
        f"Chile warned against a meeting between {HOVLAND} and Peruvian President Pablo Zunino.",
        f"{HOVLAND} hinted at a meeting with {VIDAL}.",
        f"Rumours swirled on Sunday of a secret meeting between {HOVLAND} and {VIDAL}.",
        f"{HOVLAND} is in two minds about a trip to Chile.",
        f"{HOVLAND} sent her deputy to Sunday's talks with {VIDAL} in Lima.",
        "Talks between Norway and Chile are stalled.",
        f"The court heard that {HOVLAND} had met {VIDAL} in 2019.",
    ],
)
def test_hints_rumours_doubts_and_the_distant_past_are_no_news_of_a_meeting(text):
    assert meetings(text) == []
