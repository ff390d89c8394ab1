"""Attributions by a noun and its owner: "Lund's claim that …", "her warning that …", "the minister's message is that …"."""

from digests.attributions.attribution import Attribution, Site
from digests.attributions.ends import content_end
from digests.attributions.grammar import Grammar
from digests.attributions.phrases import phrase_start
from digests.attributions.sources import Source, plain
from digests.attributions.verbs import Cue
from digests.cues import noun_entries

_POSSESSIVE = frozenset("his her its their".split())
#: So many words may qualify the noun ("his oft-repeated public warning").
_QUALIFIERS = 4
#: So many words may stand between commas before "was that".
_INSERTED = 14
#: What is done with a statement, a promise, a warning itself.
_MADE = frozenset(
    "made makes gave gives issued delivered read sent put wrote published posted signed had has".split()
)
#: What a noun phrase in these hangs on: the clause ends where the main one begins.
_FRONTING = frozenset("despite after amid following with by in on given notwithstanding".split())


def by_nouns(site: Site, nouns: list[int], found: list[Attribution]) -> list[Attribution]:
    """Read the nouns of saying at tokens `nouns` of a sentence; what a verb of saying told already is left to it."""
    grammar = site.grammar
    out: list[Attribution] = []
    for noun in nouns:
        if not site.first < noun < site.last - 3 or grammar.quoted[noun]:
            continue
        begin = _content_begin(grammar, noun, site.last)
        source = _owner(grammar, noun, site.first) if begin else None
        if begin is None or source is None:
            continue
        stop = _end(site, source.left, begin)
        told = site.document.starts[begin]
        if stop - begin < 4 or any(a.cue and a.pieces[0][0] == told for a in found):
            continue
        cue = Cue(source.right, noun, noun + 1, "base", (noun_entries()[grammar.lower[noun]],))
        content = (told, site.document.ends[stop - 1])
        out.append(site.made(source, cue, [content], "nominal"))
    return out


def _content_begin(grammar: Grammar, noun: int, last: int) -> int | None:
    """Return the "that" of "claim that …" and "claim is that …"; None for a relative clause and for none."""
    that, tags = noun + 1, grammar.tags
    if tags[that] == ",":
        closing = (k for k in range(that + 1, min(last, that + _INSERTED)) if tags[k] == ",")
        that = next(closing, that) + 1  # "her reply, given on the stairs, was that"
    if tags[that] == "a" and grammar.lower[that + 1] == "that":
        that += 1
    elif that > noun + 1 or "copula" in noun_entries()[grammar.lower[noun]].frames:
        return None
    if that >= last - 2 or grammar.lower[that] != "that" or grammar.quoted[that]:
        return None
    if grammar.tags[that + 1] == "p" and grammar.lower[that + 2] in _MADE:
        return None  # "the statement that he made in May"
    wished = noun_entries()[grammar.lower[noun]].act in (
        "urge",
        "demand",
    )  # "the proposal that both withdraw"
    if that + 1 in grammar.opening or grammar.clause_at(that + 1, last):
        return that
    return that if (wished and grammar.tags[that + 1] in "dpN") else None


def _owner(grammar: Grammar, noun: int, first: int) -> Source | None:
    """Return the owner of a noun: the phrase before its 's, or the pronoun "his", with only qualifiers between."""
    tags, lower = grammar.tags, grammar.lower
    for k in range(noun - 1, max(first, noun - _QUALIFIERS - 1) - 1, -1):
        if lower[k] in _POSSESSIVE:
            return Source((k, k + 1), (k, k + 1), k, k + 1)
        if tags[k] == "s" and k > first:
            start = phrase_start(grammar, k, _behind_preposition(grammar, k, first))
            return plain(start, k) if start < k else None
        if tags[k] not in "nNegr#" and lower[k] != "most":
            return None
    return None


def _behind_preposition(grammar: Grammar, end: int, first: int) -> int:
    """Return the token behind the preposition an owner hangs on: "Despite Lund's", "including the ministry's"."""
    k = end - 1
    while k > first and grammar.tags[k] in "nNde#":
        k -= 1
    return k + 1 if grammar.tags[k] == "i" and grammar.lower[k] != "of" else first


def _end(site: Site, left: int, begin: int) -> int:
    """Return where the clause ends: before the verb whose subject the noun is, or where the main clause begins."""
    grammar = site.grammar
    subject = not any(grammar.finite(k) for k in range(site.first, left))
    fronted = subject and left > site.first and grammar.lower[left - 1] in _FRONTING
    stop = content_end(grammar, begin, site.last, "clause", subordinate=fronted)
    return min(stop, _main_verb(grammar, begin + 1, stop)) if subject and not fronted else stop


def _main_verb(grammar: Grammar, i: int, stop: int) -> int:
    """Return the second verb in a tense that no conjunction, comma or relative pronoun leads to; `stop` for none."""
    tags, owed = grammar.tags, 1
    k = i
    while k < stop:
        if tags[k] in "wtuc" or (tags[k] in "pN" and k > i and tags[k - 1] == "n"):
            owed += 1
        elif grammar.finite(k):
            if not owed:
                return k
            owed -= 1
            while k + 1 < stop and tags[k] in "am" and tags[k + 1] in "amvre":
                k += 1
        k += 1
    return stop
