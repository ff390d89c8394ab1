"""Durations and sizes as an administrator writes them: `15m`, `2s`, `15MiB`."""

import re
from datetime import timedelta

_UNITS = {
    "ms": timedelta(milliseconds=1),
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
}
_SIZES = {"B": 1, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30}
#: A date this far back is still a date; a longer wait is a slip of the hand.
LONGEST = timedelta(days=36_500)


def parse_duration(value: object) -> timedelta:
    """Read an integer with ms, s, m, h or d; raises ValueError with the remedy."""
    if isinstance(value, timedelta):
        return value
    text = str(value).strip()
    match = re.fullmatch(r"(\d{1,12})\s*(ms|s|m|h|d)", text, re.ASCII)
    if not match:
        near = re.fullmatch(r"(\d{1,9})\s*([mhds])[a-z]*", text, re.ASCII | re.IGNORECASE)
        hint = f"; did you mean `{near[1]}{near[2].lower()}`?" if near else ", as in 15m"
        raise ValueError(f"`{text}` is no duration; write a whole number with ms, s, m, h or d{hint}")
    try:
        found = int(match[1]) * _UNITS[match[2]]
    except OverflowError:
        found = LONGEST + _UNITS["d"]
    if found > LONGEST:
        raise ValueError(f"`{text}` is longer than a century")
    return found


def format_duration(value: timedelta) -> str:
    """Write a duration in its largest whole unit."""
    total = value // _UNITS["ms"]
    for name in ("d", "h", "m", "s"):
        size = _UNITS[name] // _UNITS["ms"]
        if total and total % size == 0:
            return f"{total // size}{name}"
    return f"{total}ms" if total else "0s"


def parse_size(value: object) -> int:
    """Read bytes from `15MiB` or a bare number; raises ValueError with the remedy."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    match = re.fullmatch(r"(\d{1,12})\s*(B|KiB|MiB|GiB)", str(value).strip(), re.ASCII)
    if not match:
        near = re.fullmatch(r"(\d{1,9})\s*([KMG])i?B?", str(value).strip(), re.ASCII | re.IGNORECASE)
        hint = f"; did you mean `{near[1]}{near[2].upper()}iB`?" if near else ", as in 15MiB"
        raise ValueError(f"`{value}` is no size; write a whole number with KiB, MiB or GiB{hint}")
    return int(match[1]) * _SIZES[match[2]]
