"""Secrets are masked wherever a text leaves the program: tokens, user information, secret values of addresses. Pure."""

import re

#: Names whose values are secret, in an address, a header or a logged key.
_NAMES = r"token|key|secret|passwd|password|passphrase|sig|signature|auth|authorization|credential|credentials|session|jwt"
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


def is_secret_name(name: str) -> bool:
    """Tell whether a value of this name must not be shown at all."""
    return bool(_SECRET_NAME.search(name))
