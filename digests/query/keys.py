"""What an article holds and what a query needs, both as plain keys, so that one look-up brings them together.

Keys: "word" (or two words that may count as one), "+word" (two that do), "word word" (two or three neighbours), "=word" (as
written), "^letters" (a beginning), "@word" (of the outlet's names), "~word" (of the text or a record's own texts),
"field:value", and "" that every article holds.
"""

from collections.abc import Iterable
from typing import TypeVar

from digests.query.meaning import Atom, Beginning, Branch, Close, Has, Literal, Node, Row, Some
from digests.query.stream import NEIGHBOURS, Stream, short
from digests.query.subject import Subject

#: About how many articles of a thousand hold it. Only the order matters.
_COST = {"country": 60, "kind": 500, "class": 300, "lang": 600, "status": 150, "act": 120}
_UNANCHORED = 10_000
_BEGINNING, _NEIGHBOURS_COST = 60, 3
_COMMON_WORD, _LONG_WORD, _SHORT_WORD = 800, 4, 40
_COMMON = frozenset(
    "the of and to in that for is was on with by said has from his at which be were a an it he she they not as are have had will "
    "would but who more new say minister president state country foreign talk meeting government people year war nation united "
    "official leader security international peace between after two also about over against under".split()
)

Keys = tuple[int, frozenset[str]]


# -- what an article holds


class Wanted:
    """What is looked up at all, by kind of key, so that no other keys are made; counts how many ask for each."""

    def __init__(self) -> None:
        self.pairs: dict[str, int] = {}
        #: First words of neighbours.
        self.starts: dict[str, int] = {}
        self.plains: dict[str, int] = {}
        self.own: dict[str, int] = {}
        #: Beginnings by their length.
        self.beginnings: dict[int, dict[str, int]] = {}

    def count(self, key: str, by: int) -> None:
        """Note that a key is asked for once more, or once less."""
        mark, rest = key[:1], key[1:]
        if mark in ("~", "@") and rest.startswith("^"):
            mark, rest = "^", rest[1:]
        if mark == "^":
            of_length = self.beginnings.setdefault(len(rest), {})
            _count(of_length, rest, by)
            if not of_length:
                del self.beginnings[len(rest)]
        elif mark in _BY_MARK:
            _count(getattr(self, _BY_MARK[mark]), rest, by)
        elif " " in key:
            _count(self.starts, key.partition(" ")[0], by)
        elif key and ":" not in key and mark != "@":
            _count(self.pairs, key, by)


_BY_MARK = {"+": "pairs", "=": "plains", "~": "own"}
_K = TypeVar("_K")


def _count(counts: dict[_K, int], key: _K, by: int) -> None:
    counts[key] = counts.get(key, 0) + by
    if not counts[key]:
        del counts[key]


def held_by(subject: Subject, wanted: Wanted, *, records: bool) -> set[str]:
    """Return the keys of an article that are looked up; with those of its records when some query asks for records."""
    facts, outlet = subject.facts, subject.outlet
    out = {"", "kind:article", f"class:{outlet.klass}", f"lang:{subject.language}"}
    out.update(f"country:{code}" for code in subject.countries)
    if facts.meetings:
        out.add("kind:meeting")
        out.update(f"status:{m.status}" for m in facts.meetings)
    if facts.statements:
        out.add("kind:statement")
        out.update(f"act:{s.act}" for s in facts.statements)
    for stream in (subject.title, subject.text):
        _hold_words(out, stream, wanted)
    _hold_short(out, "@", map(short, (outlet.id, outlet.name, outlet.family)), wanted)
    if records:
        own = map(short, {text for item in subject.items[1:] for text in item.strings()})
        _hold_short(out, "~", own, wanted)
    if wanted.beginnings:
        words: set[str] = set().union(*(stream.written for stream in (subject.title, subject.text)))
        out.update(f"^{letters}" for letters in _begun(words, wanted))
    return out


def _begun(words: set[str], wanted: Wanted) -> set[str]:
    """Return the beginnings asked for that some words have."""
    out: set[str] = set()
    for length, letters in wanted.beginnings.items():
        out |= letters.keys() & {word[:length] for word in words}
    return out


def _hold_words(out: set[str], stream: Stream, wanted: Wanted) -> None:
    folds, starts = stream.words.folds, wanted.starts
    out.update(folds)
    pairs = [joined for _, joined in stream.words.pairs if joined in wanted.pairs or joined in wanted.own]
    out.update(pairs)
    out.update(f"+{joined}" for joined in pairs)
    out.update(f"~{word}" for word in (wanted.own.keys() & {*folds, *pairs}))
    out.update(f"={word}" for word in wanted.plains.keys() & stream.plains.keys())
    for n, word in enumerate(folds):
        if word in starts:
            out.add(" ".join(folds[n : n + 2]))
            out.add(" ".join(folds[n : n + NEIGHBOURS]))


def _hold_short(out: set[str], mark: str, streams: Iterable[Stream], wanted: Wanted) -> None:
    """Add the words of short texts, as compared and as written, one by one, as one and by their beginnings."""
    for stream in streams:
        words = {*stream.folds, *stream.pairs, *stream.plains, *stream.written}
        out.update(mark + word for word in words)
        if wanted.beginnings:
            out.update(f"{mark}^{letters}" for letters in _begun(words, wanted))


# -- what a query needs


