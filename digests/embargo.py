"""Embargoes: a text that says it must not be used before a time."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from digests.document import Document

#: A line about the embargo stands at the top or the foot of a text, never in the middle of its prose.
_EDGE = 3
_CUE = re.compile(
    r"(?:\bembargoed\s*(?:until|till|to|for|:|-|–|—)|^\W*(?:strict(?:ly)?\s+|under\s+)?embargo\b\s*(?:until|till|to|:|-|–|—)"
    r"|^\W*under\s+embargo\s+until|\bnot?\s+(?:for\s+)?(?:release|publication|broadcast|use)"
    r"(?:\s+or\s+(?:release|publication|broadcast|use))?\s+(?:before|until|prior\s+to))\s*(?P<when>[^\n]{0,120})",
    re.IGNORECASE,
)
#: One of these stands wherever the cue does; most lines have none.
_TELLS = ("embargo", "before", "until", "prior")
_CLOCK = re.compile(
    r"\b(?P<hour>2[0-4]|[01]?\d)(?!\d)(?:[:.h](?P<minute>[0-5]\d))?\s*(?P<half>[ap]\.?\s?m\b\.?)?(?P<hours>\s*(?:hrs|hours)\b)?",
    re.I,
)
_FOUR = re.compile(
    r"\b(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)\s*(?:hrs|hours|h\b|GMT|UTC|CET|CEST|BST|EST|EDT)", re.I
)
_MONTHS = {m: i for i, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_DAYS = {d: i for i, d in enumerate("mon tue wed thu fri sat sun".split())}
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([A-Z][a-z]{2,8})\.?,?\s*(\d{4})?", re.I)
_MONTH_FIRST = re.compile(r"\b([A-Z][a-z]{2,8})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\b,?\s*(\d{4})?", re.I)
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_WEEKDAY = re.compile(r"\b(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b", re.I)
#: Hours east of Greenwich of the zone names that press offices write.
_OFFSETS = {"gmt": 0, "utc": 0, "z": 0, "bst": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3, "est": -5, "edt": -4,
            "et": None, "cst": -6, "cdt": -5, "pst": -8, "pdt": -7, "jst": 9}  # fmt: skip
_CITIES = {"london": "Europe/London", "brussels": "Europe/Brussels", "paris": "Europe/Paris", "geneva": "Europe/Zurich",
           "new york": "America/New_York", "washington": "America/New_York", "vienna": "Europe/Vienna", "berlin": "Europe/Berlin",
           "moscow": "Europe/Moscow", "tokyo": "Asia/Tokyo", "beijing": "Asia/Shanghai", "ottawa": "America/Toronto",
           "rome": "Europe/Rome", "madrid": "Europe/Madrid", "the hague": "Europe/Amsterdam", "nairobi": "Africa/Nairobi",
           "addis ababa": "Africa/Addis_Ababa", "eastern": "America/New_York", "central european": "Europe/Brussels"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Embargo:
    """What a text says of its own use."""

    #: The line as written.
    text: str
    #: When it may be used, UTC; None when the time cannot be read.
    until: datetime | None


def read_embargo(document: Document) -> Embargo | None:
    """Return the embargo a text announces in its first or last paragraphs; None for none.

    A time without a zone is in the source's; a day without a clock ends the embargo as the day begins. A weekday is
    the next such day from the publication on; without any day the embargo cannot be read.
    """
    paragraphs = document.paragraphs
    edges = [*paragraphs[:_EDGE], *paragraphs[max(_EDGE, len(paragraphs) - _EDGE) :]]
    for paragraph in edges:
        line = document.text[paragraph.start : paragraph.end]
        lower = line.lower()
        if not any(word in lower for word in _TELLS):
            continue
        found = _CUE.search(line)
        if not found or (found.start() > 40 and len(line) > 200):
            continue
        when = found["when"]
        text = " ".join(line[found.start() : found.end()].split()).rstrip(" .,;")
        return Embargo(text, _instant(when, document.day, document.zone))
    return None


def _instant(when: str, published: date | None, zone: str) -> datetime | None:
    day = _day(when, published)
    if day is None:
        return None
    at = _time(when)
    if at is None:
        return None
    extra, clock = at
    local = datetime.combine(day + timedelta(days=extra), clock)
    try:
        return local.replace(tzinfo=_zone(when, zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _day(when: str, published: date | None) -> date | None:
    try:
        if iso := _ISO.search(when):
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        for pattern, day_group, month_group in ((_DAY_FIRST, 1, 2), (_MONTH_FIRST, 2, 1)):
            for match in pattern.finditer(when):
                month = _MONTHS.get(match[month_group][:3].lower())
                if month is None:
                    continue
                if match[3]:
                    return date(int(match[3]), month, int(match[day_group]))
                if published is None:
                    return None
                near = date(published.year, month, int(match[day_group]))
                return near if near >= published - timedelta(days=180) else near.replace(year=near.year + 1)
    except ValueError:
        return None
    if published is None:
        return None
    if weekday := _WEEKDAY.search(when):
        ahead = (_DAYS[weekday[1][:3].lower()] - published.weekday()) % 7
        return published + timedelta(days=ahead)
    if "tomorrow" in when.lower():
        return published + timedelta(days=1)
    return published if "today" in when.lower() else None


def _time(when: str) -> tuple[int, time] | None:
    """Return days to add and the clock; midnight at the day's beginning when no clock is given."""
    low = when.lower()
    if "noon" in low or "midday" in low:
        return 0, time(12)
    bare = _ISO.sub(" ", _DAY_FIRST.sub(lambda m: " " if _MONTHS.get(m[2][:3].lower()) else m[0], when))
    bare = _MONTH_FIRST.sub(lambda m: " " if _MONTHS.get(m[1][:3].lower()) else m[0], bare)
    if four := _FOUR.search(bare):
        return 0, time(int(four["hour"]), int(four["minute"]))
    for match in _CLOCK.finditer(bare):
        if not (match["minute"] or match["half"] or match["hours"]):
            continue
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        if match["half"]:
            if hour > 12:
                return None
            hour = hour % 12 + (12 if match["half"][0].lower() == "p" else 0)
        return (1, time(0, minute)) if hour == 24 else (0, time(hour, minute))
    return None if re.search(r"\d", bare) else (0, time(0))


def _zone(when: str, source: str) -> ZoneInfo | timezone:
    low = when.lower()
    for city, name in _CITIES.items():
        if re.search(rf"\b{city}\b(?:\s+(?:local\s+)?time|\))?", low):
            return ZoneInfo(name)
    for name in re.findall(r"\b[a-z]{1,4}\b", low):
        if name in _OFFSETS:
            hours = _OFFSETS[name]
            return ZoneInfo("America/New_York") if hours is None else timezone(timedelta(hours=hours))
    return ZoneInfo(source)
