"""The noun phrase of a contact: where it begins, whose contact it is, and who brokers it."""

from digests.meetings import heads
from digests.meetings.phrases import Phrases
from digests.meetings.words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    NEGATIONS,
    PREPOSITIONS,
    PUNCTUATION,
    QUOTES,
    RELATIVES,
)
from digests.mentions import Mention


class NounPhrases:
    """Reads noun phrases of the sentence that `phrases` has entered."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self.document = phrases.document

    def noun_phrase_start(self, noun: int) -> int:
        """Return the first token of the noun phrase whose head is at `noun`."""
        p = self.phrases
        j = noun
        while j > p.lo:
            word = p.word(j - 1)
            m = p.mentions.at(j - 1)
            if m is not None:
                if not self._modifier(m, j):
                    break
                j = m.first
            elif word in heads.MARKS:
                j -= 1
            elif word in DETERMINERS:
                j -= 1
                if word in heads.ARTICLES:
                    break
            elif word in QUOTES and (opening := self._quoted_words(j - 1)):
                j = opening
            elif self._outside(j - 1, word):
                break
            else:
                j -= 1
        return self._measured(j)

    def _measured(self, start: int) -> int:
        """Return where a noun phrase begins that is told by its measure ("two days of talks", "a round of talks")."""
        p = self.phrases
        if p.word(start - 1) != "of" or p.word(start - 2) not in heads.MEASURES:
            return start
        j = start - 2
        while p.mentions.at(j - 1) is None and (
            p.word(j - 1) in DETERMINERS or p.word(j - 1) in heads.ORDERED
        ):
            j -= 1
        return j

    def _quoted_words(self, closing: int) -> int:
        """Return where a few quoted words that modify a noun begin ("open skies" talks); 0 when there are none."""
        p = self.phrases
        for k in range(closing - 1, max(p.lo, closing - 5), -1):
            if p.word(k) in QUOTES:
                return k if k < closing - 1 else 0
            if not p.words[k].isalpha() or p.mentions.at(k) is not None:
                return 0
        return 0

    def _outside(self, i: int, word: str) -> bool:
        return (
            word in PREPOSITIONS
            or word in AUXILIARIES
            or word in PUNCTUATION
            or word in CONJUNCTIONS
            or word in RELATIVES
            or word in heads.COMPARED
            or word in heads.HOLDERS
            or word in NEGATIONS
            or self.phrases.finite(i)
            or (word.endswith("ing") and word not in heads.ING_ADJECTIVES)
        )

    def _modifier(self, m: Mention, j: int) -> bool:
        """Tell whether a mention right before token `j` modifies the noun ("EU-China summit", "Geneva talks")."""
        return m.kind in ("place", "state", "organisation") or self.phrases.word(j) in heads.MARKS

    def owners(self, start: int, noun: int) -> tuple[list[Mention], list[Mention]]:
        """Return the actors and the places that stand before the noun inside its phrase."""
        p = self.phrases
        owners: list[Mention] = []
        places: list[Mention] = []
        j = start
        while j < noun:
            m = p.mentions.at(j)
            if m is not None and m.first >= start:
                if m.last > noun:
                    break
                town = (
                    p.mentions.town(m)
                    if p.word(m.last) not in heads.MARKS and p.word(m.last) != "-"
                    else None
                )
                if m.kind == "place" and p.word(m.last) not in heads.MARKS:
                    places.append(m)
                elif town is not None:
                    places.append(town)
                else:
                    owners.append(m)
                j = max(m.last, j + 1)
                continue
            if p.word(j) in ("his", "her"):
                owners += p.pronoun(j) or p.only_person(j)
            elif p.word(j) == "their":
                owners += p.both(j)
            elif p.mentions.compound(j)[1] not in heads.BROKERED:
                owners += p.mentions.compound(j)[0]
            j += 1
        owner = p.mentions.at(start - 1) if start > p.lo and p.word(start) in heads.MARKS else None
        if owner is not None:
            owners.insert(0, owner)
        return owners, places

    def brokers(self, start: int, noun: int) -> list[Mention]:
        """Return who brokers the contact ("U.S.-mediated talks")."""
        p = self.phrases
        for j in range(start, noun):
            found, tail = p.mentions.compound(j)
            if found and tail in heads.BROKERED:
                return found
            if p.word(j) in heads.BROKERED and p.word(j - 1) in ("-", "‐", "‑", "–"):
                m = p.mentions.at(j - 2)
                if m is not None:
                    return [m]
        if p.word(start) in heads.BROKERED and p.word(start - 1) in ("-", "‐", "‑", "–"):
            m = p.mentions.at(start - 2)
            return [m] if m is not None else []
        return []
