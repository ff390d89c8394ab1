"""Real HTTP over loopback: one address is opened to the fetcher, the rest of loopback stays forbidden."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from scrapers.fetch import Fetcher

OPEN, FORBIDDEN = "127.0.0.2", "127.0.0.1"
Answer = Callable[[socket.socket], None]


def _serve(host: str) -> Iterator[HTTPServer]:
    with HTTPServer(host=host, port=0, threaded=True) as server:
        yield server


def _cleared(server: HTTPServer) -> HTTPServer:
    server.clear()
    server.no_handler_status_code = 404
    return server


@pytest.fixture(scope="session")
def _press() -> Iterator[HTTPServer]:
    yield from _serve(OPEN)


@pytest.fixture(scope="session")
def _other() -> Iterator[HTTPServer]:
    yield from _serve(OPEN)


@pytest.fixture(scope="session")
def _inside() -> Iterator[HTTPServer]:
    yield from _serve(FORBIDDEN)


@pytest.fixture
def press(_press: HTTPServer) -> HTTPServer:
    """Return a server at the opened address; what it is not told of, robots.txt included, is 404."""
    return _cleared(_press)


@pytest.fixture
def other(_other: HTTPServer) -> HTTPServer:
    """Return a second server at the opened address, on a port of its own."""
    return _cleared(_other)


@pytest.fixture
def inside(_inside: HTTPServer) -> HTTPServer:
    """Return a server nobody may reach: what a request for a private service would hit."""
    return _cleared(_inside)


@pytest.fixture
def make_fetcher() -> Iterator[Callable[..., Fetcher]]:
    """Yield a maker of fetchers to which only 127.0.0.2 is open; they are closed afterwards."""
    made: list[Fetcher] = []

    def make(**given: Any) -> Fetcher:
        values: dict[str, Any] = {
            "user_agent": "Communique/1.0 (+https://desk.example/bot)",
            "allow_private": [f"{OPEN}/32"],
            "per_host_interval": timedelta(0),
            "timeout": timedelta(seconds=5),
        }
        made.append(Fetcher(**(values | given)))
        return made[-1]

    yield make
    for fetcher in made:
        fetcher.close()


@pytest.fixture
def listen() -> Iterator[Callable[[Answer], int]]:
    """Yield a maker of bare servers: each connection is handed to the given function; returns the port."""
    stop = threading.Event()
    sockets: list[socket.socket] = []
    threads: list[threading.Thread] = []

    def make(take: Answer) -> int:
        listening = socket.create_server((OPEN, 0))
        listening.settimeout(0.05)
        sockets.append(listening)

        def serve() -> None:
            while not stop.is_set():
                try:
                    connection, _ = listening.accept()
                except OSError:
                    continue
                with connection, contextlib.suppress(OSError):
                    connection.settimeout(3)
                    take(connection)

        threads.append(threading.Thread(target=serve, daemon=True))
        threads[-1].start()
        return int(listening.getsockname()[1])

    yield make
    stop.set()
    for thread in threads:
        thread.join(timeout=5)
    for one in sockets:
        one.close()


@pytest.fixture
def wire(listen: Callable[[Answer], int]) -> Callable[[Answer], str]:
    """Return a maker of servers that speak bytes: each connection is handed to the given function after its request."""

    def make(answer: Answer) -> str:
        def take(connection: socket.socket) -> None:
            connection.recv(65536)
            answer(connection)

        return f"http://{OPEN}:{listen(take)}/"

    return make
