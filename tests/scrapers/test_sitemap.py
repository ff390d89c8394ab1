"""News sitemaps and their indexes."""

import gzip

import pytest

from scrapers.errors import ParseError
from scrapers.kinds import child_addresses, read_source
from scrapers.limits import MAX_ENTRIES, MAX_UNPACKED
from tests.scrapers.making import source

URL = "https://record.example/sitemap.xml"
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">'
)
ROW = """<url><image:image><image:loc>https://record.example/1.jpg</image:loc><image:title>A picture</image:title></image:image>
<loc>https://record.example/1</loc><lastmod>2026-03-02T12:00:00Z</lastmod>
<news:news><news:publication><news:name>Record</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2026-03-02T10:00:00+01:00</news:publication_date>
<news:title>Finch &amp; Lund agree</news:title></news:news></url>"""
RECORD = source(kind="sitemap", url=URL)


def read(text, url=URL):
    return read_source(RECORD, text.encode() if isinstance(text, str) else text, url)


def test_an_entry_has_the_titles_and_days_of_the_news_not_of_its_pictures():
    listing = read(HEAD + ROW + "<url><loc>/2</loc></url><url><loc>mailto:x</loc></url><url></url></urlset>")
    first, second = listing.entries
    assert (first.url, first.title, first.language) == (
        "https://record.example/1",
        "Finch & Lund agree",
        "en",
    )
    assert first.published.isoformat() == "2026-03-02T09:00:00+00:00"
    assert first.updated.isoformat() == "2026-03-02T12:00:00+00:00"
    assert (second.url, second.title, second.published) == ("https://record.example/2", "", None)
    assert listing.notes == ("2 items have no web address",)


def test_a_sitemap_packed_as_a_file_is_unpacked_but_no_bomb():
    assert len(read(gzip.compress((HEAD + ROW + "</urlset>").encode())).entries) == 1
    with pytest.raises(ParseError, match="larger than 15 MiB when unpacked"):
        read(gzip.compress(b" " * (MAX_UNPACKED + 1)))
    with pytest.raises(ParseError, match="not the gzip file"):
        read(b"\x1f\x8bnot gzip at all")


def test_a_sitemap_that_breaks_off_keeps_its_whole_items_and_says_so():
    listing = read(HEAD + ROW + "<url><loc>https://record.example/half")
    assert [e.url for e in listing.entries] == ["https://record.example/1"]
    assert not listing.complete
    with pytest.raises(ParseError, match="breaks off before its first whole item"):
        read(HEAD + "<url><loc>https://rec")


@pytest.mark.parametrize("text", ["<html><body>Sign in</body></html>", "", "<rss></rss>"])
def test_what_is_no_sitemap_is_refused(text):
    with pytest.raises(ParseError, match="no sitemap"):
        read(text)


def test_no_entity_is_expanded(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("https://record.example/leak")
    dtd = f'<!DOCTYPE urlset [<!ENTITY leak SYSTEM "file://{secret}">]>'
    text = HEAD.replace("<urlset", dtd + "<urlset") + "<url><loc>&leak;</loc></url>" + ROW + "</urlset>"
    assert [e.url for e in read(text).entries] == ["https://record.example/1"]


def test_of_a_huge_sitemap_the_newest_are_read_in_its_own_order():
    rows = "".join(
        f"<url><loc>https://record.example/{n}</loc><lastmod>{2000 + n // 100}-01-01</lastmod></url>"
        for n in range(MAX_ENTRIES + 100)
    )
    listing = read(HEAD + rows + "</urlset>")
    assert len(listing.entries) == MAX_ENTRIES
    assert listing.entries[0].url == "https://record.example/100"
    assert listing.notes == (f"only the newest {MAX_ENTRIES} of {MAX_ENTRIES + 100} items are read",)


INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://record.example/old.xml</loc><lastmod>2020-01-01</lastmod></sitemap>
<sitemap><loc>https://record.example/new.xml</loc><lastmod>2026-03-02</lastmod></sitemap>
<sitemap><loc>/news.xml</loc></sitemap><sitemap><loc>https://elsewhere.example/x.xml</loc></sitemap><sitemap></sitemap>
</sitemapindex>"""


def test_an_index_leads_to_its_children_news_first_then_newest_and_only_on_its_own_site():
    assert child_addresses(RECORD, INDEX.encode(), URL) == (
        "https://record.example/news.xml",
        "https://record.example/new.xml",
        "https://record.example/old.xml",
    )
    with pytest.raises(ParseError, match="is an index"):
        read(INDEX)


def test_at_most_five_children_are_followed():
    rows = "".join(f"<sitemap><loc>/{n}.xml</loc></sitemap>" for n in range(9))
    assert len(child_addresses(RECORD, f"<sitemapindex>{rows}</sitemapindex>".encode(), URL)) == 5


def test_an_index_of_another_site_only_is_an_error():
    with pytest.raises(ParseError, match="names no sitemap of its own site"):
        child_addresses(
            RECORD, b"<sitemapindex><sitemap><loc>https://x.example/</loc></sitemap></sitemapindex>", URL
        )


def test_other_documents_have_no_children():
    assert child_addresses(RECORD, (HEAD + ROW + "</urlset>").encode(), URL) == ()
    assert child_addresses(source(), b"<rss/>", URL) == ()
