"""Verbs of travel: "A flew to B", "A visited B", "A sent B to C", and who travels where."""

import re
from dataclasses import dataclass, replace

from digests.meetings.clauses import PEOPLE, PLACES, Clauses, Sides
from digests.meetings.cues import Cue
from digests.meetings.draft import DEPARTURES, Draft
from digests.meetings.heads import MEASURES
from digests.meetings.known import regions
from digests.meetings.tense import VerbGroup
from digests.mentions import Mention

_PERSONS = frozenset(("person", "office"))
_POSTED = re.compile(r"\bambassador\b(?:\s+to\s+(?:the\s+)?(?P<where>.+))?", re.IGNORECASE)
_LEISURE = frozenset("family wife husband children holiday holidays vacation honeymoon".split())
_AIRFIELDS = frozenset("airport airbase airfield airstrip".split())
#: Prepositions after which a traveller's goal stands; "to", "for" and "into" for verbs not listed.
_GOALS = {
    "arrive": ("in", "at", "to"),
    "land": ("in", "at"),
    "leave": ("for",),
    "depart": ("for",),
    "set off": ("for",),
    "go": ("to",),
    "come": ("to",),
    "spend": ("in", "at"),
}


@dataclass(slots=True)
class Clause:
    """What stands around one verb cue."""

    cue: Cue
    group: VerbGroup
    subject: list[Mention]
    sides: Sides


