"""How a source is asked: what the request says, and how a sitemap index leads to its children."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from pytest_httpserver import HTTPServer

from bot.errors import StoreError
from bot.settings import Settings
from bot.store import open_store
from bot.web import HostsOf, make_fetcher, read_listing, source_request
from scrapers.errors import FetchError
from scrapers.fetch import FEED_TYPES, Fetcher, Remembered
from scrapers.source import Selectors, Source

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>'
URLS = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'


def source(**given: object) -> Source:
    return Source(**{"id": "a", "url": "https://a.example/", "name": "A", "family": "A", **given})  # type: ignore[arg-type]


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    settings = Settings.model_validate(
        {"http": {"allow_private": ["127.0.0.0/8"], "per_host_interval": "0s", "timeout": "5s"}}
    )
    with make_fetcher(settings) as made:
        yield made


def test_a_feed_may_be_exempt_from_robots_and_nothing_else():
    assert source_request(source(robots="feed-exempt")).robots is False
    assert (
        source_request(source(robots="feed-exempt", kind="listing", select=Selectors(item="li"))).robots
        is True
    )
    assert source_request(source()).robots is True


def test_a_feed_asks_for_feeds_and_a_listing_for_a_page():
    assert source_request(source()).accept == FEED_TYPES
    assert source_request(source(kind="listing", select=Selectors(item="li"))).accept is None


def test_a_sitemap_index_leads_to_its_children(httpserver: HTTPServer, fetcher: Fetcher):
    def rows(kind: str, *paths: str) -> str:
        return "".join(f"<{kind}><loc>{httpserver.url_for(path)}</loc></{kind}>" for path in paths)

    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/map.xml").respond_with_data(
        INDEX.format(rows=rows("sitemap", "/1.xml", "/2.xml"))
    )
    httpserver.expect_request("/1.xml").respond_with_data(URLS.format(rows=rows("url", "/a", "/b")))
    httpserver.expect_request("/2.xml").respond_with_data(URLS.format(rows=rows("url", "/c")))
    asked = source(kind="sitemap", url=httpserver.url_for("/map.xml"))
    listing = read_listing(asked, fetcher.get(source_request(asked)), fetcher)
    assert sorted(entry.url for entry in listing.entries) == [
        httpserver.url_for(path) for path in ("/a", "/b", "/c")
    ]
    assert listing.complete


def test_a_child_that_cannot_be_had_is_a_failure_of_the_source(httpserver: HTTPServer, fetcher: Fetcher):
    """Half a sitemap would look as if the rest had gone."""
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    child = f"<sitemap><loc>{httpserver.url_for('/1.xml')}</loc></sitemap>"
    httpserver.expect_request("/map.xml").respond_with_data(INDEX.format(rows=child))
    httpserver.expect_request("/1.xml").respond_with_data("gone", status=404)
    asked = source(kind="sitemap", url=httpserver.url_for("/map.xml"))
    response = fetcher.get(source_request(asked))
    with pytest.raises(FetchError, match="HTTP 404"):
        read_listing(asked, response, fetcher)


def test_who_asks_after_another_process_waits_as_if_that_one_had_asked_a_moment_ago():
    with open_store(None) as store:
        assert not HostsOf(store, lambda: NOON).resumed
        store.sources.begin(["gazette"], NOON)
        assert HostsOf(store, lambda: NOON).resumed


def test_what_hosts_told_us_outlives_the_process(tmp_path):
    told = Remembered(not_before=NOON, untold=2)
    with open_store(tmp_path / "communique.db") as store:
        HostsOf(store, lambda: NOON).keep("a.example:443", told)
    with open_store(tmp_path / "communique.db") as store:
        assert HostsOf(store, lambda: NOON).recall("a.example:443") == told


def test_what_hosts_told_us_and_cannot_be_read_is_no_failure_of_a_source():
    with open_store(None) as store:
        memory = HostsOf(store, lambda: NOON)
        store.connection.run("DROP TABLE hosts")
        assert memory.recall("a.example:443") == Remembered()


def test_what_hosts_told_us_and_cannot_be_written_is_no_failure_of_a_source():
    with open_store(None) as store:
        store.connection.value("PRAGMA query_only=ON")
        with pytest.raises(StoreError):
            store.hosts.keep("a.example:443", Remembered(untold=1), NOON)
        HostsOf(store, lambda: NOON).keep("a.example:443", Remembered(untold=1))
