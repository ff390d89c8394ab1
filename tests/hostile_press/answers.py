"""Answers that are not what was asked for: statuses, redirects, doors, challenges, robots.txt."""

from tests.hostile_press.server import Answer, Ask, reply
from tests.hostile_press.sites import Catalogue, item, page, redirect, rss

CATALOGUE = Catalogue()
site, failing = CATALOGUE.site, CATALOGUE.failing
HTML = "text/html"
LATER = "could not be read"


def _status(status: int) -> None:
    @failing(f"status-{status}", rf"HTTP {status}\b")
    def _(ask: Ask) -> Answer | None:
        return reply(status, "no") if ask.path == "/feed" else None


for code in (204, 206, 226, 300, 400, 401, 402, 403, 404, 418, 451, 500, 502, 503, 504, 599, 999):
    _status(code)


@failing("gone-for-good", "HTTP 410: the address is gone for good")
def _(ask: Ask) -> Answer | None:
    return reply(410) if ask.path == "/feed" else None


@failing("asks-to-wait", "asked to wait")
def _(ask: Ask) -> Answer | None:
    return reply(429, headers={"Retry-After": "600"}) if ask.path == "/feed" else None


@failing("asks-to-wait-for-ever", r"asked to wait 8[56]\d\d\d s")
def _(ask: Ask) -> Answer | None:
    return reply(503, headers={"Retry-After": "99999999999"}) if ask.path == "/feed" else None


@failing("asks-to-wait-without-saying-how-long", r"asked to wait \d\d\d s")
def _(ask: Ask) -> Answer | None:
    return reply(429, headers={"Retry-After": "soon"}) if ask.path == "/feed" else None


@site("pages-ask-to-wait", ("ok", "asked to wait"), ("ok|unchanged|failed", ""), stored=0, wanted=1)
def _(ask: Ask) -> Answer | None:
    return reply(429, headers={"Retry-After": "600"}) if ask.path == "/1" else None


@failing("challenge", "Cloudflare challenge")
def _(ask: Ask) -> Answer | None:
    return (
        reply(403, "Just a moment...", HTML, {"cf-mitigated": "challenge"}) if ask.path == "/feed" else None
    )


@site("page-is-a-challenge", ("ok", LATER), ("ok|unchanged", ""), stored=0, wanted=1)
def _(ask: Ask) -> Answer | None:
    body = "<title>Just a moment...</title><body><p>Checking your browser before accessing the site.</p>"
    return reply(200, body) if ask.path == "/1" else None


@site("page-is-a-soft-404", ("ok", LATER), ("ok|unchanged", ""), stored=0, wanted=1)
def _(ask: Ask) -> Answer | None:
    body = "<title>Page not found</title><body><main><p>Page not found. Try the search.</p></main>"
    return reply(200, body) if ask.path == "/1" else None


@site("page-leads-to-a-consent-page", ("ok", LATER), ("ok|unchanged", ""), stored=0, wanted=1)
def _(ask: Ask) -> Answer | None:
    if ask.path == "/1":
        return redirect("/consent?back=/1")
    body = "<title>Cookies</title><body><p>We value your privacy. Please choose.</p>"
    return reply(200, body) if ask.path.startswith("/consent") else None


@site("page-leads-to-the-front-page", ("ok", "leads elsewhere"), ("ok|unchanged", ""), stored=0, wanted=1)
def _(ask: Ask) -> Answer | None:
    if ask.path == "/1":
        return redirect("/", 301)
    return page(ask, 9) if ask.path == "/" else None


@failing("feed-leads-to-a-login", "an HTML page, not a feed")
def _(ask: Ask) -> Answer | None:
    if ask.path == "/feed":
        return redirect("/login", 301)
    return reply(200, "<html><form>Please log in</form></html>") if ask.path == "/login" else None


