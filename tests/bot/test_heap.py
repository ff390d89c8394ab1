"""The heap of the service: measured in processes of their own, by the system's figures."""

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from bot.heap import _is_glibc
from tests.bot.running import Bot, end, until
from tests.press import Press
from tests.slack_double import Double

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not _is_glibc(), reason="the C library is not glibc"
)

#: What glibc sets aside for each pool but the first, on an address that is a multiple of it.
POOL = 64 * 2**20

THREADS = """
import threading
from pathlib import Path
together = threading.Barrier(12)
def work():
    together.wait()
    held = [bytes(5_000) for _ in range(20)]
    together.wait()
{before}
threads = [threading.Thread(target=work) for _ in range(11)]
for thread in threads: thread.start()
together.wait(); together.wait()
print(Path("/proc/self/maps").read_text())
"""

PIECES = """
from pathlib import Path
from bot.heap import give_back, keep_small
def size():
    return next(int(l.split()[1]) for l in Path("/proc/self/status").read_text().splitlines() if l.startswith("VmRSS"))
keep_small()
held = [bytes(5_000) for _ in range(12_000)]
del held[:-1]
held = [bytes(5_000) for _ in range(12_000)]
kept = held[::100]
del held
before = size()
give_back()
print(before, size())
"""


def said(script: str) -> str:
    """Return what a script prints in a process of its own."""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def pools(maps: str) -> int:
    """Count the pools beside the first in what /proc/PID/maps says."""
    rows = []
    for line in maps.splitlines():
        if line:
            bounds, rights = line.split()[:2]
            begin, end = (int(bound, 16) for bound in bounds.split("-"))
            rows.append((begin, end, rights))
    return sum(
        begin % POOL == 0 and last - begin == POOL and (rights, others) == ("rw-p", "---p")
        for (begin, middle, rights), (following, last, others) in pairwise(rows)
        if middle == following
    )


def test_threads_share_one_pool_where_each_would_have_its_own():
    assert pools(said(THREADS.format(before=""))) >= 3
    assert pools(said(THREADS.format(before="from bot.heap import keep_small; assert keep_small()"))) == 0


def test_what_is_free_between_pieces_in_use_is_given_back():
    before, after = map(int, said(PIECES).split())
    assert before - after > 40_000


def test_a_service_at_work_has_one_pool_for_all_its_threads(tmp_path: Path):
    with Press(published=12) as press, Double("desk", "ops") as double, Bot(tmp_path, press, double) as bot:
        process = bot.start()
        assert until(lambda: "/news/11" in press.requests), bot.logged()
        assert pools(Path(f"/proc/{process.pid}/maps").read_text("ascii")) == 0
        assert end(process) == 0
