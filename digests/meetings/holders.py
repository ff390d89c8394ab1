"""Offices and who holds them inside a list of actors: "his counterpart, Aldous Finch", "Secretary for Trade Petra Lund"."""

from dataclasses import replace

from digests.meetings import heads
from digests.meetings.window import Window
from digests.mentions import Mention


class Holders(Window):
    """Joins offices of one sentence to the names that stand beside them."""

    @staticmethod
    def _names(office: Mention | None, name: Mention | None) -> bool:
        """Tell whether a person after a comma names the office before it ("his counterpart, Aldous Finch,")."""
        return (
            office is not None
            and name is not None
            and office.kind == "office"
            and not office.plural
            and office.name is None
            and name.kind == "person"
            and (not name.country or name.country == office.country)
        )

    @staticmethod
    def _his_name(office: Mention, beside: Mention) -> bool:
        """Tell whether a person right after an office is its holder ("his German colleague Petra Lund")."""
        if beside.kind != "person" or office.kind != "office" or office.plural:
            return False
        return beside.entity == office.entity or not (office.name or beside.country)

    @staticmethod
    def _joined(office: Mention, name: Mention) -> Mention:
        return replace(
            name, role=office.role or name.role, country=office.country, org=office.org or name.org
        )

    def _capital(self, i: int) -> bool:
        return i < self.hi and self.words[i][0].isupper()

    def _portfolio(self, m: Mention) -> Mention:
        """Return an office with the name that follows its field ("Assistant Secretary for Trade Affairs Aldous Finch")."""
        twin = self.mentions.at(m.last + 1) if self.word(m.last) in ("-", "–", "—", "and", "/") else None
        alone = m.kind == "office" and not m.plural and not m.name
        titled = twin is not None and twin.kind == "person" and bool(twin.role) and self._capital(twin.first)
        if twin is not None and alone and titled and self._capital(m.first):
            # "Deputy Prime Minister - Minister of Trade Aldous Finch" holds both.
            return replace(twin, first=m.first, span=(m.span[0], twin.span[1]))
        field = self.word(m.last) in ("for", "of")
        if m.kind != "office" or m.plural or m.name or not (field or self._capital(m.last)):
            return m
        for k in range(m.last + field, min(self.hi, m.last + 8)):
            name = self.mentions.at(k)
            if name is not None:
                if name.kind == "person" and self._names(m, name) and self.words[k - 1][0].isupper():
                    return replace(self._joined(m, name), first=m.first, span=(m.span[0], name.span[1]))
                return m
            if not (self.words[k][0].isupper() or self.words[k] in ("and", "the", "of", "&", "for")):
                return m
        return m

    def _office_before(self, comma: int) -> Mention | None:
        """Return the office that ends before a comma, over the place it is held in ("the US commander in Iraq,")."""
        m = self.mentions.at(comma - 1)
        if (
            m is not None
            and m.kind in ("place", "state")
            and self.word(m.first - 1) in ("in", "to", "of", "for", "at")
        ):
            return self.mentions.at(m.first - 2)
        return m

    def _past_region(self, m: Mention) -> int:
        """Return the end of an office with the region it is held in ("the governor of Zaire's northern province")."""
        owner = self.mentions.at(m.last + 1) if self.word(m.last) == "of" and m.kind == "office" else None
        if owner is None or owner.kind != "state" or not self.possessive(owner):
            return m.last
        for k in range(owner.last + 1, min(self.hi, owner.last + 6)):
            if self.word(k) in heads.REGIONS:
                return k + 1
        return m.last
