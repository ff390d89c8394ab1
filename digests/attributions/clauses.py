"""Clauses: what begins behind a comma or a conjunction — a verb, a cue, an attribution of its own."""

from digests.attributions.grammar import Grammar
from digests.cues import closing_forms, forms_of_cues


def closes_sentence(grammar: Grammar, i: int, limit: int) -> bool:
    """Tell whether ", Lund said" with no more than an adjunct ends the sentence at `i`."""
    tags, k = grammar.tags, grammar.subject_end(i, limit)
    while k < limit and tags[k] in "ar":
        k += 1
    if not i < k < limit or grammar.lower[k] not in closing_forms():
        return False
    if tags[k] not in "ve" and not (grammar.lower[k].endswith("s") and tags[k + 1] in ".;"):
        return False
    rest = range(k + 1, limit)
    return tags[k + 1] in ".,;iyru" and not any(tags[m] in "tw" or m in grammar.opening for m in rest)


def speaks(grammar: Grammar, j: int, limit: int) -> bool:
    """Tell whether the clause at `j` is itself an attribution ("and the envoy said")."""
    for k in range(j + 1, min(limit, j + 8)):
        if grammar.finite(k):
            while k < limit and grammar.tags[k] in "amr":
                k += 1
            return k < limit and grammar.lower[k] in forms_of_cues()
    return False


def verb_at(grammar: Grammar, j: int) -> bool:
    """Tell whether a verb in a tense stands right after a conjunction."""
    tags, lower = grammar.tags, grammar.lower
    if tags[j] in "av":
        return True
    if tags[j] == "e":
        return tags[j + 1] not in "nN" or lower[j] in forms_of_cues()
    return tags[j] == "n" and lower[j].endswith("s") and tags[j + 1] == "d"


def is_cue(grammar: Grammar, i: int) -> bool:
    """Tell whether a cue with all its words begins at `i`: "made clear", not "made peace"."""
    rows = forms_of_cues().get(grammar.lower[i], ())
    return any(tuple(grammar.lower[i + 1 : i + 1 + len(rest)]) == rest for rest, _, _ in rows)


def is_base(word: str) -> bool:
    """Tell whether a form of a cue has no tense, so that it goes on from a modal."""
    kinds = {kind for _, kind, _ in forms_of_cues().get(word, ())}
    return kinds == {"base"}


def speaks_after_aside(grammar: Grammar, j: int, limit: int) -> bool:
    """Tell whether a clause at `j` is an attribution over an aside ("and the Serbs, angry at the delay, have threatened")."""
    comma = grammar.subject_end(j, limit)
    if not j < comma < limit or grammar.tags[comma] != ",":
        return False
    k = next((m for m in range(comma + 1, min(limit, comma + 16)) if grammar.tags[m] == ","), limit) + 1
    while k < limit and grammar.tags[k] in "ar":
        k += 1
    return k < limit and grammar.tags[k] in "ve" and grammar.lower[k] in forms_of_cues()
