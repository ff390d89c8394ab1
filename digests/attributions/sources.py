"""Sources of attributions (PolNeAR's "source"): the noun phrase before a verb that says something.

Pronouns, phrases, ", who", closing appositions and insertions are walked leftwards from the verb.
"""

from dataclasses import dataclass

from digests.attributions.appositions import is_apposition, outer_apposition
from digests.attributions.grammar import APPROXIMATELY, PARTITIVES, Grammar
from digests.attributions.phrases import conjunct_start, phrase_start

Range = tuple[int, int]

#: What may open an insertion between a subject and its verb ("Lund, speaking in Vaduz, said").
_INSERTED = frozenset(
    "who whose which where speaking asked along together including citing writing when while after as in on at through "
    "for during following flanked accompanied quoting addressing responding meanwhile however too although though "
    "broadcast published released issued carried made sent seen held given read written".split()
)
_JOINED = frozenset(("along", "together"))
_SUFFIXES = frozenset(("jr.", "sr.", "iii", "jr"))
#: Words that stand between a subject and its verb and go with the subject.
FLOATING = frozenset("both all neither".split())
_PRONOMINAL = frozenset("one each both some many others another several most all neither half few".split())


@dataclass(frozen=True, slots=True)
class Source:
    """The source of one attribution."""

    #: The mention beside the cue, with its apposition; in ", who said" the relative pronoun.
    mention: Range
    #: The tokens that tell who it is: the antecedent of a relative pronoun, else the mention.
    referent: Range
    #: First token of all that belongs to the source and its insertions.
    left: int
    #: Token after all that belongs to it on the right (inverted order).
    right: int

    @property
    def relative(self) -> bool:
        """True for "Lund, who said": the mention is the pronoun."""
        return self.mention[0] != self.referent[0]


def plain(first: int, last: int) -> Source:
    """Return the source that is just the tokens `first:last`."""
    return Source((first, last), (first, last), first, last)


def subject_before(grammar: Grammar, verb: int, first: int) -> Source | None:
    """Return the source before the verb group at token `verb`, in a sentence that begins at `first`."""
    tags, lower = grammar.tags, grammar.lower
    j = verb - 1
    while j > first and tags[j] == "y" and not grammar.quoted[j]:
        j -= 1  # "China on Thursday accused"
    if j + 1 < verb and j > first and lower[j] in ("on", "in", "this", "last", "earlier"):
        j -= 1
    while j > first and tags[j] == "r" and tags[j - 1] == ",":
        j -= 1  # "Lund, for example, earlier (asked)"
    if j < first or grammar.quoted[j]:
        return None
    verb = j + 1
    tag, word = tags[j], lower[j]
    if tag == "o" and j - 2 >= first and lower[j - 1] == "of" and lower[j - 2] in PARTITIVES:
        return plain(j - 2, verb)  # "one of them said"
    if tag == "o" and word.endswith(("self", "selves")) and j > first and tags[j - 1] in "nNp":
        owner = subject_before(grammar, j, first)  # "Lund herself said"
        return Source((owner.mention[0], verb), owner.referent, owner.left, verb) if owner else None
    if word in FLOATING and j > first and tags[j - 1] in "nN,)":
        return subject_before(grammar, j, first)  # "the ministry, which is here, neither confirmed nor"
    described = _described_head(grammar, verb, first)
    if described is not None:
        return described
    if tag == "p" or word in _PRONOMINAL:
        return _pronoun(grammar, j, first)
    if word in ("who", "which") or (tag == "t" and j > first and tags[j - 1] in "nN"):
        return _antecedent(grammar, j, first)
    if tag == ",":
        return _before_comma(grammar, j, first)
    if tag in "-)":
        return _before_insertion(grammar, verb, first)
    if tag not in "nN#syegr":
        return None
    start = phrase_start(grammar, verb, first)
    while verb > start and tags[verb - 1] in "ry":
        verb -= 1
    if start > first and tags[start - 1] in "eam" and tags[start - 2] != "w":
        return None  # the object of another verb
    if start + 1 == verb and tags[start] == "n" and start > first and lower[start - 1] == "to":
        return None  # "urged them to release pledged funds"
    return plain(start, verb) if _names_something(grammar, start, verb) else None


