"""The archive by words: articles, statements and meetings, newest first (SQLite FTS5)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.store.database import Connection, instant, stamp

Kind = Literal["article", "statement", "meeting"]
KINDS: tuple[Kind, ...] = ("article", "statement", "meeting")
#: Around the words that matched, in `Hit.passage`: characters that no stored text holds.
MATCH_BEGIN, MATCH_END = "\x02", "\x03"
#: Words of a passage.
WORDS = 32
#: What is shown of an article (some words of its text around the match), and of a fact (all of it).
_SNIPPET = f"replace(snippet({{0}}, 1, ?, ?, '…', {WORDS}), char(10), ' ')"
_FIRST_COLUMN = "highlight({0}, 0, ?, ?)"
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
    #: Words around the match, cut at both ends with an ellipsis.
    passage: str


class Search:
    """The full-text tables."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def find(
        self,
        required: Sequence[Sequence[str]],
        *,
        kinds: Collection[Kind] = KINDS,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 20,
    ) -> list[Hit]:
        """Return what holds all that is required, newest first.

        Args:
            required: Each element is met by any of its phrases. Letters fold by case and accent, all else parts words.
            kinds: What is looked for.
            since: Effective at this instant or later.
            until: Effective before this instant.
            limit: At most so many.
        """
        match = " AND ".join(f"({' OR '.join(map(_quoted, phrases))})" for phrases in required)
        between = (stamp(since) if since else _FIRST, stamp(until) if until else _LAST)
        found: list[Hit] = []
        if "article" in kinds:
            found += self._articles(match, between, limit)
        facts = [kind for kind in ("statement", "meeting") if kind in kinds]
        if facts:
            found += self._facts(match, facts, between, limit)
        found.sort(key=lambda h: (h.effective, h.article, -KINDS.index(h.kind), -(h.n or 0)), reverse=True)
        return found[:limit]

    def _articles(self, match: str, between: tuple[str, str], limit: int) -> list[Hit]:
        # The index has all that decides the order: the long rows are read for the few that are shown.
        rows = self._c.rows(
            "SELECT a.id, a.effective FROM articles a INDEXED BY articles_effective"
            " WHERE a.effective >= ? AND a.effective < ?"
            " AND a.id IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)"
            " ORDER BY a.effective DESC, a.id DESC LIMIT ?",
            (*between, match, limit),
        )
        passages = self._passages("articles_fts", _SNIPPET, match, [row["id"] for row in rows])
        return [
            Hit(
                kind="article",
                article=row["id"],
                n=None,
                effective=_moment(row["effective"]),
                passage=passages[row["id"]],
            )
            for row in rows
        ]

    def _facts(self, match: str, kinds: Sequence[str], between: tuple[str, str], limit: int) -> list[Hit]:
        marks = ",".join("?" * len(kinds))
        rows = self._c.rows(
            "SELECT t.id, t.article, t.kind, t.n, a.effective FROM articles a INDEXED BY articles_effective"  # noqa: S608 - marks
            " CROSS JOIN fact_texts t ON t.article = a.id WHERE a.effective >= ? AND a.effective < ?"
            f" AND t.kind IN ({marks}) AND t.id IN (SELECT rowid FROM facts_fts WHERE facts_fts MATCH ?)"
            " ORDER BY a.effective DESC, a.id DESC LIMIT ?",
            (*between, *kinds, match, limit),
        )
        passages = self._passages("facts_fts", _FIRST_COLUMN, match, [row["id"] for row in rows])
        return [
            Hit(
                kind=row["kind"],
                article=row["article"],
                n=row["n"],
                effective=_moment(row["effective"]),
                passage=passages[row["id"]],
            )
            for row in rows
        ]

    def _passages(self, table: str, shown: str, match: str, ids: Sequence[int]) -> dict[int, str]:
        marks = ",".join("?" * len(ids))
        rows = self._c.rows(
            f"SELECT rowid AS id, {shown.format(table)} AS passage FROM {table}"  # noqa: S608 - ours
            f" WHERE {table} MATCH ? AND rowid IN ({marks})",
            (MATCH_BEGIN, MATCH_END, match, *ids),
        )
        # Of a fact the first line is the passage; the names after it are only to be found.
        return {row["id"]: row["passage"].split("\n")[0] for row in rows}


def _quoted(phrase: str) -> str:
    """Return a phrase as FTS5 reads it: in quotation marks nothing is syntax."""
    return '"' + phrase.replace('"', " ").replace("\0", " ") + '"'


def _moment(text: str) -> datetime:
    found = instant(text)
    assert found is not None
    return found
