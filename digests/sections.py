"""Sections: the words around the lines, the same in every form: header, headings, coverage, the quiet day."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from digests.days import day_text, local_day, long_day, moment, zone_name
from digests.edition import Coverage, Edition, Item, Link, Scope, Section
from digests.gate import line
from digests.language import language_name
from digests.naming import adjective, country_name

ORDER: tuple[Section, ...] = ("met", "expected", "said", "disputed")
#: Lines above which a reader wants the gist first.
BRIEF_ABOVE = 10
#: What a note begins with that names the participants there was no room for: names, no words of an outlet's.
ALSO = "Also there: "
_LIFE = re.compile(r"(?:planned|under way|held|put off|called off|denied|failed) \(.+\) → ")
#: Outlets a line names; more only where one more would be left.
OUTLETS = 3
#: Days ahead that "nothing dated" speaks of.
HORIZON = 7

_TITLES = {"met": "Met", "expected": "Expected", "said": "Said", "disputed": "Disputed"}
_WEEKLY = {
    "met": "Who met whom",
    "expected": "What was expected, and what came of it",
    "said": "Who said what",
    "disputed": "Disputed",
}
_MARKS = {"official": " (official)", "state-media": " (state media)"}


def day_of(scope: Scope) -> date:
    """Return the day an edition is of, in its zone."""
    return date.fromisoformat(scope.day) if scope.day else local_day(scope.until, scope.timezone)


def title(scope: Scope) -> str:
    """Return "Syria · Monday 12 December 2016"."""
    late = " · late" if scope.late else ""
    week = "The week to " if scope.weekly else ""
    return f"{scope.title} · {week}{long_day(day_of(scope))}{late}"


def subtitle(scope: Scope) -> str:
    """Say what the edition covers and how corroboration is marked."""
    zone = zone_name(scope.timezone)
    if scope.weekly and scope.since:
        span = f"What the editions since {moment(scope.since, scope.timezone)} ({zone}) printed"
    elif scope.day:
        span = f"Articles of {day_text(day_of(scope), day_of(scope))} ({zone})"
    elif scope.since:
        span = f"New to us since {moment(scope.since, scope.timezone)} ({zone})"
    else:
        span = f"New to us until {moment(scope.until, scope.timezone)} ({zone})"
    return f"{span} · one publisher each unless marked ▲"


def by_section(items: Iterable[Item]) -> dict[Section, list[Item]]:
    """Return the lines of each section, in order."""
    out: dict[Section, list[Item]] = {section: [] for section in ORDER}
    for item in items:
        out[item.section].append(item)
    return out


def heading(section: Section, items: list[Item], scope: Scope) -> str | None:
    """Return a section's heading; None when it is left out. Expected never is."""
    if scope.weekly:
        return _WEEKLY[section] if items else None
    if section != "expected":
        return _TITLES[section] if items else None
    if any(item.dated for item in items):
        return "Expected"
    until = day_text(day_of(scope) + timedelta(days=HORIZON), day_of(scope))
    return f"Expected to {until}: nothing dated in what we read"


def is_quiet(edition: Edition) -> bool:
    """Tell whether there is nothing to print."""
    return not edition.items


QUIET = "Quiet: nothing in what we read that this desk needs today, and nothing dated ahead."


def brief(edition: Edition) -> str | None:
    """Return the gist of a long edition: its meetings, else whose words it has."""
    if len(edition.items) <= BRIEF_ABOVE:
        return None
    return f"In brief: {top([i for i in edition.items if i.section != 'said'] or edition.items)}"


def top(items: Sequence[Item]) -> str:
    """Return the meetings that count most, by number, and whose words there are; no word of an outlet's."""
    best = sorted(
        (i for i in items if i.section != "said" and i.gist), key=lambda i: (-sum(i.score.values()), i.number)
    )[:3]
    parts = [f"{i.number} {i.gist}" for i in sorted(best, key=lambda i: i.number)]
    speakers: dict[str, None] = {}
    for item in sorted(
        (i for i in items if i.section == "said" and i.gist), key=lambda i: (-sum(i.score.values()), i.number)
    ):
        speakers.setdefault(item.gist, None)
    if speakers:
        parts.append(f"{'words' if parts else 'Words'} of {_and(list(speakers)[:4])}")
    return " · ".join(parts)


def source(link: Link) -> str:
    """Return an outlet's name with its mark."""
    return link.source + _MARKS.get(link.klass, "")


def distinct(links: Iterable[Link]) -> list[Link]:
    """Return one link an outlet, the first."""
    return list({link.source: link for link in reversed(list(links))}.values())[::-1]


def is_life(note: str) -> bool:
    """Tell whether a note says how a story went on: "planned (Fjord Post, Tue 10 Mar) → held (Halyard Wire, Sat 14 Mar)"."""
    return bool(_LIFE.match(note))


def named(links: Iterable[Link]) -> tuple[list[Link], int]:
    """Return the outlets a line names, and how many more there are: its card and its page name all."""
    found = distinct(links)
    shown = found if len(found) <= OUTLETS + 1 else found[:OUTLETS]
    return shown, len(found) - len(shown)


def _outlets(links: Iterable[Link]) -> str:
    shown, more = named(links)
    return ", ".join(source(link) for link in shown) + (f" and {more} more" if more else "")


def plain_line(item: Item) -> str:
    """Return a whole line as plain text: number, words, outlets."""
    mark = " ▲" if item.corroborated else ""
    tail = f"; announced before: {_outlets(item.before)}" if item.before else ""
    return f"{item.number}{mark} {line(item.runs)} · {_outlets(item.links)}{tail}"


def coverage_lines(coverage: Coverage) -> list[str]:
    """Say who was asked, who answered, who is silent and where we are blind."""
    if coverage.asked:
        first = f"Coverage: {coverage.answered} of {coverage.asked} sources answered."
    else:
        first = "Coverage: no source was asked."
    parts = [first]
    if coverage.failed:
        parts.append(
            "Failing: " + _listed([f"{name} ({reason})" for name, reason in coverage.failed], 4) + "."
        )
    if coverage.silent:
        parts.append("Silent: " + _listed(list(coverage.silent), 5) + ".")
    if coverage.blind:
        once = dict(coverage.blind_since)
        parts += [f"No {adjective(code)} official source since {day}." for code, day in coverage.blind_since]
        never = [country_name(code) or code for code in coverage.blind if code not in once]
        if never:
            parts.append("No official source followed of: " + _listed(never, 6) + ".")
    if coverage.unread:
        number = sum(n for _, n in coverage.unread)
        languages = [language_name(tag) for tag, _ in coverage.unread]
        parts.append(f"{number} in {_and(languages)} searched, not read.")
    return [" ".join(parts)]


def _listed(names: list[str], most: int) -> str:
    shown = names[:most]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def lines(edition: Edition) -> list[str]:
    """Return an edition as plain lines; the measure of its length, too."""
    scope = edition.scope
    out = [title(scope), subtitle(scope)]
    if is_quiet(edition):
        return [f"{title(scope)} · {QUIET}", *coverage_lines(edition.coverage)]
    gist_line = brief(edition)
    if gist_line:
        out.append(gist_line)
    for section, items in by_section(edition.items).items():
        head = heading(section, items, scope)
        if head:
            out.append(head)
        for item in items:
            out += [plain_line(item), *([f"  {line(item.compared)}"] if item.compared else [])]
    return out + coverage_lines(edition.coverage)


def count_words(edition: Edition) -> int:
    """Return the number of words of an edition as printed."""
    return sum(len(text.split()) for text in lines(edition))
