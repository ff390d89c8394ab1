"""Work after the acknowledgement: a few threads, a bounded queue, and no error that takes a thread with it."""

import threading
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
        try:
            job()
        except Exception:
            logs.get().exception("an answer failed", what=name)
        finally:
            self._room.release()

    def stop(self) -> None:
        """Take no more; what is queued and not begun is dropped."""
        self._pool.shutdown(wait=False, cancel_futures=True)
