"""Days as an edition prints them: plain text in the event's own place, never shifted."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LONG_MONTHS = ("January", "February", "March", "April", "May", "June", "July",
                "August", "September", "October", "November", "December")  # fmt: skip


def bounds(value: str) -> tuple[date, date]:
    """Return first and last day of "YYYY-MM-DD", "YYYY-MM" or "a/b"; raises ValueError for anything else."""
    first, _, last = value.partition("/")
    last = last or first
    begin = date.fromisoformat(first if len(first) > 7 else first + "-01")
    if len(last) > 7:
        return begin, date.fromisoformat(last)
    year, month = int(last[:4]), int(last[5:7])
    following = date(year + month // 12, month % 12 + 1, 1)
    return begin, date.fromordinal(following.toordinal() - 1)


def day_text(day: date, near: date) -> str:
    """Return "Sat 10 Dec", with the year when `near` is not of the same half year."""
    year = "" if abs((day - near).days) < 180 else f" {day.year}"
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}{year}"


def when(value: str, near: date) -> str:
    """Return a day, a span of days or a month as printed."""
    first, last = bounds(value)
    if first == last:
        return day_text(first, near)
    if "/" not in value:
        return _LONG_MONTHS[first.month - 1] + ("" if first.year == near.year else f" {first.year}")
    if (first.day, first.month, last.day, last.month, last.year) == (1, 1, 31, 12, first.year):
        return str(first.year)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {_MONTHS[last.month - 1]}" + (
            "" if abs((last - near).days) < 180 else f" {last.year}"
        )
    return f"{day_text(first, near)} – {day_text(last, near)}"


def month_name(month: int) -> str:
    """Return the name of a month by its number."""
    return _LONG_MONTHS[month - 1]


def long_day(day: date) -> str:
    """Return "Monday 12 December 2016"."""
    return f"{_LONG_WEEKDAYS[day.weekday()]} {day.day} {_LONG_MONTHS[day.month - 1]} {day.year}"


def moment(instant: datetime, timezone: str, near: datetime | None = None) -> str:
    """Return "Fri 9 Dec 07:30" in a zone, with the year when `near` is given and not of the same half year."""
    local = instant.astimezone(ZoneInfo(timezone))
    return f"{day_text(local.date(), (near or instant).astimezone(local.tzinfo).date())} {local:%H:%M}"


def local_day(instant: datetime, timezone: str) -> date:
    """Return the day of an instant in a zone."""
    return instant.astimezone(ZoneInfo(timezone)).date()


def zone_name(timezone: str) -> str:
    """Return how a reader names a zone: "Paris time", "UTC"."""
    if "/" not in timezone:
        return timezone
    return timezone.rsplit("/", 1)[1].replace("_", " ") + " time"
