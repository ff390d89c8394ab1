"""Texts: stretches of articles as runs. Quotations stand in their marks, the outlet's own wording in italics."""

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from digests.days import day_text
from digests.document import Document, annotate
from digests.edition import Run, Told
from digests.gate import DOUBLE
from digests.quotations import SENTENCE_END
from digests.times import resolve
from digests.timewords import find_times
from scrapers.article import Span

#: Texts that are kept as read: each takes thirty times what its article does.
KEPT = 40
#: Words of one article's passage a line prints; what is longer is cut, visibly.
LINE_WORDS = 34


_CUT = " …"
#: So many words more are printed of a quotation whose sentence then ends.
_TO_ITS_END = 10


MARKS = DOUBLE + "‘’'`"


EDGES = " \t\n\u00a0,;:–—-"


class Texts:
    """The texts of the material. Where their sentences lie is kept of all, all else that is read in them of a few."""

    def __init__(self, today: date | None = None) -> None:
        #: The day of the edition, on which "tomorrow" is read.
        self.today = today
        self._documents: dict[int, Document] = {}
        self._sentences: dict[int, tuple[array[int], array[int]]] = {}

    def document(self, told: Told) -> Document:
        """Return an article's annotated text."""
        found = self._documents.pop(told.id, None)
        if found is None:
            article = told.article
            found = annotate(
                article.text, title=article.title, captions=article.captions, published=article.published
            )
            if len(self._documents) >= KEPT:
                del self._documents[next(iter(self._documents))]
        # The last is what was used last.
        self._documents[told.id] = found
        return found

    def _bounds(self, told: Told) -> "tuple[array[int], array[int]]":
        """Return where the sentences of an article begin and end."""
        if told.id not in self._sentences:
            sentences = self.document(told).sentences
            self._sentences[told.id] = (
                array("l", [s.start for s in sentences]),
                array("l", [s.end for s in sentences]),
            )
        return self._sentences[told.id]

    def sentence(self, told: Told, offset: int) -> Span:
        """Return the sentence at an offset; the bounds of the text where there is none."""
        starts, ends = self._bounds(told)
        if not starts:
            return 0, len(told.article.text)
        at = self.sentence_index(told, offset)
        return starts[at], ends[at]

    def around(self, told: Told, span: Span) -> Span:
        """Return the sentences a span lies in, whole."""
        last = self.sentence(told, max(span[0], span[1] - 1))
        return min(self.sentence(told, span[0])[0], span[0]), max(last[1], span[1])

    def sentence_index(self, told: Told, offset: int) -> int:
        """Return the index of the sentence at an offset."""
        return max(0, bisect_right(self._bounds(told)[0], offset) - 1)


