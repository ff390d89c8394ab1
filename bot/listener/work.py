"""Work after the acknowledgement: a few threads, a bounded queue, and no error that takes a thread with it."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from bot import logs

THREADS = 4
#: More than this waiting means that something hangs: whoever asks then is told to come back.
MOST_WAITING = 60


class Work:
    """Threads that answer people."""

    def __init__(self, threads: int = THREADS, most: int = MOST_WAITING) -> None:
        self._pool = ThreadPoolExecutor(threads, "answer")
        self._room = threading.BoundedSemaphore(most)
        self._lock = threading.Lock()
        self._running = 0

    def offer(self, name: str, job: Callable[[], None]) -> bool:
        """Queue a piece of work; return False when there is no room."""
        if not self._room.acquire(blocking=False):
            return False
        try:
            self._pool.submit(self._run, name, job)
        except RuntimeError:
            # It is stopping.
            self._room.release()
            return False
        return True

    def _run(self, name: str, job: Callable[[], None]) -> None:
        with self._lock:
            self._running += 1
        try:
            job()
        except Exception:
            logs.get().exception("an answer failed", what=name)
        finally:
            with self._lock:
                self._running -= 1
            self._room.release()

    def stop(self, seconds: float) -> bool:
        """Take no more, drop what has not begun, and wait for the rest; return whether it ended in time."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        until = time.monotonic() + seconds
        while self._running and time.monotonic() < until:
            time.sleep(0.02)
        return not self._running
