"""Afterwards: what a posted edition says is held against what came in since.

A source that changes or withdraws an article changes the line that rests on it; a meeting that is called off or put off after
it was announced changes its line at once. All else waits for the next edition.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from bot import corrections, logs
from bot.errors import UnwritableError
from bot.jobs import material
from bot.notices import Notices
from bot.settings import Configuration
from bot.store import Store
from bot.store.corrections import Corrections
from bot.store.database import stamp
from bot.store.editions import EditionRow
from bot.store.stored import Stored
from digests import gate
from digests.compose import compose
from digests.compose.statuswords import STATUS
from digests.corrections import is_retracted, retracted, reworded
from digests.days import day_text, local_day
from digests.edition import Coverage, Edition, Item
from digests.records import MeetingStatus
from scrapers.markup import one_line

#: A line that could not be brought up to date is tried again after these waits.
WAITS = tuple(timedelta(minutes=m) for m in (1, 10, 60, 360))
#: Editions older than this are left as they are.
REACH = timedelta(days=14)
_CALLED_OFF: frozenset[MeetingStatus] = frozenset({"cancelled", "postponed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Failed:
    """A line that could not be brought up to date, or a whole edition (item 0)."""

    edition: int
    item: int
    #: Its changes begin after this number of the ingestion sequence.
    after: int
    tries: int = 0
    #: When it is tried again.
    due: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """What posted editions are held against."""

    store: Store
    configuration: Configuration
    now: datetime
    after: int
    upto: int
    changed: Sequence[Stored]


def follow(store: Store, configuration: Configuration, now: datetime) -> int:
    """Correct what the articles since the last look change in posted editions; return how many lines that are.

    A line that fails holds up no other: it is tried again, ever later, and after some tries left as it is, which the
    operators are told.
    """
    note = store.service.get("followed")
    upto = store.articles.upto_seq()
    failed = [_Failed(**row) for row in note.get("again", ())] if note else []
    due = [one for one in failed if one.due <= stamp(now)]
    withdrawn = store.rechecks.untold()
    if note is not None and note["seq"] >= upto and not due and not withdrawn:
        return 0
    with store.write():
        if note is None:
            # What came in before the first look was there when the editions were composed, or will be in the next.
            store.service.put("followed", {"seq": upto, "again": []})
            store.rechecks.tell(withdrawn)
            return 0
        gone = [row for row in map(store.articles.get, withdrawn) if row]
        look = _look(store, configuration, now, note["seq"], upto, gone)
        done, again = 0, [one for one in failed if one not in due]
        for row in store.editions.since(now - REACH) if look.changed else ():
            if "/" in row.digest:
                # A roll-up follows its editions (see `bot.jobs.weekly`).
                continue
            done += _edition(look, row, again)
        for one in due:
            done += _retry(store, configuration, one, upto, now, again)
        store.rechecks.tell(withdrawn)
        store.service.put("followed", {"seq": upto, "again": [asdict(one) for one in again]})
    return done


def _look(
    store: Store,
    configuration: Configuration,
    now: datetime,
    after: int,
    upto: int,
    gone: Sequence[Stored] = (),
) -> _Look:
    changed = [s for s in store.articles.in_range(after, upto) if _free(s, now)]
    return _Look(
        store=store,
        configuration=configuration,
        now=now,
        after=after,
        upto=upto,
        changed=[*changed, *(g for g in gone if all(g.id != c.id for c in changed))],
    )


def _free(stored: Stored, now: datetime) -> bool:
    """Tell whether nothing forbids to use an article now."""
    if stored.facts.embargo is None:
        return True
    until = stored.facts.embargo_until
    return until is not None and datetime.fromisoformat(until.replace("Z", "+00:00")) <= now


def _retry(
    store: Store,
    configuration: Configuration,
    one: _Failed,
    upto: int,
    now: datetime,
    again: list[_Failed],
) -> int:
    row = store.editions.get(one.edition)
    if row is None:
        return 0
    look = _look(store, configuration, now, one.after, upto)
    return _edition(look, row, again, one)


def _edition(look: _Look, row: EditionRow, again: list[_Failed], before: _Failed | None = None) -> int:
    """Correct the lines of an edition, or the one of it that failed before; note what fails in `again`."""
    done = 0
    try:
        edition = corrections.current(look.store, row)
    except UnwritableError:
        raise
    except Exception as error:
        _note_failure(look, row, 0, error, again, before)
        return 0
    for number in [item.number for item in edition.items]:
        if before is not None and before.item not in (0, number):
            continue
        try:
            with look.store.connection.attempt():
                changed = _line(look, row, edition, number)
            if changed:
                done += 1
                edition = corrections.current(look.store, row)
        except UnwritableError:
            raise
        except Exception as error:
            _note_failure(look, row, number, error, again, before)
    return done


def _note_failure(
    look: _Look, row: EditionRow, number: int, error: Exception, again: list[_Failed], before: _Failed | None
) -> None:
    tries = before.tries if before else 0
    what = f"line {number} of edition {row.id}" if number else f"edition {row.id}"
    reason = f"{type(error).__name__}: {one_line(str(error), 200)}"
    logs.get().exception("a line could not be brought up to date", edition=row.id, item=number)
    again[:] = [one for one in again if (one.edition, one.item) != (row.id, number)]
    if tries < len(WAITS):
        due = stamp(look.now + WAITS[tries])
        after = before.after if before else look.after
        again.append(_Failed(edition=row.id, item=number, after=after, tries=tries + 1, due=due))
        return
    notices = Notices(look.store, look.configuration.settings.slack.ops_channel, lambda: look.now)
    notices.tell(
        f"follow:{row.id}.{number}:",
        f"What later news changes in {what} ({row.digest}) could not be put in after {tries + 1} tries ({reason}). It stays as "
        f"it is; see `communique export editions`, and mend it with `communique correct {row.id} {number or 'ITEM'}`.",
    )


def _line(look: _Look, row: EditionRow, edition: Edition, number: int) -> bool:
    """Correct one line if anything changes it; return whether it did."""
    item = next(item for item in edition.items if item.number == number)
    if is_retracted(item):
        return False
    mine = {int(fact.partition(".")[0]) for fact in item.facts}
    since = [s for s in look.changed if s.seq > row.upto_seq or s.withdrawn]
    rewritten = [s for s in since if s.id in mine and (s.withdrawn or not _bears_out(s, item))]
    turned = [s for s in since if not s.withdrawn and _turns(s, item)]
    if not rewritten and not turned:
        return False
    today = local_day(look.now, edition.scope.timezone)
    names = {s.id: s.name for s in look.configuration.sources}
    teller = (turned or rewritten)[-1]
    who = names.get(teller.article.source, teller.article.source)
    fresh = _composed(look, edition, item, sorted(mine | {s.id for s in turned}))
    if turned:
        if fresh is None or fresh.status not in _CALLED_OFF or fresh.status == item.status:
            return False
        told = f"{STATUS[fresh.status]}, {who} told on {day_text(today, today)}"
        new = reworded(item, fresh, f"changed {day_text(today, today)}")
        corrections.apply(look.store, row, edition, item, new, "status", told, look.now)
        return True
    if not teller.withdrawn and _by_hand(look, row, number):
        return False
    reason = f"{who} {'withdrew' if teller.withdrawn else 'changed'} its article"
    if fresh is None:
        left = "" if teller.withdrawn else "; what this line rested on is no longer in it"
        new = retracted(item, reason + left, today)
    elif _says(fresh) == _says(item) and not teller.withdrawn:
        return False
    else:
        new = reworded(item, fresh, f"corrected {day_text(today, today)}")
    corrections.apply(look.store, row, edition, item, new, "source", reason, look.now)
    return True


def _by_hand(look: _Look, row: EditionRow, number: int) -> bool:
    """Tell whether a person put a line into these words: these stay, and the operators are told to look at them."""
    log = Corrections(look.store.connection).of(row.id)
    if not any(c.number == number and c.kind == "corrected" for c in log):
        return False
    notices = Notices(look.store, look.configuration.settings.slack.ops_channel, lambda: look.now)
    notices.tell(
        f"by-hand:{row.id}.{number}:",
        f"The article under line {number} of edition {row.id} ({row.digest}) was changed by its source. The line was corrected "
        f"by hand, so it stays; if it no longer holds: `communique retract {row.id} {number}`.",
    )
    return True


def _bears_out(stored: Stored, item: Item) -> bool:
    """Tell whether an article still holds what a line took from it."""
    mine = [p for p in item.passages if p.url == stored.article.url]
    return bool(mine) and all(gate.normalise(p.text) in gate.normalise(stored.article.text) for p in mine)


def _turns(stored: Stored, item: Item) -> bool:
    """Tell whether an article calls off or puts off a meeting that a line announces."""
    if item.section != "expected" or item.status not in ("planned", "postponed"):
        return False
    return any(
        story == item.story and meeting.status in _CALLED_OFF and meeting.status != item.status
        for story, meeting in zip(stored.meeting_stories, stored.facts.meetings, strict=False)
    )


def _composed(look: _Look, edition: Edition, item: Item, ids: Sequence[int]) -> Item | None:
    """Return a line as it would be composed from its articles as they are now; None when they bear none out."""
    rows = [stored for stored in map(look.store.articles.get, ids) if stored]
    told = material.told_of(rows, look.configuration)
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
