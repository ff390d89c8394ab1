"""Measure reading pages: F1 of the text against a gold text, and the cost against parsing the page once.

    python benchmarks/pages.py FOLDER [--worst N]

FOLDER holds `gold.json` (id -> url, articleBody) and `html/<id>.html.gz`, as the Article Extraction Benchmark has them.
F1 is over bags of 4-word shingles, per page, then averaged.
"""

import argparse
import gc
import gzip
import json
import re
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import lxml.html

from scrapers.article import Entry
from scrapers.errors import ScrapeError
from scrapers.page import read_page
from scrapers.source import Source
from scrapers.urls import canonical_url

SOURCE = Source(id="bench", url="https://example.org/", name="bench", family="bench")
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Return the bag of 4-word shingles of a text; a shorter text is one shingle."""
    words = re.findall(r"\w+", text)
    if len(words) < 4:
        return Counter([tuple(words)] if words else [])
    return Counter(tuple(words[i : i + 4]) for i in range(len(words) - 3))


def scores(gold: str, found: str) -> tuple[float, float, float]:
    """Return precision, recall and F1."""
    right, said = shingles(gold), shingles(found)
    hit = sum((right & said).values())
    precision = hit / sum(said.values()) if said else float(not right)
    recall = hit / sum(right.values()) if right else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def read(body: bytes, url: str) -> tuple[str, str, str]:
    """Return the text, the text without captions, and the title; the reason as title when there is no text."""
    address = canonical_url(url)
    entry = Entry(source="bench", url=address, title="")
    try:
        article = read_page(body, url=address, entry=entry, source=SOURCE, fetched=NOW)
    except ScrapeError as error:
        return "", "", f"({error.reason})"
    captions = {article.text[start:end] for start, end in article.captions}
    body_text = "\n\n".join(p for p in article.text.split("\n\n") if p not in captions)
    return article.text, body_text, article.title


def main() -> int:
    """Print the scores and the cost."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--worst", type=int, default=0, help="also list so many of the worst pages")
    args = parser.parse_args()
    gold = json.loads((args.folder / "gold.json").read_text("utf-8"))
    pages = {key: gzip.decompress((args.folder / "html" / f"{key}.html.gz").read_bytes()) for key in gold}
    rows = []
    parse = ours = 0.0
    for key, row in gold.items():
        body = pages[key]
        read(body, row["url"])  # both are measured warm
        gc.collect()
        begun = time.process_time()
        lxml.html.document_fromstring(body)
        between = time.process_time()
        text, without, title = read(body, row["url"])
        parse += between - begun
        ours += time.process_time() - between
        rows.append((scores(row["articleBody"], text), scores(row["articleBody"], without), key, title))
    for name, at in (("whole text", 0), ("without captions", 1)):
        mean = [sum(row[at][i] for row in rows) / len(rows) for i in range(3)]
        print(
            f"{name}: F1 {mean[2]:.4f}, precision {mean[0]:.4f}, recall {mean[1]:.4f} over {len(rows)} pages"
        )
    print(f"cost: {1000 * ours / len(rows):.1f} ms a page, {ours / parse:.1f} times one lxml.html parse")
    for whole, without, key, title in sorted(rows, key=lambda row: row[1][2])[: args.worst]:
        print(
            f"{without[2]:.3f} p {without[0]:.3f} r {without[1]:.3f} whole {whole[2]:.3f} {key[:8]} {title[:70]}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
