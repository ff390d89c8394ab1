"""The administrator's additions to the name tables: `config/lexicon/<table>.csv`."""

from pathlib import Path

from bot.settings.problems import Problem
from bot.settings.texts import read_text
from digests.lexicon.tables import TABLES, TableError, in_order, keys, parse
from digests.nearest import nearest


def read_lexicon(folder: Path) -> tuple[dict[str, str], list[Problem]]:
    """Return the text of each table and what is wrong with it; nothing when there is no such folder."""
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    added: dict[str, list[str]] = {}
    tables = sorted(path.stem for path in folder.glob("*.csv")) if folder.is_dir() else []
    for table in in_order(tables):
        path = folder / f"{table}.csv"
        if table not in TABLES:
            near = nearest(table, list(TABLES))
            hint = f"did you mean {near}.csv?" if near else f"there are {', '.join(TABLES)}"
            problems.append(Problem(file=str(path), message=f"there is no table {table}; {hint}"))
            continue
        try:
            text = read_text(path)
        except OSError as error:
            problems.append(Problem(file=str(path), message=f"cannot be read: {error.strerror or error}"))
            continue
        if isinstance(text, Problem):
            problems.append(text)
            continue
        try:
            added[table] = keys(table, parse(table, text, added))
            texts[table] = text
        except TableError as error:
            lines = text.splitlines()
            for number, message in error.mistakes:
                shown = lines[number - 1] if number <= len(lines) else ""
                problems.append(Problem(file=str(path), line=number, message=message, text=shown))
    return texts, problems


def ignored_tables(folder: Path) -> list[Problem]:
    """Return what lies in the folder and is no table: in silence it would be taken for one."""
    message = f"this file is not read; the tables are {', '.join(f'{name}.csv' for name in TABLES)}"
    paths = sorted(folder.iterdir()) if folder.is_dir() else ()
    return [
        Problem(file=str(path), message=message)
        for path in paths
        if path.suffix != ".csv" and not path.name.startswith(".") and path.suffix != ".md"
    ]
