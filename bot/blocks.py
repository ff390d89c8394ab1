"""Slack's form of an edition: one message and its thread, within all of Slack's limits.

Words of outlets stand in rich_text and plain_text elements only: these are literal, so a headline can neither ping a
channel nor format. See https://docs.slack.dev/reference/block-kit for the limits.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.budget import HANDFUL, Budget
from bot.elements import actions, button
from bot.fitting import MOST_BLOCKS, fitted, notification, pages
from digests import gate, sections
from digests.edition import Edition, Item, LeftOut, Link, Passage, Run
from scrapers.markup import clean, one_line

#: Words of one article printed in Slack, quotations and passages together.
ARTICLE_WORDS = 60
_HEADER = 150
_URL = 3_000

Element = dict[str, Any]
Payload = dict[str, Any]


def payloads(edition: Edition, page: str | None = None) -> list[Payload]:
    """Return the chat.postMessage payloads of an edition, without channel: the message, then its thread (`parent` 0).

    `page` is the address of its printable page, if any.
    """
    passed, _ = gate.passed(edition)
    budget = Budget(ARTICLE_WORDS)
    blocks = _message(passed, budget)
    if not sections.is_quiet(passed):
        blocks.append(_footer(page))
    out = [_payload(_text(passed), fitted(blocks))]
    for reply in _replies(passed, budget):
        out.append({**_payload(reply[0], reply[1]), "parent": 0})
    return out


def _footer(page: str | None) -> Element:
    """Return the buttons. Which edition they belong to says the message they stand in, so that old ones work, too."""
    buttons = [button("Plain text", "edition.plain"), button("Something wrong?", "edition.wrong")]
    if page and len(page) <= _URL:
        buttons.insert(0, button("Printable page", "edition.page", url=page))
    return actions(*buttons)


def page_of(payload: Payload) -> str | None:
    """Return the address of the printable page that a message leads to."""
    found = [
        e for block in payload.get("blocks", ()) if block["type"] == "actions" for e in block["elements"]
    ]
    return next((str(e["url"]) for e in found if e.get("action_id") == "edition.page"), None)


def _payload(text: str, blocks: Sequence[Element]) -> Payload:
    return {"text": clean(text), "blocks": list(blocks), "unfurl_links": False, "unfurl_media": False}


def _text(edition: Edition) -> str:
    """Return the notification: title and top items, without an outlet's words."""
    title = sections.title(edition.scope)
    if sections.is_quiet(edition):
        return notification(f"{title} · {sections.QUIET}")
    return notification(f"{title}: {sections.top(edition.items)}")


def _message(edition: Edition, budget: Budget) -> list[Element]:
    scope = edition.scope
    title = sections.title(scope)
    coverage = " ".join(sections.coverage_lines(edition.coverage))
    if sections.is_quiet(edition):
        return [_rich([_words(f"{title} · {sections.QUIET}")]), _context(coverage)]
    blocks: list[Element] = [
        {"type": "header", "text": {"type": "plain_text", "text": one_line(title, _HEADER), "emoji": False}},
        _context(sections.subtitle(scope)),
    ]
    gist = sections.brief(edition)
    if gist:
        blocks.append(_rich([_words(gist)]))
    for section, items in sections.by_section(edition.items).items():
        head = sections.heading(section, items, scope)
        if head:
            blocks.append(_rich([_words(head, bold=True)]))
        bare: list[Item] = []
        for item in items:
            elements = _line(item, budget)
            if elements:
                blocks.append(_rich(elements))
            else:
                bare.append(item)
        if bare:
            blocks.append(_rich(_bare(bare)))
    blocks.append(_context(coverage))
    return blocks


def _line(item: Item, budget: Budget) -> list[Element] | None:
    """Return a line; None when its article has had its share of words and nothing is left to say."""
    runs = _within(item, budget)
    if runs is None:
        return None
    elements: list[Element] = [_words(f"{item.number} ", bold=True)]
    if item.corroborated:
        elements.append(_words("▲ "))
    elements += [_run(run) for run in runs]
    elements.append(_words(" · "))
    elements += _links(item.links)
    if item.before:
        elements += [_words("; announced before: "), *_links(item.before)]
    return elements + _compared(item, budget)


def _compared(item: Item, budget: Budget) -> list[Element]:
    """Return the line on the readouts below an item; [] where one of them has had its share of words."""
    if not item.compared:
        return []
    places = {" ".join(p.text.split()): p.url for p in item.passages}
    for run in item.compared:
        if run.style == "italic":
            url = next((url for text, url in places.items() if run.text in text), "")
            if not url or budget.take(url, run.text) != run.text:
                return []
    return [_words("\n"), *(_run(run) for run in item.compared)]


