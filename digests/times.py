"""When: the days, months and ranges a text gives in words, read from the day of publication.

Reading has two steps, because tense decides: `find_times` says what stands in the text, `resolve` turns one
expression into days once the reader of the clause knows whether it tells of the past or of the future.
"""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from scrapers.article import Span

Tense = Literal["past", "present", "future"]
Unit = Literal["day", "weekday", "dates", "week", "weekend", "month", "year", "shift", "later"]

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1
    )
} | {"a": 1, "an": 1, "several": 4, "few": 4, "couple": 2}

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\.?)"
)
_COUNT = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|an?|several|a few|a couple of)"
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?"
_TO = r"\s*(?:-|–|—|\bto\b|\bthrough\b|\band\b|\buntil\b)\s*"
_PART = r"(?:morning|afternoon|evening|night|lunchtime|midday|noon)"

_TIME = re.compile(
    rf"""
      (?P<iso>\b(?:19|20)\d\d-\d\d-\d\d\b)
    | \b(?P<dm1>{_ORDINAL})(?:{_TO}(?P<dm2>{_ORDINAL}))?\s+(?:of\s+)?(?P<dm>{_MONTH})\b(?:,?\s+(?P<dmy>(?:19|20)\d\d)\b)?
    | \b(?P<md>{_MONTH})\s+(?P<md1>{_ORDINAL})\b(?!\s*(?:percent|per|%|o'clock|million|\.\d))
        (?:{_TO}(?:(?P<mdb>{_MONTH})\s+)?(?P<md2>{_ORDINAL})\b(?!\s*(?:percent|million|countries|states|years)))?
        (?:,?\s+(?P<mdy>(?:19|20)\d\d)\b)?
    | \b(?P<lead>(?:(?:early|late|later|earlier|mid)\s+)?(?:in\s+|the\s+end\s+of\s+|the\s+start\s+of\s+)?
        (?:last|next|this|early|late|mid|in|since|from|until|by|for|end\s+of|start\s+of))[\s-]+(?P<mon>{_MONTH})(?![\w-])(?!\.?\s+\d{{1,2}}\b)
        (?:,?\s+(?:of\s+)?(?P<my>(?:19|20)\d\d)\b)?
    | \b(?P<bmon>{_MONTH})(?:,?\s+(?P<bmy>(?:19|20)\d\d)\b|(?![\w-])(?!\.?\s+\d))
    | \b(?:(?P<wrel>last|next|this|this\s+coming|this\s+past|later(?:\s+on)?|earlier(?:\s+on)?|early|late|coming)\s+)?
        (?P<wd>{_DAY})\b(?:{_TO}(?P<wd2>{_DAY})\b)?
        (?:\s+(?:{_PART}\s+)?(?:of\s+)?(?P<wweek>last\s+week|next\s+week|this\s+week|a\s+week\s+ago))?
    | \b(?P<today>today|tonight|this\s+{_PART}|later\s+in\s+the\s+day|earlier\s+in\s+the\s+day|later\s+today|earlier\s+today)\b
    | \b(?P<yesterday>yesterday|last\s+night)\b
    | \b(?P<tomorrow>tomorrow)\b
    | \b(?P<ago>{_COUNT})\s+(?P<agou>days?|weeks?|months?|years?)\s+(?P<agow>ago|earlier|previously|later)\b
    | \b(?P<the>the\s+(?P<thew>previous|following|next)\s+day|the\s+day\s+(?P<thed>before|after))\b
    | \bin\s+(?P<ahead>{_COUNT})\s+(?P<aheadu>days|weeks|months)(?:['’]?\s+time)?\b
    | \b(?:(?P<upart>early|late|later|earlier|at\s+the\s+end\s+of|at\s+the\s+start\s+of|towards\s+the\s+end\s+of)\s+)?
        (?P<urel>last|next|this|the\s+coming|the\s+past|coming|past)\s+(?P<unit>weekend|week|month|year)\b
    | \b(?P<weekend>(?:at|over|on|during)\s+the\s+week-?end)\b
    | \b(?:in|during|since|of)\s+(?P<year>(?:19|20)\d\d)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_QUICK = re.compile(
    rf"{_DAY}|\b(?:today|tonight|yesterday|tomorrow|ago|week|weekend|month|year|day|days|weeks|months|earlier|later"
    rf"|morning|afternoon|evening|night)\b|\b{_MONTH}\b|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
# "May" the month is a capital; "may" and "March" the verbs are not months.
_LOWER_VERBS = frozenset(("may", "march", "sun", "mar", "dec", "jan", "sat"))


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """One expression of time as it stands in a text; `resolve` gives it its days."""

    span: Span
    text: str
    unit: Unit
    #: weekday: 0 Monday ... 6 Sunday; shift: signed count of days (weeks and months converted).
    value: int = 0
    #: Second weekday of a range, or None.
    until: int | None = None
    #: last, this, next, later, or "" for none.
    relation: str = ""
    #: Early, mid or late part of a week or month, or "".
    part: str = ""
    #: Month and year of "dates" and "month"; 0 for not given.
    month: int = 0
    year: int = 0
    #: Days of "dates": (first, last, month of the last).
    days: tuple[int, int, int] = (0, 0, 0)
    #: True when it counts from another day told in the text ("a day earlier").
    anchored: bool = False


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


def find_times(text: str, start: int, end: int) -> list[TimeExpression]:
    """Return the expressions of time in `text[start:end]`, in order; spans are offsets into `text`."""
    if not _QUICK.search(text, start, end):
        return []
    found = []
    for match in _TIME.finditer(text, start, end):
        expression = _read(match)
        if expression is None:
            continue
        if found and expression.unit == "dates" and found[-1].unit == "weekday" and found[-1].until is None:
            gap = text[found[-1].span[1] : expression.span[0]]
            if gap.strip(" ,") in ("", "the") and len(gap) < 7:
                # "Friday, December 9": the date says it all.
                begin = found.pop().span[0]
                span = (begin, expression.span[1])
                expression = replace(expression, span=span, text=text[begin : span[1]])
        found.append(expression)
    return found


def _month(word: str) -> int:
    return 0 if word in _LOWER_VERBS else _MONTHS.get(word.lower().rstrip("."), 0)


def _number(word: str) -> int:
    word = word.lower().strip()
    if word.isdigit():
        return int(word)
    return _NUMBERS.get(word.split()[-1] if word != "a couple of" else "couple", 1)


def _ordinal(word: str) -> int:
    return int(re.sub(r"\D", "", word))


def _read(match: re.Match[str]) -> TimeExpression | None:
    """Turn one match into an expression; None when the words are no time after all."""
    group = match.groupdict()
    span, text = match.span(), match.group()

    def make(unit: Unit, **more: object) -> TimeExpression:
        return TimeExpression(span=span, text=text, unit=unit, **more)  # type: ignore[arg-type]  # checked by tests

    if group["iso"]:
        try:
            day = date.fromisoformat(group["iso"])
        except ValueError:
            return None
        return make("dates", month=day.month, year=day.year, days=(day.day, day.day, day.month))
    if group["dm"] or group["md"]:
        key = "dm" if group["dm"] else "md"
        month = _month(group[key])
        first = _ordinal(group[key + "1"])
        last = _ordinal(group[key + "2"]) if group[key + "2"] else first
        if not month or not 0 < first < 32 or not 0 < last < 32:
            return None
        other = _month(group["mdb"]) if group["mdb"] else month
        return make("dates", month=month, year=int(group[key + "y"] or 0), days=(first, last, other or month))
    if group["mon"] or group["bmon"]:
        month = _month(group["mon"] or group["bmon"])
        bare = group["bmon"] and not group["bmy"]
        if bare and len((group["bmon"] or "").rstrip(".")) < 4 and month not in (5,):
            return None
        if not month or (bare and not (group["bmon"] or "")[0].isupper()) or (bare and month in (3, 5)):
            return None
        lead = (group["lead"] or "").lower()
        relation = next((r for r in ("last", "next", "this") if re.search(rf"\b{r}\b", lead)), "")
        return make(
            "month",
            month=month,
            year=int(group["my"] or group["bmy"] or 0),
            relation=relation,
            part=_part(lead),
        )
    if group["wd"]:
        if not group["wd"][0].isupper():
            return None
        return _weekday(group, make)
    for word, shift in (("today", 0), ("yesterday", -1), ("tomorrow", 1)):
        if group[word]:
            return make("day", value=shift)
    if group["ago"]:
        size = {"d": 1, "w": 7, "m": 30, "y": 365}[group["agou"][0].lower()]
        back = group["agow"].lower() not in ("later", "after")
        count = _number(group["ago"]) * size * (-1 if back else 1)
        return make("shift", value=count, anchored=group["agow"].lower() != "ago")
    if group["the"]:
        back = "previous" in text.lower() or "before" in text.lower()
        return make("shift", value=-1 if back else 1, anchored=True)
    if group["ahead"]:
        size = {"d": 1, "w": 7, "m": 30}[group["aheadu"][0].lower()]
        return make("shift", value=_number(group["ahead"]) * size)
    if group["unit"]:
        relation = group["urel"].lower().split()[-1]
        relation = {"coming": "next", "past": "last"}.get(relation, relation)
        unit = group["unit"].lower()
        return make(unit, relation=relation, part=_part((group["upart"] or "").lower()))
    if group["weekend"]:
        return make("weekend", relation="")
    if group["year"]:
        return make("year", year=int(group["year"]))
    return None


def _part(lead: str) -> str:
    for word, part in (
        ("early", "early"),
        ("start", "early"),
        ("mid", "mid"),
        ("late", "late"),
        ("end of", "late"),
    ):
        if re.search(rf"\b{word}(?:\b|-)", lead):
            return part
    return ""


def _weekday(group: dict[str, str | None], make: object) -> TimeExpression:
    relation = (group["wrel"] or "").lower()
    week = (group["wweek"] or "").lower()
    if week:
        relation = "week:" + ("last" if week.startswith(("last", "a")) else week.split()[0])
    elif relation.startswith(("later", "earlier", "early", "late")):
        relation = "sameday" if relation.startswith(("later", "earlier")) else ""
    elif relation.endswith(("past", "last")):
        relation = "last"
    elif relation.endswith("coming"):
        relation = "next"
    value = _DAYS.index((group["wd"] or "").lower())
    until = _DAYS.index(group["wd2"].lower()) if group["wd2"] else None
    return make("weekday", value=value, until=until, relation=relation)  # type: ignore[operator,no-any-return]


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
    if e.unit == "year" and e.year:
        return when(date(e.year, 1, 1), date(e.year, 12, 31), certain=False)
    if e.unit == "shift" and e.anchored:
        return when(anchor + timedelta(e.value), certain=abs(e.value) < 7) if anchor else None
    if day is None:
        return None
    if e.unit == "day":
        return when(day + timedelta(e.value))
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
    if e.unit == "month":
        return None
    return when(date(day.year + step // 7, 1, 1), date(day.year + step // 7, 12, 31), certain=False)


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


def _week(monday: date, day: date, tense: Tense, e: TimeExpression, when: object) -> When:
    first, last = monday, monday + timedelta(6)
    if e.part == "early":
        last = monday + timedelta(2)
    elif e.part == "late":
        first = monday + timedelta(3)
    if e.relation == "this":
        if tense == "past":
            # Printed on a Sunday or Monday, "this week" still means the week just lived through.
            first, last = (monday if day.weekday() > 1 else day - timedelta(7)), day
        elif tense == "future":
            first = max(first, day)
            last = last if day.weekday() < 6 else last + timedelta(7)
    return when(first, max(first, last), certain=False)  # type: ignore[operator,no-any-return]


def _year_for(month: int, last: int, day: date, tense: Tense) -> int:
    """Return the year that brings a day and month nearest to publication in the direction of the tense."""
    best = None
    for year in (day.year - 1, day.year, day.year + 1):
        end = min(last, calendar.monthrange(year, month)[1])
        distance = (date(year, month, end) - day).days
        wrong = (tense == "past" and distance > 31) or (tense == "future" and distance < -1)
        score = (wrong, abs(distance))
        if best is None or score < best[0]:
            best = (score, year)
    assert best is not None
    return best[1]


def _dates(e: TimeExpression, day: date | None, tense: Tense) -> When | None:
    first, last, other = e.days
    if not e.year and day is None:
        return None
    year = e.year or _year_for(e.month, first, day, tense)  # type: ignore[arg-type]
    try:
        begin = date(year, e.month, first)
        end = date(year + (other < e.month), other, last)
    except ValueError:
        return None
    return When(first=begin, last=max(begin, end), text=e.text, certain=True)


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
        direction: Tense = {"last": "past", "next": "future"}.get(e.relation, tense)  # type: ignore[assignment]
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
