"""What is asked of the fetcher and what it brings."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

from scrapers.errors import FetchError
from scrapers.fetch.exchange import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to fetch, with the validators of the copy at hand."""

    url: str
    #: Name used in errors; the address when empty.
    source: str = ""
    #: Verbatim, quotes included.
    etag: str | None = None
    last_modified: str | None = None
    #: Address the validators came from (`Response.url`); the request's own when None. They are sent nowhere else:
    #: a 304 of a consent page would hide that the source has moved.
    validated: str | None = None
    #: False: robots.txt is not asked.
    robots: bool = True
    accept: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A 200 with its body, or a 304 without."""

    #: Where it came from, after redirects.
    url: str
    status: Literal[200, 304]
    #: Names in lower case.
    headers: Mapping[str, str]
    body: bytes
    #: Validators to keep, verbatim: of a 200 its own; of a 304 those the request had (a 304 changes nothing).
    etag: str | None
    last_modified: str | None
    #: Where permanent redirects alone led; None for none.
    permanent: str | None = None

    @property
    def content_type(self) -> str:
        """The Content-Type header, or ""."""
        return self.headers.get("content-type", "")

    @property
    def fingerprint(self) -> str:
        """Hex digest of the body: equal means the same bytes, whatever the validators say."""
        return blake2b(self.body, digest_size=16).hexdigest()


def conditions(request: Request) -> dict[str, str]:
    """Return the headers that make a request conditional."""
    given = {"If-None-Match": request.etag, "If-Modified-Since": request.last_modified}
    # Some servers send what no request may hold (RFC 9110, section 5.5): better a full answer than none for ever.
    return {name: value for name, value in given.items() if value and value.isascii() and value.isprintable()}


def response_of(
    name: str, url: str, answer: Answer, conditional: Request | None, moved: str | None
) -> Response:
    """Turn a final answer into a response.

    Args:
        name: Named in errors.
        url: Where the answer came from.
        answer: What came.
        conditional: The request whose validators were sent; None when none were.
        moved: Where permanent redirects alone led.

    Raises:
        FetchError: A status that is neither 200 nor a 304 that was asked for.
    """
    if answer.status == 304 and conditional is not None:
        etag, modified = conditional.etag, conditional.last_modified
        return Response(
            url=url,
            status=304,
            headers=answer.headers,
            body=b"",
            etag=etag,
            last_modified=modified,
            permanent=moved,
        )
    if answer.status == 304:
        raise FetchError(name, "HTTP 304 to a request without validators", 304)
    if answer.status != 200:
        raise FetchError(name, f"HTTP {answer.status}", answer.status)
    headers = answer.headers
    return Response(
        url=url,
        status=200,
        headers=headers,
        body=answer.body,
        etag=headers.get("etag"),
        last_modified=headers.get("last-modified"),
        permanent=moved,
    )
