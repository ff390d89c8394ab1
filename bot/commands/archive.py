"""Search: the archive by words, a page at a time, newest first."""

import json
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.commands.asking import Answer, Ask, Office
from bot.elements import Element, Run, actions, bold, button, context, link, para
from bot.errors import UsageError
from bot.finding import find
from bot.heads import head
from bot.queries import read_query
from bot.store.search import MATCH_BEGIN, MATCH_END, Hit
from bot.store.stored import Stored
from digests.days import moment
from digests.query import Query
from scrapers.markup import one_line

#: Articles of a page, and the farthest one can turn pages.
PAGE, FARTHEST = 6, 300
#: Hits of one article looked at: it is shown once.
_HITS = 4
_QUERY = 500


def search(office: Office, ask: Ask) -> Answer:
    """Answer `search QUERY` with its first page."""
    if not ask.text:
        raise UsageError(
            'Search for what? For example: search ceasefire Geneva, or search "without preconditions"'
        )
    return page(office, ask.text, 0, ask.zone)


def page(office: Office, query: str, skip: int, zone: str) -> Answer:
    """Return the page of the archive after `skip` articles.

    Raises:
        UsageError: The query cannot be used.
    """
    asked_for = read_query(query, office.configuration(), office.archive)
    skip = max(0, min(skip, FARTHEST))
    hits = find(office.archive, office.configuration(), asked_for, limit=(skip + PAGE + 1) * _HITS)
    articles = [(key, list(group)) for key, group in groupby(hits, key=lambda hit: hit.article)]
    shown = articles[skip : skip + PAGE]
    asked = one_line(query, 80)
    notes: list[Element] = [context(notice) for notice in asked_for.notices[:4]]
    if not shown:
        more = "Nothing older is found" if skip else "Nothing is found"
        line = f"{more} for “{asked}”."
        return Answer.of(line, [para(line), *notes]) if notes else Answer.line(line)
    blocks: list[Element] = [para("Found for ", bold(asked)), *notes]
    now = office.clock()
    names = {source.id: source.name for source in office.configuration().sources}
    for key, group in shown:
        stored = office.archive.articles.get(key)
        if stored is not None:
            blocks.append(_article(stored, group, names, zone, now))
    if len(articles) > skip + PAGE and len(query) <= _QUERY:
        value = json.dumps({"query": query, "skip": skip + PAGE}, ensure_ascii=False)
        blocks.append(actions(button("Older", "search.older", value)))
    elif skip:
        blocks.append(context("These are the oldest."))
    return Answer.of(f"Found for “{asked}”", blocks)


def read(query: str) -> Query:
    """Return a query; reads no database.

    Raises:
        UsageError: It cannot be used.
    """
    return read_query(query)


def older(office: Office, value: str, zone: str) -> Answer:
    """Return the page a button leads to."""
    asked = json.loads(value)
    return page(office, str(asked["query"]), int(asked["skip"]), zone)


def _article(stored: Stored, hits: list[Hit], names: dict[str, str], zone: str, now: datetime) -> Element:
    """Return an article once: its headline, where it stood, and the words that matched best."""
    article = stored.article
    outlet = names.get(article.source, article.source)
    runs: list[Run] = [
        link(article.url, article.title or "(no title)"),
        f"\n{outlet} · {moment(stored.effective, zone, now)}",
    ]
    until = stored.facts.embargo_until
    if stored.facts.embargo and (until is None or datetime.fromisoformat(until) > now):
        return para(*runs, " · not for use yet")
    best = next((hit for hit in hits if hit.kind != "article"), hits[0])
    kind = head(best, stored, now.astimezone(ZoneInfo(zone)).date())
    return para(*runs, "\n", *([f"{kind}: "] if kind else []), *_marked(best.passage))


def _marked(passage: str) -> list[Run]:
    """Return a passage with what matched in bold."""
    out: list[Run] = []
    for n, piece in enumerate(passage.split(MATCH_BEGIN)):
        matched, found, rest = piece.partition(MATCH_END)
        if n and found:
            out += [bold(matched), rest]
        else:
            out.append(piece)
    return out
