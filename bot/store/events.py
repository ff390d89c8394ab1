"""Events taken from Slack: each once, however often it is sent."""

from datetime import datetime, timedelta

from bot.store.database import Connection, stamp

#: Slack gives up sending an event again long before that.
KEPT = timedelta(days=2)


class Events:
    """The events table."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def first(self, event_id: str, now: datetime) -> bool:
        """Take an event; return False when it was taken before. Call it in the transaction of what it leads to."""
        self._c.run("DELETE FROM events WHERE at < ?", (stamp(now - KEPT),))
        if self._c.value("SELECT count(*) FROM events WHERE id = ?", (event_id,)):
            return False
        self._c.run("INSERT INTO events (id, at) VALUES (?, ?)", (event_id, stamp(now)))
        return True
