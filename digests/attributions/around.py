"""Attributions of a verb that has its own subject: before its content, after it, inside it, with "as", inverted."""

from digests.attributions.appositions import OFFICE_ENDINGS
from digests.attributions.attribution import Attribution, Site
from digests.attributions.contents import OPEN_ENDS, after_cue, before_source, resumed
from digests.attributions.ends import COMMENTS, content_end
from digests.attributions.inverted import subject_after
from digests.attributions.sources import Source
from digests.attributions.verbs import ADJECTIVE_ENDINGS, Cue
from scrapers.article import Span

#: Conjunctions under which nothing is said yet ("if Lund says so").
_UNREAL = frozenset(("if", "unless", "whether"))
#: Without a verb of its own in a tense we know, so many words before ", Lund said." are still a content.
_ENOUGH = 6


def with_subject(
    site: Site, cue: Cue, source: Source, previous: Attribution | None, limit: int
) -> Attribution | None:
    """Read a cue whose subject stands before it; `previous` is the attribution before it in the sentence."""
    lead = source.left - 1
    led = lead >= site.first and not site.grammar.quoted[lead]
    if led and site.grammar.lower[lead] == "as" and cue.frames & {"after", "beside", "quote", "clause"}:
        comment = _as_clause(site, cue, source, limit) if site.grammar.tags[cue.last] != "t" else None
        if comment or not site.opens_at(lead):
            found = None if comment else after_cue(site.grammar, cue, limit)
            return site.made(source, cue, [found[1]], "pre", found[0]) if found else comment
    if (
        (led and site.grammar.lower[lead] in _UNREAL)
        or _relates(site, source)
        or _in_contact(site, cue, source)
    ):
        return None
    gap = _gap(site, cue, lead, limit)
    if gap:
        return site.made(source, cue, [gap], "pre")
    found = after_cue(
        site.grammar, cue, limit, subordinate=_subordinate(site, source), relative=source.relative
    )
    if cue.frames & {"after", "beside"} and not source.relative:
        pieces = _content_before(site, cue, source, previous, limit, found)
        if pieces:
            return site.made(source, cue, pieces, "post")
    return site.made(source, cue, [found[1]], "pre", found[0]) if found else None


def _gap(site: Site, cue: Cue, lead: int, limit: int) -> Span | None:
    """Read "the law, which critics said was unfair": what is said lacks its subject."""
    grammar, document = site.grammar, site.document
    relative = lead >= site.first and grammar.tags[lead] in "tw" and not grammar.quoted[lead]
    remark = lead > site.first and grammar.lower[lead] in COMMENTS and grammar.lower[lead - 1] in ("a", "an")
    if (relative or remark) and grammar.lower[cue.last] == "as" and cue.frames & {"object", "named"}:
        # "a remark (that) Lund welcomed as “brave”"
        begin = cue.last + 1
        end = content_end(grammar, begin, limit, "object", relative=True)
        return (document.starts[begin], document.ends[end - 1]) if begin < end else None
    if not relative or "clause" not in cue.frames or not grammar.finite(cue.last) or cue.last >= limit:
        return None
    return (
        document.starts[cue.last],
        document.ends[content_end(grammar, cue.last, limit, "clause", relative=True) - 1],
    )


def _relates(site: Site, source: Source) -> bool:
    """Tell whether a name closes "a charge Islamabad (has denied)": what is said stands before it."""
    grammar, (a, b) = site.grammar, source.mention
    if b - a == 2 and grammar.lower[a] == "something" and a + 1 in grammar.atoms:
        return True
    common = grammar.lower[a] in ("a", "an") and grammar.tags[a + 1] == "n" and a + 2 < b
    named = common and grammar.tags[a + 2] == "N" and (a + 2 in grammar.atoms) and (a not in grammar.atoms)
    noun = grammar.lower[a + 1]
    return (
        named and b - a == 3 and "-" not in noun and not noun.endswith((*OFFICE_ENDINGS, *ADJECTIVE_ENDINGS))
    )


def _in_contact(site: Site, cue: Cue, source: Source) -> bool:
    """Tell whether "(faced questions about) a letter she says (she never received)": what is said lacks its object."""
    grammar, (a, b) = site.grammar, source.mention
    if b - a > 1 or grammar.tags[a] != "p" or a - 2 < site.first or grammar.tags[a - 1] != "n":
        return False
    told = any(grammar.finite(k) and not grammar.quoted[k] for k in range(site.first, a - 1))
    return told and grammar.tags[cue.last] == "p" and grammar.tags[a - 2] in "de"


