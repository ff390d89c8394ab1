"""Phrases around a cue: the subject of a verb, the object it has, and who "they" and "the two" are.

No parser: mentions are atoms, lists are walked by their commas and conjunctions, and a mention's governor (a
preposition, a verb, nothing) tells whether it can be a subject.
"""

from dataclasses import replace

from digests.meetings.known import regions, state_names
from digests.meetings.lists import Lists
from digests.meetings.words import CONJUNCTIONS, PREPOSITIONS, PUNCTUATION, QUOTES, REPORTING, SUBORDINATORS
from digests.mentions import Mention

_REACH = 40
#: Verbs of saying whose object is a hearer, not the subject of a clause.
_TELLING = frozenset(
    "told tells assured informed briefed reminded asked urged thanked warned persuaded invited praised accused".split()
)
_STATES = frozenset("countries nations states governments".split())
_BARE = frozenset("meet visit see host receive".split())
_BOTH = frozenset(
    "they two pair both sides leaders ministers presidents countries men women nations premiers governments officials "
    "delegations".split()
)


def _offices(role: str | None) -> str:
    """Return a role in lower case; a counterpart holds the office of the other."""
    return (
        (role or "")
        .lower()
        .replace("counterpart", "minister president leader")
        .replace("secretary", "minister")
    )


