"""The archive by queries, newest first: the index names what may fit, the evaluator of the alerts decides."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from zoneinfo import ZoneInfo

from bot.queries import subject_of
from bot.settings import Configuration
from bot.store import Store
from bot.store.search import KINDS, MATCH_BEGIN, MATCH_END, Hit, Kind
from bot.store.stored import Stored
from digests.query import Found, Query, holds, passages
from digests.query.archive import prefilter
from digests.query.evaluate import fitting

#: Examples shown of what a query finds.
SAMPLES = 3
#: Articles whose words are looked at for other spellings, how many of these are named, and their length.
LOOKED_AT, SPELLINGS, LONGEST = 100, 3, 40
#: Older articles that are looked at where nothing was found since.
LOOKED_BACK = 2_000


def matching(
    store: Store,
    configuration: Configuration,
    query: Query,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Iterator[tuple[Stored, Found]]:
    """Yield the articles a query holds of, newest first, as an alert would have found them."""
    for stored in store.search.candidates(prefilter(query.meaning), since=since, until=until):
        found = holds(query.meaning, subject_of(configuration, stored.article, stored.facts))
        if found:
            yield stored, found


def find(
    store: Store,
    configuration: Configuration,
    query: Query,
    *,
    kinds: Collection[Kind] = KINDS,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 20,
) -> list[Hit]:
    """Return the articles, statements and meetings a query holds of, newest first.

    Args:
        query: What is looked for; it holds of one article, statement or meeting.
        kinds: What is shown.
        since: Effective at this instant or later.
        until: Effective before this instant.
        limit: At most so many.
    """
    out: list[Hit] = []
    for stored, found in matching(store, configuration, query, since=since, until=until):
        items = fitting(query.meaning, found.item.subject)
        items.sort(key=lambda one: (KINDS.index(one.item.kind), one.item.number))
        out += [_hit(stored, one) for one in items if one.item.kind in kinds]
        if len(out) >= limit:
            break
    return out[:limit]


def _hit(stored: Stored, found: Found) -> Hit:
    (begin, end), marks = passages(found)
    text, at, shown = stored.article.text, begin, ""
    for a, b in marks:
        if a >= at:
            shown += f"{text[at:a]}{MATCH_BEGIN}{text[a:b]}{MATCH_END}"
            at = b
    number = None if found.item.record is None else found.item.number
    return Hit(
        kind=found.item.kind,
        article=stored.id,
        n=number,
        effective=stored.effective,
        passage=shown + text[at:end],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a query would have found."""

    #: Articles by local day, oldest first; days with none are 0.
    days: tuple[tuple[date, int], ...]
    #: The newest few.
    samples: tuple[tuple[Stored, Found], ...]
    #: When the first article of the archive was stored; None for an empty one.
    depth: datetime | None
    #: The first day the archive knows as a whole.
    begun: date
    #: Words that were found and are written otherwise than in the query, the most frequent first.
    spellings: tuple[str, ...] = ()
    #: The newest few of the time before, where nothing was found since.
    older: tuple[tuple[Stored, Found], ...] = ()

    @property
    def total(self) -> int:
        """How many articles in all."""
        return sum(count for _, count in self.days)

    @property
    def covered(self) -> int:
        """How many days the archive knows as a whole."""
        return sum(day >= self.begun for day, _ in self.days)

    @property
    def earlier(self) -> int:
        """How many articles of days before, of which the archive holds only what the sources still listed."""
        return sum(count for day, count in self.days if day < self.begun)

    @property
    def per_day(self) -> float:
        """How many articles a day, as far as the archive reaches."""
        return (self.total - self.earlier) / max(self.covered, 1)


def trial(
    store: Store, configuration: Configuration, query: Query, *, since: datetime, now: datetime, zone: str
) -> Trial:
    """Put a query to the archive since an instant."""
    depth = store.search.depth()
    counts: Counter[date] = Counter()
    samples: list[tuple[Stored, Found]] = []
    spellings: Counter[str] = Counter()
    said = str(query).casefold()
    tz = ZoneInfo(zone)
    for stored, found in matching(store, configuration, query, since=since):
        counts[stored.effective.astimezone(tz).date()] += 1
        if len(samples) < SAMPLES:
            samples.append((stored, found))
        if counts.total() <= LOOKED_AT:
            spellings.update(word for word in _matched(stored, found) if word.casefold() not in said)
    begun = (max(since, depth) if depth else since).astimezone(tz).date()
    first, last = min([begun, *counts]), max([now.astimezone(tz).date(), begun, *counts])
    span = map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
    return Trial(
        days=tuple((day, counts[day]) for day in span) if depth else (),
        samples=tuple(samples),
        depth=depth,
        begun=begun,
        spellings=tuple(word for word, _ in spellings.most_common(SPELLINGS)),
        older=() if samples else tuple(_older(store, configuration, query, since)),
    )


def _older(
    store: Store, configuration: Configuration, query: Query, until: datetime
) -> Iterator[tuple[Stored, Found]]:
    """Yield the newest few articles before an instant, of the newest many that may fit."""
    before = store.search.candidates(prefilter(query.meaning), until=until)
    found = (
        (stored, found)
        for stored in islice(before, LOOKED_BACK)
        if (found := holds(query.meaning, subject_of(configuration, stored.article, stored.facts)))
    )
    return islice(found, SAMPLES)


def _matched(stored: Stored, found: Found) -> set[str]:
    """Return the words of an article that matched; a long run of them is no spelling."""
    text = stored.article.text
    words = (" ".join(text[a:b].split()) for a, b in passages(found)[1])
    return {word for word in words if 0 < len(word) <= LONGEST}
