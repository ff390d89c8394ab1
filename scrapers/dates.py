"""Dates as sources write them, made aware and UTC; unreadable ones are absent, never guessed.

RFC 822/2822 (RSS), RFC 3339 and ISO 8601 (Atom, JSON-LD, time elements), and the plain English forms of listings.
A date without an offset is in the source's zone, never the host's.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import parsedate_tz
from zoneinfo import ZoneInfo

#: Offsets beyond these are mistakes (the world's widest are -12 and +14).
MIN_OFFSET, MAX_OFFSET = timedelta(hours=-12), timedelta(hours=14)
#: A date this far ahead of the first sight is no date of publication.
FUTURE_TOLERANCE = timedelta(minutes=10)

_MONTHS = {m: i for i, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?)?"
)
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?[\s./-]+(?:of\s+)?([A-Za-z]{3,9})\.?,?[\s./-]+(\d{4})\b")
_MONTH_FIRST = re.compile(r"\b([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_NUMERIC = re.compile(r"^\s*(\d{1,2})([./])(\d{1,2})\2(\d{4})\b")
_CLOCK = re.compile(r"\b(\d{1,2})[:.](\d\d)(?::(\d\d))?\s*([ap]\.?m\.?)?", re.IGNORECASE)


def parse_date(value: str, zone: str = "UTC") -> datetime | None:
    """Read a date in any form a source may write.

    Args:
        value: The text; surrounding words are allowed in the English forms.
        zone: IANA zone of the source for dates without an offset.

    Returns:
        An aware instant in UTC; None when nothing can be read or the day does not exist.
    """
    text = value.strip()
    if not text or len(text) > 200:
        return None
    try:
        return _iso(text, zone) or _rfc822(text, zone) or _english(text, zone)
    except (ValueError, OverflowError):
        return None


def _localise(naive: datetime, zone: str) -> datetime:
    return naive.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _with_offset(naive: datetime, offset: timedelta) -> datetime:
    clamped = offset if MIN_OFFSET <= offset <= MAX_OFFSET else timedelta(0)
    return naive.replace(tzinfo=timezone(clamped)).astimezone(UTC)


def _iso(text: str, zone: str) -> datetime | None:
    match = _ISO.match(text)
    if not match:
        return None
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    if match[4] is None:
        return _localise(datetime(year, month, day), zone)  # noqa: DTZ001 - the zone is added at once
    hour, minute, second = int(match[4]), int(match[5]), min(59, int(match[6] or 0))
    naive = datetime(year, month, day, hour % 24, minute, second)  # noqa: DTZ001
    naive += timedelta(days=hour // 24)
    mark = match[7]
    if mark is None:
        return _localise(naive, zone)
    if mark in ("Z", "UTC", "GMT"):
        return naive.replace(tzinfo=UTC)
    sign = -1 if mark[0] == "-" else 1
    digits = mark[1:].replace(":", "").ljust(4, "0")
    return _with_offset(naive, sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))


def _rfc822(text: str, zone: str) -> datetime | None:
    parts = parsedate_tz(text)
    if parts is None or parts[0] < 1000:
        return None
    naive = datetime(*parts[:6])  # noqa: DTZ001
    if parts[9] is None or re.search(r"-0000\s*$", text):
        return _localise(naive, zone)
    return _with_offset(naive, timedelta(seconds=parts[9]))


def _english(text: str, zone: str) -> datetime | None:
    found: date | None = None
    end = 0
    if match := _DAY_FIRST.search(text):
        month = _MONTHS.get(match[2][:3].lower())
        if month:
            found, end = date(int(match[3]), month, int(match[1])), match.end()
    if found is None and (match := _MONTH_FIRST.search(text)):
        month = _MONTHS.get(match[1][:3].lower())
        if month:
            found, end = date(int(match[3]), month, int(match[2])), match.end()
    if found is None and (match := _NUMERIC.match(text)):
        first, second = int(match[1]), int(match[3])
        # "04/05/2026" is two dates: left unread. With points, or a day over 12, the day comes first.
        if match[2] == "." or first > 12:
            found, end = date(int(match[4]), second, first), match.end()
        elif second > 12:
            found, end = date(int(match[4]), first, second), match.end()
    if found is None:
        return None
    clock = _CLOCK.search(text, end)
    at = time()
    if clock:
        hour = int(clock[1])
        if clock[4]:
            hour = hour % 12 + (12 if clock[4].lower().startswith("p") else 0)
        if hour < 24 and int(clock[2]) < 60:
            at = time(hour, int(clock[2]))
    return _localise(datetime.combine(found, at), zone)


def effective_time(published: datetime | None, first_seen: datetime) -> datetime:
    """Return the time an article counts by: its own, or the first sight when it has none or lies in the future."""
    if published is None or published - first_seen > FUTURE_TOLERANCE:
        return first_seen
    return min(published, first_seen)


def parse_retry_after(value: str, now: datetime) -> timedelta:
    """Read a Retry-After header (RFC 9110, section 10.2.3).

    Returns:
        How long to wait; zero when the date has passed, never negative.

    Raises:
        ValueError: The header is neither seconds nor an HTTP date.
    """
    text = value.strip()
    if text.isdigit():
        return timedelta(seconds=min(int(text), 10**8))
    when = _rfc822(text, "UTC")
    if when is None:
        raise ValueError(f"not a Retry-After: {text[:60]!r}")
    return max(timedelta(0), when - now)
