"""Which reader a kind of source has."""

from dataclasses import replace

from scrapers.article import Entry, Listing
from scrapers.feed import read_feed
from scrapers.listing import read_listing
from scrapers.sitemap import child_addresses, read_sitemap
from scrapers.source import Source
from scrapers.urls import identity_key

__all__ = ["Listing", "child_addresses", "read_source"]


def read_source(source: Source, body: bytes, url: str, content_type: str = "") -> Listing:
    """Return what a source's document lists, in its own order, each address once.

    A sitemap index lists nothing itself: ask `child_addresses` first and read those.

    Raises:
        ParseError: The document is not what the source promised.
    """
    match source.kind:
        case "feed":
            listing = read_feed(source, body, url, content_type)
        case "listing":
            listing = read_listing(source, body, url, content_type)
        case "sitemap":
            listing = read_sitemap(source, body, url, content_type)
    first: dict[str, Entry] = {}
    for entry in listing.entries:
        first.setdefault(identity_key(entry.url), entry)
    repeated = len(listing.entries) - len(first)
    if not repeated:
        return listing
    note = f"{repeated} of {len(listing.entries)} items have the address of another"
    return replace(listing, entries=tuple(first.values()), notes=(*listing.notes, note))
