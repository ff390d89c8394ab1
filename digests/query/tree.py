"""A query as a tree, and the tree as text: printing and parsing undo each other."""

import re
from dataclasses import dataclass

OPERATOR = re.compile(r"(?:AND|OR|NOT|NEAR(?:/\d+)?)\Z")
#: Every sign that opens or closes a phrase.
QUOTES = '"“”„‟«»＂'


@dataclass(frozen=True, slots=True)
class Phrase:
    """A word, or words in a row."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """Every word that begins so."""

    text: str


@dataclass(frozen=True, slots=True)
class Near:
    """Two of these with at most `distance` words between, in either order."""

    distance: int
    left: "Phrase | Prefix"
    right: "Phrase | Prefix"


@dataclass(frozen=True, slots=True)
class Field:
    """A field and its value: a code for closed ones, words for open ones."""

    name: str
    value: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """What must not hold."""

    part: "Tree"


@dataclass(frozen=True, slots=True)
class And:
    """What must hold together; two parts or more."""

    parts: "tuple[Tree, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    """What may hold; two parts or more."""

    parts: "tuple[Tree, ...]"


Tree = Phrase | Prefix | Near | Field | Not | And | Or


def conjunction(parts: "list[Tree]") -> Tree:
    """Return parts that must hold together as one; nested ones become one level."""
    flat: list[Tree] = [p for part in parts for p in (part.parts if isinstance(part, And) else (part,))]
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def disjunction(parts: "list[Tree]") -> Tree:
    """Return parts of which one must hold as one; nested ones become one level."""
    flat: list[Tree] = [p for part in parts for p in (part.parts if isinstance(part, Or) else (part,))]
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def fields_in(tree: Tree) -> "list[Field]":
    """Return the fields of a query, those of what must not hold, too."""
    match tree:
        case Field():
            return [tree]
        case Not():
            return fields_in(tree.part)
        case And() | Or():
            return [field for part in tree.parts for field in fields_in(part)]
    return []


#: Signs of which some mean something, or are refused, where they stand in a word without quotation marks (see slips).
_SIGNS = re.compile(r"[\s():*?~^=/\[{]|^near\d+$", re.IGNORECASE)


def printed(tree: Tree) -> str:
    """Return the tree as a query."""
    match tree:
        case Phrase():
            return _quoted(tree.text)
        case Prefix():
            return f"{tree.text}*"
        case Near():
            return f"{printed(tree.left)} NEAR/{tree.distance} {printed(tree.right)}"
        case Field():
            return f"{tree.name}:{tree.value}*" if tree.prefix else f"{tree.name}:{quoted_value(tree.value)}"
        case Not():
            return f"NOT {_grouped(tree.part, (And, Or, Near))}"
        case And():
            return " ".join(_grouped(part, (Or,)) for part in tree.parts)
        case Or():
            return " OR ".join(printed(part) for part in tree.parts)


def _grouped(tree: Tree, kinds: tuple[type, ...]) -> str:
    text = printed(tree)
    return f"({text})" if isinstance(tree, kinds) else text


def quoted_value(text: str) -> str:
    """Return the value of a field as it is written."""
    return f'"{text}"' if re.search(r"[\s():*,;|&+/]|^[‘'‚‹›]", text) else text


def _quoted(text: str) -> str:
    plain = not _SIGNS.search(text) and not OPERATOR.match(text) and text[:1] not in "-+!‘'‚‹›"
    return text if plain else f'"{text}"'
