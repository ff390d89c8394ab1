"""`communique backup` and `restore`: whole or not at all, under load, and never in the place of something unasked."""

import os
import re
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.store import open_store
from bot.store.copies import inspect
from bot.store.lock import hold
from bot.store.outbox import Message
from tests.bot.store.test_search import keep, sound

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def run(database: Path, *arguments: object) -> Result:
    return CliRunner().invoke(main, ["--database", str(database), *map(str, arguments)])


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "data" / "communique.db"
    with open_store(path) as store:
        for n in range(1, 4):
            keep(store, n)
    return path


def numbers(database: Path) -> list[int]:
    with open_store(database) as store:
        sound(store)
        return [row.id for row in store.articles.each()]


def test_a_backup_holds_everything_and_can_be_put_back(database: Path, tmp_path: Path):
    copy = tmp_path / "copy.db"
    found = run(database, "backup", copy)
    assert found.exit_code == 0
    assert found.stdout.startswith(f"{copy}: 3 articles, 0 editions")
    with open_store(database) as store:
        keep(store, 4)
    assert run(database, "restore", copy).exit_code == 0
    assert numbers(database) == [1, 2, 3]
    with open_store(database) as store:
        assert keep(store, 5) == 4, "the sequence goes on where the backup was"


def test_a_backup_can_be_taken_while_others_write(database: Path, tmp_path: Path):
    stop = threading.Event()
    written: list[int] = []

    def write() -> None:
        with open_store(database) as store:
            while not stop.is_set():
                written.append(keep(store, len(written) + 10))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        before = []
        for n in range(5):
            before.append(3 + len(written))
            assert run(database, "backup", tmp_path / f"{n}.db").exit_code == 0
    finally:
        stop.set()
        writer.join()
    for n in range(5):
        found = numbers(tmp_path / f"{n}.db")
        assert found == list(range(1, len(found) + 1)), "every backup is the state of one moment"
        assert len(found) >= before[n], "what was written before it began is in it, wherever SQLite keeps it"
    assert len(numbers(database)) == 3 + len(written)


def test_a_backup_replaces_nothing_unless_told(database: Path, tmp_path: Path):
    copy = tmp_path / "copy.db"
    copy.write_text("precious")
    found = run(database, "backup", copy)
    assert (found.exit_code, copy.read_text()) == (1, "precious")
    assert "--force" in found.stderr
    assert run(database, "backup", "--force", copy).exit_code == 0
    assert inspect(copy).articles == 3


@pytest.mark.parametrize("flags", [(), ("--force",)])
def test_a_backup_onto_itself_or_into_nothing_is_refused(
    database: Path, tmp_path: Path, flags: tuple[str, ...]
):
    assert "is the database itself" in run(database, "backup", *flags, database).stderr
    assert "cannot be" in run(database, "backup", *flags, tmp_path / "no" / "where.db").stderr
    assert "is a folder" in run(database, "backup", *flags, tmp_path).stderr
    missing = tmp_path / "other.db"
    assert run(missing, "backup", *flags, tmp_path / "x.db").exit_code == 1
    assert not missing.exists(), "a wrong --database makes no empty one"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["data"], "nothing half is left"


def test_the_replaced_database_stays_beside_the_new_one(database: Path, tmp_path: Path):
    copy = tmp_path / "copy.db"
    run(database, "backup", copy)
    with open_store(database) as store:
        keep(store, 4)
    found = run(database, "restore", copy)
    (aside,) = database.parent.glob("communique.db.replaced-*Z")
    assert str(aside) in found.stdout
    assert numbers(aside) == [1, 2, 3, 4]


def test_a_damaged_database_is_replaced_and_kept_too(database: Path, tmp_path: Path):
    copy = tmp_path / "copy.db"
    run(database, "backup", copy)
    database.write_bytes(b"damaged" * 100)
    database.with_name("communique.db-wal").write_bytes(b"left over")
    assert run(database, "restore", copy).exit_code == 0
    assert numbers(database) == [1, 2, 3]
    kept = sorted(p.read_bytes()[:9] for p in database.parent.glob("communique.db.replaced-*"))
    assert kept in ([b"damagedda"], [b"damagedda", b"left over"])


