"""Values as an administrator writes them, checked one by one; every refusal says what to write instead."""

import re
from datetime import date, datetime, time, timedelta
from ipaddress import ip_address, ip_network
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from bot.settings.durations import parse_duration, parse_size
from digests.language import language_code
from digests.lexicon.tables import cell, rows
from digests.nearest import nearest
from digests.query import QueryError, parse
from scrapers.language import language_tag
from scrapers.markup import select, soup
from scrapers.urls import canonical_url

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

#: What a text that misses its pattern should have looked like.
PATTERNS = {
    r"^[a-z0-9][a-z0-9._-]{0,63}$": "an id has small letters, digits, points and hyphens, at most 64",
    r"^(#?[^\s#@<>&,.!?:A-Z]{1,80}|[CGDU][A-Z0-9]{5,20})$": 'a channel is its name, as in "#desk", or its id, as in C012AB3CD',
    r"^[UW][A-Z0-9]{4,20}$": "a member is an id, as in U012AB3CD (Slack: profile, Copy member ID)",
    r"^[\x20-\x7e]{3,300}$": "a user agent is one line of plain ASCII characters",
    r"^(mon|tue|wed|thu|fri|sat|sun) ([01]?[0-9]|2[0-3]):[0-5][0-9]$": 'a weekly time is a day and a time, as in "mon 08:00"',
}
ID, CHANNEL, MEMBER, AGENT, WEEKLY = PATTERNS
LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        zones = sorted(available_timezones())
        # People write the city alone ("Paris"); the nearest spelling of the whole name would be another zone.
        by_city = [
            z for z in zones if z.rpartition("/")[2].lower() == value.strip().lower().replace(" ", "_")
        ]
        near = by_city[0] if by_city else nearest(value, zones)
        if re.fullmatch(r"[A-Za-z]{0,5}\s*[+-]\d.*", value.strip(), re.ASCII):
            # `Etc/GMT+2`, the nearest name, lies two hours *behind* Greenwich.
            hint = "an offset knows no summer time; write the zone of a place, as in Europe/Paris"
        else:
            hint = f"did you mean `{near}`?" if near else "write the zone of a place, as in Europe/Paris"
        raise ValueError(f"`{value}` is no IANA time zone; {hint}") from error
    return value


def _address(value: str) -> str:
    text = value.strip()
    if re.search(r"\s", text):
        raise ValueError("a space stands in the address; write %20 for one that belongs there")
    if not re.match(r"https?://?", text, re.IGNORECASE):
        near = "https://" + re.sub(r"^(?:h[a-z]{2,5}:)?/{0,3}", "", text, flags=re.IGNORECASE)
        hint = f"; did you mean `{near}`?" if ":" not in near[8:].partition("/")[0] and "." in near else ""
        raise ValueError(f"`{text[:80]}` is no web address: it begins with https:// or http://{hint}")
    canonical_url(text)
    return text


def _cidr(value: str) -> str:
    try:
        ip_network(value, strict=False)
    except ValueError as error:
        raise ValueError(f"`{value}` is no address range; write CIDR, as in 192.168.1.0/24") from error
    return value


def _ip(value: str) -> str:
    try:
        ip_address(value)
    except ValueError as error:
        raise ValueError(f"`{value}` is no address of this machine; write digits, as in 127.0.0.1") from error
    return value


def _clock(value: object) -> time:
    if isinstance(value, time):
        return value
    text = str(value)
    match = re.fullmatch(r"(\d{1,2}):(\d\d)(?::(\d\d))?", text, re.ASCII)
    if match:
        hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
        if hour < 24 and minute < 60 and second < 60:
            return time(hour, minute, second)
    raise ValueError(f"`{text}` is no time of day; write HH:MM in quotation marks{_meant_clock(text)}")


def _meant_clock(text: str) -> str:
    """Return the remedy for a time in another spelling: `8h30`, `8am`, `0800`, `24:00`."""
    match = re.fullmatch(
        r"(\d{1,2})(?:[.:h]?(\d\d))?\s*(?:h|(am|pm))?", text.strip(), re.ASCII | re.IGNORECASE
    )
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (99, 0)
    if match and match[3]:
        hour = hour % 12 + (12 if match[3].lower() == "pm" else 0)
    hour = 0 if (hour, minute) == (24, 0) else hour
    return f'; did you mean "{hour:02}:{minute:02}"?' if hour < 24 and minute < 60 else ', as in "07:30"'


