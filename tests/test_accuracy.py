"""The scores of benchmarks.accuracy, on a few rows by hand."""

import json
import subprocess
import sys
from pathlib import Path

from benchmarks import story_margins
from benchmarks.scores import meetings, statements, stories
from benchmarks.scores.measures import Rate, Share
from digests.stories import likeness

TEXT = "“We agree on this,” said Petra Lund. Aldous Finch denied that a deal existed at all."
QUOTE = {
    "doc": "a",
    "start": 1,
    "end": 17,
    "speaker_start": 25,
    "speaker_end": 35,
    "cue": "said",
    "cue_start": 20,
    "cue_end": 24,
}
DENIAL = {
    "doc": "a", "start": 57, "end": 85, "speaker_start": 37, "speaker_end": 49, "cue": "denied", "cue_start": 50, "cue_end": 56
}  # fmt: skip
GOLD = [
    {**QUOTE, "kind": "direct", "act": "speech", "speaker_last": ["lund"], "role": None, "country": None},
    {**DENIAL, "kind": "indirect", "act": "speech", "speaker_last": ["finch"], "role": None, "country": None},
]
READ = [
    {**QUOTE, "quote": True, "speaker": "Petra Lund"},
    {**DENIAL, "quote": False, "speaker": "Aldous Finch"},
]


def f1(rate: object) -> float:
    assert isinstance(rate, Rate)
    return rate.f1


def test_what_is_read_as_labelled_has_full_marks():
    scores = statements.score({"a": TEXT}, GOLD, READ, [{**QUOTE, "names": ["lund"]}])
    assert {name: str(value)[:5].strip() for name, value in scores.items() if isinstance(value, Share)} == {
        "speaker_on_direct": "100.0", "role_present": "0.0", "country_acc": "0.0", "pronoun_name": "100.0"
    }  # fmt: skip
    assert all(f1(value) == 1 for value in scores.values() if isinstance(value, Rate))


def test_a_wrong_speaker_costs_the_speaker_and_not_the_quotation():
    wrong = [{**READ[0], "speaker": "Aldous Finch", "speaker_start": 37, "speaker_end": 49}, READ[1]]
    scores = statements.score({"a": TEXT}, GOLD, wrong, [])
    assert f1(scores["direct_quotes"]) == 1
    assert f1(scores["direct_with_speaker"]) == 0
    assert f1(scores["source_span"]) == 0.5


def test_a_missed_and_an_invented_paraphrase_cost_recall_and_precision():
    scores = statements.score({"a": TEXT}, GOLD, [READ[0], {**READ[1], "start": 37, "end": 56}], [])
    rate = scores["indirect"]
    assert isinstance(rate, Rate)
    assert (rate.right, rate.predicted, rate.labelled) == (0, 1, 1)


def test_a_meeting_is_found_by_who_took_part():
    def meeting(*who: str) -> dict[str, object]:
        people = [{"name": name, "country": None, "org": None} for name in who]
        return {
            "participants": people,
            "format": "talks",
            "status": "held",
            "place": "Oslo",
            "date": "2026-03-12",
        }

    label = meeting("Petra Lund", "Aldous Finch") | {
        "required": True, "format": ["talks"], "status": ["held"], "place": ["Oslo"], "date": "2026-03"
    }  # fmt: skip
    gold = [{"doc": "a", "meetings": [label]}, {"doc": "b", "meetings": []}]
    scores = meetings.score(gold, {"a": [meeting("Lund", "Finch")], "b": [meeting("Lund", "Marsh")]})
    found, clean, day = scores["detection"], scores["texts without a meeting that got one"], scores["date"]
    assert isinstance(found, Rate) and isinstance(clean, Share) and isinstance(day, Share)
    assert (found.right, found.predicted, found.labelled) == (1, 2, 1)
    assert (clean.right, clean.asked, day.right) == (1, 1, 1)


def test_texts_of_two_events_in_one_story_cost_precision():
    gold = [
        {"type": "same_event", "id": "e", "docs": ["a", "b"]},
        {"type": "singleton", "doc": "c"},
        {"type": "related", "id": "r", "a": "e", "b": "c"},
    ]
    scores = stories.score(gold, {"a": 1, "b": 1, "c": 1})
    pairs, wrong = scores["pairwise"], scores["hard negatives wrong"]
    assert isinstance(pairs, Rate) and isinstance(wrong, Share)
    assert (pairs.recall, pairs.precision < 0.5, wrong.right) == (1, True, 1)


def test_a_folder_of_labelled_texts_is_read_and_scored(tmp_path):
    (tmp_path / "docs.jsonl").write_text(json.dumps({"id": "a", "title": "", "text": TEXT}) + "\n", "utf-8")
    (tmp_path / "gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in GOLD), "utf-8")
    command = [sys.executable, "-m", "benchmarks.accuracy", str(tmp_path)]
    printed = subprocess.run(
        command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[1]
    ).stdout
    assert "direct_with_speaker" in printed
    assert "F1 100.0" in printed


def test_weights_fitted_without_an_event_still_merge_nothing_wrong(capsys):
    kept = dict(likeness.WEIGHTS)
    story_margins.main([])
    *_, last = capsys.readouterr().out.splitlines()
    assert last.startswith("fitted on other events   P 100.0")
    assert kept == likeness.WEIGHTS
