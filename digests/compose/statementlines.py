"""Statement lines: who said it, and the words."""

import re
from collections.abc import Sequence

from digests.compose.joints import Joint
from digests.compose.meetings import MeetingTold
from digests.compose.statements import StatementGroup, StatementTold, joined_on, speaker_of
from digests.compose.texts import Texts, shorten
from digests.compose.wording import Said, said
from digests.edition import Run
from digests.naming import Namer, each
from digests.offices import titles
from digests.records import Participant
from scrapers.article import Span

_PRONOUN = re.compile(
    r"(?:he|she|it|they|we|i|you|who|which|that|this|these|those|one|both|some|others?|many|all|everyone|nobody)\b",
    re.IGNORECASE,
)

#: So much of what is said tells a meeting: the rest is when and where.
_MOSTLY = 0.5
#: So many words behind a participle can say what was said.
_FEW = 5
#: A refusal of so many words or fewer needs its object to be told.
_SHORT = 7
#: Two words in capitals: a heading of the page ran into the sentence ("STORM WARNING Minister").
_DEBRIS = re.compile(r"\b[A-Z]{4,} [A-Z]{5,}\b")
#: What ties a thing to what it is about: "accusing Norway of delay".
_COMPLEMENT = re.compile(r"\b(?:of|for|to|that|from|over|on|about)\b", re.IGNORECASE)
_COMMENT = re.compile(r"(?:to )?comment\b", re.IGNORECASE)
_THING = re.compile(r"\b(?:it|that|this|them|such)\b(?! \w+ (?:will|would|is|was))")
_ATTRIBUTION = re.compile(r"(?:[\w’'.-]+\s+){1,5}(?:said|says|reported|reports|added|wrote)", re.IGNORECASE)
_JOINTS: dict[Joint, str] = {"colon": ": ", "said": " said ", "cue": " ", "participle": ", "}

_PLURAL = re.compile(r"they|them|we|us|these|those|both|all|others|some|many", re.IGNORECASE)


def speaker(piece: StatementTold) -> Participant | None:
    """Return who speaks; an unnamed source as written; None when the text only has a pronoun."""
    statement = piece.statement
    if statement.speaker_span and _PLURAL.fullmatch(_text(piece, statement.speaker_span)):
        # Whom "they" stands for is a guess, whatever was resolved.
        return None
    known = speaker_of(statement)
    if known.name or known.role or known.org or known.country:
        return known
    if statement.speaker_span is None:
        return None
    words = _text(piece, statement.speaker_span)
    if not words or _PRONOUN.match(words):
        return None
    return Participant(role=re.sub(r"[\"“”„«»]", "", words))


def _text(piece: StatementTold, span: Span) -> str:
    return piece.told.article.text[span[0] : span[1]].strip()


def unprintable(group: StatementGroup) -> str | None:
    """Return why an utterance may not be printed as one, or None."""
    if all(p.statement.hedged for p in group.pieces):
        return "not said for certain"
    if any(p.statement.relayed_by and _PRONOUN.match(p.statement.relayed_by) for p in group.pieces):
        return "who tells of it is not known"
    if any(p.statement.relayed_by and joined_on(p.told, p.statement) for p in group.pieces):
        return "who tells of it is not sure"
    if all(_anothers(p) for p in group.pieces):
        return "who says so is not sure"
    if any(_DEBRIS.search(f"{p.statement.speaker or ''} {p.statement.role or ''}") for p in group.pieces):
        return "who speaks is not told off from a heading"
    if all(p.statement.act == "decline" and _COMMENT.match(_text(p, p.statement.span)) for p in group.pieces):
        return "no comment is none"
    if all(_of_something(p) or _hangs_on(p) for p in group.pieces):
        return "a few words without what they refer to"
    return None


def _of_something(piece: StatementTold) -> bool:
    """Tell whether a short wish or refusal is about a thing the line does not name ("refused to label it as such")."""
    text = _text(piece, piece.statement.span)
    short = len(text.split()) <= _SHORT and text.startswith("to ")
    return not piece.statement.direct and short and bool(_THING.search(text))


