"""What a query needs of an article, as keys (see `digests.query.held`), so that most articles are ruled out by a look-up.

A clause is keys of which an article must hold one. Where the clauses of a query say all it says, nothing is left to test.
A phrase, NEAR, or a name beside other parts is a key of its own ("~" and the atom), found out once for all who ask for it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from digests.query import heard
from digests.query.meaning import All, Atom, Beginning, Branch, Close, Has, Heard, Literal, Node, Row, Some

#: About how many articles of a thousand hold it. Only the order matters.
_COST = {"country": 60, "kind": 500, "class": 300, "lang": 600, "status": 150, "act": 120}
_BEGINNING = 60
_COMMON_WORD, _LONG_WORD, _SHORT_WORD = 800, 4, 40
_COMMON = frozenset(
    "the of and to in that for is was on with by said has from his at which be were a an it he she they not as are have had will "
    "would but who more new say minister president state country foreign talk meeting government people year war nation united "
    "official leader security international peace between after two also about over against under".split()
)


@dataclass(frozen=True, slots=True)
class Option:
    """One way for a part of a query to be true."""

    #: What must be held …
    key: str
    #: … and what else …
    beside: tuple[str, ...] = ()
    #: … and words that must stand in a row, after "=" as written, after " " as compared; "" for none.
    line: str = ""
    #: Whether that is all there is to it.
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """Ways of which an article must go one for a part of a query to be true."""

    options: tuple[Option, ...]
    cost: int

    @property
    def keys(self) -> tuple[str, ...]:
        """What an article must hold one of."""
        return tuple(dict.fromkeys(option.key for option in self.options))

    @property
    def settled(self) -> bool:
        """Whether an article that holds one of the keys makes the part true."""
        return all(option.exact and not option.beside and not option.line for option in self.options)


@dataclass(frozen=True, slots=True)
class Route:
    """Two keys that an article must hold, the rarest first, and what more there is to it."""

    first: str
    #: "" for nothing more.
    second: str
    #: All of these must be held …
    rest: tuple[str, ...]
    #: … and one of each of these …
    ways: tuple[tuple[str, ...], ...]
    #: … and none of these.
    lacks: tuple[str, ...]
    #: Words that must stand in a row, as in `Option`.
    line: str
    #: Whether that is all there is to it: such an article needs no further test.
    exact: bool

    def all_keys(self) -> list[str]:
        """Return all keys it speaks of, each as often as it does."""
        ways = (key for keys in self.ways for key in keys)
        return [self.first, self.second, *self.rest, *self.lacks, *ways]


def routes_of(branch: Branch) -> list[Route]:
    """Return the ways of which an article must go one for a branch to be true of it or one of its records."""
    node = branch.node
    clauses: list[Clause] = []
    lacks: list[str] = []
    all_told = not branch.records
    alone = isinstance(node, Literal)
    for part in node.parts if isinstance(node, All) else (node,):
        negative = isinstance(part, Literal) and not part.wanted
        clause = _clause(Literal(part.atom) if isinstance(part, Literal) else part, branch, alone)
        if clause and not negative:
            clauses.append(clause)
        elif clause and clause.settled and not branch.records:
            lacks += clause.keys
        else:
            all_told = False
    if not clauses:
        return [Route("", "", (), (), tuple(lacks), "", all_told)]
    rarest, *others = sorted(clauses, key=lambda clause: clause.cost)
    all_told = all_told and all(clause.settled for clause in others)
    one_way = [clause.options[0] for clause in others if len(clause.options) == 1]
    single = [key for option in one_way for key in (option.key, *option.beside)]
    ways = tuple(clause.keys for clause in others if len(clause.options) > 1)
    out = []
    for option in rarest.options:
        keys = sorted((option.key, *option.beside, *single), key=_rarity)
        first, second, *rest = keys if len(keys) > 1 else (*keys, "")
        exact = all_told and option.exact
        out.append(Route(first, second, tuple(rest), ways, tuple(lacks), option.line, exact))
    return out


def atoms_of(branch: Branch) -> dict[str, Atom]:
    """Return the atoms that are keys of their own, by their keys: those of several parts that one key cannot settle."""
    node = branch.node
    if branch.records or isinstance(node, Literal):
        return {}
    return {_name(atom): atom for atom in dict.fromkeys(_atoms(node)) if not _is_settled(atom, branch)}


@lru_cache(maxsize=2_000)
def _name(atom: Atom) -> str:
    return f"~{atom}"


def _atoms(node: Node) -> Iterator[Atom]:
    if isinstance(node, Literal):
        yield node.atom
    else:
        for part in node.parts:
            yield from _atoms(part)


def _is_settled(atom: Atom, branch: Branch) -> bool:
    if isinstance(atom, Beginning) or (isinstance(atom, Row) and len(atom.words) == 1):
        return True
    clause = _atom(atom, branch)
    return clause is None or clause.settled


def _rarity(key: str) -> int:
    """Return about how many articles of a thousand hold a key."""
    if not key or key[0] == "@":
        return 1_000
    if key[0] == "~":
        return _LONG_WORD
    field, _, value = key.partition(":")
    if value:
        return _COST[field]
    return _BEGINNING if "^" in key else _cost(key.lstrip("_=!&"))


def _clause(node: Node, branch: Branch, alone: bool = False) -> Clause | None:
    """Return ways of which an article must go one for a part to be true; None when there are none."""
    if isinstance(node, Literal):
        clause = _atom(node.atom, branch) if node.wanted else None
        if clause is None or clause.settled or alone or branch.records:
            return clause
        return _keyed((_name(node.atom),), clause.cost, exact=True)
    found = [_clause(part, branch) for part in node.parts]
    if isinstance(node, Some):
        return _any_of(found)
    known = [clause for clause in found if clause]
    rarest = min(known, key=lambda clause: clause.cost) if known else None
    return rarest and Clause(tuple(replace(option, exact=False) for option in rarest.options), rarest.cost)


def _any_of(found: Iterable[Clause | None]) -> Clause | None:
    clauses = list(found)
    known = [clause for clause in clauses if clause]
    if len(known) < len(clauses):
        return None
    options = tuple(dict.fromkeys(option for clause in known for option in clause.options))
    return Clause(options, sum(clause.cost for clause in known))


def _keyed(keys: Iterable[str], cost: int, *, exact: bool = False) -> Clause:
    return Clause(tuple(Option(key, exact=exact) for key in dict.fromkeys(keys)), cost)


def _atom(atom: Atom, branch: Branch) -> Clause | None:
    if isinstance(atom, Has):
        return _field(atom, branch.records, "article" in branch.kinds)
    clause = _words(atom)
    return _keyed((*clause.keys, *_own("&", atom)), clause.cost) if branch.records else clause


def _words(atom: Row | Beginning | Close | Heard) -> Clause:
    """Return what a text must hold."""
    match atom:
        case Row():
            return _plain_row(atom) if atom.plain else _row(atom)
        case Beginning():
            return _keyed((f"^{atom.letters}",), _BEGINNING, exact=True)
        case Heard():
            return _keyed((f"={key}" for key in heard.keys(atom.words)), _LONG_WORD)
        case Close():
            one, other = sorted((_words(atom.left), _words(atom.right)), key=lambda clause: clause.cost)
            beside: tuple[str, ...] = ()
            if len(other.options) == 1:
                beside = (other.options[0].key, *other.options[0].beside)
            options = (Option(option.key, (*option.beside, *beside)) for option in one.options)
            return Clause(tuple(options), one.cost)


def _own(mark: str, atom: Row | Beginning | Close | Heard) -> tuple[str, ...]:
    """Return what a record's own text must hold, in whatever way it stands there."""
    if isinstance(atom, Close):
        return _own(mark, atom.left)
    if isinstance(atom, Beginning):
        return (f"{mark}^{atom.letters}",)
    if isinstance(atom, Heard):
        return tuple(f"{mark}{key}" for key in heard.keys(atom.words))
    words, joins = atom.words, atom.joins
    if not any(joins):
        return (f"{mark}{min(words, key=_cost)}",)
    return (f"{mark}{words[0]}", *((f"{mark}{words[0]}{words[1]}",) if joins[0] else ()))


