"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

import json
from collections import Counter
from typing import Any

from scrapers.article import Entry, Listing
from scrapers.dates import parse_date
from scrapers.errors import ParseError
from scrapers.language import language_tag
from scrapers.limits import MAX_ENTRIES
from scrapers.markup import clean, paragraphs_of, plain_paragraphs, title_of
from scrapers.source import Source
from scrapers.urls import canonical_url


def read_json_feed(source: Source, text: str, url: str) -> Listing:
    """Return what a JSON Feed lists.

    Raises:
        ParseError: The document is no JSON Feed.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ParseError(source.id, "the answer looks like JSON, but cannot be read (cut off?)") from error
    if not isinstance(data, dict) or "jsonfeed.org" not in str(data.get("version", "")):
        raise ParseError(source.id, "the answer is JSON, but no JSON Feed (no jsonfeed.org version)")
    items = data.get("items")
    if not isinstance(items, list):
        raise ParseError(source.id, "the JSON Feed has no items")
    rows = [row for row in items if isinstance(row, dict)]
    guids = Counter(_guid(row) for row in rows)
    entries = [_entry(source, data, row, url, guids) for row in rows[:MAX_ENTRIES]]
    found = tuple(entry for entry in entries if entry)
    if rows and not found:
        raise ParseError(source.id, f"none of the {len(rows)} items has a web address")
    notes = []
    if len(rows) > MAX_ENTRIES:
        notes.append(f"only the first {MAX_ENTRIES} of {len(rows)} items are read")
    homeless = min(len(items), MAX_ENTRIES) - len(found)
    if homeless > 0:
        notes.append(f"{homeless} items have no web address")
    return Listing(entries=found, notes=tuple(notes))


def _guid(row: dict[str, Any]) -> str:
    value = row.get("id")
    return clean(str(value)).strip() if isinstance(value, str | int) else ""


def _string(row: dict[str, Any], key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else ""


def _entry(
    source: Source, feed: dict[str, Any], row: dict[str, Any], base: str, guids: Counter[str]
) -> Entry | None:
    guid = _guid(row)
    candidates = [_string(row, "url"), _string(row, "external_url"), guid if guid.startswith("http") else ""]
    address = None
    for written in filter(None, candidates):
        try:
            address = canonical_url(written, base)
            break
        except ValueError:
            continue
    if address is None:
        return None
    texts = (
        paragraphs_of(_string(row, "content_html")),
        plain_paragraphs(_string(row, "content_text")),
        plain_paragraphs(_string(row, "summary")),
    )
    return Entry(
        source=source.id,
        url=address,
        title=title_of(_string(row, "title")),
        guid=guid if guid and guids[guid] == 1 else None,
        published=parse_date(_string(row, "date_published"), source.timezone),
        updated=parse_date(_string(row, "date_modified"), source.timezone),
        author=_author(row) or _author(feed),
        language=language_tag(source.language, row.get("language"), feed.get("language")),
        summary=next((text for text in texts if text), ""),
    )


def _author(row: dict[str, Any]) -> str | None:
    """Return the names of `authors` (1.1) or `author` (1.0)."""
    people = row.get("authors") or [row.get("author")]
    names = (
        [title_of(_string(p, "name")) for p in people if isinstance(p, dict)]
        if isinstance(people, list)
        else []
    )
    return ", ".join(name for name in names if name) or None