def _date(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
            return date.fromisoformat(value)
    except ValueError as error:
        raise ValueError(f"`{value}` is a day that does not exist") from error
    raise ValueError(f"`{value}` is no day; write YYYY-MM-DD, as in 2026-12-25")


def _css(value: str) -> str:
    select(soup(""), value)
    return value


def _country(value: str) -> str:
    known = {row["code"]: row for row in rows("states")}
    if value in known:
        return value
    folded = value.strip().casefold()
    near = [
        code
        for code, row in known.items()
        if folded
        in {row["name"].casefold(), *(f.casefold() for f in cell(row, "forms") + cell(row, "abroad"))}
    ]
    near = (
        near
        or [code for code in known if len(folded) == len("NO") and code.casefold().startswith(folded)][:3]
    )
    near = near or [code for code in [nearest(value, list(known), 60)] if code]
    hint = f"; did you mean {' or '.join(f'`{code}`' for code in near)}?" if near else ", as in FRA"
    raise ValueError(f"`{value}` is no country; write its ISO 3166-1 alpha-3 code{hint}")


def _query(value: str) -> str:
    try:
        parse(value)
    except QueryError as error:
        raise ValueError(f"the query is refused at its {error}") from error
    return value


def _as_list(value: object) -> object:
    # Where nothing stands, `bot.settings.checks` says that a digest needs a time.
    return value if isinstance(value, list | tuple) else [] if value is None else [value]


def _days(value: object) -> object:
    """Refuse words for several days with the list they stand for."""
    if not isinstance(value, str):
        return value
    word = value.strip().lower()
    ends = [day for part in re.split(r"\s*(?:-|–|to)\s*", word) for day in DAYS if part.startswith(day)]
    days = ", ".join(DAYS)
    if len(ends) == len(("from", "to")):
        first, last = DAYS.index(ends[0]), DAYS.index(ends[1])
        days = ", ".join(
            DAYS[n % len(DAYS)] for n in range(first, last + 1 + (len(DAYS) if last < first else 0))
        )
    elif ends:
        days = ends[0]
    elif word in ("weekdays", "workdays", "working days"):
        days = ", ".join(DAYS[:5])
    raise ValueError(f"`{value}` is no list of days; write [{days}]")


def _language(value: str) -> str:
    """Refuse what is no tag, or not the shortest one: an "eng" would not be known as English."""
    tag = language_tag(value)
    if re.fullmatch(LANGUAGE, value) and tag == value.lower():
        return value
    meant = language_code(value) or tag
    hint = f"; did you mean `{meant}`?" if meant else ", as in en or pt-BR"
    raise ValueError(f"`{value}` is no language; write its BCP 47 tag{hint}")


def _at_least(least: timedelta, told: str) -> AfterValidator:
    def check(value: timedelta) -> timedelta:
        if value < least:
            raise ValueError(told)
        return value

    return AfterValidator(check)


def _size(value: object) -> int:
    size = parse_size(value)
    if not 1024 <= size <= 2**30:
        raise ValueError(f"`{value}` is out of range: 1KiB to 1GiB")
    return size


_DurationText = Annotated[str, Field(pattern=r"^[0-9]+ *(ms|s|m|h|d)$")]
_ClockText = Annotated[str, Field(pattern=r"^[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?$")]

Duration = Annotated[timedelta, BeforeValidator(parse_duration, json_schema_input_type=_DurationText)]
#: How often a source is asked.
Rhythm = Annotated[Duration, _at_least(timedelta(seconds=1), "a source is asked once a second at the most")]
#: How often a trial digest is posted.
Trial = Annotated[Duration, _at_least(timedelta(seconds=1), "a digest comes once a second at the most")]
#: A wait that must not be zero: nothing could be done within it.
Wait = Annotated[Duration, _at_least(timedelta(milliseconds=100), "this must be at least 100ms")]
#: How long something is kept.
Keep = Annotated[Duration, _at_least(timedelta(days=1), "nothing can be kept for less than 1d")]
Size = Annotated[int, BeforeValidator(_size, json_schema_input_type=str | int)]
Count = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
Positive = Annotated[int, Field(strict=True, ge=1, le=1_000_000)]
Text = Annotated[str, Field(min_length=1, max_length=500)]
#: A query; see `digests.query`.
Asked = Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(_query)]
Zone = Annotated[str, AfterValidator(_zone)]
Address = Annotated[str, AfterValidator(_address)]
Cidr = Annotated[str, AfterValidator(_cidr)]
Ip = Annotated[str, AfterValidator(_ip)]
Clock = Annotated[time, BeforeValidator(_clock, json_schema_input_type=_ClockText)]
Clocks = Annotated[
    tuple[Clock, ...], BeforeValidator(_as_list, json_schema_input_type=_ClockText | list[_ClockText])
]
#: The days on which something happens.
Days = Annotated[
    Annotated[tuple[Day, ...], Field(min_length=1)],
    BeforeValidator(_days, json_schema_input_type=Annotated[list[Day], Field(min_length=1)]),
]
Calendar = Annotated[date, BeforeValidator(_date)]
Css = Annotated[str, Field(min_length=1), AfterValidator(_css)]
Identifier = Annotated[str, Field(pattern=ID)]
Iso3 = Annotated[str, AfterValidator(_country), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$"})]
Language = Annotated[str, AfterValidator(_language), WithJsonSchema({"type": "string", "pattern": LANGUAGE})]
Channel = Annotated[str, Field(pattern=CHANNEL)]
Member = Annotated[str, Field(pattern=MEMBER)]
Agent = Annotated[str, Field(pattern=AGENT)]
Weekly = Annotated[str, Field(pattern=WEEKLY)]
