"""The reader of attributions: sentence by sentence, cue by cue, each construction by its own function."""

from bisect import bisect_left, bisect_right

from digests.attributions import around, others
from digests.attributions.attribution import Attribution, Site
from digests.attributions.contents import after_cue
from digests.attributions.grammar import Grammar
from digests.attributions.inverted import subject_after
from digests.attributions.nominal import by_nouns
from digests.attributions.phrases import behind_preposition, phrase_start
from digests.attributions.sources import Source, main_subject, plain, subject_before
from digests.attributions.verbs import ADJECTIVE_ENDINGS, Cue, find_cues
from digests.cues import NOUNLIKE, noun_entries
from digests.signals import Signal

#: Texts that speak: "issued a statement saying …".
_DOCUMENTS = frozenset(
    "statement letter message email memo note report communique communiqué release tweet post video sign resolution "
    "declaration speech cable dispatch op-ed editorial petition poster banner document announcement text interview column "
    "address essay rally ad".split()
)
#: Whom a report rests on.
_TELLERS = frozenset(
    "official officials source sources diplomat diplomats people person witness witnesses reports".split()
)
_FEW = 5
_NOUNS = Signal(noun_entries)
_NOBODY = frozenset(("nobody", "no", "none", "neither"))
_BEFORE_PARTICIPLE = frozenset(("by", "in", "before", "after", "without"))


def read_attributions(grammar: Grammar) -> list[Attribution]:
    """Return the attributions of a document that have a cue of their own, in order of the text."""
    found: list[Attribution] = []
    document = grammar.document
    relays, nouns = document.where(others.RELAYING), document.where(_NOUNS)
    quotations = [q.end for q in document.quotations if not q.single or others.speaks(document, q)]
    for index, sentence in enumerate(document.sentences):
        first, last = sentence.first, sentence.last
        if document.paragraphs[sentence.paragraph].kind == "other":
            continue
        places = relays[bisect_left(relays, first) : bisect_left(relays, last)]
        telling = grammar.cues_in(first, last) or any(grammar.lower[i] == "according" for i in places)
        owned = nouns[bisect_left(nouns, first) : bisect_left(nouns, last)]
        if telling or owned or grammar.quoted.find(1, first, last) >= 0:
            grammar.tag(first, last)
            closing = bisect_right(quotations, sentence.start) < bisect_right(quotations, sentence.end)
            site = Site(grammar, index, sentence)
            read = _sentence(site, places, closing=closing)
            found.extend(read)
            found.extend(by_nouns(site, owned, read))
    return found


def _sentence(site: Site, places: list[int], *, closing: bool) -> list[Attribution]:
    """Read one sentence; "as" and "according" stand at `places`, `closing` tells whether a quotation ends in it."""
    cues = find_cues(site.grammar, site.first, site.last)
    out = others.quoted_as(site, places) if places else []
    taken = {k for a in out if a.cue for k in range(others.quoting_verb(site, a.cue[0]), a.cue[1])}
    previous: Attribution | None = None
    for n, cue in enumerate(cues):
        if cue.verb in taken:
            continue
        attribution = _read(site, cue, previous, _limit(site, cue, cues[n + 1 :]))
        if attribution and not _pays_a_call(site, cue, attribution):
            out.append(attribution)
            if not _stands_inside(attribution, previous, site):
                previous = attribution
    if places:
        out.extend(others.according(site, places))
    if closing:
        out.extend(others.unlisted(site, out))
    return out


def _limit(site: Site, cue: Cue, later: list[Cue]) -> int:
    """Return where the content of a cue ends at the latest: before the next cue that shares its subject."""
    grammar = site.grammar
    for other in later:
        if other.first > cue.last and _subjectless(site, other) and not grammar.quoted[other.first - 1]:
            limit = other.first
            while limit > cue.last and grammar.tags[limit - 1] in "c,":
                limit -= 1
            return limit
        if grammar.tags[cue.first - 1] in "wt" and other.first > cue.last + 1:
            # "An aide who had called the plan a joke said …": the clause ends where its head speaks.
            source = subject_before(grammar, other.first, site.first)
            if source and source.mention[0] < cue.first < source.mention[1]:
                return other.first
    return site.last


def _stands_inside(attribution: Attribution, outer: Attribution | None, site: Site) -> bool:
    if outer is None or attribution.cue is None:
        return False
    at = site.document.starts[attribution.cue[0]]
    return any(a <= at < b for a, b in outer.pieces)


