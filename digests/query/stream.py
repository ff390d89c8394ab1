"""A text as words that can be looked up: where a word, a phrase, a beginning or a pair of near ones stands."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cached_property, lru_cache

from digests.query.folding import Words, fold_text
from digests.query.meaning import Beginning, Close, Row
from digests.query.spelling import readings

#: First and last (excluded) word of a match.
Range = tuple[int, int]


class Stream:
    """A text as words that can be looked up."""

    def __init__(self, text: str) -> None:
        self.words: Words = fold_text(text)
        self._ranges: dict[Beginning | Close, list[Range]] = {}

    @cached_property
    def folds(self) -> dict[str, list[int]]:
        """Places of each word, as compared."""
        return _places(self.words.folds)

    @cached_property
    def plains(self) -> dict[str, list[int]]:
        """Places of each word as written; of Cyrillic and Greek ones in every Latin reading, too."""
        out = _places(self.words.plains)
        for n, word in enumerate(self.words.plains):
            if not word.isascii():
                for reading in readings(word):
                    at = out.setdefault(reading, [])
                    if not at or at[-1] != n:
                        at.append(n)
        return out

    @cached_property
    def alone(self) -> set[str]:
        """The words, as compared."""
        return set(self.words.folds)

    @cached_property
    def pairs(self) -> dict[str, set[int]]:
        """Places of two words that may count as one, as compared."""
        out: dict[str, set[int]] = {}
        for n, both in self.words.pairs:
            out.setdefault(both, set()).add(n)
        return out

    @cached_property
    def line(self) -> str:
        """The words, as compared, each between two spaces."""
        return f" {' '.join(self.words.folds)} "

    @cached_property
    def plain_line(self) -> str:
        """The words as written, each between two spaces."""
        return f" {' '.join(self.words.plains)} "

    def has(self, atom: Row | Beginning | Close) -> bool:
        """Tell whether an atom stands anywhere."""
        if isinstance(atom, Beginning):
            return any(word.startswith(atom.letters) for word in self.written)
        if isinstance(atom, Close):
            return bool(self.ranges(atom))
        words = atom.words
        if atom.plain:
            there = words[0] in self.alone_plain and (
                len(words) == 1 or f" {' '.join(words)} " in self.plain_line
            )
            unsure = there if atom.capitals else not (there or self.words.text.isascii())
        else:
            there = words[0] in self.alone if len(words) == 1 else f" {' '.join(words)} " in self.line
            unsure = not there and self._may_be_one(atom)
        return bool(self._row(atom)) if unsure else there

    @cached_property
    def alone_plain(self) -> set[str]:
        """The words as written."""
        return set(self.words.plains)

    def _may_be_one(self, row: Row) -> bool:
        """Tell whether a word of a row may stand as two here, or two as one."""
        words, alone = row.words, self.alone
        return not self.words.both.isdisjoint(words) or any(
            joined and words[n] + words[n + 1] in alone for n, joined in enumerate(row.joins)
        )

    @cached_property
    def written(self) -> set[str]:
        """The words as written, and those that may count as one with the next."""
        plains = self.words.plains
        return {*plains, *(plains[n] + plains[n + 1] for n, _ in self.words.pairs)}

    @cached_property
    def all(self) -> frozenset[str]:
        """The words, as compared and as written, one by one and as one with the next."""
        return frozenset((*self.alone, *self.words.both, *self.plains, *self.written))

    def ranges(self, atom: Row | Beginning | Close) -> list[Range]:
        """Return where an atom stands, in order."""
        if isinstance(atom, Row):
            return self._row(atom)
        found = self._ranges.get(atom)
        if found is None:
            found = self._beginning(atom.letters) if isinstance(atom, Beginning) else self._close(atom)
            self._ranges[atom] = found
        return found

    def _row(self, row: Row) -> list[Range]:
        words = row.words
        if row.plain:
            starts = self.plains.get(words[0], [])
            # One look at a word of the text, however often the phrase repeats it.
            places = {word: frozenset(self.plains.get(word, ())) for word in {*words}}
            rest = [(n, places[word]) for n, word in enumerate(words[1:], 1)]
            found = [(at, at + len(words)) for at in starts if all(at + n in there for n, there in rest)]
        elif not any(row.joins) and self.pairs.keys().isdisjoint(words):
            folds, length, wanted = self.words.folds, len(words), list(words)
            starts = self.folds.get(words[0], [])
            found = [(at, at + length) for at in starts if folds[at : at + length] == wanted]
        else:
            begin = {*self.folds.get(words[0], ()), *self.pairs.get(words[0], ())}
            if row.joins and row.joins[0]:
                begin.update(self.folds.get(words[0] + words[1], ()))
            found = [(at, end) for at in sorted(begin) if (end := self._end(row, 0, at))]
        if row.capitals:
            found = [(a, b) for a, b in found if self._written(a, b).isupper()]
        return found

    def _end(self, row: Row, number: int, at: int) -> int:
        """Return the end of the row's words from `number` on when they stand at `at`, 0 when they do not."""
        words, folds = row.words, self.words.folds
        if number == len(words):
            return at
        if at >= len(folds):
            return 0
        if folds[at] == words[number]:
            end = self._end(row, number + 1, at + 1)
            if end:
                return end
        if at in self.pairs.get(words[number], ()):
            end = self._end(row, number + 1, at + 2)
            if end:
                return end
        if number < len(row.joins) and row.joins[number] and folds[at] == words[number] + words[number + 1]:
            return self._end(row, number + 2, at + 1)
        return 0

    def _written(self, first: int, last: int) -> str:
        spans = self.words.spans
        return self.words.text[spans[first][0] : spans[last - 1][1]]

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

    def _close(self, atom: Close) -> list[Range]:
        """Return the envelope of each left one with the nearest right one on either side, where that is near enough."""
        right = self.ranges(atom.right)
        starts, ends = [a for a, _ in right], sorted(b for _, b in right)
        out = set()
        for a, b in self.ranges(atom.left):
            after, before = bisect_left(starts, b), bisect_right(ends, a)
            if after < len(right) and starts[after] - b <= atom.distance:
                out.add((a, right[after][1]))
            if before and a - ends[before - 1] <= atom.distance:
                out.add((next(c for c, d in reversed(right[:before]) if d == ends[before - 1]), b))
        return sorted(out)


def _places(words: list[str]) -> dict[str, list[int]]:
    out: dict[str, list[int]] = defaultdict(list)
    for n, word in enumerate(words):
        out[word].append(n)
    return dict(out)


@lru_cache(maxsize=4096)
def short(text: str) -> Stream:
    """Return the words of a name, role or other short text; these come again and again."""
    return Stream(text)
