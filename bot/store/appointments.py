"""What calendars were told of each appointment: so that a change is an update, and what vanished is called off."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.store.database import Connection, stamp
from bot.store.stored import moment_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """An appointment as calendars know it."""

    story: str
    #: Raised with every change of significance, never lowered.
    sequence: int
    last: date
    #: What is printed, as JSON values.
    event: dict[str, Any]
    modified: datetime


class Appointments:
    """The appointments table."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def since(self, day: date) -> list[Published]:
        """Return the appointments whose last day is `day` or later, by day, then story."""
        rows = self._c.rows(
            "SELECT * FROM appointments WHERE last >= ? ORDER BY last, story", (day.isoformat(),)
        )
        return [
            Published(
                story=row["story"],
                sequence=row["sequence"],
                last=date.fromisoformat(row["last"]),
                event=json.loads(row["event"]),
                modified=moment_of(row["modified"]),
            )
            for row in rows
        ]

    def put(self, one: Published) -> None:
        """Write an appointment; it replaces what was known of it."""
        self._c.run(
            "INSERT INTO appointments (story, sequence, last, event, modified) VALUES (?,?,?,?,?) ON CONFLICT (story) DO UPDATE"
            " SET sequence = excluded.sequence, last = excluded.last, event = excluded.event, modified = excluded.modified",
            (
                one.story,
                one.sequence,
                one.last.isoformat(),
                json.dumps(one.event, ensure_ascii=False),
                stamp(one.modified),
            ),
        )

    def drop(self, before: date) -> int:
        """Forget the appointments whose last day was before `day`; return how many."""
        return self._c.run("DELETE FROM appointments WHERE last < ?", (before.isoformat(),))
