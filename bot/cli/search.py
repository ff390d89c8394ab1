"""`communique search`: the archive by words, newest first."""

import json as jsonlib
import re
import textwrap
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from bot.cli import App

if TYPE_CHECKING:
    from bot.settings import Configuration
    from bot.store import Store
    from bot.store.search import Hit
    from bot.store.stored import Stored

_WIDTH = 100
#: Words of a passage.
_WORDS = 40


@click.command()
@click.argument("query", nargs=-1, required=True)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(["article", "statement", "meeting"]),
    help="Only these; may be given more than once. Without it all three.",
)
@click.option("--since", metavar="WHEN", help="From this day, time or while ago on (2026-11-24, 7d).")
@click.option("--until", metavar="WHEN", help="Up to the end of this day, or before this time.")
@click.option(
    "--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="At most so many."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
@click.pass_obj
def command(
    app: App,
    query: tuple[str, ...],
    kinds: tuple[str, ...],
    since: str | None,
    until: str | None,
    limit: int,
    as_json: bool,
) -> None:
    """Search the archive, newest first.

    QUERY is what alerts and digests are filtered by: words, "phrases", AND OR NOT, pre*, NEAR/5 and fields as in
    who:Lavrov kind:meeting; all must hold of one article, statement or meeting. Capitals and accents do not matter.
    Days are in the time zone of the settings.

    \b
    Examples: communique search ceasefire Geneva
              communique search --kind meeting --since 7d '"foreign minister" Oslo'
    """
    from bot.finding import find
    from bot.queries import noted, read_query
    from bot.search import read_moment

    now, configuration = datetime.now(UTC), app.lenient
    # Beside others, an argument of several words had quotation marks, which the shell took off.
    whole = len(query) == 1
    text = " ".join(q if whole or not re.search(r"\s", q) else f'"{q}"' for q in query)
    zone = configuration.settings.timezone
    begin = read_moment(since, zone, now) if since else None
    end = read_moment(until, zone, now, end=True) if until else None
    chosen: Any = kinds or ("article", "statement", "meeting")
    with app.store() as store:
        asked = read_query(text, configuration, store)
        # One more than is shown tells whether there are more.
        found = find(store, configuration, asked, kinds=chosen, since=begin, until=end, limit=limit + 1)
        hits = found[:limit]
        stored = _stored(store, hits)
    if as_json:
        rows = [_row(hit, stored[hit.article]) for hit in hits]
        click.echo(jsonlib.dumps(rows, ensure_ascii=False))
        return
    for notice in asked.notices:
        click.echo(noted(notice), err=True)
    for line in _lines(hits, stored, configuration, now):
        click.echo(line)
    if not hits:
        click.echo("Nothing found.")
    elif len(found) > limit:
        click.echo(f"\nThe newest {limit}; --limit shows more.")


def _stored(store: "Store", hits: "list[Hit]") -> "dict[int, Stored]":
    found = {hit.article: store.articles.get(hit.article) for hit in hits}
    return {key: row for key, row in found.items() if row}


def _row(hit: "Hit", stored: "Stored") -> dict[str, Any]:
    from bot.export import article_row, meeting_of, statement_of

    if hit.n is None:
        return {"kind": hit.kind, **article_row(stored)}
    row = statement_of(stored, hit.n) if hit.kind == "statement" else meeting_of(stored, hit.n)
    return {"kind": hit.kind, **row}


def _lines(
    hits: "list[Hit]", stored: "dict[int, Stored]", configuration: "Configuration", now: datetime
) -> Iterator[str]:
    """Yield each article once, with what was found in it below."""
    from bot.heads import head

    names = {source.id: source.name for source in configuration.sources}
    zone = ZoneInfo(configuration.settings.timezone)
    for number, (article, group) in enumerate(groupby(hits, key=lambda hit: hit.article)):
        row = stored[article]
        if number:
            yield ""
        day = row.effective.astimezone(zone)
        yield click.style(row.article.title or "(no title)", bold=True)
        yield f"  {day:%a} {day.day} {day:%b %Y %H:%M} · {names.get(row.article.source, row.article.source)} · {row.article.url}"
        until = row.facts.embargo_until
        if row.facts.embargo and (until is None or datetime.fromisoformat(until) > now):
            yield f"  Not for use yet: {row.facts.embargo}"
        # One passage may hold an article's words, a statement in it and one that this tells of: it is shown once.
        heads: dict[str, tuple[str, list[str]]] = {}
        for hit in group:
            _, found = heads.setdefault(re.sub("[\x02\x03]", "", hit.passage), (hit.passage, []))
            found.append(head(hit, row, now.astimezone(zone).date()))
        for passage, found in heads.values():
            yield from _passage(passage, " · ".join(filter(None, dict.fromkeys(found))))


def _passage(passage: str, head: str) -> Iterator[str]:
    from bot.store.search import MATCH_BEGIN, MATCH_END

    passage = _cut(" ".join(passage.split()), MATCH_BEGIN)
    text = f"{head}: {passage}" if head else passage
    lines = textwrap.wrap(text, _WIDTH, initial_indent="  ", subsequent_indent="    ")
    marked = re.compile(f"{MATCH_BEGIN}(.*?){MATCH_END}", re.DOTALL)
    yield from marked.sub(lambda m: click.style(m[1], bold=True), "\n".join(lines)).split("\n")


def _cut(passage: str, mark: str) -> str:
    """Return at most 40 words, with the first match among them."""
    words = passage.split(" ")
    if len(words) <= _WORDS:
        return passage
    first = next((i for i, word in enumerate(words) if mark in word), 0)
    begin = min(max(0, first - _WORDS // 2), len(words) - _WORDS)
    end = begin + _WORDS
    return f"{'…' if begin else ''}{' '.join(words[begin:end])}{'…' if end < len(words) else ''}"
