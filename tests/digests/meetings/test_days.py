"""Which day a contact has: that of its own clause, and never one that belongs to something else."""

from datetime import date

import pytest

from digests.document import annotate
from digests.meetings import read_meetings
from digests.records import Meeting

#: A Wednesday.
DAY = date(2026, 3, 11)
FINCH = "French Foreign Minister Aldous Finch"
LUND = "German Chancellor Petra Lund"


def read(text: str) -> tuple[Meeting, ...]:
    return read_meetings(annotate(text, published=DAY))


def days(text: str) -> list[str | None]:
    return [m.date for m in read(text)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"{FINCH} met {LUND} in Berlin on Monday, a day after a bomb went off in Lyon.", "2026-03-09"),
        (f"{FINCH} met {LUND} in Berlin a day after a bomb went off in Lyon on Sunday.", "2026-03-09"),
        (f"{FINCH}, in Berlin since Sunday, met {LUND} on Tuesday.", "2026-03-10"),
        (f"{FINCH}, who was in Warsaw last week, met {LUND} in Berlin on Monday.", "2026-03-09"),
        (f"{FINCH} met {LUND} in Berlin on Monday because a deadline set for Thursday was near.", "2026-03-09"),
        (f"After he arrived on Sunday, {FINCH} met {LUND} in Berlin on Tuesday.", "2026-03-10"),
        (f"On Monday {FINCH} flew to Berlin and met {LUND}.", "2026-03-09"),
        (f"{FINCH} will meet {LUND} in Berlin on Friday, his office said on Tuesday.", "2026-03-13"),
        (f"{FINCH} said on Tuesday that he would meet {LUND} in Berlin on Friday.", "2026-03-13"),
        (f"{FINCH} met {LUND} in Berlin the day before yesterday.", "2026-03-09"),
        (f"{FINCH} and {LUND} are meeting in Berlin.", "2026-03-11"),
        (f"{FINCH} will meet {LUND} in Berlin next year.", "2027-01-01/2027-12-31"),
        (f"Talks between {FINCH} and {LUND} that opened in Berlin on Monday ended without a deal.", "2026-03-09"),
        (f"{FINCH} met {LUND}, Interior Minister Jan Hruska, Defence Minister Karin Ek, the head of the central bank, "
         "the speaker of the lower house and the mayor at the old town hall on Monday.", "2026-03-09"),
    ],
)  # fmt: skip
def test_a_contact_has_the_day_of_its_own_clause(text, day):
    assert days(text)[0] == day


@pytest.mark.parametrize(
    "text",
    [
        f"{FINCH} will meet {LUND} in Berlin, officials who spoke on Monday said.",
        f"{FINCH} is to visit Canada, which held elections on Sunday.",
        f"{FINCH} will meet {LUND}, who returned from Oslo on Sunday.",
        f"{FINCH} will meet {LUND} because talks on a budget due on Friday have stalled.",
        f"{FINCH} announced on Monday that he would meet {LUND}.",
    ],
)
def test_a_day_of_something_else_is_never_borrowed(text):
    assert days(text) == [None]


def test_a_contact_of_a_journey_lies_behind_its_departure():
    text = (
        f"{FINCH} will leave on Friday for a visit to Cairo. He will hold talks with Egyptian President Karim Nassar in Luxor on "
        "Wednesday."
    )
    assert days(text)[-1] == "2026-03-18"


def test_a_day_of_the_past_lies_behind_the_text():
    assert days(f"Also on March 22, {FINCH} discussed the harvest with {LUND} in Berlin.")[0:1] in (
        [],
        ["2025-03-22"],
    )


def test_the_following_day_counts_from_the_contact_told_before():
    text = f"{FINCH} met {LUND} in Berlin on Monday and the following day held talks with Polish President Zofia Marek in Warsaw."
    assert days(text) == ["2026-03-09", "2026-03-10"]


def test_a_later_sentence_gives_the_contact_it_names_again_its_day():
    text = f"{FINCH} will meet {LUND} in Berlin. The meeting is set for Friday, his office said."
    assert days(text) == ["2026-03-13"]


def test_a_further_stop_of_a_journey_lies_in_the_days_to_come():
    text = f"{FINCH} arrived in Berlin on Tuesday. In a trip that will also take him to Warsaw, he has asked for patience."
    (stop,) = [m for m in read(text) if m.place == "Warsaw"]
    assert (stop.status, stop.date, stop.date_certain) == ("planned", "2026-03-11/2026-03-18", False)


def test_a_visit_long_gone_lends_its_year_to_nothing():
    text = f"{LUND} has told visiting {FINCH} that she stood by Mali. Finch visited Germany twice in 2019."
    assert "2019-01-01/2019-12-31" not in days(text)
