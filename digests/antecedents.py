"""Antecedents: who was named where, as subject or not, and whom a pronoun stands for."""

from collections.abc import Collection
from dataclasses import dataclass

from digests.document import Document
from digests.entities import Entity
from digests.found import SPEECH
from digests.neighbours import CLOSED, VERBS
from digests.officenouns import POSSESSIVE

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
_PREPOSITIONS = frozenset(
    "of for in at from to on with near against under by about over into between among within after before without like "
    "including toward towards behind beside despite versus than".split()
)
_ADVERBS = frozenset(
    "also then later earlier again still once twice even now just never always often".split()
)
PEOPLE = ("person", "office")
BODIES = ("organisation", "state", "group")
#: What speaks for an antecedent in the sentence of its pronoun, all together.
_MOST = 25


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


class Antecedents:
    """The actors of one document in the order of reading."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.occurrences: list[Occurrence] = []
        self.quoted = bytearray(len(document.words) + 1)
        for quotation in document.quotations:
            tokens = document.tokens_in((quotation.start, quotation.end))
            self.quoted[tokens.start : tokens.stop] = b"\1" * len(tokens)

    def occur(self, first: int, last: int, sentence: int, entity: Entity, inner: bool = False) -> None:
        lower, words = self.document.lower, self.document.words
        spoken = self.document.sentences[sentence]
        after, end = last, last
        if after < spoken.last and words[after] in (",", ")"):
            after += 1
        if after < spoken.last - 1 and (lower[after] in _ADVERBS or lower[after].endswith("ly")):
            after, last = after + 1, last + 1
        following = lower[after] if after < spoken.last else ""
        before = lower[first - 1] if first > spoken.first else ""
        inverted = before in SPEECH and not any(o.last == first - 1 for o in self.occurrences[-2:])
        speaker = not inner and (following in SPEECH or inverted)
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
            entity.kind not in PEOPLE
            or before in _PREPOSITIONS
            or before in VERBS
            or before.endswith(("ed", "ing"))
        ):
            return False
        # The first person of a sentence, unless something governs it.
        return not any(o.sentence == sentence and o.entity.kind in PEOPLE for o in self.occurrences[-4:])

    def antecedent(self, token: int, sentence: int, barred: Collection[int] = ()) -> Entity | None:
        """Return whom a singular pronoun at `token` stands for, from what was read before it; none of the `barred`."""
        word = self.document.lower[token]
        gender = "m" if word in MASCULINE else "f"
        inside = bool(self.quoted[token])
        paragraph = self.document.sentences[sentence].paragraph
        best: Entity | None = None
        best_score = float("-inf")
        for o in reversed(self.occurrences):
            distance = sentence - o.sentence
            if distance > REACH or best_score >= _MOST - 10 * distance:
                break
            e = o.entity
            if o.token >= token or e.index in barred:
                continue
            if e.kind not in PEOPLE or e.plural or (e.gender and e.gender != gender):
                continue
            score = -10.0 * distance + 8 * o.subject + 4 * o.speaker + 2 * (o.paragraph == paragraph)
            score -= 40 * (o.quoted and not inside)
            score += 3 * (e.gender == gender) + 4 * (e.kind == "person") + 0.5 * min(len(e.mentions), 8)
            if word in ("him", "her") and distance == 0 and o.subject:
                score -= 12
            if score > best_score:
                best, best_score = e, score
        return best

    def body(self, token: int, sentence: int) -> Entity | None:
        """Return the body or state that a speaking "it" stands for: whose sentence the one before is.

        That is who ends it as its source ("…, the ministry said."), else who opens it.
        """
        if self.quoted[token] or not sentence:
            return None
        before = self.document.sentences[sentence - 1]
        here = [o for o in self.occurrences[-24:] if o.sentence == sentence - 1 and o.entity.kind != "place"]
        if not here:
            return None
        first, last = here[0], here[-1]
        if not (last.speaker and last.last + 3 > before.last):
            last = first
            lead = self.document.lower[before.first : first.token]
            lead = lead[:-1] if lead[-1:] == ["the"] else lead
            if lead and lead[-1] != "," and (len(lead) > 2 or not _PREPOSITIONS.isdisjoint(lead)):
                return None
        fits = last.entity.kind in BODIES and not last.entity.plural and not last.quoted
        return last.entity if fits else None

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
