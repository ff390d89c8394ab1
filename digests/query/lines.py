"""Headline and text of an article as lines of words, in which rows of words are looked for: few or very many."""

from collections.abc import Iterable, Set
from functools import cached_property
from itertools import pairwise

from digests.query.subject import Subject

#: So many rows are looked for one by one; for more, all words that are side by side are noted first.
_FEW = 150


class Lines:
    """The words of an article in order, as compared and as written."""

    def __init__(self, subject: Subject, parted: Set[str]) -> None:
        words = (subject.title.words, subject.text.words)
        self._folds = _Line(one.folds for one in words)
        self._plains = _Line(one.plains for one in words)
        #: Words that stand as two, which may count as one.
        self._parted = parted

    def stands(self, row: str) -> bool | None:
        """Tell whether words stand in a row (see `digests.query.keys.Option`); None when they may do so in another spelling."""
        if row[0] == "=":
            return self._plains.has(row[1:]) or (False if self._plains.text.isascii() else None)
        return self._folds.has(row) or (False if self._parted.isdisjoint(row.split()) else None)


class _Line:
    def __init__(self, texts: Iterable[list[str]]) -> None:
        self._texts = texts
        self._asked = 0

    @cached_property
    def _words(self) -> list[list[str]]:
        return list(self._texts)

    @cached_property
    def text(self) -> str:
        """All words, each between two spaces; no row reaches from one text into the next."""
        return "\n".join([f" {' '.join(words)} " for words in self._words])

    @cached_property
    def _neighbours(self) -> set[tuple[str, str]]:
        return {two for words in self._words for two in pairwise(words)}

    def has(self, row: str) -> bool:
        """Tell whether words stand in a row; each stands between two spaces."""
        self._asked += 1
        if self._asked > _FEW:
            words = row.split()
            if not self._neighbours.issuperset(pairwise(words)):
                return False
            if len(words) == 2:
                return True
        return row in self.text
