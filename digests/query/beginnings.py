"""Beginnings of words that are asked for, each with a key."""

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable
from typing import Generic, TypeVar

_K = TypeVar("_K")


#: By so many letters it is seen at once that a word begins with none of them, and how long those are that it may begin with.
_HEAD = 3


class Beginnings(Generic[_K]):
    """Beginnings by their letters."""

    def __init__(self) -> None:
        self._keys: dict[str, _K] = {}
        #: How many there are of each size, by their first letters.
        self._sizes: dict[str, Counter[int]] = {}
        #: How many are shorter than those.
        self._short = 0
        #: In order of letters, so that all that begin alike stand together.
        self._letters: list[str] = []
        #: Many are put in order faster together, when they are asked for.
        self._in_order = False

    def __len__(self) -> int:
        return len(self._keys)

    def get(self, letters: str) -> _K | None:
        """Return the key of a beginning."""
        return self._keys.get(letters)

    def __getitem__(self, letters: str) -> _K:
        return self._keys[letters]

    def __setitem__(self, letters: str, key: _K) -> None:
        self._keys[letters] = key
        self._sizes.setdefault(letters[:_HEAD], Counter())[len(letters)] += 1
        self._short += len(letters) < _HEAD
        if self._in_order:
            insort(self._letters, letters)
        else:
            self._letters.append(letters)

    def __delitem__(self, letters: str) -> None:
        del self._keys[letters]
        head, size = letters[:_HEAD], len(letters)
        sizes = self._sizes[head]
        sizes[size] -= 1
        if not sizes[size]:
            del sizes[size]
        if not sizes:
            del self._sizes[head]
        self._short -= size < _HEAD
        self._order()
        del self._letters[bisect_left(self._letters, letters)]

    def some(self, words: Iterable[str]) -> Iterable[str]:
        """Return those of some words that may begin so, or a beginning with them."""
        if not self._keys:
            return ()
        sizes = self._sizes
        if self._short:
            return words
        return [word for word in words if word[:_HEAD] in sizes or len(word) < _HEAD]

    def of(self, word: str) -> tuple[_K, ...]:
        """Return the keys of all that a word begins with."""
        get = self._keys.get
        # A size above the word's own asks for the word again.
        out = [key for size in self._sizes.get(word[:_HEAD], ()) if (key := get(word[:size]))]
        if self._short:
            out += [key for size in range(1, _HEAD) if (key := get(word[:size]))]
        return tuple(out)

    def goes_on(self, opening: str) -> bool:
        """Tell whether one begins so and is longer."""
        if len(opening) >= _HEAD and max(self._sizes.get(opening[:_HEAD], (0,))) <= len(opening):
            return False
        self._order()
        at = bisect_right(self._letters, opening)
        return at < len(self._letters) and self._letters[at].startswith(opening)

    def _order(self) -> None:
        if not self._in_order:
            self._letters.sort()
            self._in_order = True
