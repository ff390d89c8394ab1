"""Housekeeping: the service says that it lives; once a day the store is pruned and silent sources are told of."""

import os
from datetime import datetime, timedelta

from bot import logs
from bot.errors import StoreError
from bot.habits import health_of
from bot.heap import give_back
from bot.notices import Notices
from bot.retention import prune
from bot.settings import Configuration
from bot.store import Store
from bot.store.copies import inspect
from bot.store.database import instant, stamp

#: Daily, a little less so that it does not wander through the day.
DAILY = timedelta(hours=23, minutes=30)
#: A clock that is so far behind what was noted before was set back.
STEP = timedelta(minutes=1)
#: Pages wait so long beyond their time before that is told.
BACKLOG = timedelta(hours=3)
#: Names in one notice.
MOST_NAMES = 20


def run(
    store: Store, configuration: Configuration, notices: Notices, now: datetime, started: datetime
) -> None:
    """Say that the service lives, and do the daily work when it is due."""
    give_back()
    lived = store.service.get("alive")
    before = instant(lived["at"]) if lived else None
    if before is not None and before - now > STEP:
        logs.get().warning("the clock was set back", seconds=round((before - now).total_seconds()))
        with store.write():
            store.service.set_back(before - now, now)
    with store.write():
        store.service.put("alive", {"at": stamp(now), "pid": os.getpid(), "started": stamp(started)})
    tell_backlog(store, configuration, notices, now)
    note = store.service.get("pruned")
    last = instant(note["at"]) if note else None
    # A clock that was set back must not stop the daily work for as long.
    if last is not None and timedelta(0) <= now - last < DAILY:
        return
    with store.write():
        store.service.put("pruned", {"at": stamp(now)})
    done = prune(store, configuration, now)
    logs.get().info("pruned", **done.row())
    store.shown.forget(now)
    tell_silent(store, configuration, notices, now)
    tell_damage(store, notices)


def tell_backlog(store: Store, configuration: Configuration, notices: Notices, now: datetime) -> None:
    """Tell once when pages wait for hours beyond their time, until they no longer do."""
    overdue = store.rhythm.overdue(now - BACKLOG)
    known = {source.id for source in configuration.sources}
    late = {source: count for source, count in overdue.items() if source in known}
    if late:
        most, count = max(late, key=lambda source: late[source]), sum(late.values())
        notices.tell(
            "backlog:",
            f"{count} page{'s' * (count != 1)} waited for more than {BACKLOG.total_seconds() / 3600:.0f} h, most of {most} "
            f"({late[most]}). `http.per_host_interval` and `workers` of settings.yaml decide how fast they are had.",
        )
    else:
        notices.over("backlog:")


def tell_damage(store: Store, notices: Notices) -> None:
    """Tell once when the database file is no longer sound; over a connection of its own, so that nobody waits."""
    if store.connection.path is None:
        return
    try:
        inspect(store.connection.path)
    except StoreError as error:
        notices.tell(
            "damaged:", f"{error}. Stop the service and restore a backup: `communique restore FILE`."
        )


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
