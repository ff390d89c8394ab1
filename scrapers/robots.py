"""robots.txt as RFC 9309 has it. The door to protego."""

import math
from dataclasses import dataclass
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
class Rules:
    """What one host's robots.txt allows us."""

    until: datetime
    #: Crawl-delay for us, at most 60 s.
    delay: timedelta = timedelta(0)
    #: Why nothing is allowed; None when the rules decide.
    refused: str | None = None
    #: True when there was no answer at all: the host is down, robots.txt says nothing.
    silent: bool = False
    #: Name the rules know us by.
    agent: str = ""
    #: None when everything is allowed.
    parsed: Protego | None = None

    def allows(self, url: str) -> bool:
        """Tell whether an address may be fetched."""
        if self.refused:
            return False
        return self.parsed is None or bool(self.parsed.can_fetch(url, self.agent))


def product_token(user_agent: str) -> str:
    """Return the name robots.txt knows us by: the part before the version (RFC 9309, section 2.2.1)."""
    words = user_agent.split("/")[0].split()
    return words[0] if words else "Communique"


def rules_from(status: int, body: bytes, user_agent: str, now: datetime) -> Rules:
    """Turn the answer for robots.txt into rules.

    4xx means there is none, so everything is allowed (2.3.1.3); 5xx means a complete disallow (2.3.1.4).
    """
    if 400 <= status < 500:
        return Rules(until=now + CACHE)
    if not 200 <= status < 300:
        return Rules(until=now + RETRY_ERROR, refused=f"robots.txt could not be read (HTTP {status})")
    agent = product_token(user_agent)
    parsed = Protego.parse(body[:MAX_SIZE].decode("utf-8-sig", "replace"))
    seconds = float(parsed.crawl_delay(agent) or 0)
    delay = (
        timedelta(seconds=min(seconds, MAX_DELAY.total_seconds())) if math.isfinite(seconds) else MAX_DELAY
    )
    return Rules(until=now + CACHE, delay=max(timedelta(0), delay), agent=agent, parsed=parsed)


def sitemaps_of(body: bytes) -> list[str]:
    """Return the sitemaps a robots.txt names, as written (sitemaps.org; no part of the RFC)."""
    return list(Protego.parse(body[:MAX_SIZE].decode("utf-8-sig", "replace")).sitemaps)


def rules_unread(reason: str, now: datetime, *, silent: bool) -> Rules:
    """Return the rules of a host whose robots.txt could not be had: nothing is allowed (2.3.1.4), for a short while."""
    return Rules(until=now + (RETRY_SILENCE if silent else RETRY_ERROR), refused=reason, silent=silent)
