"""A piece of text without a gap, as words: what is made alike before words are compared, read once and remembered.

Case, accents, hyphens, apostrophes, the Arabic article and regular plurals make no difference.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
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
#: French and Italian words that lose their vowel before another ("l'accord", "d'Iran").
_ELISIONS = frozenset("l d c j m n s t qu dell all nell sull".split())
_ARTICLES = ("al", "el")
#: A space may join words of at least this length: "a way" is not "away".
_JOINED = 3
#: Longer pieces of text are hardly met again.
LONGEST_KEPT = 40
_MOST_KEPT = 30_000
#: Scripts written without spaces: every character is a word.
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)
_UNSPACED_OR_NOT = re.compile(rf"{_UNSPACED.pattern}|(?:(?!{_UNSPACED.pattern}).)+")
# Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic; marks of other scripts are letters.
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
#: Invisible characters; and spaces, which a letter may decompose into.
_NOTHING = ("Cf", "Zs")
_ASCII = re.compile(r"(?:[A-Za-z]\.){2,}(?:[A-Za-z](?![A-Za-z0-9]))?|[A-Za-z0-9]+(?:['`][A-Za-z0-9]+)*")


# Compared by identity, not frozen: an article has hundreds. Treat as immutable.
@dataclass(slots=True, eq=False, kw_only=True)
class Piece:
    """The words of a piece of text without a gap."""

    text: str
    #: Words as compared: singular.
    folds: tuple[str, ...]
    #: As written, but for case and accents; the same object where that is no different.
    plains: tuple[str, ...]
    spans: tuple[Span, ...]
    #: Words that a hyphen parts from the next, and both as one.
    hyphened: tuple[int, ...]
    both: tuple[str, ...]
    #: The last word where it may count as one with the first of the next piece, and the first, likewise; else "".
    last: str
    first: str
    #: The word it begins with at its first character, "" for none.
    lead: str
    #: The piece without the Arabic article it ends with, which is dropped before another word.
    bare: "Piece | None"


def _may_begin(word: str) -> bool:
    """Tell whether a word may count as one with the next where a space parts them."""
    return len(word) >= _JOINED or word in _rules()["joined"]


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
    word = "".join(c for c in word if not _ACCENTS.match(c) and unicodedata.category(c) not in _NOTHING)
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


class _Known(dict[str, Piece]):
    """Pieces of text met before, which spares reading them again; look-ups in order of use would cost more than that."""

    def __missing__(self, text: str) -> Piece:
        piece = _read_piece(text)
        if len(text) <= LONGEST_KEPT:
            self[text] = piece
        return piece


_known = _Known()
#: One string for each word, which spares memory and time.
_same: dict[str, str] = {}


def pieces_of(texts: list[str]) -> list[Piece]:
    """Return pieces of text as words; most stand in many articles, and are read once."""
    if len(_known) > _MOST_KEPT:
        forget()
    return list(map(_known.__getitem__, texts))


def forget() -> None:
    """Forget the pieces met before; they are read anew when they come again."""
    _known.clear()
    _same.clear()


def _read_piece(text: str) -> Piece:
    if text.isascii() and text.isalpha():
        word, span = text.lower(), (0, len(text))
        bare = _piece(text, [], "", None) if word in _ARTICLES else None
        return _piece(text, [(word, span)], word, bare)
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
    lead = words[0] if words and spans[0][0] == 0 else ""
    dropped = {
        n
        for n, ((_, a), (b, _)) in enumerate(pairwise(spans))
        if words[n] in _ARTICLES and text[a:b] in _HYPHEN
    }
    kept = [(word, span) for n, (word, span) in enumerate(zip(words, spans, strict=True)) if n not in dropped]
    ends_in_article = bool(kept) and kept[-1][0] in _ARTICLES and kept[-1][1][1] == len(text)
    bare = _piece(text, kept[:-1], "", None) if ends_in_article else None
    return _piece(text, kept, lead, bare)


def _piece(text: str, found: list[tuple[str, Span]], lead: str, bare: Piece | None) -> Piece:
    same = _same.setdefault
    plains = tuple(same(word, word) for word, _ in found)
    folds = tuple(same(word, word) for word in map(singular, plains))
    if folds == plains:
        folds = plains
    spans = tuple(span for _, span in found)
    hyphened = tuple(
        n for n, ((_, a), (b, _)) in enumerate(pairwise(spans)) if b - a == 1 and text[a] in _HYPHEN
    )
    ends = bool(found) and spans[-1][1] == len(text) and _may_begin(plains[-1])
    begins = bool(found) and spans[0][0] == 0 and len(plains[0]) >= _JOINED
    return Piece(
        text=text,
        folds=folds,
        plains=plains,
        spans=spans,
        hyphened=hyphened,
        both=tuple(folds[n] + folds[n + 1] for n in hyphened),
        last=folds[-1] if ends else "",
        first=folds[0] if begins else "",
        lead=lead,
        bare=bare,
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


def drops_article(piece: Piece, after: Piece) -> bool:
    """Tell whether a piece ends with the Arabic article ("al", "el") of the next, which says nothing."""
    if piece.bare is None or not after.lead:
        return False
    return not (piece.plains[-1] == "el" and after.lead in _rules()["keeps-el"])
