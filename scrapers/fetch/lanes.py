"""Many fetches at once: one lane per host, in order inside a lane, lanes side by side."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, Full, Queue
from typing import TypeVar

from scrapers.errors import FetchError, ScrapeError

Asked = TypeVar("Asked")
Got = TypeVar("Got")
#: What the lanes put out; no result for what was skipped.
_Done = Queue[tuple[Asked, Got | ScrapeError | None]]

#: Lanes open at a time. Most wait for their host's turn; how many requests are under way is bounded elsewhere.
MAX_LANES = 200
#: Results that may wait for their reader: each may hold a body.
_WAITING = 8
#: How often a waiting end looks whether it should stop.
_LOOK = 0.2


def run_lanes(
    lanes: Sequence[Sequence[Asked]],
    fetch: Callable[[Asked, threading.Event], Got],
    closing: threading.Event,
    skip: Callable[[Asked], bool] = lambda _asked: False,
) -> Iterator[tuple[Asked, Got | ScrapeError]]:
    """Yield each request with its result or its error, as they complete; ends early when `closing` is set.

    `fetch` gets an event that is set when the reader has left or `closing` is set: it should then give up waiting.
    What `skip` says no to when its turn comes is neither fetched nor yielded.
    """
    if not lanes:
        return
    total = sum(len(lane) for lane in lanes)
    done: _Done[Asked, Got] = Queue(maxsize=_WAITING)
    stop = _Either(closing)

    def run(lane: Sequence[Asked]) -> None:
        for asked in lane:
            if stop.is_set():
                return
            if skip(asked):
                _put(done, (asked, None), stop)
                continue
            result: Got | ScrapeError
            try:
                result = fetch(asked, stop)
            except ScrapeError as error:
                result = _bare(error)
            except Exception as error:
                # A programming error must not leave the reader waiting for ever.
                result = FetchError(str(getattr(asked, "source", "")), f"internal error: {error!r}")
            _put(done, (asked, result), stop)

    with ThreadPoolExecutor(max_workers=min(MAX_LANES, len(lanes)), thread_name_prefix="fetch") as pool:
        for lane in lanes:
            pool.submit(run, lane)
        try:
            for _ in range(total):
                item = _take(done, stop)
                if item is None:
                    return
                asked, result = item
                if result is not None:
                    yield asked, result
        finally:
            stop.set()


def _bare(error: ScrapeError) -> ScrapeError:
    """Return an error without its traceback: that would hold on to the body that was given up, up to 15 MiB."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)


class _Either(threading.Event):
    """An event that also counts as set when another one is."""

    def __init__(self, other: threading.Event) -> None:
        super().__init__()
        self._other = other

    def is_set(self) -> bool:
        return super().is_set() or self._other.is_set()

    def wait(self, timeout: float | None = None) -> bool:
        left = timeout
        while not self.is_set():
            step = _LOOK if left is None else min(_LOOK, left)
            super().wait(step)
            if left is not None:
                left -= step
                if left <= 0:
                    break
        return self.is_set()


def _put(done: _Done[Asked, Got], item: tuple[Asked, Got | ScrapeError | None], stop: _Either) -> None:
    while not stop.is_set():
        try:
            done.put(item, timeout=_LOOK)
        except Full:
            continue
        return


def _take(done: _Done[Asked, Got], stop: _Either) -> tuple[Asked, Got | ScrapeError | None] | None:
    while not stop.is_set():
        try:
            return done.get(timeout=_LOOK)
        except Empty:
            continue
    return None
