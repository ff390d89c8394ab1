"""From every schema there was to the one there is: nothing is lost, and the old file stays beside the new."""

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.finding import find
from bot.queries import read_query
from bot.settings import Configuration
from bot.store import open_store
from bot.store.database import stamp
from bot.store.migrations import migrations
from scrapers.fetch import Remembered
from tests.bot.store.test_search import FACTS, TEXT, sound

FIRST, SECOND = "m001_first", "m002_search_and_service"
ALL = [step.name for step in migrations.pending(Database(memory=True))]


def first_schema(path: Path) -> None:
    """Make a database as the first version made it, with two articles."""
    raw = sqlite3.connect(path, isolation_level=None)
    migrations.apply(Database(raw), stop_before=SECOND)
    from digests.records import to_json

    for n in (1, 2):
        url = f"https://courier.example/{n}"
        raw.execute(
            "INSERT INTO versions (article, version, title, text, fetched, fingerprint) VALUES (NULL, 1, 'Ferries', ?, ?, 'x')",
            (TEXT, "2026-11-24T12:00:00.000000Z"),
        )
        raw.execute(
            "INSERT INTO articles (id, seq, url, source, title, text, fetched, first_seen, effective, fingerprint, version,"
            " captions, from_feed, archive_only) VALUES (?, ?, ?, 'courier', 'Ferries', ?, ?, ?, ?, 'x', 1, '[]', 0, 0)",
            (n, n, url, TEXT, *["2026-11-24T12:00:00.000000Z"] * 3),
        )
        raw.execute("UPDATE versions SET article = seq WHERE seq = ?", (n,))
        raw.execute("INSERT INTO articles_fts (rowid, title, text) VALUES (?, 'Ferries', ?)", (n, TEXT))
        raw.execute(
            "INSERT INTO facts VALUES (?, 's', '[\"s\"]', ?, '{}', '1')", (n, json.dumps(to_json(FACTS)))
        )
    raw.close()


def steps(path: Path) -> list[str]:
    with sqlite3.connect(path) as raw:
        return [row[0] for row in raw.execute("SELECT name FROM _sqlite_migrations ORDER BY id")]


def test_a_database_of_the_first_schema_is_taken_over_whole(tmp_path: Path):
    path = tmp_path / "communique.db"
    first_schema(path)
    with open_store(path) as store:
        assert [row.article.text for row in store.articles.each()] == [TEXT, TEXT]
        assert [row.facts for row in store.articles.each()] == [FACTS, FACTS]
        hits = find(store, Configuration(), read_query("who:finch kind:meeting"))
        assert [(hit.kind, hit.article) for hit in hits] == [("meeting", 2), ("meeting", 1)]
        sound(store)
        assert store.connection.check() is None
    assert steps(path) == ALL


def test_who_asked_us_to_wait_is_left_alone_by_the_next_version_too(tmp_path: Path):
    path = tmp_path / "communique.db"
    first_schema(path)
    until = datetime(2026, 11, 25, 12, tzinfo=UTC)
    with sqlite3.connect(path) as raw:
        raw.execute("INSERT INTO hosts VALUES ('courier.example:443', ?)", (stamp(until),))
    with open_store(path) as store:
        assert store.hosts.recall("courier.example:443") == Remembered(not_before=until)
        assert store.sources.looks() == {}


def test_the_database_as_it_was_stays_beside_the_new_one(tmp_path: Path):
    path = tmp_path / "communique.db"
    first_schema(path)
    open_store(path).close()
    copy = tmp_path / f"communique.db.before-{SECOND}"
    assert steps(copy) == [FIRST]
    with sqlite3.connect(copy) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert raw.execute("SELECT count(*) FROM articles").fetchone() == (2,)


def test_a_step_that_fails_leaves_the_database_as_it_was(tmp_path: Path):
    path = tmp_path / "communique.db"
    first_schema(path)
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE facts SET body = '{broken' WHERE article = 2")
    with pytest.raises(ValueError, match="Expecting"):
        open_store(path)
    assert steps(path) == [FIRST]
    with sqlite3.connect(path) as raw:
        names = {row[0] for row in raw.execute("SELECT name FROM sqlite_master")}
    assert "fact_texts" not in names


def test_a_database_that_is_up_to_date_is_not_copied(tmp_path: Path):
    path = tmp_path / "communique.db"
    open_store(path).close()
    open_store(path).close()
    assert [p.name for p in tmp_path.iterdir() if "before" in p.name] == []
