"""A quick look at a database for a probe or a monitoring system: opened for reading only, nothing made, nothing migrated."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.errors import StoreError
from bot.store.database import instant

#: A probe has little time.
BUSY = 2.0
#: What may become of a message.
STATES = ("queued", "sending", "sent", "parked")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """What a probe needs to know."""

    #: When the service last said that it lives; None when it never did.
    alive: datetime | None
    queued: int
    parked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a monitoring system wants to know."""

    alive: datetime | None
    articles: int
    wanted: int
    #: State to number.
    messages: Mapping[str, int]
    #: Of each source: failures in a row, last answer, last time it listed something new.
    failures: Mapping[str, int]
    succeeded: Mapping[str, datetime | None]
    renewed: Mapping[str, datetime | None]
    #: Digest to the time of its last edition.
    editions: Mapping[str, datetime | None]
    #: Bytes of the file, and of its write-ahead log.
    database: int
    log: int


@contextmanager
def _reading(database: Path) -> Iterator[sqlite3.Connection]:
    if not database.is_file():
        raise StoreError(f"there is no database {database}")
    try:
        with closing(
            sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY)
        ) as raw:
            yield raw
    except sqlite3.Error as error:
        raise StoreError(f"{database} cannot be read: {error}") from error


def feel(database: Path) -> Pulse:
    """Read the pulse of a database.

    Raises:
        StoreError: There is none, it cannot be read, or it is none of ours.
    """
    with _reading(database) as raw:
        counts = _messages(raw)
        raw.execute("SELECT max(seq) FROM versions").fetchone()
        return Pulse(
            alive=_alive(raw),
            queued=counts.get("queued", 0) + counts.get("sending", 0),
            parked=counts.get("parked", 0),
        )


def measure(database: Path) -> Figures:
    """Read the figures of a database; raises StoreError as `feel` does."""
    with _reading(database) as raw:
        sources = raw.execute(
            "SELECT id, failures, last_success, last_new FROM sources ORDER BY id"
        ).fetchall()
        note = raw.execute("SELECT value FROM service WHERE key = 'configuration'").fetchone()
        followed = json.loads(note[0]).get("sources") if note else None
        if followed is not None:
            sources = [row for row in sources if row[0] in followed]
        editions = raw.execute("SELECT digest, max(until) FROM editions GROUP BY digest").fetchall()
        log = database.with_name(database.name + "-wal")
        return Figures(
            alive=_alive(raw),
            articles=raw.execute("SELECT count(*) FROM articles").fetchone()[0],
            wanted=raw.execute("SELECT count(*) FROM wanted WHERE NOT given_up").fetchone()[0],
            messages=dict.fromkeys(STATES, 0) | _messages(raw),
            failures={row[0]: row[1] for row in sources},
            succeeded={row[0]: instant(row[2]) for row in sources},
            renewed={row[0]: instant(row[3]) for row in sources},
            editions={digest: instant(until) for digest, until in editions},
            database=database.stat().st_size,
            log=log.stat().st_size if log.exists() else 0,
        )


def _alive(raw: sqlite3.Connection) -> datetime | None:
    row = raw.execute("SELECT value FROM service WHERE key = 'alive'").fetchone()
    return instant(json.loads(row[0])["at"]) if row else None


def _messages(raw: sqlite3.Connection) -> dict[str, int]:
    return dict(raw.execute("SELECT state, count(*) FROM deliveries GROUP BY state").fetchall())
