"""Hand-made material for the tests of stories and editions: invented people and outlets in real countries."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from digests.compose import compose
from digests.edition import Coverage, Edition, Scope, Told
from digests.records import Facts, Meeting, Participant, Statement
from scrapers.article import Article, Span

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)  # a Saturday
COVERAGE = Coverage(asked=3, answered=3)

LUND = Participant(name="Petra Lund", role="Norwegian Foreign Minister", country="NOR")
FINCH = Participant(name="Aldous Finch", role="British Foreign Secretary", country="GBR")
OKORO = Participant(name="Ngozi Okoro", role="Foreign Minister", country="NGA")


def span_of(text: str, words: str) -> Span:
    """Return where words stand in a text."""
    at = text.index(words)
    return at, at + len(words)


def article(
    text: str, *, id: int = 1, title: str = "Ministers talk", day: datetime = NOON, **more: Any
) -> Article:
    """Return an article with the given text."""
    return Article(
        url=f"https://press.example/{id}",
        source=f"source-{id}",
        title=title,
        text=text,
        published=day,
        fetched=day,
        fingerprint=f"{id:x}",
        **more,
    )


def meeting(text: str, passage: str, *people: Participant, **more: Any) -> Meeting:
    """Return a meeting shown by a passage of the text."""
    values: dict[str, Any] = {"format": "bilateral_meeting", "status": "held", "cue": "met", **more}
    return Meeting(participants=people, span=span_of(text, passage), **values)


def statement(
    text: str, content: str, who: Participant, *, cue: str | None = "said", **more: Any
) -> Statement:
    """Return a statement whose content stands in the text, spoken by a participant."""
    span = span_of(text, content)
    values: dict[str, Any] = {"direct": False, **more}
    return Statement(
        span=span,
        spans=(span,),
        speaker=who.name,
        role=who.role,
        country=who.country,
        org=who.org,
        cue=cue,
        cue_span=_nearest(text, cue, span) if cue else None,
        **values,
    )


def _nearest(text: str, cue: str, content: Span) -> Span:
    found = [m.span() for m in re.finditer(re.escape(cue), text)]
    return min(found, key=lambda s: min(abs(s[0] - content[1]), abs(content[0] - s[1])))


def told(
    text: str,
    *,
    id: int = 1,
    meetings: Sequence[Meeting] = (),
    statements: Sequence[Statement] = (),
    outlet: str = "Halyard Wire",
    family: str | None = None,
    klass: Any = "wire",
    day: datetime = NOON,
    story: str = "story-1",
    meeting_stories: Sequence[str] | None = None,
    title: str = "Ministers talk",
    countries: Sequence[str] = ("GBR", "NOR"),
    **facts: Any,
) -> Told:
    """Return an article as the store hands it to an edition."""
    stories = (
        meeting_stories if meeting_stories is not None else [f"{story}.{n}" for n in range(len(meetings))]
    )
    return Told(
        id=id,
        seq=id,
        article=article(text, id=id, title=title, day=day),
        facts=Facts(
            meetings=tuple(meetings), statements=tuple(statements), countries=tuple(countries), **facts
        ),
        outlet=outlet,
        family=family or outlet,
        klass=klass,
        seen=day,
        story=story,
        meeting_stories=tuple(stories),
    )


def scope(*, day: str | None = None, until: datetime = NOON, **more: Any) -> Scope:
    """Return the scope of an edition of Saturday 14 March 2026, new since Friday."""
    values: dict[str, Any] = {
        "digest": "north",
        "title": "North",
        "channel": "#north",
        "after_seq": 0,
        "upto_seq": 99,
        "since": datetime(2026, 3, 13, 6, 30, tzinfo=UTC),
        "timezone": "Europe/Oslo",
        **more,
    }
    return Scope(until=until, day=day, **values)


def edition(
    now: Sequence[Told], earlier: Sequence[Told] = (), *, coverage: Coverage = COVERAGE, **more: Any
) -> Edition:
    """Compose an edition of hand-made material."""
    return compose(scope(**more), now, earlier, coverage)
