"""Participants while a contact is being read: from mentions to who takes part, for which party, named where."""

import re
from dataclasses import dataclass, replace

from digests.document import Document
from digests.meetings.draft import key_of
from digests.meetings.known import conflict_parties, counted
from digests.mentions import Mention
from digests.records import NamedIn, Participant
from scrapers.article import Span

#: Groups that stand for several parties at once.
MANY = re.compile(
    r"\b(?:leaders|ministers|presidents|premiers|heads|envoys|diplomats|delegates|delegations|representatives|chiefs|powers|nations|countries|"
    r"states|members|ambassadors|negotiators|parties)\b"
)
_NATIONS = re.compile(
    r"\s+(?:from|of)\s+(?:the\s+)?(?:[\w.-]+\s+){0,4}(?:nations|countries|states|powers|governments)\b"
)
#: Armed sides of a conflict, who are a party beside their state even when they go unnamed.
REBELS = re.compile(
    r"\b(?:rebels?|separatists?|guerrillas?|insurgents?|militia|warlords?|secessionists?)\b", re.IGNORECASE
)
#: Nouns, without their plural s, that may stand for an office-holder named elsewhere.
_GENERIC = frozenset(
    "leader official minister premier side delegation government authoritie counterpart head chief".split()
)
_WORLD = re.compile(
    r"\b(?:foreign ministers|foreign secretaries|world leaders|world powers|heads of (?:state|government)|regional leaders)\b"
)


@dataclass(slots=True)
class Part:
    """One participant, with the entity that joins its mentions."""

    entity: int
    kind: str
    name: str | None
    role: str | None
    country: str | None
    org: str | None
    named_in: NamedIn
    span: Span
    plural: bool
    why: str
    #: True for a gathering of several parties by itself ("ministers from 12 nations").
    many: bool = False
    #: 0 for the subject's side of the cue, 1 for the other.
    side: int = 0

    @classmethod
    def of_state(cls, code: str | None, span: Span, named_in: NamedIn) -> "Part":
        """Return a bare state that nothing but the dateline names."""
        return cls(
            -1, "state", None, None, code, None, named_in, span, False, "the country of the dateline", side=1
        )

    @property
    def party(self) -> str | None:
        """Return the party acted for: the state, else the organisation."""
        if self.country and self.role and REBELS.search(self.role):
            return f"{self.country}:{self.org or 'rebels'}"
        if self.org and self.country and self.org in conflict_parties():
            return f"{self.country}:{self.org}"
        return self.country or (self.org if self.org in counted() else None)

    @property
    def state(self) -> str | None:
        """Return the state acted for, else the organisation."""
        return self.country or (self.org if self.org in counted() else None)

    def record(self) -> Participant:
        """Return the participant as it is published."""
        return Participant(
            name=self.name,
            role=self.role,
            country=self.country,
            org=self.org,
            named_in=self.named_in,
            span=self.span,
        )


def part_of(document: Document, m: Mention, named_in: NamedIn, why: str) -> Part:
    """Turn a mention into a participant."""
    role = m.role
    if role is None and m.kind in ("office", "group"):
        role = re.sub(
            r"^(?:the|a|an|his|her|their|its|some|several|visiting)\s+",
            "",
            document.of(m.span).strip(),
            flags=re.IGNORECASE,
        )
    org = m.org
    if m.kind == "organisation" and not org:
        org = m.name
    if org and org.islower():
        org = None
    name = m.name if m.kind in ("person", "office") else None
    country = m.country or None
    if country and org and org not in conflict_parties():
        # A ministry or delegation acts for its state.
        role = role or org
        org = None
    following = document.text[m.span[1] : m.span[1] + 60]
    return Part(
        many=m.plural and bool(_NATIONS.match(following)),
        entity=key_of(m),
        kind=m.kind,
        name=name,
        role=role,
        country=country,
        org=org,
        named_in=named_in,
        span=m.span,
        plural=m.plural,
        why=why,
    )


def state_part(document: Document, m: Mention, named_in: NamedIn, why: str) -> Part:
    """Return the state a visit goes to as a participant, from the place or state named."""
    base = part_of(document, m, named_in, why)
    return replace(base, kind="state", name=None, role=None, org=None, entity=-1000 - m.first)


