"""Placing: a new article joins the story that tells its event, or begins one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from digests.stories.likeness import copied, days_apart, same_meeting, text_likeness
from digests.stories.signature import MeetingMark, Signature
from digests.stories.words import stable_hash

#: Days between publications beyond which nothing joins.
WINDOW = 10
_LIKE = 0.45


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An article that has its story already."""

    id: int
    signature: Signature
    story: str
    #: One for each of `signature.meetings`.
    meeting_stories: tuple[str, ...] = ()
    family: str
    seen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where an article belongs."""

    story: str
    #: One story for each meeting, in the order of `Facts.meetings`.
    meeting_stories: tuple[str, ...] = ()
    #: Id of an earlier article with the same text; None for a text of its own.
    same_text_as: int | None = None


def place(new: Signature, known: Sequence[Known], *, seed: str) -> Placement:
    """Give an article its story among the candidates of the last ten days.

    Args:
        new: Its signature.
        known: Candidates that share a key with it, in any order.
        seed: What makes a new story's id: the same for the same article, unlike for others.
    """
    near = sorted((k for k in known if (days_apart(new, k.signature) or 0) <= WINDOW), key=lambda k: k.id)
    twin = next((k for k in near if copied(new, k.signature)), None)
    best: tuple[float, str] | None = None
    for candidate in near:
        if candidate is twin:
            continue
        score = _score(new, candidate.signature)
        if score >= _LIKE and (best is None or score > best[0]):
            best = (score, candidate.story)
    if twin is not None:
        story = twin.story
    elif best is not None:
        story = best[1]
    else:
        story = _new_id(seed)
    return Placement(
        story=story,
        meeting_stories=_meeting_stories(new.meetings, near, twin, seed),
        same_text_as=twin.id if twin else None,
    )


def _score(a: Signature, b: Signature) -> float:
    apart = days_apart(a, b) or 0
    score = text_likeness(a, b) - 0.04 * apart
    verdicts = [same_meeting(x, y) for x in a.meetings[:2] for y in b.meetings[:2]]
    if True in verdicts:
        score += 0.15
    elif verdicts and all(v is False for v in verdicts):
        score -= 0.15
    return score


def _meeting_stories(
    marks: Sequence[MeetingMark], near: Sequence[Known], twin: Known | None, seed: str
) -> tuple[str, ...]:
    taken: list[str] = []
    for n, mark in enumerate(marks):
        found = None
        for candidate in ([twin] if twin else []) + list(near):
            for story, other in zip(candidate.meeting_stories, candidate.signature.meetings, strict=False):
                if story not in taken and same_meeting(mark, other):
                    found = story
                    break
            if found:
                break
        taken.append(found or _new_id(f"{seed}.m{n}"))
    return tuple(taken)


def _new_id(seed: str) -> str:
    return f"{stable_hash(seed):08x}{stable_hash(seed[::-1]):08x}"


def place_all(rows: Iterable[tuple[str, Signature]]) -> list[str]:
    """Return the story of each row (seed, signature), placed in order of publication, answered in input order."""
    listed = list(rows)
    order = sorted(range(len(listed)), key=lambda i: (listed[i][1].day or "", i))
    known: list[Known] = []
    stories = [""] * len(listed)
    for i in order:
        seed, sign = listed[i]
        placed = place(sign, known, seed=f"{i}:{seed}")
        stories[i] = placed.story
        known.append(
            Known(
                id=i,
                signature=sign,
                story=placed.story,
                meeting_stories=placed.meeting_stories,
                family=seed,
                seen=datetime.min,  # noqa: DTZ901 - not used: order is the day's
            )
        )
    return stories
