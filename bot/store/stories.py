"""Who told the same before: candidates for a story, and the articles of stories."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.store.database import Connection, stamp
from bot.store.stored import SELECT, Stored, moment_of, stored

#: At most this many candidates that share a key with an article: commoner keys tell nothing.
MAX_CANDIDATES = 200
#: Parameters of one query (SQLite allows 32,766).
CHUNK = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An earlier article that may tell the same story."""

    id: int
    source: str
    effective: datetime
    story: str
    meeting_stories: tuple[str, ...]
    signature: dict[str, Any]


class Stories:
    """The story side of the facts, story_keys and meeting_stories tables."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    def of_stories(self, stories: Sequence[str], before_seq: int, most: int | None = None) -> list[Stored]:
        """Return the articles with a sequence number up to `before_seq` that tell one of the stories, in sequence order.

        Of a story with more than `most` these are the newest.
        """
        wanted: set[int] = set()
        for chunk in _chunks(sorted(set(stories))):
            marks = ",".join("?" * len(chunk))
            told: dict[str, list[int]] = {}
            for row in self._c.rows(
                f"SELECT f.story, a.id, a.seq FROM facts f JOIN articles a ON a.id = f.article"  # noqa: S608 - marks only
                f" WHERE a.seq <= ? AND f.story IN ({marks}) UNION SELECT m.story, a.id, a.seq FROM meeting_stories m"
                f" JOIN articles a ON a.id = m.article WHERE a.seq <= ? AND m.story IN ({marks}) ORDER BY seq DESC",
                (before_seq, *chunk, before_seq, *chunk),
            ):
                told.setdefault(row["story"], []).append(row["id"])
            wanted.update(number for numbers in told.values() for number in numbers[:most])
        found: list[Stored] = []
        for part in _chunks(sorted(wanted)):
            marks = ",".join("?" * len(part))
            found += self._c.made(stored, f"{SELECT} WHERE a.id IN ({marks})", part)
        return sorted(found, key=lambda s: s.seq)

    def signatures(self, articles: Sequence[int]) -> list[dict[str, Any]]:
        """Return the signatures of some articles, as far as they are still there."""
        out = []
        for chunk in _chunks(articles):
            marks = ",".join("?" * len(chunk))
            rows = self._c.rows(f"SELECT signature FROM facts WHERE article IN ({marks})", chunk)  # noqa: S608 - marks only
            out += [json.loads(row["signature"]) for row in rows]
        return out

    def with_planned(self, since: datetime, before_seq: int) -> list[Stored]:
        """Return the articles since an instant that told of a planned or postponed meeting, in sequence order."""
        return self._c.made(
            stored,
            f"{SELECT} WHERE a.effective >= ? AND a.seq <= ? AND EXISTS"  # noqa: S608 - our own text
            " (SELECT 1 FROM json_each(f.body, '$.meetings') m WHERE json_extract(m.value, '$.status') IN ('planned', 'ongoing'))"
            " ORDER BY a.seq",
            (stamp(since), before_seq),
        )

    def with_settled(self, begin: datetime, end: datetime, before_seq: int) -> list[Stored]:
        """Return the articles effective in [begin, end) that tell how a meeting went, in sequence order."""
        return self._c.made(
            stored,
            f"{SELECT} WHERE a.effective >= ? AND a.effective < ? AND a.seq <= ? AND EXISTS"  # noqa: S608 - our own text
            " (SELECT 1 FROM json_each(f.body, '$.meetings') m"
            " WHERE json_extract(m.value, '$.status') NOT IN ('planned', 'ongoing')) ORDER BY a.seq",
            (stamp(begin), stamp(end), before_seq),
        )

    def candidates(self, keys: Sequence[str], since: datetime, exclude: int | None = None) -> list[Candidate]:
        """Return articles since an instant that share a story key, most shared keys first."""
        if not keys:
            return []
        shared: dict[int, int] = {}
        for chunk in _chunks(sorted(set(keys))):
            marks = ",".join("?" * len(chunk))
            for row in self._c.rows(
                f"SELECT k.article AS id, count(*) AS n FROM story_keys k JOIN articles a ON a.id = k.article"  # noqa: S608 - ours
                f" WHERE k.key IN ({marks}) AND a.effective >= ? GROUP BY k.article",
                (*chunk, stamp(since)),
            ):
                shared[row["id"]] = shared.get(row["id"], 0) + row["n"]
        if exclude is not None:
            shared.pop(exclude, None)
        best = sorted(shared, key=lambda i: (-shared[i], i))[:MAX_CANDIDATES]
        out = []
        for chunk in _chunks(best):
            marks = ",".join("?" * len(chunk))
            for row in self._c.rows(
                f"SELECT a.id, a.source, a.effective, f.story, f.meeting_stories, f.signature FROM articles a"  # noqa: S608 - ours
                f" JOIN facts f ON f.article = a.id WHERE a.id IN ({marks}) ORDER BY a.id",
                chunk,
            ):
                out.append(
                    Candidate(
                        id=row["id"],
                        source=row["source"],
                        effective=moment_of(row["effective"]),
                        story=row["story"],
                        meeting_stories=tuple(json.loads(row["meeting_stories"])),
                        signature=json.loads(row["signature"]),
                    )
                )
        return out


def _chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for begin in range(0, len(values), CHUNK):
        yield values[begin : begin + CHUNK]
