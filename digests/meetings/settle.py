"""Where and when: which of a sentence's places and days belong to a contact, and which to what is said about it."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from digests.document import Document
from digests.meetings.draft import Draft
from digests.meetings.outlook import status_words
from digests.meetings.phrases import Phrases
from digests.meetings.words import BE, HAVE, PREPOSITIONS, REPORTING
from digests.places import Place, read_places
from digests.times import Tense, TimeExpression, When, find_times, resolve

_TOPIC = frozenset(("on", "about", "over", "regarding", "concerning"))
#: Cost of one verb between a contact and a day or place, in tokens.
_VERB = 14
_FAR = 22
_WOULD = frozenset("will would 'll 'd".split())
_NEAR = 9


def tense_of(draft: Draft) -> Tense:
    """Return the tense in which days of a contact are read."""
    if draft.cue.form == "past" and draft.cue.contact.word in ("leave", "depart", "set off", "head"):
        return "past"
    if draft.status in ("planned", "offered"):
        return "future"
    return "present" if draft.status == "ongoing" else "past"


def choose_time(
    document: Document, phrases: Phrases, draft: Draft, anchor: date | None
) -> tuple[When, bool, bool] | None:
    """Return the day of a contact, whether it is its own and not the report's, and whether it stands right beside it."""
    best: tuple[float, TimeExpression, bool] | None = None
    for expression in _times(document, phrases, draft.sentence):
        tokens = document.tokens_in(expression.span)
        if not tokens:
            continue
        first, last = tokens[0], tokens[-1] + 1
        told = _told(document, phrases, draft, first)
        cost = float(_distance(phrases, draft, first, last))
        if told:
            cost += 30
        if _in_other_clause(phrases, draft, first) or _of_a_plan(phrases, draft, first):
            cost += 25
        put_off = draft.status == "postponed"
        if draft.status in ("cancelled", "postponed") and _set_for(phrases, first, again=put_off):
            cost -= 20 if told or not _new_day(phrases, draft, first) else 60
        by_then = first < draft.first and phrases.word(first - 1) == "by"
        if (
            by_then
            or expression.text.lower().startswith("by ")
            or _modifies_other(phrases, draft, first, last)
        ):
            cost += 25  # "agreed on a plan by June, after talks"
        if expression.unit == "year" and cost > 12:
            cost += 20
        if best is None or cost < best[0]:
            best = (cost, expression, told)
    if best is None or best[0] > (_FAR + 30 if best[2] else _FAR):
        return None
    cost, expression, told = best
    tense = tense_of(draft)
    if tense == "future" and _set_out(phrases, draft, document.tokens_in(expression.span)[0]):
        tense = "past"
    if draft.status in ("cancelled", "postponed", "denied", "failed"):
        again = draft.status == "postponed"
        first = document.tokens_in(expression.span)[0]
        ahead = draft.status == "denied" and not _WOULD.isdisjoint(
            phrases.lower[draft.first : draft.cue.first]
        )
        tense = "future" if ahead or _set_for(phrases, first, again=again) else "past"
    elif (
        draft.status == "planned"
        and expression.unit == "month"
        and "had" in phrases.lower[max(phrases.lo, draft.cue.first - 4) : draft.cue.first + 1]
    ):
        tense = "past"  # "had been expected in February"
    elif (
        draft.status != "planned"
        and "had" in phrases.lower[max(phrases.lo, draft.first - 4) : draft.cue.first]
    ):
        tense = "past"
    if told:
        tense = "past"
    if again_past(document, draft, expression, tense):
        tense = "past"
    if tense == "future" and expression.unit == "weekday" and not expression.relation:
        # "visits Europe next week to attend talks in Paris on Friday"
        weeks = [
            e for e in _times(document, phrases, draft.sentence) if e.unit == "week" and e.relation == "next"
        ]
        if any(e.span[0] < expression.span[0] for e in weeks):
            expression = replace(expression, relation="week:next")
    when = resolve(expression, document.day, tense, anchor)
    return (when, not told, cost < _NEAR) if when else None


