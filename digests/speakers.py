"""Speakers: who a source mention is. A surname becomes the full name, a pronoun or an office the person it stands for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from digests.attributions.grammar import PARTITIVES, Grammar
from digests.attributions.sources import Range, Source
from digests.complements import spoken_for
from digests.delayed import named_late
from digests.document import Document
from digests.mentions import Mention, read_mentions
from digests.offices import STYLES
from digests.signatures import issuer
from scrapers.article import Span

#: Which kind of mention speaks, when a phrase holds several.
_RANK = {"person": 0, "office": 1, "group": 2, "state": 3, "organisation": 3, "place": 4}
#: "They" is whoever was named last or all of them; we do not guess.
_PLURAL = frozenset(("they", "them"))
#: What speaks for whom its owner speaks for: "his office", not "his brother".
_SERVING = frozenset(
    "office team delegation government ministry embassy mission campaign aides cabinet".split()
)
#: An office that is over gives way to the one of today: "the mission's head, former minister Lund".
_PAST = re.compile(r"(?:former|ex-|retired|onetime)", re.IGNORECASE)
_FIRST_PERSON = frozenset(("i", "we", "you"))


@dataclass(frozen=True, slots=True)
class Speaker:
    """What is known of a source."""

    name: str | None = None
    role: str | None = None
    country: str | None = None
    org: str | None = None
    #: The mention as written, for sources that are never named.
    words: str | None = None
    #: False for an "I" or "we" outside quotation marks in a text nobody signs: the outlet speaks.
    speaks: bool = True

    @property
    def shown(self) -> str | None:
        """The name, else the mention as written."""
        return self.name or self.words


def _named_after(office: Mention, person: Mention) -> Mention:
    """Give a person the office that stands before her name: "A member of the bloc in parliament, Petra Lund"."""
    if office.kind == "office" and not office.plural and _PAST.match(person.role or ""):
        return replace(person, role=office.role, country=office.country, org=office.org)
    if office.kind != "office" or office.plural or person.role:
        return person
    return replace(
        person, role=office.role, country=person.country or office.country, org=person.org or office.org
    )


class Speakers:
    """Resolves the source mentions of one document."""

    def __init__(self, document: Document, grammar: Grammar) -> None:
        self.document = document
        self.grammar = grammar
        self.mentions = read_mentions(document)
        self._late = named_late(document)
        for mention in self.mentions.all:
            if mention.kind != "place" or mention.last - mention.first > 1:
                self._block(mention.first, mention.last)
            if mention.kind in ("state", "organisation", "place"):
                grammar.standalone.add(mention.first)
        self._known: dict[Range, Speaker] = {}

    def _block(self, first: int, last: int) -> None:
        """Note a mention as one block for phrases; its apposition is a block of its own."""
        atoms, begin = self.grammar.atoms, first
        if "," in self.document.words[first:last]:
            for token in range(first, last):
                if self.document.words[token] == ",":
                    atoms.update(dict.fromkeys(range(begin, token), (begin, token)))
                    begin = token + 1
        atoms.update(dict.fromkeys(range(begin, last), (begin, last)))

    def resolve(self, source: Source, said: Sequence[Span] = ()) -> Speaker:
        """Return what is known of a source.

        `said` are the words it says: "he" is nobody they name ("he called the president a liar", "Lund knew, he said").
        """
        other = self._not_named(source, said)
        if other is not None:
            return other
        known = self._known.get(source.referent)
        if known is None:
            known = self._known[source.referent] = self._resolve(source)
        return known

    def _not_named(self, source: Source, said: Sequence[Span]) -> Speaker | None:
        """Return whom a pronoun stands for when the first choice is named in what it says; None when he is not."""
        first, last = source.referent
        if last - first > 1 or self.grammar.lower[first] not in ("he", "she"):
            return None
        who = self.mentions.resolve(first, last)
        barred: set[int] = set()
        while who is not None:
            if not any(m.entity == who.entity for span in said for m in self._named_in(span)):
                break
            barred.add(who.entity)
            who = self.mentions.resolve_but(first, barred)
        if not barred:
            return None
        words = self._words(source.mention)
        return self._speaker([who], words) if who else Speaker(words=words)

    def _named_in(self, span: Span) -> list[Mention]:
        tokens = self.document.tokens_in(span)
        return [m for m in self.mentions.within(tokens.start, tokens.stop) if m.kind in ("person", "office")]

    def _resolve(self, source: Source) -> Speaker:
        words = self._words(source.mention)
        first, last = source.referent
        if last - first == 1 and self.grammar.tags[first] in "po":
            if self.grammar.lower[first] in _FIRST_PERSON:
                return (
                    self._speaker([self._issuer], words)
                    if self._issuer
                    else Speaker(words=words, speaks=False)
                )
            if self.grammar.lower[first] in _PLURAL:
                return Speaker(words=words)
            who = self.mentions.resolve(first, last)
            return self._speaker([who], words) if who else Speaker(words=words)
        if last - first == 1 and self.grammar.lower[first] in ("his", "her"):
            who = self.mentions.resolve(first, last)
            return self._speaker([who], words) if who else Speaker(words=words)
        part = last - first > 2 and self.grammar.lower[first] in PARTITIVES
        if part and self.grammar.lower[first + 1] == "of":
            return self._part(first + 2, last, words)
        if last - first == 2 and self.grammar.lower[first] in ("his", "her"):
            return self._servant(first, last, words)
        known = self._speaker(self._heads(first, last), words)
        if not known.country:
            country, org = spoken_for(self.grammar, self.mentions, first, last)
            known = replace(known, country=country, org=known.org or org)
        return known if known.shown != words or known.role else replace(known, role=self._source(first, last))

    def _source(self, first: int, last: int) -> str | None:
        """Return "A source close to Lund" as the source it is, "the monitors" and "human rights groups" as such."""
        tags, lower = self.grammar.tags, self.grammar.lower
        begin = first + (tags[first] == "d")
        group = begin < last <= begin + 3 and lower[last - 1].endswith("s") and tags[last - 1] == "n"
        if group and all(tags[k] in "nN" and k not in self.grammar.atoms for k in range(begin, last)):
            return self._words((begin, last))
        found = (
            k for k in range(first, min(first + 3, last)) if self.grammar.lower[k] in ("source", "sources")
        )
        return next((self.document.words[k] for k in found), None)

    def _servant(self, first: int, last: int, words: str) -> Speaker:
        """Return "his office" with whose it is; what the noun itself tells comes first."""
        known = self._speaker(self._heads(first, last), words)
        owner = self.mentions.resolve(first, first + 1)
        if known.name or known.role or owner is None or not owner.name:
            return known
        noun = self.document.lower[last - 1]
        if noun in STYLES:
            return self._speaker([owner], words)
        known = replace(known, role=f"{owner.name}'s {noun}")
        if noun not in _SERVING:
            return known
        return replace(known, country=known.country or owner.country, org=known.org or owner.org)

    def _part(self, first: int, last: int, words: str) -> Speaker:
        """Return "one of the diplomats", "two of them": nobody by name, with what is known of the whole."""
        comma = next((k for k in range(first, last) if self.grammar.tags[k] == ","), last)
        named = [m for m in self._heads(comma + 1, last) if m.kind == "person"] if comma < last else []
        if named:
            return self._speaker(named, words)  # "one of the exiles, Petra Lund, said"
        if last - first == 1 and self.grammar.tags[first] == "o":
            whole = self.mentions.resolve_all(first, last)
        else:
            whole = self._heads(first, last)
        known = self._speaker(whole, words) if len(whole) == 1 else Speaker(words=words)
        return replace(known, name=None)

    def _speaker(self, found: list[Mention], words: str) -> Speaker:
        if not found:
            return Speaker(words=words)
        found = [self._late.get(m.entity, m) if m.kind == "person" else m for m in found]
        names = list(dict.fromkeys(m.name for m in found if m.name and not self._several(m)))
        countries = {m.country for m in found}
        orgs = {m.org for m in found}
        alone = len({m.entity for m in found}) == 1
        return Speaker(
            name=" and ".join(names) or None,
            role=(self._plainly(found[0]) or found[0].role) if alone else None,
            country=countries.pop() if len(countries) == 1 else None,
            org=orgs.pop() if len(orgs) == 1 and not any(self._several(m) for m in found) else None,
            words=words,
        )

    def _several(self, mention: Mention) -> bool:
        """Tell whether a mention is of bodies that have no name: "both governments", "three ministries"."""
        return mention.kind == "organisation" and mention.plural and (mention.name or "").islower()

    def _plainly(self, mention: Mention) -> str | None:
        return mention.name if self._several(mention) else None

    def _heads(self, first: int, last: int) -> list[Mention]:
        """Return the mentions at the head of a phrase: of its conjuncts, of the name behind a role, never of a complement.

        "A spokesman for Lund" is not Lund; "the envoy, Petra Lund" and "Secretary of State Lund" are.
        """
        tags, lower = self.grammar.tags, self.grammar.lower
        found: list[Mention] = []
        best: Mention | None = None
        apposed = False
        k = first
        while k < last and tags[k] not in "w(":
            pronoun = tags[k] == "p" and lower[k] in ("he", "she")
            mention = self.mentions.resolve(k, k + 1) if pronoun else self._surname(self.mentions.at(k))
            if mention is None:
                if tags[k] == "i" and k > first:
                    k = self._complement_end(k, last)
                    continue
                apposed = apposed or tags[k] == ","
                if lower[k] == "and" and best is not None:
                    found.append(best)
                    best, apposed = None, False
                k += 1
                continue
            end = k + 1 if pronoun else max(mention.last, k + 1)
            if not pronoun and end < last and tags[end] == "s":
                k = end + 1  # "Lund's office": the owner does not speak
                continue
            qualifies = mention.kind == "person" and k > first and tags[first] == "d" and not pronoun
            if qualifies and end < last and tags[end] == "n":
                k = end  # "a Lund confidant" is not Lund
                continue
            if not self._are_people(mention) and self._heads_before(mention, best, apposed):
                cut = best is None or tags[best.last] in "nN"  # "a member of the Sunni (bloc)"
                best = _named_after(best, mention) if apposed and best and not cut else mention
            k = end
        if best is not None:
            found.append(best)
        return [m for m in found if m.kind == "person"] or found

    def _surname(self, mention: Mention | None) -> Mention | None:
        """Return the person a bare name stands for, where it is also that of a state ("Jordan"); a city's is told by then."""
        if mention is None or mention.kind != "state" or mention.last - mention.first > 1:
            return mention
        joined = self.mentions.at(mention.last + 1) if self.grammar.lower[mention.last] == "and" else None
        if joined is not None and joined.kind in ("state", "place"):
            return mention  # "London and Paris"
        word = self.document.words[mention.first]
        before = [m for m in self.mentions.all if m.kind == "person" and m.first < mention.first and m.name]
        return next(
            (m for m in before if (m.name or "").split()[-1] == word and " " in (m.name or "")), mention
        )

    def _complement_end(self, k: int, last: int) -> int:
        """Return where "of the ministry", "for Petra Lund" ends: at the next comma, dash or parenthesis."""
        while k < last and self.grammar.tags[k] not in ",-(":
            k += 1
        return k

    def _heads_before(self, mention: Mention, best: Mention | None, apposed: bool) -> bool:
        """Tell whether a mention is more the head of its phrase than `best`; behind a comma only a name is."""
        if best is None:
            return True
        return mention.kind == "person" != best.kind if apposed else _RANK[mention.kind] < _RANK[best.kind]

    def _are_people(self, mention: Mention) -> bool:
        """Tell whether a state is named by its people: "Ethnic Albanians" are no voice of Albania."""
        word = self.document.words[mention.last - 1]
        named = word.lower() in (mention.name or "").lower().split()
        return mention.kind == "state" and word.endswith("s") and not word.isupper() and not named

    @cached_property
    def _issuer(self) -> Mention | None:
        return issuer(self.document)

    def _words(self, tokens: Range) -> str:
        return self.document.text[self.document.starts[tokens[0]] : self.document.ends[tokens[1] - 1]]
