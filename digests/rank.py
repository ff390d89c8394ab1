"""Ranking: what comes first, and what does not come at all. Every part of a score has a name, for `digest --why`."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from digests.days import bounds
from digests.edition import Told
from digests.meetings.parts import MANY, REBELS
from digests.offices import titles
from digests.records import Meeting, MeetingStatus, Participant, Statement
from digests.relevance import between_states, field_of, is_press, office_rank, speaks_of_dealings
from scrapers.article import SourceClass

#: Below this a line is not printed, however quiet the day.
FLOOR = 3.0
#: The part of a score that a digest's filter gives: the floor does not count it.
FIT = "fit"
#: A meeting longer ago than this is background.
_PAST = timedelta(days=21)

_CLASS = {"official": 1.0, "wire": 0.8, "press": 0.4, "state-media": 0.3}
_FORMAT = {"summit": 2.0, "mediation": 1.5, "multilateral_meeting": 1.2, "visit": 1.0, "talks": 1.0,
           "bilateral_meeting": 0.8, "phone_call": 0.5}  # fmt: skip
_STATUS: dict[MeetingStatus, float] = {
    "failed": 1.0, "cancelled": 1.0, "postponed": 0.8, "denied": 0.8, "held": 0.5, "ongoing": 0.5, "planned": 0.4,
}  # fmt: skip
_ACT = {"announce": 1.0, "reject": 1.0, "accuse": 1.0, "warn": 1.0, "demand": 1.0, "agree": 1.0, "deny": 1.0,
        "condemn": 0.8, "urge": 0.8, "offer": 0.8, "decline": 0.5, "hope": 0.2, "thank": -0.5, "praise": 0.0}  # fmt: skip


_REBEL_SIDE = ", rebels"


def total(score: dict[str, float]) -> float:
    """Return the sum of a score's parts."""
    return round(sum(score.values()), 2)


def weight_of(person: Participant) -> float:
    """Return how much an actor weighs: by office; a state or body speaks with more weight than a single minister of no fame."""
    if person.role:
        return float(office_rank(person.role))
    return 3.5 if person.country or person.org else 1.0


def fit(told: Iterable[tuple[Told, str]]) -> dict[str, float]:
    """Return how well facts fit a digest's filter, as a part of their score; nothing for a digest without one."""
    tellings = [(one, fact) for one, fact in told if one.only is not None]
    if not tellings:
        return {}
    return {FIT: 1.0 if any(fact in one.fitting for one, fact in tellings) else 0.3}


def _party(p: Participant) -> str | None:
    """Return whom a participant acts for; an armed side of a conflict is a party beside its state."""
    return p.country + _REBEL_SIDE if p.country and REBELS.search(p.role or "") else p.country or p.org


def meeting_score(
    meetings: Sequence[Meeting],
    classes: Iterable[SourceClass],
    people: Sequence[Participant],
    status: MeetingStatus,
    families: int,
    news: Iterable[str],
) -> dict[str, float]:
    """Score a meeting by its tellings, the classes of their sources and its united participants."""
    weights = sorted((weight_of(p) for p in people), reverse=True)
    parties = {_party(p) for p in people} - {None}
    return {
        "people": sum(weights[:2]) / 2 + 0.2 * min(len(weights), 5),
        "parties": 1.0 if len(parties) >= 2 else 0.0,
        "conflict": 1.5
        if len(parties) >= 2 and any((p or "").endswith(_REBEL_SIDE) for p in parties)
        else 0.0,
        "format": max(_FORMAT[m.format] for m in meetings),
        "status": _STATUS[status],
        "families": 1.5 * (families - 1),
        "source": max(_CLASS[c] for c in classes),
        "new": 0.5 if any(news) else 0.0,
        "substance": 0.5 * any(m.topic for m in meetings) + 0.7 * any(m.outcome for m in meetings),
    }


def statement_score(
    statements: Sequence[Statement],
    classes: Iterable[SourceClass],
    speaker: Participant,
    families: int,
    words: str,
    quoted: bool,
    position: int,
    so_far: bool = False,
) -> dict[str, float]:
    """Score an utterance.

    `words` are those printed, `position` counts the statements of its article from 0; `so_far` is true of a "has warned"
    where the article tells what was said up to now.
    """
    manner = -0.6 if "?" in words else 0.0
    if so_far:
        manner -= 1.2
    if not quoted and (statements[0].cue or "").endswith("ing"):
        manner -= 1.0  # "…, accusing the others of delay" hangs on what somebody did
    if statements[0].cue_span is None:
        manner -= 0.4
    return {
        "speaker": weight_of(speaker),
        "named": 0.5 if speaker.name else 0.0,
        "act": max(_ACT.get(s.act, 0.0) for s in statements),
        "families": 1.5 * (families - 1),
        "source": max(_CLASS[c] for c in classes),
        "words": min(len(words.split()), 20) / 20 + (0.3 if quoted else 0.0),
        "matter": 0.8 if speaks_of_dealings(words) else 0.0,
        "manner": manner,
        "order": round(0.5 / (1 + position), 2),
    }


def _gathering(people: Sequence[Participant]) -> bool:
    """Tell whether the one participant is several states at once ("EU foreign ministers")."""
    only = people[0] if len(people) == 1 else None
    return bool(only and only.org and not only.country and not only.name and MANY.search(only.role or ""))


def unfit_meeting(
    told: Told, people: Sequence[Participant], day: str | None, place: str | None
) -> str | None:
    """Return why a meeting is no desk's business, or None."""
    if day and told.article.published and told.article.published.date() - bounds(day)[1] > _PAST:
        return "long past when told"
    if not day and not place and not any(p.name for p in people):
        return "neither people nor place nor day"
    field = field_of(told.article, told.facts)
    if field:
        return f"about {field}"
    parties = {_party(p) for p in people} - {None}
    if len(people) < 2 and len(parties) < 2 and not _gathering(people):
        return "only one side is named"
    if len(people) < 2:
        return None
    strangers = [p for p in people if not (p.country or p.org)]
    if len(parties) < 2 and all(office_rank(p.role) < 3 for p in strangers):
        return "within one state, or only one side is known"
    return None


def unfit_article(told: Told) -> str | None:
    """Return why what an article tells besides meetings and statements is no desk's business, or None."""
    field = field_of(told.article, told.facts)
    if field:
        return f"about {field}"
    return None if between_states(told.article, told.facts) else "not between states"


def dispute_score(kind: str, classes: Iterable[SourceClass], families: int) -> dict[str, float]:
    """Score a contradiction that is none of a meeting."""
    return {
        "disputed": 3.0,
        "office": 1.0 if kind == "office" else 0.0,
        "families": 1.0 * (families - 1),
        "source": max(_CLASS[c] for c in classes),
    }


def _nobodys(office: str) -> bool:
    """Tell whether an office says nothing of whose it is: "officials", at the head of a sentence "Government officials"."""
    return office.islower() or titles().whole(office) is not None


def unfit_statement(told: Told, speaker: Participant) -> str | None:
    """Return why a statement is no desk's business, or None."""
    field = field_of(told.article, told.facts)
    if field:
        return f"about {field}"
    offices = {speaker.role, speaker.org} - {None, ""}
    if not speaker.name and not speaker.country and offices and all(_nobodys(o or "") for o in offices):
        return "whose office it is is not told"
    if not speaker.name and is_press(speaker.role or speaker.org):
        return "the press speaks for nobody"
    if office_rank(speaker.role) < 2 and not ((speaker.country or speaker.org) and not speaker.name):
        return "no office is told"
    if not between_states(told.article, told.facts):
        return "not between states"
    return None