def _new_day(phrases: Phrases, draft: Draft, first: int) -> bool:
    """Tell whether a day is the one a contact was put off to."""
    return draft.status == "postponed" and phrases.word(first - 1) in ("to", "until")


def again_past(document: Document, draft: Draft, expression: TimeExpression, tense: Tense) -> bool:
    """Tell whether the weekday a contact was put off or called off from has just gone by ("due on Monday", told on Tuesday)."""
    if document.day is None or tense != "future" or draft.status not in ("postponed", "cancelled", "failed"):
        return False
    if expression.unit != "weekday" or expression.relation:
        return False
    return 0 < (document.day.weekday() - expression.value) % 7 <= 1


def elsewhen(document: Document, phrases: Phrases, draft: Draft) -> bool:
    """Tell whether a sentence counts its time from another one long gone ("a year later he met")."""
    return any(e.anchored and abs(e.value) >= 28 for e in _times(document, phrases, draft.sentence))


def _times(document: Document, phrases: Phrases, index: int) -> list[TimeExpression]:
    if index not in phrases.times:
        sentence = document.sentences[index]
        phrases.times[index] = find_times(document.text, sentence.start, sentence.end)
    return phrases.times[index]


def _places(document: Document, phrases: Phrases, index: int) -> list[Place]:
    if index not in phrases.places:
        sentence = document.sentences[index]
        phrases.places[index] = read_places(document, phrases.mentions, sentence.first, sentence.last)
    return phrases.places[index]


def _distance(phrases: Phrases, draft: Draft, first: int, last: int) -> int:
    """Return how far tokens `first:last` stand from a contact; verbs between count more, what follows counts less."""
    if draft.first <= first < draft.last:
        return 0
    if first >= draft.last:
        between = range(draft.last, first)
        base = 0
    else:
        between = range(last, draft.first)
        base = 2
    cost = base
    own = _own_clause(phrases, draft) if first >= draft.last else 0
    for k in between:
        cost += 1
        word = phrases.word(k)
        if k < own:
            continue
        if phrases.finite(k) and phrases.word(k - 1) not in (
            "was",
            "were",
            "is",
            "are",
            "has",
            "have",
            "had",
            "be",
            "been",
        ):
            cost += _VERB
        elif word in ("that", "which", "who", "while", "but", "where", ";"):
            cost += 8
        elif word == "and":
            cost += 3
    return cost


def _own_clause(phrases: Phrases, draft: Draft) -> int:
    """Return the end of the relative clause that says when and where a contact was to be ("that was planned for")."""
    k = draft.last + (phrases.word(draft.last) == ",")
    if phrases.word(k) not in ("that", "which") or phrases.word(k + 1) not in BE | HAVE:
        return 0
    return next((x for x in range(k + 2, phrases.hi) if phrases.word(x) in (",", ";", "but")), phrases.hi)


def _set_for(phrases: Phrases, first: int, *, again: bool = False) -> bool:
    """Tell whether a day is one that was set for a contact ("planned for Friday", "due on Monday", "Friday's talks").

    With `again` the new day of a contact put off counts too ("to March 21").
    """
    if phrases.word(first + 1) in ("'s", "’s"):
        return True
    if again and (
        "to" in (phrases.word(first - 1), phrases.word(first - 2)) or phrases.word(first - 1) == "until"
    ):
        return True
    words = {phrases.word(k) for k in range(first - 5, first)}
    if phrases.word(first - 1) in ("on", "for", "in", "later"):
        before = [phrases.word(k) for k in range(first - 14, first)]
        if any(a in ("was", "were", "been") and b in ("to", "due") for a, b in pairwise(before)):
            return True  # "that was to have been held in Bonn on Friday"
    return not words.isdisjoint(
        ("planned", "due", "scheduled", "set", "expected", "until", "begin", "start", "open")
    )


def _modifies_other(phrases: Phrases, draft: Draft, first: int, last: int) -> bool:
    """Tell whether a day belongs to another noun than the contact's ("the June 25 bombing", "Friday's attack")."""
    k = last + 1 if phrases.word(last) in ("'s", "’s") else last
    owned = k > last
    if not owned and phrases.word(first - 1) not in ("the", "a", "an", "its", "this", "that"):
        return False
    if phrases.mentions.at(k) is not None or not phrases.word(k).isalpha() or phrases.word(k) in PREPOSITIONS:
        return False
    return not (draft.first <= k < draft.cue.last)


