"""What an article holds, as plain keys, so that one look-up brings it and the queries together.

Keys: "word" (or two that may count as one), "_word" (one by itself), "=word" (as written, or read in Latin letters),
"^letters" (a beginning), "&word" (of a record's own texts), "@word" (of the outlet's names), "field:value", and "", which
every article holds.
"""

from collections.abc import Set
from typing import TypeVar

from digests.query.spelling import readings
from digests.query.stream import Stream, short
from digests.query.subject import Subject

_K = TypeVar("_K", str, int)
#: Words of which it is remembered what they begin with.
_MOST_KEPT = 50_000


class Wanted:
    """What is asked for, by kind of key, and by how many, so that no other keys are made."""

    def __init__(self) -> None:
        self.words: dict[str, int] = {}
        self.whole: dict[str, int] = {}
        self.plains: dict[str, int] = {}
        self.own: dict[str, int] = {}
        self.beginnings: dict[str, int] = {}
        #: How many letters beginnings have.
        self.sizes: dict[int, int] = {}
        #: What stands before the last letter of a beginning: it may go on in the next word.
        self.openings: dict[str, int] = {}
        #: What words met so far begin with, and those that begin with nothing that is asked for.
        self._begun: dict[str, Set[str]] = {}
        self._vain: set[str] = set()

    def count(self, key: str, by: int) -> None:
        """Note that a key is asked for once more, or once less."""
        mark, rest = key[:1], key[1:]
        if mark == "^" or (mark in ("&", "@") and rest[:1] == "^"):
            self._count_beginning(rest.removeprefix("^"), by)
        elif mark == "_":
            _count(self.whole, rest, by)
        elif mark == "=":
            _count(self.plains, rest, by)
        elif mark == "&":
            _count(self.own, rest, by)
        elif key and mark != "@" and ":" not in key:
            _count(self.words, key, by)

    def _count_beginning(self, letters: str, by: int) -> None:
        _count(self.beginnings, letters, by)
        self._forget_words()
        _count(self.sizes, len(letters), by)
        for size in range(1, len(letters)):
            _count(self.openings, letters[:size], by)

    def begun(self, words: Set[str]) -> list[str]:
        """Return the beginnings asked for that some words have."""
        if not self.beginnings:
            return []
        if len(self._begun) + len(self._vain) > _MOST_KEPT:
            self._forget_words()
        out: list[str] = []
        for word in words - self._vain:
            found = self._begun.get(word)
            if found is None:
                found = self.beginnings.keys() & {word[:size] for size in self.sizes}
                if found:
                    self._begun[word] = found
                else:
                    self._vain.add(word)
            out += found
        return out

    def _forget_words(self) -> None:
        if self._begun or self._vain:
            self._begun, self._vain = {}, set()


def _count(counts: dict[_K, int], key: _K, by: int) -> None:
    counts[key] = counts.get(key, 0) + by
    if not counts[key]:
        del counts[key]


def held_by(subject: Subject, wanted: Wanted, *, records: bool) -> set[str]:
    """Return the keys of an article that are asked for; with those of its records when some query asks for records."""
    facts, outlet = subject.facts, subject.outlet
    out = {"", "kind:article", f"class:{outlet.klass}", f"lang:{subject.language}"}
    out.update([f"country:{code}" for code in subject.countries])
    if facts.meetings:
        out.add("kind:meeting")
        out.update([f"status:{m.status}" for m in facts.meetings])
    if facts.statements:
        out.add("kind:statement")
        out.update([f"act:{s.act}" for s in facts.statements])
    for stream in (subject.title, subject.text):
        _hold_words(out, stream, wanted)
    names = frozenset().union(*(short(text).all for text in (outlet.id, outlet.name, outlet.family)))
    out.update([f"@{word}" for word in names], [f"@^{letters}" for letters in wanted.begun(names)])
    if records:
        own = frozenset().union(*(item.own for item in subject.items[1:]))
        out.update([f"&{word}" for word in wanted.own.keys() & own])
        out.update([f"&^{letters}" for letters in wanted.begun(own)])
    return out


def _hold_words(out: set[str], stream: Stream, wanted: Wanted) -> None:
    words = stream.words
    out |= stream.alone
    out |= wanted.words.keys() & words.both
    if wanted.whole:
        out.update([f"_{word}" for word in wanted.whole.keys() & stream.alone])
    if wanted.plains:
        written = wanted.plains.keys() & stream.alone_plain
        if not words.text.isascii():
            for word in stream.alone_plain:
                if not word.isascii():
                    written.update(wanted.plains.keys() & readings(word))
        out.update([f"={word}" for word in written])
    if wanted.beginnings:
        out.update([f"^{letters}" for letters in wanted.begun(_begins(stream, wanted))])


def _begins(stream: Stream, wanted: Wanted) -> set[str]:
    """Return the words as written, with what begins as something asked for and goes on in the next word."""
    out = set(stream.words.plains)
    opening = wanted.openings.keys() & out
    if opening:
        out.update(stream.words.begun(opening))
    return out
