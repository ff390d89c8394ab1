"""Stability: the same facts are the same bytes, what comes late changes its own lines, a correction its own blocks."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from bot import corrections
from bot.blocks import payloads
from digests import sections
from digests.compose import MOST_WORDS
from digests.edition import Edition, Item
from tests.bot import stable_bytes
from tests.bot.test_corrections import Desk

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def material():
    return stable_bytes.material()


@pytest.fixture(scope="module")
def made(material) -> Edition:
    return stable_bytes.composed(material)


def test_the_same_facts_are_the_same_bytes_in_every_process(made: Edition):
    """Sets are in another order with every seed of Python's hashes."""
    mine = stable_bytes.printed(made).encode()
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.bot.stable_bytes"],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
        )
        for seed in ("0", "4242")
    ]
    for process in started:
        theirs, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        assert theirs == mine


def test_the_same_facts_are_the_same_bytes_in_whatever_order_they_are_given(material, made: Edition):
    shuffled = list(material)
    random.Random(7).shuffle(shuffled)
    assert stable_bytes.printed(stable_bytes.composed(shuffled)) == stable_bytes.printed(made)


def says(item: Item) -> tuple[object, ...]:
    """Return what a line says, however it calls people: how many, how it stands, and the words of others in it."""
    words = [run.text for run in item.runs if run.style in ("quote", "italic")]
    return item.section, item.status, len(item.participants), words


@pytest.mark.parametrize("nth", [4, 22, 45])
def test_a_late_article_changes_only_the_lines_of_its_stories(material, made: Edition, nth: int):
    """Others may make room for it where the edition is full, and may call somebody by the full name no more."""
    late = material[nth]
    before = stable_bytes.composed([one for one in material if one.id != late.id])
    stories = {late.story, *late.meeting_stories}
    now = {item.facts: item for item in made.items}
    full = any(left.reason == "no room" for left in made.left_out)
    for item in before.items:
        if item.story in stories or any(f"{late.id}." in fact for fact in item.facts):
            continue
        if item.facts in now:
            assert says(now[item.facts]) == says(item)
        elif not any(set(item.facts) & set(facts) for facts in now):
            assert full
            assert sections.count_words(made) + len(item.text.split()) > MOST_WORDS - 60


def test_a_correction_changes_the_block_of_its_line_and_its_card_and_no_other(made: Edition):
    desk = Desk(None)
    desk.post(made)
    item = next(i for i in made.items if i.section == "met")
    row = desk.row()
    before = payloads(corrections.current(desk.store, row))
    corrections.retract(desk.store, row, item.number, "it was another day", desk.now)
    after = payloads(corrections.current(desk.store, row))
    old, new = before[0]["blocks"], after[0]["blocks"]
    changed = [n for n, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
    brief = [n for n in changed if "In brief" in str(old[n])]
    assert len(changed) - len(brief) == 1
    assert "Retracted" in str(new[changed[-1]])
    cards = [str(block) for payload in before[1:] for block in payload["blocks"]]
    left = [str(block) for payload in after[1:] for block in payload["blocks"]]
    assert {card for card in cards if card not in left} <= {
        card for card in cards if f"'text': '{item.number}'" in card
    }
    desk.store.close()
