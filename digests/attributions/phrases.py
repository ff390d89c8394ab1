"""Noun phrases read leftwards: where the phrase that ends before a verb begins."""

from digests.attributions.grammar import PARTITIVES, Grammar

_ADJECTIVE = ("al", "ive", "ous", "ic", "ish", "ary", "able", "ent", "ful")
#: Classes that may stand before the first conjunct of a subject.
_BEFORE_SUBJECT = frozenset(".,;:-q(ucwt")


def phrase_start(grammar: Grammar, end: int, first: int) -> int:
    """Return where the noun phrase that ends before token `end` begins, not before `first`; `end` when none does."""
    j = end
    while j > first:
        atom = grammar.atoms.get(j - 1)
        if atom and atom[0] >= first and atom[1] <= end:
            j = atom[0]
            continue
        step = _step(grammar, j, end, first)
        if step is None:
            break
        j, go_on = step
        if not go_on:
            break
    return _past_adverbial(grammar, j, end)


def _step(grammar: Grammar, j: int, end: int, first: int) -> tuple[int, bool] | None:
    """Take the token before `j` into the phrase: (new start, whether it may go on); None when it is no part of it."""
    tags, lower = grammar.tags, grammar.lower
    i = j - 1
    tag, before, nxt = tags[i], tags[i - 1] if i > first else ".", tags[j] if j < end else "."
    if tag in "nN#":
        if tag == "n" and j in grammar.standalone and not _qualifies(lower[i]):
            return None  # "after consultation Washington said"
        if tag == "n" and nxt == "d" and lower[i] not in ("all", "both"):
            return None
        return i, True
    if tag == "s":
        return i, True
    if tag == "d":
        return i, before in "dsi"
    if tag == "i":
        return _through_preposition(grammar, j, end, first)
    if tag == "e":
        reduced = nxt == "i" and before in "nN"  # "people briefed on the talks"
        adjective = nxt in "nN" and (before in "dsr,i.#c" or "-" in grammar.words[i])
        return (i, True) if reduced or adjective else None
    if lower[i] in ("last", "this") and nxt == "y" and before == "i":
        return i, True
    if tag == "g":
        return (i, True) if before in "ds" or (j < end and before in "nNi#r") else None
    if tag == "r":
        joined = j == end or nxt in "#r" or (nxt in "nNe" and before in "dis")
        return (i, True) if joined else None
    if tag == "y":
        # "a Wednesday editorial", "briefed on Friday's talks"
        return (i, True) if nxt == "s" or (nxt in "nN" and before in "ds") else None
    if tag == ",":
        # "the silver-haired, 71-year-old envoy"
        adjectives = nxt in "n#" and j + 1 < end and i - 2 >= first and tags[i - 2] == "d"
        adjectives = adjectives and (
            before == "e" or "-" in lower[i - 1] or lower[i - 1].endswith((*_ADJECTIVE, "ed"))
        )
        return (i, True) if adjectives else None
    if tag == ")":
        # "the Association of Towns (AKK) officials"
        opening = next((k for k in range(i - 1, max(first, i - 5), -1) if tags[k] == "("), None)
        acronym = opening is not None and j < end and all(tags[k] == "N" for k in range(opening + 1, i))
        return (opening, True) if opening and acronym and tags[opening - 1] in "nN" else None
    if tag == "c" and lower[i] in ("and", "&", "or") and j < end:
        left = conjunct_start(grammar, i, first)
        return (left, True) if left is not None else None
    return None


def _qualifies(word: str) -> bool:
    """Tell whether a word may stand before the name of a state or body: "oil-rich Norway", "neighbouring Iran"."""
    return "-" in word or word.endswith((*_ADJECTIVE, "ed", "ing", "ist", "an", "or", "er", "st", "th"))


def _through_preposition(grammar: Grammar, j: int, end: int, first: int) -> tuple[int, bool] | None:
    """A preposition links two nouns, or opens the clause ("In Moscow officials")."""
    i = j - 1
    before = grammar.tags[i - 1] if i > first else "."
    if j == end:
        return None
    if grammar.lower[i] == "with" and grammar.lower[i - 1] in ("along", "together") and i - 2 >= first:
        return i - 1, grammar.tags[i - 2] in "nN"  # "Washington along with its allies"
    if grammar.lower[i] == "of" and i - 1 >= first and grammar.lower[i - 1] in PARTITIVES:
        # "one of the diplomats", not "one of the jobs Lund"
        clause = any(grammar.tags[k : k + 2] == ["n", "N"] for k in range(j, end - 1))
        return None if clause else (i - 1, False)
    if before in ".,;:-q(cut":
        return i, False
    if before == "e" and (i - 2 < first or grammar.tags[i - 2] not in "nN"):
        return None  # "was echoed by Lund"
    return (i, True) if before in "nN#)e" else None


def _past_adverbial(grammar: Grammar, j: int, end: int) -> int:
    """Step over an adverbial without a comma at the start of a phrase: "In Moscow officials", "Later the envoy"."""
    tags, lower = grammar.tags, grammar.lower
    while j < end and tags[j] in "ry" and lower[j] not in ("all", "both", "more", "less", "fewer"):
        j += 1
    if j < end and tags[j] == "i" and tags[j + 1] == "#":
        return j  # "about four in ten"
    if j >= end or j in grammar.atoms or not (tags[j] == "i" or lower[j] in ("last", "next", "this")):
        return j
    for k in range(j + 2, end):
        before = tags[k - 1]
        atom = grammar.atoms.get(k)
        if (tags[k] == "d" and before not in "id") or (atom and atom[0] == k and before in "nNy#"):
            return k
        if before in "yN" and tags[k] == "n":
            return k
    return end


def conjunct_start(grammar: Grammar, c: int, first: int) -> int | None:
    """Return the start of the first conjunct before the "and" at `c`, when the conjuncts make one subject."""
    tags, lower = grammar.tags, grammar.lower
    if tags[c - 1] == "p":
        left = c - 1
    else:
        stop = c - 1 if tags[c - 1] == "," else c
        left = phrase_start(grammar, stop, first)
        if left >= stop:
            return None
    # A list: "Britain, France and Germany".
    while left - 2 >= first and tags[left - 1] == ",":
        comma = left - 1
        more = phrase_start(grammar, comma, first)
        inner = range(more, comma)
        if more >= comma or comma - more > 6 or lower[more] in ("meanwhile", "however"):
            break
        if any(tags[k] == "i" and lower[k] not in ("of", "for") for k in inner):
            break
        if not any(tags[k] in "Nn" for k in inner):
            break
        left = more
    before = tags[left - 1] if left > first else "."
    return left if before in _BEFORE_SUBJECT else None


def behind_preposition(grammar: Grammar, end: int, first: int) -> int:
    """Return the token behind the preposition a phrase hangs on: "Despite Lund's", "including the ministry's"."""
    k = end - 1
    while k > first and grammar.tags[k] in "nNde#":
        k -= 1
    return k + 1 if grammar.tags[k] == "i" and grammar.lower[k] != "of" else first
