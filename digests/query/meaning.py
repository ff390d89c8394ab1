"""What a query means: negations at the leaves, words folded, fields with all their forms. Equal meanings are equal."""

from dataclasses import dataclass
from functools import cache, lru_cache

from digests.lexicon.tables import cell, rows
from digests.query.alike import latin
from digests.query.folding import Words, fold_text
from digests.query.heard import heard
from digests.query.spelling import spellings
from digests.query.tree import And, Field, Near, Not, Or, Phrase, Prefix, Tree
from digests.query.values import KINDS, OF, named_by, names_abroad

#: Longer capitals are no other word without them.
_ACRONYM = 5


@dataclass(frozen=True, slots=True)
class Row:
    """Words in a row; `joins` tells which may be one word with the next."""

    words: tuple[str, ...]
    joins: tuple[bool, ...] = ()
    #: Compare as written (names), not in the singular.
    plain: bool = False
    #: Letters must be capitals ("WHO").
    capitals: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """A name of several words in Arabic letters, each in one of the ways it may sound (see `digests.query.heard`)."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beginning:
    """A word that begins with these letters."""

    letters: str


@dataclass(frozen=True, slots=True)
class Close:
    """Two of these with at most `distance` words between."""

    distance: int
    left: Row | Beginning
    right: Row | Beginning


@dataclass(frozen=True, slots=True)
class Has:
    """A field with a value: a code, or any of some forms."""

    field: str
    code: str
    forms: tuple[Row | Beginning | Heard, ...] = ()


Atom = Row | Beginning | Close | Has


@dataclass(frozen=True, slots=True)
class Literal:
    """An atom that must hold, or must not."""

    atom: Atom
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class All:
    """Every part must hold of the one item."""

    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Some:
    """One part must hold."""

    parts: "tuple[Node, ...]"


Node = Literal | All | Some


@dataclass(frozen=True, slots=True)
class Branch:
    """One side of the outermost OR: it is read of the article, and of its records when it asks for a record."""

    node: Node
    #: True when it asks for a statement or meeting.
    records: bool
    #: The kinds of item it can be true of.
    kinds: frozenset[str]


def meaning(tree: Tree) -> tuple[Branch, ...]:
    """Return what a query means; it holds when one of its branches does."""
    node = _node(tree, True)
    if not isinstance(node, Some):
        return (Branch(node, _asks_record(node), _kinds(node)),)
    parts = node.parts
    return tuple(dict.fromkeys(Branch(part, _asks_record(part), _kinds(part)) for part in parts))


_ALL_KINDS = frozenset(KINDS)
#: One of each that is met, at most eight: a hundred thousand queries would hold as many.
_SAME_KINDS = {_ALL_KINDS: _ALL_KINDS}


def _kinds(node: Node) -> frozenset[str]:
    """Return the kinds of item a part can be true of."""
    if isinstance(node, Literal):
        atom = node.atom
        if not isinstance(atom, Has):
            return _ALL_KINDS
        if atom.field == "kind":
            return frozenset((atom.code,)) if node.wanted else _ALL_KINDS - {atom.code}
        return OF.get(atom.field, _ALL_KINDS)
    each = [_kinds(part) for part in node.parts]
    found = frozenset.union(*each) if isinstance(node, Some) else frozenset.intersection(*each)
    return _SAME_KINDS.setdefault(found, found)


def _node(tree: Tree, wanted: bool) -> Node:
    if isinstance(tree, Not):
        return _node(tree.part, not wanted)
    if not isinstance(tree, And | Or):
        return Literal(_atom(tree), wanted)
    parts: list[Node] = []
    kind = All if isinstance(tree, And) == wanted else Some
    for part in tree.parts:
        node = _node(part, wanted)
        parts += node.parts if isinstance(node, kind) else (node,)
    # What is tested fast comes first.
    unique = tuple(sorted(dict.fromkeys(parts), key=_effort))
    return unique[0] if len(unique) == 1 else kind(unique)


def _effort(node: Node) -> int:
    if not isinstance(node, Literal):
        return 4
    atom = node.atom
    if isinstance(atom, Has):
        return 3 if atom.forms or atom.field == "country" else 0
    return 1 if isinstance(atom, Row) and len(atom.words) == 1 else 2


def _asks_record(node: Node) -> bool:
    if isinstance(node, Literal):
        atom = node.atom
        return isinstance(atom, Has) and (
            atom.field in OF or (atom.field == "kind" and atom.code != "article")
        )
    return any(_asks_record(part) for part in node.parts)


@lru_cache(maxsize=20_000)
def _atom(tree: Phrase | Prefix | Near | Field) -> Atom:
    match tree:
        case Phrase():
            return row(tree.text)
        case Prefix():
            return beginning(tree.text)
        case Near():
            left, right = _atom(tree.left), _atom(tree.right)
            assert isinstance(left, Row | Beginning)
            assert isinstance(right, Row | Beginning)
            return Close(tree.distance, left, right)
        case Field():
            return _has(tree)


def row(text: str, *, plain: bool = False, capitals: bool = False) -> Row:
    """Return the words of a text as a row."""
    words: Words = fold_text(text)
    return Row(tuple(words.plains if plain else words.folds), tuple(words.joins), plain, capitals)


def beginning(text: str) -> Beginning:
    """Return the letters of a prefix, hyphens and apostrophes gone."""
    return Beginning("".join(fold_text(text).plains))


def _has(tree: Field) -> Has:
    if tree.prefix:
        return Has(tree.name, "", (beginning(tree.value),))
    match tree.name:
        case "who":
            written = [Row(words, (False,) * (len(words) - 1), plain=True) for words in spellings(tree.value)]
            in_latin = tuple(latin(word) for word in fold_text(tree.value).plains)
            return Has("who", "", (*written, *map(Heard, heard(in_latin))))
        case "org":
            return Has("org", "", _org_forms(tree.value))
        case "place":
            named = named_by(tree.value)
            if named and named.kind in ("state", "demonym"):
                return Has(
                    "place",
                    named.country or "",
                    tuple(row(form) for form in _forms_of(named.name, tree.value)),
                )
            return Has(
                "place", "", tuple(row(form) for form in _forms_of(named.name if named else "", tree.value))
            )
        case "role" | "topic" | "source":
            return Has(tree.name, "", (row(tree.value),))
    return Has(tree.name, tree.value)


@cache
def _all_forms() -> dict[str, tuple[str, ...]]:
    """Return all English forms of the bodies, parties, states and cities by their usual name."""
    out: dict[str, tuple[str, ...]] = {}
    for table in ("organisations", "parties", "seats", "states", "cities"):
        for line in rows(table):
            out.setdefault(line["name"], (line["name"], *cell(line, "forms")))
    return out


def _forms_of(name: str, value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((value, *_all_forms().get(name, ()))))


def _org_forms(value: str) -> tuple[Row, ...]:
    named = named_by(value)
    forms: tuple[str, ...] = (value,)
    if named and named.kind not in ("state", "demonym", "city", "capital"):
        forms = (*_forms_of(named.name, named.name), *names_abroad().get(named.name, ()))
    return tuple(dict.fromkeys(row(form, plain=True, capitals=_is_acronym(form)) for form in forms))


def _is_acronym(form: str) -> bool:
    """Tell whether a form is short capitals that another word may be without them ("WHO")."""
    letters = form.replace(".", "")
    return len(letters) <= _ACRONYM and letters.isupper() and letters.isalpha()
