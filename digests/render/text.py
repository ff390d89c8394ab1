"""An edition as plain text."""

from digests import gate, sections
from digests.edition import Edition


def text(edition: Edition) -> str:
    """Return an edition as plain text, one line an item."""
    return "\n".join(sections.lines(gate.passed(edition)[0])) + "\n"
