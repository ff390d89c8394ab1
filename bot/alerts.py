"""Alerts: every stored article against all subscriptions; what is told at once, what waits and what never is told.

Nothing is told twice: an alert is a row, unique for a subscription and an article, written in the transaction that stores
the article, with the message that tells it.
"""

import gc
import threading
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot import logs
from bot.alertcards import Hit, card
from bot.notices import Notices
from bot.queries import outlet_of
from bot.settings import AlertConfig, Configuration
from bot.store import Store
from bot.store.alerts import AlertRow
from bot.store.channels import Channels
from bot.store.outbox import Message
from bot.store.stored import Stored
from bot.store.subscriptions import ADMINISTRATORS, PAUSED, Subscription
from bot.timing import instant
from digests.query import Found, Matcher, Meaning, QueryError, Subject, holds, meaning_of, parse
from digests.stories import Signature
from digests.stories.likeness import copied
from scrapers.identity import address_key

#: What official bodies publish counts as fresh for longer.
OFFICIAL_FRESHNESS = timedelta(days=7)
#: What is older when it comes (after a downtime; a source that was broken) is told in one summary, not one by one; gathered for
#: so many seconds.
LATE, GATHER = timedelta(hours=24), 60
#: An edition this old is not where the news was shown.
SHOWN = timedelta(days=3)
#: So many subscriptions are left to the collector once; it need not look at them every time.
_MANY = 1_000


