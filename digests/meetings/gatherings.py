"""Verbs that gather: "ministers gathered", "A brought B and C together", "A mediates between B and C"."""

from digests.meetings.clauses import Clauses
from digests.meetings.draft import Draft
from digests.meetings.journeys import Clause

_TALKS = frozenset("talks negotiations discussions meeting meetings summit".split())


class Gatherings:
    """Reads verbs of gathering into drafts."""

    def __init__(self, clauses: Clauses) -> None:
        self.clauses = clauses
        self.phrases = clauses.phrases

    def gather(self, draft: Draft, clause: Clause) -> bool:
        draft.left = clause.subject
        if clause.cue.contact.word in ("sign", "initial"):
            people = [m for m in draft.left if m.kind == "person"]
            if (
                len(people) < 2
                or draft.left != people
                or "in" not in self.phrases.lower[clause.cue.last : self.phrases.hi]
            ):
                return False
        return bool(draft.left) and not clause.group.passive

    def bring(self, draft: Draft, clause: Clause) -> bool:
        """Read "brought A and B together", "brought the three together, flanked by A, B and C"."""
        p = self.phrases
        if clause.group.passive or len(clause.subject) != 1:
            return False
        words = p.lower[clause.cue.first : clause.cue.last]
        inside = (
            p.right_list(clause.cue.first + 1, 4, pair=True)[0]
            if words[-1] == "together" and len(words) > 2
            else []
        )
        found = inside or p.right_list(clause.cue.last, 4, pair=True)[0]
        flanked = next((k for k in range(clause.cue.last, p.hi) if p.word(k) in ("flanked", "joined")), 0)
        if flanked and p.word(flanked + 1) == "by" and len(found) < 2:
            found = p.right_list(flanked + 2, 4, pair=True)[0]
        draft.right = [m for m in found if m.kind != "place"]
        draft.mediators = clause.subject
        return len({m.country or m.org for m in draft.right}) > 1

    def mediate(self, draft: Draft, clause: Clause) -> bool:
        p = self.phrases
        if any(p.word(k) in _TALKS for k in range(clause.cue.last, min(p.hi, clause.cue.last + 5))):
            return False  # "brokered peace talks between": the noun tells who talks
        draft.mediators = clause.subject
        draft.right = clause.sides.get("between", [])
        if clause.cue.contact.word == "shuttle":
            # Between Israel and Gaza somebody travels; between their delegations he mediates.
            sides = {m.country or m.org for m in draft.right if m.country or m.org}
            return len(sides) > 1 and any(m.plural for m in draft.right)
        return bool(draft.right)
