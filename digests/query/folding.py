"""Words as they are compared: without case, accents, hyphens, apostrophes, Arabic articles and regular plurals.

One tokenizer for alerts, filters and the archive. "pre-conditions", "preconditions" and "pre conditions" are alike: two
words that a hyphen or a space parts may count as one (`joins`).
"""

import re
import unicodedata
from collections.abc import Set
from functools import cache, cached_property
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

from digests.lexicon.yamlfile import load_plain
from scrapers.article import Span

# Letters that Unicode does not decompose, and signs that only lengthen a word.
_PLAIN = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "e", "ё": "е",
     "ـ": None, "ة": "ه", "ى": "ي", "ς": "σ"}
)  # fmt: skip
_APOSTROPHE = "'’‘ʼ`´′ʻʾʿ＇"
_HYPHEN = frozenset("-‐‑‒–")
_GAPS = tuple(" \u00a0\n\t\u202f")
#: French and Italian words that lose their vowel before another ("l'accord", "d'Iran").
_ELISIONS = frozenset("l d c j m n s t qu dell all nell sull".split())
_ARTICLES = ("al", "el")
#: A space may join words of at least this length: "a way" is not "away".
_JOINED = 3
#: Longer pieces of text are hardly met again.
_LONGEST_KEPT = 40
_MOST_KEPT = 30_000
#: Scripts written without spaces: every character is a word.
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)
_UNSPACED_OR_NOT = re.compile(rf"{_UNSPACED.pattern}|(?:(?!{_UNSPACED.pattern}).)+")
# Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic; marks of other scripts are letters.
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
_ASCII = re.compile(r"(?:[A-Za-z]\.){2,}(?:[A-Za-z](?![A-Za-z0-9]))?|[A-Za-z0-9]+(?:['`][A-Za-z0-9]+)*")


class _Piece(NamedTuple):
    """The words of a piece of text without a gap."""

    folds: tuple[str, ...]
    #: Whether the last word may count as one with the first of the next piece, and the first with the one before.
    ends: bool
    begins: bool
    plains: tuple[str, ...]
    spans: tuple[Span, ...]
    size: int
    #: Words that a hyphen parts from the next.
    hyphened: tuple[int, ...]


def _may_begin(word: str) -> bool:
    """Tell whether a word may count as one with the next where a space parts them."""
    return len(word) >= _JOINED or word in _rules()["joined"]


_NOTHING = _Piece((), False, False, (), (), 0, ())


