"""Which events count as meetings: specific ones, between at least two international parties."""

import re

from digests.meetings.events import Event
from digests.meetings.parts import international, stands_for_many
from digests.offices import STATE_ROLE

#: What people are who hold no office.
_PRIVATE = re.compile(
    r"\b(?:citizen|national|oligarch|tycoon|billionaire|businessman|businesswoman|daughter|son|wife|husband|widow)$",
    re.IGNORECASE,
)
#: What people are who lead a firm or teach; of a state told they may be officials all the same.
_BUSINESS = re.compile(
    r"\b(?:chief executive|ceo|managing director|owner|founder|professor|author|historian|lawyer|analyst)\b",
    re.IGNORECASE,
)
#: Offices that a state has once.
_ONCE = frozenset(("president", "prime minister", "king", "foreign minister", "chancellor", "premier"))


def is_meeting(event: Event) -> bool:
    """Tell whether an event counts: specific, and between at least two international parties."""
    if event.status == "offered" or _private(event):
        return False
    if _attended(event):
        return True
    if not international(event.parts) and not _unknown_party(event) and not _peers(event):
        return False
    if event.draft.weak and len(event.parts) < 2 and event.draft.cue.contact.frame != "assembly":
        return False
    return not (len(event.parts) < 2 and not stands_for_many(event.parts[0]))


def _private(event: Event) -> bool:
    """Tell whether people travel of whom the text tells no office at all: their journeys are their own."""
    travellers = [p for p in event.parts if p.kind != "state"]
    if not travellers or any(p.kind != "person" or p.org for p in travellers):
        return False
    if all(p.country is None and _BUSINESS.search(p.role or "") for p in travellers):
        return True
    return event.format == "visit" and all(_without_office(p.role) for p in travellers)


def _without_office(role: str | None) -> bool:
    return role is None or bool(_PRIVATE.search(role))


def _peers(event: Event) -> bool:
    """Tell whether two people hold one office that a state has once ("Presidents Lund and Finch"): they act for two."""
    people = [p for p in event.parts if p.name and p.role]
    if len(people) != 2 or len(event.parts) != 2 or all(p.party for p in people):
        return False
    first, second = ((p.role or "").lower().removesuffix("s") for p in people)
    return first == second and first in _ONCE


def _attended(event: Event) -> bool:
    """Tell whether one office-holder goes abroad to a summit; who else is there need not be told."""
    first = event.parts[0] if event.parts else None
    if first is None or len(event.parts) > 1 or event.format != "summit" or event.draft.anaphoric:
        return False
    abroad = event.place is not None and event.place.country != first.country
    return abroad and first.party is not None and first.kind in ("person", "office")


def _unknown_party(event: Event) -> bool:
    """Tell whether a participant of a country not told is foreign to the others all the same.

    A visitor to a named state is; so is one who comes first without a country while the others have one: writers
    leave out the country of their own leaders ("President Finch met Moroccan diplomats").
    """
    if len(event.parts) < 2:
        return False
    unknown = [p for p in event.parts if p.party is None]
    known = [p for p in event.parts if p.party]
    if len(unknown) != 1 or not known:
        return False
    part = unknown[0]
    if part.kind not in ("person", "office") or part.role is None:
        return False
    if event.draft.cue.contact.frame == "tell":
        return True
    travellers = {m.entity for d in event.drafts if d.travels for m in d.left}
    if part.entity in travellers:
        return not any(p.country in event.home for p in known)
    if event.format == "phone_call" and STATE_ROLE.search(part.role):
        return True
    if any(p.country in event.home for p in known):
        return False
    # Visitors come first in the list; a host may be told first.
    opens = all(part.span[0] <= p.span[0] for p in event.parts)
    return opens and (part.side == 0 or part is event.host) and bool(STATE_ROLE.search(part.role))
