"""Articles, their versions, and what was read from them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from bot.store.database import Connection, instant, stamp
from bot.store.stored import SELECT, Stored, stored
from digests.query.archive import archived_words
from digests.records import Facts, facts_from_json, to_json
from scrapers.article import Article, Entry


class Articles:
    """The articles, versions, facts and story tables."""

    def __init__(self, connection: Connection) -> None:
        self._c = connection

    # -- writing ----------------------------------------------------------------------------------------------

    def insert(
        self,
        article: Article,
        *,
        first_seen: datetime,
        effective: datetime,
        archive_only: bool,
        listed: Entry,
    ) -> int:
        """Store a new article and return its id; its facts follow in the same transaction (`save_facts`)."""
        seq = self._version(None, article, 1)
        fixed = {
            "id": seq,
            "url": article.url,
            "source": article.source,
            "published": stamped(article.published),
            "first_seen": stamp(first_seen),
            "effective": stamp(effective),
            "archive_only": int(archive_only),
        }
        self._c.insert("articles", {**fixed, **_values(article, seq, 1, listed)})
        self._c.run("UPDATE versions SET article = ? WHERE seq = ?", (seq, seq))
        return seq

    def update(self, article_id: int, article: Article, *, listed: Entry | None) -> None:
        """Store a new version of an article; the old text and what was read from it stay in its versions.

        Without `listed` its source lists it as before.
        """
        old = self._c.row("SELECT version, published FROM articles WHERE id = ?", (article_id,))
        assert old is not None
        version = old["version"] + 1
        self._c.run(
            "UPDATE versions SET facts = (SELECT body FROM facts f WHERE f.article = versions.article)"
            " WHERE article = ? AND version = ?",
            (article_id, old["version"]),
        )
        seq = self._version(article_id, article, version)
        values = _values(article, seq, version, listed)
        values["published"] = stamped(article.published) or old["published"]
        self._c.update("articles", article_id, values)

    def _version(self, article_id: int | None, article: Article, version: int) -> int:
        return self._c.run(
            "INSERT INTO versions (article, version, title, text, fetched, fingerprint) VALUES (?,?,?,?,?,?)",
            (article_id, version, article.title, article.text, stamp(article.fetched), article.fingerprint),
        )

    def relist(self, article_id: int, listed: Entry) -> None:
        """Note how a source lists an article now, so that the same change is not looked at again."""
        self._c.run("UPDATE articles SET listed = ? WHERE id = ?", (listing_mark(listed), article_id))

    def save_facts(
        self,
        article_id: int,
        facts: Facts,
        *,
        story: str,
        meeting_stories: Sequence[str],
        signature: dict[str, Any],
        keys: Iterable[str],
        words: tuple[str, str] | None = None,
    ) -> None:
        """Store what was read from the latest version of an article; replaces what an older version gave.

        Words and marks for the index (`digests.query.archive.words_of`) are worked out where they are not given.
        """
        body = to_json(facts)
        row = {
            "article": article_id,
            "story": story,
            "meeting_stories": json.dumps(list(meeting_stories)),
            "body": json.dumps(body, ensure_ascii=False),
            "signature": json.dumps(signature, ensure_ascii=False),
            "reader_version": facts.reader_version,
        }
        self._c.run("DELETE FROM facts WHERE article = ?", (article_id,))
        self._c.insert("facts", row)
        self._c.run("DELETE FROM story_keys WHERE article = ?", (article_id,))
        self._c.run("DELETE FROM meeting_stories WHERE article = ?", (article_id,))
        self._c.many(
            "INSERT OR IGNORE INTO story_keys (key, article) VALUES (?,?)", [(k, article_id) for k in keys]
        )
        self._c.many(
            "INSERT OR IGNORE INTO meeting_stories (story, article) VALUES (?,?)",
            [(s, article_id) for s in meeting_stories],
        )
        if words is None:
            article = self._c.row("SELECT title, text, language FROM articles WHERE id = ?", (article_id,))
            assert article is not None
            words = archived_words(article["title"], article["text"], article["language"], body)
        self._c.run("DELETE FROM article_words WHERE rowid = ?", (article_id,))
        self._c.run("INSERT INTO article_words (rowid, words, marks) VALUES (?,?,?)", (article_id, *words))

    def version_before(self, article_id: int, upto_seq: int) -> tuple[str, Facts] | None:
        """Return text and facts of an article's latest version up to a sequence number; None where there is none.

        Facts of versions from before they were kept are not there either.
        """
        row = self._c.row(
            "SELECT text, facts FROM versions WHERE article = ? AND seq <= ? ORDER BY seq DESC LIMIT 1",
            (article_id, upto_seq),
        )
        return (row["text"], facts_from_json(json.loads(row["facts"]))) if row and row["facts"] else None

    # -- reading ----------------------------------------------------------------------------------------------

    def get(self, article_id: int) -> Stored | None:
        """Return one article."""
        row = self._c.row(f"{SELECT} WHERE a.id = ?", (article_id,))
        return stored(row) if row else None

    def listing_mark(self, article_id: int, source: str) -> str | None:
        """Return how its own source listed the article when it was last looked at; None for another source."""
        found = self._c.value("SELECT listed FROM articles WHERE id = ? AND source = ?", (article_id, source))
        return None if found is None else str(found)

    def fingerprint(self, article_id: int) -> str | None:
        """Return the fingerprint of the latest version; None for an unknown article."""
        found = self._c.value("SELECT fingerprint FROM articles WHERE id = ?", (article_id,))
        return None if found is None else str(found)

    def upto_seq(self) -> int:
        """Return the last number of the ingestion sequence; 0 before the first article."""
        return int(self._c.value("SELECT coalesce(max(seq), 0) FROM versions"))

    def seq_before(self, moment: datetime) -> int:
        """Return the last sequence number given before an instant."""
        return int(
            self._c.value("SELECT coalesce(max(seq), 0) FROM versions WHERE fetched < ?", (stamp(moment),))
        )

    def in_range(self, after_seq: int, upto_seq: int) -> list[Stored]:
        """Return the articles whose latest version lies in (after, upto], in sequence order."""
        return self._c.made(
            stored, f"{SELECT} WHERE a.seq > ? AND a.seq <= ? ORDER BY a.seq", (after_seq, upto_seq)
        )

    def embargo_ended(self, since: datetime, until: datetime, upto_seq: int) -> list[Stored]:
        """Return the articles of earlier ranges whose embargo ended in (since, until]."""
        return self._c.made(
            stored,
            f"{SELECT} WHERE a.seq <= ? AND NOT a.archive_only AND json_extract(f.body, '$.embargo_until') > ?"
            " AND json_extract(f.body, '$.embargo_until') <= ? ORDER BY a.seq",
            (upto_seq, stamp(since), stamp(until)),
        )

    def effective_between(self, begin: datetime, end: datetime) -> list[Stored]:
        """Return the articles whose effective time lies in [begin, end), by effective time, then address."""
        return self._c.made(
            stored,
            f"{SELECT} WHERE a.effective >= ? AND a.effective < ? ORDER BY a.effective, a.url",
            (stamp(begin), stamp(end)),
        )

    def latest_of(self, sources: Sequence[str], until: datetime) -> datetime | None:
        """Return the time of the last article of some sources up to an instant; None where there is none."""
        marks = ",".join("?" * len(sources))
        found = self._c.value(
            f"SELECT max(effective) FROM articles WHERE source IN ({marks}) AND effective <= ?",  # noqa: S608 - marks only
            (*sources, stamp(until)),
        )
        return instant(found)

    def count(self) -> int:
        """Return how many articles are stored."""
        return int(self._c.value("SELECT count(*) FROM articles"))

    def each(self) -> Iterator[Stored]:
        """Yield every article in sequence order, some hundred at a time."""
        after = 0
        while True:
            rows = self._c.rows(f"{SELECT} WHERE a.seq > ? ORDER BY a.seq LIMIT 200", (after,))
            if not rows:
                return
            for row in rows:
                yield stored(row)
            after = rows[-1]["seq"]


def _values(article: Article, seq: int, version: int, listed: Entry | None) -> dict[str, Any]:
    """Return the columns that change with each version."""
    return {
        "seq": seq,
        "title": article.title,
        "text": article.text,
        "author": article.author,
        "language": article.language,
        "updated": stamped(article.updated),
        "fetched": stamp(article.fetched),
        "fingerprint": article.fingerprint,
        "version": version,
        "captions": json.dumps(article.captions),
        "from_feed": int(article.from_feed),
        **({"listed": listing_mark(listed)} if listed else {}),
    }


def listing_mark(entry: Entry) -> str:
    """Return what shows that a source changed its entry: title, and the time of the update."""
    return json.dumps([entry.title, stamped(entry.updated or entry.published)], ensure_ascii=False)


def stamped(moment: datetime | None) -> str | None:
    """Return `stamp` of an instant; None stays None."""
    return None if moment is None else stamp(moment)
