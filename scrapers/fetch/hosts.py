"""Politeness per host:port: one request at a time, a pause after each, and no request before Retry-After."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from scrapers.errors import NetworkError, ThrottledError
from scrapers.fetch.memory import Memory, Remembered
from scrapers.robots import Rules, rules_of

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
    #: Held while what is known changes.
    noting: threading.Lock = field(default_factory=threading.Lock)
    #: Monotonic time before which no request leaves.
    free_at: float = 0.0
    rules: Rules | None = None
    known: Remembered = field(default_factory=Remembered)
    #: Monotonic time of the last look at this record.
    used: float = 0.0

    @property
    def delay(self) -> float:
        """Seconds of its Crawl-delay."""
        return self.rules.delay.total_seconds() if self.rules else 0.0


class Hosts:
    """The hosts met lately. Thread-safe."""

    def __init__(
        self,
        interval: timedelta,
        agent: str,
        memory: Memory,
        pause: Pause,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._interval = interval.total_seconds()
        self._agent = agent
        self._memory = memory
        self._pause = pause
        self._monotonic = monotonic
        self._begun = monotonic()
        self._hosts: dict[str, Host] = {}
        self._swept = monotonic()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._hosts)

    def of(self, name: str) -> Host:
        """Return the record of a `host:port`."""
        with self._lock:
            now = self._monotonic()
            if now - self._swept > SWEEP:
                self._swept = now
                for old in [n for n, host in self._hosts.items() if now - host.used > FORGOTTEN]:
                    del self._hosts[old]
            host = self._hosts.get(name)
            if host is not None:
                # Before anybody else sweeps: two records of one host would be two turns.
                host.used = now
                return host
        # Outside the lock: whoever remembers may be busy.
        made = self._recalled(name)
        made.used = now
        with self._lock:
            return self._hosts.setdefault(name, made)

    def _recalled(self, name: str) -> Host:
        known = self._memory.recall(name)
        host = Host(known=known, rules=rules_of(known.robots, self._agent) if known.robots else None)
        if self._memory.resumed:
            # Who was killed cannot tell when it last asked, but it was before we began.
            host.free_at = self._begun + max(self._interval, host.delay)
        return host

    def refuse_early(self, source: str, name: str, now: datetime) -> None:
        """Raise ThrottledError while the host has asked us to stay away."""
        until = self.of(name).known.not_before
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
                host.free_at = self._monotonic() + max(self._interval, host.delay)

    def untold_wait(self, name: str) -> timedelta:
        """Return how long a host is left alone that asks for it without saying how long."""
        return min(LONGEST_WAIT, UNTOLD_WAIT * (1 << min(self.of(name).known.untold, 10)))

    def throttled(self, name: str, until: datetime, *, told: bool) -> None:
        """Note that a host asked us to stay away."""
        self._note(name, not_before=until, untold=0 if told else self.of(name).known.untold + 1)

    def answered(self, name: str) -> None:
        """Note that a host answered as usual."""
        known = self.of(name).known
        if known.not_before is not None or known.untold:
            self._note(name, not_before=None, untold=0)

    def learnt(self, name: str, rules: Rules) -> None:
        """Note what a host's robots.txt says."""
        self.of(name).rules = rules
        self._note(name, robots=rules.copy)

    def _note(self, name: str, **changes: Any) -> None:
        host = self.of(name)
        with host.noting:
            host.known = replace(host.known, **changes)
            self._memory.keep(name, host.known)
