"""Page: fetch what is wanted, read it, store article, facts and story together; batched up to 50 articles or one second."""

import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot import logs
from bot.alerts import OFFICIAL_FRESHNESS, Alerter
from bot.errors import UnwritableError
from bot.jobs.recheck import judge
from bot.notices import Notices
from bot.queries import subject_of
from bot.reading import Read, ReadMany, Work, in_time, read, read_here
from bot.settings import Configuration
from bot.store import Store
from bot.store.wanted import WantedRow
from bot.turns import Strikes
from digests.query.archive import words_of
from digests.stories import Known, Signature, place
from scrapers.article import Article
from scrapers.dates import effective_time
from scrapers.errors import RobotsError, ScrapeError, ThrottledError
from scrapers.fetch import Fetcher, Request, Response
from scrapers.identity import article_keys
from scrapers.markup import one_line
from scrapers.source import Source

#: A page is tried this often; then the feed's own text is stored, marked.
TRIES = 5
#: Waits after the first, second … failure.
WAITS = tuple(timedelta(minutes=m) for m in (2, 15, 60, 360))
#: One transaction holds at most so many articles, or what came within a second.
BATCH, BATCH_SECONDS = 50, 1.0
#: Older articles are no candidates for a story.
STORY_WINDOW = timedelta(days=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paged:
    """What became of one wanted row."""

    source: str
    url: str
    state: str  # stored · updated · duplicate · unchanged · later · from-feed · given-up · missing · withdrawn · unclear
    reason: str = ""


class Pages:
    """The page job over one store."""

    def __init__(
        self,
        store: Store,
        configuration: Configuration,
        clock: Callable[[], datetime],
        read_many: ReadMany = read_here,
        monotonic: Callable[[], float] = time.monotonic,
        *,
        alerter: Alerter | None = None,
        strikes: Strikes | None = None,
    ) -> None:
        self._store = store
        self._configuration = configuration
        self._alerter = alerter or Alerter(store)
        self._notices = Notices(store, configuration.settings.slack.ops_channel, clock)
        self._sources: Mapping[str, Source] = {s.id: s for s in configuration.sources}
        self._freshness = configuration.settings.alerting.freshness
        self._clock = clock
        self._read_many = read_many
        self._monotonic = monotonic
        self._strikes = strikes or Strikes(monotonic)
        self._rows: dict[int, WantedRow] = {}
        self._trouble: dict[int, ScrapeError] = {}

    def run(
        self,
        fetcher: Fetcher,
        *,
        only: Collection[str] | None = None,
        limit: int = 500,
        stop: Callable[[], bool] = lambda: False,
        told: Callable[[Paged], None] = lambda _row: None,
    ) -> list[Paged]:
        """Fetch and store what is due, at most `limit` pages; `told` hears of each once it is kept."""
        may = [s for s in (self._sources if only is None else only) if not self._strikes.resting(s)]
        due = self._store.wanted.due(self._clock(), limit, may)
        rows = [row for row in due if row.entry.source in self._sources]
        self._rows = {row.id: row for row in rows}
        self._trouble = {}
        out: list[Paged] = []
        batch: list[Read] = []
        since = self._monotonic()
        for result in self._read_many(self._fetched(fetcher, rows)):
            batch.append(result)
            self._strikes.heard(self._rows[result.wanted].entry.source, given_up=result.costly)
            if len(batch) >= BATCH or self._monotonic() - since >= BATCH_SECONDS or stop():
                out.extend(self._keep(batch, told))
                batch, since = [], self._monotonic()
            if stop():
                break
        out.extend(self._keep(batch, told))
        return out

    def _fetched(self, fetcher: Fetcher, rows: list[WantedRow]) -> Iterator[Work]:
        """Yield a piece of work for each row, as the answers come; a page that failed comes without a body.

        Those of a source whose pages cost reading processes are left for later.
        """
        by_url: dict[str, list[WantedRow]] = {}
        for row in rows:
            by_url.setdefault(row.entry.url, []).append(row)
        requests = [Request(url=url, source=same[0].entry.source) for url, same in by_url.items()]
        for request, result in fetcher.get_all(requests, skip=self._rests):
            for row in by_url[request.url]:
                # One that was fetched meanwhile stays wanted like those that were not.
                if not self._strikes.resting(row.entry.source):
                    yield self._work(row, result)

    def _rests(self, request: Request) -> bool:
        return self._strikes.resting(request.source)

    def _work(self, row: WantedRow, result: Response | ScrapeError) -> Work:
        if isinstance(result, ScrapeError):
            self._trouble[row.id] = result
            return self._without_page(row)
        return replace(
            self._without_page(row), body=result.body, url=result.url, content_type=result.content_type
        )

    def _without_page(self, row: WantedRow) -> Work:
        return Work(
            wanted=row.id,
            source=self._sources[row.entry.source],
            entry=row.entry,
            body=None,
            url=row.entry.url,
            content_type="",
            fetched=self._clock(),
        )

    def _keep(self, batch: list[Read], told: Callable[[Paged], None]) -> list[Paged]:
        if not batch:
            return []
        try:
            with self._store.write():
                out = [
                    self._settle(self._rows[result.wanted], result) for result in sorted(batch, key=in_time)
                ]
        except UnwritableError:
            raise
        except Exception as error:
            if len(batch) > 1:
                # One that cannot be kept must not hold up those beside it.
                return [row for result in batch for row in self._keep([result], told)]
            wanted = self._rows[batch[0].wanted]
            logs.get().exception("a page met a mistake of communique; please report it", url=wanted.entry.url)
            with self._store.write():
                out = [self._broken(wanted, error)]
        for row in out:
            if row.reason:
                logs.get().info("page", source=row.source, url=row.url, state=row.state, reason=row.reason)
            told(row)
        return out

    def _broken(self, row: WantedRow, error: Exception) -> Paged:
        """Settle what met a mistake of ours: unsettled it would be fetched again and again."""
        reason = f"internal error ({type(error).__name__}: {one_line(str(error), 120)})"
        if row.again and row.article is not None:
            # What is stored stands; it is looked at no more.
            self._store.wanted.settle(row, row.article)
            return self._told(row, "unclear", reason)
        if row.attempts + 1 < TRIES:
            return self._later(row, None, reason)
        self._store.wanted.give_up(row, reason)
        return self._told(row, "given-up", reason)

    def _settle(self, row: WantedRow, result: Read) -> Paged:
        trouble = self._trouble.get(row.id)
        if row.again and row.article is not None:
            return self._look(row, row.article, result, trouble)
        reason = trouble.reason if trouble else result.reason
        if reason and not self._last_try(row, trouble):
            return self._later(row, trouble, reason)
        if result.article is None and trouble is None:
            # The page was had but holds no article: the last resort is what the feed said.
            result = read(self._without_page(row))
        if result.article is None or result.facts is None or result.signature is None:
            self._store.wanted.give_up(row, reason or result.reason)
            return self._told(row, "given-up", reason or result.reason)
        state = self._store_article(row, result.article, result)
        if result.article.from_feed and state == "stored":
            return self._told(row, "from-feed", reason)
        return self._told(row, state)

    def _look(self, row: WantedRow, article: int, result: Read, trouble: ScrapeError | None) -> Paged:
        """Settle a second look at a stored article."""
        state: str = judge(self._store, self._notices, row, result, trouble, self._clock())
        if state == "updated" and result.article is not None and result.facts is not None:
            state = self._store_article(row, result.article, result)
        else:
            self._store.wanted.settle(row, article)
        return self._told(row, state, trouble.reason if trouble else result.reason)

    @staticmethod
    def _last_try(row: WantedRow, trouble: ScrapeError | None) -> bool:
        if isinstance(trouble, ThrottledError):
            return False
        # robots.txt does not change its mind within the hour: what the feed gives is used at once.
        return row.attempts + 1 >= TRIES or (isinstance(trouble, RobotsError) and bool(row.entry.summary))

    def _later(self, row: WantedRow, trouble: ScrapeError | None, reason: str) -> Paged:
        now = self._clock()
        if isinstance(trouble, ThrottledError):
            self._store.wanted.postpone(row, now + trouble.wait, reason, counts=False)
        else:
            self._store.wanted.postpone(row, now + WAITS[min(row.attempts, len(WAITS) - 1)], reason)
        return self._told(row, "later", reason)

    def _store_article(self, row: WantedRow, article: Article, result: Read) -> str:
        store, now = self._store, self._clock()
        names = article_keys(article)
        target = row.article if row.article is not None else store.wanted.article_of(names)
        if target is None:
            effective = effective_time(article.published or article.updated, row.first_seen)
            target = store.articles.insert(
                article,
                first_seen=row.first_seen,
                effective=effective,
                archive_only=row.first_seen - effective > self._fresh(article.source),
                listed=row.entry,
            )
            state = "stored"
        elif store.articles.fingerprint(target) == article.fingerprint:
            state = "unchanged" if row.article is not None else "duplicate"
        elif article.from_feed or row.article is None:
            # The feed's shorter text, or another listing of the same address, is no new version.
            state = "duplicate"
        else:
            store.articles.update(target, article, listed=None if row.again else row.entry)
            state = "updated"
        store.wanted.settle(row, target)
        store.wanted.remember(names, now, article=target)
        if state in ("stored", "updated"):
            self._place(target, article, result, row)
        return state

    def _place(self, article_id: int, article: Article, result: Read, row: WantedRow) -> None:
        assert result.facts is not None
        assert result.signature is not None
        since = effective_time(article.published or article.updated, row.first_seen) - STORY_WINDOW
        earlier = self._store.articles.get(article_id)
        known = [
            Known(
                id=c.id,
                signature=Signature.from_json(c.signature),
                story=c.story,
                meeting_stories=c.meeting_stories,
                family=self._family(c.source),
                seen=c.effective,
            )
            for c in self._store.stories.candidates(result.signature.keys, since, exclude=article_id)
        ]
        placed = place(result.signature, known, seed=f"{article.source} {article.url}")
        # One for the index and for alerts: its words are made alike once.
        subject = subject_of(self._configuration, article, result.facts)
        self._store.articles.save_facts(
            article_id,
            result.facts,
            # A new version stays in its story, whatever its new words are like.
            story=earlier.story if earlier else placed.story,
            meeting_stories=placed.meeting_stories,
            signature=result.signature.to_json(),
            keys=result.signature.keys,
            words=words_of(subject),
        )
        if article.published and not article.from_feed:
            self._store.people.note(result.facts.offices, article.published.date())
        self._alerter.see(self._configuration, article_id, self._clock(), self._notices, subject)

    def _family(self, source: str) -> str:
        return self._sources[source].family if source in self._sources else source

    def _fresh(self, source: str) -> timedelta:
        known = self._sources.get(source)
        official = known is not None and known.klass == "official"
        return max(OFFICIAL_FRESHNESS, self._freshness) if official else self._freshness

    @staticmethod
    def _told(row: WantedRow, state: str, reason: str = "") -> Paged:
        return Paged(source=row.entry.source, url=row.entry.url, state=state, reason=reason)
