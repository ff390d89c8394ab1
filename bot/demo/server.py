"""The press on the loopback address: one server, one host name an outlet, nothing out before its time."""

import threading
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import blake2b
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

from bot.demo import fronts, pages
from bot.demo.articles import Outlet, Piece

LOOPBACK = "127.0.0.1"
#: Names under it never leave the machine (RFC 6761, section 6.3); browsers know that too.
DOMAIN = "localhost"
ROBOTS = "User-agent: *\nDisallow: /search\nDisallow: /account\n"


def resolve(host: str, _port: int) -> list[str]:
    """Return the loopback address for our own names; every other name has none, so nothing else can be reached."""
    if host == DOMAIN or host.endswith("." + DOMAIN):
        return [LOOPBACK]
    raise OSError(f"{host} is not of the demo press")


class Press:
    """Serves the outlets as they are at `now`, which is moved by hand. A context manager."""

    def __init__(self, outlets: Sequence[Outlet], now: datetime) -> None:
        self.now = now
        self._outlets = {outlet.host: outlet for outlet in outlets}
        self._pieces: dict[tuple[str, str], Piece] = {
            (outlet.host, fronts.address(outlet, piece)): piece
            for outlet in outlets
            for piece in outlet.pieces
        }
        self._server = _Server((LOOPBACK, 0), self)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), daemon=True, name="press"
        )

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    def base(self, outlet: Outlet) -> str:
        """Return the address of an outlet's site, without a slash at the end."""
        return f"http://{outlet.host}.{DOMAIN}:{self.port}"

    def __enter__(self) -> "Press":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, host: str, path: str) -> tuple[str, bytes, datetime | None] | None:
        """Return content type, body and last change of an address; None for what is not there (yet)."""
        outlet = self._outlets.get(host.partition(":")[0].removesuffix("." + DOMAIN))
        if outlet is None:
            return None
        if path == "/robots.txt":
            return "text/plain; charset=utf-8", ROBOTS.encode(), None
        if path == fronts.PATHS[outlet.serves]:
            kind, text = fronts.front(outlet, self.base(outlet), self.now)
            return kind, text.encode(), fronts.changed(outlet, self.now)
        piece = self._pieces.get((outlet.host, path))
        markup = pages.page(outlet, piece, self.base(outlet), self.now) if piece else None
        return ("text/html; charset=utf-8", markup.encode(), None) if markup else None


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], press: Press) -> None:
        self.press = press
        super().__init__(address, _Handler)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        """Answer one request: 200, 304 or 404."""
        found = self.server.press.answer(self.headers.get("Host", ""), self.path.partition("?")[0])
        if found is None:
            self._send(404, "text/plain; charset=utf-8", b"There is no such page.\n", {})
            return
        kind, body, changed = found
        validators = {"ETag": f'"{blake2b(body, digest_size=10).hexdigest()}"'}
        if changed:
            validators["Last-Modified"] = format_datetime(changed, usegmt=True)
        if self._known(validators["ETag"], changed):
            self._send(304, None, b"", validators)
        else:
            self._send(200, kind, body, validators)

    def _known(self, etag: str, changed: datetime | None) -> bool:
        """Tell whether the client has this version (RFC 9110, section 13.2.2: the tag decides where there is one)."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return etag in (tag.strip() for tag in tags.split(","))
        since = self.headers.get("If-Modified-Since")
        try:
            return bool(since and changed and changed <= parsedate_to_datetime(since))
        except (ValueError, TypeError):
            return False

    def _send(self, status: int, kind: str | None, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the log is Communiqué's."""
