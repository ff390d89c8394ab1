"""Cues in a sentence: which tokens are verbs of saying, with their auxiliaries, adverbs and chains.

What the words are is data (`digests.cues`); here is what makes an occurrence a verb and not a noun.
"""

from dataclasses import dataclass

from digests.attributions.auxiliaries import auxiliaries_before
from digests.attributions.grammar import Grammar
from digests.attributions.phrases import phrase_start
from digests.cues import NOUNLIKE, CueEntry, Form, forms_of_cues


@dataclass(slots=True, unsafe_hash=True)  # not frozen, as mentions are not; treat as immutable
class Cue:
    """One occurrence: tokens `first:last`, auxiliaries and adverbs included; the verb itself is at `verb`."""

    first: int
    verb: int
    last: int
    form: Form
    entries: tuple[CueEntry, ...]
    #: True for "did not say", "would say", "refused to say".
    hedged: bool = False
    #: True for "was condemned by": the source follows, the content is the subject.
    passive: bool = False
    #: True for "did not say", "neither confirmed nor denied".
    negated: bool = False

    @property
    def frames(self) -> frozenset[str]:
        """What any reading of the cue takes."""
        if len(self.entries) == 1:
            return self.entries[0].frames
        return frozenset(frame for entry in self.entries for frame in entry.frames)

    def entry_for(self, frame: str) -> CueEntry:
        """Return the reading that takes `frame`, else the first one."""
        return next((e for e in self.entries if frame in e.frames), self.entries[0])


_BE = frozenset(
    "is are was were be been being isn't aren't wasn't weren't isn’t aren’t wasn’t weren’t".split()
)
#: "he's" is "he has" before -ed and "he is" before -ing.
_BE_OR_CONTRACTED = _BE | {"'s", "’s"}
#: Modals under which nothing is said yet: no statement at all.
_POSSIBLE = frozenset("may might could should".split())
#: Words before "to" that make one cue with the verb after it ("went on to say", "was keen to point out").
_CHAIN = frozenset(
    "on continued continues continue keen pains quick sought seeks seeking careful hastened hastens rushed eager "
    "proceeded moved going begun began begins".split()
)
_STARTERS = frozenset("began begun begins started starts kept keeps continued resumed".split())
#: By what somebody says something from afar.
_MEDIA = frozenset("email e-mail phone telephone text letter fax message video videolink".split())
#: Determiners that stand alone as subjects ("most said").
_PRONOMINAL = frozenset("both some many most all several few half one another neither each".split())
_PLURAL = frozenset("they we i you who that which both some many others most several few all".split())
_PLURAL_ENDINGS = ("men", "people", "media", "police", "percent", "cent", "%")
ADJECTIVE_ENDINGS = ("al", "ing", "ed", "ive", "ous", "ic", "ish", "ese", "ian", "ary", "able", "er")
_ACTS_IN_PASSIVE = frozenset(("condemn", "praise", "reject"))


def find_cues(grammar: Grammar, first: int, last: int) -> list[Cue]:
    """Return the cues among tokens `first:last` (a sentence) that stand outside quotation marks."""
    index, lower, quoted = forms_of_cues(), grammar.lower, grammar.quoted
    titled = first in grammar.titled
    found: list[Cue] = []
    at = first
    for i in grammar.cues_in(first, last):
        if i < at or quoted[i]:
            continue
        longest = -1
        chosen: list[CueEntry] = []
        form: Form = "base"
        for rest, kind, entry in index[lower[i]]:
            n = _match(grammar, rest, i + 1)
            if n > longest:
                longest, chosen, form = n, [entry], kind
            elif n == longest >= 0:
                chosen.append(entry)
        if longest < 0 or _capital_inside(grammar, i, first, titled):
            continue
        cue = _VerbGroup(grammar, i, i + 1 + longest, first, form, tuple(chosen)).cue()
        if cue:
            found.append(cue)
            at = cue.last
    return found


