"""An edition as Markdown (CommonMark). Foreign text is escaped: it can neither link nor format."""

import re
from collections.abc import Sequence

from digests import gate, sections
from digests.edition import Edition, Item, Link, Run

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#+\-!|~&])")


def markdown(edition: Edition) -> str:
    """Return an edition as Markdown."""
    passed, _ = gate.passed(edition)
    scope = passed.scope
    if sections.is_quiet(passed):
        return "\n\n".join(_escape(line) for line in sections.lines(passed)) + "\n"
    out = [f"# {_escape(sections.title(scope))}", _escape(sections.subtitle(scope))]
    gist = sections.brief(passed)
    if gist:
        out.append(_escape(gist))
    for section, items in sections.by_section(passed.items).items():
        head = sections.heading(section, items, scope)
        if head:
            out.append(f"## {_escape(head)}")
        if items:
            out.append("\n".join(_line(item) for item in items))
    out += [_escape(line) for line in sections.coverage_lines(passed.coverage)]
    return "\n\n".join(out) + "\n"


def _line(item: Item) -> str:
    mark = " ▲" if item.corroborated else ""
    tail = f"; announced before: {_links(item.before)}" if item.before else ""
    # The number stands as text: a list would renumber what the gate took out.
    compared = f"  \n  {''.join(_run(run) for run in item.compared)}" if item.compared else ""
    return f"- **{item.number}**{mark} {''.join(_run(run) for run in item.runs)} · {_links(item.links)}{tail}{compared}"


def _run(run: Run) -> str:
    words = _escape(gate.written(run))
    mark = {"italic": "*", "bold": "**"}.get(run.style)
    if not mark or not words.strip():
        return words
    lead, core, trail = re.match(r"(\s*)(.*?)(\s*)$", words, re.DOTALL).groups()  # type: ignore[union-attr]  # matches all
    return f"{lead}{mark}{core}{mark}{trail}"


def _links(links: Sequence[Link]) -> str:
    shown, more = sections.named(links)
    return ", ".join(_link(link) for link in shown) + (f" and {more} more" if more else "")


def _link(link: Link) -> str:
    url = link.url.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")
    return f"[{_escape(sections.source(link))}](<{url}>)"


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split(" ")))
