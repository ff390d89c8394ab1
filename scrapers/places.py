"""Places for work side by side: however many take long, those that do not are soon served."""

import heapq
import itertools
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(slots=True)
class Place:
    """A place somebody holds."""

    began: float
    #: Whether the work proved to be slow; None: by how long the place was held.
    slow: bool | None = None


class Places:
    """So many places for what is quick, and so many beside for what is slow. Thread-safe.

    What takes longer than our patience goes on beside, and its place is free for the next. Whoever took long last time begins
    there, until it is quick again: it can hold up its like, and nobody else.
    """

    def __init__(
        self, quick: int, beside: int, patience: float, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._most_quick, self._most_beside = quick, beside
        self._patience = patience
        self._monotonic = monotonic
        self._changed = threading.Condition()
        self._numbers = itertools.count()
        self._quick: dict[int, Place] = {}
        self._beside: set[int] = set()
        #: Those who wait for a quick place, in the order of their turns: whether unknown, size, number.
        self._waiting: list[tuple[bool, int, int]] = []
        #: Who took how long last time.
        self._known_quick: set[str] = set()
        self._known_slow: set[str] = set()

    def slow(self, key: str) -> bool:
        """Tell whether somebody took long last time."""
        with self._changed:
            return key in self._known_slow

    @contextmanager
    def take(self, key: str, size: int = 0) -> Iterator[Place]:
        """Hold a place; the next has who was quick last time, of these the smallest, then who waits longest."""
        number, place = next(self._numbers), Place(0.0)
        try:
            self._enter(key, size, number, place)
            yield place
        finally:
            with self._changed:
                self._quick.pop(number, None)
                self._beside.discard(number)
                slow = self._monotonic() - place.began > self._patience if place.slow is None else place.slow
                for known, now in ((self._known_slow, slow), (self._known_quick, not slow)):
                    (known.add if now else known.discard)(key)
                self._changed.notify_all()

    def _enter(self, key: str, size: int, number: int, place: Place) -> None:
        with self._changed:
            apart = key in self._known_slow and self._most_beside > 0
            mine = (key not in self._known_quick, size, number)
            if not apart:
                heapq.heappush(self._waiting, mine)
            while True:
                self._hand_on()
                if apart and len(self._beside) < self._most_beside:
                    self._beside.add(number)
                    break
                if not apart and len(self._quick) < self._most_quick and self._waiting[0] == mine:
                    heapq.heappop(self._waiting)
                    self._quick[number] = place
                    break
                self._changed.wait(self._until_next())
            place.began = self._monotonic()
            self._changed.notify_all()

    def _hand_on(self) -> None:
        """Let what is over its time go on beside, as far as there is room."""
        late = self._monotonic() - self._patience
        for number, place in list(self._quick.items()):
            if place.began <= late and len(self._beside) < self._most_beside:
                del self._quick[number]
                self._beside.add(number)

    def _until_next(self) -> float | None:
        """Return the seconds until a place is over its time; None when that would change nothing."""
        if not self._quick or len(self._beside) >= self._most_beside:
            return None
        first = min(place.began for place in self._quick.values())
        return max(first + self._patience - self._monotonic(), 0.0)
