"""The clause around a cue: what its prepositions lead in, where its noun phrase begins, and who holds what it tells."""

from digests.meetings import heads
from digests.meetings.cues import Cue
from digests.meetings.nounphrases import NounPhrases
from digests.meetings.tense import VerbGroup
from digests.meetings.words import (
    DETERMINERS,
    PREPOSITIONS,
    REPORTING,
)
from digests.mentions import Mention

Sides = dict[str, list[Mention]]

_MANNERS = frozenset("separately briefly privately alone minutes hour hours".split())
#: Kinds of mentions that can take part.
PEOPLE = frozenset(("person", "office", "group", "organisation"))
PLACES = frozenset(("place", "state"))


class Clauses(NounPhrases):
    """Reads the clause around a cue of the sentence that `phrases` has entered."""

    def complements(self, i: int) -> tuple[Sides, int]:
        """Return the actors and places each preposition after token `i` leads in, and where they end."""
        p = self.phrases
        out: Sides = {}
        j = end = i
        while j < p.hi:
            word = p.word(j)
            m = p.mentions.at(j)
            if m is not None:
                j = max(m.last, j + 1)
                continue
            if word in heads.BREAKS or self._new_clause(j, i):
                break
            if word in heads.LEADS:
                if word == "to" and self._infinitive(j):
                    break
                if word == "of" and j > i:
                    j += 1
                    continue
                own = word == "with" and p.word(j - 1) in heads.OWN_WITH and j - 1 >= i
                if own and not (p.word(i - 1).startswith("discuss") and self._people(j + 1)):
                    j += 1
                    continue
                if word == "with" and word in out and p.word(j - 1) not in ("and", ","):
                    break  # "spoke with Lund about close work with Canada"
                found, stop = self._after_preposition(j)
                if found and word == "with" and found[-1].last == stop and self._acts(stop):
                    break  # "discussed the border, with Canada seeking more time"
                if found and self._plain_lead(j + 1, found[0]):
                    key = word
                    if word == "by" and j > i and p.word(j - 1) in heads.LED_BY:
                        key = p.word(j - 1) + " by"
                    out.setdefault(key, []).extend(found)
                    j = end = max(stop, j + 1)
                    continue
            j += 1
        return out, end

    def _acts(self, j: int) -> bool:
        """Tell whether a participle follows whose subject stands before it, and no meeting with another place."""
        word = self.phrases.word(j)
        return word.endswith("ing") and word not in heads.ING_OTHERS and self.phrases.mentions.at(j) is None

    def seen(self, cue: Cue, people: list[Mention]) -> bool:
        """Tell whether "saw" tells of a contact: office-holders of two states, and when or how ("saw Lund on Friday")."""
        p = self.phrases
        if cue.form != "past":
            return False
        after = p.lower[cue.last : p.hi]
        told = p.dated or not _MANNERS.isdisjoint(after)
        return (
            told
            and "as" not in after
            and all(m.role for m in people)
            and len({m.country for m in people}) > 1
        )

    def but_by(self, i: int) -> list[Mention]:
        """Return who it was instead ("received not by the president but by a deputy")."""
        p = self.phrases
        but = next((k for k in range(i, p.hi - 1) if p.lower[k : k + 2] == ["but", "by"]), -1)
        return p.right_list(but + 2, 4)[0] if but > 0 and p.word(i) == "not" else []

    def _people(self, j: int) -> bool:
        """Tell whether people follow at token `j`: a row is with a state, and discussed with its officials."""
        p = self.phrases
        found = next((m for k in range(j, min(p.hi, j + 4)) if (m := p.mentions.at(k)) is not None), None)
        return found is not None and found.kind in ("person", "office")

    def _new_clause(self, j: int, begin: int) -> bool:
        """Tell whether what belongs to a cue ends at token `j`: a verb, a comma before other matter, "and then"."""
        p = self.phrases
        word, after = p.word(j), p.word(j + 1)
        if p.finite(j) and p.word(j - 1) not in ("was", "were") and word not in heads.LED_BY:
            return not (word.endswith("ed") and after == "by")
        if word in ("before", "after", "while") and after.endswith("ing") and j > begin:
            return True
        if word == ",":
            led = after in heads.LED_BY and p.word(j + 2) == "by"
            return not (led or after in heads.LEADS or heads.TIMEY.search(after) or self._aside(j))
        if word == "and" and after not in PREPOSITIONS and j > begin:
            return p.finite(j + 1) or after in heads.AND_THEN
        return False

    def _after_preposition(self, j: int) -> tuple[list[Mention], int]:
        p = self.phrases
        word = p.word(j)
        if word in ("between", "among") and p.word(j + 1) in ("the", "all"):
            # "between the six parties, A, B and C"
            comma = next((k for k in range(j + 2, min(p.hi, j + 6)) if p.word(k) == ","), -1)
            if comma > 0 and not any(p.mentions.at(k) for k in range(j + 1, comma)):
                found, stop = p.right_list(comma + 1, 3, pair=True)
                if len(found) > 1:
                    return found, stop
        return p.right_list(j + 1, 7, pair=word in heads.PAIRED)

    def _aside(self, comma: int) -> bool:
        """Tell whether a comma belongs to a place ("in Geneva, Switzerland, on Monday")."""
        p = self.phrases
        before, after = p.mentions.at(comma - 1), p.mentions.at(comma + 1) if comma + 1 < p.hi else None
        return (after is not None and after.kind in PLACES and before is not None) or (
            before is not None and before.kind in PLACES and p.word(comma + 1) in PREPOSITIONS
        )

    def _infinitive(self, to: int) -> bool:
        p = self.phrases
        if to + 1 >= p.hi or p.mentions.at(to + 1) is not None:
            return False
        return p.word(to + 1) not in DETERMINERS and p.words[to + 1].islower()

    def _plain_lead(self, i: int, m: Mention) -> bool:
        """Tell whether nothing but articles and adjectives stands between a preposition and its actor."""
        words = [self.phrases.word(k) for k in range(i, m.first)]
        return not any((w.endswith("ing") and w not in heads.ING_LEADS) or w in heads.PURPOSES for w in words)

    def auspices(self, i: int) -> list[Mention]:
        """Return under whose mediation people meet ("under French mediation", "under the chairmanship of Lund")."""
        p = self.phrases
        for k in range(i, min(p.hi, i + 16)):
            if p.word(k) != "under":
                continue
            if p.word(k + 2) in heads.CHAIRED:
                if p.word(k + 3) == "of":
                    return [m for m in p.right_list(k + 4, 4)[0] if m.kind != "place"]
                return p.mentions.named_by(k + 1)
            if p.word(k + 2) in ("'s", "’s") and p.word(k + 3) in heads.CHAIRED:
                return p.mentions.named_by(k + 1)
        return []

    def holder(self, start: int, end: int, group: VerbGroup | None) -> list[Mention]:
        """Return who holds the contact a noun tells: the subject of its verb or of the clause its phrase hangs on."""
        p = self.phrases
        if group is not None and group.first < start:
            return [] if group.passive else self._subject(group.first)
        before = p.word(start - 1)
        if group is not None and before not in ("after", "during", "following", "before"):
            return []
        if before in PREPOSITIONS or before in ("to", "of", "for") or p.word(start - 2) in ("ahead", "prior"):
            found = self._subject(self._main_verb(start - 1))
            found += [m for m in p.object(start - 1) if m.kind in ("person", "office") and m not in found]
            return found or self.clause_after(end)
        if before in REPORTING and before not in ("announced", "confirmed", "agreed"):
            if before == "that" and p.word(start) == "the" and "with" in p.lower[end - 8 : end]:
                return self._subject(start - 2)  # "Lund said that the talks with Finch had been useful"
            return []
        if p.finite(start - 1) or before in heads.HOLDERS:
            return self._subject(start - 1)
        if before in ("and", ","):
            # "will attend a meeting in Bonn and talks with Lund"
            for k in range(start - 2, max(p.lo - 1, start - 30), -1):
                if p.word(k) in heads.ATTENDED:
                    return self._subject(k)
        return []

    def _main_verb(self, i: int) -> int:
        """Return the verb an adjunct hangs on ("Lund will open the embassy on a visit"); `i` where no verb stands near."""
        p = self.phrases
        i = p.over_relative(i)
        for k in range(i - 1, max(p.lo, i - 14), -1):
            if p.word(k) in (",", ";", "that"):
                return i
            if p.mentions.at(k) is None and p.finite(k):
                return k
        return i

    def _subject(self, i: int) -> list[Mention]:
        return [m for m in self.phrases.subject(i) if not self.phrases.scenery(m)]

    def clause_after(self, end: int) -> list[Mention]:
        """Return the subject of the clause an opening phrase leads up to ("During a visit to Bonn, Lund said")."""
        p = self.phrases
        for k in range(end, min(p.hi, end + 16)):
            m = p.mentions.at(k)
            word = p.word(k)
            if m is not None and m.kind in PEOPLE | {"state"} and not p.possessive(m):
                found, stop = p.right_list(k, 2, pair=True)
                if p.word(stop) in ("said", "says") and p.word(stop + 1) in (".", "", ","):
                    return []
                if p.word(stop) in heads.TOLD:
                    found = found + [
                        x for x in p.right_list(stop + 1, 4)[0] if x.kind in ("person", "office")
                    ]
                return [f for f in found if f.kind != "place"]
            if word in ("he", "she"):
                return p.pronoun(k)
            if word == "they":
                return p.both(k)
            if word in ("that", "which", "where"):
                comma = next((x for x in range(k, min(p.hi, k + 25)) if p.word(x) == ","), -1)
                return self.clause_after(comma + 1) if comma > 0 else []
            if m is None and p.finite(k):
                return []
        return []
