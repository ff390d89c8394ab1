"""What `communique alerts` prints of a query that is put to the archive: how far it reaches, day by day, samples."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.finding import Trial
    from bot.settings import Configuration

_WIDTH = 40
#: Of more days only those with articles are shown.
_MOST_DAYS = 62


def depth(found: "Trial", days: int) -> str:
    """Return how many articles there are, and since when the archive knows."""
    from digests.days import day_text

    if found.depth is None:
        return "The archive is empty, so nothing can be said of what it would have found."
    if found.covered >= days:
        return f"{_articles(found.total)} in the last {days} days."
    since = day_text(found.begun, found.days[-1][0])
    reach = f"the {found.covered} day{'s' * (found.covered != 1)} the archive reaches back (since {since})"
    before = f", and {found.earlier} of days before, which it knows only in part" if found.earlier else ""
    return f"{_articles(found.total - found.earlier)} in {reach}{before}."


def _articles(count: int) -> str:
    return f"{count} article{'s' * (count != 1)}"


def by_day(found: "Trial", today: date) -> Iterator[str]:
    """Yield a line for each day; of many days, for those with articles."""
    most = max((count for _, count in found.days), default=0)
    year = any(day.year != today.year for day, _ in found.days)
    for day, count in found.days:
        if count or len(found.days) <= _MOST_DAYS:
            bar = "█" * round(_WIDTH * count / max(most, _WIDTH)) or ("▏" if count else "")
            yield f"{day:%a %d %b}{f' {day.year}' * year}  {count:>4}  {bar}".rstrip()


def samples(found: "Trial", configuration: "Configuration", now: datetime) -> list[str]:
    """Return the newest articles with their passages; older ones where there are no others."""
    from bot.queries import outlet_of
    from digests.days import moment
    from digests.query import passages

    out = ["", "The newest that fit are older:"] if found.older else []
    for stored, one in found.samples or found.older:
        (begin, end), _ = passages(one)
        when = moment(stored.effective, configuration.settings.timezone, now)
        words = " ".join(stored.article.text[begin:end].split())
        name = outlet_of(configuration, stored.article.source).name
        out += ["", f"{stored.article.title} · {name} · {when}", f"  {stored.article.url}"]
        out.append(f"  {words if len(words) <= 300 else words[:299] + '…'}")
    return out


def trial_row(query: str, notices: tuple[str, ...], found: "Trial") -> dict[str, Any]:
    """Return what `--json` prints."""
    shown, older = (
        [
            {"article": stored.id, "url": stored.article.url, "title": stored.article.title, "kind": one.kind}
            for stored, one in some
        ]
        for some in (found.samples, found.older)
    )
    return {
        "query": query, "notices": list(notices), "total": found.total, "archive_since": time_text(found.depth),
        "days": [{"day": day.isoformat(), "articles": count} for day, count in found.days], "samples": shown,
        "older": older,
    }  # fmt: skip


def time_text(moment: datetime | None) -> str | None:
    """Return an instant as JSON has it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None
