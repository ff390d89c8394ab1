"""Names that are nearly alike: the door to rapidfuzz."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process


def nearest(word: str, choices: Sequence[str], cutoff: float = 70.0) -> str | None:
    """Return the choice most like `word`, or None when none is at least `cutoff` of 100 alike."""
    found = process.extractOne(
        word.lower(), {c: c.lower() for c in choices}, scorer=fuzz.ratio, score_cutoff=cutoff
    )
    return str(found[2]) if found else None
