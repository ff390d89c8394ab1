"""What the tables know of actors: who can act for itself, who meets without being one, capitals and other cities."""

from functools import cache

from digests.document import Document
from digests.lexicon.tables import rows as table
from digests.meetings.cues import rows
from digests.mentions import Mention
from digests.names import fold, names

#: Kinds of organisations that act for themselves; courts, companies and the media do not.
_ACTING = frozenset("body world region forum mission church".split())


#: Who leads forces and acts for their state.
_COMMANDS = frozenset(
    "chief chiefs commander commanders head heads director directors general generals".split()
)

#: What an army and the like are called, and who comes to talk for them.
_ARMIES = frozenset(("army", "military", "forces"))
_DELEGATES = frozenset("delegation delegations delegates envoys negotiators representatives".split())


@cache
def conflict_parties() -> frozenset[str]:
    """Return the names of organised parties to conflicts, who count as parties beside their state."""
    acting = frozenset(row["name"] for row in table("organisations") if row["kind"] in _ACTING)
    return acting | frozenset(row["name"] for row in table("parties"))


@cache
def bystanders() -> frozenset[str]:
    """Return the nouns of groups that travel and meet without being diplomatic actors ("troops", "tourists")."""
    return frozenset(word for row in rows("bystanders.yaml") for word in row["words"])


@cache
def sport() -> frozenset[str]:
    """Return the words of the sports page, where teams meet, host and visit."""
    return frozenset(word for row in rows("bystanders.yaml") for word in row.get("sport", ()))


def country_of(place: str) -> str | None:
    """Return the country of a place or state as a dateline names it."""
    words = place.title().split() if place.isupper() and len(place) > 3 else place.split()
    if not words:
        return None
    hit = names().match(words, [fold(w) for w in words], 0, len(words))
    return hit[1].country if hit and hit[0] == len(words) else None


def town_of(name: str) -> str | None:
    """Return the country of a city by its name; None for any other words."""
    words = name.split()
    hit = names().match(words, [fold(word) for word in words], 0, len(words)) if words else None
    return hit[1].country if hit and hit[0] == len(words) and hit[1].kind in ("city", "capital") else None


@cache
def state_names() -> frozenset[str]:
    """Return the usual names of states."""
    return frozenset(names().states.values())


@cache
def wide_places() -> frozenset[str]:
    """Return regions that hold towns: who meets in one of these may meet in the other."""
    return frozenset(place for row in rows("bystanders.yaml") for place in row.get("wide_places", ()))


@cache
def office_countries() -> dict[str, str]:
    """Return the state of offices that only one state has ("pope"), by their noun."""
    return {row["noun"]: row["country"] for row in table("offices") if row["country"]}


@cache
def capitals() -> dict[str, str]:
    """Return the capital of each state, by its code; states with several are left out."""
    found: dict[str, list[str]] = {}
    for row in table("cities"):
        if row["rank"] == "capital":
            found.setdefault(row["country"], []).append(row["name"])
    return {code: cities[0] for code, cities in found.items() if len(cities) == 1}


@cache
def media() -> frozenset[str]:
    """Return the names of agencies, papers and broadcasters, who report meetings and hold none."""
    return frozenset(row["name"] for row in table("organisations") if row["kind"] == "media")


@cache
def regions() -> frozenset[str]:
    """Return the names of regions, which send diplomats together but host nobody ("Europe")."""
    return frozenset(row["name"] for row in table("regions"))


@cache
def counted() -> frozenset[str]:
    """Return the organisations, parties and regions that can act for themselves."""
    return conflict_parties() | regions()


def taking_part(document: Document, actors: list[Mention]) -> list[Mention]:
    """Leave out who is no diplomatic actor; an army is one beside those it fights ("Sudan's army and the RSF")."""
    fought = {m.country for m in actors if m.country and m.org in conflict_parties()}
    return [
        m
        for m in actors
        if not barred(document, m) or (m.country in fought and document.lower[m.head] in _ARMIES)
    ]


def barred(document: Document, m: Mention) -> bool:
    """Tell whether a mention is a group that is no diplomatic actor ("Russian troops", "the national team")."""
    if m.org in media():
        return True
    if m.kind == "person" or m.org in conflict_parties():
        return False
    if document.lower[m.head].startswith("spokes"):
        return True
    last = m.last + 1 if m.kind in ("state", "organisation") else m.last
    if document.lower[m.head] in _COMMANDS and "of" in document.lower[m.head : m.last]:
        last = m.head + 1  # "the chiefs of the border forces of Sudan and Chad"
    # "Finnish government newspapers"; an army's delegation comes to talk.
    sent = document.lower[m.head] in _DELEGATES
    barring = (word for word in document.lower[m.first : last] if word in bystanders())
    return any(not (sent and word in _ARMIES) for word in barring)
