"""The weekly roll-up: what the editions of a week printed, by pair and by speaker, and what came of what was expected. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from digests import gate, sections
from digests.agenda import Appointment
from digests.corrections import is_retracted
from digests.days import day_text
from digests.edition import Coverage, Edition, Item, Link, Passage, Run, Scope, Section
from digests.render.whom import caption_only, took_place, where

#: Words of a roll-up as printed, and lines of a section.
MOST_WORDS = 400
MOST_LINES = 10
#: Meetings named of one pair, and utterances of one speaker.
_MEETINGS, _UTTERANCES = 4, 2
_PASSAGES = 6


@dataclass(slots=True, kw_only=True)
class _Row:
    """A line in the making: what it rests on, and its weight."""

    name: str
    items: list[tuple[Edition, Item]] = field(default_factory=list)

    @property
    def weight(self) -> tuple[int, float]:
        return len(self.items), sum(sum(item.score.values()) for _, item in self.items)


def roll_up(
    scope: Scope,
    editions: Sequence[Edition],
    appointments: Sequence[Appointment],
    speakers: Mapping[str, str],
) -> Edition:
    """Compose the roll-up of a week.

    Args:
        scope: The week; `weekly` is true.
        editions: Its editions as they stand, in order; what was retracted is in none of them.
        appointments: What was expected for days of the week.
        speakers: Full name of who made a statement, by fact id. Lines of a speaker it does not know stand alone.
    """
    told = [*_met(editions), *(_expected(one, scope) for one in appointments)]

    def lines(utterances: int) -> dict[Section, list[Item]]:
        found = [*told, *_said(editions, speakers, utterances)]
        items = [i for i in found if gate.fault(i.runs, i.notes, [p.text for p in i.passages]) is None]
        return {s: [i for i in items if i.section == s][:MOST_LINES] for s in sections.ORDER}

    utterances = _UTTERANCES
    shown = lines(utterances)
    while True:
        numbered = [i for section in sections.ORDER for i in shown[section]]
        edition = Edition(
            scope=scope,
            items=tuple(replace(item, number=n) for n, item in enumerate(numbered, 1)),
            coverage=editions[-1].coverage if editions else Coverage(),
            reader_version=editions[-1].reader_version if editions else "",
        )
        if sections.count_words(edition) <= MOST_WORDS or not numbered:
            return edition
        if utterances > 1:
            # More speakers with one utterance each tell more of a week than few with several.
            utterances = 1
            shown = lines(utterances)
        else:
            max(shown.values(), key=len).pop()


def _lines(editions: Sequence[Edition]) -> list[tuple[Edition, Item]]:
    """Return all lines, the last of those that tell one meeting."""
    out: dict[object, tuple[Edition, Item]] = {}
    for edition in editions:
        for item in edition.items:
            if is_retracted(item):
                continue
            key: object = (
                ("story", item.story) if took_place(item) and item.story else (id(edition), item.number)
            )
            out.pop(key, None)
            out[key] = (edition, item)
    return list(out.values())


def _met(editions: Sequence[Edition]) -> list[Item]:
    rows: dict[frozenset[str], _Row] = {}
    names: dict[str, str] = {}
    for edition, item in _lines(editions):
        if not took_place(item):
            continue
        whole = _whole_names(edition)
        people = []
        for shown in item.participants:
            if caption_only(item, shown):
                continue
            full = whole.get(shown, shown)
            # Where the family name comes first, outlets print both orders.
            key = " ".join(sorted(full.split(" (")[0].casefold().split()))
            if key in people:
                continue
            names.setdefault(key, full)
            people.append(key)
        if len(people) < 2:
            continue
        row = rows.setdefault(frozenset(people), _Row(name=" and ".join(names[k] for k in people[:2])))
        if len(people) > 2 and not row.items:
            row.name = ", ".join(names[k] for k in people[:3]) + (
                f" and {len(people) - 3} more" if len(people) > 3 else ""
            )
        row.items.append((edition, item))
    return [_pair(row) for row in sorted(rows.values(), key=lambda r: r.weight, reverse=True)]


def _whole_names(edition: Edition) -> dict[str, str]:
    """Return the name with its office of everybody whom a later line of an edition calls by the surname alone."""
    full = [n for i in edition.items for n in i.participants if " (" in n]
    by_last: dict[str, set[str]] = {}
    for name in full:
        by_last.setdefault(name.split(" (")[0].split()[-1], set()).add(name)
    return {last: next(iter(found)) for last, found in by_last.items() if len(found) == 1}


def _pair(row: _Row) -> Item:
    told = "; ".join(dict.fromkeys(where(item) for _, item in row.items[:_MEETINGS]))
    more = len(row.items) - _MEETINGS
    runs = (
        Run(text=row.name, style="bold"),
        Run(text=f" · {told}" + (f"; {more} more" if more > 0 else "")),
    )
    return _item("met", runs, row, gist=re.sub(r" \([^()]*\)", "", row.name))


def _said(editions: Sequence[Edition], speakers: Mapping[str, str], utterances: int) -> list[Item]:
    rows: dict[str, _Row] = {}
    for edition, item in _lines(editions):
        if item.section != "said" or not item.facts:
            continue
        name = speakers.get(item.facts[0])
        # A surname alone may be anybody's.
        key = name.casefold() if name and " " in name else f"{edition.scope.until} {item.number}"
        rows.setdefault(key, _Row(name=name or item.gist)).items.append((edition, item))
    found = sorted((r for r in rows.values() if r.name), key=lambda r: r.weight, reverse=True)
    return [_speaker(row, utterances) for row in found]


def _with_office(row: _Row) -> str:
    """Return a speaker with the office that some line of the week gives."""
    heads = (item.runs[0].text for _, item in row.items if item.runs)
    return next(
        (h[: h.index(")") + 1] for h in heads if h.startswith(f"{row.name} (") and ")" in h), row.name
    )


def _speaker(row: _Row, utterances: int) -> Item:
    best = sorted(row.items, key=lambda one: -sum(one[1].score.values()))[:utterances]
    runs = [Run(text=_with_office(row), style="bold")]
    if len(row.items) > 1:
        runs.append(Run(text=f" · {len(row.items)} lines"))
    for edition, item in best:
        day = sections.day_of(edition.scope)
        words = [run for run in item.runs if run.style in ("quote", "italic")]
        if words:
            runs += [Run(text=" · "), *_spaced(words), Run(text=f" ({day_text(day, day)})")]
    return _item("said", tuple(runs), _Row(name=row.name, items=best), gist=row.name)


def _spaced(runs: Sequence[Run]) -> list[Run]:
    out: list[Run] = []
    for run in runs:
        if out and not out[-1].text.endswith(" ") and not run.text.startswith(" "):
            out.append(Run(text=" "))
        out.append(run)
    return out


def _expected(one: Appointment, scope: Scope) -> Item:
    over = one.state not in ("expected", "no report")
    return Item(
        number=0,
        section="expected",
        runs=one.runs,
        links=one.reported if over and one.reported else one.announced,
        facts=(),
        story=one.story,
        families=(),
        passages=one.passages,
        dated=one.day is not None,
        before=one.announced if over else (),
        gist=one.gist,
        score={"day": -abs((sections.day_of(scope) - (one.last or sections.day_of(scope))).days)},
    )


def _item(section: Section, runs: tuple[Run, ...], row: _Row, *, gist: str) -> Item:
    links: dict[str, Link] = {}
    passages: dict[Passage, None] = {}
    families: dict[str, None] = {}
    for _, item in row.items:
        links.update({link.url: link for link in item.links})
        passages.update(dict.fromkeys(item.passages))
        families.update(dict.fromkeys(item.families))
    return Item(
        number=0,
        section=section,
        runs=runs,
        links=tuple(links.values()),
        facts=tuple(dict.fromkeys(f for _, item in row.items for f in item.facts)),
        story="",
        # Told by two publishers each on another day is no corroboration.
        families=tuple(families) if len(row.items) == 1 else (),
        passages=tuple(passages)[:_PASSAGES],
        gist=gist,
        score={"lines": float(len(row.items)), "weight": round(row.weight[1], 2)},
    )
