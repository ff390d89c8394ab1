"""The material of an edition: its articles in order of time, who is who in them, and which of them are one voice."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from digests import sections
from digests.compose.statements import speaker_of
from digests.compose.texts import Texts
from digests.compose.times import in_time
from digests.edition import LeftOut, Scope, Told
from digests.naming import Namer
from digests.stories import Signature, signature
from digests.stories.likeness import copied


class Copies:
    """Which articles are one text: a syndicated copy counts once."""

    def __init__(self) -> None:
        self._signatures: dict[int, Signature] = {}

    def _signature(self, told: Told) -> Signature:
        if told.id not in self._signatures:
            self._signatures[told.id] = signature(told.article, told.facts)
        return self._signatures[told.id]

    def independent(self, material: Iterable[Told]) -> tuple[str, ...]:
        """Return the publisher families that tell a thing on their own account, in order of telling."""
        roots: list[list[Told]] = []
        for told in sorted(material, key=in_time):
            near = [r for r in roots if any(self._one_voice(told, other) for other in r)]
            merged = [t for r in near for t in r] + [told]
            roots = [r for r in roots if r not in near] + [merged]
        roots.sort(key=lambda r: in_time(r[0]))
        return tuple(dict.fromkeys(r[0].family for r in roots))

    def _one_voice(self, a: Told, b: Told) -> bool:
        return a.id == b.id or a.family == b.family or copied(self._signature(a), self._signature(b))


class Material:
    """What an edition is composed from."""

    def __init__(self, scope: Scope, told: Sequence[Told], earlier: Sequence[Told]) -> None:
        self.scope = scope
        #: The day of the edition in its zone; over, in an archive view.
        self.today = sections.day_of(scope)
        #: What is under embargo until later than the edition.
        self.held: list[LeftOut] = []
        known = {t.id: t.only for t in told}
        self.now = [t for t in sorted(told, key=in_time) if self._free(t, note=True)]
        rest = sorted((t for t in earlier if t.id not in known or _apart(t.only, known[t.id])), key=in_time)
        self.earlier = [t for t in rest if self._free(t, note=False)]
        self.texts = Texts(self.today)
        self.copies = Copies()
        everything = (*self.earlier, *self.now)
        people = [p for t in everything for m in t.facts.meetings for p in m.participants]
        self.namer = Namer([*people, *(speaker_of(s) for t in everything for s in t.facts.statements)])

    def _free(self, told: Told, *, note: bool) -> bool:
        end = told.facts.embargo_until
        if end is None or _instant(end) <= self.scope.until:
            return True
        if note:
            self.held.append(left(told, f"under embargo until {end}", told.article.title, {}))
        return False


def _apart(mine: frozenset[str] | None, theirs: frozenset[str] | None) -> bool:
    """Tell whether two parts of one article have no fact in common: what its new version adds, and what it told before."""
    return mine is not None and theirs is not None and mine.isdisjoint(theirs)


def left(told: Told, reason: str, text: str, score: dict[str, float]) -> LeftOut:
    """Return what is left out, with its reason."""
    return LeftOut(text=text, reason=reason, score=score, url=told.article.url)


def _instant(value: str) -> datetime:
    instant = datetime.fromisoformat(value.replace("Z", "+00:00"))
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
