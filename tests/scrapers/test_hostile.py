"""Whatever a server sends, a reader gives what it promises or a ScrapeError."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrapers.errors import ScrapeError
from scrapers.identity import article_keys, keys
from scrapers.kinds import child_addresses, read_source
from scrapers.page import read_page
from scrapers.source import Selectors
from tests.scrapers.making import FEED, NOON, entry, source

CASES = Path(__file__).parent.parent / "cases" / "feeds"
SEEDS = [path.read_bytes() for path in sorted(CASES.iterdir()) if not path.name.endswith(".expect.json")]
SEEDS += [
    b"<urlset><url><loc>https://a.example/1</loc></url></urlset>",
    b"<sitemapindex><sitemap><loc>/x</loc></sitemap></sitemapindex>",
    b"<html lang=en><title>T</title><article><h1>T</h1><figure><figcaption>A caption of a picture</figcaption></figure>"
    b"<p>One.</p><p>Two.</p></article></html>",
]
PIECES = st.one_of(
    st.binary(max_size=6),
    st.sampled_from(
        "]]> <![CDATA[ <!-- &#0; &#xD800; <item> </item> </rss> </feed> <title> <guid> <link>http://[</link> <p> </p>".split()
    ).map(str.encode),
)
KINDS = [
    source(),
    source(kind="sitemap"),
    source(kind="listing", select=Selectors(item="item, li, p", link="a, link")),
]


@st.composite
def documents(draw):
    """Draw a document of the cases with a few pieces cut out, doubled or put in."""
    body = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(0, 6))):
        at, length = draw(st.integers(0, len(body))), draw(st.integers(0, 200))
        again = body[at : at + length] * draw(st.integers(0, 2))
        body = body[:at] + again + draw(PIECES) + body[at + length :]
    return body


@given(documents(), st.sampled_from(["", "text/xml; charset=utf-16", "text/html; charset=latin1"]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_sources_are_read_or_refused(body, content_type):
    for kind in KINDS:
        try:
            child_addresses(kind, body, FEED)
            listing = read_source(kind, body, FEED, content_type)
        except ScrapeError as error:
            assert error.reason
            continue
        for found in listing.entries:
            assert keys(found)
            assert "\n" not in found.title


@given(documents())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_pages_are_paragraphs_apart_by_one_blank_line_or_refused(body):
    try:
        article = read_page(body, url="https://a.example/x/y-1", entry=entry(), source=source(), fetched=NOON)
    except ScrapeError as error:
        assert error.reason
        return
    assert all(part and part == part.strip() and "\n" not in part for part in article.text.split("\n\n"))
    assert all(article.text[start:end] in article.text.split("\n\n") for start, end in article.captions)
    assert article_keys(article)
