"""Wanted rows: entries whose page is still to be fetched; and the identities by which an article is known again."""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from bot.store.database import Connection, instant, stamp
from scrapers.article import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedRow:
    """One page to fetch."""

    id: int
    entry: Entry
    #: The stored article it is a new version of; None for a new one.
    article: int | None
    first_seen: datetime
    attempts: int
    #: True when a stored article is only looked at again: nobody said that it changed.
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What an identity stands for; both None for a tombstone."""

    wanted: int | None
    article: int | None


def entry_to_json(entry: Entry) -> str:
    """Return an entry as JSON text."""
    values: dict[str, Any] = asdict(entry)
    for key in ("published", "updated"):
        values[key] = stamp(values[key]) if values[key] else None
    return json.dumps(values, ensure_ascii=False)


def entry_from_json(text: str) -> Entry:
    """Undo `entry_to_json`."""
    values = json.loads(text)
    for key in ("published", "updated"):
        values[key] = instant(values[key])
    return Entry(**values)


class Wanted:
    """The wanted and identities tables."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def known(self, keys: Sequence[str]) -> Known | None:
        """Return what the first known of several keys stands for; None when all are new."""
        for key in keys:
            row = self._c.row("SELECT wanted, article FROM identities WHERE key = ?", (key,))
            if row:
                return Known(wanted=row["wanted"], article=row["article"])
        return None

    def article_of(self, keys: Sequence[str]) -> int | None:
        """Return the stored article that the first of several keys stands for; None when none does."""
        for key in keys:
            found = self._c.value(
                "SELECT article FROM identities WHERE key = ? AND article IS NOT NULL", (key,)
            )
            if found is not None:
                return int(found)
        return None

    def add(
        self,
        entry: Entry,
        keys: Sequence[str],
        now: datetime,
        *,
        article: int | None = None,
        again: bool = False,
    ) -> int:
        """Want the page of an entry; its keys point to it from now on. Return the row's id."""
        row = self._c.run(
            "INSERT INTO wanted (source, url, entry, article, first_seen, next_try, again) VALUES (?,?,?,?,?,?,?)",
            (entry.source, entry.url, entry_to_json(entry), article, stamp(now), stamp(now), int(again)),
        )
        if article is None:
            self.remember(keys, now, wanted=row)
        else:
            self.remember(keys, now, article=article)
        return row

    def remember(
        self, keys: Sequence[str], now: datetime, *, wanted: int | None = None, article: int | None = None
    ) -> None:
        """Let keys that are still free stand for a wanted row or an article."""
        self._c.many(
            "INSERT INTO identities (key, wanted, article, seen) VALUES (?,?,?,?)"
            " ON CONFLICT (key) DO UPDATE SET seen = excluded.seen",
            [(key, wanted, article, stamp(now)) for key in keys],
        )

    def listed_again(self, keys: Collection[str], now: datetime) -> None:
        """Note that a source still lists what these keys stand for: a tombstone lives as long as that."""
        self._c.many("UPDATE identities SET seen = ? WHERE key = ?", [(stamp(now), key) for key in keys])

    def settle(self, row: WantedRow, article: int) -> None:
        """Remove a wanted row whose article is stored; its keys stand for the article."""
        self._c.run(
            "UPDATE OR IGNORE identities SET wanted = NULL, article = ? WHERE wanted = ?", (article, row.id)
        )
        self._c.run("DELETE FROM wanted WHERE id = ?", (row.id,))

    def drop(self, row: WantedRow) -> None:
        """Remove a wanted row that brought nothing new."""
        self._c.run("UPDATE identities SET wanted = NULL WHERE wanted = ?", (row.id,))
        self._c.run("DELETE FROM wanted WHERE id = ?", (row.id,))

    def due(self, now: datetime, limit: int = 500, sources: Collection[str] | None = None) -> list[WantedRow]:
        """Return the rows to try now, what is new first, then oldest first; of some sources only when told."""
        clause = "" if sources is None else f" AND source IN ({','.join('?' * len(sources))})"
        rows = self._c.rows(
            f"SELECT * FROM wanted WHERE next_try <= ? AND NOT given_up{clause} ORDER BY again, id LIMIT ?",  # noqa: S608 - marks only
            (stamp(now), *(sources or ()), limit),
        )
        out = []
        for row in rows:
            first_seen = instant(row["first_seen"])
            assert first_seen is not None
            entry = entry_from_json(row["entry"])
            out.append(
                WantedRow(
                    id=row["id"],
                    entry=entry,
                    article=row["article"],
                    first_seen=first_seen,
                    attempts=row["attempts"],
                    again=bool(row["again"]),
                )
            )
        return out

    def due_sources(self, now: datetime) -> list[str]:
        """Return the sources with rows to try now, the one that waits longest first."""
        rows = self._c.rows(
            "SELECT source FROM wanted WHERE next_try <= ? AND NOT given_up GROUP BY source ORDER BY min(id)",
            (stamp(now),),
        )
        return [row["source"] for row in rows]

    def postpone(self, row: WantedRow, next_try: datetime, reason: str, *, counts: bool = True) -> None:
        """Try a row again later; being asked to wait does not count as a try."""
        self._c.run(
            "UPDATE wanted SET attempts = attempts + ?, next_try = ?, last_error = ? WHERE id = ?",
            (int(counts), stamp(next_try), reason, row.id),
        )

    def give_up(self, row: WantedRow, reason: str) -> None:
        """Keep a row without a text of any kind, but try it no more; `status` counts it."""
        self._c.run(
            "UPDATE wanted SET attempts = attempts + 1, given_up = 1, last_error = ? WHERE id = ?",
            (reason, row.id),
        )

    def count(self) -> int:
        """Return how many pages are still to be fetched."""
        return int(self._c.value("SELECT count(*) FROM wanted WHERE NOT given_up"))

    def wants_article(self, article: int) -> bool:
        """Tell whether a new version of an article is already wanted."""
        return bool(self._c.value("SELECT count(*) FROM wanted WHERE article = ? AND NOT again", (article,)))
