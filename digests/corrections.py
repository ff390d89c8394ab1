"""Corrections: what a line becomes when it was wrong. The number stays, the line says that and when it changed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from digests import gate
from digests.days import day_text
from digests.edition import Edition, Item, Run
from digests.records import MeetingStatus

#: A person took it back or reworded it; its source changed or withdrew it; a later report changed how it stands.
Kind = Literal["retracted", "corrected", "source", "status"]
RETRACTED = "Retracted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One entry of the corrections log."""

    number: int
    kind: Kind
    reason: str | None
    #: The line as it was printed until then.
    before: str
    #: The line as it is printed since then.
    item: Item
    at: datetime


def is_retracted(item: Item) -> bool:
    """Tell whether a line was taken back."""
    return bool(item.runs) and item.runs[0] == Run(text=RETRACTED, style="bold")


def retracted(item: Item, reason: str | None, day: date) -> Item:
    """Return a line that was taken back: nothing of what it said is left in it.

    Raises:
        ValueError: The reason has quotation marks; a line without passages bears none out.
    """
    runs = (
        Run(text=RETRACTED, style="bold"),
        Run(text=f" on {day_text(day, day)}" + (f": {reason}" if reason else "")),
    )
    fault = gate.fault(runs, (), ())
    if fault:
        raise ValueError(f"the reason may not quote ({fault})")
    return Item(
        number=item.number,
        section=item.section,
        runs=runs,
        links=item.links,
        facts=item.facts,
        story=item.story,
        families=item.families[:1],
        passages=(),
    )


def corrected(item: Item, text: str, day: date, status: MeetingStatus | None = None) -> Item:
    """Return a line in other words, marked.

    Raises:
        ValueError: The words have quotation marks around what the passages of the line do not hold.
    """
    runs = (Run(text=text), Run(text=f" · corrected {day_text(day, day)}"))
    fault = gate.fault(runs, item.notes, [p.text for p in item.passages])
    if fault:
        raise ValueError(fault)
    return replace(
        item,
        runs=runs,
        status=status or item.status,
        quote=item.quote if item.quote and gate.holds(text, item.quote) else None,
        # Whom it named is not known any more.
        participants=(),
        compared=(),
        gist="",
    )


def reworded(item: Item, now: Item, note: str) -> Item:
    """Return a line as it is composed now, in its old place, with a note on why it changed."""
    return replace(now, number=item.number, section=item.section, runs=(*now.runs, Run(text=f" · {note}")))


def as_it_stands(edition: Edition, items: Mapping[int, Item]) -> Edition:
    """Return an edition with the lines that were corrected, by number, as they are printed since."""
    return replace(edition, items=tuple(items.get(item.number, item) for item in edition.items))
