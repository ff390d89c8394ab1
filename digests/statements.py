"""Statements: who said what. Attributions become statements with a speaker, an act and verbatim spans."""

from digests.acts import act_of
from digests.attributions.attribution import Attribution
from digests.attributions.grammar import Grammar
from digests.attributions.labels import add_labelled_speech
from digests.attributions.lone import add_lone_quotations
from digests.attributions.reader import read_attributions
from digests.document import Document
from digests.records import Statement
from digests.speakers import Speakers
from scrapers.article import Span

#: A content is a quotation when at least this share of its words stands inside marks (PolNeAR's practice).
DIRECT_SHARE = 0.9
#: What only points to what is said elsewhere ("rejected this") tells a reader nothing.
_POINTERS = frozenset("it this that these those them him her so".split())
#: Attributions that report the same words, or one inside the other, stand no farther apart in reading order.
_NEAR = 8


def read_statements(document: Document) -> tuple[Statement, ...]:
    """Read the statements of a document, in order of their content.

    A quotation is reported as one only where nearly all of its content is inside marks; other contents with a few
    quoted words are paraphrases. What has neither a source nor a speaker before it is left out.
    """
    if not document.sentences:
        return ()
    grammar = Grammar(document)
    speakers = Speakers(document, grammar)
    found = _outermost(read_attributions(grammar))
    found = add_lone_quotations(grammar, add_labelled_speech(grammar, found))
    found = _outermost(found)
    out = [s for a in found if (s := _statement(document, grammar, speakers, a))]
    out.sort(key=lambda s: (s.span, s.nested))
    return tuple(out)


def _inside(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1] and inner != outer


def _outermost(found: list[Attribution]) -> list[Attribution]:
    """Mark attributions inside another's content as nested; drop double readings of one content.

    Words that are passed on ("the minister said …, according to a transcript") stay with the one whose words they are;
    the channel is kept beside the speaker.
    """
    out: list[Attribution] = []
    relayed = any(a.shape == "according" for a in found)
    for attribution in sorted(found, key=lambda a: (a.span[0], -a.span[1], a.shape == "according")):
        # One span is right behind its equal; only a channel may stand apart from what it passes on.
        near = out[-_NEAR:] if relayed else out[-1:]
        twin = next((a for a in near if _same(a, attribution)), None)
        if twin is None:
            out.append(attribution)
        elif attribution.shape == "according" and twin.shape != "according":
            twin.channel = attribution.source
        elif twin.shape == "according" and attribution.shape != "according":
            attribution.channel = twin.source
            out[out.index(twin)] = attribution
    spans = [attribution.span for attribution in out]
    for n, attribution in enumerate(out):
        attribution.nested_in = None
        start, end = spans[n]
        for k in range(max(0, n - _NEAR), min(n + _NEAR, len(out))):
            around = k != n and spans[k][0] <= start and end <= spans[k][1]
            if around and any(_inside(spans[n], piece) for piece in out[k].pieces):
                attribution.nested_in = out[k]
                break
    return out


def _same(a: Attribution, b: Attribution) -> bool:
    """Tell whether two attributions report the same words: equal spans, or a channel around a whole attribution."""
    if a.pieces[0][0] == b.pieces[0][0] and a.pieces[-1][1] == b.pieces[-1][1]:
        return True
    if "according" not in (a.shape, b.shape) or a.shape == b.shape:
        return False
    outer, inner = (a, b) if a.shape == "according" else (b, a)
    return (
        inner.sentence == outer.sentence
        and inner.pieces[0][0] - outer.span[0] < 4
        and inner.span[1] <= outer.span[1]
    )


def _direct_pieces(document: Document, attribution: Attribution) -> list[Span] | None:
    """Return the quoted pieces when the content is a quotation, else None."""
    quoted = [[q.inner for q in document.quotations_in(piece)] for piece in attribution.pieces]
    if not any(quoted):
        return None
    total = inside = 0
    pieces: list[Span] = []
    for piece, spans in zip(attribution.pieces, quoted, strict=True):
        total += _count_words(document, piece)
        # Marks do not cross: what is inside one quotation is inside no other.
        cut = [(max(s[0], piece[0]), min(s[1], piece[1])) for s in spans]
        inside += sum(_count_words(document, span) for span in cut)
        pieces.extend(cut)
    if total and inside / total >= DIRECT_SHARE:
        return [p for p in pieces if p[0] < p[1]]
    return None


def _count_words(document: Document, span: Span) -> int:
    tokens = document.tokens_in(span)
    return sum(map(str.isalnum, [word[0] for word in document.words[tokens.start : tokens.stop]]))


def _chars(document: Document, tokens: tuple[int, int] | None) -> Span | None:
    if tokens is None:
        return None
    return (document.starts[tokens[0]], document.ends[tokens[1] - 1])


def _trim(document: Document, piece: Span) -> Span:
    """Cut white space and closing punctuation that belong to no content."""
    a, b = piece
    text = document.text
    while a < b and text[a] in " \n,;:—–\u00a0":
        a += 1
    while a < b and text[b - 1] in " \n,;:—–\u00a0":
        b -= 1
    return (a, b)


def _statement(
    document: Document, grammar: Grammar, speakers: Speakers, attribution: Attribution
) -> Statement | None:
    direct = _direct_pieces(document, attribution)
    pieces = tuple(p for p in (_trim(document, x) for x in (direct or attribution.pieces)) if p[0] < p[1])
    if not pieces:
        return None
    if direct is None and len(pieces) == 1 and document.of(pieces[0]).lower() in _POINTERS:
        return None
    who = speakers.resolve(attribution.source, pieces)
    if not who.speaks:
        return None
    deed = act_of(grammar, attribution, pieces)
    cue = _chars(document, attribution.cue)
    outer = attribution.nested_in
    relayed = speakers.resolve(outer.source).shown if outer else None
    if attribution.channel:
        relayed = speakers.resolve(attribution.channel).shown
    return Statement(
        span=(pieces[0][0], pieces[-1][1]),
        spans=pieces,
        direct=direct is not None,
        speaker=who.name,
        speaker_span=_chars(document, attribution.source.mention),
        role=who.role,
        country=who.country,
        org=who.org,
        cue=document.of(cue) if cue else None,
        cue_span=cue,
        act=deed.act,
        cameo=deed.cameo,
        addressee=deed.addressee,
        topic=deed.topic,
        hedged=deed.hedged,
        nested=outer is not None,
        relayed_by=relayed,
    )
