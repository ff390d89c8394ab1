"""What an edition is composed from: stored articles with their outlets, and who was asked and answered."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.habits import health_of
from bot.settings import Configuration, DigestConfig
from bot.store import Store
from bot.store.database import stamp
from bot.store.stored import Stored
from digests.days import bounds, day_text, local_day
from digests.edition import Coverage, Scope, Told
from digests.query import Query
from digests.records import Facts
from digests.renewed import told_before
from scrapers.identity import address_key

#: A planned meeting is looked for in what was read this long before.
EARLIER = timedelta(days=21)
#: A report of a meeting is looked for so long before its day (the place may be a day ahead of UTC) and after it.
REPORTED_BEFORE, REPORTED_AFTER = timedelta(days=1), timedelta(days=6)
#: Older articles of one story an edition is composed beside: what is new in it shows against its latest, and a story that never
#: ends must not make each edition costlier than the last.
MOST_EARLIER = 60
#: A state whose official sources gave nothing for so long is a blind spot.
BLIND_AFTER = timedelta(hours=48)


def told_of(stored: Iterable[Stored], configuration: Configuration) -> list[Told]:
    """Put the outlet's name, family and class beside each stored article; a source no longer configured keeps its id.

    What its source withdrew is no material any more.
    """
    sources = {s.id: s for s in configuration.sources}
    out = []
    for row in stored:
        if row.withdrawn:
            continue
        source = sources.get(row.article.source)
        out.append(
            Told(
                id=row.id,
                seq=row.seq,
                article=row.article,
                facts=row.facts,
                outlet=source.name if source else row.article.source,
                family=source.family if source else row.article.source,
                klass=source.klass if source else "press",
                countries=source.countries if source else (),
                seen=row.first_seen,
                story=row.story,
                meeting_stories=row.meeting_stories,
            )
        )
    return out


def renewed(store: Store, told: Sequence[Told], scope: Scope) -> tuple[list[Told], list[Told]]:
    """Part what new versions of articles add from what the versions before told before the range; the latter comes second."""
    now: list[Told] = []
    before: list[Told] = []
    for one in told:
        old = store.articles.version_before(one.id, scope.after_seq) if one.article.version > 1 else None
        same = frozenset[str]()
        if old is not None and one.seq > scope.after_seq and _was_free(old[1], scope):
            same = told_before(old[1], old[0], one.facts, one.article.text)
        if not same:
            now.append(one)
            continue
        facts = [f"m{n}" for n in range(len(one.facts.meetings))]
        facts += [f"s{n}" for n in range(len(one.facts.statements))]
        before.append(replace(one, only=same))
        if fresh := frozenset(facts) - same:
            now.append(replace(one, only=fresh))
    return now, before


def shown_before(store: Store, told: Sequence[Told], digest: DigestConfig) -> tuple[list[Told], list[Told]]:
    """Part what an edition showed that is lost with the database it was in (bot.jobs.lookback); that comes second."""
    known = store.shown.in_editions((digest.id, digest.was, digest.channel))
    now = [t for t in told if not known or address_key(t.article.url) not in known]
    there = {t.id for t in now}
    return now, [t for t in told if t.id not in there]


def _was_free(facts: Facts, scope: Scope) -> bool:
    """Tell whether a version could be used before the range began."""
    if facts.embargo is None or scope.since is None:
        return facts.embargo is None
    return facts.embargo_until is not None and facts.embargo_until <= stamp(scope.since)


def earlier_of(
    store: Store, told: Sequence[Told], configuration: Configuration, before_seq: int
) -> list[Told]:
    """Return older articles of the same stories, in sequence order; of stories without end the newest."""
    stories = {t.story for t in told} | {s for t in told for s in t.meeting_stories}
    ids = {t.id for t in told}
    return [
        t
        for t in told_of(store.stories.of_stories(sorted(stories), before_seq, MOST_EARLIER), configuration)
        if t.id not in ids
    ]


def planned_before(
    store: Store, configuration: Configuration, until: datetime, before_seq: int
) -> list[Told]:
    """Return articles of the last weeks that told of planned meetings: some of their days have come by now."""
    rows = store.stories.with_planned(until - EARLIER, before_seq)
    planned = told_of(rows, configuration)
    # What came of these meetings may have been told in an earlier edition: it belongs to the material, too.
    stories = sorted({s for t in planned for s in t.meeting_stories})
    ids = {t.id for t in planned}
    later = told_of(store.stories.of_stories(stories, before_seq), configuration)
    return planned + [t for t in later if t.id not in ids]


def reports_on(
    store: Store,
    configuration: Configuration,
    days: Sequence[tuple[date, date]],
    surnames: Set[str],
    known: Set[int],
    before_seq: int,
) -> list[Told]:
    """Return articles that may tell what came of meetings of these days and people.

    They may be in a story of their own: only where both are read together it shows that they tell one meeting.
    """
    if not days:
        return []
    begin = datetime.combine(min(first for first, _ in days), time(), UTC) - REPORTED_BEFORE
    end = datetime.combine(max(last for _, last in days), time(), UTC) + REPORTED_AFTER
    rows = [
        row
        for row in store.stories.with_settled(begin, end, before_seq)
        if row.id not in known
        and any(surname(p.name) in surnames for m in row.facts.meetings for p in m.participants if p.name)
    ]
    return told_of(rows, configuration)


def outcomes(
    store: Store, configuration: Configuration, material: Sequence[Told], today: date, upto_seq: int
) -> list[Told]:
    """Return articles that may tell what came of the announced meetings of a material whose day has passed.

    Of these only what is settled counts: what else they announce is other articles' to tell.
    """
    waiting = [
        (bounds(m.date), m)
        for t in material
        for n, m in enumerate(t.facts.meetings)
        if m.status in ("planned", "ongoing") and m.date and t.shows(f"m{n}") and bounds(m.date)[1] < today
    ]
    found = reports_on(
        store,
        configuration,
        [days for days, _ in waiting],
        {surname(p.name) for _, m in waiting for p in m.participants if p.name},
        {t.id for t in material},
        upto_seq,
    )
    return [
        replace(
            t,
            only=frozenset(
                f"m{n}" for n, m in enumerate(t.facts.meetings) if m.status not in ("planned", "ongoing")
            ),
        )
        for t in found
    ]


def surname(name: str | None) -> str:
    """Return the last word of a name, in small letters."""
    return name.split()[-1].casefold() if name and name.split() else ""


def day_bounds(day: date, zone: str) -> tuple[datetime, datetime]:
    """Return the first instant of a local day and of the next, UTC."""
    tz = ZoneInfo(zone)
    begin = datetime.combine(day, time(), tzinfo=tz).astimezone(UTC)
    return begin, datetime.combine(day + timedelta(days=1), time(), tzinfo=tz).astimezone(UTC)


def coverage_now(store: Store, configuration: Configuration, told: Sequence[Told], now: datetime) -> Coverage:
    """Return who was asked, how they answered last, and who has been silent beyond their habit."""
    states = store.sources.states()
    silent = []
    asked = answered = 0
    failed = []
    for source in configuration.sources:
        state = states.get(source.id)
        asked += 1
        if state is None or state.last_check is None:
            continue
        if state.reason and state.failures:
            failed.append((source.name, state.reason))
        else:
            answered += 1
            if health_of(state, store.rhythm.times(source.id), now).state == "silent":
                silent.append(source.name)
    return Coverage(
        asked=asked, answered=answered, failed=tuple(failed), silent=tuple(silent), unread=_unread(told)
    )


def with_blind(
    store: Store, configuration: Configuration, coverage: Coverage, query: Query, scope: Scope
) -> Coverage:
    """Add the states of a filter of which no official source gave an article lately, with the last day one did."""
    out: list[str] = []
    since: list[tuple[str, str]] = []
    for country in query.values("country"):
        voices = [s.id for s in configuration.sources if s.klass == "official" and country in s.countries]
        latest = store.articles.latest_of(voices, scope.until)
        if latest is not None and scope.until - latest <= BLIND_AFTER:
            continue
        out.append(country)
        if latest is not None:
            day = local_day(latest, scope.timezone)
            since.append((country, day_text(day, local_day(scope.until, scope.timezone))))
    return replace(coverage, blind=tuple(out), blind_since=tuple(since))


def coverage_of_day(told: Sequence[Told]) -> Coverage:
    """Return the coverage of an archive view: the outlets that published that day."""
    outlets = len({t.outlet for t in told})
    return Coverage(asked=outlets, answered=outlets, unread=_unread(told))


def _unread(told: Sequence[Told]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for one in told:
        if not one.facts.read and one.article.language:
            counts[one.article.language.split("-")[0]] = counts.get(one.article.language.split("-")[0], 0) + 1
    return tuple(sorted(counts.items()))
