"""What the operators hear of sources: new ones are followed, one has failed for long."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.advice import for_source
from bot.jobs.settle import Polled
from bot.notices import Notices
from bot.store import Store
from bot.store.noted import Noted
from scrapers.source import Source

#: A source is reported when it failed so often in a row and for so long: most troubles pass by themselves.
FAILURES = 3
FAILING_FOR = timedelta(hours=24)
#: A source that moved for good is told of after so long.
MOVED = timedelta(days=7)
#: What a server says of an address that will not come back.
GONE = re.compile(r"HTTP 410\b")
#: Where more than half of so many sources fail, it is hardly the sources: one line tells of all.
ENOUGH = 6
#: Names in one line.
MOST_NAMES = 30


class Following:
    """Tells the operators of sources."""

    def __init__(self, store: Store, notices: Notices) -> None:
        self._store = store
        self._notices = notices
        self._noted = Noted(store.connection)
        self._told = self._noted.told("followed:")

    def heard(self, row: Polled, now: datetime) -> None:
        """Take note of an answer: a source that has been failing for a day is told once, until it answers again."""
        states = self._store.sources.states()
        failing = sum(one.failures >= FAILURES for one in states.values())
        most = len(states) >= ENOUGH and failing * 2 > len(states)
        if row.state != "failed":
            self._moved(row, now)
            if not most:
                self._notices.over("network:")
            if self._notices.over(f"source:{row.source}:"):
                key = f"recovered:{row.source}:"
                self._notices.tell(key, f"{row.source} answers again.")
                self._notices.over(key)
            return
        state = states.get(row.source)
        if state is None or state.failing_since is None:
            return
        advice = for_source("failing", row.reason, state.url)
        if GONE.search(row.reason):
            # Told at once: it is asked again only once a week, and hardly comes back.
            self._notices.tell(f"source:{row.source}:gone", f"{row.source}: {row.reason}.\n→ {advice}")
            return
        if state.failures < FAILURES:
            return
        if most:
            self._notices.tell(
                "network:",
                f"{failing} of {len(states)} sources fail at once, {row.source} with: {row.reason}. "
                "Look at this machine first: its network, its name server, its clock.",
            )
            return
        if now - state.failing_since >= FAILING_FOR:
            since = f"{state.failing_since:%a %d %b %H:%M} UTC"
            self._notices.tell(
                f"source:{row.source}:failing",
                f"{row.source} has failed since {since}, {state.failures} times: {row.reason}.\n→ {advice}",
            )

    def _moved(self, row: Polled, now: datetime) -> None:
        """Tell once of a source that has been sent on for good, to the same address, for a week: portals say so for hours."""
        prefix = f"moving:{row.source}:"
        if row.moved is None:
            self._notices.over(prefix)
            return
        since = self._noted.since(f"{prefix}{row.moved}")
        if since is None:
            with self._store.write():
                self._notices.over(prefix)
                self._notices.first(f"{prefix}{row.moved}")
        elif now - since >= MOVED:
            self._notices.tell(
                f"{prefix}told:{row.moved}",
                f"{row.source} says since {since:%a %d %b} that it has moved for good.\n→ write its new address into "
                f"sources.yaml: {row.moved}",
            )

    def tell_new(self, sources: Iterable[Source], now: datetime) -> None:
        """Tell in one line of the sources whose first round was stored and that were not told of yet."""
        if all(source.id in self._told for source in sources):
            return
        states = self._store.sources.states()
        new = [
            (source, state)
            for source in sources
            if source.id not in self._told and (state := states.get(source.id)) and state.first_round
        ]
        if not new:
            return
        names = [f"{source.name} ({state.listed} item{'s' * (state.listed != 1)})" for source, state in new]
        rest = f", and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
        with self._store.write():
            for source, _state in new:
                self._noted.first(f"followed:{source.id}", now)
            self._notices.tell(
                f"following:{new[0][0].id}", f"Now following {', '.join(names[:MOST_NAMES])}{rest}."
            )
        self._told |= {source.id for source, _state in new}
