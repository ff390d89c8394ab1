"""Given names with their gender, and words that no person is called: what the tables tell of single words."""

from digests.lexicon.tables import kept, rows

#: Words kept before all are forgotten.
_MOST = 20_000


class _Genders(dict[str, str | None]):
    """Given names and their gender, and the words asked for that are none."""

    def __init__(self) -> None:
        self._table = {row["name"]: row["gender"] for row in rows("given_names")}

    def __missing__(self, word: str) -> str | None:
        if len(self) >= _MOST:
            self.clear()
        table = self._table
        told = table.get(word)
        if told is None and "-" in word:
            told = table.get(word.split("-")[0])
        elif told is None and word.isupper() and len(word) > 2:
            told = table.get(word.capitalize())
        self[word] = told
        return told


@kept
def _genders() -> _Genders:
    return _Genders()


@kept
def not_names() -> frozenset[str]:
    """Return the words that make a run of capitals the name of a body or a thing."""
    return frozenset(row["word"] for row in rows("not_names"))


def given_gender(word: str) -> str | None:
    """Return "m", "f", or "" for a given name of either; None for a word that is no known given name."""
    return _genders()[word]
