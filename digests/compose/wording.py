"""Wording: which stretch of an article says what a speaker said, so that it can stand alone."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from digests.compose.joints import Joint, headless, joint_of, lowered
from digests.compose.statements import StatementTold, joined_on
from digests.compose.texts import EDGES, LINE_WORDS, MARKS, Texts, outlet_words, quotation, strip
from digests.document import Document
from digests.edition import Run, Told
from digests.naming import is_body, is_state
from digests.records import Statement
from scrapers.article import Span

#: A quotation of fewer words is printed with what it refers to, or not at all.
FEW = 6
#: Characters between a speaker and their verb in one clause.
_CLAUSE = 160
# Cues that add nothing to a colon. All others stay, in the outlet's wording: "denied that", "urged".
_NEUTRAL = re.compile(
    r"(?:has |have |had |also |was |were |as |is |are )*"
    r"(?:said|says|say|saying|told|tells|telling|add|added|adds|adding|stated|states|according to|noted|notes)",
    re.IGNORECASE,
)
# A piece that begins with one of these speaks of something the line does not show.
_HANGING = re.compile(
    r"(?:(?:calling|called|describing|described|saying|adding|and|but|that|because|which|so|also)[ ,]+)*"
    r"(?:it(?! (?:is|was|would be|will be) (?:[\w“\"’-]+ ){1,4}(?:that|to)\b)|this|these|those|such|they|them|there|then|him|her|"
    r"which|the former|the latter|the same|neither|both|"
    r"that(?= (?:is|was|would|will|has|had|does|means|makes|’s|'s|could|must|should|can|may|might)\b))\b",
    re.IGNORECASE,
)
_OBJECT = re.compile(r"\s+(?:him|her(?! \w)|them)\b", re.IGNORECASE)
_HE = re.compile(r"(?:he|she)\b", re.IGNORECASE)
# What a cue begins with and what points to a line that is not there.
_ALSO = re.compile(r"(?:also|then|further|furthermore|meanwhile|moreover)\s+")
# "Complicating tensions, some members have ..."
_LEAD_IN = re.compile(r"[A-Z]\w+ing(?: [\w’'-]+){0,4}, (?=\w)")
# What may stand between "said" and what was said.
_AFTER_SAID = re.compile(
    r"\s*,?\s*(?:(?:on |late |early |later )*(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|earlier"
    r"|(?:earlier )?(?:last|this) (?:night|week|month|year)|in an? (?:interview|statement|speech))\s*,?\s*)?(?:that\s+)?"
)
# "told reporters that ...", "told parliament ..."
_ADDRESSEE = re.compile(
    r"[^“\"‘]{1,80}?\bthat\b|\s+(?:(?:the|a|his|her|their) )?(?:\w+ )?(?:reporters|journalists|parliament|lawmakers|deputies|"
    r"radio|television|news conference|press conference|council|assembly|agency|Reuters|AFP|AP|BBC|CNN|him|her|them)\b",
)
_ITSELF = re.compile(
    r"(?:it|they) (?:would|will|had|has|have|was|were|is|are|could|can|should|might|may|did|does|do|wanted|wants|want|planned"
    r"|hoped|agreed)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The words of an utterance as a line prints them."""

    runs: tuple[Run, ...]
    #: The verbatim words when the line is one quotation; None otherwise.
    quote: str | None
    #: How the speaker and the words are joined: a colon; "said"; nothing where the outlet's cue begins the words
    #: ("warned that …"); a comma before its participle ("accusing …").
    joint: Joint
    #: What the line rests on.
    passage: Span

    @property
    def words(self) -> int:
        """How many words of the article it prints."""
        return sum(len(run.text.split()) for run in self.runs if run.style in ("quote", "italic"))


def _whole(document: Document, statement: Statement) -> bool:
    """Tell whether a quotation stands on its own: a sentence, not a few words of one."""
    text = document.text
    pieces = [strip(text, s) for s in statement.spans]
    said = " ".join(text[a:b] for a, b in pieces)
    if len(said.split()) < FEW or not said[:1].isupper():
        return False
    first = pieces[0][0]
    sentence = document.sentence_at(first)
    before = text[sentence.start : first].strip(" " + MARKS)
    attribution = statement.cue_span is not None and sentence.start <= statement.cue_span[0] < first
    return not before or attribution


