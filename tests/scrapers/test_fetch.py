"""One fetch: validators, statuses, redirects, robots.txt, limits. Real HTTP over loopback."""

import gzip
import socket
import ssl
import threading
import time
import zlib
from datetime import timedelta

import httpx
import pytest
from werkzeug import Request as Asked
from werkzeug import Response as Reply

from scrapers.errors import FetchError, GoneError, NetworkError, RobotsError, ThrottledError
from scrapers.fetch import Request
from scrapers.fetch.exchange import describe
from scrapers.urls import host_of
from tests.scrapers.conftest import OPEN
from tests.scrapers.making import NOON, Notebook


def paths(press):
    return [request.path for request, _ in press.log]


def test_a_page_is_fetched_with_its_validators_and_says_who_asks(press, make_fetcher):
    seen = {}

    def answer(asked: Asked) -> Reply:
        seen.update(asked.headers)
        return Reply("hello", headers={"ETag": 'W/"1"', "Last-Modified": "Mon, 02 Mar 2026 09:00:00 GMT"})

    press.expect_request("/a").respond_with_handler(answer)
    response = make_fetcher().get(Request(url=press.url_for("/a"), source="harbour"))
    assert (response.status, response.body, response.url) == (200, b"hello", press.url_for("/a"))
    assert (response.etag, response.last_modified) == ('W/"1"', "Mon, 02 Mar 2026 09:00:00 GMT")
    assert response.content_type.startswith("text/plain")
    assert seen["User-Agent"].startswith("Communique/1.0 (+https://")
    assert "If-None-Match" not in seen and "Cookie" not in seen
    assert paths(press) == ["/robots.txt", "/a"]


def test_bodies_that_are_the_same_have_the_same_fingerprint(press, make_fetcher):
    for path, text in (("/a", "x"), ("/b", "x"), ("/c", "y")):
        press.expect_request(path).respond_with_data(text)
    fetcher = make_fetcher()
    one, same, other = (fetcher.get(Request(url=press.url_for(p))).fingerprint for p in ("/a", "/b", "/c"))
    assert one == same != other


def test_a_304_keeps_the_validators_that_were_sent(press, make_fetcher):
    press.expect_request(
        "/a", headers={"If-None-Match": '"1"', "If-Modified-Since": "yesterday"}
    ).respond_with_data(status=304, headers={"ETag": '"other"'})
    request = Request(url=press.url_for("/a"), etag='"1"', last_modified="yesterday")
    response = make_fetcher().get(request)
    assert (response.status, response.body, response.etag, response.last_modified) == (
        304,
        b"",
        '"1"',
        "yesterday",
    )


def test_a_304_to_a_request_without_validators_is_an_error(press, make_fetcher):
    press.expect_request("/a").respond_with_data(status=304)
    with pytest.raises(FetchError, match="304 to a request without validators"):
        make_fetcher().get(Request(url=press.url_for("/a")))


def test_validators_go_only_to_the_address_they_came_from(press, make_fetcher):
    """The 304 of a consent page would hide that the source has moved behind it."""
    sent = []

    def consent(asked: Asked) -> Reply:
        sent.append(asked.headers.get("If-Modified-Since"))
        return Reply("please accept")

    press.expect_request("/feed").respond_with_data(status=302, headers={"Location": "/consent"})
    press.expect_request("/consent").respond_with_handler(consent)
    fetcher, last = make_fetcher(), "Mon, 02 Mar 2026 09:00:00 GMT"
    fetcher.get(Request(url=press.url_for("/feed"), last_modified=last))
    fetcher.get(Request(url=press.url_for("/feed"), last_modified=last, validated=press.url_for("/consent")))
    assert sent == [None, last]