def _described_head(grammar: Grammar, verb: int, first: int) -> Source | None:
    """Find the head of "a diplomat who followed the talks (said)": what stands in the clause is its object."""
    tags, lower = grammar.tags, grammar.lower
    if tags[verb - 1] in "wt":
        return None
    for k in range(verb - 1, max(first, verb - 24), -1):
        if tags[k] in ",;:.-)" or grammar.quoted[k]:
            return None
        if k > verb - 3:
            continue
        if lower[k] in ("who", "which") or (tags[k] == "t" and tags[k - 1] in "nN"):
            break
    else:
        return None
    start = phrase_start(grammar, k, first)
    inner = _clause_verb_end(grammar, k + 1, verb)
    if start >= k or not inner or any(grammar.finite(m) for m in range(inner, verb)):
        return None
    return Source((start, verb), (start, k), start, verb)


def _clause_verb_end(grammar: Grammar, i: int, stop: int) -> int:
    """Return the end of the verb group that begins at `i`, right behind a relative pronoun that is its subject; 0 for none."""
    tags, lower = grammar.tags, grammar.lower
    while i < stop and tags[i] == "r":
        i += 1
    # "who know the plan", "that monitors the war": no ending tells, the object behind does.
    present = tags[i] == "n" and i + 1 < stop and tags[i + 1] in "do" and lower[i] not in ("people", "both")
    if i >= stop or not (tags[i] in "amve" or present):
        return 0
    j = i + 1
    while j < stop and tags[j] in "amrve":
        j += 1
    return j if j < stop else 0


def _names_something(grammar: Grammar, start: int, end: int) -> bool:
    """Tell whether a phrase is more than a date or an adverbial; "four in 10" is."""
    tags = grammar.tags
    if (
        end - start == 2
        and tags[start] == "d"
        and tags[start + 1] == "#"
        and grammar.lower[start + 1].isalpha()
    ):
        return True  # "the two announced"
    return start < end and (
        any(tags[k] not in "y#dir" for k in range(start, end)) or _share(grammar, start, end)
    )


def _share(grammar: Grammar, start: int, end: int) -> bool:
    """Tell whether a phrase is a share of those asked: "four in 10", "almost half", "85%"."""
    words = grammar.lower[start:end]
    return (
        "half" in words
        or words[-1].endswith("%")
        or (
            len(words) >= 3
            and words[-2] in ("in", "of")
            and (grammar.tags[start] != "i" or words[0] in APPROXIMATELY)
        )
    )


def _pronoun(grammar: Grammar, j: int, first: int) -> Source:
    tags = grammar.tags
    if tags[j] != "p" and j > first and tags[j - 1] == "p":
        return plain(j - 1, j)  # "they both said"
    if j - 2 >= first and grammar.lower[j - 1] == "and":
        left = conjunct_start(grammar, j - 1, first)
        if left is not None and (tags[left] == "p" or any(tags[k] == "N" for k in range(left, j - 1))):
            return plain(left, j + 1)
    return plain(j, j + 1)


def _antecedent(grammar: Grammar, j: int, first: int) -> Source | None:
    """Find whom the relative pronoun at `j` stands for: "Lund, the envoy, who"."""
    tags = grammar.tags
    comma = j > first and tags[j - 1] == ","
    end = j - 1 if comma else j
    start = phrase_start(grammar, end, first)
    if start >= end:
        return None
    referent = (start, end)
    if comma and start > first and tags[start - 1] == ",":
        outer = _before_comma(grammar, end, first)
        if outer and outer.mention[1] == end:
            referent = outer.mention
    return Source((j, j + 1), referent, start, j + 1)


def _before_insertion(grammar: Grammar, verb: int, first: int) -> Source | None:
    """Read "Lund — in Vaduz for the talks — said" and "Lund (Greens) said"."""
    tags = grammar.tags
    j = verb - 1
    opening = "(" if tags[j] == ")" else "-"
    k = j - 1
    while k > first and tags[k] != opening and not (opening == "-" and tags[k] in ".;q"):
        k -= 1
    if k <= first or tags[k] != opening or j - k > 30:
        return None
    found = subject_before(grammar, k, first)
    if found is None:
        return None
    mention = (found.mention[0], verb) if opening == "(" else found.mention
    return Source(mention, found.referent, found.left, verb)