def _match(grammar: Grammar, rest: tuple[str, ...], i: int) -> int:
    """Return how many tokens the further words of a cue take at `i`; -1 when they do not stand there."""
    n = len(rest)
    if n and rest[-1] == "on" and grammar.tags[i + n] == "y":
        return -1  # "agreed on Friday"
    if not n or tuple(grammar.lower[i : i + n]) == rest:
        return n
    if n == 1 and grammar.tags[i] in "ry" and grammar.lower[i + 1] == rest[0]:
        return 2  # "spoke warmly about", "called Thursday on"
    return -1


def _capital_inside(grammar: Grammar, i: int, first: int, titled: bool) -> bool:
    """Tell whether a word is part of a name: "Port Said", "the United States", "Coastal States"."""
    tags, block = grammar.tags, grammar.atoms.get(i)
    if block and block[1] - block[0] > 1 and grammar.lower[i] in NOUNLIKE and not titled:
        return True
    return tags[i] == "N" and i > first and tags[i - 1] not in "q:.-" and not titled


class _VerbGroup:
    """One verb of the lexicon at token `verb`, read together with what stands around it."""

    def __init__(
        self, grammar: Grammar, verb: int, end: int, first: int, form: Form, entries: tuple[CueEntry, ...]
    ) -> None:
        self.grammar, self.verb, self.end, self.first = grammar, verb, end, first
        self.form, self.entries = form, entries
        self.start, self.auxiliaries, self.hedged, self.negated = auxiliaries_before(grammar, verb, first)
        if self.start > first and grammar.lower[self.start - 1] == "nor":
            self.hedged = self.negated = True
        self.before = grammar.tags[self.start - 1] if self.start > first else "."
        self.after = grammar.tags[end]

    def cue(self) -> Cue | None:
        """Return the cue; None when the word is a noun, an adjective or a bare passive."""
        if self.form == "base" or (self.form == "ing" and not self.auxiliaries):
            chained = self._chain()
            if chained:
                return chained
        if any(a in _POSSIBLE for a in self.auxiliaries):
            return None
        if self.form == "past":
            return self._past()
        fits = {"base": self._base, "third": self._third, "ing": self._ing}[self.form]
        if not fits() or not self._verb_not_noun():
            return None
        return self._made()

    def _made(self, *, passive: bool = False) -> Cue:
        end = self.end + 1 if passive else self.end
        return Cue(self.start, self.verb, end, self.form, self.entries, self.hedged, passive, self.negated)

    def _past(self) -> Cue | None:
        lower = self.grammar.lower
        being = any(a in _BE for a in self.auxiliaries)
        if (
            being
            and lower[self.end] == "by"
            and any(e.act in _ACTS_IN_PASSIVE and "object" in e.frames for e in self.entries)
        ):
            return self._made(passive=True)
        # "said by telephone", "…, Petra Lund, said by email"
        medium = lower[self.end + 1] in _MEDIA and self.before == ","
        spoken = medium or (self.grammar.tags[self.verb] == "v" and self.before in "nNp")
        own = self.before == "g" and self.grammar.tags[self.start - 2] in "ds"  # "near to his thinking"
        if being or (self.before == "g" and not own) or (lower[self.end] == "by" and not spoken):
            return None
        if self.before in "dsi" and not self.auxiliaries and lower[self.start - 1] not in _PRONOMINAL:
            return None
        return self._made()

    def _base(self) -> bool:
        if self.auxiliaries:
            return not all(a in _BE for a in self.auxiliaries)
        if self.before in "c," and self.after == "t":
            return True  # "they met and argue that …"
        return self._plural_before()

    def _third(self) -> bool:
        lower, tags = self.grammar.lower, self.grammar.tags
        noun = self.before == "c" and lower[self.verb] in NOUNLIKE  # "promises and pledges"
        if noun and self.end > self.verb + 1:
            noun = tags[self.start - 2] != "," and lower[self.end - 1] not in ("on", "upon")
        return not self.auxiliaries and not noun and self.before not in "daismTvg"

    def _ing(self) -> bool:
        if not any(a in _BE_OR_CONTRACTED for a in self.auxiliaries):
            self.start = self.verb
            while self.start > self.first and (
                self.grammar.tags[self.start - 1] == "r" or self.grammar.lower[self.start - 1] == "recently"
            ):
                self.start -= 1
            self.before = self.grammar.tags[self.start - 1] if self.start > self.first else "."
        return self.before not in "ds" or self.grammar.lower[self.start - 1] in _PRONOMINAL

    def _verb_not_noun(self) -> bool:
        """Tell a form that is a noun as often from its neighbours: only a verb has an object or a clause after it."""
        lower, tags = self.grammar.lower, self.grammar.tags
        if (
            self.form == "ing"
            or lower[self.verb] not in NOUNLIKE
            or any(a not in _BE for a in self.auxiliaries)
        ):
            return True
        if self.before == "p" and self.form == "third":
            return True  # "who she claims has lied"
        particle = self.end > self.verb + 1
        if self.form == "third" and particle and self.before == "n":
            # "growing calls for": an adjective, or no determiner before the noun it would be the verb of
            adjective = lower[self.start - 1].endswith(ADJECTIVE_ENDINGS)
            if adjective or tags[self.start - 2] not in "dsnN":
                return False
        if self.form == "third" and self.before == "#":
            return False  # "the two states hold"
        if self.form == "third" and self.after == "t" and self.grammar.finite(self.end + 1):
            return False  # "the states that signed": a relative clause
        quoted = self.after == "," and self.end + 1 in self.grammar.opening
        inserted = self.form == "third" and self.after == "," and self._inserted()
        named = self.after == "i" and self.before == "N" and self.form == "third"
        object_after = (
            self.after in "tdNpowTq:"
            or (self.after in "ng#e" and (self.form == "third" or self.before == "p"))
            or (self.after == "i" and particle)
        )
        if not (quoted or named or inserted or object_after):
            return False
        return particle or tags[self.end] not in "amv"

    def _inserted(self) -> bool:
        """Tell whether a verb closes an insertion: "the ban, the paper notes, is old"."""
        start = phrase_start(self.grammar, self.start, self.first)
        tags = self.grammar.tags
        return self.first < start < self.start and tags[start] in "dN" and tags[start - 1] == ","

    def _plural_before(self) -> bool:
        """Tell whether the words before can be the subject of a verb without -s."""
        lower, j = self.grammar.lower, self.start
        if j <= self.first:
            return False
        word = lower[j - 1]
        if self.before == ",":
            return lower[self.verb] not in NOUNLIKE and not (
                self.grammar.quoted[j - 1] or self.grammar.quoted[j - 2]
            )
        if word in _PLURAL or self.before == ")":
            return True
        if self.before not in "nN#":
            return False
        # "diplomats in Hanoi say": the head stands before its complement.
        start = phrase_start(self.grammar, j, self.first)
        end = self.grammar.phrase_end(start, j, of=False) if start < j else j
        heads = lower[start:end] or [word]
        if self.grammar.tags[j - 1] == "#":
            return True  # "about 4 in 10 say"
        plural = any(w.endswith("s") and not w.endswith(("ss", "us", "is")) for w in heads)
        return plural or any(w.endswith(_PLURAL_ENDINGS) for w in heads) or "and" in lower[start:j]

    def _chain(self) -> Cue | None:
        """Read "went on to (say)", "was keen to (say)", "began (accusing)" as one cue with its verb."""
        lower, tags, j = self.grammar.lower, self.grammar.tags, self.start
        if j - 1 > self.first and lower[j - 1] in _STARTERS:
            k = j - 1
        elif j - 2 > self.first and tags[j - 1] == "T" and lower[j - 2] in _CHAIN:
            k = j - 2
            if lower[k] == "on":
                if lower[k - 1] not in ("went", "goes", "going", "go", "gone"):
                    return None
                k -= 1
            elif lower[k] == "pains" and lower[k - 1] in ("at", "took", "takes"):
                k -= 1
        else:
            return None
        start, auxiliaries, hedged, negated = auxiliaries_before(self.grammar, k, self.first)
        form: Form = "ing" if lower[k] == "going" and not auxiliaries else "past"
        hedged, negated = self.hedged or hedged, self.negated or negated
        return Cue(start, self.verb, self.end, form, self.entries, hedged, negated=negated)
