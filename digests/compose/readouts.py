"""Readouts: what the official accounts of one meeting by two of its sides both mention, and what only one of them does.

Nothing is reworded: a point is a stretch of a readout. Only one side mentions it where nothing of it stands anywhere in the
other's text, by whatever word of it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from digests.compose.meant import Meant
from digests.compose.meetings import MeetingTold
from digests.compose.texts import EDGES, Texts, shorten
from digests.edition import Run
from digests.gate import DOUBLE
from digests.lexicon.yamlfile import load_plain
from digests.names import names
from digests.stories.words import PLAIN, READ, TITLES, stem, words
from scrapers.article import Span

#: Points printed of each kind, and words of each.
_POINTS, _WORDS = 2, 9
#: So much of a point is in the other's, where both mention it.
_MATCH = 0.5
#: Words of any readout: they make no point.
_PLAIN = frozenset(
    "bilateral relation relations relationship tie ties cooperation cooperate coordination coordinate issue issues minister "
    "ministers side sides situation development developments importance important need region regional global common mutual "
    "interest interests close closely strong strongly strengthen strengthening continue continuing continued work working "
    "various view views effort efforts steps step ways way progress telephone phone call meeting visit overview partnership "
    "commitment share shared future range topic topics honorable honourable excellency secretary deputy peace stability".split()
)
_STEMS = frozenset(stem(w) for w in _PLAIN)
# Where a point ends: what follows is another clause.
_STOP = re.compile(
    r";|:|\s[-–—]\s|,?\s+(?:which|who|while|after|before|as well as|when|where|including)\b"
    r"|,\s+(?:and|but)\s+(?:the|he|she|they)\s+(?:secretary|minister|president|prime|two|foreign|sides?)\b"
)
# Where one point of a list ends and another begins.
_NEXT = re.compile(
    r",\s+(?:and\s+)?|\s+and\s+(?=(?:the|an?|its|their|his|her|other|efforts|steps|ways|issues)\b)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Point:
    """A thing a readout mentions."""

    span: Span
    stems: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Readout:
    """One side's account."""

    telling: MeetingTold
    country: str
    points: tuple[_Point, ...]
    #: All it says.
    stems: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What two or more readouts of one meeting have in common and apart, in words of theirs."""

    runs: tuple[Run, ...]
    #: Where each point stands.
    spots: tuple[tuple[MeetingTold, Span], ...]


def compare(meant: Meant, texts: Texts) -> Compared | None:
    """Compare the readouts of the sides of a meeting; None where fewer than two sides gave one, or nothing can be compared."""
    sides: dict[str, _Readout] = {}
    for telling in (*meant.group.before, *meant.group.now):
        country = _side(telling, meant)
        known = sides.get(country) if country else None
        # The latest, which may have been corrected; but a readout itself before what an outlet tells of it.
        if country and (known is None or _own(telling) or not _own(known.telling)):
            sides[country] = _read(telling, country, texts)
    if len(sides) < 2:
        return None
    first, *others = sides.values()
    both = [p for p in first.points if all(any(_alike(p, q) for q in other.points) for other in others)]
    parts: list[tuple[str, _Readout, list[_Point]]] = [
        ("both readouts" if len(sides) == 2 else "all readouts", first, both)
    ]
    for side in sides.values():
        rest = [o for o in sides.values() if o is not side]
        alone = [p for p in side.points if not any(_mentions(o, p) for o in rest)]
        parts.append((f"only {side.telling.told.outlet}", side, alone))
    runs: list[Run] = []
    spots: list[tuple[MeetingTold, Span]] = []
    for label, side, points in parts:
        shown = points[:_POINTS]
        for n, point in enumerate(shown):
            lead = ", " if n else f"{'; ' if runs else ''}{label}: "
            text = " ".join(side.telling.told.article.text[point.span[0] : point.span[1]].split())
            kept, cut = shorten(text, _WORDS)
            runs += [Run(text=lead), Run(text=kept, style="italic"), *([Run(text=" …")] if cut else [])]
            spots.append((side.telling, point.span))
    if not runs:
        return None
    head = runs[0].text
    runs[0] = Run(text=head[:1].upper() + head[1:])
    return Compared(runs=tuple(runs), spots=tuple(spots))


def _own(telling: MeetingTold) -> bool:
    return telling.told.klass == "official"


def _side(telling: MeetingTold, meant: Meant) -> str | None:
    """Return whose account an article is: of one state that took part; None for what is no official readout."""
    taking = {p.country for p, _ in meant.people if p.country}
    told = telling.told
    if _own(telling):
        mine = taking & set(told.countries)
    elif telling.meeting.report == "official_readout" and telling.meeting.reported_by:
        mine = taking & {names().country_of(telling.meeting.reported_by) or ""}
    else:
        return None
    return next(iter(mine)) if len(mine) == 1 else None


def _read(telling: MeetingTold, country: str, texts: Texts) -> _Readout:
    begin, end = _stretch(telling)
    text = telling.told.article.text
    points = _points(telling, texts, begin, end)
    if not _own(telling):
        # Of what an outlet writes only what it has from that side.
        theirs = [texts.around(telling.told, telling.meeting.span)]
        theirs += [s.span for s in telling.told.facts.statements if s.country == country]
        points = (p for p in points if any(a <= p.span[0] and p.span[1] <= b for a, b in theirs))
    return _Readout(
        telling=telling,
        country=country,
        points=tuple(points),
        stems=_stems(text),
    )


def _stretch(telling: MeetingTold) -> Span:
    """Return what of an article is about the meeting: where it tells of several, up to the next."""
    text = telling.told.article.text
    begin = text.rfind("\n", 0, telling.meeting.span[0]) + 1
    others = [m.span[0] for m in telling.told.facts.meetings if m.span[0] > telling.meeting.span[1]]
    if not others:
        return begin, min(len(text), begin + READ)
    end = text.rfind("\n", begin, min(others))
    return begin, end if end > telling.meeting.span[1] else min(others)


def _points(telling: MeetingTold, texts: Texts, begin: int, end: int) -> Iterator[_Point]:
    text = telling.told.article.text
    seen: list[frozenset[str]] = []
    for found, keep in _cues(text, begin, end):
        clause_end = min(texts.sentence(telling.told, found[0])[1], end)
        following = min((a for (a, _), _ in _cues(text, found[1], clause_end)), default=clause_end)
        stop = _STOP.search(text, found[1], clause_end)
        last = min(stop.start() if stop else clause_end, following)
        pieces = [(found[0], last)] if keep else list(_split(text, found[1], last))
        for piece in pieces:
            point = _point(text, piece, keep)
            if point and not any(len(point.stems & other) >= _MATCH * len(point.stems) for other in seen):
                seen.append(point.stems)
                yield point


def _split(text: str, begin: int, end: int) -> Iterator[Span]:
    at = begin
    for found in _NEXT.finditer(text, begin, end):
        yield at, found.start()
        at = found.end()
    yield at, end


def _point(text: str, span: Span, keep: bool) -> _Point | None:
    """Return a stretch as a point; None where it is quoted (a line of its own has it), or says nothing of its own."""
    start, end = span
    edges = EDGES + "."
    while start < end and text[start] in edges:
        start += 1
    while end > start and text[end - 1] in edges:
        end -= 1
    tail = re.search(
        r"(?:[,\s]+(?:and|also|the (?:two )?\w+|he|she|they|minister \w+|secretary \w+|\w+ minister))+$",
        text[start:end],
        re.IGNORECASE,
    )
    if tail:
        end = start + tail.start()
    words_of = text[start:end]
    if any(mark in words_of for mark in DOUBLE) or "\n" in words_of:
        return None
    stems = _stems(words_of)
    if not stems or len(words_of.split()) < (3 if keep else 2):
        return None
    return _Point(span=(start, end), stems=stems)


def _stems(text: str) -> frozenset[str]:
    """Return what of a text tells one matter from another: states are compared by themselves."""
    found = {
        stem(w)
        for w, _ in words(text)
        if w not in PLAIN and w not in TITLES and w not in _PLAIN and len(w) > 2 and not w[0].isdigit()
    }
    return frozenset(w for w in found if w not in _STEMS and w not in names())


def _alike(a: _Point, b: _Point) -> bool:
    return len(a.stems & b.stems) >= _MATCH * min(len(a.stems), len(b.stems))


def _mentions(readout: _Readout, point: _Point) -> bool:
    """Tell whether anything of a point may be in a readout: one word of it is enough."""
    return bool(point.stems & readout.stems)


@cache
def _patterns() -> tuple[tuple[bool, re.Pattern[str]], ...]:
    text = (files("digests.lexicon") / "readouts.yaml").read_text(encoding="utf-8")
    return tuple((bool(row.get("keep")), _pattern(row["forms"])) for row in load_plain(text))


def _pattern(forms: Sequence[str]) -> re.Pattern[str]:
    longest = sorted(forms, key=len, reverse=True)
    shown = "|".join(re.escape(form).replace(r"\ \.\.\.\ ", r"\b[^.;:\n]{1,90}?\b") for form in longest)
    return re.compile(rf"\b(?:{shown})\b", re.IGNORECASE)


def _cues(text: str, begin: int, end: int) -> list[tuple[Span, bool]]:
    """Return the words before points, in order, and whether they are part of them."""
    found = [(m.span(), keep) for keep, p in _patterns() for m in p.finditer(text, begin, end)]
    out: list[tuple[Span, bool]] = []
    for one in sorted(found, key=lambda c: (c[0][0], -c[0][1])):
        if not out or one[0][0] >= out[-1][0][1]:
            out.append(one)
    return out
