"""One configuration file: its text, its plain data, where each key stands, and its model when it has no mistake."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.settings.mistakes import explain
from bot.settings.models import Model
from bot.settings.problems import Problem
from bot.settings.texts import read_text
from digests.lexicon.yamlfile import Located, YamlMistake, load_located
from digests.query import QueryError

Place = tuple[str | int, ...]


@dataclass(slots=True, kw_only=True)
class ConfigFile:
    """A file as read. `model` is None while it has mistakes."""

    path: Path
    lines: list[str] = field(default_factory=list)
    located: Located = field(default_factory=lambda: Located(data=None))
    model: Model | None = None
    problems: list[Problem] = field(default_factory=list)

    def rows(self, key: str) -> Iterable[tuple[int, dict[str, Any]]]:
        """Yield the rows of a list with their index, as far as they are mappings."""
        data = self.located.data
        found = data.get(key) if isinstance(data, dict) else None
        for index, row in enumerate(found if isinstance(found, list) else []):
            if isinstance(row, dict):
                yield index, row

    def problem(self, message: str, *place: str | int, key: bool = False) -> Problem:
        """Return a problem at a value (or at its key), or at the nearest thing above it that is written."""
        line, column = 1, 1
        for length in range(len(place), -1, -1):
            at = place[:length]
            found = (self.located.keys if key else self.located.values).get(at) or self.located.keys.get(at)
            if found:
                line, column = found
                break
        return self.at(line, column, message)

    def at(self, line: int, column: int, message: str) -> Problem:
        """Return a problem at a line and column."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        # A value quoted in the message may hold line ends and control characters of its own.
        shown = "".join(c if c.isprintable() else " " for c in message)
        return Problem(file=str(self.path), line=line, column=column, message=shown, text=text)


def read_file(path: Path, model: type[Model]) -> ConfigFile:
    """Read and check one file; a missing one has its defaults."""
    out = ConfigFile(path=path)
    try:
        text = read_text(path)
    except FileNotFoundError:
        out.model = model()
        return out
    except OSError as error:
        out.problems.append(out.at(1, 1, f"cannot be read: {error.strerror or error}"))
        return out
    if isinstance(text, Problem):
        out.problems.append(text)
        return out
    out.lines = text.splitlines()
    try:
        out.located = load_located(text)
    except YamlMistake as error:
        out.problems.append(out.at(error.line, error.column, error.reason))
        return out
    data = {} if out.located.data is None else out.located.data
    if not isinstance(data, dict):
        out.problems.append(out.at(1, 1, "the file must hold `key: value` lines"))
        return out
    try:
        # A key whose value is commented out ("sources:") has its default.
        out.model = model.model_validate({k: v for k, v in data.items() if v is not None})
    except ValidationError as error:
        rows = error.errors(include_url=False)
        inner = {tuple(row["loc"])[:-1] for row in rows}
        for row in rows:
            if row["type"] == "too_short" and row["loc"] in inner:
                continue  # its items have mistakes of their own, and count for nothing until they are mended
            message, place, key = explain(model, dict(row))
            found = out.problem(message, *place, key=key)
            cause = getattr(row.get("ctx", {}).get("error"), "__cause__", None)
            if isinstance(cause, QueryError):
                found = _in_query(found, cause)
            out.problems.append(found)
    return out


def _in_query(found: Problem, cause: QueryError) -> Problem:
    """Return a problem at the place of the query that is wrong; at its beginning where it is written with escapes or in folds."""
    begin = found.column - 1
    for quoted in (0, 1):
        if found.text[begin + quoted :].startswith(cause.query):
            return replace(found, column=found.column + quoted + cause.column - 1)
    return found
