"""Feeds: the case files are the specification (`tests/cases/feeds`, each with what is expected beside it)."""

import json
import time
from datetime import datetime
from pathlib import Path

import pytest

from scrapers.errors import ParseError
from scrapers.feed import feed_links, read_feed
from scrapers.kinds import read_source
from scrapers.limits import MAX_ENTRIES
from tests.scrapers.making import FEED, source

CASES = Path(__file__).parent.parent / "cases" / "feeds"
FILES = sorted(path for path in CASES.iterdir() if not path.name.endswith(".expect.json"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_feed_is_read_as_its_case_says(path):
    expected = json.loads(path.with_name(path.name + ".expect.json").read_text("utf-8"))
    content_type = expected.get("content_type", "application/xml")
    if "error" in expected:
        with pytest.raises(ParseError) as caught:
            read_source(source(), path.read_bytes(), FEED, content_type)
        assert expected["error"] in caught.value.reason
        return
    listing = read_source(source(), path.read_bytes(), FEED, content_type)
    assert listing.complete is expected.get("complete", True)
    told = expected.get("notes", [])
    assert len(listing.notes) == len(told), listing.notes
    assert all(want in note for want, note in zip(told, listing.notes, strict=True)), listing.notes
    assert len(listing.entries) == len(expected["entries"])
    for entry, want in zip(listing.entries, expected["entries"], strict=True):
        for name, value in want.items():
            found = getattr(entry, name)
            assert (found.isoformat() if isinstance(found, datetime) else found) == value, name


def test_no_local_file_is_read_for_an_entity_or_for_a_body_that_is_its_name(tmp_path):
    secret = tmp_path / "secret.xml"
    text = (CASES / "rss20.xml").read_text("utf-8")
    secret.write_text(text, "utf-8")
    with pytest.raises(ParseError):
        read_feed(source(), str(secret).encode(), FEED)
    leaking = (CASES / "entity-file.xml").read_text("utf-8").replace("/etc/hostname", str(secret))
    listing = read_feed(source(), leaking.encode(), FEED)
    assert "Harbour" not in listing.entries[0].title
    assert "spamspam" not in listing.entries[0].title


def rss(count):
    rows = "".join(
        f"<item><title>{n}</title><link>https://harbour.example/n/{n}</link></item>" for n in range(count)
    )
    return f"<rss version='2.0'><channel><title>x</title>{rows}</channel></rss>"


def test_a_feed_that_never_ends_is_cut_and_says_so():
    listing = read_feed(source(), rss(MAX_ENTRIES + 5).encode(), FEED)
    assert len(listing.entries) == MAX_ENTRIES
    assert listing.complete
    assert f"only the first {MAX_ENTRIES} of {MAX_ENTRIES + 5} items" in listing.notes[0]


def test_a_feed_that_nests_without_end_is_refused_before_it_costs_minutes():
    body = rss(1).replace("</item>", "<a>" * 100_000 + "</a>" * 100_000 + "</item>").encode()
    with pytest.raises(ParseError, match="nests elements more than 500 deep"):
        read_feed(source(), body, FEED)


@pytest.mark.parametrize(
    "hostile",
    ["&#xD800;", "&#55296;", "&#0;", "<x:y xmlns:x='a b'/>", "<link rel='a'><item>", "<guid/>", "\x00"],
)
def test_hostile_xml_is_an_entry_or_an_error_never_a_crash(hostile):
    body = rss(1).replace("<title>0", f"<title>{hostile}0").encode("utf-8", "surrogatepass")
    try:
        assert len(read_feed(source(), body, FEED).entries) >= 1
    except ParseError as error:
        assert "cannot be read" in error.reason


@pytest.mark.parametrize("name", ["links", "summary_detail", "content_detail", "published_parsed", "tags"])
@pytest.mark.parametrize("form", ["<{0}>x</{0}>", "<{0}/>x"])
@pytest.mark.parametrize("before", ["<title>0", "<link>", "</item>"])
def test_an_element_named_like_what_the_parser_makes_is_no_such_thing(name, form, before):
    """feedparser keeps elements it does not know under their names, beside its own results."""
    body = rss(1).replace(before, form.format(name) + before).encode()
    (entry,) = read_feed(source(), body, FEED).entries
    assert entry.url == "https://harbour.example/n/0"


def test_an_error_inside_the_parser_is_an_error_of_the_feed():
    body = rss(1).replace("<item>", "<item><textinput><link>x</link></textinput>&x;").encode()
    with pytest.raises(ParseError, match="the feed cannot be read"):
        read_feed(source(), body, FEED)


def test_a_json_feed_that_never_ends_is_cut_and_says_so():
    items = [{"id": f"i{n}", "url": f"https://harbour.example/n/{n}"} for n in range(MAX_ENTRIES + 5)]
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode()
    listing = read_feed(source(), body, FEED)
    assert len(listing.entries) == MAX_ENTRIES
    assert len(listing.notes) == 1


def test_json_nested_without_end_is_an_error_not_a_crash():
    with pytest.raises(ParseError, match="cannot be read"):
        read_feed(source(), b"[" * 200_000, FEED)


@pytest.mark.parametrize(
    ("body_encoding", "declared", "content_type"),
    [
        ("utf-8", "utf-8", "text/xml; charset=iso-8859-1"),
        ("utf-8", "", "text/xml"),
        ("windows-1252", "iso-8859-1", "text/xml"),
        ("windows-1251", "", "text/xml; charset=windows-1251"),
        ("utf-16", "utf-16", "application/xml"),
        ("utf-8-sig", "iso-8859-1", "application/xml; charset=latin-1"),
    ],
)
def test_charsets_that_disagree_are_settled_by_the_bytes(body_encoding, declared, content_type):
    title = "Лунд в Осло" if body_encoding == "windows-1251" else "Lund “reçu” à Oslo"
    prolog = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    text = prolog + rss(1).replace("<title>0<", f"<title>{title}<")
    listing = read_feed(source(), text.encode(body_encoding), FEED, content_type)
    assert listing.entries[0].title == title


def test_naive_dates_are_in_the_zone_of_the_source_and_its_language_wins():
    text = rss(1).replace("</item>", "<pubDate>Mon, 02 Mar 2026 09:00:00</pubDate></item>")
    listing = read_feed(source(timezone="Asia/Tokyo", language="ja"), text.encode(), FEED)
    assert listing.entries[0].published.isoformat() == "2026-03-02T00:00:00+00:00"
    assert listing.entries[0].language == "ja"


def test_a_date_that_only_feedparser_can_read_is_read_by_it():
    text = rss(1).replace("</item>", "<pubDate>Mon, 02 mars 2026 09:00:00 GMT</pubDate></item>")
    odd = read_feed(source(), text.encode(), FEED).entries[0].published
    assert odd is None or odd.day == 2
    w3 = rss(1).replace("</item>", "<pubDate>2026-061T09:00:00Z</pubDate></item>")
    assert read_feed(source(), w3.encode(), FEED).entries[0].published is not None


def test_the_feeds_a_page_names_come_in_its_order_each_once():
    page = """<link rel=alternate type=application/atom+xml href=/a><link rel=alternate type=application/rss+xml href=/b>
    <link rel=alternate type=application/rss+xml href=/b><link rel=alternate type=application/feed+json href=c.json>
    <link rel=alternate hreflang=fr href=/fr><link type=application/rss+xml href=/no>"""
    assert feed_links(page, "https://harbour.example/x/") == [
        "https://harbour.example/a",
        "https://harbour.example/b",
        "https://harbour.example/x/c.json",
    ]


@pytest.mark.parametrize("author", ["a@" + "a." * 60_000 + "!", "a" * 120_000, "a@" + "a-" * 60_000])
@pytest.mark.parametrize("element", ["author", "managingEditor", "dc:creator"])
def test_an_author_without_end_takes_no_time(author, element):
    """feedparser looks for a mail address in it, in the square of its length: minutes, with everybody waiting."""
    item = f"<item><title>T</title><link>https://a.example/1</link><{element}>{author}</{element}></item>"
    body = f"<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel>{item}</channel></rss>"
    began = time.process_time()
    (entry,) = read_feed(source(), body.encode(), FEED).entries
    assert time.process_time() - began < 3
    assert len(entry.author or "") <= 300
