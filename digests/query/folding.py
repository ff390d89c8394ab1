"""Words as they are compared: without case, accents, hyphens, apostrophes, Arabic articles and regular plurals.

One tokenizer for alerts, filters and the archive. "pre-conditions", "preconditions" and "pre conditions" are alike: two
words that a hyphen or a space parts may count as one (`joins`).
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

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


@dataclass(frozen=True, slots=True)
class Words:
    """A text as words, in order."""

    text: str
    #: As compared: singular.
    folds: tuple[str, ...]
    #: As written, but for case and accents: for names and prefixes.
    plains: tuple[str, ...]
    spans: tuple[Span, ...]
    #: Whether a word and the next may count as one.
    joins: tuple[bool, ...]

    def __len__(self) -> int:
        return len(self.folds)


@cache
def _rules() -> dict[str, frozenset[str]]:
    text = files("digests.lexicon").joinpath("folding.yaml").read_text(encoding="utf-8")
    return {row["rule"]: frozenset(map(strip, row["forms"].split())) for row in load_plain(text)}


@cache
def _pattern() -> re.Pattern[str]:
    """Return what a word looks like; marks and invisible characters are part of it."""
    marks = (chr(n) for n in range(0x80, 0x10000) if unicodedata.category(chr(n)) in ("Mn", "Mc", "Me", "Cf"))
    word = rf"(?:[^\W_]|[{''.join(map(re.escape, marks))}])+"
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


@lru_cache(maxsize=100_000)
def _pieces(raw: str) -> tuple[tuple[str, str], ...]:
    """Return the words of one run of letters, as compared and as written."""
    if "." in raw:
        raw = raw.replace(".", "")
    parts = [p for p in re.split(f"[{re.escape(_APOSTROPHE)}]", raw) if p] if not raw.isalnum() else [raw]
    stripped = [s for s in map(strip, parts) if s]
    if not stripped:
        return ()
    if len(stripped) > 1 and stripped[-1] == "s":
        del stripped[-1]
    words = ["".join(stripped)]
    if len(stripped) > 1 and stripped[0] in _ELISIONS:
        words = [stripped[0], "".join(stripped[1:])]
    out = []
    for word in words:
        if len(word) > 4 and word.startswith("ال"):
            word = word[2:]
        out.append((singular(word), word))
    return tuple(out)


@dataclass(frozen=True, slots=True)
class _Word:
    fold: str
    plain: str
    span: Span


def _found(text: str) -> list[_Word]:
    out = []
    for match in (_ASCII if text.isascii() else _pattern()).finditer(text):
        raw = match.group()
        if not raw.isascii() and _UNSPACED.search(raw):
            out += _characters(raw, match.start())
            continue
        out += [_Word(fold, plain, match.span()) for fold, plain in _pieces(raw)]
    return out


def _characters(raw: str, at: int) -> list[_Word]:
    out = []
    for match in re.finditer(rf"{_UNSPACED.pattern}|(?:(?!{_UNSPACED.pattern}).)+", raw):
        span = (at + match.start(), at + match.end())
        out += [_Word(fold, plain, span) for fold, plain in _pieces(match.group())]
    return out


def fold_text(text: str) -> Words:
    """Return the words of a text."""
    found = _found(text)
    kept: list[_Word] = []
    last = len(found) - 1
    for n, word in enumerate(found):
        if word.plain in _ARTICLES and n < last and _is_article(text, word, found[n + 1]):
            continue
        kept.append(word)
    return Words(
        text,
        tuple(w.fold for w in kept),
        tuple(w.plain for w in kept),
        tuple(w.span for w in kept),
        tuple(_joinable(text, a, b) for a, b in pairwise(kept)),
    )


def _is_article(text: str, word: _Word, following: _Word) -> bool:
    """Tell whether "al" or "el" is the Arabic article, which says nothing."""
    gap = text[word.span[1] : following.span[0]]
    if gap in _HYPHEN:
        return True
    return gap in _GAPS and not (word.plain == "el" and following.plain in _rules()["keeps-el"])


def _joinable(text: str, a: _Word, b: _Word) -> bool:
    if b.span[0] - a.span[1] > 1:
        return False
    gap = text[a.span[1] : b.span[0]]
    if gap in _HYPHEN:
        return True
    long_enough = len(a.plain) >= _JOINED or a.plain in _rules()["joined"]
    return gap in _GAPS and long_enough and len(b.plain) >= _JOINED
