"""A megabyte of anything is read or refused in bounded time, by every parser and reader there is (see `benchmarks.fuzz`)."""

import time

import pytest

from benchmarks.fuzz_targets import TARGETS, run

SIZE = 1 << 20
#: Seconds of processor time on a busy machine; an idle one takes less than two.
MOST = 8.0
#: Repeated without end beside what each target begins with.
ALWAYS = (b"a\n", b"(", b'"', b"&", b"\xff", b"[", b"<div>", b"<p>", b"<li><a href=/x>")
#: A megabyte of it is nobody's configuration; and texts have a test of their own (tests/digests/test_hostile_texts.py).
ELSEWHERE = frozenset({"configuration", "news"})


def repeated(piece: bytes) -> bytes:
    """Return a megabyte of a piece."""
    return (piece * (SIZE // len(piece) + 1))[:SIZE]


@pytest.mark.parametrize("name", TARGETS)
def test_every_target_takes_its_seeds(name: str):
    assert sum(1 for _ in run(name)) >= 1


@pytest.mark.parametrize("name", sorted(set(TARGETS) - ELSEWHERE))
def test_a_megabyte_of_anything_is_read_or_refused_in_bounded_time(name: str):
    target = TARGETS[name]
    for _ in run(name):
        continue  # What is loaded once is not what is measured.
    pieces = [*target.seeds()[:1], *(word.encode() for word in target.words.split()[:2]), *ALWAYS]
    for piece in pieces:
        began = time.process_time()
        target.feed(repeated(piece))
        assert time.process_time() - began < MOST, piece[:60]
