"""The one polite and guarded way to the web: the door to httpx.

Conditional GET, robots.txt (RFC 9309), one request at a time and a pause per host, Retry-After, a total deadline,
streamed limits, redirects by hand with the address guard on each hop.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from queue import Full, Queue
from types import TracebackType
from typing import Literal
from urllib.parse import urlsplit

import httpx

from scrapers.errors import (
    FetchError,
    ForbiddenAddressError,
    NetworkError,
    RobotsError,
    ScrapeError,
    ThrottledError,
)
from scrapers.fetch.exchange import Exchange, raise_for, utcnow
from scrapers.fetch.transport import Deadline, GuardedTransport, Resolver, resolve
from scrapers.guard import AddressGuard
from scrapers.robots import Rules, rules_from
from scrapers.urls import canonical_url, host_of

FEED_TYPES = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to fetch, with the validators of the copy at hand."""

    url: str
    #: Name used in errors; the address when empty.
    source: str = ""
    #: Verbatim, quotes included.
    etag: str | None = None
    last_modified: str | None = None
    #: False: robots.txt is not asked.
    robots: bool = True
    accept: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A 200 with its body, or a 304 without."""

    url: str
    status: Literal[200, 304]
    headers: Mapping[str, str]
    body: bytes
    etag: str | None
    last_modified: str | None
    #: Where permanent redirects alone led; None for none.
    permanent: str | None = None

    @property
    def content_type(self) -> str:
        """The Content-Type header, or ""."""
        return self.headers.get("content-type", "")


@dataclass
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    #: Monotonic time before which no request leaves.
    free_at: float = 0.0
    rules: Rules | None = None


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
        not_before: Mapping[str, datetime] | None = None,
        resolver: Resolver = resolve,
        clock: Callable[[], datetime] = utcnow,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`not_before` maps `host:port` to the end of a Retry-After learnt earlier (durable in the store)."""
        self._agent = user_agent
        self._interval = per_host_interval.total_seconds()
        self._concurrency = concurrency
        self._clock = clock
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}
        self._hosts_lock = threading.Lock()
        #: Hosts that asked us to wait, and until when; read it to make politeness durable.
        self.not_before: dict[str, datetime] = dict(not_before or {})
        deadline = Deadline()
        transport = GuardedTransport(AddressGuard(allow_private), deadline, concurrency, resolver)
        self._client = httpx.Client(
            transport=transport,
            trust_env=False,
            timeout=httpx.Timeout(timeout.total_seconds()),
            headers={
                "User-Agent": user_agent,
                "Accept-Encoding": "gzip, deflate",
                "Accept-Language": "en, *;q=0.5",
            },
        )
        self._exchange = Exchange(self._client, deadline, timeout=timeout, max_body=max_body)

    def __enter__(self) -> "Fetcher":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def get(self, request: Request) -> Response:
        """Fetch one address; waits for its host's turn.

        Raises:
            ScrapeError: See the tree in `scrapers.errors`.
        """
        name = request.source or request.url
        try:
            url = canonical_url(request.url)
        except ValueError as error:
            raise FetchError(name, str(error)) from error
        host = self._host(host_of(url))
        with host.lock:
            self._refuse_early(name, url)
            if request.robots:
                self._ask_robots(host, name, url)
            return self._fetch(host, name, url, request)

    def get_all(self, requests: Iterable[Request]) -> Iterator[tuple[Request, Response | ScrapeError]]:
        """Fetch many; yields as they complete. Requests to one host run in order, one at a time, and never hold others up."""
        lanes: dict[str, list[Request]] = {}
        for request in requests:
            try:
                lane = host_of(canonical_url(request.url))
            except ValueError:
                lane = ""
            lanes.setdefault(lane, []).append(request)
        if not lanes:
            return
        total = sum(len(lane) for lane in lanes.values())
        done: Queue[tuple[Request, Response | ScrapeError]] = Queue(maxsize=64)
        stop = threading.Event()

        def run(lane: list[Request]) -> None:
            for request in lane:
                if stop.is_set():
                    return
                result: Response | ScrapeError
                try:
                    result = self.get(request)
                except ScrapeError as error:
                    result = error
                except Exception as error:
                    # A programming error must not leave the reader of the queue waiting for ever.
                    result = FetchError(request.source or request.url, f"internal error: {error!r}")
                while not stop.is_set():
                    try:
                        done.put((request, result), timeout=0.5)
                        break
                    except Full:
                        continue

        with ThreadPoolExecutor(
            max_workers=min(self._concurrency, len(lanes)), thread_name_prefix="fetch"
        ) as pool:
            for lane in lanes.values():
                pool.submit(run, lane)
            try:
                for _ in range(total):
                    yield done.get()
            finally:
                stop.set()

    # ---------------------------------------------------------------------------------------------------------

    def _host(self, name: str) -> _Host:
        with self._hosts_lock:
            return self._hosts.setdefault(name, _Host())

    def _refuse_early(self, name: str, url: str) -> None:
        until = self.not_before.get(host_of(url))
        now = self._clock()
        if until and until > now:
            raise ThrottledError(name, until - now)

    def _turn(self, host: _Host) -> None:
        """Wait until the host may be asked again; called with its lock held."""
        wait = host.free_at - time.monotonic()
        if wait > 0:
            self._sleep(wait)

    def _leave(self, host: _Host) -> None:
        delay = host.rules.delay.total_seconds() if host.rules else 0.0
        host.free_at = time.monotonic() + max(self._interval, delay)

    def _ask_robots(self, host: _Host, name: str, url: str) -> None:
        now = self._clock()
        if host.rules is None or host.rules.until <= now:
            parts = urlsplit(url)
            self._turn(host)
            try:
                answer = self._exchange.get(
                    name, f"{parts.scheme}://{parts.netloc}/robots.txt", {"Accept": "text/plain, */*;q=0.1"}
                )
                host.rules = rules_from(answer.status, answer.body, self._agent, now)
            except ScrapeError as error:
                self._leave(host)
                if isinstance(error, ForbiddenAddressError | NetworkError):
                    raise  # nothing was said about robots: the host itself cannot be reached
                host.rules = rules_from(None, b"", self._agent, now)
                raise RobotsError(name, f"robots.txt could not be read: {error.reason}") from error
            self._leave(host)
        if host.rules.refused:
            raise RobotsError(name, host.rules.refused)
        if not host.rules.allows(url, self._agent):
            raise RobotsError(name, "robots.txt does not allow this address")

    def _fetch(self, host: _Host, name: str, url: str, request: Request) -> Response:
        headers = {"Accept": request.accept or "text/html, application/xhtml+xml, */*;q=0.5"}
        if request.etag:
            headers["If-None-Match"] = request.etag
        if request.last_modified:
            headers["If-Modified-Since"] = request.last_modified
        self._turn(host)
        try:
            answer = self._exchange.get(name, url, headers)
            now = self._clock()
            raise_for(name, answer, now)
        except ThrottledError as error:
            self.not_before[host_of(url)] = self._clock() + error.wait
            raise
        finally:
            self._leave(host)
        etag, modified = answer.headers.get("etag"), answer.headers.get("last-modified")
        if answer.status == 304:
            if not (request.etag or request.last_modified):
                raise FetchError(name, "HTTP 304 to a request without validators", 304)
            return Response(
                url=answer.url,
                status=304,
                headers=answer.headers,
                body=b"",
                etag=etag,
                last_modified=modified,
            )
        if answer.status != 200:
            raise FetchError(name, f"HTTP {answer.status}", answer.status)
        return Response(
            url=answer.url, status=200, headers=answer.headers, body=answer.body, etag=etag, last_modified=modified,
            permanent=answer.permanent,
        )  # fmt: skip
