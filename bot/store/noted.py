"""What the operators were told already: one notice per key until the trouble is over."""

from datetime import datetime

from bot.store.database import Connection, instant, stamp


class Noted:
    """The notices table."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def first(self, key: str, now: datetime) -> bool:
        """Note a trouble; return whether it is new."""
        if self._c.value("SELECT count(*) FROM notices WHERE key = ?", (key,)):
            return False
        self._c.run("INSERT INTO notices (key, sent) VALUES (?, ?)", (key, stamp(now)))
        return True

    def since(self, key: str) -> datetime | None:
        """Return when a trouble was noted; None when it is not."""
        return instant(self._c.value("SELECT sent FROM notices WHERE key = ?", (key,)))

    def told(self, prefix: str) -> set[str]:
        """Return the keys that begin with `prefix`, without it."""
        rows = self._c.rows("SELECT key FROM notices WHERE substr(key, 1, ?) = ?", (len(prefix), prefix))
        return {row["key"][len(prefix) :] for row in rows}

    def over(self, prefix: str) -> int:
        """Forget the troubles whose key begins with `prefix`: when they come again they are told again."""
        return self._c.run("DELETE FROM notices WHERE substr(key, 1, ?) = ?", (len(prefix), prefix))
