"""Poll: ask the due sources what is new; new entries become wanted rows, with the validators, one transaction a source."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Literal

from bot import logs
from bot.store import Store
from bot.store.articles import listing_mark
from bot.store.sources import SourceState
from bot.web import read_listing, source_request
from scrapers.article import Entry
from scrapers.backoff import next_check
from scrapers.errors import ParseError, ScrapeError, ThrottledError
from scrapers.fetch import Fetcher, Request, Response
from scrapers.identity import keys
from scrapers.kinds import Listing
from scrapers.source import Source

#: A source that only says "nothing new" is asked without validators this often: some lie (reliability 14).
FULL_EVERY = timedelta(days=8)

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


def due_sources(store: Store, sources: Iterable[Source], now: datetime) -> list[Source]:
    """Return the sources whose time has come, longest overdue first."""
    states = store.sources.states()
    waiting: list[tuple[str, Source]] = []
    for source in sources:
        state = states.get(source.id)
        due = state.next_check if state else None
        if due is None or due <= now:
            waiting.append((due.isoformat() if due else "", source))
    return [source for _due, source in sorted(waiting, key=lambda pair: pair[0])]


def poll(
    store: Store,
    sources: Iterable[Source],
    fetcher: Fetcher,
    clock: Callable[[], datetime],
    *,
    stop: Callable[[], bool] = lambda: False,
    told: Callable[[Polled], None] = lambda _row: None,
) -> list[Polled]:
    """Ask sources what is new; `told` hears of each as it answers. What a source answers is kept or undone as a whole."""
    states = store.sources.states()
    by_id = {source.id: source for source in sources}
    requests = []
    for source in by_id.values():
        if source.was and source.id not in states:
            with store.write():
                store.sources.rename(source.was, source.id)
            states = store.sources.states()
        requests.append(_request(source, states.get(source.id), clock()))
    out: list[Polled] = []
    for request, result in fetcher.get_all(requests):
        source = by_id[request.source]
        before = states.get(source.id) or SourceState(id=source.id, url=source.url)
        row = _settle(store, source, before, request, result, fetcher, clock())
        logs.get().info("source", id=row.source, state=row.state, new=row.new, reason=row.reason)
        out.append(row)
        told(row)
        if stop():
            break
    store.sources.save_hosts(fetcher.not_before, clock())
    return out


def _request(source: Source, state: SourceState | None, now: datetime) -> Request:
    full = (
        state is None or state.url != source.url or state.full_at is None or now - state.full_at > FULL_EVERY
    )
    if full or state is None:
        return source_request(source)
    return source_request(source, state.etag, state.last_modified)


def _settle(
    store: Store,
    source: Source,
    before: SourceState,
    request: Request,
    result: Response | ScrapeError,
    fetcher: Fetcher,
    now: datetime,
) -> Polled:
    try:
        if isinstance(result, ScrapeError):
            raise result
        if result.status == 304:
            return _nothing_new(store, source, before, result, now)
        digest = blake2b(result.body, digest_size=16).hexdigest()
        if digest == before.body_hash and before.url == source.url:
            return _nothing_new(
                store, source, before, result, now, full=not (request.etag or request.last_modified)
            )
        listing = read_listing(source, result, fetcher)
        if not listing.entries and before.listed and source.kind != "feed":
            raise ParseError(source.id, f"the page lists nothing; last time it listed {before.listed}")
        return _store(store, source, before, result, listing, digest, now)
    except ScrapeError as error:
        return _failed(store, source, before, error, now)


def _nothing_new(
    store: Store,
    source: Source,
    before: SourceState,
    response: Response,
    now: datetime,
    *,
    full: bool = False,
) -> Polled:
    # RFC 9111, section 4.3.4: a 304 may bring newer validators; one it leaves out stays.
    after = replace(
        before,
        etag=response.etag or before.etag,
        last_modified=response.last_modified or before.last_modified,
        full_at=now if full else before.full_at,
        last_check=now,
        last_success=now,
        failures=0,
        failing_since=None,
        reason=None,
        next_check=next_check(source.id, now, source.every),
    )
    with store.write():
        store.sources.save(after)
    return Polled(source=source.id, state="unchanged")


def _store(
    store: Store,
    source: Source,
    before: SourceState,
    response: Response,
    listing: Listing,
    digest: str,
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
        store.sources.save(
            replace(
                before,
                url=source.url,
                etag=response.etag if kept else None,
                last_modified=response.last_modified if kept else None,
                body_hash=digest if kept else None,
                full_at=now,
                last_check=now,
                last_success=now,
                last_new=now if new else before.last_new,
                failures=0,
                failing_since=None,
                reason=None if kept else "the document was cut off; what was whole is kept",
                first_round=before.first_round or now,
                listed=len(listing.entries),
                next_check=next_check(source.id, now, source.every),
            )
        )
    return Polled(
        source=source.id,
        state="ok",
        new=new,
        changed=changed,
        reason="" if kept else "the document was cut off",
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
    mark = store.articles.listing_mark(known.article)
    if mark is None or mark == listing_mark(entry) or store.wanted.wants_article(known.article):
        return "known"
    store.articles.relist(known.article, entry)
    store.wanted.add(entry, names, now, article=known.article)
    return "changed"


def _failed(store: Store, source: Source, before: SourceState, error: ScrapeError, now: datetime) -> Polled:
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
