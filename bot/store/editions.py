"""The ledger: which edition of which digest covered what. Ranges of one digest tile the ingestion sequence."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.store.database import Connection, instant, stamp

#: Ends the ledger's name of what was posted elsewhere to look at; no digest can have such an id.
PREVIEW = "/preview"


def preview_name(digest: str) -> str:
    """Return what the previews of a digest are called in the ledger."""
    return f"{digest}{PREVIEW}"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRow:
    """One line of the ledger."""

    id: int
    digest: str
    #: The instant it was due, UTC.
    slot: datetime
    channel: str
    after_seq: int
    upto_seq: int
    since: datetime | None
    until: datetime
    late: bool
    #: As `digest --format json` prints it.
    body: dict[str, Any]
    #: The whole edition (see `digests.keeping`); None for one from before that was kept.
    record: dict[str, Any] | None


def _row(row: dict[str, Any]) -> EditionRow:
    slot, until = instant(row["slot"]), instant(row["until"])
    assert slot is not None
    assert until is not None
    return EditionRow(
        id=row["id"],
        digest=row["digest"],
        slot=slot,
        channel=row["channel"],
        after_seq=row["after_seq"],
        upto_seq=row["upto_seq"],
        since=instant(row["since"]),
        until=until,
        late=bool(row["late"]),
        body=json.loads(row["body"]),
        record=json.loads(row["record"]) if row["record"] else None,
    )


class Editions:
    """The digests and editions tables."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def known_since(self, digest: str, now: datetime, was: str | None = None) -> datetime:
        """Return since when a digest is configured, noting it at first sight; a renamed one keeps its history."""
        found = instant(self._c.value("SELECT known FROM digests WHERE id = ?", (digest,)))
        if found:
            return found
        with self._c.write():
            if was and self._c.value("SELECT count(*) FROM digests WHERE id = ?", (was,)):
                self._c.run("UPDATE digests SET id = ? WHERE id = ?", (digest, was))
                self._c.run("UPDATE editions SET digest = ? WHERE digest = ?", (digest, was))
                return self.known_since(digest, now)
            self._c.run("INSERT INTO digests (id, known) VALUES (?, ?)", (digest, stamp(now)))
        return now

    def rhythm(self, digest: str) -> dict[str, Any] | None:
        """Return what a digest was like when it was last looked at; None when that was not noted yet."""
        found = self._c.value("SELECT rhythm FROM digests WHERE id = ?", (digest,))
        noted: dict[str, Any] | None = json.loads(found) if found else None
        return noted

    def note_rhythm(self, digest: str, rhythm: dict[str, Any], known: datetime) -> None:
        """Note what a known digest is like, and since when what is due of it counts."""
        self._c.run(
            "UPDATE digests SET rhythm = ?, known = ? WHERE id = ?",
            (json.dumps(rhythm, sort_keys=True), stamp(known), digest),
        )

    def last(self, digest: str) -> EditionRow | None:
        """Return the latest edition of a digest."""
        row = self._c.row("SELECT * FROM editions WHERE digest = ? ORDER BY id DESC LIMIT 1", (digest,))
        return _row(row) if row else None

    def last_slot(self, digest: str, now: datetime) -> datetime | None:
        """Return the latest slot up to `now` that has an edition."""
        return instant(
            self._c.value(
                "SELECT max(slot) FROM editions WHERE digest = ? AND slot <= ?", (digest, stamp(now))
            )
        )

    def get(self, edition: int) -> EditionRow | None:
        """Return one edition."""
        row = self._c.row("SELECT * FROM editions WHERE id = ?", (edition,))
        return _row(row) if row else None

    def last_id(self) -> int:
        """Return the id of the latest edition of any digest; 0 before the first."""
        return int(self._c.value("SELECT coalesce(max(id), 0) FROM editions"))

    def since(self, moment: datetime) -> Iterator[EditionRow]:
        """Yield the editions composed since an instant, the latest first."""
        return self._each("SELECT id FROM editions WHERE until >= ? ORDER BY id DESC", (stamp(moment),))

    def each(self, digest: str | None = None) -> Iterator[EditionRow]:
        """Yield the editions in the order they were composed, of one digest when told."""
        clause, values = ("", ()) if digest is None else (" WHERE digest = ?", (digest,))
        return self._each(f"SELECT id FROM editions{clause} ORDER BY id", values)  # noqa: S608 - fixed text

    def _each(self, sql: str, values: tuple[str, ...]) -> Iterator[EditionRow]:
        """Yield editions one at a time: those of some weeks together take more memory than the service."""
        for row in self._c.rows(sql, values):
            found = self.get(row["id"])
            if found is not None:
                yield found

    def add(
        self,
        *,
        digest: str,
        slot: datetime,
        channel: str,
        after_seq: int,
        upto_seq: int,
        since: datetime | None,
        until: datetime,
        late: bool,
        body: dict[str, Any],
        reader_version: str,
        record: dict[str, Any] | None = None,
    ) -> int:
        """Write one edition; call it in the transaction that read its range. Return its id."""
        row = {
            "id": self._next_id(),
            "digest": digest,
            "slot": stamp(slot),
            "channel": channel,
            "after_seq": after_seq,
            "upto_seq": upto_seq,
            "since": stamp(since) if since else None,
            "until": stamp(until),
            "late": int(late),
            "body": json.dumps(body, ensure_ascii=False),
            "reader_version": reader_version,
            "record": json.dumps(record, ensure_ascii=False) if record else None,
        }
        return self._c.insert("editions", row)

    def _next_id(self) -> int:
        """Return the next free number: also one that Slack knows of and this database does not is taken (bot.store.shown)."""
        return 1 + int(
            self._c.value(
                "SELECT max((SELECT coalesce(max(id), 0) FROM editions), coalesce((SELECT json_extract(value,"
                " '$.account.edition') FROM service WHERE key = 'shown'), 0))"
            )
        )

    def due_of(self, edition: int) -> tuple[str, str] | None:
        """Return the digest of an edition and the instant it was due, as stored; None when there is no such edition."""
        row = self._c.row("SELECT digest, slot FROM editions WHERE id = ?", (edition,))
        return (row["digest"], row["slot"]) if row else None

    def counts_after(self, digest: str, slot: datetime) -> None:
        """Note that the editions of a digest up to an instant are posted, though none is here."""
        self._c.run("UPDATE digests SET known = max(known, ?) WHERE id = ?", (stamp(slot), digest))

    def move(self, edition: int, channel: str) -> None:
        """Note that an edition goes to another channel."""
        self._c.run(
            "UPDATE editions SET channel = :to, body = json_set(body, '$.channel', :to),"
            " record = json_set(record, '$.scope.channel', :to) WHERE id = :id",
            {"to": channel, "id": edition},
        )

    def all(self, digest: str | None = None) -> list[EditionRow]:
        """Return what `each` yields."""
        return list(self.each(digest))
