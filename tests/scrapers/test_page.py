"""Article pages."""

from datetime import UTC, datetime

import pytest

from scrapers.errors import ParseError, SoftNotFoundError
from scrapers.page import article_from_feed, fingerprint, read_page
from tests.scrapers.making import NOON, entry, source

URL = "https://harbour.example/news/lund-in-oslo"
HEADLINE = "Lund received in Oslo"
STORY = [
    "Foreign Minister Petra Lund of Norway received Prime Minister Aldous Finch of Malta in Oslo on Monday, her office said.",
    "“We spoke of fish,” she said.",
    "The two spoke for an hour about quotas in the Barents Sea, about ports, and about a visit to Valletta in the autumn.",
    "No.",
    "Mr Finch goes on to Helsinki, where he is to open a trade office on Tuesday before he returns to Malta.",
]
FILLER = "<li><a href=/a>World</a></li><li><a href=/b>Politics and the economy</a></li>"


def page(body, head=""):
    return f"<!doctype html><html lang=en><head><title>{HEADLINE} | Harbour</title>{head}</head><body>{body}</body></html>"


def read(markup, content_type="text/html; charset=utf-8", **given):
    return read_page(
        markup.encode(),
        url=URL,
        entry=given.pop("entry", entry(title=HEADLINE)),
        source=source(**given),
        fetched=NOON,
        content_type=content_type,
    )


def blocks(paragraphs=STORY):
    return "".join(f"<p>{p}</p>\n" for p in paragraphs)


