"""The door to bs4 and lxml: markup parsed without entities, DTDs or network, and the text cleaned of what hides.

lxml's defaults read local files through entities (reliability 18), so XML has one parser here.
"""

import codecs
import re
import unicodedata
from collections.abc import Collection, Iterator
from html import unescape
from typing import Any

import lxml.html
from bs4 import BeautifulSoup as BeautifulSoup
from bs4 import Tag as Tag
from lxml import etree
from soupsieve import SelectorSyntaxError

#: Control, zero-width, bidirectional and tag characters: they hide or reorder text; halves of characters, which are none.
_HIDDEN = re.compile(
    "[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\U000e0000-\U000e007f]"
)
_NEW_LINE = re.compile("\r\n?|[\x85\u2028\u2029]")
_HEADER_CHARSET = re.compile(r"""charset=["']?([\w.:-]{2,40})""", re.IGNORECASE)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset=["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding=["']([\w.:-]{2,40})["']""", re.IGNORECASE)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
#: Codecs of Python that no document is written in; some cost quadratic time.
_NO_CHARSETS = frozenset("utf-7 unicode_escape raw_unicode_escape idna punycode undefined".split())
#: What is labelled so is windows-1252 (WHATWG Encoding); the real one has control characters for quotation marks.
_WESTERN = frozenset("ascii iso8859-1 cp1252".split())
TITLE_LENGTH = 300
#: Tags read by the parser that makes an object of each.
MAX_TAGS = 50_000
#: Elements open at a time; honest pages have a few dozen.
MAX_OPEN = 500
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)")
#: They have no end tag, or may leave it out: many in a row are not inside each other.
_CLOSED_BY_THEMSELVES = frozenset(
    "area base br col embed hr img input link meta source track wbr p li dt dd option optgroup tr td th thead tbody tfoot "
    "colgroup rp rt html head body path circle rect line use polygon polyline ellipse stop image".split()
)

_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
    "recover": True,
    "dtd_validation": False,
    "encoding": "utf-8",
}
#: Characters handed to the parser at a time.
_CHUNK = 2**16

#: Elements that begin and end a paragraph.
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1"
    " h2 h3 h4 h5 h6 header hgroup hr li main nav ol option p pre section summary table tbody td tfoot th thead tr ul".split()
)
#: Elements whose text no reader sees.
UNSEEN = frozenset("script style noscript template iframe svg head object math select textarea".split())


def clean(text: str) -> str:
    """Return the text in NFC without characters that hide or reorder it; new lines and tabs stay."""
    return unicodedata.normalize("NFC", _HIDDEN.sub("", _NEW_LINE.sub("\n", text)))


def one_line(text: str, limit: int | None = None) -> str:
    """Return the cleaned text on one line, cut at `limit` characters with an ellipsis."""
    out = " ".join(clean(text).split())
    return out if limit is None or len(out) <= limit else out[: limit - 1].rstrip() + "…"


def title_of(text: str) -> str:
    """Return a title: markup and entities undone, one line, at most 300 characters."""
    if re.search(r"<[a-zA-Z/]", text):
        text = re.sub(r"</?[a-zA-Z][^<>]{0,500}>", "", text)
    return one_line(unescape(text), TITLE_LENGTH)


def _codec(name: str) -> str | None:
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return None
    if codec in _WESTERN:
        return "cp1252"
    return None if codec.replace("-", "_") in _NO_CHARSETS or codec in _NO_CHARSETS else codec


def decode(body: bytes, content_type: str = "") -> str:
    """Decode by byte-order mark, then the HTTP header, then the document's own declaration, then UTF-8.

    Where one of them says UTF-8 and the bytes are UTF-8, that is what they are. Unknown names mean UTF-8, and without any
    name windows-1252; bytes that do not decode become U+FFFD.
    """
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body.decode(name, "replace")
    header = _HEADER_CHARSET.search(content_type)
    declared = _XML_ENCODING.match(body[:400]) or _CHARSET.search(body[:8192])
    written = [*([header[1]] if header else []), *([declared[1].decode("ascii")] if declared else [])]
    names = [codec for codec in map(_codec, written) if codec]
    for name in [*(n for n in names if n == "utf-8"), *names, "utf-8"]:
        try:
            return body.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    fallback = names[0] if names else ("utf-8" if written else "cp1252")
    return body.decode(fallback, "replace")


def first_tags(markup: str, limit: int) -> str:
    """Return the markup up to a number of tags: each costs a parser up to a kilobyte."""
    for number, tag in enumerate(re.finditer("<", markup)):
        if number == limit:
            return markup[: tag.start()]
    return markup


def shallow(markup: str) -> str:
    """Return the markup up to where more than `MAX_OPEN` elements are open: bs4 takes time in the square of that."""
    if markup.count("<") <= MAX_OPEN:
        return markup
    opened = 0
    for tag in _TAG.finditer(markup):
        if tag[2].lower() not in _CLOSED_BY_THEMSELVES:
            opened = max(opened - 1, 0) if tag[1] else opened + 1
            if opened > MAX_OPEN:
                return markup[: tag.start()]
    return markup


def soup(markup: str) -> BeautifulSoup:
    """Parse HTML (with lxml: html.parser is quadratic on hostile input), at most 50,000 tags of it."""
    # Without a root bs4 warns that the markup looks like XML or like a file name, on stderr.
    return BeautifulSoup(f"<html>{shallow(first_tags(markup, MAX_TAGS))}", "lxml")


def select(node: BeautifulSoup | Tag, selector: str) -> list[Tag]:
    """Return the elements a CSS selector matches.

    Raises:
        ValueError: The selector cannot be read.
    """
    try:
        return list(node.select(selector))
    except (SelectorSyntaxError, NotImplementedError, ValueError) as error:
        reason = (str(error).splitlines() or [""])[0]
        raise ValueError(f"`{selector}` is no CSS selector ({reason})") from error


def html_tree(markup: str) -> Any:
    """Parse HTML into an lxml tree; an empty <div> when there is nothing."""
    try:
        return lxml.html.document_fromstring(f"<div>{markup}</div>")
    except (etree.ParserError, ValueError):
        return lxml.html.Element("div")


def xml(text: str) -> Any:
    """Parse XML without DTD, entities, network or unbounded size; return the root element, or None when there is none.

    Ill-formed XML is read as far as it goes.
    """
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), etree.XMLParser(**_SAFE))
    except etree.XMLSyntaxError:
        return None


def elements(text: str, name: str) -> Iterator[Any]:
    """Yield the elements of a local name, in lower case, one after the other; each is emptied once it was looked at.

    For XML too long to be held as a tree; parsed like `xml`.
    """
    parser = etree.XMLPullParser(("end",), **_SAFE)
    for at in range(0, len(text), _CHUNK):
        try:
            parser.feed(text[at : at + _CHUNK].encode("utf-8", "replace"))
        except etree.XMLSyntaxError:
            return
        for _event, node in parser.read_events():
            if not isinstance(node.tag, str) or node.tag.rpartition("}")[2].lower() != name:
                continue
            yield node
            node.clear()
            above = node.getparent()
            while above is not None and node.getprevious() is not None:
                del above[0]


def paragraphs(root: Any, *, skip: Collection[str] = UNSEEN, blocks: Collection[str] = BLOCKS) -> list[str]:
    """Return the text of an lxml element as paragraphs, one line each.

    Args:
        root: The element.
        skip: Elements left out with all they hold.
        blocks: Elements that begin and end a paragraph. Two <br> in a row end one too.
    """
    pieces: list[str] = []
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, node in walker:
        if event == "start":
            if node.tag in skip and node is not root:
                walker.skip_subtree()
                continue
            if node.tag in blocks:
                pieces.append("\n\n")
            elif node.tag in ("br", "lb"):
                pieces.append("\n")
            pieces.append(_spaced(node.text))
            continue
        if event == "end" and node.tag in blocks:
            pieces.append("\n\n")
        if node is not root:
            pieces.append(_spaced(node.tail))
    return [line for line in (one_line(part) for part in re.split(r"\n\s*\n", "".join(pieces))) if line]


def _spaced(text: str | None) -> str:
    return re.sub(r"\s+", " ", text) if text else ""


def paragraphs_of(markup: str) -> str:
    """Return an HTML fragment as plain paragraphs separated by a blank line."""
    if not re.search(r"<[a-zA-Z/!]", markup):
        return plain_paragraphs(unescape(markup))
    return "\n\n".join(paragraphs(html_tree(markup)))


def plain_paragraphs(text: str) -> str:
    """Return plain text as paragraphs of one line, separated by one blank line."""
    return "\n\n".join(p for p in (one_line(part) for part in re.split(r"\n\s*\n", clean(text))) if p)


def text_of(node: Tag) -> str:
    """Return the text of an element on one line; parts that stand side by side do not run together."""
    return " ".join(paragraphs(html_tree(str(node)), blocks=BLOCKS | {"span", "time"}))
