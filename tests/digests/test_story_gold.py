"""Stories of our own writing: invented outlets and office-holders, and events that are nearly each other."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest

from benchmarks.scores import stories
from benchmarks.scores.measures import Rate, Row, Share, load
from digests.extract import read_text
from digests.stories import Known, Signature, place, place_all
from digests.stories.likeness import WEIGHTS
from digests.stories.placing import Index
from digests.stories.signature import signature_of

GOLD = Path(__file__).parents[1] / "gold"
DOCS = load(GOLD / "stories-docs.jsonl")
LABELS = load(GOLD / "stories.jsonl")

# Floors only rise. A wrong merge is the worse error: there is none, and there shall be none.
PRECISION, RECALL, STATUS = 1.0, 0.80, 0.70


def _signed(row: Row) -> tuple[str, Signature]:
    day = date.fromisoformat(row["published"])
    facts = read_text(row["text"], title=row["title"], published=day)
    return row["source"], signature_of(row["title"], row["text"], day, facts)


@pytest.fixture(scope="module")
def signed() -> list[tuple[str, Signature]]:
    return [_signed(row) for row in DOCS]


@pytest.fixture(scope="module")
def told(signed: list[tuple[str, Signature]]) -> dict[str, object]:
    return {row["id"]: story for row, story in zip(DOCS, place_all(signed), strict=True)}


def test_every_label_names_texts_that_are_there():
    ids = {row["id"] for row in DOCS} | {row["id"] for row in LABELS if row["type"] == "same_event"}
    named = {
        n for row in LABELS for n in [*row.get("docs", ()), *(row[k] for k in ("a", "b", "doc") if k in row)]
    }
    assert named == ids
    events = [row for row in LABELS if row["type"] == "same_event"]
    assert len(events) >= 12
    assert len({row["id"] for row in DOCS}) == len(DOCS) >= 40


def test_texts_of_one_event_share_a_story(told):
    found = stories.score(LABELS, told)["pairwise"]
    assert isinstance(found, Rate)
    assert found.precision >= PRECISION
    assert found.recall >= RECALL


@pytest.mark.parametrize("kind", sorted({row["kind"] for row in LABELS if row["type"] == "related"}))
def test_what_is_nearly_one_event_stays_apart(told, kind):
    near = [row for row in LABELS if row["type"] != "related" or row["kind"] == kind]
    wrong = stories.score(near, told)["hard negatives wrong"]
    assert isinstance(wrong, Share)
    assert wrong.right == 0


def test_an_announced_event_keeps_its_story_when_it_is_held_put_off_called_off_or_denied(told):
    changes = [row for row in LABELS if row.get("status_change")]
    found = stories.score(changes, told)["pairwise"]
    assert isinstance(found, Rate)
    assert found.recall >= STATUS


def test_the_order_in_which_texts_come_in_changes_no_story(signed):
    expected = _partition(place_all(signed), range(len(signed)))
    for seed in range(5):
        order = list(range(len(signed)))
        Random(seed).shuffle(order)
        assert _partition(place_all([signed[i] for i in order]), order) == expected


@pytest.mark.parametrize("seed", range(3))
def test_articles_of_one_day_may_arrive_one_by_one_in_any_order(signed, seed):
    expected = _partition(place_all(signed), range(len(signed)))
    order = list(range(len(signed)))
    Random(seed).shuffle(order)
    order.sort(key=lambda i: DOCS[i]["published"])
    index = Index()
    placed = []
    for n, i in enumerate(order):
        sign = signed[i][1]
        story = place(sign, index.candidates(sign), seed=f"{n}").story
        index.add(
            Known(
                id=n, signature=sign, story=story, family=signed[i][0], seen=datetime(2026, 5, 4, tzinfo=UTC)
            )
        )
        placed.append(story)
    assert _partition(placed, order) == expected


def _partition(placed: list[str], order: Iterable[int]) -> set[frozenset[int]]:
    groups: dict[str, set[int]] = {}
    for story, i in zip(placed, order, strict=True):
        groups.setdefault(story, set()).add(i)
    return {frozenset(group) for group in groups.values()}


@pytest.mark.parametrize("name", [name for name in WEIGHTS if name != "sure"])
@pytest.mark.parametrize("factor", [0.8, 1.2])
def test_no_weight_stands_on_an_edge(signed, monkeypatch, name, factor):
    """A fifth more or less of any of them may lose a pair, but merges nothing that is not one event."""
    monkeypatch.setitem(WEIGHTS, name, WEIGHTS[name] * factor)  # type: ignore[arg-type]
    told = {row["id"]: story for row, story in zip(DOCS, place_all(signed), strict=True)}
    scores = stories.score(LABELS, told)
    pairs, near = scores["pairwise"], scores["hard negatives wrong"]
    assert isinstance(pairs, Rate)
    assert isinstance(near, Share)
    assert pairs.precision >= 0.95
    assert pairs.recall >= 0.6
    assert near.right <= 1


@pytest.mark.parametrize(
    ("ids", "life", "day"),
    [
        (("ke4", "ke5"), ("planned", "held"), "2026-05-07"),  # "tomorrow", then "on Thursday"
        (("no2", "no3"), ("postponed", "held"), "2026-05-14"),
        (("hu1", "hu2"), ("planned", "cancelled"), "2026-05-22"),
        (("pk1", "pk2"), ("held", "denied"), "2026-05-09"),
        (("iq2", "iq1"), ("planned", "denied"), "2026-06-13"),
        (
            ("us1", "us3"),
            ("planned", "held"),
            "2026-05-19",
        ),  # the next stop of a tour, in articles of two events
    ],
    ids=["held", "put off, then held", "called off", "denied afterwards", "denied before", "next stop"],
)
def test_a_meeting_has_one_life_across_outlets_each_change_with_its_day_and_passage(ids, life, day):
    rows = [next(row for row in DOCS if row["id"] == i) for i in ids]
    known: list[Known] = []
    steps: dict[str, list[tuple[str, str, str]]] = {}
    for n, row in enumerate(rows):
        facts = read_text(row["text"], title=row["title"], published=date.fromisoformat(row["published"]))
        sign = signature_of(row["title"], row["text"], date.fromisoformat(row["published"]), facts)
        placed = place(sign, known, seed=row["id"])
        known.append(
            Known(
                id=n,
                signature=sign,
                story=placed.story,
                meeting_stories=placed.meeting_stories,
                family=row["source"],
                seen=datetime(2026, 5, 4, tzinfo=UTC),
            )
        )
        for story, meeting in zip(placed.meeting_stories, facts.meetings, strict=True):
            passage = row["text"][slice(*meeting.span)]
            steps.setdefault(story, []).append((meeting.status, meeting.date or "", passage))
    lives = [told for told in steps.values() if len(told) == len(ids)]
    # Both articles may tell of another meeting, too ("she saw the king on Monday").
    lived = next(told for told in lives if tuple(status for status, _, _ in told) == life)
    assert all(told.startswith(day) and passage for _, told, passage in lived)
