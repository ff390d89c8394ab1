"""Details of a meeting for the reader of the edition: topic, outcome, who reports it, and the codes for export."""

import re

from digests.document import Document
from digests.meetings.actors import Actors
from digests.meetings.draft import Draft
from digests.meetings.events import Event
from digests.records import Report
from scrapers.article import Span

_TOPIC = re.compile(
    r"\b(?:(?:talks?|meeting|negotiations|discussions?|consultations|summit|call|conversation|session)"
    r"\s+(?:[\w’'. -]{0,60}?\s)?(?:on|about|over)|to discuss|discuss(?:ed|ing)?|discussions on|focus(?:ed|ing)?\s+on"
    r"|cent(?:er|re)d on|aimed at|devoted to|dedicated to)\s+"
    r"(?P<topic>(?!(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:january|february|march|april|may|june|july|august|september"
    r"|october|november|december) \d|\d|a report\b|reports\b|the (?:sidelines|margins|eve|fringes)|his|her|their arrival|what\b)"
    r"[^.;:!?“”\"()]{3,120})",
    re.IGNORECASE,
)
#: Where a topic phrase ends: a new clause, a day, who is told of it.
_TOPIC_END = re.compile(
    r",|\s(?:[-–—]|--)\s|\s(?:with (?=[A-Z])|when|after|before|while|as (?=the|he|she|they)|who|which|said|says|told|in a bid"
    r"|during|at a|ended|opened|began|resumed|will|would|was|were|has|have|had|broke"
    r"|ahead of|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:this|next|last) (?:week|month|year)|later "
    r"|in (?=[A-Z][a-z]+(?:\s|$)))",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"\b(?P<outcome>(?:agreed (?:to|on|that|not to)|signed|failed to (?:reach|agree|halt|make|produce|resolve|break)"
    r"|reached (?:an? )?(?:agreement|deal|accord|understanding)|pledged to|vowed to|ended (?:without|with)|broke (?:up|down)"
    r"|made (?:no )?progress|produced|without (?:an? )?(?:agreement|deal|result|breakthrough))[^.;:!?“”\"]{0,140})"
)
_PERFECT = re.compile(r"\b(?:had|has|have)\s*$")
_CONTACT = re.compile(r"\b(?:talks|negotiations|meeting|sides|discussions|they)\b")
_REPORTED = re.compile(
    r"(?:,\s*|^|\s)(?P<who>(?:(?:an?|the|some|several|two|three|senior|top|Western)\s+)*[\w.’' -]{2,80}?)"
    r"\s+(?P<verb>said|says|reported|announced|told|confirmed|disclosed)\b",
)
_ACCORDING = re.compile(r"\baccording to (?P<who>[^,.;]{3,70})")
_OFFICIAL = re.compile(
    r"\b(?:statement|readout|read-out|communiqu[eé]|spokes(?:man|woman|person)|ministry|office|palace|presidency|White House"
    r"|Kremlin|Downing Street|State Department|Pentagon|Foreign Office|government|embassy|commission|cabinet|website"
    r"|press service)\b",
    re.IGNORECASE,
)
_ANONYMOUS = re.compile(
    r"\b(?:officials?|diplomats?|sources?|aides?|insiders?|witness(?:es)?|delegates?|negotiators?|people familiar)\b",
    re.IGNORECASE,
)
_MEDIA = re.compile(
    r"\b(?:agency|newspapers?|television|radio|daily|weekly|media|reports?|Times|Post|Journal|Ledger|Herald|Tribune|Gazette"
    r"|Telegraph|Courier|Observer|Chronicle|magazine|broadcaster|website|news)\b",
    re.IGNORECASE,
)
#: Somebody else's report, which nobody in the text vouches for.
_A_REPORT = re.compile(
    r"\b(?P<who>(?:a|the|an?other|any|earlier|recent)?\s*(?:(?:newspaper|media|press|news|television|broadcast|published|earlier)\s+)?"
    r"(?:reports?|rumou?rs|allegations?|claims?))\s+(?:\w+\s+){0,4}?(?:that|of)\b(?![^,;]*\b(?:said|told)\b)",
    re.IGNORECASE,
)
_OUTLET_SAID = re.compile(r"(?P<who>[A-Z][\w.’' -]{2,60}?)\s+(?:had\s+|has\s+)?(?:reported|wrote|said)\b")


def topic_of(document: Document, event: Event) -> str | None:
    """Return what a contact was about, in the words of the text; None when not told."""
    for draft in _in_order(event):
        span = _sentence(document, draft)
        start = document.starts[draft.first]
        for match in _TOPIC.finditer(document.text, span[0], span[1]):
            if match.end() < start or match.start("topic") <= start < match.end("topic"):
                continue  # told before it, or the contact is itself what something else is about
            words = match["topic"]
            end = _TOPIC_END.search(words)
            words = (words[: end.start()] if end else words).strip(" ,’'")
            if 3 <= len(words) <= 110 and not words.lower().startswith(("how ", "whether ")):
                return " ".join(words.split())
    return None


