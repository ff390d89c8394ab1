"""Names as an edition prints them: countries by name, one spelling per person, the office at first mention."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from digests.lexicon.tables import Row, cell, kept, rows
from digests.offices import titles
from digests.officestyle import in_style
from digests.personal import FAMILY_FIRST
from digests.records import Participant

#: What a desk writes for the two states it names most.
_SHORT = {"USA": "US", "GBR": "UK", "ARE": "UAE"}
#: Here the family name comes first, and a bare last word would be the given name: such names stay whole.
_FAMILY_FIRST_IN = frozenset("CHN TWN HKG MAC KOR PRK VNM KHM SGP MMR IDN".split())
_PARTICLES = frozenset(
    "al el bin ibn ben abu van von der den ter de da di du dos das del della la le st mac".split()
)
_HONORIFICS = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Dr|Prof|Sir|Dame|Lord|Lady|Sheikh|Shaikh|Gen|Lt|Col|Adm|Sen|Rep|Gov|Amb)\.?\s+)+"
)


@kept
def _states() -> dict[str, Row]:
    return {row["code"]: row for row in rows("states")}


@kept
def _state_words() -> dict[str, frozenset[str]]:
    return {
        code: frozenset(w.casefold() for w in (row["name"], *cell(row, "forms"), *cell(row, "demonyms")))
        for code, row in _states().items()
    }


def country_name(code: str | None) -> str | None:
    """Return the name a reader knows a state by; None for a code that is none."""
    if not code:
        return None
    if code in _SHORT:
        return _SHORT[code]
    known = _states().get(code)
    return known["name"] if known else None


def adjective(code: str) -> str:
    """Return what is of a state: "Syrian"; its name where it has no such word."""
    if code in _SHORT:
        return _SHORT[code]
    row = _states().get(code)
    return next(iter(cell(row, "demonyms")), row["name"]) if row else code


def state_words(code: str) -> frozenset[str]:
    """Return what a state and its people are called, in small letters."""
    words = _state_words().get(code, frozenset())
    return frozenset(words | {_SHORT.get(code, "").casefold(), *_ADJECTIVES.get(code, ())})


def _names_country(role: str, code: str) -> bool:
    words = state_words(code)
    folded = f" {role.casefold()} "
    return any(w and re.search(rf"(?<!\w){re.escape(w)}(?!\w)", folded) for w in words)


def is_state(name: str) -> bool:
    """Tell whether a name is that of a state."""
    return name.removeprefix("the ").removeprefix("The ").casefold() in _state_names()


@kept
def _state_names() -> frozenset[str]:
    return frozenset(w for words in _state_words().values() for w in words) | {
        w for words in _ADJECTIVES.values() for w in words
    }


def is_body(name: str) -> bool:
    """Tell whether a name is that of a body or a group, not of a person."""
    return bool(_BODY.search(name)) or name[:1].islower()


# Heads of bodies and groups: a person's name holds none of them.
_BODY = re.compile(
    r"\b(?:administration|agency|alliance|army|association|authority|authorities|cabinet|coalition|command|commission|committee|"
    r"congress|council|department|diplomats?|embassy|front|government|group|house|media|ministers?|ministry|mission|movement|"
    r"news|office|officials?|opposition|organi[sz]ation|parliament|party|police|presidency|rebels|secretariat|senate|separatists|"
    r"sources?|spokes\w+|state|states|television|radio|union|withdrawal)\b",
    re.IGNORECASE,
)
_ADJECTIVES = {"USA": ("us", "u.s.", "american"), "GBR": ("uk", "u.k.", "british"), "ARE": ("uae", "emirati")}


def plain_name(name: str) -> str:
    """Return a name without its form of address."""
    return _HONORIFICS.sub("", name).strip() or name


def _fold(name: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[^\w ]", " ", plain.replace("’", "").replace("'", "")).casefold().strip()


def _opens_with_family(words: list[str]) -> bool:
    """Tell whether a name is in the order of Korea or China though its bearer acts for no such state ("Ban Ki-moon")."""
    return "-" in words[-1] and words[-1].partition("-")[2].islower() and _fold(words[0]) in FAMILY_FIRST


def _last(name: str) -> str:
    return _fold(name).split()[-1] if _fold(name) else ""


class Namer:
    """The names of one edition; `first` mentions come before later ones in the order asked."""

    def __init__(self, people: Iterable[Participant]) -> None:
        """Learn spellings and offices from all the people of the material."""
        self._spellings: dict[str, Counter[str]] = {}
        self._roles: dict[str, Counter[str]] = {}
        self._countries: dict[str, Counter[str]] = {}
        full: dict[str, set[str]] = {}
        listed = [p for p in people if p.name and len(each(p)) == 1]
        for person in listed:
            full.setdefault(_last(person.name or ""), set()).add(self._full(person))
        self._full_of = full
        for person in listed:
            key = self.key(person)
            self._spellings.setdefault(key, Counter())[plain_name(person.name or "")] += 1
            if person.role:
                self._roles.setdefault(key, Counter())[person.role] += 1
            if person.country:
                self._countries.setdefault(key, Counter())[person.country] += 1
        self._met: set[str] = set()

    @staticmethod
    def _full(person: Participant) -> str:
        parts = _fold(plain_name(person.name or "")).split()
        # Where the family name comes first, outlets print both orders ("Morita Kenji", "Kenji Morita").
        return " ".join(sorted(parts) if len(parts) == 2 else parts)

    def key(self, person: Participant) -> str:
        """Return what is equal for all spellings of one person: the full name where only one bears the surname."""
        together = each(person)
        if len(together) > 1:
            return " & ".join(self.key(p) for p in together)
        name = self._full(person)
        if not name:
            return "|".join((person.role or "", person.country or "", person.org or "")).casefold()
        if " " in name:
            return name
        wholes = sorted(n for n in self._full_of.get(name, ()) if " " in n)
        return wholes[0] if len(wholes) == 1 else name

    def spelling(self, person: Participant) -> str:
        """Return the one spelling of a person's name: the fullest, then the commonest."""
        found = self._spellings.get(self.key(person))
        if not found:
            return plain_name(person.name or "")
        return min(found, key=lambda n: (-len(n.split()), -found[n], n))

    def short(self, person: Participant) -> str:
        """Return what a person is called after the first mention."""
        name = self.spelling(person)
        words = name.split()
        country = person.country or self._most(self._countries, self.key(person))
        if len(words) < 2 or country in _FAMILY_FIRST_IN or _opens_with_family(words):
            return name
        rivals = {n for n in self._full_of.get(_last(name), ()) if " " in n}
        if len(rivals) > 1:
            return name
        at = len(words) - 1
        while at > 1 and _fold(words[at - 1]) in _PARTICLES:
            at -= 1
        return " ".join(words[at:])

    def start_over(self) -> None:
        """Forget who was mentioned: the next line is the first."""
        self._met.clear()

    def _role(self, key: str) -> str | None:
        """Return the commonest office; "President" speaks for "French President" where both are told."""
        found = self._roles.get(key)
        if not found:
            return None

        def told(role: str) -> int:
            shorter = (r for r in found if role.endswith(" " + r) and len(role.split()) - len(r.split()) <= 2)
            return found[role] + sum(found[r] for r in shorter)

        return min(found, key=lambda r: (-told(r), len(r), r))

    @staticmethod
    def _most(table: dict[str, Counter[str]], key: str) -> str | None:
        found = table.get(key)
        return min(found, key=lambda v: (-found[v], -len(v), v)) if found else None

    def office(self, person: Participant) -> str | None:
        """Return office and country as printed behind a name: "French Foreign Minister", "Foreign Minister, France", "UK"."""
        key = self.key(person)
        role = self._role(key) or person.role
        country = person.country or self._most(self._countries, key)
        state = country_name(country)
        role = re.sub(r"^(?:visiting|newly \w+|new) ", "", role) if role else None
        if role and state and role.endswith("counterpart"):
            return state  # whose counterpart is said beside it
        if not role:
            said = person.org and _fold(person.org) in _fold(person.name or "")
            return state or (None if said else person.org)
        if country and state:
            styled = in_style(role, country, state_words(country))
            return styled or (role if _names_country(role, country) else f"{role}, {state}")
        if person.org and not country and _fold(person.org) not in _fold(role):
            return f"{role}, {person.org}"
        return role

    def known(self, person: Participant) -> Participant:
        """Return a person with the office and country the material tells elsewhere."""
        if not person.name:
            return person
        person = each(person)[0]
        key = self.key(person)
        return replace(
            person,
            role=person.role or self._role(key),
            country=person.country or self._most(self._countries, key),
        )

    def plain(self, person: Participant) -> str:
        """Return an actor without office: for a gist."""
        return " and ".join(self.short(p) for p in each(person)) if person.name else unnamed(person)

    def show(self, person: Participant) -> str:
        """Return an actor as the next line prints it: office and country at first mention only."""
        if not person.name:
            return unnamed(person)
        together = each(person)
        if len(together) > 1:
            return " and ".join(self.show(p) for p in together)
        key = self.key(person)
        if key in self._met:
            return self.short(person)
        self._met.add(key)
        office = self.office(person)
        name = self.spelling(person)
        return f"{name} ({office})" if office else name


