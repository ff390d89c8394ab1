"""An edition as one self-contained page: no script, no request, passages that unfold. All foreign text is escaped."""

from dataclasses import dataclass
from html import escape

from digests import gate, sections
from digests.corrections import Correction, Kind
from digests.days import moment
from digests.edition import Edition, Item, Link, Passage, Run, Section
from digests.render import shell
from digests.render.whom import whom

#: What became of a line, in the log.
WORDS: dict[Kind, str] = {
    "retracted": "retracted",
    "corrected": "corrected",
    "source": "changed by its source",
    "status": "changed by later news",
}
_NAMES: dict[Section, str] = {"met": "Met", "expected": "Expected", "said": "Said", "disputed": "Disputed"}
_TAGS = {"italic": "em", "bold": "strong", "quote": "q"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What surrounds an edition on a site: where else to go, and what was corrected in it. Links are within the site."""

    #: Address and words.
    links: tuple[tuple[str, str], ...] = ()
    earlier: tuple[str, str] | None = None
    later: tuple[str, str] | None = None
    corrections: tuple[Correction, ...] = ()
    #: How the edition is called when it is corrected.
    name: str = ""


def html(edition: Edition, frame: Frame | None = None) -> str:
    """Return an edition as an HTML page; without a frame it stands for itself."""
    passed, _ = gate.passed(edition)
    body = _quiet() if sections.is_quiet(passed) else _full(passed)
    parts = [_masthead(passed, frame), body, _corrections(passed, frame), _coverage(passed, frame)]
    sheets = ("edition.css", "site.css") if frame else ("edition.css",)
    return shell.document(
        sections.title(passed.scope), "\n".join(part for part in parts if part), sheets=sheets
    )


def _masthead(edition: Edition, frame: Frame | None) -> str:
    scope = edition.scope
    # "Syria · Monday 12 December 2016 · late": a title may hold the separator itself, the day never does.
    day = sections.title(scope).removeprefix(f"{scope.title} · ")
    parts = [shell.navigation("Site", [shell.here(*link) for link in frame.links])] if frame else []
    parts += [
        f"<h1><bdi>{escape(scope.title)}</bdi></h1>",
        f'<p class="day"><time datetime="{sections.day_of(scope).isoformat()}">{escape(day)}</time></p>',
        f'<p class="span">{escape(sections.subtitle(scope))}</p>',
    ]
    found = [(name, items) for name, items in sections.by_section(edition.items).items() if items]
    if len(found) > 1:
        links = "".join(
            f'<li><a href="#{name}">{_NAMES[name]}</a> <span class="count">{len(items)}</span></li>'
            for name, items in found
        )
        if not scope.weekly and whom(edition.items):
            links += '<li><a href="#whom">Who met whom</a></li>'
        parts.append(f'<nav class="sections" aria-label="Sections"><ul>{links}</ul></nav>')
    return '<header class="masthead">\n' + "\n".join(parts) + "\n</header>"


def _quiet() -> str:
    return f'<main>\n<p class="quiet">{escape(sections.QUIET)}</p>\n</main>'


def _full(edition: Edition) -> str:
    parts = [_brief(edition)]
    for section, items in sections.by_section(edition.items).items():
        heading = sections.heading(section, items, edition.scope)
        if not heading:
            continue
        rows = "\n".join(_item(item) for item in items)
        listed = f'\n<ol class="items">\n{rows}\n</ol>' if items else ""
        parts.append(
            f'<section id="{section}" aria-labelledby="{section}-heading">\n'
            f'<h2 id="{section}-heading">{_heading(section, heading, edition.scope.weekly)}</h2>{listed}\n</section>'
        )
    if not edition.scope.weekly:
        parts.append(whom(edition.items))
    return "<main>\n" + "\n".join(part for part in parts if part) + "\n</main>"


def _heading(section: Section, heading: str, weekly: bool) -> str:
    name = heading if weekly else _NAMES[section]
    rest = heading.removeprefix(name)
    return escape(name) + (f'<span class="none">{escape(rest)}</span>' if rest else "")


def _brief(edition: Edition) -> str:
    text = sections.brief(edition)
    if text is None:
        return ""
    label, _, gist = text.partition(": ")
    lines = "".join(f"<li>{_pointed(part)}</li>" for part in gist.split(" · "))
    return f'<div class="brief"><strong>{escape(label)}</strong><ul>{lines}</ul></div>'


def _pointed(part: str) -> str:
    """Make the number a gist begins with point to its line."""
    number, _, rest = part.partition(" ")
    if not number.isdecimal():
        return escape(part)
    return f'<a href="#item-{number}" aria-label="Item {number}">{number}</a> {escape(rest)}'


def _item(item: Item) -> str:
    several = ""
    if item.corroborated:
        told = f"told independently by {', '.join(item.families)}"
        several = (
            f'<span class="several" role="img" aria-label="{escape(told)}" title="{escape(told)}">▲</span>'
        )
    words = "".join(_run(run) for run in item.runs)
    compared = "".join(_run(run) for run in item.compared)
    compared = f'<p class="compared" dir="auto">{compared}</p>\n' if compared else ""
    return (
        f'<li class="item" id="item-{item.number}" value="{item.number}">'
        f'<a class="number" href="#item-{item.number}" aria-label="Item {item.number}">{item.number}</a>\n<div>'
        f'<p class="line" dir="auto">{several}{words}</p>\n{compared}<p class="outlets">{_outlets(item)}</p>'
        f"{_evidence(item)}</div></li>"
    )


def _run(run: Run) -> str:
    words = escape(gate.written(run))
    tag = _TAGS.get(run.style)
    return f"<{tag}>{words}</{tag}>" if tag else words


def _outlets(item: Item) -> str:
    out = ", ".join(_link(link) for link in sections.distinct(item.links))
    before = ", ".join(_link(link) for link in sections.distinct(item.before))
    return out + (f"; announced before: {before}" if before else "")


def _link(link: Link) -> str:
    return shell.anchor(link.url, sections.source(link))


def _evidence(item: Item) -> str:
    """Return the words the line rests on, folded up."""
    if not item.passages and not item.notes:
        return ""
    life = [note for note in item.notes if sections.is_life(note)]
    notes = "".join(f'<li dir="auto">{escape(note)}</li>' for note in item.notes if note not in life)
    told = "".join(f'\n<p class="life">{escape(note)}</p>' for note in life)
    if not item.passages and not notes:
        return told
    number = len(item.passages)
    label = f"{number} passages" if number > 1 else "Passage" if number else "Notes"
    return (
        f"{told}\n<details><summary>{label}</summary>"
        + (f'<ul class="notes">{notes}</ul>' if notes else "")
        + "".join(_passage(passage) for passage in item.passages)
        + "</details>"
    )


def _passage(passage: Passage) -> str:
    return (
        f'<figure class="passage"><blockquote dir="auto" cite="{escape(passage.url)}">{escape(passage.text)}</blockquote>'
        f"<figcaption>{shell.anchor(passage.url, passage.source)}</figcaption></figure>"
    )


def _corrections(edition: Edition, frame: Frame | None) -> str:
    if frame is None or not frame.corrections:
        return ""
    rows = "\n".join(correction(one, edition.scope.timezone) for one in frame.corrections)
    return (
        '<section id="corrections" aria-labelledby="corrections-heading">\n<h2 id="corrections-heading">Corrections</h2>\n'
        f'<ul class="log">\n{rows}\n</ul>\n</section>'
    )


def correction(one: Correction, timezone: str, page: str = "") -> str:
    """Return an entry of the corrections log as mark-up; `page` is where the edition stands, seen from here."""
    told = f": {escape(one.reason)}" if one.reason else ""
    return (
        f'<li><p><a href="{escape(page)}#item-{one.number}">Item {one.number}</a> {WORDS[one.kind]}'
        f" on {escape(moment(one.at, timezone))}{told}</p>"
        f'<p class="before" dir="auto">It said: <del>{escape(one.before)}</del></p></li>'
    )


def _coverage(edition: Edition, frame: Frame | None) -> str:
    lines = "".join(f"<p>{escape(line)}</p>" for line in sections.coverage_lines(edition.coverage))
    if frame is None:
        return f'<footer class="coverage">{lines}</footer>'
    beside = [
        shell.here(url, f"{lead} {words}", f' rel="{rel}"')
        for rel, lead, link in (("prev", "←", frame.earlier), ("next", "→", frame.later))
        if link
        for url, words in (link,)
    ]
    name = f"<p>{escape(frame.name)}</p>" if frame.name else ""
    return f'<footer class="coverage">{lines}{name}</footer>{shell.navigation("Other editions", beside)}'
