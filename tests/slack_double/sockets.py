"""Socket Mode: connections over WebSocket, envelopes with their acknowledgements, and answers by response_url."""

import json
import secrets
import socket
import struct
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.slack_double import frames
from tests.slack_double.rules import RefusedError, check_message, pings
from tests.slack_double.workspace import Workspace

#: An envelope that is not acknowledged in this time failed for the person who waits.
ACK_WITHIN = 3.0
RESPONSES, RESPONSE_LIFE = 5, 1800.0


class Exchange:
    """An envelope and all that came of it."""

    def __init__(self, body: dict[str, Any], kind: str = "events_api") -> None:
        self.body, self.kind = body, kind
        self.id = secrets.token_hex(8)
        self.sent = time.monotonic()
        #: The connection it went to; None when there was none (the person reads "dispatch_failed").
        self.line: Line | None = None
        self.acked: float | None = None
        self.ack: dict[str, Any] = {}
        self.acks = 0
        #: What was posted to its response_url.
        self.responses: list[dict[str, Any]] = []
        self.changed = threading.Condition()

    def wait(self, fact: Callable[["Exchange"], object], seconds: float = 10) -> bool:
        """Wait until something is true of it."""
        with self.changed:
            return self.changed.wait_for(lambda: bool(fact(self)), seconds)

    def acknowledged(self, seconds: float = 10) -> float:
        """Wait for the acknowledgement; return how many seconds it took."""
        assert self.wait(lambda one: one.acked is not None, seconds), f"not acknowledged: {self.body}"
        assert self.acked is not None
        return self.acked - self.sent

    def answer(self, number: int = 0, seconds: float = 10) -> dict[str, Any]:
        """Wait for an answer by response_url; return it."""
        assert self.wait(lambda one: len(one.responses) > number, seconds), f"not answered: {self.body}"
        return self.responses[number]


class Line:
    """One connection."""

    def __init__(self, handler: BaseHTTPRequestHandler) -> None:
        self.handler = handler
        self.lock = threading.Lock()
        self.open = True
        #: Reads, but neither answers pings nor delivers: a session that only looks alive.
        self.frozen = False
        #: Takes pings, but no envelope is given to it.
        self.deaf = False
        self.pongs = 0

    def send(self, opcode: int, data: bytes) -> None:
        with self.lock:
            self.handler.wfile.write(frames.build(opcode, data))

    def reset(self) -> None:
        """Break the connection without a word."""
        self.open = False
        self.handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        # Wakes the reader, which closes the connection: with the option above that is a reset.
        self.handler.connection.shutdown(socket.SHUT_RD)

    def end(self) -> None:
        """End the connection in an orderly way, without a close frame."""
        self.open = False
        try:
            self.handler.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            return


