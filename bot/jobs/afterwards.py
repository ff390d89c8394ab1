"""Afterwards: what a posted edition says is held against what came in since.

A source that changes or withdraws an article changes the line that rests on it; a meeting that is called off or put off after
it was announced changes its line at once. All else waits for the next edition.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot import corrections
from bot.jobs import material
from bot.settings import Configuration
from bot.store import Store
from bot.store.editions import EditionRow
from bot.store.stored import Stored
from digests import gate
from digests.compose import compose
from digests.compose.statuswords import STATUS
from digests.corrections import is_retracted, retracted, reworded
from digests.days import day_text, local_day
from digests.edition import Coverage, Edition, Item
from digests.records import MeetingStatus

#: Editions older than this are left as they are.
REACH = timedelta(days=14)
_CALLED_OFF: frozenset[MeetingStatus] = frozenset({"cancelled", "postponed"})


def follow(store: Store, configuration: Configuration, now: datetime) -> int:
    """Correct what the articles since the last look change in posted editions; return how many lines that are."""
    note = store.service.get("followed")
    upto = store.articles.upto_seq()
    if note is not None and note["seq"] >= upto:
        return 0
    with store.write():
        store.service.put("followed", {"seq": upto})
        if note is None:
            # What came in before the first look was there when the editions were composed, or will be in the next.
            return 0
        changed = [s for s in store.articles.in_range(note["seq"], upto) if _free(s, now)]
        return sum(
            _edition(store, configuration, row, changed, upto, now)
            for row in store.editions.since(now - REACH)
        )


def _free(stored: Stored, now: datetime) -> bool:
    """Tell whether nothing forbids to use an article now."""
    if stored.facts.embargo is None:
        return True
    until = stored.facts.embargo_until
    return until is not None and datetime.fromisoformat(until.replace("Z", "+00:00")) <= now


def _edition(
    store: Store,
    configuration: Configuration,
    row: EditionRow,
    changed: Sequence[Stored],
    upto: int,
    now: datetime,
) -> int:
    since = [s for s in changed if s.seq > row.upto_seq]
    edition = corrections.current(store, row)
    done = 0
    for item in edition.items:
        if is_retracted(item):
            continue
        mine = {int(fact.partition(".")[0]) for fact in item.facts}
        rewritten = [s for s in since if s.id in mine and not _bears_out(s, item)]
        turned = [s for s in since if _turns(s, item)]
        if not rewritten and not turned:
            continue
        ids = sorted(mine | {s.id for s in turned})
        fresh = _composed(store, configuration, edition, item, ids)
        today = local_day(now, edition.scope.timezone)
        names = {s.id: s.name for s in configuration.sources}
        who = names.get((turned or rewritten)[-1].article.source, (turned or rewritten)[-1].article.source)
        if turned:
            if fresh is None or fresh.status not in _CALLED_OFF:
                continue
            told = f"{STATUS[fresh.status]}, {who} told on {day_text(today, today)}"
            new = reworded(item, fresh, f"changed {day_text(today, today)}")
            corrections.apply(store, row, edition, item, new, "status", told, now)
        else:
            reason = f"{who} changed its article"
            if fresh is None:
                new = retracted(item, f"{reason}; what this line rested on is no longer in it", today)
            elif _says(fresh) == _says(item):
                continue
            else:
                new = reworded(item, fresh, f"corrected {day_text(today, today)}")
            corrections.apply(store, row, edition, item, new, "source", reason, now)
        edition = corrections.current(store, row)
        done += 1
    return done


def _bears_out(stored: Stored, item: Item) -> bool:
    """Tell whether an article still holds what a line took from it."""
    mine = [p for p in item.passages if p.url == stored.article.url]
    return bool(mine) and all(gate.normalise(p.text) in gate.normalise(stored.article.text) for p in mine)


def _turns(stored: Stored, item: Item) -> bool:
    """Tell whether an article calls off or puts off a meeting that a line announces."""
    if item.section != "expected" or item.status != "planned":
        return False
    return any(
        story == item.story and meeting.status in _CALLED_OFF
        for story, meeting in zip(stored.meeting_stories, stored.facts.meetings, strict=False)
    )


def _composed(
    store: Store, configuration: Configuration, edition: Edition, item: Item, ids: Sequence[int]
) -> Item | None:
    """Return a line as it would be composed from its articles as they are now; None when they bear none out."""
    rows = [stored for stored in map(store.articles.get, ids) if stored]
    told = material.told_of(rows, configuration)
    # Composed for itself alone: what crowds it out of a full edition does not matter here.
    scope = replace(edition.scope, late=False)
    found = compose(scope, told, (), Coverage())
    return next((other for other in found.items if _same(other, item)), None)


def _same(other: Item, item: Item) -> bool:
    if (item.section == "said") != (other.section == "said"):
        return False
    if item.section == "disputed" or other.section == "disputed":
        return item.section == other.section and item.story == other.story
    if item.section != "said":
        return other.story == item.story
    if other.gist != item.gist:
        return False
    # The same speaker says many things: this is the same only when most of its words are.
    mine, theirs = _words(item), _words(other)
    return len(mine & theirs) * 2 >= min(len(mine), len(theirs))


def _says(item: Item) -> tuple[object, ...]:
    """Return what a line says, whichever way it calls people: alone it gives offices that another line gave before."""
    words = tuple(run.text for run in item.runs if run.style != "plain")
    names = tuple(sorted(who.split(" (")[0].split()[-1] for who in item.participants if who.strip()))
    return words, names, item.status


def _words(item: Item) -> set[str]:
    return {
        word
        for run in item.runs
        if run.style in ("quote", "italic")
        for word in gate.normalise(run.text).casefold().split()
    }
