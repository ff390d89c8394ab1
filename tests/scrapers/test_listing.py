"""HTML listing pages."""

import time

import pytest

from scrapers.errors import ParseError
from scrapers.kinds import read_source
from scrapers.limits import MAX_ENTRIES, MAX_LISTING
from scrapers.listing import read_listing
from scrapers.source import Selectors
from tests.scrapers.making import source

URL = "https://ministry.example/press/"
PAGE = """<!doctype html><html><body>
<nav><ul><li class="menu"><a href="/">Home</a></li>
<li class="menu"><a href="/a">A</a></li></ul></nav>
<ul>
<li class="news"><a href="img/1"><img src="1.jpg"></a><time datetime="2026-03-02T10:00">2 March</time>
  <a href="1?utm_source=list"><span>Visit</span><span>Lund received in <b>Os</b>lo</span></a><p>She spoke of <i>fish</i>.</p></li>
<li class="news"><span class="day">1 March 2026</span><a href="/press/2" title="Statement by the spokesperson"></a></li>
<li class="news"><a href="javascript:void(0)">Nowhere</a></li>
<li class="news">No link at all</li>
</ul></body></html>"""


def read(page=PAGE, **selectors):
    chosen = Selectors(**({"item": "li.news"} | selectors))
    return read_source(
        source(kind="listing", url=URL, select=chosen), page.encode(), URL, "text/html; charset=utf-8"
    )


def test_each_item_gives_its_first_link_with_words_its_title_and_its_time():
    listing = read(summary="p")
    first, second = listing.entries
    assert (first.url, first.title) == ("https://ministry.example/press/1", "Visit Lund received in Oslo")
    assert first.published.isoformat() == "2026-03-02T10:00:00+00:00"
    assert first.summary == "She spoke of fish."
    assert (second.url, second.title, second.published) == (URL + "2", "Statement by the spokesperson", None)
    assert listing.notes == ("2 of 4 items have no link by `a`",)


def test_selectors_for_title_and_date_look_inside_the_item():
    listing = read(title="a span:last-child", date=".day")
    assert listing.entries[0].title == "Lund received in Oslo"
    assert listing.entries[1].published.isoformat() == "2026-03-01T00:00:00+00:00"


def test_an_item_that_is_itself_the_link_is_one():
    page = '<a class="card" href="/x"><h3>Talks in Geneva</h3></a><a class="card" href="/y"><h3>More talks</h3></a>'
    assert [e.title for e in read(page, item="a.card", title="h3").entries] == [
        "Talks in Geneva",
        "More talks",
    ]


def test_addresses_are_relative_to_the_base_of_the_page():
    page = '<base href="/en/news/"><li class="news"><a href="7">Seven</a></li>'
    assert read(page).entries[0].url == "https://ministry.example/en/news/7"
    assert read(page.replace("/en/news/", "gopher://x/")).entries[0].url == URL + "7"


def test_a_selector_that_matches_nothing_names_what_the_page_has():
    with pytest.raises(ParseError) as caught:
        read(item="ul li.nws")
    assert caught.value.reason == "0 items matched `ul li.nws`; the page has 4 `li.news`"


def test_a_page_without_any_list_says_so():
    with pytest.raises(ParseError, match="no repeated element with a class"):
        read("<html><body><div id=app></div></body></html>")


def test_items_without_links_are_an_error_that_names_the_selector():
    with pytest.raises(ParseError) as caught:
        read('<li class="news">a</li>', link="a.title")
    assert caught.value.reason == "1 item matched `li.news`, but none has a link by `a.title`"


@pytest.mark.parametrize(
    "wrong", [{"item": "li["}, {"link": "a:has("}, {"date": "time::after"}, {"title": "!"}]
)
def test_a_selector_that_cannot_be_read_is_named(wrong):
    with pytest.raises(ParseError, match="is no CSS selector"):
        read(**wrong)


def test_optional_selectors_that_never_match_are_noted():
    assert "`title: h9` matches nothing inside the 4 items of `li.news`" in read(title="h9").notes


def test_a_listing_needs_selectors():
    with pytest.raises(ParseError, match="select"):
        read_listing(source(kind="listing", url=URL), PAGE.encode(), URL)


def test_a_page_that_lists_without_end_is_cut_and_says_so():
    page = "".join(f'<li class="news"><a href="/n/{n}">N {n}</a></li>' for n in range(MAX_ENTRIES + 3))
    listing = read(page)
    assert len(listing.entries) == MAX_ENTRIES
    assert listing.notes == (f"only the first {MAX_ENTRIES} of {MAX_ENTRIES + 3} items are read",)


def test_a_page_of_megabytes_is_read_as_far_as_it_is_sane():
    page = (
        '<li class="news"><a href="/n/1">One</a></li>'
        + " " * MAX_LISTING
        + '<li class="news"><a href="/n/2">Two</a></li>'
    )
    listing = read(page)
    assert [entry.title for entry in listing.entries] == ["One"]
    assert "MiB of the page are read" in listing.notes[0]


def test_items_inside_each_other_without_end_cost_no_square():
    """Each item is searched for its link; fifty thousand inside each other took minutes."""
    body = b"<div class=news><a href=/x>Talks go on</a>" * 40_000
    chosen = source(kind="listing", select=Selectors(item="div.news", title="h2", date="time", summary="p"))
    began = time.process_time()
    listing = read_listing(chosen, body, URL)
    assert time.process_time() - began < 10
    assert listing.entries


def test_a_list_inside_a_list_is_read_on_both_levels():
    body = b"<ul><li><a href=/a>First</a><ul><li><a href=/b>Second</a></li></ul></li></ul>"
    listing = read_listing(source(kind="listing", select=Selectors(item="li")), body, URL)
    assert [entry.title for entry in listing.entries] == ["First", "Second"]
