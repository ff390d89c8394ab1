"""Facts as plain rows, in the shape that `extract` and `export` promise. Offsets are code points into the given text."""

from typing import Any

from digests.records import Meeting, Statement
from scrapers.article import Span

#: A mention that is one of these names nobody: a reader is better served by no speaker than by "they".
_PRONOUNS = frozenset(
    "he she they it we i you who which that this these those him her them us me his hers theirs one both others some many".split()
)


def statement_row(statement: Statement, text: str) -> dict[str, Any]:
    """Return a statement as a row; absent values are None, `spans` and `nested` stand only where they tell something.

    Args:
        statement: As read from `text`.
        text: What its spans point into.
    """
    row: dict[str, Any] = {"start": statement.span[0], "end": statement.span[1]}
    if len(statement.spans) > 1:
        row["spans"] = [list(span) for span in statement.spans]
    row |= {
        "quote": statement.direct,
        "speaker": _speaker(statement, text),
        **_ends("speaker", statement.speaker_span),
        "role": statement.role,
        "country": statement.country,
        "cue": statement.cue,
        **_ends("cue", statement.cue_span),
        "act": statement.act,
    }
    if statement.nested:
        row["nested"] = True
    return row


def meeting_row(meeting: Meeting, text: str) -> dict[str, Any]:
    """Return a meeting as a row; absent values are None.

    Args:
        meeting: As read from `text`.
        text: What its span points into.
    """
    start, end = meeting.span
    assert 0 <= start <= end <= len(text), "a meeting's span lies inside its text"
    return {
        "participants": [
            {"name": who.name, "role": who.role, "country": who.country, "org": who.org}
            for who in meeting.participants
        ],
        "format": meeting.format,
        "place": meeting.place,
        "date": meeting.date,
        "status": meeting.status,
        "topic": meeting.topic,
        "start": start,
        "end": end,
    }


def _ends(name: str, span: Span | None) -> dict[str, int | None]:
    start, end = span or (None, None)
    return {f"{name}_start": start, f"{name}_end": end}


def _speaker(statement: Statement, text: str) -> str | None:
    """Return the speaker's name; for a state, a body or a role what the text calls them; None for a mere pronoun."""
    if statement.speaker or not statement.speaker_span:
        return statement.speaker
    start, end = statement.speaker_span
    mention = " ".join(text[start:end].split())
    return None if not mention or mention.lower() in _PRONOUNS else mention
