"""Phrases around a cue: the subject of a verb, a list of actors, what a preposition leads in.

No parser: mentions are atoms, lists are walked by their commas and conjunctions, and a mention's governor (a
preposition, a verb, nothing) tells whether it can be a subject.
"""

from dataclasses import replace

from digests.document import Document
from digests.meetings.actors import Actors, state_names
from digests.meetings.words import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    IRREGULAR_PAST,
    PREPOSITIONS,
    PUNCTUATION,
    QUOTES,
    RELATIVES,
    REPORTING,
    SUBORDINATORS,
)
from digests.mentions import Mention

#: Words that may stand between a preposition or verb and the mention it governs.
_LEAD = DETERMINERS | frozenset(
    "visiting top senior several other former new fellow outgoing incoming then newly first high-ranking high-level "
    "leading some various".split()
)
_LIST_MORE = frozenset(("and", "&", "or", "plus"))
_LIST_LONG = (("as", "well", "as"), ("along", "with"), ("together", "with"), ("followed", "by"), ("then",))
_NOT_PAST = frozenset(
    "united hundred need indeed speed feed seed led-by red unrelated so-called based armed so-termed".split()
)
_REACH = 40
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow".split())
#: Verbs of saying whose object is a hearer, not the subject of a clause.
_TELLING = frozenset(
    "told tells assured informed briefed reminded asked urged thanked warned persuaded invited praised accused".split()
)
_BOTH = frozenset(
    "they two pair both sides leaders ministers presidents countries men women nations premiers governments officials delegations".split()
)


