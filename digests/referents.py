"""Referents: what bare offices, bodies and pronouns of one article stand for, read in order, as a reader would."""

from dataclasses import dataclass

from digests.document import Document
from digests.entities import Entity, Persons
from digests.found import SPEECH, Found
from digests.neighbours import CLOSED, VERBS
from digests.officephrases import POSSESSIVE

#: How far back a pronoun looks, in sentences.
REACH = 6
#: How far back "the official" or "the two ministers" look.
NEAR = 3
MASCULINE = frozenset(("he", "him", "his", "himself"))
FEMININE = frozenset(("she", "her", "hers", "herself"))
PLURAL = frozenset(("they", "them", "their", "themselves", "both"))
_AUXILIARIES = frozenset(
    "is was are were has have had will would can could may might must should did does do also then later earlier".split()
)
#: Words of an office that two mentions of one office must share.
_PORTFOLIO = frozenset(
    "foreign prime defence defense interior finance trade economy energy oil health justice environment deputy vice first crown "
    "press culture education agriculture transport assistant home labour labor".split()
)
#: Ranks only one of two offices may have.
_RANKS = frozenset("deputy vice assistant under".split())
_PREPOSITIONS = frozenset(
    "of for in at from to on with near against under by about over into between among within after before without like "
    "including toward towards behind beside despite versus than".split()
)
#: Kinds of office that a verb may tell of ("became president"); "is a businessman" tells none.
_OFFICES = frozenset("head minister envoy chief spokes legislator adviser military monarch clergy".split())
#: Kinds of a description that may follow a name ("the scientist").
_DESCRIBING = frozenset(("expert", "other"))
_ADVERBS = frozenset(
    "also then later earlier again still once twice even now just never always often".split()
)
_LEAVING = frozenset(
    "resigned resign quit retired stepped step served ousted removed replaced dismissed fired".split()
)
_PEOPLE = ("person", "office")


@dataclass(slots=True)
class Occurrence:
    """An actor at a token, as an antecedent."""

    token: int
    last: int
    sentence: int
    paragraph: int
    entity: Entity
    subject: bool
    speaker: bool
    quoted: bool


