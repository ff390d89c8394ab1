"""Removing what is past its time, a few rows at a time, so that nobody waits long for the write lock."""

from datetime import datetime

from bot.store.database import Connection, stamp

#: Articles removed in one transaction.
BATCH = 100


class Retention:
    """Removes from all tables what hangs together."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def drop_articles(self, before: datetime, upto_seq: int, now: datetime) -> int:
        """Remove some articles last fetched before an instant, of the sequence up to a number; return how many.

        With an article go its versions, facts, words and story keys. Its identities stay as tombstones, so that a source that
        lists it still brings it no second time.
        """
        with self._c.write():
            rows = self._c.rows(
                "SELECT id FROM articles WHERE fetched < ? AND seq <= ? ORDER BY fetched LIMIT ?",
                (stamp(before), upto_seq, BATCH),
            )
            ids = [(row["id"],) for row in rows]
            self._c.many(
                "UPDATE identities SET article = NULL, seen = ? WHERE article = ?",
                [(stamp(now), row["id"]) for row in rows],
            )
            self._c.many("DELETE FROM wanted WHERE article = ?", ids)
            self._c.many("DELETE FROM versions WHERE article = ?", ids)
            self._c.many("DELETE FROM articles WHERE id = ?", ids)
        return len(rows)

    def drop_wanted(self, before: datetime, now: datetime) -> int:
        """Remove pages wanted since before an instant: given up, or of a source no longer configured; return how many."""
        with self._c.write():
            self._c.run(
                "UPDATE identities SET wanted = NULL, seen = ? WHERE wanted IN (SELECT id FROM wanted WHERE first_seen < ?)",
                (stamp(now), stamp(before)),
            )
            return self._c.run("DELETE FROM wanted WHERE first_seen < ?", (stamp(before),))

    def drop_deliveries(self, before: datetime) -> int:
        """Remove messages from before an instant that are done with, threads as a whole; return how many.

        Of an edition's own post the row stays, without its text: it tells when and where the edition was posted.
        """
        done = (
            "created < :before AND state IN ('sent', 'parked') AND key NOT IN (SELECT parent FROM deliveries"
            " WHERE parent IS NOT NULL AND (created >= :before OR state IN ('queued', 'sending')))"
        )
        values = {"before": stamp(before)}
        with self._c.write():
            emptied = self._c.run(
                f"UPDATE deliveries SET body = '{{}}' WHERE {done} AND edition IS NOT NULL AND parent IS NULL"  # noqa: S608 - ours
                " AND state = 'sent' AND body <> '{}'",
                values,
            )
            removed = self._c.run(
                f"DELETE FROM deliveries WHERE {done} AND NOT (edition IS NOT NULL AND parent IS NULL AND state = 'sent')",  # noqa: S608 - ours
                values,
            )
        return emptied + removed

    def drop_tombstones(self, before: datetime) -> int:
        """Remove identities that stand for nothing and that no source has listed since an instant; return how many."""
        with self._c.write():
            return self._c.run(
                "DELETE FROM identities WHERE article IS NULL AND wanted IS NULL AND seen < ?",
                (stamp(before),),
            )
