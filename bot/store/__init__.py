"""The store: one SQLite file with all state. The door to sqlite-utils and sqlite3.

Its parts share one connection; a transaction is `with store.write():` and whatever the parts do inside it.
"""

from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

from bot.store.alerts import Alerts
from bot.store.articles import Articles
from bot.store.database import Connection
from bot.store.doubts import Doubts
from bot.store.editions import Editions
from bot.store.hosts import Hosts
from bot.store.outbox import Outbox
from bot.store.people import People
from bot.store.rechecks import Rechecks
from bot.store.retention import Retention
from bot.store.rhythm import Rhythm
from bot.store.rooms import Rooms
from bot.store.search import Search
from bot.store.service import ServiceNotes
from bot.store.shown import ShownBefore
from bot.store.sources import Sources
from bot.store.stories import Stories
from bot.store.subscriptions import Subscriptions
from bot.store.wanted import Wanted

__all__ = ["Store", "open_store"]


class Store:
    """The parts of the store over one connection."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.sources = Sources(connection)
        self.hosts = Hosts(connection)
        self.wanted = Wanted(connection)
        self.articles = Articles(connection)
        self.stories = Stories(connection)
        self.editions = Editions(connection)
        self.outbox = Outbox(connection)
        self.doubts = Doubts(connection)
        self.subscriptions = Subscriptions(connection)
        self.alerts = Alerts(connection)
        self.people = People(connection)
        self.rooms = Rooms(connection)
        self.search = Search(connection)
        self.rechecks = Rechecks(connection)
        self.retention = Retention(connection)
        self.rhythm = Rhythm(connection)
        self.service = ServiceNotes(connection)
        self.shown = ShownBefore(connection)

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def write(self) -> AbstractContextManager[None]:
        """Return one transaction: all of what is done inside is kept, or none."""
        return self.connection.write()

    def close(self) -> None:
        """Close the file."""
        self.connection.close()


def open_store(path: Path | None) -> Store:
    """Open the database at `path`, made and migrated as needed; in memory for None.

    Raises:
        StoreError: See `bot.store.database.Connection`.
    """
    return Store(Connection(path))
