"""A megabyte of anything is read or refused in bounded time and memory, by every parser and reader (see `benchmarks.fuzz`)."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.fuzz_targets import TARGETS, run
from tests.bot.running import ROOT

#: Seconds of processor time on a busy machine; an idle one takes less than three.
MOST = 8.0
#: MiB, the promise.
MOST_MEMORY = 100


@pytest.mark.parametrize("name", TARGETS)
def test_every_target_takes_its_seeds(name: str):
    assert sum(1 for _ in run(name)) >= 1


@pytest.fixture(scope="module")
def measured() -> list[dict[str, Any]]:
    """Feed every target a megabyte of this and that, in a process of its own; return what each cost."""
    if not Path("/proc/self/clear_refs").exists():
        pytest.skip("only Linux lets a peak be set back")
    command = [sys.executable, "-m", "tests.measuring_megabytes"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("name", TARGETS)
def test_a_megabyte_of_anything_is_read_or_refused_in_bounded_time_and_memory(
    measured: list[dict[str, Any]], name: str
):
    rows = [row for row in measured if row["target"] == name]
    assert len(rows) > 8
    assert [row for row in rows if row["seconds"] > MOST] == []
    assert [row for row in rows if row["cost"] > MOST_MEMORY] == []
