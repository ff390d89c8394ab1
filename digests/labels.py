"""Facts as labels, in the shapes of docs/accuracy.md: a proposal that a person sets right, and then gold."""

from typing import Any

from digests.records import Meeting, Statement
from digests.shapes import meeting_row, statement_row


def statement_label(statement: Statement, text: str, doc: str) -> dict[str, Any]:
    """Return a statement as a label of the text called `doc`."""
    row = statement_row(statement, text)
    name = statement.speaker or row["speaker"]
    return {
        "doc": doc,
        **row,
        "spans": [list(span) for span in statement.spans],
        "kind": "direct" if statement.direct else "indirect",
        "act": "speech",
        "deed": statement.act,
        "speaker_name": statement.speaker,
        # Accepted last names, lower case.
        "speaker_last": [name.split()[-1].lower()] if name else [],
    }


def meeting_label(meeting: Meeting, text: str, id_: str) -> dict[str, Any]:
    """Return a meeting as a label."""
    row = meeting_row(meeting, text)
    people = [
        {
            "name": who["name"] or "",
            "role": who["role"] or "",
            "country": [who["country"]] if who["country"] else [],
            "org": who["org"] or "",
        }
        for who in row["participants"]
    ]
    return {
        **row,
        "id": id_,
        "required": True,
        "format": [meeting.format],
        "status": [meeting.status],
        "place": [meeting.place] if meeting.place else [],
        "participants": people,
        "evidence": text[row["start"] : row["end"]],
    }
