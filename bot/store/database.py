"""The SQLite file: opened, checked, migrated, written by one connection. With its neighbours, the door to SQL."""

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlite_utils import Database

from bot.errors import NewerSchemaError, StoreError, UnwritableError
from bot.store.migrations import migrations

Made = TypeVar("Made")

#: A writer waits this long for another process before it gives up.
BUSY = 10.0
#: Errors that every other write would meet too.
_LASTING = frozenset(
    (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_NOTADB,
    )
)


def stamp(moment: datetime) -> str:
    """Return an aware instant as text that sorts by time."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def instant(text: str | None) -> datetime | None:
    """Undo `stamp`; None stays None."""
    return None if text is None else datetime.fromisoformat(text)


class Connection:
    """One connection shared by the threads of a process; every use holds its lock."""

    def __init__(self, path: Path | None) -> None:
        """Open `path`, or a database in memory for None; apply what is missing of the schema.

        Raises:
            StoreError: The file cannot be opened, is no database, or is damaged.
            NewerSchemaError: A newer version of the program wrote it.
        """
        self.path = path
        self._lock = threading.RLock()
        try:
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._raw = sqlite3.connect(
                path or ":memory:", timeout=BUSY, check_same_thread=False, isolation_level=None
            )
            self._raw.row_factory = sqlite3.Row
            self._raw.execute("PRAGMA journal_mode=WAL")
            self._raw.execute("PRAGMA synchronous=NORMAL" if path is None else "PRAGMA synchronous=FULL")
            self._raw.execute("PRAGMA foreign_keys=ON")
            self._raw.execute("PRAGMA wal_autocheckpoint=1000")
            self.db = Database(self._raw)
            self._migrate()
        except OSError as error:
            raise StoreError(f"the folder of {path} cannot be made: {error.strerror}") from error
        except sqlite3.Error as error:
            raise _failure(path, error) from error

    def _migrate(self) -> None:
        known = {m.name for m in migrations.pending(self.db)} | {m.name for m in migrations.applied(self.db)}
        steps = step_names()
        foreign = [m.name for m in migrations.applied(self.db) if m.name not in steps]
        assert known
        if foreign:
            raise NewerSchemaError(
                f"{self.path} was written by a newer version of communique (it has the schema step {foreign[-1]}); "
                "install that version, or use another --database"
            )
        pending = migrations.pending(self.db)
        if pending and migrations.applied(self.db) and self.path is not None:
            self._save_copy(pending[0].name)
        if pending:
            migrations.apply(self.db)

    def _save_copy(self, step: str) -> None:
        """Keep the database as it was before a change of schema, beside it."""
        assert self.path is not None
        target = self.path.with_name(f"{self.path.name}.before-{step}")
        if not target.exists():
            with closing(sqlite3.connect(target)) as copy:
                self._raw.backup(copy)

    def close(self) -> None:
        """Close the file; what was written stays."""
        with self._lock:
            self._raw.close()

    @contextmanager
    def write(self) -> Iterator[None]:
        """Hold the write lock for one transaction; nested uses join the outer one. All or nothing."""
        with self._lock:
            if self._raw.in_transaction:
                yield
                return
            try:
                self._raw.execute("BEGIN IMMEDIATE")
            except sqlite3.Error as error:
                raise _failure(self.path, error) from error
            try:
                yield
                self._raw.execute("COMMIT")
            except sqlite3.Error as error:
                self._undo()
                raise _failure(self.path, error) from error
            except BaseException:
                self._undo()
                raise

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Undo, inside a transaction, what is done here when it fails, and nothing else."""
        with self._lock:
            self.run("SAVEPOINT attempt")
            try:
                yield
            except BaseException:
                if self._raw.in_transaction:
                    self._raw.execute("ROLLBACK TO attempt")
                    self._raw.execute("RELEASE attempt")
                raise
            self.run("RELEASE attempt")

    def _undo(self) -> None:
        if self._raw.in_transaction:
            self._raw.execute("ROLLBACK")

    def run(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> int:
        """Execute one statement; return the id of an inserted row, or the number of changed ones for the rest."""
        with self._lock:
            try:
                cursor = self._raw.execute(sql, values)
            except sqlite3.Error as error:
                raise _failure(self.path, error) from error
            if sql.lstrip()[:6].upper() == "INSERT":
                return int(cursor.lastrowid or 0)
            return int(cursor.rowcount)

    def insert(self, table: str, values: dict[str, Any]) -> int:
        """Insert one row, columns by name (ours, never foreign text); return its id."""
        marks = ",".join("?" * len(values))
        return self.run(f"INSERT INTO {table} ({','.join(values)}) VALUES ({marks})", list(values.values()))  # noqa: S608 - ours

    def update(self, table: str, row_id: int, values: dict[str, Any]) -> None:
        """Change columns of the row with an id."""
        setting = ",".join(f"{name}=?" for name in values)
        self.run(f"UPDATE {table} SET {setting} WHERE id=?", [*values.values(), row_id])  # noqa: S608 - ours

    def many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Execute one statement for each row of values."""
        with self._lock:
            try:
                self._raw.executemany(sql, rows)
            except sqlite3.Error as error:
                raise _failure(self.path, error) from error

    def rows(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[dict[str, Any]]:
        """Return all rows of a query as dicts."""
        return self.made(lambda row: row, sql, values)

    def made(
        self, make: Callable[[dict[str, Any]], Made], sql: str, values: Sequence[Any] | dict[str, Any] = ()
    ) -> list[Made]:
        """Return what is made of each row of a query; one row is had at a time: together they may be large."""
        with self._lock:
            try:
                return [make(dict(row)) for row in self._raw.execute(sql, values)]
            except sqlite3.DatabaseError as error:
                raise _failure(self.path, error) from error

    def row(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> dict[str, Any] | None:
        """Return the first row of a query, or None."""
        found = self.rows(sql, values)
        return found[0] if found else None

    def value(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Any:
        """Return the first column of the first row, or None."""
        found = self.row(sql, values)
        return next(iter(found.values())) if found else None

    def check(self) -> str | None:
        """Return what `PRAGMA quick_check` complains of; None when the file is sound."""
        said = str(self.value("PRAGMA quick_check"))
        return None if said == "ok" else said


def step_names() -> set[str]:
    """Return the schema steps this version knows."""
    with closing(sqlite3.connect(":memory:")) as empty:
        return {m.name for m in migrations.pending(Database(empty))}


def _failure(path: Path | None, error: sqlite3.Error) -> StoreError:
    """Return what to raise for an error of SQLite."""
    lasting = getattr(error, "sqlite_errorcode", 0) & 0xFF in _LASTING
    return (UnwritableError if lasting else StoreError)(_explained(path, error))


def _explained(path: Path | None, error: sqlite3.Error) -> str:
    text = str(error)
    if "not a database" in text or "malformed" in text:
        return f"{path} is damaged or no database ({text}); restore a backup, nothing was changed"
    if "locked" in text or "busy" in text:
        return f"{path} is being written by another process ({text}); try again"
    if "readonly" in text or "read-only" in text:
        return f"{path} cannot be written ({text}); check the owner and the mount"
    if "full" in text:
        return f"no space is left for {path} ({text}); free some, nothing was lost"
    if "unable to open" in text:
        return f"{path} cannot be opened ({text}); check the path and its permissions"
    return f"{path}: {text}"
