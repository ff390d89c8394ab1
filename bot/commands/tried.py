"""What a query would have sent, with how far back the archive reaches."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.commands.asking import Office
from bot.elements import Element, context, link, para
from bot.finding import Trial, trial
from bot.queries import outlet_of
from digests.days import moment
from digests.query import Query
from digests.query.also import also
from scrapers.markup import one_line

#: How far back it looks.
BACK = timedelta(days=14)
#: Other words by which it finds: so many are named.
MOST_ALSO = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What was found, ready to be shown."""

    found: Trial
    blocks: tuple[Element, ...]

    @property
    def per_day(self) -> float:
        """How many articles a day, as far as the archive reaches."""
        return self.found.per_day


def tried(office: Office, query: Query, zone: str) -> Tried:
    """Put a query to the archive."""
    configuration, now = office.configuration(), office.clock()
    found = trial(office.archive, configuration, query, since=now - BACK, now=now, zone=zone)
    blocks: list[Element] = [*_also(query, found.spellings), context(_head(found))]
    for stored, _ in found.samples or found.older:
        outlet = outlet_of(configuration, stored.article.source).name
        title = link(stored.article.url, one_line(stored.article.title, 150) or "(no title)")
        blocks.append(para(title, f" · {outlet}, {moment(stored.effective, zone, now)}"))
    return Tried(found=found, blocks=tuple(blocks))


def _also(query: Query, spellings: Sequence[str]) -> list[Element]:
    """Say by which other words it finds; those it met in the archive come first."""
    found = [*spellings, *also(query)][:MOST_ALSO]
    return [context(f"Also finds: {', '.join(found)}")] if found else []


def _head(found: Trial) -> str:
    if found.depth is None:
        return "The archive is empty yet, so I cannot say what it would have sent."
    days, sent = found.covered, found.total - found.earlier
    span = f"in the last {days} days" if days > 1 else "today"
    short = ", which is all the archive has" if timedelta(days=days) < BACK else ""
    said = f"It would have sent {_articles(sent)} {span}{short}."
    if found.earlier:
        said += f" Of the days before, which it knows only in part, it finds {_articles(found.earlier)}."
    if found.older:
        said += " The newest that fit are older:"
    return said + ("" if found.total or found.older else " Fewer words find more.")


def _articles(count: int) -> str:
    return f"{count} article{'s' * (count != 1)}"
