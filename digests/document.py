"""The annotated document: one text with its paragraphs, sentences, quotations and tokens.

All later passes share this structure. Tokens are kept as parallel lists (a text has a thousand), the rest as
small records that point into them by index; every offset is a code point of `Document.text`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise
from typing import Literal

from digests.quotations import Quotation, find_quotations
from digests.tokens import append_tokens, sentence_ends
from scrapers.article import Span

#: "other" holds no prose: picture numbers, bylines, rules.
ParagraphKind = Literal["headline", "caption", "body", "other"]

_PROSE = re.compile(r"[^\W\d_]{2}")
_WORD = re.compile(r"\w+")
#: A run of so many tokens without an end is no sentence but a table, a list of words, or built to cost time.
_LONGEST = 400
#: Characters read of a text: the longest of articles has a third of them, and some passes take time in their square.
_MOST = 100_000
_CAPTION = re.compile(
    r"^(?:[\d./_–-]{3,}\s+)?(?:from left|left to right|pictured|file[ -]photo|file\s*[-–—:]"
    r"|in this (?:file )?(?:photo|image)|photo\s*:|caption\s*:)"
    r"|\b(?:image credit|photo credit|photograph|ap photo|getty images|reuters photo|photo by|picture by)\b.{0,60}$"
    r"|\((?:from left|left|right|l|r|c|centre|center)\)",
    re.IGNORECASE,
)
#: What every caption holds: the pattern is only tried where one of them stands.
_CAPTION_WORDS = ("photo", "pictur", "left", "right", "image", "file", "caption", "(l)", "(r)", "(c)", "cent")
_BYLINE_WORDS = ("by", "reporting by", "editing by")
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


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; `first:last` are its tokens."""

    start: int
    end: int
    first: int
    last: int
    #: Index of its paragraph.
    paragraph: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `first:last` are its sentences. A dateline is no part of its sentences."""

    start: int
    end: int
    kind: ParagraphKind
    first: int
    last: int
    #: Place and agency before the text proper ("PARIS (Halyard) -"); None for none.
    dateline: Span | None = None
    #: The place within the dateline.
    dateline_place: Span | None = None


@dataclass(frozen=True)
class Document:
    """One annotated text. Built by `annotate`; treat as immutable."""

    text: str
    title: str | None
    #: Publication instant or day; None when unknown.
    published: datetime | date | None
    #: IANA zone of the source, in which relative days are read.
    zone: str
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]
    #: Token texts, their lower-case forms, and where each begins and ends.
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    #: Free room for passes to keep what others reuse (mentions, referents), by the pass's name.
    notes: dict[str, object] = field(default_factory=dict, compare=False, repr=False)

    def token_at(self, offset: int) -> int:
        """Return the index of the token that covers or last precedes `offset` (0 when none does)."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def tokens_in(self, span: Span) -> range:
        """Return the indexes of the tokens that begin inside `span`."""
        return range(bisect_right(self.starts, span[0] - 1), bisect_right(self.starts, span[1] - 1))

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    def sentence_index(self, offset: int) -> int:
        """Return the index of the sentence at `offset`, or of the last one before it (0 when none is)."""
        return max(0, bisect_right(self._sentence_starts, offset) - 1)

    def sentence_at(self, offset: int) -> Sentence:
        """Return the sentence at `offset`; raises IndexError for a text without sentences."""
        return self.sentences[self.sentence_index(offset)]

    @cached_property
    def _quotation_starts(self) -> list[int]:
        return [q.start for q in self.quotations]

    def quotation_at(self, offset: int) -> Quotation | None:
        """Return the quotation whose marks enclose `offset`, if any."""
        i = bisect_right(self._quotation_starts, offset) - 1
        if i >= 0 and self.quotations[i].start <= offset < self.quotations[i].end:
            return self.quotations[i]
        return None

    def quotations_in(self, span: Span) -> tuple[Quotation, ...]:
        """Return the quotations that share characters with `span`, in order."""
        begin = max(0, bisect_right(self._quotation_starts, span[0]) - 1)
        end = bisect_right(self._quotation_starts, span[1] - 1)
        return tuple([q for q in self.quotations[begin:end] if q.end > span[0]])

    def of(self, span: Span) -> str:
        """Return the text of a span."""
        return self.text[span[0] : span[1]]

    @property
    def day(self) -> date | None:
        """The publication day in the source's zone; None when unknown."""
        if isinstance(self.published, datetime):
            from zoneinfo import ZoneInfo

            return self.published.astimezone(ZoneInfo(self.zone)).date()
        return self.published


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def _kind(
    line: str, span: Span, index: int, title: str | None, captions: Sequence[Span], tells: Sequence[str]
) -> ParagraphKind:
    """Tell what a line is; `tells` are the words of captions that the text holds anywhere."""
    for a, b in captions:
        if a <= span[0] and span[1] <= b:
            return "caption"
    if index == 0 and title and _folded(line) == _folded(title):
        return "headline"
    if not _PROSE.search(line):
        return "other"
    plain = line.strip()
    if len(line) < 600:
        lowered = plain.lower()
        for word in tells:
            if word in lowered:
                if _CAPTION.search(plain):
                    return "caption"
                break
        if lowered.startswith(_BYLINE_WORDS) and _BYLINE.fullmatch(plain) and not plain.endswith("."):
            return "other"
    return "body"