class Referents:
    """The actors of one document and what its noun phrases stand for."""

    def __init__(self, document: Document, found: list[Found], folded: list[str]) -> None:
        self.document = document
        persons = Persons(document, folded)
        inner = [n for f in found for n in f.nested]
        owner = persons.group([*found, *inner])
        self.entities = persons.entities
        #: First token of a mention -> its entity; of persons inside another mention apart.
        self.of: dict[int, Entity] = {}
        self.inside: dict[int, Entity] = {n.first: owner[id(n)] for n in inner if id(n) in owner}
        self.silent: dict[int, Found] = {f.first: f for f in found if f.silent and f.kind == "office"}
        self._surnames = {e.key[-1] for e in self.entities if len(e.key) > 1}
        self._folded = folded
        self.found = self._keep(found, owner)
        self.pronouns: dict[int, Entity] = {}
        self.dropped: set[int] = set()
        self.occurrences: list[Occurrence] = []
        self.quoted = self._quotation_tokens()
        self._bodies: dict[tuple[str, str], Entity] = {}
        self._read_through()
        self.found = [f for f in self.found if f.first not in self.dropped]

    def _keep(self, found: list[Found], owner: dict[int, Entity]) -> list[Found]:
        """Drop candidates that are nobody; where one began with a state ("Russia's Gazprom") the state stands."""
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
        """Tell whether a city's name is here the last name of somebody the article names, and make it that."""
        if (
            f.sort not in ("city", "capital")
            or f.located
            or f.last != f.first + 1
            or self._folded[f.first] not in self._surnames
        ):
            return False
        entity = next(e for e in self.entities if len(e.key) > 1 and e.key[-1] == self._folded[f.first])
        f.kind, f.name, f.country = "person", (f.first, f.last), None
        entity.mentions.append(f)
        self.of[f.first] = entity
        self._converted.append(f)
        return True

    def _quotation_tokens(self) -> bytearray:
        quoted = bytearray(len(self.document.words) + 1)
        for q in self.document.quotations:
            for i in self.document.tokens_in((q.start, q.end)):
                quoted[i] = 1
        return quoted

    # ---- one pass in reading order -------------------------------------------------------------------------------

    def _read_through(self) -> None:
        lower = self.document.lower
        by_token = {f.first: f for f in self.found}
        for index, sentence in enumerate(self.document.sentences):
            i = sentence.first
            while i < sentence.last:
                f = by_token.get(i)
                if f is not None:
                    self._mention(f, index)
                    i = max(f.last, i + 1)
                    continue
                if i in self.silent:
                    self._learn(self.silent[i], index)
                word = lower[i]
                if word in MASCULINE or word in FEMININE:
                    entity = self.antecedent(i, index)
                    if entity is not None:
                        self.pronouns[i] = entity
                        if word in ("he", "she") and not self.quoted[i]:
                            self._occur(i, i + 1, index, entity)
                i += 1

    def _mention(self, f: Found, index: int) -> None:
        for n in f.nested:
            if n.first in self.inside:
                self._occur(n.first, n.last, index, self.inside[n.first], inner=True)
        if f.first not in self.of:
            self._own(f)
            entity = self._office(f, index) if f.kind == "office" else self._body(f)
            if entity is None:
                self.dropped.add(f.first)
                return
            self.of[f.first] = entity
        self._occur(f.first, f.last, index, self.of[f.first])

    def _learn(self, f: Found, sentence: int) -> None:
        """Give the office a verb tells of ("was appointed envoy") to the subject of its sentence."""
        here = [
            o
            for o in self.occurrences
            if o.sentence == sentence and o.entity.kind == "person" and not o.quoted
        ]
        subject = next((o for o in reversed(here) if o.subject), None)
        if subject is None or subject.last < f.first - 8 or any(n.first in self.inside for n in f.nested):
            return
        between = self.document.lower[subject.last : f.first]
        if not all(w.isalpha() or w == "," for w in between):
            return
        if self.quoted[f.first] or not _OFFICES.intersection(f.kinds):
            return
        e = subject.entity
        past = f.past or bool(_LEAVING.intersection(between)) or between[-1] == "was"
        if e.role is None or (e.past and not past):
            e.role, e.nouns, e.past = f.role, f.nouns, past
            e.country, e.org = e.country or f.country, e.org or (None if e.country or f.country else f.org)
            e.mentions.append(f)

    def _own(self, f: Found) -> None:
        """Let "Lund's spokesman" and "a spokesman for Lund" act for whom Lund acts."""
        owned = bool(f.nested) and f.nested[0].first in self.inside
        if f.country or (f.org and f.org != f.role and not owned):
            return
        boss: Entity | None = None
        if f.nested:
            boss = self.inside.get(f.nested[0].first)
        elif f.first >= 2 and self.document.lower[f.first - 1] in POSSESSIVE:
            last = self.occurrences[-1] if self.occurrences else None
            if last is not None and last.last == f.first - 1:
                boss = last.entity
        elif f.first >= 1 and self.document.lower[f.first] in ("his", "her"):
            boss = self.pronouns.get(f.first)
        if boss is not None and boss.kind in _PEOPLE and f.kind != "place":
            f.country = boss.country
            if f.org == f.role or owned:
                f.org = None
            f.org = f.org or boss.org

    def _occur(self, first: int, last: int, sentence: int, entity: Entity, inner: bool = False) -> None:
        lower, words = self.document.lower, self.document.words
        spoken = self.document.sentences[sentence]
        after, end = last, last
        if after < spoken.last and words[after] in (",", ")"):
            after += 1
        if after < spoken.last - 1 and (lower[after] in _ADVERBS or lower[after].endswith("ly")):
            after, last = after + 1, last + 1
        following = lower[after] if after < spoken.last else ""
        before = lower[first - 1] if first > spoken.first else ""
        speaker = not inner and (following in SPEECH or before in SPEECH)
        subject = (
            not inner
            and following not in POSSESSIVE
            and (speaker or self._leads(before, following, after == last, entity, sentence))
        )
        self.occurrences.append(
            Occurrence(
                first, end, sentence, spoken.paragraph, entity, subject, speaker, bool(self.quoted[first])
            )
        )

    def _leads(self, before: str, following: str, close: bool, entity: Entity, sentence: int) -> bool:
        """Tell whether an actor is the subject of its clause, by the words around it."""
        if following in _AUXILIARIES or following in ("who", ""):
            return True
        if close and (following in VERBS or (following.endswith("ed") and following.isalpha())):
            return True
        if (
            close
            and entity.kind == "person"
            and following.isalpha()
            and following.endswith("s")
            and following not in CLOSED
        ):
            return True
        if (
            entity.kind not in _PEOPLE
            or before in _PREPOSITIONS
            or before in VERBS
            or before.endswith(("ed", "ing"))
        ):
            return False
        # The first person of a sentence, unless something governs it.
        return not any(o.sentence == sentence and o.entity.kind in _PEOPLE for o in self.occurrences[-4:])

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
        if f.definite and f.nouns and not f.country and (f.org is None or f.org == f.role):
            earlier = [
                o.entity
                for o in self.occurrences
                if o.entity.nouns[-1:] == f.nouns[-1:] and o.entity.kind not in _PEOPLE
            ]
            owned = {
                (e.country, e.org if e.org != e.role else None): e
                for e in earlier
                if e.country or e.org != e.role
            }
            if len(owned) == 1:
                entity = next(iter(owned.values()))
                f.country, f.org, f.known = entity.country, entity.org, entity.name
                entity.mentions.append(f)
                return entity
        if f.weak:
            return None
        label = (f.kind, f.known or f.role or "")
        entity = self._bodies.get(label) or self._new(f)
        self._bodies[label] = entity
        return entity

    def _office(self, f: Found, sentence: int) -> Entity:
        holder = self._holder(f, sentence) if not f.nested else None
        if holder is None:
            return self._new(f)
        if f.country and not holder.country and not holder.org:
            holder.country = f.country
        holder.mentions.append(f)
        return holder

    def _holder(self, f: Found, sentence: int) -> Entity | None:
        """Return who holds the office of a mention that names nobody; None unless exactly one fits, or one lies near."""
        if f.plural or f.indefinite or not f.nouns or (not f.definite and not f.country):
            return None
        if self.document.lower[f.first] in ("his", "her", "their"):
            return None
        fits = [
            e for e in self.entities if e.kind == "person" and any(self._fits(f, m, e) for m in e.mentions)
        ]
        here = {o.entity.index for o in self.occurrences if o.sentence == sentence}
        if f.country:
            # "Prime Minister Finch met the Norwegian prime minister": whose state nobody told may not be the Norwegian.
            fits = [e for e in fits if e.country == f.country or e.index not in here]
        if len(fits) == 1:
            return fits[0]
        if len(fits) > 1:
            near = [o for o in self.occurrences if o.entity in fits and sentence - o.sentence <= NEAR]
            return near[-1].entity if near else None
        if f.definite:
            for o in reversed(self.occurrences):
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

    def _fits(self, f: Found, m: Found, e: Entity) -> bool:
        if f.nouns[-1] not in m.nouns:
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
        return not ((f.words - m.words) & _PORTFOLIO)

    # ---- pronouns ------------------------------------------------------------------------------------------------

    def antecedent(self, token: int, sentence: int) -> Entity | None:
        """Return whom a singular pronoun at `token` stands for, from what was read before it."""
        word = self.document.lower[token]
        gender = "m" if word in MASCULINE else "f"
        inside = bool(self.quoted[token])
        paragraph = self.document.sentences[sentence].paragraph
        best: Entity | None = None
        best_score = float("-inf")
        for o in reversed(self.occurrences):
            distance = sentence - o.sentence
            if distance > REACH:
                break
            e = o.entity
            if e.kind not in _PEOPLE or e.plural or (e.gender and e.gender != gender):
                continue
            score = -10.0 * distance + 8 * o.subject + 4 * o.speaker + 2 * (o.paragraph == paragraph)
            score -= 40 * (o.quoted and not inside)
            score += 3 * (e.gender == gender) + 4 * (e.kind == "person") + 0.5 * min(len(e.mentions), 8)
            if word in ("him", "her") and distance == 0 and o.subject:
                score -= 12
            if score > best_score:
                best, best_score = e, score
        return best

    def plural(self, token: int) -> list[Entity]:
        """Return the actors "they" at `token` stands for: a group, a plural office, or names joined by "and"."""
        sentence = self.document.sentence_index(self.document.starts[token])
        inside = bool(self.quoted[token])
        for distance in range(NEAR):
            here = [
                o
                for o in self.occurrences
                if o.sentence == sentence - distance
                and o.token < token
                and o.entity.kind != "place"
                and (inside or not o.quoted)
            ]
            chains = self._chains(here)
            many = [c for c in chains if len(c) > 1 or c[0].entity.plural or c[0].entity.kind == "group"]
            subjects = [c for c in many if any(o.subject for o in c)]
            if not subjects and distance == 0:
                # "The opposition said they would return."
                subjects = [c for c in chains if c[0].speaker and c[0].entity.kind == "organisation"]
            chosen = subjects[0] if subjects else many[-1] if many else None
            if chosen:
                return [o.entity for o in chosen]
        return []

    def several(self, token: int, count: int, kinds: tuple[str, ...]) -> list[Entity]:
        """Return the last `count` actors of `kinds` named within one earlier sentence ("the two ministers")."""
        sentence = self.document.sentence_index(self.document.starts[token])
        for distance in range(NEAR + 1):
            seen: dict[int, Entity] = {}
            for o in self.occurrences:
                if (
                    o.sentence == sentence - distance
                    and o.token < token
                    and o.entity.kind in kinds
                    and not o.entity.plural
                ):
                    seen.setdefault(o.entity.index, o.entity)
            if len(seen) == count:
                return list(seen.values())
        return []

    def _chains(self, here: list[Occurrence]) -> list[list[Occurrence]]:
        chains: list[list[Occurrence]] = []
        for o in here:
            between = self.document.lower[chains[-1][-1].last : o.token] if chains else ["."]
            if chains and 0 < len(between) <= 3 and all(w in (",", "and", "&", "the") for w in between):
                chains[-1].append(o)
            else:
                chains.append([o])
        return [c for c in chains if len(c) == 1 or self._joined(c)]

    def _joined(self, chain: list[Occurrence]) -> bool:
        return "and" in self.document.lower[chain[-2].last : chain[-1].token]
