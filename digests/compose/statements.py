"""Utterances: one statement as all articles together tell it, and who tells it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from digests.compose.times import in_time
from digests.edition import Told
from digests.naming import Namer, is_body, is_state
from digests.records import Participant, Statement
from scrapers.article import Span


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


#: So few words are the same only when the other utterance has them all.
_WHOLLY = 3
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
    if len(small) == _WHOLLY:
        return small <= large
    return len(small) > _WHOLLY and len(small & large) >= 0.55 * len(small)


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
    said: list[frozenset[str]] = []
    by_speaker: dict[str, list[int]] = {}
    for told in sorted(material, key=in_time):
        units: dict[tuple[str, str | None, int], list[StatementTold]] = {}
        for n, statement in untangled(told.facts.statements):
            if not told.shows(f"s{n}"):
                continue
            key = namer.key(speaker_of(statement))
            place = statement.cue_span[0] if statement.cue_span else statement.span[0]
            relayed = statement.relayed_by if statement.relayed_by != statement.speaker else None
            unit = (key, relayed, sentence_of(told, place))
            units.setdefault(unit, []).append(StatementTold(told=told, number=n, statement=statement))
        for (key, _, _), pieces in units.items():
            pieces = _outermost(pieces)
            # "Norway, which has blamed Britain, asked the envoy to leave": the main clause is the news.
            pieces = [p for p in pieces if not _in_passing(p)] or pieces
            words = _words(pieces)
            for at in by_speaker.get(key, ()):
                if groups[at].pieces[0].told.id != told.id and same_words(words, said[at]):
                    old = groups[at]
                    groups[at] = StatementGroup(pieces=old.pieces, also=(*old.also, *pieces))
                    break
            else:
                by_speaker.setdefault(key, []).append(len(groups))
                groups.append(StatementGroup(pieces=tuple(pieces)))
                said.append(words)
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


def joined_on(told: Told, statement: Statement) -> bool:
    """Tell whether "and" leads in a statement's speaker: whether it is still the other's telling cannot be told.

    "Lund denied the report and the fishermen have asked for help": of the fishermen the outlet may tell, or Lund.
    """
    if statement.speaker_span is None:
        return False
    start = statement.speaker_span[0]
    return bool(_JOINED.search(told.article.text, max(0, start - 12), start))


_JOINED = re.compile(r"\b(?:and|but|while)\s+(?:the\s+|an?\s+)?$", re.IGNORECASE)


def _in_passing(piece: StatementTold) -> bool:
    """Tell whether a relative clause behind the speaker says so."""
    who, cue = piece.statement.speaker_span, piece.statement.cue_span
    return bool(who and cue and _RELATIVE.search(piece.told.article.text[who[0] : cue[0]]))


_RELATIVE = re.compile(r"(?:^|[\s,])(?:who|which)(?:\s+\w+){0,2}\s*$", re.IGNORECASE)


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
