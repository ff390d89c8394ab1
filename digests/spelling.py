"""Spelling: how a name written in capitals, whole or in its family name, is printed."""

from digests.personal import FAMILY_FIRST

#: A family name has one of these; initials ("JD") often have none.
_VOWELS = frozenset("AEIOUY")


def official_style(words: list[str]) -> bool:
    """Tell whether only the family name that opens a name is in capitals: "SEO Ji-won", not "JD Finch"."""
    return (
        len(words) > 1
        and words[0].isupper()
        and not words[1].isupper()
        and len(words[0]) > 1
        and bool(_VOWELS.intersection(words[0]))
        and ("-" in words[1] or words[0].lower() in FAMILY_FIRST)
    )


def plain_case(word: str) -> str:
    """Return a surname in capitals ("LUND") as it is usually written."""
    if not (word.isupper() and len(word) > 3 and word.replace("-", "").isalpha()):
        return word
    return "-".join(part.capitalize() for part in word.split("-"))
