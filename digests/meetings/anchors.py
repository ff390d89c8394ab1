"""Days told by another day of their sentence: "a day after", "the same day", "two days after talks with"."""

from dataclasses import replace
from datetime import date, timedelta

from digests.document import Document
from digests.meetings.draft import Draft
from digests.meetings.phrases import Phrases
from digests.meetings.reach import times_in
from digests.times import TimeExpression, When, resolve

_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}


def counts_from_nothing(
    document: Document, phrases: Phrases, draft: Draft, expression: TimeExpression
) -> bool:
    """Tell whether "a day after ..." counts from what the sentence gives no day."""
    return expression.relation == "of" and anchor_of(document, phrases, draft, expression) is None


def anchor_of(document: Document, phrases: Phrases, draft: Draft, expression: TimeExpression) -> date | None:
    """Return the one day of its sentence that "a day after ..." (told behind it) or "the same day" (told before it) means."""
    others = times_in(document, phrases, draft.sentence)
    if expression.relation == "of":
        other = next((e for e in others if e.span[0] >= expression.span[1]), None)
    elif expression.relation == "same":
        other = next((e for e in reversed(others) if e.span[1] <= expression.span[0]), None)
    else:
        return None
    when = resolve(other, document.day, "future" if draft.status == "planned" else "past") if other else None
    return when.first if when is not None and when.first == when.last else None


def days_before(phrases: Phrases, draft: Draft, when: When) -> When:
    """Return the day of a contact that another one, on `when`, was so many days after ("met, a day after talks with Lund")."""
    number, unit = phrases.word(draft.first - 3), phrases.word(draft.first - 2)
    if draft.led not in ("after", "following") or unit not in ("day", "days"):
        return when
    back = timedelta(_NUMBERS.get(number, 0))
    return replace(when, first=when.first - back, last=when.last - back, certain=False) if back else when
