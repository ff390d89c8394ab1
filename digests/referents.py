"""Referents: who is who within one article — surnames to full names, offices and pronouns to persons."""

from dataclasses import dataclass, field

from digests.document import Document
from digests.people import ADDRESS_ONLY, PARTICLES, SPEECH, Found, given_gender

#: How far back a pronoun looks, in sentences.
REACH = 6
_AUXILIARIES = frozenset(
    "is was are were has have had will would can could may might must should did does do also then later earlier".split()
)
MASCULINE = frozenset(("he", "him", "his", "himself"))
FEMININE = frozenset(("she", "her", "hers", "herself"))
PLURAL = frozenset(("they", "them", "their", "themselves", "both"))


@dataclass(slots=True)
class Entity:
    """One actor of the article."""

    index: int
    kind: str
    name: str | None = None
    #: Folded tokens of the fullest name.
    key: tuple[str, ...] = ()
    role: str | None = None
    nouns: tuple[str, ...] = ()
    country: str | None = None
    org: str | None = None
    gender: str | None = None
    plural: bool = False
    past: bool = False
    mentions: list[Found] = field(default_factory=list)


@dataclass(slots=True)
class Occurrence:
    """An actor at a token, as an antecedent."""

    token: int
    sentence: int
    paragraph: int
    entity: Entity
    subject: bool
    speaker: bool
    quoted: bool


def name_key(words: list[str]) -> tuple[str, ...]:
    """Return the folded tokens two spellings of one name are compared by; particles joined or apart compare alike."""
    out: list[str] = []
    for word in words:
        out.extend(part for part in word.replace("-", " ").split() if part)
    return tuple(out)


