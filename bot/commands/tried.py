"""What a query would have sent: a look back as deep as the archive goes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.commands.asking import Office
from bot.elements import Element, Run, context, link, para
from bot.queries import subject_of
from bot.store.stored import Stored
from digests.days import moment
from digests.query import Query, holds
from scrapers.markup import one_line

#: How far back it looks, at how many articles, and how many it shows.
BACK = timedelta(days=14)
MOST, SHOWN = 1_000, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What was found."""

    count: int
    #: Since when the archive was looked through; None when it is empty.
    since: datetime | None
    looked_at: int
    per_day: float
    #: The newest.
    examples: tuple[tuple[Stored, str], ...]

    def blocks(self, zone: str) -> list[Element]:
        """Return it as it is shown."""
        if self.since is None:
            return [context("The archive is empty yet, so I cannot say what it would have sent.")]
        head = (
            f"Since {moment(self.since, zone)} it would have sent {self.count} of {self.looked_at} articles."
        )
        blocks: list[Element] = [context(head)]
        for stored, outlet in self.examples:
            runs: list[Run] = [link(stored.article.url, one_line(stored.article.title, 150) or "(no title)")]
            blocks.append(para(*runs, f" · {outlet}, {moment(stored.effective, zone)}"))
        return blocks


def tried(office: Office, query: Query) -> Tried:
    """Put a query to the newest articles of the archive."""
    configuration, now = office.configuration(), office.clock()
    names = {source.id: source.name for source in configuration.sources}
    upto = office.store.articles.upto_seq()
    rows = office.store.articles.in_range(max(0, upto - MOST), upto)
    rows = [row for row in rows if row.effective >= now - BACK]
    hits = [
        row
        for row in rows
        if holds(query.meaning, subject_of(configuration, row.article, row.facts)) is not None
    ]
    since = min((row.effective for row in rows), default=None)
    days = max((now - since) / timedelta(days=1), 1.0) if since else 1.0
    newest = sorted(hits, key=lambda row: row.effective, reverse=True)[:SHOWN]
    return Tried(
        count=len(hits),
        since=since,
        looked_at=len(rows),
        per_day=len(hits) / days,
        examples=tuple((row, names.get(row.article.source, row.article.source)) for row in newest),
    )