class Phrases(Lists):
    """Reads phrases of one document around tokens of the sentence entered."""

    def subject(self, i: int) -> list[Mention]:
        """Return who the verb or adjunct at token `i` tells of: the nearest mention to its left that can be a subject."""
        if self.word(i - 1) == ",":
            if theirs := self._named_after(i):
                return theirs
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
                    return self._theirs(m) or self._again(m) or self.left_list(m.last)
                j = self.lead(m)
                continue
            if word in ("he", "she"):
                return self.pronoun(k)
            if word == "them" and k == i - 2 and self.word(i - 1) == "to":
                return self.both(k)
            if word in _STATES and self.word(k - 3) == "of" and self.word(k - 1) in ("two", "three"):
                office = self.mentions.at(k - 4)
                if office is not None and self._nobody(office):
                    return self._of_the_states(office, self.document.sentence_index(self.document.starts[k]))
            if word in _BOTH and self._stands_for_both(k):
                return self.both(k)
            if word in ("who", "which", "whom"):
                end = k - 1 if self.word(k - 1) == "," else k
                if end > self.lo and self.mentions.at(end - 1) is None and self._stands_for_both(end - 1):
                    return self.both(end - 1)
                found = self.left_list(end)
                if found or word == "who":
                    return found
            if word in (";",) or (word in QUOTES and steps > 1 and self._crosses(k, i)):
                return []
            j = k
        return []

    def _crosses(self, k: int, i: int) -> bool:
        quotation = self.document.quotation_at(self.document.starts[i])
        return quotation is not None and quotation.start == self.document.starts[k]

    def _can_be_subject(self, m: Mention) -> bool:
        if m.kind == "place" or (
            m.kind == "group" and m.name in regions() and self.governor(m) not in PUNCTUATION | {""}
        ):
            return False
        if self.possessive(m):
            return False
        before = self.governor(m)
        if before in ("'s", "’s"):
            owner = self.mentions.at(self.lead(m) - 2)
            if owner is None and self.word(self.lead(m) - 2) in ("north", "south"):
                return True
            return (
                owner is not None
                and owner is not m
                and owner.first < m.first
                and self._governed_freely(owner)
            )
        if before in ("to", "for") and self.word(m.last) == "to" and self.mentions.at(m.last + 1) is None:
            return True  # "granted a visa to Lund to attend"
        if before == "by" and self.leads(m):
            return True
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
        if before in _TELLING or (self.word(at - 1) == "to" and before not in PUNCTUATION):
            return False  # a hearer, or the object of an infinitive ("to join the European Union")
        if before and before not in PUNCTUATION and before not in REPORTING and before not in SUBORDINATORS:
            return not (self.finite(at) or before.endswith("ing") or before in _BARE)
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
            if self.word(k) in _STATES:
                return self.states_of(self.previous)
            return self.previous
        # "Britain and Iran made up. They will hold talks": two states, and nobody else since.
        if self.word(k) in _STATES | {"sides", "they"} and (listed := self._abreast(index, 2, reach=1)):
            return listed
        resolved = self.mentions.resolve(k, k + 1) if self.word(k) == "they" else None
        return [resolved] if resolved is not None else []

    def states_of(self, actors: list[Mention]) -> list[Mention]:
        """Return the states that actors act for, once each, as mentions where the actors stand."""
        found: dict[str, Mention] = {}
        for m in map(self.mentions.meant, actors):
            if m.country and m.country not in found:
                found[m.country] = replace(
                    m, kind="state", name=None, role=None, org=None, plural=False, entity=-90_000 - m.first
                )
        return list(found.values())

    def _theirs(self, m: Mention) -> list[Mention]:
        """Return the holders of "their foreign ministers", one group for each state the sentence began with."""
        if self.lower[m.first] != "their" or not self._nobody(m):
            return []
        first = next((x for x in self.mentions.within(self.lo, m.first) if x.kind == "state"), None)
        states = self.right_list(first.first, 2, pair=True)[0] if first is not None else []
        states = [s for s in states if s.kind == "state" and s.country]
        if len({s.country for s in states}) < 2:
            return []
        return [
            replace(m, country=s.country, role=m.role, entity=-100_000 - 10 * m.first - n)
            for n, s in enumerate(states)
        ]

    def _again(self, m: Mention) -> list[Mention]:
        """Return those told last whom "the ministers" or "the three leaders" stands for."""
        if not self._nobody(m):
            return []
        index = self.document.sentence_index(self.document.starts[m.first])
        if (
            self.word(m.last) == "of"
            and self.word(m.last + 2) in ("two", "three")
            and self.word(m.last + 3) in _STATES
        ):
            return self._of_the_states(m, index)
        words = self.lower[m.first : m.last]
        counted = self.word(m.first - 1).isdigit() and self.word(m.first - 2) == "the"
        if (
            not (words[0] == "the" or counted)
            or len(words) > 3
            or not {"ministers", "leaders", "presidents"} & set(words)
        ):
            return []
        if not self.previous or index - self.previous_sentence > 6:
            return self._pair(m, index)
        people = [x for x in self.previous if x.kind in ("person", "office")]
        several = len({x.country or x.org for x in people}) > 1 or any(x.plural and x.org for x in people)
        return self.previous if several and len(people) == len(self.previous) else []

    def _of_the_states(self, m: Mention, index: int) -> list[Mention]:
        """Return the holders of "the foreign ministers of the two countries": one group for each state told last."""
        states = self.states_of(self.previous) if index - self.previous_sentence <= 3 else []
        count = 3 if self.word(m.last + 2) == "three" else 2
        states = states if len(states) == count else self._abreast(index, count)
        return (
            [replace(m, country=s.country, entity=-110_000 - 10 * m.first - n) for n, s in enumerate(states)]
            if len(states) > 1
            else []
        )

    def _abreast(self, index: int, count: int, reach: int = 4) -> list[Mention]:
        """Return so many states named side by side in the sentences before, nearest first ("Sudan and Chad agreed")."""
        for i in range(index - 1, max(-1, index - 1 - reach), -1):
            sentence = self.document.sentences[i]
            chain: list[Mention] = []
            for m in self.mentions.within(sentence.first, sentence.last):
                joined = chain and self.lower[chain[-1].last : m.first] in (["and"], [","], [",", "and"])
                if m.kind != "state" or not joined:
                    if len(chain) == count:
                        break
                    chain = []
                if m.kind == "state":
                    chain.append(m)
            if len({m.country for m in chain}) == count and self.lower[chain[-1].first - 1] == "and":
                return chain
        return []

    def _named_after(self, i: int) -> list[Mention]:
        """Return the holders whose names stand in commas: "The foreign ministers of the two countries, A and B, met"."""
        for k in range(i - 2, max(self.lo + 3, i - 20), -1):
            if self.word(k) == "," and self.word(k - 1) in _STATES and self.word(k - 4) == "of":
                m = self.mentions.at(k - 5)
                index = self.document.sentence_index(self.document.starts[k])
                return self._of_the_states(m, index) if m is not None and self._nobody(m) else []
        return []

    def _pair(self, m: Mention, index: int) -> list[Mention]:
        """Return the two people of two countries told just before, whose offices "the ministers" repeats."""
        noun = self.lower[m.head].rstrip("s")
        first = self.document.sentences[max(0, index - 2)].first
        people: dict[int, Mention] = {}
        for x in self.mentions.within(first, m.first):
            if x.kind == "person" and x.country and noun in _offices(x.role):
                people.setdefault(x.entity, x)
        found = list(people.values())
        return found if len(found) == 2 and found[0].country != found[1].country else []

    def only_person(self, k: int) -> list[Mention]:
        """Return the one person named before token `k` in its sentence; nothing when there are several or none."""
        found = {m.entity: m for m in self.mentions.within(self.lo, k) if m.kind == "person"}
        return list(found.values()) if len(found) == 1 else []

    def pronoun(self, k: int) -> list[Mention]:
        """Return who a pronoun or bare noun phrase at token `k` stands for; nothing when the text does not tell."""
        resolved = self.mentions.resolve(k, k + 1)
        return [resolved] if resolved is not None else []
