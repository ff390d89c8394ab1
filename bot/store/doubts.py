"""Messages sent again because nobody knew what had become of them: such a one may stand twice, and is looked for later."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.store.database import Connection, instant, stamp
from bot.store.outbox import Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A message that was sent more than once."""

    #: Key of its delivery.
    key: str
    #: Slack's id of the channel it was sent to.
    channel_id: str
    #: When the first attempt began of which nobody knew the end.
    since: datetime
    #: How often the channel was read since it was sent last.
    looks: int
    #: Time stamps of the repetitions taken away so far.
    removed: tuple[str, ...]


class Doubts:
    """The doubts table."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def note(self, row: Delivery, channel_id: str, next_look: datetime) -> None:
        """Note that a message of doubtful outcome is sent again. Call it in the transaction of that attempt."""
        assert row.attempted is not None
        self._c.run(
            "INSERT INTO doubts (delivery, channel_id, since, next_look) VALUES (?,?,?,?) ON CONFLICT (delivery)"
            " DO UPDATE SET channel_id = excluded.channel_id, next_look = excluded.next_look, looks = 0",
            (row.id, channel_id, stamp(row.attempted), stamp(next_look)),
        )

    def due(self, now: datetime) -> Doubt | None:
        """Return the message to look for now, the one that has waited longest; None for none."""
        found = self._c.row(
            "SELECT t.*, d.key FROM doubts t JOIN deliveries d ON d.id = t.delivery WHERE t.next_look <= ?"
            " ORDER BY t.next_look LIMIT 1",
            (stamp(now),),
        )
        return _doubt(found) if found else None

    def get(self, key: str) -> Doubt | None:
        """Return what is noted of a message; None when its outcome was never in doubt."""
        found = self._c.row(
            "SELECT t.*, d.key FROM doubts t JOIN deliveries d ON d.id = t.delivery WHERE d.key = ?", (key,)
        )
        return _doubt(found) if found else None

    def later(self, doubt: Doubt, next_look: datetime | None, looks: int) -> None:
        """Set when to look again; None for never."""
        self._set(
            doubt, "next_look = ?, looks = ?", (stamp(next_look) if next_look is not None else None, looks)
        )

    def removed(self, doubt: Doubt, ts: tuple[str, ...]) -> None:
        """Note which repetitions were taken away, all of them."""
        self._set(doubt, "removed = ?", (json.dumps(ts),))

    def stands_at(self, row: Delivery, channel_id: str, ts: str, now: datetime) -> None:
        """Note where a message stands: replies and corrections go there from now on."""
        self._c.run(
            "UPDATE deliveries SET state = 'sent', channel_id = ?, ts = ?, sent = coalesce(sent, ?), last_error = NULL"
            " WHERE id = ?",
            (channel_id, ts, stamp(now), row.id),
        )

    def last_body(self, row: Delivery) -> dict[str, Any]:
        """Return a message as it is to read now: as it was corrected last."""
        found = self._c.value(
            "SELECT body FROM deliveries WHERE parent = ? AND op = 'update' AND state <> 'parked' ORDER BY id DESC LIMIT 1",
            (row.key,),
        )
        body: dict[str, Any] = json.loads(found) if found else row.body
        return body

    def _set(self, doubt: Doubt, what: str, values: tuple[Any, ...]) -> None:
        self._c.run(
            f"UPDATE doubts SET {what} WHERE delivery = (SELECT id FROM deliveries WHERE key = ?)",  # noqa: S608 - ours
            (*values, doubt.key),
        )


def _doubt(row: dict[str, Any]) -> Doubt:
    since = instant(row["since"])
    assert since is not None
    return Doubt(
        key=row["key"],
        channel_id=row["channel_id"],
        since=since,
        looks=row["looks"],
        removed=tuple(json.loads(row["removed"])),
    )
