"""A source is a declaration: where to look, how often, how to read it, and who stands behind it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from scrapers.article import SourceClass

Kind = Literal["feed", "listing", "sitemap"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """CSS selectors of a listing page; all but `item` are looked up inside one item."""

    item: str
    link: str = "a"
    title: str | None = None
    date: str | None = None
    summary: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One place news comes from, as configured."""

    id: str
    url: str
    kind: Kind = "feed"
    name: str
    #: The publisher behind it: corroboration counts families, never feeds.
    family: str
    klass: SourceClass = "press"
    every: timedelta = timedelta(minutes=15)
    language: str | None = None
    #: ISO alpha-3 of the states whose official voice this is.
    countries: tuple[str, ...] = ()
    #: IANA zone for dates without an offset.
    timezone: str = "UTC"
    select: Selectors | None = None
    #: CSS selector of the article text where automatic extraction errs.
    body: str | None = None
    #: "feed-exempt": the feed itself is fetched without asking robots.txt; pages always ask.
    robots: Literal["obey", "feed-exempt"] = "obey"
    #: Former id whose history this source continues.
    was: str | None = None