def _is_participle(site: Site, cue: Cue) -> bool:
    tags = site.grammar.tags
    return cue.form == "ing" and (
        tags[cue.first] == "g" or all(tags[k] in "ry" for k in range(cue.first, cue.verb))
    )


def _subjectless(site: Site, cue: Cue) -> bool:
    """Tell whether a cue has no subject of its own: "and added", ", adding"."""
    before = site.grammar.tags[cue.first - 1] if cue.first > site.first else "."
    listed = before == "," and site.first in site.grammar.titled  # "Lund Rejects Offer, Calls for Truce"
    if before == "," and cue.form == "past" and site.grammar.tags[cue.last] in "tT" and not listed:
        # "Lund joked about the delay, declined to explain it": no insertion, no apposition
        listed = "," not in site.grammar.tags[site.first : cue.first - 1] and any(
            site.grammar.finite(k) for k in range(site.first, cue.first - 1)
        )
    if before in "nNy" and not listed and _behind_conjunction(site.grammar, cue.first, site.first):
        return True  # "said she agreed, but on Friday denied it"
    return before == "c" or listed or (before in ",-" and _is_participle(site, cue))


def _behind_conjunction(grammar: Grammar, verb: int, first: int) -> bool:
    """Tell whether only a phrase like "in a later interview" stands between "and" or "but" and a verb."""
    k = verb - 1
    while k > first and grammar.tags[k] in "nNdyer#" and not grammar.quoted[k]:
        k -= 1
    return k > first + 1 and grammar.tags[k] == "i" and grammar.lower[k - 1] in ("and", "but")


def _read(site: Site, cue: Cue, previous: Attribution | None, limit: int) -> Attribution | None:
    grammar = site.grammar
    if cue.passive:
        return others.passive(site, cue)
    if _is_participle(site, cue):
        return _participle(site, cue, previous, limit)
    if _subjectless(site, cue):
        found = after_cue(grammar, cue, limit)
        source = previous.source if previous else main_subject(grammar, site.first, cue.first)
        return site.made(source, cue, [found[1]], "shared", found[0]) if found and source else None
    source = subject_before(grammar, cue.first, site.first)
    if source and grammar.lower[source.mention[0]] in _NOBODY:
        return None
    if source and source.left > site.first and grammar.lower[source.left - 1] == "nor":
        return None  # "Neither Oslo nor Rome would say"
    if source is None:
        return around.inverted(site, cue, limit)
    noun = cue.form == "third" and grammar.lower[cue.verb] in NOUNLIKE
    a, b = source.mention
    named = [k for k in range(a, b) if grammar.tags[k] in "dNpw"]
    adjective = grammar.lower[b - 1].endswith(ADJECTIVE_ENDINGS) and (
        grammar.tags[b - 1] == "n" or b - 1 == site.first
    )
    if noun and (not named or (adjective and grammar.tags[cue.last] not in "dp,")):
        return None  # "coastal states that vote": nothing shows that it is a verb
    read = around.with_subject(site, cue, source, previous, limit)
    if read and _only_passes_on(site, cue, read):
        return None
    if read and read.frame == "named" and cue.last in grammar.opening and not _acts(site, source):
        return None  # "a poem called “The Long Embassy”"
    # "the clashes threatened a truce": only people and their bodies do by words
    return read if "actor" not in cue.frames or _acts(site, source) else None


def _only_passes_on(site: Site, cue: Cue, read: Attribution) -> bool:
    """Tell whether all that is cited is who said it: "the paper cited two officials"."""
    if cue.entries[0].verb != "cite" or len(read.pieces) > 1:
        return False
    tokens = site.document.tokens_in(read.pieces[0])
    return len(tokens) <= _FEW and site.grammar.lower[tokens.stop - 1] in _TELLERS


def _pays_a_call(site: Site, cue: Cue, read: Attribution) -> bool:
    """Tell whether somebody only goes to see somebody: "called on the President", with nothing to do or to be had."""
    grammar = site.grammar
    if not grammar.lower[cue.verb].startswith("call") or grammar.lower[cue.last - 1] != "on":
        return False
    tokens = site.document.tokens_in(read.pieces[0])
    return not any(grammar.tags[k] == "T" or grammar.lower[k] in ("for", "not") for k in tokens)


