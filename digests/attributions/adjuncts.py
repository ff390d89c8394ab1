"""Adjuncts: the days, places and insertions that stand between a cue and its content."""

from digests.attributions.grammar import APPROXIMATELY, Grammar

THAT = frozenset("that whether how why what who if where".split())
_TIME_OPENERS = frozenset("this last next late early".split())
SPANS_OF_TIME = frozenset(
    "day days hour hours week weeks month months year years decade decades minute minutes time while".split()
)
_AGO = frozenset("earlier later ago before".split())
#: Where a statement was made: "in a statement", "on Twitter".
_MEDIUM = frozenset(
    "statement interview speech email tweet letter address briefing conference post remarks communique article column "
    "message press memo call meeting op-ed editorial debate filing report telephone twitter".split()
)
#: What stands before a medium of one's own.
OWN = frozenset("a an his her its their twitter".split())


def skip_adjuncts(grammar: Grammar, i: int, limit: int, quoting: bool) -> int | None:
    """Step over days and prepositional phrases between a cue and its content; None where only they follow."""
    tags, lower = grammar.tags, grammar.lower
    j = i
    for _ in range(10):
        if j >= limit:
            return None
        tag = tags[j]
        if j in grammar.opening:
            return j
        if lower[j] in THAT and not grammar.quoted[j]:
            # "said of a list that included …": a relative clause of the adjunct
            relative = j > i and tags[j] in "tw" and tags[j - 1] in "nN" and grammar.finite(j + 1)
            return _that_after(grammar, j + 1, limit) if relative else j
        if lower[j] in APPROXIMATELY and tags[j + 1] == "#":
            return j
        timed = time_end(grammar, j, limit)
        run = timed
        while tags[run] == "y":
            run += 1
        if tags[run] == "s":
            return j  # "Monday night's attack"
        if timed > j:
            j = timed
        elif tag == "(" and j > i:
            while j < limit and tags[j] != ")":
                j += 1
            j += 1
        elif tag in ",:":
            return _after_mark(grammar, j, limit, quoting)
        elif (
            tag == "i"
            or lower[j] in ("after", "before", "as")
            or (tag == "T" and lower[j + 1] not in ("be", "have"))
        ):
            if tag == "i" and j + 1 in grammar.opening:
                return j if j == i else None  # "said despite “a little criticism” …"
            end = _adjunct_end(grammar, j + 1, limit)
            if end is not None and end < limit:
                if lower[end] in THAT or end in grammar.opening or tags[end] in "iy:,T-u(":
                    j = end
                    continue
                if tags[end] in "dpN" and grammar.new_subject(end, limit):
                    return end
            return j if j == i else None
        else:
            return j
    return None


def _that_after(grammar: Grammar, i: int, limit: int) -> int | None:
    """Return the "that" behind a short relative clause at `i` ("in a report that came out in May that …")."""
    for k in range(i, min(limit, i + 8)):
        if grammar.tags[k] in ",.;:" or grammar.quoted[k]:
            return None
        if grammar.lower[k] == "that" and not grammar.finite(k + 1):
            return k
    return None


def insertion_end(grammar: Grammar, comma: int, limit: int) -> int | None:
    """Return the token after an insertion between two commas that a clause follows: "that, while …, talks go on"."""
    tags = grammar.tags
    if (
        tags[comma] != ","
        or (tags[comma + 1] not in "iuradg" and grammar.lower[comma + 1] != "contrary")
        or grammar.quoted[comma]
    ):
        return None
    for k in range(comma + 2, min(limit, comma + 30)):
        if grammar.quoted[k] or tags[k] in ".;:":
            return None
        if tags[k] == "," and (tags[k + 1] in "c" or grammar.clause_at(k + 1, limit)):
            return k + 1
    return None


def time_end(grammar: Grammar, j: int, limit: int) -> int:
    """Return the end of a day, a time or an adverb at `j`; `j` when there is none."""
    tags, lower = grammar.tags, grammar.lower
    if lower[j] in ("earlier", "later", "late", "early") and lower[j + 1] in _TIME_OPENERS and j + 2 < limit:
        return max(time_end(grammar, j + 1, limit), j + 1)
    if lower[j] in _TIME_OPENERS and (tags[j] == "y" or tags[j + 1] == "y"):
        return j + 2
    if tags[j] in "d#" and lower[j + 1] in SPANS_OF_TIME and lower[j + 2] in _AGO:
        return j + 3  # "a day earlier"
    adverb = tags[j] == "r" and not grammar.clause_at(j, limit, 6)
    if tags[j] == "y" or adverb or (lower[j] == "earlier" and tags[j + 1] == "y"):
        return j + 1
    return j + 1 if tags[j] == "#" and tags[j - 1] == "y" else j


def _after_mark(grammar: Grammar, j: int, limit: int, quoting: bool) -> int | None:
    """Find the content behind a comma or colon at `j`, over "…, in his address on Friday, that …"."""
    tags, lower, nxt = grammar.tags, grammar.lower, j + 1
    if nxt >= limit:
        return None
    if nxt in grammar.opening or lower[nxt] == "that" or tags[j] == ":":
        return nxt
    close = nxt
    while close < limit and tags[close] not in ",.;" and close not in grammar.opening:
        close += 1
    if close + 1 >= limit or tags[close] != "," or tags[nxt] not in "iurgy":
        return None
    opens = lower[close + 1] in ("that", "whether") or (quoting and close + 1 in grammar.opening)
    return close + 1 if opens else None


def _adjunct_end(grammar: Grammar, j: int, limit: int) -> int | None:
    """Return the end of the phrase behind a preposition; None when no phrase stands there."""
    tags = grammar.tags
    if tags[j] == "g":
        j += 1
        if tags[j] in "iT":
            return j
    if tags[j] == "y":
        while j < limit and tags[j] in "y#":
            j += 1
        if tags[j] != "s":
            return j
        j += 1  # "during Saturday's debate"
    end = grammar.joined_end(j, limit)
    return end if end > j else None


def medium_at(grammar: Grammar, j: int, limit: int) -> bool:
    """Tell whether "in a statement", "on Twitter", "during a speech in Vaduz" begins at `j`."""
    if grammar.lower[j] not in ("in", "on", "during", "at", "via", "through"):
        return False
    end = grammar.phrase_end(j + 1, limit, of=False)
    return (
        j + 1 < end <= j + 6
        and grammar.lower[end - 1] in _MEDIUM
        and (end >= limit or grammar.tags[end] in ".,;yci")
        and (grammar.lower[j + 1] in OWN or end == j + 2)
    )
