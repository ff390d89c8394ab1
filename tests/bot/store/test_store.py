"""The store on real SQLite files: schema, transactions, lock, identities, versions and sequence."""

import sqlite3
import subprocess
import sys
import threading
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import LockedError, NewerSchemaError, StoreError
from bot.store import open_store
from bot.store.database import instant, stamp
from bot.store.lock import hold, holder
from bot.store.outbox import Message
from bot.store.sources import Look, SourceState
from digests.records import Facts, Meeting, Participant
from scrapers.article import Article, Entry
from scrapers.fetch import Remembered
from scrapers.identity import keys
from scrapers.robots import Copy

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def entry(n: int = 1, **more) -> Entry:
    values = {
        "source": "gazette",
        "url": f"https://gazette.example/{n}",
        "title": f"Envoys meet again, part {n}",
    }
    return Entry(**{**values, **more})


def article(n: int = 1, text: str = "Envoys met in Oslo.", **more) -> Article:
    values = {
        "url": f"https://gazette.example/{n}",
        "source": "gazette",
        "title": f"Envoys meet again, part {n}",
        "text": text,
        "published": NOON,
        "fetched": NOON,
        "fingerprint": text,
    }
    return Article(**{**values, **more})


def store_article(store, n: int = 1, **more) -> int:
    one = article(n, **more)
    number = store.articles.insert(one, first_seen=NOON, effective=NOON, archive_only=False, listed=entry(n))
    store.articles.save_facts(
        number, Facts(), story=f"s{n}", meeting_stories=(), signature={}, keys=("oslo",)
    )
    return number


@pytest.fixture
def store():
    with open_store(None) as opened:
        yield opened


def test_instants_sort_as_text_and_come_back_unchanged():
    moments = [NOON, NOON + timedelta(microseconds=1), NOON + timedelta(days=300)]
    assert sorted(map(stamp, moments)) == [stamp(m) for m in moments]
    assert [instant(stamp(m)) for m in moments] == moments
    assert instant(None) is None


def test_a_transaction_is_kept_whole_or_not_at_all(tmp_path):
    path = tmp_path / "deep" / "communique.db"
    with open_store(path) as store, pytest.raises(RuntimeError), store.write():
        store_article(store)
        raise RuntimeError
    with open_store(path) as store:
        assert store.articles.count() == 0
        with store.write():
            store_article(store)
    with open_store(path) as store:
        assert store.articles.count() == 1


def test_a_sequence_number_is_never_given_twice(tmp_path):
    """An edition's range ends at a number: one given again would be news that no edition ever covers."""
    path = tmp_path / "communique.db"
    with open_store(path) as store:
        with store.write():
            first = store_article(store, 1)
        with store.write():
            store.connection.run("DELETE FROM articles WHERE id = ?", (first,))
            store.connection.run("DELETE FROM versions")
    with open_store(path) as store, store.write():
        assert store_article(store, 2) > first


def test_a_database_of_a_newer_version_is_refused_by_name(tmp_path):
    path = tmp_path / "communique.db"
    open_store(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('communique', 'm999_tomorrow', 'x')"
        )
    with pytest.raises(NewerSchemaError, match=r"newer version of communique .*m999_tomorrow"):
        open_store(path)


@pytest.mark.parametrize(
    "content", [b"not a database, just words" * 50, b"SQLite format 3\x00" + b"\xff" * 4000]
)
def test_a_damaged_file_is_refused_and_left_as_it_is(tmp_path, content):
    path = tmp_path / "communique.db"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="damaged or no database"):
        open_store(path)
    assert path.read_bytes() == content


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="file"):
        open_store(tmp_path / "file" / "communique.db")


def test_a_second_holder_of_the_lock_is_told_the_pid_of_the_first(tmp_path):
    path = tmp_path / "communique.db"
    code = (
        "import sys; from pathlib import Path; from bot.store.lock import hold\n"
        "with hold(Path(sys.argv[1])):\n    print('held', flush=True); sys.stdin.read()"
    )
    child = subprocess.Popen([sys.executable, "-c", code, str(path)], stdin=-1, stdout=-1, text=True)
    try:
        assert child.stdout.readline() == "held\n"
        with pytest.raises(LockedError, match=f"in use by process {child.pid}"), hold(path):
            pass
    finally:
        child.kill()
        child.communicate()
    with hold(path):  # a killed holder leaves nothing behind
        assert holder(path) is not None
    assert holder(path) is None


def test_an_entry_is_known_again_by_any_of_its_keys(store):
    first = entry(
        1,
        guid="tag:1",
        published=NOON + timedelta(minutes=3),
        summary="Envoys met in Oslo and agreed on a date." * 3,
    )
    store.wanted.add(first, keys(first), NOON)
    moved = entry(7, guid="tag:1")
    secure = entry(1, url="http://www.gazette.example/1?utm_source=feed", guid="tag:other")
    assert store.wanted.known(keys(moved)) is not None
    assert store.wanted.known(keys(secure)) is not None
    assert store.wanted.known(keys(entry(2, guid="tag:2"))) is None


