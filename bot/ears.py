"""Whether the service listens to Slack: it does while there are both tokens, and anew with new ones."""

import os
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot import logs
from bot.notices import Notices
from bot.settings import Configuration
from bot.settings.environment import Environment
from bot.store import Store, open_store

if TYPE_CHECKING:
    from bot.listener import Listener


class Ears:
    """Holds the listener, if any."""

    def __init__(
        self,
        store: Store,
        folder: Path,
        clock: Callable[[], datetime],
        *,
        configuration: Callable[[], Configuration],
        notices: Callable[[], Notices],
    ) -> None:
        """Prepare; nothing is opened yet."""
        self._store, self._folder, self._clock = store, folder, clock
        self._configuration, self._notices = configuration, notices
        self._lock = threading.Lock()
        self._tokens: tuple[str | None, str | None] = (None, None)
        self._listener: Listener | None = None
        self._archive = store

    def use(self, environment: Environment) -> None:
        """Listen with the tokens of the environment, or no more when one is missing."""
        tokens = (environment.bot_token, environment.app_token)
        with self._lock:
            if tokens == self._tokens:
                return
            self._tokens = tokens
            self._end()
            if environment.bot_token is None or environment.app_token is None:
                return
            # Slack's framework loads only where it is used.
            from bot.commands import Office
            from bot.listener import Listener

            path = self._store.connection.path
            self._archive = open_store(path) if path is not None else self._store
            office = Office(
                store=self._store,
                archive=self._archive,
                configuration=self._configuration,
                folder=self._folder,
                notices=self._notices,
                clock=self._clock,
                pid=os.getpid(),
            )
            self._listener = Listener(
                environment.bot_token, environment.app_token, environment.slack_api, office
            )
            self._listener.start()
            logs.get().info("opening the connection for commands and buttons")

    def close(self) -> bool:
        """Listen no more; return whether all that was under way ended in time."""
        with self._lock:
            self._tokens = (None, None)
            return self._end()

    def _end(self) -> bool:
        listener, self._listener = self._listener, None
        ended = listener is None or listener.stop()
        if ended and self._archive is not self._store:
            self._archive.close()
            self._archive = self._store
        return ended
