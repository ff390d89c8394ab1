"""Budget: at most so many words of one article stand in one message and its thread."""

#: Fewer words than this say nothing.
HANDFUL = 8


class Budget:
    """How many words of each article may still be printed; words printed twice cost once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._left: dict[str, int] = {}
        self._printed: dict[str, list[str]] = {}

    def new(self, url: str, words: str) -> int:
        """Return how many of the words were not printed yet."""
        old = sum(len(p.split()) for p in self._printed.get(url, ()) if p in words)
        return max(0, len(words.split()) - old)

    def take(self, url: str, words: str) -> str:
        """Return as many of the words as may be printed; "" when fewer than a handful are left."""
        left = self._left.get(url, self._most)
        cost = self.new(url, words)
        if any(words in p for p in self._printed.get(url, ())):
            return words
        if cost > left:
            if left < HANDFUL:
                return ""
            words = " ".join(words.split()[:left])
            cost = left
        self._left[url] = left - cost
        self._printed.setdefault(url, []).append(words)
        return words
