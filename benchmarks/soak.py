"""Run the service for a while and see whether it grows: memory, open files, the write-ahead log.

    python -m benchmarks.soak --minutes 10

A press with a new article every half second, a digest every five, a Slack that loses an answer now and then.
"""

import argparse
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bot.store import open_store
from tests.bot.running import DIGESTS, Bot, end, until
from tests.press import Press
from tests.slack_double import Double

#: Seconds between two samples, and between two articles.
SAMPLE, RATE = 1.0, 0.5
#: The first part of the samples shows caches being filled.
WARM = 0.3
#: The feed lists so many articles, the newest.
LISTED = 60


@dataclass(frozen=True, slots=True)
class Sample:
    """What the system says of the process at one moment."""

    seconds: float
    #: MiB.
    memory: float
    files: int
    #: MiB.
    log: float


class RollingPress(Press):
    """A press whose feed lists the latest articles only."""

    def feed(self) -> str:
        """Return the feed, newest first."""
        head, first, rest = super().feed().partition("<item>")
        items = (first + rest).split("</item>")[:LISTED]
        return head + "</item>".join(items) + "</item></channel></rss>"


def sample(pid: int, database: Path, began: float) -> Sample:
    """Look at a process through /proc."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    memory = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:"))
    wal = database.with_name(database.name + "-wal")
    size = wal.stat().st_size if wal.exists() else 0
    files = len(list(Path(f"/proc/{pid}/fd").iterdir()))
    return Sample(time.monotonic() - began, memory / 1024, files, size / 2**20)


def slope(samples: list[Sample]) -> float:
    """Return by how many MiB an hour the memory grows, by least squares."""
    middle = sum(s.seconds for s in samples) / len(samples)
    mean = sum(s.memory for s in samples) / len(samples)
    spread = sum((s.seconds - middle) ** 2 for s in samples)
    return 3600 * sum((s.seconds - middle) * (s.memory - mean) for s in samples) / spread


def soak(folder: Path, minutes: float) -> tuple[list[Sample], int, int]:
    """Return the samples, and how many articles and messages there are in the end."""
    with RollingPress(published=5) as press, Double("desk", "ops") as double:
        bot = Bot(folder, press, double)
        bot.write("digests.yaml", DIGESTS.replace("1s", "5s"))
        double.fail("drop_after", times=10**6, match=lambda _body: int(time.monotonic() * 1000) % 20 == 0)
        process = bot.start()
        try:
            assert until(lambda: '"started"' in bot.logged()), bot.logged()
            began = time.monotonic()
            samples = []
            while (passed := time.monotonic() - began) < minutes * 60:
                press.published = max(press.published, int(passed / RATE))
                samples.append(sample(process.pid, bot.database, began))
                time.sleep(SAMPLE)
        finally:
            code = end(process)
        assert code == 0
        with open_store(bot.database) as store:
            articles = int(store.connection.value("SELECT count(*) FROM articles"))
        # Threads that wait for each other stop everything without a word: that must not look like a calm service.
        assert articles >= press.published * 0.9, f"{articles} of {press.published} articles; it has stalled"
        return samples, articles, len(double.workspace.visible("desk"))


def main() -> None:
    """Run, and print how it grew."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        samples, articles, messages = soak(Path(folder), options.minutes)
    warm = samples[int(len(samples) * WARM) :]
    first, last = warm[0], warm[-1]
    print(
        f"{options.minutes:g} min, {articles} articles, {messages} messages: memory {first.memory:.0f} to {last.memory:.0f} MiB "
        f"({slope(warm):+.1f} MiB an hour), open files {first.files} to {last.files}, at most {max(s.files for s in samples)}, "
        f"write-ahead log at most {max(s.log for s in samples):.1f} MiB"
    )


if __name__ == "__main__":
    main()
