"""How each source is: answering, failing, blocked, or silent beyond its habit. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal

from bot.store.sources import SourceState

State = Literal["ok", "failing", "blocked", "silent", "new"]

#: The service says twice a minute that it lives; one that has not for so long hangs.
HANGS = timedelta(minutes=3)
#: Nothing is called silence that is shorter, or before so many articles show a habit.
LEAST_SILENCE, LEAST_ARTICLES = timedelta(days=1), 4
#: A source that lists nothing at all is given this long.
EMPTY = timedelta(days=7)
#: Silence is so many times the usual gap; and longer than pauses a source is known to make (nights, weekends).
TIMES_USUAL, TIMES_PAUSE = 3, 1.25
#: Reasons of a failure by which a site keeps programs out; asking again will not help.
_BLOCKED = re.compile(r"robots\.txt does not allow|challenge|HTTP (?:401|403|407|451)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The state of a source and why; the reason is "" where there is nothing to say."""

    state: State
    reason: str = ""


def silence_after(times: Sequence[datetime]) -> timedelta | None:
    """Return how long a source may say nothing before that is beyond its habit; None while it has shown none.

    Args:
        times: Of its latest articles, newest first.
    """
    if len(times) < LEAST_ARTICLES:
        return None
    gaps = sorted((a - b for a, b in pairwise(times)), reverse=True)
    usual = (times[0] - times[-1]) / len(gaps)
    # The longest pause of all may be a breakdown; what came twice is a habit.
    return max(LEAST_SILENCE, usual * TIMES_USUAL, gaps[1] * TIMES_PAUSE)


def health_of(state: SourceState | None, times: Sequence[datetime], now: datetime) -> Health:
    """Return how a source is.

    Args:
        state: What is known of it; None before its first check.
        times: Of its latest articles, newest first.
        now: The current time.
    """
    if state is None or state.last_check is None:
        return Health(state="new", reason="not asked yet")
    if state.failures and state.reason:
        return Health(state="blocked" if _BLOCKED.search(state.reason) else "failing", reason=state.reason)
    if state.first_round is None:
        return Health(state="new", reason=state.reason or "")
    last = times[0] if times else None
    if last is None:
        if now - state.first_round > EMPTY and not state.listed:
            return Health(state="silent", reason=f"it has listed nothing since {day(state.first_round)}")
    elif (limit := silence_after(times)) is not None and now - last > limit:
        usual = (times[0] - times[-1]) / (len(times) - 1)
        return Health(state="silent", reason=f"nothing new since {day(last)}; usually {_every(usual)}")
    return Health(state="ok", reason=state.reason or "")


def day(moment: datetime) -> str:
    """Return a day for people."""
    return f"{moment:%a} {moment.day} {moment:%b %Y}"


def _every(gap: timedelta) -> str:
    hours = gap.total_seconds() / 3600
    if hours < 1:
        return "several an hour"
    return f"one in {hours:.0f} h" if hours < 48 else f"one in {hours / 24:.0f} days"
