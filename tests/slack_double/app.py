"""The app as its manifest makes it: what it may call, which events it is told of, what people can reach."""

from functools import cache
from pathlib import Path
from typing import Any

from digests.lexicon.yamlfile import load_plain

MANIFEST = Path(__file__).parents[2] / "config" / "slack_manifest.yaml"

#: The scope a method needs, by the kind of conversation it is about; docs.slack.dev. "" for a method without any.
SCOPES: dict[str, dict[str, str]] = {
    "auth.test": {},
    "chat.postMessage": {"": "chat:write"},
    "chat.update": {"": "chat:write"},
    "chat.postEphemeral": {"": "chat:write"},
    "chat.delete": {"": "chat:write"},
    "conversations.list": {"public": "channels:read", "private": "groups:read"},
    "users.conversations": {"public": "channels:read", "private": "groups:read"},
    "conversations.info": {"public": "channels:read", "private": "groups:read", "direct": "im:read"},
    "conversations.history": {"public": "channels:history", "private": "groups:history", "direct": "im:history"},
    "conversations.replies": {"public": "channels:history", "private": "groups:history", "direct": "im:history"},
    "conversations.open": {"": "im:write"},
    "users.info": {"": "users:read"},
    "views.open": {},
    "views.update": {},
    "views.publish": {},
}  # fmt: skip
#: The scopes an event needs; one about channels is told of each kind that its scope covers.
EVENTS: dict[str, dict[str, str]] = {
    "app_home_opened": {},
    "app_mention": {"": "app_mentions:read"},
    "message.im": {"": "im:history"},
    "member_joined_channel": {"public": "channels:read", "private": "groups:read"},
    "member_left_channel": {"public": "channels:read", "private": "groups:read"},
    "channel_left": {"": "channels:read"},
    "channel_archive": {"": "channels:read"},
    "channel_unarchive": {"": "channels:read"},
    "channel_deleted": {"": "channels:read"},
    "channel_rename": {"": "channels:read"},
    "group_left": {"": "groups:read"},
    "group_archive": {"": "groups:read"},
    "group_unarchive": {"": "groups:read"},
    "group_deleted": {"": "groups:read"},
    "group_rename": {"": "groups:read"},
    "user_change": {"": "users:read"},
}


@cache
def manifest(path: Path = MANIFEST) -> dict[str, Any]:
    """Return a manifest as pasted into Slack."""
    found: dict[str, Any] = load_plain(path.read_text("utf-8"))
    return found


def scopes(of: dict[str, Any]) -> set[str]:
    """Return the scopes a manifest asks for."""
    return set(of["oauth_config"]["scopes"]["bot"])


def is_told(of: dict[str, Any], event: str, kind: str) -> bool:
    """Tell whether an app made of a manifest is told of an event in a kind of conversation."""
    if event not in of["settings"]["event_subscriptions"]["bot_events"]:
        return False
    needed = EVENTS[event]
    return needed.get(kind, needed.get("", "")) in scopes(of) | {""}
