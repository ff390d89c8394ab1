"""Offices: noun phrases around an office, a rank or an institution ("the two senior Saudi officials", "UN special envoy for Syria").

A phrase is read left to right: modifiers, states and bodies, the noun, then its complements ("of", "for", "to").
"""

from dataclasses import dataclass, field
from functools import cache

from digests.lexicon.tables import rows
from digests.names import Name

#: Nouns whose country is not the one after "to" or "for" (an ambassador to X acts for another state).
_SENT = frozenset(("envoy", "adviser"))
#: Ranks and forms of address that stand between an office and a name and are no part of the office.
ADDRESS = frozenset(("honorific", "military", "monarch", "clergy"))
_LEAD = frozenset(
    "the a an this that his her its their our another some several many most other two three four five six seven eight nine ten "
    "both all one dozens hundreds unnamed".split()
)
_BREAK = frozenset(
    "the a an and or but nor of in on at to for with by from as that which who whom whose what when where while if because than "
    "is are was were be been being has have had do does did will would can could may might must shall should not no it he she they "
    "we i you there here this these those said says told also after before during since until over under about against into".split()
)


@dataclass(frozen=True, slots=True)
class Office:
    """A noun of the lexicon that names an office or an institution."""

    noun: str
    kind: str
    gender: str | None
    #: May stand directly before a name.
    title: bool
    plural: bool
    institution: bool = False


@dataclass(slots=True)
class Phrase:
    """An office phrase at tokens `first:last`."""

    first: int
    last: int
    head: int
    #: The nouns in order with where each begins and ends; the last that is no form of address is the office.
    nouns: list[tuple[int, int, Office]]
    countries: list[str] = field(default_factory=list)
    orgs: list[str] = field(default_factory=list)
    #: Where each country or body stands, for coordinated ones ("US and Russian experts").
    owners: list[tuple[int, int, Name]] = field(default_factory=list)
    #: Begins with "the", "its", or a possessive: one known thing.
    definite: bool = False
    indefinite: bool = False
    past: bool = False
    #: Where the first noun's own words begin, the article left out.
    words_from: int = 0
    #: Where the complement ("of Kenya") begins; `last` when there is none.
    complement: int = 0
    #: The person possessing or followed ("a spokesman for Petra Lund"), as a token range of the name.
    of_person: tuple[int, int] | None = None

    @property
    def office(self) -> Office:
        """The office proper: the last noun that is no form of address, else the last."""
        for _, _, office in reversed(self.nouns):
            if office.kind not in ADDRESS:
                return office
        return self.nouns[-1][2]

    @property
    def office_end(self) -> int:
        """Where the words of the office end, without a following form of address ("General", "Sheikh")."""
        for _, end, office in reversed(self.nouns):
            if office.kind not in ADDRESS:
                return end
        return self.nouns[-1][1]

    @property
    def plural(self) -> bool:
        """True for several holders."""
        return self.nouns[-1][2].plural


@dataclass(frozen=True, slots=True)
class Titles:
    """The lexicon of offices, institutions and modifiers, by the first word."""

    nouns: dict[str, list[tuple[tuple[str, ...], Office]]]
    modifiers: dict[str, list[tuple[tuple[str, ...], str]]]

    def noun(self, lower: list[str], i: int, last: int) -> tuple[int, Office] | None:
        """Return the longest office noun at token `i` and its end."""
        for rest, office in self.nouns.get(lower[i], ()):
            end = i + 1 + len(rest)
            if end <= last and tuple(lower[i + 1 : end]) == rest:
                return end, office
        return None

    def modifier(self, lower: list[str], i: int, last: int) -> tuple[int, str] | None:
        """Return the longest modifier at token `i`, its end and kind."""
        for rest, kind in self.modifiers.get(lower[i], ()):
            end = i + 1 + len(rest)
            if end <= last and tuple(lower[i + 1 : end]) == rest:
                return end, kind
        return None


@cache
def titles() -> Titles:
    """Return the lexicon of offices; built once."""
    nouns: dict[str, list[tuple[tuple[str, ...], Office]]] = {}
    for row in rows("offices"):
        gender = row["gender"] or None
        for form, plural in ((row["noun"], False), (row["plural"], True)):
            if not form or (plural and form == row["noun"]):
                continue
            first, *rest = form.split()
            office = Office(row["noun"], row["kind"], gender, row["title"] == "yes", plural)
            nouns.setdefault(first, []).append((tuple(rest), office))
    for row in rows("institutions"):
        first, *rest = row["noun"].split()
        office = Office(row["noun"], row["kind"], None, False, row["noun"].endswith("s"), institution=True)
        nouns.setdefault(first, []).append((tuple(rest), office))
    modifiers: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in rows("modifiers"):
        first, *rest = row["word"].split()
        modifiers.setdefault(first, []).append((tuple(rest), row["kind"]))
    for table in (nouns, modifiers):
        for forms in table.values():
            forms.sort(key=lambda form: -len(form[0]))
    return Titles(nouns, modifiers)


