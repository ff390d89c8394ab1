"""The ledger: since when a digest counts, and what a change of its times or its channel means for its editions."""

from datetime import date, datetime, time, timedelta
from typing import Any

from bot import logs
from bot.jobs.deliver import REVIVED
from bot.retiming import Rhythm, counts_after
from bot.settings import Configuration, DigestConfig
from bot.slack import CHANNEL_ERRORS
from bot.store import Store


def known_since(store: Store, configuration: Configuration, digest: DigestConfig, now: datetime) -> datetime:
    """Return the instant after which a digest's editions are due, noting it at first sight and with every change."""
    known = store.editions.known_since(digest.id, now, digest.was)
    noted = _note(digest, configuration.digest_zone(digest))
    before = store.editions.rhythm(digest.id)
    if before == noted:
        return known
    with store.write():
        if before is not None:
            if before["channel"] != noted["channel"]:
                _move(store, digest.id, before["channel"], digest.channel, now)
            if any(before[key] != noted[key] for key in noted if key != "channel"):
                last = store.editions.last_slot(digest.id, now)
                known = counts_after(_rhythm(before), _rhythm(noted), last, known, now)
                logs.get().info("digest at other times", digest=digest.id, after=known.isoformat())
        store.editions.note_rhythm(digest.id, noted, known)
    return known


def _move(store: Store, digest: str, old: str, new: str, now: datetime) -> None:
    """Let the editions that nobody has seen yet go to the new channel: the old one may never have existed."""
    for row in store.editions.since(now - REVIVED):
        if (
            row.digest.partition("/")[0] == digest
            and row.channel == old
            and store.outbox.unseen(row.id, CHANNEL_ERRORS)
        ):
            store.editions.move(row.id, new)
            store.outbox.move(row.id, new, now)
            logs.get().info("edition moved", edition=row.id, channel=new)


def _note(digest: DigestConfig, zone: str) -> dict[str, Any]:
    return {
        "channel": digest.channel,
        "zone": zone,
        "at": [at.isoformat() for at in digest.at],
        "every": digest.every.total_seconds() if digest.every is not None else None,
        "days": list(digest.days),
        "skip": [day.isoformat() for day in digest.skip],
    }


def _rhythm(noted: dict[str, Any]) -> Rhythm:
    digest = DigestConfig.model_construct(
        at=tuple(time.fromisoformat(at) for at in noted["at"]),
        every=timedelta(seconds=noted["every"]) if noted["every"] is not None else None,
        days=tuple(noted["days"]),
        skip=tuple(date.fromisoformat(day) for day in noted["skip"]),
    )
    return Rhythm(digest=digest, zone=noted["zone"])
