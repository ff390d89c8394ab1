"""Alerts: which article each subscription was, will be or would have been told of. One row for both, for ever."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot.store.database import Connection, instant, stamp

#: queued: a message of its own. held: waits for its time. listed: told in a summary. dropped: not told, and never will be.
AlertState = Literal["queued", "held", "listed", "dropped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRow:
    """One article that a subscription was, will be or would have been told of."""

    id: int
    subscription: int
    article: int
    story: str
    state: AlertState
    #: Why it waits or was not told.
    reason: str | None
    #: When a held one may be told.
    due: datetime | None
    matched: datetime
    #: Key of the message that tells it.
    delivery: str | None


def _alert(row: dict[str, Any]) -> AlertRow:
    matched = instant(row["matched"])
    assert matched is not None
    kept = {
        key: row[key] for key in ("id", "subscription", "article", "story", "state", "reason", "delivery")
    }
    return AlertRow(**kept, due=instant(row["due"]), matched=matched)


class Alerts:
    """The alerts table."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def told(self, subscription: int, article: int) -> bool:
        """Tell whether an article was dealt with for a subscription, in whatever way."""
        return bool(
            self._c.value(
                "SELECT count(*) FROM alerts WHERE subscription = ? AND article = ?", (subscription, article)
            )
        )

    def note(
        self,
        subscription: int,
        article: int,
        story: str,
        now: datetime,
        *,
        state: AlertState,
        reason: str | None = None,
        due: datetime | None = None,
        delivery: str | None = None,
    ) -> bool:
        """Note an alert; False when that article was dealt with before."""
        if self.told(subscription, article):
            return False
        row = {
            "subscription": subscription, "article": article, "story": story, "state": state, "reason": reason,
            "due": stamp(due) if due else None, "matched": stamp(now), "delivery": delivery,
        }  # fmt: skip
        self._c.insert("alerts", row)
        return True

    def of_story(self, subscription: int, story: str) -> list[AlertRow]:
        """Return the alerts a subscription gave for a story, oldest first."""
        rows = self._c.rows(
            "SELECT * FROM alerts WHERE subscription = ? AND story = ? ORDER BY id", (subscription, story)
        )
        return [_alert(row) for row in rows]

    def held(self, due: datetime) -> list[AlertRow]:
        """Return the alerts whose time to be told has come, in order."""
        rows = self._c.rows(
            "SELECT a.* FROM alerts a JOIN subscriptions s ON s.id = a.subscription"
            " WHERE a.state = 'held' AND a.due <= ? ORDER BY a.id",
            (stamp(due),),
        )
        return [_alert(row) for row in rows]

    def settle(
        self,
        alerts: Sequence[AlertRow],
        *,
        state: AlertState,
        reason: str | None = None,
        due: datetime | None = None,
        delivery: str | None = None,
    ) -> None:
        """Note what became of alerts."""
        self._c.many(
            "UPDATE alerts SET state = ?, reason = ?, due = ?, delivery = ? WHERE id = ?",
            [(state, reason, stamp(due) if due else None, delivery, alert.id) for alert in alerts],
        )

    def sent_since(self, channel: Sequence[str], since: datetime) -> list[datetime]:
        """Return when the alert messages to a channel, by all its names, were queued since an instant, oldest first."""
        rows = self._c.rows(
            "SELECT created FROM deliveries WHERE channel IN (SELECT value FROM json_each(?)) AND created > ?"
            " AND substr(key, 1, 6) = 'alert:' ORDER BY created",
            (json.dumps(channel), stamp(since)),
        )
        return [moment for row in rows if (moment := instant(row["created"]))]

    def first_round(self, source: str, first_round: datetime) -> int:
        """Return how many alerts were told of what a source listed in its first round."""
        return int(
            self._c.value(
                "SELECT count(*) FROM alerts l JOIN articles a ON a.id = l.article"
                " WHERE a.source = ? AND a.first_seen <= ? AND l.state <> 'dropped'",
                (source, stamp(first_round)),
            )
        )

    def shown_in(self, channel: Sequence[str], url: str, since: datetime) -> str | None:
        """Return the key of the latest edition's post since an instant that links an article, in a channel by all its names."""
        found = self._c.value(
            "SELECT d.key FROM editions e JOIN deliveries d ON d.key = 'edition:' || e.id || ':0'"
            " WHERE e.channel IN (SELECT value FROM json_each(?)) AND e.until > ? AND instr(e.body, ?)"
            " AND d.state <> 'parked' ORDER BY e.id DESC LIMIT 1",
            (json.dumps(channel), stamp(since), json.dumps(url, ensure_ascii=False)),
        )
        return str(found) if found else None

    def counts(self) -> dict[str, int]:
        """Return how many alerts are in each state."""
        return {
            row["state"]: row["n"]
            for row in self._c.rows("SELECT state, count(*) AS n FROM alerts GROUP BY state")
        }
