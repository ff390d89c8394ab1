"""Sources of attributions: the noun phrase that says something (PolNeAR's "source"), as token ranges.

Noun phrases are cut by their edges, not parsed: a phrase reaches left until punctuation, a clause word or a verb.
Mentions of actors, where found, are taken whole.
"""

from digests.cues import ADVERBS, AUXILIARIES
from digests.document import Document

Range = tuple[int, int]

PRONOUNS = frozenset("he she they it i we you".split())
_RELATIVE = frozenset(("who", "which"))
_CLAUSE = frozenset(
    "that but while when whereas as if because although though after before since where which who than so until "
    "unless whether why how once yet or nor what saying adding and".split()
)
_PREPOSITIONS = frozenset(
    "of for in at from to on with near against under by about over into between among within".split()
)
_FINITE = AUXILIARIES | frozenset(
    "said says told went came made took met held got gave began left saw".split()
)
_PUNCTUATION = frozenset(", ; : — – - -- ( ) [ ] “ ” \" '' `` ‘ « » . ! ? … •".split())
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "jan. feb. mar. apr. aug. sept. sep. oct. nov. dec.".split()
)
_TIME = _DAYS | frozenset("today yesterday tomorrow earlier later late early meanwhile separately overnight week month year morning "
                          "afternoon evening night ago last next this".split()) | _MONTHS  # fmt: skip
_LEADING = frozenset(
    "in on at after before during since following despite amid under with for by from speaking asked as when while "
    "meanwhile however still later earlier yesterday today then now thus also instead separately but and yet so or "
    "last this next late early".split()
)
_VERBAL = ("ed", "ing")
_DETERMINERS = frozenset(
    "the a an his her its their our my your this these those one two three some several many most all both".split()
)


def _is_np_word(document: Document, i: int) -> bool:
    word = document.lower[i]
    return word not in _PUNCTUATION and word not in _CLAUSE and word not in _FINITE


def np_start(document: Document, end: int, first: int, atoms: dict[int, int]) -> int:
    """Return where the noun phrase that ends before token `end` begins, not before `first`.

    `atoms` maps each token inside a mention to the mention's first token.
    """
    lower, words = document.lower, document.words
    j = end
    while j > first:
        i = j - 1
        if i in atoms and atoms[i] < j:
            j = max(first, atoms[i])
            if j == i + 1:
                break
            continue
        word = lower[i]
        if word == "and" or word == "&":
            if j < end and i > first and _conjoins(document, i, first, atoms):
                j = i
                continue
            break
        if not _is_np_word(document, i):
            break
        if word in _TIME and word in _DAYS:
            break
        # "officials told", "troops entered": a past form after a noun ends another clause.
        if (
            word.endswith("ed")
            and word.islower()
            and i > first
            and lower[i - 1].isalpha()
            and lower[i - 1] not in _DETERMINERS
            and (lower[i - 1] not in ADVERBS and j < end and lower[j] in _DETERMINERS | _PREPOSITIONS)
        ):
            break
        j = i
    # A leading adjunct without a comma ("On Saturday the minister", "In Moscow officials").
    while j < end - 1 and lower[j] in _LEADING and j not in atoms:
        k = j + 1
        while k < end and lower[k] not in _DETERMINERS and not (k in atoms and atoms[k] == k and k > j + 1):
            k += 1
        if k >= end:
            if words[j][0].isupper() and not words[j + 1][0].isupper():
                break
            j += 1
        else:
            j = k
    while j < end - 1 and lower[j] in ADVERBS and lower[j] not in ("both", "all", "first"):
        j += 1
    return j


def _conjoins(document: Document, i: int, first: int, atoms: dict[int, int]) -> bool:
    """Tell whether the "and" at token `i` joins two parts of one subject and not two clauses."""
    lower = document.lower
    k = i - 1
    if k in atoms or lower[k] in PRONOUNS:
        start = atoms.get(k, k)
        before = lower[start - 1] if start > first else ""
        return (
            start == first
            or before in (",", "”", "“", '"', ";", "—", "that")
            or before in _CLAUSE
            or before in ("both", "the")
        )
    for m in range(k, max(first, k - 12) - 1, -1):
        if lower[m] in _FINITE or (lower[m].endswith("ed") and m != k):
            return False
        if lower[m] in _PUNCTUATION:
            return True
    return True


