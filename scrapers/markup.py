"""The door to bs4 and lxml: markup parsed without entities, DTDs or network, and the text cleaned of what hides.

lxml's defaults read local files through entities (reliability 18), so XML has one parser here.
"""

import re
import unicodedata
from html import unescape
from typing import Any

from bs4 import BeautifulSoup, Tag
from lxml import etree

#: Control, zero-width, bidirectional and tag characters: they hide or reorder text.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]"
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset=["']?\s*([\w-]{2,30})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding=["']([\w-]{2,30})["']""", re.IGNORECASE)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
TITLE_LENGTH = 300


def clean(text: str) -> str:
    """Return the text in NFC without characters that hide or reorder it; new lines and tabs stay."""
    return unicodedata.normalize("NFC", _HIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def one_line(text: str, limit: int | None = None) -> str:
    """Return the cleaned text on one line, cut at `limit` characters with an ellipsis."""
    out = " ".join(clean(text).split())
    return out if limit is None or len(out) <= limit else out[: limit - 1].rstrip() + "…"


def title_of(text: str) -> str:
    """Return a title: markup and entities undone, one line, at most 300 characters."""
    if "<" in text and re.search(r"<[a-zA-Z/]", text):
        text = re.sub(r"<[^<>]{0,500}>", " ", text)
    return one_line(unescape(text), TITLE_LENGTH)


def decode(body: bytes, content_type: str = "") -> str:
    """Decode by byte-order mark, then the HTTP header, then the document's own declaration, then UTF-8.

    For XML a declaration that decodes cleanly beats a header that does not. Unknown names mean UTF-8; bytes that do
    not decode become U+FFFD.
    """
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body.decode(name, "replace")
    names = []
    header = re.search(r"charset=[\"']?([\w-]+)", content_type, re.IGNORECASE)
    if header:
        names.append(header[1])
    declared = _XML_ENCODING.match(body[:400]) or _CHARSET.search(body[:8192])
    if declared:
        names.append(declared[1].decode("ascii"))
    for name in [*names, "utf-8"]:
        try:
            return body.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    for name in names:
        try:
            return body.decode(
                "cp1252" if name.lower() in ("iso-8859-1", "latin-1", "latin1") else name, "replace"
            )
        except LookupError:
            continue
    return body.decode("cp1252" if not names else "utf-8", "replace")


def soup(markup: str) -> BeautifulSoup:
    """Parse HTML (with lxml: html.parser is quadratic on hostile input)."""
    return BeautifulSoup(markup, "lxml")


def select(node: BeautifulSoup | Tag, selector: str) -> list[Tag]:
    """Return the elements a CSS selector matches.

    Raises:
        ValueError: The selector cannot be read.
    """
    try:
        return list(node.select(selector))
    except Exception as error:  # soupsieve's SelectorSyntaxError, and ValueError subclasses of its own
        raise ValueError(f"not a CSS selector: {selector!r} ({str(error).splitlines()[0]})") from error


def xml(body: bytes) -> Any:
    """Parse XML without DTD, entities, network or unbounded size; return the root element, or None when there is none.

    Ill-formed XML is read as far as it goes.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        recover=True,
        dtd_validation=False,
    )
    try:
        return etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def text_of(node: Tag) -> str:
    """Return the text of an element on one line."""
    return one_line(node.get_text(" ", strip=True))


def paragraphs_of(markup: str) -> str:
    """Return an HTML fragment as plain paragraphs separated by a blank line."""
    if "<" not in markup:
        parts = re.split(r"\n\s*\n", clean(unescape(markup)))
        return "\n\n".join(one_line(p) for p in parts if p.strip())
    page = soup(markup)
    for junk in page(["script", "style", "noscript", "template", "iframe"]):
        junk.decompose()
    for br in page("br"):
        br.replace_with("\n")
    blocks = page(["p", "li", "blockquote", "h2", "h3", "h4", "div"])
    leaves = [b for b in blocks if not b.find(["p", "li", "blockquote", "div"])]
    if not leaves:
        leaves = [page]
    lines: list[str] = []
    for leaf in leaves:
        for part in re.split(r"\n\s*\n?", leaf.get_text("")):
            if part.strip():
                lines.append(one_line(part))
    return "\n\n".join(lines)
