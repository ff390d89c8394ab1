"""Lines of a text: which are headlines, captions, bylines, and where a dateline ends."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from digests.names import fold, names
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
#: What a line may begin with that `_CAPTION` matches.
_CAPTION_FIRST = frozenset("0123456789./_–-fFlLpPiIcC")
_CREDIT = re.compile(
    r"\b(?:image credit|photo credit|photograph|ap photo|getty images|reuters photo|photo by|picture by)\b.{0,60}$",
    re.IGNORECASE,
)
#: A credit is no longer than this.
_CREDITED = 80
_SIDE = re.compile(r"\((?:from left|left|right|l|r|c|centre|center)\)", re.IGNORECASE)
_BYLINE = re.compile(r"(?:by|reporting by|editing by)\s+[^.!?]{3,80}", re.IGNORECASE)
# "PARIS (Halyard) - ", "NEW YORK, Nov. 19 (UPI) — ", "VILNIUS, 3 May. ", "Dubai: ", "BONN 1996-08-22"
_DATELINE = re.compile(
    r"(?P<place>[A-Z][\w.'’-]*(?:[ ,/]+(?:[A-Z][\w.'’-]*|de|la|el|and|of|the|al|di|da|am|upon|on))*)"
    r"(?:[,.]?\s+(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:,?\s+\d{4})?|\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\.?(?:\s+\d{4})?"
    r"|\d{4}-\d\d-\d\d)"
    r"(?:[.,]\s+(?P<plain>[A-Z]{3,}(?:\s[A-Z]{3,}){0,2}|[A-Z][a-z]+(?:[ -][A-Z][a-z]+)?)(?=\s))?)?"
    r"[.,]?\s*(?:\((?P<agency>[^()]{2,40})\)|/(?P<slashed>[A-Z][\w -]{1,20})/)?\s*(?P<rule>--|[-–—]|:|(?<=/)\.)\s+"
)
# "VILNIUS, 3 May. ", "DUSHANBE, May 3 (Halyard). "
_POINTED = re.compile(
    r"(?P<place>[A-Z][A-Z'’-]+(?: [A-Z'’-]+){0,3}),?\s+(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8})(?:,?\s+\d{4})?"
    r"\s*(?:\([^()]{2,40}\))?\.\s+"
)
_RULE = re.compile(r"[-–—:.](?<![^/]\.)\s")
# ... after a byline: "Petra Lund BONN 1996-08-22"
_BARE_DATELINE = re.compile(
    r"(?:(?:By )?(?:[A-Z][a-z][\w'’-]* ){2,3})?(?P<place>[A-Z][A-Z.'’ -]{2,40}(?:, [A-Z][\w. ]+)?)\s+\d{4}-\d\d-\d\d$"
)


def lines_of(text: str) -> Iterator[Span]:
    """Yield the lines that have anything but white space in them."""
    start = 0
    for line in text.split("\n"):
        if line and not line.isspace():
            yield start, start + len(line)
        start += len(line) + 1


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def kind_of(line: str, span: Span, index: int, title: str | None, captions: Sequence[Span]) -> ParagraphKind:
    """Tell what a line is."""
    offset, end = span
    for a, b in captions:
        if a <= offset and end <= b:
            return "caption"
    if index == 0 and title and _folded(line) == _folded(title):
        return "headline"
    if not _PROSE.search(line):
        return "other"
    if len(line) < 600:
        plain = line.strip()
        if _is_caption(plain):
            return "caption"
        if plain[0] in "bBrReE" and _BYLINE.fullmatch(plain) and not plain.endswith("."):
            return "other"
    return "body"


def _is_caption(line: str) -> bool:
    """Tell whether a line reads like a caption by its beginning, the credit at its end, or sides in brackets.

    The patterns are only tried where a letter or a word of theirs stands.
    """
    if line[0] in _CAPTION_FIRST and _CAPTION.match(line):
        return True
    end = line[-_CREDITED:].lower()
    credited = "photo" in end or "image" in end or "picture" in end
    if credited and _CREDIT.search(line, max(0, len(line) - _CREDITED)):
        return True
    return "(" in line and _SIDE.search(line) is not None


def dateline_of(line: str, offset: int, near_top: bool) -> tuple[Span | None, Span | None]:
    """Find the dateline of a paragraph: its whole span and its place, or (None, None)."""
    # Most lines hold no mark that ends a dateline where one may end.
    bare = _BARE_DATELINE.match(line.strip()) if line.rstrip()[-1:].isdigit() else None
    if bare:
        start = offset + len(line) - len(line.lstrip())
        return (start, offset + len(line)), (start + bare.start("place"), start + bare.end("place"))
    if not (_RULE.search(line, 0, 90) or line[:3].isupper()):
        return None, None
    if pointed := _POINTED.match(line):
        return (offset, offset + pointed.end()), (
            offset + pointed.start("place"),
            offset + pointed.end("place"),
        )
    match = _DATELINE.match(line)
    if not match or match.end() > 90 or match.end() >= len(line):
        return None, None
    place = match["place"]
    agency = match["agency"] or match["slashed"] or match["plain"]
    shouted = place.split(",")[0].isupper() and len(place) > 2
    if match["rule"] == ":":
        # "Dubai: Ending the ..." is a dateline; "PRICE: We agree" a speaker; a list label stands further down.
        plausible = bool(agency) or (near_top and len(line) > 100 and _heads(place))
    else:
        plausible = bool(agency) or (shouted and place.count(" ") < 5)
    if not plausible:
        return None, None
    return (offset, offset + match.end()), (offset + match.start("place"), offset + match.end("place"))


def _heads(place: str) -> bool:
    """Tell whether a place before a colon opens a report: one word, or a city in capitals or of several words."""
    if place.isalpha() and place.istitle():
        return True
    told = names().match(
        [w.capitalize() for w in place.split()], [fold(w) for w in place.split()], 0, place.count(" ") + 1
    )
    return told is not None and told[0] == place.count(" ") + 1 and told[1].kind in ("capital", "city")
