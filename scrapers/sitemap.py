"""News sitemaps (sitemaps.org 0.9 with Google's news extension) and the indexes that lead to them."""

import zlib
from typing import Any

from scrapers.article import Entry, Listing
from scrapers.dates import parse_date
from scrapers.errors import ParseError
from scrapers.language import language_tag
from scrapers.limits import MAX_ENTRIES, MAX_SITEMAP, MAX_UNPACKED, within
from scrapers.markup import decode, elements, title_of, xml
from scrapers.source import Source
from scrapers.urls import canonical_url, same_site
from scrapers.wellformed import Prepared, prepare

#: Child sitemaps followed of one index, newest first.
MAX_CHILDREN = 5
#: The protocol allows 50,000 addresses in one file.
_MAX_ROWS = 50_000


def child_addresses(source: Source, body: bytes, url: str) -> tuple[str, ...]:
    """Return the child sitemaps of an index, news and newest first, at most five; () for anything else.

    Children on another site are left out.
    """
    if source.kind != "sitemap":
        return ()
    document = _prepared(source, body, "")
    if document.root != "sitemapindex":
        return ()
    rows = []
    for node in _children(xml(document.text), "sitemap"):
        address = _address(_value(node, "loc"), url)
        if address and same_site(address, url):
            rows.append(("news" in address, _value(node, "lastmod"), address))
    if not rows:
        raise ParseError(source.id, "the sitemap index names no sitemap of its own site")
    rows.sort(reverse=True)
    return tuple(row[2] for row in rows[:MAX_CHILDREN])


def read_sitemap(source: Source, body: bytes, url: str, content_type: str = "") -> Listing:
    """Return what a sitemap lists: of more than 2,000 addresses the newest.

    Raises:
        ParseError: The document is no sitemap, or an index (see `child_addresses`).
    """
    document = _prepared(source, body, content_type)
    if document.root != "urlset":
        raise ParseError(source.id, "the sitemap is an index where a list of pages was expected")
    found: list[Entry] = []
    listed = homeless = 0
    for node in elements(document.text, "url"):
        entry = _entry(source, node, url)
        listed, homeless = listed + bool(entry), homeless + (not entry)
        if entry:
            found.append(entry)
        if len(found) >= 2 * MAX_ENTRIES:
            found = _newest(found)
    notes = list(document.notes)
    if homeless:
        notes.append(f"{homeless} items have no web address")
    if listed > MAX_ENTRIES:
        notes.append(f"only the newest {MAX_ENTRIES} of {listed} items are read")
        found = _newest(found)
    return Listing(entries=tuple(found), complete=document.complete, notes=tuple(notes))


def _prepared(source: Source, body: bytes, content_type: str) -> Prepared:
    if body[:2] == b"\x1f\x8b":
        body = _unpacked(source, body)
    document = prepare(
        decode(within(body, MAX_SITEMAP), content_type),
        ("urlset", "sitemapindex"),
        ("url", "sitemap"),
        _MAX_ROWS,
        cut=len(body) > MAX_SITEMAP,
    )
    if document is None:
        raise ParseError(source.id, "the answer is no sitemap (no <urlset> or <sitemapindex>)")
    if not document.complete and not document.items:
        raise ParseError(source.id, "the sitemap breaks off before its first whole item")
    return document


def _unpacked(source: Source, body: bytes) -> bytes:
    inflate = zlib.decompressobj(31)
    try:
        out = inflate.decompress(body, MAX_UNPACKED)
    except zlib.error as error:
        raise ParseError(source.id, "the sitemap is not the gzip file it seems to be") from error
    if inflate.unconsumed_tail:
        raise ParseError(source.id, f"the sitemap is larger than {MAX_UNPACKED // 2**20} MiB when unpacked")
    return out


def _local(node: Any) -> str:
    return node.tag.rsplit("}", 1)[-1].lower() if isinstance(node.tag, str) else ""


def _children(node: Any, name: str) -> list[Any]:
    return [child for child in node if _local(child) == name] if node is not None else []


def _value(node: Any, name: str) -> str:
    """Return the text of a direct child; images and videos have titles and addresses of their own further down."""
    return next((child.text.strip() for child in _children(node, name) if child.text), "")


def _address(written: str, base: str) -> str | None:
    try:
        return canonical_url(written, base) if written else None
    except ValueError:
        return None


def _entry(source: Source, node: Any, base: str) -> Entry | None:
    address = _address(_value(node, "loc"), base)
    if address is None:
        return None
    news = next(iter(_children(node, "news")), None)
    publication = next(iter(_children(news, "publication")), None)
    return Entry(
        source=source.id,
        url=address,
        title=title_of(_value(news, "title")),
        published=parse_date(_value(news, "publication_date"), source.timezone),
        updated=parse_date(_value(node, "lastmod"), source.timezone),
        language=language_tag(source.language, _value(publication, "language")),
    )


def _newest(entries: list[Entry]) -> list[Entry]:
    """Return the newest two thousand, in their own order."""
    places = sorted(range(len(entries)), key=lambda n: _stamp(entries[n]), reverse=True)[:MAX_ENTRIES]
    return [entries[n] for n in sorted(places)]


def _stamp(entry: Entry) -> float:
    when = entry.published or entry.updated
    return when.timestamp() if when else 0.0
