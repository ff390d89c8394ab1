"""Subscriptions as people write them, at the command line and in files to exchange: checked value by value."""

import json
import re
from typing import Any
from zoneinfo import available_timezones

from bot.errors import CommuniqueError, UsageError
from bot.queries import read_query

CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
CHANNEL = re.compile(r"#?[^\s#@<>&,.!?:A-Z]{1,80}|[CDGUW][A-Z0-9]{4,20}")


def channel_of(text: str) -> str:
    """Return a channel or person as written."""
    if not CHANNEL.fullmatch(text):
        raise UsageError(f'{text!r} is no channel; write its name, as in "#desk", or an id, as in C012AB3CD')
    return text


def clock_of(text: Any) -> str | None:
    """Return a time of day as HH:MM; None stays None."""
    if text is None:
        return None
    match = CLOCK.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise UsageError(f"{text!r} is no time of day; write HH:MM, as in 08:00")
    return f"{int(match[1]):02}:{match[2]}"


def read_rows(text: str, name: str) -> list[dict[str, Any]]:
    """Return the subscriptions of a file, checked as a whole: nothing is to be added when one of them is wrong.

    Raises:
        CommuniqueError: It is no list of subscriptions, or a row has a mistake.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CommuniqueError(f"{name} is not JSON: {error}") from error
    if not isinstance(data, list) or not all(isinstance(row, dict) for row in data):
        raise CommuniqueError(f"{name} holds no list of subscriptions; `communique alerts export` writes one")
    out = []
    for number, row in enumerate(data, 1):
        wrong = [k for k in ("owner", "channel", "query") if not isinstance(row.get(k), str) or not row[k]]
        if wrong:
            raise CommuniqueError(f"{name}, row {number}: `{wrong[0]}` is missing or no text")
        if not CHANNEL.fullmatch(row["channel"]):
            raise CommuniqueError(f"{name}, row {number}: {row['channel']!r} is no channel")
        if row.get("zone") is not None and row["zone"] not in available_timezones():
            raise CommuniqueError(f"{name}, row {number}: {row['zone']!r} is no time zone")
        try:
            query, daily = str(read_query(row["query"])), clock_of(row.get("daily"))
        except UsageError as error:
            raise CommuniqueError(f"{name}, row {number}: {error}") from error
        out.append(
            {
                "owner": row["owner"],
                "channel": row["channel"],
                "query": query,
                "daily": daily,
                "zone": row.get("zone"),
            }
        )
    return out
