"""Wording: the runs of a line. Foreign words keep their form: quotations in marks, the outlet's own wording in italics."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from digests.document import Document, annotate
from digests.edition import Run, Told
from digests.gate import DOUBLE
from digests.groups import StatementTold
from digests.records import Statement
from scrapers.article import Span

#: Words of one article's passage a line prints; what is longer is cut, visibly.
LINE_WORDS = 34
#: A quotation of fewer words is printed with what it refers to, or not at all.
FEW = 6
_CUT = " …"
# Cues that add nothing to a colon. All others stay, in the outlet's wording: "denied that", "urged".
_NEUTRAL = re.compile(
    r"(?:has |have |had |also |was |were |as |is |are )*"
    r"(?:said|says|say|saying|told|tells|telling|add|added|adds|adding|stated|states|according to|noted|notes)",
    re.IGNORECASE,
)
# A piece that begins with one of these speaks of something the line does not show.
_HANGING = re.compile(
    r"(?:(?:calling|called|describing|described|saying|adding|and|but|that|because|which|so|also)[ ,]+)*"
    r"(?:it|this|these|those|such|they|them|there|then|him|her|which|the former|the latter|the same|neither|both|"
    r"that(?= (?:is|was|would|will|has|had|does|means|makes|’s|'s|could|must|should|can|may|might)\b))\b",
    re.IGNORECASE,
)
# "Complicating tensions, some members have ..."
_LEAD_IN = re.compile(r"[A-Z]\w+ing(?: [\w’'-]+){0,4}, (?=\w)")
# What may stand between "said" and what was said.
_AFTER_SAID = re.compile(
    r"\s*,?\s*(?:(?:on |late |early |later )*(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|earlier)\s*,?\s*)?"
    r"(?:that\s+)?"
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
_MARKS = DOUBLE + "‘’'`"
_EDGES = " \t\n\u00a0,;:–—-"


class Texts:
    """The annotated texts of the material, each read once."""

    def __init__(self) -> None:
        self._documents: dict[int, Document] = {}

    def document(self, told: Told) -> Document:
        """Return an article's annotated text."""
        if told.id not in self._documents:
            article = told.article
            self._documents[told.id] = annotate(
                article.text, title=article.title, captions=article.captions, published=article.published
            )
        return self._documents[told.id]

    def sentence(self, told: Told, offset: int) -> Span:
        """Return the sentence at an offset; the paragraph's bounds where there is none."""
        document = self.document(told)
        if not document.sentences:
            return 0, len(document.text)
        found = document.sentence_at(offset)
        return found.start, found.end

    def around(self, told: Told, span: Span) -> Span:
        """Return the sentences a span lies in, whole."""
        last = self.sentence(told, max(span[0], span[1] - 1))
        return min(self.sentence(told, span[0])[0], span[0]), max(last[1], span[1])

    def sentence_index(self, told: Told, offset: int) -> int:
        """Return the index of the sentence at an offset."""
        return self.document(told).sentence_index(offset)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The words of an utterance as a line prints them."""

    runs: tuple[Run, ...]
    #: The verbatim words when the line is one quotation; None otherwise.
    quote: str | None
    #: True when the outlet's cue stands in the runs ("warned that …"): then no colon.
    with_cue: bool
    #: What the line rests on.
    passage: Span


def shorten(text: str, words: int = LINE_WORDS) -> tuple[str, bool]:
    """Cut a text after so many words, at a comma near the end where there is one; tell whether it was cut."""
    found = list(re.finditer(r"\S+", text))
    if len(found) <= words:
        return text, False
    end = found[words - 1].end()
    comma = max(text.rfind(mark, found[words * 2 // 3].start(), end + 1) for mark in ",;:—–")
    return text[: comma if comma > 0 else end].rstrip(_EDGES), True


def _strip(text: str, span: Span, edges: str = _EDGES + _MARKS) -> Span:
    start, end = span
    while start < end and text[start] in edges:
        start += 1
    while end > start and text[end - 1] in edges:
        end -= 1
    return start, end


def _ended(text: str, span: Span) -> Span:
    """Leave out the full stop that ends a quotation; the line goes on behind it."""
    start, end = span
    if text[start:end].endswith(".") and not re.search(r"(?:\.\w\.|\.\.|\b[A-Z]\.)$", text[start:end]):
        return start, end - 1
    return span


def quotation(text: str, spans: Sequence[Span], words: int = LINE_WORDS) -> tuple[list[Run], str]:
    """Return the runs of quoted pieces, and the words as JSON gives them: pieces joined by an ellipsis."""
    runs: list[Run] = []
    kept: list[str] = []
    left = words
    for span in spans:
        start, end = _ended(text, _strip(text, span))
        if start >= end or left < 4:
            continue
        piece, cut = shorten(" ".join(text[start:end].split()), left)
        left -= len(piece.split())
        if runs:
            runs.append(Run(text=" … "))
        runs.append(Run(text=piece, style="quote"))
        kept.append(piece)
        if cut:
            runs.append(Run(text=_CUT))
    return runs, " … ".join(kept)


def outlet_words(document: Document, span: Span, words: int = LINE_WORDS) -> list[Run]:
    """Return a stretch of the outlet's text: italics, and quotations inside it in their marks."""
    text = document.text
    start, end = _strip(text, span, _EDGES)
    _, cut = shorten(text[start:end], words)
    if cut:
        end = start + len(shorten(text[start:end], words)[0])
    runs: list[Run] = []
    at = start
    for quote in document.quotations:
        if quote.end <= start or quote.start >= end:
            continue
        if quote.start > at:
            runs.append(Run(text=_plain(text[at : quote.start]), style="italic"))
        inner = _ended(text, _strip(text, (max(quote.start, start), min(quote.end, end)), _MARKS + _EDGES))
        if inner[0] < inner[1]:
            runs.append(Run(text=" ".join(text[inner[0] : inner[1]].split()), style="quote"))
        at = min(quote.end, end)
    if at < end:
        runs.append(Run(text=_plain(text[at:end]), style="italic"))
    runs = _tidy(runs)
    if cut:
        runs.append(Run(text=_CUT))
    return runs


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _tidy(runs: list[Run]) -> list[Run]:
    out = [r for r in runs if r.text]
    if out and out[0].style == "italic":
        out[0] = Run(text=out[0].text.lstrip(), style="italic")
    if out and out[-1].style == "italic":
        out[-1] = Run(text=out[-1].text.rstrip(_EDGES + "."), style="italic")
    spaced: list[Run] = []
    for run in out:
        if not run.text:
            continue
        if spaced and _needs_space(spaced[-1], run):
            spaced.append(Run(text=" "))
        spaced.append(run)
    return spaced


