"""What stands of ours in a channel: every message with its key, in the channel and in its threads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape
from typing import Any

from bot.slack.client import EVENT_TYPE, PAGE, Slack
from bot.slack.outcomes import Doubtful, Failure

#: Replies may stand in threads that began so long before.
THREADS = timedelta(days=7)
#: A busy channel is read to this many pages, and no further back.
MOST_PAGES = 300
_STAMP = re.compile(r"\d{1,12}(?:\.\d{1,9})?")
_LINK = re.compile(r"<(https?://[^|>\s]+)[|>]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A message of ours that stands in Slack."""

    key: str
    ts: str
    #: What its metadata says beside the key.
    about: dict[str, str]
    #: The addresses it links.
    links: frozenset[str]


class _CutShortError(Exception):
    def __init__(self, failure: Failure) -> None:
        super().__init__(str(failure))
        self.failure = failure


def ours(slack: Slack, channel_id: str, since: datetime) -> tuple[Shown, ...] | Failure:
    """Return what we posted to a channel and its threads since an instant, oldest first; a failure when it cannot be read."""
    who = slack.ask("auth.test", {})
    if not isinstance(who, dict):
        return who
    begin, found = since.timestamp(), []
    try:
        channel = {"channel": channel_id, "oldest": f"{(since - THREADS).timestamp():.6f}"}
        messages = list(_pages(slack, "conversations.history", channel))
        for message in messages:
            latest = message.get("latest_reply")
            if message.get("reply_count") and (latest is None or _time(latest) >= begin):
                thread = {"channel": channel_id, "ts": message["ts"], "oldest": f"{begin:.6f}"}
                found += [
                    m for m in _pages(slack, "conversations.replies", thread) if m["ts"] != message["ts"]
                ]
    except _CutShortError as error:
        return error.failure
    mine = {m["ts"]: _shown(m) for m in (*messages, *found) if _is_ours(m, who) and _time(m["ts"]) >= begin}
    return tuple(mine[ts] for ts in sorted(mine, key=_time))


def _pages(slack: Slack, method: str, arguments: dict[str, Any]) -> Iterator[dict[str, Any]]:
    cursor = ""
    for _ in range(MOST_PAGES):
        answer = slack.ask(
            method,
            {
                **arguments,
                "include_all_metadata": True,
                "limit": PAGE,
                **({"cursor": cursor} if cursor else {}),
            },
        )
        if not isinstance(answer, dict):
            raise _CutShortError(answer)
        rows = answer.get("messages")
        if not isinstance(rows, list):
            raise _CutShortError(Doubtful(reason=f"{method} answered without messages"))
        yield from (row for row in rows if isinstance(row, dict) and _time(row.get("ts")))
        more = answer.get("response_metadata")
        cursor = str(more.get("next_cursor") or "") if isinstance(more, dict) else ""
        if not cursor:
            return


def _payload(message: dict[str, Any]) -> dict[str, Any]:
    """Return what the metadata of a message of ours hold; nothing for any other message."""
    metadata = message.get("metadata")
    if not isinstance(metadata, dict) or metadata.get("event_type") != EVENT_TYPE:
        return {}
    payload = metadata.get("event_payload")
    return payload if isinstance(payload, dict) else {}


def _is_ours(message: dict[str, Any], who: dict[str, Any]) -> bool:
    written = not who.get("bot_id") or message.get("bot_id") == who["bot_id"]
    return written and bool(_payload(message).get("key"))


def _time(stamp: object) -> float:
    """Return the time of a stamp of Slack; 0 for what is none."""
    return float(stamp) if isinstance(stamp, str) and _STAMP.fullmatch(stamp) else 0.0


def _shown(message: dict[str, Any]) -> Shown:
    about = {str(name): str(value) for name, value in _payload(message).items()}
    return Shown(
        key=about.pop("key"), ts=message["ts"], about=about, links=frozenset(_links(message.get("blocks")))
    )


def _links(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for one in node:
            yield from _links(one)
    elif isinstance(node, dict):
        for name, value in node.items():
            if isinstance(value, list | dict):
                yield from _links(value)
            elif isinstance(value, str) and name == "url":
                yield value
            elif isinstance(value, str) and name == "text":
                yield from map(unescape, _LINK.findall(value))
