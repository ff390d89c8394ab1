"""`communique try`: what a feed, sitemap, listing or article gives, over a real connection."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pytest_httpserver import HTTPServer

from bot.cli import main

FEED = (
    '<rss version="2.0"><channel><title>x</title><link>/</link><description/>'
    "<item><title>Envoys meet in Oslo</title><link>/news/1</link><pubDate>Tue, 03 Mar 2026 10:00:00 GMT</pubDate>"
    "<description>They met for an hour.</description></item></channel></rss>"
)
SITEMAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{base}news/1</loc></url><url><loc>{base}news/2</loc></url></urlset>'
BODY = (
    "Norwegian Foreign Minister Petra Lund met her Danish counterpart Aldous Finch in Oslo on Monday.",
    "“We will keep the border open to all who need it,” Lund said after the meeting.",
    "The two ministers spoke for an hour about the border and about the ferries, which both countries want to keep.",
)
PAGE = (
    '<!doctype html><html lang="en"><head><title>Border stays open</title>'
    '<meta property="article:published_time" content="2026-03-03T10:00:00Z"></head>'
    f"<body><article><h1>Border stays open</h1>{''.join(f'<p>{p}</p>' for p in BODY)}</article></body></html>"
)
LISTING = (
    '<!doctype html><html><body><ul><li class="n"><a href="/news/1">One</a></li>'
    '<li class="n"><a href="/news/2">Two</a></li></ul></body></html>'
)


@pytest.fixture
def press(httpserver: HTTPServer) -> HTTPServer:
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /private/\n")
    httpserver.expect_request("/feed").respond_with_data(FEED, content_type="application/rss+xml")
    httpserver.expect_request("/map.xml").respond_with_data(
        SITEMAP.format(base=httpserver.url_for("/")), content_type="text/xml"
    )
    httpserver.expect_request("/news/1").respond_with_data(PAGE, content_type="text/html")
    httpserver.expect_request("/list").respond_with_data(LISTING, content_type="text/html")
    httpserver.expect_request("/empty").respond_with_data(
        '<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head><body></body></html>',
        content_type="text/html",
    )
    httpserver.expect_request("/picture").respond_with_data(b"\x89PNG\r\n", content_type="image/png")
    return httpserver


def tried(press: HTTPServer, folder: Path, path: str, *arguments: str, sources: str = "") -> Result:
    (folder / "settings.yaml").write_text(
        'user_agent: "Desk (https://desk.example/)"\nhttp: {allow_private: [127.0.0.0/8], per_host_interval: 0s}\n'
    )
    (folder / "sources.yaml").write_text(sources)
    url = press.url_for(path) if path.startswith("/") else path
    return CliRunner().invoke(main, ["--config", str(folder), "try", url, *arguments])


def test_a_feed_gives_its_entries(press: HTTPServer, tmp_path: Path):
    found = tried(press, tmp_path, "/feed")
    assert found.exit_code == 0
    assert found.stdout.splitlines() == [
        f"Feed: {press.url_for('/feed')}",
        "1 entry",
        "",
        "Envoys meet in Oslo",
        f"  2026-03-03 10:00:00 UTC · {press.url_for('/news/1')}",
        "  They met for an hour.",
    ]


def test_a_sitemap_gives_its_addresses(press: HTTPServer, tmp_path: Path):
    row = json.loads(tried(press, tmp_path, "/map.xml", "--json").stdout)
    assert row["kind"] == "sitemap"
    assert [entry["url"] for entry in row["entries"]] == [press.url_for("/news/1"), press.url_for("/news/2")]


def test_a_configured_listing_is_read_as_configured(press: HTTPServer, tmp_path: Path):
    sources = (
        f"sources: [{{id: desk, url: '{press.url_for('/list')}', kind: listing, select: {{item: li.n}}}}]\n"
    )
    found = tried(press, tmp_path, "/list", sources=sources)
    assert found.stdout.startswith(f"Listing: {press.url_for('/list')}, read as the source desk\n2 entries\n")


def test_a_selector_that_matches_nothing_is_told_with_what_there_is(press: HTTPServer, tmp_path: Path):
    sources = (
        f"sources: [{{id: desk, url: '{press.url_for('/list')}', kind: listing, select: {{item: li.m}}}}]\n"
    )
    found = tried(press, tmp_path, "/list", sources=sources)
    assert found.exit_code == 1
    assert (
        found.stderr
        == f"communique: {press.url_for('/list')}: 0 items matched `li.m`; the page has 2 `li.n`\n"
    )


def test_an_article_gives_its_text_and_what_is_read_from_it(press: HTTPServer, tmp_path: Path):
    row = json.loads(tried(press, tmp_path, "/news/1", "--json").stdout)
    assert row["kind"] == "article"
    assert row["article"]["title"] == "Border stays open"
    assert row["article"]["text"] == "\n\n".join(BODY)
    assert row["article"]["published"] == "2026-03-03T10:00:00Z"
    said = [s for s in row["statements"] if s["quote"]]
    assert [s["passage"] for s in said] == ["We will keep the border open to all who need it"]
    for fact in [*row["statements"], *row["meetings"]]:
        assert fact["passage"] == row["article"]["text"][fact["start"] : fact["end"]]
    for meeting in row["meetings"]:
        assert len(meeting["why"]) == len(meeting["participants"])


def test_an_article_is_printed_for_people(press: HTTPServer, tmp_path: Path):
    found = tried(press, tmp_path, "/news/1").stdout
    assert found.startswith(
        f"Article: {press.url_for('/news/1')}\n\nBorder stays open\n  2026-03-03 10:00:00 UTC · en · "
    )
    assert BODY[1] in found
    assert "· say · quoted · " in found
    assert "\nMeetings: " in found


def test_a_page_on_the_site_of_a_source_is_read_with_its_selector(press: HTTPServer, tmp_path: Path):
    sources = f"sources: [{{id: desk, url: '{press.url_for('/feed')}', body: 'article p:nth-of-type(2)'}}]\n"
    row = json.loads(tried(press, tmp_path, "/news/1", "--json", sources=sources).stdout)
    assert (row["source"], row["article"]["text"]) == ("desk", BODY[1])


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/nowhere", "HTTP 500"),
        ("/private/x", "robots.txt does not allow this address"),
        ("/picture", "the answer is image/png: no feed, no sitemap and no page"),
        ("/empty", "this page names a feed: "),
        ("http://10.255.255.1/", "private or reserved"),
    ],
)
def test_what_goes_wrong_is_one_line(press: HTTPServer, tmp_path: Path, path: str, words: str):
    found = tried(press, tmp_path, path)
    assert found.exit_code == 1
    assert found.stdout == ""
    assert found.stderr.startswith("communique: http")
    assert found.stderr.count("\n") == 1
    assert words in found.stderr


def test_what_is_no_web_address_is_a_usage_error(press: HTTPServer, tmp_path: Path):
    found = tried(press, tmp_path, "ftp://press.example/")
    assert found.exit_code == 2
    assert found.stderr.startswith("communique: ftp://press.example/ cannot be fetched: ")


def test_an_address_can_be_tried_before_there_is_a_configuration(tmp_path: Path):
    found = CliRunner().invoke(main, ["--config", str(tmp_path / "none"), "try", "http://127.0.0.1:8099/"])
    assert found.exit_code == 1
    assert "private or reserved" in found.stderr


def test_a_page_of_headlines_is_told_from_an_article(press: HTTPServer, tmp_path: Path):
    lines = "".join(f"<p>Envoys meet in round {n} of the talks on the border</p>" for n in range(12))
    press.expect_request("/press").respond_with_data(
        f"<!doctype html><html><body><main>{lines}</main></body></html>", content_type="text/html"
    )
    found = tried(press, tmp_path, "/press")
    assert f"`communique sources discover {press.url_for('/press')}`" in found.stdout
    assert "discover" not in tried(press, tmp_path, "/news/1").stdout
