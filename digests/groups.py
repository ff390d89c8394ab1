"""Groups: one meeting or one statement as all articles together tell it, and who tells it independently."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from digests.edition import Told
from digests.naming import Namer, is_body, is_state
from digests.records import Meeting, MeetingStatus, Participant, Statement
from digests.stories import Signature, signature
from digests.stories.likeness import copied, same_meeting
from digests.stories.signature import mark
from scrapers.article import Span

#: These say how a meeting ended; a later "planned" of the same day does not undo them.
SETTLED: frozenset[MeetingStatus] = frozenset({"held", "failed", "postponed", "cancelled", "denied"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingTold:
    """A meeting as one article tells it."""

    told: Told
    number: int
    meeting: Meeting

    @property
    def fact(self) -> str:
        """Its id."""
        return f"{self.told.id}.m{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementTold:
    """A statement as one article tells it."""

    told: Told
    number: int
    statement: Statement

    @property
    def fact(self) -> str:
        """Its id."""
        return f"{self.told.id}.s{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingGroup:
    """One meeting: as the range tells it and as it was told before."""

    story: str
    now: tuple[MeetingTold, ...]
    before: tuple[MeetingTold, ...]


def effective(told: Told) -> datetime:
    """Return the time an article counts from: its publication, or when it was first seen."""
    return told.article.published or told.seen


def in_time(told: Told) -> tuple[datetime, int]:
    """Return the order of articles."""
    return effective(told), told.seq


def meeting_groups(now: Sequence[Told], before: Sequence[Told]) -> list[MeetingGroup]:
    """Return the meetings of the material by their story, in the order first told."""
    groups: dict[str, tuple[list[MeetingTold], list[MeetingTold]]] = {}
    for index, side in enumerate((now, before)):
        for told in sorted(side, key=in_time):
            for n, meeting in enumerate(told.facts.meetings):
                stories = told.meeting_stories
                story = stories[n] if n < len(stories) else f"{told.story}.{told.id}.m{n}"
                groups.setdefault(story, ([], []))[index].append(
                    MeetingTold(told=told, number=n, meeting=meeting)
                )
    found = [
        MeetingGroup(story=story, now=tuple(sides[0]), before=tuple(sides[1]))
        for story, sides in groups.items()
    ]
    return _united_stories(found)


def _united_stories(groups: Sequence[MeetingGroup]) -> list[MeetingGroup]:
    """Unite stories that tell one meeting after all: the same people on the same day, in different articles.

    Stories are given when articles come in and never change; a report that came in between two others may show only
    here that they tell one meeting. Without this a meeting could stand as held and, beside it, as due without report.
    """
    out: list[MeetingGroup] = []
    for group in groups:
        at = next((n for n, other in enumerate(out) if _one_meeting(group, other)), None)
        if at is None:
            out.append(group)
            continue
        other = out[at]
        out[at] = MeetingGroup(
            story=other.story,
            now=tuple(sorted((*other.now, *group.now), key=lambda t: in_time(t.told))),
            before=tuple(sorted((*other.before, *group.before), key=lambda t: in_time(t.told))),
        )
    return out


def _one_meeting(a: MeetingGroup, b: MeetingGroup) -> bool:
    mine, theirs = (*a.now, *a.before), (*b.now, *b.before)
    if {t.told.id for t in mine} & {t.told.id for t in theirs}:
        return False
    pairs = [(mark(x.meeting), mark(y.meeting)) for x in mine for y in theirs]
    verdicts = [same_meeting(x, y) for x, y in pairs]
    dated = any(v and x.date and y.date for v, (x, y) in zip(verdicts, pairs, strict=True))
    return dated and False not in verdicts


def status_of(tellings: Sequence[MeetingTold]) -> MeetingTold:
    """Return the telling whose status stands: the latest, but no "planned" undoes what is settled for the same day."""
    standing = tellings[0]
    for other in tellings[1:]:
        settled = standing.meeting.status in SETTLED
        if settled and other.meeting.status not in SETTLED and not _moved(standing.meeting, other.meeting):
            continue
        if standing.meeting.status == "denied" and other.told.family != standing.told.family:
            continue
        standing = other
    return standing


def _moved(old: Meeting, new: Meeting) -> bool:
    """Tell whether a planned meeting is a new date after one called off or put off."""
    return (
        old.status in ("postponed", "cancelled")
        and new.date is not None
        and new.date > (old.date or new.date)
    )


class Copies:
    """Which articles are one text: a syndicated copy counts once."""

    def __init__(self) -> None:
        self._signatures: dict[int, Signature] = {}

    def _signature(self, told: Told) -> Signature:
        if told.id not in self._signatures:
            self._signatures[told.id] = signature(told.article, told.facts)
        return self._signatures[told.id]

    def independent(self, material: Iterable[Told]) -> tuple[str, ...]:
        """Return the publisher families that tell a thing on their own account, in order of telling."""
        roots: list[list[Told]] = []
        for told in sorted(material, key=in_time):
            near = [r for r in roots if any(self._one_voice(told, other) for other in r)]
            merged = [t for r in near for t in r] + [told]
            roots = [r for r in roots if r not in near] + [merged]
        roots.sort(key=lambda r: in_time(r[0]))
        return tuple(dict.fromkeys(r[0].family for r in roots))

    def _one_voice(self, a: Told, b: Told) -> bool:
        return a.id == b.id or a.family == b.family or copied(self._signature(a), self._signature(b))


def united(tellings: Sequence[MeetingTold], namer: Namer) -> list[tuple[Participant, set[str]]]:
    """Return all participants of a meeting, each once, with the families that name them; captions and headlines last.

    Who is named in the text of any article counts as named in the text.
    """
    found: dict[str, Participant] = {}
    families: dict[str, set[str]] = {}
    for telling in tellings:
        for person in telling.meeting.participants:
            key = namer.key(person)
            known = found.get(key)
            if known is None or (known.named_in != "text" and person.named_in == "text"):
                found[key] = person
            families.setdefault(key, set()).add(telling.told.family)
    people = [(found[key], families[key]) for key in found]
    people = [p for p in people if not _covered(p[0], [q for q, _ in people])]
    return sorted(people, key=lambda p: p[0].named_in != "text")


def _covered(person: Participant, others: Sequence[Participant]) -> bool:
    """Tell whether a bare state or body is spoken for by a named person or an office of it."""
    if person.name or person.role:
        return False
    return any(
        other is not person
        and (other.name or other.role)
        and (other.country == person.country if person.country else other.org == person.org)
        for other in others
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementGroup:
    """One utterance: the statements of one speaker in one sentence, and who else tells it."""

    #: In order of the text; the first article to tell it.
    pieces: tuple[StatementTold, ...]
    #: The same words in other articles.
    also: tuple[StatementTold, ...] = ()

    @property
    def words(self) -> frozenset[str]:
        """The words of what is said, folded."""
        return _words(self.pieces)


_CONTENT_WORD = re.compile(r"\w{3,}")


def content_words(told: Told, statement: Statement) -> frozenset[str]:
    """Return the words of what is said, folded, for finding the same words elsewhere."""
    text = " ".join(told.article.text[a:b] for a, b in statement.spans)
    return frozenset(w.casefold() for w in _CONTENT_WORD.findall(text))


def same_words(a: frozenset[str], b: frozenset[str]) -> bool:
    """Tell whether two contents are the same but for a cut or a few words."""
    if not a or not b:
        return False
    small, large = sorted((a, b), key=len)
    return len(small & large) >= 0.8 * len(small) and (len(small) >= 4 or small == large)


def much_the_same(a: "StatementGroup", b: "StatementGroup") -> bool:
    """Tell whether two utterances of one speaker would read as one to a reader, though not surely one."""
    small, large = sorted((a.words, b.words), key=len)
    return len(small) >= 4 and len(small & large) >= 0.55 * len(small)


def speaker_of(statement: Statement) -> Participant:
    """Return the speaker of a statement as an actor; a state or body that speaks is no person, whatever its name."""
    name, role = statement.speaker, statement.role
    country, org = statement.country, statement.org
    if name and name == org:
        name = None
    elif name and not role and is_state(name):
        return Participant(country=country, org=None if country else name)
    elif name and not role and is_body(name):
        name, role = None, name
    return Participant(name=name, role=role, country=country, org=org)


def statement_groups(
    material: Sequence[Told], namer: Namer, sentence_of: Callable[[Told, int], int]
) -> list[StatementGroup]:
    """Return the utterances of the material, each once, in order of telling.

    Pieces of one sentence by one speaker stay together: the second often only makes sense after the first.
    """
    groups: list[StatementGroup] = []
    by_speaker: dict[str, list[int]] = {}
    for told in sorted(material, key=in_time):
        units: dict[tuple[str, str | None, int], list[StatementTold]] = {}
        for n, statement in untangled(told.facts.statements):
            key = namer.key(speaker_of(statement))
            place = statement.cue_span[0] if statement.cue_span else statement.span[0]
            relayed = statement.relayed_by if statement.relayed_by != statement.speaker else None
            unit = (key, relayed, sentence_of(told, place))
            units.setdefault(unit, []).append(StatementTold(told=told, number=n, statement=statement))
        for (key, _, _), pieces in units.items():
            pieces = _outermost(pieces)
            words = _words(pieces)
            for at in by_speaker.get(key, ()):
                if groups[at].pieces[0].told.id != told.id and same_words(words, groups[at].words):
                    old = groups[at]
                    groups[at] = StatementGroup(pieces=old.pieces, also=(*old.also, *pieces))
                    break
            else:
                by_speaker.setdefault(key, []).append(len(groups))
                groups.append(StatementGroup(pieces=tuple(pieces)))
    return groups


def untangled(statements: Sequence[Statement]) -> list[tuple[int, Statement]]:
    """Return statements with their numbers; where one is only "X said ..." told by another, X's words told by that one."""
    out: list[tuple[int, Statement]] = []
    swallowed: set[int] = set()
    told_by: dict[int, Statement] = {}
    for outer_number, outer in enumerate(statements):
        for number, inner in enumerate(statements):
            if number != outer_number and _only_tells(outer, inner):
                swallowed.add(outer_number)
                told_by[number] = outer
    for number, statement in enumerate(statements):
        if number in swallowed:
            continue
        teller = told_by.get(number)
        if teller is not None:
            end = teller.span[1]
            statement = replace(
                statement,
                span=(statement.span[0], min(statement.span[1], end)),
                spans=tuple((a, min(b, end)) for a, b in statement.spans if a < end),
                nested=True,
                relayed_by=teller.speaker or teller.role or teller.org,
            )
        out.append((number, statement))
    return out


def _only_tells(outer: Statement, inner: Statement) -> bool:
    """Tell whether the content of one statement is another's attribution and content, from its first word on."""
    if outer.direct or inner.speaker_span is None or inner.cue_span is None:
        return False
    if not (outer.speaker or outer.role or outer.org) or not (inner.speaker or inner.role or inner.org):
        return False
    if (outer.speaker, outer.role, outer.org) == (inner.speaker, inner.role, inner.org):
        return False
    begins = 0 <= inner.speaker_span[0] - outer.span[0] <= len("that the ")
    return begins and inner.cue_span[1] <= outer.span[1] and inner.span[0] < outer.span[1]


def _outermost(pieces: Sequence[StatementTold]) -> list[StatementTold]:
    """Return the pieces in order of the text, without those told inside another of the same speaker."""
    ordered = sorted(pieces, key=lambda p: (p.statement.span[0], -p.statement.span[1]))
    out: list[StatementTold] = []
    for piece in ordered:
        if not any(_inside(piece.statement.span, o.statement.span) for o in out):
            out.append(piece)
    return out


def _inside(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _words(pieces: Sequence[StatementTold]) -> frozenset[str]:
    return frozenset().union(*(content_words(p.told, p.statement) for p in pieces))
