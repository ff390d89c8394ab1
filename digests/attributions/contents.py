"""Contents of attributions: the words that are said, after a cue, before it, and on both sides of it."""

from digests.attributions.clauses import speaks
from digests.attributions.ends import ASIDES, content_end
from digests.attributions.frames import content_start
from digests.attributions.grammar import Grammar
from digests.attributions.verbs import Cue
from digests.cues import forms_of_cues
from digests.document import Document, Sentence
from digests.quotations import Quotation, reads_as_title
from scrapers.article import Span

#: Conjunctions that go on in a content behind ", Lund said,"; others tell when she said it.
_CONDITIONS = frozenset("if unless until because once since".split())
#: How a quotation ends whose attribution must follow, or that was interrupted by it.
OPEN_ENDS = (",", "?", "!", "—", "…", "...", "--")


def after_cue(
    grammar: Grammar, cue: Cue, limit: int, *, subordinate: bool = False, relative: bool = False
) -> tuple[str, Span] | None:
    """Return the frame and span of the content that follows `cue`, before token `limit`; None when none does.

    `subordinate`: the cue stands in a fronted "While Lund said …, Finch …"; `relative`: in "Lund, who said …, left".
    """
    start = content_start(grammar, cue, limit)
    if start is None:
        return None
    frame, i = start
    if i in grammar.opening and (whole := _quotation_alone(grammar, i, limit)):
        return frame, whole.inner
    stop = content_end(grammar, i, limit, frame, subordinate=subordinate, relative=relative)
    if stop <= i:
        return None
    if i in grammar.opening and stop <= grammar.skip_quotation(i):
        return frame, grammar.document.quotations[grammar.opening[i]].inner
    return frame, _with_open_quotation(grammar.document, i, stop)


def _quotation_alone(grammar: Grammar, i: int, limit: int) -> Quotation | None:
    """Return the quotation that opens at `i` when it is all of the content."""
    quotation = grammar.document.quotations[grammar.opening[i]]
    after = grammar.skip_quotation(i)
    inner = grammar.document.of(quotation.inner)
    over = after >= limit or grammar.tags[after] in ".;u"
    closed = len(inner) > 1 and inner.rstrip()[-1:] in ",.?!…"
    return quotation if over or closed or (grammar.tags[after] in ",-:" and inner[:1].isupper()) else None


def _with_open_quotation(document: Document, i: int, stop: int) -> Span:
    """Return the span of tokens `i:stop`; a quotation that opens inside and runs past the sentence belongs to it whole."""
    end = document.ends[stop - 1]
    quotation = document.quotation_at(document.starts[stop - 1])
    if quotation and quotation.end > end and quotation.start >= document.starts[i]:
        end = quotation.end
    return (document.starts[i], end)


# -- before the cue -------------------------------------------------------------------------------------------------


def before_source(grammar: Grammar, sentence: Sentence, left: int, begin: int) -> Span | None:
    """Return the content that ends before token `left`, where source or inverted verb begins; not before `begin`."""
    document, tags = grammar.document, grammar.tags
    j = left - 1
    if j < begin:
        return _question_before(document, sentence, left) if begin == sentence.first else None
    if grammar.quoted[j]:
        return _quotation_before(grammar, j, begin)
    if tags[j] not in ",-":
        return None
    while j > begin and not grammar.quoted[j] and tags[j] in ",-":
        j -= 1
    if grammar.quoted[j]:
        return _quotation_before(grammar, j, begin)
    start = begin
    dashes = [k for k in range(begin + 1, j) if tags[k] == "-" and not grammar.quoted[k]]
    if len(dashes) == 1 and grammar.clause_at(dashes[0] + 1, j + 1):
        start = dashes[0] + 1
    while start < j and (tags[start] in "c,-" or (tags[start] == "q" and start not in grammar.opening)):
        start += 1
    offset = document.starts[start]
    quotation = document.quotation_at(offset)
    return (quotation.inner[0] if quotation and quotation.start < offset else offset, document.ends[j])