def _content_before(
    site: Site,
    cue: Cue,
    source: Source,
    previous: Attribution | None,
    limit: int,
    found: tuple[str, Span] | None,
) -> list[Span]:
    """Return the pieces of a content that ends before the source, and goes on after the cue; empty for none."""
    grammar, document = site.grammar, site.document
    before = before_source(grammar, site.sentence, source.left, _begin(site, source.left))
    if before is None:
        return []
    opener = document.token_at(before[0])
    if not grammar.quoted[opener] and grammar.lower[opener].endswith(("ing", "asked") if found else "asked"):
        return []  # "Commenting on the “hostile” plan, Lund said …"; "Asked if she agreed, Lund answered with a smile"
    if found and previous and grammar.tags[opener] == "u" and previous.pieces[-1][1] + 2 >= before[1]:
        return []  # "When a guest shouted “Thieves,” Lund replied: …"
    direct = _quotation_ends_at(site, source.left)
    if not direct and "after" not in cue.frames:
        return []
    if not direct and (found or not _bare(site, cue) or not _plausible(site, before, cue)):
        return []
    if direct and found and grammar.lower[document.token_at(found[1][0])] == "that":
        return [before, found[1]]
    rest = resumed(grammar, max(source.right, cue.last), limit, direct=direct)
    if previous and any(a <= before[0] < b for a, b in previous.pieces):
        return [rest] if rest else []  # what stands before is told already
    at = document.starts[source.left]
    if previous and previous.cue and not direct and any(a < at < b for a, b in previous.pieces):
        return [rest] if rest else []  # "Lund said that in the hills, where, she added, roads were gone, …"
    return _joined(site, before, rest)


def _begin(site: Site, left: int) -> int:
    """Return the first token a content before `left` may have: after a semicolon or colon outside quotations."""
    for k in range(left - 2, site.first, -1):
        if site.grammar.tags[k] in ";:" and not site.grammar.quoted[k]:
            return k + 1
    return site.first


def _subordinate(site: Site, source: Source) -> bool:
    """Tell whether a fronted clause holds the source: "Although in May she said …, now she …"."""
    tags = site.grammar.tags
    k = site.first
    while k < source.left and tags[k] in "crq":
        k += 1
    if k < source.left and tags[k] == "u":
        return not any(tags[m] == "," for m in range(k, source.left))
    # "Speaking hours after state media said …, the envoy …"
    lead = source.left - 1
    within = lead > site.first and tags[lead] == "u" and site.grammar.lower[lead] != "as"
    return within and not any(site.grammar.finite(m) for m in range(site.first, lead))


def _quotation_ends_at(site: Site, left: int) -> bool:
    """Tell whether a quotation ends right before token `left`, so that its attribution must follow."""
    document = site.document
    inside = left - 1 >= site.first
    if inside and not site.grammar.quoted[left - 1]:
        return False
    quotation = document.quotation_at(document.starts[left - 1] if inside else document.starts[left] - 2)
    if quotation is None:
        quotation = document.quotation_at(document.starts[left] - 2)
    if quotation is None:
        return inside and document.words[left - 1] == ","
    inner = document.of(quotation.inner).rstrip()
    if not inside and inner.endswith("."):
        return False
    between = document.text[quotation.end : document.starts[left]].strip()
    if between[:1] in (",", "—", "–", "-"):
        return bool(between) or inner.endswith(OPEN_ENDS) or len(inner.split()) > 5
    return not between and (inner.endswith(OPEN_ENDS) or len(inner.split()) > 5)


def _bare(site: Site, cue: Cue) -> bool:
    """Tell whether no object follows the cue: the sentence ends, or an adjunct follows."""
    tag = site.grammar.tags[cue.last]
    if tag == "T" and any(e.act == "agree" for e in cue.entries):
        return False  # "agreed to meet"
    informs = "inform" in cue.frames and cue.entries[0].act != "warn" and not _told_about(site, cue)
    return tag in ".,;:-)qiyruTcs" or informs or site.grammar.lower[cue.last] in ("this", "last")


def _told_about(site: Site, cue: Cue) -> bool:
    """Tell whether what was told has its place after the hearer ("Lund told a reporter about it")."""
    end = site.grammar.phrase_end(cue.last, site.last, of=False)
    return end < site.last and site.grammar.lower[end] in ("about", "of")


