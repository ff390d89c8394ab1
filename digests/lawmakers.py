"""Lawmakers: of which state a senator, a speaker or a leader of a chamber is, when the office itself does not say so.

"Democratic Senator Petra Lund" in a text about the U.S. Congress is American; in one that names the chambers of two
states, or of none, nothing is told.
"""

from collections.abc import Iterable

from digests.entities import Entity
from digests.found import Found
from digests.officenouns import Hits

_CHAMBERS = frozenset(("house", "senate", "congress", "congressional"))
_PARLIAMENTS = _CHAMBERS | frozenset(
    ("parliament", "house of representatives", "lower house", "upper house", "legislature")
)
#: Parties that share the chambers of one state only; elsewhere there are Republicans, or Democrats, not both.
_PARTIES = frozenset(("republican", "democratic", "democrat"))


def settle_lawmakers(entities: Iterable[Entity], found: Iterable[Found], hits: Hits) -> None:
    """Give lawmakers without a state that of the one parliament the text names."""
    open_ones = [e for e in entities if e.kind == "person" and not e.country and not e.org and _makes_laws(e)]
    if not open_ones:
        return
    houses = {name.country for _, name in hits.values() if name.sort == "parliament" and name.country}
    houses |= {
        f.country
        for f in found
        if f.kind == "organisation" and f.country and _PARLIAMENTS.intersection(f.nouns)
    }
    for e in open_ones:
        if len(houses) == 1:
            e.country = next(iter(houses))
        elif not houses and any(_CHAMBERS & m.words and _PARTIES & m.words for m in e.mentions):
            e.country = "USA"


def _makes_laws(e: Entity) -> bool:
    return any("legislator" in m.kinds or (_CHAMBERS & m.words and _PARTIES & m.words) for m in e.mentions)
