"""All subscriptions against one article at once: each waits under the rarest thing it needs, and under the next rarest.

What an article holds is looked up in dictionaries: words, neighbours, beginnings, fields. So a subscription can be added
or removed at any moment at no cost; an automaton over all of them would have to be built anew. Most queries are settled
by what is held; what is left is put to the test.
"""

from collections.abc import Hashable, Iterable, Iterator
from itertools import chain

from digests.query.evaluate import Found, holds
from digests.query.held import Key, Keys, Queue
from digests.query.keys import Route, atoms_of, routes_of
from digests.query.lines import Lines
from digests.query.meaning import Atom, Branch, Literal
from digests.query.subject import Subject

Meaning = tuple[Branch, ...]
_ARTICLE = frozenset(("article",))
#: So many wait in a row; more are told apart by what they need next.
_FEW = 6


class _Entry:
    """One meaning and everybody who subscribed to it."""

    __slots__ = ("meaning", "owners")

    def __init__(self, meaning: Meaning) -> None:
        self.meaning = meaning
        self.owners: tuple[Hashable, ...] = ()


class _Part:
    """An atom that is a key of its own, and how many branches ask for it."""

    __slots__ = ("branch", "count", "key")

    def __init__(self, atom: Atom, key: "_Key") -> None:
        self.branch = Branch(Literal(atom), records=False, kinds=_ARTICLE)
        self.key = key
        self.count = 0


class _Waiting:
    """A branch that waits for its two rarest keys."""

    __slots__ = ("branch", "entry", "exact", "line", "more", "second")

    def __init__(self, entry: _Entry | _Part, branch: Branch, route: Route, keys: "Keys[_Waiting]") -> None:
        self.entry, self.branch, self.line, self.exact = entry, branch, route.line, route.exact
        self.second: _Key = keys.need(route.second)
        self.more: _More | None = None
        if route.rest or route.ways or route.lacks:
            need = keys.need
            ways = tuple(tuple(map(need, way)) for way in route.ways)
            self.more = (tuple(map(need, route.rest)), ways, tuple(map(need, route.lacks)))


_Key = Key[_Waiting]
_More = tuple[tuple[_Key, ...], tuple[tuple[_Key, ...], ...], tuple[_Key, ...]]


