"""From texts to the edition: what is read is what is printed."""

from datetime import UTC, datetime, timedelta

import pytest

from digests import gate, render
from digests.edition import Coverage, Told
from digests.extract import read_article
from digests.stories import Known, place, signature
from tests.digests.making import NOON, article, edition

WIRE = (
    "OSLO (Halyard) - British Foreign Secretary Aldous Finch met Norwegian Foreign Minister Petra Lund in Oslo on Friday.\n\n"
    "“We have agreed to keep talking about fishing rights until the summer,” Lund told reporters after the meeting.\n\n"
    "Finch said Britain would not accept quotas “without a fair share for our own coast”.\n\n"
    "Finch will meet French Foreign Minister Anne Vidal in Paris on Monday."
)
PLAN = (
    "LONDON (Halyard) - British Foreign Secretary Aldous Finch will meet Norwegian Foreign Minister Petra Lund in Oslo on "
    "Friday, his office said on Tuesday."
)
FOOTBALL = (
    "OSLO (Halyard) - The striker scored twice on Friday as the league leaders won. Coach Kari Moen said the team “played a "
    "great match in the second half of the season”."
)


def read(texts) -> list[Told]:
    """Read texts of (text, title, day) and place them in stories, as the page job does."""
    out: list[Told] = []
    known: list[Known] = []
    for number, (text, title, day) in enumerate(texts, 1):
        stored = article(text, id=number, title=title, day=day)
        facts = read_article(stored)
        sign = signature(stored, facts)
        placed = place(sign, known, seed=stored.url)
        known.append(
            Known(id=number, signature=sign, story=placed.story, meeting_stories=placed.meeting_stories,
                  family="Halyard Wire", seen=day)
        )  # fmt: skip
        out.append(
            Told(id=number, seq=number, article=stored, facts=facts, outlet="Halyard Wire", family="Halyard Wire", klass="wire",
                 seen=day, story=placed.story, meeting_stories=placed.meeting_stories)
        )  # fmt: skip
    return out


@pytest.fixture(scope="module")
def composed():
    return edition(
        read([(WIRE, "Finch and Lund talk fish in Oslo", NOON), (FOOTBALL, "Leaders win again", NOON)])
    )


def test_the_meeting_is_printed_with_its_people_place_and_day(composed):
    met = next(i for i in composed.items if i.section == "met")
    assert met.text.startswith(
        "Oslo, Fri 13 Mar · Aldous Finch (British Foreign Secretary), Petra Lund (Norwegian Foreign Minister)"
    )
    assert met.status == "held"


def test_the_next_meeting_is_expected(composed):
    ahead = [i for i in composed.items if i.section == "expected"]
    assert [i.status for i in ahead] == ["planned"]
    assert "Paris, Mon 16 Mar" in ahead[0].text


def test_what_was_said_is_printed_word_for_word(composed):
    said = [gate.line(i.runs) for i in composed.items if i.section == "said"]
    assert "Lund: “We have agreed to keep talking about fishing rights until the summer”" in said
    assert any("“without a fair share for our own coast”" in line and "quotas" in line for line in said)


def test_football_stays_out(composed):
    assert "striker" not in render.text(composed)
    assert "Moen" not in render.text(composed)


def test_every_passage_stands_where_it_says(composed):
    texts = {"https://press.example/1": WIRE, "https://press.example/2": FOOTBALL}
    assert gate.passed(composed, texts)[1] == ()


def test_a_planned_meeting_becomes_a_held_one_and_says_who_announced_it():
    before, now = read(
        [
            (PLAN, "Finch to meet Lund in Oslo", NOON - timedelta(days=4)),
            (WIRE, "Finch and Lund talk fish in Oslo", NOON),
        ]
    )
    assert before.meeting_stories[0] == now.meeting_stories[0]
    line = next(part for part in render.text(edition([now], [before])).splitlines() if "Oslo, Fri" in part)
    assert "held" in line
    assert line.endswith("; announced before: Halyard Wire")


def test_a_planned_meeting_nobody_reports_is_due_without_an_outcome():
    (before,) = read([(PLAN, "Finch to meet Lund in Oslo", NOON - timedelta(days=4))])
    printed = render.text(edition([], [before]))
    assert "Oslo, due Fri 13 Mar" in printed
    assert "no report of the outcome" in printed


def test_what_is_written_in_another_language_is_counted_and_not_read():
    stored = article("وزيرة الخارجية النرويجية تلتقي نظيرها البريطاني في أوسلو", title="لقاء", language="ar")
    facts = read_article(stored)
    told = Told(
        id=1,
        seq=1,
        article=stored,
        facts=facts,
        outlet="Fjord Post",
        family="Fjord Post",
        seen=NOON,
        story="s",
    )
    coverage = Coverage(asked=1, answered=1, unread=(("ar", 1),))
    printed = render.text(edition([told], coverage=coverage, until=datetime(2026, 3, 14, 13, tzinfo=UTC)))
    assert "1 in Arabic searched, not read." in printed
