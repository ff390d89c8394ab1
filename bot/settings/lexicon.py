"""The administrator's additions to the name tables: `config/lexicon/<table>.csv`."""

from pathlib import Path

from bot.settings.problems import Problem
from digests.lexicon.tables import TABLES, parse
from digests.nearest import nearest


def read_lexicon(folder: Path) -> tuple[dict[str, str], list[Problem]]:
    """Return the text of each table and what is wrong with it; nothing when there is no such folder."""
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.csv")) if folder.is_dir() else ():
        table = path.stem
        if table not in TABLES:
            near = nearest(table, list(TABLES))
            hint = f"did you mean {near}.csv?" if near else f"there are {', '.join(TABLES)}"
            problems.append(Problem(file=str(path), message=f"there is no table {table}; {hint}"))
            continue
        try:
            text = path.read_text("utf-8-sig")
            parse(table, text)
        except UnicodeDecodeError:
            problems.append(Problem(file=str(path), message="this is not UTF-8 text; save it as UTF-8"))
        except OSError as error:
            problems.append(Problem(file=str(path), message=f"cannot be read: {error.strerror or error}"))
        except ValueError as error:
            line, _, message = str(error).partition(": ")
            lines = text.splitlines()
            number = int(line)
            shown = lines[number - 1] if number <= len(lines) else ""
            problems.append(Problem(file=str(path), line=number, message=message, text=shown))
        else:
            texts[table] = text
    return texts, problems
