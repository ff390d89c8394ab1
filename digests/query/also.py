"""What a query finds beside what it says: other names of what it asks for."""

from digests.lexicon.tables import Row, cell, rows
from digests.query.queries import Query
from digests.query.tree import And, Field, Or, Tree
from digests.query.values import named_by

#: Names given for each part of a query.
_EACH = 3
_TABLES = ("organisations", "parties", "states", "cities")


def also(query: Query) -> tuple[str, ...]:
    """Return other names by which a query finds what its fields ask for; those it says itself are left out."""
    out: list[str] = []
    for field in _fields(query.tree):
        out += _names(field)
    said = str(query).casefold()
    return tuple(name for name in dict.fromkeys(out) if name.casefold() not in said)


def _fields(node: Tree) -> list[Field]:
    """Return the fields that are asked for, not those that are left out."""
    match node:
        case Field():
            return [] if node.prefix else [node]
        case And() | Or():
            return [field for part in node.parts for field in _fields(part)]
    return []


def _names(field: Field) -> list[str]:
    if field.name == "country":
        [state] = [row for row in rows("states") if row["code"] == field.value]
        cities = [row["name"] for row in rows("cities") if row["country"] == field.value]
        return [state["name"], *cell(state, "demonyms")[:1], *cities[:2]]
    if field.name in ("org", "place"):
        found = named_by(field.value)
        row = _row(found.name) if found else None
        return [row["name"], *cell(row, "forms")][:_EACH] if row else []
    if field.name == "who":
        return ["the name in Cyrillic, Greek or Arabic letters"]
    return []


def _row(name: str) -> Row | None:
    found = (row for table in _TABLES for row in rows(table) if row["name"] == name)
    return next(found, None)
