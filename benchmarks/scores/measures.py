"""Measures every score is made of."""

import json
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

Row = dict[str, Any]
L = TypeVar("L", bound=Hashable)
P = TypeVar("P", bound=Hashable)


def load(path: Path) -> list[Row]:
    """Return the rows of a JSONL file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


@dataclass(slots=True)
class Rate:
    """Found among what was predicted and what was labelled."""

    right: int = 0
    predicted: int = 0
    labelled: int = 0

    @property
    def precision(self) -> float:
        """The share of predictions that are right."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of labels that are found."""
        return self.right / self.labelled if self.labelled else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return (
            f"P {100 * self.precision:5.1f}  R {100 * self.recall:5.1f}  F1 {100 * self.f1:5.1f}"
            f"   ({self.right} of {self.predicted} read, {self.labelled} labelled)"
        )


@dataclass(slots=True)
class Share:
    """Right among those asked."""

    right: int = 0
    asked: int = 0

    def add(self, good: object) -> None:
        """Count one."""
        self.asked += 1
        self.right += bool(good)

    def __str__(self) -> str:
        return f"{100 * self.right / self.asked if self.asked else 0.0:5.1f}   ({self.right} of {self.asked})"


def one_to_one(pairs: Sequence[tuple[float, L, P]], least: float) -> dict[L, P]:
    """Pair labels with predictions, the most alike first; pairs less alike than `least` stay apart."""
    left: dict[L, P] = {}
    taken: set[P] = set()
    for likeness, label, prediction in sorted(pairs, key=lambda pair: -pair[0]):
        if likeness >= least and label not in left and prediction not in taken:
            left[label] = prediction
            taken.add(prediction)
    return left