def _acts(site: Site, source: Source) -> bool:
    """Tell whether a source is an actor: known to the article, named, or a person's pronoun."""
    grammar = site.grammar
    tokens = range(*source.referent)
    return any(
        k in grammar.atoms or grammar.tags[k] == "N" or grammar.lower[k] in ("he", "she", "they", "we", "i")
        for k in tokens
    )


def _participle(site: Site, cue: Cue, previous: Attribution | None, limit: int) -> Attribution | None:
    """Read ", adding that …", "by condemning …", "issued a statement saying …", "with Lund saying …"."""
    grammar, tags = site.grammar, site.grammar.tags
    if "aside" not in cue.frames:
        return None
    lead = cue.first - 1
    before = tags[lead] if lead >= site.first else "."
    word = grammar.lower[lead] if lead >= site.first else ""
    fronted = before == "." or (before in "ui" and site.opens_at(lead))
    inserted = before == "," and phrase_start(grammar, lead, site.first) == site.first < lead
    found = after_cue(grammar, cue, limit, subordinate=fronted, relative=inserted)
    mere = inserted and cue.entry_for("object").act == "say" and "named" not in cue.frames
    if found is None or (mere and not site.finite_in(found[1])):
        return None  # "Lund, explaining his vote, …" only tells when
    first, source = cue.first, None
    if fronted:
        stop = site.document.token_at(found[1][1] - 1) + 1
        closed = tags[stop] == "q" and tags[stop - 1] == ","  # “…,” the envoy said
        source = subject_after(grammar, stop + 1, site.last) if closed or tags[stop] == "," else None
    elif (text := _document_before(site, cue.first)) is not None:
        first, source = _document_speaks(site, cue, text)
    elif before in "nN":
        start = phrase_start(grammar, cue.first, behind_preposition(grammar, cue.first, site.first))
        absolute = start > site.first and grammar.lower[start - 1] in ("with", ",")
        accompanied = start > site.first and grammar.lower[start - 1] == "with"
        clausal = "clause" in cue.frames and (absolute or start == site.first)
        if start < cue.first and (accompanied or clausal):
            source = plain(start, cue.first)  # "with Lund saying …"
    elif before in ",-cuq)" or word in _BEFORE_PARTICIPLE:
        source = main_subject(grammar, site.first, lead) or _cue_subject(grammar, site.first, lead)
        if previous and (source is None or source.left <= previous.source.left):
            source = previous.source
    read = site.made(source, cue, [found[1]], "participle", found[0], first=first) if source else None
    return None if read and _only_passes_on(site, cue, read) else read


def _cue_subject(grammar: Grammar, first: int, stop: int) -> Source | None:
    """Return the subject of a verb whose form is not told from a noun's ("Lund shot back, saying …"), or of none yet."""
    if any(grammar.finite(k) for k in range(first, stop)):
        return None
    for cue in find_cues(grammar, first, stop):
        source = subject_before(grammar, cue.first, first)
        if source and source.left == first and not source.relative:
            return source
    if grammar.tags[stop] == "," and phrase_start(grammar, stop, first) == first < stop:
        return plain(first, stop)  # "Lund, calling it a farce, left"
    for verb in range(first + 1, min(stop - 1, first + 5)):
        plural = grammar.lower[verb - 1].endswith("s") and grammar.tags[verb - 1] in "nN"
        if plural and grammar.tags[verb : verb + 2] == ["n", "d"]:
            return plain(first, verb)  # "Delegates see an ally in her, arguing …"
    return None


def _document_before(site: Site, first: int) -> int | None:
    """Return the token after "statement" in "issued a statement (on Tuesday) (saying)"."""
    tags, lower, k = site.grammar.tags, site.grammar.lower, first
    while k > site.first + 1 and (
        tags[k - 1] == "y" or (k < first and lower[k - 1] in ("on", "this", "last"))
    ):
        k -= 1
    return k if tags[k - 1] in "nN" and lower[k - 1] in _DOCUMENTS else None


def _document_speaks(site: Site, cue: Cue, end: int) -> tuple[int, Source | None]:
    """Read "issued a statement saying": who issued it speaks, and the cue begins there; else the text speaks."""
    grammar, tags = site.grammar, site.grammar.tags
    start = phrase_start(grammar, end, site.first)
    verb = start - 1
    while verb > site.first and tags[verb] == "r":
        verb -= 1
    if verb < site.first or tags[verb] not in "vea" or not grammar.finite(verb):
        return cue.first, plain(start, end)
    head = verb
    while head > site.first and tags[head - 1] in "ar":
        head -= 1
    return head, subject_before(grammar, head, site.first)
