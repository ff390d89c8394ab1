"""What was said before the news of its article is no news of its day. All people and outlets are invented."""

from datetime import UTC, datetime
from importlib.resources import files

import pytest

from digests.compose.background import _pattern
from digests.edition import Edition
from digests.extract import read_text
from digests.lexicon.yamlfile import load_plain
from digests.records import Participant
from tests.digests.making import edition, statement, told

ROWS = load_plain((files("digests.lexicon") / "background.yaml").read_text(encoding="utf-8"))
NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)  # a Saturday
LEAD = "Norwegian Foreign Minister Petra Lund met British Foreign Secretary Aldous Finch in Oslo on Friday. "


def composed(sentence: str) -> Edition:
    text = LEAD + sentence
    facts = read_text(text, published=NOON)
    return edition([told(text, statements=facts.statements, meetings=facts.meetings, day=NOON)])


def said(sentence: str) -> tuple[list[str], set[str]]:
    """Return the lines under Said of an article of that sentence behind a lead, and why others are left out."""
    made = composed(sentence)
    return [i.text for i in made.items if i.section == "said"], {left.reason for left in made.left_out}


@pytest.mark.parametrize("row", ROWS)
def test_every_word_of_background_proves_itself(row):
    assert _pattern(row["kind"]).search(row["example"])
    assert not _pattern(row["kind"]).search(row["not_example"])


@pytest.mark.parametrize(
    "sentence",
    [
        "In October, Lund declined to sign the fisheries treaty with Britain.",
        "Lund announced in January that Norway would leave the fisheries treaty.",
        "Lund said last year that Norway would leave the fisheries treaty.",
        "During her election campaign, Lund said Norway would leave the fisheries treaty.",
        "Norway has long accused Britain of plundering the North Sea.",
        "Lund had accused Britain of plundering the North Sea.",
        "Lund made cod a theme in her campaign, accusing Britain of plundering the North Sea.",
        "Norway reacted after Lund said in July she would leave the fisheries treaty.",
        "In a written reply to the fishing union on December 2, Lund accused Britain of plundering the North Sea.",
        "The boats went home when Lund began calling for a treaty with Britain following the storms of August 1995.",
        "On December 2, Lund had played the dispute down. “The treaty is safe. Britain will keep it,” Lund told reporters.",
        "On December 2, Lund had played the dispute down. “The fisheries treaty is safe with Britain,” Lund told reporters.",
    ],
)
def test_what_was_said_long_before_is_left_out_with_its_reason(sentence):
    lines, reasons = said(sentence)
    assert lines == []
    assert "said long before, told as background" in reasons


@pytest.mark.parametrize(
    "sentence",
    [
        "Lund said on Friday that Norway would leave the fisheries treaty.",
        "Earlier on Friday, Lund accused Britain of plundering the North Sea.",
        "Lund said the fisheries treaty had been broken by Britain in October.",
        "Lund, who took office in January, accused Britain of plundering the North Sea.",
        "In her first speech since January, Lund accused Britain of plundering the North Sea.",
        "In a written reply to the fishing union on Friday, Lund accused Britain of plundering the North Sea.",
        "Last Monday, Lund accused Britain of plundering the North Sea.",
    ],
)
def test_what_is_said_now_of_what_was_then_is_printed(sentence):
    lines, _ = said(sentence)
    assert len(lines) == 1


def test_predecessors_say_nothing_today():
    text = "Finch would break with British predecessors who have insisted that Norway must pay Britain for its cod."
    who = Participant(role="British predecessors", country="GBR")
    old = statement(text, "Norway must pay Britain for its cod", who, cue="have insisted")
    (left,) = edition([told(text, statements=[old])]).left_out
    assert left.reason == "said long before, told as background"


def test_what_follows_a_saying_of_long_ago_is_as_old():
    old = "In a written reply to the fishing union on December 2, Lund accused Britain of plundering the North Sea. "
    lines, reasons = said(
        old + "She said Norway would leave the treaty with Britain. Lund called Britain a thief of cod."
    )
    assert lines == []
    assert reasons == {"said long before, told as background"}


def test_what_has_been_said_so_far_ranks_lower_behind_the_opening():
    filler = "The cod is scarce. The boats stay in port. The sea is cold. The nets are torn. "
    spoken = "Norway has accused Britain of plundering the North Sea. "
    opening, behind = (composed(words).items[-1].score["manner"] for words in (spoken, filler + spoken))
    assert behind < opening
