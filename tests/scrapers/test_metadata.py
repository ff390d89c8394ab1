"""What a page says about itself."""

import json

import pytest

from scrapers.markup import html_tree
from scrapers.metadata import read_metadata

URL = "https://harbour.example/news/2026/lund-received-in-oslo"


def read(head="", body="", url=URL, zone="UTC"):
    import lxml.html

    tree = lxml.html.document_fromstring(f'<html lang="en-GB"><head>{head}</head><body>{body}</body></html>')
    return read_metadata(tree, url, zone)


def linked(**data):
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_linked_data_comes_before_opengraph_before_html():
    data = linked(
        **{
            "@graph": [
                {"@type": "WebPage", "headline": "Page", "datePublished": "2020-01-01"},
                {
                    "@type": ["ReportageNewsArticle", "Article"],
                    "headline": "Lund &amp; Finch",
                    "datePublished": "2026-03-02T10:00:00+01:00",
                    "dateModified": "2026-03-02T12:00:00Z",
                    "inLanguage": "en",
                    "author": [
                        {"@type": "Person", "name": "By Ada Quill"},
                        {"name": "Bo Reed"},
                        {"name": None},
                    ],
                },
            ]
        }
    )
    head = (
        data
        + '<meta property="og:title" content="Other"><meta property="article:published_time" content="2019-01-01">'
    )
    found = read(head)
    assert (found.title, found.author, found.language) == ("Lund & Finch", "Ada Quill, Bo Reed", "en")
    assert found.published.isoformat() == "2026-03-02T09:00:00+00:00"
    assert found.updated.isoformat() == "2026-03-02T12:00:00+00:00"


def test_opengraph_and_meta_elements_fill_what_linked_data_leave_out():
    head = """<script type="application/ld+json">{"@type": "Article", broken</script>
    <script type="application/ld+json">[]</script>
    <script type="application/ld+json">{"@type": "Person", "headline": "no"}</script>
    <meta property="og:title" content="Lund in Oslo"><meta name="Author" content="Ada Quill"><meta name="empty" content="">
    <meta property="article:published_time" content="2026-03-02T10:00">
    <meta property="article:modified_time" content="2026-03-03">"""
    found = read(head, zone="Europe/Oslo")
    assert (found.title, found.author, found.language) == ("Lund in Oslo", "Ada Quill", "en-gb")
    assert found.published.isoformat() == "2026-03-02T09:00:00+00:00"
    assert found.updated.isoformat() == "2026-03-02T23:00:00+00:00"


@pytest.mark.parametrize("author", ["https://harbour.example/people/7", "@adaquill", {"url": "x"}, 7, "  "])
def test_an_author_that_is_no_name_is_none(author):
    assert read(linked(**{"@type": "NewsArticle", "headline": "x", "author": author})).author is None


def test_linked_data_nested_without_end_are_left_alone():
    data = {"@type": "NewsArticle", "headline": "deep"}
    for _ in range(20):
        data = {"mainEntity": data}
    assert read(linked(**data), "<h1>Heading</h1>").title == "Heading"


@pytest.mark.parametrize(
    ("title", "site", "heading", "expected"),
    [
        ("Lund in Oslo | Harbour Gazette", "Harbour Gazette", "", "Lund in Oslo"),
        ("Harbour Gazette – Lund in Oslo", "Harbour Gazette", "", "Lund in Oslo"),
        ("Lund received in Oslo - World - HG", "", "Lund received in Oslo", "Lund received in Oslo"),
        ("Lund in Oslo - what comes next", "Harbour Gazette", "", "Lund in Oslo - what comes next"),
        ("US-Norway talks", "Harbour Gazette", "", "US-Norway talks"),
    ],
)
def test_the_name_of_the_outlet_is_no_part_of_a_title(title, site, heading, expected):
    head = f'<title>{title}</title><meta property="og:title" content="{title}"><meta property="og:site_name" content="{site}">'
    assert read(head, f"<h1>{heading}</h1>").title == expected


def test_the_heading_of_the_article_comes_before_the_title_of_the_window():
    found = read("<title>Harbour</title>", "<h1>Harbour Gazette</h1><article><h1>Lund in Oslo</h1></article>")
    assert found.title == found.heading == "Lund in Oslo"
    assert read("<title>Only this</title>", "<svg><title>icon</title></svg>").title == "Only this"


def test_a_time_element_is_a_weaker_day():
    found = read(
        body='<time datetime="2020-01-01">old</time><article><time>soon</time><time>2 March 2026</time></article>'
    )
    assert found.published is None
    assert found.dated.isoformat() == "2026-03-02T00:00:00+00:00"
    assert read(body="<time>1 March 2026</time><time>2 March 2026</time>").dated is None
    assert read(body="<time>2 March 2026</time><p><time>2 March 2026</time>").dated is not None


CANONICAL = [
    ("https://www.harbour.example/news/2026/lund-received-in-oslo", URL, True),
    ("/news/2026/lund-received-in-oslo", URL + "?ref=home", True),
    (URL + ".html", URL + "/amp", True),
    ("https://harbour.example/", URL, False),
    ("https://harbour.example/news", URL, False),
    ("https://elsewhere.example/news/2026/lund-received-in-oslo", URL, False),
    ("https://harbour.example/article.php", "https://harbour.example/article.php?id=5", False),
    ("https://harbour.example/article.php?id=5", "https://harbour.example/article.php?id=5&from=x", True),
    ("https://harbour.example/n/another-one-of-them", URL, False),
    ("file:///etc/hostname", URL, False),
]


@pytest.mark.parametrize(("canonical", "url", "believed"), CANONICAL)
def test_a_canonical_address_is_believed_only_where_it_is_surely_this_page(canonical, url, believed):
    found = read(f'<link rel="canonical" href="{canonical}">', url=url).url
    assert (found is not None) is believed


def test_a_second_witness_makes_a_canonical_address_with_another_path_good():
    url, canonical = "https://harbour.example/?p=812", URL
    head = f'<link rel="canonical" href="{canonical}">'
    assert read(head, url=url).url is None
    assert read(head + f'<meta property="og:url" content="{canonical}">', url=url).url == canonical
    for page in (canonical, {"@id": canonical}):
        data = linked(**{"@type": "NewsArticle", "headline": "x", "mainEntityOfPage": page})
        assert read(head + data, url=url).url == canonical
    section = (
        '<link rel="canonical" href="/news"><meta property="og:url" content="https://harbour.example/news">'
    )
    assert read(section, url=url).url is None


def test_a_page_that_names_no_canonical_address_may_do_so_by_opengraph():
    assert read(f'<meta property="og:url" content="{URL}">', url=URL + "?x=1").url == URL


def test_an_empty_page_says_nothing():
    found = read_metadata(html_tree(""), URL, "UTC")
    assert (found.title, found.heading, found.author, found.published, found.url) == (
        "",
        "",
        None,
        None,
        None,
    )
