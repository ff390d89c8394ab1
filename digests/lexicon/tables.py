"""Name tables: the CSV files beside this module, read into rows, and what an administrator adds to them.

One row a thing; several forms stand in one cell, `|` between. An added row replaces the shipped one of the same key;
a row whose other cells are all empty takes it away, or adds a name that needs no other cell.
"""

import csv
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
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
#: Columns that hold the keys of another table, and that table. It is read before those that name its rows.
_NAMES = {
    ("lacking", "code"): "states",
    ("lacking", "offices"): "offices",
    ("thrones", "code"): "states",
    ("thrones", "offices"): "offices",
    ("shared_seats", "name"): "seats",
    ("shared_seats", "countries"): "states",
    ("former_states", "successors"): "states",
}
#: Tables of words that are looked for in small letters.
_SMALL = ("offices", "institutions", "modifiers")
#: Tables whose rows say nothing while a cell is empty, and those whose rows may be no more than their key.
_WHOLE, _BARE = ("lacking", "thrones", "shared_seats"), ("given_names", "not_names")
#: So many values are no longer listed.
_FEW = 40


class TableError(ValueError):
    """An addition to a table cannot be taken; carries each line that is wrong, and why."""

    def __init__(self, mistakes: Sequence[tuple[int, str]]) -> None:
        super().__init__("\n".join(f"{line}: {message}" for line, message in mistakes))
        self.mistakes = tuple(mistakes)


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
    there = {row[key] for row in shipped(table)}
    present = [row for row in added if _more(row, key) or (table in _BARE and row[key] not in there)]
    return (*present, *(row for row in shipped(table) if row[key] not in replaced))


def _more(row: Row, key: str) -> bool:
    """Tell whether a row holds more than its key."""
    return any(value for column, value in row.items() if column != key)


def cell(row: Row, column: str) -> list[str]:
    """Return the forms in one cell; an empty cell has none."""
    return [form for form in row.get(column, "").split("|") if form]


def parse(table: str, text: str, added: Mapping[str, Collection[str]] | None = None) -> tuple[Row, ...]:
    """Read an administrator's addition to a table; `added` are the keys of the rows he adds to other tables.

    Raises:
        TableError: No such table, other columns than the shipped table has, a row without its key or with the key of
            another, or a value that its column does not know.
    """
    if table not in TABLES:
        raise TableError([(1, f"there is no table {table}; there are {', '.join(TABLES)}")])
    written = text.splitlines()
    if open_ended := [number for number, line in enumerate(written, 1) if line.count('"') % 2]:
        raise TableError([(number, 'a `"` of this line has no other') for number in open_ended])
    reader = csv.DictReader(written)
    names = [name.strip() for name in reader.fieldnames or ()]
    reader.fieldnames = names
    columns = list(shipped(table)[0])
    key = TABLES[table]
    unknown = [name for name in names if name not in columns]
    if unknown or key not in names:
        found = f"`{','.join(names)}`" if names else "an empty file"
        hint = "; commas part the cells" if re.search(r"[;\t]", found) else ""
        raise TableError(
            [(1, f"the first line names the columns, `{','.join(columns)}`, and not {found}{hint}")]
        )
    out: dict[str, Row] = {}
    lines: dict[str, int] = {}
    mistakes: list[tuple[int, str]] = []
    for row in reader:
        line = reader.line_num
        row[key] = _trimmed(row[key])
        if None in row or not row[key]:
            wrong = [f'the row has no {key} or too many cells; `"` stands around a cell with a comma']
        elif row[key] in out:
            wrong = [f"`{row[key]}` stands twice, first on line {lines[row[key]]}"]
        else:
            lines[row[key]] = line
            out[row[key]] = {column: _trimmed(row.get(column) or "") for column in columns}
            wrong = [*_closed(table, out[row[key]], added or {}), *_named(table, out[row[key]], added or {})]
        mistakes += [(line, message) for message in wrong]
    if mistakes:
        raise TableError(mistakes)
    return tuple(out.values())


def _trimmed(value: str) -> str:
    """Return what stands in a cell without the space around its forms."""
    return "|".join(form.strip() for form in value.split("|"))


def parse_all(additions: Mapping[str, str]) -> dict[str, tuple[Row, ...]]:
    """Read an administrator's tables, each as the text of its CSV file.

    Raises:
        ValueError: See `parse`; the message begins with the table's file name.
    """
    parsed: dict[str, tuple[Row, ...]] = {}
    for table in in_order(additions):
        added = {name: keys(name, some) for name, some in parsed.items()}
        try:
            parsed[table] = parse(table, additions[table], added)
        except TableError as error:
            raise ValueError(f"{table}.csv:{error}") from error
    return parsed


def in_order(tables: Iterable[str]) -> list[str]:
    """Return the names of tables in the order in which they are read: those whose rows others name come first."""
    first = list(dict.fromkeys(("states", *_NAMES.values())))
    return sorted(tables, key=lambda table: first.index(table) if table in first else len(first))


def keys(table: str, some: Iterable[Row]) -> list[str]:
    """Return the keys of rows of a table."""
    return [row[TABLES[table]] for row in some]


def _closed(table: str, row: Row, added: Mapping[str, Collection[str]]) -> Iterator[str]:
    """Yield what is wrong with values none of the shipped rows has, in columns of few values: no rule would ask for them."""
    for column in _CLOSED:
        value = row.get(column, "")
        if value and not (column == "country" and value in added.get("states", ())):
            known = _values(table, column)
            if value not in known:
                yield f"`{value}` is no {column} of this table{_hint(value, known)}"


def _named(table: str, row: Row, added: Mapping[str, Collection[str]]) -> Iterator[str]:
    """Yield what is wrong with names of other tables' rows: nobody would ever meet them."""
    key = TABLES[table]
    if not _more(row, key):
        there = _values(table, key)
        if table not in _BARE and row[key] not in there:
            near = nearest(row[key], there)
            near = f"; did you mean `{near}`?" if near else ""
            yield f"a row with its {key} alone takes one away, and there is no `{row[key]}`{near}"
        return
    if table in _WHOLE:
        yield from [f"the row has no {column}" for column, value in row.items() if not value]
    if table in _SMALL:
        words = [row[key], row.get("plural", "")]
        yield from [f"`{word}` is met in small letters only" for word in words if word != word.lower()]
    for column in row:
        other = _NAMES.get((table, column))
        if other is None:
            continue
        known = [*_values(other, TABLES[other]), *added.get(other, ())]
        for value in cell(row, column):
            if value not in known:
                yield f"`{value}` stands in no row of {other}.csv{_hint(value, known)}"


def _hint(value: str, known: Sequence[str]) -> str:
    near = nearest(value, known, 50)
    codes = all(len(one) == 3 and one.isupper() for one in known)
    shown = "codes of ISO 3166-1, as in FRA" if codes else ", ".join(known) if len(known) < _FEW else ""
    return f"; did you mean `{near}`?" if near else f"; there are {shown}" if shown else ""


@cache
def _values(table: str, column: str) -> list[str]:
    source = ("states", "code") if column == "country" else (table, column)
    return sorted({row[source[1]] for row in shipped(source[0]) if row[source[1]]})


def extend(additions: Mapping[str, str]) -> None:
    """Take an administrator's tables, each as the text of its CSV file, instead of those taken before.

    For the start of a process: what is read later is read with them. The same again costs nothing.

    Raises:
        ValueError: See `parse_all`; nothing is taken then.
    """
    parsed = parse_all(additions)
    if parsed == _additions:
        return
    _additions.clear()
    _additions.update(parsed)
    for clear in _clear:
        clear()
