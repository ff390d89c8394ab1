"""Likeness: how sure it is that two articles, or two meetings, are the same event."""

import math
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache

from digests.days import bounds
from digests.stories.nations import government_word, places_differ
from digests.stories.signature import MeetingMark, Signature

#: Share of common five-word runs from which a text is a copy of another.
COPY = 0.5
#: Days apart at which two told days are no slip of the pen.
_FAR = 2
#: What is told to be "at the weekend" has a day.
_FEW = timedelta(2)
#: Articles a word is looked up in besides the candidates, and in how many of them a word of no fame stands.
_BACKGROUND, _PRIOR = 100, 2

Weight = Callable[[str], float]

# What speaks for one event and against it, as log odds. People, place, day and speaker decide between texts that share
# their words. The numbers were fitted on some events, checked on others (docs/accuracy.md) and rounded; the first is set
# below even odds, for a wrong merge is the worse error.
WEIGHTS: Mapping[str, float] = {
    "sure": -4.8,  # nothing shared: not one event
    "words": 2.6,
    "names": 2.3,
    "headlines": 1.9,  # each text tells what the other's headline tells
    "same day": 1.0,  # the first day told is the same
    "shared day": 1.1,  # a day told is the same
    "later": -1.5,  # one tells of a day after the other was printed, which the other did not look ahead to
    "days on": -1.7,  # days between the publications, unless the one looked ahead to what the other tells
    "unheard": -1.9,  # who acts in the one's headline is nowhere in the other
    "other voice": -1.1,  # two headlines quote different people
    "one speaks": -1.7,  # one tells a saying, the other a doing: a reaction
    "same meeting": 1.0,
    "other meeting": -1.0,
}
_UNDONE = frozenset(("denied", "cancelled", "postponed"))
_AWAITED = frozenset(("planned", "postponed"))


def copied(a: Signature, b: Signature) -> bool:
    """Tell whether two texts are one text, give or take an edit."""
    left, right = set(a.shingles), set(b.shingles)
    if not left or not right:
        return False
    # The smallest hashes of the union are a fair sample of it.
    sample = set(sorted(left | right)[: max(len(left), len(right))])
    return len(sample & left & right) / len(sample) >= COPY


def rarity(signatures: Iterable[Signature]) -> Weight:
    """Return how much a term tells: the more, the fewer of the candidates have it."""
    seen: dict[str, int] = {}
    count = 0
    for sign in signatures:
        count += 1
        for term, _ in sign.terms:
            seen[term] = seen.get(term, 0) + 1
    top = math.log(_BACKGROUND + count)
    table = {term: top - math.log(_PRIOR + n) for term, n in seen.items()}
    unseen = top - math.log(_PRIOR)
    return lambda term: table.get(term, unseen)


def days_apart(a: Signature, b: Signature) -> int | None:
    """Return the days between two publications; None when one has none."""
    if a.day is None or b.day is None:
        return None
    return abs((_day(a.day) - _day(b.day)).days)


@lru_cache(maxsize=4096)
def _day(value: str) -> date:
    return date.fromisoformat(value)


def evidence(a: Signature, b: Signature, weight: Weight) -> dict[str, float]:
    """Return what two articles have in common and what sets them apart, by name, each from 0 to 1."""
    if (a.day or "") > (b.day or ""):
        a, b = b, a
    left, right = dict(a.terms), dict(b.terms)
    voices = {government_word(w) for w in a.speakers}, {government_word(w) for w in b.speakers}
    one_voice = bool(voices[0] & voices[1])
    ours, theirs = _main(a), _main(b)
    meeting = same_meeting(ours, theirs) if ours and theirs else None
    statuses = {m.status for m in (ours, theirs) if m}
    # Who calls off or denies a meeting tells of the meeting, not of an opinion on it.
    undone = meeting is True and bool(statuses & _UNDONE)
    day_told = bool(a.day and a.days and a.days[0] > a.day and a.days[0] in b.days)
    awaited = day_told or bool(meeting and ours and ours.status in _AWAITED)
    days = a.days or ((a.day,) if a.day else ()), b.days or ((b.day,) if b.day else ())
    goes_on = ours is not None and ours.status == "ongoing" and meeting is not False
    return {
        "sure": 1.0,
        "words": _cosine(left, right, weight),
        "names": _cosine(
            {n: left.get(n, 1.0) for n in a.names}, {n: right.get(n, 1.0) for n in b.names}, weight
        ),
        "headlines": min(_told(a, b, weight), _told(b, a, weight)),
        "same day": float(all(days) and (days[0][0] == days[1][0] or day_told)),
        "shared day": float(bool(set(days[0]) & set(days[1]))),
        "later": float(bool(a.day and b.days) and b.days[0] > (a.day or "") and not (awaited or goes_on)),
        "unheard": float(meeting is not True and (_unheard(a, b) or _unheard(b, a))),
        "days on": float((days_apart(a, b) or 0) >= _FAR and not awaited),
        "other voice": float(all(voices) and not one_voice and not undone),
        "one speaks": float(a.speaks != b.speaks and not undone),
        "same meeting": float(meeting is True),
        "other meeting": float(meeting is False),
    }


