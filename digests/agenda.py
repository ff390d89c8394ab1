"""The agenda: meetings that were announced, how firm their day is, and what came of them. Pure, like an edition."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from digests import gate, rank
from digests.compose import meetinglines
from digests.compose.material import Material
from digests.compose.meant import Meant, meant_by
from digests.compose.meetings import MeetingGroup, MeetingTold, meeting_groups
from digests.compose.statuswords import status_words
from digests.compose.times import effective
from digests.days import bounds, when
from digests.edition import Link, Passage, Run, Scope, Told
from digests.records import MeetingFormat
from digests.sections import distinct, source
from scrapers.article import Span

#: How firm the day is: told for certain, one reading of several, some day of a week, of a longer time, or not told at all.
Certainty = Literal["firm", "unsure", "week", "month", "none"]
#: What the latest report says, and what nobody has reported.
State = Literal[
    "expected", "under way", "moved", "put off", "called off", "denied", "took place", "failed", "no report"
]
#: Nothing is awaited any more.
OVER: frozenset[State] = frozenset({"put off", "called off", "denied", "took place", "failed", "no report"})

#: A certain span longer than this names no days: "in March".
_SPAN = 10
_ANNOUNCED = ("planned", "postponed", "cancelled")
_PASSAGES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """One announced meeting as all articles together tell it."""

    #: Its persistent id, and the ids of all the stories that tell it.
    story: str
    stories: tuple[str, ...]
    state: State
    certainty: Certainty
    #: First and last day, in its own place; None when no day is told.
    first: date | None
    last: date | None
    #: "YYYY-MM-DD", "YYYY-MM" or "a/b" as told; None when no day is told.
    day: str | None
    #: The day it was announced for before it was put off; None when it never was.
    moved_from: str | None
    place: str | None
    format: MeetingFormat
    people: tuple[str, ...]
    #: Last words of the names of those who are named, in small letters.
    surnames: frozenset[str]
    #: Who meets where, in a few words of ours; and the line of an edition.
    gist: str
    runs: tuple[Run, ...]
    #: How it stands, as an edition prints it.
    status: str
    #: Who announced it, and who told what the state rests on.
    announced: tuple[Link, ...]
    reported: tuple[Link, ...]
    passages: tuple[Passage, ...]
    #: When it was last told of.
    told: datetime

    @property
    def text(self) -> str:
        """The line as plain text."""
        return gate.line(self.runs)


def agenda(told: Sequence[Told], now: datetime, timezone: str) -> tuple[Appointment, ...]:
    """Return the announced meetings that the articles tell of, by day; those without a day last.

    Args:
        told: All articles that tell of them: announcements and what was reported afterwards.
        now: The time the agenda is of; what is under embargo then is not used.
        timezone: Zone of "today".
    """
    scope = Scope(
        digest="agenda",
        title="Agenda",
        channel=None,
        after_seq=0,
        upto_seq=0,
        since=None,
        until=now,
        timezone=timezone,
    )
    material = Material(scope, told, ())
    found = [_appointment(material, group) for group in meeting_groups(material.now, ())]
    return tuple(sorted((a for a in found if a), key=_order))


def split(found: Sequence[Appointment], today: date) -> tuple[list[Appointment], list[Appointment]]:
    """Return what is ahead, and what is over, the latest first."""
    over = [a for a in found if a.state in OVER or (a.last is not None and a.last < today)]
    return [a for a in found if a not in over], over[::-1]


def stands(one: Appointment) -> str:
    """Say how it stands: "Moved from Fri 20 Mar"."""
    said = one.status if one.state == "failed" else one.state
    if one.moved_from:
        moved = f"from {when(one.moved_from, one.first or one.told.date())}"
        said = f"moved {moved}" if one.state == "moved" else f"{said}; moved {moved}"
    return said[:1].upper() + said[1:]


def tellers(one: Appointment) -> tuple[Link, ...]:
    """Return who told how it stands; nobody did where it only was announced."""
    return () if one.state in ("expected", "no report") else one.reported


def how(one: Appointment) -> str:
    """Say how it stands and who says so: "Called off (Fjord Post); announced by Halyard Wire"."""
    told = f" ({_names(tellers(one))})" if tellers(one) else ""
    return f"{stands(one)}{told}; announced by {_names(one.announced)}"


def _names(links: Sequence[Link]) -> str:
    return ", ".join(source(link) for link in distinct(links))


def _order(appointment: Appointment) -> tuple[date, date, datetime, str]:
    return (
        appointment.first or date.max,
        appointment.last or date.max,
        appointment.told,
        appointment.story,
    )


def _appointment(material: Material, group: MeetingGroup) -> Appointment | None:
    """Return a meeting's entry; None when it was never announced or is no desk's business."""
    announced = [t for t in group.now if t.meeting.status in _ANNOUNCED]
    if not announced:
        return None
    meant = meant_by(group, material.namer, material.today, False)
    people = [p for p, _ in meant.people]
    if rank.unfit_meeting(group.now[-1].told, people, meant.date, meant.place):
        return None
    moved_from = _moved_from(group, meant)
    day = None if meant.status == "postponed" and not moved_from and _put_off_from(meant) else meant.date
    first, last = bounds(day) if day else (None, None)
    reported = [t for t in group.now if t.meeting.status == meant.status]
    spots = [(t, t.meeting.span) for t in (*reversed(reported), *announced)]
    material.namer.start_over()
    worded = meetinglines.word(meant, material.namer, material.texts, material.today)
    gist = meetinglines.gist(meant, material.namer)
    runs = worded.runs
    passages = _passages(material, [*spots, *worded.spots])
    if gate.fault(runs, (), [p.text for p in passages]):
        # What cannot be borne out is left out; who meets where is our own words.
        runs = (Run(text=gist),)
    return Appointment(
        story=group.story,
        stories=_stories(group),
        state=_state(meant, moved_from),
        certainty=_certainty(meant, first, last),
        first=first,
        last=last,
        day=day,
        moved_from=moved_from,
        place=meetinglines.place_name(meant.place),
        format=meant.standing.meeting.format,
        people=worded.participants,
        surnames=frozenset(p.name.split()[-1].casefold() for p in people if p.name and p.name.split()),
        gist=gist,
        runs=runs,
        status=status_words(meant, material.texts, material.namer),
        announced=_links(announced),
        reported=_links(reported),
        passages=passages[:_PASSAGES],
        told=max(effective(t.told) for t in group.now),
    )


def _stories(group: MeetingGroup) -> tuple[str, ...]:
    known = [
        t.told.meeting_stories[t.number] if t.number < len(t.told.meeting_stories) else group.story
        for t in group.now
    ]
    return tuple(dict.fromkeys([group.story, *known]))


def _put_off_from(meant: Meant) -> bool:
    """Tell whether the only day told is the one it was put off from: the announcement had it, too."""
    return any(
        t.meeting.date == meant.date for t in meant.group.now if t.meeting.status == "planned"
    ) or not any(t.meeting.date for t in meant.group.now if t.meeting.status == "postponed")


def _moved_from(group: MeetingGroup, meant: Meant) -> str | None:
    """Return the day a meeting had before it was put off to another one.

    Two announcements of different days may only differ; it takes a report that it was put off.
    """
    if not meant.date or not any(t.meeting.status == "postponed" for t in group.now):
        return None
    before = [
        t.meeting.date
        for t in group.now
        if t.meeting.date and t.meeting.date_certain and bounds(t.meeting.date)[1] < bounds(meant.date)[0]
    ]
    return before[-1] if before else None


def _state(meant: Meant, moved_from: str | None) -> State:
    if meant.overdue or (meant.status == "postponed" and moved_from and meant.section == "met"):
        return "no report"
    match meant.status:
        case "planned":
            return "moved" if moved_from else "expected"
        case "postponed":
            return "moved" if moved_from else "put off"
        case "ongoing":
            return "under way"
        case "cancelled":
            return "called off"
        case "denied":
            return "denied"
        case "held":
            return "took place"
        case "failed":
            return "failed"


def _certainty(meant: Meant, first: date | None, last: date | None) -> Certainty:
    if first is None or last is None:
        return "none"
    days = (last - first).days + 1
    if days > _SPAN:
        return "month"
    if meant.certain:
        return "firm"
    return "unsure" if days == 1 else "week"


def _links(tellings: Sequence[MeetingTold]) -> tuple[Link, ...]:
    found = [Link(url=t.told.article.url, source=t.told.outlet, klass=t.told.klass) for t in tellings]
    return tuple(dict.fromkeys(found))


def _passages(material: Material, spots: Sequence[tuple[MeetingTold, Span]]) -> tuple[Passage, ...]:
    found = []
    for telling, span in spots:
        start, end = material.texts.around(telling.told, span)
        article = telling.told.article
        found.append(
            Passage(
                url=article.url, source=telling.told.outlet, span=(start, end), text=article.text[start:end]
            )
        )
    return tuple(dict.fromkeys(found))
