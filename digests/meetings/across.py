"""Across sentences: what later sentences make of a contact told before, and visits folded into their meetings."""

import re
from dataclasses import replace
from datetime import date, timedelta

from digests.meetings.draft import Draft
from digests.meetings.events import Event, during
from digests.meetings.heads import HOSTED
from digests.meetings.parts import united

_LASTS = re.compile(
    r"\b(?:(?P<days>two|three|four|five|six|seven|eight|nine|ten|\d{1,2})[- ]day|week-?long|one-week)\b",
    re.IGNORECASE,
)
#: Days after which a visit is another one than that of which the text tells.
LONG_GONE = 20
_COUNTS = "zero one two three four five six seven eight nine ten".split()

#: What a later sentence may make of what an earlier one told.
CHANGES = frozenset(("cancelled", "postponed", "failed", "denied"))


def change(events: list[Event], event: Event, group: list[Draft]) -> bool:
    """Apply what "the visit was called off" says to the contact told before; True when that is all it says."""
    draft = event.draft
    if not draft.anaphoric or len(event.parts) > 1:
        return False
    for known in reversed(events[-4:]):
        if not known.past and _chaired(known, event, group):
            known.parts, known.drafts = united([*known.parts, *event.parts]), [*known.drafts, *group]
            return True
        if known.past or not _about(known, event):
            continue
        if event.earlier and event.status in CHANGES and known.status in ("held", "ongoing"):
            return True  # "The meeting had been put off twice" before it was held
        put_off = event.status == "postponed" and known.status in ("cancelled", "denied", "failed")
        put_off = put_off or (event.status == "cancelled" and known.status == "failed")
        if event.status in CHANGES and (put_off or known.status in ("planned", "held", "ongoing")):
            known.status = event.status
            if put_off and event.when is not None:
                known.when, known.when_own = event.when, event.when_own
        if known.status == "offered" and event.status == "planned" and event.when is not None:
            known.status = "planned"  # "offered to host talks, and both have accepted. The talks will be held on Friday."
        if event.format == "phone_call" and known.unsaid:
            known.format = "phone_call"  # "spoke with Lund. The call lasted an hour."
        known.drafts += group
        narrower = known.place is None or (known.place.state and event.place and not event.place.state)
        if narrower and event.place is not None:
            known.place, known.place_own = event.place, event.place_own
        if (known.when is None or not known.when_own) and event.when is not None and event.when_own:
            known.when, known.when_own = event.when, True
        return True
    return True


def _chaired(known: Event, event: Event, group: list[Draft]) -> bool:
    """Tell whether somebody not named with a contact led it ("Kenya's minister, who chaired the meeting, said")."""
    near = 0 <= event.draft.sentence - known.draft.sentence <= 6 and len(known.parts) > 1
    led = any(d.led in HOSTED for d in group) and event.status == known.status
    people = [p for p in event.parts if p.kind == "person" and p.country]
    return near and led and len(people) == 1 and not share(known, event) and known.format != "phone_call"


def _about(known: Event, event: Event) -> bool:
    if event.draft.sentence - known.draft.sentence > 6:
        return False
    if event.draft.goals and event.place and (known.place is None or known.place.name != event.place.name):
        return False  # "the Geneva talks" are those in Geneva
    if event.draft.travels and not any(d.travels for d in known.drafts):
        return False
    if event.parts and not any(p.entity == q.entity for p in event.parts for q in known.parts):
        return False
    places = event.place and known.place and not (event.place.state or known.place.state)
    if places and event.place and known.place and event.place.name != known.place.name:
        return False
    return (
        event.status == "postponed"
        or known.status == "offered"
        or not (
            event.when
            and known.when
            and (event.when.first > known.when.last or known.when.first > event.when.last)
        )
    )


def share(a: Event, b: Event) -> bool:
    """Tell whether somebody takes part in both."""
    return any(p.entity == q.entity for p in a.parts for q in b.parts)


def fold_visits(events: list[Event], day: date | None) -> None:
    """Fold a bare visit into the meeting it was made for: same visitor, same country, days that agree."""
    for visit in [e for e in events if e.format == "visit" and not any(p.name for p in e.parts[1:])]:
        if day is not None and visit.when is not None and (day - visit.when.last).days > LONG_GONE:
            continue
        if visit.status in ("offered", "denied"):
            continue  # "conveyed an invitation to visit Bonn" tells nothing of where it was conveyed
        seen: set[str | None] = set()
        for other in events:
            if other is visit or other.format in ("visit", "phone_call") or other.status == "offered":
                continue
            if not _made_for(visit, other):
                continue
            if other.place is None:
                other.place = visit.place
            if other.when is None and not visit.aside:
                other.when, other.when_own = during(visit, other), False
            move_behind(visit, other, day)
            other.drafts += visit.drafts
            seen |= {p.country for p in other.parts}
        if seen and all(p.country in seen for p in visit.parts[1:]):
            events.remove(visit)


def move_behind(trip: Event, event: Event, day: date | None) -> None:
    """Move the weekday of a contact of a journey to come behind its departure ("leaves on Friday ... on Wednesday")."""
    when, leaves = event.when, trip.when
    if day is None or when is None or leaves is None or not event.status == trip.status == "planned":
        return
    bare = when.text.lower().endswith("day") and when.text.lower() != "today"
    if bare and when.first == when.last == day and day < leaves.first <= day + timedelta(7):
        event.when = replace(when, first=day + timedelta(7), last=day + timedelta(7), certain=False)


def drop_days_to_come(events: list[Event], day: date | None) -> None:
    """Drop the day of a contact that was read for a plan and turned out to be over."""
    for event in events:
        if day and event.when and event.when.first > day and event.status in ("held", "ongoing"):
            event.when, event.when_own = None, False


def stay_days(sentence: str) -> int:
    """Return how many days a visit lasts by its sentence; 0 when not told."""
    match = _LASTS.search(sentence)
    if match is None:
        return 0
    word = (match["days"] or "seven").lower()
    return int(word) if word.isdigit() else _COUNTS.index(word)


def _made_for(visit: Event, other: Event) -> bool:
    if not visit.parts:
        return False
    visitor = visit.parts[0]
    if not any(p.entity == visitor.entity for p in other.parts):
        return False
    hosts = {p.country for p in visit.parts[1:]} - {None}
    theirs = {p.country for p in other.parts if p.entity != visitor.entity} | {
        other.place.country if other.place else None
    }
    if not hosts & theirs:
        return False
    if (visit.status == "planned") != (other.status == "planned") and visit.status not in ("ongoing", "held"):
        return False
    if visit.when and other.when:
        return (visit.when.first - other.when.last).days <= 3 and (
            other.when.first - visit.when.last
        ).days <= 7
    return True


def pictured(known: Event, picture: Event) -> bool:
    """Tell whether a picture shows a contact told in the text: its place, and its people or a gathering of such people."""
    a, b = known.place, picture.place
    if a and b and a.name != b.name and not (a.state or b.state):
        return False
    if known.status not in ("held", "ongoing", "failed") or known.format == "phone_call":
        return False
    shared = sum(any(p.entity == q.entity for q in picture.parts) for p in known.parts)
    many = any(p.plural and p.country is None and p.name is None for p in known.parts)
    return (shared >= 1 and many) or shared >= 2 or (many and a is not None and b is not None)
