"""Signatures: what of an article its story is found by, small enough to store beside it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from digests.records import Facts, Meeting
from digests.stories.heads import read_head
from digests.stories.words import PLAIN, READ, fold, stable_hash, stem, words
from scrapers.article import Article

#: Hashes kept of a text's five-word runs: enough to tell a copy from a text on the same matter.
SHINGLES = 64
_KEYS = 40


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
    #: Terms of the headline, and of headline and lead together.
    title: tuple[str, ...]
    lead: tuple[str, ...]
    #: Who speaks in the headline; whether that is the news, and whether it judges what others did.
    speakers: tuple[str, ...]
    speech: str
    #: Days told in the lead, ISO; the day of publication when it tells none.
    days: tuple[str, ...]
    #: True when what is told is still to come.
    ahead: bool
    #: True when the headline calls it one more of its kind.
    again: bool
    #: Smallest hashes of the runs of five words.
    shingles: tuple[int, ...]
    meetings: tuple[MeetingMark, ...] = ()
    #: By which the store finds candidates: rare names and the people of meetings.
    keys: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values for the store."""
        return {
            "day": self.day,
            "terms": dict(self.terms),
            "names": list(self.names),
            "title": list(self.title),
            "lead": list(self.lead),
            "speakers": list(self.speakers),
            "speech": self.speech,
            "days": list(self.days),
            "ahead": self.ahead,
            "again": self.again,
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
            lead=tuple(row["lead"]),
            speakers=tuple(row["speakers"]),
            speech=str(row["speech"]),
            days=tuple(row["days"]),
            ahead=bool(row["ahead"]),
            again=bool(row["again"]),
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
            keys=tuple(row["keys"]),
        )


def signature(article: Article, facts: Facts) -> Signature:
    """Take from an article and its facts what its story is found by."""
    return signature_of(
        article.title, article.text, article.published.date() if article.published else None, facts.meetings
    )


def signature_of(title: str, text: str, day: date | None, meetings: Iterable[Meeting]) -> Signature:
    """Take a signature from the parts of an article."""
    body = _without_title(title, text)[:READ]
    weights: dict[str, float] = defaultdict(float)
    names: Counter[str] = Counter()
    titled: list[str] = []
    leading: list[str] = []
    head = _head(body)
    frame = read_head(title, body, day)
    parts = ((title, 2.0), (body[:head], 1.5), (body[head:], 0.5))
    for part, factor in parts:
        for word, name in words(part):
            if word in PLAIN or len(word) < 2:
                continue
            term = word if name or word[0].isdigit() else stem(word)
            weights[term] += factor * (1.5 if name else 1.0)
            if name:
                names[term] += 1
            if part is title and term not in titled:
                titled.append(term)
            if factor >= 1 and term not in leading:
                leading.append(term)
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:120]
    by_weight = sorted(names, key=lambda n: (-weights[n], n))[:40]
    marks = tuple(mark(m) for m in meetings)
    keys = dict.fromkeys([person for one in marks for person in one.people] + by_weight + titled)
    return Signature(
        day=day.isoformat() if day else None,
        terms=tuple((term, round(weight, 2)) for term, weight in ranked),
        names=tuple(by_weight),
        title=tuple(titled),
        lead=tuple(leading[:60]),
        speakers=frame.speakers,
        speech=frame.speech,
        days=frame.days,
        ahead=frame.ahead,
        again=frame.again,
        shingles=_shingles(body),
        meetings=marks,
        keys=tuple(keys)[:_KEYS],
    )


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
