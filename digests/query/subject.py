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
from digests.query.stream import Range, Stream, short
from digests.records import Facts, Meeting, Participant, Statement
from digests.tokens import tokenize
from scrapers.article import Article, SourceClass, Span

Kind = Literal["article", "statement", "meeting"]
_SENTENCE_END = re.compile(
    r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\b[A-Z])[.!?][\"”’')]*\s+(?=[\"“‘(]?[A-Z0-9])|\n\n"
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
    def streams(self) -> list[tuple[Stream, Range]]:
        """The words of the item, each stream with the part that belongs to it."""
        if self.record is None:
            return [(s, (0, len(s.words))) for s in (self.subject.title, self.subject.text)]
        text = self.subject.text
        parts = [(text, self.subject.range_of(span)) for span in self.spans]
        return parts + [(stream, (0, len(stream.words))) for stream in map(short, self.strings())]

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

    @cached_property
    def title(self) -> Stream:
        """The words of the headline."""
        return Stream(self.article.title)

    @cached_property
    def text(self) -> Stream:
        """The words of the text."""
        return Stream(self.article.text)

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

    def range_of(self, span: Span) -> Range:
        """Return the words of the text that lie in a span."""
        return bisect_left(self._starts, span[0]), bisect_left(self._starts, span[1])

    @cached_property
    def _starts(self) -> list[int]:
        return [a for a, _ in self.text.words.spans]

    @cached_property
    def _ends(self) -> list[tuple[int, int]]:
        """Where sentences end, and where the next begin."""
        return [
            (m.start() + len(m.group().rstrip()), m.end()) for m in _SENTENCE_END.finditer(self.article.text)
        ]

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences of the text; one for an empty text."""
        begins = [0, *(begin for _, begin in self._ends)]
        ends = [*(end for end, _ in self._ends), len(self.article.text)]
        return [(a, b) for a, b in zip(begins, ends, strict=True) if a < b] or [(0, 0)]

    def sentence(self, span: Span) -> Span:
        """Return the span widened to whole sentences."""
        before = bisect_right(self._ends, span[0], key=lambda end: end[1])
        after = bisect_left(self._ends, span[1], key=lambda end: end[0])
        begin = self._ends[before - 1][1] if before else 0
        end = self._ends[after][0] if after < len(self._ends) else len(self.article.text.rstrip())
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
