"""Our own gold: sentences and short articles with labels. The floors only rise."""

import json
from datetime import date
from pathlib import Path

import pytest

from digests.document import annotate
from digests.meetings import read_meetings
from tests.digests.meetings.scoring import Score, add

GOLD = Path(__file__).parents[2] / "gold" / "meetings.jsonl"
ROWS = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]


def score(level: str) -> Score:
    out = Score()
    for row in ROWS:
        if row["level"] == level:
            document = annotate(
                row["text"], title=row["title"] or None, published=date.fromisoformat(row["published"])
            )
            add(out, row, read_meetings(document))
    return out


FLOORS = {
    "sentence": {"precision": 0.98, "recall": 0.92, "status": 0.95, "format": 0.98, "place": 0.97, "date": 0.95, "participants": 0.95},
    "document": {"precision": 0.88, "recall": 0.85, "status": 0.93, "format": 0.93, "place": 0.70, "date": 0.80, "participants": 0.85},
}  # fmt: skip


@pytest.mark.parametrize("level", FLOORS)
def test_meetings_of_the_gold_are_read_at_least_as_well_as_before(level):
    got = score(level)
    for what, floor in FLOORS[level].items():
        value = getattr(got, what) if what in ("precision", "recall") else got.share(what)
        assert value >= floor, f"{what} {value:.3f} < {floor}\nmissed {got.misses}\nextra {got.extras}"


def test_the_gold_is_large_enough_to_mean_something():
    assert sum(row["level"] == "sentence" for row in ROWS) >= 200
    assert sum(row["level"] == "document" for row in ROWS) >= 20


def test_evidence_of_the_gold_stands_in_its_text():
    for row in ROWS:
        for meeting in row["meetings"]:
            assert row["text"][meeting["start"] : meeting["end"]] == meeting["evidence"]
