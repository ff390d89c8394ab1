"""What somebody wants to follow, as typed: a query, perhaps a channel, perhaps an hour."""

import re
from dataclasses import dataclass

from bot.commands.asking import Office
from bot.errors import UsageError
from bot.modals import USUAL_HOUR
from bot.queries import read_query
from digests.query import Query

_PLACE = re.compile(r"\s+in\s+(?:<#([CG][A-Z0-9]{6,})(?:\|[^>]*)?>|(#[^\s<>]{1,80}))\s*$", re.IGNORECASE)
_DAILY = re.compile(r"\s+daily(?:\s+(?:at\s+)?(\d{1,2})[:.h](\d{2}))?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants to follow."""

    query: Query
    #: Channel or person it goes to.
    channel: str
    #: "HH:MM"; None for as it happens.
    daily: str | None

    @property
    def is_shared(self) -> bool:
        """True when others read it, too."""
        return not self.channel.startswith(("U", "W"))


def read_wish(office: Office, text: str, who: str) -> Wish:
    """Read `QUERY [in #channel] [daily HH:MM]`, the two in any order.

    Raises:
        UsageError: The query or the hour cannot be used.
    """
    channel, daily = who, None
    text = f" {text.strip()}"
    for _ in range(2):
        if place := _PLACE.search(text):
            channel, text = place[1] or place[2], text[: place.start()]
        elif hour := _DAILY.search(text):
            daily, text = clock(hour[1], hour[2]) if hour[1] else USUAL_HOUR, text[: hour.start()]
    if not text.strip():
        raise UsageError(
            'Follow what? For example: subscribe "without preconditions", or subscribe country:NOR'
        )
    query = read_query(text.strip(), office.configuration(), office.archive)
    return Wish(query=query, channel=channel, daily=daily)


def clock(hours: str, minutes: str) -> str:
    """Return "HH:MM".

    Raises:
        UsageError: There is no such hour.
    """
    if int(hours) > 23 or int(minutes) > 59:
        raise UsageError(f"{hours}:{minutes} is no time of day; write daily 08:00")
    return f"{int(hours):02d}:{minutes}"
