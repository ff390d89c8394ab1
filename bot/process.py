"""One reading process: started by spawn, holding no lock and no database, killed when a text takes too long.

It ends when its pipe closes, and whatever it is at when its time is over, so it never outlives the service for long,
however that ends.
"""

import multiprocessing
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

from bot.errors import CommuniqueError

#: Seconds a new process may take to load what it reads with.
START_LIMIT = 120.0
#: Seconds after its limit a process ends by itself, if nobody has killed it.
AFTER = 5.0

Item = TypeVar("Item")
Result = TypeVar("Result")


class StartError(CommuniqueError):
    """The reading processes cannot start at all: no text could be read."""


class WorkError(Exception):
    """One text could not be read: it took too long, ended its process, or met an error in our code."""


class LostError(WorkError):
    """The text cost its process, by time or by whatever ended it."""


class Worker(Generic[Item, Result]):
    """One process with its pipe."""

    def __init__(
        self, work: Callable[[Item], Result], prepare: Callable[[], None] | None, limit: float
    ) -> None:
        """Start; `limit` is how many seconds one piece may take."""
        self._limit = limit
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, work, prepare, limit), daemon=True)
        self._process.start()
        theirs.close()
        self._ready = False
        self.done = 0

    def do(self, item: Item) -> Result:
        """Have one piece of work done; after an error that ended the process this worker is of no more use.

        Raises:
            WorkError: This piece could not be done; `alive` tells whether the worker can go on.
            StartError: The process never came up.
        """
        try:
            if not self._ready:
                self._wait()
            self.done += 1
            self._pipe.send(item)
            if not self._pipe.poll(self._limit):
                self._kill()
                raise LostError(f"reading took more than {self._limit:g} s")
            wrong, value = self._pipe.recv()
        except (EOFError, OSError) as error:
            self._process.join(1)
            code = self._process.exitcode
            self._kill()
            raise LostError(f"the reading process ended while it read this (exit code {code})") from error
        if wrong:
            raise WorkError(f"internal error: {wrong}")
        result: Result = value
        return result

    def _wait(self) -> None:
        """Wait until the process has loaded what it reads with."""
        try:
            wrong = (
                self._pipe.recv()
                if self._pipe.poll(START_LIMIT)
                else f"nothing heard for {START_LIMIT:.0f} s"
            )
        except EOFError:
            wrong = "it ended at once"
        if wrong:
            self._kill()
            raise StartError(f"the reading process cannot start: {wrong}")
        self._ready = True

    @property
    def alive(self) -> bool:
        """Whether it can take more work."""
        return self._process.exitcode is None and not self._pipe.closed

    def close(self) -> None:
        """Let the process end by itself; one that does not is killed."""
        self._pipe.close()
        self._process.join(1)
        if self._process.exitcode is None:
            self._process.kill()
            self._process.join()

    def _kill(self) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()


def kill_all() -> None:
    """Kill the processes that are still at work: nobody waits for what they read."""
    for child in multiprocessing.active_children():
        child.kill()


def _serve(
    pipe: Connection, work: Callable[[Item], object], prepare: Callable[[], None] | None, limit: float
) -> None:
    """Do what comes through the pipe until it closes. Signals to the group are for the service, which closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    try:
        try:
            if prepare:
                prepare()
        except Exception as error:
            pipe.send(f"{type(error).__name__}: {error}")
            return
        pipe.send("")
        while True:
            item = pipe.recv()
            # The system ends this process when nobody is left who would: by then it would have been killed.
            signal.setitimer(signal.ITIMER_REAL, limit + AFTER)
            try:
                answer = ("", work(item))
            except Exception as error:
                answer = (f"{type(error).__name__}: {error}", None)
            signal.setitimer(signal.ITIMER_REAL, 0)
            pipe.send(answer)
    except (EOFError, OSError):
        return
