"""Entities: who is who among the names of one article — surnames to full names, spellings of one name to one person."""

from dataclasses import dataclass, field
from functools import lru_cache

from digests.document import Document
from digests.found import Found
from digests.givennames import given_gender
from digests.neighbours import PLACE_NOUNS, qualifies
from digests.offices import ADDRESS
from digests.personal import FAMILY_FIRST
from digests.spelling import official_style, plain_case
from digests.wordmarks import PARTICLES

#: Kinds of office whose holder a bare surname means before it means a relative.
_RULING = frozenset(("head", "minister", "monarch"))
#: What a relative of who holds an office is called.
_KIN = frozenset("first lady|wife|husband|widow|son|daughter|brother|sister|father|mother".split("|"))


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


def name_key(words: list[str]) -> tuple[str, ...]:
    """Return the parts two spellings of one name are compared by: hyphens split, final marks off."""
    if len(words) == 1 and words[0].isalpha():
        return (words[0],)
    joined = "".join(words)
    if "-" not in joined and "." not in joined:
        return tuple(words)
    return tuple(part for word in words for part in word.replace("-", " ").rstrip(".").split())


@lru_cache(maxsize=4096)
def bare(key: tuple[str, ...]) -> tuple[str, ...]:
    """Return a key without particles ("al Assad" and "Assad" compare alike)."""
    return tuple(part for part in key if part not in PARTICLES) or key


