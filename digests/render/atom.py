"""The feed of editions (Atom, RFC 4287): each edition an entry with its lines."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from uuid import UUID, uuid5

from digests import gate, sections
from digests.edition import Edition, Item

#: Editions in a feed.
NEWEST = 30
_SPACE = UUID("0e0c3b52-44f5-5d2f-8c39-1f0a8f5be7a1")
#: Characters that no XML document may hold.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An edition as an entry of a feed."""

    edition: Edition
    #: Digest and the instant it was due: what it is known by for ever.
    digest: str
    slot: datetime
    #: Its page: an address, or relative to the feed.
    page: str
    published: datetime
    #: When it was last corrected, else published.
    updated: datetime


def atom(title: str, name: str, entries: Iterable[Entry], *, home: str, url: str | None) -> str:
    """Return a feed, the latest first.

    Args:
        title: Its title.
        name: What makes its id, the same for ever.
        entries: The editions, the latest first; held one at a time.
        home: The page it belongs to: an address, or relative to the feed.
        url: Its own address; None when the site has none.
    """
    newest, shown = datetime(1970, 1, 1, tzinfo=UTC), []
    for entry in entries:
        newest = max(newest, entry.updated)
        shown.append(_entry(entry))
    own = f'<link rel="self" type="application/atom+xml" href="{_text(url)}"/>\n' if url else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>{_id(f'feed {name}')}</id>\n<title>{_text(title)}</title>\n<updated>{_instant(newest)}</updated>\n"
        f'{own}<link rel="alternate" type="text/html" href="{_text(home)}"/>\n<generator>Communiqué</generator>\n'
        "<author><name>Communiqué</name></author>\n" + "".join(shown) + "</feed>\n"
    )


def _entry(entry: Entry) -> str:
    passed, _ = gate.passed(entry.edition)
    scope = passed.scope
    gist = sections.QUIET if sections.is_quiet(passed) else sections.top(passed.items)
    return (
        f"<entry>\n<id>{_id(f'{entry.digest} {entry.slot.astimezone(UTC).isoformat()}')}</id>\n"
        f"<title>{_text(sections.title(scope))}</title>\n"
        f'<link rel="alternate" type="text/html" href="{_text(entry.page)}"/>\n'
        f"<published>{_instant(entry.published)}</published>\n<updated>{_instant(entry.updated)}</updated>\n"
        f"<summary>{_text(gist)}</summary>\n"
        f'<content type="html">{_text(_content(passed))}</content>\n</entry>\n'
    )


def _content(edition: Edition) -> str:
    """Return the lines as mark-up."""
    if sections.is_quiet(edition):
        return f"<p>{escape(sections.QUIET)}</p>"
    out = [f"<p>{escape(sections.subtitle(edition.scope))}</p>"]
    for section, items in sections.by_section(edition.items).items():
        heading = sections.heading(section, items, edition.scope)
        if heading:
            out.append(f"<h2>{escape(heading)}</h2>")
        out += [f"<p>{_line(item)}</p>" for item in items]
    return "".join(out) + "".join(
        f"<p>{escape(line)}</p>" for line in sections.coverage_lines(edition.coverage)
    )


def _line(item: Item) -> str:
    tags = {"italic": "em", "bold": "strong"}
    words, compared = "", ""
    for n, run in enumerate((*item.runs, *item.compared)):
        text, tag = escape(gate.written(run)), tags.get(run.style)
        shown = f"<{tag}>{text}</{tag}>" if tag else text
        if n < len(item.runs):
            words += shown
        else:
            compared += shown
    links = ", ".join(
        f'<a href="{escape(link.url)}">{escape(sections.source(link))}</a>'
        if link.url.startswith(("http://", "https://"))
        else escape(sections.source(link))
        for link in sections.distinct(item.links)
    )
    return f"{item.number}{' ▲' if item.corroborated else ''} {words} · {links}" + (
        f"<br/>{compared}" if compared else ""
    )


def _id(name: str) -> str:
    return f"urn:uuid:{uuid5(_SPACE, name)}"


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub(" ", text))


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
