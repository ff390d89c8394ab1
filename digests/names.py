"""Names: finds the states, peoples, bodies, parties and cities that the lexicon knows in a list of tokens."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from digests.lexicon.tables import cell, kept, rows
from digests.tokens import tokenize

NameKind = Literal["state", "demonym", "seat", "organisation", "party", "people", "region", "city", "capital"]


@dataclass(frozen=True, slots=True)
class Name:
    """What a form stands for."""

    kind: NameKind
    #: Usual name.
    name: str
    #: ISO 3166-1 alpha-3; None for what belongs to no one state.
    country: str | None = None
    org: str | None = None
    #: True when the form also serves as an adjective ("UK", "Vatican").
    adjective: bool = False
    #: Finer kind of an organisation ("media", "body", ...) or seat.
    sort: str = ""


#: Tokens of a form after the first, folded; how it must be written ("" for anyhow); may it begin small; the name.
_Form = tuple[tuple[str, ...], str, bool, Name]


class _Forms(NamedTuple):
    """The forms that begin with one token."""

    alone: list[_Form]
    #: Second token -> the forms of more than one, the longest first.
    longer: dict[str, list[_Form]]


_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-"})
# Letters that Unicode does not decompose.
_PLAIN = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "e"}
)


@lru_cache(maxsize=16384)
def fold(word: str) -> str:
    """Return a word in lower case without accents, with straight apostrophes."""
    word = word.lower()
    if word.isascii():
        return word
    word = unicodedata.normalize("NFKD", word.translate(_APOSTROPHES).translate(_PLAIN))
    return "".join(c for c in word if not unicodedata.combining(c))


def _entries() -> Iterator[tuple[str, Name]]:
    """Yield each form with its name; of two claims to one form the earlier wins.

    The order is the precedence: sovereign states and their demonyms before former ones and dependencies, these
    before bodies, bodies before parties, capitals before other cities.
    """
    states = rows("states")
    for sovereign in (True, False):
        for row in states:
            if (row["kind"] == "state") != sovereign:
                continue
            demonyms = set(cell(row, "demonyms"))
            for form in (row["name"], *cell(row, "forms")):
                yield form, Name("state", row["name"], row["code"], adjective=form in demonyms)
            for form in cell(row, "demonyms"):
                yield form, Name("demonym", row["name"], row["code"], adjective=True)
                if many := _plural(form):
                    yield many, Name("demonym", row["name"], row["code"], sort="plural")
        if sovereign:
            for row in rows("former_states"):
                heir = cell(row, "successors")[0]
                for form in (row["name"], *cell(row, "forms")):
                    yield form, Name("state", row["name"], heir)
                for form in cell(row, "demonyms"):
                    yield form, Name("demonym", row["name"], heir, adjective=True)
                    if many := _plural(form):
                        yield many, Name("demonym", row["name"], heir, sort="plural")
    for row in rows("seats"):
        for form in (row["name"], *cell(row, "forms")):
            yield form, Name("seat", row["name"], row["country"], org=row["name"], sort=row["seat_of"])
    for row in rows("organisations"):
        for form in (row["name"], *cell(row, "forms")):
            yield form, Name("organisation", row["name"], None, org=row["name"], sort=row["kind"])
    for row in rows("parties"):
        country = row["country"] or None
        for form in (row["name"], *cell(row, "forms")):
            yield form, Name("party", row["name"], country, org=row["name"])
        for form in cell(row, "people"):
            yield form, Name("people", row["name"], country, org=row["name"], adjective=True)
            if many := _plural(form):
                yield many, Name("people", row["name"], country, org=row["name"], sort="plural")
    for rank in ("capital", "", "region"):
        for row in rows("cities"):
            if row["rank"] == rank:
                kind: NameKind = "capital" if rank == "capital" else "city"
                for form in (row["name"], *cell(row, "forms")):
                    yield form, Name(kind, row["name"], row["country"], sort=row["rank"])
    for row in rows("regions"):
        for form in cell(row, "nouns"):
            yield (
                form,
                Name("region", row["name"], None, org=row["name"], sort="actor" if row["acts"] else "area"),
            )
        for form in cell(row, "forms"):
            yield form, Name("region", row["name"], None, org=row["name"], adjective=True)


def _plural(demonym: str) -> str | None:
    """Return the people of a demonym ("Norwegians"); None where the word is the same ("the French", "the Chinese")."""
    if (
        demonym.endswith(("s", "sh", "ch", "ese", "."))
        or demonym.isupper()
        or (" " in demonym[:-1] and demonym.split()[-1].isupper())
    ):
        return None
    return demonym + "s"


class Names:
    """The lexicon as one index over tokens."""

    def __init__(self) -> None:
        #: First token of a form, folded -> the forms that begin with it.
        self.index: dict[str, _Forms] = {}
        #: Forms of a state that a part of another state has too ("Georgia"), with that part.
        self.rivals: dict[str, Name] = {}
        #: First words, folded, of names that are written small ("world powers").
        self.small: set[str] = set()
        self.states = {row["code"]: row["name"] for row in reversed(rows("states"))}
        seen: dict[tuple[str, ...], Name] = {}
        for form, name in _entries():
            tokens = [word for word, _, _ in tokenize(form)]
            folded = tuple(fold(word) for word in tokens)
            # "US" is not "us", "WHO" not "who": short capitals count as written.
            capitals = sum(c.isupper() for c in form)
            strict = form if len(tokens) == 1 and capitals > 1 and len(form) <= 6 and "." not in form else ""
            if folded in seen:
                if name.sort == "region" and seen[folded].kind == "state":
                    self.rivals[form] = name
                continue
            seen[folded] = name
            if form[0].islower() and len(folded) > 1:
                self.small.add(folded[0])
            forms = self.index.setdefault(folded[0], _Forms([], {}))
            same = forms.longer.setdefault(folded[1], []) if len(folded) > 1 else forms.alone
            same.append((folded[1:], strict, form[0].islower(), name))
        for forms in self.index.values():
            for same in forms.longer.values():
                same.sort(key=lambda form: -len(form[0]))

    def __contains__(self, word: str) -> bool:
        return fold(word) in self.index

    def country_of(self, text: str) -> str | None:
        """Return the state of the first name in a short text, a dateline's place, in capitals or not."""
        words = [word for word, _, _ in tokenize(text)]
        folded = [fold(word) for word in words]
        plain = [word.capitalize() if word.isupper() and len(word) > 3 else word for word in words]
        for i in range(len(words)):
            found = self.match(plain, folded, i, len(words))
            if found and found[1].country:
                return found[1].country
        return None

    def match(self, words: list[str], folded: list[str], i: int, last: int) -> tuple[int, Name] | None:
        """Return the longest name that begins at token `i`, with its end (excluded)."""
        forms = self.index.get(folded[i])
        if forms is None:
            return None
        longer = forms.longer.get(folded[i + 1]) if forms.longer and i + 1 < last else None
        word = words[i]
        for rest, strict, small, name in (*longer, *forms.alone) if longer else forms.alone:
            end = i + 1 + len(rest)
            if rest and (end > last or tuple(folded[i + 1 : end]) != rest):
                continue
            if strict and word != strict:
                continue
            if word[0].islower() and not small and (not rest or words[end - 1][0].islower()):
                continue
            # "the West African town", "the West Coast": a region's name that goes on is another name's beginning.
            if (
                name.kind == "region"
                and rest
                and not name.adjective
                and words[end : end + 1]
                and words[end][0].isupper()
            ):
                continue
            return end, name
        return None


@kept
def names() -> Names:
    """Return the lexicon; built once."""
    return Names()
