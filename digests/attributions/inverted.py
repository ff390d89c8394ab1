"""Sources behind their verb: "…,” said Petra Lund, the envoy" and "according to the ministry"."""

from digests.attributions.appositions import OFFICE_ENDINGS, STANDING
from digests.attributions.grammar import PARTITIVES, Grammar
from digests.attributions.sources import Source, plain

_MEDIA = frozenset("statement interview email speech tweet letter".split())


def subject_after(grammar: Grammar, i: int, last: int) -> Source | None:
    """Return the source that begins at token `i`, after its verb or after "according to", with its apposition."""
    tags, lower = grammar.tags, grammar.lower
    if i >= last:
        return None
    if tags[i] == "p":
        return plain(i, i + 1)
    part = lower[i] in PARTITIVES and lower[i + 1] == "of" and tags[i + 2] == "o"
    alone = lower[i] in ("one", "another", "others", "many", "some") and tags[i + 1] == ","
    end = i + 3 if part else i + 1 if alone else grammar.phrase_end(i, last)
    if end == i:
        return None
    end = _with_attachments(grammar, end, last)
    opener = end + 1
    if opener >= last or tags[end] != ",":
        return plain(i, end)
    age = grammar.phrase_end(opener, last)
    if tags[opener] == "#" and age == opener + 1 < last and tags[age] == ",":
        end, opener = age, age + 1
    if lower[opener] in ("who", "whose"):
        return Source((i, end), (i, end), i, _apposition_end(grammar, opener, last))
    if _names_again(grammar, opener, last):
        end = _apposition_end(grammar, opener, last)
        # One apposition more: "president of the bank, a private lender in Vaduz".
        if (
            end + 2 < last
            and tags[end] == ","
            and tags[end + 1] == "d"
            and not grammar.new_subject(end + 1, last)
        ):
            end = _apposition_end(grammar, end + 1, last)
    return plain(i, end)


def _names_again(grammar: Grammar, opener: int, last: int) -> bool:
    tags, lower = grammar.tags, grammar.lower
    head = grammar.phrase_end(opener, last)
    if head == opener or grammar.new_subject(opener, last):
        return False
    closes = head >= last or tags[head] in ",." or lower[head] in ("of", "for", "at", "in", "with", "and")
    return (
        tags[opener] == "d"
        or lower[head - 1].endswith(OFFICE_ENDINGS)
        or lower[opener] in STANDING
        or (tags[opener] in "nN" and closes)
    )


def _with_attachments(grammar: Grammar, end: int, last: int) -> int:
    """Take in "of …", "for …", "at …", "and Finch", "briefed on the talks" behind a phrase."""
    tags, lower = grammar.tags, grammar.lower
    for _ in range(5):
        if end + 1 >= last:
            break
        step = end + 1
        if (
            lower[end] in ("of", "for", "at", "from", "to", "with", "by", "in", "on")
            and tags[step] not in "y#"
        ):
            if lower[end + 2] in _MEDIA:
                break
        elif (
            tags[end] in "eg"
            and tags[end - 1] in "nN"
            and (tags[step] == "i" or tags[end : step + 1] == ["g", "d"])
        ):
            step += tags[step] == "i"
        elif tags[end] == "(":
            while end < last and tags[end] != ")":
                end += 1
            end = min(end + 1, last)
            continue
        elif not (lower[end] == "and" and tags[step] in "Nd" and not grammar.new_subject(step, last)):
            break
        more = grammar.phrase_end(step, last)
        if more == step:
            break
        end = more
    return end


def _apposition_end(grammar: Grammar, i: int, last: int) -> int:
    """Return where an apposition that begins at `i` ends: at the next comma or mark outside an abbreviation."""
    while i < last and not (grammar.tags[i] in ",;.-:q" and len(grammar.words[i]) == 1):
        i += 1
    return i
