"""When: which of a sentence's days belongs to a contact, and which to what is said about it."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from digests.document import Document
from digests.meetings.anchors import anchor_of, counts_from_nothing, days_before
from digests.meetings.draft import DEPARTURES, Draft
from digests.meetings.outlook import status_words
from digests.meetings.phrases import Phrases
from digests.meetings.reach import distance, times_in
from digests.meetings.subordinate import (
    beside_where,
    in_parallel,
    modifies_other,
    of_the_person,
    tells_of_another,
    where_of,
)
from digests.meetings.words import BE, FUTURE, IRREGULAR_PAST, REPORTING, WILL
from digests.times import Tense, TimeExpression, When, resolve

_FAR = 22
_AT_FIRST = frozenset("originally previously initially".split())
_NEAR = 9


def tense_of(draft: Draft) -> Tense:
    """Return the tense in which days of a contact are read."""
    if draft.cue.form == "past" and draft.cue.contact.word in DEPARTURES:
        return "past"
    if draft.status in ("planned", "offered"):
        return "future"
    return "present" if draft.status == "ongoing" else "past"


def choose_time(
    document: Document, phrases: Phrases, draft: Draft, anchor: date | None
) -> tuple[When, bool, bool] | None:
    """Return the day of a contact, whether it is its own and not the report's, and whether it stands right beside it."""
    best: tuple[float, TimeExpression, bool] | None = None
    times = times_in(document, phrases, draft.sentence)
    for number, expression in enumerate(times):
        follows = times[number + 1] if number + 1 < len(times) else None
        if expression.unit == "week" and follows and follows.span[0] - expression.span[1] <= 2:
            continue  # "this week, March 4 through 7"
        tokens = document.tokens_in(expression.span)
        if not tokens:
            continue
        first, last = tokens[0], tokens[-1] + 1
        if _since(phrases, expression, first, last):
            continue
        if counts_from_nothing(document, phrases, draft, expression):
            continue
        told = _told(phrases, draft, first)
        cost = _cost(phrases, draft, expression, (first, last), told)
        if best is None or cost < best[0]:
            best = (cost, expression, told)
    if best is None or best[0] > (_FAR + 30 if best[2] else _FAR):
        return None
    cost, expression, told = best
    first = document.tokens_in(expression.span)[0]
    if told and draft.status == "planned":
        return None  # the day of the announcement
    tense = tense_of(draft)
    if tense == "future" and _set_out(phrases, draft, first):
        tense = "past"
    if draft.status in ("cancelled", "postponed", "denied", "failed"):
        again = draft.status == "postponed"
        begin, end = draft.first, draft.cue.first if draft.status == "denied" else first
        ahead = draft.status in ("denied", "cancelled") and not FUTURE.isdisjoint(phrases.lower[begin:end])
        ahead = ahead or (
            draft.status == "denied"
            and "plans" in phrases.lower[max(phrases.lo, draft.first - 14) : draft.first]
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
    if draft.status == "failed" or again_past(document, draft, expression, tense):
        tense = "past"
    if tense == "future" and expression.unit == "weekday" and not expression.relation:
        # "visits Europe next week to attend talks in Paris on Friday"
        weeks = [
            e
            for e in times_in(document, phrases, draft.sentence)
            if e.unit == "week" and e.relation == "next"
        ]
        if any(e.span[0] < expression.span[0] for e in weeks):
            expression = replace(expression, relation="week:next")
    if expression.relation in ("of", "same"):
        anchor = anchor_of(document, phrases, draft, expression) or anchor
    when = resolve(expression, document.day, tense, anchor)
    if when and not draft.first <= first < draft.last:
        when = days_before(phrases, draft, when)
    return (when, not told, cost < _NEAR) if when else None


def _cost(
    phrases: Phrases, draft: Draft, expression: TimeExpression, tokens: tuple[int, int], told: bool
) -> float:
    """Return how little a day seems to belong to a contact."""
    first, last = tokens
    cost = float(distance(phrases, draft, first, last))
    if _shared_opening(phrases, draft, first, last):
        cost = min(cost, _NEAR)
    then = where_of(phrases, draft, "when")
    if then >= 0 and last in (then, then - 1):
        return 1.0  # "in 1991, when Lund met Finch"
    where = where_of(phrases, draft)
    if beside_where(phrases, where, last):
        return min(cost, 1.0 + (where - last) / 2)  # of two stops the one right before "where"
    if where >= 0 and last < where and not {"before", "after"}.isdisjoint(phrases.lower[last:where]):
        cost += 40  # "received her on Friday after a trip to Bonn, where she had met Finch"
    if (
        where >= 0
        and first > draft.last
        and phrases.word(first - 1) in ("on", ",")
        and in_parallel(phrases, draft, first)
    ):
        cost += 20
    if told:
        cost += 30
    if first < draft.first and of_the_person(phrases, first, last):
        cost += 40
    if draft.status == "planned" and not _AT_FIRST.isdisjoint(
        phrases.lower[max(phrases.lo, first - 5) : first]
    ):
        cost += 40  # "originally planned for Thursday, will now take place on Tuesday"
    if tells_of_another(phrases, draft, first) or _of_a_plan(phrases, draft, first):
        cost += 40
    if _done_before(phrases, draft, first):
        cost += 40
    put_off = draft.status == "postponed"
    if draft.status in ("cancelled", "postponed") and _set_for(phrases, first, again=put_off):
        cost -= 20 if told or not _new_day(phrases, draft, first) else 60
    by_then = first < draft.first and phrases.word(first - 1) == "by"
    if by_then or expression.text.lower().startswith("by ") or modifies_other(phrases, draft, first, last):
        cost += 25  # "agreed on a plan by June, after talks"
    if draft.led == "after" and first < draft.first and draft.status in ("cancelled", "postponed"):
        cost += 25  # "are to meet on Friday, after a visit was called off"
    if expression.unit == "year" and cost > 12:
        cost += 20
    return cost


def _since(phrases: Phrases, expression: TimeExpression, first: int, last: int) -> bool:
    """Tell whether an expression only says when something began ("the first since 1990", "in Bonn since Sunday")."""
    if "when" in (phrases.word(last), phrases.word(last + 1)):
        return False
    return expression.text.lower().startswith("since") or phrases.word(first - 1) == "since"


def _shared_opening(phrases: Phrases, draft: Draft, first: int, last: int) -> bool:
    """Tell whether a day opens the sentence for all its verbs ("On Monday she flew to Bonn and met Lund")."""
    opening = first - phrases.lo < 4 and not any(phrases.finite(k) for k in range(phrases.lo, first))
    before = phrases.word(draft.first - 1)
    if before == "to" and draft.status == "planned":  # "On Monday she will be in Bonn to see Lund"
        return opening and not FUTURE.isdisjoint(phrases.lower[last : last + 4])
    if not opening or draft.cue.contact.noun or before not in ("and", "then"):
        return False
    will = FUTURE.isdisjoint(phrases.lower[draft.first : draft.cue.first])
    return (
        will == FUTURE.isdisjoint(phrases.lower[last : last + 12])
        and "that" not in phrases.lower[last : draft.first]
    )


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
    words = {phrases.word(k) for k in range(first - 7, first)}
    if phrases.word(first - 1) in ("on", "for", "in", "later"):
        before = [phrases.word(k) for k in range(first - 14, first)]
        if any(a in ("was", "were", "been") and b in ("to", "due") for a, b in pairwise(before)):
            return True  # "that was to have been held in Bonn on Friday"
    return not words.isdisjoint(
        ("planned", "due", "scheduled", "set", "expected", "until", "begin", "start", "open")
    )


def _set_out(phrases: Phrases, draft: Draft, first: int) -> bool:
    """Tell whether a day is that of a departure that has happened ("left Bonn on Monday for a visit to Paris")."""
    if first >= draft.first:
        return False
    return any(
        phrases.word(k) in ("left", "departed", "flew", "arrived", "set")
        for k in range(max(phrases.lo, first - 6), first)
    )


def _of_a_plan(phrases: Phrases, draft: Draft, first: int) -> bool:
    """Tell whether a day before a contact that is over is set for something else ("would open in June, after talks")."""
    if first >= draft.first or draft.status not in ("held", "ongoing", "failed"):
        return False
    for k in range(first - 1, max(phrases.lo - 1, first - 14), -1):
        if phrases.word(k) in WILL:
            return True
        if phrases.word(k) in (",", "that", ";"):
            return False
    return False


def _done_before(phrases: Phrases, draft: Draft, first: int) -> bool:
    """Tell whether a day before a contact to come is that of a deed that is done ("ate on Monday on his way to talks")."""
    if first >= draft.first or draft.status != "planned" or _set_out(phrases, draft, first):
        return False
    for k in range(first - 1, max(phrases.lo - 1, first - 10), -1):
        word = phrases.word(k)
        if word in (",", ";", "that", "will", "would", "to", "due") or word in BE:
            return False
        if phrases.mentions.at(k) is None and phrases.finite(k):
            passive = phrases.word(k - 1) in BE | {"to", "will", "would", "has", "have", "had"}
            return not passive and (word.endswith("ed") or word in IRREGULAR_PAST)
    return False


def _told(phrases: Phrases, draft: Draft, first: int) -> bool:
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
