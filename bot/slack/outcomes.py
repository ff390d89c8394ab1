"""What became of a call to Slack, sorted by what happens next. Pure.

* Posted       it is visible; its ts is known
* Throttled    certainly not done: Slack asked to wait
* Unreached    certainly not done: no connection was made
* Refused      certainly not done: Slack said why; the kind tells whose fault it is
* Doubtful     nobody knows: the history has to be read before anything is sent again
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

#: message: this one can never be posted; channel: none can be posted there; token: none can be posted at all.
RefusalKind = Literal["message", "channel", "token"]

#: Slack failed and does not say whether before or after it stored the message.
DOUBTFUL = frozenset(
    {"internal_error", "fatal_error", "request_timeout", "service_unavailable", "server_error", "timeout"}
)
THROTTLED = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
TOKEN_ERRORS = frozenset(
    {
        "invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive", "missing_scope", "no_permission",
        "org_login_required", "ekm_access_denied", "not_allowed_token_type", "access_denied", "team_access_not_granted",
        "app_missing_action_url", "two_factor_setup_required", "accesslimited",
    }
)  # fmt: skip
CHANNEL_ERRORS = frozenset(
    {
        "channel_not_found", "not_in_channel", "is_archived", "restricted_action", "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel", "restricted_action_non_threadable_channel",
        "restricted_action_thread_locked",
        "user_not_found", "user_disabled", "cannot_dm_bot", "messages_tab_disabled", "team_not_found",
        "method_not_supported_for_channel_type", "is_inactive", "user_not_visible",
    }
)  # fmt: skip

#: Retry-After is missing or unreadable.
DEFAULT_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """The message is visible."""

    channel_id: str
    ts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Throttled:
    """Slack asked to come back later; nothing was done."""

    wait: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreached:
    """No connection was made; nothing was done."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Slack refused; nothing was done."""

    #: Slack's own word for it, such as "invalid_blocks".
    error: str
    kind: RefusalKind
    #: What Slack says beside it, such as the place in the blocks; "" for nothing.
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.error} ({self.detail})" if self.detail else self.error


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """It may have been done."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """The history was read to its end, and the message is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A message of ours as the history shows it."""

    ts: str
    text: str
    #: How many replies hang under it.
    replies: int


Failure = Throttled | Unreached | Refused | Doubtful
Outcome = Posted | Failure
#: What reading the history for a key says. Doubtful: it could not be read now.
Finding = Posted | Absent | Failure


def sort_answer(status: int, error: object, headers: Mapping[str, str], detail: str = "") -> Failure:
    """Sort an answer that is not `ok: true`.

    Args:
        status: The HTTP status.
        error: The `error` of the answer; anything that is no error name of Slack's means a garbled answer.
        headers: The HTTP headers, in any case.
        detail: What Slack says beside the error.
    """
    name = error if isinstance(error, str) and re.fullmatch(r"[a-z][a-z0-9_]{2,79}", error) else ""
    if status == 429 or name in THROTTLED:
        return Throttled(wait=read_wait(headers))
    if status >= 500 or not name or name in DOUBTFUL:
        return Doubtful(reason=name or f"HTTP {status} with an unreadable answer")
    kind: RefusalKind = (
        "token" if name in TOKEN_ERRORS else "channel" if name in CHANNEL_ERRORS else "message"
    )
    return Refused(error=name, kind=kind, detail=detail)


def read_wait(headers: Mapping[str, str]) -> timedelta:
    """Return what Retry-After asks for, in seconds; a default when it is missing or unreadable."""
    value = next((v for k, v in headers.items() if k.lower() == "retry-after"), "")
    text = value.strip()
    if not text.isdigit():
        return DEFAULT_WAIT
    return min(timedelta(seconds=int(text[:9])), LONGEST_WAIT)
