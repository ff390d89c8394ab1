"""Connections: refused, reset, mute, slow, dripping, without TLS where it was promised, not HTTP at all."""

from collections.abc import Iterator
from functools import partial

from tests.hostile_press.server import Answer, Ask, Drop, reply
from tests.hostile_press.sites import Catalogue

CATALOGUE = Catalogue()
site, failing = CATALOGUE.site, partial(CATALOGUE.failing, once=True)
TIME = "no answer in time"


def drip(ask: Ask, *, head: bytes = b"", piece: bytes = b"x") -> Iterator[bytes]:
    """Yield a beginning, and then a byte now and then until nobody listens."""
    yield head
    while not ask.closing.wait(0.1):
        yield piece


@failing("says-nothing", TIME)
def _(ask: Ask) -> Answer | None:
    return drip(ask, piece=b"") if ask.path == "/feed" else None


@failing("drips-its-headers", TIME)
def _(ask: Ask) -> Answer | None:
    return drip(ask, head=b"HTTP/1.1 200 OK\r\nX-Slow: ") if ask.path == "/feed" else None


@failing("drips-its-body", TIME)
def _(ask: Ask) -> Answer | None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n<rss>"
    return drip(ask, head=head) if ask.path == "/feed" else None


@failing("drips-its-robots-txt", TIME)
def _(ask: Ask) -> Answer | None:
    return drip(ask, head=b"HTTP/1.1 200 OK\r\n\r\n") if ask.path == "/robots.txt" else None


@site("drips-its-pages", ("ok", TIME), ("ok|unchanged", ""), stored=0, wanted=1, once=True)
def _(ask: Ask) -> Answer | None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n<p>"
    return drip(ask, head=head) if ask.path == "/1" else None


@failing("redirects-slowly-for-ever", TIME)
def _(ask: Ask) -> Answer | None:
    if ask.path == "/robots.txt":
        return None

    def answer() -> Iterator[bytes]:
        ask.closing.wait(0.7)
        yield reply(302, headers={"Location": ask.path + "x"})

    return answer()


@failing("resets-the-connection", "the server closed the connection|cut off")
def _(ask: Ask) -> Answer | None:
    if ask.path != "/feed":
        return None
    raise Drop


@failing("closes-without-a-word", "closed the connection without an answer")
def _(ask: Ask) -> Answer | None:
    return b"" if ask.path == "/feed" else None


@failing("speaks-another-protocol", "the answer is not HTTP")
def _(ask: Ask) -> Answer | None:
    return b"220 smtp.example ESMTP ready\r\n\r\n" if ask.path == "/feed" else None


@failing("status-line-of-nonsense", "the answer is not HTTP")
def _(ask: Ask) -> Answer | None:
    return b"HTTP/9.9 \xff\xfe OK\r\n\r\n" if ask.path == "/feed" else None


@failing("header-of-control-characters", "the answer is not HTTP")
def _(ask: Ask) -> Answer | None:
    return b"HTTP/1.1 200 OK\r\nX: a\x00b\r\n\r\n<rss/>" if ask.path == "/feed" else None


@failing("refuses-connections", "connection refused", path="http://127.0.0.2:1/feed")
def _(ask: Ask) -> Answer | None:
    return None


@failing("has-no-name", "no address for", path="http://nowhere.invalid/feed")
def _(ask: Ask) -> Answer | None:
    return None


@failing("certificate-nobody-signed", "TLS: the certificate was refused", tls=True)
def _(ask: Ask) -> Answer | None:
    return None


@failing("promises-tls-and-has-none", "TLS", path="https://{host}/feed")
def _(ask: Ask) -> Answer | None:
    return None
