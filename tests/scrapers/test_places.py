"""Places: however many take long, those that do not are soon served."""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from scrapers.places import Places

PATIENCE = 0.2
#: Seconds: far more than a hand-over takes, far less than a test may.
SOON = 5.0


@contextmanager
def holding(places: Places, keys: list[str]) -> Iterator[list[str]]:
    """Let each of these hold a place until the end, in a thread of its own; yields who has one."""
    inside: list[str] = []
    end = threading.Event()

    def hold(key: str) -> None:
        with places.take(key):
            inside.append(key)
            end.wait()

    threads = [threading.Thread(target=hold, args=(key,)) for key in keys]
    for thread in threads:
        thread.start()
    try:
        yield inside
    finally:
        end.set()
        for thread in threads:
            thread.join()


def waits(places: Places, key: str) -> float:
    """Return how many seconds somebody waits for a place."""
    began = time.monotonic()
    with places.take(key):
        return time.monotonic() - began


def known_as_slow(places: Places, *keys: str) -> None:
    for key in keys:
        with places.take(key) as place:
            place.slow = True
        assert places.slow(key)


def test_who_takes_long_goes_on_beside_and_its_place_is_free():
    places = Places(2, 10, PATIENCE)
    with holding(places, [f"slow-{n}" for n in range(8)]) as inside:
        assert waits(places, "quick") < SOON
        assert len(inside) >= 2


def test_who_took_long_last_time_never_holds_a_quick_place():
    places = Places(1, 2, PATIENCE)
    slow = [f"slow-{n}" for n in range(9)]
    known_as_slow(places, *slow)
    with holding(places, slow) as inside:
        for _ in range(20):
            assert waits(places, "quick") < SOON
        assert len(inside) <= 2
    assert len(inside) == 9, "they wait for each other, and all have their turn"


def test_who_was_quick_is_slow_no_longer():
    places = Places(1, 1, PATIENCE)
    known_as_slow(places, "a")
    assert waits(places, "a") < SOON
    assert not places.slow("a")


def test_without_places_beside_a_place_is_held_to_the_end():
    places = Places(1, 0, 0.01)
    known_as_slow(places, "slow")
    with ExitStack() as stack:
        stack.enter_context(places.take("slow"))
        done = threading.Event()

        def wait() -> None:
            waits(places, "quick")
            done.set()

        threading.Thread(target=wait, daemon=True).start()
        assert not done.wait(0.2)
        stack.close()
        assert done.wait(SOON)


def test_of_those_who_wait_the_smallest_comes_next():
    places = Places(1, 0, PATIENCE)
    came: list[int] = []

    def come(size: int) -> None:
        with places.take(str(size), size):
            came.append(size)

    with places.take("first"):
        threads = [threading.Thread(target=come, args=(size,)) for size in (300, 20, 100, 1)]
        for thread in threads:
            thread.start()
        while len(places._waiting) < len(threads):
            time.sleep(0.001)
    for thread in threads:
        thread.join()
    assert came == [1, 20, 100, 300]


def test_who_was_quick_last_time_comes_before_who_is_unknown():
    places = Places(1, 0, PATIENCE)
    came: list[str] = []

    def come(key: str, size: int) -> None:
        with places.take(key, size):
            came.append(key)

    come("known", 1)
    with places.take("first"):
        threads = [
            threading.Thread(target=come, args=pair) for pair in (("a", 1), ("b", 2), ("known", 1_000))
        ]
        for thread in threads:
            thread.start()
        while len(places._waiting) < len(threads):
            time.sleep(0.001)
    for thread in threads:
        thread.join()
    assert came == ["known", "known", "a", "b"]


def test_an_error_gives_the_place_back():
    places = Places(1, 0, PATIENCE)
    with pytest.raises(ValueError, match="oops"), places.take("a"):
        raise ValueError("oops")
    assert waits(places, "b") < SOON
