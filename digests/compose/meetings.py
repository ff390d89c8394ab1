"""Meetings: one meeting as all articles together tell it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product

from digests.compose.times import effective, in_time
from digests.days import bounds, long_day
from digests.edition import Told
from digests.names import fold, names
from digests.naming import Namer
from digests.records import Meeting, MeetingStatus, Participant
from digests.relevance import is_press, sole_office
from digests.stories.likeness import same_meeting
from digests.stories.signature import mark
from digests.tokens import tokenize

#: Last names as like as this in one office are spellings of one.
_ALIKE = 0.6
#: These say how a meeting ended; a later "planned" of the same day does not undo them.
SETTLED: frozenset[MeetingStatus] = frozenset({"held", "failed", "postponed", "cancelled", "denied"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingTold:
    """A meeting as one article tells it."""

    told: Told
    number: int
    meeting: Meeting

    @property
    def fact(self) -> str:
        """Its id."""
        return f"{self.told.id}.m{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingGroup:
    """One meeting: as the range tells it and as it was told before."""

    story: str
    now: tuple[MeetingTold, ...]
    before: tuple[MeetingTold, ...]


def meeting_groups(now: Sequence[Told], before: Sequence[Told]) -> list[MeetingGroup]:
    """Return the meetings of the material by their story, in the order first told."""
    groups: dict[str, tuple[list[MeetingTold], list[MeetingTold]]] = {}
    for index, side in enumerate((now, before)):
        for told in sorted(side, key=in_time):
            for n, meeting in enumerate(told.facts.meetings):
                if not told.shows(f"m{n}"):
                    continue
                stories = told.meeting_stories
                story = stories[n] if n < len(stories) else f"{told.story}.{told.id}.m{n}"
                groups.setdefault(story, ([], []))[index].append(
                    MeetingTold(told=told, number=n, meeting=meeting)
                )
    found = [
        MeetingGroup(story=story, now=tuple(sides[0]), before=tuple(sides[1]))
        for story, sides in groups.items()
    ]
    return _united_stories(found)


def _united_stories(groups: Sequence[MeetingGroup]) -> list[MeetingGroup]:
    """Unite stories that tell one meeting after all: the same people on the same day, in different articles.

    Stories are given when articles come in and never change; a report that came in between two others may show only
    here that they tell one meeting. Without this a meeting could stand as held and, beside it, as due without report.
    """
    out: list[MeetingGroup] = []
    for group in groups:
        at = next((n for n, other in enumerate(out) if _one_meeting(group, other)), None)
        if at is None:
            out.append(group)
            continue
        other = out[at]
        out[at] = MeetingGroup(
            story=other.story,
            now=tuple(sorted((*other.now, *group.now), key=lambda t: in_time(t.told))),
            before=tuple(sorted((*other.before, *group.before), key=lambda t: in_time(t.told))),
        )
    return out


def _one_meeting(a: MeetingGroup, b: MeetingGroup) -> bool:
    mine, theirs = (*a.now, *a.before), (*b.now, *b.before)
    if {t.told.id for t in mine} & {t.told.id for t in theirs}:
        return False
    if all(_elsewhere(x, y) for x in mine for y in theirs):
        return True
    dated = False
    # Most articles of a story mark its meeting alike: each pair of marks is compared once.
    for x, y in product({mark(t.meeting) for t in mine}, {mark(t.meeting) for t in theirs}):
        verdict = same_meeting(x, y)
        if verdict is False:
            return False
        dated = dated or bool(verdict and x.date and y.date)
    return dated


def _elsewhere(a: MeetingTold, b: MeetingTold) -> bool:
    """Tell whether two articles of one event tell one meeting and differ in where or when it was.

    The same people cannot have met twice on one day without one of the articles saying so.
    """
    if a.told.story != b.told.story or a.meeting.format != b.meeting.format:
        return False
    if not a.meeting.date or not b.meeting.date or len(a.meeting.date) != 10 or len(b.meeting.date) != 10:
        return False
    first, second = mark(a.meeting), mark(b.meeting)
    alike = first.people == second.people and len(first.people) >= 2 and first.parties == second.parties
    if not alike or happened(a.meeting) != happened(b.meeting):
        return False
    if a.meeting.date == b.meeting.date:
        return contradicting_places(a, b)
    return first.place is not None and first.place == second.place and _slip(a, b)


def _slip(a: MeetingTold, b: MeetingTold) -> bool:
    """Tell whether two days told of a meeting are one meeting's: next to each other, and both told when both were over.

    Who tells on Thursday of Thursday, and on Friday of Friday, tells of two.
    """
    days = sorted(d for d in (a.meeting.date, b.meeting.date) if d)
    apart = (bounds(days[1])[0] - bounds(days[0])[0]).days
    alone = a.meeting.format == "bilateral_meeting" and happened(a.meeting)
    known = a.meeting.date_certain and b.meeting.date_certain
    over = all(effective(t.told).date().isoformat() >= days[1] for t in (a, b))
    return alone and known and over and apart == 1 and not (names_day(a, days) or names_day(b, days))


def names_day(telling: MeetingTold, days: Iterable[str]) -> bool:
    """Tell whether an article names the weekday of another day than the one it tells."""
    text = telling.told.article.text.casefold()
    others = (day for day in days if day != telling.meeting.date)
    return any(long_day(bounds(day)[0]).split()[0].casefold() in text for day in others)


def happened(meeting: Meeting) -> bool:
    """Tell whether a telling says that the meeting took place or does now."""
    return meeting.status in ("held", "ongoing")


def contradicting_places(a: MeetingTold, b: MeetingTold) -> bool:
    """Tell whether two tellings cannot both have the place right.

    Both must be cities we know: a palace, its city and its country name one spot. An article that names the other's
    place, too, may tell of both.
    """
    first, second = _city(a.meeting.place), _city(b.meeting.place)
    if first is None or second is None or first == second:
        return False
    return not (_mentions(a.told, b.meeting.place) or _mentions(b.told, a.meeting.place))


def _city(place: str | None) -> tuple[str, str | None] | None:
    """Return a city by its usual name and state; None for what is none, or not known."""
    if not place:
        return None
    tokens = [word for word, _, _ in tokenize(place)]
    found = names().match(tokens, [fold(word) for word in tokens], 0, len(tokens)) if tokens else None
    if found is None or found[0] != len(tokens) or found[1].kind not in ("city", "capital"):
        return None
    return (found[1].name, found[1].country) if found[1].sort != "region" else None


def _mentions(told: Told, place: str | None) -> bool:
    return bool(place) and bool(
        re.search(rf"(?<!\w){re.escape(place or '')}(?!\w)", told.article.text, re.IGNORECASE)
    )


def status_of(tellings: Sequence[MeetingTold]) -> MeetingTold:
    """Return the telling whose status stands: the latest, but no "planned" undoes what is settled for the same day."""
    standing = tellings[0]
    for other in tellings[1:]:
        settled = standing.meeting.status in SETTLED
        if settled and other.meeting.status not in SETTLED and not _moved(standing.meeting, other.meeting):
            continue
        if standing.meeting.status == "denied" and other.told.family != standing.told.family:
            continue
        standing = other
    return standing


def _moved(old: Meeting, new: Meeting) -> bool:
    """Tell whether a planned meeting is a new date after one called off or put off."""
    return (
        old.status in ("postponed", "cancelled")
        and new.date is not None
        and new.date > (old.date or new.date)
    )


def united(tellings: Sequence[MeetingTold], namer: Namer) -> list[tuple[Participant, set[str]]]:
    """Return all participants of a meeting, each once, with the families that name them; captions and headlines last.

    Who is named in the text of any article counts as named in the text.
    """
    found: dict[str, Participant] = {}
    families: dict[str, set[str]] = {}
    for telling in tellings:
        for person in telling.meeting.participants:
            if not person.name and is_press(person.role or person.org):
                continue  # the press tells of a meeting and takes no part in it
            key = namer.key(person)
            known = found.get(key)
            if known is None or (known.named_in != "text" and person.named_in == "text"):
                found[key] = person
            families.setdefault(key, set()).add(telling.told.family)
    for key in list(found):
        twin = next(
            (other for other in found if other != key and _spelled_otherwise(found[key], found[other])), None
        )
        if twin is not None:
            families[twin] |= families.pop(key)
            del found[key]
    people = [(found[key], families[key]) for key in found]
    covered = [p for p in people if _covered(p[0], [q for q, _ in people])]
    people = [p for p in people if p not in covered]
    for unnamed, tellers in covered:
        holders = [told for q, told in people if _covered(unnamed, [q])]
        if len(holders) == 1:
            holders[0].update(tellers)  # who tells of "the prime minister of Kosovo" tells of her
    return sorted(people, key=lambda p: p[0].named_in != "text")


def _spelled_otherwise(person: Participant, other: Participant) -> bool:
    """Tell whether two names in one office of one state are spellings of one ("Fathi Sarradj", "Fathi al-Sarraj")."""
    sole = sole_office(person.role or "")
    if not (person.name and other.name and sole and person.country and person.country == other.country):
        return False
    if sole_office(other.role or "") != sole or person.name.split()[0] != other.name.split()[0]:
        return False
    last, theirs = (n.split()[-1].casefold().removeprefix("al-") for n in (person.name, other.name))
    return SequenceMatcher(None, last, theirs).ratio() >= _ALIKE and len(person.name) <= len(other.name)


def _covered(person: Participant, others: Sequence[Participant]) -> bool:
    """Tell whether somebody else stands for a participant without a name.

    A bare state or body is spoken for by a named person or an office of it; an office by the one who is named in it;
    people of no told side ("ministers") by two who are named.
    """
    if person.name:
        return False
    named = [other for other in others if other.name]
    if person.role and not (person.country or person.org):
        return len(named) >= 2
    if person.role:
        office = _office(person.role)
        return any(
            _same_side(person, other) and other.role and _office(other.role) & office for other in named
        )
    return any(
        other is not person and (other.name or other.role) and _same_side(person, other) for other in others
    )


def covers(person: Participant, others: Sequence[Participant]) -> bool:
    """Tell whether somebody holds the office of one of several participants that stands without a name."""
    return any(not other.name and other.role and _covered(other, [person]) for other in others)


def _same_side(a: Participant, b: Participant) -> bool:
    return b.country == a.country if a.country else b.org == a.org


def _office(role: str) -> set[str]:
    """Return the nouns of an office, whatever the state's name around them."""
    return {word.lower().rstrip("s") for word in role.replace("-", " ").split()} & _OFFICES


#: What tells one office from another; "deputy" and the like are not among them.
_OFFICES = frozenset(
    "president premier minister chancellor king queen emir envoy ambassador secretary chief spokesman spokeswoman "
    "leader official delegation diplomat".split()
)
