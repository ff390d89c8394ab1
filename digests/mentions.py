"""Mentions: where a text names people, offices, states, organisations, groups and cities, and who is who within it."""

from dataclasses import dataclass
from typing import Literal

from digests.document import Document
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

    def __init__(self, document: Document, found: tuple[Mention, ...]) -> None:
        self.document = document
        self.all = found
        self._by_token: dict[int, Mention] = {}
        for mention in found:
            for token in range(mention.first, mention.last):
                self._by_token.setdefault(token, mention)

    def at(self, token: int) -> Mention | None:
        """Return the widest mention that covers a token."""
        return self._by_token.get(token)

    def within(self, first: int, last: int) -> list[Mention]:
        """Return the mentions that lie inside tokens `first:last`, in order."""
        return [m for m in self.all if first <= m.first and m.last <= last]

    def resolve(self, first: int, last: int) -> Mention | None:
        """Return who the noun phrase at tokens `first:last` stands for: a name, a surname, an office, or a pronoun.

        None when the text does not tell.
        """
        return next((m for m in reversed(self.within(first, last)) if m.kind == "person"), None)


def read_mentions(document: Document) -> Mentions:
    """Return the mentions of a document; read once and kept in its notes."""
    kept = document.notes.get("mentions")
    if isinstance(kept, Mentions):
        return kept
    mentions = Mentions(document, ())
    document.notes["mentions"] = mentions
    return mentions
