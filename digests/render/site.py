"""The pages around the editions of a site: the index with its search, the agenda, the corrections log."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from itertools import groupby

from digests import edition, gate, sections
from digests.agenda import Appointment, split, stands, tellers
from digests.corrections import Correction
from digests.days import long_day, month_name
from digests.edition import Edition, Item, Scope
from digests.render import shell
from digests.render.html import correction

SHEETS = ("edition.css", "site.css")
#: Scripts of the index: what searches, and what is searched. The latter is only asked for by a reader who searches.
SEARCH, DATA = "search.js", "search-data.js"
#: Editions on the first page; all are on the pages of their years.
NEWEST = 60

Link = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What is listed of an edition; small, so that all there ever were can be had at once."""

    id: int
    #: Its page, seen from the index.
    page: str
    scope: Scope
    corrected: bool
    #: "1 met, 1 said".
    count: str
    gist: str
    #: What the search knows of it, a JSON array as text.
    searched: str

    @property
    def day(self) -> date:
        """The day it is of."""
        return sections.day_of(self.scope)


def listed(edition: Edition, *, id: int, page: str, corrected: bool) -> Listed:
    """Return what is listed of an edition."""
    scope = edition.scope
    lines = [_line(item) for item in gate.passed(edition)[0].items]
    row = [page, f"{long_day(sections.day_of(scope))} · {scope.title}", lines]
    return Listed(
        id=id,
        page=page,
        scope=scope,
        corrected=corrected,
        count=", ".join(
            f"{len(items)} {name}" for name, items in sections.by_section(edition.items).items() if items
        ),
        gist=sections.top(edition.items) if edition.items else "A quiet day.",
        searched=json.dumps(row, ensure_ascii=False, separators=(",", ":")),
    )


def index(
    title: str,
    listed: Sequence[Listed],
    links: Sequence[Link],
    years: Sequence[Link],
    feeds: Sequence[Link] = (),
) -> str:
    """Return the list of editions, the latest first, with a search over all of them.

    Args:
        title: What stands at the top.
        listed: The editions to be listed, the latest first.
        links: Where else to go.
        years: Pages of whole years.
        feeds: Feeds of one digest each.
    """
    body = (
        _top(title, links)
        + _search()
        + f"<main>\n{_months(listed)}\n{_years(years)}{_each('Feeds', feeds)}</main>"
    )
    feed = '<link rel="alternate" type="application/atom+xml" title="Editions" href="feed.xml">\n'
    return shell.document(title, body, sheets=SHEETS, scripts=(SEARCH,), head=feed)


def year(title: str, listed: Sequence[Listed], links: Sequence[Link]) -> str:
    """Return the list of the editions of a year."""
    return shell.document(title, _top(title, links) + f"<main>\n{_months(listed)}\n</main>", sheets=SHEETS)


def _top(title: str, links: Sequence[Link]) -> str:
    nav = shell.navigation("Site", [shell.here(*link) for link in links])
    return f'<header class="masthead">\n{nav}\n<h1>{escape(title)}</h1>\n</header>\n'


def _search() -> str:
    # Shown by the script: without one the browser's own search does what it can.
    return (
        f'<form class="search" role="search" hidden data-from="{DATA}"><label for="words">Search all editions</label>\n'
        '<input id="words" type="search" autocomplete="off" spellcheck="false">\n'
        '<p id="count" role="status"></p>\n<ol id="found"></ol></form>\n'
    )


def _months(listed: Sequence[Listed]) -> str:
    if not listed:
        return '<p class="quiet">No edition yet.</p>'
    parts = []
    for (number, month), group in groupby(listed, key=lambda one: (one.day.year, one.day.month)):
        rows = "\n".join(_entry(one) for one in group)
        name = f"{month_name(month)} {number}"
        parts.append(f'<section><h2>{name}</h2>\n<ul class="editions">\n{rows}\n</ul></section>')
    return "\n".join(parts)


def _entry(one: Listed) -> str:
    marks = [mark for mark, on in (("late", one.scope.late), ("corrected", one.corrected)) if on]
    return (
        f'<li><p class="which"><a href="{escape(one.page)}"><time datetime="{one.day.isoformat()}">'
        f"{escape(long_day(one.day))}</time> · <bdi>{escape(one.scope.title)}</bdi></a></p>\n"
        f'<p class="gist" dir="auto">{escape(one.gist)}</p>\n'
        f'<p class="outlets">{escape(" · ".join([one.count or "no items", *marks]))}</p></li>'
    )