def keys_of(branch: Branch) -> tuple[frozenset[str], frozenset[str], bool]:
    """Return keys of which an article must hold one for a branch to be true, keys it must hold all of, and whether that is all.

    The last is true when an article that holds them needs no further test.
    """
    node = branch.node
    parts = (node,) if isinstance(node, Literal | Some) else node.parts
    needs: set[str] = set()
    complete = not branch.records
    for part in parts:
        needed = _needs(part.atom, branch) if isinstance(part, Literal) and part.wanted else None
        needs |= needed or set()
        complete = complete and needed is not None and _is_settled(part)
    return _keys(node, branch)[1], frozenset(needs), complete


def _needs(atom: Atom, branch: Branch) -> set[str] | None:
    """Return keys without which an atom is false; None when there are none that hold for sure."""
    if isinstance(atom, Has):
        if atom.field in _COST:
            return {f"{atom.field}:{atom.code}"}
        if atom.field in ("who", "org") and not branch.records:
            each = [
                {f"={w}" for w in form.words} for form in atom.forms if isinstance(form, Row) and form.plain
            ]
            return set.intersection(*each) if each and len(each) == len(atom.forms) else None
        return None
    if branch.records:
        return {f"~{atom.words[0]}"} if isinstance(atom, Row) and len(atom.words) == 1 else None
    if isinstance(atom, Row):
        return {atom.words[0]} if len(atom.words) == 1 else None
    if isinstance(atom, Beginning):
        return {f"^{atom.letters}"}
    return (_needs(atom.left, branch) or set()) | (_needs(atom.right, branch) or set())


def _is_settled(node: Node) -> bool:
    """Tell whether an article that holds the keys of a literal makes it true."""
    if not isinstance(node, Literal):
        return False
    atom = node.atom
    return (
        isinstance(atom, Beginning)
        or (isinstance(atom, Row) and len(atom.words) == 1)
        or (isinstance(atom, Has) and atom.field in _COST)
    )


def _keys(node: Node, branch: Branch) -> Keys:
    """Return the keys of a part, and about how common they are."""
    if isinstance(node, Literal):
        if not node.wanted:
            return _UNANCHORED, frozenset(("",))
        cost, keys = _atom_keys(node.atom)
        if branch.records and not isinstance(node.atom, Has):
            own = frozenset(f"~{word}" for word in _words(node.atom))
            keys = own if isinstance(node.atom, Row) and len(node.atom.words) == 1 else keys | own
        return cost, keys
    found = [_keys(part, branch) for part in node.parts]
    return _any_of(found) if isinstance(node, Some) else _rarest(found)


def _words(atom: Row | Beginning | Close) -> set[str]:
    """Return words of an atom of which a record's own text holds one, in whatever way they stand there."""
    if isinstance(atom, Close):
        return _words(atom.left)
    if isinstance(atom, Beginning):
        return {f"^{atom.letters}"}
    words, joins = atom.words, atom.joins
    return {words[0], *((words[0] + words[1],) if joins and joins[0] else ())}


def _any_of(found: list[Keys]) -> Keys:
    return min(_UNANCHORED, sum(cost for cost, _ in found)), frozenset(
        key for _, keys in found for key in keys
    )


def _rarest(found: list[Keys]) -> Keys:
    return min(found, key=lambda keys: (keys[0], sorted(keys[1])))


def _atom_keys(atom: Atom) -> Keys:
    match atom:
        case Row():
            return _row_keys(atom)
        case Beginning():
            return _BEGINNING, frozenset((f"^{atom.letters}",))
        case Close():
            return _rarest([_atom_keys(atom.left), _atom_keys(atom.right)])
        case Has():
            if atom.field in _COST:
                return _COST[atom.field], frozenset((f"{atom.field}:{atom.code}",))
            if atom.field == "place" and atom.code:
                # A city of the state may be named, so its words do not help.
                return _COST["kind"], frozenset(("kind:meeting",))
            if atom.field == "source":
                return _COST["class"], frozenset(f"@{word}" for form in atom.forms for word in _words(form))
            cost, keys = _any_of([_atom_keys(form) for form in atom.forms])
            return cost, keys | {f"~{word}" for form in atom.forms for word in _words(form)}


def _row_keys(row: Row) -> Keys:
    words = row.words
    if row.plain:
        cost, word = min((_cost(word), word) for word in words)
        return cost, frozenset((f"={word}",))
    if len(words) == 1:
        return _cost(words[0]), frozenset((words[0], f"+{words[0]}"))
    size = min(len(words), NEIGHBOURS)
    return _rarest([_neighbour_keys(row, n, n + size) for n in range(len(words) - size + 1)])


def _neighbour_keys(row: Row, first: int, last: int) -> Keys:
    """Return the keys of two or three words of a row in all ways they may stand: as they are, two as one, one in two."""
    words, joins = row.words, row.joins
    inside = words[first:last]
    keys = {" ".join(inside), *(f"+{word}" for word in inside)}
    for n in range(max(0, first - 1), min(last, len(joins))):
        if not joins[n]:
            continue
        joined = words[n] + words[n + 1]
        if first <= n < last - 1:
            keys.add(" ".join((*words[first:n], joined, *words[n + 2 : last])))
        else:
            # One of them is one with a word outside.
            keys.add(joined)
    return _NEIGHBOURS_COST + min(map(_cost, inside)) // len(inside), frozenset(keys)


def _cost(word: str) -> int:
    return _COMMON_WORD if word in _COMMON else max(_LONG_WORD, _SHORT_WORD - 4 * len(word))