class Sockets:
    """All connections of the app."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.lines: list[Line] = []
        #: Every connection there ever was.
        self.opened = 0
        self.exchanges: dict[str, Exchange] = {}
        self.url = ""
        #: New connections are not greeted: they look alive and deliver nothing.
        self.mute = False
        #: What the client did that Slack would not take.
        self.faults: list[str] = []
        self._answers: dict[str, tuple[Exchange, float]] = {}
        self._lock = threading.RLock()
        self._turn = 0

    # -- the connection

    def serve(self, handler: BaseHTTPRequestHandler, ticket: str) -> None:
        """Take one connection until it ends; called in its own thread."""
        with self.workspace.lock:
            known = ticket in self.workspace.tickets
            self.workspace.tickets.discard(ticket)
        key = handler.headers.get("Sec-WebSocket-Key")
        if not known or not key or handler.headers.get("Sec-WebSocket-Version") != "13":
            handler.send_error(403)
            return
        handler.send_response(101)
        handler.send_header("Upgrade", "websocket")
        handler.send_header("Connection", "Upgrade")
        handler.send_header("Sec-WebSocket-Accept", frames.accept_key(key))
        handler.end_headers()
        handler.wfile.flush()
        line = Line(handler)
        hello = {
            "type": "hello",
            "num_connections": len(self.live) + 1,
            "debug_info": {"host": "double", "approximate_connection_time": 18060},
            "connection_info": {"app_id": "A0DOUBLE"},
        }
        if not self.mute:
            line.send(frames.TEXT, json.dumps(hello).encode())
        line.send(frames.PING, b"Ping from double")
        with self._lock:
            self.opened += 1
            self.lines.append(line)
        try:
            self._read(line)
        except OSError:
            pass
        except frames.ProtocolError as error:
            self.faults.append(str(error))
        finally:
            line.open = False
            handler.close_connection = True

    def _read(self, line: Line) -> None:
        while line.open:
            frame = frames.read(line.handler.rfile)
            if frame is None:
                return
            opcode, data = frame
            if line.frozen:
                continue
            if opcode == frames.PING:
                line.send(frames.PONG, data)
            elif opcode == frames.PONG:
                line.pongs += 1
            elif opcode == frames.CLOSE:
                line.send(frames.CLOSE, data)
                return
            else:
                self._acknowledged(json.loads(data))

    def _acknowledged(self, message: dict[str, Any]) -> None:
        exchange = self.exchanges.get(str(message.get("envelope_id")))
        if exchange is None:
            self.faults.append(f"an acknowledgement of nothing: {message}")
            return
        with exchange.changed:
            exchange.acks += 1
            if exchange.acked is None:
                exchange.acked = time.monotonic()
                exchange.ack = message.get("payload") or {}
            if exchange.acked - exchange.sent > ACK_WITHIN:
                self.faults.append(f"acknowledged after {exchange.acked - exchange.sent:.1f} s")
            exchange.changed.notify_all()

    @property
    def live(self) -> list[Line]:
        """The connections that are open now."""
        with self._lock:
            return [line for line in self.lines if line.open]

    def disconnect(self, line: Line, reason: str = "refresh_requested") -> None:
        """Ask the client to come anew, as Slack does every few hours; the connection ends a moment later.

        With "link_disabled" Socket Mode was switched off: none is opened until `workspace.linked` is true again.
        """
        if reason == "link_disabled":
            self.workspace.linked = False
        body = {"type": "disconnect", "reason": reason, "debug_info": {"host": "double"}}
        line.send(frames.TEXT, json.dumps(body).encode())
        if reason != "warning":
            threading.Timer(0.5, line.end).start()

    def close(self) -> None:
        """End all connections."""
        for line in self.live:
            line.end()

    # -- envelopes

    def send(self, kind: str, payload: dict[str, Any], *, response: bool = False, **more: Any) -> Exchange:
        """Send an envelope to one of the connections, whichever is its turn."""
        exchange = Exchange(payload, kind)
        if response:
            payload["response_url"] = self._response_url(exchange)
        envelope = {
            "envelope_id": exchange.id,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
            **more,
        }
        self.exchanges[exchange.id] = exchange
        self._deliver(exchange, envelope)
        return exchange

    def _deliver(self, exchange: Exchange, envelope: dict[str, Any]) -> None:
        lines = [line for line in self.live if not line.deaf]
        if not lines:
            return
        self._turn += 1
        exchange.line = lines[self._turn % len(lines)]
        if not exchange.line.frozen:
            exchange.line.send(frames.TEXT, json.dumps(envelope).encode())

    def again(self, exchange: Exchange, **more: Any) -> Exchange:
        """Send the payload of an envelope a second time, as Slack does when it missed the acknowledgement."""
        second = Exchange(exchange.body)
        self.exchanges[second.id] = second
        retried = {"retry_attempt": 1, "retry_reason": "timeout"} if exchange.kind == "events_api" else {}
        envelope = {"envelope_id": second.id, "type": exchange.kind, "payload": exchange.body, **more}
        self._deliver(second, {**envelope, **retried})
        return second

    def _response_url(self, exchange: Exchange) -> str:
        key = secrets.token_hex(6)
        self._answers[key] = (exchange, time.monotonic() + RESPONSE_LIFE)
        return f"{self.url}response/{key}"

    def respond(self, key: str, body: dict[str, Any]) -> None:
        """Take what was posted to a response_url.

        Raises:
            RefusedError: It is unknown, used up or too old, or the message is none.
        """
        exchange, until = self._answers.get(key, (None, 0.0))
        if exchange is None:
            raise RefusedError("invalid_response_url")
        if time.monotonic() > until or len(exchange.responses) >= RESPONSES:
            raise RefusedError("used_url")
        if not body.get("delete_original"):
            check_message(body)
        self.workspace.pings += pings(body)
        with exchange.changed:
            exchange.responses.append(body)
            exchange.changed.notify_all()
