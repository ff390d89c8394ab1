"""From a fetched document of a source, a feed, a listing or a sitemap, to what it lists: pure work, done in a process apart.

It loads what reading a document needs and nothing else, so such a process is small, and soon started.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from scrapers.errors import ScrapeError
from scrapers.kinds import Listing, child_addresses, read_source
from scrapers.source import Source

#: Seconds one document may take: the largest that is honest takes four on a machine with nothing else to do.
LIMIT = 30.0
#: Seconds after which a document no longer holds up the others, and how many such are read beside them.
PATIENCE, BESIDE = 0.5, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document to read."""

    source: Source
    body: bytes
    #: Where it was had, after redirects.
    url: str
    content_type: str
    #: True for a sitemap that an index named: it may not be an index itself.
    child: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What a document held: what it lists, or the sitemaps it is an index of; else why it held neither."""

    listing: Listing | None = None
    children: tuple[str, ...] = ()
    reason: str = ""
    #: What it took a process to read it.
    seconds: float = field(default=0.0, compare=False)


#: Reads one document.
ReadDocument = Callable[[Document], Listed]


def read_document(document: Document) -> Listed:
    """Read one document; what is wrong with it is told in `reason`, not raised."""
    source, body, url = document.source, document.body, document.url
    try:
        children = () if document.child else child_addresses(source, body, url)
        if children:
            return Listed(children=children)
        return Listed(listing=read_source(source, body, url, document.content_type))
    except ScrapeError as error:
        return Listed(reason=error.reason)


def read_timed(document: Document) -> Listed:
    """Read one document and say what that took."""
    began = time.monotonic()
    listed = read_document(document)
    return replace(listed, seconds=time.monotonic() - began)
