"""Look for input that breaks a reader, guided by what it makes the code do: bounded in time, with seeds of our own.

    pip install atheris
    python -m benchmarks.fuzz feed --seconds 120
    python -m benchmarks.fuzz all --seconds 60

Whatever raises anything but the declared error, takes more than five seconds or more than 600 MiB is written to
`fuzz-found/` as a file, and the run ends with an error. Each target is a function of `TARGETS`, which the tests run over
their seeds too; atheris itself is no dependency of the project.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
#: Limits of one input: seconds, MiB, bytes.
SECONDS, MEMORY, LONGEST = 5, 600, 1 << 16
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
FEED = "https://harbour.example/feed"


@dataclass(frozen=True, slots=True)
class Target:
    """What is fed, what it starts from, and the words it is made of."""

    feed: Callable[[bytes], object]
    seeds: Callable[[], list[bytes]]
    words: str = ""


MARKUP = "<item> </item> <entry> <title> <link> <guid> <pubDate> <![CDATA[ ]]> <!-- --> &#0; &#xD800; &amp;lt; <p> <div> <a"
NEWS = "met said told Minister President Lund Oslo Monday talks “ ” ( ) , . on in of the who that according to will not"


def seeds_of(folder: str, *more: bytes) -> list[bytes]:
    """Return the files of a folder of the tests as seeds, and some more."""
    paths = sorted((ROOT / "tests" / folder).iterdir())
    return [path.read_bytes() for path in paths if path.is_file() and ".expect." not in path.name] + list(
        more
    )


def sources(kind: str) -> Callable[[bytes], object]:
    """Return what reads the documents of a kind of source."""

    def feed(data: bytes) -> None:
        from scrapers.errors import ScrapeError
        from scrapers.identity import keys
        from scrapers.kinds import child_addresses, read_source
        from scrapers.source import Selectors, Source

        select = (
            Selectors(item="item, li, p, div", link="a, link", date="time") if kind == "listing" else None
        )
        values: dict[str, Any] = {"kind": kind, "select": select}
        source = Source(id="harbour", url=FEED, name="Harbour Gazette", family="Harbour", **values)
        try:
            child_addresses(source, data, FEED)
            listing = read_source(source, data, FEED, "")
        except ScrapeError as error:
            assert error.reason and "\n" not in error.reason
            return
        for entry in listing.entries:
            assert keys(entry) and "\n" not in entry.title and len(entry.title) <= 300

    return feed


def page(data: bytes) -> None:
    """Read an article page, and what it says."""
    from scrapers.article import Entry
    from scrapers.errors import ScrapeError
    from scrapers.page import read_page
    from scrapers.source import Source

    source = Source(id="harbour", url=FEED, name="Harbour Gazette", family="Harbour")
    entry = Entry(source="harbour", url="https://harbour.example/news/1", title="Lund received in Oslo")
    try:
        article = read_page(data, url=entry.url, entry=entry, source=source, fetched=NOON)
    except ScrapeError as error:
        assert error.reason
        return
    assert all(part and part == part.strip() for part in article.text.split("\n\n"))


def robots(data: bytes) -> None:
    """Read a robots.txt and ask it."""
    from scrapers.robots import rules_from

    rules = rules_from(200, data, "Communique/1.0 (+https://desk.example)", NOON)
    rules.allows("https://harbour.example/news/1?a=b")


def opml(data: bytes) -> None:
    """Read a list of feeds."""
    from bot.opml import OpmlError, read_opml

    try:
        read_opml(data)
    except OpmlError:
        return


def news(data: bytes) -> None:
    """Read a text; facts rest on its characters."""
    from digests.extract import read_text
    from tests.digests.test_hostile_texts import check

    title, _, text = data.decode("utf-8", "replace").partition("\n")
    check(text, read_text(text, title=title, published=NOON, zone="Europe/Oslo"))


def row(data: bytes) -> None:
    """Answer a line of `communique extract`."""
    from bot.extraction import answer

    answer(data, 1)


def query(data: bytes) -> None:
    """Parse a query; what is accepted prints as itself."""
    from digests.query import QueryError, parse

    try:
        found = parse(data.decode("utf-8", "replace"))
    except QueryError as error:
        assert str(error)
        return
    assert str(parse(str(found))) == str(found)


def address(data: bytes) -> None:
    """Canonise an address, once and again."""
    from scrapers.urls import canonical_url, identity_key

    try:
        once = canonical_url(data.decode("utf-8", "replace"), FEED)
    except ValueError:
        return
    assert canonical_url(once) == once
    identity_key(once)


def moment(data: bytes) -> None:
    """Read a date as feeds and pages write it, and a Retry-After."""
    from scrapers.dates import parse_date, parse_retry_after

    text = data.decode("utf-8", "replace")
    found = parse_date(text, "Europe/Oslo")
    assert found is None or found.tzinfo is not None
    try:
        parse_retry_after(text, NOON)
    except ValueError:
        return


def configuration(data: bytes) -> None:
    """Load a configuration: three files, one after the other."""
    from bot.settings import load
    from bot.settings.problems import ConfigError

    names = ("settings.yaml", "sources.yaml", "digests.yaml")
    with tempfile.TemporaryDirectory() as room:
        for name, part in zip(names, data.split(b"\n#---\n"), strict=False):
            (Path(room) / name).write_bytes(part)
        try:
            load(Path(room))
        except ConfigError as error:
            assert error.problems


@cache
def office() -> Any:
    """Return what commands are answered with: an empty archive in memory and a configuration."""
    from bot.commands import Office
    from bot.notices import Notices
    from bot.settings import load
    from bot.store import open_store

    folder = Path(tempfile.mkdtemp())
    (folder / "digests.yaml").write_text('digests: [{id: daily, channel: "#desk", at: "07:30"}]\n', "utf-8")
    (folder / "sources.yaml").write_text(f'sources: [{{id: harbour, url: "{FEED}"}}]\n', "utf-8")
    store, known = open_store(None), load(folder)
    return Office(
        store=store,
        archive=store,
        configuration=lambda: known,
        folder=folder,
        notices=lambda: Notices(store, "#ops", lambda: NOON),
        clock=lambda: NOON,
    )


def command(data: bytes) -> None:
    """Answer what somebody types in Slack; the answer is one that Slack takes."""
    from bot.commands import Ask, answer
    from bot.listener.desk import body_of
    from tests.slack_double.rules import check_message

    text = data.decode("utf-8", "replace")
    asked = Ask(user="U0ANN0001", channel="C0DESK001", direct=False, text=text, zone="Europe/Oslo", id="x")
    check_message({"channel": "C0DESK001", **body_of(answer(office(), asked))})


def slack(data: bytes) -> None:
    """Give an answer of Slack its meaning."""
    import json

    from bot.slack.outcomes import sort_answer

    try:
        body = json.loads(data)
    except (ValueError, RecursionError):
        body = data.decode("utf-8", "replace")
    error = body.get("error") if isinstance(body, dict) else body
    for status in (200, 429, 500):
        assert sort_answer(status, error, {"Retry-After": str(error)[:40]})


def _starter() -> list[bytes]:
    folder = ROOT / "bot" / "settings" / "starter"
    return [b"\n#---\n".join((folder / f"{n}.yaml").read_bytes() for n in ("settings", "sources", "digests"))]


def _feeds() -> list[bytes]:
    return seeds_of(
        "cases/feeds",
        b'{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","url":"https://a.example/1","title":"T"}]}',
    )


def _pages() -> list[bytes]:
    data = b'<script type="application/ld+json">{"@type":"NewsArticle","headline":"T","datePublished":"2026-03-02"}</script>'
    return [
        b"<html lang=en><head><title>T</title><link rel=canonical href=/x>"
        + data
        + b"</head><body><article><h1>T</h1>"
        b"<figure><figcaption>A caption of a picture</figcaption></figure><p>Petra Lund met Aldous Finch in Oslo.</p>"
        b"<p>&ldquo;We agreed,&rdquo; she said.</p></article></body></html>"
    ]


def _texts() -> list[bytes]:
    return [
        "Lund meets Finch\nOSLO - Foreign Minister Petra Lund of Norway met her British counterpart Aldous Finch in Oslo "
        "on Monday.\n\n“We have agreed to keep talking,” she told reporters.".encode(),
        b"T\nThe minister said that talks will resume on 16 March, according to a spokesman.",
    ]


TARGETS: Mapping[str, Target] = {
    "feed": Target(sources("feed"), _feeds, MARKUP),
    "sitemap": Target(
        sources("sitemap"),
        lambda: [
            b"<urlset><url><loc>https://a.example/1</loc><lastmod>2026-03-02</lastmod></url></urlset>",
            b"<sitemapindex><sitemap><loc>/x</loc></sitemap></sitemapindex>",
        ],
        "<loc> </loc> <url> <urlset> <sitemapindex> <news:title> <lastmod>",
    ),
    "listing": Target(sources("listing"), lambda: [*_feeds(), *_pages()], MARKUP),
    "page": Target(page, _pages, MARKUP),
    "robots": Target(
        robots,
        lambda: [b"User-agent: *\nDisallow: /x\nAllow: /x/y$\nCrawl-delay: 3\nSitemap: /s.xml\n"],
        "User-agent: Disallow: Allow: Crawl-delay: * $ /",
    ),
    "opml": Target(
        opml,
        lambda: [
            b'<opml><body><outline text="N"><outline xmlUrl="https://a.example/f" text="A"/></outline></body></opml>'
        ],
        "<outline xmlUrl= text= </outline>",
    ),
    "news": Target(news, _texts, NEWS),
    "row": Target(
        row,
        lambda: [
            b'{"id":"1","title":"T","text":"Petra Lund said \\"no\\" on Monday.","published":"2026-03-02"}'
        ],
        NEWS,
    ),
    "query": Target(
        query,
        lambda: [
            b'country:SYR OR "Syria talks"',
            b"who:Lavrov AND NOT (act:reject NEAR/5 pre*)",
            b"a NEAR/3 b",
        ],
        'AND OR NOT ( ) " NEAR/5 who: country: status: act: kind: lang: place: source: topic: *',
    ),
    "address": Target(
        address,
        lambda: [b"https://a.example/x?utm_source=y&a=b#c", b"//xn--bcher-kva.example:8080/../x"],
        "http:// https:// // %2f @ : ? # [ ] ..",
    ),
    "moment": Target(
        moment,
        lambda: [
            b"Mon, 02 Mar 2026 11:59:00 GMT",
            b"2026-03-02T12:00:00+01:00",
            b"2 March 2026 10:00 a.m.",
            b"120",
        ],
        "GMT Z +14:00 -99:99 T : 99999",
    ),
    "configuration": Target(
        configuration, _starter, "- : { } [ ] & * ! | > ' # sources: id: url: at: every: filter: ~ null"
    ),
    "command": Target(
        command,
        lambda: [
            b"subscribe Lavrov in #desk daily 08:30",
            b"search who:Lavrov since 2026-01-01",
            b"test a",
            b"help",
            b"list",
        ],
        "subscribe unsubscribe search test today agenda sources status list help daily in #desk ( ) < > & @ `",
    ),
    "slack": Target(
        slack, lambda: [b'{"ok":false,"error":"ratelimited"}', b'"invalid_auth"', b"7"], "error ratelimited"
    ),
}


def run(name: str) -> Iterator[bytes]:
    """Feed a target all its seeds; yields each after it was taken."""
    for seed in TARGETS[name].seeds():
        TARGETS[name].feed(seed)
        yield seed


def fuzz(name: str, seconds: int, found: Path) -> None:
    """Fuzz one target in this process, which ends with it."""
    import atheris

    target = TARGETS[name]
    with atheris.instrument_imports(include=["scrapers", "digests", "bot"]):
        for _seed in run(name):
            continue
    with tempfile.TemporaryDirectory() as room:
        corpus = Path(room) / "corpus"
        corpus.mkdir()
        for number, seed in enumerate(target.seeds()):
            (corpus / f"{number}").write_bytes(seed)
        words = Path(room) / "words"
        escaped = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in target.words.split())
        words.write_text("".join(f'"{word}"\n' for word in escaped), "ascii")
        found.mkdir(exist_ok=True)
        limits = [
            f"-max_total_time={seconds}",
            f"-timeout={SECONDS}",
            f"-rss_limit_mb={MEMORY}",
            f"-max_len={LONGEST}",
        ]
        told = [f"-artifact_prefix={found}/{name}-", f"-dict={words}", "-print_final_stats=1", "-verbosity=1"]
        atheris.Setup([sys.argv[0], *limits, *told, str(corpus)], target.feed)
        atheris.Fuzz()


def main() -> None:
    """Fuzz one target, or each in a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    parser.add_argument("target", choices=[*TARGETS, "all"])
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--found", type=Path, default=Path("fuzz-found"))
    options = parser.parse_args()
    if options.target != "all":
        fuzz(options.target, options.seconds, options.found)
        return
    broken = []
    for name in TARGETS:
        command = [sys.executable, "-m", "benchmarks.fuzz", name, "--seconds", str(options.seconds)]
        done = subprocess.run([*command, "--found", str(options.found)], capture_output=True, text=True)
        said = [line for line in done.stderr.splitlines() if "stat::number_of_executed_units" in line]
        print(
            f"{name}: {'broken' if done.returncode else 'holds'}; {' '.join(said).split()[-1:] or ['?']} inputs",
            flush=True,
        )
        if done.returncode:
            broken.append(name)
            print(done.stderr[-3000:], flush=True)
    raise SystemExit(1 if broken else 0)


if __name__ == "__main__":
    main()
