"""Nouns of travel: "a visit to B by A", "A's trip to B", and where a journey leads that the noun leaves out."""

from digests.meetings.clauses import PEOPLE, PLACES, Clauses, Sides
from digests.meetings.draft import Draft
from digests.meetings.known import barred, regions
from digests.meetings.words import REPORTING
from digests.mentions import Mention

_RANKS = frozenset("first second third last only rare".split())
#: Words that point to a visit told before.
REFERRING = frozenset("the that this those these his her their its".split())
_TAKES = frozenset("take takes took taking bring brings brought".split())
#: Words between a place and the trip that leads there ("in Bonn as part of a trip").
_STAGES = frozenset("of part as start end the at during on leg first second last for final stop".split())
_HOUSES = frozenset("embassy embassies consulate consulates mission residence headquarters palace".split())
_DOUBTFUL = frozenset(("cancelled", "postponed", "failed", "denied", "planned"))


class Visits:
    """Reads the nouns of travel of one document into drafts."""

    def __init__(self, clauses: Clauses) -> None:
        self.clauses = clauses
        self.phrases = clauses.phrases
        self.document = clauses.document

    def read(
        self, draft: Draft, sides: Sides, owners: list[Mention], places: list[Mention], subject: list[Mention]
    ) -> bool:
        p = self.phrases
        visitors = [m for m in sides.get("by", []) or sides.get("from", []) if m.kind in PEOPLE]
        if sides.get("to") and not visitors:
            visitors = [m for m in sides.get("of", []) if m.kind in PEOPLE]  # "the visit of Lund to Bonn"
            sides = {key: value for key, value in sides.items() if key != "of" or not visitors}
        visitors = (
            visitors or [m for m in owners if m.kind in PEOPLE] or [m for m in subject if m.kind in PEOPLE]
        )
        draft.left = [m for m in visitors if not barred(self.document, m) and not self._building(m)]
        if self._counted(draft):
            return False
        goals = sides.get("to", []) + sides.get("of", []) + places
        goals = goals or [m for m in sides.get("in", []) + sides.get("at", []) if m.kind in PLACES]
        draft.goals = [m for m in goals if m.kind in PLACES]
        draft.right = sides.get("with", []) + [
            g for g in goals if g.kind in PEOPLE and g.name not in regions()
        ]
        if not draft.goals and not draft.right:
            draft.goals = self._led_to(draft)
            open_end = p.word(draft.cue.last) not in ("to", "of", "into") and not sides.get("of")
            draft.here = not draft.goals and p.word(draft.first) not in REFERRING and open_end
        if not draft.left and draft.goals and draft.status in _DOUBTFUL:
            # "after a visit to Bonn was called off": whose it was stands at the head of the sentence.
            head = next((m for m in p.mentions.within(p.lo, draft.first) if m.kind in PEOPLE), None)
            head = None if head is not None and p.word(head.last) in REPORTING else head
            if head is None and p.traveller is not None and draft.sentence - p.traveller[0] < 3:
                head = p.traveller[1]  # "Lund left for Bonn. A visit to Rome has been dropped."
            draft.left = [head] if head is not None and head.country != draft.goals[0].country else []
        return bool(draft.left)

    def _building(self, m: Mention) -> bool:
        """Tell whether an actor is a house that stands where it is."""
        return m.kind != "person" and not _HOUSES.isdisjoint(self.document.lower[m.first : m.last])

    def _counted(self, draft: Draft) -> bool:
        """Tell whether a visit is only compared with others ("the first visit by a Finnish premier")."""
        p = self.phrases
        ranked = not _RANKS.isdisjoint(p.lower[max(p.lo, draft.first - 1) : draft.cue.first])
        return ranked and any(
            p.word(m.first) in ("a", "an", "any") or p.word(m.first - 1) in ("a", "an", "any")
            for m in draft.left
        )

    def _led_to(self, draft: Draft) -> list[Mention]:
        """Return where a trip leads that is named beside it: "in Bonn for a visit", "a trip that takes him to Bonn"."""
        p = self.phrases
        for k in range(draft.cue.last, min(p.hi, draft.cue.last + 8)):
            if p.word(k) not in _TAKES:
                continue
            found = [m for m in self.clauses.complements(k + 1)[0].get("to", []) if m.kind in PLACES]
            if found:
                if "will" in p.lower[max(p.lo, k - 3) : k]:
                    draft.status = "planned"
                return found
        k = draft.first - 1
        while k > p.lo and p.word(k) in _STAGES:
            k -= 1
        m = p.mentions.at(k) if k < draft.first - 1 else None
        if m is not None and m.kind in PLACES and p.word(m.first - 1) in ("in", "to", "at"):
            return [m]
        return []
