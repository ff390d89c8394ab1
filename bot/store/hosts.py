"""What hosts told us: how long to stay away, and what their robots.txt allows."""

from datetime import datetime

from bot.store.database import Connection, instant, stamp
from scrapers.fetch import Remembered
from scrapers.robots import Copy


class Hosts:
    """The hosts table."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def asked(self) -> bool:
        """Tell whether anybody was ever asked anything."""
        tables = ("sources", "looks", "hosts")
        return any(self._c.value(f"SELECT count(*) FROM {table}") for table in tables)  # noqa: S608 - our own names

    def recall(self, host: str) -> Remembered:
        """Return what is known of a `host:port`."""
        row = self._c.row("SELECT * FROM hosts WHERE host = ?", (host,))
        if row is None:
            return Remembered()
        until = instant(row["robots_until"])
        return Remembered(
            not_before=instant(row["not_before"]),
            untold=row["untold"],
            robots=None
            if until is None
            else Copy(until=until, text=row["robots"], refused=row["refused"], silent=bool(row["silent"])),
        )

    def keep(self, host: str, what: Remembered, now: datetime) -> None:
        """Write what is known of a `host:port`."""
        copy = what.robots
        robots: tuple[str | None, str | None, str | None, int] = (None, None, None, 0)
        if copy is not None:
            robots = (stamp(copy.until), copy.text, copy.refused, int(copy.silent))
        wait = None if what.not_before is None else stamp(what.not_before)
        with self._c.write():
            self._c.run(
                "INSERT OR REPLACE INTO hosts (host, not_before, untold, robots_until, robots, refused, silent, noted)"
                " VALUES (?,?,?,?,?,?,?,?)",
                (host, wait, what.untold, *robots, stamp(now)),
            )

    def forget(self, before: datetime) -> None:
        """Remove what nothing was added to since an instant."""
        with self._c.write():
            self._c.run("DELETE FROM hosts WHERE noted < ?", (stamp(before),))
