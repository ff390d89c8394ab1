"""The words a statement or meeting is found by: what it says, and who is in it. Works on facts as stored (JSON)."""

from collections.abc import Iterator
from typing import Any

_STATEMENT = ("speaker", "role", "org", "addressee", "topic", "relayed_by")
_MEETING = ("place", "topic", "outcome", "date_text", "reported_by")
_PARTICIPANT = ("name", "role", "org")


def fact_words(body: dict[str, Any], text: str) -> Iterator[tuple[str, int, str]]:
    """Yield kind, number and words of each statement and meeting of an article; the first line is its passage.

    Args:
        body: `digests.records.Facts` as JSON.
        text: The article's text, which the spans point into.
    """
    for n, row in enumerate(body.get("statements", ())):
        start, end = passage(row)
        yield "statement", n, _lines([text[start:end], *_named(row, _STATEMENT)])
    for n, row in enumerate(body.get("meetings", ())):
        spans = [row["span"], *row.get("mentions", ())]
        words = [text[start:end] for start, end in spans] + _named(row, _MEETING)
        for who in row.get("participants", ()):
            words += _named(who, _PARTICIPANT)
        yield "meeting", n, _lines(words)


def passage(row: dict[str, Any]) -> tuple[int, int]:
    """Return the span of a statement with its speaker and cue beside it."""
    spans = [row[key] for key in ("span", "speaker_span", "cue_span") if row.get(key)]
    return min(start for start, _ in spans), max(end for _, end in spans)


def _lines(words: list[str]) -> str:
    return "\n".join(" ".join(word.split()) for word in words)


def _named(row: dict[str, Any], keys: tuple[str, ...]) -> list[str]:
    return [str(row[key]) for key in keys if row.get(key)]
