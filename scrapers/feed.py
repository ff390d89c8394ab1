"""Feeds: RSS 2.0, RSS 1.0 (RDF), Atom (feedparser) and JSON Feed 1.1 (by hand). The door to feedparser."""

import json
import re
import time
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import feedparser

from scrapers.article import Entry
from scrapers.dates import parse_date
from scrapers.errors import ParseError
from scrapers.markup import decode, paragraphs_of, soup, title_of
from scrapers.source import Source
from scrapers.urls import canonical_url

#: Entries read of one document; a feed that lists more is cut there.
MAX_ENTRIES = 2_000


def read_feed(source: Source, body: bytes, url: str, content_type: str = "") -> tuple[Entry, ...]:
    """Return the entries of a feed in its own order; a valid feed may have none.

    Raises:
        ParseError: The document is no feed; a page that names its real feed has it in the reason.
    """
    head = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if head in (b"{", b"["):
        return _json_feed(source, body, url)
    parsed = feedparser.parse(
        body,
        response_headers={"content-type": _xml_type(content_type), "content-location": url},
        sanitize_html=False,
    )
    if not parsed.get("version") and not parsed.entries:
        raise ParseError(source.id, _not_a_feed(body, content_type, url))
    rows = parsed.entries[:MAX_ENTRIES]
    guids = Counter(str(row.get("id")) for row in rows if row.get("id"))
    out = []
    for row in rows:
        entry = _entry(source, row, url, guids, str(parsed.feed.get("language") or ""))
        if entry:
            out.append(entry)
    if rows and not out:
        raise ParseError(source.id, f"none of the {len(rows)} items has a web address")
    return tuple(out)


def _xml_type(content_type: str) -> str:
    """Keep the charset of the header but never let a wrong media type stop the parser."""
    charset = re.search(r"charset=[\"']?([\w-]+)", content_type, re.IGNORECASE)
    return "application/xml" + (f"; charset={charset[1]}" if charset else "")


def _when(row: Any, key: str, zone: str) -> datetime | None:
    written = row.get(key)
    if written:
        found = parse_date(str(written), zone)
        if found:
            return found
    stamp = row.get(f"{key}_parsed")
    if isinstance(stamp, time.struct_time) and stamp.tm_year > 1:
        try:
            return datetime(*stamp[:6], tzinfo=UTC)
        except ValueError:
            return None
    return None


def _entry(source: Source, row: Any, base: str, guids: Counter[str], language: str) -> Entry | None:
    guid = str(row.get("id") or "") or None
    link = _link(row) or (guid if guid and guid.startswith(("http://", "https://")) else None)
    if not link:
        return None
    try:
        url = canonical_url(link, base)
    except ValueError:
        return None
    content = max((str(c.get("value") or "") for c in row.get("content", ())), key=len, default="")
    summary = str(row.get("summary") or "")
    if row.get("summary_detail", {}).get("type") == "text/plain" and "<" not in summary:
        summary = summary.strip()
    return Entry(
        source=source.id,
        url=url,
        title=title_of(str(row.get("title") or "")),
        guid=guid if guid and guids[guid] == 1 else None,
        published=_when(row, "published", source.timezone) or _when(row, "created", source.timezone),
        updated=_when(row, "updated", source.timezone),
        author=title_of(str(row.get("author") or "")) or None,
        language=(language or source.language or "").lower() or None,
        summary=paragraphs_of(content if len(content) > len(summary) else summary),
    )


def _link(row: Any) -> str | None:
    for link in row.get("links", ()):
        if (
            link.get("rel") == "alternate"
            and link.get("href")
            and "html" in str(link.get("type", "text/html"))
        ):
            return str(link["href"])
    return str(row["link"]) if row.get("link") else None


def _json_feed(source: Source, body: bytes, url: str) -> tuple[Entry, ...]:
    try:
        data = json.loads(decode(body))
    except (ValueError, RecursionError) as error:
        raise ParseError(source.id, "the answer is JSON that cannot be read") from error
    if not isinstance(data, dict) or "jsonfeed.org" not in str(data.get("version", "")):
        raise ParseError(source.id, "the answer is JSON, but no JSON Feed (no jsonfeed.org version)")
    items = data.get("items")
    rows = [r for r in items if isinstance(r, dict)][:MAX_ENTRIES] if isinstance(items, list) else []
    guids = Counter(str(r.get("id")) for r in rows if r.get("id"))
    out = []
    for row in rows:
        try:
            address = canonical_url(
                str(row.get("url") or row.get("external_url") or row.get("id") or ""), url
            )
        except ValueError:
            continue
        authors = row.get("authors")
        author = (
            authors[0].get("name")
            if isinstance(authors, list) and authors and isinstance(authors[0], dict)
            else None
        )
        html = str(row.get("content_html") or "")
        guid = str(row.get("id") or "")
        out.append(
            Entry(
                source=source.id,
                url=address,
                title=title_of(str(row.get("title") or "")),
                guid=guid if guid and guids[guid] == 1 else None,
                published=parse_date(str(row.get("date_published") or ""), source.timezone),
                updated=parse_date(str(row.get("date_modified") or ""), source.timezone),
                author=title_of(str(author)) if author else None,
                language=str(row.get("language") or data.get("language") or source.language or "").lower()
                or None,
                summary=paragraphs_of(html or str(row.get("content_text") or row.get("summary") or "")),
            )
        )
    return tuple(out)


def _not_a_feed(body: bytes, content_type: str, url: str) -> str:
    if not body.strip():
        return "the answer is empty, not a feed"
    text = decode(body[:200_000], content_type)
    if re.search(r"<(?:!doctype html|html|body|head)\b", text[:5_000], re.IGNORECASE):
        links = feed_links(text, url)
        told = (
            f"; the page names its feed: {links[0]}"
            if links
            else "; it names no feed of its own (kind: listing may fit)"
        )
        return f"the answer is an HTML page, not a feed{told}"
    return f"the answer is no feed ({content_type.split(';')[0] or 'no content type'}, begins {text.strip()[:40]!r})"


def feed_links(markup: str, base: str) -> list[str]:
    """Return the feeds an HTML page names (`link rel=alternate`), in order."""
    out = []
    for link in soup(markup)("link"):
        kind = str(link.get("type") or "").lower()
        rel = " ".join(link.get("rel") or []).lower()
        if "alternate" in rel and any(k in kind for k in ("rss", "atom", "feed+json")) and link.get("href"):
            try:
                out.append(canonical_url(str(link["href"]), base))
            except ValueError:
                continue
    return list(dict.fromkeys(out))
