"""What a site offers to follow, found over a real connection: feeds it names, news sitemaps, and lists of news on a page."""

from datetime import UTC, datetime, timedelta

import pytest
from pytest_httpserver import HTTPServer

from scrapers.discover import Discovery, discover
from scrapers.errors import ParseError, RobotsError, ScrapeError
from scrapers.fetch import Fetcher
from scrapers.kinds import read_source
from scrapers.repeated import propose
from scrapers.source import Selectors, Source

TITLES = (
    "Minister Lund opens talks on the river border",
    "Statement on the ferries between the two coasts",
    "Ambassador Finch presents his credentials in Oslo",
    "Call with the Danish minister on grain exports",
    "Visit to Tunis is put off until the spring",
)
MENU = (
    "<header><nav class=menu><ul>"
    + "".join(
        f'<li class="entry"><a href="/about/{n}">About the ministry and its departments {n}</a></li>'
        for n in range(9)
    )
    + "</ul></nav></header>"
)
FOOTER = "<footer><p><a href=/privacy>How this ministry protects your personal data</a></p></footer>"


def page(body: str, head: str = "") -> str:
    return (
        f'<!doctype html><html lang="en-GB"><head><title>Press | Ministry</title>{head}</head>'
        f"<body>{MENU}<main>{body}</main>{FOOTER}</body></html>"
    )


def items(form: str) -> str:
    return "".join(form.format(n=n, title=title, day=10 + n) for n, title in enumerate(TITLES))


#: Page bodies and the selectors they want.
LISTS = {
    "a list with classes": (
        "<ul>"
        + items(
            "<li class=news-item><a href=/press/{n}>{title}</a> <time datetime=2026-11-{day}>{day} Nov</time></li>"
        )
        + "</ul>",
        Selectors(item="li.news-item", date="time"),
    ),
    "cards with a picture first": (
        items(
            "<div class='card card-{n}{n}'><a href=/press/{n}><img src=/i/{n}.jpg></a><h3><a href=/press/{n}>{title}</a></h3>"
            "<span class=date>{day} November 2026</span><p>What it is about.</p></div>"
        ),
        Selectors(item="div.card", date="span.date"),
    ),
    "a category before the headline": (
        items(
            "<article class=teaser><header><a href=/topics/foreign>Foreign policy</a><h2><a href=/press/{n}>{title}</a></h2>"
            "</header></article>"
        ),
        Selectors(item="article.teaser", link="h2 a"),
    ),
    "links that are whole cards": (
        items(
            "<a class=tile href=/press/{n}><span class=day>{day}.11.2026</span><h3>{title}</h3><p>More of it.</p></a>"
        ),
        Selectors(item="a.tile", title="h3", date="span.day"),
    ),
    "a table": (
        "<table id=releases>"
        + items("<tr><td>2026-11-{day}</td><td><a href=/press/{n}>{title}</a></td></tr>")
        + "</table>",
        Selectors(item="table#releases tr", date="td"),
    ),
    "a list without any class": (
        f"<div id=content><ul>{items('<li><a href=/press/{n}>{title}</a></li>')}</ul></div>",
        Selectors(item="div#content li"),
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_news_is_found_by_what_repeats(name: str):
    body, wanted = LISTS[name]
    url = "https://mfa.example/press"
    found = propose(page(body), url)
    assert found == wanted
    source = Source(id="mfa", url=url, kind="listing", name="mfa", family="mfa", select=found)
    listing = read_source(source, page(body).encode(), url, "text/html; charset=utf-8")
    assert [entry.url for entry in listing.entries] == [f"https://mfa.example/press/{n}" for n in range(5)]
    assert [entry.title for entry in listing.entries] == list(TITLES)
    if wanted.date:
        assert [entry.published and entry.published.day for entry in listing.entries] == [10, 11, 12, 13, 14]


@pytest.mark.parametrize(
    "body",
    [
        "<p>Nothing but words.</p>",
        items("<li><a href=https://elsewhere.example/{n}>{title}</a></li>"),
        "<li class=x><a href=/1>More</a></li>" * 9,
        "<li class=x><a href=/same>The one article that this page is about</a></li>" * 9,
        items("<form><li class=x><a href=/press/{n}>{title}</a></li></form>"),
    ],
    ids=["no links", "another site", "no headlines", "one address", "a form"],
)
def test_what_is_no_list_of_news_is_not_proposed(body: str):
    assert propose(page(body), "https://mfa.example/press") is None


def test_a_page_of_any_form_gives_an_answer_in_time():
    deep = "<div class=a>" * 400 + f"<a href=/1>{TITLES[0]}</a>" * 3_000
    assert propose(deep, "https://mfa.example/") is None


def feed(*paths: str) -> str:
    rows = "".join(
        f"<item><title>{title}</title><link>{path}</link><pubDate>Tue, 24 Nov 2026 10:00:00 GMT</pubDate></item>"
        for title, path in zip(TITLES, paths, strict=False)
    )
    return f"<rss version='2.0'><channel><title>x</title><link>/</link>{rows}</channel></rss>"


NEWS = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">'
    "<url><loc>{base}press/1</loc><n:news><n:publication_date>2026-11-24</n:publication_date>"
    "<n:title>Talks open</n:title></n:news></url></urlset>"
)
PAGES = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{base}about</loc></url></urlset>'
)