def shorten(text: str, words: int = LINE_WORDS) -> tuple[str, bool]:
    """Cut a text after so many words, at a comma near the end where there is one; tell whether it was cut."""
    found = list(re.finditer(r"\S+", text))
    if len(found) <= words:
        return text, False
    end = found[words - 1].end()
    comma = max(text.rfind(mark, found[words * 2 // 3].start(), end + 1) for mark in ",;:—–")
    return text[: comma if comma > 0 else end].rstrip(EDGES), True


def _whole_sentences(text: str, words: int) -> tuple[str, bool]:
    """Cut a quotation where one of its sentences ends: half of one may say the opposite of the whole."""
    found = list(re.finditer(r"\S+", text))
    if len(found) <= words:
        return text, False
    room, reach = found[words - 1].end(), found[min(words + _TO_ITS_END, len(found)) - 1].end()
    ends = [m.end() for m in SENTENCE_END.finditer(text) if m.end() <= reach]
    ends += [len(text)] if reach == found[-1].end() else []
    within = [end for end in ends if end <= room]
    if within and len(text[: within[-1]].split()) * 2 >= words:
        return text[: within[-1]], True
    following = next((end for end in ends if end > room), None)
    if following is None:
        return (text[: within[-1]], True) if within else shorten(text, words)
    return text[:following], following < len(text)


def strip(text: str, span: Span, edges: str = EDGES + MARKS) -> Span:
    """Return a span without the marks and white space at its ends."""
    start, end = span
    while start < end and text[start] in edges:
        start += 1
    while end > start and text[end - 1] in edges:
        end -= 1
    return start, end


def _ended(text: str, span: Span) -> Span:
    """Leave out the full stop that ends a quotation; the line goes on behind it."""
    start, end = span
    if text[start:end].endswith(".") and not re.search(r"(?:\.\w\.|\.\.|\b[A-Z]\.)$", text[start:end]):
        return start, end - 1
    return span


def quotation(text: str, spans: Sequence[Span], words: int = LINE_WORDS) -> tuple[list[Run], str]:
    """Return the runs of quoted pieces, and the words as JSON gives them: pieces joined by an ellipsis."""
    runs: list[Run] = []
    kept: list[str] = []
    left = words
    for span in spans:
        start, end = _ended(text, strip(text, span))
        if start >= end or left < 4:
            continue
        piece, cut = _whole_sentences(" ".join(text[start:end].split()), left)
        piece = piece.removesuffix(".") if cut else piece
        left -= len(piece.split())
        if runs:
            runs.append(Run(text=" … "))
        runs.append(Run(text=piece, style="quote"))
        kept.append(piece)
        if cut:
            runs.append(Run(text=_CUT))
            break
    return runs, " … ".join(kept)


def outlet_words(
    document: Document, span: Span, words: int = LINE_WORDS, today: date | None = None
) -> list[Run]:
    """Return a stretch of the outlet's text: italics, and quotations inside it in their marks.

    Behind "tomorrow" or "next Tuesday" stands the day meant, where `today` is not the day of the article.
    """
    text = document.text
    start, end = strip(text, span, EDGES)
    _, cut = shorten(text[start:end], words)
    if cut:
        end = start + len(shorten(text[start:end], words)[0])
    runs: list[Run] = []
    at = start
    days = _days_meant(document, (start, end), today)
    for quote in document.quotations:
        if quote.end <= start or quote.start >= end:
            continue
        if quote.start > at:
            runs += _italics(text, (at, quote.start), days)
        inner = _ended(text, strip(text, (max(quote.start, start), min(quote.end, end)), MARKS + EDGES))
        if inner[0] < inner[1]:
            runs.append(Run(text=" ".join(text[inner[0] : inner[1]].split()), style="quote"))
        at = min(quote.end, end)
    if at < end:
        runs += _italics(text, (at, end), days)
    runs = _tidy(runs)
    if cut:
        runs.append(Run(text=_CUT))
    return runs


def _italics(text: str, span: Span, days: Sequence[tuple[int, str]]) -> list[Run]:
    """Return the outlet's own words, each day meant in brackets of ours behind its expression."""
    out: list[Run] = []
    at = span[0]
    for offset, day in days:
        if at < offset <= span[1]:
            out += [Run(text=_plain(text[at:offset]), style="italic"), Run(text=f" [{day}]")]
            at = offset
    return [*out, Run(text=_plain(text[at : span[1]]), style="italic")] if at < span[1] else out


def _days_meant(document: Document, span: Span, today: date | None) -> list[tuple[int, str]]:
    """Return the days that words of a stretch mean from the day of the article, each with the offset behind them."""
    day = document.day
    if day is None or today is None or today == day:
        return []
    out = []
    for e in find_times(document.text, *span):
        if e.unit == "day" or (
            e.unit == "weekday" and e.until is None and e.relation.endswith(("next", "last"))
        ):
            when = resolve(e, day, "future" if e.value > 0 or e.relation.endswith("next") else "past")
            if when is not None:
                out.append((e.span[1], day_text(when.first, today)))
    return out


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _tidy(runs: list[Run]) -> list[Run]:
    out = [r for r in runs if r.text]
    if out and out[0].style == "italic":
        out[0] = Run(text=out[0].text.lstrip(), style="italic")
    if out and out[-1].style == "italic":
        out[-1] = Run(text=out[-1].text.rstrip(EDGES + "."), style="italic")
    spaced: list[Run] = []
    for run in out:
        if not run.text:
            continue
        if spaced and _needs_space(spaced[-1], run):
            spaced.append(Run(text=" "))
        spaced.append(run)
    return spaced


def _needs_space(left: Run, right: Run) -> bool:
    if right.style == "quote":
        return left.text[-1:] not in " (—–"
    return left.style == "quote" and right.text[0] not in " ,.;:!?’'"