def _hangs_on(piece: StatementTold) -> bool:
    """Tell whether a participle of a few words only says how something else was done: "..., blaming the fog"."""
    statement = piece.statement
    words = _text(piece, statement.span)
    bare = len(words.split()) < _FEW and not _COMPLEMENT.search(words)
    return not statement.direct and bare and bool(re.match(r"\w+ing\b", statement.cue or ""))


def tells_meeting(group: StatementGroup, met: Sequence[MeetingTold]) -> bool:
    """Tell whether what is said is that a meeting took place or will, and little more: "Finch met Lund, the ministry said"."""
    return all(any(_tells(piece, one) for one in met) for piece in group.pieces)


def _tells(piece: StatementTold, one: MeetingTold) -> bool:
    statement, span = piece.statement, one.meeting.span
    if piece.told.id != one.told.id or statement.direct or statement.act not in ("say", "announce"):
        return False
    shared = min(statement.span[1], span[1]) - max(statement.span[0], span[0])
    return shared >= _MOSTLY * (statement.span[1] - statement.span[0])


def _anothers(piece: StatementTold) -> bool:
    """Tell whether what is said is a telling of somebody else's: "..., Lund told a reporter about it, the Post said"."""
    statement = piece.statement
    if statement.direct:
        return False
    cue = statement.cue_span
    if cue and cue[0] > statement.span[0] and any(a <= cue[1] + 1 and cue[1] < b for a, b in statement.spans):
        return True
    return any(_ATTRIBUTION.fullmatch(_text(piece, span)) for span in statement.spans[1:])


def words_of(texts: Texts, group: StatementGroup) -> Said | None:
    """Return the words of an utterance, without what is not said for certain."""
    pieces: Sequence[StatementTold] = [p for p in group.pieces if not p.statement.hedged]
    words = said(texts, pieces) if pieces else None
    # Half a sentence of somebody else's: "Finch, told by the agency, thanking Oslo for ..."
    if words and words.joint == "participle" and pieces[0].statement.relayed_by:
        return None
    return words


def runs(group: StatementGroup, words: Said, namer: Namer) -> tuple[Run, ...]:
    """Word a statement's line: the speaker, who told it when somebody else did, the topic, the words."""
    first = group.pieces[0]
    statement = first.statement
    who = speaker(first)
    head = namer.show(who) if who else ""
    if statement.relayed_by and statement.relayed_by != statement.speaker:
        head += ", told by " + namer.show(_relayer(first, statement.relayed_by))
    out = [Run(text=head[:1].upper() + head[1:])]
    if statement.topic and statement.topic.casefold() not in _plain(words):
        out += [Run(text=", on "), Run(text=re.sub(r"[\"“”„«»]", "", shorten(statement.topic, 10)[0]))]
    # Behind "told by" or "on the quota" the line does not read on without a mark.
    plain = len(out) == 1 and ", told by " not in head
    joint = words.joint if plain or words.joint in ("cue", "participle") else "colon"
    out.append(Run(text=_JOINTS[joint] if plain else {"colon": ": "}.get(joint, ", ")))
    return (*out, *words.runs)


def gist(group: StatementGroup, namer: Namer) -> str:
    """Return who speaks, without office."""
    who = speaker(group.pieces[0])
    return namer.plain(who) if who else ""


def _relayer(piece: StatementTold, words: str) -> Participant:
    """Return who relays, by the words of the text: one of the article's people where these name one."""
    facts = piece.told.facts
    people = [speaker_of(s) for s in facts.statements] + [p for m in facts.meetings for p in m.participants]
    named = [p for p in people if p.name and len(each(p)) == 1 and (p.name in words or words in p.name)]
    if named:
        return max(named, key=lambda p: (len(p.name or ""), p.role is not None))
    words = re.sub(r"^(?:The|A|An)\b", lambda m: m.group().lower(), words)
    if words.partition(" ")[2].islower() and _known_word(words.partition(" ")[0]):
        words = words[:1].lower() + words[1:]  # "Senior officials", as sentences begin
    return Participant(name=words) if words[:1].isupper() else Participant(role=words)


def _known_word(word: str) -> bool:
    known = titles()
    return word.lower() in known.modifiers or word.lower() in known.nouns


def _plain(words: Said) -> str:
    return "".join(r.text for r in words.runs).casefold()
