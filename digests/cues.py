"""Cues of attribution: which tokens signal that somebody says something (PolNeAR's "cue").

The words are data (`digests/lexicon/speech.yaml`); what makes an occurrence a verb and not a noun is code.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

from digests.document import Document
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


@dataclass(frozen=True, slots=True)
class Cue:
    """One occurrence: tokens `first:last`, auxiliaries and adverbs included; the verb itself is at `verb`."""

    first: int
    verb: int
    last: int
    form: Form
    entries: tuple[CueEntry, ...]
    #: True for "did not say", "would say", "refused to say".
    hedged: bool

    def frames(self) -> set[str]:
        """Return what any reading of the cue takes."""
        return {frame for entry in self.entries for frame in entry.frames}

    def entry_for(self, frame: str) -> CueEntry:
        """Return the reading that takes `frame`, else the first one."""
        return next((e for e in self.entries if frame in e.frames), self.entries[0])


MODALS = frozenset("will would could can may might should must shall 'll 'd won't wouldn't couldn't".split())
AUXILIARIES = frozenset("has have had is are was were be been being do does did hasn't haven't hadn't isn't aren't wasn't weren't don't "
                        "doesn't didn't having".split()) | MODALS  # fmt: skip
_BE = frozenset("is are was were be been being isn't aren't wasn't weren't".split())
_NEGATIONS = frozenset(
    "not never n't hardly didn't don't doesn't hasn't haven't hadn't won't wouldn't couldn't".split()
)
ADVERBS = frozenset(
    "also again later then now never not already once earlier still since both first just even always often long "
    "further instead meanwhile too again reportedly soon thus therefore yesterday today all each twice "
    "nevertheless nonetheless however rather simply only at-last".split()
)
_DETERMINERS = frozenset(
    "the a an his her its their our my your this that these those no any some each every such another 's ’s".split()
)
_PLURAL_SUBJECTS = frozenset("i we you they who and both many some others most people police all".split())


def inflect(verb: str) -> dict[str, Form]:
    """Return the regular forms of an English verb."""
    if verb.endswith("e"):
        stem = verb[:-1]
        return {verb: "base", verb + "s": "third", verb + "d": "past", stem + "ing": "ing"}
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return {verb: "base", verb[:-1] + "ies": "third", verb[:-1] + "ied": "past", verb + "ing": "ing"}
    if verb.endswith(("s", "sh", "ch", "x", "z")):
        return {verb: "base", verb + "es": "third", verb + "ed": "past", verb + "ing": "ing"}
    if verb in ("admit", "slam", "beg", "plan", "refer", "rebut"):
        return {
            verb: "base",
            verb + "s": "third",
            verb + verb[-1] + "ed": "past",
            verb + verb[-1] + "ing": "ing",
        }
    return {verb: "base", verb + "s": "third", verb + "ed": "past", verb + "ing": "ing"}


def _irregular(verb: str, forms: list[str]) -> dict[str, Form]:
    out: dict[str, Form] = {verb: "base"}
    for form in forms:
        out[form] = (
            "ing" if form.endswith("ing") and form != verb else "third" if form.endswith("s") else "past"
        )
    return out


@cache
def cue_rows() -> list[dict[str, Any]]:
    """Return the rows of the cue lexicon."""
    text = files("digests.lexicon").joinpath("speech.yaml").read_text("utf-8")
    return cast(list[dict[str, Any]], load_plain(text))


@cache
def _index() -> dict[str, list[tuple[tuple[str, ...], Form, CueEntry]]]:
    """Map the first word of each form to (further words, form, entry)."""
    index: dict[str, list[tuple[tuple[str, ...], Form, CueEntry]]] = {}
    for row in cue_rows():
        for verb in row["verbs"]:
            head, *rest = verb.split()
            entry = CueEntry(verb, frozenset(row["frames"]), row["act"], row["cameo"])
            irregular = row.get("irregular", {}).get(head)
            forms = _irregular(head, irregular) if irregular else inflect(head)
            for form, kind in forms.items():
                index.setdefault(form, []).append((tuple(rest), kind, entry))
    return index


def find_cues(document: Document, first: int, last: int, quoted: bytearray) -> list[Cue]:
    """Return the cues among tokens `first:last` (a sentence) that stand outside quotation marks."""
    index = _index()
    lower = document.lower
    found: list[Cue] = []
    for i in range(first, last):
        if quoted[i] or lower[i] not in index:
            continue
        rows = index[lower[i]]
        longest = -1
        chosen: list[CueEntry] = []
        form: Form = "base"
        for rest, kind, entry in rows:
            n = len(rest)
            if n and tuple(lower[i + 1 : i + 1 + n]) != rest:
                continue
            if n > longest:
                longest, chosen, form = n, [entry], kind
            elif n == longest:
                chosen.append(entry)
        if longest < 0:
            continue
        cue = _verb_group(document, i, i + 1 + longest, first, form, tuple(chosen))
        if cue:
            found.append(cue)
    return found


def _verb_group(
    document: Document, i: int, last: int, first: int, form: Form, entries: tuple[CueEntry, ...]
) -> Cue | None:
    """Take in auxiliaries and adverbs before the verb; None when the word is a noun, an adjective or passive."""
    lower = document.lower
    j = i
    seen_aux: list[str] = []
    hedged = False
    while j > first:
        word = lower[j - 1]
        if word in AUXILIARIES:
            seen_aux.append(word)
        elif not (
            word in ADVERBS
            or (word.endswith("ly") and len(word) > 4 and word not in ("only", "family", "ally"))
        ):
            break
        hedged = hedged or word in _NEGATIONS or (word in MODALS and word not in ("will", "'ll"))
        j -= 1
    while (
        j < i
        and lower[j] not in AUXILIARIES
        and lower[j] in ("yesterday", "today", "all", "once", "even", "only")
    ):
        j += 1
    before = lower[j - 1] if j > first else ""
    after = lower[last] if last < len(lower) else ""
    if before in _DETERMINERS and not (
        before in ("that", "this", "those", "these", "some", "all") and form == "past"
    ):
        return None
    if form == "past" and (any(a in _BE for a in seen_aux) or after == "by") and not _middle(entries, after):
        return None
    if form == "base" and not seen_aux:
        if before == "to":
            return None
        plural = before in _PLURAL_SUBJECTS or (before.endswith("s") and not before.endswith("ss"))
        if not plural and before not in (",", ")") and not before.endswith(("men", "people", "media")):
            return None
        if before in ("of", "for", "in", "on", "and") and before != "and":
            return None
    if (
        form == "third"
        and before
        and not (before[-1:].isalnum() or before in (",", ")", "”", '"', ".", "''"))
    ):
        return None
    if form == "ing" and not any(a in _BE for a in seen_aux):
        j = i
    if before in ("of", "for", "in", "with", "from", "between", "at", "into", "per") and form != "ing":
        return None
    return Cue(j, i, last, form, entries, hedged)


def _middle(entries: tuple[CueEntry, ...], after: str) -> bool:
    """Tell whether a form of *be* before a participle is no passive ("was said to" always is)."""
    return False
