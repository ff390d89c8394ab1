"""Channels as Slack describes them: name, who made them, whether we are in them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.store.database import Connection, instant, stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A channel."""

    id: str
    #: Without "#".
    name: str
    #: Slack's id of who made it, by Slack's own rule its manager; None when it does not say.
    creator: str | None
    private: bool
    #: Whether the bot is in it.
    member: bool
    #: When Slack was last asked.
    seen: datetime


class Rooms:
    """The rooms table."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def get(self, channel: str) -> Room | None:
        """Return what is known of a channel, by its id."""
        row = self._c.row("SELECT * FROM rooms WHERE id = ?", (channel,))
        return _room(row) if row else None

    def made_by(self, user: str) -> list[str]:
        """Return the ids of the channels somebody made, as far as they are known."""
        rows = self._c.rows("SELECT id FROM rooms WHERE creator = ? ORDER BY id", (user,))
        return [row["id"] for row in rows]

    def put(self, room: Room) -> None:
        """Keep what Slack said of a channel."""
        self._c.run(
            "INSERT OR REPLACE INTO rooms (id, name, creator, private, member, seen) VALUES (?,?,?,?,?,?)",
            (room.id, room.name, room.creator, int(room.private), int(room.member), stamp(room.seen)),
        )

    def forget(self, channel: str) -> None:
        """Ask Slack anew about a channel: something about it changed."""
        self._c.run("DELETE FROM rooms WHERE id = ?", (channel,))


def _room(row: dict[str, Any]) -> Room:
    seen = instant(row["seen"])
    assert seen is not None
    return Room(
        id=row["id"],
        name=row["name"],
        creator=row["creator"],
        private=bool(row["private"]),
        member=bool(row["member"]),
        seen=seen,
    )
