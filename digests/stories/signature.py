"""Signatures: what of an article its story is found by, small enough to store beside it."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from digests.days import bounds
from digests.records import Facts, Meeting
from digests.stories.heads import REACTING, SENTENCE_END, days_between, read_head
from digests.stories.nations import government_word, is_body, state_of_place, state_word
from digests.stories.words import PLAIN, READ, fold, stable_hash, stem, words
from scrapers.article import Article

#: Hashes kept of a text's five-word runs: enough to tell a copy from a text on the same matter.
SHINGLES = 64
_KEYS = 40
# "a day after Lund and Finch met": told, but not as the news.
_BACKGROUND = re.compile(
    r"\b(?:hours?|days?|weeks?|months?|years?|shortly|soon|just) (?:after|before)\b", re.IGNORECASE
)
#: The subject of a headline stands among so many first words.
_AGENT_WORDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingMark:
    """What tells one meeting from another: who, where, when and how."""

    people: tuple[str, ...] = ()
    #: States and bodies of the participants.
    parties: tuple[str, ...] = ()
    place: str | None = None
    #: As `Meeting.date`.
    date: str | None = None
    format: str = "talks"
    status: str = "held"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What an article is compared by."""

    #: The day of publication, "YYYY-MM-DD"; None when unknown.
    day: str | None
    #: Weight of each word and name, the headline and the lead counting most.
    terms: tuple[tuple[str, float], ...]
    #: The names among the terms, in order of weight.
    names: tuple[str, ...]
    #: Terms of the headline.
    title: tuple[str, ...]
    #: Who speaks in the headline, and whether that is the news.
    speakers: tuple[str, ...]
    speaks: bool
    #: Days told in the lead, ISO, what happens first.
    days: tuple[str, ...]
    #: Smallest hashes of the runs of five words.
    shingles: tuple[int, ...]
    meetings: tuple[MeetingMark, ...] = ()
    #: Index of the meeting the lead tells; None when it tells none.
    main: int | None = None
    #: Who acts in the headline: a state's code, or a name; "" when it names nobody the text knows as an actor.
    agent: str = ""
    #: Codes of the states that are named, by themselves, their seats or places, or take part in a meeting.
    states: tuple[str, ...] = ()
    #: By which the store finds candidates: rare names and the people of meetings.
    keys: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values for the store."""
        return {
            "day": self.day,
            "terms": dict(self.terms),
            "names": list(self.names),
            "title": list(self.title),
            "speakers": list(self.speakers),
            "speaks": self.speaks,
            "days": list(self.days),
            "shingles": list(self.shingles),
            "meetings": [
                {
                    "people": list(m.people),
                    "parties": list(m.parties),
                    "place": m.place,
                    "date": m.date,
                    "format": m.format,
                    "status": m.status,
                }
                for m in self.meetings
            ],
            "main": self.main,
            "agent": self.agent,
            "states": list(self.states),
            "keys": list(self.keys),
        }

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> "Signature":
        """Undo `to_json`."""
        return cls(
            day=row["day"],
            terms=tuple((str(term), float(weight)) for term, weight in row["terms"].items()),
            names=tuple(row["names"]),
            title=tuple(row["title"]),
            speakers=tuple(row["speakers"]),
            speaks=bool(row.get("speaks", row.get("speech"))),
            days=tuple(row["days"]),
            shingles=tuple(row["shingles"]),
            meetings=tuple(
                MeetingMark(
                    people=tuple(m["people"]),
                    parties=tuple(m["parties"]),
                    place=m["place"],
                    date=m["date"],
                    format=m["format"],
                    status=m["status"],
                )
                for m in row["meetings"]
            ),
            main=row.get("main"),
            agent=str(row.get("agent", "")),
            states=tuple(row.get("states", ())),
            keys=tuple(row["keys"]),
        )


def signature(article: Article, facts: Facts) -> Signature:
    """Take from an article and its facts what its story is found by."""
    return signature_of(
        article.title, article.text, article.published.date() if article.published else None, facts
    )


def signature_of(title: str, text: str, day: date | None, facts: Facts) -> Signature:
    """Take a signature from the parts of an article."""
    whole = _without_title(title, text)
    body, skipped = whole[:READ], len(text) - len(whole)
    weights: dict[str, float] = defaultdict(float)
    names: Counter[str] = Counter()
    titled: list[str] = []
    head = _head(body)
    parts = ((title, 2.0), (body[:head], 1.5), (body[head:], 0.5))
    for part, factor in parts:
        for word, name in words(part):
            if word in PLAIN or len(word) < 2:
                continue
            term = state_word(word) if name else word if word[0].isdigit() else stem(word)
            weights[term] += factor * (1.5 if name else 1.0)
            if name:
                names[term] += 1
            if part is title and term not in titled:
                titled.append(term)
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:120]
    by_weight = sorted(names, key=lambda n: (-weights[n], n))[:40]
    marks = tuple(mark(m) for m in facts.meetings)
    main = _main(facts.meetings, text, skipped, skipped + head)
    frame = read_head(title, body, day)
    days = frame.days if main is None else _with_meeting(frame.days, facts.meetings[main])
    reaction = "" if frame.speaks else _reaction(facts, skipped, text)
    keys = dict.fromkeys([person for one in marks for person in one.people] + by_weight + titled)
    return Signature(
        day=day.isoformat() if day else None,
        terms=tuple((term, round(weight, 2)) for term, weight in ranked),
        names=tuple(by_weight),
        title=tuple(titled),
        speakers=frame.speakers or ((reaction,) if reaction else ()),
        speaks=frame.speaks or bool(reaction),
        days=days,
        shingles=_shingles(body),
        meetings=marks,
        main=main,
        agent=_agent(title, facts, marks),
        states=_states([term for term, _ in ranked], by_weight, marks),
        keys=tuple(keys)[:_KEYS],
    )


def _main(meetings: Sequence[Meeting], text: str, start: int, lead: int) -> int | None:
    """Return the first meeting the lead tells as its news: not one it looks back to ("a day after they met")."""
    told = [n for n, meeting in enumerate(meetings) if meeting.span[0] < lead]
    for n in sorted(told, key=lambda n: meetings[n].span[0]):
        before = SENTENCE_END.split(text[start : meetings[n].span[0]])[-1]
        if not _BACKGROUND.search(before):
            return n
    return None


def _with_meeting(days: tuple[str, ...], meeting: Meeting) -> tuple[str, ...]:
    """Put the days of the meeting first, when they are few and certain."""
    if not meeting.date or not meeting.date_certain:
        return days
    first, last = bounds(meeting.date)
    if last - first > timedelta(3):
        return days
    return tuple(dict.fromkeys([*days_between(first, last), *days]))


def _agent(title: str, facts: Facts, marks: Sequence[MeetingMark]) -> str:
    """Return the first actor of a headline, if it stands near its beginning."""
    people = {person for one in marks for person in one.people}
    people |= {fold(s.speaker.split()[-1]) for s in facts.statements if s.speaker}
    for word, name in list(words(title))[:_AGENT_WORDS]:
        state = government_word(word)
        if name and (state != word or word in people or is_body(word)):
            return state
    return ""


def _states(terms: Sequence[str], names: Sequence[str], marks: Sequence[MeetingMark]) -> tuple[str, ...]:
    found = {government_word(term) for term in terms} - set(terms)
    found |= {state for name in (*terms, *names) if (state := state_of_place(name))}
    return tuple(sorted(found | {party.lower() for one in marks for party in one.parties}))


def _reaction(facts: Facts, start: int, text: str) -> str:
    """Return who praises or condemns something in the first sentence; "" when nobody does."""
    sentence = SENTENCE_END.search(text, start)
    end = sentence.start() if sentence else len(text)
    for statement in facts.statements:
        at = statement.cue_span[0] if statement.cue_span else statement.span[0]
        if statement.act in REACTING and not statement.nested and start <= at < end:
            name = (statement.country or statement.org or statement.speaker or "").split()
            return fold(name[-1]) if name else ""
    return ""


def _without_title(title: str, text: str) -> str:
    first, _, rest = text.partition("\n")
    return rest.lstrip() if first.strip() and first.strip() == title.strip() else text


def _head(body: str) -> int:
    """Return where the lead ends: after some sixty words, at a sentence end."""
    match = re.search(r"[.!?]['\"”’]?\s", body[350:])
    return 350 + match.end() if match else len(body)


def _shingles(body: str) -> tuple[int, ...]:
    plain = [w for w, _ in words(body)]
    hashes = {stable_hash(" ".join(plain[i : i + 5])) for i in range(max(1, len(plain) - 4))}
    return tuple(sorted(hashes)[:SHINGLES])


@lru_cache(maxsize=4_096)
def mark(meeting: Meeting) -> MeetingMark:
    """Return what tells a meeting from others."""
    people = {fold(p.name.split()[-1]) for p in meeting.participants if p.name}
    parties = {p.country or fold(p.org or "") for p in meeting.participants} - {""}
    return MeetingMark(
        people=tuple(sorted(people)),
        parties=tuple(sorted(parties)),
        place=fold(meeting.place) if meeting.place else None,
        date=meeting.date,
        format=meeting.format,
        status=meeting.status,
    )
