"""What the service notes of itself for other processes to read: what it loaded, that it lives, what it did last."""

import json
from typing import Any, Literal

from bot.store.database import Connection

#: alive: at, pid, started. configuration: loaded, error, sources, digests (see bot.reload). pruned: at.
#: followed: seq (see bot.jobs.afterwards).
Key = Literal["alive", "configuration", "followed", "pruned"]


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
