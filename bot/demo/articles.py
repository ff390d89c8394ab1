"""The invented press as data: outlets and what each published when."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from digests.lexicon.yamlfile import load_plain

Serves = Literal[
    "rss", "rdf", "atom", "atom-full", "json", "sitemap", "listing-dl", "listing-table", "listing-teasers"
]
Layout = Literal["json-ld", "opengraph", "figure", "boxes", "main", "ministry"]

#: What a row of `sources.yaml` takes over as it stands.
_SOURCE_KEYS = ("class", "family", "countries", "language", "timezone", "select", "body")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The words of an article from an instant on."""

    since: datetime
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One article, with the corrections it got later in the day."""

    slug: str
    author: str | None
    caption: str | None
    versions: tuple[Version, ...]

    @property
    def published(self) -> datetime:
        """When it came out."""
        return self.versions[0].since

    def at(self, now: datetime) -> Version | None:
        """Return the version of an instant; None before it is out."""
        return next((v for v in reversed(self.versions) if v.since <= now), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A publisher with its site: how it says what is new, and how its pages are laid out."""

    id: str
    name: str
    #: First label of its host name under .localhost.
    host: str
    language: str
    serves: Serves
    page: Layout
    pieces: tuple[Piece, ...]
    #: Keys of a row of sources.yaml beside id, url, name and kind.
    source: dict[str, Any]

    @property
    def kind(self) -> str:
        """The kind of source this is to Communiqué."""
        if self.serves.startswith("listing"):
            return "listing"
        return "sitemap" if self.serves == "sitemap" else "feed"

    def out(self, now: datetime) -> list[tuple[Piece, Version]]:
        """Return what is out at an instant, newest first."""
        found = [(piece, version) for piece in self.pieces if (version := piece.at(now))]
        return sorted(found, key=lambda pair: pair[0].published, reverse=True)


@cache
def outlets() -> tuple[Outlet, ...]:
    """Return all outlets, by id."""
    folder = files("bot.demo") / "press"
    found = [
        _outlet(load_plain(file.read_text("utf-8")))
        for file in folder.iterdir()
        if file.name.endswith(".yaml")
    ]
    return tuple(sorted(found, key=lambda outlet: outlet.id))


def _outlet(data: dict[str, Any]) -> Outlet:
    row = data["outlet"]
    return Outlet(
        id=row["id"],
        name=row["name"],
        host=row["host"],
        language=row["language"],
        serves=row["serves"],
        page=row["page"],
        pieces=tuple(_piece(piece) for piece in data["articles"]),
        source={key: row[key] for key in _SOURCE_KEYS if key in row},
    )


def _piece(row: dict[str, Any]) -> Piece:
    first = {"at": row["published"], "title": row["title"], "text": row["text"]}
    return Piece(
        slug=row["slug"],
        author=row.get("author"),
        caption=row["caption"].strip() if "caption" in row else None,
        versions=tuple(_version(version) for version in (first, *row.get("updates", ()))),
    )


def _version(row: dict[str, Any]) -> Version:
    # A folded block of YAML has one line a paragraph.
    lines = (line.strip() for line in row["text"].splitlines())
    return Version(
        since=row["at"].astimezone(UTC),
        title=row["title"],
        paragraphs=tuple(line for line in lines if line),
    )
