"""Measure matching all subscriptions against an article, beside what reading that article costs.

    python -m benchmarks.matching [FOLDER] [--subscriptions 10000 100000] [--rounds 3] [--loop] [--start]

Matching is compared with two things, timed in the same run right before it, so that the shares tell more than the
milliseconds: reading alone (statements, meetings and signature of the text), and reading with taking the article out of
its page. Making the words alike is told apart: the archive's index needs them too, and the page job does it once for
both. An article is matched as it comes in a service: it was never seen, but most of its words were, in other articles.
So each fifth of the articles is timed after all that is remembered of words was forgotten and the other four fifths were
matched (`--seen` times articles that were matched before, which is faster). Each figure of an article is the best of the
rounds. The articles are those of FOLDER (see README.md), else the demo's, eight of an outlet in one page: as long as news
usually is, but on pages far smaller than real ones, which makes the share larger than it is in use.

The subscriptions are made by chance (`benchmarks.subscriptions`). `--loop` also puts one query after the other to an
article, to show what matching together saves; `--start` shows what a process needs that takes them over.
"""

import argparse
import gc
import gzip
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Hashable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

from benchmarks.subscriptions import queries
from bot.demo.articles import outlets
from bot.demo.pages import page
from bot.reading import Work, read
from bot.store import open_store
from digests.extract import read_article
from digests.query import Matcher, Outlet, Subject, holds, parse
from digests.query.archive import words_of
from digests.query.pieces import forget
from digests.records import Facts
from digests.stories import signature
from scrapers.article import Article, Entry
from scrapers.source import Source
from scrapers.urls import canonical_url

#: Articles of the demo in one.
PIECES = 8
#: The articles are timed in so many parts, each after the others were matched.
PARTS = 5
NOW = datetime(2026, 3, 12, 23, tzinfo=UTC)


def works() -> list[tuple[Work, Outlet]]:
    """Return the pages of the demo's day as work for the reader."""
    out = []
    for outlet in outlets():
        source = Source(id=outlet.id, url="https://example.org/", name=outlet.name, family=outlet.name)
        told = [(piece, version) for piece in outlet.pieces if (version := piece.at(NOW))]
        for begin in range(0, len(told), PIECES):
            piece, version = told[begin]
            some = told[begin : begin + PIECES]
            paragraphs = tuple(p for _, one in some for p in one.paragraphs)
            long = replace(piece, versions=(replace(version, paragraphs=paragraphs),))
            url = f"https://{outlet.host}.example/{piece.slug}"
            body = (
                page(replace(outlet, pieces=(long,)), long, f"https://{outlet.host}.example", NOW) or ""
            ).encode()
            entry = Entry(source=outlet.id, url=url, title=version.title)
            work = Work(
                wanted=0,
                source=source,
                entry=entry,
                body=body,
                url=url,
                content_type="text/html",
                fetched=NOW,
            )
            out.append((work, Outlet(id=outlet.id, name=outlet.name, family=outlet.name)))
    return out


def pages(folder: Path) -> list[tuple[Work, Outlet]]:
    """Return the pages of a folder as work for the reader."""
    outlet = Outlet(id="bench", name="Bench", family="Bench")
    source = Source(id="bench", url="https://example.org/", name="Bench", family="Bench")
    out = []
    for key, row in json.loads((folder / "gold.json").read_text("utf-8")).items():
        url = canonical_url(row["url"])
        work = Work(
            wanted=0,
            source=source,
            entry=Entry(source="bench", url=url, title=""),
            body=gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()),
            url=url,
            content_type="text/html",
            fetched=NOW,
        )
        out.append((work, outlet))
    return out


class Best:
    """The least time each of some things took."""

    def __init__(self) -> None:
        self._seconds: dict[Hashable, float] = {}

    def note(self, name: Hashable, seconds: float, *, count: bool = True) -> None:
        """Note how long something took; the first round only warms up."""
        if count:
            self._seconds[name] = min(seconds, self._seconds.get(name, seconds))

    @property
    def mean(self) -> float:
        """Return the mean of all, in seconds."""
        return statistics.mean(self._seconds.values())

    def __str__(self) -> str:
        worst = max(self._seconds.values())
        median = statistics.median(self._seconds.values())
        return f"mean {self.mean * 1000:.2f} ms, median {median * 1000:.2f}, worst {worst * 1000:.2f}"


