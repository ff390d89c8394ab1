"""Edition: what is due by the ledger is composed and queued in one transaction; nothing twice, no gap."""

from datetime import date, datetime, timedelta
from typing import Any

from bot import logs
from bot.blocks import payloads
from bot.jobs import material, recheck
from bot.jobs.ledger import known_since
from bot.settings import Configuration, DigestConfig
from bot.site import page_url
from bot.store import Store
from bot.store.channels import Channels
from bot.store.editions import preview_name
from bot.store.outbox import Message
from bot.timing import last_run
from digests import render
from digests.compose import compose
from digests.days import local_day
from digests.edition import Edition, Scope
from digests.filtering import filtered
from digests.keeping import edition_to_json
from digests.query import parse

#: A digest's first edition reaches back this far.
FIRST_REACH = timedelta(hours=24)
#: An edition composed this long after it was due is marked late.
LATE_AFTER = timedelta(minutes=10)
#: The digest that exists when none is configured.
BUILT_IN = "all"


def built_in() -> DigestConfig:
    """Return the digest `all`: everything, posted nowhere."""
    return DigestConfig(id=BUILT_IN, channel="(none)", title="Diplomacy", every=timedelta(days=1))


def due(store: Store, configuration: Configuration, now: datetime) -> list[tuple[DigestConfig, datetime]]:
    """Return the digests whose latest slot has no edition yet, with that slot.

    Slots before a digest was first seen are not made up for; several missed ones become one edition.
    """
    out = []
    for digest in configuration.digests:
        known = known_since(store, configuration, digest, now)
        slot = last_run(digest, configuration.digest_zone(digest), now)
        if slot is None or slot <= known:
            continue
        # One of a slot to come was made while the clock was wrong: it must not stop the digest until then.
        last = store.editions.last_slot(digest.id, now)
        if last is None or last < slot:
            out.append((digest, slot))
    return out


def _range(store: Store, digest: DigestConfig, now: datetime) -> tuple[int, int, datetime]:
    last = store.editions.last(digest.id)
    upto = store.articles.upto_seq()
    if last is not None:
        return last.upto_seq, max(upto, last.upto_seq), last.until
    since = now - FIRST_REACH
    return min(store.articles.seq_before(since), upto), upto, since


def preview(store: Store, configuration: Configuration, digest: DigestConfig, now: datetime) -> Edition:
    """Compose what the next edition would hold now; writes nothing."""
    after, upto, since = _range(store, digest, now)
    scope = Scope(
        digest=digest.id,
        title=digest.title or digest.id,
        channel=digest.channel if digest.id != BUILT_IN or configuration.digests else None,
        after_seq=after,
        upto_seq=upto,
        since=since,
        until=now,
        timezone=configuration.digest_zone(digest),
    )
    return _composed(store, configuration, digest, scope)


def _composed(store: Store, configuration: Configuration, digest: DigestConfig, scope: Scope) -> Edition:
    rows = [s for s in store.articles.in_range(scope.after_seq, scope.upto_seq) if not s.archive_only]
    if scope.since:
        rows += store.articles.embargo_ended(scope.since, scope.until, scope.after_seq)
    told, same = material.renewed(store, material.told_of(rows, configuration), scope)
    told, shown = material.shown_before(store, told, digest)
    earlier = [*same, *shown, *material.earlier_of(store, told, configuration, scope.after_seq)]
    known = {t.id for t in (*told, *earlier)}
    earlier += [
        t
        for t in material.planned_before(store, configuration, scope.until, scope.after_seq)
        if t.id not in known
    ]
    earlier.sort(key=lambda t: t.seq)
    query = parse(digest.filter) if digest.filter else None
    if query:
        told, earlier = filtered(query, told, earlier)
    today = local_day(scope.until, scope.timezone)
    earlier += material.outcomes(store, configuration, [*told, *earlier], today, scope.upto_seq)
    coverage = material.coverage_now(store, configuration, told, scope.until)
    if query:
        coverage = material.with_blind(store, configuration, coverage, query, scope)
    return compose(scope, told, earlier, coverage)


