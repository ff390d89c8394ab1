"""No source costs more than 100 MiB, whatever it sends: measured in a process of its own, by the system's figures."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.bot.running import ROOT
from tests.hostile_press.catalogue import GOOD, HEAVY, open_press
from tests.hostile_press.sites import Site
from tests.hostile_press.test_line import SETTINGS, check_kept, check_line, configure, named

#: MiB, the promise.
MOST = 100


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Run the line for one heavy source after the other; return what became of each."""
    if not Path("/proc/self/clear_refs").exists():
        pytest.skip("only Linux lets a peak be set back")
    folder = tmp_path_factory.mktemp("heavy")
    press, sources = open_press(HEAVY)
    # An honest one first: what it loads is needed anyway.
    sources.sort(key=lambda row: row["id"] not in GOOD)
    configure(folder / "config", sources, http={**SETTINGS["http"], "timeout": "20s"})
    command = [sys.executable, "-m", "tests.hostile_press.measuring", str(folder / "config")]
    with press:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Traceback" not in done.stderr
    assert press.asked("inside") == []
    found: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("site", HEAVY, ids=named)
def test_a_heavy_source_has_one_clear_line_and_costs_less_than_a_hundred_mebibytes(
    measured: dict[str, dict[str, Any]], site: Site
):
    row = measured[site.name]
    check_line(site, row, 0)
    check_kept(site, row["articles"], row["wanted"])
    assert row["cost"] < MOST
    assert row["seconds"] < 60
