"""A mistake or a warning with its place, and the error that carries all mistakes of a configuration."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import CommuniqueError
from bot.masking import mask


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake or warning and its place; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1
    message: str
    #: The line itself, for the caret; "" when there is none.
    text: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {mask(self.message)}"

    def with_caret(self) -> str:
        """Return the message with the line and a caret under its column."""
        if not self.text.strip():
            return str(self)
        line = mask(self.text.replace("\t", " "))
        # What stands before the caret may be shorter than it was: a secret is masked.
        left = mask(self.text.replace("\t", " ")[: self.column - 1])[: len(line)]
        # Wide characters take two columns on a terminal.
        before = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in left)
        return f"{self}\n    {line}\n    {' ' * before}^"

    def row(self) -> dict[str, object]:
        """Return what `--json` prints of it."""
        return {"file": self.file, "line": self.line, "column": self.column, "message": mask(self.message)}


class ConfigError(CommuniqueError):
    """The configuration has mistakes; carries all of them, and the warnings of what could be read."""

    exit_code = 4

    def __init__(self, problems: Sequence[Problem], warnings: Sequence[Problem] = ()) -> None:
        super().__init__("\n".join(p.with_caret() for p in problems))
        self.problems = tuple(problems)
        self.warnings = tuple(warnings)
