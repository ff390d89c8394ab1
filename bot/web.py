"""How the settings become a fetcher, and how a source is asked with it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.settings.models import Settings
from scrapers.article import Entry
from scrapers.fetch import FEED_TYPES, Fetcher, Request, Response
from scrapers.kinds import Listing, child_addresses, read_source
from scrapers.source import Source


def make_fetcher(settings: Settings, not_before: Mapping[str, datetime] | None = None) -> Fetcher:
    """Return a fetcher as configured."""
    http = settings.http
    return Fetcher(
        user_agent=settings.user_agent,
        allow_private=http.allow_private,
        per_host_interval=http.per_host_interval,
        timeout=http.timeout,
        max_body=http.max_body,
        concurrency=http.concurrency,
        not_before=not_before,
    )


def source_request(source: Source, etag: str | None = None, last_modified: str | None = None) -> Request:
    """Return the request that asks a source what is new."""
    return Request(
        url=source.url,
        source=source.id,
        etag=etag,
        last_modified=last_modified,
        robots=source.robots == "obey" or source.kind != "feed",
        accept=FEED_TYPES if source.kind != "listing" else None,
    )


def read_listing(source: Source, response: Response, fetcher: Fetcher) -> Listing:
    """Return what a source's document lists; a sitemap index leads to its children, which are fetched.

    Raises:
        ScrapeError: A document is not what the source promised, or a child could not be had.
    """
    children = child_addresses(source, response.body, response.url)
    if not children:
        return read_source(source, response.body, response.url, response.content_type)
    entries: list[Entry] = []
    notes: list[str] = []
    complete = True
    for address in children:
        child = fetcher.get(replace(source_request(source), url=address))
        listing = read_source(source, child.body, child.url, child.content_type)
        entries.extend(listing.entries)
        notes.extend(listing.notes)
        complete = complete and listing.complete
    return Listing(entries=tuple(entries), complete=complete, notes=tuple(notes))
