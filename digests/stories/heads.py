"""Heads: who speaks in a headline and its lead, and on which day what they tell takes place.

A condemnation of a raid shares nearly every word with the raid. What sets it apart is that somebody's saying is the
news, and whose; and a meeting of Tuesday is not that of Wednesday, however alike they read.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Literal

from digests.lexicon.yamlfile import load_plain
from digests.stories.words import PLAIN, TITLES, words
from digests.times import find_times, resolve

# Headline words that speak although they are no cue of speech in running text.
_HEADLINE_VERBS = frozenset(
    """
    blames cheers criticises criticizes denies dismisses downplays expects expresses fears insists mocks mourns pledges praises
    rebukes rejects reiterates responds said says scolds shrugs slams snubs tells threatens urges vows wants warns welcomes
    """.split()
)
_REACTIONS = frozenset(
    """
    applauds blasts celebrates cheers condemns criticises criticizes deplores fumes hails lashes laments mocks mourns praises
    rebukes regrets scolds shrugs slams voices welcomes
    """.split()
)
#: Acts of speech that answer what others have done.
_REACTING = frozenset({"condemn", "praise", "thank"})
# Third persons that are nouns or something else in most headlines.
_NO_VERBS = frozenset(
    """
    answers begins blasts brands calls casts charges claims comments credits defends estimates finishes goes gives labels lays
    makes meets notes offers points posts presses promises protests puts questions raises reads refers reports requests signals
    talks terms thinks
    """.split()
)
# "Lund on the treaty: 'We shall see'"
_ON_QUOTE = re.compile(r"^(?P<who>[A-Z][\w .’'-]{1,40}?) on [^:]{3,60}: ['\"‘“]")
_FUTURE = re.compile(
    r"\b(?:will|shall|would|due|plans?|planned|planning|expected|set|scheduled|ahead of|on the eve of"
    r"|upcoming|may|hopes?|invited?|considering|considers|weighs)\b",
    re.IGNORECASE,
)
# "…: officials", "… - Interfax": who tells the outlet, not whose saying is the news.
_TAIL = re.compile(r"(?:\s[-–—]+\s*|:\s*|-(?=[A-Z]))[^:–—'\"‘“]{2,40}$")
# "In this Thursday, March 5 file photo ...": the day of the picture.
_PICTURE = re.compile(
    r"(?:FILE\s*[-–—]+\s*|File\s*[-–—]+\s*)?In this [^.]{0,80}?\b(?:photo|image|picture|frame grab)\b[^.]*\.?"
)
_AGAIN = re.compile(
    r"\b(?:again|another|second|third|fourth|fifth|more|fresh|renewed|anew|repeated|re-\w+)\b", re.IGNORECASE
)
_LEAD = 420

Speech = Literal["", "says", "reacts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What headline and lead tell apart from their words."""

    #: Names of who speaks in the headline; () when nobody does.
    speakers: tuple[str, ...]
    #: Whether somebody's saying is the news, and whether it judges something done by others.
    speech: Speech
    #: Days told in the lead, ISO, in order; the day of publication when none is.
    days: tuple[str, ...]
    #: True when what is told is still to come.
    ahead: bool
    #: True when the headline calls it one more of its kind: "another", "second", "again".
    again: bool


@cache
def _speech_verbs() -> dict[str, Speech]:
    """Return the third persons of the verbs of speech and whether they react: a headline's -ed is a passive."""
    text = (files("digests.lexicon") / "speech.yaml").read_text(encoding="utf-8")
    forms: dict[str, Speech] = {}
    for row in load_plain(text):
        kind: Speech = "reacts" if row["act"] in _REACTING else "says"
        for verb in row["verbs"]:
            head = verb.split()[0]
            forms.setdefault(
                head[:-1] + "ies" if head.endswith("y") and head[-2] not in "aeo" else head + "s", kind
            )
            if head.endswith(("s", "sh", "ch")):
                forms.setdefault(head + "es", kind)
    for form in _NO_VERBS:
        forms.pop(form, None)
    return {**dict.fromkeys(_HEADLINE_VERBS, "says"), **forms, **dict.fromkeys(_REACTIONS, "reacts")}


def read_head(title: str, body: str, day: date | None) -> Head:
    """Read headline and lead."""
    speakers, speech = _speaker(title)
    lead = _PICTURE.sub("", body)[:_LEAD]
    days = _days(lead, day)
    ahead = bool(day and days and max(days) > day.isoformat()) or bool(_FUTURE.search(title))
    return Head(speakers=speakers, speech=speech, days=days, ahead=ahead, again=bool(_AGAIN.search(title)))


def _speaker(title: str) -> tuple[tuple[str, ...], Speech]:
    on = _ON_QUOTE.match(title)
    if on:
        return tuple(w for w, name in words(on["who"]) if name), "reacts"
    verbs = _speech_verbs()
    tail = _TAIL.search(title)
    if tail and not any(word in verbs for word, _ in words(tail.group())):
        title = title[: tail.start()]
    found = list(words(title))
    for at, (word, _) in enumerate(found):
        if at and word in verbs:
            subject = _subject(title, found, at)
            if subject:
                return subject, verbs[word]
    return (), ""


def _subject(title: str, found: list[tuple[str, bool]], at: int) -> tuple[str, ...]:
    """Return the names before a verb, from the last comma or colon on when something stands there."""
    verb = found[at][0]
    where = re.search(rf"\b{re.escape(verb)}\b", fold_keep(title))
    before = title[: where.start()] if where else title
    clause = re.split(r"[:,;–—]|\s-\s|\bas\b|\bafter\b", before)
    last = clause[-1] if any(c.isalpha() for c in clause[-1]) else before
    names = tuple(w for w, _ in words(last) if w not in PLAIN and w not in TITLES and w[0].isalpha())
    return names[-4:]


def fold_keep(text: str) -> str:
    """Return a text in lower case, every character in its place."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _days(lead: str, day: date | None) -> tuple[str, ...]:
    out: list[str] = []
    for expression in find_times(lead, 0, len(lead)):
        if expression.unit not in ("day", "weekday", "dates", "shift", "later"):
            continue
        clause = lead[max(0, expression.span[0] - 60) : expression.span[0]]
        ahead = bool(_FUTURE.search(clause)) and not re.search(r"\b(?:said|told)\b[^,.]{0,20}$", clause)
        when = resolve(expression, day, "future" if ahead else "past")
        if when is None or when.last - when.first > timedelta(3):
            continue
        first = when.first
        if day and expression.unit == "weekday" and (day - first).days == 6:
            # Nobody calls the day six days ago by its bare name: it is tomorrow's, from a place further east.
            first = day + timedelta(1)
        if first.isoformat() not in out:
            out.append(first.isoformat())
    if not out and day:
        out.append(day.isoformat())
    return tuple(out[:3])
