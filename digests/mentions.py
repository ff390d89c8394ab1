"""Mentions: where a text names people, offices, states, organisations, groups and cities, and who is who within it."""

from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from digests.antecedents import FEMININE, MASCULINE, PLURAL
from digests.document import Document
from digests.entities import Entity
from digests.found import Found
from digests.holders import Holder, Holders
from digests.offices import ADDRESS
from digests.people import PeopleReader
from digests.referents import Referents
from scrapers.article import Span

MentionKind = Literal["person", "office", "state", "organisation", "group", "place"]


# Not frozen: a text has many of them, and freezing trebles the cost of making one. Treat as immutable.
@dataclass(slots=True, kw_only=True, unsafe_hash=True)
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
    #: Followed by 's: it owns what comes next and is not what the sentence is about.
    possessive: bool = False


class Mentions:
    """The mentions of one document, in order, and who pronouns and bare offices stand for."""

    def __init__(
        self, document: Document, found: tuple[Mention, ...], referents: Referents, named: frozenset[str]
    ) -> None:
        self.document = document
        self.all = found
        self._referents = referents
        #: Entities whose office the text tells and does not call former.
        self.in_office = frozenset(e.index for e in referents.entities if e.nouns and not e.past)
        self._starts = [m.first for m in found]
        self._by_token: dict[int, Mention] = {}
        self._by_entity: dict[int, Mention] = {}
        for mention in found:
            for token in range(mention.first, mention.last):
                self._by_token.setdefault(token, mention)
            self._by_entity.setdefault(mention.entity, mention)
        #: ISO codes of the states named: by themselves, their people, bodies, cities or demonym; sorted.
        self.countries = tuple(sorted(named | {m.country for m in found if m.country}))

    def at(self, token: int) -> Mention | None:
        """Return the widest mention that covers a token."""
        return self._by_token.get(token)

    def within(self, first: int, last: int) -> list[Mention]:
        """Return the mentions that lie inside tokens `first:last`, in order."""
        begin, end = bisect_left(self._starts, first), bisect_left(self._starts, last)
        return [m for m in self.all[begin:end] if m.last <= last]

    def resolve(self, first: int, last: int) -> Mention | None:
        """Return who the noun phrase at tokens `first:last` stands for: a name, a surname, an office, or a pronoun.

        The answer is the mention itself, or for a pronoun the first mention of the actor it stands for. None when
        the text does not tell.
        """
        word = self.document.lower[first]
        if last - first == 1 and (word == "it" or word in MASCULINE or word in FEMININE or word in PLURAL):
            found = self.resolve_all(first, last)
            return found[0] if found else None
        begin = max(0, bisect_left(self._starts, first) - 1)
        end = bisect_left(self._starts, last)
        inside = [m for m in self.all[begin:end] if m.last > first]
        return next((m for m in inside if m.kind == "person"), None) or next(
            (m for m in inside if m.kind != "place"), None
        )

    def resolve_all(self, first: int, last: int) -> list[Mention]:
        """Return everybody a noun phrase stands for: "they", "both", "the two ministers", "the two sides" included.

        As `resolve`, with a list: more than one for a plural, none when the text does not tell.
        """
        lower, referents = self.document.lower, self._referents
        if last - first == 1:
            if (entity := referents.pronouns.get(first)) is not None:
                return self._first_mentions([entity])
            if lower[first] in PLURAL:
                return self._first_mentions(referents.discourse.plural(first))
            if lower[first] == "it" or lower[first] in MASCULINE or lower[first] in FEMININE:
                return []
        words = lower[first:last]
        count = next((_COUNTS[w] for w in words if w in _COUNTS), 0)
        if count and (words[-1] in _SEVERAL or words[-1] in _COUNTS):
            for kinds in (_SEVERAL[words[-1]],) if words[-1] in _SEVERAL else (_PEOPLE, _PARTIES):
                entities = referents.discourse.several(first, count, kinds)
                if entities:
                    return self._first_mentions(entities)
        one = self.resolve(first, last)
        return [one] if one else []

    def resolve_but(self, token: int, barred: Collection[int]) -> Mention | None:
        """Return who the pronoun at `token` stands for if it is none of the `barred` entities."""
        sentence = self.document.sentence_index(self.document.starts[token])
        entity = self._referents.discourse.antecedent(token, sentence, barred)
        return self._by_entity.get(entity.index) if entity else None

    def _first_mentions(self, entities: list[Entity]) -> list[Mention]:
        return [m for e in entities if (m := self._by_entity.get(e.index)) is not None]


_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4, "pair": 2}
_PEOPLE = ("person",)
_PARTIES = ("state", "organisation", "group")
#: Plural nouns that stand for actors named before, and for which kind of them.
_SEVERAL = {
    **dict.fromkeys(("men", "women", "leaders", "ministers", "presidents", "officials", "diplomats"), _PEOPLE),
    **dict.fromkeys(("envoys", "premiers", "pair", "negotiators", "counterparts", "politicians", "chiefs", "monarchs"), _PEOPLE),
    **dict.fromkeys(("sides", "countries", "nations", "states", "governments", "neighbours", "neighbors"), _PARTIES),
    **dict.fromkeys(("parties", "capitals", "allies", "powers"), _PARTIES),
}  # fmt: skip


def _mention(document: Document, found: Found, entity: Entity) -> Mention:
    kind: MentionKind = found.kind if found.kind != "candidate" else "person"
    name = found.known
    if kind in ("person", "office"):
        name = entity.name if entity.kind == "person" else None
    role = entity.role or found.role
    if kind in ("office", "group") and name is None:
        role = found.role
    elif entity.role and all(k in ADDRESS for k in found.kinds) and not entity.nouns:
        role = found.role or entity.role
    country, org = found.country or entity.country, found.org or entity.org
    if kind == "person" or (kind == "office" and name):
        country, org = entity.country or found.country, entity.org or found.org
    return Mention(
        kind=kind,
        first=found.first,
        last=found.last,
        head=found.head,
        span=(document.starts[found.first], document.ends[found.last - 1]),
        name=name,
        role=role if kind in ("person", "office", "group") else None,
        country=country,
        org=org,
        entity=entity.index,
        gender="m" if entity.gender == "m" else "f" if entity.gender == "f" else None,
        plural=found.plural,
        possessive=found.possessive,
    )


def offices_told(mentions: Mentions) -> tuple[Holder, ...]:
    """Return who the text itself shows in which office now, for the memory of office-holders: full names only."""
    day = mentions.document.day
    told: dict[int, Holder] = {}
    for m in mentions.all:
        office = m.role is not None and (m.country is not None or m.org is not None)
        if m.kind == "person" and office and m.name and " " in m.name and m.entity in mentions.in_office:
            told[m.entity] = Holder(
                name=m.name, role=m.role or "", country=m.country, org=m.org, since=day, until=day
            )
    return tuple(told.values())


def read_mentions(document: Document, holders: Holders | None = None) -> Mentions:
    """Return the mentions of a document; read once and kept in its notes.

    `holders` fills in offices the text leaves out; it counts for the first reading of a document.
    """
    kept = document.notes.get("mentions")
    if isinstance(kept, Mentions):
        return kept
    reader = PeopleReader(document)
    referents = Referents(document, reader.walk(), reader.names.folded, reader.hits, holders)
    found = tuple(_mention(document, f, referents.of[f.first]) for f in referents.found)
    named = frozenset(name.country for _, name in reader.hits.values() if name.country)
    mentions = Mentions(document, found, referents, named)
    document.notes["mentions"] = mentions
    return mentions
