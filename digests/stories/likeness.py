"""Likeness: how sure it is that two articles, or two meetings, are the same event."""

import math
from datetime import date

from digests.stories.signature import MeetingMark, Signature

#: Share of common five-word runs from which a text is a copy of another.
COPY = 0.5


def copied(a: Signature, b: Signature) -> bool:
    """Tell whether two texts are one text, give or take an edit."""
    left, right = set(a.shingles), set(b.shingles)
    if not left or not right:
        return False
    # The smallest hashes of the union are a fair sample of it.
    sample = set(sorted(left | right)[: max(len(left), len(right))])
    return len(sample & left & right) / len(sample) >= COPY


def days_apart(a: Signature, b: Signature) -> int | None:
    """Return the days between two publications; None when one has none."""
    if a.day is None or b.day is None:
        return None
    return abs((date.fromisoformat(a.day) - date.fromisoformat(b.day)).days)


def text_likeness(a: Signature, b: Signature) -> float:
    """Return the cosine of two texts' terms, 0 to 1."""
    left, right = dict(a.terms), dict(b.terms)
    shared = sum(weight * right[term] for term, weight in left.items() if term in right)
    norm = math.sqrt(sum(w * w for w in left.values()) * sum(w * w for w in right.values()))
    return shared / norm if norm else 0.0


def same_meeting(a: MeetingMark, b: MeetingMark) -> bool | None:
    """Tell whether two marks are of one meeting; None when they do not say enough."""
    if a.date and b.date and not _days_meet(a.date, b.date):
        return False
    if a.place and b.place and a.place != b.place:
        return False
    people = set(a.people) & set(b.people)
    parties = set(a.parties) & set(b.parties)
    if len(people) >= 2 or (people and len(parties) >= 2):
        return True
    if len(parties) >= 2 and a.date and a.date == b.date and not (a.people and b.people):
        return True
    return None if people or len(parties) >= 2 else False


def _days_meet(a: str, b: str) -> bool:
    first, second = _range(a), _range(b)
    return first[0] <= second[1] and second[0] <= first[1]


def _range(value: str) -> tuple[str, str]:
    start, _, end = value.partition("/")
    end = end or start
    return (start if len(start) > 7 else start + "-01"), (end if len(end) > 7 else end + "-31")
