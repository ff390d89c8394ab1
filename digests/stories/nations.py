"""Nations: a state by its names, its people and its capital, so that "Seoul" and "the South Koreans" speak with one voice."""

from digests.lexicon.tables import cell, kept, rows
from digests.stories.words import fold


@kept
def _states() -> dict[str, str]:
    """Return the state of each single word that names one or its people, folded."""
    out: dict[str, str] = {}
    for row in rows("states"):
        for form in (row["name"], *cell(row, "forms"), *cell(row, "demonyms")):
            if " " not in form:
                out.setdefault(fold(form), row["code"].lower())
    return out


@kept
def _governments() -> dict[str, str]:
    """Return the state of each single word that may speak for its government: a capital, a seat."""
    out = dict(_states())
    for row in rows("cities"):
        if row["rank"] == "capital":
            for form in (row["name"], *cell(row, "forms")):
                out.setdefault(fold(form), row["country"].lower())
    for row in rows("seats"):
        for form in (row["name"], *cell(row, "forms")):
            out.setdefault(fold(form.removeprefix("the ")), row["country"].lower())
    return out


@kept
def _places() -> dict[str, tuple[str, bool]]:
    """Return the state of each place, and whether the place is the state itself."""
    out: dict[str, tuple[str, bool]] = {}
    for row in rows("states"):
        for form in (row["code"], row["name"], *cell(row, "forms")):
            out.setdefault(fold(form), (row["code"].lower(), True))
    for row in rows("cities"):
        for form in (row["name"], *cell(row, "forms")):
            out.setdefault(fold(form), (row["country"].lower(), row["rank"] == "region"))
    return out


@kept
def _bodies() -> frozenset[str]:
    """Return the single words that name an organisation or a party."""
    return frozenset(
        fold(form)
        for table in ("organisations", "parties")
        for row in rows(table)
        for form in (row["name"], *cell(row, "forms"))
        if " " not in form
    )


def is_body(word: str) -> bool:
    """Tell whether a folded word names an organisation or a party."""
    return word in _bodies()


def state_word(word: str) -> str:
    """Return a state's code for a folded word that names it or its people, and any other word as it is."""
    return _states().get(word, word)


def government_word(word: str) -> str:
    """Return a state's code for a folded word that may speak for its government, and any other word as it is."""
    return _governments().get(word, word)


def state_of_place(word: str) -> str | None:
    """Return the code of the state a folded word is, or lies in; None when no table knows it as a place."""
    known = _places().get(word)
    return known[0] if known else None


def places_differ(a: str, b: str) -> bool | None:
    """Tell whether two folded places are apart; None when only one is known: the other may be a palace in it.

    A state and a city in it are not apart.
    """
    if a == b:
        return False
    one, other = _places().get(a), _places().get(b)
    if one is None or other is None:
        return None if one or other else True
    return one[0] != other[0] or not (one[1] or other[1])
