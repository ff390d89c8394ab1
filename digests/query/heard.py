"""Names of several words in Arabic letters: which words a name is in them, and in which ways each may be written there.

A name in Latin letters does not tell which of its vowels are written in Arabic ones. Foreign names are written with all of
them; of native ones short vowels are not written, and which are short is not told either, so several ways are tried. Where
all words of a name must stand in a row that is sure enough: "Mahmoud Abbas" is not "Mohammed Abbas", whose "o" is short.
Particles are one with what follows or not ("Abdel Fattah", عبدالفتاح), the article does not count.
"""

import re
from functools import lru_cache
from itertools import islice, pairwise, product

from digests.query.arabic import LATIN, LONG, MARK, is_arabic, parts_of, sound

#: Begins what is left of a sound without vowels.
_BONES = "akǂ"
#: Joins two words that are written as one.
_ONE = "+"
_PARTICLES = {
    **dict.fromkeys(("bin", "ben", "ibn"), ("bn", "obn")),
    **dict.fromkeys(("abu", "abou", "abo", "abi", "aboul", "abul", "abdu"), ("obw", "oby", "oba")),
    **dict.fromkeys(("bint",), ("bnt",)),
    "abd": ("obd",),
    "allah": ("ollh",),
}  # fmt: skip
_ABD = re.compile(r"abd(?:[aeou]l|o?ul|[aeou]r|[aeou])?")
_ABD_ONE = re.compile(r"abd(?:[aeou]l|o?ul|[aeou]r|[aeou])?-?([a-z]{3,})")
_ALLAH = re.compile(r"([a-z]{3,}?)[aou]ll?[aeo]h")
#: The article before letters it becomes like ("ash-Sharaa").
_ARTICLES = frozenset(("as", "ash", "ar", "ad", "adh", "an", "at", "az"))
#: Words of a name, ways to part them, and the consonants that say enough together.
_MOST_WORDS, _MOST_WAYS, _ENOUGH = 5, 4, 4
_VOWELS = frozenset("AEIOUYVZ")
_FIRST = {
    "A": ("o", "oa"),
    "E": ("o", "oy"),
    "I": ("o", "oy"),
    "O": ("o", "ow"),
    "U": ("ow",),
    "Y": ("oy",),
    "V": ("oy", "oay"),
}
_LAST = {
    "A": ("a", "y", "h"), "E": ("y", "h", ""), "I": ("y",), "O": ("w",), "U": ("w",), "Y": ("y",), "V": ("y", "ay"),
    "Z": ("", "a"),
}  # fmt: skip
_INSIDE = {"A": "a", "E": "y", "I": "y", "O": "w", "U": "w", "Y": "y", "V": "y", "Z": "a"}
#: "ai" may be one vowel or two, "aa" at the end is ع; some letters have other sounds in other languages.
_PARTS = {
    **LATIN,
    "ai": "V",
    "dj": "j",
    "tch": "j",
    "c": "C",
    "ch": "H",
    "j": "J",
    "k": "K",
    "g": "G",
    "w": "W",
    "z": "S",
    "v": "F",
    "ÿ": "y",
    "ä": "Z",
}
_SOUNDS = {
    "C": ("k", "j", "s"), "H": ("j", "i", "x"), "J": ("j", "y"), "K": ("k", "g"), "G": ("g", "j"), "W": ("w", "f"),
    "S": ("z", "ts"), "F": ("f", "w"),
}  # fmt: skip
_MOST_SOUNDS, _MOST_PARTS = 8, 12
#: Words that are remembered: names of a hundred thousand subscriptions would fill the memory.
_MOST_KEPT = 1_000


