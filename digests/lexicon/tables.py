"""Name tables: the CSV files beside this module, read into rows, and what an administrator adds to them.

One row a thing; several forms stand in one cell, `|` between. An added row replaces the shipped one of the same key;
a row whose other cells are all empty takes it away.
"""

import csv
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import TypeVar

Row = Mapping[str, str]
T = TypeVar("T")

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
    "not_names": "word",
}

_additions: dict[str, tuple[Row, ...]] = {}
_clear: list[Callable[[], None]] = []


def kept(function: Callable[[], T]) -> Callable[[], T]:
    """Keep what a function builds from the tables until they change."""
    memory = cache(function)
    _clear.append(memory.cache_clear)
    return memory


@cache
def shipped(table: str) -> tuple[Row, ...]:
    """Return the rows of a table that ships with the package."""
    text = files("digests.lexicon").joinpath(f"{table}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def rows(table: str) -> tuple[Row, ...]:
    """Return the rows of a table, the administrator's before the shipped ones."""
    added = _additions.get(table, ())
    if not added:
        return shipped(table)
    key = TABLES[table]
    replaced = {row[key] for row in added}
    present = [row for row in added if any(value for column, value in row.items() if column != key)]
    return (*present, *(row for row in shipped(table) if row[key] not in replaced))


def cell(row: Row, column: str) -> list[str]:
    """Return the forms in one cell; an empty cell has none."""
    return [form for form in row.get(column, "").split("|") if form]


def parse(table: str, text: str) -> tuple[Row, ...]:
    """Read an administrator's addition to a table.

    Raises:
        ValueError: No such table, other columns than the shipped table has, or a row without its key; the message
            names the line.
    """
    if table not in TABLES:
        raise ValueError(f"1: there is no table {table}; there are {', '.join(TABLES)}")
    reader = csv.DictReader(text.splitlines())
    columns = list(shipped(table)[0])
    unknown = [name for name in reader.fieldnames or () if name not in columns]
    if unknown or TABLES[table] not in (reader.fieldnames or ()):
        raise ValueError(
            f"1: the columns are {', '.join(columns)}, not {', '.join(reader.fieldnames or ['none'])}"
        )
    out = []
    for row in reader:
        if None in row or not row[TABLES[table]]:
            raise ValueError(f"{reader.line_num}: the row has no {TABLES[table]} or too many cells")
        out.append({column: row.get(column) or "" for column in columns})
    return tuple(out)


def extend(additions: Mapping[str, str]) -> None:
    """Take an administrator's tables, each as the text of its CSV file, instead of those taken before.

    For the start of a process and a reload of its configuration: what is read later is read with them.

    Raises:
        ValueError: See `parse`; the message begins with the table's file name. Nothing is taken then.
    """
    parsed = {}
    for table, text in additions.items():
        try:
            parsed[table] = parse(table, text)
        except ValueError as error:
            raise ValueError(f"{table}.csv:{error}") from error
    _additions.clear()
    _additions.update(parsed)
    for clear in _clear:
        clear()
