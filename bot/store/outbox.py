"""Deliveries: messages as rows. Queued in the transaction of the decision; sent one at a time per channel."""

import json
from collections.abc import Collection, Sequence
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
    #: How often it was looked for in Slack since the last attempt, and not found.
    looks: int
    #: Slack refused it, so others may pass it until its next try.
    aside: bool
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
        looks=row["looks"],
        aside=bool(row["aside"]),
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

    def standing(self, key: str) -> Delivery | None:
        """Return the message of a key, or the one that a correction added in its place; None for none."""
        row = self._c.row(
            "SELECT * FROM deliveries WHERE key = :key OR (key > :key || ':' AND key < :key || ';' AND op = 'post')"
            " ORDER BY id LIMIT 1",
            {"key": key},
        )
        return _delivery(row) if row else None

    def replace(self, key: str, body: dict[str, Any]) -> bool:
        """Give a message that waits for its first or next try another body; False when it may be visible already.

        One that was printed for want of a token is printed anew.
        """
        return bool(
            self._c.run(
                "UPDATE deliveries SET body = ?, last_error = nullif(last_error, 'printed') WHERE key = ?"
                " AND (state = 'queued' OR (state = 'parked' AND attempted IS NULL))",
                (json.dumps(body, ensure_ascii=False), key),
            )
        )

    def channels(self, now: datetime) -> list[str]:
        """Return the channels that may have something to do at `now`, the longest waiting first."""
        rows = self._c.rows(
            "SELECT channel, min(next_try) AS due FROM deliveries WHERE state IN ('queued', 'sending')"
            " GROUP BY channel HAVING due <= ? ORDER BY due",
            (stamp(now),),
        )
        return [row["channel"] for row in rows]

    def head(self, channel: str, now: datetime) -> Delivery | None:
        """Return the message to handle now in a channel; None when there is none, or its head has to wait.

        Messages go in order. Only one that Slack refused steps aside while it waits for its next try, and with it what
        belongs to its thread.
        """
        aside: set[str] = set()
        after = 0
        while rows := self._c.rows(
            "SELECT * FROM deliveries WHERE channel = ? AND state IN ('queued', 'sending') AND id > ? ORDER BY id LIMIT 50",
            (channel, after),
        ):
            for row in map(_delivery, rows):
                after = row.id
                if row.parent not in aside:
                    if row.next_try <= now:
                        return row
                    if not row.aside:
                        return None
                aside.add(row.key)
                if row.op == "update" and row.parent:
                    aside.add(row.parent)
        return None

    def claim(self, row: Delivery, now: datetime) -> Delivery | None:
        """Mark that an attempt begins; None when somebody else has it. Commit before the call."""
        changed = self._c.run(
            "UPDATE deliveries SET state = 'sending', attempts = attempts + 1, attempted = ?, looks = 0, aside = 0, next_try = ?"
            " WHERE id = ? AND state = ? AND attempts = ?",
            (stamp(now), stamp(now), row.id, row.state, row.attempts),
        )
        return self.get(row.key) if changed else None

    def sent(self, row: Delivery, channel_id: str, ts: str, now: datetime) -> None:
        """Mark a message as visible."""
        self._c.run(
            "UPDATE deliveries SET state = 'sent', channel_id = ?, ts = ?, sent = ?, last_error = NULL WHERE id = ?",
            (channel_id, ts, stamp(now), row.id),
        )

    def again(
        self, row: Delivery, next_try: datetime, reason: str, *, attempts: int, aside: bool = False
    ) -> None:
        """Put a message that was certainly not posted back into the queue; `aside` lets others pass it."""
        self._c.run(
            "UPDATE deliveries SET state = 'queued', attempts = ?, aside = ?, next_try = ?, last_error = ? WHERE id = ?",
            (max(attempts, 0), int(aside), stamp(next_try), reason, row.id),
        )

    def doubt(self, row: Delivery, next_look: datetime, reason: str, looks: int = 0) -> None:
        """Keep a message as being sent: nobody knows whether it is visible until it was looked for."""
        self._c.run(
            "UPDATE deliveries SET next_try = ?, last_error = ?, looks = ? WHERE id = ?",
            (stamp(next_look), reason, looks, row.id),
        )

    def recover(self, next_look: datetime) -> int:
        """Let what a killed process was sending be looked for from `next_look` on; return how many that are."""
        return self._c.run(
            "UPDATE deliveries SET next_try = ?, looks = 0 WHERE state = 'sending'", (stamp(next_look),)
        )

    def park(self, row: Delivery, reason: str) -> None:
        """Set a message aside for good; nothing waits for it."""
        self._c.run("UPDATE deliveries SET state = 'parked', last_error = ? WHERE id = ?", (reason, row.id))

    def park_channel(self, channel: str, reason: str) -> int:
        """Set all messages of a channel aside that wait their turn; return how many.

        One that may be visible already is not among them: it is looked for first.
        """
        return self._c.run(
            "UPDATE deliveries SET state = 'parked', last_error = ? WHERE channel = ? AND state = 'queued'",
            (reason, channel),
        )

    def unseen(self, edition: int, refusals: Collection[str]) -> bool:
        """Tell whether nothing of an edition can be visible: it waits its turn, or its channel refused it for certain."""
        head = self.get(f"edition:{edition}:0")
        return head is not None and (
            head.state == "queued" or (head.state == "parked" and head.last_error in refusals)
        )

    def move(self, edition: int, channel: str, now: datetime) -> int:
        """Send the messages of an edition to another channel; return how many. Only of one that is `unseen`."""
        return self._c.run(
            "UPDATE deliveries SET channel = ?, state = 'queued', attempts = 0, looks = 0, aside = 0, next_try = ?"
            " WHERE edition = ? AND state IN ('queued', 'parked')",
            (channel, stamp(now), edition),
        )

    def revive(self, reasons: Collection[str], since: datetime, now: datetime) -> int:
        """Take up again what was created after `since` and parked for one of these reasons; return how many.

        What was attempted before may be visible, so it is looked for before it is sent.
        """
        marks = ",".join("?" * len(reasons))
        return self._c.run(
            "UPDATE deliveries SET state = CASE WHEN attempted IS NULL THEN 'queued' ELSE 'sending' END,"  # noqa: S608 - marks only
            f" attempts = 0, looks = 0, next_try = ? WHERE state = 'parked' AND created > ? AND last_error IN ({marks})",
            (stamp(now), stamp(since), *reasons),
        )

    def unprinted(self) -> list[Delivery]:
        """Return the waiting messages that were not printed yet, in order."""
        rows = self._c.rows(
            "SELECT * FROM deliveries WHERE state = 'queued' AND last_error IS NOT 'printed' ORDER BY id"
        )
        return [_delivery(row) for row in rows]

    def printed(self, row: Delivery) -> None:
        """Note that a message was printed instead; it waits for a token."""
        self._c.run("UPDATE deliveries SET last_error = 'printed' WHERE id = ?", (row.id,))

    def drop_printed(self, before: datetime) -> int:
        """Park what was printed and is older than `before`: too old to be posted now. Return how many."""
        return self._c.run(
            "UPDATE deliveries SET state = 'parked', last_error = 'printed, then too old to post'"
            " WHERE state = 'queued' AND last_error = 'printed' AND created < ?",
            (stamp(before),),
        )

    def posted_at(self, edition: int) -> datetime | None:
        """Return when the first message of an edition was sent; None while it was not."""
        return instant(self._c.value("SELECT min(sent) FROM deliveries WHERE edition = ?", (edition,)))

    def waiting(self, channel: str) -> list[Delivery]:
        """Return the messages of a channel that are still to be sent, in order."""
        return [
            _delivery(row)
            for row in self._c.rows(
                "SELECT * FROM deliveries WHERE channel = ? AND state IN ('queued', 'sending') ORDER BY id",
                (channel,),
            )
        ]

    def counts(self, edition: int | None = None) -> dict[State, int]:
        """Return how many messages are in each state, of one edition when told."""
        clause, values = ("", ()) if edition is None else (" WHERE edition = ?", (edition,))
        rows = self._c.rows(f"SELECT state, count(*) AS n FROM deliveries{clause} GROUP BY state", values)  # noqa: S608 - fixed text
        return {row["state"]: row["n"] for row in rows}

    def due(self) -> datetime | None:
        """Return when the next message has something to do; None when nothing waits."""
        return instant(
            self._c.value("SELECT min(next_try) FROM deliveries WHERE state IN ('queued', 'sending')")
        )
