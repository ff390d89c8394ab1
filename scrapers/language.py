"""Language tags as documents write them."""

import re

_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")


def language_tag(*written: object) -> str | None:
    """Return the first of several values that is a BCP 47 tag, in lower case ("en_GB" is "en-gb"); None for none."""
    for value in written:
        if isinstance(value, str):
            tag = value.split(",")[0].strip().lower().replace("_", "-")
            if _TAG.fullmatch(tag):
                return tag
    return None
