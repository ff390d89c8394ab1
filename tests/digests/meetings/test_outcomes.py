"""What became of a contact that was set, and what is no contact of the news at all."""

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
        (f"{HOVLAND} will no longer travel to Chile on Tuesday, officials said.", "cancelled", "2026-03-03"),
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
    "text",
    [
        "Norway meet Chile in Oslo on Thursday in a match both must win.",
        "What if Norway and Chile sat down to talk in Geneva?",
        "During her first term Norwegian Foreign Minister Astrid Hovland visited Chile and hosted the Pope.",
        f"{HOVLAND} stood up to {VIDAL} on Friday.",
        "A Norwegian envoy shuttled between Chile and Peru on Friday.",
    ],
)
def test_games_thoughts_and_terms_long_over_are_no_meetings(text):
    assert meetings(text) == []
