"""The home state of a text: whose ministers, members of parliament and parties it means when it names no state.

A paper in Ottawa writes "Immigration Minister Lund", not "Canadian": the dateline tells it. Without one the only state
a text names does, or the one that acts in its first sentence and is named most; a ministry's readout names the
other side only. What another state does nearby speaks against it.
"""

from collections import Counter
from dataclasses import replace
from itertools import takewhile

from digests.allegiance import GOVERNING, LOOSELY, STATELY, taken, unnamed_abroad
from digests.datelines import dateline_state, speaks_for_another
from digests.document import Document
from digests.entities import Entity
from digests.found import Found
from digests.lexicon.tables import cell, rows
from digests.neighbours import AUXILIARIES, VERBS
from digests.officenouns import Hits
from digests.offices import STYLES, has_office

#: What each state has of its own, and a text of another state names with its state.
_DOMESTIC = frozenset(("legislator", "ministry", "parliament", "government", "armed"))
_ABROAD = frozenset(("foreign", "secretary of state", "defence", "defense"))
_PARTIES = frozenset(
    ("presidential", "party", "opposition", "ruling", "cabinet", "congress", "government", "senate")
)
_JUSTICE = frozenset(("prosecutor", "judge", "attorney general", "chief justice", "public prosecutor"))
#: Kinds and nouns of who governs a state, as distinct from "a Saudi dissident".
_RULING = frozenset("head minister monarch ministry government parliament legislator court".split())
_RULERS = frozenset(("coalition", "party", "opposition"))
#: Kinds of body that no word of the text need explain ("police said").
_BODIES = frozenset(("ministry", "parliament", "government", "armed"))
#: Whose it is, the text tells elsewhere ("her interior minister").
_OWNED = frozenset(("his", "her", "its", "their"))
_PLACED = frozenset(("in", "at", "near"))
_AT_MOST = 2


def share_seats(document: Document, found: list[Found], entities: list[Entity], hits: Hits) -> None:
    """Let a "Foreign Office" be the dateline's state's, where it has one and the state usually meant is not named."""
    home = dateline_state(document)
    shared = {row["name"]: row["org"] for row in rows("shared_seats") if home in cell(row, "countries")}
    if not shared:
        return
    others = {name.country for _, name in hits.values() if name.org not in shared}
    actors: list[Found | Entity] = [*found, *entities]
    for actor in actors:
        if actor.org in shared and actor.country not in others:
            actor.country, actor.org = home, shared[actor.org]
    for token, (end, name) in hits.items():
        if name.org in shared and name.country not in others:
            hits[token] = end, replace(name, country=home, org=shared[name.org])


