"""Actors beyond single mentions: "EU-China", "Israelis", "the two Koreas", and who cannot take part.

An overlay on the mentions of a document; it adds what only makes sense beside the cue of a contact.
"""

from dataclasses import replace

from digests.document import Document
from digests.meetings.delayed import named_late
from digests.meetings.known import capitals
from digests.mentions import Mention, Mentions
from digests.names import Name, fold, names

_COMPASS = {"north": "PRK", "south": "KOR"}
#: Words without a capital that may begin or end an added mention ("the two Koreas", "the Armenian capital").
_SMALL = frozenset(("two", "both", "capital"))
_ACTORS = frozenset(("state", "demonym", "organisation", "party", "people", "seat"))


class Actors:
    """The mentions of a document with compounds and peoples added; the interface is that of `Mentions`."""

    def __init__(self, document: Document, mentions: Mentions) -> None:
        self.document = document
        self.mentions = mentions
        self._at: dict[int, Mention | None] = {}
        self._states: dict[str, int] = {}
        #: Countries of people told as "its minister", by entity.
        self._owned: dict[int, str | None] = {}
        self._late = named_late(document, mentions)
        for m in mentions.all:
            if m.kind == "state" and m.country:
                self._states.setdefault(m.country, m.entity)

    def at(self, token: int) -> Mention | None:
        """Return the mention that covers a token, found or added."""
        try:
            return self._at[token]
        except KeyError:
            self._at[token] = found = self._cover(token) if 0 <= token < len(self.document.words) else None
            return found

    def _cover(self, token: int) -> Mention | None:
        found = self.mentions.at(token)
        if found is None:
            if not self.document.words[token][0].isupper() and self.document.lower[token] not in _SMALL:
                return None
            return self._capital(token) or self._possessed(token) or self._added(token)
        return None if found.kind == "office" and self._mere_adjective(found) else found

    def within(self, first: int, last: int) -> list[Mention]:
        """Return the mentions that lie inside tokens `first:last`, in order."""
        return self.mentions.within(first, last)

    def resolve(self, first: int, last: int) -> Mention | None:
        """Return who a pronoun or noun phrase stands for; see `Mentions.resolve`."""
        return self.mentions.resolve(first, last)

    def parties_inside(self, m: Mention) -> list[Name]:
        """Return the states and bodies named inside a group ("delegations from A and B"), once each."""
        words = self.document.words[m.first : m.last]
        folded = [fold(word) for word in words]
        out: list[Name] = []
        i = 0
        while i < len(words):
            hit = names().match(words, folded, i, len(words))
            if hit is not None and hit[1].kind in _ACTORS and hit[1].country not in {n.country for n in out}:
                out.append(hit[1])
            i = hit[0] if hit is not None else i + 1
        return out

    def meant(self, m: Mention) -> Mention:
        """Return the one person whose office a bare definite noun repeats ("the envoy"), else the mention itself.

        An office whose holder is named in the next sentence is that person, too.
        """
        late = self._late.get(m.entity)
        if late is not None and m.name in (None, late.name):
            return replace(late, first=m.first, last=m.last, head=m.head, span=m.span)
        if m.kind == "person" and not m.country and self._owned.get(m.entity):
            return replace(m, country=self._owned[m.entity])
        if m.kind == "office" and m.name and not m.plural:
            # "the monarch" is the king named before: by the office he was presented with
            named = (x for x in self.mentions.all if x.entity == m.entity and x.kind == "person" and x.role)
            first = next(named, None)
            return replace(m, role=first.role) if first is not None else m
        if m.kind != "office" or m.plural or m.country or m.org or self.document.lower[m.first] != "the":
            return m
        noun = self.document.lower[m.head]
        before = (x for x in self.mentions.all if x.first < m.first and x.kind == "person" and x.role)
        found = {x.entity: x for x in before if noun in (x.role or "").lower().split()}
        return next(iter(found.values())) if len(found) == 1 else m

    def _mere_adjective(self, m: Mention) -> bool:
        """Tell whether an office is only an adjective ("an official visit", "envoy talks")."""
        lower = self.document.lower
        nxt = lower[m.last] if m.last < len(lower) else ""
        return lower[m.last - 1] in ("official", "minister-level", "expert") and nxt in (
            "visit", "visits", "trip", "trips", "talks", "meeting", "meetings", "tour", "invitation", "dinner", "level",
        )  # fmt: skip

    def _capital(self, i: int) -> Mention | None:
        """Return the city meant by "the Armenian capital"; both words belong to it."""
        lower = self.document.lower
        at = i - 1 if lower[i] == "capital" else i
        if at < 0 or lower[at + 1 : at + 2] != ["capital"] or not self.document.words[at][0].isupper():
            return None
        name = self._known(self.document.words[at])
        city = capitals().get(name.country or "") if name is not None and name.adjective else None
        if city is None or name is None or not name.country:
            return None
        return replace(self._state(at, at + 2, name.country, city), kind="place", entity=-70_000 - at)

    def acts_for(self, entity: int, country: str | None) -> None:
        """Remember for which state a person acts whom the text gives none itself ("China sent a diplomat, ...")."""
        if entity >= 0 and country:
            self._owned.setdefault(entity, country)

    def body_before(self, m: Mention) -> str | None:
        """Return the body whose ministers these are ("the EU's 28 foreign ministers")."""
        k = m.first - 1
        while k > 0 and self.document.words[k].isdigit():
            k -= 1
        if k < 1 or self.document.lower[k] not in ("'s", "’s"):
            return None
        body = self.mentions.at(k - 1)
        return (
            body.org or body.name
            if body is not None and body.kind == "organisation" and not body.country
            else None
        )

    def owner(self, m: Mention, first: int, entity: int) -> str | None:
        """Return the state that "its" in "its deputy minister" stands for: the last one told before in the sentence."""
        owners = ("state", "organisation")
        states = [x for x in self.mentions.within(first, m.first) if x.kind in owners and x.country]
        if not states:
            return None
        if entity >= 0:
            self._owned[entity] = states[-1].country
        return states[-1].country

    def town(self, m: Mention) -> Mention | None:
        """Return the town that a state goes by ("the Vienna talks"); None for a state under its own name."""
        if m.kind != "state" or m.last - m.first > 2:
            return None
        words = self.document.words[m.first : m.last]
        hit = names().match(words, [fold(word) for word in words], 0, len(words))
        if hit is None or hit[1].kind not in ("city", "capital"):
            return None
        return replace(m, kind="place", name=hit[1].name, entity=-80_000 - m.first)

    # -- added mentions -----------------------------------------------------------------------------------------

    def _possessed(self, i: int) -> Mention | None:
        """Return the person named after a possessive state, title or none ("Italy's Aldous Finch met")."""
        words, lower = self.document.words, self.document.lower
        j = i
        while j > 0 and words[j - 1][0].isupper() and self.mentions.at(j - 1) is None and i - j < 3:
            j -= 1
        if j < 2 or lower[j - 1] not in ("'s", "’s"):
            return None
        owner = self.mentions.at(j - 2)
        if owner is None or owner.kind != "state" or not owner.country or not words[j][0].isupper():
            return None
        end = j
        while (
            end < len(words)
            and words[end][0].isupper()
            and words[end].replace("-", "").isalpha()
            and self.mentions.at(end) is None
        ):
            end += 1
        if not 2 <= end - j <= 3 or i >= end:
            return None
        span = (self.document.starts[j], self.document.ends[end - 1])
        name = self.document.of(span)
        return Mention(
            kind="person",
            first=owner.first,
            last=end,
            head=end - 1,
            span=span,
            name=name,
            country=owner.country,
            entity=-50_000 - j,
        )

    def _added(self, i: int) -> Mention | None:
        words, lower = self.document.words, self.document.lower
        word = words[i]
        if not word[0].isupper() and lower[i] not in ("two", "both"):
            return None
        north_and_south = lower[i] in _COMPASS and lower[i + 1 : i + 2] == ["and"]
        if north_and_south and lower[i + 2 : i + 4] in (
            [c, k] for c in _COMPASS for k in ("korea", "korean", "koreans")
        ):
            half = "North Korea" if lower[i] == "north" else "South Korea"
            return self._state(i, i + 1, _COMPASS[lower[i]], half)
        if lower[i] in ("two", "both") and words[i + 1 : i + 2] == ["Koreas"]:
            return self._state(i, i + 1, "KOR", "South Korea")
        if lower[i + 1 : i + 2] == ["and"]:
            # "Indian and rebel commanders": an adjective that shares the office after it.
            office = next((m for m in map(self.mentions.at, (i + 2, i + 3)) if m is not None), None)
            name = self._known(word) if office is not None else None
            if (
                office is not None
                and name is not None
                and name.adjective
                and name.country
                and office.kind in ("office", "group")
                and office.plural
                and not (office.country or office.org)
                and lower[office.first] not in ("the", "a", "his", "her", "their", "its")
            ):
                return self._state(i, i + 1, name.country, name.name)
        if word == "Koreas":
            return self._state(i, i + 1, "PRK", "North Korea")
        if word.endswith("s") and len(word) > 4 and not word.isupper():
            name = self._known(word[:-1])
            if name is not None and name.kind in ("demonym", "people", "party"):
                return self._named(i, i + 1, name, plural=True)
        return None

    def _known(self, word: str) -> Name | None:
        hit = names().match([word], [fold(word)], 0, 1)
        return hit[1] if hit else None

    def _state(self, first: int, last: int, code: str, name: str) -> Mention:
        document = self.document
        return Mention(
            kind="state",
            first=first,
            last=last,
            head=last - 1,
            span=(document.starts[first], document.ends[last - 1]),
            name=name,
            country=code,
            entity=self._states.get(code, -1),
        )

    def _named(self, first: int, last: int, name: Name, *, plural: bool = False) -> Mention:
        base = self._state(first, last, name.country or "", name.name)
        party = name.kind in ("organisation", "party", "people")
        return replace(
            base,
            kind="organisation" if party else "state",
            country=name.country,
            org=name.org if party else None,
            plural=plural,
            entity=-1 if party else base.entity,
        )

    def named_by(self, i: int) -> list[Mention]:
        """Return the actor an adjective names ("French")."""
        name = self._known(self.document.words[i])
        return [self._named(i, i + 1, name)] if name is not None and name.kind in _ACTORS else []

    def compound(self, i: int) -> tuple[list[Mention], str]:
        """Return the actors inside a hyphenated token and its last part ("US-brokered": the US, "brokered")."""
        word = self.document.words[i]
        if "-" not in word and "–" not in word:
            return [], ""
        parts = word.replace("–", "-").split("-")
        out: list[Mention] = []
        for number, part in enumerate(parts):
            if not part or not part[0].isupper():
                continue
            name = self._known(part)
            if name is not None and name.kind in _ACTORS:
                m = self._named(i, i + 1, name)
                out.append(m if m.entity >= 0 else replace(m, entity=-100_000 - 10 * i - number))
        return out, parts[-1].lower()
