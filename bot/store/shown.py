"""What Slack shows that this database does not know of: it was posted after the backup that was put in its place."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.store.database import Connection, instant, stamp
from bot.store.service import ServiceNotes

#: So long after the comparison an article that was shown before is too old to be told again anyway.
KEPT = timedelta(days=10)


@dataclass(slots=True, kw_only=True)
class Account:
    """What was found in Slack so far, by the name a channel is known by here."""

    #: Names of the channels that were read, and of those that could not be.
    read: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    #: Keys of articles (see scrapers.identity) that editions and alerts linked.
    editions: dict[str, list[str]] = field(default_factory=dict)
    alerts: dict[str, list[str]] = field(default_factory=dict)
    #: The highest numbers in use, of editions and of articles.
    edition: int = 0
    article: int = 0
    #: Messages found: that waited here, and that nothing here knows of.
    sent: int = 0
    foreign: int = 0


class ShownBefore:
    """The notes of a database that was put back from a backup."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection
        self._notes = ServiceNotes(connection)

    def copied(self) -> datetime | None:
        """Return when the backup was taken, while this database was not compared with Slack yet; None otherwise."""
        note = self._notes.get("copy")
        return instant(note["at"]) if note else None

    def suspect(self, taken: datetime) -> int:
        """Let whatever waited in the backup count as possibly visible: it may have been posted since. Return how many.

        What was made since and printed, for want of a token, may repeat what nobody could look for: it stays printed only.
        """
        self._c.run(
            "UPDATE deliveries SET state = 'parked', last_error = 'printed, not posted: Slack could not be asked what it shows'"
            " WHERE state = 'queued' AND last_error = 'printed' AND created > ?",
            (stamp(taken),),
        )
        self._c.run(
            "UPDATE deliveries SET attempted = created WHERE state = 'parked' AND attempted IS NULL",
        )
        return self._c.run(
            "UPDATE deliveries SET state = 'sending', attempted = coalesce(attempted, created)"
            " WHERE state = 'queued' AND last_error IS NOT 'printed'"
        )

    def held(self, key: str, taken: datetime) -> bool:
        """Tell whether the backup held a message: a later one of the same key is another."""
        return bool(
            self._c.value(
                "SELECT count(*) FROM deliveries WHERE key = ? AND created <= ?", (key, stamp(taken))
            )
        )

    def absent(self, channel: str) -> None:
        """Note that what waits for a channel was never begun to be sent: its whole history was read."""
        self._c.run(
            "UPDATE deliveries SET state = 'queued', attempted = NULL, looks = 0"
            " WHERE channel = ? AND state = 'sending' AND attempts = 0",
            (channel,),
        )

    def channels(self) -> list[str]:
        """Return the names of all channels that something may have been posted to."""
        rows = self._c.rows(
            "SELECT channel FROM deliveries UNION SELECT channel FROM subscriptions UNION SELECT channel FROM editions"
            " UNION SELECT json_extract(rhythm, '$.channel') FROM digests WHERE rhythm IS NOT NULL"
        )
        return sorted(str(row["channel"]) for row in rows if row["channel"])

    def account(self) -> Account:
        """Return what was found so far."""
        note = self._notes.get("shown")
        return Account(**note["account"]) if note else Account()

    def keep(self, account: Account, now: datetime) -> None:
        """Write down what was found."""
        fields = {name: getattr(account, name) for name in Account.__slots__}
        self._notes.put("shown", {"at": stamp(now), "account": fields})

    def compared(self, account: Account, now: datetime) -> None:
        """Note that the comparison is done; numbers in use in Slack are not used a second time."""
        self.keep(account, now)
        # SQLite has no row there before the first article.
        if not self._c.run(
            "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'versions'", (account.article,)
        ):
            self._c.run("INSERT INTO sqlite_sequence (name, seq) VALUES ('versions', ?)", (account.article,))
        self._notes.drop("copy")

    def forget(self, now: datetime) -> None:
        """Forget the addresses when they are old; the numbers stay."""
        note = self._notes.get("shown")
        at = instant(note["at"]) if note else None
        if note and at and now - at > KEPT and (note["account"]["editions"] or note["account"]["alerts"]):
            self.keep(Account(**{**note["account"], "editions": {}, "alerts": {}}), at)

    def in_editions(self, names: Iterable[str | None]) -> Collection[str]:
        """Return the keys of articles that lost editions linked; of a digest, by its id, or of a channel, by its name."""
        return self._of("editions", names)

    def in_alerts(self, channel: str) -> Collection[str]:
        """Return the keys of articles that lost alerts to a channel linked."""
        return self._of("alerts", (channel,))

    def _of(self, kind: str, names: Iterable[str | None]) -> Collection[str]:
        note: dict[str, Any] | None = self._notes.get("shown")
        if note is None:
            return ()
        known = note["account"][kind]
        return {key for name in names if name in known for key in known[name]}
