"""The running service beside more than a hundred and fifty hostile sites at once: nobody waits for them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from tests.bot.running import ROOT, end, until
from tests.hostile_press.catalogue import GOOD, HEAVY, LIGHT, open_press
from tests.hostile_press.server import Press
from tests.hostile_press.test_line import configure

#: Seconds between two looks at an honest source, and at a hostile one; and how many looks are watched.
EVERY, HOSTILE, LOOKS = 1.0, 3.0, 5
#: Heavy ones that are asked beside all light ones; each is measured alone in test_memory.
BESIDE = [
    site
    for site in HEAVY
    if site.name in ("gzip-bomb", "feed-of-fourteen-mebibytes", "page-of-a-million-open-tags")
]
#: The promise.
DELAY = 5.0


@dataclass(frozen=True, slots=True)
class Watched:
    """What was seen of the service while it ran."""

    press: Press
    log: str
    code: int


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    """Let the service run beside everything hostile, and stop it."""
    folder = tmp_path_factory.mktemp("service")
    press, sources = open_press([*LIGHT, *BESIDE])
    heavy = {site.name for site in BESIDE}
    # Honest ones first: what is measured is how often they are asked from then on.
    sources.sort(key=lambda row: row["id"] not in GOOD)
    rhythm = dict.fromkeys(GOOD, f"{EVERY:.0f}s")
    configure(
        folder / "config",
        [
            source
            if source["id"] in heavy
            else {**source, "every": rhythm.get(source["id"], f"{HOSTILE:.0f}s")}
            for source in sources
        ],
    )
    with press:
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("SLACK_", "COMMUNIQUE_"))}
        command = [sys.executable, "-m", "bot", "--config", str(folder / "config")]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [*command, "--database", str(folder / "communique.db"), "run"],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
            )
            try:
                assert until(lambda: all(_looks(press, name) >= LOOKS for name in GOOD), 60), _read(folder)
            finally:
                code = end(process)
        yield Watched(press, _read(folder), code)


def _looks(press: Press, name: str) -> int:
    return press.asked(name).count("/feed")


def _read(folder: Path) -> str:
    return (folder / "log").read_text("utf-8")


@pytest.mark.parametrize("name", GOOD)
def test_an_honest_source_is_delayed_by_less_than_five_seconds(watched: Watched, name: str):
    times = [one.at for one in watched.press.seen if one.site == name and one.path == "/feed"]
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert len(times) >= LOOKS
    assert max(gaps) - EVERY < DELAY, gaps


@pytest.mark.parametrize("name", GOOD)
def test_its_page_is_fetched_within_five_seconds_of_its_feed(watched: Watched, name: str):
    first = {
        path: min(s.at for s in watched.press.seen if (s.site, s.path) == (name, path))
        for path in ("/feed", "/1")
    }
    assert first["/1"] - first["/feed"] < DELAY


def test_no_request_reached_the_inside(watched: Watched):
    assert watched.press.asked("inside") == []


def test_the_log_has_one_line_for_each_failure_and_no_traceback(watched: Watched):
    assert "Traceback" not in watched.log
    assert "internal error" not in watched.log
    assert "job failed" not in watched.log


def test_the_service_ends_when_asked(watched: Watched):
    assert watched.code == 0
