"""Ends: where a sentence leaves what is said — a new main clause, a second cue, an aside of the reporter."""

from dataclasses import dataclass

from digests.attributions.adjuncts import OWN, insertion_end, medium_at
from digests.attributions.clauses import closes_sentence, is_base, is_cue, speaks, speaks_after_aside, verb_at
from digests.attributions.grammar import Grammar
from digests.cues import forms_of_cues

#: Participles that hang on the speaker, not on what is said.
ASIDES = frozenset(
    "according adding saying calling noting citing stressing warning insisting arguing referring telling asking explaining "
    "accusing urging describing claiming suggesting declaring quoting pointing writing speaking promising vowing blaming "
    "echoing responding alluding concluding".split()
)
#: What a comma and these begin is the reporter's.
_CONTRAST = frozenset("although though while whereas amid albeit however meanwhile instead".split())
_AFTER_OBJECT = frozenset(
    "while when because although after before during following ahead since whereas unless until".split()
)
_MINDS = frozenset("hope hopes fear fears confidence concern concerns belief doubt doubts".split())
#: A quotation longer than this (marks included) holds a verb of its own.
_CLAUSE_WORDS = 8
_PRESENT = frozenset("is are 's ’s 're ’re".split())
_PERFECT = frozenset("has have 've ’ve does do".split())
#: Verbs of words.yaml that have no tense of their own.
_BASES = frozenset(
    "need want make take come go get give know think believe seem appear remain become include mean keep say tell "
    "argue expect".split()
)
_SPANS = frozenset("day week month year hour fortnight decade".split())
#: What a reporter calls what was said, to say more of it.
COMMENTS = frozenset(
    "remark remarks gesture move claim statement reference charge comment step decision offer proposal admission warning pledge "
    "demand position figure accusation allegation assertion suggestion announcement threat promise".split()
)


@dataclass(slots=True)
class _Walk:
    """How far a content has been followed, and what it is."""

    begin: int
    limit: int
    #: True while the content is a clause; an object becomes one after "if" or a relative "that".
    clause: bool
    object: bool
    #: True when its own verb was seen, so that "and" can join another clause.
    verb_seen: bool
    #: "According to …" governs its sentence whole.
    whole: bool
    #: The cue stands in a fronted "While Lund said …, Finch …".
    subordinate: bool
    #: The cue stands in "Lund, who said …, left".
    relative: bool
    dashes: int = 0


def content_end(
    grammar: Grammar, i: int, limit: int, frame: str, *, subordinate: bool = False, relative: bool = False
) -> int:
    """Return the token after the content of a frame ("whole" for a governed sentence) that begins at `i`."""
    clause = frame in ("clause", "whole")
    asked = frame == "object" and grammar.lower[i] in (
        "why",
        "how",
        "whether",
        "what",
    )  # "questioned why he left"
    walk = _Walk(
        begin=i,
        limit=limit,
        clause=clause or asked,
        object=frame in ("object", "named"),
        verb_seen=not (clause or asked),
        whole=frame == "whole",
        subordinate=subordinate,
        relative=relative,
    )
    return _trimmed(grammar, i, min(_walk(grammar, walk), limit))


def _walk(grammar: Grammar, walk: _Walk) -> int:
    tags = grammar.tags
    j, depth = walk.begin, 0
    if grammar.lower[j] == "that":
        j = insertion_end(grammar, j + 1, walk.limit) or j
    while j < walk.limit:
        if j in grammar.opening and j > walk.begin:
            begin, j = j, grammar.skip_quotation(j)
            walk.verb_seen = walk.verb_seen or j - begin > _CLAUSE_WORDS
            # A comma inside the closing mark is one after it.
            if (
                j < walk.limit
                and j - 2 > walk.begin
                and tags[j - 2] == ","
                and _leaves(grammar, walk, j - 2, j)
            ):
                break
            continue
        depth += (tags[j] == "(") - (tags[j] == ")")
        if depth < 0:
            break
        if depth == 0 and j > walk.begin and tags[j] != ")" and _stops(grammar, walk, j):
            break
        j += 1
    return j


