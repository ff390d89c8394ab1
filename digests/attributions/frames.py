"""Frames: what a cue takes after it — a clause, an infinitive, an object, a quotation — and where that begins."""

from digests.attributions.adjuncts import SPANS_OF_TIME, THAT, insertion_end, skip_adjuncts, time_end
from digests.attributions.appositions import is_apposition
from digests.attributions.grammar import APPROXIMATELY, Grammar
from digests.attributions.verbs import Cue
from digests.quotations import reads_as_title

#: After cues that only take "that": a place or a condition is an adjunct ("the story he wrote, where …").
_PLAINLY = THAT - {"where", "if", "who"}
_ASKING = frozenset("ask wonder question".split())
#: Prepositions that may open a clause without "that" ("said for years there was no …").
_CLAUSE_PREPOSITIONS = frozenset("in for if after with under on at between among despite".split())
#: Adjectives that judge, alone behind what they judge.
_JUDGING = ("able", "ible", "ive", "ous", "ful", "less")
_UN = ("un", "il", "im", "ir")
_VERDICTS = frozenset(
    "wrong false absurd unfair legal crucial vital essential historic premature dead necessary".split()
)
#: What a quotation right behind these is the title of: "said in his book, “The Long Embassy”".
_WORKS = frozenset(
    "book film movie article essay show programme program song novel series column autobiography memoir podcast".split()
)
#: So many tokens after "said" are a clause even where no verb in them is known.
_ENOUGH = 5
_MANNERS = frozenset(
    "privately publicly bluntly openly flatly quietly anonymously explicitly repeatedly".split()
)
_POSTED = frozenset(
    "ambassador ambassadors envoy envoys diplomat diplomats consul attaché attache delegation negotiators negotiator team staff "
    "troops parliament lawmakers".split()
)
_NAMED = frozenset("named identified quoted cited".split())
_NEARBY = frozenset("outside afterwards afterward later here there".split())
_MERELY = frozenset("only merely simply just".split())
_ANSWERING = frozenset("respond reply answer react".split())
_CLAUSE_CONJUNCTIONS = frozenset("if because when while once unless until since".split())


def content_start(grammar: Grammar, cue: Cue, limit: int) -> tuple[str, int] | None:
    """Return the frame and the first token of the content after `cue`, before token `limit`; None when none follows."""
    frames, i, tags = cue.frames, cue.last, grammar.tags
    if "object" in frames and tags[i] == "," and tags[i + 1] == "i":
        i = _after_manner(grammar, i, limit)
    if i >= limit or frames <= {"after", "beside"}:
        return None
    if "to" in frames:
        found = _infinitive(grammar, i, limit, person="person" in frames)
        if found is not None:
            return "to", found
    if "inform" in frames:
        found = _after_recipient(grammar, i, limit)
        if found is not None:
            return "clause", found
        if "clause" not in frames and not ("that" in frames and tags[i] in "ti"):
            return None
    if "named" in frames:
        return ("named", i) if _named(grammar, i, limit) else None
    if "for" in frames:
        return ("object", i) if _held_against(grammar, i, limit) else None
    if "object" in frames and grammar.lower[i] == "as" and i + 1 in grammar.opening:
        after = grammar.skip_quotation(i + 1)
        if after < limit and grammar.tags[after] in "dnN":
            return "object", i  # "rejected as “baseless” the claim that …"
    if "object" in frames:
        if any(entry.verb == "recall" for entry in cue.entries) and _called_home(grammar, i, limit):
            return None
        begins = None
        if tags[i] == "t" and not frames & {"that", "clause"} and grammar.clause_at(i + 1, limit):
            return "clause", i  # "disputed that anyone had asked"
        if tags[i] != "t" or not frames & {"that", "clause"}:
            begins = _object(grammar, i, limit, "clause" in frames)
        if begins is not None:
            return begins if begins[1] >= 0 else None
    return _clause(grammar, cue, limit)


def _called_home(grammar: Grammar, i: int, limit: int) -> bool:
    """Tell whether "recalled" brings somebody home ("its ambassador") and to nobody's mind."""
    end = grammar.phrase_end(i, limit, of=False)
    return not _POSTED.isdisjoint(grammar.lower[i:end])


def _after_manner(grammar: Grammar, comma: int, limit: int) -> int:
    """Return the object behind "described, in blunt terms, (the failures)"; the comma where none follows."""
    end = grammar.phrase_end(comma + 2, limit)
    behind = end < limit - 1 and grammar.tags[end] == "," and grammar.tags[end + 1] in "dnN#"
    return end + 1 if behind else comma


