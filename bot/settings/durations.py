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


def parse_duration(value: object) -> timedelta:
    """Read an integer with ms, s, m, h or d; raises ValueError with the remedy."""
    if isinstance(value, timedelta):
        return value
    match = re.fullmatch(r"(\d{1,9})\s*(ms|s|m|h|d)", str(value).strip())
    if not match:
        raise ValueError(f"`{value}` is no duration; write a whole number with ms, s, m, h or d, as in 15m")
    return int(match[1]) * _UNITS[match[2]]


def format_duration(value: timedelta) -> str:
    """Write a duration in its largest whole unit."""
    total = int(value.total_seconds() * 1000)
    for name, size in (("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000)):
        if total and total % size == 0:
            return f"{total // size}{name}"
    return f"{total}ms" if total % 1000 else f"{total // 1000}s"


def parse_size(value: object) -> int:
    """Read bytes from `15MiB`; raises ValueError with the remedy."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    match = re.fullmatch(r"(\d{1,9})\s*(B|KiB|MiB|GiB)", str(value).strip())
    if not match:
        raise ValueError(f"`{value}` is no size; write a whole number with KiB, MiB or GiB, as in 15MiB")
    return int(match[1]) * _SIZES[match[2]]
