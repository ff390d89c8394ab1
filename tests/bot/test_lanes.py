"""Lanes: one piece of work per key, and none that takes long holds up the others."""

import threading
from collections.abc import Iterator

import pytest

from bot.lanes import PATIENCE, Lanes
from tests.bot.running import until


@pytest.fixture
def end() -> Iterator[threading.Event]:
    """Set at the end: what waits for it goes on until then."""
    event = threading.Event()
    yield event
    event.set()


def test_a_key_is_worked_on_once_at_a_time(end: threading.Event):
    lanes = Lanes("t", 8)
    assert lanes.offer("a", end.wait)  # type: ignore[arg-type]
    assert not lanes.offer("a", end.wait)  # type: ignore[arg-type]
    end.set()
    assert until(lambda: not lanes.busy)
    assert lanes.offer("a", lambda: None)


def test_without_lanes_beside_all_count(end: threading.Event):
    lanes = Lanes("t", 2)
    assert [lanes.offer(key, end.wait) for key in "abc"] == [True, True, False]  # type: ignore[arg-type]
    assert not until(lambda: lanes.offer("c", lambda: None), PATIENCE + 0.5)


def test_what_takes_long_goes_on_beside(end: threading.Event):
    lanes = Lanes("t", 2, 3)
    assert [lanes.offer(key, end.wait) for key in "abc"] == [True, True, False]  # type: ignore[arg-type]
    assert until(lambda: lanes.offer("c", end.wait), PATIENCE + 5)  # type: ignore[arg-type]
    assert until(lambda: lanes.offer("d", end.wait), PATIENCE + 5)  # type: ignore[arg-type]


def test_those_known_to_be_slow_leave_the_others_their_lanes(end: threading.Event):
    lanes = Lanes("t", 2, 3)
    taken = [lanes.offer(f"slow-{n}", end.wait, slow=True) for n in range(9)]  # type: ignore[arg-type]
    assert sum(taken) == 3
    assert [lanes.offer(key, end.wait) for key in "abc"] == [True, True, False]  # type: ignore[arg-type]
