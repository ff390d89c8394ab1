"""What people type to search: plain words and "phrases", all of them required; and from when to when."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.errors import UsageError
from scrapers.markup import clean

#: Opening quotation mark to the marks that may close it.
_QUOTES = {'"': '"”“', "“": '”“"', "”": '”"', "„": '“”"', "«": "»"}
_HYPHENS = re.compile("[-\u2010\u2011\u2012\u2013]")
_FIELD = re.compile(r"(?:country|status|act|kind|class|lang|who|org|place|role|topic|source):", re.IGNORECASE)
_AGO = re.compile(r"(\d{1,4})([hdw])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_LENGTH = 500

#: One thing required, in all the ways it may be written.
Required = tuple[str, ...]


def read_query(query: str) -> list[Required]:
    """Return what a query requires; a word with hyphens is found in one word, too.

    Raises:
        UsageError: Nothing is asked for, a quotation mark is never closed, or it uses what is not understood; says where.
    """
    query = clean(query)
    if len(query) > _LENGTH:
        raise UsageError(f"a query holds at most {_LENGTH} characters")
    required: list[Required] = []
    for column, text, quoted in _pieces(query):
        if not quoted:
            _refuse_syntax(column, text)
            if text == "AND":
                continue
        if any(c.isalnum() for c in text):
            required.append(_spellings(text))
    if not required:
        raise UsageError("the query holds no word; it would find everything")
    return required


def _pieces(query: str) -> Iterator[tuple[int, str, bool]]:
    """Yield column (from 1), text, and whether it stood in quotation marks."""
    at = 0
    while at < len(query):
        if query[at].isspace():
            at += 1
        elif query[at] in _QUOTES:
            end = next((i for i in range(at + 1, len(query)) if query[i] in _QUOTES[query[at]]), None)
            if end is None:
                raise UsageError(f"column {at + 1}: this quotation mark is never closed")
            yield at + 1, query[at + 1 : end], True
            at = end + 1
        else:
            end = at
            while end < len(query) and not query[end].isspace() and query[end] not in _QUOTES:
                end += 1
            yield at + 1, query[at:end], False
            at = end


def _refuse_syntax(column: int, text: str) -> None:
    """Refuse what looks like more than words: taken as words it would find nothing, without saying why."""
    wrong = ""
    if text in ("OR", "NOT") or text.startswith("NEAR"):
        wrong = f"{text.split('/')[0]} is not understood"
    elif "(" in text or ")" in text:
        wrong = "brackets are not understood"
    elif "*" in text:
        wrong = "a * is not understood"
    elif _FIELD.match(text):
        wrong = f"fields such as {text.split(':')[0]}: are not understood"
    if wrong:
        raise UsageError(
            f'column {column}: {wrong}; a query is words and "phrases", and all of them must be found'
        )


def _spellings(text: str) -> Required:
    joined = _HYPHENS.sub("", text)
    return (text,) if joined == text else (text, joined)


def read_moment(text: str, zone: str, now: datetime, *, end: bool = False) -> datetime:
    """Return the instant a person means by a day, a time or a while ago ("2026-11-24", "2026-11-24T18:00", "7d").

    Args:
        text: What was written.
        zone: IANA zone of days and of times without an offset.
        now: The current time.
        end: A day means its end.

    Raises:
        UsageError: It is none of these.
    """
    if ago := _AGO.fullmatch(text):
        return now - int(ago[1]) * _UNITS[ago[2]]
    tz = ZoneInfo(zone)
    try:
        if len(text) <= 10:
            day = date.fromisoformat(text) + timedelta(days=int(end))
            return datetime.combine(day, time(), tz).astimezone(UTC)
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=tz)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise UsageError(
            f"{text!r} is no day, time or while ago; write 2026-11-24, 2026-11-24T18:00 or 7d"
        ) from error
