"""Nothing private is ever dialled: one loopback address is open, and a private service listens beside it."""

import socket
import threading
import time
from datetime import timedelta

import pytest
from werkzeug import Response as Reply

from scrapers.errors import FetchError, ForbiddenAddressError, NetworkError
from scrapers.fetch import Request
from tests.scrapers.conftest import FORBIDDEN, OPEN


def refused(fetcher, url, **given):
    with pytest.raises(FetchError, match=r"private or reserved|not an address") as caught:
        fetcher.get(Request(url=url, source="harbour", **given))
    assert caught.value.source == "harbour"


SPELLINGS = [
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0177.0.0.1",
    "0x7f.0.0.1",
    "0x7f000001",
    "localhost",
    "LOCALHOST.",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[0:0:0:0:0:ffff:7f00:1]",
    "127.0.0.3",
    "0.0.0.0",
    "１２７.0.0.1",
    "①②⑦.0.0.1",
]


@pytest.mark.parametrize("host", SPELLINGS)
@pytest.mark.parametrize("robots", [True, False])
def test_a_forbidden_address_is_refused_in_every_spelling(inside, make_fetcher, host, robots):
    refused(make_fetcher(), f"http://{host}:{inside.port}/secret", robots=robots)
    assert inside.log == []


@pytest.mark.parametrize("host", [FORBIDDEN, "127.1", "localhost", "[::ffff:127.0.0.1]"])
def test_a_redirect_to_a_forbidden_address_is_refused(press, inside, make_fetcher, host):
    press.expect_request("/a").respond_with_data(
        status=302, headers={"Location": f"http://{host}:{inside.port}/secret"}
    )
    refused(make_fetcher(), press.url_for("/a"))
    assert inside.log == []


def test_a_redirect_of_robots_txt_to_a_forbidden_address_is_refused(press, inside, make_fetcher):
    to = f"http://{FORBIDDEN}:{inside.port}/secret"
    press.expect_request("/robots.txt").respond_with_data(status=301, headers={"Location": to})
    refused(make_fetcher(), press.url_for("/a"))
    assert inside.log == []


def test_a_name_that_leads_inside_is_refused_wherever_else_it_leads(make_fetcher):
    for addresses in ([FORBIDDEN], ["93.184.216.34", FORBIDDEN], ["::1"], ["fe80::1%lo"]):
        fetcher = make_fetcher(resolver=lambda _host, _port, a=addresses: a)
        refused(fetcher, "http://rebind.example:8080/")


def test_a_name_that_changes_its_mind_is_dialled_where_it_was_checked(press, inside, make_fetcher):
    """DNS rebinding: every look-up is checked, and what was checked is what is dialled."""
    answers = [[OPEN], [FORBIDDEN], [FORBIDDEN]]
    asked = []

    def resolver(host: str, _port: int) -> list[str]:
        asked.append(host)
        return answers[min(len(asked), 3) - 1]

    press.expect_request("/a").respond_with_data("ok", headers={"Connection": "close"})
    press.expect_request("/robots.txt").respond_with_data(status=404, headers={"Connection": "close"})
    refused(make_fetcher(resolver=resolver), f"http://rebind.example:{press.port}/a")
    assert asked == ["rebind.example", "rebind.example"]
    assert [request.path for request, _ in press.log] == ["/robots.txt"]
    assert inside.log == []


def test_the_host_header_stays_the_name(press, make_fetcher):
    press.expect_request("/a").respond_with_handler(lambda asked: Reply(asked.headers["Host"]))
    fetcher = make_fetcher(resolver=lambda _host, _port: [OPEN])
    response = fetcher.get(Request(url=f"http://harbour.example:{press.port}/a", robots=False))
    assert response.body.decode() == f"harbour.example:{press.port}"


def test_of_several_addresses_the_next_is_tried(press, make_fetcher):
    press.expect_request("/a").respond_with_data("ok")
    fetcher = make_fetcher(allow_private=["127.0.0.2/31"], resolver=lambda _host, _port: ["127.0.0.3", OPEN])
    assert fetcher.get(Request(url=f"http://two.example:{press.port}/a", robots=False)).body == b"ok"


@pytest.mark.parametrize("port", [22, 6379, 7999, 10_000])
def test_a_public_address_is_dialled_on_web_ports_only(make_fetcher, port):
    fetcher = make_fetcher(resolver=lambda _host, _port: ["93.184.216.34"])
    with pytest.raises(ForbiddenAddressError, match=f"port {port} is not a web port"):
        fetcher.get(Request(url=f"http://harbour.example:{port}/"))


def test_the_environments_proxy_is_not_asked(press, make_fetcher, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", f"http://{FORBIDDEN}:9")
    monkeypatch.setenv("ALL_PROXY", f"http://{FORBIDDEN}:9")
    press.expect_request("/a").respond_with_data("ok")
    assert make_fetcher().get(Request(url=press.url_for("/a"))).body == b"ok"


@pytest.mark.parametrize("answer", [socket.gaierror("no such name"), []])
def test_a_name_without_an_address_is_named(make_fetcher, answer):
    def resolver(_host: str, _port: int) -> list[str]:
        if isinstance(answer, Exception):
            raise answer
        return answer

    with pytest.raises(NetworkError, match=r"no address for nowhere\.example"):
        make_fetcher(resolver=resolver).get(Request(url="http://nowhere.example/a"))


def test_a_look_up_that_hangs_ends_at_the_deadline(make_fetcher):
    release = threading.Event()

    def resolver(_host: str, _port: int) -> list[str]:
        release.wait(10)
        return [OPEN]

    began = time.monotonic()
    with pytest.raises(NetworkError, match="no answer in time"):
        make_fetcher(resolver=resolver, timeout=timedelta(seconds=0.2)).get(
            Request(url="http://slow.example/a")
        )
    assert time.monotonic() - began < 5
    release.set()
