"""Scores of the statement reader against labelled texts (PolNeAR's matching: contents by the words they share)."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from digests.document import annotate
from digests.records import Statement
from digests.statements import read_statements

_WORD = re.compile(r"\w+(?:[’'.\-]\w+)*")


def load(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a JSONL file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


def words(text: str, spans: Any) -> frozenset[int]:
    """Return where the words inside some spans begin."""
    return frozenset(m.start() for a, b in spans for m in _WORD.finditer(text, a, b))


def overlap(a: frozenset[int], b: frozenset[int]) -> float:
    """Return the share of common words, intersection over union."""
    return len(a & b) / len(a | b) if a and b else 0.0


def pairs(
    text: str, gold: list[dict[str, Any]], found: list[Statement]
) -> list[tuple[dict[str, Any], Statement]]:
    """Pair labels with statements whose contents share at least half of their words, best first, one to one."""
    near = [
        (overlap(words(text, g["spans"]), words(text, s.spans)), n, m)
        for n, g in enumerate(gold)
        for m, s in enumerate(found)
    ]
    out, taken = [], (set(), set())  # type: ignore[var-annotated]
    for value, n, m in sorted(near, key=lambda x: (-x[0], x[1], x[2])):
        if value >= 0.5 and n not in taken[0] and m not in taken[1]:
            taken[0].add(n)
            taken[1].add(m)
            out.append((gold[n], found[m]))
    return out


def score(docs: list[dict[str, Any]], gold: list[dict[str, Any]]) -> dict[str, float]:
    """Return percentages: F1 of all statements and of direct ones, and accuracies over the pairs."""
    c: Counter[str] = Counter()
    for doc in docs:
        text = doc["text"]
        labels = [g for g in gold if g["doc"] == doc["id"]]
        found = list(read_statements(annotate(text, title=doc.get("title"))))
        matched = pairs(text, labels, found)
        required = [g for g in labels if not g.get("optional")]
        met = [(g, s) for g, s in matched if not g.get("optional")]
        c["gold"] += len(required)
        c["met"] += len(met)
        c["found"] += sum(not s.nested for s in found)
        c["right"] += sum(not s.nested for _, s in matched)
        c["direct gold"] += sum(g["kind"] == "direct" for g in required)
        c["direct found"] += sum(s.direct for s in found)
        c["direct met"] += sum(g["kind"] == "direct" and s.direct for g, s in met)
        for g, s in met:
            source = words(text, [(g["speaker_start"], g["speaker_end"])])
            c["source"] += bool(s.speaker_span) and overlap(source, words(text, [s.speaker_span])) >= 0.5
            c["act"] += s.act == g["deed"]
            for key, value in (("name", s.speaker), ("role", s.role), ("country", s.country)):
                wanted = g["speaker_name"] if key == "name" else g[key]
                c[f"{key} n"] += wanted is not None
                c[key] += wanted is not None and _agrees(key, wanted, value)
    return {
        "statements": f1(c["met"], c["right"], c["found"], c["gold"]),
        "direct": f1(c["direct met"], c["direct met"], c["direct found"], c["direct gold"]),
        "source": 100 * c["source"] / c["met"],
        "act": 100 * c["act"] / c["met"],
        **{key: 100 * c[key] / c[f"{key} n"] for key in ("name", "role", "country")},
    }


def f1(met: int, right: int, found: int, gold: int) -> float:
    """Return the harmonic mean of precision and recall in percent."""
    precision, recall = right / max(found, 1), met / max(gold, 1)
    return 200 * precision * recall / max(precision + recall, 1e-9)


def _agrees(key: str, wanted: str, value: str | None) -> bool:
    if value is None:
        return False
    if key == "role":
        return bool(set(wanted.lower().split()) & set(value.lower().split()))
    return wanted.split()[-1] == value.split()[-1]
