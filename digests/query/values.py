"""Fields: which there are, what their values may be, and what a value stands for. The names are the lexicon's."""

from dataclasses import dataclass
from functools import cache
from typing import get_args

from digests.cues import inflect
from digests.language import language_code, languages
from digests.lexicon.tables import cell, kept, rows, shipped
from digests.names import Name, fold, names
from digests.nearest import nearest
from digests.query.asking import act_of, key, near, same
from digests.query.folding import fold_text
from digests.query.tree import quoted_value
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
#: How much of 100 a slip must be like what is offered instead: short words are soon like others.
_LIKE, _LIKE_STATE, _LIKE_LANGUAGE = 70, 65, 66
#: States offered for a name that several have.
_MOST_STATES = 3
_VALUES = {"status": STATUSES, "act": ACTS, "kind": KINDS, "class": CLASSES}


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
    code = next((code for code in known if key(code) == key(value)), None) or same(field, value)
    if (
        code is None
        and field == "act"
        and (code := near("act", value) or act_of(value))
        and not _is_form_of(value, code)
    ):
        return Refusal(f"`{value}` is no act of its own", f"write act:{code}, which it counts as")
    if code:
        return code
    reason = f"`{value}` is no {field}: `{field}:` is one of {', '.join(known)}"
    opposite = closed_value(field, value[4:]) if value.lower().startswith("not ") else None
    if isinstance(opposite, str):
        return Refusal(reason, f"did you mean NOT {field}:{opposite}?")
    meant = near(field, value)
    if field == "kind" and meant == "meeting":
        shown = value if key(value) == value else f'"{value}"'
        return Refusal(reason, f"write kind:meeting {shown}")
    meant = meant or nearest(value, known, _LIKE)
    return Refusal(reason, f"did you mean {field}:{meant}?" if meant else None)


def _is_form_of(word: str, verb: str) -> bool:
    return word.lower() in inflect(verb)


@kept
def _country_forms() -> dict[str, str]:
    """Return all names of the states: the English ones first, of states before territories, then those in other languages."""
    states = sorted(rows("states"), key=lambda row: row["kind"] != "state")
    english = [(row, (row["name"], *cell(row, "forms"), *cell(row, "demonyms"))) for row in states]
    abroad = [(row, tuple(cell(row, "abroad"))) for row in states]
    out: dict[str, str] = {key(row["code"]): row["code"] for row in states}
    for row, forms in (*english, *abroad):
        for form in forms:
            out.setdefault(key(form), row["code"])
    return out


def _country(value: str) -> str | Refusal:
    forms = _country_forms()
    word = key(value)
    for form in (word, word.removeprefix("the"), "".join(fold_text(value).folds)):
        if form in forms:
            return forms[form]
    if other := same("country", value):
        return other
    reason = f"`{value}` is no state or territory that is known here"
    named = named_by(value)
    if named and named.country:
        state = names().states[named.country]
        reason = f"`{value}` is no state: it belongs to {state}"
        return Refusal(reason, f"write country:{named.country}, or the name as a word")
    if named:
        return Refusal(
            f"`{value}` is no state", f"write org:{value if word == value.lower() else quoted_value(value)}"
        )
    return Refusal(reason, _states_like(value))


def _states_like(value: str) -> str:
    """Return what to write instead of a state nobody knows."""
    every = {row["name"]: row["code"] for row in rows("states")}
    with_it = [name for name in every if value.lower() in name.lower().split()]
    near_it = nearest(value, list(every), _LIKE_STATE)
    found = with_it if 1 <= len(with_it) <= _MOST_STATES else [near_it] if near_it else []
    if not found:
        return "write its name or ISO code, as in country:SYR"
    return f"did you mean {' or '.join(f'country:{every[name]} ({name})' for name in found)}?"


def _language(value: str) -> str | Refusal:
    word = value.strip().lower().replace("_", "-")
    tag = language_code(word) or same("lang", word)
    if tag:
        return tag
    first = word.split("-")[0].strip()
    if same("tag", first):
        return first
    by_name = {one.name: one.tag for one in languages()}
    meant = nearest(value, list(by_name), _LIKE_LANGUAGE)
    return Refusal(
        f"`{value}` is no language",
        f"did you mean lang:{by_name[meant]} ({meant})?" if meant else "write its tag, as in lang:fr",
    )


def named_by(value: str) -> Name | None:
    """Return what the lexicon knows by a whole name, however its letters are cased, or by one of another language.

    None when it knows nothing.
    """
    for spelling in (value, value.title(), value.upper(), _english().get(key(value), "")):
        words = [word for word, _, _ in tokenize(spelling)]
        if not words:
            continue
        found = names().match(words, [fold(word) for word in words], 0, len(words))
        if found and found[0] == len(words):
            return found[1]
    return None


@cache
def _english() -> dict[str, str]:
    return {key(form): row["name"] for row in shipped("exonyms") for form in cell(row, "forms")}


@cache
def names_abroad() -> dict[str, tuple[str, ...]]:
    """Return what cities and bodies are called in other languages, by their usual English name."""
    return {row["name"]: tuple(cell(row, "forms")) for row in shipped("exonyms")}


def known_names(field: str) -> tuple[str, ...]:
    """Return the names of the bodies and parties, or of the places, that the lexicon knows."""
    return _bodies() if field == "org" else _places()


@kept
def _bodies() -> tuple[str, ...]:
    return _forms("organisations", "parties")


@kept
def _places() -> tuple[str, ...]:
    return _forms("states", "cities")


def _forms(*tables: str) -> tuple[str, ...]:
    found = (form for table in tables for row in rows(table) for form in (row["name"], *cell(row, "forms")))
    return tuple(dict.fromkeys(found))
