"""All subscriptions against one article at once: each waits under the rarest thing it needs, and under the next rarest.

What an article holds is looked up in dictionaries: words, neighbours, beginnings, fields. So a subscription can be added
or removed at any moment at no cost; an automaton over all of them would have to be built anew. Most queries are settled
by what is held; what is left is put to the test.
"""

from collections.abc import Hashable

from digests.query.evaluate import Found, holds
from digests.query.held import Wanted, held_by
from digests.query.keys import Route, routes_of
from digests.query.meaning import Branch
from digests.query.subject import Subject

Meaning = tuple[Branch, ...]
_More = tuple[tuple[str, ...], tuple[tuple[str, ...], ...], tuple[str, ...]]


class _Entry:
    """One meaning and everybody who subscribed to it."""

    __slots__ = ("meaning", "owners")

    def __init__(self, meaning: Meaning) -> None:
        self.meaning = meaning
        self.owners: tuple[Hashable, ...] = ()


class _Waiting:
    """A branch that waits for its two rarest keys."""

    __slots__ = ("branch", "entry", "exact", "line", "more")

    def __init__(self, entry: _Entry, branch: Branch, route: Route) -> None:
        self.entry, self.branch, self.line, self.exact = entry, branch, route.line, route.exact
        more = (route.rest, route.ways, route.lacks)
        self.more: _More | None = more if any(more) else None


class Matcher:
    """A set of subscriptions. Not for several threads at once: its owner takes turns."""

    def __init__(self) -> None:
        self._entries: dict[Meaning, _Entry] = {}
        self._of_owner: dict[Hashable, _Entry] = {}
        #: By the first key, then by the second.
        self._waiting: dict[str, dict[str, tuple[_Waiting, ...]]] = {}
        self._wanted = Wanted()
        self._records = 0

    def __len__(self) -> int:
        return len(self._of_owner)

    def __contains__(self, owner: Hashable) -> bool:
        return owner in self._of_owner

    def add(self, owner: Hashable, meaning: Meaning) -> None:
        """Subscribe; what the owner had before is replaced."""
        self.remove(owner)
        entry = self._entries.get(meaning)
        if entry is None:
            entry = self._entries[meaning] = _Entry(meaning)
            self._records += _asks_records(meaning)
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
        self._records -= _asks_records(entry.meaning)
        for branch in entry.meaning:
            self._forget(branch, entry)
        return True

    def _wait(self, branch: Branch, entry: _Entry) -> None:
        for route in routes_of(branch):
            waiting = _Waiting(entry, branch, route)
            by_second = self._waiting.setdefault(route.first, {})
            by_second[route.second] = (*by_second.get(route.second, ()), waiting)
            for key in route.all_keys():
                self._wanted.count(key, 1)

    def _forget(self, branch: Branch, entry: _Entry) -> None:
        for route in routes_of(branch):
            # Two routes may wait under the same keys: the first one takes both away.
            by_second = self._waiting.get(route.first, {})
            waiting = by_second.pop(route.second, ())
            left = tuple(w for w in waiting if w.entry is not entry or w.branch is not branch)
            if left:
                by_second[route.second] = left
            elif not by_second:
                self._waiting.pop(route.first, None)
            for key in route.all_keys():
                self._wanted.count(key, -1)

    def match(self, subject: Subject) -> list[tuple[Hashable, Found]]:
        """Return everybody whose query holds of the article, each with the item it holds of."""
        if not self._entries:
            return []
        held = held_by(subject, self._wanted, records=bool(self._records))
        lines = _Lines(subject)
        sure: dict[_Entry, Branch] = {}
        unsure: dict[_Entry, list[Branch]] = {}
        for key in self._waiting.keys() & held:
            by_second = self._waiting[key]
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
            found = holds(tuple(branches), subject)
            if found and (found.kind != "article" or entry not in sure):
                sure.pop(entry, None)
                out += [(owner, found) for owner in entry.owners]
        for entry, branch in sure.items():
            found = Found(article, branch.node)
            out += [(owner, found) for owner in entry.owners]
        return out


class _Lines:
    """Title and text as lines in which a row of words is looked for."""

    def __init__(self, subject: Subject) -> None:
        self._streams = (subject.title, subject.text)
        self._read = not all(stream.words.text.isascii() for stream in self._streams)

    def stands(self, line: str) -> bool | None:
        """Tell whether words stand in a row; None when they may do so in another spelling."""
        title, text = self._streams
        if line[0] == "=":
            row = line[1:]
            return (
                True if row in text.plain_line or row in title.plain_line else None if self._read else False
            )
        if line in text.line or line in title.line:
            return True
        words = line.split()
        may_be = not (text.words.both.isdisjoint(words) and title.words.both.isdisjoint(words))
        return None if may_be else False


def _holds_more(more: _More, held: set[str]) -> bool:
    rest, ways, lacks = more
    return held.issuperset(rest) and held.isdisjoint(lacks) and not any(map(held.isdisjoint, ways))


def _asks_records(meaning: Meaning) -> bool:
    return any(branch.records for branch in meaning)