class Journeys:
    """Reads verbs of travel into drafts."""

    def __init__(self, clauses: Clauses) -> None:
        self.clauses = clauses
        self.phrases = clauses.phrases

    def send(self, draft: Draft, clause: Clause) -> bool:
        """Read "China sent a senior diplomat, Song Lin, to Canada": who is sent acts for the sender."""
        p = self.phrases
        if (
            clause.group.passive
            or len(clause.subject) != 1
            or clause.subject[0].kind not in ("state", "organisation", "office", "person")
        ):
            return False
        sender = clause.subject[0]
        found, end = p.right_list(clause.cue.last, 6)
        people = [m for m in found if m.kind in _PERSONS]
        if not people:
            return False
        draft.left = [replace(m, country=m.country or sender.country) for m in people]
        for m in people:
            p.mentions.acts_for(m.entity, sender.country)
        goals = clause.sides.get("to", []) or self.clauses.complements(end)[0].get("to", [])
        draft.goals = [m for m in goals if m.kind in PLACES]
        return bool(draft.goals)

    def go(self, draft: Draft, clause: Clause) -> bool:
        p = self.phrases
        word = clause.cue.contact.word
        draft.left = [
            m for m in clause.subject or self._inverted(clause.cue) if m.kind in ("person", "office", "group")
        ]
        draft.severally = not clause.subject and len(draft.left) > 1
        if clause.cue.form == "ing" and not self._finite_ing(clause):
            return False
        if "home" in p.lower[clause.cue.last : clause.cue.last + 2]:
            return False  # "flew home to Bonn after a visit to Canada"
        if not _LEISURE.isdisjoint(p.lower[clause.cue.last : min(p.hi, clause.cue.last + 8)]):
            return False  # "spent the weekend with his family in Canada"
        if clause.group.negated and clause.cue.contact.weak and draft.status == "failed":
            return False  # "did not stop in Canada" tells of nothing that was to be
        if not draft.left or (clause.group.passive and word not in ("due in", "expected in")):
            return False
        if word == "arrive" and self._takes_office(clause.cue):
            return False
        if word == "spend" and not self._hours(clause.cue.last):
            return False
        if word == "spend" and (with_them := [m for m in clause.sides.get("with", []) if m.kind in _PERSONS]):
            draft.right, draft.format = with_them, "bilateral_meeting"  # "spent an hour with Lund"
            return True
        if word in ("go", "come") and (
            draft.status not in ("planned", "held", "ongoing") or self._by_the_way(clause)
        ):
            return False
        if word.endswith(" in"):
            draft.status = "planned" if word != "stop in" else draft.status
            m = p.mentions.at(clause.cue.last) if clause.cue.last < p.hi else None
            draft.goals = [m] if m is not None and m.kind in PLACES else []
            return bool(draft.goals)
        if word == "visit":
            objects, _ = p.right_list(clause.cue.last)
            draft.goals = [m for m in objects if m.kind in PLACES]
            draft.right = [
                m for m in objects if m.kind in PEOPLE and not p.possessive(m) and m.name not in regions()
            ]
            if draft.right:
                draft.format = "bilateral_meeting"
            if not objects and p.word(clause.group.first - 1) == "to":
                # "Canada invited Lund to visit in May": the place is the inviter's.
                draft.goals = [m for m in self._inviter(clause.group.first - 1) if m.kind in PLACES]
            return bool(draft.goals or draft.right)
        goals = [m for key in _GOALS.get(word, ("to", "for", "into")) for m in clause.sides.get(key, [])]
        draft.goals = [m for m in goals if m.kind in PLACES and not self._airfield(m)]
        draft.here = word == "arrive" and not draft.goals
        if any(self._posted(m, draft) for m in draft.left):
            return False
        if clause.cue.form == "ing" and p.word(clause.group.first - 1) == "before" and not p.future:
            return False  # "in a speech before flying to Bonn": whether it was a visit is told elsewhere
        if draft.status == "held" and word in DEPARTURES:
            draft.status = "planned"  # on the way, not there
        return bool(draft.goals) or draft.here

    @staticmethod
    def _posted(m: Mention, draft: Draft) -> bool:
        """Tell whether an ambassador goes to the state he is sent to, which is no visit."""
        posting = _POSTED.search(m.role or "")
        if posting is None:
            return False
        if draft.here:
            return True
        where = (posting["where"] or "").casefold()
        return any((g.name or "").casefold() in where for g in draft.goals)

    def _airfield(self, m: Mention) -> bool:
        """Tell whether a town only names where a plane lands, which is not where people are met."""
        p = self.phrases
        after = [p.word(k) for k in range(m.last, m.last + 4)]
        return not _AIRFIELDS.isdisjoint(after[: after.index(",") if "," in after else None])

    def _finite_ing(self, clause: Clause) -> bool:
        """Tell whether an -ing form tells what its subject does ("is travelling", "after arriving"), not which one it is."""
        p = self.phrases
        before = p.word(clause.group.first - 1)
        return clause.group.first < clause.group.verb or before in (
            ",",
            "after",
            "before",
            "while",
            "since",
            "upon",
            "when",
            "",
        )

    def _hours(self, i: int) -> bool:
        """Tell whether time is what is spent ("spent Thursday in Bonn", "spent five hours in Bonn")."""
        words = self.phrases.lower[i : i + 4]
        return any(
            word.endswith("day") or word in MEASURES or word in ("weekend", "night", "morning", "minutes")
            for word in words
        )

    def _by_the_way(self, clause: Clause) -> bool:
        """Tell whether "go" and "come" tell of no journey, or one that only dates or supposes something else.

        "would go against", "came under scrutiny over ties to Mali", "if she comes to Bonn", "too busy to come to Bonn".
        """
        p = self.phrases
        if not any(p.word(k) == "to" for k in range(clause.cue.last, clause.cue.last + 3)):
            return True
        first = clause.group.first
        lead = p.lower[max(p.lo, first - 8) : first]
        if "if" in lead or "too" in lead or {"do", "does", "did"} & set(p.lower[first : clause.cue.first]):
            return True
        if {"will", "would"} & set(p.lower[first : clause.cue.first]):
            return False
        return clause.cue.form == "past" and bool({"when", "before", "until"} & set(lead[-4:]))

    def _takes_office(self, cue: Cue) -> bool:
        p = self.phrases
        return any(p.word(k) == "take" and p.word(k + 1) in ("up", "over") for k in range(cue.last, p.hi))

    def _inverted(self, cue: Cue) -> list[Mention]:
        """Return a subject that follows its verb ("Also due to visit Canada are Lund and Finch")."""
        p = self.phrases
        for k in range(cue.last, min(p.hi, cue.last + 14)):
            if p.word(k) in ("are", "is", "were", "was") and p.mentions.at(k + 1) is not None:
                return [m for m in p.right_list(k + 1, 3)[0] if m.kind != "place"]
        return []

    def _inviter(self, to: int) -> list[Mention]:
        p = self.phrases
        for k in range(to - 1, max(p.lo - 1, to - 14), -1):
            if p.word(k) in ("invited", "invites", "invite"):
                return p.subject(k)
        return []
