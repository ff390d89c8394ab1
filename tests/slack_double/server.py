"""The Web API over real HTTP, with faults on demand."""

import json
import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.slack_double.people import People
from tests.slack_double.rules import RefusedError
from tests.slack_double.sockets import Sockets
from tests.slack_double.workspace import Workspace

#: "before" the call is done, or "after" it was done and stored.
FAULTS = (
    "drop_before", "drop_after",      # the connection is reset
    "error_before", "error_after",    # HTTP 503 with a page
    "internal_before", "internal_after",  # ok: false, internal_error
    "garbled_after", "cut_after",     # an answer that is no JSON; that ends too early
    "slow_after", "slow_before",      # an answer after `delay`; a call done after `delay`
    "throttled",                      # HTTP 429 with Retry-After
    "soft_throttled",                 # ok: false, rate_limited
    "refused",                        # ok: false with `error`
)  # fmt: skip


@dataclass
class Fault:
    """Something that goes wrong with the next calls of a method."""

    kind: str
    method: str = "chat.postMessage"
    times: int = 1
    #: Seconds of a slow answer, or of Retry-After.
    delay: float = 1.0
    #: The error of "refused".
    error: str = "invalid_blocks"
    #: Only calls whose body fits.
    match: Callable[[dict[str, Any]], bool] | None = None


