"""Rows of words of which two may count as one: found wherever they stand, in time that does not depend on what is said."""

from collections.abc import Iterator
from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from digests.query import holds, parse
from digests.query.flexible import stands
from tests.digests.query.making import subject

SAME = st.sampled_from(["ab", "abab", "ababab", "cd"])


def read(words: list[str], joins: list[bool]) -> Iterator[tuple[list[tuple[str, bool]], int]]:
    """Yield every way to read the first words, with how many words that takes."""
    yield [], 0
    if words:
        for rest, size in read(words[1:], joins[1:]):
            yield [(words[0], False), *rest], size + 1
    if len(words) > 1 and joins[0]:
        for rest, size in read(words[2:], joins[2:]):
            yield [(words[0] + words[1], True), *rest], size + 2


def alike(one: list[tuple[str, bool]], other: list[tuple[str, bool]]) -> bool:
    return len(one) == len(other) and all(
        a == b and not (x and y) for (a, x), (b, y) in zip(one, other, strict=True)
    )


@given(st.lists(SAME, min_size=1, max_size=4), st.lists(SAME, max_size=6), st.data())
@settings(max_examples=300, deadline=None)
def test_a_row_stands_where_some_way_to_read_both_is_the_same(words, folds, data):
    joins = data.draw(st.lists(st.booleans(), min_size=len(words) - 1, max_size=len(words) - 1))
    parted = data.draw(
        st.lists(st.booleans(), min_size=max(0, len(folds) - 1), max_size=max(0, len(folds) - 1))
    )
    pairs = [(n, folds[n] + folds[n + 1]) for n, is_parted in enumerate(parted) if is_parted]
    whole = [way for way, size in read(words, joins) if size == len(words)]
    expected = [
        (at, at + size)
        for at in range(len(folds))
        for way, size in read(folds[at:], parted[at:])
        if size and any(alike(row, way) for row in whole)
    ]
    assert stands(words, joins, folds, pairs) == sorted(set(expected))


def test_a_row_as_long_as_a_query_may_be_on_a_long_text_takes_no_time_to_speak_of():
    """Tried place by place and way by way this takes hours, or more room than there is for calls in calls."""
    text = subject("pre conditions " * 10_000 + "end")
    query = parse('"' + "preconditions pre conditions " * 66 + 'nowhere"')
    begun = process_time()
    assert holds(query.meaning, text) is None
    assert holds(parse('"' + "preconditions pre conditions " * 66 + '"').meaning, text)
    assert process_time() - begun < 2
