"""Retention and the daily work: what goes, what stays because something needs it, what the operators are told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.jobs import housekeeping
from bot.notices import Notices
from bot.retention import prune
from bot.settings import Configuration, DigestConfig
from bot.store import Store, open_store
from bot.store.database import instant, stamp
from bot.store.outbox import Message
from bot.store.sources import SourceState
from scrapers.source import Source
from tests.bot.jobs.test_poll_and_page import Line, Press
from tests.bot.store.test_search import entry, keep, sound

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=401)
DAILY = DigestConfig(id="daily", channel="#desk", at=("07:30",))


@pytest.fixture
def store():
    with open_store(None) as opened:
        yield opened


@pytest.fixture
def line(httpserver):
    with open_store(None) as opened:
        made = Line(Press(httpserver), opened)
        yield made
        made.fetcher.close()


def rows(store, table: str) -> int:
    return int(store.connection.value(f"SELECT count(*) FROM {table}"))


def test_an_old_article_goes_with_all_that_hangs_on_it(store):
    for n in range(1, 4):
        keep(store, n)
    done = prune(store, Configuration(), LATER)
    assert done.articles == 3
    tables = (
        "articles",
        "versions",
        "facts",
        "story_keys",
        "meeting_stories",
        "article_words",
    )
    assert {table: rows(store, table) for table in tables} == dict.fromkeys(tables, 0)
    sound(store)
    assert store.connection.check() is None


def test_age_counts_from_the_fetch_never_from_publication(store):
    """An archive read for the first time today is kept for as long as the news of today."""
    keep(store, 1, days=3000)
    assert prune(store, Configuration(), NOON + timedelta(days=399)).articles == 0
    assert store.articles.count() == 1


def test_what_no_edition_has_covered_yet_stays(store):
    first, second = keep(store, 1), keep(store, 2)
    edition = {
        "digest": "daily",
        "slot": NOON,
        "channel": "#desk",
        "since": None,
        "until": NOON,
        "late": False,
    }
    with store.write():
        store.editions.add(**edition, after_seq=0, upto_seq=first, body={}, reader_version="1")
    configuration = Configuration(digests=(DAILY,))
    assert prune(store, configuration, LATER).articles == 1
    assert [row.id for row in store.articles.each()] == [second]


def test_more_than_one_transaction_holds_is_removed_in_several(store):
    for n in range(1, 131):
        keep(store, n)
    assert prune(store, Configuration(), LATER).articles == 130
    assert store.articles.count() == 0


def test_what_a_source_still_lists_does_not_come_back(line: Line):
    line.press.add(0)
    line.poll()
    line.page()
    line.now += timedelta(days=402)
    assert prune(line.store, line.configuration, line.now).articles == 1
    for _ in range(60):
        # The feed never changes, so most answers are 304: only the full ones show what is still listed.
        line.now += timedelta(days=9)
        line.poll()
        assert line.page() == []
        prune(line.store, line.configuration, line.now)
    assert line.articles() == []


def test_what_no_source_lists_any_more_is_forgotten_after_half_a_year(line: Line):
    line.press.add(0)
    line.poll()
    line.page()
    line.press.items.clear()
    line.now += timedelta(days=402)
    prune(line.store, line.configuration, line.now)
    assert rows(line.store, "identities") > 0
    assert prune(line.store, line.configuration, line.now + timedelta(days=179)).tombstones == 0
    assert prune(line.store, line.configuration, line.now + timedelta(days=181)).tombstones > 0
    assert rows(line.store, "identities") == 0


def test_pages_that_were_given_up_go_and_stay_known(line: Line):
    line.press.add(0)
    line.press.pages.clear()
    line.poll()
    for _ in range(5):
        line.page()
        line.now += timedelta(hours=7)
    line.now += timedelta(days=402)
    assert prune(line.store, line.configuration, line.now).wanted == 1
    line.poll()
    assert line.page() == []


def test_messages_go_when_their_thread_is_done_with_and_an_edition_keeps_its_post(store):
    def say(key: str, **more: object) -> Message:
        return Message(key=key, channel="#desk", body={"text": "secret"}, **more)

    with store.write():
        edition = store.editions.add(
            digest="daily", slot=NOON, channel="#desk", after_seq=0, upto_seq=0, since=None, until=NOON, late=False, body={},
            reader_version="1",
        )  # fmt: skip
        store.outbox.queue(
            [
                say("post", edition=edition),
                say("reply", edition=edition, parent="post"),
                say("alert"),
                say("follow-up", parent="alert"),
                say("waiting"),
                say("notice"),
            ],
            NOON,
        )
        for key in ("post", "reply", "alert", "notice"):
            row = store.outbox.get(key)
            assert row is not None
            store.outbox.sent(row, "C1", "1.1", NOON)
    assert prune(store, Configuration(), NOON + timedelta(days=89)).deliveries == 0
    assert prune(store, Configuration(), NOON + timedelta(days=91)).deliveries == 3
    left = {
        key for key in ("post", "reply", "alert", "follow-up", "waiting", "notice") if store.outbox.get(key)
    }
    assert left == {"post", "alert", "follow-up", "waiting"}, "what waits keeps the message it answers to"
    post = store.outbox.get("post")
    assert post is not None
    assert (post.body, post.ts) == ({}, "1.1")
    assert store.outbox.posted_at(edition) == NOON
    assert prune(store, Configuration(), NOON + timedelta(days=92)).deliveries == 0


def test_the_service_prunes_once_a_day_and_says_that_it_lives(store):
    notices = Notices(store, None, lambda: NOON)
    keep(store, 1)

    def keeps_house(now: datetime) -> int:
        housekeeping.run(store, Configuration(), notices, now, NOON)
        return int(store.articles.count())

    assert keeps_house(LATER - timedelta(days=2)) == 1
    assert keeps_house(LATER - timedelta(days=2) + timedelta(hours=20)) == 1
    assert keeps_house(LATER + timedelta(hours=1)) == 0
    alive = store.service.get("alive")
    assert alive is not None
    assert instant(alive["at"]) == LATER + timedelta(hours=1)


def test_a_clock_set_back_does_not_stop_the_daily_work(store):
    notices = Notices(store, None, lambda: NOON)
    with store.write():
        store.service.put("pruned", {"at": stamp(LATER + timedelta(days=900))})
    keep(store, 1)
    housekeeping.run(store, Configuration(), notices, LATER, NOON)
    assert store.articles.count() == 0


class Ops:
    """The operators' channel, and a clock that is moved by hand."""

    def __init__(self, store: Store) -> None:
        self.store, self.now = store, NOON
        self.notices = Notices(store, "#ops", lambda: self.now)
        source = Source(id="courier", url="https://courier.example/feed", name="Courier", family="Courier")
        self.configuration = Configuration(sources=(source,))

    def after(self, **time: float) -> list[str]:
        """Do the daily work some time later; return what the operators have been told so far."""
        self.now += timedelta(**time)
        housekeeping.run(self.store, self.configuration, self.notices, self.now, NOON)
        return [row.body["text"] for row in self.store.outbox.unprinted()]


