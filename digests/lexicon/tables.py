"""Name tables: the CSV files beside this module, read into rows. One row a thing; several forms in a cell, `|` between."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

Row = Mapping[str, str]

#: The tables and the column that tells which row an addition replaces.
TABLES = {
    "states": "code",
    "former_states": "code",
    "seats": "name",
    "organisations": "name",
    "parties": "name",
    "regions": "name",
    "cities": "name",
    "offices": "noun",
    "institutions": "noun",
    "modifiers": "word",
    "given_names": "name",
}


@cache
def rows(table: str) -> tuple[Row, ...]:
    """Return the rows of a table that ships with the package."""
    text = files("digests.lexicon").joinpath(f"{table}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def cell(row: Row, column: str) -> list[str]:
    """Return the forms in one cell; an empty cell has none."""
    return [form for form in row.get(column, "").split("|") if form]