def _question_before(document: Document, sentence: Sentence, left: int) -> Span | None:
    """Read `“Will they?” Lund asked.`, where the quotation is the sentence before."""
    previous = document.quotation_at(document.starts[left] - 2)
    paragraph = document.paragraphs[sentence.paragraph]
    if previous is None or previous.start < paragraph.start or not previous.closed:
        return None
    return previous.inner if document.of(previous.inner).rstrip().endswith(OPEN_ENDS) else None


def _quotation_before(grammar: Grammar, j: int, begin: int) -> Span | None:
    """Return the content that ends with the quotation whose last token is `j`: it alone, or the clause it closes."""
    document, tags, lower = grammar.document, grammar.tags, grammar.lower
    quotation = document.quotation_at(document.starts[j])
    if quotation is None:
        return None
    first = document.token_at(quotation.start)
    inner = document.of(quotation.inner)
    if first <= begin:
        return (
            None
            if reads_as_title(document.of(quotation.inner)) and inner[-1:] not in ",."
            else quotation.inner
        )
    before = tags[first - 1]
    fresh = (
        inner[:1].isupper()
        and (before == "," or lower[first - 1] in ("that", "but", "and"))
        and len(inner) > 12
    )
    if before in ":(.-" or fresh:
        return quotation.inner
    semicolons = [k for k in range(begin + 1, first) if tags[k] == ";" and not grammar.quoted[k]]
    start = semicolons[-1] + 1 if semicolons else begin
    while start < first and tags[start] in "c,":
        start += 1
    return (document.starts[start], quotation.end)


# -- both sides -----------------------------------------------------------------------------------------------------


def resumed(grammar: Grammar, i: int, limit: int, *, direct: bool) -> Span | None:
    """Return what goes on after ", Lund said," from token `i`, in the middle of a content.

    `direct`: a quotation was interrupted, so only a quotation goes on.
    """
    tags, lower = grammar.tags, grammar.lower
    if direct:
        for k in range(i, limit):
            if k in grammar.opening:
                return _quotation_on(grammar, k, limit, ".;,)") if tags[k - 1] in ",-" else None
            if tags[k] == ";" or (lower[k] in forms_of_cues() and tags[k] in "gve"):
                return None
        return None
    while i < limit and tags[i] not in ",;-" and i not in grammar.opening:
        i += 1
    if i >= limit or tags[i] == ";":
        return None
    i += i not in grammar.opening
    if i >= limit - 1:
        return None
    if i in grammar.opening:
        return _quotation_on(grammar, i, limit, ".;,")
    if lower[i] in ASIDES or (tags[i] == "r" and lower[i + 1] in ASIDES) or tags[i] in "gw":
        return None
    if tags[i] == "u" and not (lower[i] in _CONDITIONS or (lower[i] == "as" and lower[i + 2] == "as")):
        return None
    if tags[i] == "c" and (not grammar.new_subject(i + 1, limit) or speaks(grammar, i + 1, limit)):
        return None
    if tags[i] == "i" and not any(grammar.finite(k) for k in range(i, limit)):
        return None
    stop = content_end(grammar, i, limit, "clause")
    return (grammar.document.starts[i], grammar.document.ends[stop - 1]) if stop - i >= 2 else None


def _quotation_on(grammar: Grammar, i: int, limit: int, over: str) -> Span | None:
    """Return the content that goes on with the quotation opening at `i`; None for the title of a work."""
    document = grammar.document
    quotation = document.quotations[grammar.opening[i]]
    if reads_as_title(document.of(quotation.inner)):
        return None
    after = grammar.skip_quotation(i)
    if after >= limit or grammar.tags[after] in over or document.of(quotation.inner)[-1:] in ",.?!":
        return quotation.inner
    stop = content_end(grammar, i, limit, "clause")
    return (quotation.start, max(quotation.end, document.ends[stop - 1]))
