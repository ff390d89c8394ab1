"""Meetings: who met whom, where, when, and whether it took place.

Cues (`cues`) found in a text are read over their clauses (`patterns`, `phrases`, `status`) into drafts; drafts get a
place and a day (`settle`), are joined into events (`joining`, `events`), completed from the text around them
(`context`) and published as records (`publish`, `details`).
"""

from digests.document import Document
from digests.meetings.publish import publish
from digests.meetings.reader import Reader
from digests.records import Meeting

__all__ = ["explain", "read_meetings"]


def read_meetings(document: Document) -> tuple[Meeting, ...]:
    """Return the meetings of a document in the order of their clearest mention; read once and kept in its notes."""
    return tuple(meeting for meeting, _ in _read(document))


def explain(meeting: Meeting, document: Document) -> tuple[str, ...]:
    """Return, for each participant of a meeting of this document, the words it was taken for."""
    for known, reasons in _read(document):
        if known == meeting:
            return reasons
    return tuple("" for _ in meeting.participants)


def _read(document: Document) -> tuple[tuple[Meeting, tuple[str, ...]], ...]:
    kept = document.notes.get("meetings")
    if isinstance(kept, tuple):
        return kept
    found: tuple[tuple[Meeting, tuple[str, ...]], ...] = ()
    if document.sentences:
        reader = Reader(document)
        found = tuple(publish(reader, event) for event in reader.read())
    document.notes["meetings"] = found
    return found
