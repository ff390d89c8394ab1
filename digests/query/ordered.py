"""Words in order of letters, so that all that begin alike stand together."""

from bisect import bisect_left, bisect_right, insort


class Ordered:
    """Words, some of them more than once."""

    def __init__(self) -> None:
        self._words: list[str] = []
        #: Many are put in order faster together, when they are asked for.
        self._in_order = False

    def add(self, word: str) -> None:
        """Put in a word."""
        if self._in_order:
            insort(self._words, word)
        else:
            self._words.append(word)

    def remove(self, word: str) -> None:
        """Take out a word that is there, once."""
        self._order()
        del self._words[bisect_left(self._words, word)]

    def rests(self, opening: str) -> list[str]:
        """Return how the words go on that begin so and are longer."""
        self._order()
        words = self._words
        at = end = bisect_right(words, opening)
        while end < len(words) and words[end].startswith(opening):
            end += 1
        return [word[len(opening) :] for word in words[at:end]]

    def _order(self) -> None:
        if not self._in_order:
            self._words.sort()
            self._in_order = True
