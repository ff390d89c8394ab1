"""What an alert looks like: a card for the first article of a story, replies for later ones, one summary for many.

Words from outside stand in rich_text and plain_text elements only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.alertbuttons import alert_buttons
from bot.blocks import ARTICLE_WORDS
from bot.elements import Element, Run, bold, code, context, link, para, words
from bot.fitting import escape
from bot.heads import bones
from bot.store.stored import Stored
from bot.store.subscriptions import Subscription
from digests.days import local_day, moment, zone_name
from digests.query import Found, Outlet, passages
from digests.query.evaluate import why
from digests.records import Meeting, Statement
from scrapers.article import Span
from scrapers.markup import one_line

#: Lines of a summary.
MOST_LINES = 30
_TITLE, _QUERY = 200, 150
_CLASS = {"official": "official", "wire": "news agency", "press": "press", "state-media": "state media"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article a subscription is told of."""

    subscription: Subscription
    stored: Stored
    outlet: Outlet
    found: Found


def card(hit: Hit, *, reply: bool = False) -> dict[str, Any]:
    """Return the message for one article; a reply stands below the card of its story."""
    stored, subscription = hit.stored, hit.subscription
    article = stored.article
    head: list[Run] = [link(article.url, one_line(article.title, _TITLE)), f" · {hit.outlet.name}"]
    blocks: list[Element] = [para(*head, "\n", *_of_what(hit), *_passage(hit.found))]
    if stored.facts.embargo and stored.facts.embargo_until is None:
        blocks.append(
            para(bold("Perhaps not for use yet. "), f"The text says: {one_line(stored.facts.embargo, 200)}")
        )
    told = [_CLASS[hit.outlet.klass], *_times(stored, subscription.zone)]
    blocks.append(context(" · ".join(told)))
    if not reply:
        reasons = _reasons(hit)
        shown = f" ({', '.join(reasons)})" if reasons else ""
        blocks.append(context(f"Alert {subscription.id}: {one_line(subscription.query, _QUERY)}{shown}"))
        blocks.append(alert_buttons(subscription))
    text = f"{one_line(article.title, _TITLE)} · {hit.outlet.name}"
    return {"text": escape(text), "blocks": blocks, "unfurl_links": False, "unfurl_media": False}


def summary(hits: Sequence[Hit], title: str, zone: str) -> dict[str, Any]:
    """Return the one message that tells many: a line each, by subscription."""
    blocks: list[Element] = [para(bold(title))]
    lines = 0
    for subscription in {hit.subscription.id: hit.subscription for hit in hits}.values():
        mine = [hit for hit in hits if hit.subscription.id == subscription.id]
        runs: list[Run] = [bold(f"{one_line(subscription.query, _QUERY)} · {len(mine)}")]
        for hit in mine[: max(0, MOST_LINES - lines)]:
            lines += 1
            when = moment(hit.stored.effective, zone, hit.stored.first_seen)
            title_link = link(hit.stored.article.url, one_line(hit.stored.article.title, _TITLE))
            runs += ["\n• ", title_link, f" · {hit.outlet.name}, {when}"]
        rest = len(mine) - sum(isinstance(run, str) and run == "\n• " for run in runs)
        if rest:
            runs += [
                f"\nand {rest} more: ",
                code(f"/diplomacy search {one_line(subscription.query, _QUERY)}"),
            ]
        blocks.append(para(*runs))
    numbers = sorted({hit.subscription.id for hit in hits})
    blocks.append(context(f"Alert{'s' * (len(numbers) > 1)} {', '.join(map(str, numbers[:20]))}"))
    if len(numbers) == 1:
        blocks.append(alert_buttons(hits[0].subscription))
    return {"text": escape(title), "blocks": blocks, "unfurl_links": False, "unfurl_media": False}


def _times(stored: Stored, zone: str) -> list[str]:
    published = stored.article.published
    seen = moment(stored.first_seen, zone)
    told = f"published {moment(published, zone, stored.first_seen)}" if published else "published: not told"
    updated = f"updated {moment(stored.article.fetched, zone)}" if stored.article.version > 1 else ""
    return [part for part in (told, f"seen {seen} ({zone_name(zone)})", updated) if part]


def _reasons(hit: Hit) -> list[str]:
    """Return which fields held, where the query does not say so itself."""
    query = hit.subscription.query
    return [one for one in why(hit.found.node) if " OR " in query or one.removeprefix("not ") not in query]


def _of_what(hit: Hit) -> list[Run]:
    """Say how it stands with a meeting; name the speaker of a statement, and who tells of it when that is another."""
    record = hit.found.item.record
    if isinstance(record, Meeting):
        day = local_day(hit.stored.first_seen, hit.subscription.zone)
        return [f"{bones(record, hit.stored.article.text, day)}: "]
    said = record or _around(hit)
    speaker = (said.speaker or said.org or said.role) if said else None
    if said is None or not speaker:
        return []
    role = f" ({said.role})" if said.role and said.role != speaker else ""
    told = f", told by {said.relayed_by}" if said.relayed_by else ""
    return [f"{speaker}{role}{told}: "]


def _around(hit: Hit) -> Statement | None:
    """Return the statement in whose words all that was found by words stands; the innermost of several."""
    _, marks = passages(hit.found)
    holding = [
        one
        for one in hit.stored.facts.statements
        if marks and all(any(a <= c and d <= b for a, b in (one.spans or (one.span,))) for c, d in marks)
    ]
    return min(holding, key=lambda one: (not one.nested, one.span[1] - one.span[0]), default=None)


def _passage(found: Found) -> list[Run]:
    """Return the passage with the words that matched in bold; at most about sixty words of the article."""
    span, marks = passages(found)
    text = found.item.subject.article.text
    begin, end = _window(text, span, marks)
    out: list[Run] = ["… "] if begin > span[0] else []
    at = begin
    for a, b in marks:
        if a < at or b > end:
            continue
        out += [words(_plain(text[at:a])), bold(_plain(text[a:b]))]
        at = b
    out.append(words(_plain(text[at:end])))
    return [*out, " …"] if end < span[1] else out


def _window(text: str, span: Span, marks: Sequence[Span]) -> Span:
    """Return the part of a passage that is shown: sixty words with the first match among them."""
    begin, end = span
    if len(text[begin:end].split()) <= ARTICLE_WORDS:
        return span
    first = marks[0][0] if marks else begin
    before = text[begin:first].split(" ")
    if len(before) > ARTICLE_WORDS // 2:
        begin = first - len(" ".join(before[-ARTICLE_WORDS // 2 :]))
    shown = text[begin:end].split(" ")[:ARTICLE_WORDS]
    return begin, begin + len(" ".join(shown))


def _plain(text: str) -> str:
    return " ".join(text.split("\n")).replace("  ", " ")