def said(texts: Texts, pieces: Sequence[StatementTold]) -> Said | None:
    """Word an utterance; None when it cannot be printed with what it refers to."""
    told = pieces[0].told
    document = texts.document(told)
    statements = [p.statement for p in pieces]
    whole = [s for s in statements if s.direct and _whole(document, s)]
    if whole:
        spans = [span for s in statements if s in whole for span in s.spans]
        runs, quote = quotation(document.text, spans)
        if not runs or (_HANGING.match(quote) and len(quote.split()) < 2 * FEW):
            return None
        return Said(
            runs=tuple(runs), quote=quote, joint="colon", passage=_passage(texts, told, spans, statements)
        )
    regions, with_cue = _regions(texts, told, statements)
    worded: list[Run] = []
    for region in regions:
        words = document.text[region[0] : region[1]].strip(EDGES + MARKS)
        if not worded and document.text.startswith(("'s ", "’s "), region[0]):
            return None  # "Finch's pledge that" is half a noun
        if not worded and (len(words.split()) < 3 or _hangs(words, statements, with_cue)):
            return None
        if not worded and not with_cue and _of_the_speaker(words, statements[0]):
            return None
        if not worded and _may_be_another(texts, told, region, statements):
            return None
        left = LINE_WORDS - sum(len(r.text.split()) for r in worded)
        piece = outlet_words(document, region, left, texts.today) if left > 5 else []
        if worded and piece:
            worded.append(Run(text=" … "))
        worded += piece
    plain = sum(len(r.text.split()) for r in worded if r.style == "italic")
    if not worded or (any(r.style == "quote" for r in worded) and plain < 3 and _quoted_words(worded) < FEW):
        return None
    return Said(
        runs=lowered(worded) if with_cue else tuple(worded),
        quote=None,
        joint=joint_of(document, regions[0][0], worded, statements, with_cue),
        passage=_passage(texts, told, regions, statements),
    )


def _may_be_another(texts: Texts, told: Told, region: Span, statements: Sequence[Statement]) -> bool:
    """Tell whether the "he" words begin with may be somebody named before the speaker: "Lund left, and Finch said he ..."."""
    text = told.article.text
    speaker = statements[0].speaker_span
    words = text[region[0] : region[1]].lstrip(EDGES + MARKS)
    if speaker is None or not _HE.match(words):
        return False
    if speaker[0] > region[0] and not _HE.fullmatch(text[speaker[0] : speaker[1]]):
        return True  # "He will come, Finch said": a name behind a pronoun is somebody else's
    if len(words.split()) < FEW:
        return True
    before = text[texts.sentence(told, region[0])[0] : speaker[0]] if speaker[0] < region[0] else ""
    own = (statements[0].speaker or "").split()
    people = [s.speaker for s in told.facts.statements]
    people += [p.name for m in told.facts.meetings for p in m.participants]
    return any(
        name and name.split()[-1] not in own and re.search(rf"\b{re.escape(name.split()[-1])}\b", before)
        for name in people
    )


def _hangs(words: str, statements: Sequence[Statement], with_cue: bool) -> bool:
    """Tell whether words begin with something the line does not show; a body's or group's "it" or "they" is itself."""
    if not with_cue and not statements[0].relayed_by and headless(words):
        return True
    cue = statements[0].cue or ""
    if with_cue and _OBJECT.match(words.removeprefix(cue)):
        return True  # "criticised him for it": whom is not told
    if not _HANGING.match(words):
        return False
    first = statements[0]
    name = first.speaker
    group = name is None or first.org is not None or is_state(name) or is_body(name)
    return not (group and not first.direct and _ITSELF.match(words))


def _of_the_speaker(words: str, statement: Statement) -> bool:
    """Tell whether words tell of who is taken to speak: "Lund was reported to have called it a trick" is no saying of hers."""
    name = statement.speaker or ""
    if not name or is_state(name) or is_body(name):
        return False
    return bool(re.match(rf"(?:[\w.’'-]+ )?{re.escape(name.split()[-1])} (?:was|is|has|had)\b", words))


def _quoted_words(runs: Iterable[Run]) -> int:
    return sum(len(r.text.split()) for r in runs if r.style == "quote")


def _passage(texts: Texts, told: Told, spans: Iterable[Span], statements: Iterable[Statement]) -> Span:
    spots = [*spans, *(s.cue_span for s in statements if s.cue_span)]
    first, last = min(s[0] for s in spots), max(s[1] for s in spots)
    return texts.around(told, (first, last))


