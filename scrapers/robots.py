"""robots.txt as RFC 9309 has it. The door to protego."""

import math
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from protego import Protego

#: RFC 9309, section 2.4: a copy is used for at most a day.
CACHE = timedelta(hours=24)
#: A file that a server could not give is asked for again sooner; a server that did not answer, sooner still.
RETRY_ERROR = timedelta(minutes=5)
RETRY_SILENCE = timedelta(minutes=1)
#: Crawl-delay is no part of the RFC; it is honoured up to this.
MAX_DELAY = timedelta(seconds=60)
#: RFC 9309, section 2.5: at least 500 KiB are read.
MAX_SIZE = 512 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One host's robots.txt as it was had, or why it was not: what outlives the process."""

    until: datetime
    #: None when there is no such file, or none was ever had.
    text: str | None = None
    #: Why nothing is allowed; None when the text decides.
    refused: str | None = None
    #: True when there was no answer at all: the host is down, robots.txt says nothing.
    silent: bool = False

    def fresh(self, now: datetime) -> bool:
        """Tell whether it still serves; one that would for longer than a day was had before the clock was set back."""
        return now < self.until <= now + CACHE


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What one host's robots.txt allows us."""

    copy: Copy
    #: Crawl-delay for us, at most 60 s.
    delay: timedelta = timedelta(0)
    #: Name the rules know us by.
    agent: str = ""
    #: None when everything is allowed.
    parsed: Protego | None = None

    def allows(self, url: str) -> bool:
        """Tell whether an address may be fetched."""
        if self.copy.refused:
            return False
        return self.parsed is None or bool(self.parsed.can_fetch(url, self.agent))

    def prolonged(self, until: datetime) -> "Rules":
        """Return the same rules, to serve for longer: the file cannot be had now (2.4)."""
        return replace(self, copy=replace(self.copy, until=until))


def product_token(user_agent: str) -> str:
    """Return the name robots.txt knows us by: the part before the version (RFC 9309, section 2.2.1)."""
    words = user_agent.split("/")[0].split()
    return words[0] if words else "Communique"


def copy_from(status: int, body: bytes, now: datetime) -> Copy:
    """Return what the answer for robots.txt says.

    4xx means there is none, so everything is allowed (2.3.1.3); 5xx means a complete disallow (2.3.1.4).
    """
    if 400 <= status < 500:
        return Copy(until=now + CACHE)
    if not 200 <= status < 300:
        return Copy(until=now + RETRY_ERROR, refused=f"robots.txt could not be read (HTTP {status})")
    return Copy(until=now + CACHE, text=_text(body))


def copy_unread(reason: str, now: datetime, *, silent: bool) -> Copy:
    """Return what stands for a robots.txt that could not be had: nothing is allowed (2.3.1.4), for a short while."""
    return Copy(until=now + (RETRY_SILENCE if silent else RETRY_ERROR), refused=reason, silent=silent)


def rules_of(copy: Copy, user_agent: str) -> Rules:
    """Return what a robots.txt means for us."""
    if copy.text is None:
        return Rules(copy=copy)
    agent, parsed = product_token(user_agent), Protego.parse(copy.text)
    seconds = float(parsed.crawl_delay(agent) or 0)
    delay = (
        timedelta(seconds=min(seconds, MAX_DELAY.total_seconds())) if math.isfinite(seconds) else MAX_DELAY
    )
    return Rules(copy=copy, delay=max(timedelta(0), delay), agent=agent, parsed=parsed)


def sitemaps_of(body: bytes) -> list[str]:
    """Return the sitemaps a robots.txt names, as written (sitemaps.org; no part of the RFC)."""
    return list(Protego.parse(_text(body)).sitemaps)


def _text(body: bytes) -> str:
    return body[:MAX_SIZE].decode("utf-8-sig", "replace")
