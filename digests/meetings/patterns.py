"""Patterns of contacts over clauses: from one cue to who stands on which side of it."""

import re

from digests.document import Document
from digests.meetings.actors import Actors, barred
from digests.meetings.cues import Cue
from digests.meetings.draft import Draft
from digests.meetings.phrases import Phrases
from digests.meetings.status import VerbGroup, noun_status, verb_group
from digests.meetings.words import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PUNCTUATION,
    QUOTES,
    RELATIVES,
)
from digests.mentions import Mention

#: Nouns whose "with" belongs to them and not to the contact.
_OWN_WITH = frozenset(
    "dispute disputes war relations ties border deal trade cooperation agreement conflict relationship treaty links "
    "accord alliance dialogue friendship clashes fighting peace contacts association partnership pact crisis row "
    "tension tensions problems anger patience".split()
)
_HOLDERS = frozenset("held hold holds holding have has had having began begin begins begun opened resumed resume renewed "
                     "started conducted concluded ended wrapped continued continue joined joins attend attends attended "
                     "attending entered pay paid pays make made makes making hosted hosts host chaired chair completed "
                     "finished cancelled canceled postponed delayed scrapped".split())  # fmt: skip
_REMOTE = re.compile(
    r"\b(?:by|over the|on the|via) (?:tele)?phone\b|\bby video\b|\bvideo[ -]?(?:link|call|conference)|\bvia video\b|\btelephone (?:call|"
    r"conversation)|\bphone (?:call|conversation)|\bvirtual(?:ly)?\b|\bonline\b"
)
_BROKERED = frozenset("mediated brokered sponsored hosted backed led facilitated".split())
#: Prepositions before a gathering that is only the scene of something else.
_VENUE = frozenset("at during of before after for to on by from since ahead in following alongside".split())
_PEOPLE = frozenset(("person", "office", "group", "organisation"))
_TIMEY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day$|^(?:today|yesterday|tomorrow|week|month|year)$"
)


