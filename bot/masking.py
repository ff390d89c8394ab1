"""Secrets are masked wherever a text leaves the program: tokens, user information, secret values of addresses. Pure."""

import re
from urllib.parse import urlsplit, urlunsplit

#: Names whose values are secret, in an address, a header or a logged key.
_NAMES = (
    r"token|key|secret|passwd|password|passphrase|passcode|pwd|sig|signature|auth|authorization|credential|credentials|session"
    r"|jwt|apikey|accesskey|authkey|userkey|feedkey|accesstoken|authtoken|usertoken|feedtoken|apitoken"
)
_SECRETS = (
    # Slack's tokens, whatever stands around them.
    (re.compile(r"\b(?:xoxe\.)?x(?:ox[a-z]|app)-[A-Za-z0-9-]+"), "xox?-***"),
    (re.compile(r"(hooks\.slack\.com/(?:services|workflows|triggers)/)[^\s\"'<>]+"), r"\1***"),
    # User information of an address; a password may hold any character but white space, / and @.
    (re.compile(r"(?<=//)[^/@\s]+@"), "***@"),
    (re.compile(r"\b((?:Bearer|Basic)\s+)[A-Za-z0-9._~+/=-]{6,}", re.IGNORECASE), r"\1***"),
    (
        re.compile(
            rf"((?:^|[?&;,{{\s\"'_.-])[\"']?(?:[\w.]*[_-])?(?:{_NAMES})[\"']?\s*[=]\s*[\"']?)[^&\s\"'#,;}}]+",
            re.IGNORECASE,
        ),
        r"\1***",
    ),
    (
        re.compile(rf"([\"'](?:[\w.]*[_-])?(?:{_NAMES})[\"']\s*:\s*[\"'])[^\"']+", re.IGNORECASE),
        r"\1***",
    ),
)
#: A bare `key` is a name of a row here, never a secret.
_SECRET_NAME = re.compile(rf"(?:^|[_.-])(?!key$)(?:{_NAMES})$|[a-z][_-]key$", re.IGNORECASE)


def mask(text: str) -> str:
    """Return the text with tokens, user information and secret values masked."""
    for pattern, replacement in _SECRETS:
        text = pattern.sub(replacement, text)
    return text


def public_address(url: str, of_source: str) -> str:
    """Return the address of an article without what only its source's own address should hold.

    Some feeds write the reader's token into each link; whoever reads the digest must not get it. Parameters of another
    name or value stay: a ministry may number its articles by `key`.
    """
    mine = {p for p in urlsplit(of_source).query.split("&") if is_secret_parameter(p.partition("=")[0])}
    values = {p.partition("=")[2] for p in mine}
    parts = urlsplit(url)
    if not mine or not parts.query:
        return url
    kept = [
        p
        for p in parts.query.split("&")
        if p not in mine and not (is_secret_parameter(p.partition("=")[0]) and p.partition("=")[2] in values)
    ]
    return urlunsplit(parts._replace(query="&".join(kept)))


def is_secret_parameter(name: str) -> bool:
    """Tell whether the value of this parameter of an address is a secret."""
    return name.casefold() == "key" or is_secret_name(name)


def is_secret_name(name: str) -> bool:
    """Tell whether a value of this name must not be shown at all."""
    return bool(_SECRET_NAME.search(name))
