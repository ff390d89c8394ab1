"""Socket Mode: connections kept open, so that nobody's command meets a closed door.

The SDK's client speaks the protocol. Beside it stands a keeper per connection, because that client spins on a connection
which ended without a close frame and waits long before it connects anew. There are two connections: while one is
renewed the other takes what comes. Slack tells each envelope to one of them.
"""

import socket
import threading
import time
from collections.abc import Callable
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.builtin import SocketModeClient

from bot.slack.client import quiet_logger, web_client

LINES = 2
#: Seconds between two looks at a connection.
LOOK = 0.2
#: The SDK pings this often and gives up a connection that leaves four pings unanswered.
PING = 3.0
#: Slack greets a new connection; one that does not within so many seconds only looks alive.
GREETING = 10.0
#: A connection this old is replaced: reports tell of some that answer pings and deliver nothing.
RENEW = 1_800.0
LONGEST_WAIT = 60.0

#: Called with the SDK's client and request for each envelope; must acknowledge it.
Handle = Callable[[Any, Any], None]


class Line:
    """One connection, opened again whenever it is gone."""

    def __init__(
        self, number: int, app_token: str, base_url: str, handle: Handle, *, renew: float = RENEW
    ) -> None:
        self._client = SocketModeClient(
            app_token=app_token,
            logger=quiet_logger(),
            web_client=web_client(None, base_url),
            auto_reconnect_enabled=False,
            ping_interval=PING,
            receive_buffer_size=16_384,
            concurrency=8,
            on_message_listeners=[self._heard],
        )
        self._client.socket_mode_request_listeners.append(handle)
        # Not all at once.
        self._renew = renew * (1 + number / (LINES * 2))
        self._stop = threading.Event()
        self._opened = self._greeted = 0.0
        self._failures = 0
        self._next_try = 0.0
        #: Why the last attempt failed; None while it is open.
        self.error: str | None = "not opened yet"
        self._thread = threading.Thread(target=self._keep, name=f"socket {number}", daemon=True)

    def start(self) -> None:
        """Open it, and keep it open."""
        self._thread.start()

    def stop(self) -> None:
        """Close it; call `join` to wait for what it is doing."""
        self._stop.set()

    def join(self, seconds: float) -> None:
        """Wait until it is closed."""
        self._thread.join(seconds)

    @property
    def is_open(self) -> bool:
        """True when it delivers, as far as one can know."""
        return self.error is None

    def _heard(self, message: str) -> None:
        if '"hello"' in message[:200]:
            self._greeted = time.monotonic()
            self._failures = 0
            self.error = None

    def _keep(self) -> None:
        while not self._stop.wait(LOOK):
            now = time.monotonic()
            if self._is_well(now):
                continue
            if now >= self._next_try:
                self._open(now)
        _hang_up(self._client.current_session)
        self._client.close()

    def _is_well(self, now: float) -> bool:
        session = self._client.current_session
        if session is None or self._opened == 0:
            return False
        if not self._client.is_connected() or _ended(session.sock):
            self.error = self.error or "the connection ended"
            return False
        if now - self._opened > self._renew:
            return False
        return self._greeted >= self._opened or now - self._opened < GREETING

    def _open(self, now: float) -> None:
        """Connect; the old connection is closed when the new one stands."""
        wait = min(2.0**self._failures / 2, LONGEST_WAIT)
        self._next_try = now + wait
        self._failures += 1
        self._opened = time.monotonic()
        try:
            # A connection of the past is at its end: its reader would spin on it.
            session = self._client.current_session
            if session is not None and _ended(session.sock):
                self._client.current_session_state.terminated = True
            self._client.connect_to_new_endpoint(force=True)
        except SlackApiError as error:
            self.error = str(getattr(error.response, "data", {}).get("error") or "refused")
        except Exception as error:
            # No network, a garbled answer, a handshake refused: all mean to try again later.
            self.error = f"{type(error).__name__}: {error}"[:200]
        else:
            if not self._client.is_connected():
                self.error = "the connection was refused"


def _hang_up(session: Any) -> None:
    """End a connection at once: its reader would keep the SDK waiting for seconds."""
    sock = session.sock if session is not None else None
    if sock is None:
        return
    try:
        with socket.fromfd(sock.fileno(), sock.family, sock.type) as twin:
            twin.shutdown(socket.SHUT_RDWR)
    except (OSError, ValueError):
        return


def _ended(sock: socket.socket | None) -> bool:
    """Tell whether the other side has closed the connection, without taking anything from it."""
    if sock is None:
        return True
    try:
        with socket.fromfd(sock.fileno(), sock.family, sock.type) as twin:
            twin.setblocking(False)
            return twin.recv(1, socket.MSG_PEEK) == b""
    except (BlockingIOError, InterruptedError):
        return False
    except (OSError, ValueError):
        return True


class Sockets:
    """All connections of the app."""

    def __init__(
        self, app_token: str, base_url: str, handle: Handle, *, lines: int = LINES, renew: float = RENEW
    ) -> None:
        """Prepare; nothing is opened yet."""
        self._lines = [Line(n, app_token, base_url, handle, renew=renew) for n in range(lines)]

    def start(self) -> None:
        """Open the connections, and keep them open."""
        for line in self._lines:
            line.start()

    def stop(self, seconds: float = 4.0) -> None:
        """Close them all."""
        for line in self._lines:
            line.stop()
        until = time.monotonic() + seconds
        for line in self._lines:
            line.join(max(until - time.monotonic(), 0))

    @property
    def open(self) -> int:
        """How many deliver."""
        return sum(line.is_open for line in self._lines)

    @property
    def error(self) -> str | None:
        """Why none is open; None when one is."""
        return None if self.open else next((line.error for line in self._lines if line.error), None)