def heard(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return a name of folded words as words in Arabic letters stand in a row; nothing where that would say too little."""
    if not 2 <= len(words) <= _MOST_WORDS:
        return []
    kept = [word for n, word in enumerate(words) if not _is_article(word, words[n + 1 : n + 2])]
    if not all(word.isascii() or sound(word) for word in kept):
        return []
    ways = [tuple(token for part in way for token in part) for way in product(*_parted(kept))][:_MOST_WAYS]
    return [way for way in dict.fromkeys(ways) if _says_enough(way)]


def _is_article(word: str, following: tuple[str, ...]) -> bool:
    return word in _ARTICLES and bool(following) and following[0].startswith(word[1:])


def _parted(words: list[str]) -> list[list[tuple[str, ...]]]:
    """Return for each word as which words it may stand."""
    out: list[list[tuple[str, ...]]] = []
    n = 0
    while n < len(words):
        word, rest = words[n], words[n + 1 :]
        if rest and (_ABD.fullmatch(word) or word == "عبد"):
            out.append([("abd", rest[0]), (f"abd{_ONE}{rest[0]}",)])
            n += 1
        elif found := _ALLAH.fullmatch(word):
            begin = "abd" if found[1] == "abd" else found[1]
            out.append([(begin, "allah"), (f"{begin}{_ONE}allah",)])
        elif found := _ABD_ONE.fullmatch(word):
            out.append([("abd", found[1]), (f"abd{_ONE}{found[1]}",)])
        else:
            out.append([(word,)])
        n += 1
    return out


def _says_enough(way: tuple[str, ...]) -> bool:
    names = [part for token in way for part in token.split(_ONE)]
    # A particle says little, but not nothing.
    said = [1 if name in _PARTICLES and name != "allah" else _consonants(name) for name in names]
    return len(way) > 1 and all(said) and sum(said) >= _ENOUGH and max(said) > 1


def _consonants(word: str) -> int:
    """Return how many consonants a word has; 0 where it is none that can be written."""
    if is_arabic(word):
        return sum(c not in LONG and c != "o" for c in (sound(word) or "").removeprefix(MARK))
    return sum(part not in _VOWELS for part in _parts(word))


@lru_cache(maxsize=_MOST_KEPT)
def ways(token: str) -> frozenset[str]:
    """Return the ways a word of a name may sound, as `digests.query.arabic.sound` tells them."""
    first, _, rest = token.partition(_ONE)
    forms = _forms(first)
    if rest:
        joined = {form.removeprefix("o") for form in _forms(rest)}
        between = ("",) if rest == "allah" else ("", "al")
        after = ("allh", "llh") if rest == "allah" else joined
        forms = tuple(f"{form}{gap}{end}" for form in forms for gap in between for end in after)
    return frozenset(MARK + _short(form) for form in forms)


def keys(way: tuple[str, ...]) -> tuple[str, ...]:
    """Return what one of must be held where a name stands: the bones of the word that says most."""
    return bones(way[said_most(way)])


@lru_cache(maxsize=_MOST_KEPT)
def said_most(way: tuple[str, ...]) -> int:
    """Return the place of the word of a name that says most."""
    return max(range(len(way)), key=lambda n: min(map(len, bones(way[n])), default=0))


@lru_cache(maxsize=_MOST_KEPT)
def bones(token: str) -> tuple[str, ...]:
    """Return the words that stand in an index for a word of a name: what is left of its sounds without vowels."""
    found = {_bones(form.removeprefix(MARK)) for form in ways(token)}
    return tuple(sorted(_BONES + one for one in found if one))


def bones_of(heard_word: str) -> str:
    """Return what is left of a sound of a text without vowels."""
    return _BONES + _bones(heard_word.removeprefix(MARK))


def _bones(form: str) -> str:
    return "".join(c for c in form if c not in LONG and c not in "oh").replace("k", "g")


def _short(form: str) -> str:
    return form.replace("yy", "y").replace("ww", "w")


def _forms(word: str) -> tuple[str, ...]:
    if word in _PARTICLES:
        return _PARTICLES[word]
    if is_arabic(word):
        form = (sound(word) or "").removeprefix(MARK)
        # Persian has و for the "v" of foreign names.
        return (form, form[:-1].replace("f", "w") + form[-1:])
    parts = _parts(word)
    if not parts:
        return ()
    choices = [_SOUNDS.get(part, (part,)) for part in parts]
    if parts[-1] == "F":
        choices[-1] = ("f",)
    out = [form for one in islice(product(*choices), _MOST_SOUNDS) for form in _spelled(list(one))]
    if re.search("u[^aeiouy]{2}", word) and "O" in parts:
        # An English "u" is "a" to Arabic ears.
        at = parts.index("O")
        out += [
            "".join(_INSIDE.get(p, _SOUNDS.get(p, (p,))[0]) for p in (*parts[:at], "A", *parts[at + 1 :]))
        ]
    return tuple(dict.fromkeys(out))


def _parts(word: str) -> list[str]:
    """Return the sounds of a Latin word; nothing where it is too short or too long for a name."""
    # "y" beside vowels on both sides is none itself, nor is "h" heard in "John"; "aa" at the end is no long "a".
    plain = re.sub(r"(?<=[aeiou])y+(?=[aeiou])|\Ay(?=[aeiou])", "ÿ", word)
    parts = parts_of(re.sub(r"aa\Z", "ä", re.sub(r"ohn\Z", "on", plain)), _PARTS)
    return parts if 1 < len(parts) <= _MOST_PARTS else []


def _spelled(parts: list[str]) -> list[str]:
    """Return a word with and without the vowels that may not be written."""
    last = len(parts) - 1
    inside = [n for n in range(1, last) if parts[n] in _VOWELS]
    begins, ends = _FIRST.get(parts[0], (parts[0],)), _LAST.get(parts[last], (parts[last],))
    out = []
    for kept in _kept(parts, inside):
        middle = "".join(
            parts[n] if parts[n] not in _VOWELS else _INSIDE[parts[n]] if n in kept else ""
            for n in range(1, last)
        )
        middles = [middle, middle.replace("y", "ay")] if any(parts[n] == "V" for n in kept) else [middle]
        # "Sharaa" is no "Shaara".
        after = ends if parts[last] != "Z" or not any(parts[n] == "A" for n in kept) else ("a",)
        out += [f"{begin}{one}{end}" for begin in begins for one in middles for end in after]
    return out


def _kept(parts: list[str], inside: list[int]) -> list[frozenset[int]]:
    """Return which vowels inside a word may be written together.

    "Khalid", "Nizar": "i" is short beside a long "a" and before two consonants. "Muhammad", "Yusuf": "u" is short at the
    beginning and after another. "Karim", "Mahmud": else they are long.
    """
    places = {vowel: [n for n in inside if parts[n] == vowel] for vowel in "AEIOU"}
    vowels = [n for n, part in enumerate(parts) if part in _VOWELS]
    closed = {n for n in inside if n + 2 < len(parts) and not {parts[n + 1], parts[n + 2]} & _VOWELS}
    places["O"] = sorted([*places["O"], *(n for n in places["U"] if n in closed)])
    always = {n for n in inside if parts[n] in "YVU" and n not in places["O"]}
    every = always.union(*places.values())
    out = [every, every - {*places["E"]}, every - {*places["E"][1:]}]
    short_o = {n for n in places["O"] if n in closed or n == vowels[0]}
    for written in ([], places["A"], places["A"][:1], places["A"][-1:]):
        beside = {n for n in places["I"] if parts[0] == "A" or any(a < n for a in written)}
        beside |= {n for n, after in pairwise(vowels) if parts[n] == "I" and after in written}
        for short in (set(), closed | beside):
            for short_u in (set(), short_o, {*places["O"][1:]}):
                kept = ({*places["I"]} - short) | ({*places["O"]} - short_u)
                out.append(always | kept | {*written})
    return [frozenset(kept) for kept in dict.fromkeys(map(frozenset, out))]
