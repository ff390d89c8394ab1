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
        "Lund, who as Finland's envoy to Sudan conducted fruitless negotiations with Chad, spoke of a storm in a teacup.",
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
        "KABUL (Halyard) - Afghan military chief Zalmai Noor briefed visiting Finnish Foreign Minister Petra Lund on Tuesday. "
        "Lund flew into Bagram military airbase north of the capital on Tuesday."
    )
    assert meeting[2] in (None, "Kabul")


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
