"""Measure how well texts are read, against labels.

    python -m benchmarks.accuracy                          our own labelled texts (tests/gold)
    python -m benchmarks.accuracy FOLDER [FOLDER …]        docs.jsonl and gold.jsonl (pronouns.jsonl) of statements,
                                                           meetings or stories; which one the labels tell
    python -m benchmarks.accuracy FILE                     what `communique feedback export` wrote, set right by hand
    python -m benchmarks.accuracy --scorer FOLDER          the folder's own score_*.py as well, where it has one

What is read is what `communique extract` prints. Labels stand in the shapes that docs/accuracy.md tells.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.scores import meetings, statements, stories
from benchmarks.scores.measures import Row, load
from bot.extraction import answer_with_mark, with_stories

GOLD = Path(__file__).parents[1] / "tests" / "gold"


def main() -> None:
    """Read, score, print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.accuracy",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER|FILE")
    parser.add_argument("--scorer", action="store_true", help="run score_*.py of the folder too")
    options = parser.parse_args()
    if not options.folders:
        docs, gold = load(GOLD / "statements-docs.jsonl"), load(GOLD / "statements.jsonl")
        _print("our statements", docs, gold, [], read(docs))
        rows = load(GOLD / "meetings.jsonl")
        _print("our meetings", rows, rows, [], read(rows))
        docs, gold = load(GOLD / "stories-docs.jsonl"), load(GOLD / "stories.jsonl")
        _print("our stories", docs, gold, [], read(docs, placed=True))
    for folder in options.folders:
        if folder.is_file():
            rows = [row for row in load(folder) if row.get("text")]
            answers = read(rows)
            labels = [label for row in rows for label in row["statements"]]
            _print(f"{folder.name} statements", rows, labels, [], answers)
            _print(f"{folder.name} meetings", rows, rows, [], answers)
            continue
        docs, gold = load(folder / "docs.jsonl"), load(folder / "gold.jsonl")
        pronouns = folder / "pronouns.jsonl"
        answers = read(docs, placed=_kind(gold) == "stories")
        _print(folder.name, docs, gold, load(pronouns) if pronouns.exists() else [], answers)
        if options.scorer:
            _run_scorers(folder, _kind(gold), answers)


def read(docs: Sequence[Row], *, placed: bool = False) -> list[Row]:
    """Return the answers of `communique extract` (`--stories` when `placed`) to some texts."""
    began = time.perf_counter()
    keys = ("id", "title", "text", "published", "source")
    lines = [json.dumps({k: doc[k] for k in keys if doc.get(k) is not None}).encode() for doc in docs]
    found = [answer_with_mark(line, n) for n, line in enumerate(lines, 1)]
    out = [json.loads(line) for line in (with_stories(found) if placed else (line for line, _ in found))]
    bad = [row for row in out if "error" in row]
    if bad:
        raise SystemExit(f"{len(bad)} texts could not be read; the first: {bad[0]}")
    print(f"\n{len(docs)} texts read in {time.perf_counter() - began:.1f} s")
    return out


def _kind(gold: Sequence[Row]) -> str:
    if "meetings" in gold[0]:
        return "meetings"
    return (
        "stories"
        if gold[0].get("type") in ("same_event", "singleton", "related", "optional")
        else "statements"
    )


def _print(
    name: str, docs: Sequence[Row], gold: Sequence[Row], pronouns: Sequence[Row], answers: Sequence[Row]
) -> None:
    """Print the scores of one set of texts; meetings by level where texts have one."""
    kind = _kind(gold) if gold else "statements"
    groups: list[tuple[str, dict[str, object]]] = []
    if kind == "statements":
        texts = {doc["id"]: doc["text"] for doc in docs}
        groups.append((name, statements.score(texts, gold, flat(answers, "statements"), pronouns)))
    elif kind == "stories":
        groups.append((name, stories.score(gold, {row["id"]: row["story"] for row in answers})))
    else:
        found = {row["id"]: row["meetings"] for row in answers}
        for level in dict.fromkeys(row.get("level", "") for row in gold):
            rows = [row for row in gold if row.get("level", "") == level]
            groups.append((f"{name} {level}".strip(), meetings.score(rows, found)))
    for title, scores in groups:
        print(f"== {title}")
        for metric, value in scores.items():
            print(f"{metric:38} {value}")


def flat(answers: Sequence[Row], what: str) -> list[Row]:
    """Return one row a statement or meeting, with the id of its text under `doc`."""
    return [{"doc": row["id"], **item} for row in answers for item in row[what]]


def _run_scorers(folder: Path, kind: str, answers: Sequence[Row]) -> None:
    """Run the scorers that came with the labels: those in the folder, else those of a folder beside it."""
    scripts = sorted(folder.glob("score_*.py"))
    if not any(kind in script.name for script in scripts):
        scripts += sorted(folder.parent.glob(f"*/score_{kind}.py"))[:1]
    rows = (
        [{"id": a["id"], "story": a["story"]} for a in answers] if kind == "stories" else flat(answers, kind)
    )
    with tempfile.TemporaryDirectory() as place:
        predictions = Path(place) / "predictions.jsonl"
        predictions.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        for script in scripts:
            command = [
                sys.executable,
                str(script),
                "--gold",
                str(folder / "gold.jsonl"),
                "--pred",
                str(predictions),
            ]
            if kind == "statements":
                command += ["--docs", str(folder / "docs.jsonl")]
                if "roles" not in script.name and (folder / "pronouns.jsonl").exists():
                    command += ["--pronouns", str(folder / "pronouns.jsonl")]
            print(f"== {folder.name}, by {script.name}", flush=True)
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
