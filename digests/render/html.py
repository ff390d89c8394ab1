"""An edition as one self-contained page: no script, no request, passages that unfold. All foreign text is escaped."""

from functools import cache
from html import escape
from importlib.resources import files

from digests import gate, sections
from digests.edition import Edition, Item, Link, Passage, Run, Section

#: Nothing but the page's own style may act in it, whatever slipped in.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_NAMES: dict[Section, str] = {"met": "Met", "expected": "Expected", "said": "Said", "disputed": "Disputed"}
_TAGS = {"italic": "em", "bold": "strong", "quote": "q"}


def html(edition: Edition) -> str:
    """Return an edition as an HTML page."""
    passed, _ = gate.passed(edition)
    body = _quiet(passed) if sections.is_quiet(passed) else _full(passed)
    scope = passed.scope
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="generator" content="Communiqué">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        # Without an icon of its own a browser would ask the server for one.
        '<link rel="icon" href="data:,">\n'
        f"<title>{escape(sections.title(scope))}</title>\n<style>\n{_style()}</style>\n</head>\n"
        f"<body>\n{_masthead(passed)}\n{body}\n{_coverage(passed)}\n</body>\n</html>\n"
    )


@cache
def _style() -> str:
    return (files("digests.render") / "edition.css").read_text(encoding="utf-8")


def _masthead(edition: Edition) -> str:
    scope = edition.scope
    # "Syria · Monday 12 December 2016 · late": a title may hold the separator itself, the day never does.
    day = sections.title(scope).removeprefix(f"{scope.title} · ")
    parts = [
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
        parts.append(f'<nav class="sections" aria-label="Sections"><ul>{links}</ul></nav>')
    return '<header class="masthead">\n' + "\n".join(parts) + "\n</header>"


def _quiet(edition: Edition) -> str:
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
            f'<h2 id="{section}-heading">{_heading(section, heading)}</h2>{listed}\n</section>'
        )
    return "<main>\n" + "\n".join(part for part in parts if part) + "\n</main>"


def _heading(section: Section, heading: str) -> str:
    name = _NAMES[section]
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
    return (
        f'<li class="item" id="item-{item.number}" value="{item.number}">'
        f'<a class="number" href="#item-{item.number}" aria-label="Item {item.number}">{item.number}</a>\n<div>'
        f'<p class="line" dir="auto">{several}{words}</p>\n<p class="outlets">{_outlets(item)}</p>{_evidence(item)}</div></li>'
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
    return _anchor(link.url, sections.source(link))


def _anchor(url: str, words: str) -> str:
    name = f"<bdi>{escape(words)}</bdi>"
    # Stored addresses are http or https; anything else stays words.
    if not url.startswith(("http://", "https://")):
        return name
    return f'<a href="{escape(url)}" rel="noopener noreferrer external">{name}</a>'


def _evidence(item: Item) -> str:
    """Return the words the line rests on, folded up."""
    if not item.passages and not item.notes:
        return ""
    notes = "".join(f'<li dir="auto">{escape(note)}</li>' for note in item.notes)
    number = len(item.passages)
    label = f"{number} passages" if number > 1 else "Passage" if number else "Notes"
    return (
        f"\n<details><summary>{label}</summary>"
        + (f'<ul class="notes">{notes}</ul>' if notes else "")
        + "".join(_passage(passage) for passage in item.passages)
        + "</details>"
    )


def _passage(passage: Passage) -> str:
    return (
        f'<figure class="passage"><blockquote dir="auto" cite="{escape(passage.url)}">{escape(passage.text)}</blockquote>'
        f"<figcaption>{_anchor(passage.url, passage.source)}</figcaption></figure>"
    )


def _coverage(edition: Edition) -> str:
    lines = "".join(f"<p>{escape(line)}</p>" for line in sections.coverage_lines(edition.coverage))
    return f'<footer class="coverage">{lines}</footer>'
