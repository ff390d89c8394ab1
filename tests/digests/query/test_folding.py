"""Which spellings count as one word."""

import pytest

from digests.lexicon.yamlfile import load_plain
from digests.query import holds, parse
from digests.query.folding import fold_text
from digests.query.pieces import singular
from tests.digests.query.making import subject

ALIKE = [
    ("“without preconditions”", "Talks without pre-conditions are possible."),
    ("preconditions", "There are pre conditions."),
    ('"pre conditions"', "There are no preconditions."),
    ("pre-condition", "There are no preconditions."),
    ("ceasefire", "A cease-fire holds; the cease fires of spring did not."),
    ('"cease fire"', "The ceasefire holds."),
    ("cooperation", "On co-operation and co operation."),
    ("CEASEFIRE", "The ceasefire holds."),
    ("Jose", "José Lund spoke."),
    ("José", "JOSE LUND SPOKE."),
    ("Straße", "In der STRASSE."),
    ("Lodz", "He flew to Łódź."),
    ("Sanaa", "Fighting in Sana’a goes on."),
    ("Sana'a", "Fighting in Sanaa goes on."),
    ("Lund", "It was Lund's idea."),
    ("minister", "The ministers’ statement."),
    ("talks", "The talk of the town."),
    ("party", "Both parties agreed."),
    ("embargo", "Two embargoes were lifted."),
    ("movies", "A movie was shown."),
    ("sizes", "The size matters."),
    ("al-Maliki", "Nouri el-Maliki met Maliki."),
    ("Maliki", "Nouri al-Maliki spoke."),
    ('"Nouri Maliki"', "Nouri Al Maliki spoke."),
    ("el-Sisi", "President Al-Sisi spoke."),
    ('"El Salvador"', "Talks in El Salvador."),
    ("Iran", "Les relations avec l’Iran."),
    ("U.S.", "A US delegation."),
    ("1,000", "Some 1000 people and 1,000 more."),
    ("中国", "外交部长说中国同意。"),
    ("القاهرة", "في القاهرة اليوم"),
    ("قاهره", "في القاهرة اليوم"),
    ("أحمد", "احمد الوزير"),
    ("zero​width", "A zerowidth word"),
    ("sof­t", "soft"),
    ("ﬁne", "a fine day"),
    ("naïve", "nai\u0308ve hopes"),
]
DIFFERENT = [
    ("news", "A new text."),
    ("away", "They found a way out."),
    ("also", "All al so."),
    ('"El Salvador"', "Salvador Lund spoke."),
    ("act", "They impact."),
    ("border", "The borderline case."),
    ('"without preconditions"', "Without any preconditions."),
    ("status", "Some statu quo."),
    ("Paris", "A pari."),
]


@pytest.mark.parametrize(("query", "text"), ALIKE)
def test_spellings_of_one_word_are_found(query, text):
    assert holds(parse(query).meaning, subject(text))


@pytest.mark.parametrize(("query", "text"), DIFFERENT)
def test_other_words_are_not(query, text):
    assert not holds(parse(query).meaning, subject(text))


def _rules():
    from importlib.resources import files

    return load_plain(files("digests.lexicon").joinpath("folding.yaml").read_text("utf-8"))


@pytest.mark.parametrize("row", _rules(), ids=lambda row: row["rule"])
def test_every_rule_of_the_lexicon_proves_itself(row):
    for key, expected in (("example", True), ("not_example", False)):
        query, text = row[key]
        assert bool(holds(parse(f'"{query}"').meaning, subject(text))) is expected


@pytest.mark.parametrize("word", "crisis status process has gas us Paris".lower().split())
def test_words_that_are_no_plurals_stay(word):
    assert singular(word) == word


def test_spans_point_into_the_text_as_it_is():
    text = "“Pre-conditions”, said L’Écho al-Lund in U.S."
    words = fold_text(text)
    assert [text[a:b] for a, b in words.spans] == [
        "Pre",
        "conditions",
        "said",
        "L’Écho",
        "L’Écho",
        "Lund",
        "in",
        "U.S.",
    ]
    assert words.folds == ["pre", "condition", "said", "l", "echo", "lund", "in", "us"]
