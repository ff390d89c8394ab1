"""Spellings of one name in Latin letters; in Cyrillic and Greek ones it has one form (`digests.query.alike`), in Arabic ones
it is compared by what it sounds like (`digests.query.arabic`, `digests.query.heard`).
"""

import re
from functools import lru_cache
from itertools import product

from digests.query import arabic
from digests.query.alike import forms_of_name, forms_of_text, is_foreign, latin
from digests.query.folding import fold_text
from digests.query.heard import bones_of

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


@lru_cache(maxsize=8_000)
def readings(word: str) -> tuple[str, ...]:
    """Return what a word of a text in other letters than Latin ones may stand for in names."""
    if is_foreign(word):
        return forms_of_text(word)
    sound = arabic.sound(word)
    return (sound, bones_of(sound)) if sound else ()


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
    in_latin = tuple(map(latin, words))
    abroad = [*forms_of_name(in_latin), *arabic.sounds(in_latin)]
    return tuple(dict.fromkeys([tuple(words), *out, *abroad]))


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
