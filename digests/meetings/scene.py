"""Where: which of a sentence's places is that of a contact, and which that of its topic, an office or a report."""

from digests.document import Document
from digests.meetings.draft import Draft
from digests.meetings.phrases import Phrases
from digests.meetings.reach import distance, left_behind, places_in
from digests.meetings.subordinate import beside_where, tells_of_another, where_of
from digests.meetings.words import BE, MODALS, REPORTING, RESOLVED
from digests.places import Place

_SESSIONS = frozenset("meeting talks summit visit call session round negotiations discussions trip".split())
#: "a day after talks in Bonn" counts from another contact.
_COUNTED = frozenset("day days week weeks month months hours".split())
_TOPIC = frozenset(("on", "about", "over", "regarding", "concerning"))


def choose_place(document: Document, phrases: Phrases, draft: Draft, reach: int = 26) -> Place | None:
    """Return the place of a contact named in its sentence, not farther off than `reach`; None when it names none."""
    best: tuple[float, Place] | None = None
    opener = where_of(phrases, draft)
    for place in places_in(document, phrases, draft.sentence):
        where = beside_where(phrases, opener, place.last)
        on_the_way = place.led_by in ("to", "into") and place.last <= draft.first and not place.state
        if not place.scene and not where and not on_the_way and not _is_goal(draft, place):
            continue
        cost = float(distance(phrases, draft, place.first, place.last))
        cost = (opener - place.last) / 2 if where else cost + 4 if on_the_way else cost
        if left_behind(phrases, draft, place.first):
            continue
        yet_to_come = {phrases.word(place.first - 2), phrases.word(place.first - 3)} & {"way", "route"}
        if on_the_way and yet_to_come and draft.first - place.last > 1:
            continue  # "on his way to Bonn he stopped in Rome to meet Lund", but not "on his way to Bonn for talks"
        if _next_clause(phrases, draft, place.first):
            continue
        if _topical(phrases, draft, place) or _of_the_office(phrases, draft, place):
            continue
        if _of_a_session(phrases, draft, place.first):
            cost += 30
        if place.state:
            cost += 4
        if _agreed_there(phrases, draft, place.first):
            continue
        if not where and tells_of_another(phrases, draft, place.first):
            cost += 30
        if opener >= 0 and not where:
            cost += 8 if place.first < draft.last or phrases.word(place.first - 2) != "and" else 20
        if phrases.word(place.first - 1) in ("in",) and _told_place(phrases, place, draft):
            cost += 20
        if best is None or cost < best[0]:
            best = (cost, place)
    if best is None or best[0] > reach:
        return None
    return best[1]


def _next_clause(phrases: Phrases, draft: Draft, first: int) -> bool:
    """Tell whether a place stands with another verb of the same subject ("lunched with Lund and is to visit Bonn")."""
    return any(
        phrases.word(k) in ("and", "but") and phrases.word(k + 1) in BE | MODALS
        for k in range(draft.cue.last, first - 1)
    )


def _agreed_there(phrases: Phrases, draft: Draft, first: int) -> bool:
    """Tell whether a place is where a contact to come was agreed on ("agreed in Bonn to hold talks")."""
    if draft.status != "planned" or first >= draft.first or phrases.word(draft.first - 1) != "to":
        return False
    return not RESOLVED.isdisjoint(phrases.lower[max(phrases.lo, first - 8) : first])


def _of_a_session(phrases: Phrases, draft: Draft, first: int) -> bool:
    """Tell whether a place is that of a contact over when this one was agreed ("resume talks after a meeting in Bonn")."""
    return any(
        phrases.word(k) in ("after", "following")
        and (draft.status == "planned" or phrases.word(k - 1) in _COUNTED)
        and not _SESSIONS.isdisjoint(phrases.lower[k + 1 : k + 5])
        for k in range(draft.cue.last, first)
    )


def _is_goal(draft: Draft, place: Place) -> bool:
    return any(g.first <= place.first < g.last for g in draft.goals)


def _of_the_office(phrases: Phrases, draft: Draft, place: Place) -> bool:
    """Tell whether a place belongs to the office of the subject ("the US commander in Iraq, ..., held talks")."""
    holder = phrases.mentions.at(place.first - 2)
    return (
        place.last <= draft.first
        and holder is not None
        and holder.kind in ("office", "person")
        and holder.last == place.first - 1
        and phrases.word(place.last) == ","
        and phrases.mentions.at(place.last + 1) is not None
    )


def _topical(phrases: Phrases, draft: Draft, place: Place) -> bool:
    """Tell whether a place belongs to the topic: "talks on the future of Syria in ..." before any comma or day."""
    if place.first < draft.cue.last:
        return False
    for k in range(place.first - 1, draft.cue.last - 1, -1):
        word = phrases.word(k)
        if word in (",",) or word in ("with", "between"):
            return False
        if word in _TOPIC:
            nxt = phrases.word(k + 1)
            if nxt.endswith("day") or (
                nxt in ("the",) and phrases.word(k + 2) in ("sidelines", "margins", "fringes", "eve")
            ):
                continue
            topic = phrases.mentions.at(k + 1)
            if (
                topic is not None
                and topic.last == place.first - 1
                and topic.last <= place.first
                and not place.state
            ):
                return False  # "talks on Sudan in Cairo"
            if not place.state and phrases.word(place.first - 1) == "in" and phrases.timed(place.last + 1):
                return False  # "talks on the dam in Cairo on Monday"
            return place.first - k > 1
    return False


def _told_place(phrases: Phrases, place: Place, draft: Draft) -> bool:
    k = place.first - 2
    return (
        phrases.word(k) in REPORTING
        and phrases.word(k) not in ("that",)
        and not (draft.cue.first <= k < draft.cue.last)
    )