def _plausible(site: Site, before: Span, cue: Cue) -> bool:
    """Tell whether what stands before ", Lund said" is a content and not a fronted adjunct."""
    grammar, document = site.grammar, site.document
    tokens = document.tokens_in(before)
    if tokens and grammar.quoted[tokens.start]:
        return True
    follows = range(cue.last, site.last)
    goes_on = any(grammar.tags[k] == "," for k in follows) and any(grammar.finite(k) for k in follows)
    opener = tokens.start
    if grammar.tags[opener] == "u" and not goes_on and not any(grammar.tags[k] == "," for k in tokens):
        return grammar.lower[opener] in ("if", "because")
    return goes_on or _is_clause(site, before)


def _is_clause(site: Site, before: Span) -> bool:
    """Tell whether a span reads as a clause: it has a verb, or is too long for an adverbial."""
    tokens = site.document.tokens_in(before)
    return site.finite_in(before) or (len(tokens) >= _ENOUGH and site.grammar.tags[tokens.start] not in "iu")


def _joined(site: Site, before: Span, rest: Span | None) -> list[Span]:
    """Return the pieces of a content that ", Lund said," interrupts; a mere adverbial before it is left out."""
    grammar = site.grammar
    tokens = site.document.tokens_in(before)
    quoted = any(grammar.quoted[k] for k in tokens)
    verb = quoted or site.finite_in(before)
    if rest is None:
        return [before] if verb or _is_clause(site, before) else []
    first, last = tokens.start, grammar.lower[tokens.stop - 1]
    condition = grammar.lower[first] in ("if", "unless", "once") and len(tokens) > _ENOUGH
    adverbial = not (verb or condition) and (
        grammar.tags[first] in "iruTw" or grammar.lower[first] in ("meanwhile", "still")
    )
    relative = not quoted and (last in ("which", "who") or (last == "that" and not verb))
    return [rest] if adverbial or relative else [before, rest]


def _as_clause(site: Site, cue: Cue, source: Source, limit: int) -> Attribution | None:
    """Read "As Lund said, …" and "…, as Lund said"."""
    grammar, document, tags = site.grammar, site.document, site.grammar.tags
    lead = source.left - 1
    if not site.opens_at(lead):
        quoted = bool(grammar.quoted[lead - 1])
        fits = "after" in cue.frames or (quoted and "beside" in cue.frames)
        if not fits or not (quoted or tags[lead - 1] in ",-"):
            return None
        if not _bare(site, cue) or after_cue(grammar, cue, limit):
            return None
        before = before_source(grammar, site.sentence, lead, _begin(site, source.left))
        if before is None or not _plausible(site, before, cue):
            return None
        return site.made(source, cue, [before], "post")
    i = cue.last
    while i < limit and tags[i] not in ",:;" and i not in grammar.opening:
        i += 1
    i += i < limit and i not in grammar.opening
    if i >= limit - 1 or i - cue.last > 12:
        return None
    stop = content_end(grammar, i, limit, "clause")
    if i in grammar.opening and grammar.skip_quotation(i) >= stop:
        return site.made(source, cue, [document.quotations[grammar.opening[i]].inner], "pre")
    content = (document.starts[i], document.ends[stop - 1])
    if stop <= i or "after" not in cue.frames or not site.finite_in(content):
        return None
    return site.made(source, cue, [content], "pre")


def inverted(site: Site, cue: Cue, limit: int) -> Attribution | None:
    """Read "“…,” said Petra Lund" and "…, says the ministry"."""
    grammar, tags = site.grammar, site.grammar.tags
    if not cue.frames & {"after", "beside"} or cue.form not in ("past", "third") or cue.first != cue.verb:
        return None
    if "inform" in cue.frames and "clause" not in cue.frames:
        return None  # "told reporters": the recipient stands there
    marked = grammar.quoted[cue.first - 1] or (tags[cue.first - 1] == "," and grammar.quoted[cue.first - 2])
    quoted = cue.first == site.first or bool(marked)
    if not quoted and "after" not in cue.frames:
        return None
    if not quoted and (tags[cue.first - 1] != "," or grammar.clause_at(cue.last, site.last)):
        return None
    source = subject_after(grammar, cue.last, site.last)
    content = before_source(grammar, site.sentence, cue.first, site.first) if source else None
    if source is None or content is None:
        return None
    if (
        not quoted
        and not site.finite_in(content)
        and resumed(grammar, source.right, limit, direct=False) is None
    ):
        return None
    rest = resumed(grammar, source.right, limit, direct=quoted)
    if rest and not quoted and not site.finite_in(rest):
        rest = None  # another apposition
    return site.made(source, cue, [content, rest] if rest else [content], "inverted")
