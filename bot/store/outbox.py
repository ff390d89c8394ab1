"""Deliveries: messages as rows. Queued in the transaction of the decision; sent one at a time per channel."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot.store.database import Connection, instant, stamp

State = Literal["queued", "sending", "sent", "parked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message to be queued."""

    #: Unique for ever: queuing the same key again changes nothing.
    key: str
    channel: str
    #: chat.postMessage or chat.update arguments without channel, thread_ts, ts and metadata.
    body: dict[str, Any]
    op: Literal["post", "update"] = "post"
    #: Key of the message whose thread it belongs to (post), or which it changes (update).
    parent: str | None = None
    edition: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A queued message and what became of it so far."""

    id: int
    key: str
    channel: str
    body: dict[str, Any]
    op: Literal["post", "update"]
    parent: str | None
    edition: int | None
    state: State
    attempts: int
    next_try: datetime
    #: When the last attempt began; None before the first.
    attempted: datetime | None
    channel_id: str | None
    ts: str | None
    last_error: str | None


def _delivery(row: dict[str, Any]) -> Delivery:
    next_try = instant(row["next_try"])
    assert next_try is not None
    return Delivery(
        id=row["id"],
        key=row["key"],
        channel=row["channel"],
        body=json.loads(row["body"]),
        op=row["op"],
        parent=row["parent"],
        edition=row["edition"],
        state=row["state"],
        attempts=row["attempts"],
        next_try=next_try,
        attempted=instant(row["attempted"]),
        channel_id=row["channel_id"],
        ts=row["ts"],
        last_error=row["last_error"],
    )


class Outbox:
    """The deliveries table."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def queue(self, messages: Sequence[Message], now: datetime) -> int:
        """Add messages in order; return how many were new. Call it in the transaction of the decision to post."""
        before = self._c.value("SELECT count(*) FROM deliveries")
        self._c.many(
            "INSERT INTO deliveries (key, op, channel, parent, body, edition, next_try, created) VALUES (?,?,?,?,?,?,?,?)"
            " ON CONFLICT (key) DO NOTHING",
            [
                (
                    m.key,
                    m.op,
                    m.channel,
                    m.parent,
                    json.dumps(m.body, ensure_ascii=False),
                    m.edition,
                    stamp(now),
                    stamp(now),
                )
                for m in messages
            ],
        )
        return int(self._c.value("SELECT count(*) FROM deliveries")) - int(before)

    def get(self, key: str) -> Delivery | None:
        """Return one delivery."""
        row = self._c.row("SELECT * FROM deliveries WHERE key = ?", (key,))
        return _delivery(row) if row else None
