"""Tokens and sentence ends: the lowest layer of the annotated document.

Tokens keep what later passes must see whole: hyphenated words, initials and abbreviations with their point
("U.S.", "Mr."), contractions ("don't"); the possessive ('s) and every quotation mark stand alone.
"""

import re

_ABBREVIATIONS = (
    "Mr|Mrs|Ms|Messrs|Dr|Prof|Rev|Hon|Gen|Lt|Col|Maj|Capt|Cmdr|Cdr|Adm|Brig|Sgt|Sen|Sens|Rep|Reps|Gov|Amb|Pres|Supt"
    "|St|Jr|Sr|No|Nos|vs|etc|Inc|Corp|Co|Ltd|Bros|Ave|Dept|approx|cf|al"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat"
)
# Abbreviations that a name or number follows: their point never ends a sentence.
_NEVER_LAST = frozenset(
    "mr. mrs. ms. messrs. dr. prof. rev. hon. gen. lt. col. maj. capt. cmdr. cdr. adm. brig. sgt. sen. sens. rep. "
    "reps. gov. amb. pres. supt. st. no. nos. vs. cf. approx.".split()
)
# Words that open a sentence far oftener than they follow an abbreviation with a capital.
_OPENERS = frozenset(
    "the a an he she it they we i you his her its their our this that these those there here but and or so yet if in "
    "on at for from with by as after before when while although though since because however meanwhile earlier later "
    "both some many most all no not what who where how why also asked speaking".split()
)
# A question or exclamation inside quotation marks is followed by its attribution, not by a new sentence.
_ATTRIBUTION = frozenset(
    "said says say saying asked asks told tells added adds wrote writes replied answered declared shouted cried "
    "exclaimed wondered tweeted insisted continued demanded".split()
)

#: Verbs that stand alone after a pronoun: they'd, we'll, you're, I've, I'm.
_CONTRACTED = "[dDmM]|ll|LL|re|RE|ve|VE"

_TOKEN = re.compile(
    r"[A-Za-z][a-z]*(?=[\s,])"  # most tokens; the rest is for the others
    r"|https?://[^\s<>\"”’»]*[^\s<>\"”’».,;:!?)]"
    r"|(?:[^\W\d_]\.){2,}(?:-[^\W_]+)*"  # U.S. a.m. J.F. U.S.-led
    rf"|\b(?:(?:then|ex|former|vice)-)?(?:{_ABBREVIATIONS})\.(?![^\W\d_])"
    r"|\b[DRI]-(?:(?:[A-Z]\.)+|[A-Z][a-z]{1,5}\.)"  # party and state, R-Ky.
    r"|\b[A-Z]\.(?=[ \u00a0]?[A-Z])"  # an initial before a name
    r"|\d+(?:[-‐‑][^\W\d_]+)+"  # 71-year-old
    r"|[$€£¥]?\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|m|bn|km|[mbtr]+illion|%)?(?![^\W_])"
    r"|['’][sS](?![^\W_])"
    rf"|(?<=[^\W\d_])['’](?:{_CONTRACTED})(?![^\W_])"
    rf"|[@#]?[^\W_]+(?:['’](?!(?:[sS]|{_CONTRACTED})(?![^\W_]))[^\W_]+|[-‐‑][^\W_]+|&[^\W_]+|(?<=[a-z])@[^\W_]+)*"
    r"|''|``|\.\.\.+|…|[^\w\s]|_"
)

_CLOSERS = frozenset(("”", '"', "''", "’", "'", "»", "“", ")", "]"))
_TERMINAL = frozenset((".", "!", "?", "…"))


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[tuple[str, int, int]]:
    """Return `(token, start, end)` in order; white space is not a token."""
    stop = len(text) if end is None else end
    return [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text, start, stop)]


def may_end(word: str) -> bool:
    """Tell whether a sentence may end with a token: with a mark, or with a dotted abbreviation."""
    if word in _TERMINAL or word.startswith("..."):
        return True
    return word.endswith(".") and word.lower() not in _NEVER_LAST


def _ends_here(words: list[str], i: int, last: int) -> int:
    """Return the index after the sentence end at token `i`, closers included; 0 when none ends there.

    `last` is the end (excluded) of the paragraph's tokens.
    """
    word = words[i]
    if word not in _TERMINAL and not word.startswith("..."):
        # A dotted abbreviation.
        nxt = words[i + 1] if i + 1 < last else ""
        follows = nxt in ("”", '"', "''") and i + 2 < last and words[i + 2][:1].isupper()
        if follows:
            return i + 2
        if nxt[:1].isupper() and nxt.lower() in _OPENERS and not _initial(word[:-1]):
            return i + 1
        return 0
    j = i + 1
    while j < last and (words[j] in _TERMINAL or words[j].startswith("...")):
        j += 1
    quoted = False
    while j < last and words[j] in _CLOSERS:
        # A straight mark or “ after a space opens the next sentence; the caller's offsets tell, see `sentence_ends`.
        quoted = quoted or words[j] not in (")", "]")
        j += 1
    if j >= last:
        return last
    nxt = words[j]
    first = nxt[:1]
    if not (
        first.isupper()
        or first.isdigit()
        or nxt in ("“", "‘", "«", "„", '"', "''", "``", "(", "[", "—", "–", "-", "'", "•")
        or first in "@#$€£"
        or (first.isalpha() and not first.islower())
    ):
        return 0
    if (quoted and words[i] in ("!", "?", "…")) or (quoted and words[i].startswith("...")):
        for k in range(j, min(j + 8, last)):
            if words[k] in _ATTRIBUTION or (
                words[k].endswith("ed") and k + 1 < last and words[k + 1] in (".", ",")
            ):
                return 0
            if words[k] in _TERMINAL or words[k] in ("“", '"', ",", ";"):
                break
    if word == "." and j == i + 1 and i > 0 and _initial(words[i - 1]) and words[i - 1] != "I":
        return 0  # an initial whose name stands on the far side of a line break or a mark
    return j


def _initial(word: str) -> bool:
    return len(word) == 1 and "A" <= word <= "Z"


def sentence_ends(words: list[str], starts: list[int], stops: bytes, first: int, last: int) -> list[int]:
    """Return the token indexes (excluded ends) of the sentences in tokens `first:last`, a paragraph.

    `stops` has 1 for each token that `may_end` one.
    """
    out: list[int] = []
    past, i = first, first - 1
    # Most tokens end no sentence: no look at them.
    while (i := stops.find(1, i + 1, last)) >= 0:
        if i < past:
            continue
        j = _ends_here(words, i, last)
        if (
            j == i + 1 < last
            and starts[j] == starts[i] + len(words[i])
            and "(" in words[max(first, i - 2) : i]
        ):
            j = 0  # a ticker: "(HLYD.PA)"
        if j:
            # A mark that stands off the full stop and touches the next word opens the next sentence.
            for k in range(i + 1, min(j, last - 1)):
                if words[k] in _CLOSERS and _stands_off(words, starts, k):
                    j = k
                    break
            out.append(j)
            past = j
    if not out or out[-1] != last:
        out.append(last)
    return out


def _stands_off(words: list[str], starts: list[int], k: int) -> bool:
    """Tell whether the mark at `k` has white space before it and none behind it."""
    return starts[k] > starts[k - 1] + len(words[k - 1]) and starts[k + 1] == starts[k] + len(words[k])
