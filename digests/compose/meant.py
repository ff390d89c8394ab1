"""What is meant: a meeting as all tellings together give it, where it stands in an edition, and what is new about it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from digests.compose.meetings import MeetingGroup, MeetingTold, covers, status_of, united
from digests.days import bounds
from digests.edition import Section
from digests.naming import Namer
from digests.records import Meeting, MeetingStatus, Participant

_TOOK_PLACE: frozenset[MeetingStatus] = frozenset({"held", "ongoing", "failed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """A meeting as all tellings together give it, before it is worded."""

    group: MeetingGroup
    #: The telling whose status stands, among the range's, or the earlier ones where it has none.
    standing: MeetingTold
    status: MeetingStatus
    place: str | None
    date: str | None
    #: Words of the day where no date can be told.
    date_text: str | None
    certain: bool
    people: tuple[tuple[Participant, frozenset[str]], ...]
    section: Section
    #: True when its day has passed and nothing tells how it went.
    overdue: bool
    #: What the range adds to what was told before; () for a meeting told for the first time.
    news: tuple[str, ...]
    #: What its tellings contradict each other in ("day", "place"): its line names neither side's.
    disputed: frozenset[str] = frozenset()


def meant_by(group: MeetingGroup, namer: Namer, today: date, ended: bool) -> Meant:
    """Unite the tellings of a meeting.

    Args:
        group: Its tellings.
        namer: Knows who is who.
        today: The day of the edition, in its zone.
        ended: True for an archive view: `today` is over, too.
    """
    tellings = (*group.before, *group.now)
    standing = status_of(tellings)
    status = standing.meeting.status
    newest = tuple(reversed(tellings))
    same = [t for t in newest if t.meeting.status == status] or list(newest)
    dated = _closest([t.meeting for t in same])
    if dated is None and status not in ("postponed", "cancelled"):
        dated = _closest([t.meeting for t in newest])
    worded = next((t.meeting for t in same if t.meeting.date_text), None)
    passed = False
    if dated and dated.date:
        last = bounds(dated.date)[1]
        passed = last <= today if ended else last < today
    section: Section = "met"
    if status == "denied":
        section = "disputed"
    elif status in ("planned", "postponed", "cancelled") and not passed:
        section = "expected"
    return Meant(
        group=group,
        standing=standing,
        status=status,
        place=next((t.meeting.place for t in same if t.meeting.place), None)
        or next((t.meeting.place for t in newest if t.meeting.place), None),
        date=dated.date if dated else None,
        date_text=worded.date_text if worded and not dated else None,
        certain=dated.date_certain if dated else False,
        people=tuple((p, frozenset(f)) for p, f in _took_part(tellings, status, namer)),
        section=section,
        overdue=passed and status in ("planned", "ongoing"),
        news=_news(group, namer),
    )


def _took_part(
    tellings: Sequence[MeetingTold], status: MeetingStatus, namer: Namer
) -> list[tuple[Participant, set[str]]]:
    """Return who takes part: of a meeting that took place nobody who was only announced for it, where others are told.

    An announcement still says who the office or state is that the report leaves without a name.
    """
    took_place = [t for t in tellings if t.meeting.status in _TOOK_PLACE]
    borne_out = [p for p, _ in united(took_place, namer)]
    sole = len(borne_out) < 2 and not any(t.meeting.format == "visit" for t in took_place)
    if status not in _TOOK_PLACE or sole:
        return united(tellings, namer)
    present = {namer.key(p) for p in borne_out}

    def told(t: MeetingTold) -> MeetingTold:
        people = (p for p in t.meeting.participants if namer.key(p) in present or covers(p, borne_out))
        return replace(t, meeting=replace(t.meeting, participants=tuple(people)))

    return united([t if t in took_place else told(t) for t in tellings], namer)


def _closest(meetings: Sequence[Meeting]) -> Meeting | None:
    """Return the telling whose day stands: the newest, or one that tells a day inside its "next week" closer."""
    told = [m for m in meetings if m.date]
    if not told:
        return None
    first, last = bounds(told[0].date or "")
    inside = [m for m in told if first <= bounds(m.date or "")[0] and bounds(m.date or "")[1] <= last]
    return min(inside, key=lambda m: (not m.date_certain, _days(m.date or "")))


def _days(value: str) -> int:
    first, last = bounds(value)
    return (last - first).days


def _news(group: MeetingGroup, namer: Namer) -> tuple[str, ...]:
    """Say what the range tells that was not told before."""
    if not group.before or not group.now:
        return ()
    news: list[str] = []
    old, new = status_of(group.before).meeting, status_of((*group.before, *group.now)).meeting
    if old.status != new.status:
        news.append("status")
    dates = {t.meeting.date for t in group.before} - {None}
    if new.date and new.date not in dates and (new.date_certain or not dates):
        news.append("day")
    places = {t.meeting.place.casefold() for t in group.before if t.meeting.place}
    if new.place and new.place.casefold() not in places and not places:
        news.append("place")
    if not any(t.meeting.outcome for t in group.before) and any(t.meeting.outcome for t in group.now):
        news.append("outcome")
    known = {namer.key(p) for t in group.before for p in t.meeting.participants}
    if any(p.name and namer.key(p) not in known for t in group.now for p in t.meeting.participants):
        news.append("people")
    return tuple(news)
