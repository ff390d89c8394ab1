"""Verbs of contact: "A met B", "A held talks with B", "A received B", "A flew to B", "A told visiting B"."""

from collections.abc import Callable

from digests.meetings.clauses import PLACES, Clauses
from digests.meetings.cues import Cue
from digests.meetings.denials import in_person
from digests.meetings.draft import Draft
from digests.meetings.gatherings import Gatherings
from digests.meetings.heads import TIMEY
from digests.meetings.journeys import Clause, Journeys
from digests.meetings.known import barred, taking_part
from digests.meetings.tense import VerbGroup, verb_group
from digests.meetings.words import ADVERBS, PUNCTUATION
from digests.mentions import Mention

_ROOMS = frozenset("office palace residence headquarters ministry chancellery embassy house".split())
_BETWEEN = frozenset("in on at for near during over late early".split())
_RANKED = frozenset("first second third last only latest".split())
_PERSONS = frozenset(("person", "office"))
#: What people do when they meet, and firms only by way of speaking.
_GESTURES = frozenset(
    ("shake hands", "break bread", "come face to face", "meet up", "trade views", "exchange views")
)


class VerbPatterns:
    """Reads verb cues into drafts."""

    def __init__(self, clauses: Clauses, scene: dict[int, str]) -> None:
        self.clauses = clauses
        self.phrases = clauses.phrases
        self.document = clauses.document
        #: entity -> the foreign country it is told to be in; kept by the reader.
        self.scene = scene
        self.journeys = Journeys(clauses)
        self.gatherings = Gatherings(clauses)

    def read(self, cue: Cue, sentence: int, future: bool) -> Draft | None:
        """Return what a verb cue says; None when it shows no contact."""
        p = self.phrases
        if cue.contact.frame == "tell" and p.to_mention(cue.last, 4) < 0:
            return None
        group = verb_group(p, cue.first, cue.last, cue.form, future=future)
        if p.word(group.first - 1) == "to" and self._ranked(group.first):
            return None  # "the first Finnish premier to visit Japan since 2009"
        told = "failed" if p.word(cue.last) == "neither" else cue.contact.status
        status = told if told and group.status == "held" else group.status
        draft = Draft(sentence, cue, cue.contact.format, status, weak=cue.contact.weak)
        sides, end = self.clauses.complements(cue.last)
        draft.first, draft.last = group.first, max(end, cue.last)
        subject = self._subject(group)
        if cue.form == "ing" and not subject:
            # "After meeting Lund on Tuesday, Finch said"
            subject = self._after_commas(cue.last) or self.clauses.clause_after(
                max(end, p.right_list(cue.last)[1])
            )
        if not _FRAMES[cue.contact.frame](self, draft, Clause(cue, group, subject, sides)):
            return None
        draft.left = taking_part(self.document, draft.left)
        draft.right = self._no_towns([m for m in draft.right if not barred(self.document, m)])
        if not draft.left and not draft.right:
            return None
        shown = self.document.of((self.document.starts[cue.first], self.document.ends[cue.last - 1]))
        draft.note(draft.left + draft.mediators, f"subject of “{shown}”")
        draft.note(draft.right, f"stands after “{shown}”")
        return draft

    def _ranked(self, i: int) -> bool:
        """Tell whether an infinitive belongs to "the first ... to", which tells of no plan."""
        p = self.phrases
        before = range(max(p.lo, i - 8), i)
        return any(
            p.word(k) in _RANKED and p.word(k - 1) in ("the", "only", "his", "her", "its") for k in before
        )

    def _no_towns(self, actors: list[Mention]) -> list[Mention]:
        """Leave out towns that end a list of people ("officials in Dhahran and Riyadh")."""
        if not any(m.kind in _PERSONS for m in actors):
            return actors
        return [m for m in actors if self.phrases.mentions.town(m) is None]

    def _after_commas(self, i: int) -> list[Mention]:
        """Return the subject after an opening phrase and its asides ("Meeting in Bonn, a town ..., A and B agreed")."""
        p = self.phrases
        for comma in (k for k in range(i, p.hi) if p.word(k) == ","):
            found, stop = p.right_list(comma + 1, 3, pair=True)
            if len(found) > 1 and p.finite(stop) and all(m.kind != "place" for m in found):
                return found
        return []

    def _subject(self, group: VerbGroup) -> list[Mention]:
        p = self.phrases
        if p.word(group.first - 1) == "to" and group.first - 2 >= p.lo:
            told = p.mentions.at(group.first - 2)
            if told is not None and p.word(p.lead(told) - 1) in (
                "invited",
                "invites",
                "persuaded",
                "urged",
                "asked",
            ):
                return p.left_list(told.last)
        return [m for m in p.subject(group.first) if not p.scenery(m)]

    def _object(self, i: int) -> list[Mention]:
        """Return the actors listed right after a verb, over adverbs, days and places that stand between."""
        p = self.phrases
        j = i
        for _ in range(4):
            while p.word(j) in ADVERBS or TIMEY.search(p.word(j) or "-"):
                j += 1
            if p.word(j) == "with":
                return p.right_list(j + 1)[0]
            if p.word(j) not in _BETWEEN or p.mentions.at(j) is not None:
                break
            nxt = p.mentions.at(j + 1) if j + 1 < p.hi else None
            if nxt is not None and nxt.kind in PLACES:
                j = nxt.last
                continue
            k = j + 1
            while (
                k < min(p.hi, j + 6)
                and p.word(k) != "with"
                and p.mentions.at(k) is None
                and p.word(k) not in PUNCTUATION
            ):
                k += 1
            there = p.mentions.at(k) if k < p.hi else None
            if there is not None and there.kind in PLACES and k > j + 1:
                j = there.last  # "at his palace in Riyadh"
                continue
            if there is not None and (room := self._room_end(there)):
                j = room
                continue
            if p.word(k) != "with" and not (p.mentions.at(k) is not None and TIMEY.search(p.word(k - 1))):
                return []
            j = k
        return p.right_list(j)[0]

    def _room_end(self, m: Mention) -> int:
        """Return where "his office", "the ministry's headquarters" ends; 0 for what is no room to receive in."""
        p = self.phrases
        if p.possessive(m):
            return m.last + 2 if p.word(m.last + 1) in _ROOMS else 0
        return m.last if p.word(m.last - 1) in _ROOMS else 0

    # -- frames -------------------------------------------------------------------------------------------------

    def _mutual(self, draft: Draft, clause: Clause) -> bool:
        if clause.group.passive or (clause.group.negated and in_person(self.phrases, clause.cue.last)):
            return False
        draft.left = clause.subject
        also = clause.sides.get("with", [])
        draft.right = [m for m in self._object(clause.cue.last) if m.kind != "place"] or also
        if len(also) > len(draft.right) > 0 and also[0] == draft.right[0]:
            draft.right = also  # "will meet with Lund and with Finch"
        if not draft.right and self.phrases.word(clause.cue.last) in ("him", "her", "them"):
            draft.right = self._met(clause)
        if clause.cue.contact.word == "meet" and (chair := self.clauses.auspices(clause.cue.last)):
            draft.mediators, draft.format = chair, "mediation"
        if clause.cue.contact.word == "call on":
            found, end = self.phrases.right_list(clause.cue.last, 4)
            people = all(m.kind in _PERSONS for m in found + draft.left)
            draft.right = found
            return (
                bool(found and draft.left) and people and self.phrases.word(end) not in ("to", "for", "not")
            )
        if clause.cue.contact.status:
            return bool(draft.left and draft.right) and all(
                m.kind in _PERSONS for m in draft.left + draft.right
            )
        if clause.cue.contact.word == "see":
            people = all(m.kind in _PERSONS for m in draft.left + draft.right)
            met = clause.group.status == "planned" or self.clauses.seen(clause.cue, draft.left + draft.right)
            return met and bool(draft.left and draft.right) and people
        return bool(draft.left or draft.right)

    def _met(self, clause: Clause) -> list[Mention]:
        """Return who "him" or "them" is in "invited Lund to meet him", "flew in and met them"."""
        p = self.phrases
        ours = {m.entity for m in clause.subject}
        if p.word(clause.group.first - 1) == "to" and clause.subject:
            inviter = p.subject(p.lead(clause.subject[0]) - 1)
            if inviter and not ours & {m.entity for m in inviter}:
                return inviter
        k = clause.cue.last
        found = p.both(k) if p.word(k) == "them" else p.pronoun(k)
        return [m for m in found if m.entity not in ours]

    def _with(self, draft: Draft, clause: Clause) -> bool:
        # "discussions would be held with Lund" has no subject that takes part.
        draft.left = [] if clause.group.passive else clause.subject
        draft.right = clause.sides.get("with", [])
        word = clause.cue.contact.word
        if word.startswith("pay"):
            draft.right = [
                m for m in clause.sides.get("on", []) or clause.sides.get("to", []) if m.kind in _PERSONS
            ]
            return bool(draft.right) and any(m.kind in _PERSONS for m in draft.left)
        if word in _GESTURES:
            people = [
                m for m in draft.left + draft.right if m.kind in _PERSONS and not barred(self.document, m)
            ]
            return len(people) > 1 or (bool(people) and people[0].plural)
        if word == "discuss":
            return bool(draft.right and draft.left)
        if word in ("speak", "talk"):
            draft.right = draft.right or [m for m in clause.sides.get("to", []) if not m.plural]
            draft.right = [m for m in draft.right if not barred(self.document, m)]
            persons = all(m.kind in _PERSONS for m in draft.left + draft.right)
            if not draft.right and len({m.country for m in draft.left if m.country}) > 1:
                return clause.cue.form != "ing" and persons
            return bool(draft.left and draft.right) and persons
        if word in ("negotiate", "consult", "confer"):
            return bool(draft.right)
        return bool(draft.right) or len(draft.left) > 1 or (bool(draft.left) and draft.left[0].plural)

    def _host(self, draft: Draft, clause: Clause) -> bool:
        p = self.phrases
        cue = clause.cue
        if clause.group.passive or (p.word(cue.last) == "by" and cue.form == "past"):
            hosts, guests = clause.sides.get("by", []), clause.subject
            hosts = self.clauses.but_by(cue.last) or hosts
        else:
            hosts = clause.subject
            after = cue.last
            while (
                p.word(after) in ("here", "on", "this")
                or TIMEY.search(p.word(after) or "-")
                or p.word(after) in ADVERBS
            ):
                after += 1
            after += cue.contact.word in ("play host", "bid farewell") and p.word(after) == "to"
            if p.word(after) in _BETWEEN and (moved := self._object(after)):
                after = moved[0].first  # "received at his palace on Monday Foreign Minister Lund"
            at = p.to_mention(after, 5)
            m = p.mentions.at(at) if at >= 0 else None
            if m is None or p.possessive(m) or any(p.word(k) == "of" for k in range(after, at)):
                return False
            guests = p.right_list(after, 5)[0]
        guests = [m for m in guests if m.kind in ("person", "office", "group")]
        if any(p.lower[m.first] in ("both", "all") or p.word(p.lead(m)) in ("both", "all") for m in guests):
            return False  # who they are stands elsewhere, and so does their meeting
        if not guests or not hosts:
            return False
        draft.left, draft.right, draft.host = guests, hosts, hosts[0]
        return True

    def _tell(self, draft: Draft, clause: Clause) -> bool:
        """Read "told visiting Lund": a visitor who is told something has been met."""
        p = self.phrases
        at = p.to_mention(clause.cue.last, 4)
        m = p.mentions.at(at) if at >= 0 else None
        if (
            m is None
            or clause.group.passive
            or p.possessive(m)
            or m.kind not in ("person", "office", "group")
        ):
            return False
        if len(clause.subject) != 1 or clause.subject[0].kind not in _PERSONS:
            return False
        teller = clause.subject[0]
        lead = {p.word(k) for k in range(clause.cue.last, m.head + 1)} | {p.word(m.last), p.word(m.last + 1)}
        if lead & {"visiting", "visitor"}:
            draft.left, draft.right, draft.host = [m], [teller], teller
            return True
        if (
            clause.cue.contact.word == "brief"
            and m.country not in (None, teller.country)
            and not barred(self.document, m)
        ):
            draft.left, draft.right = [teller], [m]  # officials of another state are briefed to their faces
            return True
        if m.kind != "person" or m.country == teller.country:
            return False
        abroad = self.scene.get(teller.entity)
        if abroad and m.country in (abroad, None):
            draft.left, draft.right, draft.host = [teller], [m], m
            return True
        abroad = self.scene.get(m.entity)
        if abroad and teller.country in (abroad, None):
            draft.left, draft.right, draft.host = [m], [teller], teller
            return True
        return False


# Functions, not methods of one reader: a reader that holds its own methods is memory only the collector frees.
_FRAMES: dict[str, Callable[[VerbPatterns, Draft, Clause], bool]] = {
    "mutual": VerbPatterns._mutual,
    "with": VerbPatterns._with,
    "host": VerbPatterns._host,
    "go": lambda patterns, draft, clause: patterns.journeys.go(draft, clause),
    "gather": lambda patterns, draft, clause: patterns.gatherings.gather(draft, clause),
    "tell": VerbPatterns._tell,
    "mediate": lambda patterns, draft, clause: patterns.gatherings.mediate(draft, clause),
    "bring": lambda patterns, draft, clause: patterns.gatherings.bring(draft, clause),
    "send": lambda patterns, draft, clause: patterns.journeys.send(draft, clause),
}
