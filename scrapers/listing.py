"""HTML listing pages: one item per article, found by the administrator's CSS selectors."""

from collections import Counter
from difflib import SequenceMatcher

from bs4 import BeautifulSoup, Tag

from scrapers.article import Entry
from scrapers.dates import parse_date
from scrapers.errors import ParseError
from scrapers.feed import MAX_ENTRIES
from scrapers.markup import decode, one_line, select, soup, text_of, title_of
from scrapers.source import Selectors, Source
from scrapers.urls import canonical_url


def read_listing(source: Source, body: bytes, url: str, content_type: str = "") -> tuple[Entry, ...]:
    """Return the entries of a listing page, in its own order, each address once.

    Raises:
        ParseError: The selector matches nothing (the reason names what the page has instead), or no item has a link.
    """
    if source.select is None:
        raise ParseError(source.id, "a listing needs `select: {item: …}`")
    page = soup(decode(body, content_type))
    base_tag = page.find("base", href=True)
    base = url
    if isinstance(base_tag, Tag):
        try:
            base = canonical_url(str(base_tag["href"]), url)
        except ValueError:
            base = url
    try:
        items = select(page, source.select.item)
    except ValueError as error:
        raise ParseError(source.id, str(error)) from error
    if not items:
        raise ParseError(source.id, _nothing(page, source.select.item))
    found: dict[str, Entry] = {}
    for item in items[:MAX_ENTRIES]:
        entry = _entry(source, source.select, item, base)
        if entry:
            found.setdefault(entry.url, entry)
    if not found:
        raise ParseError(
            source.id,
            f"{len(items)} items matched `{source.select.item}`, but none has a link by `{source.select.link}`",
        )
    return tuple(found.values())


def _entry(source: Source, selectors: Selectors, item: Tag, base: str) -> Entry | None:
    link = (
        item if item.name == "a" and selectors.link == "a" else next(iter(select(item, selectors.link)), None)
    )
    href = link.get("href") if link else None
    if not link or not href:
        return None
    try:
        url = canonical_url(str(href), base)
    except ValueError:
        return None
    titled = next(iter(select(item, selectors.title)), None) if selectors.title else link
    title = text_of(titled) if titled else ""
    if not title:
        title = str(link.get("title") or link.get("aria-label") or "")
    dated = next(iter(select(item, selectors.date)), None) if selectors.date else item.find("time")
    published = None
    if isinstance(dated, Tag):
        for written in (dated.get("datetime"), dated.get("content"), text_of(dated)):
            published = published or parse_date(str(written or ""), source.timezone)
    summary = next(iter(select(item, selectors.summary)), None) if selectors.summary else None
    return Entry(
        source=source.id,
        url=url,
        title=title_of(title),
        published=published,
        language=source.language,
        summary=one_line(text_of(summary)) if summary else "",
    )


def _signature(tag: Tag) -> str:
    classes = tag.get("class") or []
    return f"{tag.name}.{'.'.join(classes)}" if classes else tag.name


def _nothing(page: BeautifulSoup, selector: str) -> str:
    """Name the repeated element of the page that looks most like the selector."""
    counts = Counter(
        _signature(tag)
        for tag in page.find_all(["li", "article", "div", "tr", "section", "a", "h2", "h3", "p", "dl"])
    )
    repeated = [
        (name, n) for name, n in counts.items() if n >= 2 and ("." in name or name in ("li", "article", "tr"))
    ]
    if not repeated:
        return f"0 items matched `{selector}`; the page has no repeated element with a class"
    last = selector.split()[-1]
    name, count = max(repeated, key=lambda row: (SequenceMatcher(None, last, row[0]).ratio(), row[1]))
    return f"0 items matched `{selector}`; the page has {count} `{name}`"
