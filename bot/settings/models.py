"""The three configuration files as models (design: YAML, every key checked, unknown keys refused)."""

from datetime import date, time, timedelta
from ipaddress import ip_network
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)

from bot.settings.durations import parse_duration, parse_size
from scrapers.urls import canonical_url

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError) as error:
        from digests.nearest import nearest

        near = nearest(value, sorted(available_timezones()))
        raise ValueError(
            f"`{value}` is no IANA time zone" + (f"; did you mean {near}?" if near else "")
        ) from error
    return value


def _address(value: str) -> str:
    canonical_url(value)
    return value.strip()


def _cidr(value: str) -> str:
    try:
        ip_network(value, strict=False)
    except ValueError as error:
        raise ValueError(f"`{value}` is no address range; write CIDR, as in 192.168.1.0/24") from error
    return value


def _clock(value: object) -> time:
    if isinstance(value, time):
        return value
    text = str(value)
    parts = text.split(":")
    if len(parts) in (2, 3) and all(p.isdigit() and len(p) <= 2 for p in parts):
        numbers = [int(p) for p in parts]
        if numbers[0] < 24 and all(n < 60 for n in numbers[1:]):
            return time(*numbers)
    raise ValueError(f'`{text}` is no time of day; write HH:MM in quotation marks, as in "07:30"')


def _as_list(value: object) -> object:
    return value if isinstance(value, list | tuple) else [value]


Duration = Annotated[timedelta, BeforeValidator(parse_duration, json_schema_input_type=str)]
Size = Annotated[int, BeforeValidator(parse_size, json_schema_input_type=str | int)]
Zone = Annotated[str, AfterValidator(_zone)]
Address = Annotated[str, AfterValidator(_address)]
Cidr = Annotated[str, AfterValidator(_cidr)]
Clock = Annotated[time, BeforeValidator(_clock, json_schema_input_type=str)]
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$")]
Iso3 = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class Model(BaseModel):
    """Unknown keys are refused; values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Http(Model):
    """How we fetch."""

    concurrency: Annotated[int, Field(ge=1, le=100)] = 20
    per_host_interval: Duration = timedelta(seconds=2)
    timeout: Duration = timedelta(seconds=30)
    max_body: Size = 15 * 2**20
    allow_private: tuple[Cidr, ...] = ()


class Slack(Model):
    """Where notices go and who may do what."""

    ops_channel: str | None = None
    admins: tuple[str, ...] = ()
    subscribe_channels: Literal["members", "admins"] = "members"
    settle: Duration = timedelta(seconds=10)


class QuietHours(Model):
    """When alerts wait; their remainder arrives as one summary."""

    start: Clock
    end: Clock


class Alerting(Model):
    """Freshness and ceilings of alerts."""

    freshness: Duration = timedelta(hours=72)
    first_round: Annotated[int, Field(ge=0)] = 0
    per_hour: Annotated[int, Field(ge=1)] = 20
    per_day: Annotated[int, Field(ge=1)] = 100
    quiet_hours: QuietHours | None = None


class Retention(Model):
    """How long things are kept, counted from when we fetched them."""

    articles: Duration = timedelta(days=400)
    deliveries: Duration = timedelta(days=90)


class Site(Model):
    """Where the printable pages are written and served."""

    folder: str | None = None
    url: str | None = None


class Settings(Model):
    """settings.yaml"""

    timezone: Zone = "UTC"
    user_agent: Annotated[str, Field(min_length=3)] = "Communique/0.1 (no contact configured)"
    http: Http = Http()
    slack: Slack = Slack()
    alerting: Alerting = Alerting()
    retention: Retention = Retention()
    workers: Annotated[int, Field(ge=0, le=64)] = 1
    site: Site = Site()


class SelectConfig(Model):
    """CSS selectors of a listing."""

    item: str
    link: str = "a"
    title: str | None = None
    date: str | None = None
    summary: str | None = None


class SourceConfig(Model):
    """One row of sources.yaml."""

    id: Identifier
    url: Address
    name: str | None = None
    kind: Literal["feed", "listing", "sitemap"] = "feed"
    every: Duration = timedelta(minutes=15)
    family: str | None = None
    klass: Literal["official", "wire", "press", "state-media"] = Field(default="press", alias="class")
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] | None = None
    countries: tuple[Iso3, ...] = ()
    timezone: Zone | None = None
    select: SelectConfig | None = None
    body: str | None = None
    robots: Literal["obey", "feed-exempt"] = "obey"
    was: Identifier | None = None

    @field_validator("every")
    @classmethod
    def _at_least_a_second(cls, value: timedelta) -> timedelta:
        if value < timedelta(seconds=1):
            raise ValueError("a source is asked once a second at the most")
        return value

    @model_validator(mode="after")
    def _listing_has_selectors(self) -> "SourceConfig":
        if self.kind == "listing" and self.select is None:
            raise ValueError("a listing needs `select: {item: …}`")
        if self.kind != "listing" and self.select is not None:
            raise ValueError("`select` is for `kind: listing` only")
        return self


class DigestConfig(Model):
    """One row of `digests` in digests.yaml."""

    id: Identifier
    channel: Annotated[str, Field(min_length=1)]
    title: str | None = None
    at: Annotated[tuple[Clock, ...], BeforeValidator(_as_list, json_schema_input_type=str | list[str])] = ()
    every: Duration | None = None
    days: tuple[Day, ...] = DAYS
    skip: tuple[date, ...] = ()
    timezone: Zone | None = None
    filter: str | None = None
    was: Identifier | None = None

    @model_validator(mode="after")
    def _has_a_time(self) -> "DigestConfig":
        if bool(self.at) == (self.every is not None):
            raise ValueError("a digest needs either `at` (times of day) or `every` (for trials)")
        return self


class AlertConfig(Model):
    """One row of `alerts` in digests.yaml."""

    id: Identifier
    channel: Annotated[str, Field(min_length=1)]
    query: Annotated[str, Field(min_length=1)]


class SourcesFile(Model):
    """sources.yaml"""

    sources: tuple[SourceConfig, ...] = ()


class DigestsFile(Model):
    """digests.yaml"""

    digests: tuple[DigestConfig, ...] = ()
    alerts: tuple[AlertConfig, ...] = ()


FILES: dict[str, type[Model]] = {
    "settings.yaml": Settings,
    "sources.yaml": SourcesFile,
    "digests.yaml": DigestsFile,
}


def json_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of one of the three files."""
    schema = FILES[name].model_json_schema(by_alias=True, mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
