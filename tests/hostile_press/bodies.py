"""Bodies: wrong about their characters, cut, packed, nested, endless, or built to blow a parser up."""

import gzip
import json
import zlib
from functools import cache

from tests.hostile_press.server import Answer, Ask, reply
from tests.hostile_press.sites import Catalogue, channel, item, markup, page, rss, text, title

CATALOGUE = Catalogue()
site, failing = CATALOGUE.site, CATALOGUE.failing
RSS = "application/rss+xml"
LATER = "could not be read"
AGAIN = ("ok|unchanged", "")
MEBI = 2**20


@site("header-says-another-charset")
def _(ask: Ask) -> Answer | None:
    if ask.path == "/feed":
        return reply(200, channel(item(ask, 1, head="Überfall — Gespräche")), "text/xml; charset=iso-8859-7")
    return None


@site("declaration-says-another-charset")
def _(ask: Ask) -> Answer | None:
    body = channel(item(ask, 1)).replace("utf-8", "utf-16")
    return reply(200, body, "application/rss+xml") if ask.path == "/feed" else None


@site("charset-nobody-knows")
def _(ask: Ask) -> Answer | None:
    return reply(200, channel(item(ask, 1)), "text/xml; charset=klingon-1") if ask.path == "/feed" else None


@site("utf-16-with-a-mark")
def _(ask: Ask) -> Answer | None:
    return reply(200, channel(item(ask, 1)).encode("utf-16"), RSS) if ask.path == "/feed" else None


@site("bytes-of-no-charset")
def _(ask: Ask) -> Answer | None:
    body = channel(item(ask, 1, head="TALKS")).encode().replace(b"TALKS", b"Talks \xff\xfe\x80 go on")
    return reply(200, body, RSS) if ask.path == "/feed" else None


@site("a-warning-before-the-feed", ("ok", "junk before"), AGAIN)
def _(ask: Ask) -> Answer | None:
    body = "\nWarning: mysql_connect() in /var/www/feed.php on line 3\n" + channel(item(ask, 1))
    return reply(200, body, RSS) if ask.path == "/feed" else None


@site("feed-sent-as-text")
def _(ask: Ask) -> Answer | None:
    return reply(200, channel(item(ask, 1)), "text/plain") if ask.path == "/feed" else None


@site("ill-formed", ("ok", "ill-formed"), AGAIN)
def _(ask: Ask) -> Answer | None:
    body = channel(item(ask, 1)).replace(
        "<channel>", "<channel><description>Tom & Jerry &bogus; </description>"
    )
    return reply(200, body, RSS) if ask.path == "/feed" else None


@failing("cut-on-the-wire", "the body was cut off")
def _(ask: Ask) -> Answer | None:
    whole = channel(item(ask, 1)).encode()
    return reply(200, whole[:200], RSS, length=len(whole)) if ask.path == "/feed" else None


@site("page-cut-on-the-wire", ("ok", "the body was cut off"), AGAIN, stored=0, wanted=1)
def _(ask: Ask) -> Answer | None:
    whole = markup(title(ask, 1), text(ask, 1)).encode()
    return reply(200, whole[:200], length=len(whole)) if ask.path == "/1" else None


@failing("chunks-that-are-none", "not HTTP|cut off|closed the connection")
def _(ask: Ask) -> Answer | None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nbroken"
    return head if ask.path == "/feed" else None


@failing("not-the-gzip-it-says", "not the gzip it is said to be")
def _(ask: Ask) -> Answer | None:
    return reply(200, "plain", RSS, {"Content-Encoding": "gzip"}) if ask.path == "/feed" else None


@failing("gzip-in-gzip", "was not asked for")
def _(ask: Ask) -> Answer | None:
    body = gzip.compress(gzip.compress(b"<rss/>"))
    return reply(200, body, RSS, {"Content-Encoding": "gzip, gzip"}) if ask.path == "/feed" else None


@failing("brotli-unasked", "was not asked for")
def _(ask: Ask) -> Answer | None:
    return reply(200, b"\x0b\x02", RSS, {"Content-Encoding": "br"}) if ask.path == "/feed" else None


@cache
def bomb(kind: str) -> bytes:
    """Return half a gibibyte of nothing, packed."""
    pack = zlib.compressobj(9, zlib.DEFLATED, 31 if kind == "gzip" else 15)
    block = b"\0" * MEBI
    return b"".join([*(pack.compress(block) for _ in range(512)), pack.flush()])