def _unheard(a: Signature, b: Signature) -> bool:
    """Tell whether who acts in the headline of one article is nowhere in the other, by any of its names."""
    if not a.agent or a.agent in b.states:
        return False
    terms = {term for term, _ in b.terms}
    main = _main(a)
    # "Wekesa and Bekele" are Kenya and Ethiopia.
    return a.agent not in terms and not (main and main.people and terms.issuperset(main.people))


def _main(sign: Signature) -> MeetingMark | None:
    return sign.meetings[sign.main] if sign.main is not None else None


def parts(a: Signature, b: Signature, weight: Weight) -> dict[str, float]:
    """Return what speaks for and against two articles telling one event, by name."""
    return {name: WEIGHTS[name] * value for name, value in evidence(a, b, weight).items() if value}


def likeness(a: Signature, b: Signature, weight: Weight) -> float:
    """Return the log odds that two articles tell one event."""
    return sum(parts(a, b, weight).values())


def _told(a: Signature, b: Signature, weight: Weight) -> float:
    """Return how much of one headline the other article tells, the rare words counting most."""
    known = {term for term, _ in b.terms}
    whole = sum(weight(t) ** 2 for t in a.title)
    return sum(weight(t) ** 2 for t in a.title if t in known) / whole if whole else 0.0


def _cosine(a: Mapping[str, float], b: Mapping[str, float], weight: Weight) -> float:
    left = {term: value * weight(term) for term, value in a.items()}
    right = {term: value * weight(term) for term, value in b.items()}
    shared = sum(value * right[term] for term, value in left.items() if term in right)
    return shared / (math.hypot(*left.values()) * math.hypot(*right.values())) if shared else 0.0


#: Two sides by themselves.
_ALONE = frozenset(("bilateral_meeting", "phone_call"))


def same_meeting(a: MeetingMark, b: MeetingMark, *, one_story: bool = False) -> bool | None:
    """Tell whether two marks are of one meeting; None when they do not say enough.

    People, place, day and format must agree; `one_story` says that the articles tell one event, which forgives a
    day's difference and a list cut short.
    """
    if "phone_call" in (a.format, b.format) and not {a.format, b.format} <= {"phone_call", "talks"}:
        return False
    people = set(a.people) & set(b.people)
    parties = set(a.parties) & set(b.parties)
    if a.place and b.place:
        apart = places_differ(a.place, b.place)
        # A palace or village no table knows may be where the other says, if the same people were there that day.
        if apart or (apart is None and not (len(people) >= 2 and a.date == b.date)):
            return False
    if a.date and b.date and not _days_meet(a.date, b.date):
        moved = {a.status, b.status} & {"postponed", "cancelled"}
        near = one_story and a.place is not None and a.place == b.place and _days_between(a.date, b.date) <= 1
        if not (moved or near) or not (len(people) >= 2 or (people and len(parties) >= 2)):
            return False
    alike = (a.format in _ALONE) == (b.format in _ALONE)
    if len(people) >= 2:
        # Two of a summit may meet beside it.
        return one_story or alike or set(a.people) == set(b.people)
    if people and len(parties) >= 2:
        # One person in common and others on both sides: who was received by the president had met the ministers before.
        ours, theirs = set(a.people), set(b.people)
        apart = len(ours) > 1 and len(theirs) > 1 and not (ours <= theirs or theirs <= ours)
        return None if apart and not alike else True
    if len(parties) >= 2 and _one_day(a, b) and not (a.people and b.people):
        return True
    if people or len(parties) >= 2 or min(_sides(a), _sides(b)) < 2:
        return None
    return False


def _one_day(a: MeetingMark, b: MeetingMark) -> bool:
    """Tell whether both were on one day, or on few that overlap."""
    if not (a.date and b.date and _days_meet(a.date, b.date)):
        return False
    return all(last - first <= _FEW for first, last in (bounds(a.date), bounds(b.date)))


def _sides(mark: MeetingMark) -> int:
    """Return how many sides of a meeting are told."""
    return max(len(mark.people), len(mark.parties))


def _days_between(a: str, b: str) -> int:
    first, second = _range(a), _range(b)
    return abs((_day(max(first[0], second[0])) - _day(min(first[1], second[1]))).days)


def _days_meet(a: str, b: str) -> bool:
    first, second = _range(a), _range(b)
    return first[0] <= second[1] and second[0] <= first[1]


def _range(value: str) -> tuple[str, str]:
    first, last = bounds(value)
    return first.isoformat(), last.isoformat()
