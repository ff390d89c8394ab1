"""Cues of attribution: the verbs that say somebody says something (PolNeAR's "cue"), in all their forms.

The words are data (`digests/lexicon/speech.yaml`).
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

from digests.lexicon.yamlfile import load_plain
from digests.records import Act

Form = Literal["base", "third", "past", "ing"]


@dataclass(frozen=True, slots=True)
class CueEntry:
    """What a cue verb takes and means."""

    verb: str
    frames: frozenset[str]
    act: Act
    cameo: str
    #: What the act becomes by the first noun of its object ("expressed hope").
    objects: tuple[tuple[str, Act], ...] = ()


#: An unlisted verb beside a closing quotation mark ("…,” Lund quipped").
UNLISTED = CueEntry("", frozenset(("after", "quote")), "say", "01")
#: "quoted as saying".
SAYING = CueEntry("say", frozenset(("clause", "quote", "inform")), "say", "01")

#: Forms that are nouns as often as verbs; they need what only a verb has after it.
NOUNLIKE = frozenset(
    "reports claims states notes comments calls attacks offers demands requests questions promises charges answers "
    "remarks estimates forecasts protests thanks talks posts tweets references hints signals labels brands blasts "
    "report claim state note comment call attack offer demand request question promise charge answer remark estimate "
    "forecast protest post tweet reference hint signal label brand blast quotes quote pledge pledges vow vows appeal "
    "appeals urge urges stresses stress joke jokes counter counters hails hail highlights highlight cautions caution "
    "mention mentions repeat repeats recall recalls warn".split()
)

_DOUBLING = frozenset("admit slam beg plan refer rebut quip signal brag regret dub label counsel".split())


def inflect(verb: str) -> dict[str, Form]:
    """Return the regular forms of an English verb."""
    if verb.endswith("e"):
        return {verb: "base", verb + "s": "third", verb + "d": "past", verb[:-1] + "ing": "ing"}
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return {verb: "base", verb[:-1] + "ies": "third", verb[:-1] + "ied": "past", verb + "ing": "ing"}
    if verb.endswith(("s", "sh", "ch", "x", "z")):
        return {verb: "base", verb + "es": "third", verb + "ed": "past", verb + "ing": "ing"}
    forms: dict[str, Form] = {verb: "base", verb + "s": "third", verb + "ed": "past", verb + "ing": "ing"}
    if verb in _DOUBLING:  # "signal" has both spellings
        forms |= {verb + verb[-1] + "ed": "past", verb + verb[-1] + "ing": "ing"}
    return forms


def _irregular(verb: str, forms: list[str]) -> dict[str, Form]:
    out: dict[str, Form] = {verb: "base"}
    for form in forms:
        ing = form.endswith("ing") and form != verb
        out[form] = "ing" if ing else "third" if form.endswith("s") else "past"
    return out


@cache
def cue_rows() -> list[dict[str, Any]]:
    """Return the rows of the cue lexicon."""
    text = files("digests.lexicon").joinpath("speech.yaml").read_text("utf-8")
    return cast(list[dict[str, Any]], load_plain(text))


@cache
def forms_of_cues() -> dict[str, list[tuple[tuple[str, ...], Form, CueEntry]]]:
    """Map the first word of each form to (further words, form, entry)."""
    index: dict[str, list[tuple[tuple[str, ...], Form, CueEntry]]] = {}
    for row in cue_rows():
        for verb in row["verbs"]:
            head, *rest = verb.split()
            objects = tuple(row.get("objects", {}).items())
            entry = CueEntry(verb, frozenset(row["frames"]), row["act"], row["cameo"], objects)
            irregular = row.get("irregular", {}).get(head)
            forms = _irregular(head, irregular) if irregular else inflect(head)
            for form, kind in forms.items():
                index.setdefault(form, []).append((tuple(rest), kind, entry))
    return index


@cache
def noun_rows() -> list[dict[str, Any]]:
    """Return the rows of the lexicon of nouns of saying."""
    text = files("digests.lexicon").joinpath("speech_nouns.yaml").read_text("utf-8")
    return cast(list[dict[str, Any]], load_plain(text))


@cache
def noun_entries() -> dict[str, CueEntry]:
    """Map nouns of saying ("claim", "claims") to what they mean."""
    return {
        form: CueEntry(
            noun, frozenset(("copula" if row.get("copula") else "clause",)), row["act"], row["cameo"]
        )
        for row in noun_rows()
        for noun in row["nouns"]
        for form in (noun, noun[:-1] + "ies" if noun.endswith("ly") else noun + "s")
    }


@cache
def closing_forms() -> frozenset[str]:
    """Return the forms of one word that may follow what is said: ", Lund said"."""
    return frozenset(
        form
        for form, rows in forms_of_cues().items()
        if any(not rest and "after" in e.frames for rest, _, e in rows)
    )
