"""When: the days, months and ranges a text gives in words, read from the day of publication.

Reading has two steps, because tense decides: `find_times` says what stands in the text, `resolve` turns one
expression into days once the reader of the clause knows whether it tells of the past or of the future.
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from digests.signals import Signal
from digests.timewords import MONTHS, TimeExpression, find_times

__all__ = ["DATED", "Tense", "TimeExpression", "When", "find_times", "resolve"]

Tense = Literal["past", "present", "future"]

_DATED = re.compile(rf"\b(?:{'|'.join(MONTHS)})(?!\w)|\bmonth|\b(?:19|20)\d\d")


class _Dated:
    """Words that hold the name of a month ("mid-may"), "month" or a year."""

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and _DATED.search(word) is not None


#: One of these stands in every date and month.
DATED = Signal(_Dated)


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Resolved days, both included, and how far to trust them."""

    first: date
    last: date
    text: str
    #: False when the days are one reading of several ("this week").
    certain: bool

    def iso(self) -> str:
        """Return `YYYY-MM-DD`, `YYYY-MM` for a whole month, or `a/b`."""
        if self.first == self.last:
            return self.first.isoformat()
        if self.first.day == 1 and self.last == _month_end(self.first.year, self.first.month):
            return self.first.isoformat()[:7]
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def resolve(
    expression: TimeExpression, day: date | None, tense: Tense, anchor: date | None = None
) -> When | None:
    """Return the days an expression stands for; None when the text and the publication day do not tell.

    Args:
        expression: What stands in the text.
        day: The day of publication; without it relative days stay words.
        tense: Whether the clause tells of what has happened, happens, or is to come.
        anchor: The day told just before, from which "a day earlier" counts.
    """

    def when(first: date, last: date | None = None, *, certain: bool = True) -> When:
        return When(first=first, last=last or first, text=expression.text, certain=certain)

    e = expression
    if e.unit == "dates":
        return _dates(e, day, tense)
    if e.unit == "month":
        return _month_of(e, day, tense)
    if e.unit == "season":
        return _season(e, day, tense)
    if e.unit == "year" and e.year:
        return when(date(e.year, 1, 1), date(e.year, 12, 31), certain=False)
    if e.unit == "shift" and e.anchored:
        start = anchor or (day if e.value == 0 else None)
        return when(start + timedelta(e.value), certain=abs(e.value) < 7) if start else None
    if day is None:
        return None
    if e.unit == "soon":
        return None if tense == "past" else when(day, day + timedelta(e.value), certain=False)
    if e.unit == "day":
        return when(day + timedelta(e.value))
    if e.unit == "shift" and e.value > 0 and tense == "past":
        return None  # "the first contact in nine months"
    if e.unit == "shift":
        middle = day + timedelta(e.value)
        if abs(e.value) < 7:
            return when(middle)
        slack = 3 if abs(e.value) < 30 else 15
        return when(middle - timedelta(slack), middle + timedelta(slack), certain=False)
    if e.unit == "weekday":
        first = _nearest(day, e.value, tense, e.relation)
        last = first + timedelta((e.until - e.value) % 7) if e.until is not None else first
        return when(first, last)
    monday = day - timedelta(day.weekday())
    step = {"last": -7, "next": 7}.get(e.relation, 0)
    if e.unit == "week":
        return _week(monday + timedelta(step), day, tense, e, when)
    if e.unit == "weekend":
        if not e.relation:
            step = -7 if tense == "past" and day.weekday() < 5 else 0
        elif e.relation == "last" and day.weekday() >= 5:
            step = -7
        saturday = monday + timedelta(5 + step)
        return when(saturday, saturday + timedelta(1), certain=False)
    year = day.year + step // 7
    begin, end = (10 if e.part == "late" else 1), (3 if e.part == "early" else 12)
    return when(date(year, begin, 1), _month_end(year, end), certain=False)


