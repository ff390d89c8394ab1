"""Socket Mode: connections kept open, so that nobody's command meets a closed door.

The SDK's client speaks the protocol. Beside it stands a keeper per connection, because that client spins on a connection
which ended without a close frame and waits long before it connects anew. There are two connections: while one is
renewed the other takes what comes. Slack tells each envelope to one of them.
"""

import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
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
#: Seconds an old connection stays beside the new one.
OVERLAP = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long a connection is trusted, in seconds."""

    ping: float = PING
    greeting: float = GREETING
    renew: float = RENEW
    #: How long an old connection stays beside the new one.
    overlap: float = OVERLAP


#: Called with the SDK's client and request for each envelope; must acknowledge it.
Handle = Callable[[Any, Any], None]


class _Client(SocketModeClient):
    """One connection for its whole life. The SDK's own renewal keeps acknowledgements waiting for seconds."""

    def __init__(
        self, app_token: str, base_url: str, handle: Handle, ping: float, greeted: Callable[[], None]
    ) -> None:
        super().__init__(
            app_token=app_token,
            logger=quiet_logger(),
            web_client=web_client(None, base_url),
            auto_reconnect_enabled=False,
            ping_interval=ping,
            receive_buffer_size=16_384,
            concurrency=8,
            on_message_listeners=[self._heard],
        )
        self.socket_mode_request_listeners.append(handle)
        self.opened = time.monotonic()
        self.greeted = False
        self._tell = greeted
        #: Slack asked to come anew: this connection ends soon.
        self.is_called_off = False

    def _heard(self, message: str) -> None:
        if '"hello"' in message[:200]:
            self.greeted = True
            self._tell()

    def connect_to_new_endpoint(self, force: bool = False) -> None:
        """Note that Slack asks for a new connection; the keeper opens it."""
        self.is_called_off = True

    def open(self) -> None:
        """Connect; raises whatever goes wrong."""
        self.wss_uri = self.issue_new_wss_url()
        self.connect()
        if not self.is_connected():
            raise ConnectionError("the connection was refused")

    def is_there(self) -> bool:
        """Tell whether the other side has not closed the connection."""
        session = self.current_session
        return session is not None and self.is_connected() and not _ended(session.sock)

    def retire(self, seconds: float) -> None:
        """Close after a while, in which acknowledgements under way still go out."""

        def end() -> None:
            time.sleep(seconds)
            # The reader of a connection that ended would spin, and hold up the end for seconds.
            self.current_session_state.terminated = True
            _hang_up(self.current_session)
            self.close()

        threading.Thread(target=end, name="socket end", daemon=True).start()


class Line:
    """One connection after the other, so that there is always one."""

    def __init__(
        self, number: int, app_token: str, base_url: str, handle: Handle, patience: Patience
    ) -> None:
        self._make = partial(_Client, app_token, base_url, handle, patience.ping, self._greeted)
        # Not all at once.
        self._renew = patience.renew * (1 + number / (LINES * 2))
        self._greeting, self._overlap = patience.greeting, patience.overlap
        self._client: _Client | None = None
        self._stop = threading.Event()
        self._failures = 0
        self._next_try = 0.0
        #: Why there is none now; None while one is open.
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

    def _greeted(self) -> None:
        self.error, self._failures = None, 0

    def _keep(self) -> None:
        while not self._stop.is_set():
            now = time.monotonic()
            client = self._client
            is_well = client is not None and self._is_well(client, now)
            if not is_well and now >= self._next_try:
                self._open(now)
            self._stop.wait(LOOK)
        if self._client is not None:
            self._client.retire(0)

    def _is_well(self, client: _Client, now: float) -> bool:
        if not client.is_there():
            self.error = "the connection ended"
            return False
        if client.is_called_off or now - client.opened > self._renew:
            return False
        return client.greeted or now - client.opened < self._greeting

    def _open(self, now: float) -> None:
        """Connect; the old connection is closed when the new one stands."""
        self._next_try = now + min(2.0**self._failures / 2, LONGEST_WAIT)
        self._failures += 1
        client = self._make()
        try:
            client.open()
        except SlackApiError as error:
            reason = str(getattr(error.response, "data", {}).get("error") or "refused")
        except Exception as error:
            # No network, a garbled answer, a handshake refused: all mean to try again later.
            reason = f"{type(error).__name__}: {error}"[:200]
        else:
            old, self._client = self._client, client
            if old is not None:
                old.retire(self._overlap if old.is_there() else 0)
            return
        client.retire(0)
        if self._client is None or not self._client.is_there():
            self.error = reason


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
        self,
        app_token: str,
        base_url: str,
        handle: Handle,
        *,
        lines: int = LINES,
        patience: Patience | None = None,
    ) -> None:
        """Prepare; nothing is opened yet."""
        trust = patience or Patience()
        self._lines = [Line(n, app_token, base_url, handle, trust) for n in range(lines)]

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
