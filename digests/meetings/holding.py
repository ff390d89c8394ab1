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
#: What makes another office of it.
_LESSER = re.compile(
    r"\b(?:deputy|vice|former|ex|acting|assistant|under|then|late|next|incoming)\b", re.IGNORECASE
)
#: "Minister of Foreign Affairs" and "Minister for Foreign Affairs" are foreign ministers.
_AFFAIRS = re.compile(r"\bminister (?:of|for) foreign affairs\b", re.IGNORECASE)


def name_holders(event: Event, mentions: Mentions) -> None:
    """Name the unnamed offices among the participants whose one holder the article tells."""
    for part in event.parts:
        noun = _noun(part.role) if part.name is None and part.country and part.kind == "office" else None
        holder = _holder(mentions, noun, part.country) if noun else None
        if holder is not None and all(p.entity != holder.entity for p in event.parts):
            _become(part, holder)


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


def _become(part: Part, holder: Mention) -> None:
    part.kind, part.name, part.role, part.entity = "person", holder.name, holder.role, holder.entity
    part.plural = False
