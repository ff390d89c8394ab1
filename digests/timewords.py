"""Words of time: the weekdays, dates, months and spans that stand in a text, not yet turned into days."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from scrapers.article import Span

Unit = Literal["day", "weekday", "dates", "week", "weekend", "month", "season", "year", "shift", "soon"]

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = {
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
#: First month of each season in the north, where most outlets write.
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_WEEKS = {"first": (1, 7), "second": (8, 14), "third": (15, 21), "fourth": (22, 28), "last": (22, 31)}

_TIME = re.compile(
    rf"""
      \b(?=[0-9a-z])(?:
      (?P<iso>\b(?:19|20)\d\d-\d\d-\d\d\b)
    | \b(?P<dm1>{_ORDINAL})(?:{_TO}(?P<dm2>{_ORDINAL}))?\s+(?:of\s+)?(?P<dm>{_MONTH})\b(?:,?\s+(?P<dmy>(?:19|20)\d\d)\b)?
    | \b(?P<xd1>{_ORDINAL})\s+(?P<xm1>{_MONTH})\s*(?:-|–|—|\bto\b|\buntil\b)\s*(?P<xd2>{_ORDINAL})\s+(?P<xm2>{_MONTH})\b
        (?:,?\s+(?P<xy>(?:19|20)\d\d)\b)?
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
    | \b(?P<yesterday>(?:the\s+day\s+before\s+)?yesterday|last\s+night)\b
    | \b(?P<tomorrow>(?:the\s+day\s+after\s+)?tomorrow)\b
    | \b(?P<ago>{_COUNT})\s+(?P<agou>hours?|days?|weeks?|months?|years?)\s+(?P<agow>ago|earlier|previously|later|before|after)\b
    | \b(?:(?:earlier|later)\s+)?(?P<same>the\s+same\s+(?:day|{_PART})|that\s+(?:same\s+)?(?:day|{_PART}))\b(?!\s+(?:of|will)\b)
    | \b(?P<weekof>the\s+(?P<nth>first|second|third|fourth|last)\s+week\s+(?:of|in)\s+(?P<nthm>{_MONTH}))(?![\w-])
    | \b(?P<srel>(?:early\s+|late\s+)?(?:in\s+the|during\s+the|this|next|last|this\s+past|this\s+coming))
        \s+(?P<season>spring|summer|autumn|fall|winter)\b
        (?!\s+(?:of|games|olympics|break|school)\b)
    | \b(?P<the>the\s+(?P<thew>previous|following|next)\s+day|the\s+day\s+(?P<thed>before|after))\b
    | \bin\s+(?P<ahead>{_COUNT})\s+(?P<aheadu>days|weeks|months)(?:['’]?\s+time)?\b
    | \b(?:(?P<upart>early|late|later|earlier|at\s+the\s+end\s+of|at\s+the\s+start\s+of|towards\s+the\s+end\s+of)\s+)?
        (?P<urel>last|next|this|the\s+coming|the\s+past|coming|past)\s+(?P<unit>weekend|week|month|year)\b
    | \b(?P<inpart>early|late|later|earlier)\s+in\s+the\s+(?P<inunit>week|month|year)\b
    | \b(?:within|in|over|during)\s+(?:(?:the\s+)?(?:coming|next)\s+)?(?:few\s+|several\s+)?(?P<soon>hours|days|weeks)\b(?!\s+of)
    | \b(?:within|in|over|during)\s+the\s+(?:coming|next)\s+(?P<soonn>{_COUNT})\s+(?P<soonu>days|weeks)\b
    | \b(?:before|by|at|until|towards?)\s+the\s+end\s+of\s+(?:the|this)\s+(?P<endof>week|month|year)\b
    | \b(?P<weekend>(?:at|over|on|during|by|for)\s+the\s+week-?end
        |week-?end(?=\s+(?:talks|meetings?|summit|visit|trip|gathering|retreat|session)\b))\b
    | \b(?:in|during|since|of)\s+(?P<year>(?:19|20)\d\d)\b
      )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_QUICK = re.compile(
    rf"\b(?=[12adefhjlmnostwy])(?:{_DAY}|(?:today|tonight|yesterday|tomorrow|ago|week|week-?end|month|year|hours?|days?|weeks|months|spring|summer|autumn|fall|winter"
    rf"|earlier|later|morning|afternoon|evening|night)\b|{_MONTH}(?!\w)|(?:19|20)\d\d\b)",
    re.IGNORECASE,
)
#: How far around its word of time an expression may reach ("towards the end of the coming week").
_REACH = 44
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
    #: last, this, next, later, or "" for none; of a shift: "of" when it counts from what follows ("a day after ...").
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


def find_times(text: str, start: int, end: int) -> list[TimeExpression]:
    """Return the expressions of time in `text[start:end]`, in order; spans are offsets into `text`."""
    found: list[TimeExpression] = []
    for match in _matches(text, start, end):
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


def _matches(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the matches of the full pattern; it is tried only near a word of time, for most text holds none."""
    at = start
    while hit := _QUICK.search(text, at, end):
        limit = text.find(" ", hit.end() + _REACH, end)
        match = _TIME.search(text, max(at, hit.start() - _REACH), end if limit < 0 else limit)
        if match is None:
            at = hit.end()
            continue
        yield match
        at = max(match.end(), at + 1)


def _month(word: str) -> int:
    return 0 if word in _LOWER_VERBS else MONTHS.get(word.lower().rstrip("."), 0)


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
    if group["xd1"]:
        a, b = _month(group["xm1"]), _month(group["xm2"])
        first, last = _ordinal(group["xd1"]), _ordinal(group["xd2"])
        if not a or not b or not 0 < first < 32 or not 0 < last < 32:
            return None
        return make("dates", month=a, year=int(group["xy"] or 0), days=(first, last, b))
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
    if group["today"] and text.lower().endswith("in the day"):
        return make("shift", value=0, anchored=True)
    for word, shift in (("today", 0), ("yesterday", -1), ("tomorrow", 1)):
        if group[word]:
            return make("day", value=shift * (2 if text.lower().startswith("the ") else 1))
    if group["ago"]:
        size = {"h": 0, "d": 1, "w": 7, "m": 30, "y": 365}[group["agou"][0].lower()]
        how = group["agow"].lower()
        count = _number(group["ago"]) * size * (1 if how in ("later", "after") else -1)
        relation = "of" if how in ("before", "after") else ""
        return make("shift", value=count, anchored=how != "ago", relation=relation)
    if group["the"]:
        back = "previous" in text.lower() or "before" in text.lower()
        return make("shift", value=-1 if back else 1, anchored=True, relation="of" if group["thed"] else "")
    if group["same"]:
        return make("shift", value=0, anchored=True, relation="same")
    if group["weekof"]:
        month, (first, last) = _month(group["nthm"]), _WEEKS[group["nth"].lower()]
        last = min(last, monthrange(2001, month)[1]) if month else last
        return make("dates", month=month, days=(first, last, month)) if month else None
    if group["season"]:
        relation = next((r for r in ("last", "next") if r in group["srel"].lower()), "")
        return make("season", month=_SEASONS[group["season"].lower()], relation=relation)
    if group["inunit"]:
        inside: Unit = {"week": "week", "month": "month", "year": "year"}[group["inunit"].lower()]  # type: ignore[assignment]  # all are
        return make(inside, relation="this", part=_part(group["inpart"].lower()))
    if group["ahead"]:
        size = {"d": 1, "w": 7, "m": 30}[group["aheadu"][0].lower()]
        return make("shift", value=_number(group["ahead"]) * size)
    if group["unit"]:
        relation = group["urel"].lower().split()[-1]
        relation = {"coming": "next", "past": "last"}.get(relation, relation)
        span_unit: Unit = {"week": "week", "weekend": "weekend", "month": "month"}.get(
            group["unit"].lower(), "year"
        )  # type: ignore[assignment]  # all are
        return make(span_unit, relation=relation, part=_part((group["upart"] or "").lower()))
    if group["soon"]:
        return make("soon", value={"h": 1, "d": 7, "w": 28}[group["soon"][0].lower()])
    if group["soonn"]:
        return make("soon", value=_number(group["soonn"]) * (7 if group["soonu"][0] in "wW" else 1))
    if group["endof"]:
        ends: dict[str, Unit] = {"week": "week", "month": "month", "year": "year"}
        return make(ends[group["endof"].lower()], relation="this")
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


def _weekday(group: dict[str, str | None], make: Callable[..., TimeExpression]) -> TimeExpression:
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
    return make("weekday", value=value, until=until, relation=relation)
