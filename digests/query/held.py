"""What an article holds of what is asked for, as keys, so that one look-up brings it and the queries together.

Keys: "word" (or two that may count as one), "_word" (one by itself), "=word" (as written, or read in Latin letters),
"!word" (the same, in capitals), "^letters" (a beginning), "&word" (of a record's own texts), "@word" (of the outlet's
names), "&^letters" and "@^letters" (a beginning there), "field:value", "~" and an atom (see `digests.query.keys`), and "",
which every article holds. Each of these marks has its table, and all that an article has of a kind is looked up there at once.
"""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from digests.query.beginnings import Beginnings
from digests.query.folding import Words
from digests.query.pieces import Piece, singular
from digests.query.spelling import readings
from digests.query.stream import short
from digests.query.subject import Subject

_W = TypeVar("_W")
#: Words of which it is remembered what they hold.
_MOST_KEPT = 30_000


class Key(Generic[_W]):
    """Something that is asked for; compared by identity."""

    __slots__ = ("atoms", "count", "waiting")

    def __init__(self) -> None:
        #: How many routes speak of it.
        self.count = 0
        #: What needs it first of all.
        self.waiting: Queue[_W] | None = None
        #: The same for atoms that are keys of their own, which are found out first.
        self.atoms: Queue[_W] | None = None


#: What waits: a few in a row, which takes a quarter of the room, or very many by what they need next.
Queue = tuple[_W, ...] | dict[Key[_W], tuple[_W, ...]]


@dataclass(slots=True)
class Held(Generic[_W]):
    """What an article holds of what is asked for."""

    keys: set[Key[_W]]
    #: Words asked for that stand as two, which may count as one.
    parted: Set[str]


class _Met(Generic[_W]):
    """What single words as written hold: looked up when they are met first, and remembered."""

    def __init__(self, keys: "Keys[_W]") -> None:
        self._keys = keys
        self.forget()

    def forget(self) -> None:
        """Forget what was met: it may hold more than it did."""
        self.known: dict[str, tuple[Key[_W], ...]] = {}
        #: What words hold that stand in capitals, and words after which a beginning may go on.
        self.capitals: dict[str, tuple[Key[_W], ...]] = {}
        self.opening: set[str] = set()

    def of(self, words: set[str]) -> set[Key[_W]]:
        """Return the keys that words hold."""
        if len(self.known) > _MOST_KEPT:
            self.forget()
        fresh = words.difference(self.known)
        if fresh:
            self._learn(fresh)
        return set().union(*map(self.known.__getitem__, words))

    def _learn(self, fresh: set[str]) -> None:
        keys = self._keys
        words, alone, named, capitals = keys.words.get, keys.alone.get, keys.named.get, keys.capitals.get
        for word in fresh:
            fold = singular(word)
            found = [words(fold), alone(fold)]
            for read in (word,) if word.isascii() else (word, *readings(word)):
                found.append(named(read))
                if key := capitals(read):
                    self.capitals[word] = (*self.capitals.get(word, ()), key)
            self.known[word] = tuple([key for key in found if key])
        for word in keys.begun.some(fresh):
            self.known[word] += keys.begun.of(word)
            if keys.begun.goes_on(word):
                self.opening.add(word)


