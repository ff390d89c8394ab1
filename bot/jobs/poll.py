"""Poll: ask the due sources what is new; new entries become wanted rows, with the validators, one transaction a source."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot import logs
from bot.documents import Document, ReadDocument, read_document
from bot.errors import StoreError, UnwritableError
from bot.habits import health_of
from bot.jobs.settle import Polled, failed, nothing_new, store_listing
from bot.store import Store
from bot.store.sources import SourceState
from bot.web import child_requests, joined, source_request
from scrapers.backoff import after_cut
from scrapers.errors import ParseError, ScrapeError
from scrapers.fetch import Fetcher, Request, Response
from scrapers.kinds import Listing
from scrapers.markup import one_line
from scrapers.source import Source

#: A source that only says "nothing new" is asked without validators this often: some lie (reliability 14).
FULL_EVERY = timedelta(days=8)
#: One that is silent beyond its habit, this often.
FULL_WHEN_SILENT = timedelta(days=1)


def due_sources(store: Store, sources: Iterable[Source], now: datetime) -> list[Source]:
    """Return the sources whose time has come, longest overdue first; those never asked come last."""
    states, looks = store.sources.states(), store.sources.looks()
    waiting: list[tuple[str, Source]] = []
    for source in sources:
        state, look = states.get(source.id), looks.get(source.id)
        due = state.next_check if state else None
        if look is not None and look.begun <= now:
            # Nobody saw its end: the process was killed, perhaps by what the source sent.
            due = max(due or look.begun, after_cut(look.begun, source.every, look.tries))
        if due is None or due <= now:
            waiting.append(((due or now).isoformat(), source))
    return [source for _due, source in sorted(waiting, key=lambda pair: pair[0])]


def poll(
    store: Store,
    sources: Iterable[Source],
    fetcher: Fetcher,
    clock: Callable[[], datetime],
    read: ReadDocument = read_document,
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
        requests.append(_request(store, source, states.get(source.id), clock()))
    job = _Poll(store, by_id, states, clock, read)
    out: list[Polled] = []
    store.sources.begin(by_id, clock())

    def note(row: Polled | None) -> None:
        if row is not None:
            logs.get().info("source", id=row.source, state=row.state, new=row.new, reason=row.reason)
            out.append(row)
            told(row)

    try:
        for request, result in fetcher.get_all(requests):
            note(job.answered(request, result))
            if stop():
                break
        if job.indexes and not stop():
            # The children of all sitemap indexes are asked together: a slow one holds up its own source only.
            for request, result in fetcher.get_all(job.child_requests()):
                note(job.child_answered(request, result))
    finally:
        unsettled = by_id.keys() - {row.source for row in out}
        if unsettled:
            with suppress(StoreError):
                store.sources.end(unsettled)
    return out


def _request(store: Store, source: Source, state: SourceState | None, now: datetime) -> Request:
    plain = source_request(source)
    if state is None or _wants_full(store, source, state, now):
        return plain
    return replace(plain, etag=state.etag, last_modified=state.last_modified, validated=state.validated)


def _wants_full(store: Store, source: Source, state: SourceState, now: datetime) -> bool:
    """Tell whether a source is to be asked, and read, as if nothing were known of it."""
    if state.url != source.url or state.full_at is None:
        return True
    age = now - state.full_at
    if age <= FULL_WHEN_SILENT:
        return False
    return age > FULL_EVERY or health_of(state, store.rhythm.times(state.id), now).state == "silent"


@dataclass
class _Index:
    """A sitemap index whose children are still to come."""

    response: Response
    waiting: tuple[Request, ...]
    read: list[Listing] = field(default_factory=list)
    error: ScrapeError | None = None
    answered: int = 0


class _Poll:
    """One round: settles each source by its answer, sitemap indexes by the answers of their children."""

    def __init__(
        self,
        store: Store,
        sources: dict[str, Source],
        states: dict[str, SourceState],
        clock: Callable[[], datetime],
        read: ReadDocument,
    ) -> None:
        self._store, self._sources, self._states, self._clock = store, sources, states, clock
        self._read = read
        self.indexes: dict[str, _Index] = {}

    def _before(self, source: Source) -> SourceState:
        return self._states.get(source.id) or SourceState(id=source.id, url=source.url)

    def answered(self, request: Request, result: Response | ScrapeError) -> Polled | None:
        """Settle one source; None when it is an index whose children must be asked first."""
        source = self._sources[request.source]
        return self._settled(source, lambda: self._taken(source, result))

    def _settled(self, source: Source, work: Callable[[], Polled | None]) -> Polled | None:
        """Do the work of an answer; settle the source as failed when it cannot be done."""
        try:
            return work()
        except UnwritableError:
            raise
        except ScrapeError as error:
            expected = error
        except Exception as error:
            # Unsettled it would be asked again and again.
            logs.get().exception("a source met a mistake of communique; please report it", id=source.id)
            reason = f"internal error ({type(error).__name__}: {one_line(str(error), 120)})"
            expected = ScrapeError(source.id, reason)
        return failed(self._store, source, self._before(source), expected, self._clock())

    def _taken(self, source: Source, result: Response | ScrapeError) -> Polled | None:
        if isinstance(result, ScrapeError):
            raise result
        before, now = self._before(source), self._clock()
        if result.status == 304:
            return nothing_new(self._store, source, before, result, now)
        # Now and then the same bytes are read again: what is still listed keeps its tombstones.
        if result.fingerprint == before.body_hash and not _wants_full(self._store, source, before, now):
            return nothing_new(self._store, source, before, result, now)
        document = Document(source=source, body=result.body, url=result.url, content_type=result.content_type)
        found = self._read(document)
        if found.children:
            # Its body is read, and may be large; the children are still to come.
            self.indexes[source.id] = _Index(
                replace(result, body=b""), child_requests(source, found.children)
            )
            return None
        if found.listing is None:
            raise ParseError(source.id, found.reason)
        return self._listed(source, before, result, found.listing, result.fingerprint)

    def child_requests(self) -> list[Request]:
        """Return what the indexes want asked."""
        return [request for index in self.indexes.values() for request in index.waiting]

    def child_answered(self, request: Request, result: Response | ScrapeError) -> Polled | None:
        """Take in one child; settle its source with the last of them."""
        source = self._sources[request.source]
        index = self.indexes[source.id]
        index.answered += 1
        if isinstance(result, ScrapeError):
            index.error = index.error or result
        else:
            document = Document(
                source=source, body=result.body, url=result.url, content_type=result.content_type, child=True
            )
            found = self._read(document)
            if found.listing is not None:
                index.read.append(found.listing)
            else:
                index.error = index.error or ParseError(source.id, found.reason)
        if index.answered < len(index.waiting):
            return None
        return self._settled(source, lambda: self._joined(source, index))

    def _joined(self, source: Source, index: _Index) -> Polled:
        if index.error and not index.read:
            raise index.error
        listing = joined(index.read)
        if index.error:
            listing = replace(listing, complete=False, notes=(*listing.notes, index.error.reason))
        # An index that has not changed says nothing of its children: its validators are not kept.
        bare = replace(index.response, etag=None, last_modified=None)
        return self._listed(source, self._before(source), bare, listing, None)

    def _listed(
        self, source: Source, before: SourceState, response: Response, listing: Listing, digest: str | None
    ) -> Polled:
        if not listing.entries and before.listed and source.kind != "feed":
            raise ParseError(source.id, f"the page lists nothing; last time it listed {before.listed}")
        return store_listing(self._store, source, before, response, listing, digest, self._clock())
