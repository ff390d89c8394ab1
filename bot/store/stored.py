"""Stored articles as records: the rows of articles and facts put together."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.store.database import instant
from digests.records import Facts, facts_from_json
from scrapers.article import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One stored article with its facts."""

    id: int
    seq: int
    article: Article
    facts: Facts
    first_seen: datetime
    effective: datetime
    archive_only: bool
    #: True when its source withdrew it.
    withdrawn: bool
    story: str
    meeting_stories: tuple[str, ...]


def moment_of(value: str | None) -> datetime:
    found = instant(value)
    assert found is not None
    return found


def stored(row: dict[str, Any]) -> Stored:
    article = Article(
        url=row["url"],
        source=row["source"],
        title=row["title"],
        text=row["text"],
        author=row["author"],
        language=row["language"],
        published=instant(row["published"]),
        updated=instant(row["updated"]),
        fetched=moment_of(row["fetched"]),
        fingerprint=row["fingerprint"],
        version=row["version"],
        captions=tuple((a, b) for a, b in json.loads(row["captions"])),
        from_feed=bool(row["from_feed"]),
    )
    return Stored(
        id=row["id"],
        seq=row["seq"],
        article=article,
        facts=facts_from_json(json.loads(row["body"])),
        first_seen=moment_of(row["first_seen"]),
        effective=moment_of(row["effective"]),
        archive_only=bool(row["archive_only"]),
        withdrawn=row["withdrawn"] is not None,
        story=row["story"],
        meeting_stories=tuple(json.loads(row["meeting_stories"])),
    )


#: Begins every query that `stored` reads.
SELECT = "SELECT a.*, f.story, f.meeting_stories, f.body FROM articles a JOIN facts f ON f.article = a.id"
