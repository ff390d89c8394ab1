"""A disk that is full, a file that cannot be written, is locked or damaged; a clock that jumps: provoked, then over."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import StoreError, UnwritableError
from bot.jobs.edition import due, post
from bot.jobs.housekeeping import run as keep_house
from bot.jobs.poll import due_sources
from bot.notices import Notices
from bot.reading import HERE
from bot.rest import REST
from bot.service import Service
from bot.settings import Configuration, load
from bot.settings.environment import Environment
from bot.store import Store, open_store
from bot.store.outbox import Message
from scrapers.fetch import Remembered
from tests.press import Press

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
SETTINGS = 'user_agent: "Test/1 (+http://127.0.0.1/)"\nhttp: {per_host_interval: 0s, allow_private: [127.0.0.0/8]}\nworkers: 0\n'
DIGESTS = 'digests: [{id: trial, channel: "#desk", at: "07:30", timezone: UTC}]\n'


class Line:
    """The service over a real file and a real press; its jobs are run by hand, its clock stands until it is moved."""

    def __init__(self, folder: Path, press: Press) -> None:
        self.now = START
        self.press = press
        config = folder / "config"
        config.mkdir()
        (config / "settings.yaml").write_text(SETTINGS, "utf-8")
        (config / "sources.yaml").write_text(
            f'sources: [{{id: courier, url: "{press.url}/feed", every: 15m}}]\n'
        )
        (config / "digests.yaml").write_text(DIGESTS, "utf-8")
        self.configuration: Configuration = load(config)
        self.path = folder / "communique.db"
        self.store: Store = open_store(self.path)
        self.store.editions.known_since("trial", START)
        self.service = Service(
            self.store,
            config,
            self.configuration,
            lambda: Environment(),
            HERE,
            echo=lambda _text: None,
            clock=lambda: self.now,
        )

    def work(self) -> None:
        """Do what the ticks would: ask who is due, fetch the pages, and wait for both."""
        for job, lanes in (
            (self.service.poll, self.service._asking),
            (self.service.page, self.service._paging),
        ):
            self.service._guarded("tick", job)
            assert lanes.join(20)
        assert self.service._paging.join(20)

    def asked(self) -> int:
        """Return how often the feed was asked."""
        return self.press.requests.count("/feed")

    def stored(self) -> int:
        """Return how many articles there are."""
        return int(self.store.connection.value("SELECT count(*) FROM articles"))


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with Press(published=3) as press:
        made = Line(tmp_path, press)
        yield made
        made.service._fetcher.close()
        made.store.close()


def fill(line: Line) -> Callable[[], None]:
    """Let the database have no page more than it has."""
    run = line.store.connection.value
    run(f"PRAGMA max_page_count={run('PRAGMA page_count')}")
    return lambda: run("PRAGMA max_page_count=1073741823")


def lock(line: Line) -> Callable[[], None]:
    """Let another process hold the write lock, and wait less long for it than usual."""
    line.store.connection.value("PRAGMA busy_timeout=50")
    other = sqlite3.connect(line.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    return other.close


def forbid(line: Line) -> Callable[[], None]:
    """Let the file be read-only."""
    line.store.connection.value("PRAGMA query_only=ON")
    return lambda: line.store.connection.value("PRAGMA query_only=OFF")


@pytest.mark.parametrize(
    ("provoke", "words"),
    [(fill, "no space is left"), (lock, "another process"), (forbid, "cannot be written")],
)
def test_what_cannot_be_written_is_told_and_not_fetched_again_and_again_and_nothing_is_lost(
    line: Line, capfd: pytest.CaptureFixture[str], provoke: Callable[[Line], Callable[[], None]], words: str
):
    line.press.published = 60
    over = provoke(line)
    for _ in range(5):
        line.work()
    assert line.asked() <= 1, "sources are not asked for what cannot be kept"
    assert line.press.requests.count("/news/0") <= 1
    said = capfd.readouterr()
    lines = [row for row in (said.out + said.err).splitlines() if "job failed" in row]
    assert len(lines) == 1, "told once"
    assert words in lines[0]
    assert "Traceback" not in said.out + said.err
    over()
    line.now += REST
    line.work()
    assert line.stored() == 60, "it goes on by itself"
    assert line.asked() <= 2
    assert line.store.connection.check() is None


def test_a_disk_that_fills_in_the_middle_keeps_whole_transactions_only(line: Line):
    """Validators are never ahead of the entries they stand for, articles never without their facts."""
    line.press.published = 40
    over = fill(line)
    pages = int(line.store.connection.value("PRAGMA page_count"))
    for more in range(0, 60, 8):
        line.store.connection.value(f"PRAGMA max_page_count={pages + more}")
        line.work()
        line.now += timedelta(minutes=20)
        state = line.store.sources.states().get("courier")
        known = line.store.wanted.count() + line.stored()
        assert known in (0, 40)
        assert bool(state and state.last_success) == (known == 40)
        bare = "SELECT count(*) FROM articles WHERE id NOT IN (SELECT article FROM facts)"
        assert line.store.connection.value(bare) == 0
    over()
    line.now += timedelta(hours=8)
    line.work()
    assert line.stored() == 40


@pytest.mark.parametrize("provoke", [fill, lock, forbid])
def test_an_error_that_every_write_would_meet_is_told_from_others(
    line: Line, provoke: Callable[[Line], Callable[[], None]]
):
    over = provoke(line)
    with pytest.raises(UnwritableError), line.store.write():
        for number in range(500):
            line.store.outbox.queue(
                [Message(key=f"{number}", channel="#desk", body={"text": "x" * 5_000})], START
            )
    over()
    with pytest.raises(StoreError) as caught, line.store.write():
        line.store.connection.run("INSERT INTO digests (id, known) VALUES ('a', NULL)")
    assert not isinstance(caught.value, UnwritableError)


def test_a_database_damaged_while_it_runs_is_told_and_never_made_anew(
    line: Line, capfd: pytest.CaptureFixture[str]
):
    line.work()
    line.store.connection.value("PRAGMA wal_checkpoint(TRUNCATE)")
    size = line.path.stat().st_size
    with line.path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    line.now += timedelta(hours=1)
    line.press.published = 9
    with sqlite3.connect(line.path) as other:
        other.execute("PRAGMA schema_version=9999")
    for _ in range(3):
        line.work()
    said = capfd.readouterr()
    assert "damaged" in said.out + said.err
    assert "Traceback" not in said.out + said.err
    assert line.path.stat().st_size >= size
    with pytest.raises(StoreError, match=r"damaged|is no database"):
        open_store(line.path)


def test_two_processes_that_write_at_once_wait_for_each_other(tmp_path: Path):
    path = tmp_path / "communique.db"

    def write(store: Store, name: str) -> None:
        for number in range(100):
            with store.write():
                store.outbox.queue([Message(key=f"{name}{number}", channel="#desk", body={})], START)

    with open_store(path) as one, open_store(path) as two:
        threads = [threading.Thread(target=write, args=pair) for pair in ((one, "a"), (two, "b"))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert one.outbox.counts() == {"queued": 200}


# -- mistakes of our own


def test_a_mistake_of_ours_with_one_page_costs_that_page_only_and_is_not_repeated_without_end(line: Line):
    line.store.connection.value(
        "CREATE TRIGGER mistake BEFORE INSERT ON articles WHEN NEW.url LIKE '%/1' BEGIN SELECT raise(ABORT, 'oops'); END"
    )
    for _ in range(3):
        line.work()
    assert line.stored() == 2
    assert line.press.requests.count("/news/1") == 1
    for _ in range(6):
        line.now += timedelta(hours=7)
        line.work()
    assert line.press.requests.count("/news/1") == 5
    assert line.store.wanted.count() == 0
    reason = line.store.connection.value("SELECT last_error FROM wanted WHERE given_up")
    assert "internal error" in reason
    assert "oops" in reason


def test_a_mistake_of_ours_with_one_source_is_a_failure_of_that_source(line: Line):
    line.store.connection.value(
        "CREATE TRIGGER mistake BEFORE INSERT ON wanted BEGIN SELECT raise(ABORT, 'oops'); END"
    )
    for _ in range(4):
        line.work()
    assert line.asked() == 1
    state = line.store.sources.states()["courier"]
    assert state.failures == 1
    assert "internal error" in (state.reason or "")
    assert state.etag is None


# -- clocks


def house(line: Line) -> None:
    notices = Notices(line.store, None, lambda: line.now)
    keep_house(line.store, line.configuration, notices, line.now, START)


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=4_000)])
def test_a_clock_that_ran_ahead_and_is_set_back_delays_nothing(line: Line, back: timedelta):
    line.now = START + back
    house(line)
    line.work()
    line.store.outbox.queue([Message(key="a", channel="#desk", body={})], line.now)
    line.store.hosts.keep("a.example:80", Remembered(not_before=line.now + timedelta(minutes=10)), line.now)
    line.now = START
    assert due_sources(line.store, line.configuration.sources, line.now) == []
    house(line)
    assert line.store.outbox.channels(line.now) == ["#desk"]
    waits = line.store.hosts.recall("a.example:80").not_before
    assert waits == line.now + timedelta(minutes=10), "who asked us to wait is still left alone"
    line.now += timedelta(minutes=17)
    line.press.published = 5
    line.work()
    assert line.stored() == 5


def test_a_clock_that_is_set_back_repeats_no_edition_and_stops_none(line: Line):
    line.work()
    line.now = START + timedelta(days=1)
    [(digest, slot)] = due(line.store, line.configuration, line.now)
    post(line.store, line.configuration, digest, slot, line.now)
    for back in (timedelta(hours=2), timedelta(hours=30)):
        assert due(line.store, line.configuration, line.now - back) == []
    assert due(line.store, line.configuration, line.now) == []
    line.now = datetime(2036, 1, 1, 12, tzinfo=UTC)
    [(digest, slot)] = due(line.store, line.configuration, line.now)
    post(line.store, line.configuration, digest, slot, line.now)
    line.now = START + timedelta(days=2)
    [(digest, slot)] = due(line.store, line.configuration, line.now)
    post(line.store, line.configuration, digest, slot, line.now)
    assert due(line.store, line.configuration, line.now) == []
    ranges = [(e.after_seq, e.upto_seq) for e in line.store.editions.all("trial")]
    assert ranges == [(0, 3), (3, 3), (3, 3)]


def test_a_machine_that_slept_for_a_week_makes_one_late_edition_and_asks_each_source_once(line: Line):
    line.work()
    line.now = START + timedelta(days=1)
    for digest, slot in due(line.store, line.configuration, line.now):
        post(line.store, line.configuration, digest, slot, line.now)
    line.press.published = 7
    line.now += timedelta(days=7, minutes=30)
    line.work()
    assert line.asked() == 2
    found = due(line.store, line.configuration, line.now)
    assert len(found) == 1
    post(line.store, line.configuration, *found[0], line.now)
    assert due(line.store, line.configuration, line.now) == []
    first, late = line.store.editions.all("trial")
    assert late.late
    assert (late.after_seq, late.upto_seq) == (first.upto_seq, 7)
