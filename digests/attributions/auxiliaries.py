"""Verb groups: the auxiliaries, adverbs and insertions that stand before a verb, and whether they negate it."""

from digests.attributions.grammar import Grammar
from digests.attributions.sources import FLOATING

_NEGATIONS = frozenset("not never n't hardly neither nor".split())
#: Modals that leave it certain that something is said.
_CERTAIN = frozenset("will 'll ’ll shall must can".split())
#: Adverbs of other classes that stand between auxiliary and verb.
_BETWEEN = frozenset("both all yesterday today earlier recently even only neither".split())


def _over_insertion(grammar: Grammar, comma: int, first: int) -> int:
    """Return where "has, in fact, (praised)" has its auxiliary's end, before the comma at `comma`; 0 for nowhere."""
    for k in range(comma - 1, max(first, comma - 6), -1):
        if grammar.tags[k] == ",":
            return k if grammar.tags[k - 1] in "am" and grammar.tags[k + 1] in "ir" else 0
    return 0


def auxiliaries_before(grammar: Grammar, verb: int, first: int) -> tuple[int, list[str], bool, bool]:
    """Return where the group of the verb at `verb` begins, its auxiliaries, whether it is uncertain, and negated."""
    tags, lower = grammar.tags, grammar.lower
    j = verb
    seen: list[str] = []
    hedged = negated = False
    while j > first:
        word, tag = lower[j - 1], tags[j - 1]
        if tag in "am":
            seen.append(word)
            hedged = hedged or (tag == "m" and word not in _CERTAIN)
        elif tag == "," and (over := _over_insertion(grammar, j - 1, first)):
            j = over
            continue
        elif tag != "r" and word not in _BETWEEN:
            break
        negated = negated or word in _NEGATIONS or word.endswith(("n't", "n’t"))
        j -= 1
    while j < verb and tags[j] not in "am" and lower[j] in _BETWEEN:
        if lower[j] in FLOATING and j > first and tags[j - 1] in "nNp,)":
            break  # "they both said", "the ministry, which is here, neither confirmed nor"
        j += 1
    return j, seen, hedged or negated, negated
