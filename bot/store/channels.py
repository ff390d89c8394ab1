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
        """Return the names by which the configuration may mean a channel: resolved to it, or its name in Slack.

        A name that was resolved to another channel stays that one's, whatever is called so now.
        """
        rows = self._c.rows(
            "SELECT name FROM channels WHERE id = :id UNION SELECT '#' || name FROM rooms r WHERE id = :id"
            " AND NOT EXISTS (SELECT 1 FROM channels c WHERE c.name = '#' || r.name AND c.id <> :id)",
            {"id": channel_id},
        )
        return {row["name"] for row in rows}

    def same(self, channel: str) -> list[str]:
        """Return all that a channel, given by name or id, is called in rows: the files have names, Slack has ids."""
        number = self.id_of(channel) or channel
        return sorted({channel, number, *self.names_of(number)})

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