class Patterns:
    """Reads cues of one document into drafts."""

    def __init__(self, document: Document, mentions: Actors) -> None:
        self.document = document
        self.mentions = mentions
        self.phrases = Phrases(document, mentions)
        self.lower = document.lower
        #: entity -> the foreign country it is told to be in; kept by the reader.
        self.scene: dict[int, str] = {}

    def read(self, cue: Cue, sentence: int) -> Draft | None:
        """Return what a cue says; None when it shows no contact."""
        bounds = self.document.sentences[sentence]
        self.phrases.enter(bounds.first, bounds.last)
        if self._false_friend(cue):
            return None
        future = self._future(bounds.first, bounds.last)
        if cue.contact.noun:
            return self._noun(cue, sentence, future)
        return self._verb(cue, sentence, future)

    def _future(self, first: int, last: int) -> bool:
        lower = self.lower
        for i in range(first, last):
            if lower[i] in ("next", "tomorrow", "upcoming") and lower[i + 1 : i + 2] != ["to"]:
                return True
            if lower[i] == "later" and lower[i + 1 : i + 2] in (["this"], ["in"], ["today"]):
                return True
        return False

    def _false_friend(self, cue: Cue) -> bool:
        never = cue.contact.never_with
        if not never:
            return False
        p = self.phrases
        near = [p.word(cue.first - 1)]
        near += [p.word(k) for k in range(cue.last, cue.last + 1)]
        if not cue.contact.noun:
            # The object's head may stand a few words off: "meet hostage-takers' demands".
            for k in range(cue.last, min(p.hi, cue.last + 6)):
                word = p.word(k)
                if word in PUNCTUATION - {"'", "’"} or (word in PREPOSITIONS and word != "of"):
                    break
                near.append(word)
        elif cue.contact.frame == "talks":
            near.append(p.word(cue.first - 2))
        return any(word in never for word in near)

    # -- verbs --------------------------------------------------------------------------------------------------

    def _verb(self, cue: Cue, sentence: int, future: bool) -> Draft | None:
        p = self.phrases
        group = verb_group(p, cue.first, cue.last, cue.form, future=future)
        frame = cue.contact.frame
        draft = Draft(sentence, cue, cue.contact.format, group.status, weak=cue.contact.weak)
        draft.first, draft.last = group.first, cue.last
        subject = self._subject(group)
        sides, end = self.complements(cue.last)
        draft.last = end
        if frame == "mutual":
            ok = self._mutual(draft, cue, group, subject, sides)
        elif frame == "with":
            ok = self._with(draft, group, subject, sides)
        elif frame == "host":
            ok = self._host(draft, cue, group, subject, sides)
        elif frame == "go":
            ok = self._go(draft, cue, group, subject, sides)
        elif frame == "gather":
            draft.left = subject
            ok = bool(subject) and not group.passive
        elif frame == "tell":
            ok = self._tell(draft, group, subject)
        else:
            draft.mediators = subject
            draft.right = sides.get("between", [])
            ok = len(draft.right) > 0
        if not ok:
            return None
        draft.left = [m for m in draft.left if not barred(self.document, m)]
        draft.right = [m for m in draft.right if not barred(self.document, m)]
        if not draft.left and not draft.right:
            return None
        self._remote(draft)
        shown = self.document.of((self.document.starts[cue.first], self.document.ends[cue.last - 1]))
        draft.note(draft.left + draft.mediators, f"subject of “{shown}”")
        draft.note(draft.right, f"stands after “{shown}”")
        return draft

    def _subject(self, group: VerbGroup) -> list[Mention]:
        p = self.phrases
        return [m for m in p.subject(group.first) if m.kind != "place"]

    def _object(self, i: int) -> list[Mention]:
        """Return the actors listed right after a verb, over adverbs, days and places that stand between."""
        p = self.phrases
        j = i
        for _ in range(4):
            while p.word(j) in ADVERBS or _TIMEY.search(p.word(j) or "-"):
                j += 1
            m = p.mentions.at(j) if j < p.hi else None
            if p.word(j) == "with":
                j += 1
                found, _end = p.right_list(j)
                return found
            if p.word(j) in ("in", "on", "at", "for", "near", "during", "over", "late", "early") and (
                m is None
            ):
                nxt = p.mentions.at(j + 1) if j + 1 < p.hi else None
                if nxt is not None and nxt.kind in ("place", "state"):
                    j = nxt.last
                    continue
                k = j + 1
                while (
                    k < min(p.hi, j + 6)
                    and p.word(k) not in ("with",)
                    and p.mentions.at(k) is None
                    and p.word(k) not in PUNCTUATION
                ):
                    k += 1
                if p.word(k) == "with" or (p.mentions.at(k) is not None and _TIMEY.search(p.word(k - 1))):
                    j = k
                    continue
                return []
            break
        found, _end = p.right_list(j)
        return found

    def _mutual(
        self,
        draft: Draft,
        cue: Cue,
        group: VerbGroup,
        subject: list[Mention],
        sides: dict[str, list[Mention]],
    ) -> bool:
        if group.passive:
            return False
        draft.left = subject
        draft.right = [m for m in self._object(cue.last) if m.kind != "place"]
        if not draft.right and "with" in sides:
            draft.right = sides["with"]
        if cue.contact.word == "see":
            return (
                group.status == "planned"
                and bool(draft.left and draft.right)
                and all(m.kind in ("person", "office") for m in draft.left + draft.right)
            )
        return bool(subject or draft.right)

    def _tell(self, draft: Draft, group: VerbGroup, subject: list[Mention]) -> bool:
        """Read "told visiting Lund": who is told something as a visitor has been met."""
        p = self.phrases
        at = p._to_mention(draft.cue.last, 4)
        m = p.mentions.at(at) if at >= 0 else None
        if m is None or group.passive or p.possessive(m):
            return False
        if (
            m.kind not in ("person", "office", "group")
            or len(subject) != 1
            or subject[0].kind not in ("person", "office")
        ):
            return False
        lead = {p.word(k) for k in range(draft.cue.last, m.head + 1)} | {p.word(m.last), p.word(m.last + 1)}
        teller = subject[0]
        if lead & {"visiting", "visitor"}:
            draft.left, draft.right, draft.host = [m], [teller], teller
            return True
        if self.scene.get(teller.entity) == m.country and m.country and m.country != teller.country:
            draft.left, draft.right, draft.host = [teller], [m], m
            return m.kind == "person"
        if self.scene.get(m.entity) == teller.country and teller.country and m.country != teller.country:
            draft.left, draft.right, draft.host = [m], [teller], teller
            return m.kind == "person"
        return False

    def _with(
        self, draft: Draft, group: VerbGroup, subject: list[Mention], sides: dict[str, list[Mention]]
    ) -> bool:
        if group.passive:
            # "discussions would be held with Lund": told of whoever speaks.
            draft.left = []
        else:
            draft.left = subject
        word = draft.cue.contact.word
        right = sides.get("with", [])
        if word == "discuss":
            draft.right = right
            return bool(right and draft.left)
        if word in ("speak", "talk"):
            right = right or sides.get("to", [])
            if any(m.kind != "person" and m.kind != "office" for m in right) or not right:
                return False
            if any(m.kind not in ("person", "office") for m in subject) or not subject:
                return False
        draft.right = right
        if word in ("negotiate", "consult", "confer") and not right:
            return False
        if not right and not draft.left:
            return False
        return bool(right) or len(draft.left) > 1 or draft.left[0].plural

    def _host(
        self,
        draft: Draft,
        cue: Cue,
        group: VerbGroup,
        subject: list[Mention],
        sides: dict[str, list[Mention]],
    ) -> bool:
        p = self.phrases
        if group.passive or (p.word(cue.last) == "by" and cue.form == "past"):
            hosts = sides.get("by", [])
            guests = subject
        else:
            hosts = subject
            m = p.mentions.at(p._to_mention(cue.last, 5)) if p._to_mention(cue.last, 5) >= 0 else None
            if m is None or p.possessive(m):
                return False
            guests, _end = p.right_list(cue.last, 5)
        guests = [m for m in guests if m.kind in ("person", "office", "group")]
        if cue.contact.word in ("welcome", "greet", "receive") and any(
            m.kind == "organisation" for m in guests
        ):
            return False
        if not guests or not hosts:
            return False
        draft.left, draft.right, draft.host = guests, hosts, hosts[0]
        return True

    def _go(
        self,
        draft: Draft,
        cue: Cue,
        group: VerbGroup,
        subject: list[Mention],
        sides: dict[str, list[Mention]],
    ) -> bool:
        p = self.phrases
        word = cue.contact.word
        if (group.passive and word != "due in") or not subject:
            return False
        draft.left = subject
        if word == "arrive" and any(
            p.word(k) == "take" and p.word(k + 1) in ("up", "over") for k in range(draft.cue.last, p.hi)
        ):
            return False
        if word == "visit":
            objects, _ = p.right_list(cue.last)
            draft.goals = [m for m in objects if m.kind in ("place", "state")]
            draft.right = [
                m for m in objects if m.kind in ("person", "office", "group") and not p.possessive(m)
            ]
            if not objects and p.word(group.first - 1) == "to":
                # "Canada invited Lund to visit in May": the place is the inviter's.
                draft.goals = [m for m in self._inviter(group.first - 1) if m.kind in ("state", "place")]
            return bool(draft.goals or draft.right)
        keys = {
            "arrive": ("in", "at", "to"),
            "land": ("in", "at"),
            "leave": ("for",),
            "depart": ("for",),
            "set off": ("for",),
        }
        goals: list[Mention] = []
        for key in keys.get(word, ("to", "for", "into")):
            goals += sides.get(key, [])
        draft.goals = [m for m in goals if m.kind in ("place", "state")]
        return bool(draft.goals)

    def _inviter(self, to: int) -> list[Mention]:
        p = self.phrases
        for k in range(to - 1, max(p.lo - 1, to - 14), -1):
            if p.word(k) in ("invited", "invites", "invite"):
                return p.subject(k)
        return []

    def _remote(self, draft: Draft) -> None:
        bounds = self.document.sentences[draft.sentence]
        near = " ".join(self.lower[max(bounds.first, draft.first - 12) : min(bounds.last, draft.last + 12)])
        if draft.format in ("talks", "bilateral_meeting", "multilateral_meeting") and _REMOTE.search(near):
            draft.format = "phone_call"

    # -- nouns --------------------------------------------------------------------------------------------------

    def complements(self, i: int) -> tuple[dict[str, list[Mention]], int]:
        """Return the actors each preposition after token `i` leads in, and where they end."""
        p = self.phrases
        out: dict[str, list[Mention]] = {}
        j = end = i
        while j < p.hi:
            word = p.word(j)
            m = p.mentions.at(j)
            if m is not None:
                j = m.last
                continue
            if (
                word in (";", ":", "that", "while", "but", "because", "if", "although", "though", "whether")
                or word in RELATIVES
            ):
                break
            if word in QUOTES or word in ("—", "–", "--"):
                break
            if (
                p.finite(j)
                and p.word(j - 1) not in ("was", "were")
                and j > i + 0
                and word not in ("hosted", "attended", "mediated")
            ):
                if not (word.endswith("ed") and p.word(j + 1) == "by"):
                    break
            if word == ",":
                nxt = p.word(j + 1)
                if not (
                    nxt in PREPOSITIONS or nxt in ("to", "including") or _TIMEY.search(nxt) or self._aside(j)
                ):
                    break
            if word == "and" and p.word(j + 1) not in PREPOSITIONS and j > i:
                after = p.word(j + 1)
                if p.finite(j + 1) or after in ("then", "also", "will", "would"):
                    break
            if word in PREPOSITIONS or word == "to" or word in ("including", "involving"):
                if word == "to" and self._infinitive(j):
                    break
                if word == "with" and p.word(j - 1) in _OWN_WITH and j - 1 >= i:
                    j += 1
                    continue
                found, stop = p.right_list(
                    j + 1, 7, pair=word in ("between", "among", "of", "from", "by", "involving")
                )
                if found and self._plain_lead(j + 1, found[0]):
                    key = word
                    if word == "by" and j > i and p.word(j - 1).endswith(("ed", "led")):
                        key = p.word(j - 1) + " by"
                    out.setdefault(key, []).extend(found)
                    j = end = max(stop, j + 1)
                    continue
            j += 1
        return out, end

    def _aside(self, comma: int) -> bool:
        """Tell whether a comma belongs to a place ("in Geneva, Switzerland, on Monday")."""
        p = self.phrases
        before, after = p.mentions.at(comma - 1), p.mentions.at(comma + 1) if comma + 1 < p.hi else None
        return (after is not None and after.kind in ("place", "state") and before is not None) or (
            before is not None and before.kind in ("place", "state") and p.word(comma + 1) in PREPOSITIONS
        )

    def _infinitive(self, to: int) -> bool:
        p = self.phrases
        m = p.mentions.at(to + 1) if to + 1 < p.hi else None
        return (
            m is None
            and p.word(to + 1) not in DETERMINERS
            and p.words[to + 1 : to + 2] != []
            and p.words[to + 1].islower()
        )

    def _plain_lead(self, i: int, m: Mention) -> bool:
        """Tell whether nothing but articles and adjectives stands between a preposition and its actor."""
        p = self.phrases
        return not any(
            p.word(k).endswith("ing")
            and p.word(k) not in ("visiting", "outgoing", "incoming", "leading", "ruling")
            or p.word(k)
            in (
                "aim",
                "view",
                "goal",
                "help",
                "hope",
                "eye",
                "support",
                "ease",
                "backing",
                "aid",
                "regard",
                "respect",
            )
            for k in range(i, m.first)
        )

    def noun_phrase_start(self, noun: int) -> int:
        """Return the first token of the noun phrase whose head is at `noun`."""
        p = self.phrases
        j = noun
        while j > p.lo:
            word = p.word(j - 1)
            m = p.mentions.at(j - 1)
            if m is not None:
                if j - 1 >= m.first and p.word(j) not in ("'s", "’s") and not self._modifier(m, j):
                    break
                j = m.first
                continue
            if word in ("'s", "’s", "'", "’"):
                j -= 1
                continue
            if word in DETERMINERS:
                j -= 1
                if p.word(j - 1) in ("all", "both", "of"):
                    pass
                if word in (
                    "the",
                    "a",
                    "an",
                    "his",
                    "her",
                    "its",
                    "their",
                    "this",
                    "that",
                    "these",
                    "those",
                    "any",
                    "no",
                ):
                    break
                continue
            if (
                word in PREPOSITIONS
                or word in AUXILIARIES
                or word in PUNCTUATION
                or word in CONJUNCTIONS
                or word in RELATIVES
                or word in ("to", "that", "than", "as", "after", "before")
                or word in _HOLDERS
                or p.finite(j - 1)
                or (
                    word.endswith("ing")
                    and word
                    not in (
                        "ongoing",
                        "upcoming",
                        "forthcoming",
                        "working",
                        "continuing",
                        "preceding",
                        "opening",
                        "closing",
                    )
                )
            ):
                break
            j -= 1
        return j

    def _modifier(self, m: Mention, j: int) -> bool:
        """Tell whether a mention right before a noun modifies it ("EU-China summit", "Geneva talks")."""
        if m.kind in ("place", "state", "organisation"):
            return True
        return self.phrases.word(j) in ("'s", "’s", "'", "’")

    def _noun(self, cue: Cue, sentence: int, future: bool) -> Draft | None:
        p = self.phrases
        frame = cue.contact.frame
        start = self.noun_phrase_start(cue.first)
        sides, end = self.complements(cue.last)
        status, group = noun_status(p, start, cue.last - 1, end, future=future)
        draft = Draft(sentence, cue, cue.contact.format, status, weak=cue.contact.weak)
        draft.first, draft.last = start, max(end, cue.last)
        owners, places = self._owners(start, cue.first)
        brokers = self._brokers(start, cue.first)
        owners = [m for m in owners if m not in brokers and not barred(self.document, m)]
        subject = self._holder(start, end, group, sides)
        if frame == "visit":
            ok = self._visit(draft, sides, owners, places, subject)
        elif frame == "call":
            ok = self._call(draft, sides, owners, subject)
        else:
            ok = self._talks(draft, cue, sides, owners, subject)
            draft.goals = places
            if brokers:
                draft.mediators = [*draft.mediators, *brokers]
                draft.format = "mediation"
        draft.anaphoric = (
            p.word(start) in ("the", "his", "her", "their", "that", "this", "these", "its")
            and not draft.right
        )
        if not ok and not draft.anaphoric:
            return None
        if frame in ("talks", "assembly"):
            self._remote(draft)
        shown = self.document.of((self.document.starts[cue.first], self.document.ends[cue.last - 1]))
        draft.note(draft.left, f"takes part in “{shown}”")
        draft.note(draft.right, f"named as a side of “{shown}”")
        draft.note(draft.mediators, f"mediates “{shown}”")
        return draft

    def _owners(self, start: int, noun: int) -> tuple[list[Mention], list[Mention]]:
        """Return the actors and the places that stand before the noun inside its phrase."""
        p = self.phrases
        owners: list[Mention] = []
        places: list[Mention] = []
        j = start
        while j < noun:
            m = p.mentions.at(j)
            if m is not None and m.first >= start:
                if m.last > noun:
                    break
                if m.kind == "place" and p.word(m.last) not in ("'s", "’s"):
                    places.append(m)
                else:
                    owners.append(m)
                j = m.last
                continue
            if p.word(j) in ("his", "her"):
                owners += p.pronoun(j)
            elif p.word(j) == "their":
                owners += p.both(j)
            else:
                owners += p.mentions.compound(j)[0]
            j += 1
        if start > p.lo and p.word(start) in ("'s", "’s") and p.mentions.at(start - 1) is not None:
            owner = p.mentions.at(start - 1)
            assert owner is not None
            owners.insert(0, owner)
        return owners, places

    def _brokers(self, start: int, noun: int) -> list[Mention]:
        """Return who brokers the contact ("U.S.-mediated talks")."""
        p = self.phrases
        for j in range(start, noun):
            found, tail = p.mentions.compound(j)
            if found and tail in _BROKERED:
                return found
            m = p.mentions.at(j)
            if m is not None and p.word(m.last) in ("-", "‐", "‑", "–") and p.word(m.last + 1) in _BROKERED:
                return [m]
        return []

    def _holder(
        self, start: int, end: int, group: VerbGroup | None, sides: dict[str, list[Mention]]
    ) -> list[Mention]:
        """Return who holds the contact a noun tells: the subject of its verb or of the clause its phrase hangs on."""
        p = self.phrases
        if group is not None and group.first < start:
            if group.passive:
                return []
            return [m for m in p.subject(group.first) if m.kind != "place"]
        if group is not None:
            return []
        before = p.word(start - 1)
        if before in PREPOSITIONS or before in ("to", "of", "for") or p.word(start - 2) in ("ahead", "prior"):
            found = [m for m in p.subject(start - 1) if m.kind != "place"]
            found += [m for m in p.object(start - 1) if m.kind in ("person", "office") and m not in found]
            if found:
                return found
            return self._clause_after(end)
        if p.finite(start - 1) or before in ("to",):
            return [m for m in p.subject(start - 1) if m.kind != "place"]
        return []

    def _clause_after(self, end: int) -> list[Mention]:
        """Return the subject of the clause an opening phrase leads up to ("During a visit to Bonn, Lund said")."""
        p = self.phrases
        for k in range(end, min(p.hi, end + 12)):
            m = p.mentions.at(k)
            if m is not None and m.kind in _PEOPLE | {"state"} and not p.possessive(m):
                found, stop = p.right_list(k, 2)
                if p.word(stop) in (
                    "told",
                    "assured",
                    "informed",
                    "briefed",
                    "asked",
                    "urged",
                    "thanked",
                    "promised",
                ):
                    found = found + [
                        x for x in p.right_list(stop + 1, 4)[0] if x.kind in ("person", "office")
                    ]
                return [f for f in found if f.kind != "place"]
            if p.word(k) in ("he", "she", "they"):
                return p.pronoun(k)
            if p.finite(k) and m is None:
                return []
        return []

    def _talks(
        self,
        draft: Draft,
        cue: Cue,
        sides: dict[str, list[Mention]],
        owners: list[Mention],
        subject: list[Mention],
    ) -> bool:
        between = sides.get("between", []) + sides.get("among", []) + sides.get("involving", [])
        between += sides.get("attended by", [])
        other = sides.get("with", [])
        members = (
            sides.get("of", [])
            if cue.contact.frame == "assembly" or cue.contact.word.startswith("meeting")
            else []
        )
        hosts = sides.get("hosted by", []) + sides.get("chaired by", [])
        draft.mediators = sides.get("mediated by", []) + sides.get("brokered by", []) + sides.get("under", [])
        if draft.mediators:
            draft.format = "mediation"
        if between:
            draft.left = between
            draft.right = []
            if subject and cue.contact.format == "mediation":
                draft.mediators += subject
        elif other:
            draft.left = owners or subject
            draft.right = other
        elif members:
            draft.left = members
        elif owners and (len(owners) > 1 or owners[0].plural):
            draft.left = owners
        else:
            draft.left = subject or owners
            draft.right = owners if subject and owners else []
        if hosts:
            draft.host = hosts[0]
            draft.right = draft.right + hosts
        return bool(draft.left or draft.right)

    def _call(
        self, draft: Draft, sides: dict[str, list[Mention]], owners: list[Mention], subject: list[Mention]
    ) -> bool:
        if sides.get("between"):
            draft.left = sides["between"]
            return True
        if draft.cue.contact.word.startswith(("by ", "over ", "on ", "via ")):
            at = draft.cue.first
            draft.left = [m for m in self.phrases.subject(at) if m.kind in _PEOPLE]
            draft.right = (
                sides.get("with", [])
                or sides.get("to", [])
                or [m for m in self.phrases.object(at) if m.kind in ("person", "office")]
            )
            draft.anaphoric = False
            return bool(draft.left and draft.right) or len(draft.left) > 1
        draft.left = owners or subject
        draft.right = sides.get("with", []) or sides.get("from", [])
        if draft.cue.contact.word == "call" and not draft.right:
            return False
        return bool(draft.left)

    def _visit(
        self,
        draft: Draft,
        sides: dict[str, list[Mention]],
        owners: list[Mention],
        places: list[Mention],
        subject: list[Mention],
    ) -> bool:
        visitors = sides.get("by", []) + (sides.get("from", []) if not sides.get("by") else [])
        visitors = [m for m in visitors if m.kind in _PEOPLE]
        goals = sides.get("to", []) + sides.get("of", []) + places
        if not goals:
            goals = [m for m in sides.get("in", []) + sides.get("at", []) if m.kind in ("place", "state")]
        if not goals and self.phrases.word(draft.first - 1) in ("for", "on"):
            # "Lund, in Bonn for a visit"
            before = self.phrases.mentions.at(draft.first - 2) if draft.first - 2 >= self.phrases.lo else None
            goals = [before] if before is not None and before.kind in ("place", "state") else []
        people = [m for m in owners if m.kind in _PEOPLE]
        draft.left = [
            m
            for m in visitors or people or [m for m in subject if m.kind in _PEOPLE]
            if not barred(self.document, m)
        ]
        draft.goals = [m for m in goals if m.kind in ("place", "state")]
        draft.right = [m for m in sides.get("with", []) + [g for g in goals if g.kind in _PEOPLE]]
        if not draft.goals and not draft.right and draft.left:
            draft.goals = self._scene(draft, [m.country for m in draft.left])
        return bool(draft.left)

    def _scene(self, draft: Draft, own: list[str | None]) -> list[Mention]:
        """Return the one foreign state a sentence names, for a visit that does not say where to."""
        p = self.phrases
        found = [
            m
            for m in p.mentions.within(p.lo, p.hi)
            if m.kind in ("state", "place") and m.country and m.country not in own
        ]
        codes = {m.country for m in found}
        if len(codes) != 1 or found[0].first > draft.first:
            return []
        return found[:1]
