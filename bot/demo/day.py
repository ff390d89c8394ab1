"""The sample day: two rounds over the invented press, then the evening's edition, with the same jobs as the service."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.console import plain
from bot.demo import fronts
from bot.demo.articles import Outlet, outlets
from bot.demo.server import LOOPBACK, Press, resolve
from bot.jobs.edition import preview
from bot.jobs.page import Pages
from bot.jobs.poll import poll
from bot.jobs.settle import Polled
from bot.settings import Configuration, load
from bot.store import Store, open_store
from digests.edition import Edition
from scrapers.fetch import Fetcher

#: When the press is asked: at noon, and late enough for the day's last article. UTC.
NOON = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)
EVENING = datetime(2026, 3, 12, 22, 30, tzinfo=UTC)
ZONE = "Europe/Paris"


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one round over all sources brought."""

    at: datetime
    polled: tuple[Polled, ...]
    #: Pages by what became of them: stored, updated, duplicate, later, given-up.
    pages: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The day as Communiqué saw it."""

    rounds: tuple[Round, ...]
    edition: Edition
    #: Articles in the database at the end, and the facts read from them.
    articles: int
    statements: int
    meetings: int
    #: The alerts that fired, as posted, with the number of later articles in each thread.
    alerts: tuple[tuple[str, int], ...]


#: What two desks of the day follow. What was there at the first round is no news, so only the evening's articles count.
ALERTS = [
    {"id": "yerevan", "channel": "#caucasus-desk", "query": "kind:meeting place:Yerevan status:held"},
    {"id": "put-off", "channel": "#asia-desk", "query": "kind:meeting place:Jakarta"},
]

#: Hears what is being done ("sources", "pages"), how many there are, and after each its name; None begins.
Told = Callable[[str, int, str | None], None]


def run_day(folder: Path, press: Press, told: Told = lambda _what, _total, _name: None) -> Day:
    """Run the day in `folder`, which gets a configuration and a database of its own.

    Raises:
        CommuniqueError: The configuration or the database cannot be used.
    """
    configuration = _configuration(folder / "config", press)
    with open_store(folder / "data" / "communique.db") as store:
        rounds = tuple(_round(store, configuration, press, at, told) for at in (NOON, EVENING))
        edition = preview(store, configuration, configuration.digests[0], EVENING)
        kept = list(store.articles.each())
        return Day(
            rounds=rounds,
            edition=edition,
            articles=len(kept),
            statements=sum(len(row.facts.statements) for row in kept),
            meetings=sum(len(row.facts.meetings) for row in kept),
            alerts=_alerts(store),
        )


def _alerts(store: Store) -> tuple[tuple[str, int], ...]:
    queued = [row for channel in store.outbox.channels(EVENING) for row in store.outbox.waiting(channel)]
    replies = Counter(row.parent for row in queued if row.parent)
    return tuple(
        (f"{row.channel}\n{plain(row.body)}", replies[row.key]) for row in queued if row.parent is None
    )


def _configuration(folder: Path, press: Press) -> Configuration:
    """Write the configuration and read it back, with all its checks; JSON is YAML."""
    settings = {
        "timezone": ZONE,
        "user_agent": "Communique/demo (+http://localhost)",
        "http": {
            "per_host_interval": "0s",
            "timeout": "10s",
            "concurrency": 1,
            "allow_private": [f"{LOOPBACK}/32"],
        },
        "workers": 0,
    }
    sources = [_source(outlet, press) for outlet in outlets()]
    digest = {
        "id": "sample-day",
        "title": "Sample day",
        "channel": "#diplomacy",
        "at": "23:30",
        "timezone": ZONE,
    }
    folder.mkdir(parents=True)
    for name, data in (
        ("settings", settings),
        ("sources", {"sources": sources}),
        ("digests", {"digests": [digest], "alerts": ALERTS}),
    ):
        (folder / f"{name}.yaml").write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
    return load(folder)


def _source(outlet: Outlet, press: Press) -> dict[str, Any]:
    url = press.base(outlet) + fronts.PATHS[outlet.serves]
    return {"id": outlet.id, "name": outlet.name, "url": url, "kind": outlet.kind, **outlet.source}


def _round(store: Store, configuration: Configuration, press: Press, at: datetime, told: Told) -> Round:
    press.now = at
    http = configuration.settings.http

    def clock() -> datetime:
        return at

    with Fetcher(
        user_agent=configuration.settings.user_agent,
        allow_private=http.allow_private,
        per_host_interval=http.per_host_interval,
        timeout=http.timeout,
        max_body=http.max_body,
        concurrency=http.concurrency,
        resolver=resolve,
        clock=clock,
    ) as fetcher:
        # One source after the other: which of two articles is stored first is then the same on every machine.
        told("sources", len(configuration.sources), None)
        polled: list[Polled] = []
        for source in configuration.sources:
            polled += poll(store, [source], fetcher, clock)
            told("sources", len(configuration.sources), source.id)
        wanted = store.wanted.count()
        told("pages", wanted, None)
        pages: dict[str, int] = {}
        job = Pages(store, configuration, clock)
        for source in configuration.sources:
            # Time stands still within a round, so what failed is not due again and this ends.
            while rows := job.run(
                fetcher, only=[source.id], told=lambda row: told("pages", wanted, row.source)
            ):
                for row in rows:
                    pages[row.state] = pages.get(row.state, 0) + 1
    return Round(at=at, polled=tuple(polled), pages=pages)
