"""Which reader a kind of source has."""

from scrapers.article import Entry
from scrapers.feed import read_feed
from scrapers.listing import read_listing
from scrapers.sitemap import read_sitemap
from scrapers.source import Source


def read_source(source: Source, body: bytes, url: str, content_type: str = "") -> tuple[Entry, ...]:
    """Return the entries of a source's document.

    Raises:
        ParseError: The document is not what the source promised.
    """
    match source.kind:
        case "feed":
            return read_feed(source, body, url, content_type)
        case "listing":
            return read_listing(source, body, url, content_type)
        case "sitemap":
            return read_sitemap(source, body, url)