class Keys(Generic[_W]):
    """All that is asked for."""

    def __init__(self) -> None:
        self._fields: dict[str, Key[_W]] = {}
        #: Words of any text: as compared, by themselves, as written, in capitals, by what they begin with.
        self.words: dict[str, Key[_W]] = {}
        self.alone: dict[str, Key[_W]] = {}
        self.named: dict[str, Key[_W]] = {}
        self.capitals: dict[str, Key[_W]] = {}
        self.begun: Beginnings[Key[_W]] = Beginnings()
        #: Words and beginnings of short texts: of the records, and of the outlet.
        self._own: dict[str, Key[_W]] = {}
        self._own_begun: Beginnings[Key[_W]] = Beginnings()
        self._outlet: dict[str, Key[_W]] = {}
        self._outlet_begun: Beginnings[Key[_W]] = Beginnings()
        self._marked: dict[str, dict[str, Key[_W]] | Beginnings[Key[_W]]] = {
            "_": self.alone, "=": self.named, "!": self.capitals, "^": self.begun, "&": self._own,
            "&^": self._own_begun, "@": self._outlet, "@^": self._outlet_begun, "~": {},
        }  # fmt: skip
        self._met = _Met(self)

    def __len__(self) -> int:
        return len(self.words) + len(self._fields) + sum(map(len, self._marked.values()))

    def _table(self, name: str) -> tuple[dict[str, Key[_W]] | Beginnings[Key[_W]], str]:
        """Return where a key stands, and its name there."""
        mark = name[:2] if name[1:2] == "^" else name[:1]
        marked = self._marked.get(mark)
        if marked is not None:
            return marked, name[len(mark) :]
        return (self._fields if not name or ":" in name else self.words), name

    def need(self, name: str) -> Key[_W]:
        """Return a key, which one more route speaks of."""
        table, name = self._table(name)
        key = table.get(name)
        if key is None:
            key = table[name] = Key()
            if self._met.known:
                self._met.forget()
        key.count += 1
        return key

    def leave(self, name: str) -> None:
        """Note that one route less speaks of a key."""
        table, name = self._table(name)
        key = table[name]
        key.count -= 1
        if not key.count:
            del table[name]

    def held_by(self, subject: Subject) -> Held[_W]:
        """Return what an article and its records hold of what is asked for."""
        texts = (subject.title.words, subject.text.words)
        pieces = texts[0].unique | texts[1].unique
        words: set[str] = set().union(*[piece.plains for piece in pieces])
        keys = self._met.of(words)
        keys.update(_found(self._fields, _fields(subject)))
        parted = self.words.keys() & (texts[0].both | texts[1].both)
        keys.update([self.words[word] for word in parted])
        if some := self._met.capitals.keys() & words:
            keys.update(_in_capitals(pieces, some, self._met.capitals))
        if some := self._met.opening & words:
            opening = {piece for piece in pieces if piece.last and piece.plains[-1] in some}
            keys.update([key for word in _in_two(texts, opening) for key in self.begun.of(word)])
        for piece in [piece for piece in pieces if piece.hyphened]:
            for n in piece.hyphened:
                keys.update(self.begun.of(piece.plains[n] + piece.plains[n + 1]))
        outlet = subject.outlet
        keys.update(_short(self._outlet, self._outlet_begun, (outlet.id, outlet.name, outlet.family)))
        keys.update(_short(self._own, self._own_begun, subject.own))
        return Held(keys, parted)


def _found(table: dict[str, Key[_W]], names: Iterable[str]) -> list[Key[_W]]:
    return [key for name in names if (key := table.get(name))]


def _in_capitals(
    pieces: Iterable[Piece], some: Set[str], keys: dict[str, tuple[Key[_W], ...]]
) -> Iterator[Key[_W]]:
    """Yield the keys of those of some words that stand in capitals."""
    for piece in [piece for piece in pieces if not some.isdisjoint(piece.plains)]:
        for word, (begin, end) in zip(piece.plains, piece.spans, strict=True):
            if word in some and piece.text[begin:end].isupper():
                yield from keys[word]


def _in_two(texts: Iterable[Words], opening: Set[Piece]) -> list[str]:
    """Return the last words of some pieces as one with the next, where they may count as one."""
    return [
        one.plains[-1] + other.plains[0]
        for text in texts
        for one, other in pairwise(text.pieces)
        if one in opening and other.first
    ]


def _short(table: dict[str, Key[_W]], begun: Beginnings[Key[_W]], texts: Iterable[str]) -> set[Key[_W]]:
    if not table and not begun:
        return set()
    words: set[str] = set().union(*[short(text).all for text in texts])
    return {*_found(table, words), *(key for word in words for key in begun.of(word))}


def _fields(subject: Subject) -> set[str]:
    facts = subject.facts
    out = {"", "kind:article", f"class:{subject.outlet.klass}", f"lang:{subject.language}"}
    out.update([f"country:{code}" for code in subject.countries])
    if facts.meetings:
        out.add("kind:meeting")
        out.update([f"status:{m.status}" for m in facts.meetings])
    if facts.statements:
        out.add("kind:statement")
        out.update([f"act:{s.act}" for s in facts.statements])
    return out
