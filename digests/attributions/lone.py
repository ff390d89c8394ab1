"""Quotations without a cue: they go on from the speaker before them, or from whom the sentence before is about."""

from digests.attributions.attribution import Attribution
from digests.attributions.grammar import Grammar
from digests.attributions.phrases import phrase_start
from digests.attributions.sources import Range, Source, main_subject, plain, subject_before
from digests.quotations import Quotation, reads_as_title

#: A quotation without any attribution continues a quoted speaker only from this many paragraphs away.
_WITHIN = 2
#: Shorter quotations without a cue are scare quotes or titles, unless they are whole sentences.
_WORDS = 5
#: "Lund's answer was: “…”" gives Lund the floor.
_ANSWERS = frozenset(
    "response answer reply reaction message words statement verdict advice warning question".split()
)
_NOBODY = frozenset("it there this we you i".split())


def add_lone_quotations(grammar: Grammar, found: list[Attribution]) -> list[Attribution]:
    """Return `found` and the quotations no cue reaches, in order; some go on in an attribution found before."""
    out = sorted(found, key=lambda a: a.span)
    reached = _reached(grammar, found)
    reached |= _joined_to_the_end(grammar, out, reached)
    for quotation in grammar.document.quotations:
        if quotation.start not in reached and _is_lone(grammar, quotation):
            added = (
                _signed(grammar, quotation)
                or _led_by_colon(grammar, quotation)
                or _continued(grammar, out, quotation)
            )
            if added:
                out.append(added)
                out.sort(key=lambda a: a.span)
    return out


def _joined_to_the_end(grammar: Grammar, found: list[Attribution], reached: set[int]) -> set[int]:
    """Give the paragraphs of a long quotation to who is named behind the last; return where they begin."""
    quotations = grammar.document.quotations
    first_pieces = {a.pieces[0][0]: a for a in found if a.nested_in is None and a.cue}
    joined: set[int] = set()
    for n in range(len(quotations) - 2, -1, -1):
        quotation, after = quotations[n], quotations[n + 1]
        attribution = first_pieces.get(after.inner[0])
        if attribution is None or quotation.closed or quotation.start in reached or not after.continues:
            continue
        if _is_lone(grammar, quotation) and _opens_paragraph(grammar, quotation):
            attribution.pieces.insert(0, quotation.inner)
            first_pieces[quotation.inner[0]] = attribution
            joined.add(quotation.start)
    return joined


def _reached(grammar: Grammar, found: list[Attribution]) -> set[int]:
    """Return where the quotations begin that lie inside what attributions report."""
    return {
        quotation.start
        for attribution in found
        for start, end in attribution.pieces
        for quotation in grammar.document.quotations_in((start - 1, end + 1))
        if start <= quotation.inner[0] + 1 and quotation.inner[1] - 1 <= end
    }


def _before(grammar: Grammar, quotation: Quotation) -> str:
    """Return what stands before a quotation in its sentence, else in its paragraph."""
    document = grammar.document
    sentence = document.sentence_at(quotation.start)
    paragraph = document.paragraphs[sentence.paragraph]
    begin = sentence.start if sentence.start < quotation.start else paragraph.start
    return document.text[max(paragraph.start, begin) : quotation.start].rstrip(" \u00a0")


def _opens_paragraph(grammar: Grammar, quotation: Quotation) -> bool:
    document = grammar.document
    paragraph = document.paragraphs[document.sentence_at(quotation.start).paragraph]
    return not document.text[paragraph.start : quotation.start].strip()


def _is_lone(grammar: Grammar, quotation: Quotation) -> bool:
    """Tell whether a quotation is somebody's speech that no attribution reaches: no scare quotes, no titles."""
    document = grammar.document
    paragraph = document.paragraphs[document.sentence_at(quotation.start).paragraph]
    words = sum(document.words[i][0].isalnum() for i in document.tokens_in(quotation.inner))
    if paragraph.kind != "body" or not words:
        return False
    if quotation.continues:
        return True
    if document.text[quotation.end : quotation.end + 1] == ":" and words <= 2:
        return False  # a label: "“Related”:"
    before, opens = _before(grammar, quotation), _opens_paragraph(grammar, quotation)
    if not (opens or not before or before[-1] in '.!?:;…”"—–' or before.endswith(("''", "--"))):
        return False
    led = before[-1:] == ":"
    if reads_as_title(document.of(quotation.inner)) or (
        quotation.single and not (led or opens or _single_house(grammar, quotation))
    ):
        return False
    inner = document.of(quotation.inner).strip()
    sentence_like = inner[:1].isupper() and inner[-1:] in ".?!,…" and words > 2
    whole = opens and not document.text[quotation.end : paragraph.end].strip(" .,")
    return words >= _WORDS or led or sentence_like or whole


def _single_house(grammar: Grammar, quotation: Quotation) -> bool:
    """Tell whether the paragraph quotes in single marks before: then this is no scare quote."""
    document = grammar.document
    paragraph = document.paragraphs[document.sentence_at(quotation.start).paragraph]
    earlier = [q for q in document.quotations if paragraph.start <= q.start < quotation.start]
    return bool(earlier) and all(q.single for q in earlier) and earlier[0].end - earlier[0].start > 20