def _dateline(line: str, offset: int, near_top: bool) -> tuple[Span | None, Span | None]:
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


def _lines(text: str) -> Iterator[Span]:
    """Yield the lines that have anything but white space in them."""
    start = 0
    for line in text.split("\n"):
        if line and not line.isspace():
            yield start, start + len(line)
        start += len(line) + 1


def annotate(
    text: str,
    *,
    title: str | None = None,
    published: datetime | date | None = None,
    zone: str = "UTC",
    captions: Sequence[Span] = (),
) -> Document:
    """Split a text into paragraphs, sentences, quotations and tokens.

    Every line is a paragraph: the article contract separates paragraphs by a blank line and never wraps. A first
    line equal to `title` is a headline; `captions` are the caption paragraphs the page reader marked, and a line
    that reads like one is a caption too.
    """
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    sentences: list[Sentence] = []
    paragraphs: list[Paragraph] = []
    read: list[Span] = []
    lowered = text.lower()
    tells = [word for word in _CAPTION_WORDS if word in lowered]
    for index, (offset, end) in enumerate(_lines(text)):
        line = text[offset:end]
        kind = _kind(line, (offset, end), index, title, captions, tells)
        dateline, place = _dateline(line, offset, index < 4) if kind == "body" else (None, None)
        first_token, first_sentence = len(words), len(sentences)
        if end <= _MOST:
            append_tokens(text, dateline[1] if dateline else offset, end, words, starts, ends)
        stops = list(sentence_ends(words, starts, ends, first_token, len(words)))
        long = len(words) - first_token > _LONGEST
        if end > _MOST or (long and any(b - a > _LONGEST for a, b in pairwise([first_token, *stops]))):
            kind, dateline, place, stops = "other", None, None, []
            for tokens in (words, starts, ends):
                del tokens[first_token:]
        else:
            read.append((offset, end))
        if len(words) > first_token:
            begin = first_token
            for stop in stops:
                sentences.append(Sentence(starts[begin], ends[stop - 1], begin, stop, len(paragraphs)))
                begin = stop
        paragraphs.append(Paragraph(offset, end, kind, first_sentence, len(sentences), dateline, place))
    quotations = find_quotations(text, read)
    return Document(
        text=text,
        title=title,
        published=published,
        zone=zone,
        paragraphs=tuple(paragraphs),
        sentences=tuple(sentences),
        quotations=tuple(quotations),
        words=words,
        lower="\n".join(words).lower().split("\n") if words else [],  # one call for all
        starts=starts,
        ends=ends,
    )
