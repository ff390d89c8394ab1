"""Offices: what the lexicon knows of offices, ranks, institutions and the words before them, and one phrase of them."""

import re
from dataclasses import dataclass, field

from digests.lexicon.tables import cell, kept, rows
from digests.names import Name

#: Ranks and forms of address: they stand between an office and a name and are no part of the office.
ADDRESS = frozenset(("honorific", "military", "monarch", "clergy"))
#: "His Excellency" is himself.
STYLES = frozenset("excellency majesty highness holiness eminence honour honor".split())

#: Words that make two offices of one noun different ("foreign minister", "deputy foreign minister").
PORTFOLIO = frozenset(
    "foreign prime defence defense interior finance trade economy energy oil health justice environment deputy vice first crown "
    "press culture education agriculture transport assistant home labour labor state treasury".split()
)
#: Joined to an office by a hyphen; the first three say that it is over.
PAST_PREFIXES = ("ex-", "then-", "former-")
COMPOUND_BEFORE = frozenset("ex then former co vice deputy acting interim".split())
COMPOUND_AFTER = frozenset(("elect", "designate"))

#: Offices that act for a state abroad.
STATE_ROLE = re.compile(
    r"\b(?:president|prime minister|premier|chancellor|king|queen|emir|sultan|crown prince|foreign|defen[cs]e"
    r"|secretary of state|envoy)\b",
    re.IGNORECASE,
)

_Forms = dict[str, list[tuple[tuple[str, ...], "Office"]]]


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
    #: The one state that has it ("taoiseach"); None for most.
    country: str | None = None


@dataclass(slots=True)
class Phrase:
    """An office phrase at tokens `first:last`."""

    first: int
    last: int
    head: int
    #: The nouns in order with where each begins and ends.
    nouns: list[tuple[int, int, Office]]
    countries: list[str] = field(default_factory=list)
    orgs: list[str] = field(default_factory=list)
    #: Where each country or body stands, for coordinated ones ("US and Russian experts").
    owners: list[tuple[int, int, Name]] = field(default_factory=list)
    #: Capitalised words no table knows, before the noun ("Halyard chief executive").
    unknown: tuple[int, int] | None = None
    #: Begins with "the", "its", or a possessive: one known thing.
    definite: bool = False
    indefinite: bool = False
    past: bool = False
    #: "The country's leader": of the state named last.
    local: bool = False
    #: Where the words proper begin, the article left out.
    words_from: int = 0
    #: Where the complement ("of Kenya") begins; `last` when there is none.
    complement: int = 0
    #: An institution in the complement ("of the central bank").
    body: tuple[int, int] | None = None
    #: The name in the complement ("a spokesman for Petra Lund"), and the phrase before that name.
    named: tuple[int, int] | None = None
    named_phrase: "Phrase | None" = None

    @property
    def office(self) -> Office:
        """The office proper: the last noun that is no form of address, else the last."""
        for _, _, office in reversed(self.nouns):
            if office.kind not in ADDRESS:
                return office
        return self.nouns[-1][2]

    @property
    def office_end(self) -> int:
        """Where the words of the office end, without a following form of address ("chief General")."""
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

    nouns: _Forms
    modifiers: dict[str, list[tuple[tuple[str, ...], str]]]

    def noun(self, lower: list[str], i: int, last: int) -> tuple[int, Office] | None:
        """Return the longest office noun at token `i` and its end."""
        if i >= last:
            return None
        forms = self.nouns.get(lower[i])
        if forms:
            for rest, office in forms:
                end = i + 1 + len(rest)
                if not rest or (end <= last and tuple(lower[i + 1 : end]) == rest):
                    return end, office
        elif "-" in lower[i]:
            compound = self.compound(lower[i])
            return (i + 1, compound) if compound else None
        return None

    def compound(self, word: str) -> Office | None:
        """Read "ex-president", "president-elect", "co-leader"."""
        before, _, after = word.rpartition("-")
        bare = before if after in COMPOUND_AFTER else word
        first, _, second = bare.partition("-")
        for form in (bare, second if first in COMPOUND_BEFORE else ""):
            for rest, office in self.nouns.get(form, ()):
                if not rest:
                    return office
        return None

    def modifier(self, lower: list[str], i: int, last: int) -> tuple[int, str] | None:
        """Return the longest modifier at token `i`, its end and kind."""
        forms = self.modifiers.get(lower[i])
        if forms:
            for rest, kind in forms:
                end = i + 1 + len(rest)
                if not rest or (end <= last and tuple(lower[i + 1 : end]) == rest):
                    return end, kind
        return None

    def whole(self, words: str) -> Office | None:
        """Return the office or institution when the words are one and nothing besides: modifiers, then the noun."""
        lower, at = words.lower().split(), 0
        while at < len(lower):
            noun = self.noun(lower, at, len(lower))
            if noun and noun[0] == len(lower):
                return noun[1]
            modifier = self.modifier(lower, at, len(lower))
            if modifier is None:
                return None
            at = modifier[0]
        return None


@kept
def titles() -> Titles:
    """Return the lexicon of offices; built once."""
    nouns: _Forms = {}
    for row in rows("offices"):
        gender, country = row["gender"] or None, row["country"] or None
        for form, plural in ((row["noun"], False), (row["plural"], True)):
            if not form or (plural and form == row["noun"]):
                continue
            first, *rest = form.split()
            office = Office(row["noun"], row["kind"], gender, row["title"] == "yes", plural, False, country)
            nouns.setdefault(first, []).append((tuple(rest), office))
    for row in rows("institutions"):
        first, *rest = row["noun"].split()
        plural = row["noun"].endswith(
            ("ies", "ments", "forces", "troops", "services", "rebels", "ions", "mes")
        )
        office = Office(row["noun"], row["kind"], None, False, plural, True)
        nouns.setdefault(first, []).append((tuple(rest), office))
    modifiers: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in rows("modifiers"):
        first, *rest = row["word"].split()
        modifiers.setdefault(first, []).append((tuple(rest), row["kind"]))
    for forms in nouns.values():
        forms.sort(key=lambda form: -len(form[0]))
    for words in modifiers.values():
        words.sort(key=lambda form: -len(form[0]))
    return Titles(nouns, modifiers)


@kept
def _thrones() -> dict[str, frozenset[str]]:
    """Return the titles of monarchs by the state that has one."""
    return {row["code"]: frozenset(cell(row, "offices")) for row in rows("thrones")}


@kept
def _titles_of_monarchs() -> frozenset[str]:
    return frozenset[str]().union(*_thrones().values())


@kept
def _lacking() -> dict[str, frozenset[str]]:
    """Return the offices a state does not have, by its code."""
    return {row["code"]: frozenset(cell(row, "offices")) for row in rows("lacking")}


def has_office(state: str, nouns: tuple[str, ...]) -> bool:
    """Tell whether a state has an office: no "President Lund" is Britain's, and no "King Haldor" China's."""
    if _titles_of_monarchs().intersection(nouns):
        return not _thrones().get(state, frozenset()).isdisjoint(nouns)
    return _lacking().get(state, frozenset()).isdisjoint(nouns)
