"""One HTTP exchange, bounded: headers, body after decompression, redirects by hand."""

import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin

import httpx

from scrapers.dates import parse_date, parse_retry_after
from scrapers.errors import FetchError, GoneError, NetworkError, ThrottledError
from scrapers.fetch.transport import Deadline
from scrapers.urls import canonical_url

MAX_HEADERS = 64 * 1024
MAX_REDIRECTS = 10
MAX_WAIT = timedelta(hours=24)
#: When the server says neither when nor how long (doubled by the back-off afterwards).
DEFAULT_WAIT = timedelta(minutes=10)
_REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back at the end of the redirects, whatever its status."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    #: Where only permanent redirects (301, 308) led; None for none.
    permanent: str | None


class Inflater:
    """Undoes identity, gzip or deflate, one layer, never beyond a limit (RFC 9110, section 8.4)."""

    def __init__(self, source: str, coding: str, limit: int) -> None:
        self._source = source
        self._limit = limit
        self._size = 0
        self._chunks: list[bytes] = []
        names = [
            c.strip().lower() for c in coding.split(",") if c.strip() and c.strip().lower() != "identity"
        ]
        if len(names) > 1 or (names and names[0] not in ("gzip", "x-gzip", "deflate")):
            raise FetchError(source, f"content-encoding {coding[:40]!r} was not asked for")
        self._coding = names[0] if names else ""
        self._inflate = zlib.decompressobj(31) if self._coding in ("gzip", "x-gzip") else None
        self._first = True

    def feed(self, data: bytes) -> None:
        """Take in bytes from the wire; raises FetchError past the limit or for broken data."""
        if not self._coding:
            self._keep(data)
            return
        if self._inflate is None:
            # "deflate" is zlib by the RFC, raw in practice.
            zlib_header = len(data) > 1 and data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0
            self._inflate = zlib.decompressobj(15 if zlib_header else -15)
        try:
            out = self._inflate.decompress(data, self._limit - self._size + 1)
        except zlib.error as error:
            raise FetchError(self._source, f"the body is not the {self._coding} it is said to be") from error
        self._keep(out)
        if self._inflate.unconsumed_tail and self._size >= self._limit:
            raise FetchError(self._source, f"the body is larger than {self._limit // 2**20} MiB")

    def _keep(self, data: bytes) -> None:
        self._size += len(data)
        if self._size > self._limit:
            raise FetchError(self._source, f"the body is larger than {self._limit // 2**20} MiB")
        self._chunks.append(data)

    def finish(self) -> bytes:
        """Return the body; raises FetchError when compressed data ends too early."""
        if self._inflate is not None and not self._inflate.eof and self._size:
            raise FetchError(self._source, "the compressed body was cut off")
        return b"".join(self._chunks)


def _describe(error: httpx.HTTPError) -> str:
    text = str(error) or type(error).__name__
    cause = str(error.__cause__ or "")
    low = (text + " " + cause).lower()
    if isinstance(error, httpx.TimeoutException):
        return "no answer in time"
    if "certificate" in low or "ssl" in low or "tls" in low:
        return f"TLS: {text[:120]}"
    if "no address" in low:
        return text
    if "refused" in low:
        return "connection refused"
    if "reset" in low or "disconnected" in low:
        return "the server closed the connection"
    return text[:160]


class Exchange:
    """Does exchanges over one httpx client; one deadline covers all hops of one call."""

    def __init__(
        self, client: httpx.Client, deadline: Deadline, *, timeout: timedelta, max_body: int
    ) -> None:
        self._client = client
        self._deadline = deadline
        self._timeout = timeout.total_seconds()
        self._max_body = max_body

    def get(self, source: str, url: str, headers: Mapping[str, str]) -> Answer:
        """Follow redirects to an answer.

        Raises:
            FetchError: No usable answer (see `scrapers.errors`); statuses of 400 and above are returned, not raised.
        """
        self._deadline.at = time.monotonic() + self._timeout
        try:
            return self._follow(source, url, dict(headers))
        finally:
            self._deadline.at = None

    def _follow(self, source: str, url: str, headers: dict[str, str]) -> Answer:
        permanent: str | None = None
        only_permanent = True
        for _hop in range(MAX_REDIRECTS + 1):
            try:
                status, fields, body = self._once(source, url, headers)
            except httpx.HTTPError as error:
                raise NetworkError(source, _describe(error)) from error
            except httpx.InvalidURL as error:
                raise FetchError(source, f"not an address: {url[:120]}") from error
            if status not in _REDIRECTS or "location" not in fields:
                return Answer(url, status, fields, body, permanent)
            try:
                target = canonical_url(urljoin(url, fields["location"]))
            except ValueError as error:
                raise FetchError(
                    source, f"redirected to something that is no web address ({error})"
                ) from error
            only_permanent = only_permanent and status in (301, 308)
            permanent = target if only_permanent else permanent
            if not only_permanent:
                permanent = None
            # Validators belong to the address they came from.
            headers = (
                {k: v for k, v in headers.items() if k.lower() not in ("if-none-match", "if-modified-since")}
                if (target.split("//")[1].split("/")[0] != url.split("//")[1].split("/")[0])
                else headers
            )
            url = target
        raise FetchError(source, f"more than {MAX_REDIRECTS} redirects")

    def _once(self, source: str, url: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        request = self._client.build_request("GET", url, headers=headers)
        response = self._client.send(request, stream=True, follow_redirects=False)
        try:
            if sum(len(k) + len(v) + 4 for k, v in response.headers.raw) > MAX_HEADERS:
                raise FetchError(source, "the headers are larger than 64 KiB")
            fields = {k.lower(): v for k, v in response.headers.items()}
            if response.status_code in _REDIRECTS or response.status_code == 304:
                return response.status_code, fields, b""
            length = fields.get("content-length", "")
            if length.isdigit() and int(length) > self._max_body:
                raise FetchError(source, f"the body is larger than {self._max_body // 2**20} MiB")
            inflater = Inflater(source, fields.get("content-encoding", ""), self._max_body)
            for chunk in response.iter_raw():
                inflater.feed(chunk)
            return response.status_code, fields, inflater.finish()
        finally:
            response.close()


def raise_for(source: str, answer: Answer, now: datetime) -> None:
    """Raise what a status of 400 and above means; return for the rest."""
    status = answer.status
    if answer.headers.get("cf-mitigated", "").lower() == "challenge":
        raise FetchError(source, "a Cloudflare challenge stands before the site (not evaded)", status)
    if status < 400:
        return
    if status in (429, 503):
        wait = DEFAULT_WAIT
        given = answer.headers.get("retry-after")
        if given:
            base = parse_date(answer.headers.get("date", "")) or now
            try:
                wait = parse_retry_after(given, base)
            except ValueError:
                wait = DEFAULT_WAIT
        elif status == 503:
            raise FetchError(source, "HTTP 503", status)
        raise ThrottledError(source, min(wait, MAX_WAIT), status)
    if status == 410:
        raise GoneError(source, "HTTP 410: the address is gone for good", status)
    raise FetchError(source, f"HTTP {status}", status)


def utcnow() -> datetime:
    """Return the current instant."""
    return datetime.now(UTC)