def prepared() -> None:
    """Make what takes long to make before a clock runs."""
    bomb("gzip")
    bomb("deflate")
    for long in (many, long_feed, long_listing, long_sitemap, long_json):
        long()


def _bomb(kind: str) -> None:
    @failing(f"{kind}-bomb", "the body is larger than 15 MiB", heavy=True)
    def _(ask: Ask) -> Answer | None:
        return reply(200, bomb(kind), RSS, {"Content-Encoding": kind}) if ask.path == "/feed" else None


_bomb("gzip")
_bomb("deflate")


@site("page-is-a-bomb", ("ok", "larger than 15 MiB"), AGAIN, stored=0, wanted=1, heavy=True)
def _(ask: Ask) -> Answer | None:
    return reply(200, bomb("gzip"), headers={"Content-Encoding": "gzip"}) if ask.path == "/1" else None


@failing(
    "sitemap-is-a-packed-bomb",
    "larger than 15 MiB when unpacked",
    path="/map.xml.gz",
    kind="sitemap",
    heavy=True,
)
def _(ask: Ask) -> Answer | None:
    return reply(200, bomb("gzip"), "application/gzip") if ask.path == "/map.xml.gz" else None


@failing("body-without-end", "the body is larger than 15 MiB", heavy=True)
def _(ask: Ask) -> Answer | None:
    if ask.path != "/feed":
        return None

    def body() -> Answer:
        yield b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n<rss><channel>"
        while True:
            yield b"<item><title>again</title></item>" * 2_000

    return body()


@failing("ten-gigabytes-announced", "the body is larger than 15 MiB")
def _(ask: Ask) -> Answer | None:
    return reply(200, "<rss>", RSS, length=10**10) if ask.path == "/feed" else None


@failing("headers-without-end", "headers are larger|not HTTP", heavy=True)
def _(ask: Ask) -> Answer | None:
    if ask.path != "/feed":
        return None
    flood = "".join(f"X-{n}: {'y' * 1000}\r\n" for n in range(1_000))
    return f"HTTP/1.1 200 OK\r\n{flood}\r\n<rss/>".encode()


@failing("one-header-without-end", "headers are larger|not HTTP", heavy=True)
def _(ask: Ask) -> Answer | None:
    if ask.path != "/feed":
        return None

    def head() -> Answer:
        yield b"HTTP/1.1 200 OK\r\nX-Long: "
        while True:
            yield b"y" * 65_536

    return head()


@cache
def many() -> bytes:
    """Return a feed of twenty thousand items."""
    row = "<item><title>Talks on the border</title><link>/{}</link></item>"
    return reply(200, channel(*(row.format(n) for n in range(20_000))), RSS)


@site("twenty-thousand-items", ("ok", "only the first 2000 of 20000"), stored=0, wanted=2_000, heavy=True)
def _(ask: Ask) -> Answer | None:
    if ask.path == "/robots.txt":
        return reply(200, "User-agent: *\nAllow: /feed\nDisallow: /", "text/plain")
    return many() if ask.path == "/feed" else None


@cache
def long_feed() -> bytes:
    """Return a feed as large as is read, whose few items are megabytes of markup."""
    words = "<p>🕊 Lund <b>met</b> Salter &amp; others in <a href='/x'>Vienna</a> on Monday.</p>" * 13_000
    one = f"<item><title>Long</title><link>/N</link><description><![CDATA[{words}]]></description></item>"
    return reply(200, channel(*(one.replace("/N<", f"/{n}<") for n in range(14))), RSS)


@cache
def long_listing() -> bytes:
    """Return a listing page as large as is fetched."""
    row = "<li class=news><a href=/{}>Talks 🕊 on the border</a> <time>2026-11-23</time></li>"
    return reply(200, f"<ul>{''.join(row.format(n) for n in range(175_000))}</ul>")


@cache
def long_sitemap() -> bytes:
    """Return a sitemap as long as the protocol allows, and as large as is fetched."""
    row = f"<url><loc>/x/{{}}</loc><lastmod>2026-11-23</lastmod><priority>0.5</priority>{'<x/>' * 120}</url>"
    return reply(200, f"<urlset>🕊{''.join(row.format(n) for n in range(25_000))}</urlset>", "application/xml")