class Double:
    """A Slack on loopback. Use as a context manager; `url` is for SLACK_API_URL."""

    def __init__(self, *channels: str, port: int = 0, journal: Path | None = None) -> None:
        self.workspace = Workspace(*channels)
        self.faults: list[Fault] = []
        #: Method and body of every call, refused ones among them.
        self.calls: list[tuple[str, dict[str, Any]]] = []
        #: Method and error of every call and answer that was refused for what was in it.
        self.refusals: list[tuple[str, ...]] = []
        #: Seconds each post takes before it is stored, and again before it is answered.
        self.latency = 0.0
        self.closing = threading.Event()
        if journal is not None:
            self.workspace.on_accept = lambda entry: _append(journal, entry)
        double = self

        class Handler(_Handler):
            owner = double

        self._server = _Server(("127.0.0.1", port), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        place = f"127.0.0.1:{self._server.server_address[1]}"
        self.url = f"http://{place}/api/"
        self.workspace.link_url = f"ws://{place}/link/"
        #: Socket Mode, and what people do through it.
        self.sockets = Sockets(self.workspace)
        self.sockets.url = f"http://{place}/"
        self.people = People(self.workspace, self.sockets)

    def __enter__(self) -> "Double":
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.closing.set()
        self.sockets.close()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def fail(self, kind: str, **options: Any) -> Fault:
        """Let the next call of a method fail (see FAULTS)."""
        assert kind in FAULTS, kind
        fault = Fault(kind, **options)
        self.faults.append(fault)
        return fault

    def next_fault(self, method: str, body: dict[str, Any]) -> Fault | None:
        """Return the fault this call meets, and use it up."""
        with self.workspace.lock:
            for fault in self.faults:
                if (
                    fault.method in (method, "*")
                    and fault.times
                    and (fault.match is None or fault.match(body))
                ):
                    fault.times -= 1
                    return fault
            return None

    def methods(self) -> list[str]:
        """Return the names of the methods called so far."""
        return [method for method, _ in self.calls]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: clients are killed in the middle of a call here."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    owner: Double

    def log_message(self, *_args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/link/" and (self.headers.get("Upgrade") or "").lower() == "websocket":
            self.owner.sockets.serve(self, dict(parse_qsl(parts.query)).get("ticket", ""))
            return
        self._answer_call({})

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        kind = self.headers.get_content_type()
        try:
            if kind == "application/json":
                body = json.loads(raw or b"{}")
            elif kind == "application/x-www-form-urlencoded":
                body = dict(parse_qsl(raw.decode("utf-8"), keep_blank_values=True))
                for key in ("blocks", "metadata", "attachments", "view"):
                    if key in body:
                        body[key] = json.loads(body[key])
            else:
                self._json({"ok": False, "error": "invalid_post_type"})
                return
        except ValueError:
            self._json({"ok": False, "error": "invalid_json"})
            return
        if not isinstance(body, dict):
            self._json({"ok": False, "error": "json_not_object"})
            return
        self._answer_call(body)

    def _answer_call(self, body: dict[str, Any]) -> None:
        parts = urlsplit(self.path)
        if parts.path.startswith("/response/"):
            self._take_response(parts.path.removeprefix("/response/"), body)
            return
        if not parts.path.startswith("/api/"):
            self._send(404, b"<html>not found</html>", "text/html")
            return
        method = parts.path.removeprefix("/api/")
        body = {**dict(parse_qsl(parts.query)), **body}
        header = self.headers.get("Authorization") or ""
        token = header.removeprefix("Bearer ") if header.startswith("Bearer ") else body.get("token")
        self.owner.calls.append((method, body))
        fault = self.owner.next_fault(method, body)
        kind = fault.kind if fault else ""
        if fault and self._failed_before(fault):
            return
        latency = self.owner.latency if method.startswith("chat.") else 0.0
        if latency:
            self.owner.closing.wait(latency)
        try:
            answer = self.owner.workspace.call(method, token, body)
        except RefusedError as refusal:
            self.owner.refusals.append((method, refusal.error, *refusal.details))
            answer = {"ok": False, "error": refusal.error}
            if refusal.error == "missing_scope":
                answer |= {"needed": refusal.details[0], "provided": ",".join(self.owner.workspace.scopes)}
            elif refusal.details:
                answer |= {
                    "errors": list(refusal.details),
                    "response_metadata": {"messages": [f"[ERROR] {d}" for d in refusal.details]},
                }
        if latency:
            self.owner.closing.wait(latency)
        if kind == "drop_after":
            self._reset()
        elif kind == "error_after":
            self._send(503, b"<html>upstream error</html>", "text/html")
        elif kind == "internal_after":
            self._json({"ok": False, "error": "internal_error"})
        elif kind == "garbled_after":
            self._send(200, b'{"ok": tru\xc3\xa9 ... <html>', "application/json; charset=utf-8")
        elif kind == "cut_after":
            data = json.dumps(answer).encode()
            self._send(200, data[: len(data) // 2], "application/json", length=len(data))
            self.close_connection = True
        else:
            if kind == "slow_after":
                assert fault is not None
                self.owner.closing.wait(fault.delay)
            self._json(answer)

    def _take_response(self, key: str, body: dict[str, Any]) -> None:
        self.owner.calls.append(("response_url", body))
        fault = self.owner.next_fault("response_url", body)
        if fault and self._failed_before(fault):
            return
        try:
            self.owner.sockets.respond(key, body)
        except RefusedError as refusal:
            self.owner.refusals.append(("response_url", refusal.error, *refusal.details))
            status = 404 if refusal.error == "used_url" else 400
            self._send(status, refusal.error.encode(), "text/plain")
        else:
            self._send(200, b"ok", "text/plain")

    def _failed_before(self, fault: Fault) -> bool:
        """Do what happens instead of the call; return whether that was all."""
        if fault.kind == "drop_before":
            self._reset()
        elif fault.kind == "error_before":
            self._send(503, b"<html>upstream error</html>", "text/html")
        elif fault.kind == "internal_before":
            self._json({"ok": False, "error": "internal_error"})
        elif fault.kind == "throttled":
            self._send(
                429, b'{"ok":false,"error":"ratelimited"}', "application/json", retry_after=fault.delay
            )
        elif fault.kind == "soft_throttled":
            self._json({"ok": False, "error": "rate_limited"})
        elif fault.kind == "refused":
            self._json({"ok": False, "error": fault.error})
        else:
            if fault.kind == "slow_before":
                self.owner.closing.wait(fault.delay)
            return False
        return True

    def _reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def _json(self, answer: dict[str, Any]) -> None:
        self._send(200, json.dumps(answer).encode("utf-8"), "application/json; charset=utf-8")

    def _send(
        self,
        status: int,
        data: bytes,
        kind: str,
        *,
        length: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data) if length is None else length))
        if retry_after is not None:
            self.send_header("Retry-After", f"{retry_after:.0f}")
        self.end_headers()
        self.wfile.write(data)


def _append(journal: Path, entry: dict[str, Any]) -> None:
    with journal.open("a", encoding="utf-8") as file:
        file.write(json.dumps(entry, ensure_ascii=False) + "\n")
