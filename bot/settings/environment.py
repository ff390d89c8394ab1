"""The environment: secrets and places only. Nothing else in the program reads it.

Each secret may also stand in the file that `NAME_FILE` names; where both are given the variable wins.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import UsageError
from bot.masking import mask

SLACK_API = "https://slack.com/api/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """What the environment says."""

    config: Path = Path("config")
    database: Path = Path("data/communique.db")
    #: Never shown by repr: it may reach a log.
    bot_token: str | None = field(default=None, repr=False)
    app_token: str | None = field(default=None, repr=False)
    slack_api: str = SLACK_API


def read_environment(env: Mapping[str, str] | None = None) -> Environment:
    """Read the environment; each secret may also stand in the file that `NAME_FILE` names.

    Raises:
        UsageError: A file that cannot be read, a token of the wrong kind, or an API address that is none.
    """
    source = os.environ if env is None else env
    api = _secret(source, "SLACK_API_URL") or SLACK_API
    if not api.startswith(("http://", "https://")) or not api.endswith("/api/"):
        raise UsageError(f"SLACK_API_URL must be an address that ends in /api/, not {mask(api)!r}")
    bot = _token(source, "SLACK_BOT_TOKEN", "bot token", ("xoxb-", "xoxe.xoxb-"))
    app = _token(source, "SLACK_APP_TOKEN", "app token", ("xapp-",))
    return Environment(
        config=Path(source.get("COMMUNIQUE_CONFIG") or "config"),
        database=Path(source.get("COMMUNIQUE_DATABASE") or "data/communique.db"),
        bot_token=bot,
        app_token=app,
        slack_api=api,
    )


def _token(env: Mapping[str, str], name: str, kind: str, prefixes: tuple[str, ...]) -> str | None:
    """Return a token of the right kind; no message ever holds the token itself."""
    value = _secret(env, name)
    if value is None or (
        value.startswith(prefixes) and value.isascii() and value.isprintable() and " " not in value
    ):
        return value
    kinds = {"xoxb": "a bot token", "xapp": "an app token", "xoxp": "a user token", "xoxe": "a refresh token"}
    held = kinds.get(value[:4], "something else")
    raise UsageError(f"{name} holds {held}; the {kind} is one word that begins with {prefixes[0]}")


def _secret(env: Mapping[str, str], name: str) -> str | None:
    value = env.get(name, "").strip()
    if value:
        return value
    path = env.get(f"{name}_FILE", "").strip()
    if not path:
        return None
    try:
        return Path(path).read_text("utf-8").strip() or None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text"
        raise UsageError(f"{name}_FILE names {path}, which cannot be read: {reason}") from error
