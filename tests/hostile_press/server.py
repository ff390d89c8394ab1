"""Sites over raw sockets: each at a port of its own, so that it can answer whatever it likes, HTTP or not."""

import selectors
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

#: The one address opened to the fetcher; the rest of loopback stays forbidden.
OPEN, FORBIDDEN = "127.0.0.2", "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request as it came."""

    path: str
    #: Names in lower case.
    headers: Mapping[str, str]
    #: `http://host:port` of the site asked.
    base: str
    #: `http://host:port` of the server that nobody may reach.
    inside: str
    #: Counts the rounds of the test from 1.
    round: int
    #: Set when the press closes; what drips waits on it.
    closing: threading.Event


#: Bytes to send, in one piece or as they come; an endless iterator ends when the client leaves.
Answer = bytes | Iterable[bytes]


class Drop(Exception):
    """Reset the connection instead of answering."""


@dataclass(slots=True)
class Seen:
    """A request that arrived."""

    site: str
    path: str
    at: float


@dataclass(slots=True)
class _Place:
    name: str
    answer: Callable[[Ask], Answer]
    tls: ssl.SSLContext | None
    #: Nothing is read, nothing is sent.
    mute: bool = False
    base: str = ""


@dataclass(slots=True)
class Press:
    """All sites. Use as a context manager, after `add`."""

    round: int = 1
    seen: list[Seen] = field(default_factory=list)
    _places: list[tuple[socket.socket, _Place]] = field(default_factory=list)
    _closing: threading.Event = field(default_factory=threading.Event)
    _inside: str = ""
    _thread: threading.Thread | None = None

    def add(
        self,
        name: str,
        answer: Callable[[Ask], Answer],
        *,
        host: str = OPEN,
        tls: ssl.SSLContext | None = None,
    ) -> str:
        """Open a site; return its `scheme://host:port`."""
        listening = socket.create_server((host, 0), backlog=64)
        scheme = "https" if tls else "http"
        base = f"{scheme}://{host}:{listening.getsockname()[1]}"
        self._places.append((listening, _Place(name, answer, tls, base=base)))
        return base

    def forbid(self) -> str:
        """Open the server that must see no request at all."""
        self._inside = self.add("inside", lambda _ask: reply(200, "secret"), host=FORBIDDEN)
        return self._inside

    def __enter__(self) -> "Press":
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._closing.set()
        assert self._thread
        self._thread.join()
        for listening, _place in self._places:
            listening.close()

    def asked(self, site: str) -> list[str]:
        """Return the paths asked of a site, in order."""
        return [one.path for one in self.seen if one.site == site]

    def _accept(self) -> None:
        with selectors.DefaultSelector() as selector:
            for listening, place in self._places:
                selector.register(listening, selectors.EVENT_READ, place)
            while not self._closing.is_set():
                for key, _events in selector.select(timeout=0.05):
                    assert isinstance(key.fileobj, socket.socket)
                    connection, _ = key.fileobj.accept()
                    threading.Thread(target=self._serve, args=(connection, key.data), daemon=True).start()

    def _serve(self, connection: socket.socket, place: _Place) -> None:
        connection.settimeout(10)
        try:
            with connection:
                if place.name == "inside":
                    # The connection alone is one too many.
                    self.seen.append(Seen(place.name, "", time.monotonic()))
                if place.tls:
                    connection = place.tls.wrap_socket(connection, server_side=True)
                with connection:
                    self._answer(connection, place)
        except OSError:
            return

    def _answer(self, connection: socket.socket, place: _Place) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            data = connection.recv(65536)
            if not data:
                return
            head += data
            if not b"GET ".startswith(head[:4]) and not head.startswith(b"GET "):
                # A TLS greeting where there is none.
                connection.sendall(reply(400, "plain HTTP is spoken here"))
                return
        lines = head.decode("latin-1").split("\r\n")
        path = lines[0].split(" ")[1]
        pairs = (line.partition(":") for line in lines[1:] if ":" in line)
        headers = {name.lower(): value.strip() for name, _, value in pairs}
        self.seen.append(Seen(place.name, path, time.monotonic()))
        ask = Ask(
            path=path,
            headers=headers,
            base=place.base,
            inside=self._inside,
            round=self.round,
            closing=self._closing,
        )
        try:
            answer = place.answer(ask)
            for piece in (answer,) if isinstance(answer, bytes) else answer:
                if self._closing.is_set():
                    return
                connection.sendall(piece)
        except Drop:
            linger = b"\x01\x00\x00\x00\x00\x00\x00\x00"
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)


def reply(
    status: int,
    body: str | bytes = b"",
    kind: str = "text/html; charset=utf-8",
    headers: Mapping[str, str] | None = None,
    *,
    length: int | None = None,
) -> bytes:
    """Return a whole HTTP answer, after which the connection closes."""
    data = body.encode() if isinstance(body, str) else body
    fields = {
        "Content-Type": kind,
        "Content-Length": str(len(data) if length is None else length),
        "Connection": "close",
        **(headers or {}),
    }
    head = f"HTTP/1.1 {status} X\r\n" + "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return head.encode() + b"\r\n" + data
