"""What is known of each source: validators, health, when to ask again, and looks that nobody saw the end of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.store.database import Connection, instant, stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """The memory of one source; all None or 0 before its first check."""

    id: str
    url: str
    validated: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    full_at: datetime | None = None
    next_check: datetime | None = None
    last_check: datetime | None = None
    last_success: datetime | None = None
    last_new: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    reason: str | None = None
    first_round: datetime | None = None
    listed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A source that was asked, and has not answered yet."""

    begun: datetime
    #: How often it was asked since it last answered.
    tries: int


_COLUMNS = (
    "id", "url", "validated", "etag", "last_modified", "body_hash", "full_at", "next_check", "last_check", "last_success",
    "last_new", "failures", "failing_since", "reason", "first_round", "listed",
)  # fmt: skip
_INSTANTS = frozenset(
    ("full_at", "next_check", "last_check", "last_success", "last_new", "failing_since", "first_round")
)


class Sources:
    """The sources and looks tables."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def states(self) -> dict[str, SourceState]:
        """Return what is known of every source ever asked."""
        out: dict[str, SourceState] = {}
        for row in self._c.rows("SELECT * FROM sources"):
            values: dict[str, Any] = {k: instant(row[k]) if k in _INSTANTS else row[k] for k in _COLUMNS}
            out[row["id"]] = SourceState(**values)
        return out

    def save(self, state: SourceState) -> None:
        """Write the memory of one source; call it in the transaction that stores what the source listed."""
        values = [getattr(state, k) for k in _COLUMNS]
        values = [stamp(v) if isinstance(v, datetime) else v for v in values]
        marks = ",".join("?" * len(_COLUMNS))
        self._c.run(f"INSERT OR REPLACE INTO sources ({','.join(_COLUMNS)}) VALUES ({marks})", values)  # noqa: S608 - our own names
        self._c.run("DELETE FROM looks WHERE source = ?", (state.id,))

    def rename(self, was: str, new: str) -> bool:
        """Give a source's history to its new id; tell whether there was one to give."""
        if not self._c.value("SELECT count(*) FROM sources WHERE id = ?", (was,)):
            return False
        if self._c.value("SELECT count(*) FROM sources WHERE id = ?", (new,)):
            return False
        self._c.run("UPDATE sources SET id = ? WHERE id = ?", (new, was))
        self._c.run("UPDATE articles SET source = ? WHERE source = ?", (new, was))
        self._c.run(
            "UPDATE wanted SET source = ?, entry = json_set(entry, '$.source', ?) WHERE source = ?",
            (new, new, was),
        )
        # The keys that hold within one source begin with its id (see scrapers.identity).
        for mark in ("g", "t", "b"):
            old = f"{mark}:{was}:"
            self._c.run(
                "UPDATE OR IGNORE identities SET key = ? || substr(key, ?) WHERE substr(key, 1, ?) = ?",
                (f"{mark}:{new}:", len(old) + 1, len(old), old),
            )
        return True

    def begin(self, sources: Iterable[str], now: datetime) -> None:
        """Note that sources are asked now; saving what is known of one ends its look."""
        with self._c.write():
            self._c.many(
                "INSERT INTO looks (source, begun, tries) VALUES (?,?,1)"
                " ON CONFLICT (source) DO UPDATE SET begun = excluded.begun, tries = tries + 1",
                [(source, stamp(now)) for source in sources],
            )

    def end(self, sources: Iterable[str]) -> None:
        """Note that looks ended though nothing came of them."""
        with self._c.write():
            self._c.many("DELETE FROM looks WHERE source = ?", [(source,) for source in sources])

    def looks(self) -> dict[str, Look]:
        """Return the looks that have not ended: they are under way, or their process was killed."""
        rows = self._c.rows("SELECT source, begun, tries FROM looks")
        return {
            row["source"]: Look(begun=datetime.fromisoformat(row["begun"]), tries=row["tries"])
            for row in rows
        }
