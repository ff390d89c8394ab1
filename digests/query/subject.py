"""What a query is put to: an article with its records, each of them one item with its own words and fields."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

from digests.lexicon.tables import cell, rows
from digests.names import fold, names
from digests.query.folding import fold_text
from digests.query.stream import Stream, short
from digests.records import Facts, Meeting, Participant, Statement
from digests.tokens import tokenize
from scrapers.article import Article, SourceClass, Span

Kind = Literal["article", "statement", "meeting"]
# It begins with a choice of characters, which is what is looked for quickly.
_SENTENCE_END = re.compile(
    r"[.!?\n](?:(?<=\n)\n|(?<!\n)(?<!\bMr.)(?<!\bMrs.)(?<!\bMs.)(?<!\bDr.)(?<!\b[A-Z].)[\"”’')]*\s+(?=[\"“‘(]?[A-Z0-9]))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """The source of an article, as far as queries ask for it."""

    id: str
    name: str
    family: str
    klass: SourceClass = "press"


class Item:
    """An article, or one of its statements or meetings."""

    def __init__(
        self, kind: Kind, number: int, subject: "Subject", record: Statement | Meeting | None = None
    ) -> None:
        self.kind = kind
        #: Place among its kind.
        self.number = number
        self.subject = subject
        self.record = record

    @cached_property
    def streams(self) -> list[Stream]:
        """The words of the item: headline and text, or the sentences of a record and its own texts."""
        if self.record is None:
            return [self.subject.title, self.subject.text]
        return [*map(self.subject.passage, self.spans), *map(short, self.strings())]

    @cached_property
    def spans(self) -> list[Span]:
        """The sentences of a record in the article's text."""
        record, sentence = self.record, self.subject.sentence
        if record is None:
            return []
        if isinstance(record, Meeting):
            return [sentence(span) for span in (record.span, *record.mentions)]
        ends = [s for s in (record.span, *record.spans, record.speaker_span, record.cue_span) if s]
        return [sentence((min(a for a, _ in ends), max(b for _, b in ends)))]

    def who(self) -> list[str]:
        """Return what the people of a record are called: by name, else by office or body."""
        if isinstance(self.record, Meeting):
            called = [p.name or p.org or p.role for p in self.record.participants]
        elif isinstance(self.record, Statement):
            called = [self.record.speaker or self.record.org or self.record.role]
        else:
            called = []
        return [c for c in called if c]

    def values(self, name: str) -> list[str]:
        """Return the texts of an open field of a record."""
        record = self.record
        if name == "who":
            return self.who()
        if name == "source":
            outlet = self.subject.outlet
            return [outlet.id, outlet.name, outlet.family]
        if name in ("org", "role"):
            return [value for p in actors(record) if (value := getattr(p, name))]
        found: list[str | None] = []
        if isinstance(record, Meeting):
            found = [record.place] if name == "place" else [record.topic, record.outcome]
        elif isinstance(record, Statement):
            found = [record.topic] if name == "topic" else []
        return [value for value in found if value]

    def strings(self) -> list[str]:
        """Return every text of a record but its passage."""
        return [value for name in ("who", "role", "org", "place", "topic") for value in self.values(name)]

    @cached_property
    def countries(self) -> frozenset[str]:
        """The states the item names."""
        if self.record is None:
            return self.subject.countries
        text = self.subject.article.text
        found = {p.country for p in actors(self.record) if p.country}
        for passage in (*(text[a:b] for a, b in self.spans), *self.strings()):
            found |= named_in(passage)
        # A name that the article as a whole was not read as a state's is none here.
        return frozenset(found) & self.subject.countries


def actors(record: Statement | Meeting | None) -> tuple[Participant | Statement, ...]:
    """Return who takes part in a meeting, or the statement itself for its speaker."""
    if record is None:
        return ()
    return record.participants if isinstance(record, Meeting) else (record,)


