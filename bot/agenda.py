"""The agenda of the store, and the calendars made from it: what was once told of an appointment is updated, never dropped."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.ical import Event, EventStatus, uid_of
from bot.jobs import material
from bot.settings import Configuration, DigestConfig
from bot.store import Store
from bot.store.appointments import Appointments, Published
from digests.agenda import Appointment, agenda, how
from digests.days import local_day
from digests.edition import Told
from digests.filtering import filtered
from digests.query import parse

__all__ = ["appointments", "how", "publish", "row"]

#: What is over stays in the agenda and in calendars for a while.
KEPT = timedelta(days=45)
#: A change of these alone is no new version of an event.
_MINOR = frozenset({"description", "url", "digests"})
#: How a calendar shows what will not be, or is not known to be.
_LEADS = {
    "called off": "Called off: ",
    "put off": "Put off: ",
    "denied": "Denied: ",
    "no report": "No report: ",
    "failed": "Without result: ",
}


def appointments(
    store: Store,
    configuration: Configuration,
    now: datetime,
    timezone: str,
    digest: DigestConfig | None = None,
) -> tuple[Appointment, ...]:
    """Return what was announced in the last weeks or is known to calendars, by day; with a digest what fits its filter."""
    told, found = _announced(store, configuration, now, timezone)
    return tuple(fitting(digest, told, found)) if digest else found


def _announced(
    store: Store, configuration: Configuration, now: datetime, timezone: str
) -> tuple[list[Told], tuple[Appointment, ...]]:
    """Return the articles that tell of appointments, and these."""
    upto = store.articles.upto_seq()
    told = material.planned_before(store, configuration, now, upto)
    known = Appointments(store.connection).since(local_day(now, timezone) - KEPT)
    ids = {t.id for t in told}
    # What was announced long ago for a day still to come.
    stories = sorted({p.story for p in known})
    told += [
        t for t in material.told_of(store.stories.of_stories(stories, upto), configuration) if t.id not in ids
    ]
    found = agenda(told, now, timezone)
    waiting = [a for a in found if a.state == "no report" and a.first and a.last]
    more = material.reports_on(
        store,
        configuration,
        [(a.first, a.last) for a in waiting if a.first and a.last],
        {name for a in waiting for name in a.surnames},
        {t.id for t in told},
        upto,
    )
    if not more:
        return told, found
    return [*told, *more], agenda([*told, *more], now, timezone)


def fitting(digest: DigestConfig, told: Sequence[Told], found: Iterable[Appointment]) -> list[Appointment]:
    """Return the appointments that a digest's filter lets in; all for a digest without one."""
    if digest.filter is None:
        return list(found)
    chosen, _ = filtered(parse(digest.filter), told, ())
    stories = {s for t in chosen for n, s in enumerate(t.meeting_stories) if t.shows(f"m{n}")}
    return [one for one in found if stories & {one.story, *one.stories}]


def publish(
    store: Store, configuration: Configuration, now: datetime, timezone: str
) -> list[tuple[Event, Appointment | None]]:
    """Bring what calendars are told up to date; return all events, by day, each with the appointment it is of.

    An event whose appointment is told no more (a source withdrew it) is called off: calendars keep what merely vanishes.
    """
    table = Appointments(store.connection)
    with store.write():
        oldest = local_day(now, timezone) - KEPT
        told, everything = _announced(store, configuration, now, timezone)
        found = [a for a in everything if a.last is None or a.last >= oldest]
        calendars = {
            digest.id: {one.story for one in fitting(digest, told, found)} for digest in configuration.digests
        }
        known = {p.story: p for p in table.since(oldest)}
        current: dict[str, tuple[Published, Appointment | None]] = {}
        for one in found:
            # Stories that turn out to tell one meeting keep the event that was published first.
            story = next((s for s in one.stories if s in known and s not in current), one.story)
            before = known.get(story)
            if one.first is None and before is None:
                continue
            event = {
                **_event(one, before),
                "digests": [d for d, stories in calendars.items() if one.story in stories],
            }
            current[story] = (_brought(story, event, before, now), one)
        for story, before in known.items():
            if story not in current:
                gone = {**before.event, "status": "CANCELLED", "description": "No longer told of."}
                current[story] = (_brought(story, gone, before, now), None)
        for story, (published, _) in current.items():
            if published != known.get(story):
                table.put(published)
        table.drop(oldest - timedelta(days=365))
    rows = sorted(current.values(), key=lambda row: (row[0].event["first"], row[0].story))
    return [(_as_event(published), one) for published, one in rows]


def _brought(story: str, event: dict[str, Any], before: Published | None, now: datetime) -> Published:
    """Return what is published from now on; unchanged when nothing changed."""
    last = date.fromisoformat(event["last"])
    fresh = Published(story=story, sequence=0, last=last, event=event, modified=now)
    if before is None:
        return fresh
    changed = {key for key in event if event[key] != before.event.get(key)}
    if not changed:
        return before
    return replace(fresh, sequence=before.sequence + bool(changed - _MINOR))


def _event(one: Appointment, before: Published | None) -> dict[str, Any]:
    """Return an appointment as an event; without a day it keeps the one it was announced for."""
    days = (one.first.isoformat(), one.last.isoformat()) if one.first and one.last else None
    if days is None:
        assert before is not None
        days = (before.event["first"], before.event["last"])
    lead = _LEADS.get(one.state, "")
    if one.state == "failed" and "did not take place" in one.status:
        lead = "Did not take place: "
    if one.state in ("expected", "moved") and one.certainty not in ("firm", "none"):
        lead = "Day not certain: "
    passages = "\n\n".join(f"{p.source}: {p.text}\n{p.url}" for p in one.passages)
    return {
        "first": days[0],
        "last": days[1],
        "summary": lead + one.gist,
        "description": f"{how(one)}\n\n{passages}",
        "location": one.place,
        "url": one.reported[0].url if one.reported else one.announced[0].url,
        "status": _status(one),
    }


def _status(one: Appointment) -> EventStatus:
    if one.state in ("called off", "put off", "denied") or "did not take place" in one.status:
        return "CANCELLED"
    if one.state in ("took place", "under way", "failed"):
        return "CONFIRMED"
    return "CONFIRMED" if one.certainty == "firm" and one.state != "no report" else "TENTATIVE"


def _as_event(published: Published) -> Event:
    event = published.event
    return Event(
        uid=uid_of(published.story),
        sequence=published.sequence,
        modified=published.modified,
        first=date.fromisoformat(event["first"]),
        last=date.fromisoformat(event["last"]),
        summary=event["summary"],
        description=event["description"],
        location=event["location"],
        url=event["url"],
        status=event["status"],
        # Written before calendars had a filter: it stood in all of them.
        digests=frozenset(event["digests"]) if "digests" in event else None,
    )


def row(one: Appointment) -> dict[str, Any]:
    """Return an appointment as JSON values."""
    return {
        "story": one.story,
        "state": one.state,
        "certainty": one.certainty,
        "date": one.day,
        "moved_from": one.moved_from,
        "place": one.place,
        "format": one.format,
        "participants": list(one.people),
        "text": one.text,
        "announced": _links(one.announced),
        "reported": _links(one.reported),
        "passages": [
            {"url": p.url, "start": p.span[0], "end": p.span[1], "text": p.text} for p in one.passages
        ],
    }


def _links(links: Iterable[Any]) -> list[dict[str, str]]:
    return [{"url": link.url, "source": link.source} for link in links]
