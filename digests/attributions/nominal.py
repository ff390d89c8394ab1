"""Attributions by a noun and its owner: "Lund's claim that …", "her warning that …", "the minister's message is that …"."""

from digests.attributions.attribution import Attribution, Site
from digests.attributions.ends import content_end
from digests.attributions.grammar import Grammar
from digests.attributions.phrases import behind_preposition, phrase_start
from digests.attributions.sources import Source, plain, subject_before
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
#: Verbs that give a statement its voice ("issued a warning that …").
_GIVEN = frozenset(
    "issue issues issued make makes made give gives gave deliver delivered send sends sent repeat repeats repeated renew renewed "
    "sound sounded voice voiced offer offered release released".split()
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
        if begin is None:
            continue
        source = _owner(grammar, noun, site.first)
        given = None if source else _giver(grammar, noun, site.first)
        if given:
            source, stop = given, content_end(grammar, begin, site.last, "clause")
        elif source:
            stop = _end(site, source.left, begin)
        else:
            continue
        told = site.document.starts[begin]
        if stop - begin < 4 or any(a.cue and a.pieces[0][0] == told for a in found):
            continue
        cue = Cue(
            given.right if given else source.right,
            noun,
            noun + 1,
            "base",
            (noun_entries()[grammar.lower[noun]],),
        )
        content = (told, site.document.ends[stop - 1])
        out.append(site.made(source, cue, [content], "nominal"))
    return out


def _giver(grammar: Grammar, noun: int, first: int) -> Source | None:
    """Return who gives what has no owner: the subject of "issued a stern warning that …"."""
    k = noun - 1
    while k > first and grammar.tags[k] in "neg" and noun - k <= _QUALIFIERS:
        k -= 1
    if (
        k <= first
        or grammar.lower[k] not in ("a", "an", "the", "another", "new")
        or grammar.lower[k - 1] not in _GIVEN
    ):
        return None
    head = k - 1
    while head > first and grammar.tags[head - 1] in "ar":
        head -= 1
    return subject_before(grammar, head, first)


def _content_begin(grammar: Grammar, noun: int, last: int) -> int | None:
    """Return the "that" of "claim that …" and "claim is that …"; None for a relative clause and for none."""
    that, tags = noun + 1, grammar.tags
    if tags[that] == ",":
        closing = (k for k in range(that + 1, min(last, that + _INSERTED)) if tags[k] == ",")
        that = next(closing, that) + 1  # "her reply, given on the stairs, was that"
    if tags[that] == "a" and grammar.lower[that + 1] == "that":
        that += 1
    elif that == noun + 1 and tags[that] in "yi":
        that = _behind_adjunct(grammar, that, last)  # "her comment on Monday that"
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


def _behind_adjunct(grammar: Grammar, i: int, last: int) -> int:
    """Return the token behind "on Monday", "during the debate" at `i`."""
    tags = grammar.tags
    i += tags[i] == "i"
    if tags[i] != "y":
        return grammar.phrase_end(i, last)
    while i < last and tags[i] == "y":
        i += 1
    return i


def _owner(grammar: Grammar, noun: int, first: int) -> Source | None:
    """Return the owner of a noun: the phrase before its 's, or the pronoun "his", with only qualifiers between."""
    tags, lower = grammar.tags, grammar.lower
    for k in range(noun - 1, max(first, noun - _QUALIFIERS - 1) - 1, -1):
        if lower[k] in _POSSESSIVE:
            return Source((k, k + 1), (k, k + 1), k, k + 1)
        if tags[k] == "s" and k > first:
            start = phrase_start(grammar, k, behind_preposition(grammar, k, first))
            return plain(start, k) if start < k else None
        if tags[k] not in "nNegr#" and lower[k] != "most":
            return None
    return None


def _end(site: Site, left: int, begin: int) -> int:
    """Return where the clause ends: before the verb whose subject the noun is, or where the main clause begins."""
    grammar = site.grammar
    subject = not any(grammar.finite(k) for k in range(site.first, begin))  # nor in "her message was that"
    fronted = subject and left > site.first and grammar.lower[left - 1] in _FRONTING
    stop = content_end(grammar, begin, site.last, "clause", subordinate=fronted)
    return min(stop, _main_verb(grammar, begin + 1, stop)) if subject and not fronted else stop


def _main_verb(grammar: Grammar, i: int, stop: int) -> int:
    """Return the verb that the noun is the subject of: the first that nothing leads to, else the last; `stop` for none."""
    tags, owed = grammar.tags, 1
    last, seen = stop, 0
    k = i
    while k < stop:
        if tags[k] in "wtuc" or (tags[k] in "pN" and k > i and tags[k - 1] == "n"):
            owed += 1
        elif grammar.finite(k):
            if not owed:
                return k
            owed -= 1
            last, seen = k, seen + 1
            while k + 1 < stop and tags[k] in "am" and tags[k + 1] in "amvre":
                k += 1
        k += 1
    return last if seen > 1 and tags[stop] == "." else stop