def archive_view(store: Store, configuration: Configuration, digest: DigestConfig, day: date) -> Edition:
    """Compose the articles whose effective time falls on a local day, whatever editions there were; touches no ledger."""
    zone = configuration.digest_zone(digest)
    begin, end = material.day_bounds(day, zone)
    told = material.told_of(store.articles.effective_between(begin, end), configuration)
    ids = {t.id for t in told}
    stories = sorted({t.story for t in told} | {s for t in told for s in t.meeting_stories})
    before = [
        s
        for s in store.stories.of_stories(stories, store.articles.upto_seq())
        if s.effective < begin and s.id not in ids
    ]
    scope = Scope(
        digest=digest.id,
        title=digest.title or digest.id,
        channel=None,
        after_seq=0,
        upto_seq=0,
        since=begin,
        until=end,
        timezone=zone,
        day=day.isoformat(),
    )
    earlier = material.told_of(before, configuration)
    coverage = material.coverage_of_day(told)
    if digest.filter:
        query = parse(digest.filter)
        told, earlier = filtered(query, told, earlier)
        coverage = material.with_blind(store, configuration, coverage, query, scope)
    return compose(scope, told, earlier, coverage)


def post(
    store: Store,
    configuration: Configuration,
    digest: DigestConfig,
    slot: datetime,
    now: datetime,
    *,
    channel: str | None = None,
) -> int:
    """Compose the edition of a slot and queue its messages, all in one transaction; return the edition's id.

    In another channel than its own it is a preview: the next edition of the digest holds the same all the same.
    """
    with store.write():
        after, upto, since = _range(store, digest, now)
        elsewhere = channel is not None and digest.id != BUILT_IN and not _is_home(store, digest, channel)
        scope = Scope(
            digest=digest.id,
            title=digest.title or digest.id,
            channel=channel or digest.channel,
            after_seq=after,
            upto_seq=upto,
            since=since,
            until=now,
            timezone=configuration.digest_zone(digest),
            late=now - slot > LATE_AFTER,
        )
        edition = _composed(store, configuration, digest, scope)
        edition_id = store.editions.add(
            digest=preview_name(digest.id) if elsewhere else digest.id,
            slot=slot,
            channel=scope.channel or digest.channel,
            after_seq=after,
            upto_seq=upto,
            since=since,
            until=now,
            late=scope.late,
            body=render.to_json(edition),
            reader_version=edition.reader_version,
            record=edition_to_json(edition),
        )
        recheck.enrol(store, edition, now)
        page = None if elsewhere else page_url(configuration, edition_id)
        store.outbox.queue(messages(edition, edition_id, page), now)
    logs.get().info(
        "edition", digest=digest.id, items=len(edition.items), after=after, upto=upto, late=scope.late
    )
    return edition_id


def _is_home(store: Store, digest: DigestConfig, channel: str) -> bool:
    """Tell whether a channel, by name or id, is the one a digest is posted to."""
    channels = Channels(store.connection)
    home = {digest.channel, channels.id_of(digest.channel)}
    return channel in home or channels.id_of(channel) in home - {None}


def messages(edition: Edition, edition_id: int, page: str | None = None) -> list[Message]:
    """Return the messages of an edition: the post, then its thread; `page` is the address of its printable page."""
    assert edition.scope.channel is not None
    base = f"edition:{edition_id}"
    out = []
    for number, payload in enumerate(payloads(edition, page)):
        body: dict[str, Any] = dict(payload)
        parent = body.pop("parent", None)
        out.append(
            Message(
                key=f"{base}:{number}",
                channel=edition.scope.channel,
                body=body,
                parent=f"{base}:{parent}" if parent is not None else None,
                edition=edition_id,
            )
        )
    return out


def run_due(store: Store, configuration: Configuration, now: datetime) -> list[int]:
    """Post every edition that is due; return their ids."""
    found = [post_due(store, configuration, d, slot, now) for d, slot in due(store, configuration, now)]
    return [edition for edition in found if edition is not None]


def post_due(
    store: Store, configuration: Configuration, digest: DigestConfig, slot: datetime, now: datetime
) -> int | None:
    """Post the edition of a slot that was due; None when the digest was changed meanwhile and it no longer is."""
    with store.write():
        known, last = store.editions.known_since(digest.id, now), store.editions.last_slot(digest.id, now)
        if slot <= known or (last is not None and slot <= last):
            return None
        return post(store, configuration, digest, slot, now)
