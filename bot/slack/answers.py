"""Answers to people: by response address, for one person's eyes, in modals and the Home tab; and who they are.

None of these is news: they may be lost, and are not repeated.
"""

from dataclasses import dataclass
from typing import Any

from slack_sdk.webhook import WebhookClient

from bot import logs
from bot.slack.client import MOST_PAGES, PAGE, Slack, describe, quiet_logger
from bot.slack.outcomes import Doubtful, Failure, Refused

TIMEOUT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A modal that stands on somebody's screen."""

    id: str
    #: Changes with every update: an update of an older one is refused.
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What Slack says of somebody."""

    #: IANA zone; None when it does not say.
    timezone: str | None
    deactivated: bool
    #: Owner or administrator of the workspace.
    admin: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What Slack says of a channel."""

    id: str
    name: str = ""
    #: Who made it.
    creator: str | None = None
    private: bool
    #: Whether we are in it.
    member: bool


class Answers:
    """Calls that answer people."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def respond(self, url: str, text: str, blocks: list[dict[str, Any]]) -> bool:
        """Answer by a response address, for the eyes of who asked; return whether Slack took it."""
        options: dict[str, Any] = {"timeout": TIMEOUT, "retry_handlers": [], "logger": quiet_logger()}
        body = {"response_type": "ephemeral", "replace_original": False, "text": text, "blocks": blocks}
        try:
            answer = WebhookClient(url, **options).send_dict(body)
        except Exception as error:
            # Whatever breaks here costs one answer, which its reader asks for again.
            return self._said("response_url", f"{type(error).__name__}: {error}"[:200])
        return answer.status_code == 200 or self._said(
            "response_url", f"HTTP {answer.status_code} {answer.body}"[:200]
        )

    def whisper(
        self, channel: str, user: str, text: str, blocks: list[dict[str, Any]], thread_ts: str | None = None
    ) -> bool:
        """Say something in a channel to one person alone."""
        where = {"channel": channel, "user": user, **({"thread_ts": thread_ts} if thread_ts else {})}
        return self._done("chat.postEphemeral", {**where, "text": text, "blocks": blocks})

    def open_modal(self, trigger_id: str, view: dict[str, Any]) -> Opened | None:
        """Open a modal; None when the trigger is used up or too old."""
        answer = self._slack.ask("views.open", {"trigger_id": trigger_id, "view": view})
        return self._opened("views.open", answer)

    def update_modal(self, opened: Opened, view: dict[str, Any]) -> Opened | None:
        """Change a modal, unless it changed since."""
        arguments = {"view_id": opened.id, "view": view, **({"hash": opened.hash} if opened.hash else {})}
        return self._opened("views.update", self._slack.ask("views.update", arguments))

    def publish_home(self, user: str, view: dict[str, Any]) -> bool:
        """Show somebody their Home tab."""
        return self._done("views.publish", {"user_id": user, "view": view})

    def person(self, user: str) -> Known | None:
        """Ask who somebody is; None when Slack does not say now."""
        answer = self._slack.ask("users.info", {"user": user})
        if not isinstance(answer, dict):
            self._said("users.info", describe(answer))
            return None
        row = answer.get("user") or {}
        return Known(
            timezone=row.get("tz") or None,
            deactivated=bool(row.get("deleted")),
            admin=bool(row.get("is_admin") or row.get("is_owner")),
        )

    def channel(self, channel: str) -> Place | None:
        """Ask about a channel, by id or "#name"; None when Slack does not say now."""
        number = self._slack.resolve(channel) if channel.startswith("#") else channel
        answer = (
            self._slack.ask("conversations.info", {"channel": number}) if isinstance(number, str) else number
        )
        if isinstance(answer, Refused) and answer.error == "channel_not_found":
            # It is not there, or it is private and we are not in it: Slack does not tell which.
            return Place(id=str(number) if isinstance(number, str) else channel, private=True, member=False)
        if not isinstance(answer, dict):
            self._said("conversations.info", describe(answer))
            return None
        row = answer.get("channel") or {}
        return Place(
            id=str(row.get("id") or number),
            name=str(row.get("name") or ""),
            creator=str(row["creator"]) if row.get("creator") else None,
            private=bool(row.get("is_private")),
            member=bool(row.get("is_member")),
        )

    def joined(self) -> list[str] | None:
        """Return the ids of the channels we are in; None when Slack does not say now."""
        found: list[str] = []
        cursor = ""
        for _ in range(MOST_PAGES):
            arguments = {"types": "public_channel,private_channel", "exclude_archived": True, "limit": PAGE}
            answer = self._slack.ask(
                "users.conversations", {**arguments, **({"cursor": cursor} if cursor else {})}
            )
            if not isinstance(answer, dict):
                self._said("users.conversations", describe(answer))
                return None
            found += [str(row["id"]) for row in answer.get("channels") or () if row.get("id")]
            cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                break
        return found

    def _opened(self, method: str, answer: dict[str, Any] | Failure) -> Opened | None:
        if isinstance(answer, dict):
            view = answer.get("view") or {}
            if view.get("id"):
                return Opened(id=str(view["id"]), hash=str(view.get("hash") or ""))
            answer = Doubtful(reason="an answer without view")
        self._said(method, describe(answer))
        return None

    def _done(self, method: str, arguments: dict[str, Any]) -> bool:
        answer = self._slack.ask(method, arguments)
        return isinstance(answer, dict) or self._said(method, describe(answer))

    def _said(self, method: str, reason: str) -> bool:
        logs.get().info("an answer did not arrive", method=method, reason=reason)
        return False