class Subject:
    """An article with what was read from it, as queries see it."""

    def __init__(self, article: Article, facts: Facts, outlet: Outlet) -> None:
        self.article, self.facts, self.outlet = article, facts, outlet
        self._said: dict[tuple[str, str], set[str]] = {}
        self._passages: dict[Span, Stream] = {}

    @cached_property
    def title(self) -> Stream:
        """The words of the headline."""
        return Stream(self.article.title)

    @cached_property
    def text(self) -> Stream:
        """The words of the text."""
        return Stream(self.article.text)

    @cached_property
    def own(self) -> set[str]:
        """The texts of all records but their passages."""
        return {text for item in self.items[1:] for text in item.strings()}

    @property
    def language(self) -> str:
        """The language of the article without its region; "" when it is not known."""
        return (self.article.language or "").split("-")[0]

    @cached_property
    def items(self) -> list[Item]:
        """The article first, then its meetings and statements."""
        out = [Item("article", 0, self)]
        out += [Item("meeting", n, self, m) for n, m in enumerate(self.facts.meetings)]
        return out + [Item("statement", n, self, s) for n, s in enumerate(self.facts.statements)]

    @cached_property
    def countries(self) -> frozenset[str]:
        """The states the article names; in a language that is not read, those that stand there by name."""
        found = {*self.facts.countries, *named_in(self.article.title)}
        for item in self.items[1:]:
            found |= {p.country for p in actors(item.record) if p.country}
        if not self.facts.read:
            found |= set(self._abroad())
        return frozenset(found)

    def _abroad(self) -> Iterator[str]:
        for stream in (self.title, self.text):
            folds = stream.words.folds
            for n, word in enumerate(folds):
                for rest, code in _names_abroad().get(word, ()):
                    if tuple(folds[n + 1 : n + 1 + len(rest)]) == rest:
                        yield code

    @cached_property
    def by_code(self) -> dict[tuple[str, str], list[int]]:
        """The numbers of the items that have a kind, a status or an act."""
        out: dict[tuple[str, str], list[int]] = {}
        for number, item in enumerate(self.items):
            out.setdefault(("kind", item.kind), []).append(number)
            for field in ("status", "act"):
                if code := getattr(item.record, field, None):
                    out.setdefault((field, code), []).append(number)
        return out

    def may_say(self, code: tuple[str, str], word: str) -> bool:
        """Tell whether a word stands in an item with a code."""
        known = self._said.get(code)
        if known is None:
            known = self._said[code] = set()
            for number in self.by_code.get(code, ()):
                for stream in self.items[number].streams:
                    known |= stream.alone
                    known |= stream.words.both
        return word in known

    def passage(self, span: Span) -> Stream:
        """Return the words of sentences; records often share them."""
        found = self._passages.get(span)
        if found is None:
            found = self._passages[span] = Stream(self.article.text[span[0] : span[1]])
        return found

    @cached_property
    def _breaks(self) -> tuple[list[int], list[int]]:
        """Where sentences end, and where the next begin."""
        found = [
            (m.start() + len(m.group().rstrip()), m.end()) for m in _SENTENCE_END.finditer(self.article.text)
        ]
        return [end for end, _ in found], [begin for _, begin in found]

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences of the text; one for an empty text."""
        ends, begins = self._breaks
        both = zip([0, *begins], [*ends, len(self.article.text)], strict=True)
        return [(a, b) for a, b in both if a < b] or [(0, 0)]

    def sentence(self, span: Span) -> Span:
        """Return the span widened to whole sentences."""
        ends, begins = self._breaks
        before, after = bisect_right(begins, span[0]), bisect_left(ends, span[1])
        begin = begins[before - 1] if before else 0
        end = ends[after] if after < len(ends) else len(self.article.text.rstrip())
        return begin, max(end, span[1])


def named_in(text: str) -> set[str]:
    """Return the states a text names: by name, people, bodies, parties and cities."""
    words = [word for word, _, _ in tokenize(text)]
    folded = [fold(word) for word in words]
    known = names()
    out: set[str] = set()
    at = 0
    while at < len(words):
        found = known.match(words, folded, at, len(words))
        if found and found[1].country:
            out.add(found[1].country)
        at = found[0] if found else at + 1
    return out


@cache
def _names_abroad() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Return the names of states in all languages, by their first word."""
    out: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for line in rows("states"):
        for form in (line["name"], *cell(line, "abroad")):
            words = tuple(fold_text(form).folds)
            if words and (len(words) > 1 or len(words[0]) > 2 or not words[0].isascii()):
                out.setdefault(words[0], []).append((words[1:], line["code"]))
    return out
