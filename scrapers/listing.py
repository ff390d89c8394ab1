"""HTML listing pages: one item per article, found by the administrator's CSS selectors."""

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import islice

from scrapers.article import Entry, Listing
from scrapers.dates import parse_date
from scrapers.errors import ParseError
from scrapers.language import language_tag
from scrapers.limits import MAX_ENTRIES, MAX_LISTING, within
from scrapers.markup import BeautifulSoup, Tag, decode, paragraphs_of, select, soup, text_of, title_of
from scrapers.source import Selectors, Source
from scrapers.urls import canonical_url

#: Items inside each other that are searched, among so many elements around one; and links of one item that are looked at.
MAX_NESTED, MAX_OUTER, MAX_LINKS = 3, 500, 20
#: Elements a list of articles is made of, for the hint when a selector matches nothing.
_ITEM_TAGS = ["li", "article", "div", "tr", "section", "a", "h2", "h3", "p", "dl", "dt", "td"]


def read_listing(source: Source, body: bytes, url: str, content_type: str = "") -> Listing:
    """Return what a listing page lists.

    Raises:
        ParseError: The selector matches nothing (the reason names what the page has instead), no item has a link,
            or a selector cannot be read.
    """
    if source.select is None:
        raise ParseError(source.id, "a listing needs `select: {item: …}`")
    page = soup(decode(within(body, MAX_LISTING), content_type))
    chosen = source.select
    try:
        items = select(page, chosen.item)
        if not items:
            raise ParseError(source.id, _nothing(page, chosen.item))
        base = _base(page, url)
        items, total = _apart(items[:MAX_ENTRIES]), len(items)
        entries = [_entry(source, chosen, item, base) for item in items]
        notes = list(_notes(chosen, items, total))
        if len(body) > MAX_LISTING:
            notes.append(f"only the first {MAX_LISTING // 2**20} MiB of the page are read")
    except ValueError as error:
        raise ParseError(source.id, str(error)) from error
    found = tuple(entry for entry in entries if entry)
    if not found:
        raise ParseError(
            source.id, f"{_count(items)} matched `{chosen.item}`, but none has a link by `{chosen.link}`"
        )
    if len(found) < len(entries):
        notes.append(f"{len(entries) - len(found)} of {_count(items)} have no link by `{chosen.link}`")
    return Listing(entries=found, notes=tuple(notes))


def _count(items: list[Tag]) -> str:
    return f"{len(items)} item{'s' if len(items) != 1 else ''}"


def _base(page: BeautifulSoup, url: str) -> str:
    tag = page.find("base", href=True)
    try:
        return canonical_url(str(tag["href"]), url) if isinstance(tag, Tag) else url
    except ValueError:
        return url


def _apart(items: list[Tag]) -> list[Tag]:
    """Leave out items that stand deep inside others: each is searched, so that nested without end they cost the square."""
    matched = {id(item) for item in items}
    return [
        item
        for item in items
        if sum(id(outer) in matched for outer in islice(item.parents, MAX_OUTER)) < MAX_NESTED
    ]


def _notes(chosen: Selectors, items: list[Tag], total: int) -> Iterator[str]:
    """Yield what looks like a mistake: more items than are read, optional selectors that never match."""
    if total > MAX_ENTRIES:
        yield f"only the first {MAX_ENTRIES} of {total} items are read"
    for name, selector in (("title", chosen.title), ("date", chosen.date), ("summary", chosen.summary)):
        if selector and not any(select(item, selector) for item in items):
            yield f"`{name}: {selector}` matches nothing inside the {_count(items)} of `{chosen.item}`"


def _first(item: Tag, selector: str | None) -> Tag | None:
    return next(iter(select(item, selector)), None) if selector else None


def _link(item: Tag, selector: str) -> Tag | None:
    """Return the item's link: the item itself where that is one, else the first with words, else the first (a picture)."""
    found = [tag for tag in select(item, selector) if tag.get("href")]
    if not found and item.name == "a" and item.get("href"):
        return item
    return next((tag for tag in found[:MAX_LINKS] if tag.get_text(strip=True)), found[0] if found else None)


def _entry(source: Source, chosen: Selectors, item: Tag, base: str) -> Entry | None:
    link = _link(item, chosen.link)
    if link is None:
        return None
    try:
        url = canonical_url(str(link["href"]), base)
    except ValueError:
        return None
    titled = _first(item, chosen.title) or link
    title = text_of(titled) or str(link.get("title") or link.get("aria-label") or "")
    dated = _first(item, chosen.date) if chosen.date else item.find("time")
    published = None
    if isinstance(dated, Tag):
        for written in (dated.get("datetime"), dated.get("content"), text_of(dated)):
            published = published or parse_date(str(written or ""), source.timezone)
    summary = _first(item, chosen.summary)
    return Entry(
        source=source.id,
        url=url,
        title=title_of(title),
        published=published,
        language=language_tag(source.language),
        summary=paragraphs_of(str(summary)) if summary else "",
    )


def _signature(tag: Tag) -> str:
    classes = tag.get("class")
    return f"{tag.name}.{'.'.join(classes)}" if isinstance(classes, list) and classes else tag.name


def _nothing(page: BeautifulSoup, selector: str) -> str:
    """Name the repeated element of the page that looks most like the selector."""
    counts = Counter(_signature(tag) for tag in page.find_all(_ITEM_TAGS))
    repeated = [
        (name, n) for name, n in counts.items() if n >= 2 and ("." in name or name in ("li", "article", "tr"))
    ]
    if not repeated:
        return f"0 items matched `{selector}`; the page has no repeated element with a class"
    last = selector.split()[-1]
    name, count = max(repeated, key=lambda row: (SequenceMatcher(None, last, row[0]).ratio(), row[1]))
    return f"0 items matched `{selector}`; the page has {count} `{name}`"
