"""Statements: who said what. Attributions become statements with a speaker, an act and verbatim spans."""

from digests.attributions import Attribution, Reader
from digests.document import Document, Quotation
from digests.records import Act, Statement
from scrapers.article import Span

#: A content is a quotation when at least this share of its words stands inside marks (PolNeAR's practice).
DIRECT_SHARE = 0.9
#: A quotation without any attribution continues the last speaker only from this many paragraphs away.
CONTINUES_WITHIN = 2
#: Shorter quotations without a cue are scare quotes or titles.
LONE_QUOTATION_WORDS = 5


def read_statements(document: Document) -> tuple[Statement, ...]:
    """Read the statements of a document, in order of their content.

    A quotation is reported as one only where nearly all of its content is inside marks; other contents with a few
    quoted words are paraphrases. What has neither a source nor a speaker before it is left out.
    """
    from digests.speakers import Speakers

    speakers = Speakers(document)
    reader = Reader(document, speakers.atoms)
    attributions = _outermost(reader.read())
    attributions = _continued(document, reader, attributions)
    out = []
    for attribution in attributions:
        statement = _statement(document, reader, speakers, attribution)
        if statement:
            out.append(statement)
    out.sort(key=lambda s: (s.span, s.nested))
    return tuple(out)


def _inside(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1] and inner != outer


def _outermost(found: list[Attribution]) -> list[Attribution]:
    """Mark attributions whose cue lies in another's content as nested; drop double readings of one content."""
    out: list[Attribution] = []
    for attribution in found:
        if any(a.span == attribution.span and a.shape != attribution.shape for a in out):
            continue
        out.append(attribution)
    for attribution in out:
        for other in out:
            if other is not attribution and _inside(attribution.span, other.span):
                attribution.nested_in = other
                break
    return out


def _quotes(document: Document, piece: Span) -> list[Quotation]:
    return [q for q in document.quotations if q.start < piece[1] and q.end > piece[0]]


def _continued(document: Document, reader: Reader, found: list[Attribution]) -> list[Attribution]:
    """Give quotations that no attribution reached to the speaker they continue."""
    out = sorted(found, key=lambda a: a.span)
    covered = [piece for a in out for piece in a.pieces]
    for quotation in document.quotations:
        a, b = quotation.inner
        if any(piece[0] <= a + 1 and b - 1 <= piece[1] for piece in covered):
            continue
        words = [i for i in document.tokens_in(quotation.inner) if document.words[i][0].isalnum()]
        paragraph_index = document.sentence_at(quotation.start).paragraph if document.sentences else 0
        paragraph = document.paragraphs[paragraph_index]
        opens = not document.text[paragraph.start : quotation.start].strip()
        whole = document.text[quotation.end : paragraph.end].strip(" .,") == ""
        fresh = _begins_sentence(document, quotation)
        if len(words) < LONE_QUOTATION_WORDS and not quotation.continues and not (fresh and whole):
            continue
        if not (fresh or quotation.continues):
            continue
        before = [x for x in out if x.span[0] < a and x.nested_in is None]
        previous = before[-1] if before else None
        if previous is None or previous.source is None:
            continue
        distance = paragraph_index - document.sentence_at(previous.span[1] - 1).paragraph
        was_quote = any(_quotes(document, piece) for piece in previous.pieces)
        if distance > (CONTINUES_WITHIN if was_quote else 1) or (distance > 0 and not opens):
            continue
        if distance == 0 and was_quote and previous.shape != "continued":
            previous.pieces.append(quotation.inner)
            continue
        index = document.sentence_index(quotation.start)
        out.append(Attribution(previous.source, None, None, [quotation.inner], index, "continued"))
        out.sort(key=lambda x: x.span)
    return out


def _begins_sentence(document: Document, quotation: Quotation) -> bool:
    """Tell whether the quotation opens a sentence or follows a colon."""
    before = document.text[: quotation.start].rstrip(" \u00a0")
    return not before or before[-1] in '\n.!?:…”"' or before.endswith(("''", "—"))


def _direct_pieces(document: Document, attribution: Attribution) -> list[Span] | None:
    """Return the quoted pieces when the content is a quotation, else None."""
    total = inside = 0
    pieces: list[Span] = []
    for piece in attribution.pieces:
        spans = [q.inner for q in _quotes(document, piece)]
        for i in document.tokens_in(piece):
            if document.words[i][0].isalnum():
                total += 1
                inside += any(s[0] <= document.starts[i] < s[1] for s in spans)
        pieces.extend((max(s[0], piece[0]), min(s[1], piece[1])) for s in spans)
    if total and inside / total >= DIRECT_SHARE:
        return [p for p in pieces if p[0] < p[1]]
    return None


def _chars(document: Document, tokens: tuple[int, int] | None) -> Span | None:
    if tokens is None:
        return None
    return (document.starts[tokens[0]], document.ends[tokens[1] - 1])


def _trim(document: Document, piece: Span) -> Span:
    """Cut white space, marks and closing punctuation that belong to no content."""
    a, b = piece
    text = document.text
    while a < b and text[a] in " \n,;:—–\u00a0":
        a += 1
    while a < b and text[b - 1] in " \n,;:—–\u00a0":
        b -= 1
    return (a, b)


def _statement(
    document: Document, reader: Reader, speakers: "object", attribution: Attribution
) -> Statement | None:
    from digests.speakers import Speakers

    assert isinstance(speakers, Speakers)
    direct = _direct_pieces(document, attribution)
    pieces = tuple(p for p in (_trim(document, x) for x in (direct or attribution.pieces)) if p[0] < p[1])
    if not pieces:
        return None
    act: Act = "say"
    cameo: str | None = "01"
    hedged = False
    if attribution.verb:
        frames = {"pre": "clause", "post": "after", "inverted": "after"}
        entry = attribution.verb.entry_for(frames.get(attribution.shape, "clause"))
        if len(attribution.verb.entries) > 1 and "to" in attribution.verb.frames():
            start = document.tokens_in(pieces[0])
            if "to" in document.lower[start.start : start.start + 10]:
                entry = attribution.verb.entry_for("to")
        act, cameo, hedged = entry.act, entry.cameo, attribution.verb.hedged
    who = speakers.resolve(attribution.source, attribution.sentence)
    cue = _chars(document, attribution.cue)
    outer = attribution.nested_in
    relayed = speakers.resolve(outer.source, outer.sentence).name if outer else None
    return Statement(
        span=(pieces[0][0], pieces[-1][1]),
        spans=pieces,
        direct=direct is not None,
        speaker=who.name,
        speaker_span=_chars(document, attribution.source),
        role=who.role,
        country=who.country,
        org=who.org,
        cue=document.of(cue) if cue else None,
        cue_span=cue,
        act=act,
        cameo=cameo,
        hedged=hedged,
        nested=outer is not None,
        relayed_by=relayed,
    )
