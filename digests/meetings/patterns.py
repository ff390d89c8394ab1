"""Patterns of contacts: from one cue to a draft of who stands on which side of it."""

import re
from itertools import pairwise

from digests.document import Document
from digests.meetings.actors import Actors
from digests.meetings.clauses import Clauses
from digests.meetings.cues import Cue
from digests.meetings.draft import Draft
from digests.meetings.nouns import NounPatterns
from digests.meetings.phrases import Phrases
from digests.meetings.reach import times_in
from digests.meetings.verbs import VerbPatterns
from digests.meetings.words import PREPOSITIONS, PUNCTUATION
from digests.times import DATED, resolve

_REMOTE = re.compile(
    r"\b(?:by|over the|on the|via) (?:(?:satellite|mobile) )?(?:tele)?phone\b|\bby video\b"
    r"|\bvideo[ -]?(?:link|call|conference)|\bvia video\b"
    r"|\btelephone (?:call|conversation)|\bphone (?:call|conversation)|\bvirtual(?:ly)?\b|\bonline\b"
)
#: Days within which a date without a year lies ahead.
_AHEAD = 200
_TO_COME = frozenset("next tomorrow upcoming early soon later".split())
_OF_YEARS = frozenset("in of since from by".split())
_SUBJECTS = frozenset("he she they will would".split())
_PERSONAL = ("talks", "bilateral_meeting", "multilateral_meeting")


class Patterns:
    """Reads cues of one document into drafts."""

    def __init__(self, document: Document, mentions: Actors) -> None:
        self.document = document
        self.phrases = Phrases(document, mentions)
        self.lower = document.lower
        self._dated = document.known.signals.translate(DATED.table)
        #: entity -> the foreign country it is told to be in; kept by the reader.
        self.scene: dict[int, str] = {}
        clauses = Clauses(self.phrases)
        self.verbs = VerbPatterns(clauses, self.scene)
        self.nouns = NounPatterns(clauses)

    def read(self, cue: Cue, sentence: int) -> Draft | None:
        """Return what a cue says; None when it shows no contact."""
        bounds = self.document.sentences[sentence]
        self.phrases.enter(bounds.first, bounds.last)
        if self._false_friend(cue) or self._asked(cue.first) or self._of_history():
            return None
        future = self._future(bounds.first, bounds.last)
        self.phrases.future = future
        self.phrases.dated = self.phrases.dated or self._dated_ahead(sentence)
        reader = self.nouns if cue.contact.noun else self.verbs
        draft = reader.read(cue, sentence, future)
        if draft is not None and draft.format in _PERSONAL and self._remote(draft):
            draft.format = "phone_call"
        return draft

    def _future(self, first: int, last: int) -> bool:
        """Tell whether a sentence names a day to come, which turns "is meeting" and "may meet" into plans."""
        lower = self.lower
        if _TO_COME.isdisjoint(lower[first:last]):
            return False
        for i in range(first, last):
            if lower[i] in ("next", "tomorrow", "upcoming") and lower[i + 1 : i + 2] != ["to"]:
                return True
            if lower[i] in ("early", "soon") and lower[i + 1 : i + 2] == ["as"]:
                return True
            if lower[i] == "later" and lower[i + 1 : i + 2] in (["this"], ["in"], ["today"]):
                return True
        return False

    def _dated_ahead(self, sentence: int) -> bool:
        """Tell whether a date to come stands in a sentence, so that its present tense tells of a plan ("travels on June 27")."""
        day = self.document.day
        bounds = self.document.sentences[sentence]
        if day is None or self._dated.find(1, bounds.first, bounds.last) < 0:
            return False
        for e in times_in(self.document, self.phrases, sentence):
            when = resolve(e, day, "future") if e.unit in ("dates", "month") else None
            if when is not None and day < when.first and (when.first - day).days < _AHEAD:
                return True
        return False

    def _of_history(self) -> bool:
        """Tell whether a sentence tells of a century long over ("In 1815 the ministers met in Vienna")."""
        p = self.phrases
        return any(
            word in _OF_YEARS and len(year) == 4 and year < "1900" and year.isdigit()
            for word, year in pairwise(self.lower[p.lo : p.hi])
        )

    def _asked(self, i: int) -> bool:
        """Tell whether a cue stands in a question ("asked whether she knew of talks", "What if they sat down?")."""
        p = self.phrases
        if self.lower[p.lo : p.lo + 2] == ["what", "if"]:
            return True
        for k in range(i - 1, max(p.lo - 1, i - 14), -1):
            if p.word(k) == "whether":
                return True
            if p.word(k) in (",", ";", "that", "but"):
                return False
        return False

    def _false_friend(self, cue: Cue) -> bool:
        """Tell whether a word beside the cue gives it another sense ("meet demands", "coalition talks")."""
        never = cue.contact.never_with
        if not never:
            return False
        p = self.phrases
        near = [p.word(cue.first - 1), p.word(cue.last)]
        if cue.contact.noun:
            near.append(p.word(cue.first - 2))
        else:
            # The object's head may stand a few words off: "meet hostage-takers' demands".
            for k in range(cue.last, min(p.hi, cue.last + 6)):
                word = p.word(k)
                m = p.mentions.at(k)
                if word in PUNCTUATION - {"'", "’"} or word in PREPOSITIONS:
                    break
                if m is not None and not p.possessive(m) and m.kind in ("person", "office", "group"):
                    break
                near.append(word)
        return any(word in never for word in near)

    def _remote(self, draft: Draft) -> bool:
        bounds = self.document.sentences[draft.sentence]
        first = max(bounds.first, draft.first - 12)
        # "took a call from Lund, who held talks": a relative clause tells of another contact than what it hangs on.
        first = next((k for k in range(draft.first - 1, first, -1) if self.lower[k] == "who"), first)
        end = min(bounds.last, draft.last + 12)
        # "met Lund, and later he will speak by video link with Finch"
        own = (k for k in range(draft.last, end - 2) if self.lower[k] == "," and self.lower[k + 1] == "and")
        end = next((k for k in own if not _SUBJECTS.isdisjoint(self.lower[k + 2 : k + 8])), end)
        near = self.lower[first:end]
        return bool(_REMOTE.search(" ".join(near)))
