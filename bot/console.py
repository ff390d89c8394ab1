"""A Slack message as plain text, for when it is printed instead of posted. Pure."""

from typing import Any


def plain(body: dict[str, Any]) -> str:
    """Return the words of a message, one line a block; its `text` when it has no blocks."""
    lines = [line for block in body.get("blocks") or () for line in _block(block) if line.strip()]
    return "\n".join(lines) or str(body.get("text") or "")


def _block(block: dict[str, Any]) -> list[str]:
    if block.get("type") == "actions":
        # Nobody can press a printed button.
        return []
    if block.get("type") == "rich_text":
        return [line for element in block.get("elements", ()) for line in _rich(element)]
    pieces = [block[k] for k in ("text", "title") if k in block]
    pieces += [*block.get("fields", ()), *block.get("elements", ())]
    words = [_words(piece) for piece in pieces]
    return ["  ".join(w for w in words if w)]


def _words(piece: object) -> str:
    if isinstance(piece, dict):
        inner = piece.get("text", piece.get("alt_text", ""))
        return _words(inner) if isinstance(inner, dict) else str(inner)
    return str(piece)


def _rich(element: dict[str, Any]) -> list[str]:
    if element.get("type") == "rich_text_list":
        return [f"• {line}" for item in element.get("elements", ()) for line in _rich(item)]
    words = "".join(_inline(piece) for piece in element.get("elements", ()))
    return words.split("\n")


def _inline(piece: dict[str, Any]) -> str:
    if piece.get("type") == "link":
        return f"{piece['text']} <{piece['url']}>" if piece.get("text") else str(piece.get("url", ""))
    return str(piece.get("text") or piece.get("fallback") or "")
