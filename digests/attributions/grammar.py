"""The little grammar the readers need, without a parser: noun phrases and clauses, known by their edges."""

from bisect import bisect_left

from digests.attributions.words import classify
from digests.cues import forms_of_cues
from digests.document import Document
from digests.signals import Signal

#: Prepositions that make a number rough: "about 100 people".
APPROXIMATELY = frozenset("about around over under".split())
#: Words of which "of" makes a part: "one of the diplomats".
PARTITIVES = frozenset(
    "one two three four five six several some many most all both each half few none neither another".split()
)
#: Words that are a subject by themselves ("this has been", "many say").
_ALONE = frozenset("this these those some many both others most that".split())

_SAYING = Signal(forms_of_cues)


class Grammar:
    """The word classes of one document, and what its phrases look like from any token.

    Tokens that have no class yet count as full stops, so that looking past a sentence is safe.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words = document.words
        self.lower = [*document.lower, "", ""]
        self.tags = ["."] * len(self.lower)
        #: 1 for each token inside quotation marks, the marks included.
        self.quoted = bytearray(len(self.lower))
        #: Opening mark -> index of its quotation.
        self.opening: dict[int, int] = {}
        #: Token inside an actor's mention -> (first, last) of the mention.
        self.atoms: dict[int, tuple[int, int]] = {}
        #: First tokens of those mentions that are states, bodies and places: no title goes before them.
        self.standalone: set[int] = set()
        #: First tokens of the sentences that are set like headlines.
        self.titled: set[int] = set()
        self._tagged: set[int] = set()
        self._alone = document.known.classes
        #: The tokens that a verb of saying may begin with.
        self._cues = document.where(_SAYING)
        for n, quotation in enumerate(document.quotations):
            inside = document.tokens_in((quotation.start, quotation.end))
            self.quoted[inside.start : inside.stop] = b"\1" * len(inside)
            if inside:
                self.opening[inside[0]] = n

    def tag(self, first: int, last: int) -> None:
        """Give the tokens `first:last`, a sentence, their classes; once."""
        if first not in self._tagged:
            self._tagged.add(first)
            if classify(self.words, self.lower, first, last, self._alone[first:last], self.tags):
                self.titled.add(first)

    def cues_in(self, first: int, last: int) -> list[int]:
        """Return those of the tokens `first:last` that a verb of saying may begin with."""
        return self._cues[bisect_left(self._cues, first) : bisect_left(self._cues, last)]

    def skip_quotation(self, i: int) -> int:
        """Return the token after the quotation that opens at `i`."""
        quotation = self.document.quotations[self.opening[i]]
        return max(self.document.token_at(quotation.end - 1) + 1, i + 1)

    # -- noun phrases -----------------------------------------------------------------------------------------------

    def phrase_end(self, i: int, last: int, *, of: bool = True) -> int:
        """Return the end of the noun phrase that begins at `i` (`i` itself when none does); with its "of …"."""
        tags, lower = self.tags, self.lower
        if tags[i] in "po":
            return i + 1
        j = i
        headed = False
        while j < last:
            atom = self.atoms.get(j)
            if atom and atom[0] == j and atom[1] <= last:
                if headed and j > i and (self._plural(j - 1) or self._another_name(j)):
                    break
                j, headed = atom[1], True
                continue
            tag, nxt = tags[j], tags[j + 1] if j + 1 < last else "."
            if tag in "nN#":
                if tag == "N" and j > i and self._plural(j - 1):
                    break  # "told journalists Washington is worried"
                headed = True
            elif tag == "d":
                if j > i and lower[j - 1] not in ("all", "both", "half", "of"):
                    break
            elif tag == "i":
                if not (of and headed and lower[j] == "of"):
                    break
            elif tag == "e":
                if headed or nxt not in "nN":
                    break  # an adjective before its noun only
            elif tag in "gr":
                if headed:
                    break
            elif tag == "y":
                if j == i or headed or nxt not in "nN":
                    break  # "a Wednesday editorial"
            elif tag != "s":
                break
            j += 1
        return j if headed else i

    def _plural(self, i: int) -> bool:
        return self.tags[i] == "n" and self.lower[i].endswith("s") and not self.lower[i].endswith("ss")

    def _another_name(self, i: int) -> bool:
        return self.tags[i] == "N" == self.tags[i - 1] and i - 1 in self.atoms

    def joined_end(self, i: int, last: int) -> int:
        """Return the end of a phrase that begins at `i` with the phrases "and" joins to it."""
        end = self.phrase_end(i, last)
        while i < end < last - 1 and self.lower[end] == "and" and self.tags[end + 1] in "dnN":
            more = self.phrase_end(end + 1, last)
            if more == end + 1:
                break
            end = more
        return end

    def subject_end(self, i: int, last: int) -> int:
        """Return the end of a subject that begins at `i`, its prepositional phrases and conjuncts included."""
        tags, lower = self.tags, self.lower
        end = self.phrase_end(i, last)
        if end == i:
            return i + 1 if lower[i] in _ALONE and self.finite(i + 1) else i
        for _ in range(4):
            if end + 1 >= last:
                break
            if tags[end] == "(":
                while end < last and tags[end] != ")":
                    end += 1
                end = min(end + 1, last)
                continue
            reduced = tags[end] in "eg" and tags[end + 1] == "i"  # "people briefed on the talks"
            joined = lower[end] in ("and", "or") and tags[end + 1] != "p"
            if not (reduced or tags[end] == "i" or joined):
                break
            step = self._past_time(end + 2 if reduced else end + 1, last)
            more = self.phrase_end(step, last)
            if more == step:
                break
            end = more
        return end

    def _past_time(self, i: int, last: int) -> int:
        """Return the token after a time that owns what follows ("last weekend's (call)"), else `i`."""
        k = i + (self.lower[i] in ("last", "this"))
        return k + 2 if k + 1 < last and self.tags[k] == "y" and self.tags[k + 1] == "s" else i

    # -- verbs and clauses ------------------------------------------------------------------------------------------

    def finite(self, i: int) -> bool:
        """Tell whether the token at `i` is a verb in a tense, by its class and what stands before it."""
        tags = self.tags
        tag, before, after = tags[i], tags[i - 1] if i else ".", tags[i + 1]
        if tag in "amv":
            return before != "T"
        if tag != "e" or before not in "nNpwt#r)s,qy" or self.lower[i + 1] == "by":
            return False
        if before in "pNw)" or after not in "nN":
            return True
        # A noun between: "the party condemned Russia", not "state owned firms".
        complete = self.lower[i - 1].endswith(("s", "men", "people")) or tags[i - 2] in "dsN#e"
        return before == "n" and complete and "-" not in self.words[i]

    def _present(self, i: int) -> bool:
        """Tell whether a word in -s reads as a verb: a singular noun before it, a phrase after it."""
        word, tags = self.lower[i], self.tags
        return (
            tags[i] == "n"
            and word.endswith("s")
            and not word.endswith(("ss", "us", "is"))
            and tags[i - 1] in "nN"
            and not self.lower[i - 1].endswith("s")
            and tags[i + 1] in "dpoTtNr#g"
        )

    def clause_at(self, i: int, last: int, reach: int = 30) -> bool:
        """Tell whether a clause with its own subject and verb begins at `i`."""
        tags = self.tags
        while i < last and (tags[i] in "ry" or (tags[i] == "i" and tags[i + 1] == "#")):
            i += 1  # "about 100 people were hurt"
        if i >= last or tags[i] in "avm.,;:Tic" or (tags[i] == "e" and not self.words[i][0].isupper()):
            return False
        if tags[i] == "g" and tags[i + 1] in ".,;":
            return False
        #: Verbs owed to relative clauses on the way ("the man who left is here", "the deal he wanted is dead").
        owed = commas = 0
        k = i + 1
        stop = min(last, i + reach)
        while k < stop:
            tag = tags[k]
            if tag in ".;" or (tag == "c" and tags[i] == "g"):
                return False
            if tag == "(":
                while k < stop and tags[k] != ")":
                    k += 1
            elif tag in "wt" or (tag == "p" and tags[k - 1] in "nN"):
                owed += tags[k - 1] not in "wt"
            elif tag == ",":
                commas += 1
                if (
                    commas == 1
                    and tags[k + 1] == "p"
                    and tags[k + 2] in "amver"
                    and self.lower[k + 1] != "you"
                ):
                    return False  # "mentioned the fire, it just happened"
            elif self._present(k) or (
                self.finite(k) and not (tag == "e" and tags[k - 1] == "," and commas < 2)
            ):
                if not owed:
                    return True
                owed -= 1
                while (
                    k + 1 < stop and tags[k + 1] in "amvr" and not (tags[k] in "ev" and tags[k + 1] in "am")
                ):
                    k += 1  # one group: "has been"; two: "(the deal he) signed is (dead)"
            k += 1
        return False

    def new_subject(self, i: int, last: int) -> bool:
        """Tell whether a subject and at once its verb begin at `i`: "he and Mr Lund still speak", "the deal is dead"."""
        tags = self.tags
        while i < last and tags[i] in "ry":
            i += 1
        end = self.subject_end(i, last)
        if end == i:
            return False
        while end < last and (tags[end] == "r" or end in self.opening):
            end += 1  # "the partners “have been” idle"
        return end < last and self.finite(end)
