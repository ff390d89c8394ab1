"""Captions: people listed under a picture, who are often named nowhere else in an article."""

import re

from digests.document import Document, Paragraph, Sentence
from digests.meetings.actors import Actors
from digests.meetings.cues import Contact, Cue
from digests.meetings.draft import Draft
from digests.meetings.phrases import Phrases
from digests.mentions import Mention

_POSED = re.compile(
    # A picture's number may stand before it.
    r"\s*(?:[\d./_–-]{3,}\s+)?(?:(?:pictured|photo|file photo)[,:]?\s+)?"
    r"(?:from left|left to right|\(?l[-–]r\)?|from right|clockwise)",
    re.IGNORECASE,
)
_LISTED = Contact("pictured with", False, "mutual", "multilateral_meeting", True, frozenset())


def read_caption(document: Document, mentions: Actors, paragraph: Paragraph) -> list[Draft]:
    """Return a contact for each caption sentence that lists people of one picture; its cue is its first word."""
    phrases = Phrases(document, mentions)
    out = []
    for index in range(paragraph.first, paragraph.last):
        sentence = document.sentences[index]
        posed = bool(_POSED.match(document.text, sentence.start))
        phrases.enter(sentence.first, sentence.last)
        people = _listed(mentions, sentence)
        if len(people) < 2 or (not posed and not _shown_together(document, sentence)):
            continue
        cue = Cue(sentence.first, min(sentence.first + 2, sentence.last), "noun", _LISTED)
        draft = Draft(
            index,
            cue,
            "multilateral_meeting" if len(people) > 2 else "bilateral_meeting",
            "held",
            left=people,
        )
        draft.first, draft.last = sentence.first, people[-1].last
        draft.note(people, "listed in the caption")
        out.append(draft)
    return out


def posed(document: Document, sentence: Sentence) -> bool:
    """Tell whether a sentence lists people of a picture ("From left: ...")."""
    return bool(_POSED.match(document.text, sentence.start))


_TOGETHER = re.compile(
    r"\b(?:shak(?:es?|ing) hands|poses?|posing|arrives? for|before (?:a|their) meeting|walks? with|looks? on|stands? with"
    r"|speaks? with|greets?|embraces?|is welcomed|prior to|during (?:a|their|the) (?:meeting|talks|summit))\b",
    re.IGNORECASE,
)


def _shown_together(document: Document, sentence: Sentence) -> bool:
    return bool(_TOGETHER.search(document.text, sentence.start, sentence.end))


def _listed(mentions: Actors, sentence: Sentence) -> list[Mention]:
    seen: set[int] = set()
    out = []
    for m in mentions.within(sentence.first, sentence.last):
        if m.kind == "person" and m.entity not in seen:
            seen.add(m.entity)
            out.append(m)
    return out
