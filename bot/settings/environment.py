"""The environment: secrets and places only. Nothing else in the program reads it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.errors import UsageError

SLACK_API = "https://slack.com/api/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """What the environment says."""

    config: Path = Path("config")
    database: Path = Path("data/communique.db")
    bot_token: str | None = None
    app_token: str | None = None
    slack_api: str = SLACK_API


def read_environment(env: Mapping[str, str] | None = None) -> Environment:
    """Read the environment; each secret may also stand in the file that `NAME_FILE` names.

    Raises:
        UsageError: A file that cannot be read, a token of the wrong kind, or an API address that is none.
    """
    source = os.environ if env is None else env
    api = _secret(source, "SLACK_API_URL") or SLACK_API
    if not api.startswith(("http://", "https://")) or not api.endswith("/api/"):
        raise UsageError(f"SLACK_API_URL must be an address that ends in /api/, not {api!r}")
    bot, app = _secret(source, "SLACK_BOT_TOKEN"), _secret(source, "SLACK_APP_TOKEN")
    if bot and bot.startswith("xapp-"):
        raise UsageError("SLACK_BOT_TOKEN holds an app token (xapp-…); the bot token begins with xoxb-")
    if app and app.startswith("xoxb-"):
        raise UsageError("SLACK_APP_TOKEN holds a bot token (xoxb-…); the app token begins with xapp-")
    return Environment(
        config=Path(source.get("COMMUNIQUE_CONFIG") or "config"),
        database=Path(source.get("COMMUNIQUE_DATABASE") or "data/communique.db"),
        bot_token=bot,
        app_token=app,
        slack_api=api,
    )


def _secret(env: Mapping[str, str], name: str) -> str | None:
    value = env.get(name, "").strip()
    if value:
        return value
    path = env.get(f"{name}_FILE", "").strip()
    if not path:
        return None
    try:
        return Path(path).read_text("utf-8").strip() or None
    except OSError as error:
        raise UsageError(f"{name}_FILE names {path}, which cannot be read: {error.strerror}") from error