class Alerter:
    """All subscriptions of a store, ready to be matched; kept up to date with its table."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.RLock()
        self._matcher = Matcher()
        self._change = -1
        self._synced: tuple[AlertConfig, ...] | None = None

    def refresh(self, configuration: Configuration, now: datetime) -> int:
        """Take over what changed since the last time; return how many subscriptions there are."""
        # The store first, as in `see`: two threads that take the two the other way round wait for each other for ever.
        with self._store.write(), self._lock:
            if self._synced != configuration.alerts:
                sync(self._store, configuration, now)
                self._synced = configuration.alerts
            last = self._store.subscriptions.last_change()
            if last != self._change:
                self._take(last)
            return len(self._matcher)

    def _take(self, last: int) -> None:
        store = self._store.subscriptions
        if self._change < 0:
            queries: dict[int, str | None] = dict(store.queries())
        else:
            changed = {change.subscription for change in store.changes(self._change)}
            now_there = store.some(changed)
            queries = {n: one.query if (one := now_there.get(n)) else None for n in sorted(changed)}
        many = len(queries) >= _MANY
        if many:
            # All that is made here stays: looking through it again and again would take longer than making it.
            gc.disable()
        known: dict[str, Meaning] = {}
        try:
            for number, query in queries.items():
                self._replace(number, query, known)
        finally:
            if many:
                gc.enable()
                gc.collect()
                gc.freeze()
        self._change = last

    def _replace(self, number: int, query: str | None, known: dict[str, Meaning]) -> None:
        """Match a subscription by this query from now on; by none for None. What others ask for, too, is read once."""
        self._matcher.remove(number)
        if query is None:
            return
        try:
            if query not in known:
                known[query] = meaning_of(query)
            self._matcher.add(number, known[query])
        except QueryError as error:
            logs.get().error(
                "subscription cannot be read", subscription=number, query=query, reason=str(error)
            )

    def see(
        self,
        configuration: Configuration,
        article_id: int,
        now: datetime,
        notices: Notices | None = None,
        subject: Subject | None = None,
    ) -> int:
        """Alert to an article that was stored now, in the transaction that stores it; return how many were queued.

        The article as queries see it is made anew where it is not given.
        """
        with self._lock:
            if not self.refresh(configuration, now):
                return 0
            stored = self._store.articles.get(article_id)
            if stored is None or stored.archive_only or self._is_old(configuration, stored, now):
                return 0
            outlet = outlet_of(configuration, stored.article.source)
            found = self._matcher.match(subject or Subject(stored.article, stored.facts, outlet))
            matched = {owner: one for owner, one in found if isinstance(owner, int)}
            queued = 0
            for number, subscription in self._store.subscriptions.some(matched).items():
                hit = Hit(subscription=subscription, stored=stored, outlet=outlet, found=matched[number])
                queued += self._decide(configuration, hit, now, notices)
            return queued

    @staticmethod
    def _is_old(configuration: Configuration, stored: Stored, now: datetime) -> bool:
        """Tell whether an article is too old to alert to: a new version of an old text is no news."""
        limit = configuration.settings.alerting.freshness
        if outlet_of(configuration, stored.article.source).klass == "official":
            limit = max(limit, OFFICIAL_FRESHNESS)
        return now - stored.effective > limit

    def _decide(self, configuration: Configuration, hit: Hit, now: datetime, notices: Notices | None) -> bool:
        """Note what becomes of an alert; return whether it was queued."""
        store, stored, subscription = self._store.alerts, hit.stored, hit.subscription
        if store.told(subscription.id, stored.id):
            return False
        reason = self._not_told(configuration, hit, now)
        if reason:
            store.note(subscription.id, stored.id, stored.story, now, state="dropped", reason=reason)
            return False
        wait = waits(self._store, configuration, hit, now)
        if wait:
            reason, due = wait
            store.note(subscription.id, stored.id, stored.story, now, state="held", reason=reason, due=due)
            return False
        if notices and stored.facts.embargo and stored.facts.embargo_until is None:
            text = f"An embargo whose end cannot be read: {stored.article.url} says “{stored.facts.embargo}”."
            notices.tell(f"embargo:{stored.id}", text)
        key = queue(self._store, hit, now)
        store.note(subscription.id, stored.id, stored.story, now, state="queued", delivery=key)
        return True

    def _not_told(self, configuration: Configuration, hit: Hit, now: datetime) -> str | None:
        """Return why an alert is never told, or None."""
        store, stored = self._store, hit.stored
        if hit.subscription.muted and hit.subscription.muted > now:
            return "muted"
        state = store.sources.states().get(stored.article.source)
        if state and state.first_round and stored.first_seen <= state.first_round:
            most = configuration.settings.alerting.first_round
            if store.alerts.first_round(stored.article.source, state.first_round) >= most:
                return "first round"
        if shown_before(store, hit):
            return "shown before the backup was put back"
        earlier = [
            a.article
            for a in store.alerts.of_story(hit.subscription.id, stored.story)
            if a.state != "dropped"
        ]
        own = store.stories.signatures([stored.id]) if earlier else []
        if own:
            mine = Signature.from_json(own[0])
            if any(copied(mine, Signature.from_json(other)) for other in store.stories.signatures(earlier)):
                return "copy"
        return None


def shown_before(store: Store, hit: Hit) -> bool:
    """Tell whether an alert stands in its channel that is lost with the database it was in (bot.jobs.lookback)."""
    known = store.shown.in_alerts(hit.subscription.channel)
    return bool(known) and address_key(hit.stored.article.url) in known


def sync(store: Store, configuration: Configuration, now: datetime) -> None:
    """Make the subscriptions of the administrators those of digests.yaml."""
    by = "digests.yaml"
    with store.write():
        there = {s.name: s for s in store.subscriptions.all(owner=ADMINISTRATORS) if s.name}
        wanted = {alert.id: alert for alert in configuration.alerts}
        for name, subscription in there.items():
            if name not in wanted:
                store.subscriptions.remove(subscription.id, by=by, now=now)
        for name, alert in wanted.items():
            zone = configuration.settings.timezone
            if name in there:
                values = {"channel": alert.channel, "query": alert.query, "zone": zone}
                before = there[name]
                store.subscriptions.change(before.id, by=by, now=now, **values)
                if before.channel != alert.channel and before.muted == PAUSED:
                    store.subscriptions.mute(before.id, now, by=by, now=now)
            else:
                store.subscriptions.add(
                    owner=ADMINISTRATORS,
                    channel=alert.channel,
                    query=alert.query,
                    by=by,
                    now=now,
                    zone=zone,
                    name=name,
                )


def waits(
    store: Store, configuration: Configuration, hit: Hit, now: datetime, *, gathered: bool = False
) -> tuple[str, datetime] | None:
    """Return why and until when an alert waits; None when it may be told now. One that has waited is not gathered again."""
    until = hit.stored.facts.embargo_until
    if until and datetime.fromisoformat(until) > now:
        return "embargo", datetime.fromisoformat(until)
    if hit.subscription.daily:
        return "daily", next_slot(hit.subscription, now)
    if not gathered and now - hit.stored.effective > LATE:
        # Gathered to the next full minute, so that what comes after a downtime comes together.
        return "late", datetime.fromtimestamp((now.timestamp() // GATHER + 1) * GATHER, UTC)
    return crowded(store, configuration, hit.subscription.channel, now)


def crowded(
    store: Store, configuration: Configuration, channel: str, now: datetime
) -> tuple[str, datetime] | None:
    """Return why and until when a channel takes no alert: quiet hours, or as many as it takes in an hour or a day."""
    alerting = configuration.settings.alerting
    quiet = alerting.quiet_hours
    if quiet:
        zone = configuration.settings.timezone
        local = now.astimezone(ZoneInfo(zone))
        clock = local.time().replace(tzinfo=None)
        if (
            (quiet.start <= clock < quiet.end)
            if quiet.start <= quiet.end
            else (clock >= quiet.start or clock < quiet.end)
        ):
            end = instant(local.date(), quiet.end, zone)
            return "quiet", end if end > now else instant(local.date() + timedelta(days=1), quiet.end, zone)
    names = Channels(store.connection).same(channel)
    for most, span in ((alerting.per_hour, timedelta(hours=1)), (alerting.per_day, timedelta(days=1))):
        sent = store.alerts.sent_since(names, now - span)
        if len(sent) >= most:
            return "ceiling", sent[-most] + span
    return None


def next_slot(subscription: Subscription, now: datetime) -> datetime:
    """Return when the next daily summary of a subscription is due."""
    assert subscription.daily is not None
    at = datetime.strptime(subscription.daily, "%H:%M").time()  # noqa: DTZ007 - a time of day, no instant
    day = now.astimezone(ZoneInfo(subscription.zone)).date()
    today = instant(day, at, subscription.zone)
    return today if today > now else instant(day + timedelta(days=1), at, subscription.zone)


def queue(store: Store, hit: Hit, now: datetime) -> str:
    """Queue the message of one alert: a card, or a reply to the story's card or to the edition that showed it."""
    subscription, stored = hit.subscription, hit.stored
    key = f"alert:{subscription.id}:{stored.id}"
    parent = _card_of(store, store.alerts.of_story(subscription.id, stored.story))
    names = Channels(store.connection).same(subscription.channel)
    parent = parent or store.alerts.shown_in(names, stored.article.url, now - SHOWN)
    # Below a summary of many a card says whose it is, and can be stopped.
    reply = parent is not None and parent.startswith("alert:") and not parent.startswith("alert:summary:")
    body = card(hit, reply=reply)
    store.outbox.queue([Message(key=key, channel=subscription.channel, body=body, parent=parent)], now)
    return key


def _card_of(store: Store, alerts: list[AlertRow]) -> str | None:
    """Return the key of the message whose thread a story has: its card, else the summary that told it first."""
    for state in ("queued", "listed"):
        for alert in alerts:
            delivery = store.outbox.get(alert.delivery) if alert.state == state and alert.delivery else None
            if delivery and delivery.state != "parked":
                return delivery.parent or delivery.key
    return None


def found_again(configuration: Configuration, subscription: Subscription, stored: Stored) -> Found | None:
    """Return what a subscription finds in an article that waited; None when a new version holds it no more."""
    subject = Subject(stored.article, stored.facts, outlet_of(configuration, stored.article.source))
    try:
        return holds(parse(subscription.query).meaning, subject)
    except QueryError:
        return None
