"""A quick look at a database for a probe: opened for reading only, nothing made, nothing migrated."""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.errors import StoreError
from bot.store.database import instant

#: A probe has little time.
BUSY = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """What a probe needs to know."""

    #: When the service last said that it lives; None when it never did.
    alive: datetime | None
    queued: int
    parked: int


def feel(database: Path) -> Pulse:
    """Read the pulse of a database.

    Raises:
        StoreError: There is none, it cannot be read, or it is none of ours.
    """
    if not database.is_file():
        raise StoreError(f"there is no database {database}")
    try:
        with closing(
            sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY)
        ) as raw:
            row = raw.execute("SELECT value FROM service WHERE key = 'alive'").fetchone()
            counts = dict(raw.execute("SELECT state, count(*) FROM deliveries GROUP BY state").fetchall())
            raw.execute("SELECT max(seq) FROM versions").fetchone()
    except sqlite3.Error as error:
        raise StoreError(f"{database} cannot be read: {error}") from error
    return Pulse(
        alive=instant(json.loads(row[0])["at"]) if row else None,
        queued=counts.get("queued", 0) + counts.get("sending", 0),
        parked=counts.get("parked", 0),
    )
