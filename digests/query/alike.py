"""One form for a name in Cyrillic and Greek letters and in Latin ones, whatever the desk that wrote it in these.

A word of a text gives one for each case it may stand in ("Лаврова" may be of Lavrov or of Lavrova), a word of a query one for
each sound its letters may have. What desks write differently is one: ya and ia, w and v, ts and z, ei and ay, doubled letters.
"""

import re
from functools import lru_cache
from itertools import islice, product

MARK = "cyǂ"
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "к": "k", "л": "l", "м": "m",
    "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "і": "i", "ї": "i", "є": "ye", "ґ": "g", "ј": "j",
    "љ": "lj", "њ": "nj", "ћ": "ch", "ђ": "dj", "џ": "dz", "ў": "u", "ѓ": "g", "ќ": "k", "ѕ": "dz", "қ": "k", "ғ": "gh", "ұ": "u",
    "ү": "u", "ң": "ng", "ө": "o", "һ": "h",
}  # fmt: skip
_GREEK = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l", "μ": "m",
    "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "kh", "ψ": "ps", "ω": "o",
}  # fmt: skip
_LATIN = {**_CYRILLIC, **_GREEK}
#: Greek letters that are one sound together, with what it may be in Latin letters.
_GREEK_PAIRS = {
    "ου": ("u",),
    "μπ": ("b", "mp"),
    "ντ": ("d", "nt"),
    "γκ": ("g", "gk"),
    "αυ": ("av",),
    "ευ": ("ev",),
    "τζ": ("j", "tz"),
}
#: Endings of names in the cases of Slavic languages, as transliterated.
_ENDINGS = (
    "omu",
    "ogo",
    "ym",
    "im",
    "om",
    "em",
    "oi",
    "ei",
    "oyu",
    "eyu",
    "ya",
    "yu",
    "a",
    "u",
    "e",
    "y",
    "i",
)
#: After these a name may end in "й".
_SOFT = ("ya", "yu", "em", "e", "i")
#: Fewer letters are no stem, and no name of one word.
_STEM, SHORTEST = 4, 3
#: What is written in several ways, and the one it counts as; in order.
_ONE_WAY = (
    ("shch", "sh"), ("sch", "sh"), ("sht", "st"), ("tch", "ch"), ("dzh", "zh"), ("dj", "zh"), ("kh", "h"), ("gh", "g"),
    ("ph", "f"), ("th", "t"), ("ck", "k"), ("q", "k"), ("x", "ks"), ("w", "v"), ("ts", "z"), ("tz", "z"), ("ou", "u"),
    ("oo", "u"), ("ee", "i"),
)  # fmt: skip
#: The same where it matters what stands beside: "ei" is one sound, "y" before a vowel none by itself.
_BESIDE = tuple(
    (re.compile(pattern), one)
    for pattern, one in (
        ("c(?!h)", "k"), ("[ae](?:i|y(?![aeiou]))", "1"), ("[yij]+(?=[aeou])", ""), ("[yj]", "i"), (r"(?<=[oe])f+\Z", "v"),
        (r"(?<=[dt])er\Z", "r"), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip
#: Letters of a query that have other sounds in other languages, with how they would be written here.
_OTHER = tuple(
    (re.compile(letters), other)
    for letters, other in (
        ("ch", "kh"),
        ("j", "dzh"),
        (r"u(?=[^aeiouy]{2})", "a"),
        ("c(?!h)", "ch"),
        ("c(?!h)", "dzh"),
        (r"(?<![cgkpstz])h", "g"),
    )
)
_MOST_SOUNDS, _MOST = 4, 6


def is_foreign(word: str) -> bool:
    """Tell whether a word is written in Cyrillic or Greek letters."""
    return any(c in _LATIN for c in word)


def latin(word: str) -> str:
    """Return a folded word in Latin letters."""
    return "".join(_LATIN.get(c, c) for c in word)


def one_form(word: str) -> str:
    """Return the form of a Latin word that all ways to write it have."""
    for letters, one in _ONE_WAY:
        word = word.replace(letters, one)
    for pattern, one in _BESIDE:
        word = pattern.sub(one, word)
    return word


@lru_cache(maxsize=20_000)
def forms_of_text(word: str) -> tuple[str, ...]:
    """Return the forms a Cyrillic or Greek word of a text may stand for, whatever its case."""
    whole = _greek(word) if any(c in _GREEK for c in word) else _slavic(latin(word))
    return tuple(dict.fromkeys(MARK + one_form(one) for one in whole))


def _slavic(whole: str) -> list[str]:
    out = [whole]
    for ending in _ENDINGS:
        if whole.endswith(ending) and len(whole) - len(ending) >= _STEM:
            stem = whole[: -len(ending)]
            out += [stem, stem + "a", stem + "o"]
            if stem.endswith("sk"):
                out.append(stem + "ii")
            if ending in _SOFT and stem[-1] in "aei":
                out.append(stem + "i")
    return out


def _greek(word: str) -> list[str]:
    pieces = re.findall("|".join((*_GREEK_PAIRS, ".")), word)
    each = [_GREEK_PAIRS.get(piece) or (latin(piece),) for piece in pieces]
    out: list[str] = []
    for one in map("".join, islice(product(*each), _MOST_SOUNDS)):
        out += [one, one + "s"] if one[-1:] in "aeio" else [one]
        if one.endswith("u") and len(one) > _STEM:
            out.append(one[:-1] + "os")
    return out


def forms_of_name(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the forms a name of a query has in texts in Cyrillic and Greek letters, the likeliest first."""
    each = [_sounds(word) for word in words if word.isascii()]
    if len(each) < len(words) or (len(words) == 1 and len(words[0]) < SHORTEST):
        return []
    return list(islice(product(*each), _MOST))


def _sounds(word: str) -> list[str]:
    out = [word, *(letters.sub(other, word) for letters, other in _OTHER)]
    return [MARK + form for form in dict.fromkeys(map(one_form, out))][:_MOST_SOUNDS]