@cache
def long_json() -> bytes:
    """Return a JSON feed of very many small values."""
    row = '{{"id":"{0}","url":"/x/{0}","title":"🕊","tags":[1.5,2.5,{{}},[]]}}'
    items = ",".join(row.format(n) for n in range(165_000))
    text = f'{{"version":"https://jsonfeed.org/version/1.1","items":[{items}]}}'
    return reply(200, text, "application/feed+json")


NO_PAGES = reply(200, "User-agent: *\nAllow: /front\nDisallow: /", "text/plain")


@site(
    "sitemap-of-fourteen-mebibytes",
    ("ok", "only the newest 2000"),
    stored=0,
    wanted=2_000,
    heavy=True,
    path="/front",
    kind="sitemap",
)
def _(ask: Ask) -> Answer | None:
    return NO_PAGES if ask.path == "/robots.txt" else long_sitemap()


@site(
    "json-feed-of-fourteen-mebibytes",
    ("failed", "larger than 3 MiB"),
    stored=0,
    heavy=True,
    path="/front",
)
def _(ask: Ask) -> Answer | None:
    return NO_PAGES if ask.path == "/robots.txt" else long_json()


@site(
    "listing-of-fourteen-mebibytes",
    ("ok", "only the first 2"),
    stored=0,
    wanted=2_000,
    heavy=True,
    path="/front",
    kind="listing",
    select={"item": "li.news", "date": "time"},
)
def _(ask: Ask) -> Answer | None:
    return NO_PAGES if ask.path == "/robots.txt" else long_listing()


@site("feed-of-fourteen-mebibytes", ("ok", "too long; 3 whole items are kept"), stored=3, heavy=True)
def _(ask: Ask) -> Answer | None:
    return long_feed() if ask.path == "/feed" else None


ENTITIES = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))


@site("billion-laughs", ("ok", ""), AGAIN, heavy=True)
def _(ask: Ask) -> Answer | None:
    dtd = f"<!DOCTYPE rss [<!ENTITY l0 'ha'>{ENTITIES}]>"
    body = dtd + channel(item(ask, 1, head="LAUGHS")).partition("?>")[2].replace("LAUGHS", "Talks &l9; go on")
    return reply(200, body, RSS) if ask.path == "/feed" else None


@site("quadratic-entity", ("ok", ""), AGAIN, heavy=True)
def _(ask: Ask) -> Answer | None:
    dtd = f"<!DOCTYPE rss [<!ENTITY a '{'a' * 50_000}'>]>"
    body = dtd + channel(item(ask, 1, head="LONG")).partition("?>")[2].replace("LONG", "&a;" * 10_000)
    return reply(200, body, RSS) if ask.path == "/feed" else None


@site("entity-of-a-file", ("ok", ""), AGAIN)
def _(ask: Ask) -> Answer | None:
    dtd = f"<!DOCTYPE rss [<!ENTITY f SYSTEM 'file:///etc/passwd'><!ENTITY w SYSTEM '{ask.inside}/dtd'>]>"
    body = dtd + channel(item(ask, 1, head="FILE")).partition("?>")[2].replace("FILE", "Talks &f; &w; go on")
    return reply(200, body, RSS) if ask.path == "/feed" else None


@site("sitemap-with-entities-and-an-outer-dtd", ("ok", ""), AGAIN, path="/map.xml", kind="sitemap")
def _(ask: Ask) -> Answer | None:
    if ask.path != "/map.xml":
        return None
    dtd = f"<!DOCTYPE urlset SYSTEM '{ask.inside}/dtd' [<!ENTITY f SYSTEM 'file:///etc/passwd'>{ENTITIES}]>"
    include = f"<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='{ask.inside}/x'/>"
    row = f"<url><loc>{ask.base}/1</loc>{include}<lastmod>&f;&l9;</lastmod></url>"
    return reply(200, f"{dtd}<urlset>{row}</urlset>", "application/xml")


@failing("elements-nested-without-end", "nests elements more than 500 deep", heavy=True)
def _(ask: Ask) -> Answer | None:
    body = channel(item(ask, 1) + "<a>" * 50_000 + "</a>" * 50_000)
    return reply(200, body, RSS) if ask.path == "/feed" else None


@failing("json-nested-without-end", "looks like JSON, but cannot be read|no JSON Feed")
def _(ask: Ask) -> Answer | None:
    return reply(200, '{"a":' * 100_000, "application/feed+json") if ask.path == "/feed" else None


