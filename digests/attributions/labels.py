"""Speech under a label: "Lund: Talks will resume" in a headline, "MR. PRICE: We agree." in a transcript."""

import re
from dataclasses import dataclass

from digests.attributions.attribution import Attribution
from digests.attributions.grammar import Grammar
from digests.attributions.sources import plain
from digests.document import Document, Paragraph

_NAME = r"(?:[A-Z][\w.'’-]*|[A-Z]\.|of|the|de|al|von|van|bin|and)"
_LABEL = re.compile(rf"(?P<name>[A-Z][\w.'’-]*(?:\s+{_NAME}){{0,6}})\s*(?P<colon>:)\s+(?=\S)")
_QUESTION = re.compile(
    r"(?:Q|Question|Reporter|Journalist|Correspondent|Press)(?:\s[^:.\n]{1,30})?\s*:", re.IGNORECASE
)
#: Headings between the answers end without a mark.
_SPOKEN = re.compile(r"[.?!…—–)\]\"”’-]\s*$")
#: Titles of full transcripts, in which unlabelled paragraphs go on with the last speaker.
_OFFICIAL = re.compile(
    r"\b(?:transcript|press briefing|briefing|press conference|press availability|remarks|interview)\b",
    re.IGNORECASE,
)
_NO_LABEL = frozenset(
    "the latest note update updated correction watch read more related video photo photos opinion analysis report breaking "
    "exclusive fact factbox subject date time venue place re cc from to by source sources location topic contact background "
    "summary see also agenda editor image caption credit q question reporter journalist correspondent press".split()
)


@dataclass(frozen=True, slots=True)
class _Label:
    #: Tokens of the name, of the colon, and where the speech begins.
    first: int
    colon: int
    start: int


def add_labelled_speech(grammar: Grammar, found: list[Attribution]) -> list[Attribution]:
    """Return the attributions with those under labels; what is read inside a transcript's speech gives way to it."""
    out = _transcript(grammar, found)
    for paragraph in grammar.document.paragraphs[:2]:
        if paragraph.kind == "headline" and paragraph.first < paragraph.last:
            headline = _headline(grammar, paragraph, out)
            if headline:
                out.append(headline)
    return out


def _label(document: Document, paragraph: Paragraph, most: int) -> _Label | None:
    """Read the label a paragraph begins with, of at most `most` words."""
    if document.text.find(":", paragraph.start, paragraph.end) < 0:
        return None
    line = document.text[paragraph.start : paragraph.end]
    match = _LABEL.match(line)
    if match is None:
        return None
    words = match["name"].lower().split()
    if len(words) > most or any(w.strip(".") in _NO_LABEL for w in words):
        return None
    colon = document.token_at(paragraph.start + match.start("colon"))
    first = document.token_at(paragraph.start)
    return _Label(first, colon, paragraph.start + match.end()) if first < colon else None


def _headline(grammar: Grammar, paragraph: Paragraph, found: list[Attribution]) -> Attribution | None:
    """Read "Lund: Talks will resume": the label must be an actor the article knows."""
    document = grammar.document
    label = _label(document, paragraph, 4)
    if label is None or label.colon - 1 not in grammar.atoms:
        return None
    rest = (label.start, paragraph.end)
    if any(x.span[0] < rest[1] and x.span[1] > rest[0] and x.nested_in is None for x in found):
        return None
    for sentence in document.sentences[paragraph.first : paragraph.last]:
        grammar.tag(sentence.first, sentence.last)
    quotation = document.quotation_at(rest[0])
    piece = quotation.inner if quotation and quotation.end >= paragraph.end - 1 else rest
    if not quotation and not any(grammar.finite(k) for k in document.tokens_in(rest)):
        return None  # "Petra Lund: a portrait"
    source = plain(label.first, label.colon)
    return Attribution(source, (label.colon, label.colon + 1), None, [piece], paragraph.first, "colon")


def _is_official(document: Document) -> bool:
    headlines = [document.text[p.start : p.end] for p in document.paragraphs[:2] if p.kind == "headline"]
    return any(_OFFICIAL.search(line) for line in [document.title or "", *headlines])


def _transcript(grammar: Grammar, found: list[Attribution]) -> list[Attribution]:
    """Read paragraphs under labels in capitals, or that come again in an official transcript; at least two."""
    document = grammar.document
    labels: dict[int, _Label] = {}
    small: dict[str, dict[int, _Label]] = {}
    for n, paragraph in enumerate(document.paragraphs):
        label = (
            _label(document, paragraph, 5)
            if paragraph.kind == "body" and paragraph.first < paragraph.last
            else None
        )
        if label:
            name = document.text[paragraph.start : document.starts[label.colon]].strip()
            if name.replace("Mc", "MC").isupper() and len(name) > 2:
                labels[n] = label
            else:
                small.setdefault(name, {})[n] = label
    goes_on = _is_official(document)
    if goes_on and not labels:
        labels = {n: label for same in small.values() if len(same) > 1 for n, label in same.items()}
    if len(labels) < 2:
        return list(found)
    out = list(found)
    current: _Label | None = None
    for n, paragraph in enumerate(document.paragraphs[: max(labels) + 1]):
        if paragraph.kind != "body" or paragraph.first >= paragraph.last:
            continue
        if n in labels:
            current = labels[n]
        elif not goes_on or _QUESTION.match(document.text, paragraph.start):
            current = None
        if goes_on and _QUESTION.match(document.text, paragraph.start):
            out = [x for x in out if not (paragraph.start <= x.span[0] and x.span[1] <= paragraph.end)]
        if current is None or (
            n not in labels and not _SPOKEN.search(document.of((paragraph.start, paragraph.end)))
        ):
            continue
        start = current.start if n in labels else paragraph.start
        out = [x for x in out if not (start <= x.span[0] and x.span[1] <= paragraph.end)]
        cue = (current.colon, current.colon + 1) if n in labels else None
        source = plain(current.first, current.colon)
        out.append(Attribution(source, cue, None, [(start, paragraph.end)], paragraph.first, "transcript"))
    return out
