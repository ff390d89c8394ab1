"""robots.txt as RFC 9309 has it, through protego."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from protego import Protego

#: RFC 9309, section 2.4: a copy is used for at most a day.
CACHE = timedelta(hours=24)
#: An unreachable file is asked again sooner.
RETRY = timedelta(minutes=30)
#: Crawl-delay is no part of the RFC; it is honoured up to this.
MAX_DELAY = timedelta(seconds=60)
#: RFC 9309, section 2.5: at least 500 KiB are read.
MAX_SIZE = 512 * 1024


@dataclass(frozen=True, slots=True)
class Rules:
    """What one host's robots.txt allows us."""

    until: datetime
    #: Crawl-delay for us, at most 60 s.
    delay: timedelta
    #: None when everything is allowed; the reason when nothing is.
    refused: str | None
    parsed: Protego | None

    def allows(self, url: str, agent: str) -> bool:
        """Tell whether the address may be fetched."""
        if self.refused:
            return False
        return self.parsed is None or bool(self.parsed.can_fetch(url, agent))


def product_token(user_agent: str) -> str:
    """Return the name robots.txt knows us by: the part before the version (RFC 9309, section 2.2.1)."""
    return user_agent.split("/")[0].split()[0] if user_agent.strip() else "Communique"


def rules_from(status: int | None, body: bytes, user_agent: str, now: datetime) -> Rules:
    """Turn the answer for robots.txt into rules; `status` is None when there was no answer.

    4xx means unavailable, so everything is allowed (2.3.1.3); 5xx and no answer mean a complete disallow (2.3.1.4).
    """
    if status is None or status >= 500:
        told = "no answer" if status is None else f"HTTP {status}"
        return Rules(now + RETRY, timedelta(0), f"robots.txt could not be read ({told})", None)
    if status >= 400:
        return Rules(now + CACHE, timedelta(0), None, None)
    parsed = Protego.parse(body[:MAX_SIZE].decode("utf-8-sig", "replace"))
    delay = parsed.crawl_delay(product_token(user_agent)) or 0
    return Rules(now + CACHE, min(timedelta(seconds=float(delay)), MAX_DELAY), None, parsed)
