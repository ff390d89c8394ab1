"""Quotation marks: where quoted words begin and end, whatever the house style.

Curly, straight, doubled apostrophes, low-high and guillemet marks, UK single marks; a quotation that runs over
paragraphs opens each of them with a mark and closes only the last.
"""

import re
from dataclasses import dataclass

from scrapers.article import Span

_DOUBLE_CLOSE = {"“": "”", "„": "“”", "«": "»", "``": "''"}
#: What may open a quotation; an apostrophe inside a word does not.
_MARK = re.compile(r"[“„«\"‘'`](?<![^\W_]')(?:(?<=')'|(?<=`)`)?")
#: What closes it: a straight mark closes any.
_CLOSE = {
    "``": re.compile("''"),
    **{mark: re.compile(f'[{closers}"]') for mark, closers in _DOUBLE_CLOSE.items() if mark != "``"},
}
_STRAIGHT_CLOSE = {'"': re.compile('["”]'), "''": re.compile("''")}
_SINGLE_CLOSE = {mark: re.compile(mark) for mark in "'’"}

#: Where a sentence ends inside a quotation; not behind an initial or a short title.
SENTENCE_END = re.compile(
    r"(?<![A-Z]\.[A-Z])(?<!\b[A-Z])(?<!\b(?:Mr|Dr|Ms|St))(?<!Mrs|Gen|Sen|Gov|Rep)[.?!](?=\s+[A-Z“‘\"'])"
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """One pair of marks inside one paragraph."""

    #: With the marks.
    start: int
    end: int
    #: The words between the marks.
    inner: Span
    #: The opening mark as written.
    mark: str
    #: False when the paragraph ends before a closing mark.
    closed: bool
    #: True when it continues a quotation left open by the paragraph before.
    continues: bool = False
    #: True for single marks.
    single: bool = False


#: Words that stay small in a title.
_SMALL = frozenset("a an the of and in on for to at by with from or but as into de la le".split())


def reads_as_title(words: str) -> bool:
    """Tell whether quoted words are the title of a work: a few of them, nearly all with capitals."""
    inner = words.strip()
    parts = [w for w in inner.split() if w[0].isalpha()]
    long = [w for w in parts if len(w) > 3]
    if inner[-1:] in "?!" or not long or not 1 < len(parts) <= 9:
        return False
    if not all(w[0].isupper() or w in _SMALL for w in parts):
        return False  # "They may not be."
    return all(w[0].isupper() for w in (parts[0], *long))


def _opens(text: str, at: int, end: int, stop: int) -> bool:
    """Tell whether a mark that looks the same on both sides stands where one opens."""
    before = text[at - 1] if at else " "
    after = text[end] if end < stop else " "
    return (before.isspace() or before in "([{—–-/:“‘«") and not after.isspace()


def _closes(text: str, at: int, end: int, stop: int) -> bool:
    after = text[end] if end < stop else " "
    before = text[at - 1] if at else " "
    return not before.isspace() or after.isspace() or after in ".,;:!?)"


def _single_end(text: str, begin: int, stop: int, closer: str, stopped: int) -> int | None:
    """Return where the single quotation opened before `begin` closes; None when the mark was an apostrophe.

    `stopped` is where the last punctuation with such a mark behind it stands.
    """
    for match in _SINGLE_CLOSE[closer].finditer(text, begin, stop):
        at = match.start()
        before, after = text[at - 1], text[at + 1] if at + 1 < stop else " "
        if after.isalnum():
            continue  # an apostrophe inside a word
        if before.isspace():
            return None
        if before == "s" and after == " " and at < stopped:
            continue  # a plural possessive: the real end follows its own punctuation
        return at
    return None


def _straight_close(text: str, mark: str, begin: int, stop: int) -> re.Match[str] | None:
    """Return where a quotation opened by a straight mark before `begin` closes; None when it never does."""
    for match in _STRAIGHT_CLOSE[mark].finditer(text, begin, stop):
        a, b = match.span()
        if match.group() == "”" and text.count("“", begin, a) > text.count("”", begin, a):
            continue  # it closes a curly mark inside
        misplaced = _opens(text, a, b, stop) and text[begin:a].rstrip().endswith((",", ".", "?", "!"))
        if _closes(text, a, b, stop) or misplaced:  # `agree, "Lund said`
            return match
    return None


def _sure_end(text: str, begin: int, reopened: int, stop: int) -> int:
    """Return where a quotation surely ends that was opened before `begin` and not closed where another opens.

    A mark that opens a sentence goes on with it, and one that closes too much closes it behind the other. Else the
    outlet's own words stand between the two: only the first sentence is sure.
    """
    mark = text[reopened]
    closers = sum(text.count(closer, reopened, stop) for closer in _DOUBLE_CLOSE[mark])
    if text[begin:reopened].rstrip()[-1:] in ".?!”" or closers > text.count(mark, reopened, stop):
        return reopened
    end = SENTENCE_END.search(text, begin, reopened)
    return end.end() if end else reopened


def find_quotations(text: str, paragraphs: list[Span]) -> list[Quotation]:
    """Return the quotations of each paragraph in order; nested ones (other marks inside) are not listed apart."""
    found: list[Quotation] = []
    open_mark = ""
    for begin, stop in paragraphs:
        continued = open_mark
        open_mark = ""
        stopped: dict[str, int] = {}
        at = begin
        while at < stop:
            match = _MARK.search(text, at, stop)
            if not match:
                break
            mark, i, j = match.group(), match.start(), match.end()
            at = j
            if mark in _DOUBLE_CLOSE:
                if mark == "“" and text[i - 1 : i].isalnum() and not text[j : j + 1].isalnum():
                    continue  # a stray closing mark typed the wrong way round
                close = _CLOSE[mark].search(text, j, stop)
                reopened = text.find(mark, j, stop)
                if close and 0 <= reopened < close.start() and mark != "„":
                    # The same mark opens again before one closes: the first was never closed.
                    inner_end = _sure_end(text, j, reopened, stop)
                    found.append(_quote(text, i, j, inner_end, inner_end, mark, False, continued, begin))
                    at = reopened
                    continue
            elif mark in ('"', "''"):
                if not _opens(text, i, j, stop) and i != begin:
                    continue
                close = _straight_close(text, mark, j, stop)
            elif mark in ("‘", "'"):
                if not _opens(text, i, j, stop):
                    continue
                closer = "’" if mark == "‘" else "'"
                if closer not in stopped:
                    stopped[closer] = max(text.rfind(point + closer, begin, stop) for point in ".,!?")
                end = _single_end(text, j, stop, closer, stopped[closer])
                if end is None:
                    continue
                found.append(_quote(text, i, j, end, end + 1, mark, True, "", begin))
                at = end + 1
                continue
            else:
                continue
            if close:
                found.append(_quote(text, i, j, close.start(), close.end(), mark, True, continued, begin))
                at = close.end()
            elif mark in ('"', "''") and text.find("“", j, stop) >= 0 and text.find("”", j, stop) >= 0:
                continue  # a stray mark before a text that uses curly ones
            else:
                found.append(_quote(text, i, j, stop, stop, mark, False, continued, begin))
                open_mark = mark
                at = stop
    return found


def _quote(
    text: str,
    start: int,
    inner_start: int,
    inner_end: int,
    end: int,
    mark: str,
    closed: bool,
    continued: str,
    paragraph: int,
) -> Quotation:
    continues = bool(continued) and continued == mark and not text[paragraph:start].strip()
    return Quotation(start, end, (inner_start, inner_end), mark, closed, continues, mark in ("‘", "'"))
