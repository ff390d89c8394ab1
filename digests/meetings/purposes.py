"""What people travel for: a contact at the end of a journey, over or still to come."""

from digests.meetings.outlook import Status
from digests.meetings.phrases import Phrases

_SETTING_OUT = frozenset(
    "left leaves leave departed heads headed will would arrives due expected to bound invited invite".split()
)
ARRIVED = frozenset(
    "arrived flew travelled traveled came went met gathered is are was were whisked driven sat got".split()
)


def purpose_of_trip(phrases: Phrases, k: int) -> Status:
    """Return the status of a contact that somebody travels for ("flew to Bonn for talks")."""
    for back in range(k - 1, max(phrases.lo - 1, k - 20), -1):
        word = phrases.word(back)
        if word in ("way", "route") and phrases.word(back - 1) in ("his", "her", "their", "the", "en"):
            return "planned"
        if word == "to" and (phrases.mentions.at(back + 1) is not None or phrases.word(back + 1) == "the"):
            continue
        if word in _SETTING_OUT:
            return "planned"
        if word in ("arrived", "arrives"):
            return "ongoing"  # that he is there for talks does not tell that they have been held
        if word in ARRIVED:
            return "held"
    return "planned" if phrases.future else "held"
