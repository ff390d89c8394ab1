"""Disputes: what articles contradict each other in about one meeting, and who says what.

Only a contradiction is one: another day, place, figure or person for one office, or an explicit denial; never that one
tells more than another, or tells it more closely.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from digests.compose.meant import Meant
from digests.compose.meetinglines import Worded, place_name
from digests.compose.meetings import MeetingTold, contradicting_places, happened, names_day
from digests.days import bounds, when
from digests.edition import Run, Told
from digests.records import Meeting
from scrapers.article import Span

Kind = Literal["denied", "day", "place", "figure", "office"]

#: Days apart at which a telephone call is no matter of the two ends' clocks.
_CLOCKS = 2
#: What goes on for days: one outlet tells of its beginning, another of its end.
_LONG = frozenset(("visit", "summit", "multilateral_meeting", "mediation"))
_LABELS: dict[Kind, str] = {
    "denied": "whether it took place",
    "day": "the day",
    "place": "the place",
    "figure": "the figure",
    "office": "who holds the office",
}

Independent = Callable[[Iterable[Told]], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What some articles say, against others."""

    #: In our words (a day, a name) or the outlet's (`foreign`).
    words: str
    told: tuple[Told, ...]
    #: Where each of them says so.
    spans: tuple[Span, ...]
    #: Who says so in the articles; None for the outlets themselves.
    voice: str | None = None
    foreign: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A contradiction, with two sides or more."""

    kind: Kind
    sides: tuple[Side, ...]
    #: What it is about, where that is no meeting ("people killed", "Norwegian Foreign Minister").
    head: str = ""
    #: Ids of what it rests on.
    facts: tuple[str, ...] = ()


def contradictions(meant: Meant, independent: Independent, near: date) -> list[Dispute]:
    """Return what the tellings of one meeting contradict each other in."""
    tellings = (*meant.group.before, *meant.group.now)
    if not meant.group.now:
        return []
    found: list[Dispute] = []
    done = [t for t in tellings if happened(t.meeting)]
    denied = [t for t in tellings if t.meeting.status == "denied"]
    if done and denied:
        found.append(_dispute("denied", [("took place", [done[-1]]), ("denied", [denied[-1]])]))
    # Two announcements may be of the same hour; of two days one is a change of plan.
    plans = [t for t in meant.group.now if t.meeting.status == "planned"] if not done else []
    for alike in (done, plans):
        for kind, value, apart in (
            ("day", _day, _other_day),
            ("place", _place, contradicting_places),
        ):
            sides = _sides(alike, value, apart, independent)
            if sides and (alike is done or _same_day(t for _, side in sides for t in side)):
                shown = [(when(v, near) if kind == "day" else place_name(v) or v, side) for v, side in sides]
                found.append(_dispute("day" if kind == "day" else "place", shown))
    return found


def _dispute(kind: Kind, sides: Sequence[tuple[str, Sequence[MeetingTold]]]) -> Dispute:
    return Dispute(
        kind=kind,
        sides=tuple(
            Side(words=words, told=tuple(t.told for t in side), spans=tuple(t.meeting.span for t in side))
            for words, side in sides
        ),
        facts=tuple(t.fact for _, side in sides for t in side),
    )


def _sides(
    tellings: Sequence[MeetingTold],
    value: Callable[[Meeting], str | None],
    apart: Callable[[MeetingTold, MeetingTold], bool],
    independent: Independent,
) -> list[tuple[str, list[MeetingTold]]]:
    """Return the tellings of each value that another, independent one contradicts; [] where none does."""
    out: dict[str, list[MeetingTold]] = {}
    for a in tellings:
        for b in tellings:
            if a is b or value(a.meeting) is None or not apart(a, b):
                continue
            if len(independent([a.told, b.told])) < 2:
                continue
            out.setdefault(value(a.meeting) or "", []).append(a)
            break
    return list(out.items()) if len(out) > 1 else []


def _day(meeting: Meeting) -> str | None:
    known = meeting.date and len(meeting.date) == 10 and meeting.date_certain
    return meeting.date if known else None


def _place(meeting: Meeting) -> str | None:
    return meeting.place


def _other_day(a: MeetingTold, b: MeetingTold) -> bool:
    """Tell whether two tellings cannot both have the day right."""
    first, second = _day(a.meeting), _day(b.meeting)
    if first is None or second is None or first == second:
        return False
    if a.meeting.format in _LONG or b.meeting.format in _LONG:
        return False
    days = abs((bounds(first)[0] - bounds(second)[0]).days)
    call = "phone_call" in (a.meeting.format, b.meeting.format)
    if call and days < _CLOCKS:
        return False
    # Talks of two days: one tells the first, one the second, and at least one of them names both.
    return a.meeting.format != "talks" or not (names_day(a, [second]) or names_day(b, [first]))


def _same_day(tellings: Iterable[MeetingTold]) -> bool:
    days = {(t.told.article.published or t.told.seen).date() for t in tellings}
    return len(days) == 1


def dispute_runs(dispute: Dispute, meant: Meant | None, worded: Worded | None) -> tuple[Run, ...]:
    """Word a contradiction: what is meant, and who says what."""
    head = dispute.head
    if meant is not None and worded is not None:
        people = ", ".join(p.partition(" (")[0] for p in worded.participants[:4])
        place = place_name(meant.place) if dispute.kind != "place" else None
        head = f"{people} · {place}" if place else people
    runs = [
        Run(text=head[:1].upper() + head[1:], style="bold"),
        Run(text=f" · {_LABELS[dispute.kind]}: "),
    ]
    for n, side in enumerate(dispute.sides):
        if n:
            runs.append(Run(text=", "))
        outlets = ", ".join(dict.fromkeys(t.outlet for t in side.told))
        told = f" ({outlets}, citing {side.voice})" if side.voice else f" ({outlets})"
        runs += (
            [Run(text=side.words, style="italic"), Run(text=told)]
            if side.foreign
            else [Run(text=side.words + told)]
        )
    return tuple(runs)
