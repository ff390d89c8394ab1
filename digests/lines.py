"""Lines of a text: which are headlines, captions, bylines, and where a dateline ends."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from scrapers.article import Span

#: "other" holds no prose: picture numbers, bylines, rules.
ParagraphKind = Literal["headline", "caption", "body", "other"]

_PROSE = re.compile(r"[^\W\d_]{2}")
_WORD = re.compile(r"\w+")
_CAPTION = re.compile(
    r"(?:[\d./_–-]{3,}\s+)?(?:from left|left to right|pictured|file[ -]photo|file\s*[-–—:]"
    r"|in this (?:file )?(?:photo|image)|photo\s*:|caption\s*:)",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\b(?:image credit|photo credit|photograph|ap photo|getty images|reuters photo|photo by|picture by)\b.{0,60}$",
    re.IGNORECASE,
)
#: A credit is no longer than this.
_CREDITED = 80
_SIDE = re.compile(r"\((?:from left|left|right|l|r|c|centre|center)\)", re.IGNORECASE)
#: What every caption holds: the patterns are only tried where one of them stands.
CAPTION_WORDS = ("photo", "pictur", "left", "right", "image", "file", "caption", "(l)", "(r)", "(c)", "cent")
_BYLINE = re.compile(r"(?:by|reporting by|editing by)\s+[^.!?]{3,80}", re.IGNORECASE)
# "PARIS (Halyard) - ", "NEW YORK, Nov. 19 (UPI) — ", "Dubai: ", "BONN 1996-08-22"
_DATELINE = re.compile(
    r"(?P<place>[A-Z][\w.'’-]*(?:[ ,/]+(?:[A-Z][\w.'’-]*|de|la|el|and|of|the|al|di|da|am|upon|on))*)"
    r"(?:,?\s+(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:,?\s+\d{4})?|\d{1,2}\s+[A-Z][a-z]{2,8}\.?(?:\s+\d{4})?|\d{4}-\d\d-\d\d)"
    r"(?:[.,]\s+(?P<plain>[A-Z]{3,}(?:\s[A-Z]{3,}){0,2})(?=\s))?)?"
    r"[.,]?\s*(?:\((?P<agency>[^()]{2,40})\)|/(?P<slashed>[A-Z][\w -]{1,20})/)?\s*(?P<rule>--|[-–—]|:|(?<=/)\.)\s+"
)
_RULE = re.compile(r"[-–—:.](?<![^/]\.)\s")
_BARE_DATELINE = re.compile(r"(?P<place>[A-Z][A-Z.'’ -]{2,40}(?:, [A-Z][\w. ]+)?)\s+\d{4}-\d\d-\d\d$")


def lines_of(text: str) -> Iterator[Span]:
    """Yield the lines that have anything but white space in them."""
    start = 0
    for line in text.split("\n"):
        if line and not line.isspace():
            yield start, start + len(line)
        start += len(line) + 1


def lowered_text(text: str) -> str:
    """Return a text in lower case, of the same length."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join([lower if len(lower := c.lower()) == 1 else c for c in text])


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def kind_of(
    line: str,
    lowered: str,
    span: Span,
    index: int,
    title: str | None,
    captions: Sequence[Span],
    tells: Sequence[str],
) -> ParagraphKind:
    """Tell what a line is; `lowered` is the whole text, `tells` are the words of captions that stand anywhere in it."""
    offset, end = span
    for a, b in captions:
        if a <= offset and end <= b:
            return "caption"
    if index == 0 and title and _folded(line) == _folded(title):
        return "headline"
    if not _PROSE.search(line):
        return "other"
    if len(line) < 600:
        for word in tells:
            if lowered.find(word, offset, end) >= 0:
                if _is_caption(line.strip()):
                    return "caption"
                break
        plain = line.strip()
        if plain[0] in "bBrReE" and _BYLINE.fullmatch(plain) and not plain.endswith("."):
            return "other"
    return "body"


def _is_caption(line: str) -> bool:
    """Tell whether a line reads like a caption by its beginning, the credit at its end, or sides in brackets."""
    return bool(
        _CAPTION.match(line)
        or _CREDIT.search(line, max(0, len(line) - _CREDITED))
        or ("(" in line and _SIDE.search(line))
    )


def dateline_of(line: str, offset: int, near_top: bool) -> tuple[Span | None, Span | None]:
    """Find the dateline of a paragraph: its whole span and its place, or (None, None)."""
    # Most lines hold no mark that ends a dateline where one may end.
    bare = _BARE_DATELINE.match(line.strip()) if line.rstrip()[-1:].isdigit() else None
    if bare:
        start = offset + len(line) - len(line.lstrip())
        return (start, offset + len(line)), (start + bare.start("place"), start + bare.end("place"))
    if not _RULE.search(line, 0, 90):
        return None, None
    match = _DATELINE.match(line)
    if not match or match.end() > 90 or match.end() >= len(line):
        return None, None
    place = match["place"]
    agency = match["agency"] or match["slashed"] or match["plain"]
    shouted = place.split(",")[0].isupper() and len(place) > 2
    if match["rule"] == ":":
        # "Dubai: Ending the ..." is a dateline; "PRICE: We agree" a speaker; a list label stands further down.
        plausible = bool(agency) or (near_top and place.isalpha() and place.istitle() and len(line) > 100)
    else:
        plausible = bool(agency) or (shouted and place.count(" ") < 5)
    if not plausible:
        return None, None
    return (offset, offset + match.end()), (offset + match.start("place"), offset + match.end("place"))
