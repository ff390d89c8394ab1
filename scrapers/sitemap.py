"""News sitemaps (sitemaps.org 0.9 with Google's news extension) and the indexes that lead to them."""

import zlib

from scrapers.article import Entry
from scrapers.dates import parse_date
from scrapers.errors import ParseError
from scrapers.feed import MAX_ENTRIES
from scrapers.markup import title_of, xml
from scrapers.source import Source
from scrapers.urls import canonical_url, same_site

#: Child sitemaps followed of one index, newest first.
MAX_CHILDREN = 5
_MAX_INFLATED = 15 * 2**20


def _local(tag: object) -> str:
    return tag.rsplit("}", 1)[-1].lower() if isinstance(tag, str) else ""


def _root(source: Source, body: bytes) -> object:
    if body[:2] == b"\x1f\x8b":
        try:
            body = zlib.decompressobj(31).decompress(body, _MAX_INFLATED)
        except zlib.error as error:
            raise ParseError(source.id, "the sitemap is not the gzip it seems to be") from error
    root = xml(body)
    if root is None or _local(root.tag) not in ("urlset", "sitemapindex"):
        raise ParseError(source.id, "the answer is no sitemap (no <urlset> or <sitemapindex>)")
    return root


def _fields(node: object) -> dict[str, str]:
    out: dict[str, str] = {}
    for child in node.iter():  # type: ignore[attr-defined]
        if child is not node and isinstance(child.tag, str) and child.text and child.text.strip():
            out.setdefault(_local(child.tag), child.text.strip())
    return out


def child_sitemaps(source: Source, body: bytes, url: str) -> tuple[str, ...]:
    """Return the child sitemaps of an index, newest first, at most five; () for a plain sitemap.

    Children on another site are left out. Raises ParseError when the document is no sitemap.
    """
    root = _root(source, body)
    if _local(root.tag) != "sitemapindex":  # type: ignore[attr-defined]
        return ()
    rows = []
    for node in root:  # type: ignore[attr-defined]
        fields = _fields(node)
        try:
            address = canonical_url(fields.get("loc", ""), url)
        except ValueError:
            continue
        if same_site(address, url):
            rows.append((fields.get("lastmod", ""), "news" in address, address))
    rows.sort(key=lambda row: (row[1], row[0]), reverse=True)
    return tuple(row[2] for row in rows[:MAX_CHILDREN])


def read_sitemap(source: Source, body: bytes, url: str) -> tuple[Entry, ...]:
    """Return the entries of a sitemap, in its own order.

    Raises:
        ParseError: The document is no sitemap.
    """
    root = _root(source, body)
    found: dict[str, Entry] = {}
    for node in root:  # type: ignore[attr-defined]
        if _local(node.tag) != "url" or len(found) >= MAX_ENTRIES:
            continue
        fields = _fields(node)
        try:
            address = canonical_url(fields.get("loc", ""), url)
        except ValueError:
            continue
        found.setdefault(
            address,
            Entry(
                source=source.id,
                url=address,
                title=title_of(fields.get("title", "")),
                published=parse_date(fields.get("publication_date", ""), source.timezone),
                updated=parse_date(fields.get("lastmod", ""), source.timezone),
                language=(fields.get("language") or source.language or "").lower() or None,
            ),
        )
    return tuple(found.values())
