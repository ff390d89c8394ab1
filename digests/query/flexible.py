"""Rows of words of which two may count as one, in the query or in the text ("pre-conditions", "preconditions").

All places of the text are tried together, as the bytes of one large number: a place that is still in the running is a 1.
So the cost is a few passes over the text for each word of the row, whatever the two are; tried place by place, words that
repeat would take time without end.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate

_BYTE = 8


def stands(
    words: Sequence[str], joins: Sequence[bool], folds: Sequence[str], pairs: Iterable[tuple[int, str]]
) -> list[tuple[int, int]]:
    """Return where a row stands: first and last (excluded) word, in order.

    Args:
        words: The words of the row.
        joins: Which of them may count as one with the next.
        folds: The words of the text.
        pairs: Those of the text that may count as one with the next: the place of the first, and both as one.
    """
    both = [words[n] + words[n + 1] if joined else "" for n, joined in enumerate(joins)]
    wanted = {*words, *both}
    single = _masks(((n, fold) for n, fold in enumerate(folds) if fold in wanted), len(folds))
    double = _masks(((n, pair) for n, pair in pairs if pair in wanted), len(folds))
    # From the last word to the first: the places from which the rest of the row stands.
    everywhere = int.from_bytes(b"\x01" * (len(folds) + 1), "little")
    after, beyond = everywhere, 0
    for n in range(len(words) - 1, -1, -1):
        here = single.get(words[n], 0) & (after >> _BYTE)
        here |= double.get(words[n], 0) & (after >> 2 * _BYTE)
        if n < len(both) and both[n]:
            here |= single.get(both[n], 0) & (beyond >> _BYTE)
        after, beyond = here, after
    # A row has as many letters as what it stands for, however both are parted: so each beginning has one end.
    letters = [0, *accumulate(map(len, folds))]
    size = sum(map(len, words))
    starts = [n for n, byte in enumerate(after.to_bytes(len(folds) + 1, "little")) if byte]
    return [(at, bisect_left(letters, letters[at] + size)) for at in starts]


def _masks(found: Iterable[tuple[int, str]], length: int) -> dict[str, int]:
    places: dict[str, bytearray] = {}
    for n, word in found:
        places.setdefault(word, bytearray(length))[n] = 1
    return {word: int.from_bytes(flags, "little") for word, flags in places.items()}
