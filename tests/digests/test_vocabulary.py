import pytest

from digests import vocabulary
from digests.document import annotate
from digests.lexicon.tables import extend
from digests.signals import Signal
from digests.vocabulary import Words, read_words
from digests.wordmarks import NOUN, mark_word


def known_words(words: list[str]) -> Words:
    text = " ".join(words)
    return read_words(text, [(0, len(text))] if words else [])[0]


@pytest.mark.parametrize("words", [[], ["Lund"], ["Élise", "met", "Élise", "“"]])
def test_each_word_of_a_text_is_known_in_its_place(words):
    known = known_words(words)
    assert known.lower == [word.lower() for word in words]
    assert list(known.marks) == [mark_word(word) for word in words]
    assert known.words == words
    assert len(known.folded) == len(known.signals) == len(known.classes) == len(words)


def test_accents_are_folded():
    assert known_words(["Élise"]).folded == ["elise"]


def test_what_an_administrator_adds_is_known_of_words_read_before():
    assert not known_words(["grandvizier"]).marks[0] & NOUN
    extend({"offices": "noun,plural,kind,gender,title,country\ngrandvizier,grandviziers,head,,yes,\n"})
    try:
        assert known_words(["grandvizier"]).marks[0] & NOUN
    finally:
        extend({})


def test_words_are_known_after_all_were_forgotten(monkeypatch):
    """The vocabulary is bounded: a service reads for months."""
    monkeypatch.setattr(vocabulary, "_MOST", 1)
    monkeypatch.setattr(vocabulary, "_MOST_PIECES", 1)
    assert known_words(["Lund", "", "met", "Finch", "Lund"]).lower == ["lund", "met", "finch", "lund"]
    assert known_words(["Lund", "", "met", "Finch", "Lund"]).lower == ["lund", "met", "finch", "lund"]


def test_words_of_any_length_are_known():
    """Those no other text has are not kept."""
    long = "Lund" * 5000
    assert known_words(["met", long, f"“{long},”"]).lower == [
        "met",
        long.lower(),
        "“",
        long.lower(),
        ",",
        "”",
    ]


def test_a_signal_stands_where_one_of_its_words_does_whatever_its_case():
    known_words(["However"])
    pause = Signal(lambda: frozenset(("however", "but")))
    try:
        assert annotate("However, Lund left, but Finch stayed.").where(pause) == [0, 5]
    finally:
        Signal.known.remove(pause)
        extend({})  # forget what was known with it
