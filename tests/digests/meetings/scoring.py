"""Score meetings read against our own gold: who met, when, where, in what form, and whether it took place."""

from dataclasses import dataclass, field
from typing import Any

from digests.records import Meeting


@dataclass
class Score:
    """Counts over texts; `misses` and `extras` say where to look."""

    found: int = 0
    missed: int = 0
    wrong: int = 0
    right: dict[str, int] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)
    extras: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.found / max(1, self.found + self.wrong)

    @property
    def recall(self) -> float:
        return self.found / max(1, self.found + self.missed)

    def share(self, what: str) -> float:
        return self.right.get(what, 0) / max(1, self.asked.get(what, 0))

    def note(self, what: str, good: bool) -> None:
        self.asked[what] = self.asked.get(what, 0) + 1
        self.right[what] = self.right.get(what, 0) + good


def _last(name: str) -> str:
    return name.split()[-1].casefold()


def _strength(read: Any, gold: dict[str, Any]) -> int:
    if read.name and gold["name"]:
        return 2 if _last(read.name) == _last(gold["name"]) else 0
    if read.country and read.country in gold["country"]:
        return 1
    return 1 if read.org and gold["org"] and read.org.casefold() == gold["org"].casefold() else 0


def _pairs(meeting: Meeting, gold: dict[str, Any]) -> int:
    """Return how many participants agree, each used once."""
    left = list(gold["participants"])
    agreed = 0
    for participant in meeting.participants:
        best = max(left, key=lambda g: _strength(participant, g), default=None)
        if best is not None and _strength(participant, best):
            left.remove(best)
            agreed += 1
    return agreed


def add(score: Score, row: dict[str, Any], meetings: tuple[Meeting, ...]) -> None:
    """Compare the meetings of one text with its labels."""
    free = list(meetings)
    golds = sorted(row["meetings"], key=lambda g: not g["required"])
    for gold in golds:
        calls = "phone_call" in gold["format"]
        fitting = [
            m
            for m in free
            if _pairs(m, gold) >= min(2, len(gold["participants"])) and (m.format == "phone_call") == calls
        ]
        if not fitting:
            if gold["required"]:
                score.missed += 1
                score.misses.append(f"{row['id']}: {gold['evidence']}")
            continue
        best = max(
            fitting,
            key=lambda m: (m.status in gold["status"], _pairs(m, gold), -abs(m.span[0] - gold["start"])),
        )
        free.remove(best)
        if not gold["required"]:
            continue
        score.found += 1
        score.note("participants", _pairs(best, gold) == len(gold["participants"]) == len(best.participants))
        score.note("status", best.status in gold["status"])
        score.note("format", best.format in gold["format"])
        if gold["place"]:
            score.note(
                "place", bool(best.place) and any(best.place in p or p in best.place for p in gold["place"])
            )
        if gold["date"]:
            score.note("date", bool(best.date) and (best.date in gold["date"] or gold["date"] in best.date))
    score.wrong += len(free)
    score.extras += [
        f"{row['id']}: {m.cue} {[p.name or p.country or p.org for p in m.participants]}" for m in free
    ]
