"""Figures: how many, as a text tells it, for seeing two texts contradict each other. Words: `lexicon/figures.yaml`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from digests.lexicon.yamlfile import load_plain
from scrapers.article import Span

_WORDS = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_SIZES = {"thousand": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}
_CURRENCIES = {"$": "dollars", "US$": "dollars", "€": "euros", "£": "pounds"}
_LEAST = frozenset(("at least", "more than", "over", "no fewer than", "no less than", "upwards of"))
_MOST = frozenset(("up to", "at most", "fewer than", "less than", "under", "as many as"))
#: What rounding leaves out of the last digit told, so that 3 and 4 do not touch.
_HALF = 0.499
#: What "about" may be off by.
_ABOUT = 0.15

#: What a number must not go on with.
_END = r"(?![\w%,.]*\d|\w)"
_QUALIFIER = (
    r"(?P<how>at least|more than|over|no (?:fewer|less) than|upwards of|up to|at most|as many as|fewer than|less than|under|"
    r"about|around|some|nearly|almost|roughly|approximately|close to|an estimated|estimated)\s+"
)
_NUMBER = (
    rf"(?:{_QUALIFIER})?(?P<sign>US\$|[$€£])?(?<![\d.,])(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|"
    + "|".join(sorted(_WORDS, key=len, reverse=True))
    + rf")(?:[\s-](?P<size>thousand|million|billion|trillion|bn)|(?P<letter>bn|m))?{_END}"
)
# Words between a number and what is counted: "12 Norwegian border guards".
_BETWEEN = r"(?:\s+(?!more\b|other\b|others\b|of\b|or\b|and\b|to\b)[\w’'-]+){0,2}?"
_BE = r"(?:\s+(?:people|persons))?(?:\s+(?:were|was|are|is|have|had|has|been|being|left|reported|confirmed|also)){0,3}"


# What stands before something not done yet.
_AHEAD = re.compile(
    r"\b(?:to|will|would|could|should|may|might|can|if|plans?|planned|ready|threaten\w*)\b[^.,;]*$",
    re.IGNORECASE,
)
_LOOK = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number of something, as one sentence tells it."""

    #: What is counted: equal only for the same quantity.
    key: tuple[str, ...]
    #: In words ("people killed").
    label: str
    #: What the number may be as told: "at least 12" is 12 and more.
    low: float
    high: float
    span: Span
    #: True where a later, higher number is no contradiction.
    rises: bool

    def contradicts(self, other: "Figure") -> bool:
        """Tell whether both cannot be right."""
        return self.key == other.key and (self.high < other.low or other.high < self.low)


def figures(text: str, begin: int = 0, end: int | None = None) -> Iterator[Figure]:
    """Yield the figures of a stretch of text, in order of kinds."""
    last = len(text) if end is None else end
    for key, label, rises, needed, pattern in _patterns():
        # Hardly a text has the words of a kind; looking for numbers before them takes much longer.
        if not needed.search(text, begin, last):
            continue
        for found in pattern.finditer(text, begin, last):
            groups = found.groupdict()
            low, high = _range(groups)
            what = _what(key, groups)
            if what is None:
                continue
            if _AHEAD.search(text, max(begin, found.start() - _LOOK), found.start()):
                what = (*what, "ahead")  # "threatened to fire four missiles" contradicts no report of three
            names = {name: " ".join((groups.get(name) or "").casefold().split()) for name in ("noun", "unit")}
            yield Figure(
                key=what,
                label=label.format(noun=names["noun"] or "people", unit=names["unit"], money=what[1]),
                low=low,
                high=high,
                span=found.span(),
                rises=rises,
            )


def _what(key: tuple[str, ...], groups: Mapping[str, str | None]) -> tuple[str, ...] | None:
    """Return what is counted; None for a sum of money without a currency, or a currency before what is none."""
    noun = (groups.get("noun") or "").casefold()
    if key[0] == "money":
        unit = _CURRENCIES.get(groups.get("sign") or "") or (groups.get("currency") or "").casefold()
        return (*key, unit.rstrip("s") + "s", _single(noun)) if unit else None
    if groups.get("sign"):
        return None
    if key[0] == "measure":
        return (*key, _single((groups.get("unit") or "").casefold()), _single(noun))
    return (*key, _single(noun or "people"))


