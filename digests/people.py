"""People: one walk over a document that finds persons, offices, states, bodies and places where they stand.

Names that nothing but their capitals speak for stay candidates; `referents` decides on them with the whole article
in view.
"""

from itertools import compress

from digests.document import Document, Sentence
from digests.found import SPEECH, Found
from digests.givennames import given_gender
from digests.namedthings import NamedThings
from digests.neighbours import qualifies
from digests.officenouns import POSSESSIVE
from digests.officephrases import OfficeReader
from digests.offices import ADDRESS, Phrase
from digests.personal import FAMILY_FIRST, NameReader
from digests.runs import DIRECTIONS, RunReader, idle_words, opening_words, silent_words, single_words
from digests.titled import TELLING, TitleReader
from digests.wordmarks import (
    CAPITAL,
    LIVE,
    NOUN,
    PARTICLES,
    START,
    STARTS,
    select,
)

#: Words with which no office begins behind a name.
_NO_OFFICE = STARTS | PARTICLES
#: So many tokens before an office noun its phrase may begin.
_BEFORE_NOUN = 9
_BEFORE_DESCRIPTION = frozenset(("", *"the a an his her their its former , and by with".split()))


class PeopleReader:
    """Walks one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words, self.lower = document.words, document.lower
        self.names = NameReader(document)
        self.caps, self.hits = self.names.caps, self.names.hits
        marks = self.names.marks
        self.offices = OfficeReader(self.words, self.lower, self.hits, self.caps, marks, self.names.end)
        #: 1 where an office phrase may begin by its word.
        self._live = select(marks, LIVE | NOUN)
        self.titled = TitleReader(document, self.names, self.offices)
        self.things = NamedThings(document, self.names, self.offices)
        self.runs = RunReader(document, self.names, self.offices)

    def walk(self) -> list[Found]:
        """Return everything found, in order, without overlaps."""
        out: list[Found] = []
        hits, words = self.hits, self.words
        alone, silent, opening, idle = single_words(), silent_words(), opening_words(), idle_words()
        begins = self._begins()
        for sentence in self.document.sentences:
            kind = self.document.paragraphs[sentence.paragraph].kind
            if kind == "other":
                continue
            if kind != "caption" and self.names.shouted(sentence, kind == "headline"):
                out.extend(self._headline(sentence))
                continue
            self.things.begin(sentence.first)
            i, last = sentence.first, sentence.last
            for start in compress(range(i, last), begins[i:last]):
                if start < i:
                    continue
                if start not in hits and start + 1 < last:
                    word, following = words[start], words[start + 1]
                    if alone[word] and silent[following]:
                        out.append(self.runs.single(start))
                        continue
                    if opening[word] and idle[following] and start + 1 not in hits:
                        continue
                found = self._at(start, sentence)
                if found:
                    if found[0].kind == "office":
                        if self.titled.named_before(out, found):
                            i = found[-1].last
                            continue
                        self._predicate(found, sentence)
                    elif found[0].kind in ("person", "candidate"):
                        self._described(out, found[0], sentence)
                    out.extend(found)
                    i = max(found[-1].last, start + 1)
        return out

    def _begins(self) -> bytearray:
        """Return 1 for each token where anything may begin: an article or number only shortly before an office noun."""
        marks = self.names.marks
        # Flags as one long number, a byte a token: all tokens at once.
        anything = int.from_bytes(select(marks, CAPITAL | LIVE | NOUN))
        starts = int.from_bytes(select(marks, START))
        noun = int.from_bytes(self.offices.nouns)
        near = 0
        for _ in range(_BEFORE_NOUN):
            noun <<= 8
            near |= noun
        begins = bytearray((anything & ~starts | starts & near).to_bytes(len(marks)))
        for i in self.hits:
            begins[i] = 1
        return begins

    def _small_start(self, i: int, last: int) -> bool:
        """Tell whether a name begins here with a particle in lower case ("al-Masri", "van den Berg")."""
        word = self.lower[i]
        return (word in PARTICLES or "-" in word) and self.names.end(i, last) > i

    def _at(self, i: int, sentence: Sentence) -> list[Found]:
        """Return what begins at token `i`; several for a list."""
        capital = self.caps[i]
        phrase = None
        if self._live[i] or i in self.hits:
            phrase = self.offices.read(i, sentence.last)
        if phrase is None and capital and i not in self.hits:
            phrase = self._owned(i, sentence) or self._directed(i, sentence.last)
        if phrase is not None and self.titled.plausible(phrase, sentence.last):
            found = self.titled.read(phrase, sentence)
            if found:
                return found
        elif phrase is not None and (again := self.titled.again(phrase)):
            return [again]
        if i in self.hits:
            return self.things.read(i, sentence)
        if capital or self._small_start(i, sentence.last):
            end = self.names.end(i, sentence.last)
            return self.runs.read(i, end, sentence) if end > i else self.runs.thing(i, sentence.last)
        return []

    def _described(self, out: list[Found], f: Found, sentence: Sentence) -> None:
        """Read "the Halyard columnist Petra Lund": what no table knows, but its place tells."""
        if f.role or f.name is None:
            return
        j = f.first - 1
        while (
            j >= sentence.first and f.first - j < 4 and self.words[j].islower() and qualifies(self.words[j])
        ):
            j -= 1
        begin = j + 1
        if begin == f.first or not self.names.likely(*f.name):
            return
        before = self.lower[j] if j >= sentence.first else ""
        owner = out[-1] if out and out[-1].last in (begin, j) else None
        if owner is not None and owner.last == j and before not in POSSESSIVE:
            owner = None
        if owner is None and before not in _BEFORE_DESCRIPTION and before not in SPEECH:
            return
        if owner is not None:
            out.pop()
            begin = owner.first
            hit = self.hits.get(owner.first)
            f.country = f.country or owner.country or (hit[1].country if hit else None)
            if owner.name and owner.kind in ("person", "candidate"):
                f.nested += (owner,)
        document = self.document
        f.role = " ".join(document.text[document.starts[begin] : document.ends[f.first - 1]].split())
        f.words, f.kinds = frozenset(self.lower[begin : f.first]), ("other",)
        f.first = begin

    def _owned(self, i: int, sentence: Sentence) -> Phrase | None:
        """Read an office behind words no table knows ("Halyard chief executive Petra Lund", "Finch administration")."""
        last = sentence.last
        if self.offices.nouns.find(1, i, last) < 0:
            return None
        if i == sentence.first and self.lower[i].endswith(("ed", "ing", "ly")):
            return None
        k = i - 1
        while k > sentence.first and (self.caps[k] or self.lower[k] in PARTICLES):
            k -= 1
        if k >= sentence.first and self.lower[k] in ("in", "at", "near", "from"):
            return None  # "On Monday in Foz do Iguaçu President Lund spoke"
        j = i
        while (
            j < last
            and j - i < 4
            and self.caps[j]
            and j not in self.hits
            and self.lower[j] not in self.offices.titles.nouns
        ):
            j += 1
        if j == i or j >= last or (j - i == 2 and given_gender(self.words[i]) is not None):
            return None
        if not self.names.marks[j] & LIVE or self.lower[j] in _NO_OFFICE:
            return None
        phrase = self.offices.read(j, last)
        if phrase is None or phrase.first != phrase.words_from or phrase.owners:
            return None
        acronym = self.words[i].isupper() and len(self.words[i]) > 1
        if j == i + 1 == sentence.first + 1 and not acronym and self.words.count(self.words[i]) == 1:
            return None  # "Angry activists"
        capital = self.words[j][0].isupper() and not phrase.office.institution
        if phrase.office.kind in ADDRESS or (capital and j - i < 2 and not acronym):
            return None
        phrase.first = phrase.words_from = i
        phrase.unknown = (i, j)
        return phrase

    def _directed(self, i: int, last: int) -> Phrase | None:
        """Read "East Java governor": a direction before the place that owns the office."""
        if self.words[i] not in DIRECTIONS or i + 1 not in self.hits:
            return None
        phrase = self.offices.read(i + 1, last)
        if phrase is None or not phrase.owners or phrase.owners[0][0] != i + 1:
            return None
        phrase.first = phrase.words_from = i
        return phrase

    # ---- what a verb tells of a person ---------------------------------------------------------------------------

    def _predicate(self, found: list[Found], sentence: Sentence) -> None:
        """Mark "Lund was foreign minister" and "as foreign minister": they tell of Lund and are no second actor."""
        first = found[0]
        if len(found) != 1 or first.plural or first.first == sentence.first:
            return
        before = self.lower[first.first - 1]
        if before not in TELLING:
            return
        if first.definite and before in ("appointed", "named", "elected", "nominated"):
            return
        first.silent = True

    # ---- headlines -----------------------------------------------------------------------------------------------

    def _headline(self, sentence: Sentence) -> list[Found]:
        """Read a headline: names the lexicon knows, titles, and single words the article may know as last names."""
        out: list[Found] = []
        self.things.begin(sentence.first)
        i, last = sentence.first, sentence.last
        while i < last:
            found: list[Found] = []
            phrase = self.offices.read(i, last)
            if (
                phrase is not None
                and self.titled.plausible(phrase, last)
                and (phrase.owners or phrase.orgs or phrase.countries)
            ):
                found = self.titled.read(phrase, sentence, reach=2)
            if not found and i in self.hits:
                found = self.things.read(i, sentence)
            if not found and self.caps[i]:
                end = i + 1
                if (
                    given_gender(self.words[i]) is not None
                    and end < last
                    and self.caps[end]
                    and end not in self.hits
                ) or (self.names.folded[i] in FAMILY_FIRST and end < last and self.caps[end]):
                    end += 1
                found = [Found(kind="candidate", first=i, last=end, head=end - 1, name=(i, end))]
            if found:
                out.extend(found)
                i = max(found[-1].last, i + 1)
            else:
                i += 1
        return out
