"""The vocabulary: what is known of single words, whatever stands beside them, kept from text to text.

A text is mostly words of the texts before it: one look-up a token finds all that the passes of reading ask of it.
"""

from typing import NamedTuple

from digests.attributions.words import class_alone
from digests.lexicon.tables import kept
from digests.names import fold
from digests.signals import Signal, signal_bits
from digests.wordmarks import mark_word

#: Words kept before all are forgotten.
_MOST = 50_000

#: A word in lower case, as `fold` has it, its marks, its signals, and its class by itself.
_Known = tuple[str, str, int, int, str]


class _Vocabulary(dict[str, _Known]):
    """Words as written."""

    def __missing__(self, word: str) -> _Known:
        if len(self) >= _MOST:
            self.clear()
        lower = word.lower()
        self[word] = known = (lower, fold(lower), mark_word(word), signal_bits(lower), class_alone(word))
        return known


@kept
def _vocabularies() -> dict[int, _Vocabulary]:
    return {}


class Words(NamedTuple):
    """What is known of the words of one text, each by itself."""

    lower: list[str]
    #: As `fold` has them.
    folded: list[str]
    #: See `wordmarks`.
    marks: bytes
    #: See `signals`.
    signals: bytes
    #: One letter for each, see `attributions.words`.
    classes: str


def known_words(words: list[str]) -> Words:
    """Return what is known of each word."""
    if not words:
        return Words([], [], b"", b"", "")
    signals = len(Signal.known)  # more when another pass was imported since
    vocabulary = _vocabularies().setdefault(signals, _Vocabulary())
    known = map(vocabulary.__getitem__, words)
    lower, folded, marks, bits, classes = zip(
        *known, strict=False
    )  # a fifth faster than to look at equal lengths
    return Words(list(lower), list(folded), bytes(marks), bytes(bits), "".join(classes))
