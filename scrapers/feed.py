"""Feeds: RSS, RSS 1.0 (RDF) and Atom. The door to feedparser."""

import re
import time
from collections import Counter
from datetime import UTC, datetime
from email.utils import parseaddr
from io import BytesIO
from typing import Any

import feedparser
from feedparser.mixin import _FeedParserMixin

from scrapers.article import Entry, Listing
from scrapers.dates import parse_date
from scrapers.errors import ParseError
from scrapers.jsonfeed import read_json_feed
from scrapers.language import language_tag
from scrapers.limits import MAX_DEPTH, MAX_ENTRIES, MAX_FEED, MAX_JSON, within
from scrapers.markup import decode, one_line, paragraphs_of, plain_paragraphs, soup, title_of
from scrapers.source import Source
from scrapers.urls import canonical_url
from scrapers.wellformed import Prepared, depth, prepare

_GUID = re.compile(r"<guid\b[^>]*(?<!/)>", re.IGNORECASE)
#: Elements that feedparser would keep where it keeps its own results.
_TAKEN = re.compile(r"(</?(?:[\w.-]+:)?)(?=(?:links|\w+_detail)[\s/>])", re.IGNORECASE)
_ROOTS, _ITEMS = ("rss", "feed", "rdf"), ("item", "entry")
#: Characters of an author; in longer ones feedparser (6.0.14) looks for a mail address in the square of their length.
_LONGEST_AUTHOR = 200
_split_author = _FeedParserMixin._sync_author_detail


def _split_short_author(parser: Any, key: str = "author") -> None:
    context = parser._get_context()
    written = context.get(key)
    if isinstance(written, str):
        context[key] = written[:_LONGEST_AUTHOR]
    _split_author(parser, key)


_FeedParserMixin._sync_author_detail = _split_short_author


def read_feed(source: Source, body: bytes, url: str, content_type: str = "") -> Listing:
    """Return what a feed lists; a valid feed may have no entries.

    Raises:
        ParseError: The document is no feed; a page that names its real feed has it in the reason.
    """
    short = within(body, MAX_FEED)
    text = decode(short, content_type).lstrip("\ufeff \t\r\n")
    if text[:1] in ("{", "["):
        if len(body) > MAX_JSON:
            raise ParseError(source.id, f"the JSON Feed is larger than {MAX_JSON // 2**20} MiB")
        return read_json_feed(source, text, url)
    prepared = prepare(text, _ROOTS, _ITEMS, MAX_ENTRIES, cut=len(body) > MAX_FEED)
    if prepared is None:
        raise ParseError(source.id, _not_a_feed(text, content_type, url))
    if not prepared.complete and not prepared.items:
        raise ParseError(source.id, "the feed breaks off before its first whole item")
    if depth(prepared.text) > MAX_DEPTH:
        raise ParseError(source.id, f"the feed nests elements more than {MAX_DEPTH} deep")
    parsed = _parsed(source, prepared.text, url)
    rows = parsed.entries[:MAX_ENTRIES]
    guids = Counter(str(row.get("id")) for row in rows)
    language, atom = parsed.feed.get("language"), prepared.root == "feed"
    entries = [_entry(source, row, url, guids, language, atom) for row in rows]
    found = tuple(entry for entry in entries if entry)
    if rows and not found:
        raise ParseError(source.id, f"none of the {len(rows)} items has a web address")
    return Listing(
        entries=found,
        complete=prepared.complete,
        notes=tuple(_notes(prepared, parsed, len(rows) - len(found))),
    )


