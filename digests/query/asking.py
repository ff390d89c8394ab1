"""The words people ask with: other names of fields, values and operators, in several languages. They are the lexicon's."""

from functools import cache

from digests.cues import forms_of_cues
from digests.lexicon.tables import cell, shipped
from digests.query.folding import fold_text


def key(text: str) -> str:
    """Return a text as other names are compared: letters and digits only."""
    return "".join(fold_text(text).plains)


@cache
def _words(kind: str, column: str) -> dict[str, str]:
    found = (row for row in shipped("asking") if row["kind"] == kind)
    return {key(form): row["means"] for row in found for form in cell(row, column)}


def same(kind: str, word: str) -> str | None:
    """Return what a word means that says the same as a value; None when it is none."""
    return _words(kind, "forms").get(key(word))


def near(kind: str, word: str) -> str | None:
    """Return the field, value or operator that somebody who writes a word probably means."""
    return _words(kind, "near").get(key(word))


def act_of(verb: str) -> str | None:
    """Return the act that statements with a verb count as, in whatever form it is written."""
    head, *rest = verb.lower().split() or [""]
    found = forms_of_cues().get(head, ())
    exact = next((entry.act for words, _, entry in found if list(words) == rest), None)
    return exact or next((entry.act for words, _, entry in found if not rest), None)
