"""Work for the processes of test_workers: a child can only run what a module holds."""

import os
import sys
import threading
from collections.abc import Callable

from bot import process


def do(piece: str) -> str:
    if piece == "hang":
        threading.Event().wait(60)
    if piece == "die":
        os._exit(7)
    if piece == "fail":
        raise ValueError("as asked")
    if piece == "pid":
        return str(os.getpid())
    if piece.startswith("slow:"):
        threading.Event().wait(float(piece[5:]))
    return piece.upper()


def broken_start() -> None:
    raise OSError("no lexicon")


def endless(_piece: str) -> str:
    """Say by which process it is done, and go on for ever."""
    print(os.getpid(), flush=True)
    while True:
        pass


def impatient() -> None:
    """Let this process wait less long than usual for the one that would kill it."""
    process.AFTER = 0.2


def orphan() -> None:
    """Have something endless done; ends by being killed."""
    _at_work(impatient, 0.5)
    threading.Event().wait(60)


def leaving() -> None:
    """Have something endless done; ends without waiting for it when told so."""
    worker = _at_work(None, 60)
    sys.stdin.readline()
    assert worker.alive
    process.kill_all()
    os._exit(0)


def _at_work(prepare: Callable[[], None] | None, limit: float) -> process.Worker[str, str]:
    worker = process.Worker(endless, prepare, limit)
    worker._wait()
    worker._pipe.send("x")
    return worker
