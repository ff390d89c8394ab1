"""What an article holds of what is asked for, as keys, so that one look-up brings it and the queries together.

Keys: "word" (or two that may count as one), "_word" (one by itself), "=word" (as written, or read in Latin letters),
"!word" (the same, in capitals), "^letters" (a beginning), "&word" (of a record's own texts), "@word" (of the outlet's
names), "field:value", "~" and an atom (see `digests.query.keys`), and "", which every article holds. A piece of text that
was met before is known by its keys.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from digests.query.folding import Words
from digests.query.ordered import Ordered
from digests.query.pieces import Piece
from digests.query.spelling import readings
from digests.query.stream import short
from digests.query.subject import Subject

_W = TypeVar("_W")
#: Pieces of text, and names, of which it is remembered what they hold.
_MOST_KEPT = 30_000


class Key(Generic[_W]):
    """Something that is asked for; compared by identity."""

    __slots__ = ("atoms", "count", "waiting")

    def __init__(self) -> None:
        #: How many routes speak of it.
        self.count = 0
        #: What needs it first of all, by what it needs next.
        self.waiting: dict[Key[_W], tuple[_W, ...]] | None = None
        #: The same for atoms that are keys of their own, which are found out first.
        self.atoms: dict[Key[_W], tuple[_W, ...]] | None = None


@dataclass(slots=True)
class Held(Generic[_W]):
    """What an article holds of what is asked for."""

    keys: set[Key[_W]]
    #: Words asked for that stand as two, which may count as one.
    parted: set[str]


class Keys(Generic[_W]):
    """All that is asked for."""

    def __init__(self) -> None:
        self._keys: dict[str, Key[_W]] = {}
        #: Beginnings asked for, and how many letters they have.
        self._beginnings = Ordered()
        self._sizes: Counter[int] = Counter()
        #: Words asked for, from the last letter to the first.
        self._backwards = Ordered()
        self._forget()

    def __len__(self) -> int:
        return len(self._keys)

    def _forget(self) -> None:
        """Forget what was met before: it may hold more than it did."""
        self._of_piece: dict[Piece, tuple[Key[_W], ...]] = {}
        self._of_text: dict[tuple[str, str], tuple[Key[_W], ...]] = {}
        #: What words asked for have before the first word of a piece, and beginnings asked for after the last.
        self._closed: dict[Piece, frozenset[str]] = {}
        self._opened: dict[Piece, tuple[str, ...]] = {}

    def need(self, name: str) -> Key[_W]:
        """Return a key, which one more route speaks of."""
        key = self._keys.get(name)
        if key is None:
            key = self._keys[name] = Key()
            self._note(name, new=True)
            if self._of_piece or self._of_text:
                self._forget()
        key.count += 1
        return key

    def leave(self, name: str) -> None:
        """Note that one route less speaks of a key."""
        key = self._keys[name]
        key.count -= 1
        if not key.count:
            del self._keys[name]
            self._note(name, new=False)

    def _note(self, name: str, *, new: bool) -> None:
        before, mark, letters = name.partition("^")
        if mark and before in ("", "&", "@"):
            words, word = self._beginnings, letters
            self._sizes[len(letters)] += 1 if new else -1
            self._sizes += Counter()  # leaves out those of no beginning
        elif name and name[0] not in "_=!&@~" and ":" not in name:
            words, word = self._backwards, name[::-1]
        else:
            return
        if new:
            words.add(word)
        else:
            words.remove(word)

    def held_by(self, subject: Subject) -> Held[_W]:
        """Return what an article and its records hold of what is asked for."""
        if len(self._of_piece) + len(self._of_text) > _MOST_KEPT:
            self._forget()
        get = self._keys.get
        out: Held[_W] = Held({key for name in _fields(subject) if (key := get(name))}, set())
        for stream in (subject.title, subject.text):
            self._hold(out, stream.words)
        outlet = subject.outlet
        for text in (outlet.id, outlet.name, outlet.family):
            out.keys.update(self._short("@", text))
        for text in subject.own:
            out.keys.update(self._short("&", text))
        return out

    def _hold(self, out: Held[_W], words: Words) -> None:
        known = self._of_piece
        for piece in words.unique.difference(known):
            self._learn(piece)
        out.keys.update(*map(known.__getitem__, words.unique))
        closed, opened = self._closed, self._opened
        parted: set[str] = set()
        begun: set[str] = set()
        for one, other in [two for two in pairwise(words.pieces) if two[1] in closed or two[0] in opened]:
            if one.last and other.first:
                if one.last in closed.get(other, ()):
                    parted.add(one.last + other.first)
                if other.plains[0].startswith(opened.get(one, ())):
                    begun.update(_beginnings("^", one.plains[-1] + other.plains[0], self._sizes))
        parted.update(*[piece.both for piece in words.unique if piece.hyphened])
        out.parted |= parted
        out.keys.update(self._found(parted), self._found(begun))

    def _learn(self, piece: Piece) -> None:
        self._of_piece[piece] = tuple(self._found(_names(piece, self._sizes)))
        if piece.first and (rests := self._backwards.rests(piece.first[::-1])):
            self._closed[piece] = frozenset(rest[::-1] for rest in rests)
        if piece.last and (rests := self._beginnings.rests(piece.plains[-1])):
            self._opened[piece] = tuple(rests)

    def _short(self, mark: str, text: str) -> tuple[Key[_W], ...]:
        keys = self._of_text.get((mark, text))
        if keys is None:
            words = short(text).all
            names = (f"{mark}{word}" for word in words)
            begun = (name for word in words for name in _beginnings(f"{mark}^", word, self._sizes))
            keys = self._of_text[mark, text] = tuple({*self._found(names), *self._found(begun)})
        return keys

    def _found(self, names: Iterable[str]) -> list[Key[_W]]:
        get = self._keys.get
        return [key for name in names if (key := get(name))]


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


def _names(piece: Piece, sizes: Iterable[int]) -> set[str]:
    """Return the names of all keys that a piece of text holds."""
    out = {*piece.folds, *piece.both}
    out.update([f"_{fold}" for fold in piece.folds])
    for plain, (begin, end) in zip(piece.plains, piece.spans, strict=True):
        read = (plain,) if plain.isascii() else (plain, *readings(plain))
        out.update([f"={word}" for word in read])
        if piece.text[begin:end].isupper():
            out.update([f"!{word}" for word in read])
        out.update(_beginnings("^", plain, sizes))
    for n in piece.hyphened:
        out.update(_beginnings("^", piece.plains[n] + piece.plains[n + 1], sizes))
    return out


def _beginnings(mark: str, word: str, sizes: Iterable[int]) -> Iterator[str]:
    return (f"{mark}{word[:size]}" for size in sizes)