LAYOUTS = {
    "an article element": f"<nav><ul>{FILLER}</ul></nav><article><h1>{HEADLINE}</h1>{blocks()}</article><footer>©</footer>",
    "a main element": f"<main><h1>{HEADLINE}</h1><time>2 March 2026</time>{blocks()}</main>",
    "an article with asides": f"<article><h1>{HEADLINE}</h1>{blocks()}<aside><p>Most read: something else.</p></aside></article>",
    "divisions only": f"<div class=nav><ul>{FILLER}</ul></div>"
    f"<div class=content><h1>{HEADLINE}</h1><div class=text>{blocks()}</div></div>",
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_every_paragraph_comes_through_once_and_the_headline_is_none(layout):
    article = read(page(layout))
    assert article.text.split("\n\n") == STORY
    assert article.title == HEADLINE


@pytest.mark.parametrize("layout", ["<article>{}</article>", "<main>{}</main>", "<div>{}</div>", "{}"])
def test_an_article_of_one_sentence_is_one(layout):
    sentence = "Petra Lund received Aldous Finch in Oslo on Monday."
    article = read(page(layout.format(f"<h1>{HEADLINE}</h1><p>{sentence}</p>")))
    assert article.text == sentence


def test_paragraphs_of_a_page_without_paragraph_elements_are_kept_apart():
    article = read(page(f"<article><h1>{HEADLINE}</h1>{'<br><br>'.join(STORY)}<p></p></article>"))
    assert article.text.split("\n\n") == STORY


def test_a_page_of_plain_text_is_read_as_such_and_markup_labelled_so_as_markup():
    assert read("\n\n".join(STORY), "text/plain").text.split("\n\n") == STORY
    assert read(page(f"<article>{blocks()}</article>"), "text/plain").text.split("\n\n") == STORY


def test_captions_are_paragraphs_of_their_own_and_marked():
    caption = "Petra Lund and Aldous Finch in Oslo on Monday."
    figure = f"<figure><img src=1.jpg><figcaption>{caption} <span>Photo: Harbour</span></figcaption></figure>"
    other = "<aside><figure><figcaption>Another story altogether, not this one</figcaption></figure></aside>"
    teaser = "<a href=/x><figure><figcaption>A teaser that is not of this story</figcaption></figure></a>"
    tiny = "<figure><figcaption>Photo</figcaption></figure>"
    article = read(
        page(f"<article><h1>{HEADLINE}</h1>{figure}{tiny}{teaser}{blocks()}{other}</article>{figure}")
    )
    ((start, end),) = article.captions
    assert article.text[start:end] == f"{caption} Photo: Harbour"
    assert article.text.split("\n\n")[1:] == STORY


def test_a_caption_that_the_text_has_too_is_only_marked():
    figure = f"<figure><figcaption>{STORY[2]}</figcaption></figure>"
    article = read(page(f"<article><h1>{HEADLINE}</h1>{blocks()}{figure}</article>"))
    assert article.text.split("\n\n") == STORY
    assert [article.text[start:end] for start, end in article.captions] == [STORY[2]]


def test_buttons_pointers_and_what_follows_the_article_are_left_out():
    extra = [
        "Share this article",
        "Read more: Finch in Malta",
        "Related articles",
        "Finch opens port",
        "Lund on ports",
    ]
    article = read(page(f"<article><h1>{HEADLINE}</h1><p>Advertisement</p>{blocks(STORY + extra)}</article>"))
    assert article.text.split("\n\n") == STORY


def test_a_heading_that_only_looks_like_the_end_is_none_while_prose_follows():
    story = [*STORY[:3], "Related news", " ".join(STORY)]
    article = read(page(f"<article>{blocks(story)}</article>"))
    assert article.text.split("\n\n") == story


def test_a_text_of_labels_only_is_kept_as_it_is():
    assert read(page("<article><p>Recommended</p></article>")).text == "Recommended"


def test_the_bodys_own_selector_decides_where_the_source_gives_one():
    body = "<div id=b><p>Not this.</p><nav><p>Nor this.</p></nav></div>"
    body += f"<div class=t><h1>{HEADLINE}</h1>{blocks()}<aside>x</aside></div>"
    article = read(page(body), body="div.t, div.t p")
    assert article.text.split("\n\n") == STORY


@pytest.mark.parametrize(
    ("selector", "reason"),
    [("div.x", "0 elements matched the body selector `div.x`"), ("p[", "no CSS selector")],
)
def test_a_body_selector_that_does_not_fit_is_named(selector, reason):
    with pytest.raises(ParseError) as caught:
        read(page(blocks()), body=selector)
    assert reason in caught.value.reason


def test_what_extraction_loses_of_the_one_article_is_repaired():
    half = "".join(f"<p>{p}</p>" for p in STORY)
    rest = "".join(f"<p>{p} Part {n} follows.</p>" for n, p in enumerate(STORY * 3))
    body = f"<article><div class=body><h1>{HEADLINE}</h1>{half}</div>"
    body += f"<form><p>Sign up</p></form><div class=comments-hidden>{rest}</div></article>"
    text = read(page(body)).text
    assert all(p in text for p in STORY)
    assert "Part 14 follows." in text


def test_the_page_speaks_first_and_the_feed_fills():
    head = '<meta property="article:published_time" content="2026-03-02T10:00"><link rel=canonical href="/news/lund-in-oslo/amp">'
    listed = entry(
        title="Listed", author="Ada Quill", published=datetime(2026, 1, 1, tzinfo=UTC), language="nb"
    )
    article = read(
        page(f"<article><h1>{HEADLINE}</h1>{blocks()}</article>", head), entry=listed, timezone="Europe/Oslo"
    )
    assert article.published.isoformat() == "2026-03-02T09:00:00+00:00"
    assert (article.title, article.author, article.language) == (HEADLINE, "Ada Quill", "en")
    assert article.url == "https://harbour.example/news/lund-in-oslo/amp"
    bare = read(f"<article><p>{STORY[0]}</p></article>", entry=listed, language="no")
    assert (bare.title, bare.language, bare.published) == ("Listed", "no", listed.published)


def test_the_day_in_the_text_of_a_page_counts_where_nothing_else_does():
    assert read(page(f"<article><time>2 March 2026</time>{blocks()}</article>")).published.day == 2


def test_a_page_without_any_title_is_called_by_its_first_words():
    article = read(f"<article><p>{STORY[0]}</p></article>", entry=entry(title=""))
    assert article.title == STORY[0][:119].rstrip() + ("…" if len(STORY[0]) > 120 else STORY[0][119:])


def test_the_fingerprint_changes_with_the_words_only():
    assert fingerprint("a  b", "c\n\nd") == fingerprint("a b", "c d")
    assert fingerprint("a", "b") != fingerprint("a b", "")
    one, same = (
        read(page(f"<article>{blocks()}</article>")),
        read(page(f"<article id=2> {blocks()} </article>")),
    )
    assert one.fingerprint == same.fingerprint


@pytest.mark.parametrize(
    ("markup", "content_type", "reason"),
    [
        ("%PDF-1.7", "application/pdf", "the page is application/pdf, not HTML"),
        ("  ", "text/html", "the page is empty"),
        ("<!-- nothing -->", "text/html", "no article text"),
        ("<html><body></body></html>", "", "no article text"),
        (
            "<main><h1>Page not found</h1><p>The page you are looking for has moved.</p></main>",
            "",
            "says that nothing is there: 'Page not found'",
        ),
        (
            "<title>Just a moment...</title><main><p>Checking your browser</p></main>",
            "",
            "looks like an error",
        ),
        ("<main><h1>Before you continue</h1><p>We value your privacy.</p></main>", "", "looks like an error"),
    ],
)
def test_what_holds_no_article_is_a_failure(markup, content_type, reason):
    with pytest.raises(ParseError) as caught:
        read(markup, content_type)
    assert reason in caught.value.reason


@pytest.mark.parametrize(
    "markup",
    [
        "<title>404 - Harbour</title><main><p>Sorry.</p></main>",
        f"<title>Page not found | Harbour</title><main><h2>Most read</h2>{blocks()}</main>",
        "<main><h1>Oops</h1><p>The article you requested is no longer available.</p></main>",
        "<main><h1>Harbour</h1><p>We couldn’t find that page.</p></main>",
        "<main><h1>Harbour</h1><p>This story has been removed.</p></main>",
    ],
)
def test_a_page_that_says_that_nothing_is_there_is_told_from_other_failures(markup):
    with pytest.raises(SoftNotFoundError):
        read(markup)


@pytest.mark.parametrize(
    ("headline", "told"),
    [
        ("404 rescued off the coast", "The coastguard said that 404 people had been rescued since Monday."),
        ("Not found: the missing treaty", "Nobody knows where the signed copy is, the archive said."),
        ("Vaccine runs out", "The vaccine is no longer available in the north, the ministry said."),
    ],
)
def test_an_article_about_what_is_missing_is_an_article(headline, told):
    assert read(f"<title>{headline}</title><article><h1>{headline}</h1><p>{told}</p></article>").text == told


@pytest.mark.parametrize(
    ("came", "reason"),
    [
        ("https://harbour.example/", "leads elsewhere: https://harbour.example/"),
        ("https://harbour.example/login?next=/news", "leads elsewhere"),
        ("https://harbour.example/account/sign-in", "leads elsewhere"),
        ("https://consent.harbour.example/collect", "leads elsewhere"),
    ],
)
def test_a_redirect_to_a_front_page_or_a_door_is_no_article(came, reason):
    with pytest.raises(ParseError) as caught:
        read_page(page(blocks()).encode(), url=came, entry=entry(), source=source(), fetched=NOON)
    assert reason in caught.value.reason


@pytest.mark.parametrize(
    "came", ["https://other.example/n/17", "https://harbour.example/auth-talks/17", URL + "?a=1"]
)
def test_an_article_is_where_its_redirects_led(came):
    read_from = read_page(
        page(f"<article>{blocks()}</article>").encode(),
        url=came,
        entry=entry(),
        source=source(),
        fetched=NOON,
    )
    assert read_from.url == came


def test_the_feeds_text_serves_where_the_page_cannot_be_had_and_is_marked():
    listed = entry(title=HEADLINE, summary=f"{HEADLINE}\n\n{STORY[0]}", language="en", published=NOON)
    article = article_from_feed(listed, source(), NOON)
    assert (article.text, article.title, article.from_feed, article.published) == (
        STORY[0],
        HEADLINE,
        True,
        NOON,
    )
    assert article_from_feed(entry(title="", summary="Words."), source(), NOON).title == "Words."
    with pytest.raises(ParseError, match="the feed gives no text"):
        article_from_feed(entry(), source(), NOON)