@pytest.mark.parametrize(
    ("status", "error", "reason"),
    [
        (401, FetchError, "HTTP 401"),
        (403, FetchError, "HTTP 403"),
        (404, FetchError, "HTTP 404"),
        (410, GoneError, "HTTP 410: the address is gone for good"),
        (451, FetchError, "HTTP 451"),
        (500, FetchError, "HTTP 500"),
        (503, FetchError, "HTTP 503"),
        (204, FetchError, "HTTP 204"),
        (300, FetchError, "HTTP 300"),
        (302, FetchError, "HTTP 302 without a Location"),
    ],
)
def test_a_status_is_named(press, make_fetcher, status, error, reason):
    press.expect_request("/a").respond_with_data(status=status)
    with pytest.raises(error) as caught:
        make_fetcher().get(Request(url=press.url_for("/a"), source="harbour"))
    assert type(caught.value) is error
    assert (caught.value.source, caught.value.reason, caught.value.status) == ("harbour", reason, status)
    assert str(caught.value) == reason


def test_a_cloudflare_challenge_is_named_and_not_evaded(press, make_fetcher):
    press.expect_request("/a").respond_with_data(status=403, headers={"cf-mitigated": "challenge"})
    with pytest.raises(FetchError, match="Cloudflare challenge"):
        make_fetcher().get(Request(url=press.url_for("/a")))


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "120"}, 120),
        ({"Retry-After": "9999999"}, 24 * 3600),
    ],
)
def test_retry_after_holds_for_the_host(press, make_fetcher, status, headers, seconds):
    press.expect_request("/a").respond_with_data(status=status, headers=headers)
    memory = Notebook()
    fetcher = make_fetcher(clock=lambda: NOON, memory=memory)
    with pytest.raises(ThrottledError) as caught:
        fetcher.get(Request(url=press.url_for("/a")))
    assert caught.value.wait == timedelta(seconds=seconds)
    assert memory.kept[host_of(press.url_for("/"))].not_before == NOON + caught.value.wait
    with pytest.raises(ThrottledError):
        fetcher.get(Request(url=press.url_for("/b")))
    assert paths(press) == ["/robots.txt", "/a"]


def test_a_date_in_retry_after_is_measured_on_the_servers_own_clock(wire, make_fetcher):
    answer = b"HTTP/1.1 503 Busy\r\nDate: Mon, 02 Mar 2026 08:00:00 GMT\r\nRetry-After: Mon, 02 Mar 2026 08:05:00 GMT\r\n\r\n"
    with pytest.raises(ThrottledError) as caught:
        make_fetcher(clock=lambda: NOON).get(
            Request(url=wire(lambda connection: connection.sendall(answer)), robots=False)
        )
    assert caught.value.wait == timedelta(minutes=5)


def test_a_429_that_does_not_say_waits_ten_minutes_then_twice_as_long(press, make_fetcher):
    press.expect_request("/a").respond_with_data(status=429, headers={"Retry-After": "soon"})
    press.expect_request("/ok").respond_with_data("ok")
    now = [NOON]
    fetcher = make_fetcher(clock=lambda: now[0])
    waits = []
    for path in ("/a", "/a", "/a", "/ok", "/a"):
        try:
            fetcher.get(Request(url=press.url_for(path)))
        except ThrottledError as error:
            waits.append(error.wait.total_seconds() / 60)
        now[0] += timedelta(hours=1)
    assert waits == [10, 20, 40, 10]


def test_permanent_redirects_are_told_and_others_only_followed(press, make_fetcher):
    for path, status, to in (("/1", 301, "/2"), ("/2", 308, "/end"), ("/3", 301, "/4"), ("/4", 307, "/end")):
        press.expect_request(path).respond_with_data(status=status, headers={"Location": to})
    press.expect_request("/end").respond_with_data("there")
    fetcher = make_fetcher()
    moved = fetcher.get(Request(url=press.url_for("/1")))
    assert (moved.url, moved.permanent) == (press.url_for("/end"), press.url_for("/end"))
    assert fetcher.get(Request(url=press.url_for("/3"))).permanent is None
    assert fetcher.get(Request(url=press.url_for("/end"))).permanent is None


