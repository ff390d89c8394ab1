"""Measure how firmly stories stand: each weight a fifth larger and smaller, and weights tried on events they were not fitted on.

python -m benchmarks.story_margins            our own labelled texts (tests/gold)
python -m benchmarks.story_margins FOLDER     docs.jsonl and gold.jsonl of stories
"""

import json
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise, product
from pathlib import Path
from random import Random

from benchmarks.accuracy import GOLD
from benchmarks.scores import stories
from benchmarks.scores.measures import Rate, Row, load
from bot.extraction import answer_with_mark
from digests.stories import Known, Signature, likeness, place_all
from digests.stories.placing import Index

FOLDS, ROUNDS = 5, 150
#: How far below even odds fitted weights are set: a wrong merge is the worse error.
MARGIN = 0.5
#: Pairs with fewer words in common are told apart by that alone and would drown the others.
ALIKE = 0.1

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two texts that were compared."""

    #: The running stories they belong to.
    runs: tuple[str, str]
    evidence: Mapping[str, float]
    same: bool


def main(arguments: Sequence[str]) -> None:
    """Print scores as the weights are, with each changed, and with weights fitted on the other events."""
    folder = Path(arguments[0]) if arguments else None
    docs = load(folder / "docs.jsonl" if folder else GOLD / "stories-docs.jsonl")
    gold = load(folder / "gold.jsonl" if folder else GOLD / "stories.jsonl")
    signed = {row["id"]: _sign(row) for row in docs}
    print(f"{'as they are':24} {_scores(gold, _placed(signed))}")
    for name, factor in product(likeness.WEIGHTS, (0.8, 1.2)):
        with _weights({**likeness.WEIGHTS, name: likeness.WEIGHTS[name] * factor}):
            print(f"{name:18} x {factor}  {_scores(gold, _placed(signed))}")
    run_of = _running(gold)
    pairs = list(_pairs(signed, gold, run_of))
    fold = _folds(sorted(set(run_of.values())))
    placed: dict[int, dict[str, object]] = {}
    for n in range(FOLDS):
        fitted = fit([pair for pair in pairs if n not in {fold[run] for run in pair.runs}])
        with _weights({**fitted, "sure": fitted["sure"] - MARGIN}):
            # Texts of different folds are not compared: a merge of two running stories shows above only.
            placed[n] = {text: (n, story) for text, story in _placed(signed).items()}
    print(
        f"{'fitted on other events':24} {_scores(gold, {text: placed[fold[run_of[text]]][text] for text in run_of})}"
    )


def fit(pairs: Sequence[Pair]) -> dict[str, float]:
    """Fit weights by logistic regression with a small penalty; each keeps the sign it has."""
    signs = {name: math.copysign(1.0, weight) for name, weight in likeness.WEIGHTS.items()}
    weights = dict.fromkeys(signs, 0.0)
    steps = dict.fromkeys(signs, 1e-6)
    rows = [([(k, v) for k, v in pair.evidence.items() if v], pair.same) for pair in pairs]
    for _ in range(ROUNDS):
        slope = {name: weight if name != "sure" else 0.0 for name, weight in weights.items()}
        for evidence, same in rows:
            odds = sum(weights[k] * v for k, v in evidence)
            miss = 1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))) - same
            for k, v in evidence:
                slope[k] += miss * v
        for name, value in slope.items():
            steps[name] += value * value
            moved = weights[name] - 0.5 * value / math.sqrt(steps[name])
            weights[name] = moved if moved * signs[name] > 0 else 0.0
    return weights


@contextmanager
def _weights(weights: Weights) -> Iterator[None]:
    kept, likeness.WEIGHTS = likeness.WEIGHTS, weights
    try:
        yield
    finally:
        likeness.WEIGHTS = kept


def _sign(row: Row) -> Signature:
    keys = ("id", "title", "text", "published", "source")
    answer, mark = answer_with_mark(json.dumps({k: row[k] for k in keys if row.get(k)}).encode(), 1)
    if mark is None:
        raise SystemExit(answer)
    return mark[1]


def _placed(signed: Mapping[str, Signature]) -> dict[str, object]:
    return dict(zip(signed, place_all(("", sign) for sign in signed.values()), strict=True))


def _scores(gold: Sequence[Row], story_of: dict[str, object]) -> str:
    scores = stories.score(gold, story_of)
    pairs = scores["pairwise"]
    assert isinstance(pairs, Rate)
    wanted = f"P {100 * pairs.precision:5.1f}  R {100 * pairs.recall:5.1f}  F1 {100 * pairs.f1:5.1f}"
    return f"{wanted}   near misses {scores['hard negatives wrong']}"


def _running(gold: Sequence[Row]) -> dict[str, str]:
    """Return the running story of each text: the events and texts that `related` joins, by one text of theirs."""
    events = {row["id"]: row["docs"] for row in gold if row["type"] == "same_event"}
    root: dict[str, str] = {}

    def find(text: str) -> str:
        while root.setdefault(text, text) != text:
            text = root[text]
        return text

    for row in gold:
        units = (
            [row["docs"]]
            if "docs" in row
            else [events.get(row[k], [row[k]]) for k in ("a", "b", "doc") if k in row]
        )
        texts = [text for unit in units for text in unit]
        for text in texts[:1]:
            root.setdefault(text, text)
        for one, other in pairwise(texts):
            root[find(one)] = find(other)
    return {text: find(text) for text in list(root)}


def _folds(runs: Sequence[str]) -> dict[str, int]:
    order = list(runs)
    Random(1).shuffle(order)
    return {run: n % FOLDS for n, run in enumerate(order)}


def _pairs(signed: Mapping[str, Signature], gold: Sequence[Row], run_of: Mapping[str, str]) -> Iterator[Pair]:
    event_of = {text: row["id"] for row in gold if row["type"] == "same_event" for text in row["docs"]}
    texts, index = list(signed), Index()
    for n in sorted(range(len(texts)), key=lambda n: (signed[texts[n]].day or "", n)):
        text, sign = texts[n], signed[texts[n]]
        near = index.candidates(sign)
        weight = likeness.rarity([*(known.signature for known in near), sign])
        for known in near:
            other = known.family
            evidence = likeness.evidence(known.signature, sign, weight)
            same = event_of.get(text, text) == event_of.get(other, other)
            if (same or evidence["words"] > ALIKE) and not likeness.copied(known.signature, sign):
                yield Pair(runs=(run_of[text], run_of[other]), evidence=evidence, same=same)
        index.add(Known(id=n, signature=sign, story="", family=text, seen=datetime(1970, 1, 1, tzinfo=UTC)))


if __name__ == "__main__":
    main(sys.argv[1:])
