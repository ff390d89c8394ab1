"""All subscriptions against one article at once: each waits under the rarest thing it needs, and is put to the test then.

What an article holds is looked up in a dictionary: words, words that may count as one, beginnings, fields. So a
subscription can be added or removed at any moment at no cost; an automaton over all of them would be built anew.
"""

from collections.abc import Hashable, Iterable, Iterator

from digests.query.evaluate import Found, holds
from digests.query.meaning import Atom, Beginning, Branch, Close, Has, Literal, Node, Row, Some
from digests.query.stream import Stream, short
from digests.query.subject import Subject

Meaning = tuple[Branch, ...]
#: How many articles of a thousand have it, roughly. Only the order matters.
_COST = {"country": 60, "kind": 500, "class": 300, "lang": 600, "status": 150, "act": 120}
_UNANCHORED = 10_000
_SHORT, _RARE = 40, 4
_COMMON = frozenset(
    "the of and to in that for is was on with by said has from his at which be were a an it he she they not as are have had will "
    "would but who more new say minister president state country foreign talk meeting government people year war nation united "
    "official leader security international peace between after two also about over against under".split()
)


class _Entry:
    """One meaning and everybody who subscribed to it."""

    __slots__ = ("keys", "meaning", "owners")

    def __init__(self, meaning: Meaning, keys: tuple[str, ...]) -> None:
        self.meaning, self.keys = meaning, keys
        self.owners: tuple[Hashable, ...] = ()


class Matcher:
    """A set of subscriptions. Not for several threads at once: its owner takes turns."""

    def __init__(self) -> None:
        self._entries: dict[Meaning, _Entry] = {}
        self._meanings: dict[Hashable, Meaning] = {}
        self._by_key: dict[str, list[_Entry]] = {}
        #: Lengths of the beginnings asked for, and how often.
        self._lengths: dict[int, int] = {}
        self._records = 0

    def __len__(self) -> int:
        return len(self._meanings)

    def __contains__(self, owner: Hashable) -> bool:
        return owner in self._meanings

    def add(self, owner: Hashable, meaning: Meaning) -> None:
        """Subscribe; what the owner had before is replaced."""
        self.remove(owner)
        entry = self._entries.get(meaning)
        if entry is None:
            entry = _Entry(meaning, tuple(sorted(keys_of(meaning))))
            self._entries[meaning] = entry
            self._records += any(branch.records for branch in meaning)
            for key in entry.keys:
                self._by_key.setdefault(key, []).append(entry)
                if key.startswith("^"):
                    self._lengths[len(key) - 1] = self._lengths.get(len(key) - 1, 0) + 1
        entry.owners = (*entry.owners, owner)
        self._meanings[owner] = entry.meaning

    def remove(self, owner: Hashable) -> bool:
        """Unsubscribe; tell whether the owner had subscribed."""
        meaning = self._meanings.pop(owner, None)
        if meaning is None:
            return False
        entry = self._entries[meaning]
        entry.owners = tuple(o for o in entry.owners if o != owner)
        if not entry.owners:
            del self._entries[meaning]
            self._records -= any(branch.records for branch in meaning)
            for key in entry.keys:
                self._by_key[key].remove(entry)
                if not self._by_key[key]:
                    del self._by_key[key]
                if key.startswith("^"):
                    self._lengths[len(key) - 1] -= 1
                    if not self._lengths[len(key) - 1]:
                        del self._lengths[len(key) - 1]
        return True

    def match(self, subject: Subject) -> list[tuple[Hashable, Found]]:
        """Return everybody whose query holds of the article, each with the item it holds of."""
        if not self._entries:
            return []
        candidates: dict[int, _Entry] = {}
        for key in self._keys(subject):
            for entry in self._by_key.get(key, ()):
                candidates[id(entry)] = entry
        out: list[tuple[Hashable, Found]] = []
        for entry in candidates.values():
            found = holds(entry.meaning, subject)
            if found:
                out += [(owner, found) for owner in entry.owners]
        return out

    def _keys(self, subject: Subject) -> Iterator[str]:
        """Yield what the article holds that a subscription may wait for."""
        yield ""
        facts = subject.facts
        yield "kind:article"
        yield f"class:{subject.outlet.klass}"
        yield f"lang:{(subject.article.language or '').split('-')[0]}"
        yield from (f"country:{code}" for code in subject.countries)
        if facts.meetings:
            yield "kind:meeting"
        if facts.statements:
            yield "kind:statement"
        yield from (f"status:{status}" for status in {m.status for m in facts.meetings})
        yield from (f"act:{act}" for act in {s.act for s in facts.statements})
        outlet = subject.outlet
        streams = [subject.title, subject.text, *map(short, (outlet.id, outlet.name, outlet.family))]
        if self._records:
            streams += [short(text) for item in subject.items[1:] for text in item.strings()]
        for stream in streams:
            yield from stream.folds
            yield from stream.pairs
            yield from (f"={word}" for word in stream.plains)
        if self._lengths:
            yield from {key for stream in streams for key in self._beginnings(stream)}

    def _beginnings(self, stream: Stream) -> Iterator[str]:
        words, joins = stream.words.plains, stream.words.joins
        lengths = sorted(self._lengths)
        seen: set[str] = set()
        for n, word in enumerate(words):
            joined = word + words[n + 1] if n < len(joins) and joins[n] else ""
            for text in (word, joined):
                if text in seen:
                    continue
                seen.add(text)
                for length in lengths:
                    if length > len(text):
                        break
                    yield f"^{text[:length]}"


def keys_of(meaning: Meaning) -> set[str]:
    """Return keys of which an article must have one for the query to hold; "" is the key every article has."""
    return {key for branch in meaning for key in _keys(branch.node)[1]}


def _keys(node: Node) -> tuple[int, set[str]]:
    """Return the keys of a part, and about how common they are."""
    if isinstance(node, Literal):
        return _atom_keys(node.atom) if node.wanted else (_UNANCHORED, {""})
    found = [_keys(part) for part in node.parts]
    if isinstance(node, Some):
        return min(_UNANCHORED, sum(cost for cost, _ in found)), {key for _, keys in found for key in keys}
    return min(found, key=lambda pair: (pair[0], sorted(pair[1])))


def _atom_keys(atom: Atom) -> tuple[int, set[str]]:
    match atom:
        case Row():
            return min(
                (_word_keys(atom, n) for n in range(len(atom.words))), key=lambda p: (p[0], sorted(p[1]))
            )
        case Beginning():
            return _SHORT, {f"^{atom.letters}"}
        case Close():
            return min(_atom_keys(atom.left), _atom_keys(atom.right), key=lambda p: (p[0], sorted(p[1])))
        case Has():
            if atom.field in _COST:
                return _COST[atom.field], {f"{atom.field}:{atom.code}"}
            if atom.field == "place" and atom.code:
                return _COST["kind"], {"kind:meeting"}
            keys = [_atom_keys(form) for form in atom.forms]
            return min(_UNANCHORED, sum(cost for cost, _ in keys)), _united(keys)


def _united(keys: Iterable[tuple[int, set[str]]]) -> set[str]:
    return {key for _, one in keys for key in one}


def _word_keys(row: Row, n: int) -> tuple[int, set[str]]:
    word = row.words[n]
    cost = 800 if word in _COMMON else max(_RARE, _SHORT - 4 * len(word))
    if row.plain:
        return cost, {f"={word}"}
    keys = {word}
    if n and row.joins[n - 1]:
        keys.add(row.words[n - 1] + word)
    if n < len(row.joins) and row.joins[n]:
        keys.add(word + row.words[n + 1])
    return cost, keys
