"""XML as servers really send it: junk before and after, too many items, broken off in the middle.

What a parser gets from here begins and ends with its root element and holds whole items only.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

#: The root of a document is looked for in its beginning.
_HEAD = 64 * 1024
#: Characters XML 1.0 does not allow, and references to them.
_ILLEGAL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
    r"|&#0*(?:[0-8]|1[124-9]|2\d|3[01]);|&#x0*(?:[0-8bcef]|1[0-9a-f]|d[89a-f][0-9a-f]{2}|fff[ef]);"
    r"|&#0*(?:5529[6-9]|55[3-9]\d\d|56\d{3}|57[0-2]\d\d|5733\d|5734[0-3]);",
    re.IGNORECASE,
)
_CDATA = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|$)", re.DOTALL)
_TAG = re.compile(r"<(/?)[A-Za-z][^<>]*?(/?)>")
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A document ready to be parsed."""

    #: Root element to root element: no declaration, no DTD, so no entities of its own.
    text: str
    #: Local name of the root, in lower case.
    root: str
    #: False when it broke off; `text` then ends with its last whole item.
    complete: bool
    #: Whole items in `text`.
    items: int
    notes: tuple[str, ...]


def prepare(
    document: str, roots: Collection[str], items: Collection[str], limit: int, *, cut: bool = False
) -> Prepared | None:
    """Cut a document to its root element and its first `limit` whole items.

    Args:
        document: Decoded.
        roots: Local names the root may have, in lower case.
        items: Local names of the elements that are items.
        limit: Most items kept.
        cut: We read only the beginning: that it breaks off is no fault of the server.

    Returns:
        None when no such root begins the document, or an HTML page comes first.
    """
    begin = re.search(rf"<((?:[\w.-]+:)?({'|'.join(roots)}))(?=[\s>/])", document[:_HEAD], re.IGNORECASE)
    if begin is None or _HTML.search(document, 0, begin.start()):
        return None
    notes: list[str] = []
    if _junk(document[: begin.start()]):
        notes.append("there is junk before the document")
    text = _ILLEGAL.sub("", document[begin.start() :])
    name, root = begin[1], begin[2].lower()
    closing = f"</{name}>"
    end = max((m.start() for m in re.finditer(rf"</{re.escape(name)}\s*>", text, re.IGNORECASE)), default=-1)
    complete = end >= 0
    ends = [
        m.end()
        for m in re.finditer(rf"</(?:[\w.-]+:)?(?:{'|'.join(items)})\s*>", text[: end if complete else None])
    ]
    if not complete and re.match(r"<[^>]*/>", text):
        return Prepared(
            text=text[: text.index(">") + 1], root=root, complete=True, items=0, notes=tuple(notes)
        )
    tail = "</channel>" if root == "rss" else ""
    if complete and ends:
        tail = text[ends[-1] : end]
    if not complete:
        why = "the document is too long" if cut else "the document breaks off"
        notes.append(f"{why}; {len(ends)} whole items are kept")
        text = text[: ends[-1]] + tail + closing if ends else text
    elif len(ends) > limit:
        notes.append(f"only the first {limit} of {len(ends)} items are read")
        text = text[: ends[limit - 1]] + tail + closing
    else:
        text = text[:end] + closing
    return Prepared(
        text=text, root=root, complete=complete or cut, items=min(len(ends), limit), notes=tuple(notes)
    )


def _junk(before: str) -> bool:
    """Tell whether anything but a declaration, comments, instructions and a DOCTYPE stands there."""
    rest = re.sub(
        r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", "", before, flags=re.DOTALL | re.IGNORECASE
    )
    return bool(rest.strip("\ufeff \t\r\n"))


def depth(text: str) -> int:
    """Return how deep elements are nested: parsers take time in the square of it."""
    at = deepest = 0
    for tag in _TAG.finditer(_CDATA.sub("", text)):
        if tag[1]:
            at -= 1
        elif not tag[2]:
            at += 1
            deepest = max(deepest, at)
    return deepest
