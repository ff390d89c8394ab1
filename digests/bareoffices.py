"""Bare offices: who holds an office that stands without a name — "the president", "the French minister"."""

from digests.antecedents import NEAR, Antecedents
from digests.document import Document
from digests.entities import Entity
from digests.found import Found
from digests.offices import PORTFOLIO

#: Ranks only one of two offices may have.
_RANKS = frozenset("deputy vice assistant under".split())
#: Offices that are called by what they are.
_SAME = {
    "head of state": frozenset("president king queen emir sultan emperor".split()),
    "head of government": frozenset(("prime minister", "premier", "chancellor", "taoiseach")),
}
_NONE: frozenset[str] = frozenset()
#: Another word for an office, and the offices it may stand for.
_ALSO = {
    "premier": frozenset(("prime minister",)),
    "prime minister": frozenset(("premier",)),
    "monarch": frozenset("king queen emir sultan emperor empress".split()),
    "ruler": frozenset("king queen emir sultan emperor".split()),
    "pontiff": frozenset(("pope",)),
}
#: Kinds of office that a verb may tell of ("became president"); "is a businessman" tells none.
OFFICES = frozenset("head minister envoy chief spokes legislator adviser military monarch clergy".split())


class BareOffices:
    """Finds the holder among the actors read so far."""

    def __init__(self, document: Document, entities: list[Entity], discourse: Antecedents) -> None:
        self.document, self.entities, self.discourse = document, entities, discourse

    def holder(self, f: Found, sentence: int) -> Entity | None:
        """Return who holds the office of a mention that names nobody; None unless exactly one fits, or one lies near."""
        if f.plural or f.indefinite or not f.nouns or (not f.definite and not f.country):
            return None
        if self.document.lower[f.first] in ("his", "her", "their") or self._names_somebody(f):
            return None
        fits = [
            e for e in self.entities if e.kind == "person" and any(self._fits(f, m, e) for m in e.mentions)
        ]
        here = {o.entity.index for o in self.discourse.occurrences if o.sentence == sentence}
        if f.country:
            # "Prime Minister Finch met the Norwegian prime minister": whose state nobody told may not be the Norwegian.
            fits = [e for e in fits if e.country == f.country or e.index not in here]
            fits = [e for e in fits if e.country or e.org or (f.definite and self._by(e, sentence + NEAR))]
        if len(fits) == 1:
            return fits[0]
        if len(fits) > 1 and f.nouns[-1] == "diplomat":
            # "the diplomat noted": who spoke last
            spoke = [o for o in self.discourse.occurrences if o.speaker and sentence - o.sentence <= 1]
            if spoke and spoke[-1].entity in fits:
                return spoke[-1].entity
        elif len(fits) > 1 and f.nouns[-1] not in _SAME:
            near = [
                o for o in self.discourse.occurrences if o.entity in fits and sentence - o.sentence <= NEAR
            ]
            return near[-1].entity if near else None
        nameless = self._nameless(f, sentence) or self._named_next(f, sentence)
        if nameless is not None:
            return nameless
        if f.definite:
            for o in reversed(self.discourse.occurrences):
                if sentence - o.sentence > NEAR:
                    break
                e = o.entity
                if (
                    e.kind == "office"
                    and not e.plural
                    and e.nouns[-1:] == f.nouns[-1:]
                    and (not f.country or f.country == e.country)
                ):
                    return e
        return None

    def _names_somebody(self, f: Found) -> bool:
        """Tell whether words with capitals follow that may be the holder's name, though no reader knew it for one."""
        words = self.document.words[f.last : f.last + 2]
        last = self.document.sentences[self._sentence(f)].last
        return (
            bool(f.country)
            and f.last + 1 < last
            and all(w[0].isupper() and w[1:].islower() for w in words)
            and not words[0].endswith("day")
        )

    def _nameless(self, f: Found, sentence: int) -> Entity | None:
        """Return the one person near of whom the text told nothing yet ("Haddad ... the Palestinian leader")."""
        if not f.country or not f.definite or not OFFICES.intersection(f.kinds):
            return None
        near = {
            o.entity.index: o.entity
            for o in self.discourse.occurrences
            if sentence - o.sentence <= 1
            and o.entity.kind == "person"
            and not o.entity.role
            and not o.entity.country
        }
        fits = [e for e in near.values() if not (f.gender and e.gender and f.gender != e.gender)]
        return fits[0] if len(fits) == 1 and len(near) == 1 else None

    def _by(self, e: Entity, sentence: int) -> bool:
        """Tell whether somebody is mentioned in a sentence or before it: whose state nobody tells is not looked for far on."""
        return self._sentence(e.mentions[0]) <= sentence

    def _sentence(self, f: Found) -> int:
        return self.document.sentence_index(self.document.starts[f.first])

    def _named_next(self, f: Found, sentence: int) -> Entity | None:
        """Return whom the sentence after a lead names ("Norway's foreign minister left Oslo. Petra Lund met ...")."""
        document, sentences = self.document, self.document.sentences
        if not f.country or not OFFICES.intersection(f.kinds) or sentence + 1 >= len(sentences):
            return None
        lead = next((n for n, p in enumerate(document.paragraphs) if p.kind == "body"), -1)
        if sentences[sentence].paragraph != lead:
            return None
        opener = sentences[sentence + 1].first
        untold = [e for e in self.entities if e.kind == "person" and not (e.role or e.country or e.org)]
        opening = [
            e
            for e in untold
            if len(e.key) > 1 and any(m.first == opener and m.last - m.first > 1 for m in e.mentions)
        ]
        near = [e for e in untold if any(abs(self._sentence(m) - sentence) <= 1 for m in e.mentions)]
        fits = [e for e in opening if not (f.gender and e.gender and f.gender != e.gender)]
        return fits[0] if len(fits) == 1 == len(near) else None

    def _fits(self, f: Found, m: Found, e: Entity) -> bool:
        same = _SAME.get(f.nouns[-1])
        if same is not None and not same.intersection(m.nouns):
            return False
        if f.nouns[-1] == "diplomat" and f.definite and m.first < f.first and m.kind == "person":
            # "the senior diplomat" is the deputy foreign minister named before
            abroad = "envoy" in m.kinds or "foreign" in m.words
            return abroad and (not f.country or f.country == (m.country or e.country))
        if (
            same is None
            and f.nouns[-1] not in m.nouns
            and not _ALSO.get(f.nouns[-1], _NONE).intersection(m.nouns)
        ):
            return False
        country, org = m.country or e.country, m.org or e.org
        if f.country and country and f.country != country:
            return False
        if f.org and f.org != f.role and f.org != org:
            return False
        if f.country and not country and org:
            return False
        if f.past and not m.past:
            return False
        if f.country and not f.org and m.org and f.sort in ("head", "chief"):
            return False  # "the president of Ruritania" and the president of its parliament
        if (f.words ^ m.words) & _RANKS:
            return False
        return same is not None or not ((f.words - m.words) & PORTFOLIO)
