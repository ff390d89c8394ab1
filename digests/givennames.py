"""Given names with their gender, and words that no person is called: what the tables tell of single words."""

from digests.lexicon.tables import kept, rows


@kept
def _given() -> dict[str, str]:
    return {row["name"]: row["gender"] for row in rows("given_names")}


@kept
def not_names() -> frozenset[str]:
    """Return the words that make a run of capitals the name of a body or a thing."""
    return frozenset(row["word"] for row in rows("not_names"))


def given_gender(word: str) -> str | None:
    """Return "m", "f", or "" for a given name of either; None for a word that is no known given name."""
    table = _given()
    if word in table:
        return table[word]
    if "-" in word:
        return table.get(word.split("-")[0])
    if word.isupper() and len(word) > 2:
        return table.get(word.capitalize())
    return None