def outcome_of(document: Document, event: Event) -> str | None:
    """Return what came of a contact that took place, in the words of the text; None when not told."""
    if event.status not in ("held", "failed", "ongoing"):
        return None
    for draft in _in_order(event):
        span = _sentence(document, draft)
        match = _OUTCOME.search(document.text, span[0], span[1])
        if match and not _told_of_others(document.text[span[0] : match.start()], match["outcome"]):
            words = re.split(
                r",? (?:although|but|while|as|after)\b|, (?:he|she|it|said|[A-Z])", match["outcome"]
            )[0]
            return " ".join(words.split()).rstrip(" ,’'")
    return None


def _told_of_others(before: str, outcome: str) -> bool:
    """Tell whether progress is what somebody said of somebody ("said the nation had made progress"), not of the contact."""
    return outcome.startswith("made ") and bool(_PERFECT.search(before)) and not _CONTACT.search(before[-40:])


def relayed(document: Document, draft: Draft) -> bool:
    """Tell whether a contact stands in what another outlet reported ("a newspaper report that Lund had met")."""
    span = _sentence(document, draft)
    before = document.text[span[0] : document.starts[draft.cue.first]]
    if _hearsay(before):
        return True
    if not _MEDIA.search(before):
        return False
    match = _OUTLET_SAID.search(before)
    return bool(match and _MEDIA.search(match["who"]))


def _hearsay(before: str) -> re.Match[str] | None:
    """Return the report, rumour or claim that what follows is told by; few texts hold the words at all."""
    if not any(word in before for word in ("eport", "umour", "umor", "llegation", "laim")):
        return None
    return _A_REPORT.search(before)


def report_of(document: Document, mentions: Actors, event: Event) -> tuple[Report, str | None]:
    """Return what kind of source tells of a contact, and that source as written."""
    span = _sentence(document, event.draft)
    text = document.of(span)
    hearsay = _hearsay(document.text[span[0] : document.starts[event.draft.cue.first]])
    if hearsay:
        return "anonymous", hearsay["who"].strip()
    cue = document.starts[event.draft.cue.first] - span[0]
    for match in sorted(_REPORTED.finditer(text), key=lambda m: abs(m.start("verb") - cue)):
        who = _trim(match["who"])
        if who and not _is_part(document, mentions, event, (span[0] + match.start("verb"))):
            return _kind(document, mentions, who, span[0] + match.start("verb")), who
    according = _ACCORDING.search(text)
    if according:
        who = according["who"].strip()
        return _kind(document, mentions, who, span[0] + according.end("who")), who
    return "outlet", None


def _trim(who: str) -> str:
    who = re.split(r"[,;:“”\"]|\b(?:that|and|but|which)\b", who)[-1].strip()
    return (
        who
        if len(who) > 2 and who.lower() not in ("he", "she", "they", "it", "who", "had", "have", "has")
        else ""
    )


def _is_part(document: Document, mentions: Actors, event: Event, verb: int) -> bool:
    token = document.token_at(verb)
    m = mentions.at(token - 1) if token else None
    return m is not None and any(p.entity == m.entity for p in event.parts)


def _kind(document: Document, mentions: Actors, who: str, end: int) -> Report:
    token = document.token_at(end)
    m = mentions.at(token - 1) if token else None
    if _OFFICIAL.search(who):
        return "official_readout"
    if m is not None and m.kind == "person":
        return "named"
    if _ANONYMOUS.search(who):
        return "anonymous"
    if _MEDIA.search(who):
        return "outlet"
    return "named" if m is not None and m.kind in ("person", "state", "organisation") else "outlet"


def _in_order(event: Event) -> list[Draft]:
    return [event.draft, *(d for d in event.drafts if d is not event.draft)]


def _sentence(document: Document, draft: Draft) -> Span:
    sentence = document.sentences[draft.sentence]
    return (sentence.start, sentence.end)


def plover_mode(event: Event) -> str | None:
    """Return the PLOVER CONSULT mode; None for a plain meeting."""
    if event.format == "phone_call":
        return "phone"
    if event.format == "visit":
        return "visit"
    if event.format == "mediation":
        return "third-party"
    if event.format == "multilateral_meeting" or len({p.state for p in event.parts if p.state}) > 2:
        return "multilateral"
    return None


def cameo_code(event: Event) -> str:
    """Return the CAMEO code of a contact: 036 for an intent, 04x for a contact, 13x and 16x for one called off."""
    if event.status == "planned":
        return "036"
    if event.status in ("cancelled", "postponed"):
        return "120"
    if event.status == "denied":
        return "125"
    if event.format == "phone_call":
        return "041"
    if event.format == "visit":
        return "043" if event.host is not None else "042"
    if event.format == "mediation":
        return "045"
    if event.format == "talks":
        return "046"
    place = event.place.country if event.place else None
    if place and place not in {p.country for p in event.parts}:
        return "044"
    return "040"
