"""Lists of actors around a cue: "A, B and C", with the appositions and names that stand between."""

from dataclasses import replace

from digests.meetings import heads
from digests.meetings.holders import Holders
from digests.meetings.window import DAYS
from digests.meetings.words import (
    ADVERBS,
    CONJUNCTIONS,
    PREPOSITIONS,
    PUNCTUATION,
    QUOTES,
    RELATIVES,
    SUBORDINATORS,
)
from digests.mentions import Mention


class Lists(Holders):
    """Reads lists of mentions to the right and to the left of a token."""

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
                if self._shares_office(m):
                    out.append(m)  # "between India's and Pakistan's foreign secretaries"
                    nxt = self.to_mention(m.last + 2, 3)
                if nxt < 0 or self.mentions.at(nxt) is m:
                    break
                j = nxt
                continue
            name = self.mentions.at(m.last + 1) if self.word(m.last) == "," and m.last + 1 < self.hi else None
            if self._names(m, name) and name is not None and not self.finite(name.last):
                m = self._joined(m, name)
            m = self._portfolio(m)
            beside = self.mentions.at(m.last) if m.last < self.hi else None
            if beside is not None and self._his_name(m, beside):
                m = replace(self._joined(m, beside), first=m.first, span=(m.span[0], beside.span[1]))
            out.append(m)
            i = self._past_region(m)
            more, end = self._members(m)
            if more:
                out[-1:] = more
                i = end
            if self.mentions.at(i) is not None and i < self.hi and self.word(i - 1) in ("two", "both"):
                j = i
            else:
                j = self._next_item(i, pair=pair)
        return out, i

    def _shares_office(self, owner: Mention) -> bool:
        """Tell whether a possessive state shares the plural office after "and" ("India's and Pakistan's ministers")."""
        if owner.kind != "state" or self.word(owner.last + 1) not in heads.MORE:
            return False
        office = self.mentions.at(owner.last + 2) if owner.last + 2 < self.hi else None
        return office is not None and office.kind == "office" and office.plural and bool(office.country)

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
            if (word in PUNCTUATION and word not in ("“", '"', "‘")) or word in DAYS:
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
        if self.word(j) in heads.MORE:
            j += 1
            if self.word(j) == "also":
                return -1
        elif long := next((len(w) for w in heads.LONG_MORE if tuple(self.lower[j : j + len(w)]) == w), 0):
            j += long
        elif not comma or not self._closes_with_and(j):
            return -1  # a comma alone continues a list only when a later item closes it with "and"
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
            if word in heads.MORE:
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
        if first in ("where", "when", "which"):
            return i
        after = self.mentions.at(i + 2) if first == "the" and i + 2 < self.hi else None
        if after is not None and after.kind in ("state", "organisation"):
            return i
        named = (
            first not in heads.OPENS_APPOSITION | heads.OFFICE_WORDS and self.mentions.at(i + 1) is not None
        )
        if first in heads.MORE or named:
            return i
        if first not in heads.OPENS_APPOSITION and self.to_mention(i + 1, 3) >= 0:
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
                        j = j - 1 if self.word(j - 1) in heads.MORE else j
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
            if before in heads.MORE:
                j -= 1
                if self.word(j - 1) == ",":
                    j -= 1
                owner = self.mentions.at(j - 2) if self.word(j - 1) in heads.MARKS else None
                if owner is not None and self._shares_office(owner):
                    j -= 1
                if (
                    self.word(j - 1) not in (")",)
                    and self.mentions.at(j - 1) is None
                    and self._back_over_apposition(j) == j
                ):
                    break
            elif before == ",":
                j -= 1
                lone = len(out) == 1 and self.word(i - 1) != ","
                if self._headline(m, self.mentions.at(j - 1)):
                    continue
                if self.mentions.at(j - 1) is None or (lone and not self._listed(out)):
                    # "On Monday, in Bonn, Lund met": a comma before a lone subject opens the clause.
                    break
            else:
                break
        out.reverse()
        return out

    def _headline(self, m: Mention, first: Mention | None) -> bool:
        """Tell whether two states side by side open a headline ("Peru, Ecuador resume talks")."""
        return (
            first is not None
            and first.first == self.lo
            and first.kind == m.kind == "state"
            and first.country != m.country
        )

    def _listed(self, out: list[Mention]) -> bool:
        """Tell whether a comma before these separates items of a list that "and" closes further right."""
        return any(self.word(self.lead(m) - 1) in heads.MORE for m in out)

    def _back_over_apposition(self, j: int) -> int:
        """Return the end of the mention an apposition closing before `j` belongs to, or `j`."""
        if self.word(j - 1) == ")":
            for k in range(j - 2, max(self.lo, j - 14), -1):
                if self.lower[k] == "(":
                    return k
            return j
        if self.word(j - 1) != ",":
            return j
        closed = self.mentions.at(j - 2)
        if closed is not None and "," in self.lower[closed.first : closed.last]:
            return j - 1  # the mention holds its apposition
        for k in range(j - 2, max(self.lo - 1, j - 30), -1):
            before = self.mentions.at(k - 1)
            if self.lower[k] == "," and before is not None and before is not self.mentions.at(k):
                inside = range(k + 1, j - 1)
                if len({m.entity for x in inside if (m := self.mentions.at(x)) and m.kind == "person"}) > 1:
                    return j  # "the ministers of A, B and C, Lund, Finch and Blanc, met"
                who = self.word(k + 1) in RELATIVES or self.word(k + 1).endswith("ing")
                if not who and any(self.finite(x) for x in inside):
                    return j
                return k
            if self.lower[k] in (";", ".", ":") or self.lower[k] in QUOTES:
                return j
        return j
