"""Calendars (RFC 5545): events as an iCalendar file. The door to icalendar."""

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

import icalendar

#: Other calendars ask again after this long.
REFRESH = timedelta(hours=1)
_PRODUCT = "-//Communique//Agenda//EN"
#: Makes the same story the same event on every machine that serves it.
_SPACE = uuid.UUID("6f6f3f0b-7d0c-5d5e-9d5c-2b1a4c0f8e11")
#: No text may hold these (RFC 5545, section 3.3.11).
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u0085\u2028\u2029]")

EventStatus = Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event of whole days: an agenda knows days, not hours."""

    uid: str
    sequence: int
    #: When it was last changed, UTC.
    modified: datetime
    #: First and last day, both included.
    first: date
    last: date
    summary: str
    description: str
    location: str | None
    url: str | None
    status: EventStatus
    #: Digests in whose calendars it stands; None for all.
    digests: frozenset[str] | None = None

    def of(self, digest: str) -> bool:
        """Tell whether it stands in the calendar of a digest."""
        return self.digests is None or digest in self.digests


def uid_of(story: str) -> str:
    """Return the UID of a story's event; the same for ever."""
    return f"{uuid.uuid5(_SPACE, story)}@communique"


def calendar(name: str, events: Iterable[Event]) -> bytes:
    """Return a calendar with these events, in their order; the same events, the same bytes."""
    out = icalendar.Calendar()
    out.add("prodid", _PRODUCT)
    out.add("version", "2.0")
    out.add("calscale", "GREGORIAN")
    out.add("method", "PUBLISH")
    # RFC 7986, and what calendars of before read.
    for key in ("name", "x-wr-calname"):
        out.add(key, icalendar.vText(_clean(name)))
    out.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    out.add("x-published-ttl", icalendar.vDuration(REFRESH))
    for event in events:
        out.add_component(_component(event))
    return bytes(out.to_ical())


def _component(event: Event) -> icalendar.Event:
    out = icalendar.Event()
    out.add("uid", event.uid)
    out.add("sequence", event.sequence)
    # What is published without an organiser carries its last change here (RFC 5545, section 3.8.7.2).
    out.add("dtstamp", event.modified.replace(microsecond=0))
    out.add("last-modified", event.modified.replace(microsecond=0))
    out.add("dtstart", event.first)
    # The end of whole days is the day after the last.
    out.add("dtend", event.last + timedelta(days=1))
    out.add("summary", _clean(event.summary))
    if event.description:
        out.add("description", _clean(event.description))
    if event.location:
        out.add("location", _clean(event.location))
    if event.url:
        out.add("url", _clean(event.url))
    out.add("status", event.status)
    # Whoever subscribes is not busy.
    out.add("transp", "TRANSPARENT")
    return out


def _clean(text: str) -> str:
    return _CONTROL.sub(" ", text.replace("\r\n", "\n"))
