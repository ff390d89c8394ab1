"""A text as words that can be looked up: where a word, a phrase, a beginning or a pair of near ones stands.

Whatever the text and the words are, each look-up reads the text a few times at most for each word looked for.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache

from digests.query import arabic, heard
from digests.query.flexible import stands
from digests.query.folding import Words, fold_text
from digests.query.meaning import Beginning, Close, Heard, Row
from digests.query.spelling import readings

#: First and last (excluded) word of a match.
Range = tuple[int, int]


class Stream:
    """A text as words that can be looked up."""

    def __init__(self, text: str) -> None:
        self.words: Words = fold_text(text)
        self._ranges: dict[Row | Beginning | Close | Heard, list[Range]] = {}

    @cached_property
    def plains(self) -> dict[str, list[int]]:
        """Places of each word as written; of Cyrillic and Greek ones in every Latin reading, too."""
        out: dict[str, list[int]] = {}
        for n, word in enumerate(self.words.plains):
            out.setdefault(word, []).append(n)
            if not word.isascii():
                for reading in readings(word):
                    at = out.setdefault(reading, [])
                    if not at or at[-1] != n:
                        at.append(n)
        return out

    @cached_property
    def alone(self) -> set[str]:
        """The words, as compared."""
        return set().union(*[piece.folds for piece in self.words.unique])

    @cached_property
    def line(self) -> str:
        """The words, as compared, each between two spaces."""
        return f" {' '.join(self.words.folds)} "

    @cached_property
    def plain_line(self) -> str:
        """The words as written, each between two spaces."""
        return f" {' '.join(self.words.plains)} "

    def has(self, atom: Row | Beginning | Close | Heard) -> bool:
        """Tell whether an atom stands anywhere."""
        if isinstance(atom, Beginning):
            return f" {atom.letters}" in self.plain_line or any(
                both.startswith(atom.letters) for both in self.words.begun(_openings(atom.letters))
            )
        if isinstance(atom, Close):
            return next(self._close(atom), None) is not None
        if isinstance(atom, Heard):
            return bool(self.ranges(atom))
        words = atom.words
        if len(words) == 1 and not atom.plain:
            return words[0] in self.alone or words[0] in self.words.both
        line = f" {' '.join(words)} "
        if atom.plain:
            there = line in self.plain_line
            unsure = there if atom.capitals else not (there or self.plain_line.isascii())
        else:
            there = line in self.line
            unsure = not there and self._may_be_one(atom)
        return bool(self.ranges(atom)) if unsure else there

    def _may_be_one(self, row: Row) -> bool:
        """Tell whether a word of a row may stand as two here, or two as one."""
        words, alone = row.words, self.alone
        return not self.words.both.isdisjoint(words) or any(
            joined and words[n] + words[n + 1] in alone for n, joined in enumerate(row.joins)
        )

    @cached_property
    def all(self) -> frozenset[str]:
        """The words, as compared and as written, one by one and as one with the next."""
        plains = self.words.plains
        written = (plains[n] + plains[n + 1] for n, _ in self.words.pairs)
        return frozenset((*self.alone, *self.words.both, *self.plains, *written))

    def ranges(self, atom: Row | Beginning | Close | Heard) -> list[Range]:
        """Return where an atom stands, in order."""
        found = self._ranges.get(atom)
        if found is None:
            match atom:
                case Row():
                    found = self._row(atom)
                case Beginning():
                    found = self._beginning(atom.letters)
                case Close():
                    found = sorted({*self._close(atom)})
                case Heard():
                    found = self._heard(atom.words)
            self._ranges[atom] = found
        return found

    def _row(self, row: Row) -> list[Range]:
        words = row.words
        if row.plain:
            found = self._written_so(words)
        elif self._may_be_one(row):
            found = stands(row.words, row.joins, self.words.folds, self.words.pairs)
        else:
            found = [(at, at + len(words)) for at in _places(self.line, words)]
        if row.capitals:
            found = [(a, b) for a, b in found if self._written(a, b).isupper()]
        return found

    def _written_so(self, words: tuple[str, ...]) -> list[Range]:
        if self.plain_line.isascii():
            return [(at, at + len(words)) for at in _places(self.plain_line, words)]
        # One look at a word of the text, however often the phrase repeats it.
        places = {word: frozenset(self.plains.get(word, ())) for word in {*words}}
        rest = [(n, places[word]) for n, word in enumerate(words[1:], 1)]
        starts = self.plains.get(words[0], [])
        return [(at, at + len(words)) for at in starts if all(at + n in there for n, there in rest)]

    def _written(self, first: int, last: int) -> str:
        spans = self.words.spans
        return self.words.text[spans[first][0] : spans[last - 1][1]]

    def _heard(self, name: tuple[str, ...]) -> list[Range]:
        if self.plain_line.isascii():
            return []
        most, plains, each = heard.said_most(name), self.words.plains, [heard.ways(token) for token in name]
        places = sorted({at - most for key in heard.keys(name) for at in self.plains.get(key, ())})
        return [
            (at, at + len(name))
            for at in places
            if 0 <= at <= len(plains) - len(name)
            and all(arabic.sound(plains[at + n]) in ways for n, ways in enumerate(each))
        ]

    def _beginning(self, letters: str) -> list[Range]:
        plains = self.words.plains
        out = {n: (n, n + 1) for n, word in enumerate(plains) if word.startswith(letters)}
        for n, _ in self.words.pairs:
            if (
                n not in out
                and letters.startswith(plains[n])
                and (plains[n] + plains[n + 1]).startswith(letters)
            ):
                out[n] = (n, n + 2)
        return sorted(out.values())

    def _close(self, atom: Close) -> Iterator[Range]:
        """Yield the envelope of each left one with the nearest right one on either side, where that is near enough."""
        right = self.ranges(atom.right)
        # One that begins later never ends earlier.
        starts, ends = [a for a, _ in right], [b for _, b in right]
        for a, b in self.ranges(atom.left):
            after, before = bisect_left(starts, b), bisect_right(ends, a)
            if after < len(right) and starts[after] - b <= atom.distance:
                yield a, ends[after]
            if before and a - ends[before - 1] <= atom.distance:
                yield starts[before - 1], b


def _openings(letters: str) -> frozenset[str]:
    """Return what may stand before a gap of a beginning that goes on in the next word."""
    return frozenset(letters[:size] for size in range(1, len(letters)))


def _places(line: str, words: tuple[str, ...]) -> list[int]:
    """Return the places of the words that begin a row, in a line with each word between two spaces."""
    row = f" {' '.join(words)} "
    out: list[int] = []
    number, counted = 0, 0
    at = line.find(row)
    while at >= 0:
        number += line.count(" ", counted, at)
        counted = at
        out.append(number)
        at = line.find(row, at + 1)
    return out


@lru_cache(maxsize=4096)
def short(text: str) -> Stream:
    """Return the words of a name, role or other short text; these come again and again."""
    return Stream(text)
