"""What a changed rhythm of a digest owes its readers: each day its editions, neither twice nor never. Pure.

Editions count by day and by place in it: the second of three times a day stays the second when the times move. What was
posted under the old rhythm is not posted again under the new one; what the old one still owed when it was changed is.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.settings.models import DigestConfig
from bot.timing import last_run, slots

_INSTANT = timedelta(microseconds=1)
#: The days of two zones are apart by at most this much.
_APART = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """When a digest is due, and in which zone."""

    digest: DigestConfig
    zone: str

    def day(self, moment: datetime) -> date:
        """Return the local day of an instant."""
        return moment.astimezone(ZoneInfo(self.zone)).date()

    def of_day(self, day: date) -> list[datetime]:
        """Return the instants at which it is due on a local day, in order."""
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        return [s for s in slots(self.digest, self.zone, noon - _APART, noon + _APART) if self.day(s) == day]

    def place(self, moment: datetime) -> tuple[date, int]:
        """Return the local day of an instant, and how many editions were due on it by then."""
        day = self.day(moment)
        return day, sum(slot <= moment for slot in self.of_day(day))


def counts_after(
    before: Rhythm, after: Rhythm, last: datetime | None, known: datetime, changed: datetime
) -> datetime:
    """Return the instant after which editions of a changed rhythm are due.

    Args:
        before: The old rhythm.
        after: The new one.
        last: When the latest edition was due; None before the first.
        known: The instant after which the old rhythm counted.
        changed: When the change was noticed.
    """
    if before.digest.every is not None or after.digest.every is not None:
        return changed
    covered = before.place(max(last, known)) if last is not None else (date.min, 0)
    passed = last_run(after.digest, after.zone, changed)
    if passed is not None and after.place(passed) > covered and _owed(before, after.place(passed), known):
        return passed - _INSTANT
    ahead = slots(after.digest, after.zone, changed, changed + _APART)
    return max([changed, *(slot for slot in ahead if after.place(slot) <= covered)])


def _owed(before: Rhythm, place: tuple[date, int], known: datetime) -> bool:
    """Tell whether the old rhythm had an edition in this place of a day."""
    day, number = place
    due = before.of_day(day)
    return len(due) >= number and due[number - 1] > known
