"""Politeness per host:port: one request at a time, a pause after each, and no request before Retry-After."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from scrapers.errors import NetworkError, ThrottledError
from scrapers.robots import Rules

#: How long to wait after a 429 that does not say; doubled while they go on.
UNTOLD_WAIT = timedelta(minutes=10)
LONGEST_WAIT = timedelta(hours=24)
#: A host nobody asked for so long is forgotten: longer than any wait, and than its robots.txt would serve. Looked for this often.
FORGOTTEN, SWEEP = timedelta(hours=48).total_seconds(), timedelta(hours=1).total_seconds()

#: Waits some seconds, or until the event is set.
Pause = Callable[[float, threading.Event], object]


@dataclass
class Host:
    """What is remembered of one host:port."""

    #: Held while a request is under way.
    turn: threading.Lock = field(default_factory=threading.Lock)
    #: Held while its robots.txt is looked at; taken before `turn`, never after.
    asking: threading.Lock = field(default_factory=threading.Lock)
    #: Monotonic time before which no request leaves.
    free_at: float = 0.0
    rules: Rules | None = None
    #: 429s in a row that did not say how long to wait.
    untold: int = 0
    #: Monotonic time of the last look at this record.
    used: float = 0.0


class Hosts:
    """The hosts met lately. Thread-safe."""

    def __init__(
        self,
        interval: timedelta,
        not_before: Mapping[str, datetime],
        pause: Pause,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._interval = interval.total_seconds()
        self._pause = pause
        self._monotonic = monotonic
        self._hosts: dict[str, Host] = {}
        self._swept = monotonic()
        self._lock = threading.Lock()
        self._not_before = dict(not_before)

    def __len__(self) -> int:
        return len(self._hosts)

    @property
    def not_before(self) -> dict[str, datetime]:
        """The hosts that asked us to stay away, and until when."""
        return dict(self._not_before)

    def of(self, name: str) -> Host:
        """Return the record of a `host:port`."""
        with self._lock:
            now = self._monotonic()
            if now - self._swept > SWEEP:
                self._swept = now
                for old in [n for n, host in self._hosts.items() if now - host.used > FORGOTTEN]:
                    del self._hosts[old]
                    self._not_before.pop(old, None)
            host = self._hosts.setdefault(name, Host())
            host.used = now
            return host

    def refuse_early(self, source: str, name: str, now: datetime) -> None:
        """Raise ThrottledError while the host has asked us to stay away."""
        until = self._not_before.get(name)
        if until is not None and until > now:
            raise ThrottledError(source, until - now)

    @contextmanager
    def turn(self, source: str, name: str, stop: threading.Event) -> Iterator[None]:
        """Wait for the host's turn, and make the next one wait after it.

        Raises:
            NetworkError: The fetcher was closed meanwhile.
        """
        host = self.of(name)
        with host.turn:
            wait = host.free_at - self._monotonic()
            if wait > 0:
                self._pause(wait, stop)
            if stop.is_set():
                raise NetworkError(source, "stopped before its turn came")
            try:
                yield
            finally:
                delay = host.rules.delay.total_seconds() if host.rules else 0.0
                host.free_at = self._monotonic() + max(self._interval, delay)

    def untold_wait(self, name: str) -> timedelta:
        """Return how long a host is left alone that asks for it without saying how long."""
        return min(LONGEST_WAIT, UNTOLD_WAIT * (1 << min(self.of(name).untold, 10)))

    def throttled(self, name: str, until: datetime, *, told: bool) -> None:
        """Note that a host asked us to stay away."""
        host = self.of(name)
        host.untold = 0 if told else host.untold + 1
        self._not_before[name] = until

    def answered(self, name: str) -> None:
        """Note that a host answered as usual."""
        self.of(name).untold = 0
        self._not_before.pop(name, None)
