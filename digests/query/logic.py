"""What a query can never find, and whether it finds everything: decided by its form, never by looking at an archive."""

from digests.query.meaning import All, Atom, Branch, Has, Literal, Node, Some
from digests.query.values import CLASSES, KINDS, OF

#: Fields of which one item has one value at most.
_ONE_VALUE = frozenset(("status", "act", "class", "lang"))
_CLOSED = frozenset(("country", "status", "act", "class", "lang"))
#: Assignments that are tried; a query that takes more is let pass.
_STEPS = 3_000


class _Budget:
    def __init__(self) -> None:
        self.left = _STEPS

    def spend(self) -> bool:
        self.left -= 1
        return self.left >= 0


def finds_nothing(meaning: tuple[Branch, ...]) -> bool:
    """Tell whether no item can ever be found."""
    return not any(
        _possible([(branch.node, True)], {}, kind, _Budget(), open_too=True)
        for branch in meaning
        for kind in (KINDS if branch.records else KINDS[:1])
    )


def finds_everything(meaning: tuple[Branch, ...]) -> bool:
    """Tell whether an article is found whatever it says: nothing is asked for that must be there."""
    wanted = [(branch.node, False) for branch in meaning]
    return not _possible(wanted, {}, "article", _Budget(), open_too=False)


def conflict(meaning: tuple[Branch, ...]) -> tuple[Has, Has] | None:
    """Return two fields of a query that exclude each other."""
    fields = [f for branch in meaning for f in fields_of(branch.node)]
    for n, a in enumerate(fields[:40]):
        for b in fields[n + 1 : 40]:
            if a.field == b.field and a.code != b.code and a.field in (*_ONE_VALUE, "kind"):
                return a, b
            kinds = [
                OF[f.field] if f.field in OF else {f.code} if f.field == "kind" else set(KINDS)
                for f in (a, b)
            ]
            if not set(kinds[0]) & set(kinds[1]):
                return a, b
    return None


def fields_of(node: Node) -> list[Has]:
    """Return the fields that are asked for."""
    if isinstance(node, Literal):
        return [node.atom] if isinstance(node.atom, Has) and node.wanted else []
    return [f for part in node.parts for f in fields_of(part)]


def _possible(
    goals: list[tuple[Node, bool]], known: dict[Atom, bool], kind: str, budget: _Budget, *, open_too: bool
) -> bool:
    """Tell whether atoms can be true or false so that every goal comes out as wanted, for one kind of item."""
    goals, known = list(goals), dict(known)
    choices: list[tuple[tuple[Node, ...], bool]] = []
    while goals:
        node, wanted = goals.pop()
        if isinstance(node, Literal):
            value = _fixed(node.atom, kind, open_too=open_too)
            if value is None:
                # The item has no such field: the literal is false, negated or not.
                if wanted:
                    return False
                continue
            needed = node.wanted is wanted
            if isinstance(value, bool):
                if value is not needed:
                    return False
            elif not _set(known, node.atom, needed):
                return False
        elif _conjunctive(node) is wanted:
            goals += [(part, wanted) for part in node.parts]
        else:
            choices.append((node.parts, wanted))
    return _choose(choices, known, kind, budget, open_too=open_too)


def _choose(
    choices: list[tuple[tuple[Node, ...], bool]],
    known: dict[Atom, bool],
    kind: str,
    budget: _Budget,
    *,
    open_too: bool,
) -> bool:
    if not choices:
        return _consistent(known)
    (parts, wanted), rest = choices[0], choices[1:]
    for part in parts:
        if not budget.spend():
            return True
        others: list[tuple[Node, bool]] = [(_grouped(p, w), w) for p, w in rest]
        if _possible([(part, wanted), *others], known, kind, budget, open_too=open_too):
            return True
    return False


def _grouped(parts: tuple[Node, ...], wanted: bool) -> Node:
    return Some(parts) if wanted else All(parts)


def _conjunctive(node: Node) -> bool:
    return isinstance(node, All)


def _fixed(atom: Atom, kind: str, *, open_too: bool) -> bool | str | None:
    """Return the truth of an atom for a kind of item where that is settled, "" where it may be either, None for no such field."""
    if isinstance(atom, Has):
        if atom.field == "kind":
            return atom.code == kind
        if atom.field in OF and kind not in OF[atom.field]:
            return None
        if atom.field in _CLOSED:
            return ""
    return "" if open_too else False


def _set(known: dict[Atom, bool], atom: Atom, value: bool) -> bool:
    if known.setdefault(atom, value) is not value:
        return False
    if value and isinstance(atom, Has) and atom.field in _ONE_VALUE:
        return not any(
            is_true and isinstance(other, Has) and other.field == atom.field and other != atom
            for other, is_true in known.items()
        )
    return True


def _consistent(known: dict[Atom, bool]) -> bool:
    """Tell whether some class of source is left."""
    ruled_out = {
        a.code for a, value in known.items() if isinstance(a, Has) and a.field == "class" and not value
    }
    return not set(CLASSES) <= ruled_out
