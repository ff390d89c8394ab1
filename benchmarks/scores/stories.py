"""Scores of stories: texts that tell one event should share a story, and no others.

Rows of the labels have a `type`: `same_event` (`docs`), `singleton` (`doc`), `related` (`a`, `b`: alike and yet another
event) and `optional` (`a`, `b`: either way is right); `a` and `b` are texts or events.
"""

from collections.abc import Sequence
from itertools import combinations, product

from benchmarks.scores.measures import Rate, Row, Share

Pair = frozenset[str]


def score(gold: Sequence[Row], story_of: dict[str, object]) -> dict[str, object]:
    """Return the scores by name; `story_of` tells each text's story."""
    events = {row["id"]: row["docs"] for row in gold if row["type"] == "same_event"}
    either = {pair for row in gold if row["type"] == "optional" for pair in _between(row, events)}
    texts = {text for row in gold for text in _texts(row, events)}
    together: dict[object, set[str]] = {}
    for text in texts:
        together.setdefault(story_of.get(text, text), set()).add(text)
    placed = {
        frozenset(pair) for texts in together.values() for pair in combinations(sorted(texts), 2)
    } - either
    wanted = {frozenset(pair) for docs in events.values() for pair in combinations(sorted(docs), 2)} - either
    event_of = {text: set(docs) for docs in events.values() for text in docs}
    cubed, in_events = _Cubed(), _Cubed()
    for text in texts:
        members = {
            t for t in together[story_of.get(text, text)] if t == text or frozenset((t, text)) not in either
        }
        event = {t for t in event_of.get(text, {text}) if t == text or frozenset((t, text)) not in either}
        cubed.add(members, event)
        if text in event_of:
            in_events.add(members, event)
    negatives, alone = Share(), Share()
    for row in gold:
        if row["type"] == "related":
            pairs = _between(row, events) - either
            negatives.add(any(pair in placed for pair in pairs))
        elif row["type"] == "singleton":
            alone.add(len(together[story_of.get(row["doc"], row["doc"])]) > 1)
    return {
        "pairwise": Rate(len(placed & wanted), len(placed), len(wanted)),
        "B-cubed": cubed,
        "B-cubed in events": in_events,
        "hard negatives wrong": negatives,
        "singletons merged": alone,
    }


class _Cubed:
    """Precision and recall by text, averaged."""

    def __init__(self) -> None:
        self.precisions: list[float] = []
        self.recalls: list[float] = []

    def add(self, members: set[str], event: set[str]) -> None:
        common = len(members & event)
        self.precisions.append(common / len(members))
        self.recalls.append(common / len(event))

    def __str__(self) -> str:
        n = max(1, len(self.precisions))
        p, r = sum(self.precisions) / n, sum(self.recalls) / n
        f1 = 2 * p * r / (p + r) if p + r else 0.0
        return f"P {100 * p:5.1f}  R {100 * r:5.1f}  F1 {100 * f1:5.1f}   ({len(self.precisions)} texts)"


def _unit(name: str, events: dict[str, list[str]]) -> list[str]:
    return events.get(name, [name])


def _between(row: Row, events: dict[str, list[str]]) -> set[Pair]:
    return {frozenset(pair) for pair in product(_unit(row["a"], events), _unit(row["b"], events))}


def _texts(row: Row, events: dict[str, list[str]]) -> list[str]:
    if row["type"] == "same_event":
        return list(row["docs"])
    if row["type"] == "singleton":
        return [row["doc"]]
    if row["type"] in ("related", "optional"):
        return [*_unit(row["a"], events), *_unit(row["b"], events)]
    return []
