"""What fetching yields: entries (a source's list of what is new) and articles (a text with its provenance).

Field names are Atom's (RFC 4287) and schema.org's NewsArticle.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

#: Half-open range of code points: (start, end), end excluded.
Span = tuple[int, int]
#: What stands behind a source: it decides how its news is marked and weighed.
SourceClass = Literal["official", "wire", "press", "state-media"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a feed, listing or sitemap: where an article is and what the source says of it."""

    #: Id of the source that listed it.
    source: str
    #: Canonical address (see `scrapers.urls.canonical_url`).
    url: str
    title: str
    #: Atom id or RSS guid as written; None when absent, or seen twice in one document and so not trusted.
    guid: str | None = None
    #: Aware, UTC; None when the source gives none that can be read.
    published: datetime | None = None
    updated: datetime | None = None
    author: str | None = None
    language: str | None = None
    #: The feed's own text as plain paragraphs separated by a blank line; "" when it gives none.
    summary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What one document of a source lists."""

    #: In the document's own order, each address once.
    entries: tuple[Entry, ...]
    #: False when the document broke off: its whole items are here, and its validators must not be kept.
    complete: bool = True
    #: What an administrator should know: items left out and why, ill-formed XML, selectors that match nothing.
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One version of a published text."""

    #: Canonical address.
    url: str
    #: Id of the source it was found through.
    source: str
    title: str
    #: Paragraphs separated by one blank line, without the headline.
    text: str
    author: str | None = None
    #: Lower-case BCP 47 tag ("en", "pt-br"), or None when unknown.
    language: str | None = None
    #: Aware, UTC.
    published: datetime | None = None
    updated: datetime | None = None
    fetched: datetime
    #: Hex digest of title and text with white space folded: equal means nothing changed.
    fingerprint: str
    #: 1 for the first text stored of this address; counts up with each change.
    version: int = 1
    #: Paragraphs of `text` that are picture captions, as spans.
    captions: tuple[Span, ...] = ()
    #: True when the page could not be had and `text` is the feed's own.
    from_feed: bool = False
