"""What the tests of scrapers build again and again."""

from datetime import UTC, datetime
from typing import Any

from scrapers.article import Entry
from scrapers.fetch import Remembered
from scrapers.source import Source

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
FEED = "https://harbour.example/feed"


def source(**given: Any) -> Source:
    """Return a source of the invented Harbour Gazette."""
    values: dict[str, Any] = {"id": "harbour", "url": FEED, "name": "Harbour Gazette", "family": "Harbour"}
    return Source(**(values | given))


def entry(**given: Any) -> Entry:
    """Return an entry of that source."""
    values: dict[str, Any] = {
        "source": "harbour",
        "url": "https://harbour.example/news/lund-in-oslo",
        "title": "Lund received in Oslo",
    }
    return Entry(**(values | given))


class Notebook:
    """Remembers hosts for the next fetcher; `resumed` from the second on."""

    def __init__(self) -> None:
        self.kept: dict[str, Remembered] = {}
        self.resumed = False

    def recall(self, host: str) -> Remembered:
        return self.kept.get(host, Remembered())

    def keep(self, host: str, what: Remembered) -> None:
        self.kept[host] = what
