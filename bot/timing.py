"""When a digest is due: local wall times become UTC instants, each once, across clock changes. Pure.

A local time that a clock change skips fires at the first valid minute after it; one that comes twice fires the
first time only (reliability 35).
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.settings.models import DAYS, DigestConfig

#: How far ahead a next run is looked for: over two years of skipped days nothing runs.
HORIZON = timedelta(days=800)


def instant(day: date, at: time, zone: str) -> datetime:
    """Return the UTC instant of a wall time; a skipped one moves to the end of the gap."""
    tz = ZoneInfo(zone)
    wall = datetime.combine(day, at)
    found = wall.replace(tzinfo=tz).astimezone(UTC)
    jump = found.astimezone(tz).replace(tzinfo=None) - wall
    if not jump:
        return found
    # The time is skipped: read with the old offset it lands after the change, by as much as the clock jumps.
    for minute in range(int(jump.total_seconds() // 60) + 1):
        candidate = found - jump + timedelta(minutes=minute)
        if candidate.astimezone(tz).replace(tzinfo=None) >= wall:
            return candidate
    return found


def slots(digest: DigestConfig, zone: str, after: datetime, until: datetime) -> Iterator[datetime]:
    """Yield the instants at which the digest is due in (after, until], in order, in UTC."""
    if digest.every is not None:
        step = digest.every.total_seconds()
        number = int(after.timestamp() // step) + 1
        while number * step <= until.timestamp():
            yield datetime.fromtimestamp(number * step, UTC)
            number += 1
        return
    day = after.astimezone(ZoneInfo(zone)).date() - timedelta(days=1)
    last = until.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
    while day <= last:
        if DAYS[day.weekday()] in digest.days and day not in digest.skip:
            for moment in sorted({instant(day, at, zone) for at in digest.at}):
                if after < moment <= until:
                    yield moment
        day += timedelta(days=1)


def next_run(digest: DigestConfig, zone: str, after: datetime) -> datetime | None:
    """Return the next instant the digest is due; None when none comes within two years."""
    if digest.every is not None:
        return next(slots(digest, zone, after, after + digest.every * 2), None)
    step = timedelta(days=8)
    begin = after
    while begin < after + HORIZON:
        found = next(slots(digest, zone, begin, begin + step), None)
        if found:
            return found
        begin += step
    return None


def last_run(digest: DigestConfig, zone: str, now: datetime) -> datetime | None:
    """Return the latest instant at or before `now` at which the digest was due; None within 60 days of none."""
    if digest.every is not None:
        step = digest.every.total_seconds()
        return datetime.fromtimestamp(int(now.timestamp() // step) * step, UTC)
    for days in (2, 8, 60):
        found = list(slots(digest, zone, now - timedelta(days=days), now))
        if found:
            return found[-1]
    return None