class Words:
    """A text as words, in order."""

    __slots__ = ("__dict__", "_dropped", "_pieces", "folds", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._pieces = _pieces(text)
        self._dropped = False
        #: As compared: singular.
        self.folds: list[str] = [fold for piece in self._pieces for fold in piece[0]]
        if "al" in self.folds or "el" in self.folds:
            self._drop_articles()

    def __len__(self) -> int:
        return len(self.folds)

    @cached_property
    def plains(self) -> list[str]:
        """As written, but for case and accents: for names and beginnings."""
        return [plain for piece in self._pieces for plain in piece.plains]

    @cached_property
    def spans(self) -> list[Span]:
        """Where each word stands in the text."""
        out: list[Span] = []
        begin = 0
        for piece in self._pieces:
            for a, b in piece.spans:
                out.append((begin + a, begin + b))
            begin += piece.size + 1
        return out

    @cached_property
    def joins(self) -> list[bool]:
        """Whether a word and the next may count as one."""
        out = [False] * (len(self.folds) - 1)
        for n in self._joined:
            out[n] = True
        return out

    @cached_property
    def pairs(self) -> list[tuple[int, str]]:
        """Words that may count as one with the next: the place of the first, and both as one."""
        return [(n, self.folds[n] + self.folds[n + 1]) for n in self._joined]

    @cached_property
    def _joined(self) -> list[int]:
        if self._dropped:
            return [n for n in range(len(self.folds) - 1) if self._is_joined(n)]
        out: list[int] = []
        at = 0
        for piece, after in pairwise((*self._pieces, _NOTHING)):
            if piece[6]:
                out += [at + n for n in piece.hyphened]
            at += len(piece[0])
            if piece[1] and after[2]:
                out.append(at - 1)
        return out

    @cached_property
    def side_by_side(self) -> list[tuple[_Piece, _Piece]]:
        """The pieces of which the last word of one may count as one with the first of the other."""
        return [(one, other) for one, other in pairwise(self._pieces) if one[1] and other[2]]

    @cached_property
    def both(self) -> set[str]:
        """Each two words that may count as one, as one, as compared."""
        if self._dropped:
            return {both for _, both in self.pairs}
        out = {one[0][-1] + other[0][0] for one, other in self.side_by_side}
        out.update([piece[0][n] + piece[0][n + 1] for piece in self._pieces if piece[6] for n in piece[6]])
        return out

    def begun(self, opening: Set[str]) -> list[str]:
        """Return each two words that may count as one, as one and as written, of which the first is one of some."""
        plains = self.plains
        if self._dropped:
            return [plains[n] + plains[n + 1] for n, _ in self.pairs if plains[n] in opening]
        return [
            *(one[3][-1] + other[3][0] for one, other in self.side_by_side if one[3][-1] in opening),
            *(p[3][n] + p[3][n + 1] for p in self._pieces if p[6] for n in p[6] if p[3][n] in opening),
        ]

    def _is_joined(self, n: int) -> bool:
        end, begin = self.spans[n][1], self.spans[n + 1][0]
        first, second = self.plains[n], self.plains[n + 1]
        return begin - end == 1 and (
            self.text[end] in _HYPHEN
            or (self.text[end] in _GAPS and _may_begin(first) and len(second) >= _JOINED)
        )

    def _drop_articles(self) -> None:
        self._dropped = True
        folds, plains, spans = self.folds, self.plains, self.spans
        last = len(plains) - 1
        kept = [n for n in range(len(plains)) if n == last or not _is_article(self.text, plains, spans, n)]
        self.folds, self.plains = [folds[n] for n in kept], [plains[n] for n in kept]
        self.spans = [spans[n] for n in kept]


@cache
def _rules() -> dict[str, frozenset[str]]:
    text = files("digests.lexicon").joinpath("folding.yaml").read_text(encoding="utf-8")
    return {row["rule"]: frozenset(map(strip, row["forms"].split())) for row in load_plain(text)}


@cache
def _pattern() -> re.Pattern[str]:
    """Return what a word looks like; marks and invisible characters are part of it."""
    marks = (chr(n) for n in range(0x80, 0x10000) if unicodedata.category(chr(n)) in ("Mn", "Mc", "Me", "Cf"))
    word = rf"[^\W_]+(?:[{''.join(map(re.escape, marks))}]+[^\W_]*)*"
    return re.compile(
        rf"(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?![^\W_]))?|{word}(?:[{re.escape(_APOSTROPHE)}]{word})*"
    )


def strip(word: str) -> str:
    """Return a word without case, accents and invisible characters."""
    if word.isascii():
        return word.lower()
    word = unicodedata.normalize("NFKD", word.casefold().translate(_PLAIN))
    word = "".join(c for c in word if not _ACCENTS.match(c) and unicodedata.category(c) != "Cf")
    return word.casefold().translate(_PLAIN)


def singular(word: str) -> str:
    """Return the singular of a regular plural; both forms come out alike, which is all that matters."""
    if len(word) < 4 or not word.isascii() or not word.isalpha() or word in _rules()["singular"]:
        return word
    if word[-1] == "s" and word[-2] not in "sui":
        word = word[:-1]
    if len(word) > 4 and word.endswith("ie"):
        return word[:-2] + "y"
    if (len(word) > 3 and word.endswith(("xe", "ze", "che", "she", "sse"))) or (
        len(word) > 4 and word.endswith("oe")
    ):
        return word[:-1]
    return word


def _pieces(text: str) -> list[_Piece]:
    """Return a text from gap to gap: no word reaches across, and most pieces stand in many texts."""
    for gap in _GAPS[1:]:
        text = text.replace(gap, _GAPS[0])
    pieces = text.split(_GAPS[0])
    if len(_known) > _MOST_KEPT:
        _known.clear()
        _same.clear()
    return list(map(_known.__getitem__, pieces))


class _Known(dict[str, _Piece]):
    """Pieces of text met before, which spares reading them again; look-ups in order of use would cost more than that."""

    def __missing__(self, text: str) -> _Piece:
        piece = _read_piece(text)
        if len(text) <= _LONGEST_KEPT:
            self[text] = piece
        return piece


_known = _Known()
#: One string for each word, which spares memory and time.
_same: dict[str, str] = {}


def _read_piece(text: str) -> _Piece:
    words: list[str] = []
    spans: list[Span] = []
    for match in (_ASCII if text.isascii() else _pattern()).finditer(text):
        run, begin = match.group(), match.start()
        parts = [(begin, run)]
        if not run.isascii() and _UNSPACED.search(run):
            parts = [(begin + part.start(), part.group()) for part in _UNSPACED_OR_NOT.finditer(run)]
        for at, part in parts:
            found = _words_of(part)
            words += found
            spans += [(at, at + len(part))] * len(found)
    same = _same.setdefault
    plains = tuple(same(word, word) for word in words)
    folds = tuple(same(word, word) for word in map(singular, words))
    hyphened = tuple(
        n for n, ((_, a), (b, _)) in enumerate(pairwise(spans)) if b - a == 1 and text[a] in _HYPHEN
    )
    return _Piece(
        folds=plains if folds == plains else folds,
        ends=bool(words) and spans[-1][1] == len(text) and _may_begin(words[-1]),
        begins=bool(words) and spans[0][0] == 0 and len(words[0]) >= _JOINED,
        plains=plains,
        spans=tuple(spans),
        size=len(text),
        hyphened=hyphened,
    )


def _words_of(raw: str) -> list[str]:
    """Return the words of one run of letters, as written."""
    if "." in raw:
        raw = raw.replace(".", "")
    parts = [raw] if raw.isalnum() else [p for p in re.split(f"[{re.escape(_APOSTROPHE)}]", raw) if p]
    stripped = [s for s in map(strip, parts) if s]
    if not stripped:
        return []
    if len(stripped) > 1 and stripped[-1] == "s":
        del stripped[-1]
    words = ["".join(stripped)]
    if len(stripped) > 1 and stripped[0] in _ELISIONS:
        words = [stripped[0], "".join(stripped[1:])]
    # The Arabic article is one with its word.
    return [word[2:] if len(word) > 4 and word.startswith("ال") else word for word in words]


def fold_text(text: str) -> Words:
    """Return the words of a text."""
    return Words(text)


def _is_article(text: str, plains: list[str], spans: list[Span], n: int) -> bool:
    """Tell whether a word is the Arabic article ("al", "el"), which says nothing."""
    if plains[n] not in _ARTICLES:
        return False
    gap = text[spans[n][1] : spans[n + 1][0]]
    if gap in _HYPHEN:
        return True
    return gap in _GAPS and not (plains[n] == "el" and plains[n + 1] in _rules()["keeps-el"])
