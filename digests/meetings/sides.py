"""Sides of a contact: from the drafts of one sentence to participants with their parties."""

from dataclasses import replace

from digests.document import Document
from digests.meetings.actors import Actors
from digests.meetings.draft import Draft, key_of
from digests.meetings.known import office_countries
from digests.meetings.parts import Part, part_of, state_part, united
from digests.mentions import Mention
from digests.records import NamedIn

#: Who travels as one, behind somebody.
_TEAMS = frozenset("delegation team mission".split())


class Gathered:
    """Gathers who takes part in the contacts of one document."""

    def __init__(self, document: Document, mentions: Actors) -> None:
        self.document = document
        self.mentions = mentions

    def parts(self, main: Draft, group: list[Draft], where: NamedIn) -> tuple[list[Part], Part | None]:
        parts: list[Part] = []
        host: Part | None = None
        sentence = self.document.sentences[main.sentence]
        for draft in (main, *(d for d in group if d is not main)):
            left = {key_of(m) for m in draft.left}
            for m in draft.actors():
                if (holder := self._second_office(m)) is not None:
                    draft.host = holder if draft.host is m else draft.host
                    continue
                why = draft.why.get(key_of(m), f"stands beside “{self.shown(draft)}”")
                part = part_of(self.document, self.mentions.meant(m), where, why)
                part.side = 0 if key_of(m) in left else 1
                if part.party is None and self.document.lower[m.last : m.last + 1] in (["of"], ["from"]):
                    home = self.mentions.at(m.last + 1)
                    part.country = home.country if home is not None and home.kind == "state" else None
                if half := self.mentions.half(part.org):
                    part.country, part.org = half, None  # "envoys from North and South Korea"
                if part.party is None:
                    part.country = self.mentions.owner_half(m)
                if part.party is None and m.kind == "office":
                    part.country = office_countries().get(self.document.lower[m.head])
                if part.party is None and m.plural:
                    part.org = self.mentions.body_before(m) or part.org
                if part.party is None and self.document.lower[m.first] == "its":
                    part.country = self.mentions.owner(m, sentence.first, part.entity)
                if part.party is None and part.kind in ("group", "office", "person"):
                    inner = [name for name in self.mentions.parties_inside(m) if name.country]
                    if inner:
                        part.country, part.org = inner[0].country, None
                    others = inner[1:] if m.plural or len(inner) > 1 else []
                    parts += [
                        replace(part, country=n.country, entity=-20_000 - 10 * m.first - k)
                        for k, n in enumerate(others)
                    ]
                self._led(part, m)
                parts.append(part)
                if draft.host is not None and key_of(m) == key_of(draft.host):
                    host = part
        return united(parts), host

    def _second_office(self, m: Mention) -> Mention | None:
        """Return who is named after an office that is one more of his ("Deputy Premier and Foreign Minister Lund")."""
        lower, capital = self.document.lower, self.document.words[m.first][0].isupper()
        if (
            m.kind != "office"
            or m.name
            or m.plural
            or not capital
            or "the" in lower[max(0, m.first - 1) : m.first + 1]
        ):
            return None
        holder = self.mentions.at(m.last + 1) if lower[m.last : m.last + 1] == ["and"] else None
        if (
            holder is None
            or holder.kind != "person"
            or not holder.role
            or m.country not in (None, holder.country)
        ):
            return None
        return holder

    def _led(self, part: Part, m: Mention) -> None:
        """Let who leads a delegation stand for it ("a U.N. team led by Petra Lund"), for whom it acts."""
        lower, at = self.document.lower, m.last + (self.document.lower[m.last : m.last + 1] == [","])
        if _TEAMS.isdisjoint(lower[m.first : m.last]) or not part.party or m.kind != "group":
            return
        if lower[at : at + 2] not in (["led", "by"], ["headed", "by"]):
            return
        leader = self.mentions.at(at + 2 + (lower[at + 2 : at + 3] in (["the"], ["its"])))
        if leader is not None and leader.kind == "person" and leader.name:
            part.kind, part.name, part.role, part.entity = "person", leader.name, leader.role, leader.entity
            part.plural = False

    def shown(self, draft: Draft) -> str:
        """Return the cue of a draft as written."""
        return self.document.of(
            (self.document.starts[draft.cue.first], self.document.ends[draft.cue.last - 1])
        )

    def with_goals(self, parts: list[Part], goals: list[Mention], where: NamedIn) -> list[Part]:
        """Add the states a visit goes to when nobody of theirs is named."""
        own = {p.country for p in parts if p.country}
        for g in goals:
            if g.country and g.country not in own:
                own.add(g.country)
                parts = [*parts, state_part(self.document, g, where, "the country visited")]
        return parts
