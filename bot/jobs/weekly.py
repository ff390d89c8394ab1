"""Weekly: a digest that asks for it gets a roll-up of its week, each once, through the same ledger as editions."""

from datetime import datetime, time, timedelta

from bot import logs
from bot.agenda import appointments
from bot.corrections import current
from bot.jobs.edition import LATE_AFTER, messages
from bot.settings import Configuration, DigestConfig
from bot.settings.values import DAYS
from bot.site import page_url
from bot.store import Store
from bot.timing import last_run
from digests import render
from digests.days import local_day
from digests.edition import Edition, Scope
from digests.keeping import edition_to_json
from digests.rollup import roll_up

WEEK = timedelta(days=7)
#: A roll-up that is moved to another day or time follows the last one after this long at the earliest.
APART = WEEK / 2


def ledger_name(digest: str) -> str:
    """Return what the roll-ups of a digest are called in the ledger; no digest can have that id."""
    return f"{digest}/weekly"


def run_due(store: Store, configuration: Configuration, now: datetime) -> list[int]:
    """Compose and queue the roll-ups that are due; return their ids."""
    out = []
    for digest in configuration.digests:
        slot = _slot(configuration, digest, now)
        if slot is None:
            continue
        name = ledger_name(digest.id)
        # A week that was over before anybody asked for roll-ups is not made up for.
        known = store.editions.known_since(name, now, ledger_name(digest.was) if digest.was else None)
        last = store.editions.last(name)
        if slot > known and (last is None or slot - last.slot > APART):
            out.append(_post(store, configuration, digest, slot, now))
    return out


def _slot(configuration: Configuration, digest: DigestConfig, now: datetime) -> datetime | None:
    """Return the latest instant at or before now at which a roll-up was due."""
    if digest.weekly is None:
        return None
    day, _, clock = digest.weekly.partition(" ")
    hour, minute = clock.split(":")
    rhythm = DigestConfig(
        id=digest.id,
        channel=digest.channel,
        at=(time(int(hour), int(minute)),),
        days=tuple(d for d in DAYS if d == day),
    )
    return last_run(rhythm, configuration.digest_zone(digest), now)


def _post(
    store: Store, configuration: Configuration, digest: DigestConfig, slot: datetime, now: datetime
) -> int:
    with store.write():
        previous = store.editions.last(ledger_name(digest.id))
        # From the last one on: a clock change makes a week an hour longer or shorter, a changed day some days.
        follows = previous is not None and slot - previous.slot < 2 * WEEK
        since = previous.slot if previous is not None and follows else slot - WEEK
        rows = [
            row
            for row in store.editions.since(since)[::-1]
            if row.digest == digest.id and since < row.until <= slot
        ]
        zone = configuration.digest_zone(digest)
        editions = [current(store, row) for row in rows]
        scope = Scope(
            digest=digest.id,
            title=digest.title or digest.id,
            channel=digest.channel,
            after_seq=rows[0].after_seq if rows else store.articles.upto_seq(),
            upto_seq=rows[-1].upto_seq if rows else store.articles.upto_seq(),
            since=since,
            until=slot,
            timezone=zone,
            late=now - slot > LATE_AFTER,
            weekly=True,
        )
        first, last = local_day(since, zone), local_day(slot, zone)
        due = [
            one
            for one in appointments(store, configuration, now, zone, digest)
            if one.last is not None and first <= one.last < last
        ]
        edition = roll_up(scope, editions, due, _speakers(store, editions))
        number = _write(store, edition, slot)
        store.outbox.queue(messages(edition, number, page_url(configuration, number)), now)
    logs.get().info("weekly", digest=digest.id, editions=len(rows), items=len(edition.items), late=scope.late)
    return number


def _write(store: Store, edition: Edition, slot: datetime) -> int:
    scope = edition.scope
    return store.editions.add(
        digest=ledger_name(scope.digest),
        slot=slot,
        channel=scope.channel or "",
        after_seq=scope.after_seq,
        upto_seq=scope.upto_seq,
        since=scope.since,
        until=slot,
        late=scope.late,
        body=render.to_json(edition),
        reader_version=edition.reader_version,
        record=edition_to_json(edition),
    )


def _speakers(store: Store, editions: list[Edition]) -> dict[str, str]:
    """Return who made each statement, by fact id, where the stored facts still say so."""
    out: dict[str, str] = {}
    for edition in editions:
        for item in edition.items:
            if item.section != "said" or not item.facts:
                continue
            article, _, n = item.facts[0].partition(".s")
            stored = store.articles.get(int(article))
            if stored is None or not n.isdecimal() or int(n) >= len(stored.facts.statements):
                continue
            name = stored.facts.statements[int(n)].speaker
            # After a new version the number may be another's.
            if name and name.split()[-1] in item.gist.split():
                out[item.facts[0]] = name
    return out
