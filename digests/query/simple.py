"""Queries that are plain in every sign, as most are, read without the grammar: the same trees, many times faster.

Plain are words, phrases, beginnings and fields of letters and digits, with single spaces between, joined by operators and
by brackets that are not nested. Anything else is left to the grammar, mistakes too. A service reads all its subscriptions
when it starts.
"""

import re
from functools import lru_cache

from digests.query.folding import fold_text
from digests.query.parser import FAR, FARTHEST, NEAREST, SHORTEST_PREFIX
from digests.query.tree import Field, Near, Not, Phrase, Prefix, Tree, conjunction, disjunction
from digests.query.values import CLOSED, FIELDS, closed_value

#: As many characters hold fewer parts than a query may have.
_LONGEST = 400
_UNIT = r'(?:([^\W_]+)(\*?)|"([^\W_]+(?: [^\W_]+)*)")'
#: NOT; a field; its value or a word, "*", a phrase; NEAR, its distance, and the same again; brackets; what joins the next.
_PART = re.compile(
    rf"(NOT )?(?:(?:([a-z]+):)?{_UNIT}(?: (NEAR)(?:/(\d{{1,3}}))? {_UNIT})?|\(([^()]+)\))"
    r"(?: (AND |OR )?(?=[^\W_]|[\"(])|\Z)"
)
#: Operators, and what people write for them.
_OPERATOR = re.compile(r"AND|OR|NOT|(?i:NEAR)\d*")


def simple(text: str) -> Tree | None:
    """Return the tree of a query that is plain in every sign; None for any other."""
    return _read(text) if len(text) <= _LONGEST else None


def _read(text: str) -> Tree | None:
    sides: list[list[Tree]] = [[]]
    at = 0
    while at < len(text):
        found = _PART.match(text, at)
        if found is None:
            return None
        negated, field, *left, near, distance, word, star, phrase, inner, between = found.groups()
        part = _read(inner) if inner else _field(field, *left) if field else _unit(*left)
        if near:
            part = _near(part, distance, _unit(word, star, phrase))
        if part is None:
            return None
        sides[-1].append(Not(part) if negated else part)
        at = found.end()
        if between == "OR ":
            sides.append([])
    return disjunction(list(map(conjunction, sides))) if text else None


def _unit(word: str | None, star: str | None, phrase: str | None) -> Phrase | Prefix | None:
    value = word or phrase or ""
    letters = _letters(value)
    if star:
        return Prefix(value) if letters >= SHORTEST_PREFIX else None
    return None if not letters or (word and _OPERATOR.fullmatch(word)) else Phrase(value)


def _near(left: Tree | None, distance: str | None, right: Phrase | Prefix | None) -> Near | None:
    words = int(distance or FAR)
    if not isinstance(left, Phrase | Prefix) or right is None or not NEAREST <= words <= FARTHEST:
        return None
    return Near(words, left, right)


def _field(name: str, word: str | None, star: str | None, phrase: str | None) -> Field | None:
    value = word or phrase or ""
    if star or not _letters(value) or name not in FIELDS:
        return None
    code = _closed(name, value) if name in CLOSED else value
    return None if code is None else Field(name, code)


def _letters(text: str) -> int:
    """Return how many letters and digits are left of a text when it is compared."""
    return len(text) if text.isascii() else sum(map(len, fold_text(text).plains))


@lru_cache(maxsize=2_000)
def _closed(name: str, value: str) -> str | None:
    code = closed_value(name, value)
    return code if isinstance(code, str) else None
