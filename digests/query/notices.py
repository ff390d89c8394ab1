"""What the writer of a query should know though nothing is wrong with it: names nobody knows, words that look like operators."""

import re
from collections.abc import Collection, Iterator
from functools import cache

from digests.lexicon.tables import rows
from digests.names import names
from digests.nearest import nearest
from digests.query.arabic import is_arabic
from digests.query.asking import near
from digests.query.clean import Clean
from digests.query.folding import fold_text
from digests.query.spelling import spellings
from digests.query.tree import OPERATOR, Field, Tree, fields_in, quoted_value
from digests.query.values import known_names, named_by

#: How like a name another must be to be offered for it, of 100: of bodies and places, people, sources, words of offices.
_LIKE, _LIKE_PERSON, _LIKE_SOURCE, _LIKE_WORD = 78, 74, 60, 75
_OWN = ("and", "or", "not", "near")
#: An open field whose value has no quotation marks, and the word behind it.
_LEFT_OVER = re.compile(
    r"\b(who|org|place|role|source|topic):\s*([^\s()\":*]*\w)\s+([^\W\d_][^\s()\":*]*)(?=[\s)]|$)",
    re.IGNORECASE,
)


def notices(clean: Clean, tree: Tree, sources: Collection[str], people: Collection[str]) -> tuple[str, ...]:
    """Return what the writer of a query should know.

    Args:
        clean: What was typed.
        tree: How it is read.
        sources: Ids, names and families of the configured sources.
        people: Names read so far.
    """
    found = [*_operators(clean), *_signs(clean), *_left_over(clean)]
    for field in fields_in(tree):
        if not field.prefix:
            found += _unknown(field, sources, people)
    return tuple(dict.fromkeys(found))


def _operators(clean: Clean) -> Iterator[str]:
    for word in _typed(clean):
        meant = word.upper() if word in _OWN else near("operator", word) if word == word.upper() else None
        if meant and word != meant:
            yield f"`{word}` is looked for as a word; the operator is {meant}"


def _typed(clean: Clean) -> list[str]:
    return re.findall(r'"[^"]*"|[^\s()]+', clean.text)


def _signs(clean: Clean) -> Iterator[str]:
    typed = _typed(clean)
    if any(word[0] == '"' and re.search(r"\w\*", word) for word in typed):
        yield "`*` has no meaning between quotation marks; it is left out"
    if any(word[-1] in ",;" for word in typed[:-1]):
        yield "all words must be there, also where a comma parts them; for any of them write OR"


def _left_over(clean: Clean) -> Iterator[str]:
    for found in _LEFT_OVER.finditer(clean.text):
        name, value, word = found[1].lower(), found[2], found[3]
        both_named = name == "who" or (value != value.lower() and word != word.lower())
        if both_named and not OPERATOR.match(word) and word not in _OWN:
            yield f'`{word}` is looked for as a word of its own; for the whole name write {name}:"{value} {word}"'


def _unknown(field: Field, sources: Collection[str], people: Collection[str]) -> Iterator[str]:
    name, value = field.name, field.value
    if name in ("org", "place") and named_by(value) is None:
        kind = "body or party" if name == "org" else "place"
        meant = nearest(" ".join(fold_text(value).plains), known_names(name), _LIKE)
        yield f"no {kind} called {value} is known here; it is looked for as written{_or(name, meant)}"
    elif name == "source" and sources and not any(_inside(value, one) for one in sources):
        yield f"no source called {value} is known here{_or(name, nearest(value, list(sources), _LIKE_SOURCE))}"
    elif name == "who":
        if is_arabic(value):
            yield "a name in Arabic letters is looked for in these only; in Latin letters it is found in all"
        elif people and not any(
            _inside(way, one) for way in map(" ".join, spellings(value)) for one in people
        ):
            surnames = [one.split()[-1] for one in people] if " " not in value else []
            meant = nearest(value, [*surnames, *people], _LIKE_PERSON)
            yield f"no office-holder called {value} was read of so far{_or(name, meant)}"
    elif name == "role":
        yield from _unknown_role(value)


def _or(name: str, meant: str | None) -> str:
    return f"; did you mean {name}:{quoted_value(meant)}?" if meant else ""


def _unknown_role(value: str) -> Iterator[str]:
    known = _words_of_offices()
    unknown = [word for word in fold_text(value).plains if word not in known and word.isascii()]
    if unknown and named_by(value) is None:
        slips = {word: nearest(word, list(known), _LIKE_WORD) for word in unknown}
        meant = " ".join(slips.get(word) or word for word in fold_text(value).plains)
        yield f"no office called {value} is known here; it is looked for as written" + (
            _or("role", meant) if all(slips.values()) else ""
        )


@cache
def _words_of_offices() -> frozenset[str]:
    texts = [row["noun"] for table in ("offices", "institutions") for row in rows(table)]
    texts += [row["plural"] for row in rows("offices")] + [row["word"] for row in rows("modifiers")]
    texts += [
        "of the for and to in on at",
        *names().states.values(),
        *(row["demonyms"] for row in rows("states")),
    ]
    return frozenset(word for text in texts for word in fold_text(text).plains)


def _inside(value: str, choice: str) -> bool:
    return f" {' '.join(fold_text(value).plains)} " in f" {' '.join(fold_text(choice).plains)} "