def test_a_wanted_row_survives_as_its_article(store):
    one = entry(1, guid="tag:1", published=NOON, author="A. Lind", language="en")
    number = store.wanted.add(one, keys(one), NOON)
    [row] = store.wanted.due(NOON)
    assert (row.id, row.entry, row.article, row.attempts) == (number, one, None, 0)
    made = store_article(store, 1)
    store.wanted.settle(row, made)
    assert store.wanted.due(NOON) == []
    assert store.wanted.known(keys(one)).article == made


def test_a_postponed_row_waits_and_only_counted_tries_count(store):
    one = entry(1)
    store.wanted.add(one, keys(one), NOON)
    [row] = store.wanted.due(NOON)
    store.wanted.postpone(row, NOON + timedelta(minutes=2), "HTTP 500")
    assert store.wanted.due(NOON) == []
    [row] = store.wanted.due(NOON + timedelta(minutes=2))
    store.wanted.postpone(row, NOON, "asked to wait 60 s", counts=False)
    [row] = store.wanted.due(NOON)
    assert row.attempts == 1
    store.wanted.give_up(row, "HTTP 404")
    assert (store.wanted.due(NOON), store.wanted.count()) == ([], 0)
    assert store.wanted.known(keys(one)) is not None


def test_an_updated_article_is_a_new_version_and_keeps_the_old_text(store):
    number = store_article(store, 1)
    before = store.articles.get(number)
    store.articles.update(number, article(1, "Envoys met in Bergen.", published=None), listed=entry(1))
    after = store.articles.get(number)
    assert (after.article.text, after.article.version) == ("Envoys met in Bergen.", 2)
    assert after.article.published == NOON
    assert after.seq > before.seq
    texts = store.connection.rows("SELECT text FROM versions ORDER BY seq")
    assert [r["text"] for r in texts] == ["Envoys met in Oslo.", "Envoys met in Bergen."]
    assert store.articles.in_range(before.seq, after.seq) == [after]
    assert store.articles.in_range(0, before.seq) == []


def test_full_text_finds_the_latest_words_only(store):
    number = store_article(store, 1)
    store.articles.update(number, article(1, "Envoys met in Bergen."), listed=entry(1))
    store.articles.save_facts(number, Facts(), story="s", meeting_stories=(), signature={}, keys=())

    def hits(word: str) -> int:
        return store.connection.value(
            "SELECT count(*) FROM article_words WHERE article_words MATCH ?", (word,)
        )

    assert (hits("oslo"), hits("bergen")) == (0, 1)
    store.connection.run("INSERT INTO article_words (article_words) VALUES ('integrity-check')")


def test_facts_come_back_as_they_were(store):
    number = store_article(store, 1)
    people = (Participant(name="Petra Lund", role="envoy", country="NOR", span=(0, 4)), Participant(org="EU"))
    meeting = Meeting(
        participants=people, format="talks", status="planned", span=(0, 19), cue="met", date="2026-03-05"
    )
    facts = Facts(meetings=(meeting,), countries=("NOR",))
    store.articles.save_facts(
        number, facts, story="s9", meeting_stories=("m9",), signature={"a": 1}, keys=("lund", "oslo")
    )
    found = store.articles.get(number)
    assert (found.facts, found.story, found.meeting_stories) == (facts, "s9", ("m9",))
    assert [s.id for s in store.stories.of_stories(["m9"], found.seq)] == [number]
    assert [s.id for s in store.stories.with_planned(NOON, found.seq)] == [number]
    assert store.stories.with_planned(NOON + timedelta(days=1), found.seq) == []


