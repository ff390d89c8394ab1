"""Settling: what one source answered is written as a whole, or not at all."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from bot.store import Store
from bot.store.articles import listing_mark
from bot.store.sources import SourceState
from scrapers.article import Entry
from scrapers.backoff import next_check
from scrapers.errors import ScrapeError, ThrottledError
from scrapers.fetch import Response
from scrapers.identity import keys
from scrapers.kinds import Listing
from scrapers.markup import one_line
from scrapers.source import Source

State = Literal["ok", "unchanged", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What one source answered."""

    source: str
    state: State
    #: Entries never seen before.
    new: int = 0
    #: Entries of stored articles that the source says it changed.
    changed: int = 0
    reason: str = ""
    #: Where permanent redirects alone led; None for none.
    moved: str | None = None


def nothing_new(
    store: Store, source: Source, before: SourceState, response: Response, now: datetime
) -> Polled:
    # RFC 9111, section 4.3.4: a 304 may bring newer validators; one it leaves out stays.
    after = replace(
        before,
        etag=response.etag or before.etag,
        last_modified=response.last_modified or before.last_modified,
        last_check=now,
        last_success=now,
        failures=0,
        failing_since=None,
        reason=None,
        next_check=next_check(source.id, now, source.every),
    )
    with store.write():
        store.sources.save(after)
    return Polled(source=source.id, state="unchanged", moved=response.permanent)


def store_listing(
    store: Store,
    source: Source,
    before: SourceState,
    response: Response,
    listing: Listing,
    digest: str | None,
    now: datetime,
) -> Polled:
    new = changed = 0
    with store.write():
        for entry in listing.entries:
            match _take(store, entry, now):
                case "new":
                    new += 1
                case "changed":
                    changed += 1
                case _:
                    pass
        # Validators of a document that was cut off would hide the rest of it for ever.
        kept = listing.complete
        reason = one_line("; ".join(listing.notes), 300) or ("" if kept else "the document was cut off")
        store.sources.save(
            replace(
                before,
                url=source.url,
                validated=response.url if kept else None,
                etag=response.etag if kept else None,
                last_modified=response.last_modified if kept else None,
                body_hash=digest if kept else None,
                full_at=now,
                last_check=now,
                last_success=now,
                last_new=now if new else before.last_new,
                failures=0,
                failing_since=None,
                reason=reason or None,
                first_round=before.first_round or now,
                listed=len(listing.entries),
                next_check=next_check(source.id, now, source.every),
            )
        )
    return Polled(
        source=source.id, state="ok", new=new, changed=changed, reason=reason, moved=response.permanent
    )


def _take(store: Store, entry: Entry, now: datetime) -> Literal["new", "changed", "known"]:
    """Want an entry that is new, or whose source says it changed."""
    names = keys(entry)
    known = store.wanted.known(names)
    if known is None:
        store.wanted.add(entry, names, now)
        return "new"
    store.wanted.listed_again(names, now)
    if known.article is None:
        return "known"
    # A changed GUID or address of a known article is remembered, so that the next change finds it too.
    store.wanted.remember(names, now, article=known.article)
    # Two sources may list one article under two headlines: only its own source says that it changed.
    mark = store.articles.listing_mark(known.article, entry.source)
    if mark is None or mark == listing_mark(entry) or store.wanted.wants_article(known.article):
        return "known"
    store.articles.relist(known.article, entry)
    store.wanted.add(entry, names, now, article=known.article)
    return "changed"


def failed(store: Store, source: Source, before: SourceState, error: ScrapeError, now: datetime) -> Polled:
    waits = isinstance(error, ThrottledError)
    failures = before.failures if waits else before.failures + 1
    with store.write():
        store.sources.save(
            replace(
                before,
                last_check=now,
                failures=failures,
                failing_since=before.failing_since or now,
                reason=error.reason,
                next_check=next_check(source.id, now, source.every, failures, error),
            )
        )
    return Polled(source=source.id, state="failed", reason=error.reason)
