"""The memory of office-holders: who was shown in which office on which days."""

from collections.abc import Iterable
from datetime import date, timedelta

from bot.store.database import Connection
from digests.holders import Holder
from digests.records import Office

#: One article may be wrong; so many agree on what is remembered.
AGREED = 2
#: An office nobody was shown in for so long is forgotten.
FORGOTTEN = timedelta(days=400)


class People:
    """The office_holders table."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def note(self, offices: Iterable[Office], day: date) -> None:
        """Remember what an article of a day shows; call it in the transaction that stores the article."""
        text = day.isoformat()
        self._c.many(
            "INSERT INTO office_holders (name, role, country, org, first, last, told) VALUES (?,?,?,?,?,?,1)"
            " ON CONFLICT DO UPDATE SET first = min(first, excluded.first), last = max(last, excluded.last), told = told + 1",
            [(o.name, o.role, o.country or "", o.org or "", text, text) for o in offices],
        )

    def names(self) -> tuple[str, ...]:
        """Return the names of everybody who was shown in an office."""
        return tuple(row["name"] for row in self._c.rows("SELECT DISTINCT name FROM office_holders"))

    def holders(self, today: date) -> tuple[Holder, ...]:
        """Return who is remembered in which office, by name; where a person had several, each ends as the next begins."""
        rows = self._c.rows(
            "SELECT * FROM office_holders WHERE told >= ? AND last >= ? ORDER BY name, first, last, told, role",
            (AGREED, (today - FORGOTTEN).isoformat()),
        )
        out: list[Holder] = []
        for n, row in enumerate(rows):
            following = rows[n + 1] if n + 1 < len(rows) else None
            moved = (
                following is not None
                and following["name"] == row["name"]
                and following["country"] == row["country"]
            )
            until = (
                date.fromisoformat(following["first"]) - timedelta(days=1) if moved and following else None
            )
            first = date.fromisoformat(row["first"])
            if until is not None and until < first:
                continue  # two wordings of one office: the later one stands for both
            out.append(
                Holder(
                    name=row["name"],
                    role=row["role"],
                    country=row["country"] or None,
                    org=row["org"] or None,
                    since=first,
                    until=until,
                )
            )
        return tuple(out)
