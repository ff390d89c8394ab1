"""Run the service for a while and see whether it grows: memory, open files, the write-ahead log.

    python -m benchmarks.soak --minutes 60 --every 1 --workers 1 --log samples.csv

A press with a new article every second, a digest every few, a Slack that loses an answer now and then. The service and its
reading processes are looked at one by one: each fills caches of its own.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from bot.store import open_store
from tests.bot.running import DIGESTS, SETTINGS, Bot, end, until
from tests.press import Press
from tests.slack_double import Double

#: Seconds between two samples.
SAMPLE = 2.0
#: The first part of the samples shows caches being filled.
WARM = 0.3
#: The feed lists so many articles, the newest.
LISTED = 60


@dataclass(frozen=True, slots=True)
class Sample:
    """What the system says of the service and its reading processes at one moment."""

    seconds: float
    #: MiB of the service, and of all its reading processes.
    service: float
    readers: float
    files: int
    threads: int
    #: MiB.
    log: float
    database: float


class RollingPress(Press):
    """A press whose feed lists the latest articles only."""

    def feed(self) -> str:
        """Return the feed, newest first."""
        head, first, rest = super().feed().partition("<item>")
        items = (first + rest).split("</item>")[:LISTED]
        return head + "</item>".join(items) + "</item></channel></rss>"


def sample(pid: int, database: Path, began: float) -> Sample:
    """Look at a process and its children through /proc."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    return Sample(
        seconds=time.monotonic() - began,
        service=_figure(pid, "VmRSS:") / 1024,
        readers=sum(_figure(int(child), "VmRSS:") for child in children) / 1024,
        files=len(list(Path(f"/proc/{pid}/fd").iterdir())),
        threads=_figure(pid, "Threads:"),
        log=_size(database.with_name(database.name + "-wal")),
        database=_size(database),
    )


def _figure(pid: int, name: str) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith(name)), 0)


def _size(path: Path) -> float:
    return path.stat().st_size / 2**20 if path.exists() else 0.0


def slope(samples: Sequence[Sample], of: Callable[[Sample], float]) -> float:
    """Return by how much something grows in an hour, by least squares."""
    middle = sum(s.seconds for s in samples) / len(samples)
    mean = sum(map(of, samples)) / len(samples)
    spread = sum((s.seconds - middle) ** 2 for s in samples)
    return 3600 * sum((s.seconds - middle) * (of(s) - mean) for s in samples) / spread


def soak(
    folder: Path, minutes: float, every: float, workers: int, log: Path | None
) -> tuple[list[Sample], int, int]:
    """Return the samples, and how many articles and messages there are in the end."""
    with RollingPress(published=5) as press, Double("desk", "ops") as double:
        bot = Bot(folder, press, double)
        bot.write("settings.yaml", SETTINGS.replace("workers: 0", f"workers: {workers}"))
        bot.write("digests.yaml", DIGESTS.replace("1s", "10s"))
        double.fail("drop_after", times=10**6, match=lambda _body: int(time.monotonic() * 1000) % 20 == 0)
        process = bot.start()
        try:
            assert until(lambda: '"started"' in bot.logged()), bot.logged()
            began = time.monotonic()
            samples = []
            while (passed := time.monotonic() - began) < minutes * 60:
                press.published = max(press.published, int(passed / every))
                samples.append(sample(process.pid, bot.database, began))
                if log:
                    _write(log, samples)
                time.sleep(SAMPLE)
        finally:
            code = end(process)
        assert code == 0
        with open_store(bot.database) as store:
            articles = int(store.connection.value("SELECT count(*) FROM articles"))
        # Threads that wait for each other stop everything without a word: that must not look like a calm service.
        assert articles >= press.published * 0.9, f"{articles} of {press.published} articles; it has stalled"
        return samples, articles, len(double.workspace.visible("desk"))


def _write(log: Path, samples: Sequence[Sample]) -> None:
    """Add the latest sample to a CSV file."""
    with log.open("w" if len(samples) == 1 else "a", encoding="ascii") as file:
        if len(samples) == 1:
            file.write(",".join(f.name for f in fields(Sample)) + "\n")
        file.write(",".join(f"{value:.2f}" for value in astuple(samples[-1])) + "\n")


def main() -> None:
    """Run, and print how it grew."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--every", type=float, default=0.5, help="seconds between two articles")
    parser.add_argument("--workers", type=int, default=1, help="reading processes")
    parser.add_argument("--log", type=Path, help="a CSV file for the samples")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        samples, articles, messages = soak(
            Path(folder), options.minutes, options.every, options.workers, options.log
        )
    warm = samples[int(len(samples) * WARM) :]
    first, last = warm[0], warm[-1]
    print(
        f"{options.minutes:g} min, {articles} articles, {messages} messages: "
        f"service {first.service:.0f} to {last.service:.0f} MiB ({slope(warm, lambda s: s.service):+.1f} an hour), "
        f"reading {first.readers:.0f} to {last.readers:.0f} MiB ({slope(warm, lambda s: s.readers):+.1f} an hour), "
        f"open files {first.files} to {last.files}, at most {max(s.files for s in samples)}, "
        f"write-ahead log at most {max(s.log for s in samples):.1f} MiB, database {last.database:.0f} MiB"
    )


if __name__ == "__main__":
    main()
