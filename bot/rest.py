"""A rest while nothing can be written: what was fetched could not be kept, and would be asked for again and again."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.errors import UnwritableError

#: Nothing is fetched for so long after a write that failed as every other would have.
REST = timedelta(seconds=30)


class Rest:
    """Knows whether to rest."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._since: datetime | None = None

    def heard(self, error: Exception) -> None:
        """Take note of an error of a job."""
        if isinstance(error, UnwritableError):
            self._since = self._clock()

    @property
    def on(self) -> bool:
        """True during a rest; a clock that was set back does not prolong it."""
        return self._since is not None and timedelta(0) <= self._clock() - self._since < REST
