"""Words as they are compared: without case, accents, hyphens, apostrophes, Arabic articles and regular plurals.

One tokenizer for alerts, filters and the archive. "pre-conditions", "preconditions" and "pre conditions" are alike: two
words that a hyphen or a space parts may count as one (`joins`).
"""

from collections.abc import Set
from functools import cached_property
from itertools import pairwise

from digests.query.pieces import Piece, drops_article, pieces_of
from scrapers.article import Span

_GAPS = ("\u00a0", "\n", "\t", "\u202f")


class Words:
    """A text as words, in order."""

    __slots__ = ("__dict__", "pieces", "text", "unique")

    def __init__(self, text: str) -> None:
        self.text = text
        for gap in _GAPS:
            text = text.replace(gap, " ")
        #: The text from gap to gap: no word reaches across.
        self.pieces: list[Piece] = pieces_of(text.split(" "))
        #: Each of them once.
        self.unique: set[Piece] = {*self.pieces}
        if any(piece.bare for piece in self.unique):
            self._drop_articles()

    def _drop_articles(self) -> None:
        pieces = self.pieces
        self.pieces = [
            piece.bare if piece.bare and drops_article(piece, after) else piece
            for piece, after in pairwise(pieces)
        ]
        self.pieces.append(pieces[-1])
        self.unique = {*self.pieces}

    def __len__(self) -> int:
        return len(self.folds)

    @cached_property
    def folds(self) -> list[str]:
        """As compared: singular."""
        return [fold for piece in self.pieces for fold in piece.folds]

    @cached_property
    def plains(self) -> list[str]:
        """As written, but for case and accents: for names and beginnings."""
        return [plain for piece in self.pieces for plain in piece.plains]

    @cached_property
    def spans(self) -> list[Span]:
        """Where each word stands in the text."""
        out: list[Span] = []
        begin = 0
        for piece in self.pieces:
            for a, b in piece.spans:
                out.append((begin + a, begin + b))
            begin += len(piece.text) + 1
        return out

    @cached_property
    def joins(self) -> list[bool]:
        """Whether a word and the next may count as one."""
        out = [False] * (len(self.folds) - 1)
        for n, _ in self.pairs:
            out[n] = True
        return out

    @cached_property
    def pairs(self) -> list[tuple[int, str]]:
        """Words that may count as one with the next: the place of the first, and both as one."""
        folds = self.folds
        joined: list[int] = []
        at = 0
        for piece, after in pairwise(self.pieces):
            if piece.hyphened:
                joined += [at + n for n in piece.hyphened]
            at += len(piece.folds)
            if piece.last and after.first:
                joined.append(at - 1)
        joined += [at + n for n in self.pieces[-1].hyphened]
        return [(n, folds[n] + folds[n + 1]) for n in joined]

    @cached_property
    def both(self) -> set[str]:
        """Each two words that may count as one, as one, as compared."""
        out = {one.last + other.first for one, other in pairwise(self.pieces) if one.last and other.first}
        return out.union(*[piece.both for piece in self.unique if piece.both])

    def begun(self, opening: Set[str]) -> list[str]:
        """Return each two words that may count as one, as one and as written, of which the first is one of some."""
        return [
            *(
                one.plains[-1] + other.plains[0]
                for one, other in pairwise(self.pieces)
                if one.last and other.first and one.plains[-1] in opening
            ),
            *(
                piece.plains[n] + piece.plains[n + 1]
                for piece in self.unique
                for n in piece.hyphened
                if piece.plains[n] in opening
            ),
        ]


def fold_text(text: str) -> Words:
    """Return the words of a text."""
    return Words(text)
