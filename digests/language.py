"""Which language a text is in: by its script, then by its commonest words. For texts whose source does not say."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from digests.lexicon.yamlfile import load_plain

#: So much of a text tells its language.
_SAMPLE = 3000
#: Fewer words than this, or fewer function words among them, tell nothing.
_FEW_WORDS, _SHARE = 5, 0.12


@dataclass(frozen=True, slots=True)
class Language:
    """One language the lexicon knows."""

    #: BCP 47.
    tag: str
    #: As a reader is told.
    name: str
    #: The codes of ISO 639-2 that some write instead of the tag.
    codes: tuple[str, ...]
    script: str | None
    letters: frozenset[str]
    words: frozenset[str]


@cache
def languages() -> tuple[Language, ...]:
    """Return the languages of the lexicon."""
    rows = load_plain(files("digests.lexicon").joinpath("languages.yaml").read_text("utf-8"))
    return tuple(
        Language(
            row["tag"],
            row["name"],
            tuple(str(row["codes"]).split()),
            row.get("script"),
            frozenset(row.get("letters", "")),
            frozenset(str(row.get("words", "")).split()),
        )
        for row in rows
    )


def language_name(tag: str) -> str:
    """Return the English name of a language; the tag itself when it is not known."""
    return next((one.name for one in languages() if one.tag == tag.split("-")[0]), tag)


def language_code(word: str) -> str | None:
    """Return the tag of a language named in English, or by a code of three letters; None when the lexicon knows neither."""
    folded = word.strip().lower()
    return next((one.tag for one in languages() if folded in (one.name.lower(), *one.codes)), None)


@cache
def _script(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return "CJK" if name.startswith(("CJK", "HIRAGANA", "KATAKANA")) else name.split(" ")[0]


def guess_language(text: str) -> str | None:
    """Return the language of a text as a BCP 47 tag; None when it cannot be told."""
    sample = text[:_SAMPLE]
    letters = {c: count for c, count in Counter(sample).items() if c.isalpha()}
    if not letters:
        return None
    scripts: Counter[str] = Counter()
    for letter, count in letters.items():
        scripts[_script(letter)] += count
    script, count = scripts.most_common(1)[0]
    total = scripts.total()
    if script != "LATIN":
        return _by_script(script, letters, total) if count > total / 2 else None
    words = re.findall(r"[^\W\d_]+", sample.lower())
    counts = Counter(words)
    scores = {
        one.tag: sum([counts[w] for w in one.words & counts.keys()]) for one in languages() if one.words
    }
    best = max(scores, key=lambda tag: scores[tag])
    if len(words) < _FEW_WORDS or scores[best] < max(2, _SHARE * len(words)):
        return None
    return best


def _by_script(script: str, letters: dict[str, int], total: int) -> str | None:
    same = [one for one in languages() if one.script == script]
    special = [
        (sum([count for letter, count in letters.items() if letter in one.letters]), one.tag)
        for one in same
        if one.letters
    ]
    most, tag = max(special, default=(0, ""))
    if most > total / 100:
        return tag
    return next((one.tag for one in same if not one.letters), None)
