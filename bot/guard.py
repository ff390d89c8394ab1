"""What goes wrong in a job ends that run only: it is logged, not every second, and the next run tries again."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot import logs
from bot.errors import CommuniqueError

#: The same error of the same job is logged once in this time.
QUIET = timedelta(minutes=1)


class Guard:
    """Runs jobs by name."""

    def __init__(self, clock: Callable[[], datetime], heard: Callable[[Exception], None]) -> None:
        """Prepare; `heard` is told of every error, logged or not."""
        self._clock = clock
        self._heard = heard
        self._said: dict[str, tuple[str, datetime]] = {}

    def run(self, name: str, job: Callable[[], object]) -> None:
        """Run a job; nothing it raises goes further."""
        try:
            job()
        except Exception as error:
            self._heard(error)
            text, now = f"{type(error).__name__}: {error}", self._clock()
            said, at = self._said.get(name, ("", now))
            if said == text and now - at < QUIET:
                return
            self._said[name] = (text, now)
            if isinstance(error, CommuniqueError):
                logs.get().error("job failed; tried again", job=name, error=str(error))
            else:
                logs.get().exception("job failed; tried again", job=name)
