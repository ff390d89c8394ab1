"""How much each source has brought and when, and what the outbox could not send: for `status` and its notices."""

from datetime import datetime

from bot.store.database import Connection, instant, stamp

#: Articles of a source that its rhythm is taken from.
MOST = 500


class Rhythm:
    """Reads over the articles, wanted and deliveries tables."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def counts(self) -> dict[str, int]:
        """Return how many articles each source has brought."""
        rows = self._c.rows(
            "SELECT source, count(*) AS n FROM articles INDEXED BY articles_rhythm GROUP BY source"
        )
        return {row["source"]: row["n"] for row in rows}

    def times(self, source: str) -> list[datetime]:
        """Return the effective times of a source's latest articles, newest first."""
        rows = self._c.rows(
            "SELECT effective FROM articles WHERE source = ? ORDER BY effective DESC LIMIT ?", (source, MOST)
        )
        return [moment for row in rows if (moment := instant(row["effective"]))]

    def given_up(self) -> dict[str, int]:
        """Return how many pages of each source were given up for want of any text."""
        rows = self._c.rows("SELECT source, count(*) AS n FROM wanted WHERE given_up GROUP BY source")
        return {row["source"]: row["n"] for row in rows}

    def overdue(self, before: datetime) -> dict[str, int]:
        """Return how many pages of each source should have been tried since before an instant."""
        rows = self._c.rows(
            "SELECT source, count(*) AS n FROM wanted WHERE NOT given_up AND next_try < ? GROUP BY source",
            (stamp(before),),
        )
        return {row["source"]: row["n"] for row in rows}

    def longest_waiting(self) -> tuple[datetime, str] | None:
        """Return since when the message that waits longest does, and what its last try met; None when none waits.

        What is only printed for want of a token does not wait for anything that could be mended.
        """
        row = self._c.row(
            "SELECT created, coalesce(last_error, '') AS reason FROM deliveries WHERE state IN ('queued', 'sending')"
            " AND last_error IS NOT 'printed' ORDER BY created LIMIT 1"
        )
        since = instant(row["created"]) if row else None
        return (since, row["reason"]) if row and since else None

    def printed(self) -> int:
        """Return how many messages wait that were printed for want of a token."""
        return int(
            self._c.value(
                "SELECT count(*) FROM deliveries WHERE state IN ('queued', 'sending') AND last_error = 'printed'"
            )
        )

    def parked(self) -> list[tuple[str, str, int]]:
        """Return channel, reason and number of the messages that were set aside, most first."""
        rows = self._c.rows(
            "SELECT channel, coalesce(last_error, '') AS reason, count(*) AS n FROM deliveries WHERE state = 'parked'"
            " GROUP BY channel, reason ORDER BY n DESC, channel"
        )
        return [(row["channel"], row["reason"], row["n"]) for row in rows]