def _needs_space(left: Run, right: Run) -> bool:
    if right.style == "quote":
        return left.text[-1:] not in " (—–"
    return left.style == "quote" and right.text[0] not in " ,.;:!?’'"


def _whole(document: Document, statement: Statement) -> bool:
    """Tell whether a quotation stands on its own: a sentence, not a few words of one."""
    text = document.text
    pieces = [_strip(text, s) for s in statement.spans]
    said = " ".join(text[a:b] for a, b in pieces)
    if len(said.split()) < FEW or not said[:1].isupper():
        return False
    first = pieces[0][0]
    sentence = document.sentence_at(first)
    before = text[sentence.start : first].strip(" " + _MARKS)
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
            runs=tuple(runs), quote=quote, with_cue=False, passage=_passage(texts, told, spans, statements)
        )
    regions, with_cue = _regions(texts, told, statements)
    worded: list[Run] = []
    for region in regions:
        words = document.text[region[0] : region[1]].strip(_EDGES + _MARKS)
        if not worded and (len(words.split()) < 3 or _hangs(words, statements)):
            return None
        left = LINE_WORDS - sum(len(r.text.split()) for r in worded)
        piece = outlet_words(document, region, left) if left > 5 else []
        if worded and piece:
            worded.append(Run(text=" … "))
        worded += piece
    plain = sum(len(r.text.split()) for r in worded if r.style == "italic")
    if not worded or (any(r.style == "quote" for r in worded) and plain < 3 and _quoted_words(worded) < FEW):
        return None
    return Said(
        runs=tuple(worded), quote=None, with_cue=with_cue, passage=_passage(texts, told, regions, statements)
    )


def _hangs(words: str, statements: Sequence[Statement]) -> bool:
    """Tell whether words begin with something the line does not show; a body's or group's "it" or "they" is itself."""
    if not _HANGING.match(words):
        return False
    first = statements[0]
    group = not first.direct and (
        first.speaker is None or first.speaker == first.org or first.org is not None
    )
    return not (group and _ITSELF.match(words))


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
    stretches = [_spoken(text, s) for s in stretches]
    kept = [s for s in stretches if any(a < s[1] and s[0] < b for t in statements for a, b in t.spans)]
    return kept, with_cue


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
    before = text[: cue[0]].rstrip()[-1:]
    return cue if not before or before in ",.?!;:" + _MARKS else None


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
        return (content, False) if content[0] - cue[1] > 80 else ((cue[0], content[1]), True)
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
