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
            if message.get("reply_count") and float(message.get("latest_reply") or begin) >= begin:
                thread = {"channel": channel_id, "ts": message["ts"], "oldest": f"{begin:.6f}"}
                found += [
                    m for m in _pages(slack, "conversations.replies", thread) if m["ts"] != message["ts"]
                ]
    except _CutShortError as error:
        return error.failure
    mine = {m["ts"]: _shown(m) for m in (*messages, *found) if _is_ours(m, who) and float(m["ts"]) >= begin}
    return tuple(mine[ts] for ts in sorted(mine, key=float))


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
        yield from (row for row in rows if isinstance(row, dict) and row.get("ts"))
        cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            return


def _is_ours(message: dict[str, Any], who: dict[str, Any]) -> bool:
    metadata = message.get("metadata") or {}
    written = not who.get("bot_id") or message.get("bot_id") == who["bot_id"]
    return (
        written
        and metadata.get("event_type") == EVENT_TYPE
        and bool((metadata.get("event_payload") or {}).get("key"))
    )


def _shown(message: dict[str, Any]) -> Shown:
    payload = {name: str(value) for name, value in message["metadata"]["event_payload"].items()}
    return Shown(
        key=payload.pop("key"),
        ts=str(message["ts"]),
        about=payload,
        links=frozenset(_links(message.get("blocks"))),
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
