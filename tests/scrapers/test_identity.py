"""Which article is which."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from scrapers.article import Article
from scrapers.identity import address_key, article_keys, keys
from tests.scrapers.making import NOON, entry

WHEN = datetime(2026, 3, 2, 9, 41, 7, tzinfo=UTC)
TEXT = "Foreign Minister Petra Lund was received in Oslo on Monday. " * 4
ENTRY = entry(
    guid="tag:harbour.example,2026:4711", published=WHEN, summary=TEXT, title="Lund received in Oslo today"
)
ARTICLE = Article(
    url=ENTRY.url,
    source="harbour",
    title=ENTRY.title,
    text=TEXT,
    published=WHEN,
    fetched=NOON,
    fingerprint="",
)

SAME = {
    "a changed guid": {"guid": "tag:harbour.example,2026:9999"},
    "a lost guid": {"guid": None},
    "tracking parameters": {"url": ENTRY.url + "?utm_source=rss", "guid": None, "summary": ""},
    "http instead of https, with www": {
        "url": "http://www.harbour.example/news/lund-in-oslo/",
        "guid": None,
        "summary": "",
    },
    "another address, the same guid": {"url": "https://harbour.example/n/17", "summary": ""},
    "another address and guid, the same words at the same second": {
        "url": "https://harbour.example/n/17?s=8",
        "guid": "8",
    },
    "an edited title and text": {"title": "Lund in Oslo", "summary": "Edited."},
}
OTHER = {
    "everything": {"url": "https://harbour.example/x", "guid": "x", "summary": TEXT[::-1]},
    "words that say too little": {"url": "https://harbour.example/x", "guid": None, "title": "Press release"},
    "a text that says too little": {"url": "https://harbour.example/x", "guid": None, "summary": "Read more"},
    "a day without a time": {
        "url": "https://harbour.example/x",
        "guid": None,
        "published": datetime(2026, 3, 1, 23, tzinfo=UTC),
    },
}


@pytest.mark.parametrize("change", SAME.values(), ids=SAME.keys())
def test_an_article_is_known_again_in_spite_of(change):
    assert set(keys(ENTRY)) & set(keys(replace(ENTRY, **change)))


@pytest.mark.parametrize("change", OTHER.values(), ids=OTHER.keys())
def test_articles_that_differ_share_no_key(change):
    """Where words or time say too little, it takes the same address or guid: each has its own here."""
    base = replace(
        ENTRY, **{k: v for k, v in change.items() if k in ("title", "published") or v == "Read more"}
    )
    assert not set(keys(base)) & set(keys(replace(ENTRY, **change)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://harbour.example/?p=12", "https://harbour.example/?p=12"),
        ("https://www.harbour.example/?p=12", "https://cdn2.harbour.example/?p=12"),
        (" urn:x:12 ", "urn:x:12"),
    ],
)
def test_a_guid_flips_scheme_and_host_without_becoming_another(one, other):
    first, second = (keys(entry(url="https://harbour.example/a", guid=g)) for g in (one, other))
    assert first == second
    assert len(first) == 2


@pytest.mark.parametrize("guid", ["", "  ", "3", "017", "https://harbour.example/", None])
def test_a_guid_that_could_be_anything_is_no_key(guid):
    """A number that counts a feed's items from the top is another article tomorrow."""
    assert keys(entry(guid=guid)) == (address_key(entry().url),)


def test_a_guid_that_looks_like_an_address_but_is_none_is_taken_as_written():
    assert keys(entry(guid="http://[broken"))[1] == "g:harbour:http://[broken"


def test_guids_of_two_sources_are_two_things_but_an_address_is_one():
    one, two = keys(ENTRY), keys(replace(ENTRY, source="other"))
    assert set(one) & set(two) == {address_key(ENTRY.url)}


def test_a_page_that_says_the_same_under_two_addresses_is_one_article():
    again = replace(ARTICLE, url="https://harbour.example/print/17")
    assert set(article_keys(ARTICLE)) & set(article_keys(again))
    assert not set(article_keys(ARTICLE)) & set(article_keys(replace(again, text=TEXT + "And more.")))
    assert not set(article_keys(ARTICLE)) & set(article_keys(replace(again, source="other")))


def test_a_page_of_few_words_or_only_the_feeds_is_known_by_its_address_alone():
    assert article_keys(replace(ARTICLE, text="To follow.")) == (address_key(ARTICLE.url),)
    assert article_keys(replace(ARTICLE, from_feed=True)) == (address_key(ARTICLE.url),)
    assert len(article_keys(replace(ARTICLE, published=None))) == 2
