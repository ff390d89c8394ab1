"""Alerts that waited: after an embargo, at the hour of a daily summary, after quiet hours, below the ceiling again."""

from collections import defaultdict
from dataclasses import replace
from datetime import datetime

from bot import logs
from bot.alertcards import Hit, summary
from bot.alerts import crowded, found_again, queue, shown_before, waits
from bot.queries import outlet_of
from bot.settings import Configuration
from bot.store import Store
from bot.store.alerts import AlertRow
from bot.store.channels import Channels
from bot.store.outbox import Message
from bot.store.subscriptions import Subscription
from digests.days import moment, zone_name

#: Alerts of one summary; the rest comes with the next.
MOST = 500

#: Why alerts were held, as the title of their summary says it.
HELD = {
    "quiet": "that waited in quiet hours",
    "ceiling": "that waited above the ceiling",
    "late": "older than a day when they came",
}

Waiting = tuple[AlertRow, Hit]


def run_due(store: Store, configuration: Configuration, now: datetime) -> int:
    """Queue what waited until now; return how many messages."""
    if not store.alerts.held(now):
        return 0
    with store.write():
        queued = _tell(store, configuration, now)
    if queued:
        logs.get().info("alerts that waited", messages=queued)
    return queued


def _tell(store: Store, configuration: Configuration, now: datetime) -> int:
    alone: list[Waiting] = []
    daily: dict[int, list[Waiting]] = defaultdict(list)
    rest: dict[str, list[Waiting]] = defaultdict(list)
    channels = Channels(store.connection)
    for waiting in _hits(store, configuration, now):
        alert, hit = waiting
        if alert.reason == "daily":
            daily[hit.subscription.id].append(waiting)
        elif alert.reason == "embargo":
            alone.append(waiting)
        else:
            rest[channels.same(hit.subscription.channel)[0]].append(waiting)
    queued = sum(_alone(store, configuration, waiting, now) for waiting in alone)
    for mine in daily.values():
        subscription = mine[0][1].subscription
        title = f"{len(mine)} new for “{subscription.query[:100]}”, {moment(now, subscription.zone)}"
        queued += _summary(store, mine, f"{title} ({zone_name(subscription.zone)})", now)
    for channel, mine in rest.items():
        wait = crowded(store, configuration, channel, now)
        if wait:
            store.alerts.settle([a for a, _ in mine], state="held", reason=wait[0], due=wait[1])
            continue
        if len(mine) == 1:
            queued += _alone(store, configuration, mine[0], now)
            continue
        reasons = {alert.reason or "" for alert, _ in mine}
        held = HELD.get(reasons.pop(), HELD["ceiling"]) if len(reasons) == 1 else HELD["ceiling"]
        queued += _summary(store, mine, f"{len(mine)} alerts {held}", now)
    return queued


def _hits(store: Store, configuration: Configuration, now: datetime) -> list[Waiting]:
    """Return what waits and still holds; notes what does not."""
    out: list[Waiting] = []
    known: dict[int, Subscription | None] = {}
    for alert in store.alerts.held(now)[:MOST]:
        if alert.subscription not in known:
            known[alert.subscription] = store.subscriptions.get(alert.subscription)
        subscription, stored = known[alert.subscription], store.articles.get(alert.article)
        found = found_again(configuration, subscription, stored) if subscription and stored else None
        if subscription is None or stored is None or found is None:
            store.alerts.settle([alert], state="dropped", reason="no longer holds")
        elif subscription.muted and subscription.muted > now:
            store.alerts.settle([alert], state="dropped", reason="muted")
        else:
            outlet = outlet_of(configuration, stored.article.source)
            hit = Hit(subscription=subscription, stored=stored, outlet=outlet, found=found)
            if shown_before(store, hit):
                store.alerts.settle([alert], state="dropped", reason="shown before the backup was put back")
                continue
            # What waited for a summary that there is no longer comes by itself.
            by_itself = alert.reason == "daily" and subscription.daily is None
            out.append((replace(alert, reason="embargo") if by_itself else alert, hit))
    return out


def _alone(store: Store, configuration: Configuration, waiting: Waiting, now: datetime) -> int:
    """Queue one alert as it would have been, or let it wait for something else."""
    alert, hit = waiting
    wait = waits(store, configuration, hit, now, gathered=True)
    if wait:
        store.alerts.settle([alert], state="held", reason=wait[0], due=wait[1])
        return 0
    store.alerts.settle([alert], state="queued", delivery=queue(store, hit, now))
    return 1


def _summary(store: Store, mine: list[Waiting], title: str, now: datetime) -> int:
    hits = [hit for _, hit in mine]
    subscription = hits[0].subscription
    key = f"alert:summary:{mine[0][0].id}-{mine[-1][0].id}:{len(mine)}"
    body = summary(hits, title, subscription.zone)
    store.outbox.queue([Message(key=key, channel=subscription.channel, body=body)], now)
    store.alerts.settle([alert for alert, _ in mine], state="listed", delivery=key)
    return 1