def _infinitive(grammar: Grammar, i: int, limit: int, *, person: bool) -> int | None:
    """Find "to" and a verb, also behind a person where the cue takes one; return where the content begins."""
    tags, lower = grammar.tags, grammar.lower
    if lower[i : i + 3] == ["not", "to", "be"]:
        return None  # "asked not to be named"
    if lower[i : i + 2] == ["to", "be"] and lower[i + 2] in _NAMED:
        return None  # "who declined to be identified"
    if lower[i] == "on" and tags[i + 1] == "y":
        i += 1  # "vowed on Thursday to extend"
    while i < limit and tags[i] == "y":
        i += 1
    begin = i
    i += lower[i] == "not"
    if tags[i] == "T":
        return begin if i + 1 < limit and tags[i + 1] not in "dNp#.," else None
    end = grammar.phrase_end(i, limit) if person else i
    if person and end == i and lower[i] == "her":
        end = i + 1
    for _ in range(4):
        if end == i or end >= limit:
            return None
        if tags[end] == "T" or (lower[end] == "not" and tags[end + 1] == "T"):
            return begin
        if not (tags[end] in "ci" or (tags[end] == "," and tags[end + 1] in "dN")):
            return None
        i = end + 1
        end = grammar.phrase_end(i, limit)
    return None


def _after_recipient(grammar: Grammar, i: int, limit: int) -> int | None:
    """Step over "reporters in Vaduz on Friday" to the content; None when no content follows."""
    tags, lower = grammar.tags, grammar.lower
    end = grammar.joined_end(i, limit)
    if end == i and lower[i] == "her":
        end = i + 1
    if end == i or end >= limit:
        return None
    close = next((k for k in range(end + 1, min(limit, end + 12)) if tags[k] == ","), limit)
    if tags[end] == "," and close < limit - 1 and is_apposition(grammar, end + 1, close):
        end = close + 1  # "told his counterpart, Petra Lund, on Monday that"
    if lower[end] in THAT or end in grammar.opening or (lower[end] == "not" and tags[end + 1] == "T"):
        return end
    if tags[i] in "odnN" and tags[end] in "dpNn#t" and grammar.clause_at(end, limit):
        return end
    if lower[end] in _NEARBY and lower[end + 1] in THAT:
        return end + 1
    j = skip_adjuncts(grammar, end, limit, True)
    if j is None or j >= limit:
        return None
    if lower[j] in THAT or j in grammar.opening or tags[j] == "T":
        return j
    if j > end and tags[j] not in "dpnN#":
        return None
    return j if tags[j] in "dpnNi#" and grammar.clause_at(j, limit) else None


def _held_against(grammar: Grammar, i: int, limit: int) -> bool:
    """Tell whether "attacked X" goes on with "for (leaving)" or "as (a liar)"; "for three days" is a time."""
    end = grammar.phrase_end(i, limit)
    if not i < end < limit - 1 or grammar.lower[end] not in ("for", "as", "over"):
        return False
    if grammar.tags[end + 1] == "p":
        return False  # "as he left"
    after = grammar.phrase_end(end + 1, limit, of=False)
    return grammar.lower[end] != "for" or after == end + 1 or grammar.lower[after - 1] not in SPANS_OF_TIME


def _named(grammar: Grammar, i: int, limit: int) -> bool:
    """Tell whether "called X Y" has both an X and a Y: a quotation, or a second phrase."""
    tags = grammar.tags
    if tags[i] in "iruT.,;amv":
        return False
    for k in range(i, min(limit, i + 16)):
        if k in grammar.opening:
            return True
        if tags[k] in ".;":
            break
    end = grammar.phrase_end(i, limit)
    if _judged(grammar, i, end, limit) or _judged(grammar, i, grammar.subject_end(i, limit), limit):
        return True
    if not i < end < limit - 1:
        return False
    return grammar.lower[end] == "as" or (grammar.lower[end] in ("a", "an", "the") and tags[i] in "podN")


def _judged(grammar: Grammar, i: int, end: int, limit: int) -> bool:
    """Tell whether "called the offer" goes on with an adjective alone: "unacceptable", "illegal"."""
    tags, lower = grammar.tags, grammar.lower
    last = end if tags[i] in "po" else end - 1
    if (
        not i < last < limit
        or tags[last] not in "ne"
        or tags[last - 1] not in "nNpo"
        or last in grammar.atoms
    ):
        return False
    word = lower[last]
    judging = word.endswith(_JUDGING) or (word.startswith(_UN) and len(word) > 5) or word in _VERDICTS
    return judging and (last + 1 >= limit or tags[last + 1] in ".,;:cui)-")


