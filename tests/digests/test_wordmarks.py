import pytest

from digests.lexicon.tables import extend
from digests.wordmarks import (
    CAPITAL,
    FORM,
    LIVE,
    MODIFIER,
    MONTH,
    NOUN,
    START,
    UPPER,
    mark_word,
    select,
    where,
)


@pytest.mark.parametrize(
    ("word", "bits"),
    [
        ("Lund", CAPITAL | UPPER),
        ("lund", 0),
        ("The", UPPER | LIVE | START | FORM),
        ("May", CAPITAL | UPPER | MONTH),
        ("Anti-Lund", UPPER),
        ("16-inch", 0),
        ("al-Masri", LIVE),
        ("ex-president", NOUN),
        ("minister", NOUN | LIVE),
        ("Norway", CAPITAL | UPPER | FORM),
        ("“", 0),
    ],
)
def test_a_word_has_the_marks_of_the_tables_it_stands_in(word, bits):
    """Whether "the" begins a name is the lexicon's to say."""
    assert mark_word(word) | FORM == bits | FORM
    assert (mark_word(word) & FORM == FORM) == (word in ("Norway", "The"))


def test_marks_are_selected_side_by_side():
    marks = bytes(map(mark_word, ["the", "deputy", "minister", "Lund"]))
    assert select(marks, MODIFIER) == b"\0\1\0\0"
    assert where(marks, LIVE | NOUN) == [0, 1, 2]
    assert where(marks, CAPITAL) == [3]


def test_an_added_office_is_marked_at_once():
    assert not mark_word("grandvizier") & NOUN
    extend({"offices": "noun,plural,kind,gender,title,country\ngrandvizier,grandviziers,head,,yes,\n"})
    try:
        assert mark_word("grandvizier") & NOUN
    finally:
        extend({})
