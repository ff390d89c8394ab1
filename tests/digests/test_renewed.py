"""New versions of an article: what they add, whether they still are that article, and when one was taken back."""

from dataclasses import replace
from importlib.resources import files

import pytest

from digests.lexicon.yamlfile import load_plain
from digests.records import Facts
from digests.renewed import is_same_article, is_withdrawal, told_before
from tests.digests.making import FINCH, LUND, meeting, statement

CUES = load_plain((files("digests.lexicon") / "withdrawals.yaml").read_text(encoding="utf-8"))
TEXT = (
    "OSLO - Foreign Minister Petra Lund met Aldous Finch in Oslo on Friday.\n\n“We agreed on the border with our neighbours,”"
    " Lund said. “Nothing else was on the table that day,” Finch said."
)
MET = meeting(TEXT, "met Aldous Finch", LUND, FINCH, place="Oslo", date="2026-03-13")
SAID = statement(TEXT, "We agreed on the border with our neighbours", LUND, direct=True)
OLD = Facts(meetings=(MET,), statements=(SAID,))


@pytest.mark.parametrize("row", CUES, ids=lambda row: row["forms"][0])
def test_each_cue_finds_its_example_and_leaves_the_other_alone(row):
    assert is_withdrawal("", row["example"])
    assert not is_withdrawal("", row["not_example"])


def test_a_long_article_that_speaks_of_a_withdrawn_story_is_not_withdrawn():
    assert not is_withdrawal(
        "", "This article has been removed. " + "The ministers went on to talk about fish. " * 30
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, True),
        ({"outcome": None}, True),
        ({"participants": (LUND,)}, True),
        ({"date": None}, True),
        # A correction stands in the edition that told it.
        ({"date": "2026-03-14"}, True),
        ({"place": "Bergen"}, True),
        # What a desk would want to read again.
        ({"status": "cancelled"}, False),
        ({"outcome": "agreed on a treaty"}, False),
        ({"participants": (LUND, FINCH, replace(FINCH, name="Ines Calder"))}, False),
    ],
)
def test_a_meeting_is_told_again_only_with_something_new(change, told):
    new = replace(OLD, meetings=(replace(MET, **change),))
    assert ("m0" in told_before(OLD, TEXT, new, TEXT)) is told


def test_another_day_of_a_meeting_still_to_come_is_news():
    old = replace(OLD, meetings=(replace(MET, status="planned"),))
    new = replace(OLD, meetings=(replace(MET, status="planned", date="2026-03-20"),))
    assert "m0" in told_before(old, TEXT, old, TEXT)
    assert "m0" not in told_before(old, TEXT, new, TEXT)


def test_a_statement_in_other_punctuation_was_told_and_another_was_not():
    text = TEXT.replace("with our neighbours", "with all our neighbours")
    same = statement(text, "We agreed on the border with all our neighbours", LUND, direct=True)
    other = statement(text, "Nothing else was on the table that day", LUND, direct=True)
    elsewhere = statement(text, "We agreed on the border with all our neighbours", FINCH, direct=True)
    new = Facts(statements=(same, other, elsewhere))
    assert told_before(OLD, TEXT, new, text) == {"s0"}


@pytest.mark.parametrize(
    ("new", "same"),
    [
        (TEXT + "\n\nThe weather was fine.", True),
        (TEXT.split("\n\n")[0] + " They went home.", False),
        ("Please subscribe to read on.", False),
        (TEXT.replace("Oslo", "Bergen"), True),
    ],
)
def test_a_page_is_the_same_article_while_it_keeps_half_of_its_words(new, same):
    assert is_same_article(TEXT, new) is same