def _object(grammar: Grammar, i: int, limit: int, clausal: bool) -> tuple[str, int] | None:
    """Find an object at `i`, or a clause where the cue takes both; a start of -1 means it is a stretch of time."""
    tags, lower = grammar.tags, grammar.lower
    begin = i
    while i < limit and tags[i] == "r":
        i += 1
    if clausal and time_end(grammar, i, limit) > i:
        return None  # "stated a day earlier, “…”", "announced last week that …"
    nxt = tags[i + 1]
    begins = (
        tags[i] in "dnN#og"
        or (lower[i] == "having" and tags[i + 1] in "vea")
        or i in grammar.opening
        or lower[i] in ("it", "what", "you", "both", "how", "why")
        or (tags[i] in "ey" and nxt in "nN")
        or (tags[i] == "t" and nxt == "n")
    )
    if i >= limit or not begins or (clausal and tags[i] == "y"):
        return None
    if clausal and grammar.clause_at(i, limit):
        return "clause", i
    end = grammar.phrase_end(i, limit, of=False)
    if end > i and lower[end - 1] in SPANS_OF_TIME:
        return "object", -1
    return "object", begin  # "threatened further action"


def _clause(grammar: Grammar, cue: Cue, limit: int) -> tuple[str, int] | None:
    """Find a clause or a quotation, behind the day and the place of the saying."""
    tags, lower, frames, i = grammar.tags, grammar.lower, cue.frames, cue.last
    quoting = bool(frames & {"quote", "named", "inform"})
    clausal = "clause" in frames
    if tags[i] == "T" and cue.entries[0].verb == "hope":
        return None  # "hoped to sleep"
    if clausal and tags[i] in "iT" and lower[i + 1] in ("whom", "which"):
        return "clause", i  # "would not say to whom it had been sent"
    j = skip_adjuncts(grammar, i, limit, quoting)
    if j is None or j >= limit or tags[j] == "-":
        return None
    if (lower[j] in _MANNERS and tags[j + 1] in "tpdN") or (
        lower[j] in _MERELY | _NEARBY and lower[j + 1] == "that"
    ):
        j += 1  # "said privately that", "insisted only that", "said afterwards that"
    if lower[i] == "to" and lower[j] == "that" and tags[j - 1] == "n" and cue.entries[0].verb in _ANSWERING:
        return None  # "was responding to complaints that …": they complain
    if j in grammar.opening:
        document = grammar.document
        work = not _WORKS.isdisjoint(lower[max(i, j - 2) : j])
        title = work and reads_as_title(document.of(document.quotations[grammar.opening[j]].inner))
        return ("clause", j) if (quoting or clausal) and not title else None
    asks = clausal or cue.entries[0].verb in _ASKING
    if (clausal or "that" in frames) and lower[j] in (THAT if asks else _PLAINLY):
        if tags[j + 1] == "," and j + 2 in grammar.opening:
            return "clause", j + 2  # "that, “we agree”"
        over = insertion_end(grammar, j + 1, limit)
        return ("clause", j) if over or tags[j + 1] not in ".,;" or j + 1 in grammar.opening else None
    if "that" in frames and not clausal and tags[j] in "pN":
        return ("clause", j) if grammar.new_subject(j, limit) else None
    if not clausal or not (j == i or tags[j] in "dpNn#"):
        return None
    if lower[j] == "nothing" and lower[j + 1] in ("of", "about", "on", ".", "more"):
        return None  # "says nothing of the price"
    if j == i and cue.entries[0].verb == "say" and lower[j] in _CLAUSE_PREPOSITIONS:
        commas = [k for k in range(j + 1, min(limit, j + 12)) if tags[k] == ","]
        if commas and grammar.new_subject(commas[0] + 1, limit):
            return "clause", j  # "said despite the rain, talks went on"
    rough = lower[j] in APPROXIMATELY and tags[j + 1] == "#"
    if lower[j] == "to" or (tags[j] in "iT" and not rough and lower[j] not in _CLAUSE_PREPOSITIONS):
        return None
    if tags[j] == "u" and lower[j] not in _CLAUSE_CONJUNCTIONS:
        return None
    if grammar.clause_at(j, limit):
        return "clause", j
    rest = limit - j
    if (
        cue.entries[0].verb == "say"
        and rest > _ENOUGH
        and tags[j] in "dpNn#"
        and not (j > i and tags[j] == "n")
    ):
        return "clause", j  # whatever its verb is
    partly_quoted = quoting and any(k in grammar.opening for k in range(j, min(limit, j + 12)))
    return ("clause", j) if partly_quoted and tags[j] in "dnNp#e" else None
