"""Identity, dates and caching: sources that change what an article is called, when it was, and whether it is new."""

from datetime import timedelta
from email.utils import format_datetime

from tests.hostile_press.server import Answer, Ask, reply
from tests.hostile_press.sites import BEGAN, Catalogue, channel, item, rss

CATALOGUE = Catalogue()
site, failing = CATALOGUE.site, CATALOGUE.failing
RSS = "application/rss+xml"


@site("guid-changes-on-each-fetch")
def _(ask: Ask) -> Answer | None:
    return rss(item(ask, 1, guid=f"{ask.round}-{id(ask)}")) if ask.path == "/feed" else None


@site("guid-flips-between-http-and-https")
def _(ask: Ask) -> Answer | None:
    scheme = "http" if ask.round == 1 else "https"
    return (
        rss(
            item(ask, 1, guid=f"{scheme}://courier.example/story-1", link=f"{ask.base}/1?utm_source={scheme}")
        )
        if ask.path == "/feed"
        else None
    )


@site("one-guid-for-all-items", stored=3)
def _(ask: Ask) -> Answer | None:
    return rss(*(item(ask, n, guid="story") for n in (1, 2, 3))) if ask.path == "/feed" else None


@site("one-address-for-two-items", ("ok", "have the address of another"), ("ok|unchanged", ""))
def _(ask: Ask) -> Answer | None:
    return rss(item(ask, 1), item(ask, 1, head="The same, twice")) if ask.path == "/feed" else None


@site("headline-corrected", ("ok", ""), ("ok", ""))
def _(ask: Ask) -> Answer | None:
    return rss(item(ask, 1, head=f"Talks, version {ask.round}")) if ask.path == "/feed" else None


@site("address-moves-guid-stays")
def _(ask: Ask) -> Answer | None:
    if ask.path == "/feed":
        return rss(item(ask, 1, guid="story-1", link=f"{ask.base}/1?edition={ask.round}"))
    return None


@site("items-leave-and-return", stored=2)
def _(ask: Ask) -> Answer | None:
    shown = (1,) if ask.round == 2 else (1, 2)
    return rss(*(item(ask, n) for n in shown)) if ask.path == "/feed" else None


@site("date-in-the-future")
def _(ask: Ask) -> Answer | None:
    when = format_datetime(BEGAN + timedelta(days=4_000))
    return rss(item(ask, 1, when=when)) if ask.path == "/feed" else None


@site("dates-impossible-absent-and-naive", stored=4)
def _(ask: Ask) -> Answer | None:
    dates = ("Mon, 32 Foo 2026 25:61:61 +9999", "", "2026-11-23 10:00", "0000-00-00")
    return rss(*(item(ask, n, when=w) for n, w in enumerate(dates, 1))) if ask.path == "/feed" else None


@site("old-items-arrive-as-new", stored=3)
def _(ask: Ask) -> Answer | None:
    dates = (format_datetime(BEGAN - timedelta(days=400 * n)) for n in (1, 2, 3))
    return rss(*(item(ask, n, when=w) for n, w in enumerate(dates, 1))) if ask.path == "/feed" else None


@site("feed-rebuilt-with-other-addresses-dates-and-guids", stored=1)
def _(ask: Ask) -> Answer | None:
    if ask.path == "/feed":
        when = format_datetime(BEGAN + timedelta(hours=ask.round))
        return rss(
            item(ask, 1, guid=f"n{ask.round}", when=when, link=f"{ask.base}/1?utm_campaign={ask.round}")
        )
    return None


@site("nothing-but-validators-change", ("ok", ""), ("unchanged", ""))
def _(ask: Ask) -> Answer | None:
    tag = f'"{ask.round}"'
    return rss(item(ask, 1), headers={"ETag": tag}) if ask.path == "/feed" else None


@site("304-to-everything", ("failed", "HTTP 304 to a request without validators"), stored=0)
def _(ask: Ask) -> Answer | None:
    return reply(304) if ask.path == "/feed" else None


@site("304-with-other-validators", ("ok", ""), ("unchanged", ""))
def _(ask: Ask) -> Answer | None:
    if ask.path != "/feed":
        return None
    if "if-none-match" in ask.headers:
        return reply(304, headers={"ETag": '"another"'})
    return rss(item(ask, 1), headers={"ETag": '"one"', "Last-Modified": "yesterday, or so"})


@site("validators-that-are-no-header", ("ok", ""), ("unchanged", ""))
def _(ask: Ask) -> Answer | None:
    return (
        rss(item(ask, 1), headers={"ETag": "caf\xe9 \x01\x02", "Last-Modified": "\xff"})
        if ask.path == "/feed"
        else None
    )


@site("validators-of-a-cut-document", ("ok", "breaks off"), ("ok", ""), ("unchanged", ""), stored=2)
def _(ask: Ask) -> Answer | None:
    if ask.path != "/feed":
        return None
    if "if-none-match" in ask.headers:
        return reply(304)
    whole = channel(item(ask, 1), item(ask, 2))
    body = whole if ask.round > 1 else whole[: whole.rindex("<pubDate>")]
    return reply(200, body, RSS, {"ETag": '"same"'})


@site(
    "layout-changed",
    ("ok", ""),
    ("failed", "0 items matched"),
    path="/press",
    kind="listing",
    select={"item": "li.news"},
)
def _(ask: Ask) -> Answer | None:
    if ask.path != "/press":
        return None
    name = "news" if ask.round == 1 else "card"
    row = f"<li class={name}><a href=/1>Talks on the border</a></li><li class={name}>Nothing else</li>"
    return reply(200, f"<html><ul>{row}</ul></html>")


@site("feed-runs-empty", ("ok", ""), ("ok", ""), ("unchanged", ""))
def _(ask: Ask) -> Answer | None:
    if ask.path != "/feed":
        return None
    return rss(item(ask, 1)) if ask.round == 1 else rss()
