"""Addresses as stored, compared and counted."""

import pytest

from scrapers.urls import canonical_url, host_of, identity_key, same_site

SAME = [
    ("HTTPS://News.Example/A", "https://news.example/A"),
    ("https://news.example:443/a", "https://news.example/a"),
    ("http://news.example:80", "http://news.example/"),
    ("http://news.example:8080/a", "http://news.example:8080/a"),
    ("https://news.example./a", "https://news.example/a"),
    ("https://news.example/a#part", "https://news.example/a"),
    ("https://news.example/a?utm_source=x&id=5&fbclid=1&at_medium=rss", "https://news.example/a?id=5"),
    (
        "https://news.example/a?item=7&cmpname=8&_gallery=9",
        "https://news.example/a?item=7&cmpname=8&_gallery=9",
    ),
    ("https://außen.example/b", "https://aussen.example/b"),
    ("https://дипломат.example/", "https://xn--80ahmmflf2a.example/"),
    ("https://news.example/a b", "https://news.example/a%20b"),
    ("https://[2606:4700::1]/a", "https://[2606:4700::1]/a"),
    (" https://news.example/a\n", "https://news.example/a"),
]


@pytest.mark.parametrize(("written", "stored"), SAME)
def test_an_address_has_one_stored_form(written, stored):
    assert canonical_url(written) == stored
    assert canonical_url(stored) == stored


@pytest.mark.parametrize(
    "written",
    [
        "",
        "ftp://news.example/a",
        "javascript:alert(1)",
        "file:///etc/hostname",
        "//",
        "http://",
        "http:///path",
        "http://user:pw@news.example/",
        "http://news.example\\@10.0.0.1/",
        "http://news.example/\x01",
        "http://ne\nws.example/",
        "http://news.example:port/",
        "http://a..b/",
        "http://harb…ur.example/",
        "http://a℀b.example/",
        "http://./",
        "http://[::1/",
        "http://exa mple/",
        "https://news.example/" + "a" * 2_000,
    ],
)
def test_what_is_no_web_address_is_refused(written):
    with pytest.raises(ValueError):
        canonical_url(written)


def test_a_relative_address_is_joined_to_its_base():
    assert canonical_url("../b?x=1", "https://news.example/a/c/") == "https://news.example/a/b?x=1"
    assert canonical_url("//other.example/b", "https://news.example/") == "https://other.example/b"


@pytest.mark.parametrize(
    "other",
    [
        "http://www.news.example/a/b/?y=2&x=1",
        "https://news.example/a/b?x=1&y=2&utm_campaign=z",
        "https://news.example/a/b/amp?x=1&y=2",
        "https://news.example/a/b/amp/?x=1&y=2#top",
    ],
)
def test_spellings_of_one_address_share_a_key(other):
    assert (
        identity_key(other) == identity_key("https://news.example/a/b?x=1&y=2") == "news.example/a/b?x=1&y=2"
    )


def test_different_articles_have_different_keys():
    assert identity_key("https://news.example/?p=1") != identity_key("https://news.example/?p=2")
    assert identity_key("https://news.example:8001/a") != identity_key("https://news.example:8002/a")
    assert identity_key("https://news.example") == "news.example/"


def test_politeness_is_counted_by_host_and_port():
    assert host_of("https://news.example/a") == "news.example:443"
    assert host_of("http://news.example/a") == "news.example:80"
    assert host_of("http://news.example:8099/a") == "news.example:8099"


def test_a_site_is_its_host_without_www():
    assert same_site("https://www.news.example/a", "http://news.example/b")
    assert not same_site("https://news.example/", "https://evil.example/")
    assert not same_site("", "")
