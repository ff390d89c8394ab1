"""What a person can do about a source or a message in trouble. Pure."""

import re

from bot.habits import State

_DISCOVER = "`communique sources discover`"
#: What the reason says, and what helps; the first that fits.
_SOURCE = (
    (
        r"robots\.txt does not allow",
        "its robots.txt keeps programs out: ask the site, or take it out of sources.yaml",
    ),
    (
        r"challenge|HTTP (?:401|403|407|451)\b",
        f"the site keeps programs out: look for another address with {_DISCOVER}, or ask it",
    ),
    (
        r"matched|lists nothing|no link by",
        "its page was rebuilt: `communique sources discover {url}` proposes new selectors",
    ),
    (
        r"HTTP 404|HTTP 410|no feed|no sitemap|instead of a feed",
        f"its address may have changed: {_DISCOVER} on the site's front page finds feeds",
    ),
    (
        r"no address for",
        "its host has no address: correct {url}, or look at the name server of this machine",
    ),
    (r"certificate|TLS", "the site's certificate is at fault: only the site can mend it"),
    (
        r"HTTP 5\d\d|no answer|refused|closed|resolve|not known|asked to wait",
        "mostly this passes by itself; if not, look at {url} in a browser",
    ),
    (r"private|port", "only a CIDR in `http.allow_private` of settings.yaml lets it be fetched"),
)
_PARKED = (
    (
        r"not_in_channel|channel_not_found",
        "invite the bot to the channel or correct its name in digests.yaml; then restart the service",
    ),
    (r"is_archived", "unarchive the channel or name another one in digests.yaml; then restart the service"),
    (
        r"token|auth|account_inactive|missing_scope",
        "put a valid token into SLACK_BOT_TOKEN and restart the service (a SLACK_BOT_TOKEN_FILE is read again by itself)",
    ),
    (
        r"asked to wait",
        "Slack slows us down: it passes by itself, unless too much is sent (`alerting` in settings.yaml)",
    ),
    (
        r"refused|resolve|not known|timed out|certificate",
        "Slack is not reached from here: look at the network",
    ),
    (
        r"too_long|invalid_blocks",
        "Slack refuses this message: please report it, with the log of the service",
    ),
)


def for_source(state: State, reason: str, url: str) -> str:
    """Return what to do about a source."""
    if state == "silent":
        return f"look at its site: when there is news that does not come, {_DISCOVER} finds another way to it"
    for pattern, advice in _SOURCE:
        if re.search(pattern, reason):
            return advice.format(url=url)
    return f"`communique try {url}` shows what it gives"


def for_parked(reason: str) -> str:
    """Return what to do about messages that were set aside."""
    return next(
        (advice for pattern, advice in _PARKED if re.search(pattern, reason)),
        "the log of the service says more",
    )
