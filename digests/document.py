"""The annotated document: one text with its paragraphs, sentences, quotations and tokens.

All later passes share this structure. Tokens are kept as parallel lists (a text has a thousand), the rest as
small records that point into them by index; every offset is a code point of `Document.text`.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise
from operator import add

from digests.lines import ParagraphKind, dateline_of, kind_of, lines_of
from digests.quotations import Quotation, find_quotations
from digests.signals import Signal
from digests.tokens import sentence_ends
from digests.vocabulary import Words, read_words
from scrapers.article import Span

#: A run of so many tokens without an end is no sentence but a table, a list of words, or built to cost time.
_LONGEST = 400
#: Characters read of a text: the longest of articles has a third of them, and some passes take time in their square.
_MOST = 100_000


# Not frozen: a text has a hundred of them, and freezing trebles the cost of making one. Treat as immutable.
@dataclass(slots=True)
class Sentence:
    """A sentence; `first:last` are its tokens."""

    start: int
    end: int
    first: int
    last: int
    #: Index of its paragraph.
    paragraph: int


@dataclass(slots=True)
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
    #: What is known of each token by itself.
    known: Words = field(compare=False, repr=False)
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

    def where(self, signal: Signal) -> list[int]:
        """Return the tokens that are one of a signal's words, in order."""
        marks = self.known.signals.translate(signal.table)
        found = []
        token = marks.find(1)
        while token >= 0:
            found.append(token)
            token = marks.find(1, token + 1)
        return found

    def of(self, span: Span) -> str:
        """Return the text of a span."""
        return self.text[span[0] : span[1]]

    @cached_property
    def day(self) -> date | None:
        """The publication day in the source's zone; None when unknown."""
        if isinstance(self.published, datetime):
            from zoneinfo import ZoneInfo

            return self.published.astimezone(ZoneInfo(self.zone)).date()
        return self.published


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
    paragraphs: list[Paragraph] = []
    for index, (offset, end) in enumerate(lines_of(text)):
        line = text[offset:end]
        kind = kind_of(line, (offset, end), index, title, captions) if end <= _MOST else "other"
        dateline, place = dateline_of(line, offset, index < 4) if kind == "body" else (None, None)
        paragraphs.append(Paragraph(offset, end, kind, 0, 0, dateline, place))
    known, sentences, read = _split(text, paragraphs)
    return Document(
        text=text,
        title=title,
        published=published,
        zone=zone,
        paragraphs=tuple(paragraphs),
        sentences=tuple(sentences),
        quotations=tuple(find_quotations(text, read)),
        words=known.words,
        lower=known.lower,
        starts=known.starts,
        ends=list(map(add, known.starts, map(len, known.words))),
        known=known,
    )


def _split(text: str, paragraphs: list[Paragraph]) -> tuple[Words, list[Sentence], list[Span]]:
    """Find the words and sentences of paragraphs; return them with the spans of the paragraphs that were read."""
    kept = [n for n, p in enumerate(paragraphs) if p.end <= _MOST]
    while True:
        lines = [(p.dateline[1] if p.dateline else p.start, p.end) for p in map(paragraphs.__getitem__, kept)]
        known, firsts = read_words(text, lines)
        words, starts, marks = known.words, known.starts, known.stops
        ends = {
            n: sentence_ends(words, starts, marks, *tokens)
            for n, tokens in zip(kept, pairwise(firsts), strict=True)
        }
        endless = [n for n, first in zip(kept, firsts, strict=False) if _endless(first, ends[n])]
        if not endless:
            break
        for n in endless:
            paragraphs[n].kind, paragraphs[n].dateline, paragraphs[n].dateline_place = "other", None, None
        kept = [n for n in kept if n not in endless]
    sentences: list[Sentence] = []
    begin = 0
    for n, paragraph in enumerate(paragraphs):
        paragraph.first = len(sentences)
        for stop in ends.get(n, ()):
            if stop > begin:
                end = starts[stop - 1] + len(words[stop - 1])
                sentences.append(Sentence(starts[begin], end, begin, stop, n))
                begin = stop
        paragraph.last = len(sentences)
    return known, sentences, [(paragraphs[n].start, paragraphs[n].end) for n in kept]


def _endless(first: int, stops: list[int]) -> bool:
    """Tell whether tokens from `first` run on without an end of a sentence."""
    return stops[-1] - first > _LONGEST and any(b - a > _LONGEST for a, b in pairwise([first, *stops]))
