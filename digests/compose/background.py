"""Background: what was said before the news of its article, and is told beside it for the reader who forgot.

"In October, Finch declined to sign" in a report of December is no news of the day. Tense, a day told beside the verb of
saying, and words such as "during her campaign" tell; what only stands inside the words said dates their matter.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files

from digests.compose.statements import StatementTold
from digests.compose.texts import Texts
from digests.document import Document
from digests.lexicon.yamlfile import load_plain
from digests.times import resolve
from digests.timewords import find_times
from scrapers.article import Span

#: What was said more days than this before its article is background.
_DAYS = 6
#: So far from the speaker or the verb a time may stand and still be theirs, in code points.
_NEAR = 45
#: So many sentences open a text: there a "has warned" is the news, farther on it is what has been said so far.
OPENING = 4
_PLUPERFECT = re.compile(r"had\b(?! to\b)", re.IGNORECASE)
_PERFECT = re.compile(r"(?:has|have)\b(?! to\b)", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|until|till|from|by|for)\b", re.IGNORECASE)
#: What opens a sentence and tells on what occasion something was said, up to its day.
_OCCASION = re.compile(r"(?:In|At|During)(?: (?!wake\b)[\w’'“”\"-]+){2,12} (?:on |of |in )?")
#: What follows what was said and tells when.
_FOLLOWING = re.compile(r"\s*(?:following|after|in|on|during|at)\b", re.IGNORECASE)
_MORE = re.compile(r"\d+ (?:years|months|weeks) ago", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Frame:
    """The sentence of an attribution without what is said."""

    document: Document
    bounds: Span
    #: Stretches of the sentence outside contents and quotation marks.
    open: tuple[Span, ...]


def background(texts: Texts, pieces: Iterable[StatementTold]) -> bool:
    """Tell whether every telling of an utterance tells it as of long ago."""
    return all(_long_ago(texts, piece) for piece in pieces)


def so_far(texts: Texts, piece: StatementTold) -> bool:
    """Tell whether a "has warned" stands where a text tells what was said so far, behind its opening."""
    cue = piece.statement.cue or ""
    if piece.statement.direct or not _PERFECT.match(cue) or piece.statement.cue_span is None:
        return False
    document = texts.document(piece.told)
    at = piece.statement.cue_span[0]
    if at > piece.statement.span[0]:
        return False  # "…, the Treasury has said": how British news is told
    index = document.sentence_index(at)
    body = [
        n
        for n, s in enumerate(document.sentences[: index + 1])
        if document.paragraphs[s.paragraph].kind == "body"
    ]
    return len(body) > OPENING and not _recent(_frame(texts, piece), piece)


def _long_ago(texts: Texts, piece: StatementTold) -> bool:
    cue, at = piece.statement.cue or "", piece.statement.cue_span
    if at is None or not texts.document(piece.told).sentences:
        return False
    frame = _frame(texts, piece)
    if _recent(frame, piece):
        return False
    if re.search(r"\bpredecessors?\b", piece.statement.role or ""):
        return True
    if not piece.statement.direct and _pattern("habit").search(cue):
        return True
    if _PLUPERFECT.match(cue) and not piece.statement.nested:
        return True
    return _told_old(frame, piece) or _goes_on(piece, frame) or _same_breath(texts, piece, frame)


def _frame(texts: Texts, piece: StatementTold) -> _Frame:
    statement = piece.statement
    assert statement.cue_span is not None
    document = texts.document(piece.told)
    bounds = texts.sentence(piece.told, statement.cue_span[0])
    closed = [*statement.spans, *((q.start, q.end) for q in document.quotations)]
    return _Frame(document, bounds, _without(bounds, closed))


def _without(bounds: Span, closed: Sequence[Span]) -> tuple[Span, ...]:
    out: list[Span] = []
    at = bounds[0]
    for start, end in sorted(closed):
        if end <= at or start >= bounds[1]:
            continue
        if start > at:
            out.append((at, start))
        at = end
    if at < bounds[1]:
        out.append((at, bounds[1]))
    return tuple(out)


def _days(frame: _Frame, piece: StatementTold) -> list[int]:
    """Return how many days before its article each time lies that dates the saying; in the order of the text."""
    day = frame.document.day
    if day is None:
        return []
    return [
        (day - when.last).days
        for span in frame.open
        for e in find_times(frame.document.text, *span)
        if _dates(frame, piece, e.span)
        and (when := resolve(e, day, "past")) is not None
        and _said_by(when.first, day)
    ]


def _said_by(first: date, day: date) -> bool:
    return first <= day


def _dates(frame: _Frame, piece: StatementTold, at: Span) -> bool:
    """Tell whether a time belongs to the saying: it opens the sentence, or stands near the speaker or the verb."""
    text, statement = frame.document.text, piece.statement
    assert statement.cue_span is not None
    if _SINCE.search(text, max(0, at[0] - 8), at[1]):
        return False  # "since its election in May" counts on to today
    if not re.search(r"\w+\W+\w+\W+\w+\W", text[frame.bounds[0] : at[0]]):
        return True
    if (statement.cue or "").endswith("ing") and at[1] <= statement.cue_span[0]:
        return True  # "made it the theme of her campaign, accusing the others": of one time
    who = statement.speaker_span or statement.cue_span
    if at[1] <= who[0] and _OCCASION.fullmatch(text[frame.bounds[0] : at[0]]):
        # "In a written reply to the union on May 2, Lund said"
        return text[at[1] : who[0]].strip() in (",", "")
    ends = sorted((who, statement.cue_span))
    if statement.cue_span[1] <= statement.span[0] and statement.span[1] <= at[0]:
        behind = text[statement.span[1] : at[0]]
        if len(behind) <= _NEAR and _FOLLOWING.match(behind) and "," not in behind:
            return True  # "began calling for change after the rising of August 1995"
    # Before the two, between them, or behind: near the one that follows, else the one before, and in the same clause.
    following = next((start for start, _ in ends if at[1] <= start), None)
    gap = (at[1], following) if following is not None else (ends[-1][1], at[0])
    return gap[1] - gap[0] <= _NEAR and "," not in text[gap[0] : gap[1]]


def _recent(frame: _Frame, piece: StatementTold) -> bool:
    return any(days <= _DAYS for days in _days(frame, piece))


def _told_old(frame: _Frame, piece: StatementTold) -> bool:
    if any(days > _DAYS for days in _days(frame, piece)):
        return True
    text = frame.document.text
    return any(
        _dates(frame, piece, found.span())
        for start, end in frame.open
        for pattern in (_pattern("time"), _MORE)
        for found in pattern.finditer(text, start, end)
    )


def _goes_on(piece: StatementTold, frame: _Frame) -> bool:
    """Tell whether the sentence before sets its speaker in the past, and this one has no time."""
    document, speaker = frame.document, piece.statement.speaker
    index = document.sentence_index(min(frame.bounds[0], piece.statement.span[0]))
    if not speaker or index == 0 or _days(frame, piece) or document.day is None:
        return False
    before = document.sentences[index - 1]
    text = document.text[before.start : before.end]
    old = [
        (document.day - when.last).days
        for e in find_times(document.text, before.start, before.end)
        if (when := resolve(e, document.day, "past")) is not None
    ]
    named = re.search(rf"\b{re.escape(speaker.split()[-1])}\b.{{0,20}}?\bhad\b", text)
    return bool(old) and min(old) > _DAYS and named is not None


def _same_breath(texts: Texts, piece: StatementTold, frame: _Frame) -> bool:
    """Tell whether the sentence before has the same speaker say something of long ago, and this one has no time."""
    document, speaker = frame.document, piece.statement.speaker
    if not speaker or _days(frame, piece):
        return False
    here = document.sentence_index(frame.bounds[0])
    for number, other in enumerate(piece.told.facts.statements):
        before = other.cue_span is not None and document.sentence_index(other.cue_span[0]) == here - 1
        if before and other.speaker == speaker and not other.nested:
            return _long_ago(texts, replace(piece, statement=other, number=number))
    return False


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    text = (files("digests.lexicon") / "background.yaml").read_text(encoding="utf-8")
    forms = [form for row in load_plain(text) if row["kind"] == kind for form in row["forms"]]
    worded = (re.escape(form).replace(r"\.\.\.", r"\S+(?: \S+)?").replace("'", "['’]") for form in forms)
    return re.compile(r"\b(?:" + "|".join(worded) + r")(?!\w)", re.IGNORECASE)
