"""Dates as sources write them, made aware and UTC; unreadable ones are absent, never guessed.

RFC 822/2822 (RSS), RFC 3339 and ISO 8601 (Atom, JSON-LD, time elements), and the plain English forms of listings.
A date without an offset is in the source's zone, never the host's.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

#: Offsets beyond these are mistakes (the world's widest are -12 and +14).
MIN_OFFSET, MAX_OFFSET = timedelta(hours=-12), timedelta(hours=14)
#: What a program prints that has no date; others print the first or the last year there is.
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_YEARS = range(1900, 2200)
_MAX_LENGTH = 200

_MONTHS = "january february march april may june july august september october november december".split()
_ISO = re.compile(
    r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)"
    r"(?:[T ]+(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?)?",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?[\s./-]+(?:of\s+)?([A-Za-z]{3,9})\.?,?[\s./-]+(\d{4})\b")
_MONTH_FIRST = re.compile(r"\b([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_NUMERIC = re.compile(r"^\s*(\d{1,2})([./])(\d{1,2})\2(\d{4})\b")
_CLOCK = re.compile(r"\b(\d{1,2})[:.](\d\d)(?::\d\d)?\s*([ap]\.?m\b\.?)?", re.IGNORECASE)
_RFC822 = re.compile(
    r"(?:[A-Za-z]{3,9}\.?,?\s*)?(\d{1,2})[\s-]+([A-Za-z]{3,9})[\s-]+(\d{4}|\d\d),?\s+"
    r"(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*((?![AaPp]\.?[Mm])[A-Za-z]{1,5}|[+-]\d\d:?\d\d)?(?:\s*\(.*\))?"
)
#: Hours of the names of zones that mean one thing only.
_ZONES = {
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3,
    "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11,
}  # fmt: skip
_ZONE_WORD = re.compile(rf"\b(?:{'|'.join(_ZONES)})\b")


def parse_date(value: str, zone: str = "UTC") -> datetime | None:
    """Read a date in any form a source may write.

    Args:
        value: The text; surrounding words are allowed in the English forms.
        zone: IANA zone of the source for dates without an offset.

    Returns:
        An aware instant in UTC; None when nothing can be read, the day does not exist, or it is the epoch or far from any
        year of news.
    """
    text = value.strip()
    if not text or len(text) > _MAX_LENGTH:
        return None
    try:
        found = _iso(text, zone) or _rfc822(text, zone) or _english(text, zone)
    except (ValueError, OverflowError):
        return None
    return found if found and found != _EPOCH and found.year in _YEARS else None


def _iso(text: str, zone: str) -> datetime | None:
    match = _ISO.match(text)
    if not match:
        return None
    day = date(int(match[1]), int(match[3]), int(match[4]))
    if match[5] is None:
        return _at(datetime.combine(day, time()), "", zone)
    hour, minute, second = int(match[5]), int(match[6]), min(59, int(match[7] or 0))
    # 24:00 is the end of the day.
    naive = datetime.combine(day, time(0 if hour == 24 else hour, minute, second)) + timedelta(
        days=hour == 24
    )
    return _at(naive, match[8] or "", zone)


def _offset(mark: str) -> timedelta | None:
    """Return the offset of "+0300", "+03:00", "+03", "Z" or the name of a zone; None when it names none."""
    if mark[:1] not in ("+", "-"):
        hours = _ZONES.get(mark.upper())
        return None if hours is None else timedelta(hours=hours)
    digits = mark[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -offset if mark[0] == "-" else offset


def _at(naive: datetime, mark: str, zone: str) -> datetime:
    offset = _offset(mark)
    if offset is None:
        return naive.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    believed = offset if MIN_OFFSET <= offset <= MAX_OFFSET else timedelta(0)
    return naive.replace(tzinfo=timezone(believed)).astimezone(UTC)


def _rfc822(text: str, zone: str) -> datetime | None:
    match = _RFC822.fullmatch(text)
    month = _month(match[2]) if match else None
    if match is None or month is None:
        return None
    year = int(match[3])
    if year < 100:
        year += 2000 if year < 69 else 1900
    clock = time(int(match[4]), int(match[5]), min(59, int(match[6] or 0)))
    return _at(datetime.combine(date(year, month, int(match[1])), clock), match[7] or "", zone)


def _month(word: str) -> int | None:
    low = word.lower()
    return next(
        (n for n, name in enumerate(_MONTHS, 1) if name.startswith(low) or low == "sept" == name[:4]), None
    )


def _english(text: str, zone: str) -> datetime | None:
    found = _english_day(text)
    if found is None:
        return None
    day, begin, end = found
    clock = _CLOCK.search(text, end) or _CLOCK.search(text[:begin])
    at = time()
    if clock:
        hour, minute = int(clock[1]), int(clock[2])
        if clock[3]:
            hour = hour % 12 + (12 if clock[3].lower().startswith("p") else 0)
        if hour < 24 and minute < 60:
            at = time(hour, minute)
    named = _ZONE_WORD.search(text)
    return _at(datetime.combine(day, at), named[0] if named else "", zone)


def _english_day(text: str) -> tuple[date, int, int] | None:
    """Return the day and where it stands."""
    for pattern, day, month in ((_DAY_FIRST, 1, 2), (_MONTH_FIRST, 2, 1)):
        for match in pattern.finditer(text):
            number = _month(match[month])
            if number:
                return date(int(match[3]), number, int(match[day])), match.start(), match.end()
    numeric = _NUMERIC.match(text)
    if numeric is None:
        return None
    first, second, year = int(numeric[1]), int(numeric[3]), int(numeric[4])
    # "04/05/2026" is two dates: left unread. With points, or a number over 12, there is only one.
    if numeric[2] == "." or first > 12:
        return date(year, second, first), numeric.start(), numeric.end()
    return (date(year, first, second), numeric.start(), numeric.end()) if second > 12 else None


def effective_time(published: datetime | None, first_seen: datetime) -> datetime:
    """Return the time an article counts by: its own, or the first sight when it has none or lies in the future."""
    return first_seen if published is None else min(published, first_seen)


def parse_retry_after(value: str, now: datetime) -> timedelta:
    """Read a Retry-After header (RFC 9110, section 10.2.3).

    Args:
        value: Seconds ("120"), or an HTTP date.
        now: The current time, in UTC.

    Returns:
        How long to wait; zero when the date has passed, never negative.

    Raises:
        ValueError: The header is neither form.
    """
    text = value.strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text[:10]), 10**8))
    when = _rfc822(text, "UTC")
    if when is None:
        raise ValueError(f"not a Retry-After: {text[:60]!r}")
    return max(timedelta(0), when - now)
