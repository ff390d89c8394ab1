"""Meeting lines: a meeting in words."""

import re
from dataclasses import dataclass
from datetime import date

from digests.compose.meant import Meant
from digests.compose.meetings import MeetingTold
from digests.compose.statuswords import status_words
from digests.compose.texts import Texts, outlet_words, shorten
from digests.days import when
from digests.edition import Run
from digests.naming import Namer, country_name
from scrapers.article import Span

#: More names than this on one line read as a list nobody reads: the rest goes to the card.
NAMES = 5
#: And on the whole line, whoever of the outlets names them.
ALL_NAMES = 8
_NEWS = {"day": "the day", "place": "the place", "outcome": "the outcome", "people": "who took part"}
_FORMAT = {"visit": "visit", "phone_call": "phone call", "summit": "summit", "mediation": "mediation"}
# What an outcome goes on with is another matter: "failed to halt it, although Lund said ..."
_ASIDE = re.compile(r",? (?:although|though|but|while|whereas|even as|despite)\b")
_ONE_DAY = len("2026-03-11")
_TORN = re.compile(
    r"\b(?:an?|the|of|to|on|in|for|and|or|with|by|from|at|that|which|as|their|his|her|its)\W*$", re.IGNORECASE
)


def day_words(meant: Meant, near: date) -> str:
    """Return the day as printed; every meeting line carries one."""
    if "day" in meant.disputed:
        return "day disputed"
    if meant.date:
        day = when(meant.date, near)
        told = meant.status in ("held", "failed") and meant.standing.meeting.format != "visit"
        # The day of the report, before which it took place.
        return f"by {day}" if told and not meant.certain and len(meant.date) == _ONE_DAY else day
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
    #: Participants there was no room for on the line.
    rest: tuple[str, ...] = ()


def word(meant: Meant, namer: Namer, texts: Texts, near: date) -> Worded:
    """Put a meeting into words."""
    meeting = meant.standing.meeting
    spots: list[tuple[MeetingTold, Span]] = []
    day = day_words(meant, near)
    if meant.overdue and meant.status == "planned":
        day = f"due {day}"
    place = place_name(meant.place) if "place" not in meant.disputed else "place disputed"
    shown, people, rest = _people(meant, namer)
    head = f"{place}, {day}" if place else day
    head = head[:1].upper() + head[1:]
    runs = [Run(text=head, style="bold"), Run(text=f" · {people}")]
    form = _FORMAT.get(meeting.format)
    if form:
        runs.append(Run(text=f" · {form}"))
    tellings = (*reversed(meant.group.now), *reversed(meant.group.before))
    topic = next((t for t in tellings if _whole(t.meeting.topic)), None)
    if topic and topic.meeting.topic and not topic.meeting.topic.startswith("with "):
        on = "" if re.match(r"(?:on|about|over|to|for|aimed|regarding)\b", topic.meeting.topic) else "on "
        runs += [Run(text=f" · {on}"), *_foreign(topic.meeting.topic, topic, texts, 14, spots)]
    runs.append(Run(text=f" · {status_words(meant, texts, namer)}"))
    outcome = next(
        (t for t in tellings if _whole(t.meeting.outcome) and t.meeting.status == meant.status), None
    )
    if outcome and outcome.meeting.outcome and outcome.meeting.outcome != (topic and topic.meeting.topic):
        runs += [Run(text=": "), *_foreign(outcome.meeting.outcome, outcome, texts, 18, spots)]
    if meant.news and meant.news != ("status",):
        runs.append(Run(text=" · new: " + ", ".join(_NEWS[n] for n in meant.news if n != "status")))
    return Worded(runs=tuple(runs), participants=shown, spots=tuple(spots), rest=rest)


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
    return outlet_words(texts.document(telling.told), (at, at + len(words)), limit, texts.today)


def place_name(place: str | None) -> str | None:
    """Return a place by name, where the reader left a code."""
    if place and re.fullmatch(r"[A-Z]{3}", place) and country_name(place):
        return country_name(place)
    return place


def _people(meant: Meant, namer: Namer) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """Return all participants as shown, those of them the line prints, and the rest."""
    outlets = {t.told.family: t.told.outlet for t in (*meant.group.now, *meant.group.before)}
    place = place_name(meant.place)
    # Whom all outlets name comes first.
    groups: dict[str, list[str]] = {"": []}
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
        alone = len(outlets) > 1 and len(tellers) == 1
        if visit and alone and not (person.name or person.role):
            continue  # another stop of the journey
        name = _elsewhere(namer.show(person), place)
        if not name or name in shown:
            continue
        shown.append(name)
        label = ""
        if person.named_in == "caption":
            label = "only in a photo caption: "
        elif person.named_in == "headline":
            label = "only in the headline: "
        elif alone:
            label = f"only {outlets[next(iter(tellers))]}: "
        groups.setdefault(label, []).append(name)
    clauses: list[str] = []
    rest: list[str] = []
    told = unlisted = 0
    for label, names in groups.items():
        # At a conference every outlet adds names of its own: the line must leave room for others.
        room = max(0, min(NAMES, ALL_NAMES - told))
        listed, over = names[:room], names[room:]
        told += len(listed)
        rest += over
        if listed:
            clauses.append(label + ", ".join([*listed, f"{len(over)} more"] if over else listed))
        else:
            unlisted += len(over)
    if unlisted:
        clauses.append(f"{unlisted} more")
    return tuple(shown), "; ".join(clauses), tuple(rest)


def _elsewhere(name: str, place: str | None) -> str:
    """Return a name without the place its line gives: "Saudi officials in Dhahran"."""
    return name.removesuffix(f" in {place}") if place else name


def accounts(meant: Meant) -> list[str]:
    """Return what each of several outlets, or each side's readout, says it was about and came to, where they differ."""
    told: dict[str, str] = {}
    for telling in (*meant.group.before, *meant.group.now):
        meeting = telling.meeting
        parts = [w for w in (meeting.topic, meeting.outcome) if w]
        if parts:
            side = " (official readout)" if meeting.report == "official_readout" else ""
            told[telling.told.outlet + side] = "; ".join(parts)
    return [f"{who}: {words}" for who, words in told.items()] if len(set(told.values())) > 1 else []


def gist(meant: Meant, namer: Namer) -> str:
    """Return who meets where, in a few words."""
    told = (_elsewhere(namer.plain(p), meant.place) for p, _ in meant.people)
    names = [n for n in told if n and n != meant.place]
    who = ", ".join(names[:2]) + (" and others" if len(names) > 2 else "")
    return f"{who} in {meant.place}" if meant.place and "place" not in meant.disputed else who