#: A process that takes over the subscriptions of a database: seconds of its processor, and MB at the end and at most.
_STARTED = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from bot.alerts import Alerter
from bot.settings import Configuration
from bot.store import open_store
def held(what="VmRSS"):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(what)) / 1024
with open_store(Path(sys.argv[1])) as store:
    before, begin = held(), time.process_time()
    alerter = Alerter(store)
    count = alerter.refresh(Configuration(), datetime.now(UTC))
    # Not the most of all time: that of the process it came from would count.
    most = held("VmHWM")
    seconds, more = time.process_time() - begin, held() - before
    print(f"  {count:,} taken over in {seconds:.1f} s; {more:.0f} MB more, at most {most - before:.0f}")
"""


def start(texts: list[str]) -> None:
    """Show what a process needs that takes over these subscriptions."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "communique.db"
        with open_store(path) as store, store.write():
            for number, text in enumerate(texts):
                owner = f"U{number % 5000}"
                store.subscriptions.add(
                    owner=owner, channel="C1", query=text, by="bench", now=NOW, zone="UTC"
                )
        subprocess.run([sys.executable, "-c", _STARTED, str(path)], check=True)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", help="pages to read instead of the demo's")
    parser.add_argument("--subscriptions", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--common", type=float, default=0.25, help="share of words that some article has")
    parser.add_argument("--seen", action="store_true", help="articles that were matched before")
    parser.add_argument("--loop", action="store_true")
    parser.add_argument("--start", action="store_true")
    options = parser.parse_args()
    load = pages(options.folder) if options.folder else works()
    both = Best()
    read_ones: list[tuple[Article, Facts, Outlet]] = []
    for number in range(options.rounds + 1):
        read_ones = []
        for work, outlet in load:
            begin = time.thread_time()
            done = read(work)
            both.note(work.url, time.thread_time() - begin, count=bool(number))
            if done.article and done.facts:
                read_ones.append((done.article, done.facts, outlet))
    words = statistics.mean(len(article.text.split()) for article, _, _ in read_ones)
    print(f"taking out of the page and reading one of {len(read_ones)} articles of {words:.0f} words: {both}")
    texts = [article.text for article, _, _ in read_ones]
    for number in options.subscriptions:
        gc.collect()
        fresh = queries(texts, number, options.common)
        matcher = Matcher()
        for owner, (_, meaning) in enumerate(fresh):
            matcher.add(owner, meaning)
        # As the service does: what stays is not looked at again by the collector.
        gc.collect()
        gc.freeze()
        adding = Best()
        for owner in range(min(1000, number)):
            begin = time.thread_time()
            matcher.remove(owner)
            matcher.add(owner, fresh[owner][1])
            adding.note(owner, time.thread_time() - begin)
        alone, folding, matching = Best(), Best(), Best()
        hits = 0
        parts = 1 if options.seen else PARTS
        for number_of_round, part in product(range(options.rounds + 1), range(parts)):
            hits = 0 if not part else hits
            if not options.seen:
                # Whoever subscribes to something new makes the matcher forget what words hold, too.
                forget()
                matcher.add("new", parse(f"x{number_of_round}x{part}").meaning)
                others = [one for at, one in enumerate(read_ones) if at % parts != part]
                for article, facts, outlet in others:
                    matcher.match(Subject(article, facts, outlet))
            for article, facts, outlet in read_ones[part::parts]:
                begin = time.thread_time()
                signature(article, read_article(article))
                was_read = time.thread_time()
                subject = Subject(article, facts, outlet)
                words_of(subject)
                folded = time.thread_time()
                hits += len(matcher.match(subject))
                matched = time.thread_time()
                for best, spent in (
                    (alone, was_read - begin),
                    (folding, folded - was_read),
                    (matching, matched - folded),
                ):
                    best.note(article.url, spent, count=bool(number_of_round))
        print(
            f"{number:,} subscriptions: {matching} an article, {matching.mean / alone.mean:.1%} of reading alone ({alone}), "
            f"{matching.mean / both.mean:.1%} of page and reading; {hits / len(read_ones):.0f} hits an article; "
            f"words and index row, for archive and alerts: {folding}; removing and adding one: {adding}"
        )
        if options.start:
            start([text for text, _ in fresh])
        if options.loop:
            article, facts, outlet = read_ones[0]
            begin = time.thread_time()
            subject = Subject(article, facts, outlet)
            found = sum(holds(meaning, subject) is not None for _, meaning in fresh)
            print(f"  one after the other: {time.thread_time() - begin:.2f} s an article, {found} hits")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
