"""Housekeeping: the service says that it lives; once a day the store is pruned and silent sources are told of."""

import os
from datetime import datetime, timedelta

from bot import logs
from bot.habits import health_of
from bot.notices import Notices
from bot.retention import prune
from bot.settings import Configuration
from bot.store import Store
from bot.store.database import instant, stamp

#: Daily, a little less so that it does not wander through the day.
DAILY = timedelta(hours=23, minutes=30)
#: Names in one notice.
MOST_NAMES = 20


def run(
    store: Store, configuration: Configuration, notices: Notices, now: datetime, started: datetime
) -> None:
    """Say that the service lives, and do the daily work when it is due."""
    with store.write():
        store.service.put("alive", {"at": stamp(now), "pid": os.getpid(), "started": stamp(started)})
    note = store.service.get("pruned")
    last = instant(note["at"]) if note else None
    # A clock that was set back must not stop the daily work for as long.
    if last is not None and timedelta(0) <= now - last < DAILY:
        return
    with store.write():
        store.service.put("pruned", {"at": stamp(now)})
    done = prune(store, configuration, now)
    logs.get().info("pruned", **done.row())
    tell_silent(store, configuration, notices, now)


def tell_silent(store: Store, configuration: Configuration, notices: Notices, now: datetime) -> None:
    """Tell once of sources that have been silent beyond their habit, until they speak again."""
    states = store.sources.states()
    new = []
    with store.write():
        for source in configuration.sources:
            found = health_of(states.get(source.id), store.rhythm.times(source.id), now)
            if found.state != "silent":
                notices.over(f"silent:{source.id}:")
            elif notices.first(f"silent:{source.id}:"):
                new.append(f"{source.id} ({found.reason})")
        if new:
            rest = f", and {len(new) - MOST_NAMES} more" if len(new) > MOST_NAMES else ""
            notices.tell(
                f"silent-sources:{stamp(now)}",
                f"Silent beyond habit: {', '.join(new[:MOST_NAMES])}{rest}. Look whether their addresses still are the right "
                "ones: `communique try URL`.",
            )
