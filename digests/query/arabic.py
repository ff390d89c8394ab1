"""Names in Arabic letters, for Arabic and Persian: what a word sounds like, and how a Latin name may be written.

Consonants that desks swap (غ and ق, ب and پ) are one; short vowels are not written, long ones are, so they count: محمود is not
محمد. Names of few consonants are left alone, since too many words would sound like them.
"""

from itertools import product

#: Begins a sound, so that no word of a text is one.
MARK = "arǂ"
#: What each letter sounds like; "o" is a vowel or ع at the beginning, "a", "w" and "y" are long vowels.
_ARABIC = {
    "ا": "a", "ب": "b", "پ": "b", "ت": "t", "ط": "t", "ث": "c", "ج": "j", "چ": "j", "ژ": "j", "ح": "h", "ه": "h", "ہ": "h",
    "خ": "x", "د": "d", "ض": "d", "ذ": "z", "ز": "z", "ظ": "z", "ر": "r", "س": "s", "ص": "s", "ش": "i", "ع": "", "ء": "",
    "غ": "g", "ق": "g", "گ": "g", "ف": "f", "ڤ": "f", "ك": "k", "ک": "k", "ل": "l", "م": "m", "ن": "n", "و": "w", "ي": "y",
    "ی": "y", "ٹ": "t", "ڈ": "d", "ڑ": "r", "ں": "n", "ے": "y", "ھ": "h",
}  # fmt: skip
#: The same for Latin letters, the longest first; capitals are vowels: "U" and "Y" are always written.
LATIN = {
    "sch": "i", "kh": "x", "gh": "g", "sh": "i", "ch": "j", "zh": "j", "th": "c", "dh": "z", "ph": "f", "ck": "k", "ou": "U",
    "oo": "U", "ee": "Y", "ei": "Y", "ey": "Y", "ai": "Y", "ay": "Y", "iy": "Y", "a": "A", "e": "E", "i": "I", "o": "O",
    "u": "O", "b": "b", "p": "b", "t": "t", "j": "j", "h": "h", "d": "d", "z": "z", "r": "r", "s": "s", "g": "g", "q": "g",
    "f": "f", "v": "v", "k": "k", "c": "k", "l": "l", "m": "m", "n": "n", "w": "w", "y": "I", "x": "ks",
}  # fmt: skip
LONG = frozenset("awy")
#: (consonants, long vowels) of which a name needs one or the other at least, so that words do not sound like it by chance.
_ENOUGH = ((4, 1), (3, 2))
_MOST = 6


def sound(word: str) -> str | None:
    """Return what a folded word in Arabic letters sounds like; None for any other word."""
    if not word or any(c not in _ARABIC for c in word):
        return None
    first = "o" if word[0] in "اع" else _ARABIC[word[0]]
    out = first + "".join(_ARABIC[c] for c in word[1:])
    return MARK + out.replace("yy", "y").replace("ww", "w")


def is_arabic(text: str) -> bool:
    """Tell whether a text has Arabic letters."""
    return any("\u0600" <= c <= "\u06ff" for c in text)


def sounds(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return what a name of one folded word may sound like in Arabic letters; nothing where that would say too little.

    For names of several words see `digests.query.heard`.
    """
    if len(words) > 1:
        return []
    each = [[MARK + form for form in _written(word)] if word.isascii() else [sound(word)] for word in words]
    whole = [tuple(form for form in forms if form) for forms in product(*each)]
    return [forms for forms in whole if len(forms) == len(words) and _says_enough(forms)][:_MOST]


def _says_enough(forms: tuple[str, ...]) -> bool:
    letters = "".join(form.removeprefix(MARK) for form in forms)
    long = sum(c in LONG for c in letters)
    consonants = len(letters) - long - letters.count("o")
    return any(consonants >= least and long >= vowels for least, vowels in _ENOUGH)


def _written(word: str) -> list[str]:
    """Return how a Latin word may be written: with all vowels, as foreign names are, or without the usual short ones."""
    parts = parts_of(word, LATIN)
    last_a = max((n for n, part in enumerate(parts) if part == "A"), default=-1)
    ways: tuple[tuple[str, bool], ...] = (("", False), ("E", False), ("E", True), ("EA", False), ("EO", True))
    out = [_spell(parts, short, last_a if one_a else None) for short, one_a in ways]
    # Persian has و for v, but ف at the end.
    if "v" in parts[:-1]:
        out += [
            _spell(["w" if p == "v" else p for p in parts[:-1]] + parts[-1:], *way)
            for way in (("", None), ("E", None))
        ]
    return list(dict.fromkeys(out))


def parts_of(word: str, table: dict[str, str]) -> list[str]:
    """Return the consonants and vowels of a Latin word, doubled ones once; nothing where a letter has no sound."""
    parts: list[str] = []
    at = 0
    while at < len(word):
        size = next((n for n in (3, 2, 1) if word[at : at + n] in table), 0)
        if not size:
            return []
        part = table[word[at : at + size]]
        if not parts or part != parts[-1]:
            parts.append(part)
        at += size
    return parts


def _spell(parts: list[str], short: str, only_a: int | None) -> str:
    """Return sounds without some short vowels; of several "a" with only one, when that is asked for."""
    out = ""
    for n, part in enumerate(parts):
        last = n == len(parts) - 1
        left_out = not last and (part in short or (part == "A" and only_a not in (None, n)))
        vowel = {"A": "a", "E": "y", "I": "y", "Y": "y", "O": "w", "U": "w"}.get(part)
        if n == 0 and vowel:
            out = "o" if part == "A" or left_out else f"o{vowel}"
        elif vowel:
            out += "" if left_out else vowel
        else:
            out += "f" if part == "v" else part
    return out
