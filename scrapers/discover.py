"""What a site offers to follow: feeds it names, news sitemaps of its robots.txt, or a page that lists its news.

Only what the site itself links to is asked for; no address is guessed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from scrapers.article import Entry
from scrapers.errors import ParseError, ScrapeError
from scrapers.feed import feed_links
from scrapers.fetch import FEED_TYPES, Fetcher, Request, Response
from scrapers.kinds import child_addresses, read_source
from scrapers.language import language_tag
from scrapers.markup import decode, one_line, soup
from scrapers.repeated import propose
from scrapers.robots import sitemaps_of
from scrapers.source import Kind, Selectors, Source
from scrapers.urls import canonical_url, identity_key, same_site

#: Documents of each kind that are asked for.
MOST_FEEDS, MOST_SITEMAPS = 6, 4
#: A link that says it is a feed.
_FEED_PATH = re.compile(r"(?:^|[/._?=-])(?:rss|atom|feeds?|rdf)(?:$|[/._?=&-])|\.xml$", re.IGNORECASE)
_LANG = re.compile(r"""<html[^>]{0,500}?\slang=["']?([\w-]{2,20})""", re.IGNORECASE)
#: What discovered entries carry as their source.
NAME = "discover"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One way to follow the site."""

    kind: Kind
    url: str
    entries: tuple[Entry, ...]
    select: Selectors | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """What was found, the best first."""

    #: Where the address led.
    url: str
    #: What the site calls itself; "" when it does not say.
    name: str
    language: str | None
    proposals: tuple[Proposal, ...]
    #: What was asked for and could not be used, and why.
    notes: tuple[str, ...] = ()


def discover(url: str, fetcher: Fetcher) -> Discovery:
    """Look at an address, and at what it names, as politely as any source is asked.

    Raises:
        ScrapeError: The address itself cannot be had.
    """
    response = fetcher.get(Request(url=url, source=NAME))
    if (direct := _as_document(response)) is not None:
        return Discovery(url=response.url, name="", language=direct.entries[0].language, proposals=(direct,))
    markup = decode(response.body, response.content_type)
    page = soup(markup)
    site = page.find("meta", attrs={"property": "og:site_name"})
    name = str(site.get("content") or "") if site else ""
    if not name and page.title:
        name = page.title.get_text(" ")
    language = _LANG.search(markup[:5_000])
    notes: list[str] = []
    found: dict[str, Proposal] = {}
    for proposal in (*_feeds(markup, response.url, fetcher, notes), *_sitemaps(response.url, fetcher, notes)):
        found.setdefault(identity_key(proposal.url), proposal)
    listing = _listing(markup, response, notes)
    return Discovery(
        url=response.url,
        name=one_line(name, 80),
        language=language_tag(language[1]) if language else None,
        proposals=(*found.values(), *([listing] if listing else [])),
        notes=tuple(notes),
    )


def _source(kind: Kind, url: str, select: Selectors | None = None) -> Source:
    return Source(id=NAME, url=url, kind=kind, name=NAME, family=NAME, select=select)


def _as_document(response: Response) -> Proposal | None:
    """Return the address itself as a proposal when it is a feed or sitemap."""
    head = response.body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return None
    kinds: tuple[Kind, ...] = ("feed", "sitemap")
    for kind in kinds:
        try:
            listing = read_source(
                _source(kind, response.url), response.body, response.url, response.content_type
            )
        except ParseError:
            continue
        if listing.entries:
            return Proposal(kind=kind, url=response.url, entries=listing.entries)
    return None


def _feeds(markup: str, url: str, fetcher: Fetcher, notes: list[str]) -> Iterator[Proposal]:
    """Yield the feeds that a page names: in its head, then by links that say so."""
    named = feed_links(markup, url)
    for link in soup(markup)("a", href=True):
        try:
            address = canonical_url(str(link["href"]), url)
        except ValueError:
            continue
        parts = urlsplit(address)
        words = one_line(link.get_text(" ")).lower()
        if (
            _FEED_PATH.search(parts.path)
            or _FEED_PATH.search(parts.query)
            or words in ("rss", "atom", "rss feed")
        ):
            named.append(address)
    # A feed of comments is no news.
    unique = sorted(dict.fromkeys(named), key=lambda address: "comment" in address.lower())
    for address in unique[:MOST_FEEDS]:
        try:
            response = fetcher.get(Request(url=address, source=NAME, accept=FEED_TYPES))
            listing = read_source(
                _source("feed", address), response.body, response.url, response.content_type
            )
        except ScrapeError as error:
            notes.append(f"{address}: {error.reason}")
            continue
        if listing.entries:
            yield Proposal(kind="feed", url=address, entries=listing.entries)
        else:
            notes.append(f"{address}: the feed is empty")


def _sitemaps(url: str, fetcher: Fetcher, notes: list[str]) -> Iterator[Proposal]:
    """Yield the sitemaps of robots.txt that date their pages as news."""
    parts = urlsplit(url)
    try:
        robots = fetcher.get(
            Request(url=f"{parts.scheme}://{parts.netloc}/robots.txt", source=NAME, robots=False)
        )
    except ScrapeError:
        return
    named = [address for line in sitemaps_of(robots.body) for address in _own(line, url)]
    named.sort(key=lambda address: "news" not in address.lower())
    for address in named[:MOST_SITEMAPS]:
        try:
            entries = _sitemap(address, fetcher)
        except ScrapeError as error:
            notes.append(f"{address}: {error.reason}")
            continue
        if any(entry.published for entry in entries):
            yield Proposal(kind="sitemap", url=address, entries=entries)
        else:
            notes.append(f"{address}: lists pages, not news")


def _own(line: str, url: str) -> list[str]:
    try:
        address = canonical_url(line, url)
    except ValueError:
        return []
    return [address] if same_site(address, url) else []


def _sitemap(address: str, fetcher: Fetcher) -> tuple[Entry, ...]:
    source = _source("sitemap", address)
    response = fetcher.get(Request(url=address, source=NAME, accept=FEED_TYPES))
    children = child_addresses(source, response.body, response.url)
    if children:
        # News and the newest stand first; one child tells what the index is.
        response = fetcher.get(Request(url=children[0], source=NAME, accept=FEED_TYPES))
    return read_source(source, response.body, response.url, response.content_type).entries


def _listing(markup: str, response: Response, notes: list[str]) -> Proposal | None:
    select = propose(markup, response.url)
    if select is None:
        notes.append(f"{response.url}: no repeated element that looks like a list of news")
        return None
    source = _source("listing", response.url, select)
    try:
        listing = read_source(source, response.body, response.url, response.content_type)
    except ParseError as error:
        notes.append(f"{response.url}: {error.reason}")
        return None
    return Proposal(kind="listing", url=response.url, entries=listing.entries, select=select)