def test_redirects_without_end_are_given_up(press, make_fetcher):
    press.expect_request("/loop").respond_with_data(status=302, headers={"Location": "/loop"})
    with pytest.raises(FetchError, match="more than 10 redirects"):
        make_fetcher().get(Request(url=press.url_for("/loop")))
    assert paths(press).count("/loop") == 11


@pytest.mark.parametrize(
    "to",
    ["file:///etc/hostname", "gopher://x/", "data:text/html,x", "http://u:p@x/", "javascript:1"],
)
def test_a_redirect_to_what_is_no_web_address_is_refused(press, make_fetcher, to):
    press.expect_request("/a").respond_with_data(status=302, headers={"Location": to})
    with pytest.raises(FetchError, match="redirected to what is no web address"):
        make_fetcher().get(Request(url=press.url_for("/a")))


@pytest.mark.parametrize("field", ["url", "validated"])
def test_what_is_no_address_is_not_asked(make_fetcher, field):
    values = {"url": "http://news.example/", "validated": None} | {field: "ftp://news.example/"}
    with pytest.raises(FetchError, match="only http and https"):
        make_fetcher().get(Request(**values))


# -- robots.txt ------------------------------------------------------------------------------------------------------


def test_robots_txt_is_asked_once_and_obeyed(press, make_fetcher):
    press.expect_request("/robots.txt").respond_with_data("User-agent: communique\nDisallow: /no")
    press.expect_request("/yes").respond_with_data("yes")
    press.expect_request("/no").respond_with_data("no")
    fetcher = make_fetcher()
    assert fetcher.get(Request(url=press.url_for("/yes"))).body == b"yes"
    with pytest.raises(RobotsError, match=r"robots\.txt does not allow this address"):
        fetcher.get(Request(url=press.url_for("/no")))
    assert fetcher.get(Request(url=press.url_for("/no"), robots=False)).body == b"no"
    assert paths(press) == ["/robots.txt", "/yes", "/no"]


def test_a_redirect_does_not_lead_around_robots_txt(press, make_fetcher):
    press.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /no")
    press.expect_request("/yes").respond_with_data(status=302, headers={"Location": "/no"})
    with pytest.raises(RobotsError):
        make_fetcher().get(Request(url=press.url_for("/yes")))
    assert "/no" not in paths(press)


def test_robots_txt_is_asked_again_after_a_day_and_an_old_copy_serves_while_it_fails(press, make_fetcher):
    replies = [Reply("User-agent: *\nDisallow: /no"), Reply(status=500)]
    press.expect_request("/robots.txt").respond_with_handler(
        lambda _asked: replies.pop(0) if replies else Reply("", 500)
    )
    press.expect_request("/yes").respond_with_data("yes")
    now = [NOON]
    fetcher = make_fetcher(clock=lambda: now[0])
    for _ in range(2):
        assert fetcher.get(Request(url=press.url_for("/yes"))).body == b"yes"
        now[0] += timedelta(hours=25)
        with pytest.raises(RobotsError):
            fetcher.get(Request(url=press.url_for("/no")))
    assert paths(press)[:3] == ["/robots.txt", "/yes", "/robots.txt"]


def test_a_robots_txt_that_cannot_be_had_allows_nothing(press, make_fetcher):
    press.expect_request("/robots.txt").respond_with_data(status=500)
    fetcher = make_fetcher()
    for _ in range(2):
        with pytest.raises(RobotsError, match=r"robots\.txt could not be read \(HTTP 500\)"):
            fetcher.get(Request(url=press.url_for("/a")))
    assert paths(press) == ["/robots.txt"]


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ({"status": 503}, "HTTP 503"),
        ({"status": 503, "headers": {"cf-mitigated": "challenge"}}, "Cloudflare"),
        ({"response_data": b"x", "headers": {"Content-Encoding": "gzip"}}, "cut off"),
        ({"status": 302, "headers": {"Location": "ftp://x/"}}, "no web address"),
    ],
)
def test_what_went_wrong_with_robots_txt_is_named(press, make_fetcher, reply, reason):
    press.expect_request("/robots.txt").respond_with_data(**reply)
    with pytest.raises(RobotsError, match=rf"robots\.txt could not be read .*{reason}"):
        make_fetcher().get(Request(url=press.url_for("/a")))


