"""Work for the processes of test_workers: a child can only run what a module holds."""

import os
import threading

from bot.process import Worker


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
    while True:
        pass


def orphan() -> None:
    """Have something endless done, and say by which process; ends by being killed."""
    worker = Worker(endless, None, 0.5)
    print(worker._process.pid, flush=True)
    worker._wait()
    worker._pipe.send("x")
    threading.Event().wait(60)