def test_silence_is_told_once_and_again_after_it_was_broken(store):
    ops = Ops(store)
    with store.write():
        store.sources.save(SourceState(id="courier", url="x", last_check=NOON, first_round=NOON, listed=5))
    for n in range(5):
        keep(store, n + 1, days=n)
    assert ops.after(days=1) == []
    (told,) = ops.after(days=3)
    assert "courier (nothing new since Tue 24 Nov 2026; usually one in 24 h)" in told
    assert len(ops.after(days=1)) == 1
    keep(store, 9, days=-5)
    assert len(ops.after(days=1)) == 1
    assert len(ops.after(days=5)) == 2


def test_a_backlog_is_told_once_until_it_is_worked_off(store):
    ops = Ops(store)
    with store.write():
        store.wanted.add(entry(1), ("k",), NOON)
        store.wanted.add(replace(entry(2), source="no-longer-configured"), ("l",), NOON)
    assert ops.after(hours=2) == []
    (told,) = ops.after(hours=2)
    assert told.startswith("1 page waited for more than 3 h, most of courier (1)")
    assert len(ops.after(minutes=1)) == 1
    store.connection.run("DELETE FROM wanted")
    ops.after(minutes=1)
    with store.write():
        store.wanted.add(entry(3), ("m",), ops.now)
    assert len(ops.after(hours=4)) == 2


def test_a_file_that_is_damaged_while_in_use_is_told(tmp_path: Path):
    path = tmp_path / "communique.db"
    with open_store(path) as opened:
        for n in range(1, 40):
            keep(opened, n)
    raw = bytearray(path.read_bytes())
    with open_store(path) as opened:
        root = opened.connection.value("SELECT rootpage FROM sqlite_master WHERE name = 'versions'")
        raw[4096 * (root - 1) : 4096 * root] = b"\xff" * 4096
        path.write_bytes(raw)
        ops = Ops(opened)
        ops.after(minutes=1)
        assert len(ops.after(days=1)) == 1, "the daily work tells of it once"
        (told,) = opened.outbox.unprinted()
    assert "damaged" in told.body["text"]
    assert "communique restore" in told.body["text"]
