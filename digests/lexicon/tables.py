"""Name tables: the CSV files beside this module, read into rows, and what an administrator adds to them.

One row a thing; several forms stand in one cell, `|` between. An added row replaces the shipped one of the same key;
a row whose other cells are all empty takes it away.
"""

import csv
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import TypeVar

from digests.nearest import nearest

Row = Mapping[str, str]
T = TypeVar("T")

#: The tables and the column that tells which row an addition replaces.
TABLES = {
    "states": "code",
    "former_states": "code",
    "seats": "name",
    "shared_seats": "name",
    "lacking": "code",
    "thrones": "code",
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

#: Columns whose values rules ask for by name.
_CLOSED = ("country", "kind", "rank", "gender", "title", "acts", "seat_of")
#: So many values are no longer listed.
_FEW = 40

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


def parse(table: str, text: str, states: Collection[str] = ()) -> tuple[Row, ...]:
    """Read an administrator's addition to a table; `states` are the codes of those he adds.

    Raises:
        ValueError: No such table, other columns than the shipped table has, a row without its key or with the key of
            another, or a value that its column does not know; the message begins with the line.
    """
    if table not in TABLES:
        raise ValueError(f"1: there is no table {table}; there are {', '.join(TABLES)}")
    reader = csv.DictReader(text.splitlines())
    columns = list(shipped(table)[0])
    key = TABLES[table]
    unknown = [name for name in reader.fieldnames or () if name not in columns]
    if unknown or key not in (reader.fieldnames or ()):
        found = ", ".join(reader.fieldnames or ["none"])
        hint = "; commas part the cells" if re.search(r"[;\t]", found) else ""
        raise ValueError(f"1: the columns are {', '.join(columns)}, not {found}{hint}")
    out: dict[str, Row] = {}
    lines: dict[str, int] = {}
    for row in reader:
        line = reader.line_num
        if None in row or not row[key]:
            raise ValueError(
                f'{line}: the row has no {key} or too many cells; `"` stands around a cell with a comma'
            )
        if row[key] in out:
            raise ValueError(f"{line}: `{row[key]}` stands twice, first on line {lines[row[key]]}")
        lines[row[key]] = line
        out[row[key]] = {column: row.get(column) or "" for column in columns}
        _check_closed(table, out[row[key]], line, states)
    return tuple(out.values())


def states_first(tables: Iterable[str]) -> list[str]:
    """Return the names of tables in the order in which they are read: others name the codes of states."""
    return sorted(tables, key=lambda table: table != "states")


def codes(states: Iterable[Row]) -> list[str]:
    """Return the codes of states."""
    return [row["code"] for row in states]


def _check_closed(table: str, row: Row, line: int, states: Collection[str]) -> None:
    """Refuse a value that none of the shipped rows has, in a column of few values: no rule would ask for it."""
    for column in _CLOSED:
        value = row.get(column, "")
        if not value or (column == "country" and value in states):
            continue
        known = _values(table, column)
        if value not in known:
            near = nearest(value, known, 50)
            shown = ", ".join(known) if len(known) < _FEW else "codes of ISO 3166-1, as in FRA"
            hint = f"; did you mean `{near}`?" if near else f"; there are {shown}"
            raise ValueError(f"{line}: `{value}` is no {column} of this table{hint}")


@cache
def _values(table: str, column: str) -> list[str]:
    source = ("states", "code") if column == "country" else (table, column)
    return sorted({row[source[1]] for row in shipped(source[0]) if row[source[1]]})


def extend(additions: Mapping[str, str]) -> None:
    """Take an administrator's tables, each as the text of its CSV file, instead of those taken before.

    For the start of a process: what is read later is read with them. The same again costs nothing.

    Raises:
        ValueError: See `parse`; the message begins with the table's file name. Nothing is taken then.
    """
    parsed: dict[str, tuple[Row, ...]] = {}
    for table in states_first(additions):
        try:
            parsed[table] = parse(table, additions[table], codes(parsed.get("states", ())))
        except ValueError as error:
            raise ValueError(f"{table}.csv:{error}") from error
    if parsed == _additions:
        return
    _additions.clear()
    _additions.update(parsed)
    for clear in _clear:
        clear()
