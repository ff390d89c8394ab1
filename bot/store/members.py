"""Who people are, as far as it matters here: their time zone, whether they are still there; and where we said hello."""

from dataclasses import dataclass
from datetime import datetime

from bot.store.database import Connection, instant, stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody of the workspace."""

    id: str
    #: IANA zone; None when Slack does not say.
    timezone: str | None
    deactivated: bool
    #: Owner or administrator of the workspace.
    admin: bool = False
    #: When Slack was last asked.
    seen: datetime


class Members:
    """The people and greeted tables."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def get(self, user: str) -> Member | None:
        """Return what is known of somebody."""
        row = self._c.row("SELECT * FROM people WHERE id = ?", (user,))
        if row is None:
            return None
        seen = instant(row["seen"])
        assert seen is not None
        return Member(
            id=row["id"],
            timezone=row["timezone"],
            deactivated=bool(row["deactivated"]),
            admin=bool(row["admin"]),
            seen=seen,
        )

    def put(self, member: Member) -> None:
        """Keep what Slack said of somebody."""
        self._c.run(
            "INSERT OR REPLACE INTO people (id, timezone, deactivated, admin, seen) VALUES (?,?,?,?,?)",
            (member.id, member.timezone, int(member.deactivated), int(member.admin), stamp(member.seen)),
        )

    def greet(self, channel: str, now: datetime) -> bool:
        """Note that we said hello in a channel; return False when we had."""
        if self._c.value("SELECT count(*) FROM greeted WHERE channel = ?", (channel,)):
            return False
        self._c.run("INSERT INTO greeted (channel, at) VALUES (?, ?)", (channel, stamp(now)))
        return True

    def greeted(self) -> set[str]:
        """Return the channels in which we said hello, and from which nobody removed us since."""
        return {row["channel"] for row in self._c.rows("SELECT channel FROM greeted")}

    def left(self, channel: str) -> None:
        """Note that we are no more in a channel: invited again we say hello again."""
        self._c.run("DELETE FROM greeted WHERE channel = ?", (channel,))
