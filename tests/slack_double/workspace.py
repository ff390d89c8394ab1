"""A workspace in memory: channels with their history, and the methods of the Web API over them."""

import json
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.slack_double import app
from tests.slack_double.rules import RefusedError, check_message, pings
from tests.slack_double.views import check_view

TOKEN = "xoxb-test-token"
APP_TOKEN = "xapp-1-test-token"
BOT_ID = "B0COMMUNIQUE"
USER_ID = "U0COMMUNIQUE"
TEAM_ID = "T0DOUBLE"


@dataclass
class Channel:
    """A channel and all messages in it, oldest first."""

    id: str
    name: str
    member: bool = True
    archived: bool = False
    private: bool = False
    user: str | None = None
    creator: str = "U0CREATOR"
    messages: list[dict[str, Any]] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """As scopes tell conversations apart."""
        return "direct" if self.user else "private" if self.private else "public"


class Workspace:
    """Channels, the bot's token, and what was accepted so far. One lock guards all."""

    def __init__(self, *channels: str, token: str = TOKEN) -> None:
        self.lock = threading.RLock()
        self.token: str | None = token
        self.app_token: str | None = APP_TOKEN
        #: What the app was made of, and the scopes its token has.
        self.manifest = app.manifest()
        self.scopes = app.scopes(self.manifest)
        #: Methods answered so far, whatever they answered.
        self.methods: set[str] = set()
        #: One-use addresses of Socket Mode; triggers with the time they die at (0 once used).
        self.tickets: set[str] = set()
        self.triggers: dict[str, float] = {}
        #: Open modals by id, Home tabs by user, as Slack would send them back.
        self.views: dict[str, dict[str, Any]] = {}
        self.homes: dict[str, dict[str, Any]] = {}
        #: Ephemeral messages, in order, with channel and user.
        self.ephemerals: list[dict[str, Any]] = []
        #: What users.info says of somebody beside the usual.
        self.people: dict[str, dict[str, Any]] = {}
        self.link_url = ""
        #: Whether Socket Mode is switched on.
        self.linked = True
        self.channels: dict[str, Channel] = {}
        #: Every accepted post, update and deletion, in order.
        self.journal: list[dict[str, Any]] = []
        #: What would have notified people.
        self.pings: list[str] = []
        #: Called with each journal entry.
        self.on_accept: Callable[[dict[str, Any]], None] | None = None
        #: A stored message shows in history this many seconds later.
        self.history_lag = 0.0
        #: The most objects one page holds, whatever was asked.
        self.page = 999
        self._last_ts = 0.0
        for name in channels:
            self.add_channel(name)

    def add_channel(self, name: str, **options: Any) -> Channel:
        """Make a channel the bot is in, unless `member=False`."""
        with self.lock:
            channel = Channel(id=f"C{len(self.channels) + 1:08d}", name=name.lstrip("#"), **options)
            self.channels[channel.id] = channel
            return channel

    def named(self, name: str) -> Channel:
        """Return a channel by its name or id."""
        return next(c for c in self.channels.values() if name.lstrip("#") in (c.name, c.id))

    def visible(self, name: str) -> list[dict[str, Any]]:
        """Return all messages of a channel, thread replies among them, oldest first."""
        with self.lock:
            return [dict(m) for m in self.named(name).messages]

    def keys(self, name: str) -> list[str]:
        """Return the delivery keys visible in a channel, oldest first."""
        return [m["metadata"]["event_payload"]["key"] for m in self.visible(name) if "metadata" in m]

    def call(self, method: str, token: str | None, body: dict[str, Any]) -> dict[str, Any]:
        """Answer one call as Slack does.

        Raises:
            RefusedError: Slack answers `ok: false`.
        """
        if method == "api.test":
            return {"ok": True}
        handler = getattr(self, "_" + method.replace(".", "_"), None)
        if handler is None:
            raise RefusedError("unknown_method")
        if token is None:
            raise RefusedError("not_authed")
        if token != (self.app_token if method == "apps.connections.open" else self.token):
            raise RefusedError("invalid_auth")
        on = self.linked and self.manifest["settings"]["socket_mode_enabled"]
        if method == "apps.connections.open" and not on:
            raise RefusedError("access_denied")
        with self.lock:
            self.methods.add(method)
            self._check_scope(method, body)
            answer: dict[str, Any] = handler(body)
        return {"ok": True, **answer}

    # -- methods

    def _auth_test(self, _body: dict[str, Any]) -> dict[str, Any]:
        return {
            "url": "https://double.slack.com/",
            "team": "Double",
            "team_id": TEAM_ID,
            "user": "communique",
            "user_id": USER_ID,
            "bot_id": BOT_ID,
        }

    def _chat_postMessage(self, body: dict[str, Any]) -> dict[str, Any]:
        channel = self._writable(body)
        check_message(body)
        thread = body.get("thread_ts")
        if thread is not None:
            parent = self._find(channel, thread)
            if parent is None:
                raise RefusedError("thread_not_found")
            if parent.get("thread_ts", thread) != thread:
                raise RefusedError("cannot_reply_to_message")
        message = self._message(body)
        if thread is not None:
            message["thread_ts"] = thread
            parent["thread_ts"] = thread
            parent["reply_count"] = parent.get("reply_count", 0) + 1
            if body.get("reply_broadcast"):
                message["subtype"] = "thread_broadcast"
        channel.messages.append(message)
        self._accepted("chat.postMessage", channel, message, body)
        return {"channel": channel.id, "ts": message["ts"], "message": _without_metadata(message)}

    def _chat_update(self, body: dict[str, Any]) -> dict[str, Any]:
        channel = self._writable(body)
        message = self._own(channel, body)
        check_message(body, update=True)
        for key in ("text", "blocks", "metadata"):
            if body.get(key) is not None:
                message[key] = body[key]
        message["edited"] = {"user": USER_ID, "ts": f"{time.time():.6f}"}
        self._accepted("chat.update", channel, message, body)
        return {
            "channel": channel.id,
            "ts": message["ts"],
            "text": message["text"],
            "message": _without_metadata(message),
        }

    def _chat_delete(self, body: dict[str, Any]) -> dict[str, Any]:
        channel = self._writable(body)
        message = self._own(channel, body, "cant_delete_message")
        if message.get("reply_count"):
            # Its thread stays, under a headstone.
            for name in ("blocks", "metadata", "bot_id"):
                message.pop(name, None)
            message |= {"subtype": "tombstone", "text": "This message was deleted.", "user": "USLACKBOT"}
        else:
            channel.messages.remove(message)
            parent = self._find(channel, message.get("thread_ts", ""))
            if parent is not None:
                parent["reply_count"] -= 1
        self._accepted("chat.delete", channel, message, body)
        return {"channel": channel.id, "ts": message["ts"]}

    def _conversations_list(self, body: dict[str, Any]) -> dict[str, Any]:
        types = str(body.get("types", "public_channel")).split(",")
        rows = [
            self._about(c)
            for c in self.channels.values()
            if c.user is None
            and ("private_channel" if c.private else "public_channel") in types
            and (c.member or not c.private)
            and not (c.archived and _true(body.get("exclude_archived")))
        ]
        page, following = self._paged(rows, body, 100)
        return {"channels": page, "response_metadata": {"next_cursor": following}}

    def _users_conversations(self, body: dict[str, Any]) -> dict[str, Any]:
        types = str(body.get("types", "public_channel")).split(",")
        rows = [
            self._about(c)
            for c in self.channels.values()
            if c.user is None
            and c.member
            and ("private_channel" if c.private else "public_channel") in types
            and not (c.archived and _true(body.get("exclude_archived")))
        ]
        page, following = self._paged(rows, body, 100)
        return {"channels": page, "response_metadata": {"next_cursor": following}}

    def _conversations_info(self, body: dict[str, Any]) -> dict[str, Any]:
        return {"channel": self._about(self._channel(body))}

    def _conversations_history(self, body: dict[str, Any]) -> dict[str, Any]:
        channel = self._readable(body)
        rows = [
            m for m in self._shown(channel, body) if m.get("thread_ts", m["ts"]) == m["ts"] or "subtype" in m
        ]
        page, following = self._paged(rows[::-1], body, 100)
        return {
            "messages": [
                m if _true(body.get("include_all_metadata")) else _without_metadata(m) for m in page
            ],
            "has_more": bool(following),
            "response_metadata": {"next_cursor": following},
        }

    def _conversations_replies(self, body: dict[str, Any]) -> dict[str, Any]:
        channel = self._readable(body)
        parent = self._find(channel, str(body.get("ts")))
        if parent is None:
            raise RefusedError("thread_not_found")
        replies = [
            m for m in self._shown(channel, body) if m.get("thread_ts") == parent["ts"] and m is not parent
        ]
        page, following = self._paged([parent, *replies], body, 1000)
        return {
            "messages": [
                m if _true(body.get("include_all_metadata")) else _without_metadata(m) for m in page
            ],
            "has_more": bool(following),
            "response_metadata": {"next_cursor": following},
        }

    def _conversations_open(self, body: dict[str, Any]) -> dict[str, Any]:
        user = str(body.get("users", ""))
        if not user.startswith(("U", "W")):
            raise RefusedError("user_not_found")
        for channel in self.channels.values():
            if channel.user == user:
                return {"channel": {"id": channel.id}, "already_open": True}
        channel = Channel(id=f"D{len(self.channels) + 1:08d}", name=user, user=user)
        self.channels[channel.id] = channel
        return {"channel": {"id": channel.id}}

    def _chat_postEphemeral(self, body: dict[str, Any]) -> dict[str, Any]:
        channel = self._writable(body)
        user = str(body.get("user", ""))
        if not user.startswith(("U", "W")):
            raise RefusedError("user_not_in_channel")
        check_message(body)
        self.pings += pings(body)
        message = self._message(body)
        self.ephemerals.append({"channel": channel.id, "name": channel.name, "to": user, **message})
        return {"message_ts": message["ts"]}

    def _apps_connections_open(self, _body: dict[str, Any]) -> dict[str, Any]:
        ticket = secrets.token_hex(8)
        self.tickets.add(ticket)
        return {"url": f"{self.link_url}?ticket={ticket}&app_id=A0DOUBLE"}

    def trigger(self, life: float = 3.0) -> str:
        """Return a trigger that lives so many seconds."""
        with self.lock:
            name = f"{len(self.triggers)}.{secrets.token_hex(6)}"
            self.triggers[name] = time.monotonic() + life
            return name

    def _views_open(self, body: dict[str, Any]) -> dict[str, Any]:
        check_view(body.get("view"), "modal")
        until = self.triggers.get(str(body.get("trigger_id")))
        if until is None:
            raise RefusedError("invalid_trigger_id")
        if until == 0:
            raise RefusedError("exchanged_trigger_id")
        if until < time.monotonic():
            raise RefusedError("expired_trigger_id")
        self.triggers[str(body["trigger_id"])] = 0
        return {"view": self._view(f"V{len(self.views) + 1:08d}", body["view"], self.views)}

    def _views_update(self, body: dict[str, Any]) -> dict[str, Any]:
        view = self.views.get(str(body.get("view_id")))
        if view is None:
            raise RefusedError("not_found")
        if body.get("hash") not in (None, view["hash"]):
            raise RefusedError("hash_conflict")
        check_view(body.get("view"), "modal")
        return {"view": self._view(view["id"], body["view"], self.views)}

    def _views_publish(self, body: dict[str, Any]) -> dict[str, Any]:
        check_view(body.get("view"), "home")
        user = str(body.get("user_id", ""))
        if not user.startswith(("U", "W")):
            raise RefusedError("invalid_arguments", "user_id")
        old = self.homes.get(user)
        if old and body.get("hash") not in (None, old["hash"]):
            raise RefusedError("hash_conflict")
        view = self._view(old["id"] if old else f"VH{user}", body["view"], {})
        self.homes[user] = view
        return {"view": view}

    def _view(self, view_id: str, view: dict[str, Any], kept: dict[str, dict[str, Any]]) -> dict[str, Any]:
        self.pings += pings(view)
        stored = {**json.loads(json.dumps(view)), "id": view_id, "hash": secrets.token_hex(6)}
        for n, block in enumerate(stored["blocks"]):
            block.setdefault("block_id", f"auto{n}")
        kept[view_id] = stored
        return stored

    def _users_info(self, body: dict[str, Any]) -> dict[str, Any]:
        user = str(body.get("user", ""))
        if not user.startswith(("U", "W")):
            raise RefusedError("user_not_found")
        return {
            "user": {
                "id": user,
                "name": user.lower(),
                "tz": "Europe/Paris",
                "tz_offset": 3600,
                "deleted": False,
                "is_bot": user == USER_ID,
                **self.people.get(user, {}),
            }
        }

    # -- helpers

    def _check_scope(self, method: str, body: dict[str, Any]) -> None:
        """Refuse a method whose scope the token lacks for what it is about."""
        needed = app.SCOPES.get(method, {})
        if method in ("conversations.list", "users.conversations"):
            kinds = str(body.get("types", "public_channel")).split(",")
            wanted = [needed[kind.removesuffix("_channel")] for kind in kinds]
        elif "" in needed:
            wanted = [needed[""]]
        else:
            channel = self.channels.get(str(body.get("channel", "")))
            wanted = [needed[channel.kind]] if channel and needed else []
        for scope in wanted:
            if scope not in self.scopes:
                raise RefusedError("missing_scope", scope)

    def _channel(self, body: dict[str, Any]) -> Channel:
        channel = self.channels.get(str(body.get("channel", "")))
        if channel is None or (channel.private and not channel.member):
            raise RefusedError("channel_not_found")
        return channel

    def _readable(self, body: dict[str, Any]) -> Channel:
        channel = self._channel(body)
        if not channel.member:
            raise RefusedError("not_in_channel")
        return channel

    def _writable(self, body: dict[str, Any]) -> Channel:
        channel = self._readable(body)
        if channel.archived:
            raise RefusedError("is_archived")
        return channel

    def _own(
        self, channel: Channel, body: dict[str, Any], refusal: str = "cant_update_message"
    ) -> dict[str, Any]:
        message = self._find(channel, str(body.get("ts")))
        if message is None:
            raise RefusedError("message_not_found")
        if message.get("bot_id") != BOT_ID:
            raise RefusedError(refusal)
        return message

    def _find(self, channel: Channel, ts: str) -> dict[str, Any] | None:
        return next((m for m in channel.messages if m["ts"] == ts), None)

    def _message(self, body: dict[str, Any]) -> dict[str, Any]:
        # Slack's time stamps are unique in a channel and grow.
        self._last_ts = max(time.time(), self._last_ts + 0.000001)
        message = {
            "type": "message",
            "user": USER_ID,
            "bot_id": BOT_ID,
            "app_id": "A0DOUBLE",
            "team": TEAM_ID,
            "text": body.get("text") or "",
            "ts": f"{self._last_ts:.6f}",
        }
        for key in ("blocks", "metadata"):
            if body.get(key) is not None:
                message[key] = body[key]
        return message

    def _accepted(self, method: str, channel: Channel, message: dict[str, Any], body: dict[str, Any]) -> None:
        self.pings += pings(body)
        entry = {
            "method": method,
            "channel": channel.id,
            "name": channel.name,
            **json.loads(json.dumps(message)),
        }
        self.journal.append(entry)
        if self.on_accept:
            self.on_accept(entry)

    def _shown(self, channel: Channel, body: dict[str, Any]) -> list[dict[str, Any]]:
        oldest, latest = float(body.get("oldest") or 0), float(body.get("latest") or "inf")
        inclusive = _true(body.get("inclusive"))
        known_by = time.time() - self.history_lag
        rows = []
        for message in channel.messages:
            ts = float(message["ts"])
            if (oldest < ts < latest or (inclusive and ts in (oldest, latest))) and ts <= known_by + (
                0 if self.history_lag else 1
            ):
                rows.append(message)
        return rows

    def _paged(self, rows: list[Any], body: dict[str, Any], usual: int) -> tuple[list[Any], str]:
        limit = int(body.get("limit") or usual)
        if not 1 <= limit <= 1000:
            raise RefusedError("invalid_limit")
        cursor = str(body.get("cursor") or "")
        if cursor and not cursor.startswith("next:"):
            raise RefusedError("invalid_cursor")
        begin = int(cursor.removeprefix("next:")) if cursor else 0
        end = begin + min(limit, self.page)
        return rows[begin:end], f"next:{end}" if end < len(rows) else ""

    def _about(self, channel: Channel) -> dict[str, Any]:
        return {
            "id": channel.id,
            "name": channel.name,
            "is_channel": True,
            "is_private": channel.private,
            "is_archived": channel.archived,
            "is_member": channel.member,
            "creator": channel.creator,
        }


def _true(value: object) -> bool:
    return value in (True, 1, "1", "true", "True")


def _without_metadata(message: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in message.items() if k != "metadata"}
