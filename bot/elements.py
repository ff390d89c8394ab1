"""Pieces of Slack's blocks for what the bot itself says. Pure.

Words from outside (headlines, names, what people typed) go into rich_text and plain_text only: there they are literal.
"""

from collections.abc import Sequence
from typing import Any

from scrapers.markup import clean, one_line

Element = dict[str, Any]
Run = str | Element

#: Slack's limits: button text, option text, a text of a context, an address.
BUTTON, OPTION, CONTEXT, URL = 75, 75, 2_000, 3_000
#: Blocks and characters of one answer; Slack takes 50 and about 9,600.
MOST_BLOCKS, MOST_CHARACTERS = 45, 9_000


def words(text: str, **style: bool) -> Element:
    """Return literal words, without characters that hide or reorder others."""
    text = clean(text)
    on = {name: True for name, value in style.items() if value}
    return {"type": "text", "text": text, **({"style": on} if on else {})}


def bold(text: str) -> Element:
    """Return literal words in bold."""
    return words(text, bold=True)


def code(text: str) -> Element:
    """Return literal words as something to type."""
    return words(text, code=True)


def link(url: str, text: str) -> Element:
    """Return a link; mere words where the address is none Slack takes."""
    text = one_line(text) or url
    if len(url) > URL or not url.startswith(("http://", "https://")):
        return words(text)
    return {"type": "link", "url": url, "text": text}


def user(user_id: str) -> Element:
    """Return somebody by their id: a name can be anybody's."""
    return {"type": "user", "user_id": user_id}


def para(*runs: Run) -> Element:
    """Return a paragraph."""
    elements = [words(run) if isinstance(run, str) else run for run in runs]
    # Slack refuses the whole message for one empty text.
    filled = [e for e in elements if e.get("text", "x")]
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": filled or [words("–")]}],
    }


def preformatted(text: str) -> Element:
    """Return a text exactly as it is, to copy."""
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_preformatted", "elements": [words(text or "–")]}],
    }


def header(text: str) -> Element:
    """Return a heading."""
    return {"type": "header", "text": plain(text, 150)}


def context(text: str) -> Element:
    """Return small print."""
    return {"type": "context", "elements": [plain(text, CONTEXT)]}


def divider() -> Element:
    """Return a line across."""
    return {"type": "divider"}


def plain(text: str, most: int) -> Element:
    """Return a plain_text object of at most so many characters."""
    return {"type": "plain_text", "text": one_line(text, most) or "–", "emoji": False}


def button(
    text: str,
    action: str,
    value: str | None = None,
    *,
    url: str | None = None,
    style: str | None = None,
    confirm: Element | None = None,
) -> Element:
    """Return a button."""
    more = {"value": value, "url": url, "style": style, "confirm": confirm}
    return {
        "type": "button",
        "text": plain(text, BUTTON),
        "action_id": action,
        **{key: item for key, item in more.items() if item is not None},
    }


def overflow(action: str, *choices: tuple[str, str]) -> Element:
    """Return a menu behind three dots, of texts and values."""
    return {"type": "overflow", "action_id": action, "options": [option(t, v) for t, v in choices]}


def option(text: str, value: str) -> Element:
    """Return a choice."""
    return {"text": plain(text, OPTION), "value": value}


def actions(*elements: Element, block_id: str | None = None) -> Element:
    """Return a row of buttons."""
    named = {"block_id": block_id} if block_id else {}
    return {"type": "actions", "elements": list(elements), **named}


def characters(block: Any) -> int:
    """Count the characters of all texts and addresses of a block, as Slack's undocumented limit seems to."""
    if isinstance(block, dict):
        return sum(
            len(v) if k in ("text", "url") and isinstance(v, str) else characters(v) for k, v in block.items()
        )
    return sum(characters(v) for v in block) if isinstance(block, list) else 0


def fitted(blocks: Sequence[Element], most: int = MOST_BLOCKS) -> list[Element]:
    """Return as many blocks as one message takes; says when some are left out. A last row of buttons stays."""
    tail = [block for block in blocks[-1:] if block["type"] == "actions"]
    body = list(blocks[: len(blocks) - len(tail)])
    room = MOST_CHARACTERS - characters(tail)
    out: list[Element] = []
    for block in body:
        room -= characters(block)
        if room < 0 or len(out) >= most - 2:
            out.append(context("… and more than fits in one message."))
            break
        out.append(block)
    return [*out, *tail]