Hits = dict[int, tuple[int, Name]]


class OfficeReader:
    """Reads office phrases in one document's tokens."""

    def __init__(self, words: list[str], lower: list[str], hits: Hits) -> None:
        self.words, self.lower, self.hits = words, lower, hits
        self.titles = titles()

    def read(self, i: int, last: int, depth: int = 0) -> Phrase | None:
        """Return the office phrase that begins at token `i`, or None when none does."""
        words, lower, hits = self.words, self.lower, self.hits
        first = i
        definite = indefinite = False
        while i < last and lower[i] in _LEAD:
            if lower[i] in ("the", "his", "her", "its", "their", "this", "our"):
                definite = True
            elif lower[i] in ("a", "an", "another"):
                indefinite = True
            i += 1
        owners: list[tuple[int, int, Name]] = []
        nouns: list[tuple[int, int, Office]] = []
        past = False
        j, loose = i, 0
        after_owner = False
        while j < last:
            hit = hits.get(j)
            noun = self.titles.noun(lower, j, last)
            if hit and not (noun and noun[0] >= hit[0]):
                if nouns and not nouns[-1][2].institution and nouns[-1][2].kind != "head":
                    break
                if nouns and not self._noun_follows(hit[0], last):
                    break
                end, name = hit
                possessive = end < last and lower[end] in ("’s", "'s", "’", "'")
                if name.kind in ("city", "capital") and not possessive and not self._noun_follows(end, last):
                    break
                if (
                    name.kind == "state"
                    and not possessive
                    and not (name.adjective or self._noun_follows(end, last))
                ):
                    # "Norway" before "and Danish ministers" or before anything but an office is a state by itself.
                    break
                owners.append((j, end, name))
                definite = definite or possessive
                j = end + 1 if possessive else end
                after_owner, loose = True, 0
                continue
            if noun:
                end, office = noun
                modifier = self.titles.modifier(lower, j, last)
                if modifier and modifier[0] >= end and self._noun_follows(modifier[0], last):
                    # "chief negotiator", "press officer": the noun only qualifies the next one.
                    past = past or modifier[1] == "past"
                    j = modifier[0]
                    continue
                if nouns and office.institution and not nouns[-1][2].institution:
                    break
                nouns.append((j, end, office))
                j = end
                if (
                    j < last - 1
                    and lower[j] in ("’s", "'s")
                    and nouns[-1][2].institution
                    and self._noun_follows(j + 1, last)
                ):
                    j += 1
                if (
                    j < last - 1
                    and lower[j] in ("and", "&")
                    and office.plural
                    and (more := self.titles.noun(lower, j + 1, last))
                    and more[1].plural
                ):
                    j += 1
                continue
            modifier = self.titles.modifier(lower, j, last)
            if modifier and (not nouns or self._noun_follows(modifier[0], last)):
                past = past or modifier[1] == "past"
                j = modifier[0]
                continue
            if nouns:
                break
            if lower[j] in ("and", "&", ",", "/") and j > i and j + 1 < last and self._joins(j, last):
                j += 1
                continue
            if lower[j] == "-" and j > i:
                j += 1
                continue
            if (
                (after_owner or definite)
                and loose < 2
                and words[j].islower()
                and len(words[j]) > 2
                and lower[j] not in _BREAK
                and self._noun_follows(j + 1, last, 2)
            ):
                loose += 1
                j += 1
                continue
            return None
        if not nouns:
            return None
        phrase = Phrase(
            first,
            j,
            nouns[-1][1] - 1,
            nouns,
            owners=owners,
            definite=definite,
            indefinite=indefinite,
            past=past,
        )
        phrase.words_from = i
        phrase.complement = j
        for _, _, name in owners:
            self._own(phrase, name)
        if depth < 3:
            self._complements(phrase, last, depth)
        return phrase

    def _own(self, phrase: Phrase, name: Name) -> None:
        if name.country and name.country not in phrase.countries:
            phrase.countries.append(name.country)
        if name.org and name.org not in phrase.orgs:
            phrase.orgs.append(name.org)

    def _noun_follows(self, j: int, last: int, reach: int = 5) -> bool:
        """Tell whether modifiers and then an office noun follow at token `j`."""
        for _ in range(reach):
            if j >= last:
                return False
            if self.titles.noun(self.lower, j, last):
                return True
            hit = self.hits.get(j)
            modifier = self.titles.modifier(self.lower, j, last)
            if modifier:
                j = modifier[0]
            elif hit and hit[1].adjective:
                j = hit[0]
            elif self.lower[j] in ("and", "&") or (
                reach > 2 and self.words[j].islower() and self.lower[j] not in _BREAK
            ):
                j += 1
            else:
                return False
        return False

    def _joins(self, j: int, last: int) -> bool:
        """Tell whether the conjunction at `j` joins two modifiers or two owners of one office noun."""
        before_owner = any(end == j for end, _ in self.hits.values()) if False else self._owner_ends(j)
        nxt = self.hits.get(j + 1)
        if before_owner:
            return bool(nxt and nxt[1].adjective and self._noun_follows(nxt[0], last))
        if self.lower[j] == "," and not self._list_of_modifiers(j + 1, last):
            return False
        return bool(self.titles.modifier(self.lower, j + 1, last)) and self._noun_follows(j + 1, last)

    def _owner_ends(self, j: int) -> bool:
        for back in range(1, 5):
            hit = self.hits.get(j - back)
            if hit and hit[0] == j:
                return True
        return False

    def _list_of_modifiers(self, j: int, last: int) -> bool:
        for k in range(j, min(j + 5, last)):
            if self.lower[k] == "and":
                return True
            if not self.titles.modifier(self.lower, k, last) and self.lower[k] != ",":
                return False
        return False

    def _complements(self, phrase: Phrase, last: int, depth: int) -> None:
        """Read what follows the noun: "of Kenya", "for foreign affairs", "to the United Nations", "for the ministry"."""
        words, lower, hits = self.words, self.lower, self.hits
        kind = phrase.office.kind
        for _ in range(2):
            j = phrase.last
            if j >= last - 1 or lower[j] not in ("of", "for", "to", "at", "in", "from", "on", "with"):
                return
            preposition = lower[j]
            if preposition in ("in", "at", "on", "from", "with", "to") and kind not in (
                "envoy",
                "mission",
                "spokes",
            ):
                if preposition not in ("from", "at", "to") or kind not in (
                    "official",
                    "chief",
                    "adviser",
                    "legislator",
                ):
                    return
            if preposition == "to" and kind not in ("envoy", "adviser", "mission"):
                return
            k = j + 1
            if k < last and lower[k] in ("the", "its", "his", "her", "their"):
                k += 1
            if k >= last:
                return
            inner = self.read(k, last, depth + 1) if preposition != "to" else None
            hit = hits.get(k)
            if inner and (not hit or inner.last > hit[0]) and inner.last > k:
                if inner.office.kind in ADDRESS and not inner.owners and not inner.office.plural:
                    return
                if preposition in ("in", "from") and not inner.office.institution:
                    return
                if phrase.office.title and not inner.office.institution and preposition == "of":
                    return
                phrase.last = inner.last
                if not phrase.countries and not phrase.orgs:
                    phrase.countries.extend(inner.countries)
                    phrase.orgs.extend(inner.orgs)
                    if (
                        not inner.countries
                        and not inner.orgs
                        and inner.office.institution
                        and inner.office.kind == "ministry"
                    ):
                        pass
            elif hit:
                end, name = hit
                if end < last and lower[end] in ("’s", "'s") and not self._noun_follows(end + 1, last):
                    return
                acts_for = preposition in ("of", "from") or (
                    kind not in _SENT and preposition == "for" and name.kind != "city"
                )
                if name.kind in ("city", "capital") and preposition in ("in", "on", "at"):
                    if kind not in ("envoy", "mission"):
                        return
                    acts_for = False
                if kind == "envoy" and preposition == "to":
                    acts_for = False
                if acts_for and not phrase.countries and not phrase.orgs:
                    self._own(phrase, name)
                elif acts_for and preposition == "of" and name.kind == "state" and not phrase.countries:
                    self._own(phrase, name)
                phrase.last = end
                while (
                    phrase.last < last - 1
                    and lower[phrase.last] == "and"
                    and phrase.last + 1 in hits
                    and preposition in ("of", "to", "for")
                ):
                    if not phrase.office.plural and preposition == "of":
                        break
                    end, name = hits[phrase.last + 1]
                    if end < last and (lower[end] in ("’s", "'s") or self._noun_follows(end, last)):
                        break
                    if acts_for:
                        self._own(phrase, name)
                    phrase.last = end
            elif words[k][0].isupper() or self.titles.modifier(lower, k, last):
                if preposition in ("in", "at", "on", "with", "from"):
                    return
                end = self._portfolio(k, last)
                if end == k:
                    return
                phrase.last = end
            else:
                return

    def _portfolio(self, k: int, last: int) -> int:
        """Return the end of a portfolio ("Foreign Affairs and Trade", "state for defence") that begins at token `k`."""
        words, lower = self.words, self.lower
        start, end = k, k
        while k < last and k - start < 8:
            modifier = self.titles.modifier(lower, k, last)
            if modifier and (modifier[1] == "portfolio"):
                k = end = modifier[0]
            elif lower[k] in ("and", "&", "of", "for", ",") and k > start:
                k += 1
            elif (
                words[k][0].isupper()
                and lower[k] not in _BREAK
                and k not in self.hits
                and k > start
                and words[start][0].isupper()
            ):
                # Capitalised words go with a capitalised portfolio only: "Minister of Hydrocarbons Petra Lund" ends before a name.
                break
            elif (
                words[k][0].isupper()
                and k == start
                and k + 1 < last
                and not words[k + 1][0].isupper()
                and k not in self.hits
            ):
                k += 1
                end = k
            else:
                break
        return end
