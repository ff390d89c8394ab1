"""Office-holders: who held which office on which day, as told by earlier articles or by an administrator.

The text of an article comes first: what it tells of a person is never overruled. A holder fills in what it leaves
out ("President Otuoma" without a state), and only for a day the office was held.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from digests.entities import Entity, name_key, same_name
from digests.names import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """One person in one office."""

    #: Personal name as fully as known.
    name: str
    #: The office in the words it was told with ("Norwegian Foreign Minister").
    role: str
    #: ISO 3166-1 alpha-3; None for an organisation.
    country: str | None = None
    org: str | None = None
    #: First and last day known; None for an open end.
    since: date | None = None
    until: date | None = None

    def on(self, day: date | None) -> bool:
        """Tell whether the office was held on a day; without a day only an office that has not ended."""
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Holders:
    """Office-holders by every part of their names."""

    def __init__(self, holders: Iterable[Holder] = ()) -> None:
        self._by_last: dict[str, list[tuple[tuple[str, ...], Holder]]] = {}
        for holder in holders:
            key = _key(holder.name)
            for part in {key[-1], key[0]}:
                self._by_last.setdefault(part, []).append((key, holder))

    def find(self, name: str, day: date | None, role: str | None = None) -> Holder | None:
        """Return the one holder of that name on a day; a last name alone counts only with an office that agrees.

        None when nobody or more than one person fits.
        """
        key = _key(name)
        if not key:
            return None
        fits = {
            holder.name: holder
            for known, holder in self._by_last.get(key[-1], ())
            if same_name(key, known) and holder.on(day)
        }
        if len(key) == 1 or len(fits) > 1:
            fits = {n: h for n, h in fits.items() if role and _agree(role, h.role)}
        return next(iter(fits.values())) if len(fits) == 1 else None

    def complete(self, entities: list[Entity], day: date | None) -> None:
        """Fill in the office, state or body of persons of whom the text tells none of them."""
        if not self._by_last:
            return
        for entity in entities:
            if entity.kind != "person" or entity.name is None or entity.country or entity.org:
                continue
            holder = self.find(entity.name, day, entity.role)
            if holder is None or (entity.role and not _agree(entity.role, holder.role)):
                continue
            entity.country, entity.org = holder.country, holder.org
            if entity.role is None and not entity.past:
                entity.role = holder.role


def _key(name: str) -> tuple[str, ...]:
    return name_key([fold(word) for word in name.split()])


def _agree(role: str, other: str) -> bool:
    """Tell whether two wordings may be of one office: the last word of one is in the other."""
    a, b = fold(role).split(), fold(other).split()
    return a[-1] in b or b[-1] in a
