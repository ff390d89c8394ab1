"""What is wrong with a query, and what to write instead."""


class QueryError(Exception):
    """A query is refused: where (column from 1), why, and what to write instead where that is known."""

    def __init__(self, query: str, column: int, reason: str, suggestion: str | None = None) -> None:
        super().__init__(f"column {column}: {reason}" + (f"; {suggestion}" if suggestion else ""))
        self.query, self.column, self.reason, self.suggestion = query, column, reason, suggestion

    def with_caret(self, width: int = 76) -> str:
        """Return the message with the query, or the part around the place, and a caret under the column."""
        shown = "".join(c if c.isprintable() else " " for c in self.query)
        begin = max(0, self.column - 1 - width // 2)
        line = shown[begin : begin + width]
        return f"{self}\n    {line}\n    {' ' * (self.column - 1 - begin)}^"