def _regions(texts: Texts, told: Told, statements: Sequence[Statement]) -> tuple[list[Span], bool]:
    """Return the stretches of the text that hold what is said, and whether they begin with the cue."""
    text = told.article.text
    first = min(s.span[0] for s in statements)
    last = max(s.span[1] for s in statements)
    cue = next((s.cue_span for s in statements if s.cue_span), None)
    start, end = first, last
    with_cue = False
    if any(s.direct for s in statements):
        # The sentence around the quoted words, without its attribution.
        start, end = texts.around(told, (first, last))
    if cue and cue[1] <= first:
        direct = any(s.direct for s in statements)
        follows = _after_cue(text, cue, (first, end), direct)
        if follows is None:
            return [], False
        (start, end), with_cue = follows
    stretches = [(start, end)]
    for statement in statements:
        attribution = _attribution(text, statement)
        if attribution is not None:
            stretches = [piece for stretch in stretches for piece in _without(stretch, attribution)]
    stretches = [_own(told, statements, _spoken(text, s)) for s in stretches]
    kept = [s for s in stretches if any(a < s[1] and s[0] < b for t in statements for a, b in t.spans)]
    return kept, with_cue


def _own(told: Told, statements: Sequence[Statement], stretch: Span) -> Span:
    """Cut a stretch where somebody else begins to speak: "he was not leaving and Lund said ..." is two people's."""
    mine = {(s.speaker, s.role, s.org) for s in statements}
    for other in told.facts.statements:
        cue = other.cue_span
        if (
            cue is None
            or (other.nested and not joined_on(told, other))
            or (other.speaker, other.role, other.org) in mine
        ):
            continue
        if not stretch[0] < cue[0] < stretch[1]:
            continue
        start = other.speaker_span[0] if other.speaker_span and other.speaker_span[0] < cue[0] else cue[0]
        if stretch[0] < start and cue[0] - start < _CLAUSE:
            stretch = (stretch[0], start)
    lead = re.search(
        r"[\s,;]+(?:and|but|while|as|which|although)?(?:\s+(?:the|an?))?\s*$",
        told.article.text[stretch[0] : stretch[1]],
    )
    return (stretch[0], stretch[0] + lead.start()) if lead else stretch


def _attribution(text: str, statement: Statement) -> Span | None:
    """Return the span of "Kerry said" where it adds nothing to the name before the colon."""
    cue, speaker = statement.cue_span, statement.speaker_span
    if (
        cue is None
        or not _NEUTRAL.fullmatch(text[cue[0] : cue[1]].strip())
        or text[cue[0] : cue[1]].endswith("ing")
    ):
        return None
    if speaker is not None and min(abs(speaker[1] - cue[0]), abs(speaker[0] - cue[1])) < 40:
        cue = min(cue[0], speaker[0]), max(cue[1], speaker[1])
    # Set off by a comma or a quotation's end; "seized the arms and said on Monday" is one sentence of the outlet's.
    before, after = text[: cue[0]].rstrip()[-1:], text[cue[1] :].lstrip()[:1]
    set_off = (not before or before in ",.?!;:" + MARKS) and (not after or after in ",.;:" + MARKS)
    # An attribution at the end may go on ("Lund said after the talks"): what it goes on with is no more of the content.
    ends = all(b <= cue[0] for _, b in statement.spans)
    return cue if set_off or ends else None


def _without(stretch: Span, cut: Span) -> list[Span]:
    if cut[1] <= stretch[0] or stretch[1] <= cut[0]:
        return [stretch]
    return [s for s in ((stretch[0], cut[0]), (cut[1], stretch[1])) if s[1] - s[0] > 2]


def _spoken(text: str, stretch: Span) -> Span:
    """Leave out the outlet's own lead-in: "Complicating matters, ..."."""
    lead = _LEAD_IN.match(text, stretch[0], stretch[1])
    return (lead.end(), stretch[1]) if lead else stretch


def _after_cue(text: str, cue: Span, content: Span, quoted: bool) -> tuple[Span, bool] | None:
    """Return what follows a cue, with the cue where it carries meaning; None when whom it is said to cannot be told off.

    A content that is quoted begins at the marks, and what it refers to stands before them.
    """
    spoken = text[cue[0] : cue[1]].strip()
    if not _NEUTRAL.fullmatch(spoken):
        if content[0] - cue[1] > 80:
            return content, False
        also = _ALSO.match(text, cue[0], cue[1])
        return (also.end() if also else cue[0], content[1]), True
    start = content[0]
    if quoted:
        between = text[cue[1] : content[0]]
        if re.search(r"\b(?:tell|tells|told|telling)$", spoken):
            addressee = _ADDRESSEE.match(between)
            if addressee is None:
                return None
            start = cue[1] + addressee.end()
        elif len(between) <= 120:
            start = cue[1]
    lead = _AFTER_SAID.match(text, start)
    return (lead.end() if lead and lead.end() < content[1] else start, content[1]), False