def same_name(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Tell whether the shorter name can stand for the fuller one."""
    if short == full:
        return True
    if len(short) > len(full):
        short, full = full, short
    bare = tuple(t for t in short if t not in PARTICLES)
    whole = tuple(t for t in full if t not in PARTICLES)
    if not bare:
        return False
    if whole[-len(bare) :] == bare:
        return True
    if len(bare) > 1 and bare[-1] == whole[-1]:
        # "J. Lund" and "Petra Lund" differ; "Petra M. Lund" and "Petra Lund" do not.
        return bare[0] == whole[0] or (len(bare[0].rstrip(".")) == 1 and bare[0][0] == whole[0][0])
    return False


class Referents:
    """The actors of one document and what its noun phrases stand for."""

    def __init__(self, document: Document, found: list[Found], folded: list[str]) -> None:
        self.document, self.folded = document, folded
        self.entities: list[Entity] = []
        #: First token of a mention -> its entity.
        self.of: dict[int, Entity] = {}
        self.found: list[Found] = []
        self.pronouns: dict[int, Entity] = {}
        self.occurrences: list[Occurrence] = []
        self._quoted = self._quotation_tokens()
        self._persons(found)
        self._others()
        self._read_through()

    # ---- names ---------------------------------------------------------------------------------------------------

    def _key(self, found: Found) -> tuple[str, ...]:
        assert found.name is not None
        return name_key(self.folded[found.name[0] : found.name[1]])

    def _persons(self, found: list[Found]) -> None:
        named = [f for f in found if f.name and f.kind in ("person", "candidate")]
        sure = [f for f in named if f.kind == "person" or f.sure]
        sure.sort(key=lambda f: (-len([t for t in self._key(f) if t not in PARTICLES]), f.first))
        owner: dict[int, Entity] = {}
        for f in sure:
            key = self._key(f)
            entity = self._matching(key, f)
            if entity is None:
                if f.kind == "candidate" and len(key) == 1 and not f.sure:
                    continue
                entity = self._new("person")
                entity.key = key
                entity.name = self._text(f)
            owner[id(f)] = entity
        singles = {self._key(f)[-1] for f in named if len(self._key(f)) == 1}
        for f in named:
            if id(f) in owner:
                continue
            key = self._key(f)
            entity = self._matching(key, f)
            if entity is None and 1 < len(key) <= 4 and key[-1] in singles:
                entity = self._new("person")
                entity.key, entity.name = key, self._text(f)
            if entity is not None:
                owner[id(f)] = entity
                f.kind = "person"
        for f in found:
            entity = owner.get(id(f))
            if entity is not None:
                f.kind = "person"
                self._learn(entity, f)
                entity.mentions.append(f)
                self.of[f.first] = entity
                self.found.append(f)
            elif f.kind not in ("candidate", "person"):
                self.found.append(f)
        for entity in self.entities:
            if entity.gender is None and entity.kind == "person":
                entity.gender = self._gender(entity)

    def _text(self, found: Found) -> str:
        assert found.name is not None
        d = self.document
        return " ".join(d.text[d.starts[found.name[0]] : d.ends[found.name[1] - 1]].split())

    def _matching(self, key: tuple[str, ...], found: Found) -> Entity | None:
        fits = [e for e in self.entities if e.kind == "person" and same_name(key, e.key)]
        if not fits and len(key) == 1:
            fits = [
                e
                for e in self.entities
                if e.kind == "person"
                and len(e.key) > 1
                and e.key[0] == key[0]
                and (given_gender(e.key[0].capitalize()) is None or "monarch" in found.kinds)
            ]
        if len(fits) <= 1:
            return fits[0] if fits else None
        exact = [e for e in fits if e.key == key]
        if exact:
            return exact[0]
        if found.gender:
            agreeing = [e for e in fits if self._gender(e) in (found.gender, None)]
            if len(agreeing) == 1:
                return agreeing[0]
            fits = agreeing or fits
        if found.nouns:
            agreeing = [e for e in fits if any(set(m.nouns) & set(found.nouns) for m in e.mentions)]
            if len(agreeing) == 1:
                return agreeing[0]
        earlier = [e for e in fits if any(m.first < found.first for m in e.mentions)]
        if earlier:
            return max(earlier, key=lambda e: max(m.first for m in e.mentions if m.first < found.first))
        return fits[0]

    def _new(self, kind: str) -> Entity:
        entity = Entity(len(self.entities), kind)
        self.entities.append(entity)
        return entity

    def _learn(self, entity: Entity, f: Found) -> None:
        """Take over what a mention tells: the first office that is one, the country, the gender."""
        office = bool(f.role) and not all(k in ADDRESS_ONLY for k in f.kinds)
        known = bool(entity.role)
        if f.role and (not known or (office and entity.past and not f.past) or (office and not entity.nouns)):
            entity.role, entity.past = f.role, f.past
            entity.nouns = f.nouns if office else ()
        elif office and f.country and not entity.country and f.role:
            entity.role, entity.nouns = f.role, f.nouns
        entity.country = entity.country or f.country
        entity.org = entity.org or f.org
        entity.gender = entity.gender or f.gender

    def _gender(self, entity: Entity) -> str | None:
        if entity.gender:
            return entity.gender
        for m in entity.mentions:
            if m.gender:
                return m.gender
        if entity.name and " " in entity.name:
            return given_gender(entity.name.split()[0]) or None
        return None

    # ---- everything else -----------------------------------------------------------------------------------------

    def _others(self) -> None:
        known: dict[tuple[str, str], Entity] = {}
        for f in self.found:
            if f.first in self.of or f.kind == "office":
                continue
            label = f.known or f.role or ""
            entity = known.get((f.kind, label))
            if entity is None:
                entity = self._new(f.kind)
                entity.name, entity.role = f.known, f.role
                entity.country, entity.org, entity.plural = f.country, f.org, f.plural
                known[f.kind, label] = entity
            entity.mentions.append(f)
            self.of[f.first] = entity

    def _quotation_tokens(self) -> bytearray:
        quoted = bytearray(len(self.document.words) + 1)
        for q in self.document.quotations:
            tokens = self.document.tokens_in((q.start, q.end))
            for i in tokens:
                quoted[i] = 1
        return quoted

    # ---- one pass in reading order: offices, pronouns --------------------------------------------------------------

    def _read_through(self) -> None:
        lower = self.document.lower
        by_token = {f.first: f for f in self.found}
        for index, sentence in enumerate(self.document.sentences):
            i = sentence.first
            while i < sentence.last:
                f = by_token.get(i)
                if f is not None:
                    if f.kind == "office" and i not in self.of:
                        self._office(f, index)
                    entity = self.of.get(i)
                    if entity is not None and f.kind in ("person", "office", "group"):
                        self._occur(f.first, f.last, index, entity)
                    i = max(f.last, i + 1)
                    continue
                word = lower[i]
                if word in MASCULINE or word in FEMININE:
                    entity = self.antecedent(i, index)
                    if entity is not None:
                        self.pronouns[i] = entity
                        if word in ("he", "she") and not self._quoted[i]:
                            self._occur(i, i + 1, index, entity)
                i += 1

    def _occur(self, first: int, last: int, sentence: int, entity: Entity) -> None:
        lower, words = self.document.lower, self.document.words
        spoken = self.document.sentences[sentence]
        after = last
        if after < spoken.last and words[after] == ",":
            after += 1
        following = lower[after] if after < spoken.last else ""
        before = lower[first - 1] if first > spoken.first else ""
        speaker = following in SPEECH or before in SPEECH
        subject = (
            speaker
            or following in _AUXILIARIES
            or (
                after == last
                and following.endswith(("ed", "s"))
                and following.isalpha()
                and following not in ("as",)
            )
            or first == spoken.first
        )
        self.occurrences.append(
            Occurrence(first, sentence, spoken.paragraph, entity, subject, speaker, bool(self._quoted[first]))
        )

    def _office(self, f: Found, sentence: int) -> None:
        entity = self._holder(f, sentence)
        if entity is None:
            entity = self._new("office")
            entity.role, entity.country, entity.org = f.role, f.country, f.org
            entity.gender, entity.plural, entity.nouns = f.gender, f.plural, f.nouns
        elif f.country and not entity.country:
            entity.country = f.country
        entity.mentions.append(f)
        self.of[f.first] = entity

    def _holder(self, f: Found, sentence: int) -> Entity | None:
        """Return the person who holds the office of a mention that names nobody."""
        if f.plural or not f.definite or not f.nouns:
            return None
        noun = f.nouns[-1]
        words = {w.lower() for w in (f.role or "").split()}
        fits = []
        for e in self.entities:
            if e.kind != "person":
                continue
            for m in e.mentions:
                if noun not in m.nouns:
                    continue
                country = m.country or e.country
                if f.country and country and f.country != country:
                    continue
                if f.org and (m.org or e.org) and f.org != (m.org or e.org):
                    continue
                if m.past != f.past and f.past:
                    continue
                theirs = {w.lower() for w in (m.role or "").split()}
                portfolio = (words - theirs) & _PORTFOLIO
                if portfolio:
                    continue
                fits.append(e)
                break
        if len(fits) == 1:
            return fits[0]
        if len(fits) > 1:
            near = [o for o in self.occurrences if o.entity in fits and sentence - o.sentence <= 2]
            if near:
                return near[-1].entity
        return None

    def antecedent(self, token: int, sentence: int) -> Entity | None:
        """Return whom a singular pronoun at `token` stands for, from what was read before it."""
        word = self.document.lower[token]
        gender = "m" if word in MASCULINE else "f"
        subject_form = word in ("he", "she")
        inside = bool(self._quoted[token])
        paragraph = self.document.sentences[sentence].paragraph
        best: Entity | None = None
        best_score = -1e9
        for o in reversed(self.occurrences):
            distance = sentence - o.sentence
            if distance > REACH:
                break
            e = o.entity
            if e.kind == "group" or e.plural or (e.gender and e.gender != gender):
                continue
            score = -10.0 * distance
            score += 8 * o.subject + 4 * o.speaker + 2 * (o.paragraph == paragraph)
            score -= 15 * (o.quoted and not inside)
            score += 3 * (e.gender == gender) + 2 * (e.kind == "person")
            if not subject_form and distance == 0 and o.subject and word not in ("his", "her"):
                score -= 12
            if score > best_score:
                best, best_score = e, score
        return best

    def plural_antecedent(self, token: int) -> Entity | None:
        """Return the group or plural office that "they" stands for."""
        sentence = self.document.sentence_index(self.document.starts[token])
        for o in reversed(self.occurrences):
            if (
                o.token < token
                and sentence - o.sentence <= 2
                and (o.entity.plural or o.entity.kind == "group")
            ):
                return o.entity
        return None


_PORTFOLIO = frozenset(
    "foreign prime defence defense interior finance trade economy energy oil health justice environment deputy vice first crown "
    "secretary-general press culture education agriculture transport".split()
)