def test_a_throttled_robots_txt_is_a_request_to_wait(press, make_fetcher):
    press.expect_request("/robots.txt").respond_with_data(status=429, headers={"Retry-After": "60"})
    with pytest.raises(ThrottledError):
        make_fetcher().get(Request(url=press.url_for("/a")))


def test_redirects_of_robots_txt_are_followed_and_endless_ones_count_as_none(press, make_fetcher):
    press.expect_request("/robots.txt").respond_with_data(status=301, headers={"Location": "/rules"})
    press.expect_request("/rules").respond_with_data("User-agent: *\nDisallow: /no")
    press.expect_request("/yes").respond_with_data("yes")
    with pytest.raises(RobotsError):
        make_fetcher().get(Request(url=press.url_for("/no")))
    press.clear()
    press.expect_request("/robots.txt").respond_with_data(status=301, headers={"Location": "/robots.txt"})
    press.expect_request("/yes").respond_with_data("yes")
    assert make_fetcher().get(Request(url=press.url_for("/yes"))).body == b"yes"


def test_an_endless_robots_txt_is_read_as_far_as_it_counts(press, make_fetcher):
    press.expect_request("/robots.txt").respond_with_data(
        "User-agent: *\nDisallow: /no\n" + "# x\n" * 400_000
    )
    press.expect_request("/yes").respond_with_data("yes")
    fetcher = make_fetcher(max_body=1_000)
    assert fetcher.get(Request(url=press.url_for("/yes"))).body == b"yes"
    with pytest.raises(RobotsError):
        fetcher.get(Request(url=press.url_for("/no")))


def test_a_host_that_is_down_is_down_not_blocked_and_is_not_asked_for_each_page(make_fetcher):
    with socket.create_server((OPEN, 0)) as closed:
        port = closed.getsockname()[1]
    asked = []

    def resolver(host: str, _port: int) -> list[str]:
        asked.append(host)
        return [OPEN]

    fetcher = make_fetcher(resolver=resolver)
    for _ in range(3):
        with pytest.raises(NetworkError, match="connection refused"):
            fetcher.get(Request(url=f"http://down.example:{port}/a"))
    assert asked == ["down.example"]


# -- limits ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("coding", ["gzip", "deflate", "raw deflate", "identity", "x-gzip"])
def test_compressed_bodies_are_undone(press, make_fetcher, coding):
    text = b"Lund received Finch in Oslo. " * 100
    raw = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(text[:900]) + gzip.compress(text[900:]),
        "x-gzip": gzip.compress(text) + b"\0\0\0",
        "deflate": zlib.compress(text),
        "raw deflate": raw.compress(text) + raw.flush(),
        "identity": text,
    }[coding]
    press.expect_request("/a").respond_with_data(
        packed, headers={"Content-Encoding": coding.removeprefix("raw ")}
    )
    assert make_fetcher().get(Request(url=press.url_for("/a"))).body == text


@pytest.mark.parametrize(
    ("body", "headers", "reason"),
    [
        (b"x" * 2_000, {}, "larger than 1 KiB"),
        (gzip.compress(b"x" * 10**7), {"Content-Encoding": "gzip"}, "larger than 1 KiB"),
        (zlib.compress(b"x" * 10**7), {"Content-Encoding": "deflate"}, "larger than 1 KiB"),
        (gzip.compress(gzip.compress(b"x")), {"Content-Encoding": "gzip, gzip"}, "was not asked for"),
        (b"x", {"Content-Encoding": "br"}, "'br' was not asked for"),
        (b"not gzip at all", {"Content-Encoding": "gzip"}, "is not the gzip"),
        (gzip.compress(b"x" * 100)[:-9], {"Content-Encoding": "gzip"}, "cut off"),
        (b"x", {"X-Flood": "y" * 66_000}, "headers are larger than 64 KiB"),
    ],
)
def test_limits_hold_after_decompression_too(press, make_fetcher, body, headers, reason):
    press.expect_request("/a").respond_with_data(body, headers=headers)
    with pytest.raises(FetchError) as caught:
        make_fetcher(max_body=1024).get(Request(url=press.url_for("/a")))
    assert reason in caught.value.reason


