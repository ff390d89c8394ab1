"""Fields: which there are, what their values may be, and what a value stands for. The names are the lexicon's."""

from dataclasses import dataclass
from functools import cache
from typing import get_args

from digests.language import language_code, languages
from digests.lexicon.tables import cell, rows
from digests.names import Name, fold, names
from digests.nearest import nearest
from digests.query.folding import fold_text
from digests.records import ACTS, STATUSES
from digests.tokens import tokenize
from scrapers.article import SourceClass

CLOSED = ("country", "status", "act", "kind", "class", "lang")
OPEN = ("who", "org", "place", "role", "topic", "source")
FIELDS = (*CLOSED, *OPEN)
KINDS = ("article", "statement", "meeting")
CLASSES: tuple[str, ...] = get_args(SourceClass)
#: Fields that only some items have; the rest holds of every item.
OF = {
    "status": frozenset(("meeting",)),
    "place": frozenset(("meeting",)),
    "act": frozenset(("statement",)),
    "role": frozenset(("meeting", "statement")),
    "topic": frozenset(("meeting", "statement")),
}
_VALUES = {"status": STATUSES, "act": ACTS, "kind": KINDS, "class": CLASSES}
#: Verbs and spellings people use for the closed values.
_ALSO = {
    "status": {"canceled": "cancelled", "took place": "held", "expected": "planned"},
    "act": {"said": "say", "denied": "deny", "denial": "deny", "accused": "accuse", "thanked": "thank"},
    "kind": {"articles": "article", "statements": "statement", "meetings": "meeting", "news": "article"},
    "class": {"state": "state-media", "statemedia": "state-media", "agency": "wire"},
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a value is refused, and what to write instead."""

    reason: str
    suggestion: str | None = None


def closed_value(field: str, value: str) -> str | Refusal:
    """Return the code a closed value stands for, or why there is none."""
    if field == "country":
        return _country(value)
    if field == "lang":
        return _language(value)
    known = _VALUES[field]
    word = _key(value)
    for code in known:
        if word in (_key(code), *(_key(k) for k, v in _ALSO[field].items() if v == code)):
            return code
    if field == "act":
        for code in known:
            if word in (
                f"{code}s",
                f"{code}ed",
                f"{code}d",
                f"{code.rstrip('y')}ied",
                f"{code.rstrip('y')}ies",
            ):
                return code
    near = nearest(value, known, 55)
    listed = f"`{field}:` is one of {', '.join(known)}"
    return Refusal(f"`{value}` is no {field}: {listed}", f"did you mean {field}:{near}?" if near else None)


def _key(text: str) -> str:
    return "".join(fold_text(text).plains)


@cache
def _country_forms() -> dict[str, str]:
    out: dict[str, str] = {}
    for sovereign in (True, False):
        for row in rows("states"):
            if (row["kind"] == "state") == sovereign:
                for form in (
                    row["code"],
                    row["name"],
                    *cell(row, "forms"),
                    *cell(row, "demonyms"),
                    *cell(row, "abroad"),
                ):
                    out.setdefault(_key(form), row["code"])
    codes = {row["code"] for row in rows("states")}
    return {**out, **{_key(code): code for code in codes}}


def _country(value: str) -> str | Refusal:
    forms = _country_forms()
    key = _key(value)
    for form in (key, key.removeprefix("the")):
        if form in forms:
            return forms[form]
    reason = f"`{value}` is no state or territory that is known here"
    named = named_by(value)
    if named and named.country:
        state = names().states[named.country]
        return Refusal(
            reason, f"{named.name} belongs to {state}: write country:{named.country}, or the name as a word"
        )
    if named:
        return Refusal(reason, f'{named.name} is no state: write org:"{named.name}"')
    near = nearest(value, [row["name"] for row in rows("states")], 65)
    return Refusal(
        reason,
        f"did you mean country:{forms[_key(near)]} ({near})?"
        if near
        else "write its name or ISO code, as in country:SYR",
    )


def _language(value: str) -> str | Refusal:
    word = value.strip().lower().replace("_", "-")
    tag = language_code(word)
    if tag:
        return tag
    first = word.split("-")[0]
    if first.isascii() and first.isalpha() and len(first) in (2, 3):
        return first
    by_name = {one.name: one.tag for one in languages()}
    near = nearest(value, list(by_name), 60)
    return Refusal(
        f"`{value}` is no language",
        f"did you mean lang:{by_name[near]} ({near})?" if near else "write its tag, as in lang:fr",
    )


def named_by(value: str) -> Name | None:
    """Return what the lexicon knows by a whole name, however its letters are cased; None when it knows nothing."""
    for spelling in (value, value.title(), value.upper()):
        words = [word for word, _, _ in tokenize(spelling)]
        if not words:
            return None
        found = names().match(words, [fold(word) for word in words], 0, len(words))
        if found and found[0] == len(words):
            return found[1]
    return None


@cache
def known_names(field: str) -> tuple[str, ...]:
    """Return the names of the bodies and parties, or of the places, that the lexicon knows."""
    tables = ("organisations", "parties") if field == "org" else ("states", "cities")
    return tuple(
        dict.fromkeys(
            form for table in tables for row in rows(table) for form in (row["name"], *cell(row, "forms"))
        )
    )
