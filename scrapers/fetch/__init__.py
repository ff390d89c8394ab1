"""The one polite and guarded way to the web: the door to httpx.

Conditional GET, robots.txt (RFC 9309), one request at a time and a pause per host:port, Retry-After, a total deadline,
streamed limits, redirects by hand with guard, robots.txt and pause on each hop.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from urllib.parse import urljoin, urlsplit

from scrapers.errors import (
    FetchError,
    ForbiddenAddressError,
    NetworkError,
    RobotsError,
    ScrapeError,
    ThrottledError,
)
from scrapers.fetch.exchange import (
    BESIDE,
    PERMANENT,
    REDIRECTS,
    Answer,
    Budget,
    Exchange,
    raise_for,
    retry_after,
)
from scrapers.fetch.hosts import Hosts, Pause
from scrapers.fetch.lanes import run_lanes
from scrapers.fetch.memory import Forgetful, Memory, Remembered
from scrapers.fetch.messages import Request, Response, conditions, response_of
from scrapers.fetch.transport import Deadline, GuardedTransport, Resolver, resolve
from scrapers.guard import AddressGuard
from scrapers.robots import MAX_SIZE, Rules, copy_from, copy_unread, rules_of
from scrapers.urls import canonical_url, host_of

#: Accept header for feeds and sitemaps.
FEED_TYPES = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
PAGE_TYPES = "text/html, application/xhtml+xml, */*;q=0.5"
#: Redirects followed of one request, and of one robots.txt.
MAX_REDIRECTS = 10

__all__ = ["FEED_TYPES", "Fetcher", "Memory", "Remembered", "Request", "Response"]


class Fetcher:
    """Fetches politely. Thread-safe; close it, or use it as a context manager."""

    def __init__(
        self,
        *,
        user_agent: str,
        allow_private: Iterable[str] = (),
        per_host_interval: timedelta = timedelta(seconds=2),
        timeout: timedelta = timedelta(seconds=30),
        max_body: int = 15 * 2**20,
        concurrency: int = 20,
        memory: Memory | None = None,
        resolver: Resolver = resolve,
        authorities: Path | None = None,
        clock: Callable[[], datetime] | None = None,
        pause: Pause = lambda seconds, stop: stop.wait(seconds),
    ) -> None:
        """Prepare to fetch; nothing is opened yet.

        Args:
            user_agent: Sent as it is; the part before the slash is the name robots.txt knows us by.
            allow_private: CIDRs inside which private addresses and any port are allowed.
            per_host_interval: Pause between two requests to one host:port; a longer Crawl-delay replaces it.
            timeout: Network time of one fetch with all its redirects (and as much again for robots.txt).
            max_body: Bytes of a body after decompression.
            concurrency: Requests under way at a time, over all hosts; slow ones are counted apart (`exchange.BESIDE`).
            memory: Keeps what hosts told us beyond this process; None: nothing was asked before, and nothing is kept.
            resolver: Names to addresses.
            authorities: A PEM file of certificate authorities trusted beside the usual ones.
            clock: The current instant, in UTC.
            pause: Waits for a host's turn, or until the event is set.
        """
        self._agent = user_agent
        self._timeout = timeout.total_seconds()
        self._max_body = max_body
        self._clock = clock or (lambda: datetime.now(UTC))
        self._hosts = Hosts(per_host_interval, user_agent, memory or Forgetful(), pause)
        self._stop = threading.Event()
        deadline = Deadline()
        transport = GuardedTransport(
            AddressGuard(allow_private), deadline, concurrency * (1 + BESIDE), resolver, authorities
        )
        self._exchange = Exchange(transport, deadline, concurrency)

    def __enter__(self) -> "Fetcher":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def slow(self, source: str) -> bool:
        """Tell whether the last request of a source took long: it is then served beside the others."""
        return self._exchange.slow(source)

    def close(self) -> None:
        """Stop waiting for turns, end `get_all` early, close all connections."""
        self._stop.set()
        self._exchange.close()

    def get(self, request: Request) -> Response:
        """Fetch one address; waits for its host's turn.

        Raises:
            ScrapeError: See the tree in `scrapers.errors`.
        """
        return self._get(request, self._stop)

    def get_all(
        self, requests: Iterable[Request], *, skip: Callable[[Request], bool] = lambda _request: False
    ) -> Iterator[tuple[Request, Response | ScrapeError]]:
        """Fetch many; yields as they complete.

        Requests to one host run in order, one at a time, and never hold others up. One that is to be skipped when its turn
        comes is neither sent nor yielded. Ends early when the fetcher is closed.
        """
        lanes: dict[str, list[Request]] = {}
        for request in requests:
            try:
                lane = host_of(canonical_url(request.url))
            except ValueError:
                lane = ""
            lanes.setdefault(lane, []).append(request)
        return run_lanes(list(lanes.values()), self._get, self._stop, skip)

    # ------------------------------------------------------------------------------------------------------------------

    def _get(self, request: Request, stop: threading.Event) -> Response:
        name = request.source or request.url
        try:
            url = canonical_url(request.url)
            validated = canonical_url(request.validated) if request.validated else url
        except ValueError as error:
            raise FetchError(name, str(error)) from error
        budget, robots_budget = Budget(self._timeout), Budget(self._timeout)
        first, permanent = url, True
        for _ in range(MAX_REDIRECTS + 1):
            if request.robots:
                self._ask_robots(name, url, robots_budget, stop)
            conditional = conditions(request) if url == validated else {}
            answer = self._hop(
                name, url, {"Accept": request.accept or PAGE_TYPES, **conditional}, budget, stop
            )
            if answer.status not in REDIRECTS:
                moved = url if permanent and url != first else None
                return response_of(name, url, answer, request if conditional else None, moved)
            permanent = permanent and answer.status in PERMANENT
            url = _target(name, url, answer)
        raise FetchError(name, f"more than {MAX_REDIRECTS} redirects")

    def _hop(
        self,
        name: str,
        url: str,
        headers: Mapping[str, str],
        budget: Budget,
        stop: threading.Event,
        *,
        robots: bool = False,
    ) -> Answer:
        """Send one request in its host's turn; raise what its status means (to robots.txt only 429 and 503 mean something)."""
        host = host_of(url)
        sent = {
            "User-Agent": self._agent,
            "Accept-Encoding": "gzip, deflate",
            "Accept-Language": "en, *;q=0.5",
            **headers,
        }
        limit = MAX_SIZE if robots else self._max_body
        with self._hosts.turn(name, host, stop):
            self._hosts.refuse_early(name, host, self._clock())
            answer = self._exchange.get(name, url, sent, budget, limit, cut=robots)
        now = self._clock()
        try:
            if not robots or answer.status in (429, 503):
                raise_for(name, answer, now, self._hosts.untold_wait(host))
        except ThrottledError as error:
            self._hosts.throttled(host, now + error.wait, told=retry_after(answer, now) is not None)
            raise
        self._hosts.answered(host)
        return answer

    def _ask_robots(self, name: str, url: str, budget: Budget, stop: threading.Event) -> None:
        """Raise unless robots.txt allows the address."""
        at = host_of(url)
        host = self._hosts.of(at)
        with host.asking:
            rules = host.rules
            if rules is None or not rules.copy.fresh(self._clock()):
                rules = self._read_robots(name, url, budget, stop, rules)
                self._hosts.learnt(at, rules)
        if rules.copy.refused:
            raise (NetworkError if rules.copy.silent else RobotsError)(name, rules.copy.refused)
        if not rules.allows(url):
            raise RobotsError(name, "robots.txt does not allow this address")

    def _read_robots(
        self, name: str, url: str, budget: Budget, stop: threading.Event, old: Rules | None
    ) -> Rules:
        parts = urlsplit(url)
        at = f"{parts.scheme}://{parts.netloc}/robots.txt"
        try:
            for _ in range(MAX_REDIRECTS + 1):
                answer = self._hop(name, at, {"Accept": "text/plain, */*;q=0.1"}, budget, stop, robots=True)
                if answer.status not in REDIRECTS:
                    break
                at = _target(name, at, answer)
            # Still redirected after ten hops counts as none (2.3.1.2).
            status = 404 if answer.status in REDIRECTS else answer.status
            copy = copy_from(status, answer.body, self._clock())
        except (ThrottledError, ForbiddenAddressError):
            raise
        except NetworkError as error:
            if stop.is_set():
                raise
            copy = copy_unread(error.reason, self._clock(), silent=True)
        except FetchError as error:
            reason = f"robots.txt could not be read ({error.reason})"
            copy = copy_unread(reason, self._clock(), silent=False)
        if copy.refused and old is not None and old.copy.refused is None:
            # 2.4: an older copy serves while the file cannot be had.
            return old.prolonged(copy.until)
        return rules_of(copy, self._agent)


def _target(name: str, url: str, answer: Answer) -> str:
    location = answer.headers.get("location")
    if not location:
        raise FetchError(name, f"HTTP {answer.status} without a Location", answer.status)
    try:
        return canonical_url(urljoin(url, location))
    except ValueError as error:
        raise FetchError(name, f"redirected to what is no web address ({error})", answer.status) from error
