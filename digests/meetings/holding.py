"""Holders of offices: who "the foreign ministers of A and B" are, when the article names them somewhere else."""

import re

from digests.meetings.actors import Actors
from digests.meetings.events import Event
from digests.meetings.parts import Part
from digests.mentions import Mention, Mentions

#: Offices that one person holds for a state, as they end a role, in the singular.
_OFFICE = re.compile(
    r"\b(?P<noun>foreign minister|defen[cs]e minister|finance minister|prime minister|premier|president|chancellor|king|emir"
    r"|foreign secretary|secretary of state)s?\b(?! of state)",
    re.IGNORECASE,
)
_HEADS = frozenset(("president", "prime minister", "premier", "chancellor", "king", "emir"))
_COUNTERPART = re.compile(r"\b(?:counterpart|opposite number)$", re.IGNORECASE)
#: What makes another office of it.
_LESSER = re.compile(
    r"\b(?:deputy|vice|former|ex|acting|assistant|under|then|late|next|incoming)\b", re.IGNORECASE
)
#: "Minister of Foreign Affairs" and "Minister for Foreign Affairs" are foreign ministers.
_AFFAIRS = re.compile(r"\bminister (?:of|for) foreign affairs\b", re.IGNORECASE)


def name_holders(event: Event, actors: Actors, events: list[Event]) -> None:
    """Name the unnamed offices among the participants whose one holder the article tells, in `events` or anywhere."""
    mentions = actors.mentions
    several = sum(p.plural and not p.name for p in event.parts) > 1
    for part in event.parts:
        if part.name is not None or not part.country or part.kind != "office":
            continue
        noun = _noun(part.role) or _noun_of_the_other(part, event)
        holder = (_holder(mentions, noun, part.country) or _met(events, noun, part.country)) if noun else None
        holder = holder or (_spelt_out(part, event, actors, several=several) if part.plural else None)
        if holder is not None and all(p.entity != holder.entity for p in event.parts):
            _become(part, holder)


def known_parties(events: list[Event]) -> None:
    """Give people the state they act for in other contacts of the article, where it is one."""
    states: dict[int, set[str]] = {}
    for part in (p for e in events for p in e.parts if p.kind == "person" and p.country and not p.org):
        states.setdefault(part.entity, set()).add(part.country or "")
    for event in events:
        for part in event.parts:
            found = states.get(part.entity, set())
            if part.party is None and len(found) == 1 and found.isdisjoint({p.country for p in event.parts}):
                part.country = next(iter(found))


def _spelt_out(part: Part, event: Event, actors: Actors, *, several: bool) -> Mention | None:
    """Return the one member of a group whom the sentences after it name by his state ("Spain's Finch and Italy's Lund").

    For "leaders" that is also who heads the state or its government there ("President Finch of Spain").
    """
    role = (part.role or "").lower()
    leaders = several and bool(re.search(r"\bleaders?\b", role))
    if not leaders and _noun(role) is None:
        return None
    document = actors.document
    found: dict[int, Mention] = {}
    for sentence in document.sentences[event.sentence + 1 : event.sentence + 3]:
        for k in range(sentence.first, sentence.last):
            owned = document.lower[k] in ("'s", "’s")
            m = actors.at(k + 1) if owned and k + 1 < sentence.last else actors.at(k)
            if m is None or m.kind != "person" or m.country != part.country:
                continue
            by_state = owned and m.role is None
            if by_state or (leaders and _noun(m.role) in _HEADS):
                found[m.entity] = m
    return next(iter(found.values())) if len(found) == 1 else None


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
    part.kind, part.name, part.entity = "person", holder.name, holder.entity
    part.role = holder.role or part.role
    part.plural = False
