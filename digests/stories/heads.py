"""Heads: who speaks in a headline and its lead, and on which day what they tell takes place.

A condemnation of a raid shares nearly every word with the raid. What sets it apart is that somebody's saying is the
news, and whose; and a meeting of Tuesday is not that of Wednesday, however alike they read.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from digests.lexicon.yamlfile import load_plain
from digests.stories.words import PLAIN, TITLES, words
from digests.times import find_times, resolve

# Headline verbs that judge what others have done, although they are no cue of speech in running text.
_JUDGING = (
    "celebrate", "cheer", "deplore", "downplay", "fume at", "hit out at", "mourn", "oppose", "play down", "scoff at", "scold",
    "shrug off", "snub",
)  # fmt: skip
#: Acts of speech that answer what others have done.
REACTING = frozenset({"condemn", "praise", "thank"})
#: Acts that are done by saying them: who announces a truce and who agrees to it tell no more than that there is one.
_DOING = frozenset({"announce", "agree", "offer", "decline"})
# Who tells the outlet rather than makes the news.
_TELLERS = frozenset(
    """
    army aide aides diplomats expert experts government lawyer media military ministry officials police report reports source
    sources state survey witnesses
    """.split()
)
# Third persons that are nouns or something else in most headlines.
_NO_VERBS = frozenset(
    """
    answers begins brands calls cases charges claims comments counters cries credits defends demands estimates finishes hints
    hopes labels notes posts protests questions reads recalls reports requests signals states terms thinks writes
    """.split()
)
# "Lund on the treaty: 'We shall see'"
_ON_QUOTE = re.compile(r"^(?P<who>[A-Z][\w .’'-]{1,40}?) on [^:]{3,60}: ['\"‘“]")
# "…: officials", "… - Interfax": who tells the outlet, not whose saying is the news; unless the headline quotes.
_TAIL = re.compile(r"(?:\s[-–—]+\s*|:\s*|-(?=[A-Z]))[^:–—'\"‘“]{2,40}$")
_QUOTED = re.compile(r"['\"‘“][^'\"’”]+['\"’”]")
# "In this Thursday, March 5 file photo ...": the day of the picture.
_PICTURE = re.compile(
    r"(?:FILE\s*[-–—]+\s*|File\s*[-–—]+\s*)?In this [^.]{0,80}?\b(?:photo|image|picture|frame grab)\b[^.]*\.?"
)
# What comes before a word of time: the nearest of these says whether it lies ahead.
_TENSE = re.compile(
    r"\b(?:(?P<future>will|shall|would|due|planned|planning|plans?|expected|set|scheduled|agreed to \w+"
    r"|to (?:be held|meet|host|visit|hold)"
    r"|(?:postponed|moved|delayed|rescheduled|put off|pushed back|brought forward) (?:\w+ )?(?:to|until|till|for))"
    r"|(?P<past>said|told|met|held|spoke|was|were|has|had|began|went|came|left|took|\w{3,}ed))\b",
    re.IGNORECASE,
)
# "the ministry said on Friday", "told reporters late on Friday": the day of the saying.
_SAID = re.compile(
    r"\b(?:(?:said|announced|added|says|reported|confirmed|denied|declared|insisted)(?: in [A-Z]\w+)?"
    r"|told (?:the )?\w+(?: in [A-Z]\w+)?)(?: late| early)?(?: on)?\s*$"
)
SENTENCE_END = re.compile(r"(?<=[a-z0-9)”\"'])[.!?][\"”’']?\s+(?=[A-Z“\"'])|\n")
_LEAD = 420
#: More days than this are no day of an event, and more told days than that are a chronicle.
_LONGEST, _MOST_DAYS = timedelta(3), 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What headline and lead tell apart from their words."""

    #: Names of who speaks in the headline; () when nobody does.
    speakers: tuple[str, ...]
    #: Whether somebody's saying is the news.
    speaks: bool
    #: Days told in the lead, ISO, those of what happens before those of who said so.
    days: tuple[str, ...]


