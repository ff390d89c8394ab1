"""Speakers: who a source mention is. First version: names built from the article itself.

A surname becomes the full name the article gives elsewhere, a pronoun the last person who was a subject or spoke.
"""

import re
from dataclasses import dataclass

from digests.document import Document
from digests.sources import Range

_TITLE = frozenset(
    "mr. mrs. ms. dr. sen. rep. gov. gen. col. president prime minister foreign secretary chancellor senator ambassador king queen "
    "prince princess sheikh shaikh sir lord lady general colonel spokesman spokeswoman spokesperson envoy chief deputy vice "
    "secretary-general director representative governor judge justice pope premier".split()
)
_PARTICLE = frozenset("bin al el ibn abu de da di du del della la le van von der den ter dos al- y e".split())
_NOT_NAME = frozenset(
    "the a an in on at for but and he she it they we i this that these those his her monday tuesday wednesday thursday friday "
    "saturday sunday january february march april may june july august september october november december".split()
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """What is known of a source."""

    name: str | None = None
    role: str | None = None
    country: str | None = None
    org: str | None = None


class Speakers:
    """Resolves the source mentions of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        #: Token -> first token of the capitalised name it belongs to.
        self.atoms: dict[int, int] = {}
        self._full: dict[str, str] = {}
        self._subjects: list[tuple[int, str]] = []
        self._collect()

    def _collect(self) -> None:
        words, lower = self.document.words, self.document.lower
        for sentence in self.document.sentences:
            i = sentence.first
            while i < sentence.last:
                if not self._capital(i):
                    i += 1
                    continue
                j = i + 1
                while j < sentence.last and (
                    self._capital(j)
                    or (lower[j] in _PARTICLE and j + 1 < sentence.last and self._capital(j + 1))
                ):
                    j += 1
                begin = i
                while begin < j and lower[begin] in _NOT_NAME:
                    begin += 1
                for k in range(begin, j):
                    self.atoms[k] = begin
                name = begin
                while name < j and (
                    lower[name] in _TITLE or lower[name].endswith(("ian", "ish", "ese", "can"))
                ):
                    name += 1
                full = words[name:j]
                if 2 <= len(full) <= 5:
                    self._full.setdefault(lower[j - 1], " ".join(full))
                i = j

    def _capital(self, i: int) -> bool:
        word = self.document.words[i]
        return word[0].isupper() and word[0].isalpha()

    def resolve(self, source: Range | None, sentence: int) -> Speaker:
        """Return what is known of the source that stands at tokens `source`."""
        if source is None:
            return Speaker()
        words, lower = self.document.words, self.document.lower
        tokens = range(*source)
        if len(tokens) == 1 and lower[source[0]] in ("he", "she"):
            earlier = [name for at, name in self._subjects if at < source[0]]
            return Speaker(name=earlier[-1] if earlier else None)
        capital = [i for i in tokens if self._capital(i) and lower[i] not in _NOT_NAME]
        if not capital:
            return Speaker()
        run: list[int] = []
        for i in capital:
            if run and i != run[-1] + 1 and lower[i - 1] not in _PARTICLE:
                if len(run) > 1 and lower[run[-1]] not in _TITLE:
                    break
                run = []
            run.append(i)
        names = [i for i in run if lower[i] not in _TITLE]
        if not names:
            return Speaker()
        name = " ".join(words[i] for i in names)
        name = self._full.get(lower[names[-1]], name)
        self._subjects.append((source[0], name))
        return Speaker(name=re.sub(r"\s+", " ", name))