def test_of_a_story_without_end_the_newest_articles_are_taken(store):
    numbers = [store_article(store, n) for n in range(1, 6)]
    for number in numbers:
        store.articles.save_facts(
            number, Facts(), story="war", meeting_stories=(), signature={}, keys=("war",)
        )
    upto = store.articles.upto_seq()
    assert [s.id for s in store.stories.of_stories(["war"], upto)] == numbers
    assert [s.id for s in store.stories.of_stories(["war"], upto, 2)] == numbers[-2:]
    assert [s.id for s in store.stories.of_stories(["war"], upto - 1, 2)] == numbers[-3:-1]
    assert store.stories.of_stories(["war"], upto, 0) == []


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="the system does not tell what files are open")
def test_however_many_threads_share_one_connection(tmp_path: Path):
    def open_files() -> list[str]:
        links = [link.readlink() for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
        return sorted(link.name for link in links if link.parent == tmp_path)

    with open_store(tmp_path / "one.db") as store:
        store.service.put("alive", {})
        before = open_files()
        assert before.count("one.db") == 1
        together = threading.Barrier(20)

        def use(number: int) -> None:
            together.wait(10)
            store.service.put(f"note {number}", {"by": number})
            assert store.service.get(f"note {number}") == {"by": number}

        threads = [threading.Thread(target=use, args=(n,)) for n in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
        assert open_files() == before
        assert store.service.get("note 19") == {"by": 19}
    assert open_files() == []


def test_what_is_made_of_rows_takes_the_memory_of_one_row(store):
    """An edition is composed beside hundreds of articles: their rows as text stood beside what was made of them."""
    many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30) SELECT hex(zeroblob(50000)) AS t FROM n"

    def peak(look: Callable[[], object]) -> int:
        tracemalloc.start()
        try:
            look()
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(lambda: store.connection.made(lambda row: len(row["t"]), many)) < 400_000
    assert peak(lambda: store.connection.rows(many)) > 2_500_000, "else this measures nothing"
    assert store.connection.made(lambda row: len(row["t"]), many) == [100_000] * 30


def test_editions_are_had_one_at_a_time(store):
    """The service looks through those of two weeks every few seconds: all together they took more memory than it does."""
    body = {"items": [{"text": f"line {n}", "facts": [f"{n}.m0"]} for n in range(400)]}
    for day in range(40):
        store.editions.add(
            digest="daily", slot=NOON + timedelta(days=day), channel="#desk", after_seq=0, upto_seq=0, since=None,
            until=NOON + timedelta(days=day), late=False, body=body, reader_version="1", record=body,
        )  # fmt: skip

    def peak(look) -> int:
        tracemalloc.start()
        try:
            assert sum(1 for _ in look()) == 40
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    one = peak(lambda: (store.editions.get(1) for _ in range(40)))
    assert peak(store.editions.each) < 2 * one
    assert peak(lambda: store.editions.since(NOON)) < 2 * one
    assert peak(store.editions.all) > 10 * one, "else this measures nothing"
    assert [row.id for row in store.editions.since(NOON + timedelta(days=37))] == [40, 39, 38]


def test_candidates_share_a_key_and_are_recent(store):
    first, second = store_article(store, 1), store_article(store, 2)
    store.articles.save_facts(
        second, Facts(), story="s2", meeting_stories=(), signature={}, keys=("oslo", "lund")
    )
    found = store.stories.candidates(("lund", "oslo"), NOON - timedelta(days=1))
    assert [c.id for c in found] == [first, second]
    assert [c.id for c in store.stories.candidates(("oslo",), NOON, exclude=first)] == [second]
    assert store.stories.candidates(("oslo",), NOON + timedelta(seconds=1)) == []
    assert store.stories.candidates((), NOON) == []


def test_a_renamed_source_keeps_its_history(store):
    one = entry(1, guid="tag:1")
    store.sources.save(
        SourceState(id="gazette", url="https://gazette.example/feed", etag='"a"', first_round=NOON)
    )
    store.wanted.add(one, keys(one), NOON)
    store_article(store, 1)
    assert store.sources.rename("gazette", "the-gazette")
    assert store.sources.states()["the-gazette"].etag == '"a"'
    renamed = entry(99, source="the-gazette", guid="tag:1")
    assert store.wanted.known(keys(renamed)) is not None
    assert store.wanted.due(NOON)[0].entry.source == "the-gazette"
    assert next(store.articles.each()).article.source == "the-gazette"
    assert not store.sources.rename("gazette", "the-gazette")


def test_what_a_host_told_us_is_kept_as_it_was_until_it_is_old(store):
    assert not store.hosts.asked()
    told = {
        "a.example:443": Remembered(not_before=NOON + timedelta(hours=1), untold=3),
        "b.example:443": Remembered(robots=Copy(until=NOON, text="User-agent: *\nDisallow: /\x00ü")),
        "c.example:443": Remembered(robots=Copy(until=NOON, refused="no answer", silent=True)),
    }
    for host, what in told.items():
        store.hosts.keep(host, Remembered(untold=1), NOON)
        store.hosts.keep(host, what, NOON)
    assert {host: store.hosts.recall(host) for host in told} == told
    assert store.hosts.asked()
    store.hosts.forget(NOON + timedelta(days=1))
    assert store.hosts.recall("a.example:443") == Remembered()


def test_a_look_stands_until_its_source_is_saved(store):
    store.sources.begin(["gazette", "courier"], NOON)
    store.sources.begin(["gazette"], NOON + timedelta(hours=1))
    assert store.hosts.asked()
    assert store.sources.looks() == {
        "gazette": Look(begun=NOON + timedelta(hours=1), tries=2),
        "courier": Look(begun=NOON, tries=1),
    }
    store.sources.save(SourceState(id="gazette", url="https://gazette.example/feed"))
    store.sources.end(["courier"])
    assert store.sources.looks() == {}


def test_a_message_is_queued_once_however_often_it_is_asked_for(store):
    message = Message(key="edition:1:0", channel="#desk", body={"text": "News"})
    assert store.outbox.queue([message, message], NOON) == 1
    assert store.outbox.queue([message], NOON) == 0
    assert store.outbox.get("edition:1:0").body == {"text": "News"}


def test_a_digest_is_known_from_its_first_sight_and_through_a_new_name(store):
    later = NOON + timedelta(days=3)
    assert store.editions.known_since("daily", NOON) == NOON
    assert store.editions.known_since("daily", later) == NOON
    assert store.editions.known_since("morning", later, was="daily") == NOON
    assert store.editions.known_since("daily", later) == later