def each(person: Participant) -> tuple[Participant, ...]:
    """Return the people a joint name holds ("Petra Lund and Aldous Finch"), or the one it is."""
    names = [n for n in (person.name or "").split(" and ") if n.strip()]
    return tuple(Participant(name=n.strip()) for n in names) if len(names) > 1 else (person,)


#: Who are called by their body ("EU foreign ministers").
_MEMBERS = ("ministers", "leaders", "officials", "envoys", "diplomats", "ambassadors", "negotiators")


def _alike(org: str, role: str) -> bool:
    """Tell whether an office already names its body: "European diplomats" of Europe."""
    words = _fold(role).split()
    return any(w.startswith(o[:6]) for o in _fold(org).split() for w in words)


def unnamed(person: Participant) -> str:
    """Return an office, body or state without a person: "Saudi officials", "Syrian opposition", "France"."""
    state = country_name(person.country)
    if person.role:
        if person.country and state and not _names_country(person.role, person.country):
            if person.role.casefold() == "counterpart":
                return f"{adjective(person.country)} counterpart"
            return f"{person.role} ({state})"
        if person.org and not _alike(person.org, person.role):
            # "UN spokesman"; but "Foreign Ministry spokesman (Hamas)".
            plain = person.role.islower() and (" " not in person.role or person.role.endswith(_MEMBERS))
            return f"{person.org} {person.role}" if plain else f"{person.role} ({person.org})"
        return person.role
    if person.org and person.country and state and _of_any_state(person.org):
        return f"{adjective(person.country)} {person.org}"
    return person.org or state or ""


def _of_any_state(body: str) -> bool:
    """Tell whether a body's name is what every state calls one of its own ("government", "Foreign Ministry")."""
    noun = titles().whole(body)
    return body.islower() or (noun is not None and noun.institution)
