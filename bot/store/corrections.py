"""The corrections log: which line of which edition was changed, when and why; the first edition stays as it was."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.store.database import Connection, stamp
from bot.store.stored import moment_of
from digests.corrections import Correction
from digests.keeping import item_from_json, item_to_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """One row of the log."""

    id: int
    edition: int
    correction: Correction


class Corrections:
    """The corrections table."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def add(self, edition: int, correction: Correction) -> int:
        """Write one correction; return its id."""
        return self._c.insert(
            "corrections",
            {
                "edition": edition,
                "item": correction.number,
                "kind": correction.kind,
                "reason": correction.reason,
                "before": correction.before,
                "body": json.dumps(item_to_json(correction.item), ensure_ascii=False),
                "at": stamp(correction.at),
            },
        )

    def of(self, edition: int) -> list[Correction]:
        """Return the corrections of an edition, in order."""
        return [logged.correction for logged in self._read("WHERE edition = ? ORDER BY id", (edition,))]

    def last_id(self) -> int:
        """Return the id of the latest correction; 0 before the first."""
        return int(self._c.value("SELECT coalesce(max(id), 0) FROM corrections"))

    def after(self, number: int) -> list[Logged]:
        """Return what was logged after an entry, in order."""
        return self._read("WHERE id > ? ORDER BY id", (number,))

    def all(self) -> list[Logged]:
        """Return the whole log, in order."""
        return self._read("ORDER BY id", ())

    def _read(self, clause: str, values: Sequence[int]) -> list[Logged]:
        rows = self._c.rows(f"SELECT * FROM corrections {clause}", values)  # noqa: S608 - our own text
        return [
            Logged(
                id=row["id"],
                edition=row["edition"],
                correction=Correction(
                    number=row["item"],
                    kind=row["kind"],
                    reason=row["reason"],
                    before=row["before"],
                    item=item_from_json(json.loads(row["body"])),
                    at=moment_of(row["at"]),
                ),
            )
            for row in rows
        ]