def same_name(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Tell whether the shorter of two names can stand for the fuller one."""
    short, full = bare(a), bare(b)
    if len(short) > len(full):
        short, full = full, short
    if full[-len(short) :] == short:
        return True
    if len(short) > 1 and short[-1] == full[-1]:
        # "Petra Lund" and "Petra M. Lund", "P. Lund" and "Petra Lund", never "Anna Lund" and "Petra Lund".
        return short[0] == full[0] or (min(len(short[0]), len(full[0])) == 1 and short[0][0] == full[0][0])
    return len(short) > 1 and full[: len(short)] == short


def _rules(found: Found) -> bool:
    return not found.past and not _RULING.isdisjoint(found.kinds)


def _stands_first(key: tuple[str, ...]) -> bool:
    """Tell whether the first part of a name is what the person is called by ("Wang Deming", "Wang")."""
    return key[0] in FAMILY_FIRST and len(key) <= 3


class Persons:
    """Groups the persons of one document; decides which candidates are persons."""

    def __init__(self, document: Document, folded: list[str]) -> None:
        self.document, self.folded = document, folded
        self.entities: list[Entity] = []
        #: Each part of a name -> the persons who have it.
        self._by_part: dict[str, list[Entity]] = {}

    def group(self, found: list[Found]) -> dict[int, Entity]:
        """Return the entity of each person by the id of its `Found`; candidates that are nobody are left out."""
        named = [f for f in found if f.name and f.kind in ("person", "candidate")]
        keys = {id(f): self._key(f) for f in named}
        sure = [f for f in named if f.kind == "person" or f.sure]
        sure.sort(key=lambda f: (-len(bare(keys[id(f)])), f.first))
        owner: dict[int, Entity] = {}
        for f in sure:
            entity = self._matching(keys[id(f)], f)
            if entity is None:
                entity = self._new(keys[id(f)])
            owner[id(f)] = entity
            entity.mentions.append(f)
        singles = {key for key in keys.values() if len(key) == 1}
        for f in named:
            if id(f) in owner:
                continue
            key = keys[id(f)]
            if len(key) == 1 and key[0] not in self._by_part:
                continue
            entity = self._matching(key, f)
            if (
                entity is None
                and 1 < len(key) <= 4
                and (key[-1:] in singles or (_stands_first(key) and key[:1] in singles))
            ):
                entity = self._new(key)
            if entity is not None:
                owner[id(f)] = entity
                entity.mentions.append(f)
        for entity in self.entities:
            entity.mentions.sort(key=lambda f: f.first)
        things = {e.index for e in self.entities if self._thing(e)}
        for entity in self.entities:
            if entity.index not in things:
                self._describe(entity, keys)
        return {f: e for f, e in owner.items() if e.index not in things}

    def _thing(self, entity: Entity) -> bool:
        """Tell whether what only looks like a name is none: "the Halyard talks", "Maoist leaders"."""
        if any(f.kind == "person" or f.nouns for f in entity.mentions):
            return False
        words = self.document.words
        if any(
            f.first > 1
            and words[f.first - 1] == "of"
            and words[f.first - 2].lower() in PLACE_NOUNS
            and f.last == f.first + 1
            for f in entity.mentions
        ):
            return True  # "the resort of Halyard"
        if any(f.last < len(words) and qualifies(words[f.last], adjective=True) for f in entity.mentions):
            return True  # "a Halyard Union statement"
        if any(f.name is None or f.name[1] > f.name[0] + 1 for f in entity.mentions):
            return False
        if "-" in words[entity.mentions[0].first]:
            halves = words[entity.mentions[0].first].split("-")
            if any(half in words for half in halves):
                return True  # "the Lund-Finch talks"
        return any(f.first > 0 and words[f.first - 1].lower() in ("the", "a", "an") for f in entity.mentions)

    def _new(self, key: tuple[str, ...]) -> Entity:
        entity = Entity(len(self.entities), "person", key=key)
        self.entities.append(entity)
        for part in set(key):
            self._by_part.setdefault(part, []).append(entity)
        return entity

    def _key(self, found: Found) -> tuple[str, ...]:
        assert found.name is not None
        first, last = found.name
        word = self.folded[first]
        return (word,) if last == first + 1 and word.isalpha() else name_key(self.folded[first:last])

    def _matching(self, key: tuple[str, ...], found: Found) -> Entity | None:
        """Return the person a name belongs to; of several the one title, gender or nearness speaks for."""
        if not key:
            return None
        sharing = self._by_part.get(key[0], [])
        if len(key) > 1:
            # Two names of one person end alike, or begin with the same two parts: no other can fit.
            by_index = {
                e.index: e for part in bare(key)[-1:] + bare(key)[1:2] for e in self._by_part.get(part, ())
            }
            sharing = [e for _, e in sorted(by_index.items())]
        fits = [e for e in sharing if same_name(key, e.key)]
        if not fits and len(key) == 1:
            fits = [
                e
                for e in sharing
                if e.key[0] == key[0]
                and (
                    _stands_first(e.key)
                    or ("monarch" in found.kinds and any("monarch" in m.kinds for m in e.mentions))
                    or given_gender(key[0].capitalize()) is None
                    or (len(sharing) == 1 and self._goes_by(found))
                )
            ]
        # "Ruiz" is Ana Ruiz Vidal, "Maria" only with a title Ana Maria Lund.
        inner = len(key) == 1 and (found.kind == "person" or given_gender(key[0].capitalize()) is None)
        if not fits and inner and len(key[0]) > 3:
            fits = [e for e in sharing if key[0] in e.key[1:]]
        if _rules(found):
            # "President Lund" is not "First Lady Petra Lund", whom alone the text names in full.
            fits = [e for e in fits if not any(m.nouns and _KIN.issuperset(m.nouns) for m in e.mentions)]
        if len(fits) <= 1:
            return fits[0] if fits else None
        if found.gender:
            same = [e for e in fits if _gender(e) == found.gender]
            fits = same or [e for e in fits if not _gender(e)] or fits
        exact = [e for e in fits if e.key == key]
        if exact:
            return exact[0]
        if found.nouns and len(fits) > 1:
            fits = [e for e in fits if any(set(m.nouns) & set(found.nouns) for m in e.mentions)] or fits
        earlier = [e for e in fits if any(m.first < found.first for m in e.mentions)]
        if len(key) == 1 and not found.nouns and not found.gender:
            # "First Lady Petra Lund" beside "President Aldous Lund": a bare "Lund" is who holds the office.
            ruling = [e for e in earlier if any(_rules(m) for m in e.mentions)]
            if len(ruling) == 1:
                return ruling[0]
        if earlier:
            return max(earlier, key=lambda e: max(m.first for m in e.mentions if m.first < found.first))
        return fits[0]

    def _goes_by(self, found: Found) -> bool:
        """Tell whether a bare given name is what a person goes by: "Mr Touhid said", not "they ask me: “Ted, why?”"."""
        quoted = self.document.quotation_at(self.document.starts[found.first]) is not None
        return not quoted and all(kind == "honorific" for kind in found.kinds)

    def _describe(self, entity: Entity, keys: dict[int, tuple[str, ...]]) -> None:
        """Put together what the mentions of a person tell."""
        texts = [self._text(f) for f in entity.mentions]
        n = 0
        if len(texts) > 1:
            told = [
                (self._full(f), len(bare(keys[id(f)])), texts.count(text), not self._aside(f))
                for f, text in zip(entity.mentions, texts, strict=True)
            ]
            n = told.index(max(told))
        best, entity.name = entity.mentions[n], texts[n]
        entity.key = keys[id(best)]
        offices = [f for f in entity.mentions if f.role and not all(k in ADDRESS for k in f.kinds)]
        ranks = [f for f in entity.mentions if f.role]
        office = next((f for f in offices if not f.past and (f.country or f.org)), None) or next(
            (f for f in offices if not f.past), next(iter(offices), next(iter(ranks), None))
        )
        if office is not None:
            entity.role, entity.past = office.role, office.past
            entity.nouns = office.nouns if office in offices else ()
            entity.country, entity.org = office.country, office.org
        for f in entity.mentions:
            if entity.country is None and (entity.org is None or f.role is None):
                entity.country = f.country
            if entity.org is None and entity.country is None:
                entity.org = f.org
        if entity.country is None and entity.org is None:
            entity.country = next((f.default for f in entity.mentions if f.default), None)
        entity.gender = _gender(entity)

    def _full(self, found: Found) -> bool:
        """Tell whether a name begins as one does: after a title, or with a given name; a headline's verb does not."""
        if found.name is None or found.name[1] - found.name[0] < 2:
            return False
        word = self.document.words[found.name[0]]
        return (
            bool(found.nouns) or given_gender(word) is not None or self.folded[found.name[0]] in FAMILY_FIRST
        )

    def _aside(self, found: Found) -> bool:
        sentence = self.document.sentence_at(self.document.starts[found.first])
        return self.document.paragraphs[sentence.paragraph].kind != "body"

    def _text(self, found: Found) -> str:
        assert found.name is not None
        words = self.document.words[found.name[0] : found.name[1]]
        if official_style(words):
            words = [words[0].capitalize(), *words[1:]]
        if any(w.isupper() and len(w) > 3 for w in words):
            return " ".join(plain_case(w) for w in words)
        if len(words) == 1 or words[0] != self.document.words[found.name[0]]:
            return " ".join(words)
        text = self.document.text[self.document.starts[found.name[0]] : self.document.ends[found.name[1] - 1]]
        return " ".join(text.split())


def _gender(entity: Entity) -> str | None:
    if entity.gender:
        return entity.gender
    for mention in entity.mentions:
        if mention.gender:
            return mention.gender
    if len(entity.key) > 1 and entity.mentions:
        name = entity.key[0] if entity.name is None else entity.name.split()[0]
        return given_gender(name) or given_gender(name.capitalize()) or None
    return None
