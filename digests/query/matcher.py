"""All subscriptions against one article at once: each waits under the rarest thing it needs, and under the next rarest.

What an article holds is looked up in dictionaries: words, neighbours, beginnings, fields. So a subscription can be added
or removed at any moment at no cost; an automaton over all of them would have to be built anew. Most queries are settled
by what is held; what is left is put to the test.
"""

from collections.abc import Hashable

from digests.query.evaluate import Found, holds
from digests.query.held import Key, Keys
from digests.query.keys import Route, routes_of
from digests.query.meaning import Branch
from digests.query.subject import Subject

Meaning = tuple[Branch, ...]


class _Entry:
    """One meaning and everybody who subscribed to it."""

    __slots__ = ("meaning", "owners")

    def __init__(self, meaning: Meaning) -> None:
        self.meaning = meaning
        self.owners: tuple[Hashable, ...] = ()


class _Waiting:
    """A branch that waits for its two rarest keys."""

    __slots__ = ("branch", "entry", "exact", "line", "more")

    def __init__(self, entry: _Entry, branch: Branch, route: Route, keys: "Keys[_Waiting]") -> None:
        self.entry, self.branch, self.line, self.exact = entry, branch, route.line, route.exact
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

    def __len__(self) -> int:
        return len(self._of_owner)

    def __contains__(self, owner: Hashable) -> bool:
        return owner in self._of_owner

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

    def _wait(self, branch: Branch, entry: _Entry) -> None:
        for route in routes_of(branch):
            waiting = _Waiting(entry, branch, route, self._keys)
            first, second = self._keys.need(route.first), self._keys.need(route.second)
            if first.waiting is None:
                first.waiting = {}
            first.waiting[second] = (*first.waiting.get(second, ()), waiting)

    def _forget(self, branch: Branch, entry: _Entry) -> None:
        for route in routes_of(branch):
            first, second = self._keys.need(route.first), self._keys.need(route.second)
            # Two routes may wait under the same keys: the first one takes both away.
            by_second = first.waiting or {}
            waiting = by_second.pop(second, ())
            left = tuple(w for w in waiting if w.entry is not entry or w.branch is not branch)
            if left:
                by_second[second] = left
            elif not by_second:
                first.waiting = None
            for name in (route.first, route.second, *route.all_keys()):
                self._keys.leave(name)

    def match(self, subject: Subject) -> list[tuple[Hashable, Found]]:
        """Return everybody whose query holds of the article, each with the item it holds of."""
        if not self._entries:
            return []
        found = self._keys.held_by(subject)
        held, lines = found.keys, _Lines(subject, found.parted)
        sure: dict[_Entry, Branch] = {}
        unsure: dict[_Entry, list[Branch]] = {}
        for by_second in [key.waiting for key in held if key.waiting]:
            for second in by_second.keys() & held:
                for waiting in by_second[second]:
                    if waiting.more and not _holds_more(waiting.more, held):
                        continue
                    stands = lines.stands(waiting.line) if waiting.line else True
                    if stands and waiting.exact:
                        sure[waiting.entry] = waiting.branch
                    elif stands is not False:
                        branches = unsure.setdefault(waiting.entry, [])
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


class _Lines:
    """Title and text as lines in which a row of words is looked for."""

    def __init__(self, subject: Subject, parted: set[str]) -> None:
        self._streams, self._parted = (subject.title, subject.text), parted
        self._line, self._plain_line = "", ""

    def stands(self, line: str) -> bool | None:
        """Tell whether words stand in a row; None when they may do so in another spelling."""
        if line[0] == "=":
            if not self._plain_line:
                self._plain_line = "\n".join([stream.plain_line for stream in self._streams])
            return line[1:] in self._plain_line or (False if self._plain_line.isascii() else None)
        if not self._line:
            self._line = "\n".join([stream.line for stream in self._streams])
        if line in self._line:
            return True
        return False if self._parted.isdisjoint(line.split()) else None


def _holds_more(more: _More, held: set[_Key]) -> bool:
    rest, ways, lacks = more
    return held.issuperset(rest) and held.isdisjoint(lacks) and not any(map(held.isdisjoint, ways))
