"""When: the days, times and whiles ago that people type beside a query."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.errors import UsageError

_AGO = re.compile(r"(\d{1,4})([hdw])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


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
