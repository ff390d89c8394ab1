"""The archive by words: an index that names the articles a query may hold of, newest first (SQLite FTS5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.store.database import Connection, instant, stamp
from bot.store.stored import SELECT, Stored, stored

Kind = Literal["article", "statement", "meeting"]
KINDS: tuple[Kind, ...] = ("article", "statement", "meeting")
#: Around the words that matched, in `Hit.passage`: characters that no stored text holds.
MATCH_BEGIN, MATCH_END = "\x02", "\x03"
#: Articles read at a time.
CHUNK = 50
#: Before and after every instant, as text.
_FIRST, _LAST = "", "~"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One thing found."""

    kind: Kind
    article: int
    #: Its number among the statements or meetings of the article; None for the article itself.
    n: int | None
    effective: datetime
    #: The sentence that shows it, with marks around the words that matched.
    passage: str


class Search:
    """The index over the archive."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def candidates(
        self, match: str, *, since: datetime | None = None, until: datetime | None = None
    ) -> Iterator[Stored]:
        """Yield the articles that meet an FTS5 expression (see `digests.query.archive`), newest first; all of them for "".

        Args:
            match: The expression.
            since: Effective at this instant or later.
            until: Effective before this instant.
        """
        between = (stamp(since) if since else _FIRST, stamp(until) if until else _LAST)
        clause = " AND a.id IN (SELECT rowid FROM article_words WHERE article_words MATCH ?)" if match else ""
        # The index has all that decides the order: the long rows are read as they are wanted.
        ids = [
            row["id"]
            for row in self._c.rows(
                "SELECT a.id FROM articles a INDEXED BY articles_effective WHERE a.effective >= ? AND a.effective < ?"  # noqa: S608 - ours
                f"{clause} ORDER BY a.effective DESC, a.id DESC",
                (*between, *([match] if match else [])),
            )
        ]
        for begin in range(0, len(ids), CHUNK):
            chunk = ids[begin : begin + CHUNK]
            marks = ",".join("?" * len(chunk))
            rows = self._c.rows(f"{SELECT} WHERE a.id IN ({marks})", chunk)
            found = {row["id"]: row for row in rows}
            yield from (stored(found[number]) for number in chunk if number in found)

    def depth(self) -> datetime | None:
        """Return when the first article of the archive was stored; None for an empty one.

        Of the time before that it holds no more than what the sources still listed then.
        """
        return instant(self._c.value("SELECT min(first_seen) FROM articles"))
