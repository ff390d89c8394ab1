"""The service: jobs on a schedule, reloading, and stopping without losing what is under way."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from bot import logs
from bot.alerts import Alerter
from bot.ears import Ears
from bot.guard import Guard
from bot.jobs import housekeeping
from bot.jobs.alerts import run_due
from bot.jobs.deliver import Deliverer, make_slack
from bot.jobs.edition import due, post_due
from bot.jobs.following import Following
from bot.jobs.ledger import known_since
from bot.jobs.page import Pages
from bot.jobs.poll import due_sources, poll
from bot.jobs.publish import Publisher
from bot.lanes import Lanes
from bot.notices import Notices
from bot.reading import Readers
from bot.reload import Reload, Watch
from bot.rest import Rest
from bot.schedule import Schedule
from bot.settings import Configuration, DigestConfig
from bot.settings.environment import Environment
from bot.store import Store
from bot.timing import next_run
from bot.turns import Strikes, in_turn
from bot.web import HostsOf, make_fetcher
from scrapers.source import Source

TICK = timedelta(milliseconds=500)
#: Editions are looked for this often beside their wake-ups: a clock may jump while everything sleeps.
EDITION_TICK = timedelta(seconds=5)
#: The service says that it lives, and looks whether its daily work is due.
HOUSEKEEPING_TICK = timedelta(seconds=30)
#: Sources asked, and paged, at a time, and beside them slow ones. `http.concurrency` bounds the requests under way.
MOST_SOURCES, BESIDE = 24, 100
#: After a start editions wait at most this long for the first round, so that a late one holds what came meanwhile.
CATCH_UP = timedelta(seconds=45)
#: Jobs that go on while it is not known what Slack shows (see bot.jobs.lookback); the last of them finds out.
UNTOLD = ("poll", "housekeeping", "deliver")
#: Seconds a stop waits for what is under way. The next start takes up again whatever did not end.
GRACE = 6.0


def utc_now() -> datetime:
    """Return the current instant."""
    return datetime.now(UTC)


class Service:
    """All jobs over one store and one configuration folder."""

    def __init__(
        self,
        store: Store,
        folder: Path,
        configuration: Configuration,
        read_environment: Callable[[], Environment],
        readers: Readers,
        *,
        echo: Callable[[str], None] = print,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """Prepare; `readers` read what is fetched, in processes that were started before any thread."""
        self.store = store
        self._watch = Watch(folder)
        self._reload = Reload(store, folder, clock)
        self._read_environment = read_environment
        self._environment = read_environment()
        self._clock = clock
        self._echo = echo
        self._readers = in_turn(readers, configuration.settings.workers)
        self._strikes = Strikes()
        self._stop = threading.Event()
        self._swap = threading.Lock()
        self._schedule = Schedule()
        self._jobs = Lanes("job", 8)
        self._asking, self._paging = (Lanes(name, MOST_SOURCES, BESIDE) for name in ("ask", "page"))
        self._started = clock()
        self._rest = Rest(clock)
        self._guarded = Guard(clock, self._rest.heard).run
        self._asked = self._caught_up = False
        self._publisher = Publisher(store)
        self._alerter = Alerter(store)
        self._fetcher = make_fetcher(configuration.settings, HostsOf(store, clock))
        self._use(configuration)
        self._ears = Ears(
            store, folder, clock, configuration=lambda: self.configuration, notices=lambda: self.notices
        )

    def _use(self, configuration: Configuration) -> None:
        with self._swap:
            self.configuration = configuration
            self.notices = Notices(self.store, configuration.settings.slack.ops_channel, self._clock)
            self._following = Following(self.store, self.notices)
            #: Made by the deliver job when it finds none, so that there is never a second one at work.
            self._deliverer: Deliverer | None = None
        self._reload.used(configuration)

    # -- life

    def start(self) -> None:
        """Begin to work."""
        for name, interval, job in (
            ("poll", TICK, self.poll),
            ("page", TICK, self.page),
            ("edition", EDITION_TICK, self.edition),
            ("deliver", TICK, self.deliver),
            ("alerts", EDITION_TICK, self.alerts),
            ("publish", EDITION_TICK, self.publish),
            ("housekeeping", HOUSEKEEPING_TICK, self.housekeeping),
        ):
            self._schedule.every(name, interval, self._offering(name, job))
        self._wake_digests(())
        self._schedule.start()
        self._ears.use(self._environment)
        told = "posts" if self._environment.bot_token else "prints: no SLACK_BOT_TOKEN"
        configuration = self.configuration
        logs.get().info(
            "started", sources=len(configuration.sources), digests=len(configuration.digests), slack=told
        )
        for warning in configuration.warnings:
            logs.get().warning("configuration", problem=str(warning))

    def stop(self) -> bool:
        """Finish what is under way and stop; return whether all of it ended in time."""
        self._stop.set()
        heard = self._ears.close()
        self._schedule.stop()
        self._fetcher.close()
        until = time.monotonic() + GRACE
        ended = [lanes.join(until - time.monotonic()) for lanes in (self._jobs, self._asking, self._paging)]
        logs.get().info("stopped", ended=heard and all(ended))
        return heard and all(ended)

    def look_around(self) -> None:
        """Reload when the files changed, and take a new token when the old one is refused or missing."""
        if self._watch.changed():
            self.reload()
        deliverer = self._deliverer
        if deliverer is not None and (deliverer.refused or not deliverer.posts):
            self._guarded("environment", self._take_environment)

    def reload(self, *, asked: bool = False) -> bool:
        """Use the configuration as it is now, unless it has mistakes or waits to be confirmed (see bot.reload)."""
        self._watch.used()
        self._guarded("environment", self._take_environment)
        before = self.configuration
        configuration = self._reload.read(before, self.notices, asked=asked)
        if configuration is None:
            return False
        if configuration.settings.http != before.settings.http or (
            configuration.settings.user_agent != before.settings.user_agent
        ):
            old = self._fetcher
            self._fetcher = make_fetcher(configuration.settings, HostsOf(self.store, self._clock))
            old.close()
        for name in ("workers", "metrics"):
            if getattr(configuration.settings, name) != getattr(before.settings, name):
                logs.get().warning(f"`{name}` takes effect at the next start")
        self._use(configuration)
        self._wake_digests(before.digests)
        logs.get().info(
            "configuration reloaded", sources=len(configuration.sources), digests=len(configuration.digests)
        )
        return True

    def _take_environment(self) -> None:
        """Read the environment again: a token may stand in a file."""
        environment = self._read_environment()
        tokens = (environment.bot_token, environment.app_token)
        if tokens != (self._environment.bot_token, self._environment.app_token):
            logs.get().info("a new token is used")
            with self._swap:
                self._environment = environment
                self._deliverer = None
            self._ears.use(environment)

    def _wake_digests(self, before: tuple[DigestConfig, ...]) -> None:
        for digest in before:
            self._schedule.drop(f"digest:{digest.id}")
        for digest in self.configuration.digests:
            # Known from now on: a slot that comes before the first round is over is not to be missed.
            known_since(self.store, self.configuration, digest, self._clock())
            zone = self.configuration.digest_zone(digest)
            self._schedule.at(
                f"digest:{digest.id}",
                partial(next_run, digest, zone),
                self._offering("edition", self.edition),
            )

    def _offering(self, name: str, job: Callable[[], object]) -> Callable[[], None]:
        """Return a job that runs in a lane of its own, once at a time."""
        return partial(self._offer, self._jobs, name, job)

    def _offer(self, lanes: Lanes, key: str, job: Callable[[], object]) -> None:
        if self._looks_back and lanes is not self._asking and key not in UNTOLD:
            return
        if not self._stop.is_set() and (lanes is self._jobs or not self._rest.on):
            lanes.offer(key, partial(self._guarded, key, job), slow=self._fetcher.slow(key))

    @property
    def _looks_back(self) -> bool:
        """True while a database that was put back is compared with Slack: until then nothing is done that would be told."""
        return self._environment.bot_token is not None and self.store.shown.copied() is not None

    # -- jobs

    def poll(self) -> None:
        """Begin to ask every source whose time has come, each in its lane."""
        for source in due_sources(self.store, self.configuration.sources, self._clock()):
            if source.id not in self._asking.busy:
                self._offer(self._asking, source.id, partial(self._ask, source))
        self._asked = True
        if not self._asking.busy:
            self._following.tell_new(self.configuration.sources, self._clock())

    def _ask(self, source: Source) -> None:
        read = self._readers.document
        for row in poll(self.store, [source], self._fetcher, self._clock, read, stop=self._stop.is_set):
            self._following.heard(row, self._clock())
            if row.new or row.changed:
                self.page()

    def page(self) -> None:
        """Begin to fetch the pages wanted of every source, each in its lane."""
        for source in self._wanted():
            if source not in self._paging.busy:
                self._offer(self._paging, source, partial(self._fetch_pages, source))

    def _wanted(self) -> list[str]:
        """Return the configured sources with pages to fetch now."""
        known = {s.id for s in self.configuration.sources if not self._strikes.resting(s.id)}
        return [source for source in self.store.wanted.due_sources(self._clock()) if source in known]

    def _fetch_pages(self, source: str) -> None:
        pages = Pages(
            self.store,
            self.configuration,
            self._clock,
            self._readers.pages,
            alerter=self._alerter,
            strikes=self._strikes,
        )
        pages.run(self._fetcher, only=[source], stop=self._stop.is_set)

    def edition(self) -> None:
        """Compose and queue what is due by the ledger."""
        if not self._is_caught_up():
            return
        for digest, slot in due(self.store, self.configuration, self._clock()):
            # One digest that cannot be composed must not hold back the others.
            job = partial(post_due, self.store, self.configuration, digest, slot, self._clock())
            self._guarded(f"digest {digest.id}", job)
            self._offer(self._jobs, "deliver", self.deliver)

    def alerts(self) -> None:
        """Take over changed subscriptions, and queue the alerts whose time has come."""
        now = self._clock()
        self._alerter.refresh(self.configuration, now)
        if run_due(self.store, self.configuration, now):
            self._offer(self._jobs, "deliver", self.deliver)

    def publish(self) -> None:
        """Correct what later news changes in posted editions, and bring the site up to date."""
        if self._is_caught_up():
            for name, step in self._publisher.steps().items():
                self._guarded(name, partial(step, self.configuration, self._clock()))

    def _is_caught_up(self) -> bool:
        """Tell whether the first round after the start is over, or took too long."""
        if not self._caught_up:
            idle = self._asked and not self._asking.busy and not self._paging.busy
            late = self._clock() - self._started > CATCH_UP
            self._caught_up = late or (idle and not self._wanted())
        return self._caught_up

    def housekeeping(self) -> None:
        """Say that the service lives; once a day remove what is past its time and tell of silent sources."""
        housekeeping.run(self.store, self.configuration, self.notices, self._clock(), self._started)

    def deliver(self) -> None:
        """Post what is queued."""
        with self._swap:
            deliverer = self._deliverer
            if deliverer is None:
                settle = self.configuration.settings.slack.settle
                slack = make_slack(self._environment)
                deliverer = Deliverer(self.store, slack, self.notices, settle, self._clock, echo=self._echo)
                deliverer.start()
                self._deliverer = deliverer
        # A reload asks for a new one: this one then ends after the message it is at.
        deliverer.run(lambda: self._stop.is_set() or self._deliverer is not deliverer)
