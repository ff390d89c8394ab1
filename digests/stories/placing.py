"""Placing: a new article joins the story that tells its event, or begins one."""

from collections import Counter, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from digests.stories.likeness import copied, days_apart, likeness, rarity, same_meeting
from digests.stories.signature import MeetingMark, Signature
from digests.stories.words import stable_hash

#: Days between publications beyond which nothing joins.
WINDOW = 10
#: Log odds from which an article joins; above zero, for a wrong merge is the worse error.
_EVEN = 0.0
#: At most this many articles that share a key with a new one are compared with it.
CANDIDATES = 200
#: How much the nearest article of a story counts against the mean of all.
_NEAREST = 0.5


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
    best = None if twin else _best_story(new, near)
    if twin is not None:
        story = twin.story
    elif best is not None:
        story = best
    else:
        story = _new_id(seed)
    return Placement(
        story=story,
        meeting_stories=_meeting_stories(new.meetings, near, twin, story, seed),
        same_text_as=twin.id if twin else None,
    )


def _best_story(new: Signature, near: Sequence[Known]) -> str | None:
    """Return the story that fits best, if any fits: near to one of its articles, and to the others on the whole."""
    weight = rarity([*(k.signature for k in near), new])
    odds: dict[str, list[float]] = {}
    for candidate in near:
        odds.setdefault(candidate.story, []).append(likeness(new, candidate.signature, weight))
    fits = {story: _NEAREST * max(o) + (1 - _NEAREST) * sum(o) / len(o) for story, o in odds.items()}
    best = max(fits, key=lambda story: (fits[story], story), default=None)
    return best if best is not None and fits[best] > _EVEN else None


def _meeting_stories(
    marks: Sequence[MeetingMark], near: Sequence[Known], twin: Known | None, story: str, seed: str
) -> tuple[str, ...]:
    """Give each meeting its own story: that of the same meeting elsewhere, in articles of the same event first."""
    ordered = sorted(near, key=lambda k: (k is not twin, k.story != story, k.id))
    taken: list[str] = []
    for n, mark in enumerate(marks):
        found = next(
            (
                known_story
                for candidate in ordered
                for known_story, other in zip(
                    candidate.meeting_stories, candidate.signature.meetings, strict=False
                )
                if known_story not in taken and same_meeting(mark, other, one_story=candidate.story == story)
            ),
            None,
        )
        taken.append(found or _new_id(f"{seed}.m{n}"))
    return tuple(taken)


def _new_id(seed: str) -> str:
    return f"{stable_hash(seed):08x}{stable_hash(seed[::-1]):08x}"


class Index:
    """Known articles by their keys: a new one is compared with those that share most of its own, not with all."""

    def __init__(self) -> None:
        self._by_key: dict[str, deque[Known]] = {}

    def add(self, known: Known) -> None:
        """Remember an article; none may be older than one before it."""
        for key in known.signature.keys:
            self._by_key.setdefault(key, deque()).append(known)

    def candidates(self, new: Signature) -> list[Known]:
        """Return the articles of the window that share a key with a new one, most shared keys first."""
        shared: Counter[int] = Counter()
        found: dict[int, Known] = {}
        for key in new.keys:
            holders = self._by_key.get(key, deque())
            while holders and (days_apart(new, holders[0].signature) or 0) > WINDOW:
                holders.popleft()
            for known in holders:
                shared[known.id] += 1
                found[known.id] = known
        best = sorted(shared, key=lambda i: (-shared[i], i))[:CANDIDATES]
        return [found[i] for i in best]


def _in_order(seed: str, sign: Signature) -> tuple[object, ...]:
    return sign.day or "", sign.shingles, sign.title, sign.terms, seed


def place_all(rows: Iterable[tuple[str, Signature]]) -> list[str]:
    """Return the story of each row (seed, signature), placed in order of publication, answered in input order.

    What was published on one day is placed in an order of its own, so that the order of the input changes nothing.
    """
    listed = list(rows)
    order = sorted(range(len(listed)), key=lambda i: _in_order(*listed[i]))
    index = Index()
    stories = [""] * len(listed)
    for n, i in enumerate(order):
        seed, sign = listed[i]
        placed = place(sign, index.candidates(sign), seed=f"{n}:{seed}")
        stories[i] = placed.story
        index.add(
            Known(
                id=n,
                signature=sign,
                story=placed.story,
                meeting_stories=placed.meeting_stories,
                family=seed,
                seen=datetime.min,  # noqa: DTZ901 - not used: order is the day's
            )
        )
    return stories
