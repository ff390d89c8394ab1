"""What outlives the process of the hosts we ask: whoever fetches may hand in a place to keep it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from scrapers.robots import Copy


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What is to be remembered of one host:port."""

    #: End of a Retry-After; None when it has answered since.
    not_before: datetime | None = None
    #: Requests to wait in a row that did not say how long.
    untold: int = 0
    #: None: never asked for.
    robots: Copy | None = None


class Memory(Protocol):
    """Keeps what is to be remembered. Used by many threads; must not raise."""

    @property
    def resumed(self) -> bool:
        """True when another process may have asked any host until a moment ago."""

    def recall(self, host: str) -> Remembered:
        """Return what was kept of a `host:port`, or nothing."""

    def keep(self, host: str, what: Remembered) -> None:
        """Keep it now, in the place of what was kept before: the process may be killed at any moment."""


class Forgetful:
    """The memory of who fetches once."""

    @property
    def resumed(self) -> bool:
        """Nobody fetched before."""
        return False

    def recall(self, host: str) -> Remembered:
        """Return nothing."""
        return Remembered()

    def keep(self, host: str, what: Remembered) -> None:
        """Keep nothing."""
