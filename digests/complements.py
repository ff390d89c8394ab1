"""Complements of a source: "officials in Cairo" and "a statement from the Omani ministry" speak for a state."""

from digests.attributions.grammar import Grammar
from digests.mentions import Mentions
from digests.names import names

#: Texts that speak for who issued them.
_TEXTS = frozenset("statement communique communiqué readout letter note declaration".split())
_OFFICIALS = frozenset("officials authorities diplomats leaders".split())
#: Capitals where others than their state sit.
_SHARED = frozenset("brussels vienna nairobi addis".split())


def spoken_for(grammar: Grammar, mentions: Mentions, first: int, last: int) -> tuple[str | None, str | None]:
    """Return the state and the body that the source `first:last` speaks for by its complement; (None, None) for none."""
    lower = grammar.lower
    k = next((k for k in range(first + 1, last - 1) if grammar.tags[k] == "i"), last)
    if k >= last:
        return None, None
    if lower[k - 1] in _TEXTS and lower[k] in ("from", "by", "of"):
        told = next((m for m in mentions.within(k + 1, last) if m.country or m.org), None)
        return (told.country, told.org) if told else (None, None)
    if lower[k - 1] in _OFFICIALS and lower[k] == "in" and lower[k + 1] not in _SHARED:
        hit = names().match(grammar.words, lower, k + 1, last)
        return (hit[1].country, None) if hit and hit[1].kind in ("state", "capital") else (None, None)
    return None, None