def _continued(grammar: Grammar, found: list[Attribution], quotation: Quotation) -> Attribution | None:
    """Give a quotation to the speaker it goes on from; in the same paragraph it joins that statement."""
    document = grammar.document
    index = document.sentence_index(quotation.start)
    previous = _previous(grammar, found, quotation)
    if previous is None:
        subject = _subject_before(grammar, quotation)
        return Attribution(subject, None, None, [quotation.inner], index, "continued") if subject else None
    if (previous.shape != "continued" or quotation.continues) and _goes_on(grammar, previous, quotation):
        previous.pieces.append(quotation.inner)
        return None
    return Attribution(previous.source, None, None, [quotation.inner], index, "continued")


def _goes_on(grammar: Grammar, previous: Attribution, quotation: Quotation) -> bool:
    """Tell whether the quotation goes on right after the sentence of `previous`, itself a quotation."""
    document = grammar.document
    a, b = previous.pieces[-1]
    direct = any(q.inner[0] <= a + 1 and b <= q.inner[1] + 1 for q in document.quotations_in((a, b)))
    same = document.sentences[previous.sentence].paragraph == document.sentence_at(quotation.start).paragraph
    return direct and (same or quotation.continues)


def _previous(grammar: Grammar, found: list[Attribution], quotation: Quotation) -> Attribution | None:
    """Return the attribution a lone quotation goes on from; None when none is near enough."""
    document = grammar.document
    earlier = [x for x in found if x.span[0] < quotation.start and x.nested_in is None]
    if not earlier:
        return None
    previous = max(earlier, key=lambda x: max(x.span[1], document.ends[x.cue[1] - 1] if x.cue else 0))
    here = document.sentence_at(quotation.start).paragraph
    distance = here - document.sentence_at(previous.span[1] - 1).paragraph
    if distance < 0 or (distance > 0 and not (quotation.continues or _opens_paragraph(grammar, quotation))):
        return None
    quoted = bool(document.quotations_in(previous.span))
    if distance > (_WITHIN if quoted or quotation.continues else 1):
        return None
    if not quoted and distance > 0 and _subject_before(grammar, quotation):
        return None
    return previous


def _subject_before(grammar: Grammar, quotation: Quotation) -> Source | None:
    """Take the subject of the sentence right before as the speaker: "Lund was blunt. “It is over.”"."""
    document, lower, tags = grammar.document, grammar.lower, grammar.tags
    index = document.sentence_index(quotation.start)
    here = document.sentence_at(quotation.start).paragraph
    if document.sentences[index].start >= quotation.start:
        index -= 1
    if index < 0 or here - document.sentences[index].paragraph > 1:
        return None
    sentence = document.sentences[index]
    grammar.tag(sentence.first, sentence.last)
    for k in range(sentence.first, sentence.last):
        if grammar.quoted[k]:
            return None
        if grammar.finite(k):
            source = subject_before(grammar, k, sentence.first)
            if source is None or lower[source.mention[0]] in _NOBODY:
                return None
            a, b = source.mention
            named = tags[a] == "p" or any(tags[m] == "N" for m in range(a, b))
            return source if named else None
    return None


def _signed(grammar: Grammar, quotation: Quotation) -> Attribution | None:
    """Find the name behind a dash that signs a quotation: "“We are islands” — Petra Lund, in Vaduz"."""
    document, tags = grammar.document, grammar.tags
    index = document.sentence_index(quotation.end - 1)
    last, dash = document.sentences[index].last, document.token_at(quotation.end - 1) + 1
    if not quotation.closed or dash >= last or tags[dash] != "-":
        return None
    end = grammar.phrase_end(dash + 1, last)
    signed = end > dash + 1 and any(tags[k] == "N" for k in range(dash + 1, end))
    if not signed or any(grammar.finite(k) for k in range(dash + 1, last)):
        return None
    return Attribution(plain(dash + 1, end), (dash, dash + 1), None, [quotation.inner], index, "colon")


def _led_by_colon(grammar: Grammar, quotation: Quotation) -> Attribution | None:
    """Find the name or the clause before a colon: "Lund: “…”", "Lund was blunt: “…”"."""
    tags = grammar.tags
    index = grammar.document.sentence_index(quotation.start)
    first = grammar.document.sentences[index].first
    if _before(grammar, quotation)[-1:] != ":":
        return None
    colon = grammar.document.token_at(quotation.start) - 1
    while colon > first and tags[colon] != ":":
        colon -= 1
    source = _before_colon(grammar, first, colon) if colon > first else None
    if source is None:
        return None
    cue: Range = (colon, colon + 1)
    return Attribution(source, cue, None, [quotation.inner], index, "colon")


def _before_colon(grammar: Grammar, first: int, colon: int) -> Source | None:
    tags, lower = grammar.tags, grammar.lower
    start = phrase_start(grammar, colon, first)
    lead = tags[start - 1] if start > first else "."
    if start < colon and lead in ".-;:(" and any(tags[k] == "N" for k in range(start, colon)):
        return plain(start, colon)
    if any(grammar.quoted[k] for k in range(first, colon)):
        return None
    source = main_subject(grammar, first, colon)
    if source is None or lower[source.mention[0]] in _NOBODY:
        return None
    a, b = source.mention
    if lower[b - 1] in _ANSWERS and "s" in tags[a:b]:
        owner = a + tags[a:b].index("s")
        return Source((a, owner + 1), (a, owner), a, b)
    return source
