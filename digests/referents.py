"""Referents: what bare offices, bodies and pronouns of one article stand for, read in order, as a reader would."""

from digests.allegiance import settle
from digests.antecedents import FEMININE, MASCULINE, NEAR, PEOPLE, Antecedents
from digests.bareoffices import BareOffices
from digests.document import Document
from digests.echoes import BODIES, fill_echoes
from digests.entities import Entity, Persons
from digests.found import SPEECH, Found
from digests.givennames import given_gender
from digests.holders import Holders
from digests.homestate import Home, share_seats
from digests.lawmakers import settle_lawmakers
from digests.learned import learn
from digests.officenouns import POSSESSIVE, Hits
from digests.signals import Signal

_SINGULAR = MASCULINE | FEMININE
_PRONOUNS = Signal(lambda: _SINGULAR | {"it"})
#: Who acts for whoever has them: "his spokesman", "her interior minister".
_SERVING = frozenset(("minister", "spokes", "adviser", "envoy"))
_UNION = ("EU", "European Union", "European Commission")
_BESIDE = frozenset(("running mate", "predecessor", "successor", "deputy"))
_BODIES = frozenset("bloc alliance union organisation organization".split())


class Referents:
    """The actors of one document and what its noun phrases stand for."""

    def __init__(
        self,
        document: Document,
        found: list[Found],
        folded: list[str],
        hits: Hits,
        holders: Holders | None = None,
    ) -> None:
        self.document = document
        persons = Persons(document, folded)
        inner = [n for f in found for n in f.nested]
        owner = persons.group([*found, *inner])
        self.entities = persons.entities
        #: First token of a mention -> its entity; of persons inside another mention apart.
        self.of: dict[int, Entity] = {}
        self.inside: dict[int, Entity] = {n.first: owner[id(n)] for n in inner if id(n) in owner}
        self.silent: dict[int, Found] = {f.first: f for f in found if f.silent and f.kind == "office"}
        self._bearers = _bearers(self.entities)
        self._folded = folded
        self.found = self._keep(found, owner)
        self.pronouns: dict[int, Entity] = {}
        self.dropped: set[int] = set()
        self.discourse = Antecedents(document)
        self.bare = BareOffices(document, self.entities, self.discourse)
        self._bodies: dict[tuple[str, str], Entity] = {}
        #: Last word of a body's noun -> the bodies named so, by index, the last named last.
        self._by_noun: dict[str, dict[int, Entity]] = {}
        share_seats(document, self.found, self.entities, hits)
        fill_echoes(document, self.found)
        settle(document, self.found, self.entities, hits)
        settle_lawmakers(self.entities, self.found, hits)
        if holders is not None:
            holders.complete(self.entities, document.day)
        home = Home(document, self.found, hits, self.discourse.quoted)
        home.settle_persons(self.entities)
        self._read_through()
        home.settle_rest(self.of)
        self.found = [f for f in self.found if f.first not in self.dropped]

    def _keep(self, found: list[Found], owner: dict[int, Entity]) -> list[Found]:
        """Drop candidates that are nobody; where one began with a state ("Russia's Halyard") the state stands."""
        kept: list[Found] = []
        self._converted = kept
        for f in found:
            entity = owner.get(id(f))
            if entity is not None:
                f.kind = "person"
                self.of[f.first] = entity
                kept.append(f)
            elif f.kind in ("candidate", "person"):
                kept.extend(f.instead)
            elif not f.silent and not self._is_person(f):
                kept.append(f)
        return sorted(kept, key=lambda f: f.first)

    def _is_person(self, f: Found) -> bool:
        """Tell whether a city's name is here a surname of somebody the article names, and make it that."""
        entity = self._bearers.get(self._folded[f.first])
        if entity is None or f.sort not in ("city", "capital") or f.located or f.last != f.first + 1:
            return False
        f.kind, f.name, f.country = "person", (f.first, f.last), None
        entity.mentions.append(f)
        self.of[f.first] = entity
        self._converted.append(f)
        return True

    # ---- one pass in reading order -------------------------------------------------------------------------------

    def _read_through(self) -> None:
        """Go over mentions, pronouns and offices told by a verb in the order of the text."""
        lower = self.document.lower
        sentences = self.document.sentences
        by_token = {f.first: f for f in self.found}
        pronouns = self.document.where(_PRONOUNS)
        index, passed = 0, 0
        for i in sorted({*by_token, *self.silent, *pronouns}):
            if i < passed:
                continue
            while i >= sentences[index].last:
                index += 1
            f = by_token.get(i)
            if f is not None:
                self._mention(f, index)
                passed = f.last
                continue
            if i in self.silent:
                learn(self.document, self.discourse, self.pronouns, self.inside, self.silent[i], index)
            if lower[i] == "it":
                self._it(i, index)
            elif lower[i] in _SINGULAR and (entity := self.discourse.antecedent(i, index)) is not None:
                self.pronouns[i] = entity
                if lower[i] in ("he", "she") and not self.discourse.quoted[i]:
                    self.discourse.occur(i, i + 1, index, entity)

    def _it(self, i: int, index: int) -> None:
        """Let an "it" that speaks stand for a body: "The ministry denied it. It said no text existed." """
        if self.document.lower[i + 1 : i + 2] and self.document.lower[i + 1] in SPEECH:
            entity = self.discourse.body(i, index)
            if entity is not None:
                self.pronouns[i] = entity
                self.discourse.occur(i, i + 1, index, entity)

    def _mention(self, f: Found, index: int) -> None:
        for n in f.nested:
            if n.first in self.inside:
                self.discourse.occur(n.first, n.last, index, self.inside[n.first], inner=True)
        self._own(f, index)
        self._nameless_before(f, index)
        if f.first not in self.of:
            entity = self._office(f, index) if f.kind == "office" else self._body(f)
            if entity is None:
                self.dropped.add(f.first)
                return
            self.of[f.first] = entity
        entity = self.of[f.first]
        self.discourse.occur(f.first, f.last, index, entity)
        if entity.kind not in PEOPLE:
            told = {_noun(entity.nouns)} if entity.nouns or entity.kind == "place" else _nouns_in(entity)
            for noun in told:
                named = self._by_noun.setdefault(noun, {})
                named.pop(entity.index, None)
                named[entity.index] = entity

    def _own(self, f: Found, index: int) -> None:
        """Let "Lund's spokesman" and "a spokesman for Lund" act for whom Lund acts."""
        owned = bool(f.nested) and f.nested[0].first in self.inside
        if f.country or (f.org and f.org != f.role and not owned):
            return
        boss: Entity | None = None
        if f.nested:
            boss = self.inside.get(f.nested[0].first)
        elif f.first >= 2 and self.document.lower[f.first - 1] in POSSESSIVE:
            last = self.discourse.occurrences[-1] if self.discourse.occurrences else None
            if last is not None and last.last == f.first - 1:
                boss = last.entity
            elif self.document.lower[f.first - 2] in _BODIES:
                acting = (o.entity for o in reversed(self.discourse.occurrences))
                boss = next((e for e in acting if e.org and not e.country), None)  # "the bloc's envoy"
        elif f.first >= 1 and self.document.lower[f.first] in ("his", "her"):
            served = (_SERVING & {*f.kinds} or _BESIDE & {*f.nouns}) and "counterpart" not in f.kinds
            boss = self.discourse.antecedent(f.first, index) if served else self.pronouns.get(f.first)
        if boss is not None and (boss.kind in PEOPLE or boss.org) and f.kind != "place":
            person = self.of.get(f.first)
            if person is not None:
                serves = bool(f.role) or boss.kind == "organisation"  # "the ministry's Petra Lund"
                if serves and person is not boss and person.country is None and person.org in (None, f.org):
                    person.country, person.org = boss.country, boss.org
                return
            f.country = boss.country
            if f.org == f.role or owned:
                f.org = None
            f.org = f.org or boss.org

    def _nameless_before(self, f: Found, index: int) -> None:
        """Let "The spokesman, Aldous Finch" be whose spokesman spoke without a name just before ("his spokesman said")."""
        person = self.of.get(f.first)
        if person is None or not f.definite or not f.nouns or person.country or person.org or f.country:
            return
        same = {
            (o.entity.country, o.entity.org)
            for o in self.discourse.occurrences
            if o.entity.kind == "office"
            and index - o.sentence <= NEAR
            and not o.entity.plural
            and o.entity.nouns
            and o.entity.nouns[-1].startswith(f.nouns[-1])
        }
        if len(same) == 1:
            person.country, person.org = same.pop()

    # ---- offices and bodies without a name -----------------------------------------------------------------------

    def _new(self, f: Found) -> Entity:
        entity = Entity(
            len(self.entities),
            f.kind,
            f.known,
            (),
            f.role,
            f.nouns,
            f.country,
            f.org,
            f.gender,
            f.plural,
            f.past,
        )
        self.entities.append(entity)
        entity.mentions.append(f)
        return entity

    def _body(self, f: Found) -> Entity | None:
        """Return the entity of a state, body, group or place; "the ministry" is the one named before.

        None for a weak mention that nothing before explains.
        """
        if f.definite and f.nouns and (f.org is None or f.org == f.role):
            # A state of its own it may have from the text around it: then it is a body of that state.
            owned = {
                (e.country, e.org if e.org != e.role else None): e
                for e in self._by_noun.get(_noun(f.nouns), {}).values()
                if (e.country or e.org != e.role) and (f.country is None or self._shorter(f, e))
            }
            if len(owned) == 1:
                entity = next(iter(owned.values()))
                f.country, f.org, f.known = entity.country, entity.org, entity.name
                entity.mentions.append(f)
                return entity
        if f.weak and not self._union(f):
            return None
        label = (f.kind, f.known or f.role or "")
        entity = self._bodies.get(label) or self._new(f)
        self._bodies[label] = entity
        return entity

    @staticmethod
    def _shorter(f: Found, e: Entity) -> bool:
        """Tell whether a body's name leaves out what a body of the same state was called before."""
        return f.country == e.country and len((f.role or "").split()) < len((e.name or "").split())

    def _union(self, f: Found) -> bool:
        """Tell whether a bare "the Commission" is the European Union's, and make it that: the text names the Union."""
        if f.nouns != ("commission",) or not self.document.words[f.head][0].isupper():
            return False
        if not any(m.org in _UNION or m.known in _UNION for m in self.found):
            return False
        f.org = f.known = "European Commission"
        f.weak, f.nouns = False, ()
        return True

    def _office(self, f: Found, sentence: int) -> Entity:
        holder = self.bare.holder(f, sentence) if not f.nested else None
        if holder is None:
            return self._new(f)
        if f.country and not holder.country and not holder.org:
            holder.country = f.country
        if holder.kind == "person" and holder.role is None:
            holder.role, holder.nouns = f.role, f.nouns
        holder.mentions.append(f)
        return holder


def _bearers(entities: list[Entity]) -> dict[str, Entity]:
    """Return the first person of each surname: of two, the first as well ("Lagos" for "Ramiro Lagos Vidal")."""
    full = [e for e in entities if len(e.key) > 1]
    told = [(e.key[-1], e) for e in full]
    told += [(part, e) for e in full for part in e.key[1:-1] if given_gender(part.capitalize()) is None]
    return dict(reversed(told))


def _noun(nouns: tuple[str, ...]) -> str:
    """Return the last word of the last noun: "the foreign ministry" is later "the ministry"."""
    return nouns[-1].split()[-1] if nouns else ""


def _nouns_in(entity: Entity) -> set[str]:
    """Return what a body of the tables may be called next: "the court" for the International Court of Justice."""
    words = (entity.name or "").lower().split() if entity.kind == "organisation" else ()
    return set(BODIES.intersection(words)) or {""}
