"""Likeness: how sure it is that two articles, or two meetings, are the same event."""

import math
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache

from digests.days import bounds
from digests.stories.signature import MeetingMark, Signature

#: Share of common five-word runs from which a text is a copy of another.
COPY = 0.5
#: Days apart at which two told days are no slip of the pen.
_FAR = 2
#: Articles a word is looked up in besides the candidates, and in how many of them a word of no fame stands.
_BACKGROUND, _PRIOR = 100, 2

Weight = Callable[[str], float]

# What speaks for one event and against it, as log odds. People, place, day and speaker decide between texts that share
# their words; the numbers are round because they were set by reason and checked on one half of an evaluation set.
WEIGHTS: Mapping[str, float] = {
    "sure": -5.4,  # nothing shared: not one event
    "words": 4.5,
    "title": 2.2,
    "names": 1.6,
    "same day": 1.8,  # the first day told is the same
    "shared day": 0.7,  # a day told is the same
    "days apart": -0.9,
    "two days on": -1.8,  # between the publications
    "four days on": -0.4,
    "same speaker": 0.3,
    "other speaker": -1.8,
    "one speaks": -0.8,  # one tells a saying, the other a doing: a reaction
    "one reacts": -1.5,
    "announced": 0.8,  # one looks ahead to a day the other tells: the days between do not count
    "one more": -1.0,  # one is called another of its kind, and came later
    "same meeting": 1.5,
    "other meeting": -1.2,
}


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
    return lambda term: top - math.log(_PRIOR + seen.get(term, 0))


def days_apart(a: Signature, b: Signature) -> int | None:
    """Return the days between two publications; None when one has none."""
    if a.day is None or b.day is None:
        return None
    return abs((_day(a.day) - _day(b.day)).days)


@lru_cache(maxsize=4096)
def _day(value: str) -> date:
    return date.fromisoformat(value)


def parts(a: Signature, b: Signature, weight: Weight) -> dict[str, float]:
    """Return what speaks for and against two articles telling one event, by name."""
    left, right = dict(a.terms), dict(b.terms)
    apart = days_apart(a, b) or 0
    shared = bool(set(a.days) & set(b.days))
    speakers = set(a.speakers), set(b.speakers)
    announced = (a.ahead or b.ahead) and shared and apart >= 1
    verdicts = [same_meeting(x, y) for x in a.meetings[:2] for y in b.meetings[:2]]
    found = {
        "sure": 1.0,
        "words": _cosine(left, right, weight),
        "title": _cosine(dict.fromkeys(a.title, 1.0), dict.fromkeys(b.title, 1.0), weight),
        "names": _cosine(
            {n: left.get(n, 1.0) for n in a.names}, {n: right.get(n, 1.0) for n in b.names}, weight
        ),
        "same day": float(bool(a.days and b.days) and a.days[0] == b.days[0]),
        "shared day": float(shared),
        "days apart": float(_gap(a.days, b.days) >= _FAR),
        "two days on": float(apart >= 2 and not announced),
        "four days on": float(apart >= 4 and not announced),
        "same speaker": float(bool(speakers[0] & speakers[1])),
        "other speaker": float(all(speakers) and not speakers[0] & speakers[1]),
        "one speaks": float(bool(a.speech) != bool(b.speech)),
        "one reacts": float((a.speech == "reacts") != (b.speech == "reacts")),
        "announced": float(announced),
        "one more": float(a.again != b.again and apart >= 1),
        "same meeting": float(True in verdicts),
        "other meeting": float(bool(verdicts) and all(v is False for v in verdicts)),
    }
    return {name: WEIGHTS[name] * value for name, value in found.items() if value}


def likeness(a: Signature, b: Signature, weight: Weight) -> float:
    """Return the log odds that two articles tell one event."""
    return sum(parts(a, b, weight).values())


def _cosine(a: Mapping[str, float], b: Mapping[str, float], weight: Weight) -> float:
    def norm(terms: Mapping[str, float]) -> float:
        return sum((v * weight(t)) ** 2 for t, v in terms.items())

    shared = sum(v * b[t] * weight(t) ** 2 for t, v in a.items() if t in b)
    return shared / math.sqrt(norm(a) * norm(b)) if shared else 0.0


def _gap(a: Iterable[str], b: Iterable[str]) -> int:
    return min((abs((_day(x) - _day(y)).days) for x in a for y in b), default=0)


#: Two sides by themselves.
_ALONE = frozenset(("bilateral_meeting", "phone_call"))


def same_meeting(a: MeetingMark, b: MeetingMark, *, one_story: bool = False) -> bool | None:
    """Tell whether two marks are of one meeting; None when they do not say enough.

    People, place, day and format must agree; `one_story` says that the articles tell one event, which forgives a
    day's difference and a list cut short.
    """
    if "phone_call" in (a.format, b.format) and not {a.format, b.format} <= {"phone_call", "talks"}:
        return False
    if a.place and b.place and a.place != b.place:
        return False
    people = set(a.people) & set(b.people)
    parties = set(a.parties) & set(b.parties)
    if a.date and b.date and not _days_meet(a.date, b.date):
        moved = {a.status, b.status} & {"postponed", "cancelled"}
        near = one_story and a.place is not None and a.place == b.place and _days_between(a.date, b.date) <= 1
        if not (moved or near) or len(people) < 2:
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
    if len(parties) >= 2 and a.date and a.date == b.date and not (a.people and b.people):
        return True
    return None if people or len(parties) >= 2 else False


def _days_between(a: str, b: str) -> int:
    first, second = _range(a), _range(b)
    return abs((_day(max(first[0], second[0])) - _day(min(first[1], second[1]))).days)


def _days_meet(a: str, b: str) -> bool:
    first, second = _range(a), _range(b)
    return first[0] <= second[1] and second[0] <= first[1]


def _range(value: str) -> tuple[str, str]:
    first, last = bounds(value)
    return first.isoformat(), last.isoformat()
