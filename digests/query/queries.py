"""Queries: read, checked for sense, with what the writer should know."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from digests.nearest import nearest
from digests.query import logic
from digests.query.clean import Clean, cleaned
from digests.query.errors import QueryError
from digests.query.folding import fold_text
from digests.query.meaning import Branch, meaning
from digests.query.parser import read
from digests.query.tree import And, Field, Not, Or, Tree, printed
from digests.query.values import OPEN, known_names, named_by


@dataclass(frozen=True, slots=True)
class Query:
    """A query that can be used."""

    tree: Tree
    meaning: tuple[Branch, ...]
    #: What the writer should know: values nobody knows, words that look like operators.
    notices: tuple[str, ...] = ()

    def values(self, name: str) -> tuple[str, ...]:
        """Return the codes of a closed field that are asked for."""
        found = (f.code for branch in self.meaning for f in logic.fields_of(branch.node) if f.field == name)
        return tuple(dict.fromkeys(found))

    def __str__(self) -> str:
        return printed(self.tree)


def parse(text: str, *, sources: Collection[str] = (), people: Collection[str] = ()) -> Query:
    """Read a query.

    Args:
        text: As typed or configured.
        sources: Ids, names and families of the configured sources, for notices about `source:`.
        people: Names read so far, for notices about `who:`.

    Raises:
        QueryError: It cannot be read, finds everything, or can never find anything.
    """
    clean = cleaned(text)
    parsed = read(clean)
    means = meaning(parsed)
    _check_sense(text, means)
    return Query(parsed, means, tuple(_notices(clean, parsed, sources, people)))


def meaning_of(text: str) -> tuple[Branch, ...]:
    """Return what a query means that was accepted before; it is not checked for sense again.

    Raises:
        QueryError: It cannot be read.
    """
    return meaning(read(cleaned(text)))


def _check_sense(text: str, means: tuple[Branch, ...]) -> None:
    if logic.finds_nothing(means):
        pair = logic.conflict(means)
        if pair is None:
            raise QueryError(
                text, 1, "this can never find anything: it contradicts itself", "remove one side"
            )
        shown = [f"{f.field}:{f.code or '…'}" for f in pair]
        at = max(text.find(shown[1]), text.find(pair[1].field + ":"), 0)
        reason = f"this can never find anything: `{shown[0]}` and `{shown[1]}` never hold of one item"
        raise QueryError(
            text, at + 1, reason, "join them by OR" if pair[0].field == pair[1].field else "remove one"
        )
    if logic.finds_everything(means):
        reason = "this finds everything, or everything but a few: it names nothing that must be there"
        raise QueryError(text, 1, reason, "add a word or a field, as in country:SYR")


def _notices(clean: Clean, node: Tree, sources: Collection[str], people: Collection[str]) -> list[str]:
    out = []
    for word in re.findall(r'"[^"]*"|[^\s()]+', clean.text):
        if word in ("and", "or", "not", "near"):
            out.append(f"`{word}` is looked for as a word; the operator is {word.upper()}")
    known = {"source": sources, "who": people}
    for one in _fields(node):
        name, value = one.name, one.value
        choices = known.get(name, ())
        if name in ("org", "place") and not one.prefix and named_by(value) is None:
            kind = "body or party" if name == "org" else "place"
            near = nearest(value, known_names(name), 75)
            out.append(
                f"no {kind} called {value} is known here; it is looked for as written"
                + (f"; did you mean {near}?" if near else "")
            )
        elif choices and not one.prefix and not any(_inside(value, choice) for choice in choices):
            near = nearest(value, list(choices), 60)
            out.append(f"no {name} called {value} is known here" + (f"; near: {near}" if near else ""))
    return list(dict.fromkeys(out))


def _inside(value: str, choice: str) -> bool:
    return f" {' '.join(fold_text(value).plains)} " in f" {' '.join(fold_text(choice).plains)} "


def _fields(node: Tree) -> list[Field]:
    match node:
        case Field():
            return [node] if node.name in OPEN else []
        case Not():
            return _fields(node.part)
        case And() | Or():
            return [f for part in node.parts for f in _fields(part)]
    return []