def _each(what: str, links: Sequence[Link]) -> str:
    """Return where each digest's own is: "Feeds: North, South"."""
    if not links:
        return ""
    return f'<p class="years">{what}: {", ".join(shell.here(*link) for link in links)}</p>\n'


def _years(years: Sequence[Link]) -> str:
    if not years:
        return ""
    links = ", ".join(shell.here(*link) for link in years)
    return f'<p class="years">All editions of {links}</p>\n'


def search_data(listed: Iterable[Listed]) -> str:
    """Return what the search looks through: every line of every edition, as a script."""
    data = f"[{','.join(one.searched for one in listed)}]"
    # In a script these could end it, or a line.
    for mark, code in (("<", "\\u003c"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029")):
        data = data.replace(mark, code)
    return f"window.communique = {data};\n"


def _line(item: Item) -> list[object]:
    outlets = ", ".join(sections.source(link) for link in sections.distinct(item.links))
    words = " · ".join(gate.line(runs) for runs in (item.runs, item.compared) if runs)
    return [item.number, f"{words} · {outlets}"]


def agenda_page(
    title: str,
    appointments: Sequence[Appointment],
    links: Sequence[Link],
    now: datetime,
    today: date,
    calendars: Sequence[Link] = (),
) -> str:
    """Return what is ahead, and what came of what was; `calendars` are those of one digest each."""
    ahead, over = split(appointments, today)
    parts = [
        _top(title, links),
        "<main>",
        _appointments("Announced", ahead, "Nothing is announced in what we read."),
    ]
    if over:
        parts.append(_appointments("What came of it", over, ""))
    parts.append(_each("Calendars", calendars) + "</main>")
    parts.append(
        '<footer class="coverage"><p>As of '
        f'<time datetime="{now.isoformat(timespec="minutes")}">{escape(long_day(today))}</time>. '
        "Days are those of the place.</p></footer>"
    )
    return shell.document(title, "\n".join(parts), sheets=SHEETS)


def _appointments(name: str, found: Sequence[Appointment], none: str) -> str:
    rows = "\n".join(_appointment(one) for one in found)
    listed = f'<ol class="agenda">\n{rows}\n</ol>' if rows else f'<p class="quiet">{escape(none)}</p>'
    return f"<section><h2>{escape(name)}</h2>\n{listed}\n</section>"


def _appointment(one: Appointment) -> str:
    words = "".join(
        f"<strong>{escape(gate.written(run))}</strong>"
        if run.style == "bold"
        else _plain(gate.written(run), run.style)
        for run in one.runs
    )
    told = f" ({_anchors(tellers(one))})" if tellers(one) else ""
    who = f'<span class="state">{escape(stands(one))}</span>{told} · announced by {_anchors(one.announced)}'
    passages = "".join(
        f'<figure class="passage"><blockquote dir="auto" cite="{escape(p.url)}">{escape(p.text)}</blockquote>'
        f"<figcaption>{shell.anchor(p.url, p.source)}</figcaption></figure>"
        for p in one.passages
    )
    unfold = f"<details><summary>Passages</summary>{passages}</details>" if passages else ""
    return f'<li><p class="line" dir="auto">{words}</p><p class="outlets">{who}</p>{unfold}</li>'


def _anchors(links: Sequence[edition.Link]) -> str:
    return ", ".join(shell.anchor(link.url, sections.source(link)) for link in sections.distinct(links))


def _plain(words: str, style: str) -> str:
    return f"<em>{escape(words)}</em>" if style == "italic" else escape(words)


def corrections_page(title: str, log: Sequence[tuple[Listed, Correction]], links: Sequence[Link]) -> str:
    """Return the corrections log, the latest first."""
    rows = []
    for one, done in log:
        head = f"{long_day(one.day)} · {one.scope.title}"
        entry = correction(done, one.scope.timezone, one.page)
        rows.append(f'<li><p class="which">{shell.here(one.page, head)}</p><ul>{entry}</ul></li>')
    body = (
        '<ul class="log">\n' + "\n".join(rows) + "\n</ul>"
        if rows
        else '<p class="quiet">No line was corrected.</p>'
    )
    return shell.document(title, _top(title, links) + f"<main>\n{body}\n</main>", sheets=SHEETS)