def _before_comma(grammar: Grammar, comma: int, first: int) -> Source | None:
    """Find the subject of a verb that follows a comma: an apposition or an insertion closes there."""
    tags, lower, quoted = grammar.tags, grammar.lower, grammar.quoted
    depth = 0
    for k in range(comma - 1, max(first, comma - 45), -1):
        if quoted[k] and k not in grammar.opening and not quoted[k - 1]:
            return None
        tag = tags[k]
        depth += (tag == ")") - (tag == "(")
        if tag == ";" or (tag == "." and len(grammar.words[k]) == 1):
            return None
        if tag == "," and not depth and tags[k - 1] == "p" and lower[k + 1] in _INSERTED:
            return Source((k - 1, k), (k - 1, k), k - 1, comma + 1)  # "She, however, said"
        if (
            tag == ","
            and not depth
            and tags[k - 1] == "o"
            and lower[k - 2] == "of"
            and lower[k - 3] in PARTITIVES
        ):
            return _around_comma(grammar, k - 3, k, comma, first)  # "one of them, Petra Lund, said"
        herself = tags[k - 1] == "o" and lower[k - 1].endswith(("self", "selves"))
        if tag != "," or depth or not (herself or tags[k - 1] in "nN#s)y."):
            continue
        close = k - herself
        if tags[k - 1] == ")":
            while close > first and tags[close] != "(":
                close -= 1
        start = phrase_start(grammar, close, first)
        if start > first and tags[start - 1] == "i" and tags[start - 2] in "gr,":
            continue  # "(Lund, also speaking) for Italy, Spain and Malta, said"
        inner = next((m for m in range(start - 1, first, -1) if tags[m] == ","), first)
        if (
            inner > first
            and lower[inner + 1] == "who"
            and any(grammar.finite(m) for m in range(inner + 2, start))
        ):
            continue  # "Lund, who (toured the site with his counterpart), Omar Haddad, said"
        if start < close and not all(tags[m] in "y#dir" for m in range(start, close)):
            return _around_comma(grammar, start, k, comma, first)
    # "The spokeswoman, said yesterday": a comma that should not stand there.
    start = phrase_start(grammar, comma, first)
    opens = start == first or (start > first and tags[start - 1] == "q")
    if opens and any(tags[m] == "N" for m in range(start, comma)):
        return plain(start, comma)
    return None


def _around_comma(grammar: Grammar, start: int, k: int, comma: int, first: int) -> Source | None:
    """Read the phrase at `start`, the comma at `k` after it and what runs to the comma before the verb."""
    tags, word = grammar.tags, grammar.lower[k + 1]
    if tags[k + 1] == "r" and grammar.lower[k + 2] in _INSERTED:
        word = grammar.lower[k + 2]  # "Lund, also speaking for Italy, said"
    if word not in _INSERTED and is_apposition(grammar, k + 1, comma):
        outer = outer_apposition(grammar, start, first)
        start = start if outer is None else outer
        return Source((start, comma), (start, comma), start, comma + 1)
    if word in _INSERTED or tags[k + 1] in "gei":
        mention = comma if word in _JOINED or word in ("who", "whose", "which") else k
        return Source((start, mention), (start, comma if word in _JOINED else k), start, comma + 1)
    if word in _SUFFIXES:
        return Source((start, comma), (start, comma), start, comma + 1)
    return None


def main_subject(grammar: Grammar, first: int, stop: int) -> Source | None:
    """Return the subject of the last main clause that begins in tokens `first:stop`."""
    tags = grammar.tags
    best: Source | None = None
    k = first
    while k < stop:
        if grammar.quoted[k] or not grammar.finite(k):
            k += 1
            continue
        head = k
        while head > first and tags[head - 1] == "r":
            head -= 1
        source = subject_before(grammar, head, first)
        while k < stop and (tags[k] in "amvr" or grammar.finite(k)):
            k += 1
        if source is None or source.relative:
            continue
        lead = tags[source.left - 1] if source.left > first else "."
        trailing = lead == "u" and source.left - 2 > first and tags[source.left - 2] == ","
        if lead in "uwt" and not trailing:
            continue
        if trailing or lead in ".,;c-" or (best is None and lead in ":q(nNry"):
            best = source
    return best
