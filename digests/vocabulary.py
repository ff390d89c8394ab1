"""The vocabulary: the words of a text, and what is known of each whatever stands beside it, kept from text to text.

A text is mostly pieces of the texts before it: what stands between two spaces ("left,", "“We") holds whole tokens and
stands there again in other articles. One look-up a piece finds its tokens and all that the passes of reading ask of
them, as columns beside each other.
"""

import re
from collections.abc import Sequence
from itertools import accumulate, chain, compress
from typing import Any, NamedTuple

from digests.attributions.words import class_alone
from digests.lexicon.tables import kept
from digests.names import fold
from digests.signals import Signal, signal_bits
from digests.tokens import may_end, tokenize
from digests.wordmarks import mark_word
from scrapers.article import Span

#: Words, and pieces, kept before all are forgotten.
_MOST = 50_000
_MOST_PIECES = 25_000
#: Longer ones are found anew each time: no text fills the memory with what no other has.
_LONGEST = 60
#: White space other than single spaces stands in the columns as a word without letters until they are whole.
_VOID = 2
_NOT_VOID = bytes(mark != _VOID for mark in range(256))
#: The end of a piece whose tokens the next piece decides on: "J. Lund", and "Train J. Then". It is sought by its
#: point, which few texts have many of.
_INITIAL = re.compile(r"\. (?<=[A-Z]\. )(?=[A-Z])")

#: A word, in lower case, as `fold` has it; its marks, its signals, its class, whether it may end a sentence, a byte each.
_Known = tuple[str, str, str, bytes]
_NOTHING: _Known = ("", "", "", bytes((0, 0, ord("n"), _VOID)))
#: Of each token of a piece: how far it is to the next one (of the next piece from the last), and what is known of it.
_Piece = tuple[Any, ...]
_WIDTH = 5


class _Words(dict[str, _Known]):
    """Words as written. Equal things are one object, in whatever case or piece they came: the fewer, the faster."""

    def __init__(self) -> None:
        self._same: dict[str, str] = {}
        self._bytes: dict[bytes, bytes] = {}

    def __missing__(self, word: str) -> _Known:
        if not word:
            return _NOTHING
        same = self._same
        if len(self) >= _MOST:
            self.clear()
            same.clear()
        lower = word.lower()
        folded = fold(lower)
        facts = bytes((mark_word(word), signal_bits(lower), ord(class_alone(word)), may_end(word)))
        facts = self._bytes.setdefault(facts, facts)
        if len(word) > _LONGEST:
            return word, lower, folded, facts
        word, lower, folded = [same.setdefault(form, form) for form in (word, lower, folded)]
        self[word] = known = (word, lower, folded, facts)
        return known


class _Pieces(dict[str, _Piece]):
    """Pieces as written; where the next begins with a capital that decides on this one, with a space and it."""

    def __init__(self) -> None:
        self._words = _Words()

    def __missing__(self, piece: str) -> _Piece:
        if len(self) >= _MOST_PIECES:
            self.clear()
        length = len(piece)
        if piece.isalpha():
            tokens = [(piece, 0, length)]
        else:
            tokens = tokenize(piece)
            if " " in piece:
                tokens, length = tokens[:-1], length - 2
            if not tokens or tokens[0][1]:
                tokens.insert(0, ("", 0, 0))
        nexts = [*(start for _, start, _ in tokens[1:]), length + 1]
        known: list[Any] = []
        for (word, start, _), following in zip(tokens, nexts, strict=True):
            known += (following - start, *self._words[word])
        found = tuple(known)
        if length <= _LONGEST:
            self[known[1] if known[1] == piece else piece] = found
        return found


@kept
def _vocabularies() -> dict[int, _Pieces]:
    return {}


class Words(NamedTuple):
    """The words of one text and where each begins, and what is known of each by itself."""

    words: list[str]
    starts: list[int]
    lower: list[str]
    #: As `fold` has them.
    folded: list[str]
    #: See `wordmarks`.
    marks: bytes
    #: See `signals`.
    signals: bytes
    #: One letter for each, see `attributions.words`.
    classes: str
    #: 1 for a word that may end a sentence.
    stops: bytes


def read_words(text: str, lines: Sequence[Span]) -> tuple[Words, list[int]]:
    """Return the words in the lines of a text, and the index of the first word of each line and of the end.

    The lines are in order and not empty.
    """
    signals = len(Signal.known)  # more when another pass was imported since
    known = _vocabularies().setdefault(signals, _Pieces()).__getitem__
    initials = _INITIAL.search(text) is not None
    # One flat list, parted at the end: a list a column would make a thousand small objects on the way.
    flat: list[Any] = []
    begins: list[int] = []
    past = 0
    for start, end in lines:
        if flat:
            flat[-_WIDTH] += start - past
        past = end + 1
        begins.append(len(flat))
        line = text[start:end]
        pieces = line.split(" ")
        if initials:
            for match in _INITIAL.finditer(line):
                at = match.end()
                pieces[line.count(" ", 0, at - 1)] += line[at - 1 : at + 1]
        flat += chain.from_iterable(map(known, pieces))
    begins.append(len(flat))
    at = lines[0][0] if lines else 0
    facts = b"".join(flat[4::_WIDTH])
    columns = Words(
        words=flat[1::_WIDTH],
        starts=list(accumulate(flat[:-_WIDTH:_WIDTH], initial=at)) if flat else [],
        lower=flat[2::_WIDTH],
        folded=flat[3::_WIDTH],
        marks=facts[0::4],
        signals=facts[1::4],
        classes=facts[2::4].decode("latin-1"),
        stops=facts[3::4],
    )
    firsts = [begin // _WIDTH for begin in begins]
    return _without_voids(columns, firsts) if _VOID in columns.stops else (columns, firsts)


def _without_voids(columns: Words, firsts: list[int]) -> tuple[Words, list[int]]:
    """Take out what stands for white space."""
    void = bytes((_VOID,))
    keep = columns.stops.translate(_NOT_VOID)
    words = Words(
        list(compress(columns.words, keep)),
        list(compress(columns.starts, keep)),
        list(compress(columns.lower, keep)),
        list(compress(columns.folded, keep)),
        bytes(compress(columns.marks, keep)),
        bytes(compress(columns.signals, keep)),
        "".join(compress(columns.classes, keep)),
        columns.stops.replace(void, b""),
    )
    return words, [first - columns.stops.count(void, 0, first) for first in firsts]
