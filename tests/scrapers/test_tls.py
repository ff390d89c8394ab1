"""TLS over loopback: a certificate is believed only when it is signed, of today and of that name; nothing falls back.

`certificates/` holds an authority of our own and what it signed. It is trusted here beside the usual ones, so that each
certificate is refused for its one fault and not for its authority.
"""

import socket
import ssl
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from scrapers.errors import NetworkError
from scrapers.fetch import Fetcher, Request
from tests.scrapers.conftest import OPEN

CERTIFICATES = Path(__file__).parent / "certificates"
NAME = "press.example"
#: What one connection is answered with.
Greeting = Callable[[socket.socket], None]


@pytest.fixture
def greet(listen: Callable[[Greeting], int]) -> Callable[[Greeting], str]:
    """Return a maker of servers that take each connection as the given function does; it returns the address to ask."""
    return lambda greeting: f"https://{NAME}:{listen(greeting)}/feed"


def speaking(certificate: str, version: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3) -> Greeting:
    """Return how a server with this certificate answers; it speaks nothing newer than `version`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if version < ssl.TLSVersion.TLSv1_2:
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = version
    context.maximum_version = version
    context.load_cert_chain(CERTIFICATES / f"{certificate}.pem")

    def greeting(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as secured:
            secured.recv(65536)
            secured.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")

    return greeting


@pytest.fixture
def fetcher(make_fetcher: Callable[..., Fetcher]) -> Fetcher:
    """Return a fetcher that trusts our authority and finds every name at the opened address."""
    return make_fetcher(authorities=CERTIFICATES / "authority.pem", resolver=lambda _host, _port: [OPEN])


def test_a_certificate_without_fault_is_believed(greet, fetcher):
    """Without this the refusals below would prove nothing."""
    assert fetcher.get(Request(url=greet(speaking("valid")), robots=False)).body == b"ok"


@pytest.mark.parametrize(
    ("certificate", "reason"),
    [
        ("expired", "certificate has expired"),
        ("not-yet-valid", "certificate is not yet valid"),
        ("another-name", "Hostname mismatch, certificate is not valid for 'press.example'"),
    ],
)
def test_a_certificate_with_a_fault_is_refused_and_the_fault_named(greet, fetcher, certificate, reason):
    with pytest.raises(NetworkError, match=f"TLS: the certificate was refused .*{reason}"):
        fetcher.get(Request(url=greet(speaking(certificate)), source="press", robots=False))


def test_a_certificate_of_an_unknown_authority_is_refused(greet, make_fetcher):
    fetcher = make_fetcher(resolver=lambda _host, _port: [OPEN])
    with pytest.raises(NetworkError, match=r"TLS: the certificate was refused .*issuer"):
        fetcher.get(Request(url=greet(speaking("valid")), robots=False))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # speaking an old protocol is what is tested
def test_a_protocol_that_is_too_old_is_refused(greet, fetcher):
    with pytest.raises(NetworkError, match=r"TLS: .*(version|protocol)"):
        fetcher.get(Request(url=greet(speaking("valid", ssl.TLSVersion.TLSv1_1)), robots=False))


def test_a_server_that_leaves_in_the_middle_of_the_greeting_is_named(greet, fetcher):
    def leave(connection: socket.socket) -> None:
        connection.recv(65536)

    with pytest.raises(NetworkError, match=r"TLS: |closed the connection"):
        fetcher.get(Request(url=greet(leave), robots=False))


def test_a_server_that_never_greets_ends_at_the_deadline(greet, make_fetcher):
    def wait(connection: socket.socket) -> None:
        while connection.recv(65536):
            continue

    fetcher = make_fetcher(resolver=lambda _host, _port: [OPEN], timeout=timedelta(seconds=0.5))
    with pytest.raises(NetworkError, match="no answer in time"):
        fetcher.get(Request(url=greet(wait), robots=False))


def test_no_request_is_sent_to_a_server_whose_certificate_is_refused(greet, fetcher):
    heard: list[bytes] = []

    def greeting(connection: socket.socket) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATES / "expired.pem")
        with context.wrap_socket(connection, server_side=True) as secured:
            heard.append(secured.recv(65536))

    with pytest.raises(NetworkError):
        fetcher.get(Request(url=greet(greeting), robots=False))
    assert b"".join(heard) == b""
