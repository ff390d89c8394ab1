"""Ways inside: every spelling of a private address, wherever a server or an article can put one."""

from tests.hostile_press.server import Answer, Ask, reply
from tests.hostile_press.sites import Catalogue, item, page, redirect, rss

CATALOGUE = Catalogue()
site, failing = CATALOGUE.site, CATALOGUE.failing
REFUSED = "private or reserved address|is no host name|no address for|no web address|not an address"
AGAIN = ("ok|unchanged", "")
#: `{port}` is that of the server nobody may reach.
SPELLINGS = (
    "http://127.0.0.1:{port}/", "http://localhost:{port}/", "http://LOCALHOST.:{port}/", "http://127.1:{port}/",
    "http://2130706433:{port}/", "http://0x7f000001:{port}/", "http://0177.0.0.1:{port}/", "http://127.0.0.1.:{port}/",
    "http://[::1]:{port}/", "http://[::ffff:127.0.0.1]:{port}/", "http://[::ffff:7f00:1]:{port}/",
    "http://[::127.0.0.1]:{port}/", "http://[64:ff9b::7f00:1]:{port}/", "http://[2002:7f00:1::]:{port}/",
    "http://0.0.0.0:{port}/", "http://０１２７.0.0.1:{port}/", "http://127。0。0。1:{port}/", "http://⑫⑦.0.0.1:{port}/",
    "http://127.0.0.3:{port}/", "http://169.254.169.254/latest/meta-data/", "http://100.64.0.1/", "http://10.0.0.1/",
    "http://192.168.0.1/", "http://172.16.0.1/", "http://[fe80::1]/", "http://[fd00::1]/", "//127.0.0.1:{port}/",
)  # fmt: skip


def _port(ask: Ask) -> str:
    return ask.inside.rpartition(":")[2]


def _spelled(number: int, spelling: str) -> None:
    if spelling.startswith("http"):

        @failing(f"inside-{number}-as-the-source", REFUSED, path=spelling)
        def _(ask: Ask) -> Answer | None:
            return None

    @failing(f"inside-{number}-by-redirect", REFUSED)
    def _(ask: Ask) -> Answer | None:
        return redirect(spelling.format(port=_port(ask))) if ask.path == "/feed" else None


for index, written in enumerate(SPELLINGS):
    _spelled(index, written)


@failing("inside-by-robots-txt", REFUSED)
def _(ask: Ask) -> Answer | None:
    return redirect(f"{ask.inside}/robots.txt") if ask.path == "/robots.txt" else None


@site("inside-by-feed-items", ("ok", "could not be read"), ("ok|unchanged", ""), stored=0, wanted=-1)
def _(ask: Ask) -> Answer | None:
    if ask.path != "/feed":
        return None
    return rss(*(item(ask, n, link=s.format(port=_port(ask))) for n, s in enumerate(SPELLINGS)))


@site("inside-by-a-page-redirect", ("ok", "private or reserved"), AGAIN, stored=0, wanted=1)
def _(ask: Ask) -> Answer | None:
    return redirect(f"{ask.inside}/1") if ask.path == "/1" else None


@site(
    "inside-by-the-base-of-a-listing",
    ("ok", "private or reserved"),
    AGAIN,
    stored=0,
    wanted=1,
    path="/press",
    kind="listing",
    select={"item": "li"},
)
def _(ask: Ask) -> Answer | None:
    body = f"<html><base href='{ask.inside}/x/'><ul><li><a href=1>Talks on the border</a></li></ul></html>"
    return reply(200, body) if ask.path == "/press" else None


@failing("inside-by-the-child-of-a-sitemap", "no sitemap of its own site", path="/map.xml", kind="sitemap")
def _(ask: Ask) -> Answer | None:
    child = f"<sitemap><loc>{ask.inside}/child.xml</loc></sitemap>"
    return (
        reply(200, f"<sitemapindex>{child}</sitemapindex>", "application/xml")
        if ask.path == "/map.xml"
        else None
    )


@failing("inside-by-a-sitemap-child-redirect", REFUSED, path="/map.xml", kind="sitemap")
def _(ask: Ask) -> Answer | None:
    if ask.path == "/child.xml":
        return redirect(f"{ask.inside}/child.xml")
    child = f"<sitemap><loc>{ask.base}/child.xml</loc></sitemap>"
    return (
        reply(200, f"<sitemapindex>{child}</sitemapindex>", "application/xml")
        if ask.path == "/map.xml"
        else None
    )


@site("inside-by-what-a-page-names", ("ok", ""), AGAIN)
def _(ask: Ask) -> Answer | None:
    if ask.path != "/1":
        return None
    there = f"{ask.inside}/1"
    extra = (
        f"<base href='{there}'><link rel=canonical href='{there}'><meta property=og:url content='{there}'>"
        f"<meta http-equiv=refresh content='0; url={there}'><link rel=amphtml href='{there}'>"
        f'<script type=application/ld+json>{{"@type":"NewsArticle","url":"{there}","headline":"Talks"}}</script>'
        f"<script src='{there}'></script><link rel=stylesheet href='{there}'><img src='{there}'>"
    )
    return page(
        ask, 1, extra=extra, headers={"Link": f"<{there}>; rel=canonical", "Refresh": f"0; url={there}"}
    )


@site("inside-by-what-a-feed-names", ("ok", ""), AGAIN)
def _(ask: Ask) -> Answer | None:
    if ask.path != "/feed":
        return None
    body = rss(item(ask, 1)).decode()
    more = (
        f"<link>{ask.inside}/</link><atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='self' href='{ask.inside}/feed'/>"
        f"<image><url>{ask.inside}/logo</url></image><cloud domain='127.0.0.1' port='{_port(ask)}' path='/rpc'/>"
        f"<itunes:new-feed-url xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'>{ask.inside}/feed</itunes:new-feed-url>"
    )
    return reply(
        200, body.partition("\r\n\r\n")[2].replace("<item>", more + "<item>", 1), "application/rss+xml"
    )