def _bare(items: Sequence[Item]) -> list[Element]:
    """Name the lines whose words are to be read at the source."""
    out = [_words("More at the source: ")]
    for n, item in enumerate(items):
        out += [_words(f"{', ' if n else ''}{item.number} {item.gist} · "), *_links(item.links)]
    return out


def _within(item: Item, budget: Budget) -> list[Run] | None:
    """Return the runs of a line with the outlet's words cut, visibly, where the article has had its share."""
    url = item.links[0].url if item.links else ""
    out: list[Run] = []
    for run in item.runs:
        if run.style not in ("quote", "italic") or not run.text.strip():
            out.append(run)
            continue
        words = " ".join(run.text.split())
        kept = budget.take(url, words)
        if kept == words:
            out.append(run)
            continue
        if kept:
            return [*out, Run(text=kept, style=run.style), Run(text=" …")]
        if item.section == "said" and not any(r.style in ("quote", "italic") for r in out):
            return None
        out.append(Run(text="…"))
    return out


def _links(links: Iterable[Link]) -> list[Element]:
    out: list[Element] = []
    shown, more = sections.named(links)
    for link in shown:
        if out:
            out.append(_words(", "))
        out.append(_link(link.url, sections.source(link)))
    return [*out, _words(f" and {more} more")] if more else out


def _link(url: str, text: str) -> Element:
    if len(url) > _URL or not url.startswith(("http://", "https://")):
        return _words(text)
    return {"type": "link", "url": url, "text": clean(text) or url}


def _run(run: Run) -> Element:
    return _words(gate.written(run), italic=run.style == "italic", bold=run.style == "bold")


def _words(text: str, *, bold: bool = False, italic: bool = False) -> Element:
    style = {name: True for name, on in (("bold", bold), ("italic", italic)) if on}
    # Hiding and reordering characters were taken out of articles; names and reasons come from elsewhere, too.
    return {"type": "text", "text": clean(text), **({"style": style} if style else {})}


def _rich(elements: Sequence[Element]) -> Element:
    # Slack refuses the whole message for one empty text.
    filled = [e for e in elements if e["text"]] or [_words("–")]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": filled}]}


def _context(text: str) -> Element:
    shown = one_line(text, 3_000)
    return {"type": "context", "elements": [{"type": "plain_text", "text": shown, "emoji": False}]}


def _replies(edition: Edition, budget: Budget) -> list[tuple[str, list[Element]]]:
    """Return the thread: the passages there is room for, and what ranked lower."""
    out: list[tuple[str, list[Element]]] = []
    cards = [(item, _card(item, budget)) for item in edition.items]
    rich = [_rich(elements) for _, elements in cards if elements]
    if rich:
        out += [("Passages", blocks) for blocks in pages([_rich([_words("Passages", bold=True)]), *rich])]
    linked = {link.url for item in edition.items for link in item.links}
    more = [left for left in edition.left_out if left.reason == "no room" and left.url not in linked]
    if more:
        lines = [_rich(_more(left)) for left in {left.url: left for left in more}.values()]
        blocks = pages([_rich([_words("Also read, ranked lower", bold=True)]), *lines[: MOST_BLOCKS - 2]])
        out.append(("Also read, ranked lower", blocks[0]))
    return out


def _more(left: LeftOut) -> list[Element]:
    return [_link(left.url, left.text[:300] or left.url)]


def _card(item: Item, budget: Budget) -> list[Element] | None:
    """Return the card of a line, or None when it would only repeat the line."""
    elements: list[Element] = []
    for passage in item.passages:
        words = " ".join(passage.text.split())
        kept = _cut(passage, budget) if budget.new(passage.url, words) >= HANDFUL else ""
        if not kept:
            continue
        elements += [
            _words("\n"),
            _link(passage.url, passage.source),
            _words(": "),
            _words(kept, italic=True),
        ]
    for note in item.notes:
        # An account of a meeting is mostly its outlet's words.
        if kept := note if note.startswith(sections.ALSO) else budget.take(item.links[0].url, note):
            elements += [_words("\n" + kept)]
    return [_words(f"{item.number}", bold=True), *elements] if elements else None


def _cut(passage: Passage, budget: Budget) -> str:
    words = " ".join(passage.text.split())
    kept = budget.take(passage.url, words)
    return kept if kept == words or not kept else kept + " …"