def _set_out(phrases: Phrases, draft: Draft, first: int) -> bool:
    """Tell whether a day is that of a departure that has happened ("left Bonn on Monday for a visit to Paris")."""
    if first >= draft.first:
        return False
    return any(
        phrases.word(k) in ("left", "departed", "flew", "arrived", "set")
        for k in range(max(phrases.lo, first - 6), first)
    )


def _in_other_clause(phrases: Phrases, draft: Draft, first: int) -> bool:
    """Tell whether a day before a contact stands in a relative clause ("Lund, who visited in 1993, met ...")."""
    if first >= draft.first:
        return False
    for k in range(first - 1, max(phrases.lo, first - 14), -1):
        if phrases.word(k) in ("who", "which"):
            return any(phrases.word(x) == "," for x in range(first, draft.first))
        if phrases.word(k) == ",":
            return False
    return False


def _of_a_plan(phrases: Phrases, draft: Draft, first: int) -> bool:
    """Tell whether a day before a contact that is over is set for something else ("would open in June, after talks")."""
    if first >= draft.first or draft.status not in ("held", "ongoing", "failed"):
        return False
    for k in range(first - 1, max(phrases.lo - 1, first - 14), -1):
        if phrases.word(k) in ("will", "would", "'ll"):
            return True
        if phrases.word(k) in (",", "that", ";"):
            return False
    return False


def _told(document: Document, phrases: Phrases, draft: Draft, first: int) -> bool:
    """Tell whether a day is that of the report ("officials said on Friday") and not of the contact."""
    k = first - 1
    while phrases.word(k) in (
        "on",
        "late",
        "early",
        "earlier",
        "later",
        ",",
        "here",
        "to",
        "reporters",
        "journalists",
        "a",
        "in",
    ):
        k -= 1
    if draft.cue.first <= k < draft.cue.last:
        return False
    word = phrases.word(k)
    if word in REPORTING and word not in ("that", "whether", "if", "agreed"):
        return True
    if first < draft.first and word in status_words().before_to and phrases.finite(k) and word not in BE:
        return True  # "refused on Friday to receive"
    if phrases.mentions.at(k) is not None:
        m = phrases.mentions.at(k)
        assert m is not None
        before = phrases.word(phrases.lead(m) - 1)
        if before in ("told", "assured", "informed", "reported", "said"):
            return True
        # "Lund on Monday accused ...": the day of another verb.
    return False


def choose_place(document: Document, phrases: Phrases, draft: Draft, reach: int = 26) -> Place | None:
    """Return the place of a contact named in its sentence, not farther off than `reach`; None when it names none."""
    best: tuple[float, Place] | None = None
    for place in _places(document, phrases, draft.sentence):
        where = (
            place.last < draft.first
            and phrases.word(place.last) == ","
            and phrases.word(place.last + 1) == "where"
        )
        on_the_way = place.led_by in ("to", "into") and place.last <= draft.first and not place.state
        if not place.scene and not where and not on_the_way and not _is_goal(draft, place):
            continue
        cost = float(_distance(phrases, draft, place.first, place.last))
        cost = 0.0 if where else cost + 6 if on_the_way else cost
        if _topical(phrases, draft, place) or _of_the_office(phrases, draft, place):
            continue
        if place.state:
            cost += 4
        if phrases.word(place.first - 1) in ("in",) and _told_place(phrases, place, draft):
            cost += 20
        if best is None or cost < best[0]:
            best = (cost, place)
    if best is None or best[0] > reach:
        return None
    return best[1]


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
            return place.first - k > 1
    return False


def _told_place(phrases: Phrases, place: Place, draft: Draft) -> bool:
    k = place.first - 2
    return (
        phrases.word(k) in REPORTING
        and phrases.word(k) not in ("that",)
        and not (draft.cue.first <= k < draft.cue.last)
    )
