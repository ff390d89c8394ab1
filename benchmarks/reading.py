"""Measure reading articles: what it costs, pass by pass, against taking the same articles out of their pages.

    python benchmarks/reading.py FOLDER [--rounds N]

FOLDER holds `gold.json` (id -> url) and `html/<id>.html.gz`, as the Article Extraction Benchmark has them. Each page
is extracted and read in turn, so that both meet the machine in the same state; times are of this thread alone, the
best of the rounds for each page. Pages without an article and articles not in English count for neither.
"""

import argparse
import gzip
import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from digests.document import Document, annotate
from digests.embargo import read_embargo
from digests.extract import read_article
from digests.language import guess_language
from digests.meetings import read_meetings
from digests.mentions import read_mentions
from digests.statements import read_statements
from scrapers.article import Article, Entry
from scrapers.errors import ScrapeError
from scrapers.page import read_page
from scrapers.source import Source
from scrapers.urls import canonical_url

SOURCE = Source(id="bench", url="https://example.org/", name="bench", family="bench")
NOW = datetime(2026, 1, 1, tzinfo=UTC)

#: The passes of reading, in order; each finds in the document what those before it left there.
PASSES: dict[str, Callable[[Document], object]] = {
    "embargo": read_embargo,
    "mentions": read_mentions,
    "statements": read_statements,
    "meetings": read_meetings,
}


def extract(body: bytes, url: str) -> Article | None:
    """Return the article of a page; None when it has none."""
    address = canonical_url(url)
    entry = Entry(source="bench", url=address, title="")
    try:
        return read_page(body, url=address, entry=entry, source=SOURCE, fetched=NOW)
    except ScrapeError:
        return None


def timed(call: Callable[[], object]) -> float:
    """Return the milliseconds of this thread that a call takes."""
    begun = time.thread_time()
    call()
    return 1000 * (time.thread_time() - begun)


def measure(body: bytes, url: str, article: Article) -> dict[str, float]:
    """Return the milliseconds that extraction, reading as a whole and each of its passes take, once."""
    took = {
        "extraction": timed(lambda: extract(body, url)),
        "reading": timed(lambda: read_article(article)),
    }
    if article.language is None:
        took["language"] = timed(lambda: guess_language(article.text))
    kept: list[Document] = []
    took["annotate"] = timed(
        lambda: kept.append(
            annotate(
                article.text, title=article.title, published=article.published, captions=article.captions
            )
        )
    )
    for name, read in PASSES.items():
        took[name] = timed(partial(read, kept[0]))
    return took


def main() -> int:
    """Print the costs and their ratio."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    gold = json.loads((args.folder / "gold.json").read_text("utf-8"))
    pages: list[tuple[bytes, str, Article]] = []
    for key, row in gold.items():
        body = gzip.decompress((args.folder / "html" / f"{key}.html.gz").read_bytes())
        article = extract(body, row["url"])
        if article is not None and read_article(article).read:
            pages.append((body, row["url"], article))
    if not pages:
        sys.exit("no page in the folder has an English article")
    best: list[dict[str, float]] = [{} for _ in pages]
    for _ in range(args.rounds):
        for page, least in zip(pages, best, strict=True):
            for name, took in measure(*page).items():
                least[name] = min(took, least.get(name, took))
    names = ("extraction", "reading", "language", "annotate", *PASSES)
    mean = {name: sum(least.get(name, 0.0) for least in best) / len(best) for name in names}
    words = sum(len(article.text.split()) for _, _, article in pages) / len(pages)
    print(f"{len(pages)} English articles of {words:.0f} words")
    for name in names:
        print(f"{'' if name in names[:2] else '  '}{name}: {mean[name]:.2f} ms")
    print(f"reading costs 1/{mean['extraction'] / mean['reading']:.1f} of extraction")
    return 0


if __name__ == "__main__":
    sys.exit(main())
