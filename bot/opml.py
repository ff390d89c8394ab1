"""Lists of feeds as other readers exchange them: OPML 2.0 (opml.org/spec2.opml), read and written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import Any

from bot.errors import CommuniqueError
from scrapers.markup import clean, decode, one_line, xml
from scrapers.source import Source
from scrapers.urls import canonical_url

#: Outlines of one list.
MOST = 5_000


class OpmlError(CommuniqueError):
    """The file is no OPML list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One feed of a list."""

    title: str
    #: Canonical; "" when it is no web address.
    url: str
    #: As written.
    written: str
    language: str | None
    #: The folders it lies in, outermost first, separated by " / ".
    folder: str


def read_opml(body: bytes) -> list[Outline]:
    """Return the feeds of an OPML list, in order; outlines without a feed's address are folders or notes.

    Raises:
        OpmlError: It is none.
    """
    root = xml(decode(body).lstrip())
    if root is None or str(root.tag).lower() != "opml":
        raise OpmlError("this is no OPML list (no <opml>)")
    return [
        outline
        for node, _ in zip(root.iter("outline"), range(MOST), strict=False)
        if (outline := _outline(node))
    ]


def _outline(node: Any) -> Outline | None:
    # The specification writes xmlUrl; some readers write other capitals.
    values = {key.lower(): value for key, value in node.attrib.items()}
    written = values.get("xmlurl", "").strip()
    if not written:
        return None
    try:
        url = canonical_url(written)
    except ValueError:
        url = ""
    folders = [_title(parent.attrib) for parent in node.iterancestors("outline")]
    return Outline(
        title=_title(values),
        url=url,
        written=one_line(written, 200),
        language=values.get("language") or None,
        folder=" / ".join(name for name in reversed(folders) if name),
    )


def _title(values: Any) -> str:
    return one_line(values.get("text") or values.get("title") or "", 120)


def write_opml(sources: Iterable[Source], now: datetime) -> Iterator[str]:
    """Yield the lines of an OPML list: feeds as `rss`, listings and sitemaps as `link`, which readers show but do not follow."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<opml version="2.0">'
    yield "  <head>"
    yield "    <title>Communiqué: sources</title>"
    yield f"    <dateCreated>{format_datetime(now)}</dateCreated>"
    yield "  </head>"
    yield "  <body>"
    for source in sources:
        kind = "rss" if source.kind == "feed" else "link"
        values = {
            "type": kind,
            "text": source.name,
            "title": source.name,
            "xmlUrl" if kind == "rss" else "url": source.url,
            "language": source.language,
            "category": f"/{source.klass}",
        }
        told = " ".join(f'{k}="{escape(clean(v))}"' for k, v in values.items() if v)
        yield f"    <outline {told}/>"
    yield "  </body>"
    yield "</opml>"