def _parsed(source: Source, text: str, url: str) -> Any:
    # feedparser makes addresses of guids that do not say they are none, and takes bytes for a file name first.
    text = _TAKEN.sub(r"\1its-", _GUID.sub('<guid isPermaLink="false">', text))
    stream = BytesIO(text.encode("utf-8", "replace"))
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    try:
        return feedparser.parse(
            stream, response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:
        # On hostile XML it raises whatever its handlers stumble over: KeyError, ValueError, UnicodeError, ...
        raise ParseError(
            source.id, f"the feed cannot be read ({type(error).__name__} in the parser)"
        ) from error


def _notes(prepared: Prepared, parsed: Any, homeless: int) -> list[str]:
    out = list(prepared.notes)
    if parsed.get("bozo"):
        out.append(
            f"the XML is ill-formed ({one_line(str(parsed.get('bozo_exception')), 80)}); it was read as well as it can be"
        )
    if homeless:
        out.append(f"{homeless} items have no web address")
    return out


def _entry(
    source: Source, row: Any, base: str, guids: Counter[str], language: object, atom: bool
) -> Entry | None:
    guid = str(row.get("id") or "").strip() or None
    url = _address(row, guid, base)
    if url is None:
        return None
    content = max((_text(part) for part in _made(row.get("content"))), key=len, default="")
    summary = max((_text(part) for part in _made([row.get("summary_detail")])), key=len, default="")
    published, updated = (_when(row, key, source.timezone) for key in ("published", "updated"))
    if published is None and not atom:
        # The only date of RSS 1.0 is dc:date, which feedparser calls "updated".
        published, updated = updated, None
    return Entry(
        source=source.id,
        url=url,
        title=title_of(str(row.get("title") or "")),
        guid=guid if guid and guids[str(row.get("id"))] == 1 else None,
        published=published,
        updated=updated,
        author=_author(row),
        language=language_tag(source.language, language),
        summary=content if len(content) > len(summary) else summary,
    )


def _made(parts: Any) -> list[Any]:
    """Return what feedparser made itself: an element it does not know is a mere text."""
    return [part for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []


def _text(detail: Any) -> str:
    value = str(detail.get("value") or "")
    return plain_paragraphs(value) if detail.get("type") == "text/plain" else paragraphs_of(value)


def _author(row: Any) -> str | None:
    """Return who wrote an entry, without the mail address RSS asks for."""
    written = title_of(str(row.get("author") or ""))
    return (parseaddr(written)[0] if "@" in written else written) or None


def _address(row: Any, guid: str | None, base: str) -> str | None:
    """Return an entry's own address: its link, else a guid that is one."""
    links = [
        str(link["href"])
        for link in _made(row.get("links"))
        if link.get("rel") == "alternate"
        and link.get("href")
        and "html" in str(link.get("type", "text/html"))
    ]
    own = guid if guid and guid.startswith(("http://", "https://")) else None
    for written in (row.get("feedburner_origlink"), *links, row.get("link"), own):
        try:
            if written and isinstance(written, str):
                return canonical_url(written, base)
        except ValueError:
            continue
    return None


def _when(row: Any, key: str, zone: str) -> datetime | None:
    """Read a date as written; what only feedparser can read (other calendars, other languages) as it reads it."""
    if key not in row:
        return None  # asked for all the same, feedparser answers with another date
    found = parse_date(str(row[key]), zone)
    stamp = row.get(f"{key}_parsed")
    if found is None and isinstance(stamp, time.struct_time) and stamp.tm_year > 1:
        return datetime(*stamp[:5], min(59, stamp.tm_sec), tzinfo=UTC)
    return found


def _not_a_feed(text: str, content_type: str, url: str) -> str:
    if not text:
        return "the answer is empty, not a feed"
    kind = content_type.split(";")[0].strip() or "no content type"
    if not re.search(r"<(?:!doctype html|html|head|body)\b", text[:20_000], re.IGNORECASE):
        return f"the answer is no feed ({kind}, begins {one_line(text[:60], 40)!r})"
    links = feed_links(text[:500_000], url)
    if links:
        return f"the answer is an HTML page, not a feed; the page names its feed: {links[0]}"
    return "the answer is an HTML page, not a feed; it names no feed of its own (kind: listing may fit)"


def feed_links(markup: str, base: str) -> list[str]:
    """Return the feeds an HTML page names (`link rel=alternate`), in order."""
    out = []
    for link in soup(markup)("link", href=True):
        kind = str(link.get("type") or "").lower()
        rel = " ".join(link.get("rel") or []).lower()
        if "alternate" in rel and any(k in kind for k in ("rss", "atom", "feed+json")):
            try:
                out.append(canonical_url(str(link["href"]), base))
            except ValueError:
                continue
    return list(dict.fromkeys(out))
