"""Work side by side, one piece at a time per key: a slow source never delays another."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

#: Seconds after which a piece of work no longer holds up others: it goes on beside them.
PATIENCE = 1.0


@dataclass(frozen=True, slots=True)
class _Lane:
    thread: threading.Thread
    began: float
    slow: bool


class Lanes:
    """Threads that each do one piece of work for one key."""

    def __init__(self, name: str, most: int, beside: int = 0) -> None:
        """Prepare.

        Args:
            name: Of the threads.
            most: Lanes at a time.
            beside: Further ones, for work that takes longer than our patience and for keys known to be slow.
        """
        self._name = name
        self._most, self._beside = most, beside
        self._running: dict[str, _Lane] = {}
        self._lock = threading.Lock()

    @property
    def busy(self) -> frozenset[str]:
        """The keys worked on now."""
        with self._lock:
            return frozenset(self._running)

    def offer(self, key: str, work: Callable[[], None], *, slow: bool = False) -> bool:
        """Begin a piece of work in a thread of its own; return False when its key is busy or there is no lane for it."""
        with self._lock:
            if key in self._running or not self._has_room(slow=slow):
                return False
            # Daemons: what does not end in time must not keep a stopping service alive.
            thread = threading.Thread(
                target=self._run, args=(key, work), name=f"{self._name} {key}", daemon=True
            )
            self._running[key] = _Lane(thread, time.monotonic(), slow)
            thread.start()
        return True

    def _has_room(self, *, slow: bool) -> bool:
        lanes = self._running.values()
        if slow and self._beside:
            return sum(lane.slow for lane in lanes) < self._beside
        late = time.monotonic() - PATIENCE
        held = sum(not lane.slow and lane.began > late for lane in lanes)
        return len(lanes) < self._most + self._beside and (held if self._beside else len(lanes)) < self._most

    def _run(self, key: str, work: Callable[[], None]) -> None:
        try:
            work()
        finally:
            with self._lock:
                del self._running[key]

    def join(self, seconds: float) -> bool:
        """Wait until all work is done, or so many seconds; return whether it is."""
        until = time.monotonic() + seconds
        with self._lock:
            threads = [lane.thread for lane in self._running.values()]
        for thread in threads:
            thread.join(max(until - time.monotonic(), 0))
        return not any(thread.is_alive() for thread in threads)