@lru_cache(maxsize=2_000)
def _field(atom: Has, records: bool, article: bool) -> Clause | None:
    if atom.field in _COST:
        return _keyed((f"{atom.field}:{atom.code}",), _COST[atom.field], exact=True)
    if atom.field == "place" and atom.code:
        # A city of the state may be named, so its words do not help.
        return _keyed(("kind:meeting",), _COST["kind"])
    mark = "@" if atom.field == "source" else "&"
    own = [key for form in atom.forms for key in _own(mark, form)]
    if atom.field == "source":
        return _keyed(own, _COST["class"])
    of_text = atom.field in ("org", "topic") or (atom.field == "who" and article)
    clause = _any_of(map(_words, atom.forms)) if of_text else None
    if clause is None:
        return _keyed(own, _LONG_WORD * len(own))
    return _keyed((*clause.keys, *own), clause.cost) if records else clause


def _plain_row(row: Row) -> Clause:
    """Return the words of a name, the rarest first."""
    first, *others = sorted(row.words, key=_cost)
    if row.capitals and not others:
        return _keyed((f"!{first}",), _LONG_WORD, exact=True)
    line = f"= {' '.join(row.words)} " if others and not row.capitals else ""
    beside = tuple(f"={word}" for word in others)
    return Clause((Option(f"={first}", beside, line, exact=not row.capitals),), _cost(first))


def _row(row: Row) -> Clause:
    """Return a row in all ways it may stand: word by word, or a rare pair of neighbours with one word as one with the next."""
    words, joins = row.words, row.joins
    if len(words) == 1:
        return _keyed(words, _cost(words[0]), exact=True)
    first, *others = sorted(words, key=_cost)
    joined = [f"_{words[n]}{words[n + 1]}" for n, is_joined in enumerate(joins) if is_joined]
    in_a_row = Option(first, tuple(others), f" {' '.join(words)} ", exact=True)
    return Clause((in_a_row, *map(Option, dict.fromkeys(joined))), _cost(first))


def _cost(word: str) -> int:
    return _COMMON_WORD if word in _COMMON else max(_LONG_WORD, _SHORT_WORD - 4 * len(word))
