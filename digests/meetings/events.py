"""Events: the drafts of one contact, joined inside a sentence and across the article."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from digests.meetings.draft import Draft
from digests.meetings.known import wide_places
from digests.meetings.outlook import Status
from digests.meetings.parts import Part, same, stands_for_many, united
from digests.places import Place
from digests.records import MeetingFormat
from digests.times import When

#: What a later sentence may make of what an earlier one told.
_CHANGES = frozenset(("cancelled", "postponed", "failed", "denied"))


@dataclass(slots=True)
class Event:
    """One contact with all that the article tells of it."""

    parts: list[Part]
    format: MeetingFormat
    status: Status
    draft: Draft
    drafts: list[Draft] = field(default_factory=list)
    place: Place | None = None
    #: Where one of its people was told to be when the text came to it.
    stay: Place | None = None
    #: True when the place stands in the contact's own sentence.
    place_own: bool = False
    when: When | None = None
    #: True when the text tells only a span too long to date it by ("next year").
    undated: bool = False
    #: False when the day is that of the report or of the sentence before.
    when_own: bool = False
    #: True when the day stands right beside the contact, so that it surely is its own.
    when_near: bool = False
    #: How many days a visit lasts ("a four-day visit"); 0 when not told.
    days: int = 0
    host: Part | None = None
    #: True when its own day lies so far back that what has no day is another contact.
    old: bool = False
    #: True when its time is counted from another one long gone.
    past: bool = False
    #: True when it is told on the sidelines of a larger gathering, whose place says nothing of its people.
    gathering: bool = False
    #: The country the text is mostly about or written from.
    home: frozenset[str] = frozenset()
    #: True when another outlet's report is all there is ("the paper reported that", "a report that").
    relayed: bool = False
    #: True when it is told in the past perfect ("the meeting had been put off twice").
    earlier: bool = False
    caption: bool = False
    headline: bool = False
    #: A journey told by the way ("Lund, who arrived on Sunday, ...").
    aside: bool = False

    def named(self) -> int:
        """Return how many participants have a name."""
        return sum(p.name is not None for p in self.parts)

    @property
    def unsaid(self) -> bool:
        """True when people only "spoke", which they may have done by telephone."""
        return (
            self.place is None
            and self.format != "phone_call"
            and all(d.cue.contact.word in ("speak", "talk", "discuss") for d in self.drafts)
        )

    @property
    def sentence(self) -> int:
        """The sentence of its clearest mention."""
        return self.draft.sentence


def compatible(a: Event, b: Event) -> bool:
    """Tell whether two mentions can tell one contact."""
    if (a.format == "phone_call") != (b.format == "phone_call") and not (a.unsaid or b.unsaid):
        return False
    if _tour(a) != _tour(b) or a.past != b.past:
        return False
    if not _places_agree(a.place or a.stay, b.place or b.stay) or not _days_agree(a, b):
        return False
    if not _statuses_agree(a, b) or (a.old != b.old and (a.when is None or b.when is None)):
        return False
    if not (a.caption or b.caption or a.headline or b.headline) and _rivals(a, b):
        return False
    if _one_of_several(a, b) or _one_of_several(b, a):
        return False
    small, large = (a, b) if len(a.parts) <= len(b.parts) else (b, a)
    pairs = [(max((same(p, q) for q in large.parts), default=0)) for p in small.parts]
    if _sides_of(small, large):
        return True
    if not small.parts or len(small.parts) < 2:
        return bool(pairs) and pairs[0] == 2 and stands_for_many(small.parts[0])
    if all(pairs) and (2 in pairs or not (a.named() and b.named()) or a.place or b.place):
        return _distinct(small, large) >= 2
    if (a.headline or b.headline or a.caption or b.caption) and sum(x == 2 for x in pairs) >= 2:
        return True
    many = any(stands_for_many(p) for p in small.parts + large.parts)
    return many and sum(x > 0 for x in pairs) >= 2 and _same_scene(a, b)


def _tour(event: Event) -> bool:
    """Tell whether an event is a trip to several countries, of which each meeting is a stop."""
    return event.format == "visit" and len({p.country for p in event.parts[1:] if p.kind == "state"}) > 1


def _sides_of(small: Event, large: Event) -> bool:
    """Tell whether one unnamed group ("the leaders of the divided communities") is the people named in the other."""
    if (
        len(small.parts) != 1
        or not small.parts[0].plural
        or small.parts[0].name
        or not small.parts[0].country
    ):
        return False
    home = small.parts[0].country
    people = [p for p in large.parts if p.name]
    others = any(p.country not in (home, None) for p in people) or len(people) < len(large.parts)
    return not others and len({p.party for p in people if p.country == home}) > 1


def _one_of_several(small: Event, large: Event) -> bool:
    """Tell whether two of several parties meet by themselves ("met the leaders of A, B and C one after another")."""
    if small.caption or small.headline or large.caption or small.draft.anaphoric or small.named() < 2:
        return False
    ours = {p.state for p in small.parts if p.state}
    theirs = {p.state for p in large.parts if p.state}
    return len(ours) == 2 and len(theirs) > 2


def _rivals(a: Event, b: Event) -> bool:
    """Tell whether one party sends different named people: "met the premier" and "met the army chief" are two meetings."""
    for party in {p.state for p in a.parts if p.name and p.state}:
        ours = [p for p in a.parts if p.name and p.state == party]
        theirs = [p for p in b.parts if p.name and p.state == party]
        if ours and theirs and not any(same(p, q) == 2 for p in ours for q in theirs):
            return True
    return False


def _distinct(small: Event, large: Event) -> int:
    """Return how many different participants of the larger event the smaller one's agree with."""
    used: set[int] = set()
    for p in small.parts:
        options = [(same(p, q), j) for j, q in enumerate(large.parts) if j not in used and same(p, q)]
        if options:
            used.add(max(options)[1])
    return len(used)