class Home:
    """Tells for an office without a state whether it is of the text's own."""

    def __init__(self, document: Document, found: list[Found], hits: Hits, quoted: bytearray) -> None:
        self.document, self.found, self.quoted = document, found, quoted
        # A dateline is no part of the words, nor its place among the hits.
        self.named = Counter(
            name.country for _, name in hits.values() if name.country and name.kind != "seat"
        )
        self.acting = [f for f in found if f.country and f.kind != "place" and self._acts(f)]
        acting = {id(f) for f in self.acting}
        self.ruling = [
            f for f in found if f.country and not quoted[f.first] and (id(f) in acting or _rules(f))
        ]
        self.dated = dateline_state(document)
        self.state = self.dated or self._only() or self._first()
        #: Nouns of the office that opens a readout of one's own ministry.
        self.opening: tuple[str, ...] = ()
        self.partner = None if self.dated else self._other_side()

    def settle_persons(self, entities: list[Entity]) -> None:
        """Give persons without a state the text's own, where it has one and nothing nearby speaks against it."""
        if self.state is None and self.partner is None:
            return
        for entity in entities:
            for f in entity.mentions:
                party = "legislator" in f.kinds  # "DA lawmaker Petra Lund": a party's, and the state's
                if entity.country or not f.kinds or f.country:
                    continue
                if not party and (entity.org not in (None, entity.role) or f.org not in (None, f.role)):
                    continue
                state = self.of(f)
                if (
                    state
                    and not unnamed_abroad(f, self.found, state)
                    and not taken(f, entity, entities, state)
                ):
                    entity.country = state

    def settle_rest(self, owner: dict[int, Entity]) -> None:
        """Give offices without a name and bodies the text's own state; by now those that stand for persons are told."""
        if self.state is None and self.partner is None:
            return
        for f in self.found:
            entity = owner.get(f.first)
            if entity is None or entity.kind == "person" or not f.kinds or f.past:
                continue
            if f.country or entity.country or f.org not in (None, f.role):
                continue
            state = self.of(f)
            if state and not unnamed_abroad(f, self.found, state):
                f.country = state

    def of(self, f: Found) -> str | None:
        """Return the home state if an office or body without a state may be its own."""
        if (
            (self.document.lower[f.first] in _OWNED and self.document.lower[f.first + 1] not in STYLES)
            or (f.past and not self.dated)
            or (f.nested and "legislator" not in f.kinds)
            or (f.plural and f.kinds[-1:] != ("source",))
            or (f.indefinite and f.kind != "person" and "spokes" not in f.kinds and "ministry" not in f.words)
        ):
            return None
        if self.partner and f.nouns and f.nouns[-1] in self.opening:
            return self.partner
        state = self.state
        if state is None or not has_office(state, f.nouns) or not self._undisturbed(f, state):
            return None
        if not self.dated and not self._told_before(f, state):
            return None
        if self._domestic(f):
            return state
        if not STATELY.intersection(f.kinds) or LOOSELY.intersection(f.nouns) or self._abroad(f, state):
            return None
        if speaks_for_another(self.document, self.found, f, state):
            return None
        if self.dated and self._receives(f):
            return state
        offices = {m.country for m in self.acting if m.kind in ("person", "office")}
        others = max((times for other, times in self.named.items() if other != state), default=0)
        most = self.named[state] >= others + (not self.dated)
        # "SEOUL - President Lund urged North Korea": who opens the text in the capital, with no American about.
        opens = self.dated and self._opens(f) and (state == "USA" or not self.named["USA"])
        return state if offices <= {state} and (most or opens) and self.named[state] else None

    def _receives(self, f: Found) -> bool:
        """Tell whether who opens the text receives somebody: one does so at home."""
        lead = self._lead()
        return bool(
            lead
            and self._opens(f)
            and {"received", "receives"}.intersection(self.document.lower[lead[0] : lead[1]])
        )

    def _abroad(self, f: Found, state: str) -> bool:
        """Tell whether another state or place of it is named in the sentence before an office ("in Oslo he saw ...")."""
        first = self.document.sentence_at(self.document.starts[f.first]).first
        return any(m.country not in (None, state) for m in self.found if first <= m.first < f.first)

    def _opens(self, f: Found) -> bool:
        lead = self._lead()
        name = self.document.lower[f.name[1] - 1] if f.name else None
        first = next((m for m in self.found if m.name and lead and m.first >= lead[0]), None)
        return bool(
            first
            and first.name
            and name == self.document.lower[first.name[1] - 1]
            and lead
            and first.first <= lead[0] + 2
        )

    def _told_before(self, f: Found, state: str) -> bool:
        """Tell whether who governs a state, or the state as it acts, stands before an office; no bare office before that."""
        told = [m for m in self.ruling if m.country == state and m.first < f.first]
        bare = [
            m for m in self.found if m.kind in ("person", "office") and STATELY & {*m.kinds} and not m.country
        ]
        return bool(told) and not any(m.first < told[0].first and m.definite for m in bare)

    def _domestic(self, f: Found) -> bool:
        """Tell an office of the state's inside ("Immigration Minister", "Senator", "opposition leader", "the police")."""
        words = f.words | set(f.nouns)
        if f.kind in ("organisation", "group"):
            return bool(_BODIES.intersection(f.kinds)) and f.org in (None, f.role)
        if "ministry" in f.words and f.kinds[-1] in ("official", "spokes", "source"):
            return f.org in (None, f.role)
        if "legislator" in f.kinds or ("judicial" in f.kinds and f.nouns[-1] in _JUSTICE):
            return True
        if _ABROAD & words or "envoy" in f.kinds:
            return False
        if "minister" in f.kinds:
            return len(f.words) > 1 and f.nouns[-1].split()[-1] in ("minister", "secretary")
        if _PARTIES & words and {"head", "spokes", "chief", "source", "adviser"}.intersection(f.kinds):
            return True
        return "spokes" in f.kinds and bool(_DOMESTIC.intersection(f.kinds))

    def _undisturbed(self, f: Found, state: str) -> bool:
        """Tell whether what acted last before an office, in its sentence or the one before, is of no other state."""
        index = self.document.sentence_index(self.document.starts[f.first])
        begin = self.document.sentences[max(0, index - 1)].first
        before = [m for m in self.acting if begin <= m.first < f.first]
        return not before or before[-1].country == state

    # ---- whose text it is ----------------------------------------------------------------------------------------

    def _acts(self, f: Found) -> bool:
        """Tell whether a mention is who does something: an office, a body, or a state before its verb."""
        lower = self.document.lower
        if self.quoted[f.first] or (f.first and lower[f.first - 1] in GOVERNING):
            return False
        verb = lower[f.last] if f.last < len(lower) else ""
        return f.kind != "state" or verb in VERBS or verb in AUXILIARIES or verb.endswith("ed")

    def _only(self) -> str | None:
        """Return the only state a text names, if one of its offices or bodies acts in it."""
        if len(self.named) != 1:
            return None
        state = next(iter(self.named))
        return state if any(m.country == state and _rules(m) for m in self.ruling) else None

    def _first(self) -> str | None:
        """Return the state that acts first in the first sentence, if no other is named oftener."""
        lead = self._lead()
        if lead is None:
            return None
        opening = [m for m in self.acting if lead[0] <= m.first < lead[1]]
        first = opening[0] if opening else None
        if first is None or self.document.lower[first.first - 1] in ("and", "&", ","):
            return None
        if not (first.sort == "state" or _rules(first)):
            return None
        return (
            first.country if self.named[first.country or ""] == max(self.named.values(), default=0) else None
        )

    def _lead(self) -> tuple[int, int] | None:
        body = next((p for p in self.document.paragraphs if p.kind == "body" and p.first < p.last), None)
        if body is None:
            return None
        sentence = self.document.sentences[body.first]
        return sentence.first, sentence.last

    def _other_side(self) -> str | None:
        """Return the state of the minister who opens a readout and names no state, when exactly one other side is told.

        "Foreign Minister Lund spoke today with Norwegian Foreign Minister Finch": the text names two states, and
        all other offices in it are of one of them.
        """
        lead = self._lead()
        offices = [m for m in self.found if m.kind in ("person", "office") and STATELY.intersection(m.kinds)]
        if lead is None or not offices or not _AT_MOST <= len(self.named) <= _AT_MOST + 1:
            return None
        opening = [m for m in offices if lead[0] <= m.first < lead[1]]
        own = list(takewhile(lambda m: not m.country and not m.org, opening))
        told = {m.country for m in self.found if m.kind in ("person", "office") and m.country}
        if not own or len(own) == len(opening) or len(told) != 1 or opening[len(own)].country not in told:
            return None
        lower, self.opening = self.document.lower, tuple(noun for m in own for noun in m.nouns)
        placed = {m.country for m in self.found if m.first and lower[m.first - 1] not in _PLACED}
        others = [state for state in self.named if state not in told and state in placed]
        if len(self.named) > _AT_MOST:  # beside what they spoke about: "Latvia's support"
            others = [s for s in others if any(m.country == s and m.possessive for m in self.found)]
        return others[0] if len(others) == 1 else None


def _rules(m: Found) -> bool:
    """Tell whether a mention is of who governs a state or sits in its houses: a text of its own may open with them."""
    speaks = "spokes" in m.kinds and not _PARTIES.isdisjoint(m.words)
    return speaks or not _RULING.isdisjoint(m.kinds) or not _RULERS.isdisjoint(m.nouns)