@site("json-of-odd-types", ("ok", "no web address"), AGAIN)
def _(ask: Ask) -> Answer | None:
    if ask.path != "/feed":
        return None
    rows = [None, 7, [], {"id": 1.5, "url": None}, {"url": [f"{ask.base}/2"], "title": {}}]
    good = {"id": 3, "url": f"{ask.base}/1", "title": title(ask, 1), "authors": "me", "date_published": 5}
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [*rows, good], "authors": [7]}
    return reply(200, json.dumps(feed), "application/feed+json")


@site("json-with-halves-of-characters", ("ok", ""), AGAIN, stored=2)
def _(ask: Ask) -> Answer | None:
    if ask.path == "/2":
        data = '{"@type":"NewsArticle","headline":"Talks \\ud83d go on","author":{"name":"A. \\udfff"}}'
        extra = f'<script type="application/ld+json">{data}</script>'
        return page(ask, 2, extra=extra)
    if ask.path != "/feed":
        return None
    rows = ",".join(
        f'{{"id":"n{n}\\ud800","url":"{ask.base}/{n}","title":"Talks \\udc00 {n}","content_text":"\\ud83d",'
        f'"authors":[{{"name":"\\ud801"}}]}}'
        for n in (1, 2)
    )
    bad = f'{{"id":"3","url":"{ask.base}/\\ud800"}}'
    text = f'{{"version":"https://jsonfeed.org/version/1.1","items":[{rows},{bad}]}}'
    return reply(200, text, "application/feed+json")


@site("author-without-end", ("ok", ""), AGAIN)
def _(ask: Ask) -> Answer | None:
    if ask.path != "/feed":
        return None
    return rss(item(ask, 1).replace("</item>", f"<author>a@{'a.' * 200_000}!</author></item>"))


@site("page-nested-without-end", ("ok", ""), AGAIN, heavy=True)
def _(ask: Ask) -> Answer | None:
    body = markup(title(ask, 1), text(ask, 1)) + "<div>" * 50_000
    return reply(200, body) if ask.path == "/1" else None


@site("page-of-a-million-open-tags", ("ok", ""), AGAIN, stored=-1, wanted=-1, heavy=True)
def _(ask: Ask) -> Answer | None:
    body = markup(title(ask, 1), text(ask, 1)) + "<p><b><i><a href=x>" * 200_000
    return reply(200, body) if ask.path == "/1" else None


@site("page-of-fourteen-mebibytes-in-one-line", ("ok", ""), AGAIN, stored=-1, wanted=-1, heavy=True)
def _(ask: Ask) -> Answer | None:
    long = (*text(ask, 1), "🕊 Foreign Minister Petra Lund met Bruno Salter in Vienna, she said, " * 220_000)
    return reply(200, markup(title(ask, 1), long)) if ask.path == "/1" else None


@site("page-is-a-film", ("ok", "the page is video/mp4, not HTML"), AGAIN, stored=0, wanted=1)
def _(ask: Ask) -> Answer | None:
    return reply(200, b"\0\0\0\x20ftypisom", "video/mp4") if ask.path == "/1" else None


@site("page-is-empty", ("ok", "the page is empty"), AGAIN, stored=0, wanted=1)
def _(ask: Ask) -> Answer | None:
    return reply(200, " \n ") if ask.path == "/1" else None


@failing("json-of-a-million-lists", "the JSON Feed has no items", heavy=True)
def _(ask: Ask) -> Answer | None:
    text = f'{{"version":"https://jsonfeed.org/version/1.1","x":[{"[]," * 1_000_000}0]}}'
    return reply(200, text, "application/feed+json") if ask.path == "/feed" else None


@site(
    "listing-of-a-million-tags",
    ("ok", ""),
    heavy=True,
    path="/press",
    kind="listing",
    select={"item": "li.news"},
)
def _(ask: Ask) -> Answer | None:
    body = "<ul><li class=news><a href=/1>Talks on the border</a></li>" + "<b><i><br>" * 400_000
    return reply(200, body) if ask.path == "/press" else None


@site("page-by-selector-of-a-million-tags", ("ok", ""), stored=-1, wanted=-1, heavy=True, body="article")
def _(ask: Ask) -> Answer | None:
    body = markup(title(ask, 1), text(ask, 1)).replace("</article>", "<b><i><br>" * 400_000 + "</article>")
    return reply(200, body) if ask.path == "/1" else None
