"""The four configuration files as models: every key checked, unknown keys refused, values never change.

What concerns two keys or two rows at once is in `bot.settings.checks`.
"""

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from bot.settings.values import (
    DAYS,
    Address,
    Agent,
    Asked,
    Calendar,
    Channel,
    Cidr,
    Clock,
    Clocks,
    Count,
    Css,
    Days,
    Duration,
    Identifier,
    Ip,
    Iso3,
    Keep,
    Language,
    Member,
    Positive,
    Rhythm,
    Size,
    Text,
    Trial,
    Wait,
    Weekly,
    Zone,
)

__all__ = [
    "DAYS",
    "FILES",
    "AlertConfig",
    "DigestConfig",
    "DigestsFile",
    "Model",
    "Settings",
    "SourceConfig",
    "SourcesFile",
]


class Model(BaseModel):
    """Unknown keys are refused; values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Http(Model):
    """How we fetch."""

    concurrency: Annotated[int, Field(strict=True, ge=1, le=100)] = 20
    per_host_interval: Duration = timedelta(seconds=2)
    timeout: Wait = timedelta(seconds=30)
    max_body: Size = 15 * 2**20
    allow_private: tuple[Cidr, ...] = ()


class Slack(Model):
    """Where notices go and who may do what."""

    ops_channel: Channel | None = None
    admins: tuple[Member, ...] = ()
    subscribe_channels: Literal["members", "admins"] = "members"
    settle: Duration = timedelta(seconds=10)


class QuietHours(Model):
    """When alerts wait; their remainder arrives as one summary."""

    start: Clock
    end: Clock

    @model_validator(mode="after")
    def _lasts(self) -> "QuietHours":
        if self.start == self.end:
            raise ValueError("`start` and `end` are the same; leave `quiet_hours` out where there are none")
        return self


class Alerting(Model):
    """Freshness and ceilings of alerts."""

    freshness: Wait = timedelta(hours=72)
    first_round: Count = 0
    per_hour: Positive = 20
    per_day: Positive = 100
    quiet_hours: QuietHours | None = None


class Retention(Model):
    """How long things are kept, counted from when we fetched them."""

    articles: Keep = timedelta(days=400)
    deliveries: Keep = timedelta(days=90)


class Site(Model):
    """Where the printable pages are written and served."""

    folder: Text | None = None
    url: Address | None = None


class Metrics(Model):
    """Where the state of everything is served for Prometheus; nowhere without a port."""

    port: Annotated[int, Field(strict=True, ge=1, le=65535)] | None = None
    address: Ip = "127.0.0.1"


class Settings(Model):
    """settings.yaml: how Communiqué runs. Every key is optional."""

    timezone: Zone = "UTC"
    user_agent: Agent = "Communique/0.1 (no contact configured)"
    http: Http = Http()
    slack: Slack = Slack()
    alerting: Alerting = Alerting()
    retention: Retention = Retention()
    workers: Annotated[int, Field(strict=True, ge=0, le=64)] = 1
    site: Site = Site()
    metrics: Metrics = Metrics()


class SelectConfig(Model):
    """CSS selectors of a listing; all but `item` are looked up inside one item."""

    item: Css
    link: Css = "a"
    title: Css | None = None
    date: Css | None = None
    summary: Css | None = None


class SourceConfig(Model):
    """One row of sources.yaml."""

    id: Identifier
    url: Address
    name: Text | None = None
    kind: Literal["feed", "listing", "sitemap"] = "feed"
    every: Rhythm = timedelta(minutes=15)
    family: Text | None = None
    klass: Literal["official", "wire", "press", "state-media"] = Field(default="press", alias="class")
    language: Language | None = None
    countries: tuple[Iso3, ...] = ()
    timezone: Zone | None = None
    select: SelectConfig | None = None
    body: Css | None = None
    robots: Literal["obey", "feed-exempt"] = "obey"
    was: Identifier | None = None


class DigestConfig(Model):
    """One row of `digests` in digests.yaml."""

    id: Identifier
    channel: Channel
    title: Text | None = None
    at: Clocks = ()
    every: Trial | None = None
    days: Days = DAYS
    skip: tuple[Calendar, ...] = ()
    timezone: Zone | None = None
    filter: Asked | None = None
    weekly: Weekly | None = None
    was: Identifier | None = None


class AlertConfig(Model):
    """One row of `alerts` in digests.yaml."""

    id: Identifier
    channel: Channel
    query: Asked


class SourcesFile(Model):
    """sources.yaml: where Communiqué looks."""

    sources: tuple[SourceConfig, ...] = ()


class DigestsFile(Model):
    """digests.yaml: what Communiqué posts, where and when."""

    digests: tuple[DigestConfig, ...] = ()
    alerts: tuple[AlertConfig, ...] = ()


class HolderConfig(Model):
    """One row of office_holders.yaml: who held which office when."""

    name: Annotated[str, Field(min_length=3)]
    role: Annotated[str, Field(min_length=2)]
    country: Iso3 | None = None
    org: str | None = None
    #: First and last day in office; open when left out.
    since: Calendar | None = None
    until: Calendar | None = None

    @model_validator(mode="after")
    def _acts_for_somebody(self) -> "HolderConfig":
        if self.country is None and self.org is None:
            raise ValueError("an office-holder acts for a `country` or an `org`")
        if self.since and self.until and self.until < self.since:
            raise ValueError("`until` is before `since`")
        return self


class HoldersFile(Model):
    """office_holders.yaml: who holds which office, for what articles leave out."""

    #: Empty while every row is commented out.
    holders: Annotated[
        tuple[HolderConfig, ...], BeforeValidator(lambda value: () if value is None else value)
    ] = ()


FILES: dict[str, type[Model]] = {
    "settings.yaml": Settings,
    "sources.yaml": SourcesFile,
    "digests.yaml": DigestsFile,
    "office_holders.yaml": HoldersFile,
}
