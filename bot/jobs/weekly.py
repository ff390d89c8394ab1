"""Weekly: a digest that asks for it gets a roll-up of its week, each once, through the same ledger as editions."""

from datetime import datetime, time, timedelta

from bot import logs
from bot.agenda import appointments
from bot.corrections import apply, current, first_form
from bot.jobs.afterwards import REACH
from bot.jobs.edition import LATE_AFTER, messages
from bot.settings import Configuration, DigestConfig
from bot.settings.values import DAYS
from bot.site import page_url
from bot.store import Store
from bot.store.corrections import Corrections
from bot.store.editions import EditionRow
from bot.timing import last_run
from digests import render
from digests.corrections import Correction, is_retracted, retracted, reworded
from digests.days import day_text, local_day
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
            for row in store.editions.since(since)
            if row.digest == digest.id and since < row.until <= slot
        ][::-1]
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


def follow(store: Store, now: datetime) -> int:
    """Correct the lines of posted roll-ups whose editions were corrected since the last look; return how many those are."""
    log = Corrections(store.connection)
    note, last = store.service.get("weekly"), log.last_id()
    if note is not None and note["corrections"] >= last:
        return 0
    with store.write():
        store.service.put("weekly", {"corrections": last})
        done = 0
        for one in log.after(note["corrections"]) if note is not None else ():
            row = store.editions.get(one.edition)
            for week in store.editions.since(now - REACH) if row is not None else ():
                if row is not None and week.digest == ledger_name(row.digest) and _holds(week, row):
                    done += _correct(store, week, row, one.correction, now)
    return done


def _holds(week: EditionRow, row: EditionRow) -> bool:
    return week.since is not None and week.since < row.until <= week.until


def _correct(store: Store, week: EditionRow, row: EditionRow, done: Correction, now: datetime) -> int:
    """Bring the lines of a roll-up that rest on a corrected line to what its editions say now."""
    posted = next(item for item in first_form(row).items if item.number == done.number)
    edition = current(store, week)
    rows = [r for r in store.editions.each(row.digest) if _holds(week, r)]
    editions = [current(store, r) for r in rows]
    rebuilt = {
        (i.section, i.gist): i for i in roll_up(edition.scope, editions, (), _speakers(store, editions)).items
    }
    today = local_day(now, edition.scope.timezone)
    reason = done.reason or f"item {done.number} of an edition of this week was corrected"
    count = 0
    for item in edition.items:
        if is_retracted(item) or not set(item.facts) & set(posted.facts):
            continue
        fresh = rebuilt.get((item.section, item.gist))
        if fresh is not None and fresh.runs == item.runs:
            continue
        new = (
            retracted(item, reason, today)
            if fresh is None
            else reworded(item, fresh, f"corrected {day_text(today, today)}")
        )
        apply(store, week, edition, item, new, done.kind, reason, now)
        edition = current(store, week)
        count += 1
    return count


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
