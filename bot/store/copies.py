"""Copies of the database: a backup while others write, and a backup put back in its place."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.errors import NewerSchemaError, StoreError
from bot.store.database import BUSY, stamp, step_names

#: SQLite keeps what is not yet written back, and how far readers are, in files beside the database.
BESIDE = ("-wal", "-shm")
#: A copy that says nothing of when it was taken, and holds no sign of it either, is taken to be so old.
UNKNOWN = timedelta(days=30)
#: Whatever leaves a time in a database: at or before the moment of a copy.
_SIGNS = (
    "SELECT max(created) AS at FROM deliveries UNION ALL SELECT max(attempted) FROM deliveries UNION ALL SELECT max(until) FROM"
    " editions UNION ALL SELECT max(fetched) FROM articles UNION ALL SELECT json_extract(value, '$.at') FROM service"
    " WHERE key = 'alive'"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a database file holds."""

    articles: int
    editions: int
    #: When the last edition was composed, as stored; None for none.
    last_edition: str | None
    size: int


def save_copy(database: Path, target: Path, *, replace: bool = False) -> Contents:
    """Write a copy of the database as it is at one moment, checked, and complete or not there at all.

    The copy says of itself when it was taken: a service over it first looks what was posted since (bot.jobs.lookback).

    Args:
        database: May be in use, also by a writer.
        target: Must not be there, unless it is to be replaced.
        replace: Replace an earlier file.

    Raises:
        StoreError: There is no database, the target is there or cannot be written, or the copy is not sound.
    """
    if not database.is_file():
        raise StoreError(f"there is no database {database}")
    if target.is_dir():
        raise StoreError(f"{target} is a folder; name a file in it")
    if target.exists():
        if target.samefile(database):
            raise StoreError(f"{target} is the database itself")
        if not replace:
            raise StoreError(f"{target} is there already; name another file, or add --force to replace it")
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        taken = datetime.now(UTC)
        with _opened(database) as raw:
            raw.execute("VACUUM INTO ?", (str(part),))
        with _opened(part) as raw:
            _mark(raw, stamp(taken))
        contents = inspect(part)
        _to_disk(part)
        if replace:
            part.replace(target)
        else:
            # Unlike a rename, a link never replaces what somebody else has put there meanwhile.
            os.link(part, target)
        _to_disk(target.parent)
    except FileExistsError as error:
        raise StoreError(f"{target} is there already; name another file") from error
    except OSError as error:
        raise StoreError(f"{target} cannot be written: {error.strerror}") from error
    except sqlite3.Error as error:
        raise StoreError(f"{database} cannot be copied to {target}: {error}") from error
    finally:
        part.unlink(missing_ok=True)
    return contents


def inspect(path: Path) -> Contents:
    """Check a database file and return what it holds.

    Raises:
        StoreError: It is not there, no database of ours, or damaged.
        NewerSchemaError: A newer version of the program wrote it.
    """
    if not path.is_file():
        raise StoreError(f"there is no file {path}")
    try:
        with _opened(path) as raw:
            said = raw.execute("PRAGMA quick_check(1)").fetchone()[0]
            if said != "ok":
                raise StoreError(f"{path} is damaged ({said})")
            steps = _steps(raw)
            foreign = [step for step in steps if step not in step_names()]
            if foreign:
                raise NewerSchemaError(
                    f"{path} was written by a newer version of communique (it has the schema step {foreign[-1]})"
                )
            if not steps:
                raise StoreError(f"{path} is no database of communique")
            articles = raw.execute("SELECT count(*) FROM articles").fetchone()[0]
            editions, last = raw.execute("SELECT count(*), max(until) FROM editions").fetchone()
    except sqlite3.Error as error:
        raise StoreError(f"{path} is damaged or no database ({error})") from error
    return Contents(articles=articles, editions=editions, last_edition=last, size=path.stat().st_size)


def put_back(backup: Path, database: Path, now: datetime) -> tuple[Contents, Path | None]:
    """Put a backup in the place of the database, which stays beside it; nobody else may work on it meanwhile.

    What the backup holds as waiting, and what it knows nothing of, may have been posted since: the service looks for both in
    Slack before it sends anything (bot.jobs.lookback).

    Returns:
        What is in place now, and where the old database is; None when there was none.

    Raises:
        StoreError: The backup cannot be used; nothing was changed.
    """
    if database.exists() and backup.exists() and backup.samefile(database):
        raise StoreError(f"{backup} is the database itself")
    inspect(backup)
    part = database.with_name(f"{database.name}.restoring")
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with _opened(backup) as raw:
            raw.execute("VACUUM INTO ?", (str(part),))
        with _opened(part) as raw:
            _mark(raw, _last_sign(raw) or stamp(now - UNKNOWN))
        contents = inspect(part)
        _to_disk(part)
        aside = _set_aside(database, now)
        part.replace(database)
        _to_disk(database.parent)
    except OSError as error:
        raise StoreError(f"{database} cannot be replaced: {error.strerror}") from error
    except sqlite3.Error as error:
        raise StoreError(f"{backup} cannot be put in the place of {database}: {error}") from error
    finally:
        part.unlink(missing_ok=True)
    return contents, aside


def _set_aside(database: Path, now: datetime) -> Path | None:
    """Give the database and what belongs to it another name; one that is damaged, too."""
    if not database.exists():
        for end in BESIDE:
            database.with_name(database.name + end).unlink(missing_ok=True)
        return None
    aside = database.with_name(f"{database.name}.replaced-{now:%Y%m%dT%H%M%SZ}")
    if aside.exists():
        raise StoreError(f"{aside} is there already; try again in a second")
    try:
        with _opened(database) as raw:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error:
        # It is damaged, which may be why it is replaced; its parts stay together all the same.
        pass
    # The file itself goes last: a process killed in between must not leave it with the parts of another.
    for end in BESIDE:
        part = database.with_name(database.name + end)
        if part.exists():
            part.replace(aside.with_name(aside.name + end))
    database.replace(aside)
    return aside


def _mark(raw: sqlite3.Connection, taken: str) -> None:
    """Note in a copy when it was taken; the copy of a copy that nobody compared with Slack is as old as that one."""
    if raw.execute("SELECT count(*) FROM sqlite_master WHERE name = 'service'").fetchone()[0]:
        raw.execute(
            "INSERT INTO service (key, value) VALUES ('copy', json_object('at', ?)) ON CONFLICT (key) DO NOTHING",
            (taken,),
        )


def _last_sign(raw: sqlite3.Connection) -> str | None:
    """Return the last instant that a database tells of; None when it tells of none, or is of the first version."""
    if not raw.execute("SELECT count(*) FROM sqlite_master WHERE name = 'service'").fetchone()[0]:
        return None
    found = raw.execute(f"SELECT max(at) FROM ({_SIGNS})").fetchone()[0]  # noqa: S608 - fixed text
    return str(found) if found else None


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, timeout=BUSY, isolation_level=None)) as raw:
        yield raw


def _steps(raw: sqlite3.Connection) -> list[str]:
    if not raw.execute("SELECT count(*) FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone()[0]:
        return []
    rows = raw.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = 'communique' ORDER BY id")
    return [row[0] for row in rows]


def _to_disk(path: Path) -> None:
    """Have the system write a file, or the names in a folder, before anything relies on it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
