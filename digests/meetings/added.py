"""Mentions that only the cue of a contact calls for: "EU-China", "Israelis", "the two Koreas", "the Armenian capital"."""

from abc import ABC, abstractmethod
from dataclasses import replace

from digests.document import Document
from digests.meetings.known import capitals, conflict_parties
from digests.mentions import Mention, Mentions
from digests.names import Name, fold, names

KOREAS = frozenset(("Korea", "Koreas", "Korean", "Koreans"))
_COMPASS = {"north": "PRK", "south": "KOR"}
ACTORS = frozenset(("state", "demonym", "organisation", "party", "people", "seat"))


class Added(ABC):
    """Adds mentions to those of a document; what is told twice has one entity."""

    document: Document
    mentions: Mentions
    _states: dict[str, int]
    _koreas: bool

    @abstractmethod
    def at(self, token: int) -> Mention | None:
        """Return the mention that covers a token, found or added."""

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
        if lower[i] in _COMPASS and self._koreas and i and lower[i - 1] == "the" and word[0].isupper():
            after = words[i + 1] if i + 1 < len(words) else ""
            if not after[:1].isupper():
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
                and (not (office.country or office.org) or office.org in conflict_parties())
                and lower[office.first] not in ("the", "a", "his", "her", "their", "its")
            ):
                return self._state(i, i + 1, name.country, name.name)
        side = self._beside(i)
        if side is not None:
            return side
        if word == "Koreas":
            return self._state(i, i + 1, "PRK", "North Korea")
        if word.endswith("s") and len(word) > 4 and not word.isupper():
            name = self._known(word[:-1])
            if name is not None and name.kind in ("demonym", "people", "party"):
                return self._named(i, i + 1, name, plural=True)
        return None

    def _beside(self, i: int) -> Mention | None:
        """Return "Ecuador" of a headline's "Peru, Ecuador", the Germans of "his German colleague"."""
        words, lower = self.document.words, self.document.lower
        name = self._known(words[i])
        if name is None or not name.country:
            return None
        if name.kind == "state" and not name.adjective and i > 1 and lower[i - 1] == ",":
            first = self.mentions.at(i - 2)
            index = self.document.sentence_index(self.document.starts[i])
            opens = first is not None and first.first == self.document.sentences[index].first
            return (
                self._state(i, i + 1, name.country, name.name)
                if opens and first and first.kind == "state"
                else None
            )
        if not name.adjective:
            return None
        if lower[i + 1 : i + 2] in (["colleague"], ["colleagues"]):
            plural = lower[i + 1].endswith("s")
            base = self._state(i, i + 2, name.country, name.name)
            return replace(
                base, kind="office", name=None, role="counterpart", plural=plural, entity=-120_000 - i
            )
        twin = self._known(words[i + 2]) if lower[i + 1 : i + 2] == ["and"] and i + 3 < len(words) else None
        if twin is not None and twin.adjective and lower[i + 3] == "colleagues":
            return self._state(i, i + 1, name.country, name.name)
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
        return [self._named(i, i + 1, name)] if name is not None and name.kind in ACTORS else []

    def half(self, word: str | None) -> str | None:
        """Return the Korea that "North" or "South" names in a text on both."""
        return _COMPASS.get(word.lower()) if word and self._koreas else None

    def owner_half(self, m: Mention) -> str | None:
        """Return the Korea whose office this is ("the South's unification minister")."""
        words = self.document.words
        j = next(
            (k for k in range(m.first, min(m.first + 2, len(words))) if words[k] in ("North", "South")), -1
        )
        if j < 0 and m.first > 1 and self.document.lower[m.first - 1] in ("'s", "’s"):
            j = m.first - 2
        return self.half(words[j]) if j >= 0 and words[j] in ("North", "South") else None

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
            if name is not None and name.kind in ACTORS:
                m = self._named(i, i + 1, name)
                out.append(m if m.entity >= 0 else replace(m, entity=-100_000 - 10 * i - number))
        return out, parts[-1].lower()
