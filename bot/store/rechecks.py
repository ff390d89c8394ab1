"""Rechecks: the articles that posted editions rest on are looked at again for some days."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.store.database import Connection, instant, stamp
from bot.store.stored import moment_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Recheck:
    """An article that is looked at again."""

    article: int
    source: str
    #: When it was last printed in an edition.
    posted: datetime
    #: How often it was looked at since.
    done: int
    #: Since when it answers 404 or 410; None while it does not.
    missing: datetime | None


class Rechecks:
    """The rechecks table."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def enrol(self, articles: Collection[int], posted: datetime, next_try: datetime) -> None:
        """Have articles looked at again that an edition was made of."""
        self._c.many(
            "INSERT INTO rechecks (article, next_try, posted) SELECT id, ?, ? FROM articles WHERE id = ? AND withdrawn IS NULL"
            " ON CONFLICT (article) DO UPDATE SET posted = excluded.posted, done = 0,"
            " next_try = CASE WHEN missing IS NULL THEN excluded.next_try ELSE next_try END",
            [(stamp(next_try), stamp(posted), article) for article in sorted(articles)],
        )

    def due(self, now: datetime, most: int) -> list[int]:
        """Return the articles to look at now, the one that waits longest first.

        Of a source no more than `most` are wanted at a time: what is new must not wait behind what is known.
        """
        rows = self._c.rows(
            "SELECT article FROM (SELECT r.article, r.next_try,"
            " row_number() OVER (PARTITION BY a.source ORDER BY r.next_try, r.article)"
            " + (SELECT count(*) FROM wanted w WHERE w.again AND w.source = a.source) AS place"
            " FROM rechecks r JOIN articles a ON a.id = r.article WHERE r.next_try <= ?)"
            " WHERE place <= ? ORDER BY next_try, article",
            (stamp(now), most),
        )
        return [row["article"] for row in rows]

    def get(self, article: int) -> Recheck | None:
        """Return what is known of an article's checks; None when it has none."""
        row = self._c.row(
            "SELECT r.*, a.source FROM rechecks r JOIN articles a ON a.id = r.article WHERE r.article = ?",
            (article,),
        )
        if row is None:
            return None
        return Recheck(
            article=article,
            source=row["source"],
            posted=moment_of(row["posted"]),
            done=row["done"],
            missing=instant(row["missing"]),
        )

    def asked(self, article: int) -> None:
        """Note that its page is wanted now."""
        self._c.run("UPDATE rechecks SET next_try = NULL WHERE article = ?", (article,))

    def put(
        self, article: int, *, next_try: datetime | None, done: int, missing: datetime | None = None
    ) -> None:
        """Note what a look found, and when the next one is."""
        self._c.run(
            "UPDATE rechecks SET next_try = ?, done = ?, missing = ? WHERE article = ?",
            (stamp(next_try) if next_try else None, done, stamp(missing) if missing else None, article),
        )

    def missing_and_there(self, source: str) -> tuple[int, int]:
        """Return how many looked-at articles of a source are missing now, and how many are there."""
        row = self._c.row(
            "SELECT count(r.missing) AS missing, count(*) - count(r.missing) AS there FROM rechecks r"
            " JOIN articles a ON a.id = r.article WHERE a.source = ? AND r.done > 0 AND a.withdrawn IS NULL",
            (source,),
        )
        assert row is not None
        return row["missing"], row["there"]

    def listed_since(self, article: int) -> bool:
        """Tell whether its source listed an article when it was last read in full."""
        return bool(
            self._c.value(
                "SELECT count(*) FROM articles a JOIN sources s ON s.id = a.source"
                " WHERE a.id = ? AND s.full_at IS NOT NULL"
                " AND (SELECT max(seen) FROM identities i WHERE i.article = a.id) >= s.full_at",
                (article,),
            )
        )

    def withdraw(self, article: int, now: datetime) -> None:
        """Note that its source withdrew an article: no edition uses it from now on."""
        self._c.run("UPDATE articles SET withdrawn = ? WHERE id = ?", (stamp(now), article))
        self._c.run("UPDATE rechecks SET next_try = NULL, told = 0 WHERE article = ?", (article,))

    def untold(self) -> list[int]:
        """Return the withdrawn articles that posted editions were not held against yet."""
        rows = self._c.rows(
            "SELECT r.article FROM rechecks r JOIN articles a ON a.id = r.article"
            " WHERE a.withdrawn IS NOT NULL AND NOT r.told ORDER BY r.article"
        )
        return [row["article"] for row in rows]

    def tell(self, articles: Collection[int]) -> None:
        """Note that posted editions were held against withdrawn articles."""
        self._c.many("UPDATE rechecks SET told = 1 WHERE article = ?", [(a,) for a in articles])