def subject_before(
    document: Document, verb: int, first: int, atoms: dict[int, int], quoted: bytearray
) -> Range | None:
    """Return the source that stands before the verb group at token `verb`; None when there is none.

    Knows pronouns, relative clauses ("Lund, who said"), closing appositions ("Lund, the envoy, said") and plain
    noun phrases.
    """
    lower, words = document.lower, document.words
    j = verb - 1
    if j < first or quoted[j]:
        return None
    word = lower[j]
    if word in PRONOUNS:
        if j - 2 >= first and lower[j - 1] == "and" and (j - 2) in atoms:
            return (atoms[j - 2], j + 1)
        return (j, j + 1)
    if word in _RELATIVE:
        end = j - 1 if j > first and words[j - 1] == "," else j
        if end <= first:
            return None
        start = np_start(document, end, first, atoms)
        return (start, end) if start < end else None
    if word == ",":
        return _before_comma(document, j, first, atoms, quoted)
    if word == ")":
        k = j
        while k > first and words[k] != "(":
            k -= 1
        return subject_before(document, k, first, atoms, quoted) if k > first else None
    if word in _PUNCTUATION or word in _CLAUSE:
        return None
    start = np_start(document, verb, first, atoms)
    if start >= verb:
        return None
    if all(lower[k] in _TIME or lower[k] in _PREPOSITIONS or lower[k].isdigit() for k in range(start, verb)):
        return None
    return (start, verb)


def _before_comma(
    document: Document, comma: int, first: int, atoms: dict[int, int], quoted: bytearray
) -> Range | None:
    """Find the subject of a verb that follows a comma: an apposition or an inserted phrase closes there."""
    lower, words = document.lower, document.words
    k = comma - 1
    depth = 0
    while k > first and comma - k < 40:
        if quoted[k]:
            return None
        if words[k] == ")":
            depth += 1
        elif words[k] == "(":
            depth -= 1
        elif words[k] == "," and depth == 0:
            head = lower[k - 1]
            if not head[-1:].isalnum() and head not in (")", "’s") and not head.endswith("."):
                return None
            start = np_start(document, k, first, atoms)
            if start >= k:
                k -= 1
                continue
            opener = lower[k + 1]
            apposition = (
                opener in _DETERMINERS
                or words[k + 1][0].isupper()
                or opener[0].isdigit()
                or (
                    opener.endswith(
                        (
                            "man",
                            "woman",
                            "minister",
                            "president",
                            "secretary",
                            "chief",
                            "director",
                            "leader",
                            "head",
                        )
                    )
                )
                or opener in ("former", "deputy", "chief", "head", "senior", "head")
            )
            if apposition and opener not in _LEADING and not (k + 1 in atoms and lower[k - 1] in _TIME):
                return (start, comma)
            if opener in _LEADING or opener in _RELATIVE or opener.endswith(_VERBAL):
                return (start, k)
            return None
        elif words[k] in (";", "“", "”", '"', "''"):
            return None
        k -= 1
    return None


def subject_after(document: Document, verb_end: int, last: int, atoms: dict[int, int]) -> Range | None:
    """Return the source of an inverted attribution (", said Petra Lund, the envoy."); `verb_end` is the token after the cue."""
    lower, words = document.lower, document.words
    ends = {}
    for token, start in atoms.items():
        ends[start] = max(ends.get(start, 0), token + 1)
    i = verb_end
    if i >= last:
        return None
    if lower[i] in PRONOUNS:
        return (i, i + 1)
    start = i
    if not (
        i in atoms
        or words[i][0].isupper()
        or lower[i] in _DETERMINERS
        or lower[i] in ("one", "another", "officials", "former", "senior")
    ):
        return None
    j = i
    while j < last:
        if j in atoms and atoms[j] == j:
            j = ends[j]
            continue
        if lower[j] in _DAYS:
            break
        if not _is_np_word(document, j) and not (lower[j] == "and" and j + 1 in atoms):
            break
        if lower[j] in _PREPOSITIONS and lower[j] not in ("of", "for", "at", "from"):
            break
        j += 1
    if j == start:
        return None
    # An apposition up to the next comma or the end.
    if (
        j < last - 1
        and words[j] == ","
        and (lower[j + 1] in _DETERMINERS or lower[j + 1] in ("who", "former", "deputy") or j + 1 in atoms)
    ):
        k = j + 1
        while k < last and words[k] not in (",", ".", ";", "“", '"', "—"):
            k += 1
        if lower[j + 1] != "who":
            j = k
    return (start, j)
