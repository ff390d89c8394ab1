"""Nouns of contact: "talks between A and B", "a visit to B by A", "a phone call with B", "a summit of A, B and C"."""

from dataclasses import replace

from digests.meetings import heads
from digests.meetings.clauses import PEOPLE, Clauses, Sides
from digests.meetings.cues import Cue
from digests.meetings.draft import Draft
from digests.meetings.known import barred, taking_part
from digests.meetings.status import noun_status
from digests.meetings.tense import VerbGroup
from digests.meetings.visits import REFERRING, Visits
from digests.meetings.words import MODALS, NEGATIONS, WILL
from digests.mentions import Mention
from digests.offices import STATE_ROLE

#: Prepositions before a gathering that is only the scene of something else.
_VENUE = frozenset("at during of before after for to on by from since ahead in following alongside".split())
#: Bodies of experts that states set up between them.
_GROUPS = frozenset("group groups commission committee committees subcommittee".split())
#: What leads in a gathering that the subject goes to.
_GOING = frozenset(
    "at during in after following attend attends attended attending join joins joined joining host hosts hosted hosting "
    "chair chairs chaired open opens opened hold holds held address addressed to for".split()
)
_ATTENDING = frozenset(("attend", "attends", "attended", "attending"))
#: Who did not go to a meeting says nothing of whether it was held.
_TOOK_PART = frozenset(("planned", "ongoing", "held"))
_NOT = NEGATIONS | frozenset("refused refuses declined declines unable".split())
_BROKERED = frozenset("mediated brokered facilitated".split())
#: What makes a contact one that news is made of ("the first contact between A and B").
_NOTABLE = frozenset("first official direct high-level formal face-to-face".split())
#: Verbs by which a gathering tells who is at it ("a summit in Bonn brought together the leaders of A and B").
_GATHERING = frozenset(
    "brought brings bringing gathered gathers grouped groups drew draws involved involves united".split()
)