@failing("feed-became-a-page", "the page names its feed: .*/new-feed")
def _(ask: Ask) -> Answer | None:
    body = (
        "<html><head><link rel=alternate type='application/rss+xml' href=/new-feed></head><p>Hello</p></html>"
    )
    return reply(200, body) if ask.path == "/feed" else None


@failing("empty-200", "the answer is empty")
def _(ask: Ask) -> Answer | None:
    return reply(200, "", "application/rss+xml") if ask.path == "/feed" else None


@site("moved-for-good")
def _(ask: Ask) -> Answer | None:
    if ask.path == "/feed":
        return redirect("/new", 308)
    return rss(item(ask, 1)) if ask.path == "/new" else None


@failing("redirects-in-a-circle", "more than 10 redirects")
def _(ask: Ask) -> Answer | None:
    if ask.path in ("/feed", "/b"):
        return redirect("/b" if ask.path == "/feed" else "/feed")
    return None


@failing("redirects-without-end", "more than 10 redirects")
def _(ask: Ask) -> Answer | None:
    return None if ask.path == "/robots.txt" else redirect(f"/{len(ask.path)}" + "x" * len(ask.path))


def _leads_to(name: str, to: str) -> None:
    @failing(f"leads-to-{name}", "redirected to what is no web address|without a Location")
    def _(ask: Ask) -> Answer | None:
        return redirect(to) if ask.path == "/feed" else None


for label, target in (
    ("a-file", "file:///etc/passwd"),
    ("gopher", "gopher://127.0.0.1:70/1"),
    ("data", "data:text/xml,<rss/>"),
    ("javascript", "javascript:alert(1)"),
    ("an-address-with-a-password", "http://user:hunter2@127.0.0.2/feed"),
    ("a-bad-port", "http://127.0.0.2:99999/feed"),
    ("an-open-bracket", "http://[::1/feed"),
    ("a-backslash", "http://127.0.0.2\\@example.org/feed"),
    ("nowhere", ""),
):
    _leads_to(label, target)


@failing("robots-forbids", "robots.txt does not allow")
def _(ask: Ask) -> Answer | None:
    return reply(200, "User-agent: *\nDisallow: /", "text/plain") if ask.path == "/robots.txt" else None


@failing("robots-breaks", r"robots.txt could not be read \(HTTP 500\)")
def _(ask: Ask) -> Answer | None:
    return reply(500) if ask.path == "/robots.txt" else None


@site("robots-is-forbidden-itself")
def _(ask: Ask) -> Answer | None:
    return reply(403) if ask.path == "/robots.txt" else None


@site("robots-is-a-page")
def _(ask: Ask) -> Answer | None:
    return reply(200, "<html><h1>Welcome</h1>" + "<p>Disallow</p>" * 9) if ask.path == "/robots.txt" else None


@site("robots-redirects-for-ever", once=True)
def _(ask: Ask) -> Answer | None:
    return redirect(f"{ask.path}/x") if ask.path.startswith("/robots.txt") else None


@site("robots-without-end", heavy=True)
def _(ask: Ask) -> Answer | None:
    if ask.path != "/robots.txt":
        return None

    def lines() -> Answer:
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"
        while True:
            yield b"Disallow: /private\n" * 4_000

    return lines()


@site(
    "robots-forbids-the-pages", ("ok", "robots.txt does not allow"), ("ok|unchanged", ""), stored=0, wanted=1
)
def _(ask: Ask) -> Answer | None:
    return reply(200, "User-agent: *\nDisallow: /1", "text/plain") if ask.path == "/robots.txt" else None


@site("robots-forbids-the-pages-but-the-feed-tells", ("ok", ""), ("ok|unchanged", ""))
def _(ask: Ask) -> Answer | None:
    if ask.path == "/robots.txt":
        return reply(200, "User-agent: *\nDisallow: /1", "text/plain")
    said = "Lund and Salter met in Vienna on Monday, the ministry said."
    return rss(item(ask, 1, summary=said)) if ask.path == "/feed" else None
