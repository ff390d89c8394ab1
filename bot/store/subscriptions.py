"""Subscriptions: who follows which query where, every change with who and when."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.store.database import Connection, instant, stamp

#: Owner of what stands in digests.yaml.
ADMINISTRATORS = "administrators"
#: Muted until then means paused: nobody listens there.
PAUSED = datetime(9999, 1, 1, tzinfo=UTC)
#: What waited for a summary comes back with its subscription if it is no older.
_KEEPS = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One query somebody follows."""

    id: int
    #: Id in digests.yaml; None for what people subscribed to.
    name: str | None
    #: Slack id of who subscribed, or `ADMINISTRATORS`.
    owner: str
    #: Channel or person the alerts go to.
    channel: str
    query: str
    #: "HH:MM" of the daily summary; None for alerts as they happen.
    daily: str | None
    #: IANA zone of `daily` and of the times shown.
    zone: str
    created: datetime
    #: No alerts before this instant.
    muted: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of the log."""

    id: int
    subscription: int
    at: datetime
    by: str
    #: added · changed · removed · restored · muted
    what: str
    details: dict[str, Any]


def _subscription(row: dict[str, Any]) -> Subscription:
    created = instant(row["created"])
    assert created is not None
    kept = {key: row[key] for key in ("id", "name", "owner", "channel", "query", "daily", "zone")}
    return Subscription(**kept, created=created, muted=instant(row["muted"]))


def _change(row: dict[str, Any]) -> Change:
    at = instant(row["at"])
    assert at is not None
    kept = {key: row[key] for key in ("id", "subscription", "by", "what")}
    return Change(**kept, at=at, details=json.loads(row["details"]))


class Subscriptions:
    """The subscriptions and subscription_log tables."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    # -- subscriptions

    def add(
        self,
        *,
        owner: str,
        channel: str,
        query: str,
        by: str,
        now: datetime,
        zone: str,
        daily: str | None = None,
        name: str | None = None,
    ) -> Subscription:
        """Add a subscription; the same query of one owner in one channel is changed instead of doubled."""
        with self._c.write():
            known = self._c.value(
                "SELECT id FROM subscriptions WHERE removed IS NULL AND owner = ? AND channel = ? AND query = ? AND name IS ?",
                (owner, channel, query, name),
            )
            if known is not None:
                return self.change(int(known), by=by, now=now, daily=daily, zone=zone)
            values = {
                "name": name, "owner": owner, "channel": channel, "query": query, "daily": daily, "zone": zone,
                "created": stamp(now),
            }  # fmt: skip
            new = self._c.insert("subscriptions", values)
            self._log(
                new, now, by, "added", {k: v for k, v in values.items() if k != "created" and v is not None}
            )
        return self._must(new)

    def change(self, number: int, *, by: str, now: datetime, **values: str | None) -> Subscription:
        """Change query, channel, daily or zone of a subscription; what is the same already is not logged."""
        with self._c.write():
            before = asdict(self._must(number))
            new = {key: value for key, value in values.items() if before[key] != value}
            if new:
                self._c.update("subscriptions", number, new)
                self._log(
                    number, now, by, "changed", {key: [before[key], value] for key, value in new.items()}
                )
        return self._must(number)

    def remove(self, number: int, *, by: str, now: datetime) -> bool:
        """Remove a subscription at once, with what waits to be told; tell whether there was one."""
        with self._c.write():
            gone = self._c.run(
                "UPDATE subscriptions SET removed = ? WHERE id = ? AND removed IS NULL", (stamp(now), number)
            )
            if gone:
                self._log(number, now, by, "removed", {})
                self._c.run(
                    "UPDATE alerts SET state = 'dropped', reason = 'removed ' || reason"
                    " WHERE subscription = ? AND state = 'held'",
                    (number,),
                )
        return bool(gone)

    def restore(self, number: int, *, by: str, now: datetime) -> Subscription | None:
        """Bring back one that was removed, with its owner, its history and what waited to be told.

        Returns the one there is when its owner follows the same there again; None when there never was one.
        """
        row = self._c.row("SELECT * FROM subscriptions WHERE id = ?", (number,))
        if row is None:
            return None
        with self._c.write():
            same = self._c.value(
                "SELECT id FROM subscriptions WHERE removed IS NULL AND owner = ? AND channel = ? AND query = ? AND name IS ?",
                (row["owner"], row["channel"], row["query"], row["name"]),
            )
            if same is not None:
                return self._must(int(same))
            self._c.run("UPDATE subscriptions SET removed = NULL WHERE id = ?", (number,))
            self._log(number, now, by, "restored", {})
            self._c.run(
                "UPDATE alerts SET state = 'held', reason = substr(reason, 9) WHERE subscription = ? AND state = 'dropped'"
                " AND substr(reason, 1, 8) = 'removed ' AND due > ?",
                (number, stamp(now - _KEEPS)),
            )
        return self._must(number)

    def removed(self, number: int) -> Subscription | None:
        """Return a subscription that was removed."""
        row = self._c.row("SELECT * FROM subscriptions WHERE id = ? AND removed IS NOT NULL", (number,))
        return _subscription(row) if row else None

    def mute(self, number: int, until: datetime, *, by: str, now: datetime) -> Subscription:
        """Give no alerts until an instant; what comes meanwhile is not told later."""
        with self._c.write():
            self._c.run("UPDATE subscriptions SET muted = ? WHERE id = ?", (stamp(until), number))
            self._log(number, now, by, "muted", {"until": stamp(until)})
        return self._must(number)

    def get(self, number: int) -> Subscription | None:
        """Return a subscription that was not removed."""
        row = self._c.row("SELECT * FROM subscriptions WHERE id = ? AND removed IS NULL", (number,))
        return _subscription(row) if row else None

    def _must(self, number: int) -> Subscription:
        found = self.get(number)
        assert found is not None
        return found

    def all(self, *, owner: str | None = None, channel: str | None = None) -> list[Subscription]:
        """Return the subscriptions, of one owner or channel when told, oldest first."""
        rows = self._c.rows(
            "SELECT * FROM subscriptions WHERE removed IS NULL AND coalesce(owner = :owner, 1)"
            " AND coalesce(channel = :channel, 1) ORDER BY id",
            {"owner": owner, "channel": channel},
        )
        return [_subscription(row) for row in rows]

    def channels(self) -> list[str]:
        """Return the channels and people alerts go to."""
        return [
            r["channel"]
            for r in self._c.rows("SELECT DISTINCT channel FROM subscriptions WHERE removed IS NULL")
        ]

    def some(self, numbers: Collection[int]) -> dict[int, Subscription]:
        """Return those of some subscriptions that were not removed."""
        rows = self._c.rows(
            "SELECT * FROM subscriptions WHERE removed IS NULL AND id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (json.dumps(sorted(numbers)),),
        )
        return {one.id: one for one in map(_subscription, rows)}

    def queries(self) -> list[tuple[int, str]]:
        """Return number and query of every subscription that was not removed, oldest first."""
        rows = self._c.rows("SELECT id, query FROM subscriptions WHERE removed IS NULL ORDER BY id")
        return [(row["id"], row["query"]) for row in rows]

    # -- the log

    def _log(self, number: int, now: datetime, by: str, what: str, details: dict[str, Any]) -> None:
        row = {
            "subscription": number, "at": stamp(now), "by": by, "what": what,
            "details": json.dumps(details, ensure_ascii=False),
        }  # fmt: skip
        self._c.insert("subscription_log", row)

    def last_change(self) -> int:
        """Return the number of the latest change; 0 before the first."""
        return int(self._c.value("SELECT coalesce(max(id), 0) FROM subscription_log"))

    def changes(self, after: int = 0, *, of: int | None = None) -> list[Change]:
        """Return the changes after a number, of one subscription when told, in order."""
        rows = self._c.rows(
            "SELECT * FROM subscription_log WHERE id > :after AND coalesce(subscription = :of, 1) ORDER BY id",
            {"after": after, "of": of},
        )
        return [_change(row) for row in rows]

    def log_for(self, owner: str, channels: Collection[str], most: int) -> list[tuple[Change, Subscription]]:
        """Return the latest changes of what somebody follows and of what comes to some channels, of removed ones, too."""
        rows = self._c.rows(
            "SELECT l.* FROM subscription_log l JOIN subscriptions s ON s.id = l.subscription"
            " WHERE s.owner = ? OR s.channel IN (SELECT value FROM json_each(?)) ORDER BY l.id DESC LIMIT ?",
            (owner, json.dumps(list(channels)), most),
        )
        out = []
        for row in rows:
            of = self._c.row("SELECT * FROM subscriptions WHERE id = ?", (row["subscription"],))
            assert of is not None
            out.append((_change(row), _subscription(of)))
        return out
