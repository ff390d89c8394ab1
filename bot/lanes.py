"""Work side by side, one piece at a time per key: a slow source never delays another."""

import threading
import time
from collections.abc import Callable


class Lanes:
    """Threads that each do one piece of work for one key."""

    def __init__(self, name: str, most: int) -> None:
        self._name = name
        self._most = most
        self._running: dict[str, threading.Thread] = {}
        self._lock = threading.Lock()

    @property
    def busy(self) -> frozenset[str]:
        """The keys worked on now."""
        with self._lock:
            return frozenset(self._running)

    def offer(self, key: str, work: Callable[[], None]) -> bool:
        """Begin a piece of work in a thread of its own; return False when its key is busy or all lanes are."""
        with self._lock:
            if key in self._running or len(self._running) >= self._most:
                return False
            # Daemons: what does not end in time must not keep a stopping service alive.
            thread = threading.Thread(
                target=self._run, args=(key, work), name=f"{self._name} {key}", daemon=True
            )
            self._running[key] = thread
            thread.start()
        return True

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
            threads = list(self._running.values())
        for thread in threads:
            thread.join(max(until - time.monotonic(), 0))
        return not any(thread.is_alive() for thread in threads)
