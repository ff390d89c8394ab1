"""What the fuzzer feeds: each reader of strangers' bytes, with seeds of our own and the words they are made of."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import fuzz_seeds as seeds
from benchmarks.fuzz_slack import FEED, NOON, alert, command, history, slack


@dataclass(frozen=True, slots=True)
class Target:
    """What is fed, what it starts from, and the words it is made of."""

    feed: Callable[[bytes], object]
    seeds: Callable[[], list[bytes]]
    words: str = ""


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
    from scrapers.robots import copy_from, rules_of

    rules = rules_of(copy_from(200, data, NOON), "Communique/1.0 (+https://desk.example)")
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


TARGETS: Mapping[str, Target] = {
    "feed": Target(sources("feed"), seeds.feeds, seeds.MARKUP),
    "sitemap": Target(
        sources("sitemap"),
        lambda: [
            b"<urlset><url><loc>https://a.example/1</loc><lastmod>2026-03-02</lastmod></url></urlset>",
            b"<sitemapindex><sitemap><loc>/x</loc></sitemap></sitemapindex>",
        ],
        "<loc> </loc> <url> <urlset> <sitemapindex> <news:title> <lastmod>",
    ),
    "listing": Target(sources("listing"), lambda: [*seeds.feeds(), *seeds.pages()], seeds.MARKUP),
    "page": Target(page, seeds.pages, seeds.MARKUP),
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
    "news": Target(news, seeds.texts, seeds.NEWS),
    "row": Target(
        row,
        lambda: [
            b'{"id":"1","title":"T","text":"Petra Lund said \\"no\\" on Monday.","published":"2026-03-02"}'
        ],
        seeds.NEWS,
    ),
    "query": Target(
        query,
        lambda: [
            b'country:SYR OR "Syria talks"',
            b"who:Lavrov AND NOT (act:reject NEAR/5 pre*)",
            b"a NEAR/3 b",
            # Near names are loaded with the first mistake.
            b"country:Norwya",
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
        configuration, seeds.starter, "- : { } [ ] & * ! | > ' # sources: id: url: at: every: filter: ~ null"
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
    "alert": Target(alert, seeds.texts, seeds.NEWS + " Lavrov لافروف Лавров keep talking"),
    "history": Target(
        history,
        lambda: [
            b'{"ok":true,"messages":[{"ts":"1772452900.1","bot_id":"B1","text":"x","reply_count":1,"blocks":[{"type":"rich_text",'
            b'"elements":[{"url":"https://a.example/1"}]}],"metadata":{"event_type":"communique_delivery","event_payload":'
            b'{"key":"edition:1:0","digest":"daily"}}}]}'
        ],
        '{ } [ ] : , "ts" "metadata" "event_payload" "key" "bot_id" "blocks" "text" null true 1e999 -1 "" "messages"',
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
