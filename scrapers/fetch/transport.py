"""Sockets with a guard and a deadline: the address is checked where it is dialled, every read ends in time.

httpx's timeouts are per read, so a server that drips a byte a second never times out; here every read, write and
handshake gets what is left of one deadline.
"""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore
import httpx

from scrapers.errors import ForbiddenAddressError
from scrapers.guard import AddressGuard

#: Host name and port to numeric addresses, in order of preference.
Resolver = Callable[[str, int], list[str]]


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host name; raises OSError when it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Deadline(threading.local):
    """When the exchange of this thread must end, on the monotonic clock."""

    at: float | None = None

    def left(self, timeout: float | None) -> float:
        """Return the seconds left; raises httpcore.ReadTimeout when there are none."""
        if self.at is None:
            return 30.0 if timeout is None else timeout
        left = self.at - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the total time is over")
        return left if timeout is None else min(left, timeout)


class _Stream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _Stream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """Resolves once, checks every address, dials a checked one: check and use are the same."""

    def __init__(self, guard: AddressGuard, deadline: Deadline, resolver: Resolver = resolve) -> None:
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
        try:
            addresses = self._resolver(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"no address for {host}") from error
        if not addresses:
            raise httpcore.ConnectError(f"no address for {host}")
        for address in addresses:
            self._guard.check(address, port)
        last: Exception | None = None
        for address in addresses[:4]:
            try:
                inner = self._inner.connect_tcp(
                    address, port, min(10.0, self._deadline.left(timeout)), local_address, socket_options
                )
                return _Stream(inner, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
        assert last is not None
        raise last

    def connect_unix_socket(self, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        raise ForbiddenAddressError("unix", "unix sockets are never fetched from")


class GuardedTransport(httpx.HTTPTransport):
    """httpx's transport over guarded sockets; no proxies, no environment."""

    def __init__(
        self, guard: AddressGuard, deadline: Deadline, connections: int, resolver: Resolver = resolve
    ) -> None:
        context = httpx.create_ssl_context(trust_env=False)
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