class Matcher:
    """A set of subscriptions. Not for several threads at once: its owner takes turns."""

    def __init__(self) -> None:
        self._entries: dict[Meaning, _Entry] = {}
        self._of_owner: dict[Hashable, _Entry] = {}
        self._keys: Keys[_Waiting] = Keys()
        self._parts: dict[str, _Part] = {}

    def __len__(self) -> int:
        return len(self._of_owner)

    def __contains__(self, owner: Hashable) -> bool:
        return owner in self._of_owner

    def keys(self) -> int:
        """Return how many things articles are looked through for; none when nobody subscribes."""
        return len(self._keys)

    def add(self, owner: Hashable, meaning: Meaning) -> None:
        """Subscribe; what the owner had before is replaced."""
        self.remove(owner)
        entry = self._entries.setdefault(meaning, _Entry(meaning))
        if not entry.owners:
            for branch in meaning:
                self._wait(branch, entry)
        entry.owners = (*entry.owners, owner)
        self._of_owner[owner] = entry

    def remove(self, owner: Hashable) -> bool:
        """Unsubscribe; tell whether the owner had subscribed."""
        entry = self._of_owner.pop(owner, None)
        if entry is None:
            return False
        entry.owners = tuple(o for o in entry.owners if o != owner)
        if entry.owners:
            return True
        del self._entries[entry.meaning]
        for branch in entry.meaning:
            self._forget(branch, entry)
        return True

    def _wait(self, branch: Branch, entry: _Entry | _Part) -> None:
        for name, atom in atoms_of(branch).items():
            part = self._parts.get(name)
            if part is None:
                part = self._parts[name] = _Part(atom, self._keys.need(name))
                self._wait(part.branch, part)
            part.count += 1
        for route in routes_of(branch):
            waiting = _Waiting(entry, branch, route, self._keys)
            first = self._keys.need(route.first)
            if isinstance(entry, _Part):
                first.atoms = _with(first.atoms, waiting)
            else:
                first.waiting = _with(first.waiting, waiting)

    def _forget(self, branch: Branch, entry: _Entry | _Part) -> None:
        for route in routes_of(branch):
            first = self._keys.need(route.first)
            # Two routes may wait under the same keys: the first one takes both away.
            if isinstance(entry, _Part):
                first.atoms = _without(first.atoms, entry, branch)
            else:
                first.waiting = _without(first.waiting, entry, branch)
            for name in (route.first, *route.all_keys()):
                self._keys.leave(name)
        for name in atoms_of(branch):
            part = self._parts[name]
            part.count -= 1
            if not part.count:
                del self._parts[name]
                self._forget(part.branch, part)
                self._keys.leave(name)

    def match(self, subject: Subject) -> list[tuple[Hashable, Found]]:
        """Return everybody whose query holds of the article, each with the item it holds of."""
        if not self._entries:
            return []
        found = self._keys.held_by(subject)
        held, lines = found.keys, Lines(subject, found.parted)
        true: set[_Key] = set()
        for waiting, is_sure in _passing([key.atoms for key in held if key.atoms], held, lines):
            part = waiting.entry
            assert isinstance(part, _Part)
            if part.key not in true and (is_sure or holds((part.branch,), subject)):
                true.add(part.key)
        held |= true
        sure: dict[_Entry, Branch] = {}
        unsure: dict[_Entry, list[Branch]] = {}
        for waiting, is_sure in _passing([key.waiting for key in held if key.waiting], held, lines):
            entry = waiting.entry
            assert isinstance(entry, _Entry)
            if is_sure:
                sure[entry] = waiting.branch
            else:
                branches = unsure.setdefault(entry, [])
                if waiting.branch not in branches:
                    branches.append(waiting.branch)
        article = subject.items[0]
        out: list[tuple[Hashable, Found]] = []
        for entry, branches in unsure.items():
            if entry in sure and not any(branch.records for branch in branches):
                continue
            # A branch whose keys are not there is false.
            shown = holds(tuple(branches), subject)
            if shown and (shown.kind != "article" or entry not in sure):
                sure.pop(entry, None)
                out += [(owner, shown) for owner in entry.owners]
        for entry, branch in sure.items():
            shown = Found(article, branch.node)
            out += [(owner, shown) for owner in entry.owners]
        return out


def _with(there: "Queue[_Waiting] | None", waiting: _Waiting) -> "Queue[_Waiting]":
    """Return a queue with one more in it."""
    if isinstance(there, dict):
        there[waiting.second] = (*there.get(waiting.second, ()), waiting)
        return there
    some = (*(there or ()), waiting)
    if len(some) <= _FEW:
        return some
    queue: dict[_Key, tuple[_Waiting, ...]] = {}
    for one in some:
        queue[one.second] = (*queue.get(one.second, ()), one)
    return queue


def _without(
    there: "Queue[_Waiting] | None", entry: _Entry | _Part, branch: Branch
) -> "Queue[_Waiting] | None":
    """Return a queue without a branch."""
    if isinstance(there, dict):
        for second in [second for second, some in there.items() if any(w.entry is entry for w in some)]:
            left = tuple(w for w in there[second] if w.entry is not entry or w.branch is not branch)
            if left:
                there[second] = left
            else:
                del there[second]
        return there or None
    return tuple(w for w in there or () if w.entry is not entry or w.branch is not branch) or None


def _passing(
    queues: "list[Queue[_Waiting]]", held: "set[_Key]", lines: Lines
) -> "Iterator[tuple[_Waiting, bool]]":
    """Yield what may be true by its keys, and whether it surely is."""
    for queue in queues:
        some: Iterable[_Waiting] = queue if isinstance(queue, tuple) else ()
        if isinstance(queue, dict):
            some = chain.from_iterable([queue[second] for second in queue.keys() & held])
        for one in some:
            if one.second not in held or (one.more and not _holds_more(one.more, held)):
                continue
            stands = lines.stands(one.line) if one.line else True
            if stands is not False:
                yield one, bool(stands and one.exact)


def _holds_more(more: _More, held: set[_Key]) -> bool:
    rest, ways, lacks = more
    return held.issuperset(rest) and held.isdisjoint(lacks) and not any(map(held.isdisjoint, ways))
