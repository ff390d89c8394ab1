"""What lies in the past of a text: contacts told as background beside the news."""

from digests.document import Document
from digests.meetings.draft import Draft
from digests.meetings.phrases import Phrases
from digests.meetings.reach import times_in
from digests.meetings.words import BE, HAVE, PUNCTUATION

#: With "has" or "had": a contact some other time.
_FORMERLY = frozenset("recently previously once twice thrice often repeatedly frequently".split())
_STILL = frozenset("deadlocked stalled frozen stuck moribund dormant".split())
_OFTEN = frozenset("twice thrice repeatedly".split())


def elsewhen(document: Document, phrases: Phrases, draft: Draft) -> bool:
    """Tell whether a sentence counts its time from another one long gone ("a year later he met")."""
    return any(
        e.anchored and abs(e.value) >= 28 and not e.relation
        for e in times_in(document, phrases, draft.sentence)
    )


def formerly(phrases: Phrases, draft: Draft) -> bool:
    """Tell whether words set a contact in the past of its people ("had recently visited", "has twice met")."""
    if draft.status not in ("held", "ongoing", "failed"):
        return False
    before = phrases.lower[max(phrases.lo, draft.cue.first - 4) : draft.cue.first]
    after = phrases.lower[draft.cue.last : min(phrases.hi, draft.cue.last + 5)]
    perfect = not HAVE.isdisjoint(before)
    if perfect and not _FORMERLY.isdisjoint(before):
        return True
    if perfect and draft.travels and "earlier" in before:
        return True
    if phrases.word(draft.cue.first - 1) == "last" and (perfect or draft.cue.form == "past"):
        return True  # "who last visited in 1993"
    often = next((k for k, word in enumerate(after) if word in _OFTEN), -1)
    if often >= 0 and not any(word in PUNCTUATION for word in after[:often]):
        return True
    if draft.cue.contact.noun and _stalled(phrases, draft):
        return True
    return _in_office(phrases, draft)


def _stalled(phrases: Phrases, draft: Draft) -> bool:
    """Tell whether talks are told to lie still ("have been deadlocked since May", "were last held in May")."""
    after = phrases.lower[draft.cue.last : min(phrases.hi, draft.cue.last + 12)]
    for k, word in enumerate(after):
        if word in (",", ";", "that"):
            return False
        if word in _STILL:
            return not HAVE.isdisjoint(after[:k]) or not BE.isdisjoint(after[:k])
        if word == "last":
            return not BE.isdisjoint(after[max(0, k - 1) : k])
    return False


def _in_office(phrases: Phrases, draft: Draft) -> bool:
    """Tell whether a relative clause dates a contact by an office held ("who as envoy conducted talks")."""
    for k in range(draft.cue.first - 1, max(phrases.lo, draft.cue.first - 14), -1):
        if phrases.word(k) == "who":
            return phrases.word(k + 1) in ("as", "while") and phrases.mentions.at(k + 1) is None
        if phrases.word(k) in (",", ";"):
            return False
    return False
