"""Attributions without a subject and its verb: "according to X", "as reported by X", "quoted X as saying", the passive,
and any verb beside a closing quotation mark."""

from digests.attributions.attribution import Attribution, Site
from digests.attributions.contents import after_cue, before_source, resumed
from digests.attributions.ends import content_end
from digests.attributions.inverted import subject_after
from digests.attributions.sources import Source, subject_before
from digests.attributions.verbs import Cue
from digests.cues import SAYING, UNLISTED, forms_of_cues
from digests.document import Document
from digests.quotations import Quotation, reads_as_title
from digests.signals import Signal
from scrapers.article import Span

_QUOTING = frozenset("quoted quotes quoting cited cites citing".split())
_AS_SAYING = frozenset(("saying", "telling", "warning"))
RELAYING = Signal(lambda: ("according", "as"))


def passive(site: Site, cue: Cue) -> Attribution | None:
    """Read "the arrests were condemned by the union": the subject is the content."""
    document = site.document
    source = subject_after(site.grammar, cue.last, site.last)
    subject = subject_before(site.grammar, cue.first, site.first)
    if source is None or subject is None or subject.relative:
        return None
    a, b = subject.mention
    if site.grammar.tags[a] == "p" or b - a < 2:
        return None
    return site.made(source, cue, [(document.starts[a], document.ends[b - 1])], "passive", "object")


def quoted_as(site: Site, places: list[int]) -> list[Attribution]:
    """Read "state media quoted an officer as saying …" and "Lund was quoted as saying …" with the "as" at one of `places`."""
    grammar, lower = site.grammar, site.grammar.lower
    out: list[Attribution] = []
    for i in places:
        if lower[i] != "as" or lower[i + 1] not in _AS_SAYING or grammar.quoted[i]:
            continue
        if not site.first < i < site.last - 2:
            continue
        verb = quoting_verb(site, i)
        if verb == i:
            continue
        cue = Cue(i, i + 1, i + 2, "ing", (SAYING,))
        head = verb
        while head > site.first and grammar.tags[head - 1] in "ar":
            head -= 1
        subject = subject_before(grammar, head, site.first)
        first = i
        found = after_cue(grammar, cue, site.last)
        content = (
            found[1]
            if found
            else before_source(grammar, site.sentence, subject.left, site.first)
            if subject
            else None
        )
        if content is None:
            continue
        source: Source | None
        if verb + 1 < i and lower[verb + 1] != "by":
            source, channel = subject_after(grammar, verb + 1, i), subject
        else:
            source, channel, first = subject, subject_after(grammar, verb + 2, i), head
        if source:
            made = site.made(source, cue, [content], "quoted", first=first)
            made.channel = channel
            out.append(made)
    return out


def quoting_verb(site: Site, i: int) -> int:
    """Return the verb of "quoted an officer (as saying)" before the token at `i`; `i` itself where none stands near."""
    reach = range(i - 1, max(site.first, i - 16) - 1, -1)
    grammar = site.grammar
    return next((k for k in reach if grammar.lower[k] in _QUOTING and not grammar.quoted[k]), i)


def according(site: Site, places: list[int]) -> list[Attribution]:
    """Read "according to X" and "as reported by X" at one of `places`, before and after their content."""
    lower = site.grammar.lower
    out: list[Attribution] = []
    for i in places:
        if site.grammar.quoted[i] or i >= site.last - 3:
            continue
        if lower[i] == "according" and lower[i + 1] == "to":
            after = i + 2
        elif lower[i] == "as" and lower[i + 2] == "by" and lower[i + 1] in forms_of_cues():
            after = i + 3
        else:
            continue
        source = subject_after(site.grammar, after, site.last)
        pieces = _governed(site, source, i) if source else []
        if source and pieces:
            out.append(Attribution(source, (i, after), None, pieces, site.index, "according"))
    return out


def _governed(site: Site, source: Source, i: int) -> list[Span]:
    """Return the content of the "according to" at token `i`: what follows it, or what it closes."""
    grammar, document, tags = site.grammar, site.document, site.grammar.tags
    k = i - 1
    while k >= site.first and tags[k] in "cr":
        k -= 1
    if k < site.first or tags[k] in ":;(":
        begin = source.right
        while begin < site.last and tags[begin] != "," and begin not in grammar.opening:
            begin += 1
        begin += begin < site.last and begin not in grammar.opening
        stop = content_end(grammar, begin, site.last, "whole") if begin < site.last - 1 else begin
        if stop <= begin:
            return []
        if begin in grammar.opening and grammar.skip_quotation(begin) >= stop:
            return [document.quotations[grammar.opening[begin]].inner]
        return [(document.starts[begin], document.ends[stop - 1])]
    semicolons = [m for m in range(site.first + 1, i) if tags[m] == ";" and not grammar.quoted[m]]
    begin = semicolons[-1] + 1 if semicolons else site.first
    if tags[i - 1] not in ",-" and not grammar.quoted[i - 1]:
        return [(document.starts[begin], document.ends[i - 1])]
    content = before_source(grammar, site.sentence, i, begin)
    if content is None:
        return []
    direct = bool(grammar.quoted[i - 1])
    rest = resumed(grammar, source.right, site.last, direct=direct) if tags[i - 1] == "," else None
    return [content, rest] if rest and site.finite_in(rest) else [content]


def speaks(document: Document, quotation: Quotation) -> bool:
    """Tell whether a quotation ends so that its attribution must follow ('…,' scoffed Lund); a scare quote does not."""
    return document.of(quotation.inner).rstrip()[-1:] in ",?!"


def unlisted(site: Site, found: list[Attribution]) -> list[Attribution]:
    """Read any verb that stands with its subject beside a mark that closes an open quotation: "…,” Lund quipped"."""
    grammar, document, tags = site.grammar, site.document, site.grammar.tags
    covered = [piece for a in found for piece in a.pieces]
    out: list[Attribution] = []
    for quotation in document.quotations_in((site.sentence.start, site.sentence.end)):
        if not site.sentence.start < quotation.end <= site.sentence.end:
            continue
        if quotation.single and not (speaks(document, quotation) and quotation.start <= site.sentence.start):
            continue
        inner = document.of(quotation.inner).rstrip()
        i = document.token_at(quotation.end - 1) + 1
        comma = i < site.last and tags[i] == "," and inner[-1:].isalnum()  # “we agree”, Lund quipped
        i += comma
        told = any(a <= quotation.inner[0] + 1 < b for a, b in covered)
        if (
            told
            or i >= site.last
            or not (comma or inner[-1:] in ",?!—")
            or reads_as_title(document.of(quotation.inner))
        ):
            continue
        verb, source = i, None
        if tags[i] in "ev" and not grammar.words[i][0].isupper():
            source, shape = subject_after(grammar, i + 1, site.last), "inverted"
        else:
            end = verb = grammar.phrase_end(i, site.last)
            while verb < site.last and tags[verb] == "r":
                verb += 1
            if i < end and verb < site.last and tags[verb] in "ev":
                source = subject_before(grammar, end, site.first)
            shape = "post"
        read = any(a.cue and a.cue[0] <= verb < a.cue[1] and a.frame == "clause" for a in found)
        content = before_source(grammar, site.sentence, i, site.first) if source and not read else None
        if source is None or content is None:
            continue
        rest = resumed(grammar, max(source.right, verb + 1), site.last, direct=True)
        cue = Cue(verb, verb, verb + 1, "past", (UNLISTED,))
        out.append(site.made(source, cue, [content, rest] if rest else [content], shape))
    return out
