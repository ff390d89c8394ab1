"""The archive as data: articles, statements, meetings and editions as rows (design: shapes)."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Literal

from bot.corrections import current
from bot.store import Store
from bot.store.corrections import Corrections
from bot.store.database import stamp
from bot.store.stored import Stored
from digests.render import to_json
from digests.shapes import meeting_row, statement_row

Kind = Literal["articles", "statements", "meetings", "editions"]
Format = Literal["json", "jsonl", "csv"]

COLUMNS: dict[Kind, tuple[str, ...]] = {
    "articles": ("id", "url", "source", "title", "text", "author", "language", "published", "updated", "fetched"),
    "statements": (
        "id", "article", "url", "source", "published", "story", "start", "end", "spans", "quote", "speaker", "speaker_start",
        "speaker_end", "role", "country", "cue", "cue_start", "cue_end", "act", "nested",
    ),
    "meetings": (
        "id", "article", "url", "source", "published", "story", "participants", "format", "place", "date", "status", "topic",
        "start", "end",
    ),
    "editions": ("id", "digest", "channel", "after_seq", "upto_seq", "from", "to", "late", "posted", "items"),
}  # fmt: skip


def rows(store: Store, kind: Kind) -> Iterator[dict[str, Any]]:
    """Yield the rows of a kind, in the order they were stored."""
    if kind == "editions":
        yield from _editions(store)
        return
    for stored in store.articles.each():
        if kind == "articles":
            yield article_row(stored)
        elif kind == "statements":
            yield from (statement_of(stored, n) for n in range(len(stored.facts.statements)))
        else:
            yield from (meeting_of(stored, n) for n in range(len(stored.facts.meetings)))


def statement_of(stored: Stored, n: int) -> dict[str, Any]:
    """Return the n-th statement of an article as a row."""
    row = statement_row(stored.facts.statements[n], stored.article.text)
    return {**_common(stored, f"{stored.id}.s{n}", stored.story), **row}


def meeting_of(stored: Stored, n: int) -> dict[str, Any]:
    """Return the n-th meeting of an article as a row."""
    story = stored.meeting_stories[n] if n < len(stored.meeting_stories) else stored.story
    row = meeting_row(stored.facts.meetings[n], stored.article.text)
    return {**_common(stored, f"{stored.id}.m{n}", story), **row}


def article_row(stored: Stored) -> dict[str, Any]:
    """Return one article as a row."""
    article = stored.article
    return {
        "id": stored.id,
        "url": article.url,
        "source": article.source,
        "title": article.title,
        "text": article.text,
        "author": article.author,
        "language": article.language,
        "published": _time(article.published),
        "updated": _time(article.updated),
        "fetched": _time(article.fetched),
    }


def _common(stored: Stored, fact: str, story: str) -> dict[str, Any]:
    article = stored.article
    return {
        "id": fact,
        "article": stored.id,
        "url": article.url,
        "source": article.source,
        "published": _time(article.published),
        "story": story,
    }


def _editions(store: Store) -> Iterator[dict[str, Any]]:
    corrected = {logged.edition for logged in Corrections(store.connection).all()}
    for edition in store.editions.each():
        items = edition.body.get("items", [])
        if edition.id in corrected:
            items = to_json(current(store, edition))["items"]
        yield {
            "id": edition.id,
            "digest": edition.digest,
            "channel": edition.channel,
            "after_seq": edition.after_seq,
            "upto_seq": edition.upto_seq,
            "from": _time(edition.since),
            "to": _time(edition.until),
            "late": edition.late,
            "posted": _time(store.outbox.posted_at(edition.id)),
            "items": items,
        }


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else stamp(moment.replace(microsecond=0)).replace(".000000Z", "Z")


def written(found: Iterable[dict[str, Any]], kind: Kind, form: Format) -> Iterator[str]:
    """Yield the rows as text, piece by piece: one JSON array, one object a line, or CSV with a header."""
    if form == "jsonl":
        for row in found:
            yield json.dumps(row, ensure_ascii=False) + "\n"
        return
    if form == "json":
        begun = False
        for row in found:
            yield (",\n" if begun else "[\n") + json.dumps(row, ensure_ascii=False)
            begun = True
        yield "\n]\n" if begun else "[]\n"
        return
    yield _csv_line(COLUMNS[kind])
    for row in found:
        yield _csv_line([_cell(row.get(column)) for column in COLUMNS[kind]])


def _csv_line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()


def _cell(value: Any) -> str:
    """Return a cell; what a spreadsheet would run as a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") and isinstance(value, str) else text
