"""Holders of offices: who "the foreign ministers of A and B" are, when the article names them somewhere else."""

import re

from digests.meetings.events import Event
from digests.meetings.parts import Part
from digests.mentions import Mention, Mentions

#: Offices that one person holds for a state, as they end a role, in the singular.
_OFFICE = re.compile(
    r"\b(?P<noun>foreign minister|defen[cs]e minister|finance minister|prime minister|premier|president|chancellor|king|emir"
    r"|foreign secretary|secretary of state)s?\b(?! of state)",
    re.IGNORECASE,
)
_COUNTERPART = re.compile(r"\b(?:counterpart|opposite number)$", re.IGNORECASE)
#: What makes another office of it.
_LESSER = re.compile(
    r"\b(?:deputy|vice|former|ex|acting|assistant|under|then|late|next|incoming)\b", re.IGNORECASE
)
#: "Minister of Foreign Affairs" and "Minister for Foreign Affairs" are foreign ministers.
_AFFAIRS = re.compile(r"\bminister (?:of|for) foreign affairs\b", re.IGNORECASE)


def name_holders(event: Event, mentions: Mentions, events: list[Event]) -> None:
    """Name the unnamed offices among the participants whose one holder the article tells, in `events` or anywhere."""
    for part in event.parts:
        if part.name is not None or not part.country or part.kind != "office":
            continue
        noun = _noun(part.role) or _noun_of_the_other(part, event)
        holder = (_holder(mentions, noun, part.country) or _met(events, noun, part.country)) if noun else None
        if holder is not None and all(p.entity != holder.entity for p in event.parts):
            _become(part, holder)


def _noun_of_the_other(part: Part, event: Event) -> str | None:
    """Return the office that a counterpart holds: that of the one person on the other side."""
    if part.plural or not _COUNTERPART.search(part.role or ""):
        return None
    others = {_noun(p.role) for p in event.parts if p is not part and p.name}
    return others.pop() if len(others) == 1 else None


def _met(events: list[Event], noun: str, country: str | None) -> Part | None:
    """Return the one named participant of any contact who holds an office for a state."""
    found = {
        p.entity: p
        for e in events
        for p in e.parts
        if p.name and p.country == country and _noun(p.role) == noun
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _noun(role: str | None) -> str | None:
    if not role or _LESSER.search(role):
        return None
    match = _OFFICE.search(_AFFAIRS.sub("foreign minister", role))
    return match["noun"].lower().replace("defence", "defense") if match else None


def _holder(mentions: Mentions, noun: str, country: str | None) -> Mention | None:
    found = {
        m.entity: m
        for m in mentions.all
        if m.kind == "person" and m.country == country and _noun(m.role) == noun
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _become(part: Part, holder: Mention | Part) -> None:
    part.kind, part.name, part.role, part.entity = "person", holder.name, holder.role, holder.entity
    part.plural = False
