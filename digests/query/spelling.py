"""Spellings of one name: Cyrillic and Greek letters in Latin ones, case endings, and the ways a sound is written.

Names in Arabic letters are compared by what they sound like (`digests.query.arabic`).
"""

import re
from functools import lru_cache
from itertools import product

from digests.query import arabic
from digests.query.folding import fold_text

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "к": "k", "л": "l", "м": "m",
    "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "і": "i", "ї": "i", "є": "ye", "ґ": "g", "ј": "j",
    "љ": "lj", "њ": "nj", "ћ": "c", "ђ": "dj", "џ": "dz", "ў": "u", "ѓ": "g", "ќ": "k", "ѕ": "dz", "қ": "k", "ғ": "gh", "ұ": "u",
    "ү": "u", "ң": "ng", "ө": "o", "һ": "h",
}  # fmt: skip
_GREEK = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l", "μ": "m",
    "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
}  # fmt: skip
_LATIN = {**_CYRILLIC, **_GREEK}
#: Endings of names in the cases of Slavic languages, as transliterated, the longest first.
_ENDINGS = ("omu", "ogo", "ym", "im", "om", "em", "oi", "ei", "oyu", "eyu", "a", "u", "e", "y", "i")
#: Fewer letters are no stem.
_STEM = 4
#: One sound, written differently by different desks.
_SOUNDS = (
    ("ei", "ey"),
    ("ai", "ay"),
    ("sergei", "sergey"),
    ("yu", "iu", "ju"),
    ("ya", "ia", "ja"),
    ("kh", "h"),
)
_FINALS = ("skyy", "skiy", "skii", "skyj", "sky", "ski", "skij")
#: Names in which "v" is "w" in German and Polish ("Lawrow") and was "ff" in French.
_RUSSIAN = re.compile(r"(?:[eo][vw]a?|off)\Z")
_MOST = 12


def is_foreign(word: str) -> bool:
    """Tell whether a word is written in Cyrillic or Greek letters."""
    return any(c in _LATIN for c in word)


def latin(word: str) -> str:
    """Return a folded word in Latin letters."""
    return "".join(_LATIN.get(c, c) for c in word)


@lru_cache(maxsize=20_000)
def readings(word: str) -> tuple[str, ...]:
    """Return the Latin spellings a Cyrillic or Greek word of a text may stand for, whatever its case; an Arabic one's sound."""
    if not is_foreign(word):
        heard = arabic.sound(word)
        return (heard,) if heard else ()
    whole = latin(word)
    out = [whole]
    for ending in _ENDINGS:
        if whole.endswith(ending) and len(whole) - len(ending) >= _STEM:
            stem = whole[: -len(ending)]
            out += [stem, stem + "a", stem + "o"]
            if stem.endswith("sk"):
                out.append(stem + "ii")
    return tuple(dict.fromkeys(out))


@lru_cache(maxsize=4_000)
def spellings(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways a name of a query may be written, each as words; the first is the name itself."""
    words = fold_text(name).plains
    each = [_variants(word) for word in words]
    out: list[tuple[str, ...]] = []
    for combination in product(*each):
        out.append(combination)
        if len(out) >= _MOST:
            break
    return tuple(dict.fromkeys([tuple(words), *out, *arabic.sounds(tuple(words))]))


def _variants(word: str) -> list[str]:
    forms = [latin(word)]
    for ending in _FINALS:
        if word.endswith(ending):
            forms += [word[: -len(ending)] + other for other in _FINALS]
            break
        if forms[0] != word and forms[0].endswith(ending):
            forms += [forms[0][: -len(ending)] + other for other in _FINALS]
            break
    for sounds in _SOUNDS:
        for form in list(forms):
            for sound in sounds:
                if sound in form and not (sound == "h" and "kh" in form):
                    forms += [form.replace(sound, other) for other in sounds if other != sound]
                    break
    if _RUSSIAN.search(forms[0]):
        one = forms[0].removesuffix("ff") + "v" if forms[0].endswith("off") else forms[0].replace("w", "v")
        forms += [one, one.replace("v", "w"), *([one[:-1] + "ff"] if one.endswith("ov") else [])]
    if forms[0] != word:
        forms.append(word)
    return list(dict.fromkeys(forms))[:6]
