"""Calls to Slack: post, update, look whether a message is there, find a channel. Nothing is ever retried here."""

import logging
import re
import socket
import ssl
from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack.outcomes import (
    Absent,
    Copy,
    Doubtful,
    Failure,
    Finding,
    Outcome,
    Posted,
    Refused,
    Throttled,
    Unreached,
    sort_answer,
)

#: Seconds a single answer may take.
TIMEOUT = 15
EVENT_TYPE = "communique_delivery"
NOTHING: Mapping[str, str] = MappingProxyType({})
#: Ids of Slack: channels, private groups, direct messages; users get a direct message.
CHANNEL_ID = re.compile(r"[CGD][A-Z0-9]{6,}")
USER_ID = re.compile(r"[UW][A-Z0-9]{6,}")
#: The list of channels is not for us: the scope is missing.
UNLISTED = ("missing_scope", "unknown_method", "not_allowed_token_type")
#: The most objects one page may ask for, as Slack recommends.
PAGE = 200
#: A history longer than this many pages is not read to its end: the window of doubt is minutes.
MOST_PAGES = 50


class _FailedError(Exception):
    """A call was not done, or nobody knows; carries the sorted failure."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(str(failure))
        self.failure = failure


def quiet_logger() -> logging.Logger:
    """Return a logger for the SDK: it logs tokens and bodies when its level is low, and errors that we log ourselves."""
    return logging.Logger("communique.slack", logging.CRITICAL + 1)


def web_client(token: str | None, base_url: str, timeout: float = TIMEOUT) -> WebClient:
    """Return a client that repeats nothing: with the SDK's own retries one lost answer would become two messages."""
    options: dict[str, Any] = {"timeout": timeout, "retry_handlers": [], "logger": quiet_logger()}
    return WebClient(token=token, base_url=base_url, **options)


