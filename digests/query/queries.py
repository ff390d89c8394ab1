"""Queries: read, checked for sense, with what the writer should know."""

from collections.abc import Collection
from dataclasses import dataclass

from digests.query import logic
from digests.query.clean import cleaned
from digests.query.errors import QueryError
from digests.query.meaning import Branch, Has, meaning
from digests.query.notices import notices
from digests.query.parser import read
from digests.query.simple import simple
from digests.query.tree import Field, Tree, fields_in, printed
from digests.query.values import OPEN


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
    _check_sense(text, parsed, means)
    return Query(parsed, means, notices(clean, parsed, sources, people))


def meaning_of(text: str) -> tuple[Branch, ...]:
    """Return what a query means that was accepted before; it is not checked for sense again.

    Raises:
        QueryError: It cannot be read.
    """
    return meaning(simple(text) or read(cleaned(text)))


def _check_sense(text: str, tree: Tree, means: tuple[Branch, ...]) -> None:
    if logic.finds_nothing(means):
        pair = logic.conflict(means)
        if pair is None:
            raise QueryError(
                text, 1, "this can never find anything: it contradicts itself", "remove one side"
            )
        first, second = (_shown(tree, atom) for atom in pair)
        at = max(text.find(second), text.find(pair[1].field + ":"), 0)
        reason = f"this can never find anything: `{first}` and `{second}` never hold of one item"
        raise QueryError(
            text, at + 1, reason, "join them by OR" if pair[0].field == pair[1].field else "remove one"
        )
    if logic.finds_everything(means):
        reason = "this finds everything, or everything but a few: it names nothing that must be there"
        raise QueryError(text, 1, reason, "add a word or a field, as in country:SYR")


def _shown(tree: Tree, atom: Has) -> str:
    """Return a field as it is written in a query."""
    named = (f for f in fields_in(tree) if f.name == atom.field and (f.name in OPEN or f.value == atom.code))
    return printed(next(named, Field(atom.field, atom.code)))
