"""What the service notes of itself for other processes to read: what it loaded, that it lives, what it did last."""

import json
from datetime import datetime, timedelta
from typing import Any, Literal

from bot.store.database import Connection, instant, stamp

#: Tables with the column that says when something is to be done; rows in the past are due anyway.
_PLANS = (
    ("sources", "id", "next_check"),
    ("hosts", "host", "not_before"),
    ("wanted", "id", "next_try"),
    ("deliveries", "id", "next_try"),
    ("digests", "id", "known"),
    ("rechecks", "article", "next_try"),
    ("doubts", "delivery", "next_look"),
)
#: alive: at, pid, started. configuration: loaded, error, sources, digests (see bot.reload). pruned: at.
#: followed: seq, again (see bot.jobs.afterwards). weekly: corrections (see bot.jobs.weekly).
#: copy: at, in a copy that was not compared with Slack yet. shown: at, account (see bot.store.shown).
Key = Literal["alive", "configuration", "copy", "followed", "pruned", "shown", "weekly"]


class ServiceNotes:
    """The service table."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def get(self, key: Key) -> dict[str, Any] | None:
        """Return a note; None before the first."""
        found = self._c.value("SELECT value FROM service WHERE key = ?", (key,))
        if found is None:
            return None
        note: dict[str, Any] = json.loads(found)
        return note

    def put(self, key: Key, value: dict[str, Any]) -> None:
        """Write a note; it replaces the last one."""
        self._c.run(
            "INSERT INTO service (key, value) VALUES (?,?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, json.dumps(value, ensure_ascii=False)),
        )

    def drop(self, key: Key) -> None:
        """Remove a note."""
        self._c.run("DELETE FROM service WHERE key = ?", (key,))

    def set_back(self, by: timedelta, now: datetime) -> None:
        """Bring forward what was planned by a clock that ran ahead; call it inside a transaction."""
        for table, key, column in _PLANS:
            rows = self._c.rows(
                f"SELECT {key} AS id, {column} AS at FROM {table} WHERE {column} > ?",  # noqa: S608 - our own names
                (stamp(now),),
            )
            moved = [(stamp(max(now, (instant(row["at"]) or now) - by)), row["id"]) for row in rows]
            self._c.many(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", moved)  # noqa: S608 - our own names
