"""One line of `communique extract`: a JSON object with a text in, its statements and meetings out."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

from digests.extract import read_text
from digests.records import Facts
from digests.shapes import meeting_row, statement_row
from digests.stories import Signature, place_all
from digests.stories.signature import signature_of

#: A longer text is no article; reading it would only run into the time limit.
LONGEST = 2_000_000
_DATE = "`published` must be an ISO 8601 date or time, as in 2016-12-11T20:00:00Z"


class LineError(Exception):
    """The line cannot be read; says why."""


def answer(line: bytes, number: int) -> tuple[bool, str]:
    """Return whether a line could be read, and the line to print for it."""
    try:
        return True, _dump(extract_row(_parsed(line)))
    except LineError as error:
        return False, error_line(line, number, str(error))


def answer_with_mark(line: bytes, number: int) -> tuple[str, tuple[str, Signature] | None]:
    """Return the line to print, and what its story is found by (source, signature); None for one that cannot be read."""
    try:
        row = _parsed(line)
        facts, published = _facts(row)
    except LineError as error:
        return error_line(line, number, str(error)), None
    mark = signature_of(row.get("title") or "", row["text"], _day(published), facts)
    return _dump(_answer(row, facts)), (_source(row), mark)


def with_stories(answers: Sequence[tuple[str, tuple[str, Signature] | None]]) -> Iterator[str]:
    """Add `story` to each answer: the same for rows that tell one event, placed in order of publication."""
    placed = iter(place_all(mark for _, mark in answers if mark is not None))
    for text, mark in answers:
        yield _dump({**json.loads(text), "story": next(placed)}) if mark is not None else text


def error_line(line: bytes, number: int, reason: str) -> str:
    """Return the line that stands for one that could not be read; `number` counts from 1."""
    try:
        name = _name(json.loads(line).get("id"))
    except (ValueError, AttributeError, RecursionError, LineError):
        name = None
    return _dump({"id": name, "line": number, "error": reason})


def extract_row(row: dict[str, Any]) -> dict[str, Any]:
    """Read a row `id, text, title?, published?`; other keys are left alone.

    Raises:
        LineError: A key is missing or does not hold what it should.
    """
    return _answer(row, _facts(row)[0])


def _facts(row: dict[str, Any]) -> tuple[Facts, datetime | date | None]:
    if "id" not in row:
        raise LineError("the key `id` is missing")
    _name(row["id"])
    text, title = _text(row, "text"), _text(row, "title") if row.get("title") is not None else None
    if len(text) > LONGEST:
        raise LineError(f"`text` has {len(text):,} characters; at most {LONGEST:,} are read")
    published = _published(row.get("published"))
    return read_text(text, title=title, published=published), published


def _answer(row: dict[str, Any], facts: Facts) -> dict[str, Any]:
    text = row["text"]
    return {
        "id": row["id"],
        "statements": [statement_row(statement, text) for statement in facts.statements],
        "meetings": [meeting_row(meeting, text) for meeting in facts.meetings],
    }


def _day(published: datetime | date | None) -> date | None:
    return published.astimezone(UTC).date() if isinstance(published, datetime) else published


def _source(row: dict[str, Any]) -> str:
    source = row.get("source")
    return source if isinstance(source, str) else ""


def _parsed(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise LineError(f"not UTF-8 (byte {error.start + 1})") from error
    except json.JSONDecodeError as error:
        raise LineError(f"not JSON: {error.msg} at column {error.colno}") from error
    except (ValueError, RecursionError) as error:
        raise LineError("not JSON that can be read") from error
    if not isinstance(row, dict):
        raise LineError("not a JSON object")
    return row


def _name(value: Any) -> str | int:
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
        raise LineError("`id` must be a text or a whole number")
    if isinstance(value, str):
        _writable(value, "id")
    return value


def _text(row: dict[str, Any], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str):
        raise LineError(f"the key `{key}` is missing" if value is None else f"`{key}` must be a text")
    _writable(value, key)
    return value


def _writable(value: str, key: str) -> None:
    """Refuse half a surrogate pair: JSON can spell it, but no file can hold it."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise LineError(f"`{key}` holds half of a surrogate pair at character {error.start}") from error


def _published(value: Any) -> datetime | date | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise LineError(_DATE)
    try:
        if len(value) <= len("2016-12-11"):
            return date.fromisoformat(value)
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise LineError(_DATE) from error
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def _dump(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False)
