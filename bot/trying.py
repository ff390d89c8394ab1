"""What one address would give us: the entries of a feed, listing or sitemap, or an article with what is read from it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.settings import Configuration
from bot.web import read_listing, source_request
from digests.document import annotate
from digests.extract import read_article
from digests.meetings import explain
from digests.records import Facts
from digests.shapes import meeting_row, statement_row
from scrapers.article import Article, Entry, Listing
from scrapers.errors import ParseError
from scrapers.feed import feed_links
from scrapers.fetch import Fetcher, Request, Response
from scrapers.markup import decode
from scrapers.page import read_page
from scrapers.source import Source
from scrapers.urls import identity_key, same_site

#: The name errors and entries carry when the address belongs to no configured source.
UNKNOWN = "try"
#: So many paragraphs, so large a part of them without an end of a sentence, are headlines and no article.
_HEADLINES, _UNENDED = 8, 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What came of an address."""

    #: Where it led, after redirects.
    url: str
    #: The source it was read as: a configured one, or one made up for it.
    source: Source
    #: None when it is an article.
    listing: Listing | None = None
    article: Article | None = None
    facts: Facts | None = None
    #: For each meeting, and in it each participant, the words it was taken for.
    why: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()


def try_address(url: str, configuration: Configuration, fetcher: Fetcher, now: datetime) -> Tried:
    """Fetch an address as a source or page would be fetched, and read it as far as it goes.

    A configured source is read as configured, a page on its site with its selector; anything else is recognised.

    Raises:
        ScrapeError: It cannot be had, or holds nothing we can read.
    """
    source = _source(url, configuration)
    known = identity_key(source.url) == identity_key(url)
    asked = source_request(source) if known else Request(url=url, source=source.id)
    response = fetcher.get(asked)
    if known:
        return _listed(source, response, fetcher)
    if not _is_page(response):
        for kind in ("feed", "sitemap"):
            try:
                return _listed(replace(source, kind=kind, select=None, url=url), response, fetcher)
            except ParseError:
                continue
        if not _is_text(response):
            given = response.content_type.split(";")[0] or "nothing known"
            raise ParseError(source.id, f"the answer is {given}: no feed, no sitemap and no page")
    return _page(url, source, response, now)


def _source(url: str, configuration: Configuration) -> Source:
    """Return the configured source of an address, else one on its site, else one made up."""
    for source in configuration.sources:
        if identity_key(source.url) == identity_key(url):
            return source
    for source in configuration.sources:
        if same_site(source.url, url):
            return source
    zone = configuration.settings.timezone
    return Source(id=UNKNOWN, url="https://try.invalid/", name=UNKNOWN, family=UNKNOWN, timezone=zone)


def _is_page(response: Response) -> bool:
    head = response.body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html"))


def _is_text(response: Response) -> bool:
    return response.content_type.split(";")[0].strip().lower() in (
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "",
    )


def _listed(source: Source, response: Response, fetcher: Fetcher) -> Tried:
    listing = read_listing(source, response, fetcher)
    return Tried(url=response.url, source=source, listing=listing, notes=listing.notes)


def _page(url: str, source: Source, response: Response, now: datetime) -> Tried:
    entry = Entry(source=source.id, url=url, title="")
    feeds = feed_links(decode(response.body, response.content_type), response.url)
    notes = [f"this page names a feed: {feed}" for feed in feeds]
    try:
        article = read_page(
            response.body,
            url=response.url,
            entry=entry,
            source=source,
            fetched=now,
            content_type=response.content_type,
        )
    except ParseError as error:
        raise ParseError(error.source, "; ".join([error.reason, *notes])) from error
    if _is_list(article.text):
        notes.append(
            f"this looks like a page that lists news: `communique sources discover {url}` says how to follow it"
        )
    facts = read_article(article, zone=source.timezone)
    document = annotate(
        article.text,
        title=article.title,
        published=article.published,
        zone=source.timezone,
        captions=article.captions,
    )
    why = tuple(explain(meeting, document) for meeting in facts.meetings)
    if not facts.read:
        notes.append("this language is stored and searched, but not read")
    if facts.embargo:
        notes.append(f"held back: {facts.embargo}")
    return Tried(url=response.url, source=source, article=article, facts=facts, why=why, notes=tuple(notes))


def _is_list(text: str) -> bool:
    paragraphs = text.split("\n\n")
    unended = sum(
        not paragraph.rstrip("\"'”’»)]").endswith((".", "!", "?", "…", ":")) for paragraph in paragraphs
    )
    return len(paragraphs) >= _HEADLINES and unended > _UNENDED * len(paragraphs)


def tried_row(tried: Tried) -> dict[str, Any]:
    """Return what `--json` prints; the keys of statements and meetings are those of `extract`, and the passage and reasons."""
    row: dict[str, Any] = {
        "url": tried.url,
        "source": None if tried.source.id == UNKNOWN else tried.source.id,
    }
    if tried.listing:
        entries = [_entry_row(entry) for entry in tried.listing.entries]
        return row | {"kind": tried.source.kind, "notes": list(tried.notes), "entries": entries}
    article, facts = tried.article, tried.facts
    assert article is not None
    assert facts is not None
    return row | {
        "kind": "article",
        "notes": list(tried.notes),
        "article": {
            "url": article.url,
            "title": article.title,
            "text": article.text,
            "author": article.author,
            "language": article.language,
            "published": _time(article.published),
            "updated": _time(article.updated),
        },
        "statements": [
            {**statement_row(s, article.text), "passage": article.text[slice(*s.span)]}
            for s in facts.statements
        ],
        "meetings": [
            {**meeting_row(m, article.text), "passage": article.text[slice(*m.span)], "why": list(why)}
            for m, why in zip(facts.meetings, tried.why, strict=True)
        ],
    }


def _entry_row(entry: Entry) -> dict[str, Any]:
    return {
        "url": entry.url,
        "title": entry.title,
        "published": _time(entry.published),
        "updated": _time(entry.updated),
        "author": entry.author,
        "language": entry.language,
        "guid": entry.guid,
        "summary": entry.summary,
    }


def _time(moment: datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None
