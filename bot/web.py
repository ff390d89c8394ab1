"""How the settings become a fetcher."""

from collections.abc import Mapping
from datetime import datetime

from bot.settings.models import Settings
from scrapers.fetch import FEED_TYPES, Fetcher, Request
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
