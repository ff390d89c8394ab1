"""What the operators hear of sources: a new one is followed, one has failed for long, one answers again."""

import threading
from datetime import datetime, timedelta

from bot import logs
from bot.jobs.poll import Polled
from bot.notices import Notices
from bot.store import Store

#: A source is reported when it failed so often in a row and for so long: most troubles pass by themselves.
FAILURES = 3
FAILING_FOR = timedelta(hours=24)
#: Names in one line.
MOST_NAMES = 30


class Following:
    """Collects what sources answer and tells the operators."""

    def __init__(self, store: Store, notices: Notices) -> None:
        self._store = store
        self._notices = notices
        self._lock = threading.Lock()
        self._new: dict[str, int] = {}

    def heard(self, row: Polled, known: bool, now: datetime) -> None:
        """Take note of an answer; `known` tells whether the source had answered before."""
        if row.state != "failed":
            if self._notices.over(f"source:{row.source}:"):
                logs.get().info("source answers again", id=row.source)
            if not known:
                with self._lock:
                    self._new[row.source] = row.new
            return
        state = self._store.sources.states().get(row.source)
        if state is None or state.failing_since is None or state.failures < FAILURES:
            return
        if now - state.failing_since >= FAILING_FOR:
            since = f"{state.failing_since:%a %d %b %H:%M} UTC"
            self._notices.tell(
                f"source:{row.source}:failing", f"No answer from {row.source} since {since}: {row.reason}"
            )

    def flush(self) -> None:
        """Tell of the sources followed for the first time, in one line."""
        with self._lock:
            new, self._new = self._new, {}
        if not new:
            return
        names = [f"{name} ({count} item{'s' if count != 1 else ''})" for name, count in sorted(new.items())]
        rest = f", and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
        self._notices.tell(
            f"following:{','.join(sorted(new))}", f"Now following {', '.join(names[:MOST_NAMES])}{rest}."
        )
