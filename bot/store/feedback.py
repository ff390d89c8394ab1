"""What people found wrong with what they read."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

from bot.store.database import Connection, instant, stamp

Kind = Literal["speaker", "not_held", "place_or_day", "same", "not_for_us", "other"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """One remark."""

    at: datetime
    #: Slack's ids.
    user: str
    channel: str
    #: Key of the delivery it is about.
    message: str
    edition: int | None
    #: Number of the line; None for the whole message.
    item: int | None
    kind: Kind
    note: str
    #: The line as it was shown: text, section, facts, passages.
    about: dict[str, Any]
    #: Given by the store; None before.
    id: int | None = None


class FeedbackTable:
    """The feedback table."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def add(self, one: Feedback) -> int:
        """Keep a remark; return its id."""
        row = {
            "at": stamp(one.at),
            "user": one.user,
            "channel": one.channel,
            "message": one.message,
            "edition": one.edition,
            "item": one.item,
            "kind": one.kind,
            "note": one.note,
            "about": json.dumps(one.about, ensure_ascii=False),
        }
        return self._c.insert("feedback", row)

    def all(self) -> list[Feedback]:
        """Return all remarks, oldest first."""
        return [_feedback(row) for row in self._c.rows("SELECT * FROM feedback ORDER BY id")]


def _feedback(row: dict[str, Any]) -> Feedback:
    at = instant(row["at"])
    assert at is not None
    return Feedback(
        id=row["id"],
        at=at,
        user=row["user"],
        channel=row["channel"],
        message=row["message"],
        edition=row["edition"],
        item=row["item"],
        kind=row["kind"],
        note=row["note"],
        about=json.loads(row["about"]),
    )
