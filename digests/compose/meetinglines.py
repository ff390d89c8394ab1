"""Meeting lines: where a meeting stands in an edition, what is new about it, and its words."""

import re
from dataclasses import dataclass
from datetime import date

from digests.compose.meetings import MeetingGroup, MeetingTold, status_of, united
from digests.compose.texts import Texts, outlet_words, shorten
from digests.days import bounds, when
from digests.edition import Run, Section
from digests.naming import Namer, country_name
from digests.records import MeetingStatus, Participant
from scrapers.article import Span

#: More names than this on one line read as a list nobody reads: the rest goes to the card.
NAMES = 6
_NEWS = {"day": "the day", "place": "the place", "outcome": "the outcome", "people": "who took part"}
_FORMAT = {"visit": "visit", "phone_call": "phone call", "summit": "summit", "mediation": "mediation"}
_RESULT = r"(?:agreement|deal|breakthrough|progress|result|accord)"
_NO_AGREEMENT = re.compile(
    rf"\b(?:no {_RESULT}|without (?:an? |any )?{_RESULT}|inconclusive\w*|collapsed|broke (?:down|up|off)"
    rf"|fail\w* to (?:reach|agree|bridge|(?:produce|secure|yield|strike|seal) an? {_RESULT})"
    r"|ended in failure|deadlock\w*|fruitless|stalemate)\b",
    re.IGNORECASE,
)
# What an outcome goes on with is another matter: "failed to halt it, although Lund said ..."
_ASIDE = re.compile(r",? (?:although|though|but|while|whereas|even as|despite)\b")
_TORN = re.compile(
    r"\b(?:an?|the|of|to|on|in|for|and|or|with|by|from|at|that|which|as|their|his|her|its)\W*$", re.IGNORECASE
)
_NOT_HELD = re.compile(
    r"\b(?:did not|didn’t|didn't|never) (?:take place|meet|happen|materiali[sz]e|turn up|show up|appear)\b"
    r"|\bfail\w* to (?:meet|take place|materiali[sz]e|turn up|show up)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """A meeting as all tellings together give it, before it is worded."""

    group: MeetingGroup
    #: The telling whose status stands, among the range's, or the earlier ones where it has none.
    standing: MeetingTold
    status: MeetingStatus
    place: str | None
    date: str | None
    #: Words of the day where no date can be told.
    date_text: str | None
    certain: bool
    people: tuple[tuple[Participant, frozenset[str]], ...]
    section: Section
    #: True when its day has passed and nothing tells how it went.
    overdue: bool
    #: What the range adds to what was told before; () for a meeting told for the first time.
    news: tuple[str, ...]


def mean(group: MeetingGroup, namer: Namer, today: date, ended: bool) -> Meant:
    """Unite the tellings of a meeting.

    Args:
        group: Its tellings.
        namer: Knows who is who.
        today: The day of the edition, in its zone.
        ended: True for an archive view: `today` is over, too.
    """
    tellings = (*group.before, *group.now)
    standing = status_of(tellings)
    status = standing.meeting.status
    newest = tuple(reversed(tellings))
    same = [t for t in newest if t.meeting.status == status] or list(newest)
    dated = next((t.meeting for t in same if t.meeting.date), None)
    if dated is None and status not in ("postponed", "cancelled"):
        dated = next((t.meeting for t in newest if t.meeting.date), None)
    worded = next((t.meeting for t in same if t.meeting.date_text), None)
    passed = False
    if dated and dated.date:
        last = bounds(dated.date)[1]
        passed = last <= today if ended else last < today
    section: Section = "met"
    if status == "denied":
        section = "disputed"
    elif status in ("planned", "postponed", "cancelled") and not passed:
        section = "expected"
    return Meant(
        group=group,
        standing=standing,
        status=status,
        place=next((t.meeting.place for t in same if t.meeting.place), None)
        or next((t.meeting.place for t in newest if t.meeting.place), None),
        date=dated.date if dated else None,
        date_text=worded.date_text if worded and not dated else None,
        certain=dated.date_certain if dated else False,
        people=tuple((p, frozenset(f)) for p, f in united(tellings, namer)),
        section=section,
        overdue=passed and status in ("planned", "ongoing"),
        news=_news(group, namer),
    )


def _news(group: MeetingGroup, namer: Namer) -> tuple[str, ...]:
    """Say what the range tells that was not told before."""
    if not group.before or not group.now:
        return ()
    news: list[str] = []
    old, new = status_of(group.before).meeting, status_of((*group.before, *group.now)).meeting
    if old.status != new.status:
        news.append("status")
    dates = {t.meeting.date for t in group.before} - {None}
    if new.date and new.date not in dates and (new.date_certain or not dates):
        news.append("day")
    places = {t.meeting.place.casefold() for t in group.before if t.meeting.place}
    if new.place and new.place.casefold() not in places and not places:
        news.append("place")
    if not any(t.meeting.outcome for t in group.before) and any(t.meeting.outcome for t in group.now):
        news.append("outcome")
    known = {namer.key(p) for t in group.before for p in t.meeting.participants}
    if any(p.name and namer.key(p) not in known for t in group.now for p in t.meeting.participants):
        news.append("people")
    return tuple(news)


def status_words(meant: Meant, texts: Texts) -> str:
    """Return the status as printed."""
    meeting = meant.standing.meeting
    if meant.overdue:
        return (
            "no report of the outcome"
            if meant.status == "planned"
            else "under way when told, no report of the outcome"
        )
    words = {
        "planned": "planned",
        "ongoing": "under way",
        "held": "held",
        "postponed": "put off",
        "cancelled": "called off",
        "denied": "denied",
        "failed": _failed(meant, texts),
    }[meant.status]
    if meant.status == "planned" and not meant.certain and meant.date:
        words += ", day not certain"
    teller = re.sub(r"(?:\s+(?:has|had|have|also|later|who|which))+$", "", meeting.reported_by or "")
    if teller and not teller.casefold().startswith(("he", "she", "they", "it", "who")):
        words += f", {shorten(teller, 8)[0]} said"
    elif meeting.report == "anonymous":
        words += ", an unnamed source said"
    return words


def _failed(meant: Meant, texts: Texts) -> str:
    telling = meant.standing
    text = telling.told.article.text
    start, end = telling.meeting.span
    around = text[
        texts.sentence(telling.told, start)[0] : max(
            end, texts.sentence(telling.told, max(start, end - 1))[1]
        )
    ]
    around += " " + (telling.meeting.outcome or "")
    if _NOT_HELD.search(around):
        return "did not take place"
    if _NO_AGREEMENT.search(around):
        return "held, no agreement"
    return "held, without result"


def day_words(meant: Meant, near: date) -> str:
    """Return the day as printed; every meeting line carries one."""
    if meant.date:
        return when(meant.date, near)
    if meant.date_text:
        return meant.date_text.strip()
    return "day not given"


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """A meeting in words."""

    runs: tuple[Run, ...]
    #: Display form of each participant.
    participants: tuple[str, ...]
    #: Where its topic and outcome stand: more passages than the meeting's own.
    spots: tuple[tuple[MeetingTold, Span], ...]


def word(meant: Meant, namer: Namer, texts: Texts, near: date) -> Worded:
    """Put a meeting into words."""
    meeting = meant.standing.meeting
    spots: list[tuple[MeetingTold, Span]] = []
    day = day_words(meant, near)
    if meant.overdue and meant.status == "planned":
        day = f"due {day}"
    place = place_name(meant.place)
    shown, people = _people(meant, namer)
    runs = [Run(text=f"{place}, {day}" if place else day, style="bold"), Run(text=f" · {people}")]
    form = _FORMAT.get(meeting.format)
    if form:
        runs.append(Run(text=f" · {form}"))
    tellings = (*reversed(meant.group.now), *reversed(meant.group.before))
    topic = next((t for t in tellings if _whole(t.meeting.topic)), None)
    if topic and topic.meeting.topic and not topic.meeting.topic.startswith("with "):
        on = "" if re.match(r"(?:on|about|over|to|for|aimed|regarding)\b", topic.meeting.topic) else "on "
        runs += [Run(text=f" · {on}"), *_foreign(topic.meeting.topic, topic, texts, 14, spots)]
    runs.append(Run(text=f" · {status_words(meant, texts)}"))
    outcome = next(
        (t for t in tellings if _whole(t.meeting.outcome) and t.meeting.status == meant.status), None
    )
    if outcome and outcome.meeting.outcome and outcome.meeting.outcome != (topic and topic.meeting.topic):
        runs += [Run(text=": "), *_foreign(outcome.meeting.outcome, outcome, texts, 18, spots)]
    if meant.news and meant.news != ("status",):
        runs.append(Run(text=" · new: " + ", ".join(_NEWS[n] for n in meant.news if n != "status")))
    return Worded(runs=tuple(runs), participants=shown, spots=tuple(spots))


def _whole(words: str | None) -> bool:
    """Tell whether a topic or outcome is no torn-off piece: "agreed on an"."""
    return bool(words) and not _TORN.search(words or "")


def _foreign(
    words: str, telling: MeetingTold, texts: Texts, limit: int, spots: list[tuple[MeetingTold, Span]]
) -> list[Run]:
    """Return a topic or outcome in the outlet's wording; words the reader put together stay plain."""
    text = telling.told.article.text
    words = _ASIDE.split(words)[0]
    at = text.find(words, max(0, telling.meeting.span[0] - 600))
    at = at if at >= 0 else text.find(words)
    if at < 0:
        return [Run(text=re.sub(r"[\"“”„«»]", "", shorten(words, limit)[0]))]
    spots.append((telling, (at, at + len(words))))
    return outlet_words(texts.document(telling.told), (at, at + len(words)), limit)


def place_name(place: str | None) -> str | None:
    """Return a place by name, where the reader left a code."""
    if place and re.fullmatch(r"[A-Z]{3}", place) and country_name(place):
        return country_name(place)
    return place


def _people(meant: Meant, namer: Namer) -> tuple[tuple[str, ...], str]:
    families = {t.told.family for t in (*meant.group.now, *meant.group.before)}
    place = place_name(meant.place)
    groups: dict[str, list[str]] = {}
    shown: list[str] = []
    visit = meant.standing.meeting.format == "visit"
    for person, tellers in meant.people:
        if (
            visit
            and person.country
            and not (person.name or person.role)
            and country_name(person.country) == place
        ):
            continue  # the place says it
        name = namer.show(person)
        if not name or name in shown:
            continue
        shown.append(name)
        label = ""
        if person.named_in == "caption":
            label = "only in a photo caption: "
        elif person.named_in == "headline":
            label = "only in the headline: "
        elif len(families) > 1 and len(tellers) == 1:
            label = f"only {next(iter(tellers))}: "
        groups.setdefault(label, []).append(name)
    clauses = []
    for label, names in groups.items():
        listed = names if len(names) <= NAMES else [*names[:NAMES], f"{len(names) - NAMES} more"]
        clauses.append(label + ", ".join(listed))
    return tuple(shown), "; ".join(clauses)


def gist(meant: Meant, namer: Namer) -> str:
    """Return who meets where, in a few words."""
    names = [n for n in (namer.plain(p) for p, _ in meant.people) if n and n != meant.place]
    who = ", ".join(names[:2]) + (" and others" if len(names) > 2 else "")
    return f"{who} in {meant.place}" if meant.place else who