def stands_for_many(part: Part) -> bool:
    """Tell whether a participant is a gathering of several parties by itself ("EU foreign ministers")."""
    if part.many:
        return True
    if part.kind == "person" or part.country is not None or not part.plural:
        return False
    return bool(MANY.search((part.role or "").lower())) and (
        part.org is not None or bool(_WORLD.search((part.role or "").lower()))
    )


def parties(parts: list[Part]) -> set[str]:
    """Return the parties that take part."""
    return {p.party for p in parts if p.party}


def international(parts: list[Part]) -> bool:
    """Tell whether actors of at least two international parties take part."""
    found = parties(parts)
    states = {p.state for p in parts if p.state}
    if len(states) > 1:
        return True
    if len(found) > 1 and any(":" in f for f in found):
        return True
    return any(stands_for_many(p) for p in parts)


def same(a: Part, b: Part) -> float:
    """Return how well two participants agree: 2 the same one, 1 one party and one side unnamed, 0 not."""
    if a.entity == b.entity and a.entity >= 0:
        return 2
    if a.name and b.name:
        return 2 if _last(a.name) == _last(b.name) else 0
    if a.party and a.party == b.party:
        return 1 if _may_include(a, b) and _may_include(b, a) else 0
    if a.country and a.country == b.country and (a.kind == "state" or b.kind == "state"):
        return 0 if ":" in f"{a.party}{b.party}" else 1  # a state is not those who fight it
    if a.org and a.org == b.org:
        return 1
    return 0


def _may_include(group: Part, person: Part) -> bool:
    """Tell whether an unnamed office can be the named person: "leaders" can, "experts" cannot be a minister."""
    if not person.name or group.name or group.kind not in ("office", "group"):
        return True
    # Capitalised words name the state, which both share.
    nouns = {w.rstrip("s") for w in (group.role or "").split() if w.islower()}
    return (
        not person.role
        or not nouns.isdisjoint(_GENERIC)
        or not nouns.isdisjoint((person.role or "").lower().split())
    )


def _same_office(office: Part, person: Part) -> bool:
    """Tell whether an unnamed office is that of a named person of its party ("a U.S. envoy in Oman", "envoy Finch")."""
    if office.party is None or office.party != person.party or office.plural:
        return False
    if re.search(r"\bcounterpart$", office.role or ""):
        return True  # "his Russian counterpart", once a Russian is named
    noun = re.split(r"\s+(?:in|to|for|of|at)\s+", (office.role or "").lower())[0].split()[-1:]
    return bool(noun) and noun[0] not in _GENERIC and noun[0] in (person.role or "").lower().split()


def _words(part: Part) -> set[str]:
    return set((part.role or "").lower().split())


def _last(name: str) -> str:
    return name.split()[-1].casefold()


def clearer(a: Part, b: Part) -> Part:
    """Return the better told of two mentions of one participant; text counts more than caption or headline."""
    keep, other = (
        (a, b)
        if (a.name is not None, a.named_in == "text") >= (b.name is not None, b.named_in == "text")
        else (b, a)
    )
    role = keep.role or (other.role if other.entity == keep.entity else None)
    return replace(keep, role=role, country=keep.country or other.country, org=keep.org or other.org)


def united(parts: list[Part]) -> list[Part]:
    """Return participants once each: one entry per entity, an unnamed group dropped when its people are named."""
    out: list[Part] = []
    for part in parts:
        at = next((i for i, known in enumerate(out) if same(part, known) == 2), None)
        if at is None:
            out.append(part)
        else:
            out[at] = clearer(out[at], part)
    named = {p.state for p in out if p.name and p.state}
    people = [p for p in out if p.name and p.state]
    kept = []
    for i, part in enumerate(out):
        if (
            part.name is None
            and part.state in named
            and (part.kind == "state" or part.named_in == "headline")
        ):
            continue
        if (
            part.name is None
            and part.plural
            and any(p.party == part.party and _may_include(part, p) for p in people)
        ):
            continue  # "the leaders of A and B", once they are named
        if part.kind == "office" and part.name is None and any(_same_office(part, p) for p in people):
            continue  # "a U.S. envoy", once he is named
        if len(named) > 2 and part.name is None and stands_for_many(part):
            continue  # "foreign ministers", once they are named
        if part.name is None and any(
            same(part, other) == 1
            and other.name is None
            and (j < i or _words(part) < _words(other))
            and (part.kind == "state" or _words(part) <= _words(other))
            for j, other in enumerate(out)
        ):
            continue
        kept.append(part)
    return kept
