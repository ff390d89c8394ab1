"""Words as they are compared: without case, accents, hyphens, apostrophes, Arabic articles and regular plurals.

One tokenizer for alerts, filters and the archive. "pre-conditions", "preconditions" and "pre conditions" are alike: two
words that a hyphen or a space parts may count as one (`joins`).
"""

import re
import unicodedata
from functools import cache, cached_property, lru_cache
from importlib.resources import files

from digests.lexicon.yamlfile import load_plain
from scrapers.article import Span

# Letters that Unicode does not decompose, and signs that only lengthen a word.
_PLAIN = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "e", "ё": "е",
     "ـ": None, "ة": "ه", "ى": "ي", "ς": "σ"}
)  # fmt: skip
_APOSTROPHE = "'’‘ʼ`´′ʻʾʿ＇"
_HYPHEN = frozenset("-‐‑‒–")
_GAPS = frozenset(" \u00a0\n\t\u202f")
#: French and Italian words that lose their vowel before another ("l'accord", "d'Iran").
_ELISIONS = frozenset("l d c j m n s t qu dell all nell sull".split())
_ARTICLES = frozenset(("al", "el"))
#: A space may join words of at least this length: "a way" is not "away".
_JOINED = 3
#: Scripts written without spaces: every character is a word.
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)
# Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic; marks of other scripts are letters.
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
_ASCII = re.compile(r"(?:[A-Za-z]\.){2,}(?:[A-Za-z](?![A-Za-z0-9]))?|[A-Za-z0-9]+(?:['`][A-Za-z0-9]+)*")


class Words:
    """A text as words, in order."""

    __slots__ = ("__dict__", "folds", "plains", "spans", "text")

    def __init__(self, text: str, folds: list[str], plains: list[str], spans: list[Span]) -> None:
        self.text = text
        #: As compared: singular.
        self.folds = folds
        #: As written, but for case and accents: for names and beginnings.
        self.plains = plains
        self.spans = spans

    def __len__(self) -> int:
        return len(self.folds)

    @cached_property
    def joins(self) -> list[bool]:
        """Whether a word and the next may count as one."""
        out = []
        text, plains, spans, short = self.text, self.plains, self.spans, _rules()["joined"]
        for n in range(len(plains) - 1):
            end = spans[n][1]
            if spans[n + 1][0] - end != 1:
                out.append(False)
                continue
            gap = text[end]
            long_enough = len(plains[n]) >= _JOINED or plains[n] in short
            out.append(gap in _HYPHEN or (gap in _GAPS and long_enough and len(plains[n + 1]) >= _JOINED))
        return out

    @cached_property
    def pairs(self) -> list[tuple[int, str]]:
        """Words that may count as one with the next: the place of the first, and both as one."""
        folds = self.folds
        return [(n, folds[n] + folds[n + 1]) for n, joined in enumerate(self.joins) if joined]


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


#: A word of a run of letters, as compared and as written, and where it stands in the run.
_Piece = tuple[str, str, int, int]


@lru_cache(maxsize=100_000)
def _pieces(raw: str) -> tuple[_Piece, ...]:
    """Return the words of one run of letters."""
    if not raw.isascii() and _UNSPACED.search(raw):
        parts = re.finditer(rf"{_UNSPACED.pattern}|(?:(?!{_UNSPACED.pattern}).)+", raw)
        return tuple((*word, part.start(), part.end()) for part in parts for word in _words_of(part.group()))
    return tuple((*word, 0, len(raw)) for word in _words_of(raw))


def _words_of(raw: str) -> list[tuple[str, str]]:
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
    words = [word[2:] if len(word) > 4 and word.startswith("ال") else word for word in words]
    return [(singular(word), word) for word in words]


def fold_text(text: str) -> Words:
    """Return the words of a text."""
    folds: list[str] = []
    plains: list[str] = []
    spans: list[Span] = []
    for match in (_ASCII if text.isascii() else _pattern()).finditer(text):
        begin = match.start()
        for fold, plain, a, b in _pieces(match.group()):
            folds.append(fold)
            plains.append(plain)
            spans.append((begin + a, begin + b))
    if not _ARTICLES.isdisjoint(plains):
        last = len(plains) - 1
        kept = [n for n in range(len(plains)) if n == last or not _is_article(text, plains, spans, n)]
        folds, plains = [folds[n] for n in kept], [plains[n] for n in kept]
        spans = [spans[n] for n in kept]
    return Words(text, folds, plains, spans)


def _is_article(text: str, plains: list[str], spans: list[Span], n: int) -> bool:
    """Tell whether a word is the Arabic article ("al", "el"), which says nothing."""
    if plains[n] not in _ARTICLES:
        return False
    gap = text[spans[n][1] : spans[n + 1][0]]
    if gap in _HYPHEN:
        return True
    return gap in _GAPS and not (plains[n] == "el" and plains[n + 1] in _rules()["keeps-el"])
