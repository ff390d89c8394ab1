"""Mentions: where a text names people, offices, states, organisations, groups and cities, and who is who within it."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from digests.document import Document
from digests.people import Found, PeopleReader
from digests.referents import FEMININE, MASCULINE, PLURAL, Entity, Referents
from scrapers.article import Span

MentionKind = Literal["person", "office", "state", "organisation", "group", "place"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One noun phrase that names or stands for an actor; `first:last` are its tokens."""

    kind: MentionKind
    first: int
    last: int
    #: Token of the head: the last name of a person, the noun of an office or group.
    head: int
    #: Code points, title and close apposition included ("French Foreign Minister Jean-Marc Ayrault").
    span: Span
    #: Person: as fully as the article names them anywhere. State, organisation, place: its usual name. Else None.
    name: str | None = None
    #: The office in the words of the article, wherever it tells it ("French Foreign Minister").
    role: str | None = None
    #: ISO 3166-1 alpha-3 of the state acted for, or the state or place itself.
    country: str | None = None
    #: Organisation, body or party spoken for.
    org: str | None = None
    #: Equal for all mentions of one actor in this document.
    entity: int = -1
    gender: Literal["m", "f"] | None = None
    plural: bool = False


class Mentions:
    """The mentions of one document, in order, and who pronouns and bare offices stand for."""

    def __init__(self, document: Document, found: tuple[Mention, ...], referents: Referents) -> None:
        self.document = document
        self.all = found
        self._referents = referents
        self._by_token: dict[int, Mention] = {}
        self._by_entity: dict[int, Mention] = {}
        for mention in found:
            for token in range(mention.first, mention.last):
                self._by_token.setdefault(token, mention)
            self._by_entity.setdefault(mention.entity, mention)

    def at(self, token: int) -> Mention | None:
        """Return the widest mention that covers a token."""
        return self._by_token.get(token)

    def within(self, first: int, last: int) -> list[Mention]:
        """Return the mentions that lie inside tokens `first:last`, in order."""
        begin = bisect_left(self._starts, first)
        end = bisect_left(self._starts, last)
        return [m for m in self.all[begin:end] if m.last <= last]

    @cached_property
    def _starts(self) -> list[int]:
        return [m.first for m in self.all]

    def resolve(self, first: int, last: int) -> Mention | None:
        """Return who the noun phrase at tokens `first:last` stands for: a name, a surname, an office, or a pronoun.

        The answer is the mention itself, or for a pronoun the first mention of the actor it stands for. None when
        the text does not tell.
        """
        lower = self.document.lower
        if last - first == 1:
            entity = self._pronoun(first)
            if entity is not None:
                return self._by_entity.get(entity.index)
            if lower[first] in MASCULINE or lower[first] in FEMININE or lower[first] in PLURAL:
                return None
        inside = [m for m in self.all if m.first < last and m.last > first]
        return next((m for m in inside if m.kind == "person"), None) or next(
            (m for m in inside if m.kind != "place"), None
        )

    def _pronoun(self, token: int) -> Entity | None:
        entity = self._referents.pronouns.get(token)
        if entity is None and self.document.lower[token] in PLURAL:
            entity = self._referents.plural_antecedent(token)
        return entity

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """ISO codes of the states named: by themselves, their people, bodies, cities or demonym; sorted."""
        named = {m.country for m in self.all if m.country}
        return tuple(sorted(named | self._named))

    _named: frozenset[str] = frozenset()


def _mention(document: Document, found: Found, entity: Entity) -> Mention:
    own_office = bool(found.role) and any(
        k not in ("honorific", "military", "monarch", "clergy") for k in found.kinds
    )
    role = found.role if own_office else entity.role or found.role
    if found.kind == "person":
        name = entity.name
    elif found.kind == "office":
        name = entity.name if entity.kind == "person" else None
    else:
        name = found.known
    kind: MentionKind = found.kind if found.kind != "candidate" else "person"
    return Mention(
        kind=kind,
        first=found.first,
        last=found.last,
        head=found.head,
        span=(document.starts[found.first], document.ends[found.last - 1]),
        name=name,
        role=role if kind in ("person", "office", "group") else None,
        country=found.country or entity.country,
        org=found.org or entity.org,
        entity=entity.index,
        gender="m" if entity.gender == "m" else "f" if entity.gender == "f" else None,
        plural=found.plural,
    )


def read_mentions(document: Document) -> Mentions:
    """Return the mentions of a document; read once and kept in its notes."""
    kept = document.notes.get("mentions")
    if isinstance(kept, Mentions):
        return kept
    reader = PeopleReader(document)
    referents = Referents(document, reader.walk(), reader.folded)
    found = tuple(_mention(document, f, referents.of[f.first]) for f in referents.found)
    mentions = Mentions(document, found, referents)
    mentions._named = frozenset(name.country for _, name in reader.hits.values() if name.country)
    document.notes["mentions"] = mentions
    return mentions