def _single(noun: str) -> str:
    return {"persons": "people", "duties": "duty"}.get(noun) or (
        noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun
    )


def _range(groups: Mapping[str, str | None]) -> tuple[float, float]:
    """Return the least and the most a number as told may be: rounded to its last digit that is not zero."""
    told = (groups["number"] or "").casefold()
    size = _SIZES.get((groups.get("size") or groups.get("letter") or "").casefold(), 1.0)
    plain = told.replace(",", "")
    value = float(_WORDS.get(told, 0) or plain or 0) if told not in _WORDS else float(_WORDS[told])
    slack = 0.0
    if "." in plain:
        slack = _HALF * 10.0 ** -len(plain.partition(".")[2])
    elif size > 1:
        slack = _HALF
    elif value >= 100:
        slack = _HALF * 10.0 ** (len(plain) - len(plain.rstrip("0")))
        slack = slack if slack > 1 else 0.0
    low, high = (value - slack) * size, (value + slack) * size
    how = " ".join((groups.get("how") or "").casefold().split())
    if how in _LEAST:
        return low, float("inf")
    if how in _MOST:
        return 0.0, high
    if how:
        return low * (1 - _ABOUT), high * (1 + _ABOUT)
    return low, high


def _any(words: list[str]) -> str:
    return "(?:" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) + ")"


#: Key, label, whether it rises, what stands in every text that has one, and the whole of it.
_Pattern = tuple[tuple[str, ...], str, bool, re.Pattern[str], re.Pattern[str]]


@cache
def _patterns() -> tuple[_Pattern, ...]:
    text = (files("digests.lexicon") / "figures.yaml").read_text(encoding="utf-8")
    return tuple(found for row in load_plain(text) for found in _of(row))


def _of(row: Mapping[str, Any]) -> Iterator[_Pattern]:
    kind = row["kind"]
    noun = rf"(?P<noun>{_any(row.get('nouns', []))})\b" if row.get("nouns") else ""
    needed = _any(row.get("nouns", []))
    forms: list[str]
    key: tuple[str, ...] = (kind,)
    match kind:
        case "deed":
            verbs = needed = _any(row["verbs"])
            key, label = (kind, row["verbs"][0]), "{noun} " + row["verbs"][0]
            forms = [
                rf"\b{_NUMBER}(?:{_BETWEEN}\s+{noun})?{_BE}\s+{verbs}\b",
                rf"\b{verbs}\s+{_NUMBER}{_BETWEEN}\s+{noun}",
            ]
        case "money":
            label = "{noun}, in {money}"
            amount = rf"{_NUMBER}(?:[\s-](?P<currency>dollars?|euros?|pounds?))?"
            forms = [
                rf"{amount}(?:\s+(?:in|worth of))?{_BETWEEN}\s+{noun}",
                rf"\b{noun}\s+(?:of|worth|totalling|totaling)\s+{amount}",
            ]
        case "measure":
            label = "{unit} of {noun}"
            needed = _any(row["units"])
            unit = rf"(?P<unit>{needed})"
            forms = [rf"\b{_NUMBER}(?:\s+metric)?\s+{unit}\s+of\s+(?P<noun>[\w’'-]+)"]
        case _:
            label = "{noun}, in percent"
            percent = r"(?:\s?%|[\s-]per\s?cent)"
            forms = [
                rf"\b{_NUMBER}{percent}{_BETWEEN}\s+{noun}",
                rf"\b{noun}\s+of\s+{_NUMBER}{percent}",
            ]
    for form in forms:
        yield (
            key,
            label,
            bool(row.get("rises")),
            re.compile(needed, re.IGNORECASE),
            re.compile(form, re.IGNORECASE),
        )
