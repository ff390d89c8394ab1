"""Names and texts that are nearly alike: the door to rapidfuzz."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process


def nearest(word: str, choices: Sequence[str], cutoff: float = 70.0) -> str | None:
    """Return the choice most like `word`, or None when none is at least `cutoff` of 100 alike."""
    found = process.extractOne(
        word.lower(), {c: c.lower() for c in choices}, scorer=fuzz.ratio, score_cutoff=cutoff
    )
    return str(found[2]) if found else None


def title_likeness(a: str, b: str) -> float:
    """Return how alike two headlines are, 0 to 1, whatever the order of their words."""
    return float(fuzz.token_set_ratio(a, b)) / 100
