"""Each cue proves itself: its example is found, its counter-example left alone."""

from importlib.resources import files
from itertools import pairwise

import pytest

from digests.attributions.words import closed_classes
from digests.cues import cue_rows, forms_of_cues, inflect, noun_entries, noun_rows
from digests.document import annotate
from digests.lexicon.yamlfile import load_plain
from digests.records import ACTS
from digests.statements import read_statements

ROWS = cue_rows()
FRAMES = {
    "clause",
    "that",
    "inform",
    "object",
    "to",
    "named",
    "for",
    "after",
    "quote",
    "aside",
    "actor",
    "person",
    "beside",
}


def cues(text: str) -> list[str]:
    return [(s.cue or "").lower() for s in read_statements(annotate(text))]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['verbs'][0]}-{row['frames'][0]}")
def test_a_cue_is_found_in_its_example_and_not_in_the_other(row):
    assert cues(row["example"]), "the example holds no statement"
    assert not cues(row["not_example"]), "the counter-example holds one"


@pytest.mark.parametrize("row", noun_rows(), ids=lambda row: row["nouns"][0])
def test_a_noun_of_saying_is_found_in_its_example_and_not_in_the_other(row):
    assert any(noun in cue for noun in row["nouns"] for cue in cues(row["example"]))
    assert not cues(row["not_example"])
    assert row["act"] in ACTS
    assert row["cameo"] in {f"{n:02}" for n in range(1, 21)}


def test_a_noun_of_saying_stands_in_one_row():
    assert len(noun_entries()) == 2 * sum(len(row["nouns"]) for row in noun_rows())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['verbs'][0]}-{row['frames'][0]}")
def test_a_row_says_what_its_cues_take_and_do(row):
    assert set(row["frames"]) <= FRAMES
    assert row["act"] in ACTS
    assert row["cameo"] in {f"{n:02}" for n in range(1, 21)}
    assert set(row.get("objects", {}).values()) <= set(ACTS)
    assert set(row.get("irregular", {})) <= {verb.split()[0] for verb in row["verbs"]}


def test_a_cue_takes_a_frame_only_once():
    seen = [
        (verb, frame)
        for row in ROWS
        for verb in row["verbs"]
        for frame in row["frames"]
        if frame not in ("after", "quote", "aside", "actor", "person", "beside")
    ]
    assert [a for a, b in pairwise(sorted(seen)) if a == b] == []


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("urge", {"urge", "urges", "urged", "urging"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("express", {"express", "expresses", "expressed", "expressing"}),
    ],
)
def test_regular_verbs_are_inflected(verb, forms):
    assert set(inflect(verb)) == forms


def test_irregular_forms_are_known():
    assert {"said", "told", "wrote", "spoke", "read"} <= set(forms_of_cues())


def test_a_word_is_in_one_closed_class():
    text = files("digests.lexicon").joinpath("words.yaml").read_text("utf-8")
    words = [word for row in load_plain(text) for word in row["words"].split()]
    assert sorted({w for w in words if words.count(w) > 1}) == []
    assert len(closed_classes()) == len(words)
