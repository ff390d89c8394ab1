"""Turns at the reading processes: pages that take long cost their own source, hardly the others."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.reading import HERE, Read, Work
from bot.store import open_store
from bot.turns import LONGEST_REST, PATIENCE, REST, Strikes, in_turn
from bot.workers import Pool
from scrapers.article import Entry
from scrapers.source import Source
from tests.bot.jobs_for_workers import do
from tests.bot.running import ROOT, end, until
from tests.hostile_press import sites
from tests.hostile_press.server import Answer, Ask, Press, reply
from tests.hostile_press.test_line import configure


class Hands:
    """A clock."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def test_a_source_rests_longer_with_each_page_given_up_until_one_is_read():
    clock = Hands()
    strikes = Strikes(clock)
    rests = []
    for _ in range(9):
        strikes.heard("slow", given_up=True)
        began = clock.at
        while strikes.resting("slow"):
            clock.at += 30
        rests.append(clock.at - began)
    assert rests[:3] == [REST, 2 * REST, 4 * REST]
    assert rests[-1] == LONGEST_REST
    assert not strikes.resting("other")
    strikes.heard("slow", given_up=False)
    strikes.heard("slow", given_up=True)
    clock.at += REST
    assert not strikes.resting("slow")


def work(source: str, page: str) -> Work:
    """Return a page of a source; what it does to its reader stands in its address."""
    url = f"https://{source}.example/{page}"
    return Work(
        wanted=0,
        source=Source(id=source, url=url, name=source, family=source),
        entry=Entry(source=source, url=url, title=page),
        body=None,
        url=url,
        content_type="",
        fetched=datetime(2026, 3, 3, 12, tzinfo=UTC),
    )


@pytest.mark.parametrize("processes", [1, 2])
def test_others_are_read_while_a_page_takes_its_time(processes: int):
    """Real processes: one hangs until it is killed; those of other sources wait for it only as long as our patience."""
    with Pool(do, processes, limit=PATIENCE + 2) as pool:
        pool.start()

        def read_many(works: Iterator[Work]) -> Iterator[Read]:
            for one, result in pool.run(w.url.rpartition("/")[2] for w in works):
                yield Read(wanted=0, reason=f"{one}: {result}")

        read = in_turn(replace(HERE, pages=read_many), processes).pages
        began, done = time.monotonic(), {}

        def take(name: str, page: str) -> None:
            for result in read(iter([work(name, page)])):
                done[name] = (time.monotonic() - began, result.reason)

        slow = [threading.Thread(target=take, args=(f"slow-{n}", "hang")) for n in range(processes)]
        for thread in slow:
            thread.start()
        quick = [threading.Thread(target=take, args=(f"quick-{n}", "page")) for n in range(4)]
        for thread in quick:
            thread.start()
        for thread in [*slow, *quick]:
            thread.join()
        assert {name: reason for name, (_, reason) in done.items() if name.startswith("quick")} == {
            f"quick-{n}": "page: PAGE" for n in range(4)
        }
        assert all("took more than" in done[f"slow-{n}"][1] for n in range(processes))
        assert max(at for name, (at, _) in done.items() if name.startswith("quick")) < PATIENCE + 2
        assert len(pool._idle) <= processes


def test_without_processes_a_turn_lasts():
    """Pages read in the service itself are read one at a time, however long one takes."""
    at_once, most = 0, 0

    def read_many(works: Iterator[Work]) -> Iterator[Read]:
        nonlocal at_once, most
        for _ in works:
            at_once += 1
            most = max(most, at_once)
            threading.Event().wait(PATIENCE + 0.2)
            at_once -= 1
            yield Read(wanted=0)

    read = in_turn(replace(HERE, pages=read_many), 0).pages
    threads = [threading.Thread(target=lambda: list(read(iter([work("a", "x")])))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


#: Cells without an end: a page of them takes a reader longer than it is given.
ENDLESS = "<tr><td>Petra Lund said<td>x" * 50_000
SLOW_PAGES, HONEST_PAGES = 12, 5
#: Seconds: the promise, and what a round of the honest source takes by itself: a look at its feed, a transaction.
DELAY, OWN = 5.0, 2.0


def test_many_pages_that_take_too_long_hardly_delay_the_articles_of_others(tmp_path: Path):
    """Before sources had strikes, each page of the honest one waited for one of the others: more than half a minute."""

    def slow(ask: Ask) -> Answer:
        if ask.path == "/feed":
            return sites.rss(*(sites.item(ask, n) for n in range(1, SLOW_PAGES + 1)))
        return (
            reply(200, f"<html><body><article><table>{ENDLESS}") if ask.path != "/robots.txt" else reply(404)
        )

    def honest(ask: Ask) -> Answer:
        if ask.path == "/feed":
            return sites.rss(*(sites.item(ask, n) for n in range(1, 1 + HONEST_PAGES * (ask.round - 1))))
        return sites.usual(ask)

    press = Press()
    sources = [
        {"id": "slow", "url": press.add("slow", slow) + "/feed", "every": "1s"},
        {"id": "honest", "url": press.add("honest", honest) + "/feed", "every": "1s"},
    ]
    configure(tmp_path / "config", sources)
    database = tmp_path / "communique.db"

    def stored() -> int:
        with open_store(database) as store:
            return int(store.connection.value("SELECT count(*) FROM articles WHERE source = 'honest'"))

    command = [sys.executable, "-m", "bot", "--config", str(tmp_path / "config"), "--database", str(database)]
    with press, (tmp_path / "log").open("wb") as log:
        began = time.monotonic()
        process = subprocess.Popen([*command, "run"], cwd=ROOT, stdout=log, stderr=log)
        try:
            assert until(lambda: b"started" in (tmp_path / "log").read_bytes(), 60)
            # What a new process costs here and now: one is started to stand in.
            start = time.monotonic() - began
            assert until(lambda: "/1" in press.asked("slow")), (tmp_path / "log").read_text()
            press.round = 2
            began = time.monotonic()
            assert until(lambda: stored() == HONEST_PAGES, 60), (tmp_path / "log").read_text()
            took = time.monotonic() - began
        finally:
            assert end(process) == 0
    said = (tmp_path / "log").read_text()
    assert took < DELAY + OWN + 2 * start, said
    assert "Traceback" not in said
    # The pages of the source that rests are left for later, not fetched in vain.
    assert len([path for path in press.asked("slow") if path != "/feed"]) < SLOW_PAGES
    with open_store(database) as store:
        assert store.wanted.count() == SLOW_PAGES, "nothing of it is lost"