def _same_scene(a: Event, b: Event) -> bool:
    return a.place is not None and b.place is not None and a.place.name == b.place.name


def _places_agree(a: Place | None, b: Place | None) -> bool:
    if a is None or b is None or a.name == b.name:
        return True
    if _wide(a) or _wide(b):
        return a.country is None or b.country is None or a.country == b.country
    return False


def _wide(place: Place) -> bool:
    """Tell whether a place is a state or a region, which a town inside it says more exactly."""
    return place.state or place.name in wide_places()


def _days_agree(a: Event, b: Event) -> bool:
    if a.when is None or b.when is None:
        return True
    slack = 0 if (a.when_own and b.when_own and a.when.certain and b.when.certain) else 2
    return (a.when.first - b.when.last).days <= slack and (b.when.first - a.when.last).days <= slack


def _statuses_agree(a: Event, b: Event) -> bool:
    pair = {a.status, b.status}
    if "offered" in pair:
        return len(pair) == 1
    if pair == {"denied", "held"} and (a if a.status == "held" else b).relayed:
        return True
    if len(pair) == 1 or pair <= {"held", "ongoing", "failed"} or pair & _CHANGES:
        return not (pair & {"held", "ongoing"} and pair & {"cancelled", "postponed", "denied"})
    if pair == {"planned", "ongoing"} or pair == {"planned", "held"}:
        begun = a if b.status == "planned" else b
        if begun.format == "visit" and (a.format != b.format):
            return False  # who has arrived has not met yet whom he is due to meet
        if _told_through(b if begun is a else a, begun):
            return True
        if a.when and b.when and a.when_own and b.when_own:
            return True
        return a.headline or b.headline
    return False


def _told_through(before: Event, after: Event) -> bool:
    """Tell whether a text leads up to a contact and then away from it ("before a lunch with", "after the lunch with")."""
    a, b = before.draft, after.draft
    same_word = a.cue.contact.noun and a.cue.contact.word == b.cue.contact.word
    return same_word and a.led in ("before", "of") and b.led in ("after", "during", "following")


def _clearness(event: Event) -> tuple[bool, int, int, bool]:
    """Rank mentions of one contact: the text before captions and headlines, then who, where (a town best) and when."""
    town = event.place_own and event.place is not None and not _wide(event.place)
    return not event.headline and not event.caption, event.named(), event.place_own + town, event.when_own


def merge(into: Event, other: Event) -> None:
    """Add what another mention tells to an event; the clearest mention leads."""
    main = None
    if into.aside != other.aside:
        main = (other.when, other.when_own) if into.aside else (into.when, into.when_own)
    better = _clearness(other) > _clearness(into)
    first, second = (other, into) if better else (into, other)
    if any(same(p, q) == 2 and p.side != q.side for p in first.parts for q in second.parts):
        for part in second.parts:
            part.side = 1 - part.side  # told from the other side
    into.parts = united(first.parts + second.parts)
    into.status = _later(into, other)
    travel = first.format != "visit" and second.format == "visit"
    into.format = _format(first, second)
    if into.format == "bilateral_meeting" and len({p.state for p in into.parts if p.state}) > 2:
        into.format = "multilateral_meeting"
    into.draft = first.draft
    into.drafts = [*into.drafts, *other.drafts]
    into.host = first.host or second.host
    if first.place is None or (_wide(first.place) and second.place is not None and not _wide(second.place)):
        into.place, into.place_own = second.place, second.place_own
    else:
        into.place, into.place_own = first.place, first.place_own
    own = [e for e in (first, second) if e.when is not None and e.when_own]
    any_day = own or [e for e in (first, second) if e.when is not None]
    if any_day:
        best = next((e for e in any_day if e.when and e.when.certain), any_day[0])
        # A visitor's day of arrival need not be that of the talks.
        into.when, into.when_own = best.when, best.when_own and not (travel and best is second)
        if travel and best is second:
            into.when = during(second, first)
    if main is not None:
        into.when, into.when_own, into.aside = *main, False
    into.relayed = into.relayed and other.relayed
    into.caption = into.caption and other.caption
    into.headline = into.headline and other.headline


def during(visit: Event, other: Event) -> When | None:
    """Return the days of a stay that a contact to come can fall on: from arrival to the last day told, or the next."""
    when = visit.when
    if when is None or other.status != "planned" or when.first != when.last:
        return when
    if visit.status not in ("held", "ongoing") and visit.days < 2:
        return when
    return replace(when, last=when.first + timedelta(max(1, visit.days - 1)), certain=False)


def _later(a: Event, b: Event) -> Status:
    if a.headline or a.caption:
        return b.status
    if b.headline or b.caption:
        return a.status
    for status in ("cancelled", "postponed", "denied", "failed"):
        if status in (a.status, b.status):
            return status
    pair = {a.status, b.status}
    if pair == {"held", "ongoing"}:
        return "ongoing" if b.status == "ongoing" else "held"
    if "planned" in pair and len(pair) > 1:
        return a.status if b.status == "planned" else b.status
    return a.status


def _format(first: Event, second: Event) -> MeetingFormat:
    for special in ("phone_call", "summit", "mediation"):
        if special in (first.format, second.format):
            return special
    if first.format == "visit" and second.format != "visit":
        return second.format
    return first.format
