"""Word classes: one letter a token, from closed lists, its ending and its neighbours.

d determiner    s possessive 's   p subject pronoun   o object pronoun   w who, which, what   t that
i preposition   T to              c and, but, or      u subordinator     a be, have, do       m modal
v finite verb   e -ed form        g -ing form         r adverb           y day, month, time   # number
N capitalised   n other word      q quotation mark    , ; : - . ( )      themselves
"""

import re
from functools import cache
from importlib.resources import files

from digests.lexicon.yamlfile import load_plain

_NOT_PAST = frozenset(
    "united hundred need indeed speed feed seed weed breed naked sacred wicked hatred".split()
)
_NOT_ING = frozenset(
    "thing something nothing anything everything morning evening king ring spring string building meeting hearing "
    "briefing wing ceiling wedding beijing sterling".split()
)
_NOT_LY = frozenset(
    "family ally supply reply rally july italy assembly anomaly bully fly rely apply imply elderly friendly only "
    "monthly weekly daily likely unlikely early deadly costly multiply comply".split()
)
#: Added to a class, as a letter: the words beside may change it.
_DOUBTFUL = 128
#: Where they may: there, an -ed form only behind a determiner or a preposition; and at a plain word behind a pronoun
#: or an adverb; all of them also behind what may be one.
_PAST = chr(ord("e") + _DOUBTFUL)
_CHANGES = re.compile(f"(?!{_PAST})[\x80-\xff]|(?<=[di\x80-\xff]){_PAST}|(?<=[pr\x80-\xff])n")
#: No headline has more tokens.
_HEADLINE = 30
#: Words whose 's is "is" or "has", besides pronouns.
_CONTRACTED = frozenset("that what who here where how".split())


@cache
def closed_classes() -> dict[str, str]:
    """Map each closed-class word of `digests/lexicon/words.yaml` to its class."""
    rows = load_plain(files("digests.lexicon").joinpath("words.yaml").read_text("utf-8"))
    return {word: row["class"] for row in rows for word in row["words"].split()}


def word_class(word: str, lower: str) -> str:
    """Return the class of a word by itself, neighbours unseen."""
    closed = closed_classes().get(lower)
    if closed:
        return closed
    first = word[0]
    if first.isdigit() and lower[-1].isalpha() and "-" in lower:
        return "n"  # "the 56-year-old"
    if first.isdigit() or (first in "$€£¥" and len(word) > 1):
        return "#"
    if not first.isalpha():
        return "." if word.startswith("...") else "n"
    if first.isupper():
        return "r" if lower.endswith("ly") and lower not in _NOT_LY and len(lower) > 4 else "N"
    if len(lower) > 4:
        if lower.endswith("ed") and lower not in _NOT_PAST:
            return "e"
        if lower.endswith("ing") and lower not in _NOT_ING:
            return "g"
        if lower.endswith("ly") and lower not in _NOT_LY:
            return "r"
    return "n"


#: What a month has before it, and a person of that name seldom.
_BEFORE_MONTH = frozenset("in since last late early until mid".split())


def class_alone(word: str) -> str:
    """Return the class of a word by itself, as a `_DOUBTFUL` letter where neighbours may change it by `_beside`."""
    lower = word.lower()
    tag = word_class(word, lower)
    apostrophe = tag == "q" and word in "'’"
    changes = (
        apostrophe or tag in "seT" or (word[0].isupper() and tag not in "N#") or lower in ("than", "yet")
    )
    return chr(ord(tag) + _DOUBTFUL) if changes else tag


def is_titled(words: list[str]) -> bool:
    """Tell whether a line is set like a headline: short, and nearly every word with a capital."""
    if len(words) > _HEADLINE:
        return False
    small, most = 0, 0.3 * len(words)
    for word in words:
        small += word[0].islower()
        if small > most:
            return False  # prose shows soon
    letters = [w for w in words if w[0].isalpha()]
    return len(letters) > 3 and sum(w[0].isupper() for w in letters) > 0.7 * len(letters)


def _is_word(words: list[str], i: int, last: int) -> bool:
    return i < last and words[i][0].isalpha() and closed_classes().get(words[i].lower()) is None


def classify(words: list[str], lower: list[str], first: int, last: int, alone: str, out: list[str]) -> bool:
    """Write the classes of the tokens `first:last`, a sentence, into `out`; tell whether it is set like a headline.

    `alone` are the classes of those tokens by themselves.
    """
    titled = is_titled(words[first:last])
    out[first:last] = alone.replace(_PAST, "e")
    for match in _CHANGES.finditer(alone):
        i = first + match.start()
        previous = out[i - 1] if i > first else "."
        if (tag := match.group()) != "n":
            out[i] = _beside(words, lower, i, first, last, chr(ord(tag) - _DOUBTFUL), previous, titled)
        elif previous == "p" and lower[i - 1] not in ("it", "you", "here"):
            out[i] = "v"  # "they need", "he plans"
        elif previous == "r" and i - 2 >= first and out[i - 2] == "p" and lower[i - 2] not in ("it", "you"):
            out[i] = "v"  # "he still meets"
    return titled


def _beside(
    words: list[str], lower: list[str], i: int, first: int, last: int, tag: str, previous: str, titled: bool
) -> str:
    """Return the class of the token at `i` of a sentence, beside the class `previous`; `tag` is its class by itself."""
    closed = closed_classes()
    word = words[i]
    if word in ("May", "March") and i > first and lower[i - 1] in _BEFORE_MONTH and previous != "N":
        return "y"  # "which in May said"
    if word[0].isupper() and tag not in "N#":
        acronym = len(word) > 1 and word.isupper() and not titled
        inside = previous not in ".q:(" and i > first and not titled
        if acronym or (inside and closed.get(lower[i], "n") not in "py" and word != "I"):
            return "N"
    elif lower[i] == "than" and previous == "r":
        return "r"  # "more than 20 states"
    elif lower[i] == "yet" and previous in "ram":
        return "r"  # "has not yet agreed"
    elif tag == "s" and (previous == "p" or (i > first and lower[i - 1] in _CONTRACTED)):
        return "a"  # "it's a first step"
    elif (
        tag == "q"
        and word in "'’"
        and previous in "nN"
        and lower[i - 1].endswith("s")
        and _is_word(words, i + 1, last)
    ):
        return "s"  # "the ministers' statement"
    elif tag == "e" and previous in "di" and i + 1 < last:
        return "n"  # "the wounded", "of armed men"
    elif tag == "T" and i + 1 < last:
        following = words[i + 1]
        named = following[0].isupper() or following[0].isdigit()
        plural = lower[i + 1].endswith("s") and not lower[i + 1].endswith(("ss", "us", "is", "as"))
        if named or plural or closed.get(lower[i + 1]) in ("d", "o"):
            return "i"  # "the envoy to the council", "a return to talks"
    return tag
