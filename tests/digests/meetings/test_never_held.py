"""Contacts that sentences name without any news of one: hinted at, unheard of, supposed, long over, private."""

import pytest

from tests.digests.meetings.making import HOVLAND, VIDAL, meetings


@pytest.mark.parametrize(
    "text",
    [
        f"Norway's government said it had no knowledge of a meeting between {HOVLAND} and {VIDAL}.",
        f"No date has been set for a visit to Chile by {HOVLAND}.",
        f"It is too early to speak of a meeting between {HOVLAND} and {VIDAL}, her office said.",
        f"Chile warned against a meeting between {HOVLAND} and Peruvian President Pablo Zunino.",
        f"{HOVLAND} hinted at a meeting with {VIDAL}.",
        f"Rumours swirled on Sunday of a secret meeting between {HOVLAND} and {VIDAL}.",
        f"{HOVLAND} is in two minds about a trip to Chile.",
        f"{HOVLAND} sent her deputy to Sunday's talks with {VIDAL} in Lima.",
        "Talks between Norway and Chile are stalled.",
        f"The court heard that {HOVLAND} had met {VIDAL} in 2019.",
        f"Her office was quiet. Three years ago this week {HOVLAND} met {VIDAL}.",
    ],
)
def test_hints_rumours_doubts_and_the_distant_past_are_no_news_of_a_meeting(text):
    assert meetings(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Norway meet Chile in Oslo on Thursday in a match both must win.",
        "What if Norway and Chile sat down to talk in Geneva?",
        f"{HOVLAND} stood up to {VIDAL} on Friday.",
        "A Norwegian envoy shuttled between Chile and Peru on Friday.",
        "In 1815 the ministers of Austria, Russia and Sweden met in Vienna and redrew the map.",
        "Its chief executive, Tom Garvey, will visit Nairobi and Addis Ababa next week to meet customers.",
        "Norwegian Prime Minister Astrid Hovland spent the weekend with her family in Chile.",
        "Norwegian Prime Minister Astrid Hovland and Chilean President Rosa Vidal were speaking in Oslo, their aides said.",
        f"{HOVLAND} saw {VIDAL} as a friend on Friday.",
    ],
)
def test_games_thoughts_holidays_firms_and_centuries_long_over_are_no_meetings(text):
    assert meetings(text) == []


@pytest.mark.parametrize(
    "before",
    [
        "During her first term Hovland visited Peru.",
        "In his previous term Vidal received Peruvian President Pablo Zunino.",
        "As a young envoy Hovland met Peruvian President Pablo Zunino.",
        "As a student Hovland visited Peru.",
        "While in office her predecessor, Lars Moe, met Peruvian President Pablo Zunino.",
    ],
)
def test_what_was_in_a_term_or_youth_long_over_is_no_news(before):
    (met,) = meetings(f"{HOVLAND} met {VIDAL} in Lima on Sunday. {before}")
    assert met.participants[1].name == "Rosa Vidal"


def test_a_visit_that_is_talked_about_is_not_made_by_those_who_talk():
    (call,) = meetings(
        "Peru's Teresa Ibarra and Chile's Rosa Vidal spoke on the telephone about the visit on Sunday."
    )
    assert call.format == "phone_call"
