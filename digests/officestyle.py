"""Offices in one style: "Turkish Foreign Minister", also of "Turkey's foreign minister" and "foreign minister of Turkey".

Only the state's word and capitals change; an office no table knows whole is printed as told.
"""

import re

from digests.lexicon.tables import cell, kept, rows
from digests.offices import Office, titles

#: What stands before an office where a state's people are called otherwise, or another state's as well.
_BEFORE = {
    "COD": "DR Congo",
    "COK": "Cook Islands",
    "KIR": "Kiribati",
    "LIE": "Liechtenstein",
    "LSO": "Lesotho",
    "LUX": "Luxembourg",
    "MKD": "North Macedonian",
    "MMR": "Myanmar",
    "NZL": "New Zealand",
    "SLB": "Solomon Islands",
    "USA": "US",
    "XKX": "Kosovo",
}
#: Kinds of office written with capitals before a name; a leader, ruler or chief is described, not addressed.
_CAPITALISED = frozenset(("head", "minister", "monarch"))
_DESCRIBED = frozenset(("leader", "ruler", "chief"))
#: Who fights a state is not called by its people's name.
_AGAINST = re.compile(r"\b(?:rebel|separatist|militia|guerrilla|insurgent|warlord)", re.IGNORECASE)
#: There is one, and everybody knows where.
_ALONE = frozenset(("pope", "pontiff", "holy father", "dalai lama"))
_SMALL = frozenset(("of", "and", "for", "the"))
_GLOSS = re.compile(r"\s*\([^)]*\)")


def in_style(role: str, country: str, words: frozenset[str]) -> str | None:
    """Return an office with its state before it; None where it cannot be put so.

    Args:
        role: The office as told.
        country: Code of its state.
        words: What the state and its people are called, in small letters.
    """
    if _former_states().search(role):
        return role  # "Zairean", "Soviet": as it was called then
    lead, role = _lead(role)
    core, led = _without_state(role, words)
    before = _attributives().get(country)
    if not core or not before or _AGAINST.search(core):
        return None
    if core.lower() in _ALONE:
        return core[:1].upper() + core[1:]
    office = _whole(core)
    if office is not None and office.noun == "president" and core == "president" == role:
        return None  # of what is not told: of a company or a club, maybe
    if office is None:
        return " ".join(w for w in (lead, before, core) if w) if led else None
    if office.kind in _CAPITALISED and office.noun not in _DESCRIBED:
        core = " ".join(w if w in _SMALL else w[:1].upper() + w[1:] for w in core.split())
    return " ".join(w for w in (lead, before, core) if w)


def _without_state(role: str, words: frozenset[str]) -> tuple[str, bool]:
    """Return an office without the words for its state; whether they led it as an adjective or name ("U.S. envoy")."""
    for word in sorted((w for w in words if w), key=len, reverse=True):
        said = re.escape(word)
        if leading := re.match(rf"{said}(?P<own>['’]s?)?\s+(?=\S)", role, re.IGNORECASE):
            rest = role[leading.end() :]
            if leading["own"] and _whole(_lead(rest)[1]) is None:
                return "", False  # "Norway's oldest envoy"
            return rest, True
        if trailing := re.search(rf"\s+of\s+(?:the\s+)?{said}$", role, re.IGNORECASE):
            return role[: trailing.start()], False
        if re.search(rf"(?<!\w){said}(?!\w)", role, re.IGNORECASE):
            return "", False
    return role, False


def _lead(role: str) -> tuple[str, str]:
    """Part "former" and the like, which stand before the state, from an office."""
    words = role.split()
    n = 0
    while n < len(words) - 1 and any(
        not rest and kind in ("past", "time") for rest, kind in titles().modifiers.get(words[n].lower(), ())
    ):
        n += 1
    return " ".join(words[:n]), " ".join(words[n:])


def _whole(role: str) -> Office | None:
    """Return the office of one holder when the words are one and nothing besides."""
    office = titles().whole(_GLOSS.sub("", role))
    return None if office is None or office.plural or office.institution else office


@kept
def _attributives() -> dict[str, str]:
    """Return what stands before an office of each state: its people's word, else its name."""
    return {row["code"]: (cell(row, "demonyms") or [row["name"]])[0] for row in rows("states")} | _BEFORE


@kept
def _former_states() -> re.Pattern[str]:
    words = [
        w for row in rows("former_states") for w in (row["name"], *cell(row, "forms"), *cell(row, "demonyms"))
    ]
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)")
