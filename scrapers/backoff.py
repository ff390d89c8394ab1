"""When to ask a source again: its own rhythm, slower while it fails, later when it asks for it. Pure."""

from datetime import datetime, timedelta
from hashlib import blake2b

from scrapers.errors import GoneError, ScrapeError, ThrottledError

LONGEST = timedelta(hours=24)
#: A source that answered 410 is probed once a week.
GONE = timedelta(days=7)
#: What was cut off with its process is asked once more at once, and then after this, doubled each time.
CUT = timedelta(minutes=1)


def jitter(source: str, now: datetime) -> float:
    """Return a number in [0, 1) that is the same for the same source and minute."""
    digest = blake2b(f"{source} {now:%Y%m%d%H%M}".encode(), digest_size=4).digest()
    return int.from_bytes(digest) / 2**32


def next_check(
    source: str, now: datetime, every: timedelta, failures: int = 0, error: ScrapeError | None = None
) -> datetime:
    """Return when to ask again.

    Args:
        source: Its id; spreads the checks of many sources.
        now: When it was asked.
        every: Its configured rhythm.
        failures: Failures in a row, this one included; 0 after an answer.
        error: What went wrong; None after an answer. Asking to wait is no failure.
    """
    if isinstance(error, ThrottledError):
        return now + max(every, error.wait)
    if isinstance(error, GoneError):
        return now + max(every, GONE)
    wait = every
    if error is not None:
        wait = max(every, min(LONGEST, every * 2 ** min(failures, 16)))
    return now + wait * (1 + 0.05 * jitter(source, now))


def after_cut(begun: datetime, every: timedelta, tries: int) -> datetime:
    """Return when to ask again a source whose answer nobody lived to see, so many times in a row.

    What ended the process may be what the source sends: restarted again and again, it must not ask again and again.
    """
    return begun if tries < 2 else begun + min(every, CUT * (1 << min(tries - 2, 16)))
