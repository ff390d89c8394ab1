"""Retention: what is past its time goes, counted from when we fetched it; what editions still need stays."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from bot.settings import Configuration
from bot.store import Store
from bot.timing import next_run

#: What was removed is known again at least this long, and as long as its source lists it.
TOMBSTONES = timedelta(days=180)
#: Higher than any sequence number.
_ALL = 2**62
#: What a host told us so long ago says nothing any more.
HOSTS = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """How much was removed."""

    articles: int
    wanted: int
    deliveries: int
    tombstones: int

    def row(self) -> dict[str, int]:
        """Return the numbers by name."""
        return asdict(self)


def prune(store: Store, configuration: Configuration, now: datetime) -> Pruned:
    """Remove what the settings keep no longer; safe at any time, beside anything."""
    keep = configuration.settings.retention
    upto = _covered(store, configuration, now)
    articles = 0
    while count := store.retention.drop_articles(now - keep.articles, upto, now):
        articles += count
    store.hosts.forget(now - HOSTS)
    return Pruned(
        articles=articles,
        wanted=store.retention.drop_wanted(now - keep.articles, now),
        deliveries=store.retention.drop_deliveries(now - keep.deliveries),
        tombstones=store.retention.drop_tombstones(now - TOMBSTONES),
    )


def _covered(store: Store, configuration: Configuration, now: datetime) -> int:
    """Return the last sequence number that every digest still to come has covered: with a short retention the rest waits."""
    covered = [_ALL]
    for digest in configuration.digests:
        last = store.editions.last(digest.id)
        if last is not None and next_run(digest, configuration.digest_zone(digest), now):
            covered.append(last.upto_seq)
    return min(covered)
