"""Channels by name: resolved once, kept by id, so that a renamed channel stays the same."""

from datetime import datetime

from bot.store.database import Connection, stamp


class Channels:
    """The channels table."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def id_of(self, name: str) -> str | None:
        """Return the id a configured name was resolved to."""
        found = self._c.value("SELECT id FROM channels WHERE name = ?", (name,))
        return str(found) if found else None

    def names_of(self, channel_id: str) -> set[str]:
        """Return the configured names that were resolved to an id."""
        return {row["name"] for row in self._c.rows("SELECT name FROM channels WHERE id = ?", (channel_id,))}

    def keep(self, name: str, channel_id: str, now: datetime) -> None:
        """Keep what a name was resolved to."""
        self._c.run(
            "INSERT INTO channels (name, id, seen) VALUES (?,?,?)"
            " ON CONFLICT (name) DO UPDATE SET id = excluded.id, seen = excluded.seen",
            (name, channel_id, stamp(now)),
        )

    def forget(self, name: str) -> None:
        """Resolve a name anew next time: its channel is gone."""
        self._c.run("DELETE FROM channels WHERE name = ?", (name,))
