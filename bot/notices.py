"""Notices to the operators: into the log always, into the ops channel once per trouble."""

from collections.abc import Callable
from datetime import datetime

from bot import logs
from bot.masking import mask
from bot.store import Store
from bot.store.noted import Noted
from bot.store.outbox import Message

#: Characters of a notice; a section holds 3,000.
LENGTH = 2_800


class Notices:
    """Tells the operators. Call it inside the transaction of what it tells about, or outside any."""

    def __init__(self, store: Store, channel: str | None, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._noted = Noted(store.connection)
        #: The ops channel; None when none is configured.
        self.channel = channel
        self._clock = clock

    def tell(self, key: str, text: str) -> bool:
        """Tell of a trouble; return False when it was told before and is not over."""
        now = self._clock()
        text = mask(text)
        with self._store.write():
            if not self._noted.first(key, now):
                return False
            logs.get().warning("notice", key=key, text=text)
            if self.channel is not None:
                # A key may come again after its trouble was over, so the message carries the time too.
                message = Message(
                    key=f"notice:{key}:{now.timestamp():.6f}", channel=self.channel, body=notice_body(text)
                )
                self._store.outbox.queue([message], now)
        return True

    def first(self, key: str) -> bool:
        """Note a trouble that is told together with others; return False when it was noted before and is not over."""
        return self._noted.first(key, self._clock())

    def over(self, prefix: str) -> bool:
        """Note that the troubles whose key begins with `prefix` are over; return whether there were any."""
        return bool(self._noted.over(prefix))


def notice_body(text: str) -> dict[str, object]:
    """Return the message for a notice; its words may come from anywhere, so nothing in them is markup."""
    text = text if len(text) <= LENGTH else text[: LENGTH - 1] + "…"
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return {
        "text": escaped,
        "blocks": [{"type": "section", "text": {"type": "plain_text", "text": text, "emoji": False}}],
    }
