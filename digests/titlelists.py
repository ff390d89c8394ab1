"""Lists of office-holders: "Presidents X of A and Y of B", "US and Russian experts", "the ministers of A, B and C"."""

from itertools import pairwise

from digests.apposition import CLOSING, after_name, describe
from digests.document import Document
from digests.found import SPEECH, Found, FoundKind
from digests.givennames import not_names
from digests.names import Name
from digests.neighbours import VERBS
from digests.officenouns import POSSESSIVE
from digests.officephrases import OfficeReader
from digests.offices import Phrase
from digests.personal import NameReader

_JOINERS = frozenset(("and", "&", ",", "/", "-"))


class ListReader:
    """Turns office phrases into mentions, one for each holder or owner."""

    def __init__(self, document: Document, names: NameReader, offices: OfficeReader) -> None:
        self.document, self.names, self.offices = document, names, offices
        self.words, self.lower = document.words, document.lower
        self.caps, self.hits = names.caps, names.hits

    def _name_end(self, i: int, last: int, reach: int = 0) -> int:
        if i >= last:
            return i
        if i in self.hits:
            # "Mr. English", "Mrs. London": after a form of address even these are persons.
            address = (
                i > 0
                and (noun := self.offices.titles.noun(self.lower, i - 1, last))
                and noun[1].kind == "honorific"
            )
            return (
                i + 1
                if address and self.hits[i][0] == i + 1 and self.hits[i][1].kind != "organisation"
                else i
            )
        end = self.names.end(i, last)
        if end < last and self.caps[end] and self.words[end] in not_names():
            return i  # "President Lund Foundation"
        if reach:
            # "Foreign Minister Lund Warns Rivals": every word of a headline has a capital
            verb = next((k for k in range(i, end) if self.lower[k] in VERBS or self.lower[k] in SPEECH), end)
            return min(verb, i + reach)
        return end

    def _office(self, phrase: Phrase, kind: FoundKind) -> Found:
        found = Found(kind=kind, first=phrase.first, last=phrase.last, head=phrase.head)
        describe(found, self.names, phrase)
        joined = len(phrase.owners) > 1 and _JOINERS.intersection(
            self.lower[phrase.owners[0][1] : phrase.owners[-1][0]]
        )
        if (
            phrase.countries
            and not (joined and len(phrase.countries) > 1)
            and not (len(phrase.countries) > 1 and not phrase.owners)
        ):
            found.country = phrase.countries[0]
        if (
            phrase.orgs
            and not (joined and len(phrase.orgs) > 1)
            and not (len(phrase.orgs) > 1 and not phrase.owners)
        ):
            found.org = phrase.orgs[-1]
        found.plural, found.definite, found.indefinite = phrase.plural, phrase.definite, phrase.indefinite
        found.sort = phrase.office.kind
        found.possessive = phrase.last < len(self.lower) and self.lower[phrase.last] in POSSESSIVE
        return found

    def _split(self, phrase: Phrase, kind: FoundKind) -> list[Found]:
        """Turn "US and Russian experts" or "the ministers of A, B and C" into one mention for each owner."""
        owners = phrase.owners
        joined = not owners or bool(_JOINERS.intersection(self.lower[owners[0][1] : owners[-1][0]]))
        several = joined and len(phrase.countries) + len(phrase.orgs) > 1
        if several and len(owners) > 1 and owners[-1][1] <= phrase.head:
            noun = " ".join(self.words[owners[-1][1] : phrase.last])
            out = []
            for n, (a, b, name) in enumerate(owners):
                part = self._office(phrase, kind)
                part.first = phrase.first if n == 0 else a
                part.last, part.head = (phrase.last, phrase.head) if n == len(owners) - 1 else (b, b - 1)
                part.country, part.org = name.country, name.org
                part.role = f"{' '.join(self.words[a:b])} {noun}"
                out.append(part)
            return out
        if several and not owners and phrase.plural:
            base = " ".join(self.words[phrase.words_from : phrase.complement])
            spots = self._spots(phrase)
            if not self._listed(spots):
                return [self._office(phrase, kind)]  # "the leaders of Iraq's Kurdish factions" are of one
            parts = []
            for n, (a, b, name) in enumerate(spots):
                part = self._office(phrase, kind)
                part.first = phrase.first if n == 0 else a
                part.last, part.head = b, (phrase.head if n == 0 else b - 1)
                part.country, part.org = name.country, name.org
                part.role = f"{base} of {' '.join(self.words[a:b])}"
                parts.append(part)
            return parts
        return [self._office(phrase, kind)]

    def _spots(self, phrase: Phrase) -> list[tuple[int, int, Name]]:
        return [(k, *self.hits[k]) for k in range(phrase.complement, phrase.last) if k in self.hits]

    def _listed(self, spots: list[tuple[int, int, Name]]) -> bool:
        """Tell whether names stand beside each other, joined by "and" or a comma."""
        return all(_JOINERS.intersection(self.lower[a[1] : b[0]]) for a, b in pairwise(spots))

    def _respectively(self, phrase: Phrase, last: int) -> list[Found]:
        """Read "the presidents of A and B, X and Y": as many names as states, in their order."""
        people: list[Found] = []
        spots = phrase.owners or self._spots(phrase)
        if len(spots) < 2 or not self._listed(spots):
            return []
        end = last
        j = phrase.last + 1
        for n, (a, b, state) in enumerate(spots):
            end = self._name_end(j, last)
            if end == j or not self.names.possible(j, end):
                return []
            found = self._office(phrase, "person")
            owner = f"{' '.join(self.words[a:b])} {self._noun(phrase)}"
            found.plural, found.sure = False, True
            found.role = owner if phrase.owners else self._singular(phrase)
            found.name, found.last, found.head = (j, end), end, self.names.head(j, end)
            found.first = j if people else phrase.first
            found.country, found.org = state.country, state.org
            people.append(found)
            if n == len(spots) - 1:
                break
            j = end
            while j < last and self.lower[j] in _JOINERS:
                j += 1
            if j == end or j >= last:
                return []
        after = self.lower[end] if end < last else "."
        closed = after in CLOSING or after in VERBS | SPEECH or after == "respectively"
        return people if closed else []

    def named_before(self, before: list[Found], offices: list[Found]) -> bool:
        """Give "X and Y, the presidents of A and B," their offices; tell whether that is how they stand."""
        first, last, people = offices[0].first, offices[-1].last, before[-len(offices) :]
        if len(offices) < 2 or len(people) < len(offices) or self.words[first - 1] != ",":
            return False
        if people[-1].last != first - 1 or (last < len(self.words) and self.words[last] not in CLOSING):
            return False
        joined = all(_JOINERS.issuperset(self.lower[a.last : b.first]) for a, b in pairwise(people))
        if not joined or any(p.kind not in ("person", "candidate") or p.role for p in people):
            return False
        for person, office in zip(people, offices, strict=True):
            base, noun = (office.role or "").split(" of ")[0].split(), office.nouns[-1]
            person.kind, person.sure = "person", True
            person.role = " ".join([*base[: -len(noun.split())], noun])
            person.nouns, person.kinds, person.words = office.nouns, office.kinds, office.words
            person.country, person.org = office.country, office.org
        return True

    def _named_list(self, phrase: Phrase, last: int) -> list[Found]:
        """Read names after a plural title: "Presidents X of A and Y of B", "ministers X and Y"."""
        people: list[Found] = []
        j = begin = phrase.last
        if j < last and self.words[j] == ",":
            return self._respectively(phrase, last)
        while j < last:
            end = self._name_end(j, last)
            if end == j:
                break
            found = self._office(phrase, "person")
            found.plural, found.sure = False, True
            found.name, found.last, found.head = (j, end), end, self.names.head(j, end)
            found.first = begin if people else phrase.first
            found.role = self._singular(phrase)
            if all(kind == "honorific" for kind in found.kinds):
                found.role = None
            after_name(found, self.names, self.offices, last)
            people.append(found)
            j = found.last
            if j < last - 1 and self.words[j] == "," and self.lower[j + 1] == "and":
                j += 1
            if j >= last - 1 or self.lower[j] not in _JOINERS:
                break
            begin = j = j + 1
        if len(people) == len(phrase.owners) > 1:
            for found, (a, b, name) in zip(people, phrase.owners, strict=True):
                found.country, found.org = name.country, name.org
                found.role = f"{' '.join(self.words[a:b])} {self._noun(phrase)}"
        return people

    def _singular(self, phrase: Phrase) -> str:
        before = " ".join(self.words[phrase.words_from : phrase.nouns[-1][0]])
        return f"{before} {self._noun(phrase)}".strip()

    def _noun(self, phrase: Phrase) -> str:
        first, _, office = phrase.nouns[-1]
        if not self.words[first][0].isupper():
            return office.noun
        return " ".join(w if w in ("of", "and") else w[0].upper() + w[1:] for w in office.noun.split())
