"""Which delivery a message in Slack is: a pressed button names its channel and time stamp only."""

from bot.store.database import Connection
from bot.store.outbox import Delivery, Outbox


class Posted:
    """Looks in the deliveries table."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection
        self._outbox = Outbox(connection)

    def at(self, channel_id: str, ts: str) -> Delivery | None:
        """Return the delivery that was posted there and then; None for none of ours, or one removed since."""
        key = self._c.value(
            "SELECT key FROM deliveries WHERE ts = ? AND channel_id = ? AND op = 'post'", (ts, channel_id)
        )
        return self._outbox.get(str(key)) if key else None