@cache
def _verbs() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the headline verbs of speech by their present tense, each with the words that must follow ("out", "at").

    The past is no headline's: its -ed is a passive.
    """
    rows = load_plain((files("digests.lexicon") / "speech.yaml").read_text(encoding="utf-8"))
    doing = {verb for row in rows if row["act"] in _DOING for verb in row["verbs"]}
    found: dict[str, set[tuple[str, ...]]] = {}
    for verb in [*_JUDGING, *(verb for row in rows for verb in row["verbs"] if verb not in doing)]:
        first, *rest = verb.split()
        for form in (_third_person(first), first):
            if rest or _third_person(first) not in _NO_VERBS:
                found.setdefault(form, set()).add(tuple(rest))
    return {form: tuple(sorted(ways)) for form, ways in found.items()}


def _third_person(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeou":
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "o")) else "s")


def read_head(title: str, body: str, day: date | None) -> Head:
    """Read headline and lead."""
    speakers = _speakers(title)
    return Head(speakers=speakers, speaks=bool(speakers), days=_days(_PICTURE.sub("", body)[:_LEAD], day))


def _speakers(title: str) -> tuple[str, ...]:
    on = _ON_QUOTE.match(title)
    if on:
        return tuple(w for w, name in words(on["who"]) if name)
    tail = _TAIL.search(title)
    if tail:
        told = list(words(tail.group()))
        names = tuple(w for w, name in told if name and w not in _TELLERS)
        if names and _QUOTED.search(title, 0, tail.start()):
            return names
        if not any(_speaks(told, n) for n in range(len(told))):
            title = title[: tail.start()]
    found = list(words(title))
    for at in range(1, len(found)):
        if _speaks(found, at):
            subject = _subject(title, found, at)
            if subject and not _TELLERS.issuperset(subject):
                return subject
    return ()


def _speaks(found: list[tuple[str, bool]], at: int) -> bool:
    """Tell whether a word of a headline is a verb of speech.

    A bare form speaks for a plural only: "rebels say", not "talks to say".
    """
    word = found[at][0]
    before = found[at - 1][0] if at else ""
    if not word.endswith("s") and not re.search(r"[^su]s$|people$", before):
        return False
    return any(
        tuple(w for w, _ in found[at + 1 : at + 1 + len(rest)]) == rest for rest in _verbs().get(word, ())
    )


def _subject(title: str, found: list[tuple[str, bool]], at: int) -> tuple[str, ...]:
    """Return the names before a verb, from the last comma or colon on when something stands there."""
    verb = found[at][0]
    where = re.search(rf"\b{re.escape(verb)}\b", _lowered(title))
    before = title[: where.start()] if where else title
    clause = re.split(r"[:,;–—]|\s-\s|\bas\b|\bafter\b", before)
    last = clause[-1] if any(c.isalpha() for c in clause[-1]) else before
    names = tuple(w for w, _ in words(last) if w not in PLAIN and w not in TITLES and w[0].isalpha())
    return names[-4:]


def _lowered(text: str) -> str:
    """Return a text in lower case, every character in its place."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _days(lead: str, day: date | None) -> tuple[str, ...]:
    events: list[str] = []
    sayings: list[str] = []
    for expression in find_times(lead, 0, len(lead)):
        if expression.unit not in ("day", "weekday", "weekend", "dates", "shift"):
            continue
        clause = SENTENCE_END.split(lead[: expression.span[0]])[-1]
        said = bool(_SAID.search(clause))
        when = resolve(expression, day, "future" if _ahead(clause) and not said else "past")
        if when is None or when.last - when.first > _LONGEST:
            continue
        first, last = when.first, when.last
        if day and expression.unit == "weekday" and (day - first).days == 6:
            # Nobody calls the day six days ago by its bare name: it is tomorrow's, from a place further east.
            first = last = day + timedelta(1)
        (sayings if said else events).extend(days_between(first, last))
    return tuple(dict.fromkeys([*events, *sayings]))[:_MOST_DAYS]


def days_between(first: date, last: date) -> list[str]:
    """Return all days from the first to the last, ISO."""
    return [(first + timedelta(n)).isoformat() for n in range((last - first).days + 1)]


def _ahead(clause: str) -> bool:
    """Tell whether the verb nearest before a word of time looks ahead."""
    found = list(_TENSE.finditer(clause))
    return bool(found) and found[-1].lastgroup == "future"
