"""Turns at the reading processes: however long the pages of one source take, those of the others are soon read."""

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.jobs.page import ReadMany
    from bot.reading import Read, Work

#: Seconds after which a page no longer holds up the others: they go on in another process.
PATIENCE = 1.5
#: Seconds a source rests after a page that had to be given up; doubled with each further one, up to the longest.
REST, LONGEST_REST = 60.0, 3600.0


class Strikes:
    """Sources whose pages cost a reading process: they rest, longer each time, until one of their pages is read again."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._lock = threading.Lock()
        #: Source to the number of pages given up in a row, and to the end of its rest.
        self._struck: dict[str, tuple[int, float]] = {}

    def heard(self, source: str, *, given_up: bool) -> None:
        """Take note of what became of a page of a source."""
        with self._lock:
            if not given_up:
                self._struck.pop(source, None)
                return
            count = self._struck.get(source, (0, 0.0))[0]
            # The power is bounded: nobody needs to know a rest of centuries.
            rest = min(REST * 2 ** min(count, 10), LONGEST_REST)
            self._struck[source] = (count + 1, self._monotonic() + rest)

    def resting(self, source: str) -> bool:
        """Tell whether no page of a source is to be read now."""
        with self._lock:
            return source in self._struck and self._monotonic() < self._struck[source][1]


def in_turn(read_many: "ReadMany", processes: int) -> "ReadMany":
    """Return a reader that may be used from many threads: they take turns at so many processes.

    A page that takes long gives its turn to the next, one such page at a time: it then has a process of its own, beside
    the others. Without processes there is one turn, and it lasts.
    """
    turns, overtime = threading.Semaphore(max(processes, 1)), threading.Semaphore(1 if processes > 0 else 0)

    def read(works: "Iterator[Work]") -> "Iterator[Read]":
        for work in works:
            with _Turn(turns, overtime):
                done = list(read_many(iter((work,))))
            yield from done

    return read


class _Turn:
    """One turn, handed on when it takes long."""

    def __init__(self, turns: threading.Semaphore, overtime: threading.Semaphore) -> None:
        self._turns, self._overtime = turns, overtime
        self._lock = threading.Lock()
        self._held = self._over = False
        self._timer = threading.Timer(PATIENCE, self._hand_on)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._turns.acquire()
        self._held = True
        self._timer.start()

    def _hand_on(self) -> None:
        # Waits for the page that is over its time already; by then this one may be done.
        self._overtime.acquire()
        with self._lock:
            if self._held:
                self._held, self._over = False, True
                self._turns.release()
                return
        self._overtime.release()

    def __exit__(self, *_error: object) -> None:
        self._timer.cancel()
        with self._lock:
            held, self._held = self._held, False
        if held:
            self._turns.release()
        elif self._over:
            self._overtime.release()
