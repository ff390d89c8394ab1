"""News of one day for tests of single sentences, and two invented office-holders who meet in them."""

from datetime import date

from digests.extract import read_text
from digests.records import Meeting

#: A Monday.
TODAY = date(2026, 3, 2)
HOVLAND = "Norwegian Foreign Minister Astrid Hovland"
VIDAL = "Chilean President Rosa Vidal"


def meetings(text: str) -> list[Meeting]:
    """Return the meetings of a text published today."""
    return list(read_text(text, published=TODAY).meetings)