def test_a_body_without_end_is_stopped_at_the_limit(wire, make_fetcher):
    def flood(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        for _ in range(10_000):
            connection.sendall(b"x" * 65_536)

    with pytest.raises(FetchError, match="larger than 1 MiB"):
        make_fetcher(max_body=2**20).get(Request(url=wire(flood), robots=False))


HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n"


@pytest.mark.parametrize(
    "start", [b"", HEAD, HEAD + b"\r\n"], ids=["no answer", "dripping headers", "a dripping body"]
)
def test_a_server_that_drips_ends_at_the_total_deadline(wire, make_fetcher, start):
    over = threading.Event()

    def drip(connection: socket.socket) -> None:
        connection.sendall(start)
        while not over.wait(0.05):
            if start:
                connection.sendall(b"x")

    begun = time.monotonic()
    with pytest.raises(NetworkError, match=r"no answer in time \(at most 1 s\)"):
        make_fetcher(timeout=timedelta(seconds=0.6)).get(Request(url=wire(drip), robots=False))
    over.set()
    assert time.monotonic() - begun < 4


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"SSH-2.0-OpenSSH_9.0\r\n\r\n", "not HTTP"),
        (b"", "closed the connection without an answer"),
        (HEAD + b"\r\nhalf", "the body was cut off"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhal", "the body was cut off"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000 + b"\r\n\r\n", "not HTTP"),
    ],
)
def test_answers_that_are_none_are_named(wire, make_fetcher, answer, reason):
    with pytest.raises(NetworkError) as caught:
        make_fetcher().get(Request(url=wire(lambda connection: connection.sendall(answer)), robots=False))
    assert reason in caught.value.reason


def test_a_kept_connection_that_the_server_closed_is_opened_anew(wire, make_fetcher):
    """The server says the connection may be kept, and closes it all the same."""
    url = wire(lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"))
    fetcher = make_fetcher()
    for _ in range(5):
        assert fetcher.get(Request(url=url, robots=False)).body == b"ok"


def test_a_request_lost_on_a_kept_connection_is_sent_once_more(wire, make_fetcher):
    """The server closes the connection just as the next request comes: nothing says whether it was read."""

    def once(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        connection.recv(65536)

    url = wire(once)
    fetcher = make_fetcher()
    for _ in range(3):
        assert fetcher.get(Request(url=url, robots=False)).body == b"ok"


def test_a_server_that_speaks_no_tls_is_named(press, make_fetcher):
    with pytest.raises(NetworkError, match="TLS: "):
        make_fetcher().get(Request(url=press.url_for("/a").replace("http:", "https:"), robots=False))


def test_a_refused_certificate_is_named():
    error = httpx.ConnectError("certificate verify failed")
    cause = ssl.SSLCertVerificationError(1, "certificate verify failed")
    cause.verify_message = "self-signed certificate"
    error.__cause__ = cause
    assert describe(error) == "TLS: the certificate was refused (self-signed certificate)"


def test_a_reset_and_what_has_no_name_are_described():
    error = httpx.ReadError("")
    assert describe(error) == "ReadError"
    error.__cause__ = ConnectionResetError()
    assert describe(error) == "the server closed the connection"


def test_no_cookie_is_kept(press, make_fetcher):
    press.expect_request("/a").respond_with_data("a", headers={"Set-Cookie": "who=you"})
    press.expect_request("/b").respond_with_handler(lambda asked: Reply(asked.headers.get("Cookie", "none")))
    fetcher = make_fetcher()
    fetcher.get(Request(url=press.url_for("/a")))
    assert fetcher.get(Request(url=press.url_for("/b"))).body == b"none"
