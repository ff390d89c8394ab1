"""What lies in the past of a text: contacts told as background beside the news."""

from itertools import pairwise

from digests.document import Document
from digests.meetings.draft import Draft
from digests.meetings.phrases import Phrases
from digests.meetings.reach import times_in
from digests.meetings.words import BE, HAVE, PUNCTUATION
from digests.times import resolve

#: Days after which "since" leads back into the past of the text.
_LONG = 30

#: With "has" or "had": a contact some other time.
_FORMERLY = frozenset("recently previously once twice thrice often repeatedly frequently".split())
_STILL = frozenset("deadlocked stalled frozen stuck moribund dormant".split())
_PROBED = frozenset(
    "misled mislead misleading lied lie lies lying deceived investigated investigating investigation probe probed inquiry "
    "questioned testify testified testimony interrogated".split()
)
_TERMS = frozenset("term terms stint spell tenure presidency premiership".split())
_FORMER = frozenset("first second last previous earlier former".split())
_OFTEN = frozenset("twice thrice repeatedly".split())


def elsewhen(document: Document, phrases: Phrases, draft: Draft) -> bool:
    """Tell whether a sentence counts its time from another one long gone ("a year later he met")."""
    times = times_in(document, phrases, draft.sentence)
    if any(e.anchored and abs(e.value) >= 28 and not e.relation for e in times):
        return True
    lead = phrases.lower[max(phrases.lo, draft.cue.first - 6) : draft.cue.first]
    if HAVE.isdisjoint(lead) or document.day is None or draft.status not in ("held", "ongoing"):
        return False
    for e in times:
        first = document.tokens_in(e.span)
        since = e.text.lower().startswith("since") or (first and phrases.word(first[0] - 1) == "since")
        when = resolve(e, document.day, "past") if since else None
        if when is not None and (document.day - when.last).days > _LONG and first[0] >= draft.first:
            return True  # "have met in Geneva since 1991"
    after = phrases.lower[draft.cue.last : phrases.hi]
    return any(a == "recent" and b in ("weeks", "months", "years") for a, b in pairwise(after))


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
    if ("last", "time") in pairwise(phrases.lower[phrases.lo : draft.cue.first]):
        return True  # "The last time Lund met Finch, in June, they embraced"
    often = next((k for k, word in enumerate(after) if word in _OFTEN), -1)
    if often >= 0 and not any(word in PUNCTUATION for word in after[:often]):
        return True
    if draft.cue.contact.noun and (
        _stalled(phrases, draft) or _served(phrases, draft) or _probed(phrases, draft)
    ):
        return True
    return _in_office(phrases, draft) or _in_a_term(phrases)


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


def _served(phrases: Phrases, draft: Draft) -> bool:
    """Tell whether talks are named for an office somebody had in them ("served as deputy head of a delegation in talks")."""
    lead = phrases.lower[max(phrases.lo, draft.first - 14) : draft.first]
    return "served" in lead or ("worked" in lead and "as" in lead)


def _probed(phrases: Phrases, draft: Draft) -> bool:
    """Tell whether talks are only what somebody is asked or has lied about ("misled the court about his talks with Lund")."""
    lead = phrases.lower[max(phrases.lo, draft.cue.first - 12) : draft.cue.first]
    if "about" not in lead[-4:] and "over" not in lead[-4:] and "into" not in lead[-4:]:
        return False
    return not _PROBED.isdisjoint(lead)


def _in_a_term(phrases: Phrases) -> bool:
    """Tell whether a sentence opens with a term of office or a time of life ("During his first term he visited Japan")."""
    opening = phrases.lower[phrases.lo : phrases.lo + 5]
    if opening[:1] not in (["during"], ["in"], ["as"], ["while"]):
        return False
    return (
        not _TERMS.isdisjoint(opening)
        and (opening[1:2] in (["his"], ["her"]))
        and not _FORMER.isdisjoint(opening)
    ) or opening[:3] in (["as", "a", "young"], ["as", "a", "student"], ["while", "in", "office"])


def _in_office(phrases: Phrases, draft: Draft) -> bool:
    """Tell whether a relative clause dates a contact by an office held ("who as envoy conducted talks")."""
    for k in range(draft.cue.first - 1, max(phrases.lo, draft.cue.first - 14), -1):
        if phrases.word(k) == "who":
            return phrases.word(k + 1) in ("as", "while") and phrases.mentions.at(k + 1) is None
        if phrases.word(k) in (",", ";"):
            return False
    return False
