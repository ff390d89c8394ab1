"""What only denies: reports rejected, and how people met where that they met is not in doubt."""

from digests.meetings.phrases import Phrases
from digests.meetings.words import QUOTES

#: "rejected reports that Lund would travel", which denies what is reported.
_REJECTED = frozenset("rejected rejects rejecting refuted refutes rebuffed dismisses dismissing".split())
_RUMOURS = frozenset("reports claims rumours rumors suggestions speculation allegations".split())


def in_person(phrases: Phrases, i: int) -> bool:
    """Tell whether words at `i` say how people meet, not that they do ("the two sides did not meet face to face")."""
    after = " ".join(phrases.lower[i : min(phrases.hi, i + 4)])
    manners = ("face to face", "face-to-face", "directly", "in person", "each other", "one another")
    return after.startswith(manners)


def denied_before(phrases: Phrases, j: int) -> bool:
    """Tell whether a denial governs the clause at `j`: "denied a report that Lund had met Finch"."""
    seen_that = False
    for k in range(j - 1, max(phrases.lo - 1, j - 26), -1):
        word = phrases.word(k)
        if word in (";", ".") or word in QUOTES:
            return False
        seen_that = seen_that or word == "that" or word in ("having", "reports")
        if word in ("denied", "denies", "dismissed", "denying"):
            return seen_that or j - k < 4
        if word in _REJECTED and phrases.word(k + 1) in _RUMOURS:
            return True
    return False