class Slack:
    """One workspace through one bot token. Safe to use from several threads."""

    def __init__(self, token: str, base_url: str, timeout: float = TIMEOUT, *, listens: bool = True) -> None:
        """Prepare; without somebody who listens, buttons that only we could answer are left out of messages."""
        self.token = token
        self._listens = listens
        self._client = web_client(token, base_url, timeout)
        self._bot_id: str | None = None

    def whoami(self) -> Failure | None:
        """Ask who we are; None when the token is good."""
        try:
            self._bot_id = str(self._call("auth.test", {}).get("bot_id") or "")
        except _FailedError as error:
            return error.failure
        return None

    def ask(self, method: str, arguments: dict[str, Any]) -> dict[str, Any] | Failure:
        """Call a method that posts no news; return its answer, or what went wrong."""
        try:
            # The methods that only read take no JSON.
            return self._call(method, arguments, as_json=method.startswith(("chat.", "views.")))
        except _FailedError as error:
            return error.failure

    def post(
        self,
        channel_id: str,
        body: dict[str, Any],
        key: str,
        thread_ts: str | None = None,
        about: Mapping[str, str] = NOTHING,
    ) -> Outcome:
        """Post a message once, with its key and what it is about in the metadata."""
        where = {"thread_ts": thread_ts} if thread_ts else {}
        return self._send("chat.postMessage", channel_id, where, body, {"key": key, **about})

    def update(
        self, channel_id: str, ts: str, body: dict[str, Any], key: str, about: Mapping[str, str] = NOTHING
    ) -> Outcome:
        """Change a message of ours; may be repeated freely. Keeps the key it was posted with: `key` is that one."""
        return self._send("chat.update", channel_id, {"ts": ts}, body, {"key": key, **about})

    def find(
        self, channel_id: str, key: str, since: datetime, until: datetime, thread_ts: str | None = None
    ) -> Finding:
        """Look for our message with `key` posted between two instants in a channel, or in a thread of it."""
        try:
            for message in self._keyed(channel_id, key, since, until, thread_ts):
                if not self._bot_id or message.get("bot_id") == self._bot_id:
                    return Posted(channel_id=channel_id, ts=str(message["ts"]))
        except _FailedError as error:
            return error.failure
        return Absent()

    def copies(
        self, channel_id: str, key: str, since: datetime, until: datetime, thread_ts: str | None = None
    ) -> tuple[Copy, ...] | Failure:
        """Return all messages with `key` that are proven to be ours, the oldest first; see `find`."""
        found = []
        try:
            for message in self._keyed(channel_id, key, since, until, thread_ts):
                if self._bot_id and message.get("bot_id") == self._bot_id:
                    text, replies = str(message.get("text") or ""), int(message.get("reply_count") or 0)
                    found.append(Copy(ts=str(message["ts"]), text=text, replies=replies))
        except _FailedError as error:
            return error.failure
        return tuple(sorted(found, key=lambda copy: float(copy.ts)))

    def delete(self, channel_id: str, ts: str) -> Failure | None:
        """Take away a message of ours; None when it is not there any more. May be repeated freely."""
        answer = self.ask("chat.delete", {"channel": channel_id, "ts": ts})
        if isinstance(answer, Refused) and answer.error == "message_not_found":
            return None
        return None if isinstance(answer, dict) else answer

    def resolve(self, channel: str) -> str | Failure:
        """Return the id of a channel given by "#name", name or id; a user's id means the direct message to them.

        Without the right to list channels the name itself is returned: Slack takes it for public channels.
        """
        if CHANNEL_ID.fullmatch(channel):
            return channel
        try:
            if USER_ID.fullmatch(channel):
                return str(self._call("conversations.open", {"users": channel})["channel"]["id"])
        except _FailedError as error:
            return error.failure
        name = channel.removeprefix("#").lower()
        for kinds in ("public_channel,private_channel", "public_channel"):
            arguments = {"types": kinds, "exclude_archived": False, "limit": PAGE}
            try:
                for row in self._pages("conversations.list", arguments, "channels"):
                    if name in (row.get("name"), row.get("name_normalized")):
                        return str(row["id"])
            except _FailedError as error:
                if isinstance(error.failure, Refused) and error.failure.error in UNLISTED:
                    continue
                return error.failure
            return Refused(
                error="channel_not_found",
                kind="channel",
                detail=f"no channel is called {channel}, or it is private and the bot was not invited",
            )
        return "#" + name

    def _send(
        self,
        method: str,
        channel_id: str,
        where: dict[str, Any],
        body: dict[str, Any],
        payload: dict[str, str],
    ) -> Outcome:
        message = (
            {"unfurl_links": False, "unfurl_media": False, **body}
            if method == "chat.postMessage"
            else dict(body)
        )
        metadata = {"event_type": EVENT_TYPE, "event_payload": payload}
        if not self._listens and message.get("blocks"):
            message["blocks"] = _without_buttons(message["blocks"])
        try:
            answer = self._call(
                method, {**message, **where, "channel": channel_id, "metadata": metadata}, as_json=True
            )
        except _FailedError as error:
            return error.failure
        ts = answer.get("ts")
        if not isinstance(ts, str) or not ts:
            return Doubtful(reason="an answer without ts")
        return Posted(channel_id=str(answer.get("channel") or channel_id), ts=ts)

    def _keyed(
        self, channel_id: str, key: str, since: datetime, until: datetime, thread_ts: str | None
    ) -> Iterator[dict[str, Any]]:
        """Yield the messages with `key` of a span of time; who wrote them is not looked at."""
        method = "conversations.replies" if thread_ts else "conversations.history"
        arguments: dict[str, Any] = {
            "channel": channel_id,
            "oldest": f"{since.timestamp():.6f}",
            "latest": f"{until.timestamp():.6f}",
            "inclusive": True,
            "include_all_metadata": True,
            "limit": PAGE,
        }
        if thread_ts:
            arguments["ts"] = thread_ts
        if self._bot_id is None:
            self._bot_id = str(self._call("auth.test", {}).get("bot_id") or "")
        for message in self._pages(method, arguments, "messages"):
            metadata = message.get("metadata") or {}
            payload = metadata.get("event_payload") or {}
            if metadata.get("event_type") == EVENT_TYPE and payload.get("key") == key:
                yield message

    def _pages(self, method: str, arguments: dict[str, Any], field: str) -> Iterator[dict[str, Any]]:
        cursor = ""
        for _ in range(MOST_PAGES):
            answer = self._call(method, {**arguments, **({"cursor": cursor} if cursor else {})})
            rows = answer.get(field)
            if not isinstance(rows, list):
                raise _FailedError(Doubtful(reason=f"{method} answered without {field}"))
            yield from (row for row in rows if isinstance(row, dict))
            cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return
        raise _FailedError(Doubtful(reason=f"{method} has more than {MOST_PAGES} pages"))

    def _call(self, method: str, arguments: dict[str, Any], *, as_json: bool = False) -> dict[str, Any]:
        try:
            response = (
                self._client.api_call(method, json=arguments)
                if as_json
                else self._client.api_call(method, params=arguments)
            )
            data = response.data
        except SlackApiError as error:
            raise _FailedError(_sorted(error)) from error
        except URLError as error:
            reason = error.reason
            if isinstance(reason, ConnectionRefusedError | socket.gaierror | ssl.SSLCertVerificationError):
                raise _FailedError(Unreached(reason=str(reason))) from error
            raise _FailedError(Doubtful(reason=str(reason))) from error
        except Exception as error:
            # Whatever breaks while an answer is read (reset, cut, undecodable, no object) leaves us in doubt.
            raise _FailedError(Doubtful(reason=f"{type(error).__name__}: {error}"[:200])) from error
        if not isinstance(data, dict):
            raise _FailedError(Doubtful(reason="an answer that is no object"))
        return data


def _without_buttons(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return blocks with only those buttons that lead to an address."""
    out = []
    for block in blocks:
        if block.get("type") == "actions":
            kept = [element for element in block["elements"] if element.get("url")]
            if kept:
                out.append({**block, "elements": kept})
        else:
            out.append({k: v for k, v in block.items() if k != "accessory"})
    return out


def _sorted(error: SlackApiError) -> Failure:
    """Sort what the SDK raised; its response may lack anything."""
    response = error.response
    data = getattr(response, "data", None)
    data = data if isinstance(data, dict) else {}
    notes = data.get("errors") or (data.get("response_metadata") or {}).get("messages") or []
    detail = "; ".join(str(n) for n in notes)[:300] if isinstance(notes, list) else ""
    if data.get("error") == "missing_scope" and data.get("needed"):
        detail = f"needs {data['needed']}"
    return sort_answer(
        int(getattr(response, "status_code", 0) or 0),
        data.get("error"),
        dict(getattr(response, "headers", {}) or {}),
        detail,
    )


def describe(failure: Failure) -> str:
    """Return a failure in a few words, for logs and the outbox."""
    if isinstance(failure, Throttled):
        return f"asked to wait {failure.wait.total_seconds():.0f} s"
    if isinstance(failure, Refused):
        return str(failure)
    return failure.reason
