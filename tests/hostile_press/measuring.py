"""How much memory each heavy site costs, by the system's own figures: `python -m tests.hostile_press.measuring CONFIG`.

Runs the line for one source after the other in a process of its own and its reading process. Prints one JSON object:
source to its line, what was kept, and the MiB its peak lay above what was in use before.
Linux only: the peak is set back through /proc.
"""

import ctypes
import gc
import json
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bot import logs
from bot.cli.scrape import _rows as rows
from bot.jobs.page import Pages
from bot.jobs.poll import poll
from bot.settings import load
from bot.store import open_store
from bot.web import make_fetcher
from bot.workers import reading


def figure(pid: int, name: str) -> int:
    """Return a figure of /proc in KiB."""
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def processes() -> list[int]:
    """Return this process and its reading ones."""
    return [os.getpid(), *(child.pid for child in multiprocessing.active_children() if child.pid)]


def begin() -> dict[int, int]:
    """Give back what is free, set the peaks back; return what is in use now."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    for pid in processes():
        Path(f"/proc/{pid}/clear_refs").write_text("5", "ascii")
    return {pid: figure(pid, "VmRSS") for pid in processes()}


def peak(before: dict[int, int]) -> float:
    """Return the MiB by which the peaks lie above what was in use, with those of a reading process that was killed."""
    extra = sum(max(0, figure(pid, "VmHWM") - before[pid]) for pid in processes() if pid in before)
    if killed := before.keys() - set(processes()):
        highest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        extra += max(0, highest - max(before[pid] for pid in killed))
    return round(extra / 1024, 1)


def clock() -> datetime:
    """Return the current instant."""
    return datetime.now(UTC)


def main(folder: Path) -> None:
    """Measure every source of a configuration."""
    logs.configure(json=True, verbose=False, quiet=True)
    configuration = load(folder)
    out = {}
    with (
        tempfile.TemporaryDirectory() as room,
        reading(1) as readers,
        open_store(Path(room) / "communique.db") as store,
        make_fetcher(configuration.settings) as fetcher,
    ):
        for source in configuration.sources:
            before = begin()
            began = time.monotonic()
            polled = poll(store, [source], fetcher, clock, readers.document)
            paged = Pages(store, configuration, clock, readers.pages).run(fetcher, only=[source.id])
            counts = {
                table: store.connection.value(f"SELECT count(*) FROM {table} WHERE source = ?", (source.id,))
                for table in ("articles", "wanted")
            }
            # The line that `scrape` prints.
            row = rows(polled, paged)[0]
            out[source.id] = {**row, **counts, "cost": peak(before), "seconds": time.monotonic() - began}
    json.dump(out, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
