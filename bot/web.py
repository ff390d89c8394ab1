"""How the settings become a fetcher, and how a source is asked with it."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from bot.errors import StoreError
from bot.settings.models import Settings
from bot.store import Store
from scrapers.fetch import FEED_TYPES, Fetcher, Memory, Remembered, Request, Response
from scrapers.kinds import Listing, child_addresses, read_source
from scrapers.source import Source


class HostsOf:
    """What hosts told us, kept in the store; a fetcher never learns where."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        #: Whoever asked before us may have done so a moment ago.
        self.resumed = store.hosts.asked()

    def recall(self, host: str) -> Remembered:
        """Return what is known of a `host:port`; nothing if it cannot be read: that is no failure of the source."""
        with suppress(StoreError):
            return self._store.hosts.recall(host)
        return Remembered()

    def keep(self, host: str, what: Remembered) -> None:
        """Write it, if anything can be written: whoever stores what was fetched meets the same and tells of it."""
        with suppress(StoreError):
            self._store.hosts.keep(host, what, self._clock())


def make_fetcher(settings: Settings, memory: Memory | None = None) -> Fetcher:
    """Return a fetcher as configured."""
    http = settings.http
    return Fetcher(
        user_agent=settings.user_agent,
        allow_private=http.allow_private,
        per_host_interval=http.per_host_interval,
        timeout=http.timeout,
        max_body=http.max_body,
        concurrency=http.concurrency,
        memory=memory,
    )


def source_request(source: Source) -> Request:
    """Return the request that asks a source what is new, without validators."""
    return Request(
        url=source.url,
        source=source.id,
        robots=source.robots == "obey" or source.kind != "feed",
        accept=FEED_TYPES if source.kind != "listing" else None,
    )


def child_requests(source: Source, addresses: Iterable[str]) -> tuple[Request, ...]:
    """Return the requests for the children of a sitemap index."""
    return tuple(replace(source_request(source), url=address) for address in addresses)


def joined(listings: Iterable[Listing]) -> Listing:
    """Return what several documents of one source list together."""
    rows = list(listings)
    return Listing(
        entries=tuple(entry for row in rows for entry in row.entries),
        complete=all(row.complete for row in rows),
        notes=tuple(dict.fromkeys(note for row in rows for note in row.notes)),
    )


def read_listing(source: Source, response: Response, fetcher: Fetcher) -> Listing:
    """Return what a source's document lists; the children of a sitemap index are fetched one after the other.

    Raises:
        ScrapeError: A document is not what the source promised, or a child could not be had.
    """
    children = child_addresses(source, response.body, response.url)
    if not children:
        return _read(source, response)
    return joined(_read(source, fetcher.get(request)) for request in child_requests(source, children))


def _read(source: Source, response: Response) -> Listing:
    return read_source(source, response.body, response.url, response.content_type)
