"""Fitting: what is said is cut into messages that Slack takes, the longest addresses and words first. Pure."""

from collections.abc import Sequence

from bot.elements import Element, characters

#: Slack takes 50 blocks and refuses about 9,600 characters over all of them, undocumented; both with a margin.
MOST_BLOCKS = 40
MOST_CHARACTERS = 9_500
#: Advised length of `text`, which notifications and screen readers give.
TEXT_LENGTH = 3_000
#: A piece of text is cut to no less than this; to less where that is not enough.
_SHORTEST = (200, 40, 1)


def fitted(blocks: list[Element]) -> list[Element]:
    """Take out the longest addresses where a message would be too long for Slack: the words matter more."""
    over = characters(blocks) - MOST_CHARACTERS
    if over <= 0:
        return blocks
    links = [e for b in blocks for e in _inline(b) if e.get("type") == "link"]
    for link in sorted(links, key=lambda e: -len(e["url"])):
        if over <= 0:
            break
        over -= len(link.pop("url"))
        link["type"] = "text"
    words = sorted((e for b in blocks for e in _texts(b)), key=lambda e: -len(e["text"]))
    for shortest in _SHORTEST:
        for piece in words:
            # Words without end, as no outlet writes them: they are cut, visibly.
            kept = max(len(piece["text"]) - over - 1, shortest)
            if over > 0 and kept + 1 < len(piece["text"]):
                over -= len(piece["text"]) - kept - 1
                piece["text"] = piece["text"][:kept] + "…"
    return blocks


def _texts(block: Element) -> list[Element]:
    """Return what holds the words of a block."""
    return _inline(block) or [e for e in block.get("elements", ()) if e["type"] == "plain_text"]


def _inline(block: Element) -> list[Element]:
    """Return the elements of a rich_text block."""
    return [e for section in block.get("elements", ()) for e in section.get("elements", ())]


def escape(text: str) -> str:
    """Escape a text for `text` and mrkdwn: these three characters and no other."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def notification(text: str) -> str:
    """Return a text for `text`, escaped and short enough for any method."""
    while len(escaped := escape(text)) > TEXT_LENGTH:
        # One character is escaped to five at the most.
        text = text[: -1 - (len(escaped) - TEXT_LENGTH) // 5]
    return escaped


def pages(blocks: Sequence[Element]) -> list[list[Element]]:
    """Split blocks into messages Slack takes."""
    out: list[list[Element]] = [[]]
    size = 0
    for block in blocks:
        length = characters(block)
        if out[-1] and (len(out[-1]) >= MOST_BLOCKS or size + length > MOST_CHARACTERS):
            out.append([])
            size = 0
        out[-1].append(block)
        size += length
    return [fitted(page) for page in out]