class NounPatterns:
    """Reads noun cues into drafts."""

    def __init__(self, clauses: Clauses) -> None:
        self.clauses = clauses
        self.phrases = clauses.phrases
        self.document = clauses.document
        self.visits = Visits(clauses)

    def read(self, cue: Cue, sentence: int, future: bool) -> Draft | None:
        """Return what a noun cue says; None when it shows no contact."""
        p, c = self.phrases, self.clauses
        frame = cue.contact.frame
        start = c.noun_phrase_start(cue.first)
        if frame == "call" and self._unanswered(start):
            return None
        sides, end = c.complements(cue.last)
        status, group = noun_status(p, start, cue.last - 1, end, future=future)
        owners, places = c.owners(start, cue.first)
        brokers = c.brokers(start, cue.first)
        owners = [m for m in owners if m not in brokers and not barred(self.document, m)]
        if brokers:
            start = min(start, brokers[0].first)
            status, group = noun_status(p, start, cue.last - 1, end, future=future)
        subject = c.holder(start, end, group)
        if group is not None and group.first >= end and not (sides.get("with") or sides.get("between")):
            # "discussions would be held with Lund", told by the other side
            more, stop = c.complements(group.last)
            told = more.get("between") or (more.get("with") if group.passive else None)
            if told:
                sides, end = {**more, **sides}, stop
                subject = [m for m in p.subject(start) if m.kind != "place"]
        if owners and {m.entity for m in owners} <= {m.entity for m in sides.get("with", [])}:
            # "In his talks with Lund, Finch said": the pronoun looks ahead.
            owners, subject = [], c.clause_after(end)
        subject = taking_part(self.document, subject)
        if not subject and not owners and (others := sides.get("with")):
            had = group is not None and p.word(group.first) == "had" and p.word(start - 1) in ("said", "that")
            own = had and any(m.kind == "person" for m in others)  # "said talks with Lund had gone well"
            subject = self._sayer(start) if own or p.word(start - 1) in ("in", "during", "at") else []
        draft = Draft(sentence, cue, cue.contact.format, status, weak=cue.contact.weak)
        draft.first, draft.last, draft.led = start, max(end, cue.last), p.word(start - 1)
        if frame == "visit":
            ok = self.visits.read(draft, sides, owners, places, subject)
        elif frame == "call":
            ok = self._call(draft, sides, owners, subject)
        else:
            ok = self._talks(draft, sides, owners, subject)
            draft.goals = places
            if brokers:
                draft.mediators = [*draft.mediators, *brokers]
                draft.format = "mediation"
        if ok and draft.left and self._of_experts(cue.last):
            draft.left, draft.right = p.states_of(draft.left + draft.right), []
        draft.venue = frame == "assembly" and self._venue(start, group, sides, subject, owners)
        few = len(draft.left) < 2 and not (ok and draft.left and draft.left[0].plural and draft.left[0].org)
        draft.anaphoric = p.word(start) in REFERRING and not draft.right and few
        if frame == "visit" and owners and not draft.goals and not draft.right:
            draft.anaphoric, draft.here = True, False  # "Lund's trip" was told before
        if frame == "visit" and not draft.anaphoric and draft.led == "about" and p.word(start) in REFERRING:
            return None  # "Lund and Finch spoke about the visit"
        if not ok and not draft.anaphoric:
            return None
        shown = self.document.of((self.document.starts[cue.first], self.document.ends[cue.last - 1]))
        draft.note(draft.left, f"takes part in “{shown}”")
        draft.note(draft.right, f"named as a side of “{shown}”")
        draft.note(draft.mediators, f"mediates “{shown}”")
        return draft

    def _unanswered(self, start: int) -> bool:
        """Tell whether nobody took a call ("but Lund did not take the call", "refused to answer his call")."""
        p = self.phrases
        taken = p.word(start - 1) in ("take", "answer", "accept", "return", "taking", "answering")
        return taken and any(p.word(k) in _NOT for k in range(max(p.lo, start - 5), start - 1))

    def _of_experts(self, i: int) -> bool:
        """Tell whether a meeting is one of a working group, which sends nobody named beside it."""
        p = self.phrases
        return p.word(i) == "of" and any(
            p.word(k) in _GROUPS and p.mentions.at(k) is None for k in range(i + 1, min(p.hi, i + 6))
        )

    def _venue(
        self, start: int, group: VerbGroup | None, sides: Sides, subject: list[Mention], owners: list[Mention]
    ) -> bool:
        """Tell whether a gathering is only where something else happens ("on the sidelines of a summit")."""
        if self.phrases.word(start - 1) not in _VENUE or (group is not None and group.first < start):
            return False
        if len({m.country or m.org for m in owners if m.country or m.org}) > 1:
            return False  # "after their summit in Bonn"
        several = len({m.country or m.org for m in subject if m.country or m.org}) > 1
        if several and self.phrases.word(start - 1) == "at" and self.phrases.word(start) in ("a", "an"):
            return False  # "Lund and Finch agreed at a summit in Bonn"
        return not (
            sides.get("between") or sides.get("with") or any(m.kind in PEOPLE for m in sides.get("of", []))
        )

    def _talks(self, draft: Draft, sides: Sides, owners: list[Mention], subject: list[Mention]) -> bool:
        contact = draft.cue.contact
        between = [
            m
            for key in ("between", "among", "involving", "attended by", "grouping")
            for m in sides.get(key, [])
        ]
        other = sides.get("with", [])
        if contact.word == "welcome":
            other = sides.get("to", [])
        if contact.word == "audience":
            other = other or [m for m in sides.get("to", []) if m.kind != "place"]
        if contact.word.startswith("contact") and not (
            between and not _NOTABLE.isdisjoint(self.phrases.lower[draft.first : draft.cue.first])
        ):
            return False
        if contact.word.startswith("courtesy"):
            other = other or sides.get("on", []) or sides.get("to", [])
        if contact.word == "guest":
            if not (other := [m for m in sides.get("of", []) if m.kind != "place"]):
                return False
            if not {"will", "would", "to"}.isdisjoint(self.phrases.lower[draft.first - 4 : draft.first]):
                draft.status = "planned"
        members = (
            sides.get("of", []) if contact.frame == "assembly" or contact.word.startswith("meeting") else []
        )
        hosts = sides.get("hosted by", []) + sides.get("chaired by", [])
        draft.mediators = [m for key in ("mediated by", "brokered by", "under") for m in sides.get(key, [])]
        draft.mediators += self.clauses.auspices(draft.cue.last)
        if draft.mediators:
            draft.format = "mediation"
        if contact.word == "mediation" and not (between or other or draft.mediators):
            return False  # "praised Canada's mediation"
        if between:
            draft.left = self._theirs(between)
            holder = self.phrases.word(draft.first - 1)
            if holder in heads.HOSTED:
                draft.mediators = [m for m in subject if m not in draft.left]
                draft.format = "mediation" if holder in _BROKERED and draft.mediators else draft.format
        elif other:
            draft.left, draft.right = owners or subject, other
        elif members:
            lead = (self.phrases.word(draft.first - 2), self.phrases.word(draft.first - 1))
            many = any(m.plural or m.kind == "organisation" for m in members)
            going = lead[1] in _GOING and lead[0] not in ("preparations", "plans", "preparation")
            others = subject if going or not many else []
            draft.left = members + [m for m in others if m.entity not in {x.entity for x in members}]
        elif sides.get("inviting"):
            draft.left, draft.right = subject or owners, sides["inviting"]
            draft.host = draft.left[0] if draft.left else None
        elif subject and (body := self._attended(draft, subject)):
            draft.left, draft.format = [*subject, body], "multilateral_meeting"
        elif owners and (len(owners) > 1 or owners[0].plural):
            draft.left = owners
        else:
            draft.left = subject or owners
            draft.right = owners if subject and owners else []
        if not (draft.left or draft.right or draft.mediators) and contact.word in ("talks", "negotiations"):
            draft.left = self._agreed(draft)
        if len(draft.left) < 2 and not draft.right and (gathered := self._gathered(draft)):
            draft.left = gathered
        if hosts:
            draft.host = hosts[0]
            draft.right = draft.right + hosts
        return bool(draft.left or draft.right)

    def _attended(self, draft: Draft, subject: list[Mention]) -> Mention | None:
        """Return the body whose meeting people in office go to ("will attend NATO meetings in Brussels")."""
        if self.phrases.word(draft.first - 1) not in _ATTENDING or draft.status not in _TOOK_PART:
            return None
        if not all(m.country and STATE_ROLE.search(m.role or "") for m in subject):
            return None
        return self.phrases.mentions.body_in(draft.first, draft.cue.first)

    def _gathered(self, draft: Draft) -> list[Mention]:
        """Return who is at a gathering by the verb it is the subject of ("The summit in Bonn brought together A and B")."""
        p = self.phrases
        for k in range(draft.cue.last, min(p.hi, draft.cue.last + 14)):
            if p.word(k) in (";", "that", "who", "which", "said"):
                return []
            if p.word(k) in _GATHERING and p.mentions.at(k) is None:
                k += 1 + (p.word(k + 1) == "together")
                return [m for m in p.right_list(k, 4, pair=True)[0] if m.kind != "place"]
        return []

    def _theirs(self, between: list[Mention]) -> list[Mention]:
        """Give the sides of "their foreign ministers, A and B" the states "they" are, in order."""
        p = self.phrases
        first = between[0]
        if self.document.lower[first.first] != "their" or first.country or first.org:
            return between
        states = p.both(first.first)
        people = [m for m in between[1:] if m.kind == "person" and not m.country]
        if len(states) != len(people):
            return states or between
        return [
            replace(m, country=s.country, role=m.role or first.role)
            for m, s in zip(people, states, strict=True)
        ]

    def _agreed(self, draft: Draft) -> list[Mention]:
        """Return the two states that reached what talks led to ("A and B agreed ... The deal followed talks in Bonn")."""
        p = self.phrases
        if p.word(draft.cue.last) != "in" or p.word(draft.first - 1) not in (
            "followed",
            "after",
            "following",
        ):
            return []
        first = self.document.sentences[max(0, draft.sentence - 1)].first
        sides: dict[str, Mention] = {}
        for m in p.mentions.within(first, draft.first):
            if m.kind != "place" and m.country:
                sides.setdefault(m.country, m)
        return p.states_of(list(sides.values())) if len(sides) == 2 else []

    def _call(self, draft: Draft, sides: Sides, owners: list[Mention], subject: list[Mention]) -> bool:
        if sides.get("between"):
            draft.left = sides["between"]
            return True
        word = draft.cue.contact.word
        if word.startswith(("by ", "over ", "on ", "via ")):
            at = draft.cue.first
            lead = self.phrases.lower[max(self.phrases.lo, at - 8) : at]
            to_come = not {"will", "would", "due", "scheduled"}.isdisjoint(lead) or draft.status == "denied"
            draft.status = draft.status if to_come else "held"
            callers = self.phrases.subject(at)  # "Peru's and Chile's presidents" keeps Peru
            several = len({m.country for m in callers if m.country}) > 1
            draft.left = [m for m in callers if several or m.kind in PEOPLE]
            draft.right = sides.get("with", []) or sides.get("to", [])
            draft.right = draft.right or [
                m for m in self.phrases.object(at) if m.kind in ("person", "office")
            ]
            if not draft.right or any(m.entity == draft.right[0].entity for m in draft.left):
                self._called(draft, at)
            return bool(draft.left and draft.right) or len(draft.left) > 1
        draft.left = owners or subject
        draft.right = sides.get("with", []) or sides.get("from", [])
        both = len({m.country or m.org for m in draft.left if m.kind == "person"}) > 1
        return bool(draft.left) and not (word == "call" and not draft.right and not both)

    def _sayer(self, start: int) -> list[Mention]:
        """Return the office-holder who says what came up in a talk of his own ("Lund said it came up in a call with Finch")."""
        p = self.phrases
        for k in range(start - 1, p.lo, -1):
            if p.word(k) in ("said", "says") and p.mentions.at(k) is None:
                return [m for m in p.subject(k) if m.kind == "person" and STATE_ROLE.search(m.role or "")]
        return []

    def _called(self, draft: Draft, at: int) -> None:
        """Read "would brief Lund, ..., by telephone": the hearer stands right before, the caller before the verb."""
        p = self.phrases
        m = p.mentions.at(at - 1 - (p.word(at - 1) == ","))
        if m is None or m.kind not in ("person", "office"):
            return
        verb = p.lead(m) - 1
        if p.finite(verb) or p.word(verb - 1) in MODALS or p.word(verb - 1) == "to":
            first = verb - 1 if p.word(verb - 1) in MODALS else verb
            draft.left, draft.right = [x for x in p.subject(first) if x.kind in PEOPLE], [m]
            if p.word(first) in WILL | {"to"}:
                draft.status = "planned"