class Phrases:
    """Reads phrases of one document around tokens; `lo` and `hi` bound the sentence at work."""

    def __init__(self, document: Document, mentions: Actors) -> None:
        self.document = document
        self.mentions = mentions
        self.lower = document.lower
        self.words = document.words
        self.lo = 0
        self.hi = len(document.words)
        #: True when the sentence names a time to come ("next week"); set by the patterns.
        self.future = False
        #: True when the sentence names a day of the week: a present tense then tells of a plan.
        self.dated = False
        #: Who took part in the contact told last, and its sentence: "the two" may be they.
        self.previous: list[Mention] = []
        self.previous_sentence = -9

    def enter(self, first: int, last: int) -> None:
        """Set the sentence to read in."""
        self.lo, self.hi = first, last
        self.dated = not _DAYS.isdisjoint(self.lower[first:last])

    # -- tokens -------------------------------------------------------------------------------------------------

    def word(self, i: int) -> str:
        """Return the lower-case token at `i`, or "" outside the sentence."""
        return self.lower[i] if self.lo <= i < self.hi else ""

    def finite(self, i: int) -> bool:
        """Tell whether the token at `i` looks like a verb in a tense."""
        if not self.lo <= i < self.hi or self._covered(i):
            return False
        word = self.lower[i]
        if word in AUXILIARIES or word in IRREGULAR_PAST:
            return True
        if word in REPORTING:
            return word not in ("that", "whether", "if")
        if not (word.endswith("ed") and len(word) > 4 and word not in _NOT_PAST and self.words[i].islower()):
            return False
        before, after = self.word(i - 1), self.word(i + 1)
        if before in DETERMINERS or before in PREPOSITIONS or after == "by" or before in AUXILIARIES:
            return before in AUXILIARIES
        follows = self.mentions.at(i + 1) if i + 1 < self.hi else None
        return (
            self.mentions.at(i - 1) is not None
            or before in ("who", "which", ",", "and", "he", "she", "they", ")")
            or follows is not None
            or after in DETERMINERS
            or after in ("to", "that", "on", "in", "with")
        )

    def _covered(self, i: int) -> bool:
        at = self.mentions.at(i)
        return at is not None and not (at.kind in ("group", "office") and self.lower[i] in AUXILIARIES)

    def actor_at(self, i: int) -> Mention | None:
        """Return the mention at a token when it can take part in a contact."""
        if not self.lo <= i < self.hi:
            return None
        return self.mentions.at(i)

    def lead(self, m: Mention) -> int:
        """Return the first token of a mention with the determiners and adjectives that lead up to it."""
        j = m.first
        while j > self.lo:
            word = self.lower[j - 1]
            if self.mentions.at(j - 1) is not None:
                break
            if (
                word in _LEAD
                or self._noun_lead(m, j - 1)
                or (word.endswith(("ing", "ed", "ern", "an", "ish", "al", "ic")) and self._adjective(j - 1))
            ):
                j -= 1
            else:
                break
        return j

    def _noun_lead(self, m: Mention, i: int) -> bool:
        """Tell whether a plain word belongs to a plural office ("faction leaders")."""
        word = self.lower[i]
        return (
            m.plural
            and m.kind in ("office", "group")
            and m.head - i < 5
            and self.words[i].isalpha()
            and self.words[i].islower()
            and word not in PREPOSITIONS
            and word not in CONJUNCTIONS
            and word not in AUXILIARIES
            and word not in RELATIVES
            and word not in SUBORDINATORS
            and word
            not in (
                "to",
                "meet",
                "visit",
                "see",
                "host",
                "receive",
                "met",
                "told",
                "visited",
                "hosted",
                "received",
            )
            and not word.endswith(("ed", "ing"))
            and word not in IRREGULAR_PAST
        )

    def _adjective(self, i: int) -> bool:
        before = self.word(i - 1)
        return (before in DETERMINERS or before in ("with", "'s", "’s")) and self.words[i].islower()

    def governor(self, m: Mention) -> str:
        """Return the word before a mention and its lead: a preposition, a verb, a comma, or "" at the start."""
        return self.word(self.lead(m) - 1)

    def possessive(self, m: Mention) -> bool:
        """Tell whether 's follows a mention, so that something else is meant than the actor."""
        return self.word(m.last) in ("'s", "’s", "'", "’") and self.word(m.last) not in ("",)

    # -- lists --------------------------------------------------------------------------------------------------

    def right_list(self, i: int, reach: int = 7, *, pair: bool = False) -> tuple[list[Mention], int]:
        """Return the actors listed from token `i` on, and the token after the list; nothing may stand before but lead.

        With `pair` ("between A and B met") the item before a verb still belongs to the list.
        """
        out: list[Mention] = []
        j = self.to_mention(i, reach)
        while j >= 0:
            m = self.mentions.at(j)
            assert m is not None
            if m.last <= j:
                break
            if self.possessive(m):
                # "Ruritania's civilian leaders" is a mention of its own; "Ruritania's offer" is not an actor.
                nxt = self.to_mention(m.last + 1, 4)
                if nxt < 0 or self.mentions.at(nxt) is m:
                    break
                j = nxt
                continue
            name = self.mentions.at(m.last + 1) if self.word(m.last) == "," and m.last + 1 < self.hi else None
            if self._names(m, name) and name is not None and not self.finite(name.last):
                m = self._joined(m, name)
                if self.word(m.last) == ",":
                    m = replace(m, last=m.last)
            m = self._portfolio(m)
            out.append(m)
            i = m.last
            more, end = self._members(m)
            if more:
                out[-1:] = more
                i = end
            if self.mentions.at(i) is not None and i < self.hi and self.word(i - 1) in ("two", "both"):
                j = i
            else:
                j = self._next_item(i, pair=pair)
        return out, i

    @staticmethod
    def _names(office: Mention | None, name: Mention | None) -> bool:
        """Tell whether a person after a comma names the office before it ("his counterpart, Aldous Finch,")."""
        return (
            office is not None
            and name is not None
            and office.kind == "office"
            and not office.plural
            and office.name is None
            and name.kind == "person"
            and (not name.country or name.country == office.country)
        )

    @staticmethod
    def _joined(office: Mention, name: Mention) -> Mention:
        return replace(
            name, role=office.role or name.role, country=office.country, org=office.org or name.org
        )

    def _portfolio(self, m: Mention) -> Mention:
        """Return an office with the name that follows its field ("Assistant Secretary for Trade Affairs Aldous Finch")."""
        if m.kind != "office" or m.plural or self.word(m.last) not in ("for", "of"):
            return m
        for k in range(m.last + 1, min(self.hi, m.last + 8)):
            name = self.mentions.at(k)
            if name is not None:
                if name.kind == "person" and self._names(m, name) and self.words[k - 1][0].isupper():
                    return replace(self._joined(m, name), first=m.first, span=(m.span[0], name.span[1]))
                return m
            if not (self.words[k][0].isupper() or self.words[k] in ("and", "the", "of", "&", "for")):
                return m
        return m

    def _office_before(self, comma: int) -> Mention | None:
        """Return the office that ends before a comma, over the place it is held in ("the US commander in Iraq,")."""
        m = self.mentions.at(comma - 1)
        if m is not None and m.kind in ("place", "state") and self.word(m.first - 1) in ("in", "to", "of", "for", "at"):
            return self.mentions.at(m.first - 2)
        return m

    def _members(self, m: Mention) -> tuple[list[Mention], int]:
        """Return the states that a plural office without a country is drawn from ("counterparts from A and B")."""
        if not m.plural or m.country or m.org or self.word(m.last) not in ("from", "of"):
            return [], m.last
        found, end = self.right_list(m.last + 1, 3, pair=True)
        return [f for f in found if f.country or f.org], end

    def to_mention(self, i: int, reach: int) -> int:
        """Return the token of the first mention from `i` on with only lead before it; -1 for none."""
        j = i
        while j < min(self.hi, i + reach):
            m = self.mentions.at(j)
            if m is not None:
                return j
            word = self.lower[j]
            if (word in PUNCTUATION and word not in ("“", '"', "‘")) or word in _DAYS:
                return -1
            if word in PREPOSITIONS and word != "of":
                return -1
            if word in SUBORDINATORS or word in CONJUNCTIONS or word in RELATIVES or word == "to":
                return -1
            if self.finite(j):
                return -1
            j += 1
        return -1

    def _next_item(self, i: int, *, pair: bool = False) -> int:
        """Return the token of the next item of a list whose last item ended before `i`; -1 for none."""
        j = self._skip_apposition(i)
        comma = False
        if self.word(j) == ",":
            comma = True
            j += 1
        if self.word(j) in _LIST_MORE:
            j += 1
            if self.word(j) == "also":
                return -1
        elif any(tuple(self.word(j + k) for k in range(len(w))) == w for w in _LIST_LONG):
            j += next(len(w) for w in _LIST_LONG if tuple(self.word(j + k) for k in range(len(w))) == w)
        elif not comma:
            return -1
        else:
            # A comma alone continues a list only when a later item closes it with "and".
            if not self._closes_with_and(j):
                return -1
        at = self.to_mention(j, 6)
        if at < 0:
            return -1
        m = self.mentions.at(at)
        assert m is not None
        if not pair and self._starts_clause(m):
            return -1
        return at

    def _closes_with_and(self, j: int) -> bool:
        depth = 0
        for k in range(j, min(self.hi, j + 40)):
            if self.mentions.at(k) is not None:
                continue
            word = self.lower[k]
            if word in _LIST_MORE:
                return self.to_mention(k + 1, 5) >= 0
            if word in (";", ".", ":") or self.finite(k):
                return False
            if word == ",":
                depth += 1
                if depth > 10:
                    return False
        return False

    def _starts_clause(self, m: Mention) -> bool:
        """Tell whether a mention is the subject of a verb right after it ("and Lund said")."""
        j = m.last
        while self.word(j) in ADVERBS:
            j += 1
        return self.finite(j)

    def _skip_apposition(self, i: int) -> int:
        """Return the comma that closes an apposition opened at `i`, or `i`."""
        if self.word(i) in ("(", "["):
            for k in range(i, min(self.hi, i + 12)):
                if self.lower[k] in (")", "]"):
                    return k + 1
            return i
        if self.word(i) != ",":
            return i
        first = self.word(i + 1)
        after = self.mentions.at(i + 2) if first == "the" and i + 2 < self.hi else None
        if after is not None and after.kind in ("state", "organisation"):
            return i
        if first in _LIST_MORE or (first not in ("the", "a", "an", "his", "her", "who", "head", "chief", "leader", "chairman", "president",
                                                 "secretary") and self.mentions.at(i + 1) is not None):  # fmt: skip
            return i
        if first not in ("the", "a", "an", "who", "his", "her", "whose") and self.to_mention(i + 1, 3) >= 0:
            return i
        for k in range(i + 1, min(self.hi, i + 16)):
            if self.lower[k] in (",", "and") and k > i + 1:
                if self.lower[k] == ",":
                    return k
                return i
            if self.lower[k] in (";", ".", ":") or self.lower[k] in QUOTES:
                return i
        return i

    def left_list(self, i: int) -> list[Mention]:
        """Return the actors of the list that ends before token `i`, in order."""
        out: list[Mention] = []
        j = i
        guard = 0
        while j > self.lo and guard < 14:
            guard += 1
            m = self.mentions.at(j - 1)
            if m is None:
                back = self._back_over_apposition(j)
                if back < j:
                    name = self.mentions.at(back + 1)
                    office = self._office_before(back)
                    if self._names(office, name) and name is not None and name.last == j - 1:
                        assert office is not None
                        out.append(self._joined(office, name))
                        j = self.lead(office)
                        j = j - 1 if self.word(j - 1) in _LIST_MORE else j
                        continue
                    j = back
                    continue
                break
            if m.first < self.lo:
                break
            out.append(m)
            j = self.lead(m)
            before = self.word(j - 1)
            twin = self.mentions.at(j - 1)
            if twin is not None and self.word(j - 1) in ("two", "both"):
                continue
            if before in _LIST_MORE:
                j -= 1
                if self.word(j - 1) == ",":
                    j -= 1
                if (
                    self.word(j - 1) not in (")",)
                    and self.mentions.at(j - 1) is None
                    and self._back_over_apposition(j) == j
                ):
                    break
            elif before == ",":
                j -= 1
                if self.mentions.at(j - 1) is None or (len(out) == 1 and self.word(i - 1) != ","):
                    # "On Monday, in Bonn, Lund met": a comma before a lone subject opens the clause.
                    if not (self.mentions.at(j - 1) is not None and self._listed(out, j)):
                        break
            else:
                break
        out.reverse()
        return out

    def _listed(self, out: list[Mention], j: int) -> bool:
        """Tell whether a comma at `j` separates items of a list that "and" has closed further right."""
        return any(self.word(self.lead(m) - 1) in _LIST_MORE for m in out)

    def _back_over_apposition(self, j: int) -> int:
        """Return the end of the mention an apposition closing before `j` belongs to, or `j`."""
        if self.word(j - 1) == ")":
            for k in range(j - 2, max(self.lo, j - 14), -1):
                if self.lower[k] == "(":
                    return k
            return j
        if self.word(j - 1) != ",":
            return j
        for k in range(j - 2, max(self.lo - 1, j - 30), -1):
            if self.lower[k] == "," and self.mentions.at(k - 1) is not None:
                inside = range(k + 1, j - 1)
                who = self.word(k + 1) in RELATIVES or self.word(k + 1).endswith("ing")
                if not who and any(self.finite(x) for x in inside):
                    return j
                return k
            if self.lower[k] in (";", ".", ":") or self.lower[k] in QUOTES:
                return j
        return j

    # -- subjects -----------------------------------------------------------------------------------------------

    def subject(self, i: int) -> list[Mention]:
        """Return who the verb or adjunct at token `i` tells of: the nearest mention to its left that can be a subject."""
        if self.word(i - 1) == ",":
            before_comma = self.left_list(i)
            if before_comma and self._can_be_subject(before_comma[0]):
                return before_comma
        j = i
        steps = 0
        while j > self.lo and steps < _REACH:
            steps += 1
            k = j - 1
            word = self.lower[k]
            m = self.mentions.at(k)
            if m is not None and m.first >= self.lo:
                if self._nobody(m) and self._stands_for_both(m.last - 1):
                    return self.both(m.first)
                if self._can_be_subject(m):
                    return self.left_list(m.last)
                j = self.lead(m)
                continue
            if word in ("he", "she"):
                return self.pronoun(k)
            if word == "them" and k == i - 2 and self.word(i - 1) == "to":
                return self.both(k)
            if word in _BOTH and self._stands_for_both(k):
                return self.both(k)
            if word in ("who", "which", "whom"):
                end = k - 1 if self.word(k - 1) == "," else k
                if end > self.lo and self.mentions.at(end - 1) is None and self._stands_for_both(end - 1):
                    return self.both(end - 1)
                found = self.left_list(end)
                if found:
                    return found
            if word in (";",) or (word in QUOTES and steps > 1 and self._crosses(k, i)):
                return []
            j = k
        return []

    def _crosses(self, k: int, i: int) -> bool:
        quotation = self.document.quotation_at(self.document.starts[i])
        return quotation is not None and quotation.start == self.document.starts[k]

    def _can_be_subject(self, m: Mention) -> bool:
        if m.kind == "place":
            return False
        if self.possessive(m):
            return False
        before = self.governor(m)
        if before in ("'s", "’s"):
            owner = self.mentions.at(self.lead(m) - 2)
            return (
                owner is not None
                and owner is not m
                and owner.first < m.first
                and self._governed_freely(owner)
            )
        if before in ("to", "for") and self.word(m.last) == "to" and self.mentions.at(m.last + 1) is None:
            return True  # "granted a visa to Lund to attend"
        if before in PREPOSITIONS and before not in ("after", "before", "since", "following", "as"):
            return False
        if before in ("to", "including", "than"):
            return False
        at = self.lead(m) - 1
        if before in CONJUNCTIONS:
            prior = self.mentions.at(at - 1) if at - 1 >= self.lo else None
            if prior is not None and prior.kind != "place":
                return self._can_be_subject(prior)
            return True
        if before in _TELLING or (
            before and before not in PUNCTUATION and before not in REPORTING and before not in SUBORDINATORS
        ):
            return not (
                before in _TELLING
                or self.finite(at)
                or before.endswith("ing")
                or before in ("meet", "visit", "see", "host", "receive")
            )
        return True

    def _governed_freely(self, owner: Mention) -> bool:
        before = self.governor(owner)
        return before not in PREPOSITIONS and before not in ("to", "'s", "’s")

    def object(self, i: int) -> list[Mention]:
        """Return the actors that are objects of the verb before token `i` ("Lund told Finch at a meeting")."""
        j = i
        for _ in range(12):
            k = j - 1
            if k < self.lo:
                return []
            m = self.mentions.at(k)
            if m is not None and m.first >= self.lo:
                before = self.governor(m)
                if before in PREPOSITIONS or before == "to":
                    j = self.lead(m)
                    continue
                at = self.lead(m) - 1
                if self.finite(at) and not self.possessive(m):
                    return self.left_list(m.last)
                return []
            if self.lower[k] in (",", ";", "that") or self.finite(k):
                return []
            j = k
        return []

    @staticmethod
    def scenery(m: Mention) -> bool:
        """Tell whether a mention in a subject is a mere place; a state may stand there for its delegates."""
        return m.kind == "place" and m.name not in state_names()

    @staticmethod
    def _nobody(m: Mention) -> bool:
        return m.kind in ("office", "group") and m.plural and not m.country and not m.org and m.name is None

    def _stands_for_both(self, k: int) -> bool:
        """Tell whether the word at `k` ends "they", "the two", "both sides", "the two leaders"."""
        word = self.word(k)
        if word in ("they", "them"):
            return True
        if word in ("two", "pair", "both"):
            return self.word(k - 1) in ("the", "") or word == "both" or k == self.lo
        return self.word(k - 1) in ("two", "both") or (word in ("sides", "duo") and self.word(k - 1) == "the")

    def both(self, k: int) -> list[Mention]:
        """Return the two sides that "they" or "the two" at token `k` stand for: those told last, of two parties."""
        here = [
            m
            for m in self.mentions.within(self.lo, k)
            if m.kind in ("person", "office", "state", "organisation")
        ]
        here = [m for m in here if not self.possessive(m) and (m.country or m.org) and not self._nobody(m)]
        people = [m for m in here if m.kind in ("person", "office")] or here
        sides: dict[str, Mention] = {}
        for m in reversed(people):
            sides.setdefault(m.country or m.org or "", m)
        if len(sides) >= 2:
            return list(sides.values())[:2][::-1]
        index = self.document.sentence_index(self.document.starts[k])
        if self.previous and index - self.previous_sentence <= 3:
            return self.previous
        resolved = self.mentions.resolve(k, k + 1) if self.word(k) == "they" else None
        return [resolved] if resolved is not None else []

    def only_person(self, k: int) -> list[Mention]:
        """Return the one person named before token `k` in its sentence; nothing when there are several or none."""
        found = {m.entity: m for m in self.mentions.within(self.lo, k) if m.kind == "person"}
        return list(found.values()) if len(found) == 1 else []

    def pronoun(self, k: int) -> list[Mention]:
        """Return who a pronoun or bare noun phrase at token `k` stands for; nothing when the text does not tell."""
        resolved = self.mentions.resolve(k, k + 1)
        return [resolved] if resolved is not None else []
