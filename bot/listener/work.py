"""Work after the acknowledgement: a few threads, a bounded queue, and no error that takes a thread with it."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bot import logs

THREADS = 4
#: What people did lately, kept to know what Slack sends twice.
REMEMBERED = 2_000
#: More than this waiting means that something hangs: whoever asks then is told to come back.
MOST_WAITING = 60


class Once:
    """Takes each thing people did once, however often and on whichever connection Slack sends it."""

    def __init__(self, most: int = REMEMBERED) -> None:
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._most = most
        self._lock = threading.Lock()

    def first(self, body: dict[str, Any]) -> bool:
        """Return False for what was taken before: a trigger is made for one command, press or form."""
        trigger = str(body.get("trigger_id") or "")
        with self._lock:
            if trigger and trigger in self._seen:
                return False
            self._seen[trigger] = None
            while len(self._seen) > self._most:
                self._seen.popitem(last=False)
        return True


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