def _nearest(day: date, weekday: int, tense: Tense, relation: str) -> date:
    """Return the weekday meant: the nearest one before publication for the past, after it for plans."""
    back, ahead = (day.weekday() - weekday) % 7, (weekday - day.weekday()) % 7
    if relation.startswith("week:"):
        step = {"last": -7, "next": 7}.get(relation[5:], 0)
        return day - timedelta(day.weekday()) + timedelta(step + weekday)
    if relation == "last":
        return day - timedelta(back or 7)
    if relation == "next":
        return day + timedelta(ahead or 7)
    if relation == "sameday":
        # "later Saturday" was written on that Saturday, so it cannot lie after publication.
        return day - timedelta(back)
    return day + timedelta(ahead) if tense == "future" else day - timedelta(back)


def _week(monday: date, day: date, tense: Tense, e: TimeExpression, when: Callable[..., When]) -> When:
    first, last = monday, monday + timedelta(6)
    if e.part == "early":
        last = monday + timedelta(2)
    elif e.part == "late":
        first = monday + timedelta(3)
    if e.relation == "this":
        if tense == "past" and not e.part:
            # Printed on a Sunday or Monday, "this week" still means the week just lived through.
            first, last = (monday if day.weekday() > 1 else day - timedelta(7)), day
        elif tense == "future":
            first = max(first, day)
            last = last if day.weekday() < 6 else last + timedelta(7)
    return when(first, max(first, last), certain=False)


def _year_for(month: int, last: int, day: date, tense: Tense, slack: int = 31) -> int:
    """Return the year that brings a day and month nearest to publication in the direction of the tense.

    What is over may end up to `slack` days after publication: a month that has begun does, a day does not.
    """
    best = None
    for year in (day.year - 1, day.year, day.year + 1):
        end = min(last, calendar.monthrange(year, month)[1])
        distance = (date(year, month, end) - day).days
        wrong = (tense == "past" and distance > slack) or (tense == "future" and distance < -1)
        score = (wrong, abs(distance))
        if best is None or score < best[0]:
            best = (score, year)
    assert best is not None
    return best[1]


def _dates(e: TimeExpression, day: date | None, tense: Tense) -> When | None:
    first, last, other = e.days
    if not e.year and day is None:
        return None
    year = e.year or _year_for(e.month, first, day, tense, 2)  # type: ignore[arg-type]  # without a year there is a day
    try:
        begin = date(year, e.month, first)
        end = date(year + (other < e.month), other, last)
    except ValueError:
        return None
    return When(first=begin, last=max(begin, end), text=e.text, certain=True)


def _season(e: TimeExpression, day: date | None, tense: Tense) -> When | None:
    """Return the three months of the season nearest to publication in the direction of the tense."""
    if day is None:
        return None
    direction = {"last": "past", "next": "future"}.get(e.relation, tense)
    begins = [date(year, e.month, 1) for year in (day.year - 1, day.year, day.year + 1)]
    if direction == "future":
        first = min(b for b in begins if b + timedelta(91) >= day and (not e.relation or b > day))
    else:
        first = max(b for b in begins if b <= day)
    month = first.month + 2
    last = _month_end(first.year + (month > 12), (month - 1) % 12 + 1)
    return When(first=first, last=last, text=e.text, certain=False)


def _month_of(e: TimeExpression, day: date | None, tense: Tense) -> When | None:
    if e.month == 0:
        # "this month", "next month"
        if day is None:
            return None
        step = {"last": -1, "next": 1}.get(e.relation, 0)
        number = day.year * 12 + day.month - 1 + step
        year, month = number // 12, number % 12 + 1
    elif e.year:
        year, month = e.year, e.month
    elif day is None:
        return None
    else:
        month = e.month
        direction: Tense = {"last": "past", "next": "future"}.get(e.relation, tense)  # type: ignore[assignment]  # both are
        year = _year_for(month, 28, day, direction)
        if direction == "past" and date(year, month, 1) > day:
            year -= 1
    first, last = date(year, month, 1), _month_end(year, month)
    if e.part == "early":
        last = first + timedelta(9)
    elif e.part == "late":
        first = date(year, month, 20)
    elif e.part == "mid":
        first, last = date(year, month, 11), date(year, month, 20)
    elif not e.month and e.relation == "this" and day is not None:
        if tense == "past":
            last = day
        elif tense == "future":
            first = day
    return When(first=first, last=max(first, last), text=e.text, certain=not e.part)