def _stops(grammar: Grammar, walk: _Walk, j: int) -> bool:
    """Tell whether the content ends before the token at `j`."""
    tags, lower = grammar.tags, grammar.lower
    tag, word, nxt = tags[j], lower[j], j + 1
    inside = nxt < walk.limit
    if tag == ";" or (word == "according" and lower[nxt] == "to"):
        return True
    if tag == ":":
        return inside and (nxt in grammar.opening or not walk.clause or speaks(grammar, nxt, walk.limit))
    if tag == "-":
        walk.dashes += 1
        return j > walk.begin + 1 and walk.dashes % 2 == 1 and _dash_leaves(grammar, walk, j)
    if tag == ",":
        joined = tags[nxt] == "c" and (walk.whole or not walk.verb_seen)
        return not joined and inside and _leaves(grammar, walk, j, nxt)
    if tag == "c":
        return walk.verb_seen and not walk.whole and tags[j - 1] not in ",T" and _new_clause(grammar, walk, j)
    if not walk.clause and (word == "if" or tag == "w" or (tag == "t" and tags[j - 1] in "nNy")):
        walk.clause, walk.verb_seen = True, False
    walk.verb_seen = walk.verb_seen or grammar.finite(j)
    if (
        word in ("before", "after", "while", "when", "by")
        and tags[nxt] == "g"
        and lower[nxt] in forms_of_cues()
    ):
        return True
    if walk.clause:
        return (word in ("although", "amid") and j > walk.begin + 3) or (
            word == "in" and j > walk.begin + 2 and medium_at(grammar, j, walk.limit)
        )
    if not walk.object:
        return word in ("saying", "adding")
    if tag in "am" and tags[j - 1] in "nN" and lower[walk.begin] in _MINDS:
        walk.clause = True  # "expressed hope relations could improve"
        return False
    if tag in "am" and tags[j - 1] in "nN" and not _contact(grammar, walk.begin, j):
        return True  # the object is complete: the main verb of "the party that rejected the plan may win"
    meanwhile = word in _AFTER_OBJECT or (word == "as" and tags[nxt] == "p")
    return j > walk.begin + 1 and (meanwhile or (tag == "i" and medium_at(grammar, j, walk.limit)))


def _trimmed(grammar: Grammar, i: int, stop: int) -> int:
    """Cut closing punctuation and a dangling conjunction off the end; abbreviations keep their point."""
    tags, words = grammar.tags, grammar.words
    while stop > i:
        last = stop - 1
        mark = tags[last] in ".,-;:" and not words[last][0].isalnum()
        if not (mark or grammar.lower[last] in ("and", "but") or last in grammar.opening):
            break
        stop = last
    day = stop
    while day > i + 2 and tags[day - 1] == "y":
        day -= 1
    # "accused Oslo of “piracy” on Friday": the day of saying it
    return day - 1 if day < stop and grammar.lower[day - 1] == "on" and grammar.quoted[day - 2] else stop


def _contact(grammar: Grammar, begin: int, verb: int) -> bool:
    """Tell whether a verb is that of "(the price) India has paid", "(steps) the government has taken"."""
    tags, k = grammar.tags, verb - 1
    if tags[k] == "N" and tags[k - 1] == "n":
        return True
    while k > begin and tags[k] in "nN":
        k -= 1
    return k > begin and tags[k] == "d" and tags[k - 1] == "n"


def _tells_again(grammar: Grammar, begin: int, c: int, verb: int) -> bool:
    """Tell whether a verb goes with the cue and not with the clause, by its tense: "denies it was so and goes on"."""
    cue, lower = grammar.lower[begin - 1], grammar.lower
    kinds = {kind for _, kind, _ in forms_of_cues().get(cue, ())}
    first = next((k for k in range(begin + 1, c) if grammar.finite(k)), None)
    if first is None or len(kinds) != 1 or grammar.tags[first] == "m":
        return False
    present = lower[first] in _PRESENT or (grammar.tags[first] == "v" and lower[first].endswith("s"))
    again = lower[verb].endswith("s") and lower[verb] != "was"
    if kinds == {"third"}:
        return again and not present and lower[first] not in _PERFECT
    past = grammar.tags[verb] in "ve" and not again and not is_base(lower[verb])
    return kinds == {"past"} and present and past and lower[verb] not in _BASES


def _shifted(grammar: Grammar, begin: int, j: int, limit: int) -> bool:
    """Tell whether a clause at `j` has the "would" of what was said: "said the plan was dead, and any delay would cost lives"."""
    kinds = {kind for _, kind, _ in forms_of_cues().get(grammar.lower[begin - 1], ())}
    return "past" in kinds and grammar.lower[grammar.subject_end(j, limit)] in ("would", "could", "might")


def _dash_leaves(grammar: Grammar, walk: _Walk, j: int) -> bool:
    """Tell whether a dash ends a content: no second one closes it and what follows is no part of it."""
    tags = grammar.tags
    if any(tags[k] == "-" for k in range(j + 1, walk.limit)):
        return False
    if not walk.clause:
        return True
    return grammar.lower[j + 1] != "that" and (tags[j + 1] in "cu" or grammar.new_subject(j + 1, walk.limit))


