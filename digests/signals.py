"""Signals: the words a pass of reading begins at. Where those of all passes stand is found in one look at each token."""

from collections.abc import Callable, Container
from typing import ClassVar


class Signal:
    """The words of one pass, in lower case."""

    #: All there are, eight at the most; a word's bits follow this order.
    known: ClassVar[list["Signal"]] = []

    def __init__(self, words: Callable[[], Container[str]]) -> None:
        self.words = words
        #: Turns the bits of tokens into 1 for those that are such a word, else 0.
        self.table = bytes(bits >> len(self.known) & 1 for bits in range(256))
        self.known.append(self)


def signal_bits(lower: str) -> int:
    """Return the bits of a word in lower case."""
    return sum(1 << n for n, signal in enumerate(Signal.known) if lower in signal.words())
