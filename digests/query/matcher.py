"""All subscriptions against one article at once: each waits under the rarest thing it needs, and is put to the test then.

What an article holds is looked up in a dictionary: words, neighbours, beginnings, fields. So a subscription can be added
or removed at any moment at no cost; an automaton over all of them would have to be built anew.
"""

from collections.abc import Hashable

from digests.query.evaluate import Found, holds
from digests.query.keys import Wanted, held_by, keys_of
from digests.query.meaning import Branch, Literal, Row
from digests.query.stream import NEIGHBOURS
from digests.query.subject import Subject

Meaning = tuple[Branch, ...]


class _Entry:
    """One meaning and everybody who subscribed to it."""

    __slots__ = ("meaning", "owners")

    def __init__(self, meaning: Meaning) -> None:
        self.meaning = meaning
        self.owners: tuple[Hashable, ...] = ()


#: One key that must be there, too, the others, whether nothing is left to test then, for which branch, and who waits.
_Waiting = tuple[str, frozenset[str] | None, bool, Branch, _Entry]


class Matcher:
    """A set of subscriptions. Not for several threads at once: its owner takes turns."""

    def __init__(self) -> None:
        self._entries: dict[Meaning, _Entry] = {}
        self._of_owner: dict[Hashable, _Entry] = {}
        self._by_key: dict[str, list[_Waiting]] = {}
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
            keys, needs, _ = keys_of(branch)
            for key in keys:
                left = [waiting for waiting in self._by_key.get(key, ()) if waiting[-1] is not entry]
                self._by_key[key] = left
                if not left:
                    del self._by_key[key]
            for key in keys | needs:
                self._wanted.count(key, -1)
        return True

    def _wait(self, branch: Branch, entry: _Entry) -> None:
        keys, needs, complete = keys_of(branch)
        complete = complete and len(entry.meaning) == 1
        # The longest is the rarest, more or less.
        order = sorted(needs - keys if len(keys) == 1 else needs, key=len, reverse=True)
        first, rest = (order[0] if order else ""), (frozenset(order[1:]) or None)
        whole = _whole_row(branch) if len(entry.meaning) == 1 else None
        for key in keys:
            self._by_key.setdefault(key, []).append((first, rest, complete or key == whole, branch, entry))
        for key in keys | needs:
            self._wanted.count(key, 1)

    def match(self, subject: Subject) -> list[tuple[Hashable, Found]]:
        """Return everybody whose query holds of the article, each with the item it holds of."""
        if not self._entries:
            return []
        held = held_by(subject, self._wanted, records=bool(self._records))
        sure: dict[_Entry, None] = {}
        candidates: dict[_Entry, Meaning] = {}
        for key in self._by_key.keys() & held:
            for first, rest, complete, branch, entry in self._by_key[key]:
                if first in held and (rest is None or rest <= held):
                    if complete:
                        sure[entry] = None
                        continue
                    branches = candidates.get(entry, ())
                    if branch not in branches:
                        candidates[entry] = (*branches, branch)
        article = subject.items[0]
        out: list[tuple[Hashable, Found]] = []
        for entry in sure:
            found = Found(article, entry.meaning[0].node)
            out += [(owner, found) for owner in entry.owners]
        for entry, branches in candidates.items():
            # A branch whose keys are not there is false.
            tested = None if entry in sure else holds(branches, subject)
            if tested:
                out += [(owner, tested) for owner in entry.owners]
        return out


def _whole_row(branch: Branch) -> str | None:
    """Return the key of a branch that is a few words in a row: where they stand so, nothing is left to test."""
    atom = branch.node.atom if isinstance(branch.node, Literal) and branch.node.wanted else None
    is_row = isinstance(atom, Row) and 1 < len(atom.words) <= NEIGHBOURS and not atom.plain
    return " ".join(atom.words) if is_row and isinstance(atom, Row) else None


def _asks_records(meaning: Meaning) -> bool:
    return any(branch.records for branch in meaning)
