"""Everything that can go wrong between a source and an article.

* ScrapeError                  expected: noted on that source, the others go on
  * FetchError                 no answer, or an HTTP error
    * ThrottledError           asked to come back later; says how much later
    * GoneError                410: the address will not come back
    * RobotsError              robots.txt does not allow it
    * ForbiddenAddressError    an address the guard refuses
    * NetworkError             no connection: name, route, TLS, time
  * ParseError                 an answer, but not what the source promised
    * SoftNotFoundError        a page that says, as an answer, that nothing is there
"""

from datetime import timedelta


class ScrapeError(Exception):
    """Something expected went wrong with one source or page."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(source, reason)
        self.source = source
        self.reason = reason

    def __str__(self) -> str:
        return self.reason


class FetchError(ScrapeError):
    """The server gave no usable answer."""

    def __init__(self, source: str, reason: str, status: int | None = None) -> None:
        super().__init__(source, reason)
        self.status = status


class ThrottledError(FetchError):
    """The server asked us to come back later."""

    def __init__(self, source: str, wait: timedelta, status: int | None = 429) -> None:
        super().__init__(source, f"asked to wait {wait.total_seconds():.0f} s", status)
        self.wait = wait


class GoneError(FetchError):
    """410: the source has ended."""


class RobotsError(FetchError):
    """robots.txt disallows the address, or could not be read."""


class ForbiddenAddressError(FetchError):
    """The address is private, or its port is not a web port."""


class NetworkError(FetchError):
    """No connection was made or it broke: name, route, TLS or time."""


class ParseError(ScrapeError):
    """An answer came, but it is not what the source promised."""


class SoftNotFoundError(ParseError):
    """A page was answered (200) that only says that nothing is there, or the front page in its place."""
