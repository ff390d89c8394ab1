"""Sockets with a guard and a deadline: the address is checked where it is dialled, every read ends in time.

httpx's timeouts are per read, so a server that drips a byte a second never times out; here every look-up, read, write
and handshake gets what is left of one deadline.
"""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from ipaddress import ip_address
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

import httpcore
import httpx

from scrapers.errors import ForbiddenAddressError
from scrapers.guard import AddressGuard

#: Host name and port to numeric addresses, in order of preference; raises OSError when there are none.
Resolver = Callable[[str, int], list[str]]

#: Addresses tried of one name, and the longest any one of them may take to answer a connection.
_TRIED, _CONNECT_SECONDS = 4, 10.0
#: Not on every system; the kernel forgets it after some reads, so it is set before each.
_QUICKACK: int | None = getattr(socket, "TCP_QUICKACK", None)


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host name; raises OSError when it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Deadline(threading.local):
    """When the exchange of this thread must end, on the monotonic clock."""

    at: float = 0.0
    #: True when this thread has opened a connection since it was last set to False.
    dialled: bool = False

    def left(self) -> float:
        """Return the seconds left; raises httpcore.ReadTimeout when there are none."""
        left = self.at - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the total time is over")
        return left


class _Stream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline
        self._socket: socket.socket = inner.get_extra_info("socket")

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if _QUICKACK is not None:
            # A server that writes headers and body apart waits for our acknowledgement, which Linux holds back for 40 ms.
            self._socket.setsockopt(socket.IPPROTO_TCP, _QUICKACK, 1)
        return self._inner.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left())
        return _Stream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """Resolves once, checks the addresses, dials a checked one: check and use are the same."""

    def __init__(self, guard: AddressGuard, deadline: Deadline, resolver: Resolver) -> None:
        self._guard = guard
        self._deadline = deadline
        self._resolver = resolver
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        self._deadline.dialled = True
        last: Exception = httpcore.ConnectError(f"no address for {host}")
        for address in self._guard.choose(self._addresses(host, port), port)[:_TRIED]:
            seconds = min(_CONNECT_SECONDS, self._deadline.left())
            try:
                return _Stream(
                    self._inner.connect_tcp(address, port, seconds, None, socket_options), self._deadline
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
        raise last

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        raise ForbiddenAddressError(path, "unix sockets are never fetched from")

    def _addresses(self, host: str, port: int) -> list[str]:
        """Look a name up in a thread of its own: the system's look-up has no time limit."""
        try:
            return [str(ip_address(host))]
        except ValueError:
            pass
        answers: SimpleQueue[list[str] | Exception] = SimpleQueue()

        def look_up() -> None:
            try:
                answers.put(self._resolver(host, port))
            except Exception as error:
                answers.put(error)

        threading.Thread(target=look_up, name=f"look up {host}", daemon=True).start()
        try:
            found = answers.get(timeout=self._deadline.left())
        except Empty as error:
            raise httpcore.ConnectTimeout(f"no address for {host} in time") from error
        if isinstance(found, Exception):
            raise httpcore.ConnectError(f"no address for {host}") from found
        return found


class GuardedTransport(httpx.HTTPTransport):
    """httpx's transport over guarded sockets; no proxies, no environment, no cookies."""

    def __init__(
        self,
        guard: AddressGuard,
        deadline: Deadline,
        connections: int,
        resolver: Resolver,
        authorities: Path | None = None,
    ) -> None:
        context = httpx.create_ssl_context(trust_env=False)
        if authorities:
            context.load_verify_locations(authorities)
        super().__init__(verify=context, trust_env=False)
        # httpx has no public way to hand in a network backend (httpx 0.28): the pool is ours instead.
        self._pool.close()
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            max_connections=connections,
            max_keepalive_connections=connections,
            keepalive_expiry=5.0,
            http1=True,
            http2=False,
            retries=0,
            network_backend=GuardedBackend(guard, deadline, resolver),
        )
