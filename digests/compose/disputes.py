"""Disputes: what the tellings of one meeting contradict each other in, and who says what."""

from collections.abc import Sequence
from datetime import date

from digests.compose.meant import Meant
from digests.compose.meetinglines import Worded, place_name
from digests.compose.meetings import MeetingTold
from digests.days import when
from digests.edition import Run
from digests.records import Meeting


def contradictions(meant: Meant) -> list[tuple[str, Sequence[MeetingTold]]]:
    """Return what the tellings of one meeting contradict each other in: a day, or an explicit denial.

    Places are no contradiction here: a palace, its city and its country name one spot.
    """
    tellings = (*meant.group.before, *meant.group.now)
    if not meant.group.now:
        return []
    found: list[tuple[str, Sequence[MeetingTold]]] = []
    happened = [t for t in tellings if t.meeting.status in ("held", "ongoing")]
    denied = [t for t in tellings if t.meeting.status == "denied"]
    if happened and denied:
        found.append(("denied", [happened[-1], denied[-1]]))
    days = [t for t in happened if _certain_day(t.meeting)]
    for i, a in enumerate(days):
        for b in days[i + 1 :]:
            if a.told.family != b.told.family and a.meeting.date != b.meeting.date:
                found.append(("day", [a, b]))
                return found
    return found


def _certain_day(meeting: Meeting) -> bool:
    return bool(meeting.date and len(meeting.date) == 10 and meeting.date_certain)


def dispute_runs(
    meant: Meant, dispute: tuple[str, Sequence[MeetingTold]], worded: Worded, near: date
) -> tuple[Run, ...]:
    """Word a contradiction: what is meant, and who says what."""
    kind, tellings = dispute
    people = ", ".join(p.partition(" (")[0] for p in worded.participants[:4])
    place = place_name(meant.place)
    head = f"{people} · {place}" if place else people
    if kind == "denied":
        claims = [
            f"{'denied' if t.meeting.status == 'denied' else 'took place'} ({t.told.outlet})"
            for t in tellings
        ]
    else:
        claims = [f"{when(t.meeting.date or '', near)} ({t.told.outlet})" for t in tellings]
    label = "whether it took place" if kind == "denied" else "the day"
    return (Run(text=head, style="bold"), Run(text=f" · {label}: " + ", ".join(claims)))
