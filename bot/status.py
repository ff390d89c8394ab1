"""The state of everything in one look: sources, pages, outbox, editions, configuration, service."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.habits import Health, health_of
from bot.settings import ConfigError, Configuration, DigestConfig, load
from bot.store import Store
from bot.store.database import instant
from bot.store.sources import SourceState
from bot.timing import next_run


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStatus:
    """How one source is."""

    id: str
    #: Its address; "" for one that only the running service knows.
    url: str
    health: Health
    failures: int
    failing_since: datetime | None
    last_success: datetime | None
    next_check: datetime | None
    articles: int
    given_up: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestStatus:
    """When a digest was last posted and comes next."""

    id: str
    zone: str
    last: datetime | None
    next: datetime | None
    #: Why there was none yet, or comes none; "" otherwise.
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """All of it."""

    sources: tuple[SourceStatus, ...]
    digests: tuple[DigestStatus, ...]
    wanted: int
    queued: int
    #: Since when the message that waits longest does, and what its last try met.
    waiting: tuple[datetime, str] | None
    #: Of those that wait, how many were printed for want of a token.
    printed: int
    #: When the backup was taken that this database is, while it was not compared with Slack yet; None otherwise.
    copied: datetime | None
    #: Channel, reason and number.
    parked: tuple[tuple[str, str, int], ...]
    #: When the service last loaded its configuration; None when it never did.
    loaded: datetime | None
    #: What is wrong with the files as they are now, or why the service does not use them; None for nothing.
    error: str | None
    #: The process that works on the database now; None for none.
    pid: int | None
    #: When the service last said that it lives.
    alive: datetime | None = field(default=None)


def gather(store: Store, folder: Path, pid: int | None, now: datetime) -> Status:
    """Return the state of everything.

    Sources and digests are those of the files; where these have mistakes, those the service uses.
    """
    note = store.service.get("configuration") or {}
    error: str | None = None
    try:
        configuration: Configuration | None = load(folder)
    except ConfigError as problem:
        configuration, error = None, str(problem)
    if error is None and pid is not None:
        error = note.get("error")
    counts = store.outbox.counts()
    alive = store.service.get("alive")
    return Status(
        sources=tuple(_sources(store, configuration, note, now)),
        digests=tuple(_digest(store, row, zone, now) for row, zone in _digests(configuration, note)),
        wanted=store.wanted.count(),
        queued=counts.get("queued", 0) + counts.get("sending", 0),
        waiting=store.rhythm.longest_waiting(),
        printed=store.rhythm.printed(),
        copied=store.shown.copied(),
        parked=tuple(store.rhythm.parked()),
        loaded=instant(note.get("loaded")),
        error=error,
        pid=pid,
        alive=instant(alive["at"]) if alive else None,
    )


def _sources(
    store: Store, configuration: Configuration | None, note: dict[str, Any], now: datetime
) -> list[SourceStatus]:
    states, counts, given_up = store.sources.states(), store.rhythm.counts(), store.rhythm.given_up()
    if configuration is None:
        # Before the service ever ran there are the sources that were asked.
        known = dict.fromkeys(note.get("sources", sorted(states)), "")
    else:
        known = {source.id: source.url for source in configuration.sources}
    out = []
    for name, url in known.items():
        state = states.get(name)
        known_state = state or SourceState(id=name, url=url)
        out.append(
            SourceStatus(
                id=name,
                url=url or known_state.url,
                health=health_of(state, store.rhythm.times(name), now),
                failures=known_state.failures,
                failing_since=known_state.failing_since,
                last_success=known_state.last_success,
                next_check=known_state.next_check,
                articles=counts.get(name, 0),
                given_up=given_up.get(name, 0),
            )
        )
    return out


def _digests(configuration: Configuration | None, note: dict[str, Any]) -> list[tuple[DigestConfig, str]]:
    if configuration is not None:
        return [(digest, configuration.digest_zone(digest)) for digest in configuration.digests]
    out = []
    for row in note.get("digests", ()):
        try:
            digest = DigestConfig.model_validate(row)
        except ValueError:
            # Noted by another version of the program: the rest of the state is worth more than this line.
            continue
        out.append((digest, digest.timezone or "UTC"))
    return out


def _digest(store: Store, digest: DigestConfig, zone: str, now: datetime) -> DigestStatus:
    last, coming = store.editions.last(digest.id), next_run(digest, zone, now)
    reason = ""
    if coming is None:
        reason = "all days to come are skipped"
    elif last is None:
        reason = "not due yet since it was configured"
    return DigestStatus(
        id=digest.id, zone=zone, last=last.until if last else None, next=coming, reason=reason
    )


def row_of(status: Status) -> dict[str, Any]:
    """Return what `status --json` prints."""
    return {
        "sources": [
            {
                "id": source.id,
                "state": source.health.state,
                "reason": source.health.reason or None,
                "failures": source.failures,
                "last_success": _time(source.last_success),
                "next_check": _time(source.next_check),
                "articles": source.articles,
            }
            for source in status.sources
        ],
        "wanted": status.wanted,
        "outbox": {"queued": status.queued, "parked": sum(n for _, _, n in status.parked)},
        "editions": [
            {
                "digest": digest.id,
                "last": _time(digest.last),
                "next": _time(digest.next),
                "reason": digest.reason or None,
            }
            for digest in status.digests
        ],
        "config": {"loaded": _time(status.loaded), "error": status.error},
        "lock": {"pid": status.pid},
    }


def _time(moment: datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None