def _leaves(grammar: Grammar, walk: _Walk, comma: int, nxt: int) -> bool:
    """Tell whether the sentence leaves a content at a comma; `nxt` is the token after it and after a closing mark."""
    tags, lower = grammar.tags, grammar.lower
    word, tag, after = lower[nxt], tags[nxt], tags[nxt + 1]
    if tags[comma - 1] in "wt":
        return False  # "in the hills, where, she added, roads were gone"
    if word in ASIDES or (tag == "r" and lower[nxt + 1] in ASIDES):
        return True
    if word in _CONTRAST or (word == "even" and lower[nxt + 1] in ("as", "though", "while")):
        return True
    if word == "as" and after in "am":
        return True
    if grammar.quoted[comma] and not grammar.quoted[nxt] and tag not in "cTamvuq":
        return True  # the comma stands inside the closing mark: the quotation is over
    if closes_sentence(grammar, nxt, walk.limit):
        return True
    if walk.subordinate and walk.verb_seen and tag in "dNpn#":
        return True
    if walk.subordinate:
        clause = grammar.new_subject(nxt, walk.limit) or (
            tag == "i" and grammar.clause_at(nxt + 1, walk.limit)
        )
        return tag == "q" or clause
    if walk.relative and (
        tag in "amv" or (tag == "e" and after in "dtiTNp#q") or (tag == "c" and after == "v")
    ):
        return True
    span = nxt + (tag == "d")
    if lower[span].removesuffix("s") in _SPANS and lower[span + 1] in ("after", "before"):
        return True  # ", a day after the talks", ", hours before"
    if word in ("a", "an") and lower[nxt + 1] in COMMENTS and after == "n":
        return True  # ", a remark that the envoy welcomed"
    if not walk.clause and word == "in" and (lower[nxt + 1] in OWN or lower[nxt + 1] in ("the", "what")):
        return True  # ", in the sharpest exchange in years"
    if not walk.clause and tag == "w" and _thanks_on(grammar, nxt, walk.limit):
        return False
    if not walk.clause and tag in "ve" and after in "tT" and is_cue(grammar, nxt):
        return True  # "joked about the delay, declined to explain it"
    if not walk.clause and (tag in "wpug" or grammar.new_subject(nxt, walk.limit)):
        return word != "if"
    return tag == "c" and _new_clause(grammar, walk, nxt)


def _thanks_on(grammar: Grammar, i: int, limit: int) -> bool:
    """Tell whether an insertion closes before "for": "(thanked the host, who was present), for her patience"."""
    comma = next((k for k in range(i, min(limit, i + 12)) if grammar.tags[k] in ",;"), limit)
    return comma + 1 < limit and grammar.tags[comma] == "," and grammar.lower[comma + 1] == "for"


def _new_clause(grammar: Grammar, walk: _Walk, c: int) -> bool:
    """Tell whether the conjunction at `c` begins something the source does not say."""
    tags, lower, limit = grammar.tags, grammar.lower, walk.limit
    j = c + 1
    if lower[j] == "that" or tags[j] == "T":
        return False
    closing = bool(grammar.quoted[c - 1]) and (tags[c - 2] in ",.?!" or tags[j] != "p")
    comma = tags[c - 1] == "," or closing
    while j < limit and tags[j] in "ry":
        j += 1
    if j >= limit:
        return False
    if tags[j] == "i":
        end = grammar.phrase_end(j + 1, limit)
        if j + 1 < end < limit and tags[end] in "ve" and lower[end] in forms_of_cues():
            return True  # "but in a later interview said …"
    if tags[j] == "u" and comma and lower[c] == "but":
        return True
    calling = walk.object and any(w.endswith("ing") for w in lower[walk.begin - 2 : walk.begin])
    if calling and j < (end := grammar.subject_end(j, limit)) < limit and tags[end] == "g":
        return True  # "with Lund calling for a ban and others supporting it"
    if walk.object and tags[j] == "g" and tags[j + 1] in "dopN" and "g" not in tags[walk.begin : c]:
        return True  # "by praising her record and attacking his"
    if verb_at(grammar, j):
        if walk.clause and _tells_again(grammar, walk.begin, c, j):
            return True
        if walk.clause and is_base(lower[j]) and "m" in tags[walk.begin : c]:
            return False  # "said he would build a wall and make them pay"
        return not walk.clause or (is_cue(grammar, j) and tags[j] in "ve")
    if not grammar.new_subject(j, limit):
        return speaks_after_aside(grammar, j, limit)
    if walk.clause and _shifted(grammar, walk.begin, j, limit):
        return speaks(grammar, j, limit)
    return comma or not walk.clause or speaks(grammar, j, limit)
