"""One request and its answer, bounded in time, headers and body; what statuses and broken connections mean."""

import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx

from scrapers.dates import parse_date, parse_retry_after
from scrapers.errors import FetchError, ForbiddenAddressError, GoneError, NetworkError, ThrottledError
from scrapers.fetch.inflate import Inflater, size_text
from scrapers.fetch.transport import Deadline, GuardedTransport
from scrapers.places import Places

MAX_HEADERS = 64 * 1024
MAX_WAIT = timedelta(hours=24)
REDIRECTS = (301, 302, 303, 307, 308)
PERMANENT = (301, 308)
#: Seconds after which a request no longer counts among those under way, but among the slow ones; and how many of these
#: there may be for each of the others. They only wait: what they cost is a connection.
PATIENCE, BESIDE = 1.0, 5


class Budget:
    """Seconds of network time left for one fetch, over all its hops."""

    def __init__(self, total: float) -> None:
        self.total = total
        self.left = total


@dataclass(frozen=True, slots=True)
class Answer:
    """What one request brought, whatever its status; no body for redirects and 304."""

    status: int
    #: Names in lower case.
    headers: Mapping[str, str]
    body: bytes


class Exchange:
    """Does single requests over one transport, so many at a time, and so many more that are slow."""

    def __init__(self, transport: GuardedTransport, deadline: Deadline, connections: int) -> None:
        self._transport = transport
        self._deadline = deadline
        self._places = Places(connections, connections * BESIDE, PATIENCE)

    def slow(self, source: str) -> bool:
        """Tell whether the last request of a source took long."""
        return self._places.slow(source)

    def close(self) -> None:
        """Close all connections."""
        self._transport.close()

    def get(
        self,
        source: str,
        url: str,
        headers: Mapping[str, str],
        budget: Budget,
        limit: int,
        *,
        cut: bool = False,
    ) -> Answer:
        """Send one GET and read its answer; redirects are not followed.

        Args:
            source: Named in errors.
            url: Canonical address.
            headers: All of them but Host.
            budget: What is left of it bounds this request, and pays for it.
            limit: Most bytes of the body after decompression.
            cut: Keep the first `limit` bytes of a longer body instead of refusing it.

        Raises:
            FetchError: No usable answer (see `scrapers.errors`); statuses of 400 and above are returned, not raised.
        """
        with self._places.take(source):
            begun = time.monotonic()
            self._deadline.at = begun + budget.left
            self._deadline.dialled = False
            try:
                return self._retried(source, url, headers, limit, cut)
            except httpx.InvalidURL as error:
                raise FetchError(source, f"not an address: {url[:120]}") from error
            except httpx.TimeoutException as error:
                raise NetworkError(source, f"no answer in time (at most {budget.total:.0f} s)") from error
            except httpx.HTTPError as error:
                raise NetworkError(source, describe(error)) from error
            except ForbiddenAddressError as error:
                raise ForbiddenAddressError(source, error.reason) from error
            finally:
                budget.left -= time.monotonic() - begun

    def _retried(self, source: str, url: str, headers: Mapping[str, str], limit: int, cut: bool) -> Answer:
        """Repeat a request once when a connection kept from earlier turns out to be closed (RFC 9110, 9.2.2)."""
        try:
            return self._once(source, url, headers, limit, cut)
        except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError):
            if self._deadline.dialled:
                raise
        return self._once(source, url, headers, limit, cut)

    def _once(self, source: str, url: str, headers: Mapping[str, str], limit: int, cut: bool) -> Answer:
        response = self._transport.handle_request(httpx.Request("GET", url, headers=dict(headers)))
        try:
            if sum(len(name) + len(value) + 4 for name, value in response.headers.raw) > MAX_HEADERS:
                raise FetchError(source, f"the headers are larger than {size_text(MAX_HEADERS)}")
            fields = {name.lower(): value for name, value in response.headers.items()}
            if response.status_code in REDIRECTS or response.status_code == 304:
                return Answer(response.status_code, fields, b"")
            length = fields.get("content-length", "")
            if length.isdigit() and int(length) > limit and not cut:
                raise FetchError(source, f"the body is larger than {size_text(limit)}")
            inflater = Inflater(source, fields.get("content-encoding", ""), limit, cut=cut)
            for chunk in response.iter_raw():
                inflater.feed(chunk)
                if inflater.full:
                    break
            return Answer(response.status_code, fields, inflater.finish())
        finally:
            response.close()


def describe(error: BaseException) -> str:
    """Name what went wrong with a connection, for people."""
    chain: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in chain:
        chain.append(at)
        at = at.__cause__ or at.__context__
    for one in chain:
        if isinstance(one, ssl.SSLCertVerificationError):
            return f"TLS: the certificate was refused ({one.verify_message})"
        if isinstance(one, ssl.SSLError):
            return f"TLS: {(one.reason or str(one)).replace('_', ' ').lower()[:120]}"
        if isinstance(one, ConnectionRefusedError):
            return "connection refused"
        if isinstance(one, ConnectionResetError | BrokenPipeError):
            return "the server closed the connection"
    text = str(error)
    if "disconnected without" in text:
        return "the server closed the connection without an answer"
    if "complete message body" in text or "incomplete chunked" in text:
        return "the body was cut off"
    if isinstance(error, httpx.RemoteProtocolError):
        return f"the answer is not HTTP ({text[:100]})"
    return text[:160] or type(error).__name__


def raise_for(source: str, answer: Answer, now: datetime, default_wait: timedelta) -> None:
    """Raise what a status of 400 and above means; return for the rest.

    Args:
        source: Named in errors.
        answer: What came.
        now: The current time, used when the server names none.
        default_wait: How long to wait after a 429 that does not say.
    """
    status = answer.status
    if answer.headers.get("cf-mitigated", "").lower() == "challenge":
        raise FetchError(source, "a Cloudflare challenge stands before the site (not evaded)", status)
    if status < 400:
        return
    if status in (429, 503):
        wait = retry_after(answer, now)
        if wait is not None or status == 429:
            raise ThrottledError(source, min(default_wait if wait is None else wait, MAX_WAIT), status)
    if status == 410:
        raise GoneError(source, "HTTP 410: the address is gone for good", status)
    raise FetchError(source, f"HTTP {status}", status)


def retry_after(answer: Answer, now: datetime) -> timedelta | None:
    """Return what Retry-After asks for, dates measured on the server's own clock; None when absent or unreadable."""
    base = parse_date(answer.headers.get("date", "")) or now
    try:
        return parse_retry_after(answer.headers.get("retry-after", ""), base)
    except ValueError:
        return None
