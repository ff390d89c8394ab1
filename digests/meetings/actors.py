"""Actors beyond single mentions: "EU-China", "Israelis", "the two Koreas", and who cannot take part.

An overlay on the mentions of a document; it adds what only makes sense beside the cue of a contact.
"""

from dataclasses import replace

from digests.delayed import named_late
from digests.document import Document
from digests.meetings.added import ACTORS, KOREAS, Added
from digests.meetings.known import counted
from digests.mentions import Mention, Mentions
from digests.names import Name, fold, names

#: Words without a capital that may begin or end an added mention ("the two Koreas", "the Armenian capital").
_SMALL = frozenset(("two", "both", "capital"))


#: What an official or expert thing may be; the adjective is nobody.
_OFFICIAL_THINGS = frozenset(
    "visit visits trip trips talks meeting meetings tour invitation dinner level residence palace ceremony welcome".split()
)


class Actors(Added):
    """The mentions of a document with compounds and peoples added; the interface is that of `Mentions`."""

    def __init__(self, document: Document, mentions: Mentions) -> None:
        self.document = document
        self.mentions = mentions
        self._at: dict[int, Mention | None] = {}
        self._states: dict[str, int] = {}
        #: Countries of people told as "its minister", by entity.
        self._owned: dict[int, str | None] = {}
        self._late = named_late(document)
        #: A text on the Koreas calls them "the North" and "the South".
        self._koreas = (
            "Korea" in document.text
            and not KOREAS.isdisjoint(document.words)
            and {"North", "South"} <= set(document.words)
        )
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
            if hit is not None and hit[1].kind in ACTORS and hit[1].country not in {n.country for n in out}:
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
        if self.document.words[m.last : m.last + 1] and self.document.words[m.last][0].isupper():
            nxt = lower[m.last + 1] if m.last + 1 < len(lower) else ""  # "his official Lima residence"
        return lower[m.last - 1] in ("official", "minister-level", "expert") and nxt in _OFFICIAL_THINGS

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

    def body_in(self, first: int, last: int) -> Mention | None:
        """Return the body whose name qualifies a noun ("NATO meetings"), which is no mention by itself."""
        words, starts = self.document.words, self.document.starts
        folded = [fold(word) for word in words[first:last]]
        for n, word in enumerate(words[first:last]):
            hit = names().match(words[first:last], folded, n, last - first) if word[0].isupper() else None
            if hit is not None and hit[1].org in counted() and not hit[1].country:
                known = (
                    m.entity for m in self.mentions.all if m.org == hit[1].org and m.kind == "organisation"
                )
                return Mention(
                    kind="organisation",
                    first=first + n,
                    last=first + hit[0],
                    head=first + hit[0] - 1,
                    span=(starts[first + n], self.document.ends[first + hit[0] - 1]),
                    name=hit[1].name,
                    org=hit[1].org,
                    entity=next(known, -60_000 - first - n),
                )
        return None

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
