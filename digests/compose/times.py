"""Order: which article comes before which."""

from datetime import datetime

from digests.edition import Told


def effective(told: Told) -> datetime:
    """Return the time an article counts from: its publication, or when it was first seen."""
    return told.article.published or told.seen


def in_time(told: Told) -> tuple[datetime, int]:
    """Return the order of articles."""
    return effective(told), told.seq