def test_restoring_where_nothing_was_makes_the_database(database: Path, tmp_path: Path):
    new = tmp_path / "new" / "communique.db"
    assert run(new, "restore", database).exit_code == 0
    assert numbers(new) == [1, 2, 3]


def test_a_running_service_is_named_and_nothing_is_touched(database: Path, tmp_path: Path):
    copy = tmp_path / "copy.db"
    run(database, "backup", copy)
    before = database.read_bytes()
    with hold(database):
        found = run(database, "restore", copy)
    assert found.exit_code == 1
    assert f"process {os.getpid()}" in found.stderr
    assert database.read_bytes() == before


def spoil_bytes(copy: Path) -> None:
    raw = bytearray(copy.read_bytes())
    raw[4096 * 2 : 4096 * 6] = b"\xff" * 4096 * 4
    copy.write_bytes(raw)


def spoil_newer(copy: Path) -> None:
    with sqlite3.connect(copy) as raw:
        raw.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('communique', 'm999_tomorrow', 'x')"
        )


def spoil_foreign(copy: Path) -> None:
    copy.unlink()
    with sqlite3.connect(copy) as raw:
        raw.execute("CREATE TABLE recipes (name TEXT)")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (spoil_bytes, "damaged"),
        (spoil_newer, "newer version of communique .*m999_tomorrow"),
        (spoil_foreign, "no database of communique"),
        (lambda copy: copy.write_text("words, only words"), "no database"),
        (lambda copy: copy.unlink(), "there is no file"),
    ],
)
def test_a_backup_that_cannot_be_used_is_refused_before_anything_changes(
    database: Path, tmp_path: Path, spoil, said: str
):
    copy = tmp_path / "copy.db"
    run(database, "backup", copy)
    spoil(copy)
    found = run(database, "restore", copy)
    assert found.exit_code == 1
    assert re.search(said, found.stderr), found.stderr
    assert numbers(database) == [1, 2, 3]
    assert not list(database.parent.glob("*.replaced-*"))
    assert not list(database.parent.glob("*.restoring"))


def test_a_copy_says_when_it_was_taken_and_so_does_the_copy_of_a_copy(database: Path, tmp_path: Path):
    """A service over it has to look what was posted since: also when it was put in place by hand."""
    copy, second = tmp_path / "copy.db", tmp_path / "second.db"
    before = datetime.now(UTC)
    run(database, "backup", copy)
    run(copy, "backup", second)
    with open_store(database) as store:
        assert store.shown.copied() is None
    with open_store(copy) as store:
        taken = store.shown.copied()
    assert taken is not None
    assert before <= taken <= datetime.now(UTC)
    assert run(database, "restore", second).exit_code == 0
    with open_store(database) as store:
        assert store.shown.copied() == taken


def test_a_copy_that_does_not_say_is_as_old_as_what_it_holds(database: Path, tmp_path: Path):
    with open_store(database) as store, store.write():
        store.outbox.queue([Message(key="waits", channel="#desk", body={"text": "x"})], NOW)
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(database)) as raw:
        raw.execute("VACUUM INTO ?", (str(copy),))
    assert run(database, "restore", copy).exit_code == 0
    with open_store(database) as store:
        assert store.shown.copied() == NOW


def test_restore_says_what_may_come_twice(database: Path, tmp_path: Path):
    with open_store(database) as store, store.write():
        store.editions.add(
            digest="daily", slot=NOW, channel="#desk", after_seq=0, upto_seq=2, since=None, until=NOW, late=False, body={},
            reader_version="1",
        )  # fmt: skip
    run(database, "backup", tmp_path / "copy.db")
    assert (
        "no edition after Tue 24 Nov 2026 12:00 UTC" in run(database, "restore", tmp_path / "copy.db").stdout
    )