class Site:
    """A site on loopback, put together as told."""

    def __init__(self, server: HTTPServer) -> None:
        self.server = server
        self.has("/robots.txt", "", "text/plain")

    def has(self, path: str, text: str, kind: str = "text/html; charset=utf-8", status: int = 200) -> None:
        self.server.expect_request(path).respond_with_data(text, content_type=kind, status=status)

    def robots(self, text: str) -> None:
        self.server.clear()
        self.has("/robots.txt", text.format(base=self.server.url_for("/")), "text/plain")

    def look(self, path: str = "/") -> Discovery:
        with Fetcher(
            user_agent="Test/1 (+http://127.0.0.1/)",
            allow_private=("127.0.0.0/8",),
            per_host_interval=timedelta(0),
            clock=lambda: datetime.now(UTC),
        ) as fetcher:
            return discover(self.server.url_for(path), fetcher)

    def asked(self) -> list[str]:
        return [request.path for request, _ in self.server.log]


@pytest.fixture
def site(httpserver: HTTPServer) -> Site:
    return Site(httpserver)


def paths(found: Discovery) -> list[tuple[str, str]]:
    return [(p.kind, "/" + p.url.split("/", 3)[3]) for p in found.proposals]


def test_the_feeds_a_page_names_come_first_and_comments_last(site: Site):
    head = (
        '<link rel="alternate" type="application/rss+xml" href="/comments/feed">'
        '<link rel="alternate" type="application/rss+xml" href="/news.rss">'
        '<meta property="og:site_name" content="The Ministry">'
    )
    site.has("/", page(LISTS["a list with classes"][0] + '<a href="/all.xml">all of it</a>', head))
    site.has("/news.rss", feed("/press/1", "/press/2"), "application/rss+xml")
    site.has("/comments/feed", feed("/press/1"), "application/rss+xml")
    site.has("/all.xml", feed("/press/3"), "application/rss+xml")
    found = site.look()
    assert paths(found) == [
        ("feed", "/news.rss"),
        ("feed", "/all.xml"),
        ("feed", "/comments/feed"),
        ("listing", "/"),
    ]
    assert (found.name, found.language) == ("The Ministry", "en-gb")
    assert len(found.proposals[0].entries) == 2


def test_only_what_the_site_links_to_is_asked_for(site: Site):
    site.has("/", page(LISTS["a list with classes"][0]))
    assert paths(site.look()) == [("listing", "/")]
    assert set(site.asked()) == {"/robots.txt", "/"}


def test_a_link_that_is_no_feed_after_all_is_told_and_left_out(site: Site):
    site.has("/", page('<a href="/rss">Feeds</a><a href="/gone.xml">old</a><a href="/hidden/rss">x</a>'))
    site.has("/rss", page("<p>We have many feeds.</p>"))
    site.has("/gone.xml", "", status=404)
    found = site.look()
    assert found.proposals == ()
    assert len([note for note in found.notes if "/rss: " in note or "/gone.xml: HTTP 404" in note]) == 3


def test_news_sitemaps_of_robots_txt_are_proposed_and_maps_of_pages_not(site: Site):
    site.robots(
        "User-agent: *\nDisallow: /hidden/\nSitemap: {base}map.xml\nSitemap: {base}news.xml\n"
        "Sitemap: https://elsewhere.example/news.xml\nSitemap: {base}hidden/news.xml\nSitemap: {base}index.xml\n"
    )
    base = site.server.url_for("/")
    site.has("/", page("<p>Nothing here.</p>"))
    site.has("/map.xml", PAGES.format(base=base), "text/xml")
    site.has("/news.xml", NEWS.format(base=base), "text/xml")
    index = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>{base}part-news.xml</loc></sitemap></sitemapindex>'
    site.has("/index.xml", index, "text/xml")
    site.has("/part-news.xml", NEWS.format(base=base), "text/xml")
    found = site.look()
    assert paths(found) == [("sitemap", "/news.xml"), ("sitemap", "/index.xml")]
    assert any("map.xml: lists pages, not news" in note for note in found.notes)
    assert any("hidden/news.xml: robots.txt" in note for note in found.notes)
    assert "/hidden/news.xml" not in site.asked()


def test_an_address_that_is_a_feed_is_proposed_as_it_is(site: Site):
    site.has("/feed", feed("/press/1"), "application/rss+xml")
    assert paths(site.look("/feed")) == [("feed", "/feed")]


def test_a_site_that_cannot_be_had_or_keeps_us_out_is_an_error(site: Site):
    with pytest.raises(ScrapeError, match="HTTP"):
        site.look("/missing")
    site.robots("User-agent: *\nDisallow: /\n")
    with pytest.raises(RobotsError):
        site.look("/")
    assert not issubclass(RobotsError, ParseError)
