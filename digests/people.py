"""People: one walk over a document that finds persons, offices, states, bodies and places where they stand.

Names that nothing but their capitals speak for stay candidates; `referents` decides on them with the whole article
in view.
"""

from collections import Counter
from functools import cached_property
from itertools import compress
from operator import or_

from digests.apposition import after_name
from digests.document import Document, Sentence
from digests.found import SPEECH, Found
from digests.givennames import given_gender, not_names
from digests.namedthings import NamedThings
from digests.neighbours import CLOSED, VERBS, qualifies
from digests.officenouns import POSSESSIVE
from digests.officephrases import OfficeReader
from digests.offices import ADDRESS, Phrase
from digests.personal import FAMILY_FIRST, NameReader
from digests.titled import TELLING, TitleReader
from digests.wordmarks import LIVE, NOUN, PARTICLES, START, STARTS, select

#: Words with which no office begins behind a name.
_NO_OFFICE = STARTS | PARTICLES
_BEFORE_DESCRIPTION = frozenset(("", *"the a an his her their its former , and by with".split()))
_DIRECTIONS = frozenset("East West North South Central Northern Southern Eastern Western Upper Lower".split())
#: Verbs whose object or inverted subject is a person.
_PERSONAL = frozenset("said says told added met meets telephoned phoned interviewed".split())


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
        self._start = select(marks, START)
        self.titled = TitleReader(document, self.names, self.offices)
        self.things = NamedThings(document, self.names, self.offices)

    def walk(self) -> list[Found]:
        """Return everything found, in order, without overlaps."""
        out: list[Found] = []
        hits, nouns, opens = self.hits, self.offices.nouns, self._start
        #: 1 where anything may begin.
        begins = bytearray(map(or_, self._live, self.caps))
        for i in hits:
            begins[i] = 1
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
                if opens[start] and start not in hits and nouns.find(1, start + 1, start + 10) < 0:
                    continue
                found = self._at(start, sentence)
                if found:
                    if found[0].kind == "office":
                        self._predicate(found, sentence)
                    elif found[0].kind in ("person", "candidate"):
                        self._described(out, found[0], sentence)
                    out.extend(found)
                    i = max(found[-1].last, start + 1)
        return out

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
            return self._run(i, end, sentence) if end > i else self._thing(i, sentence.last)
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
                f.nested.append(owner)
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
        if j == i + 1 == sentence.first + 1 and not acronym and self._counts[self.words[i]] == 1:
            return None  # "Angry activists"
        capital = self.words[j][0].isupper() and not phrase.office.institution
        if phrase.office.kind in ADDRESS or (capital and j - i < 2 and not acronym):
            return None
        phrase.first = phrase.words_from = i
        phrase.unknown = (i, j)
        return phrase

    def _directed(self, i: int, last: int) -> Phrase | None:
        """Read "East Java governor": a direction before the place that owns the office."""
        if self.words[i] not in _DIRECTIONS or i + 1 not in self.hits:
            return None
        phrase = self.offices.read(i + 1, last)
        if phrase is None or not phrase.owners or phrase.owners[0][0] != i + 1:
            return None
        phrase.first = phrase.words_from = i
        return phrase

    # ---- runs of capitals ----------------------------------------------------------------------------------------

    def _run(self, i: int, end: int, sentence: Sentence) -> list[Found]:
        """Read a run of capitalised words that nothing introduces."""
        last, first = sentence.last, sentence.first
        if (
            i == first
            and end > i + 1
            and self.lower[i].endswith(("ing", "ed"))
            and given_gender(self.words[i]) is None
        ):
            return self._run(i + 1, end, sentence)  # "Hosting Lund, the minister ..."
        if end < last and self.caps[end] and self.words[end] in not_names():
            return self._thing(i, last)
        count = self.names.count(i, end)
        found = Found(kind="candidate", first=i, last=end, head=self.names.head(i, end), name=(i, end))
        likely = count > 1 and self.names.likely(i, end)
        if likely:
            found.kind, found.sure = "person", given_gender(self.words[i]) is not None
        elif count > 2 and given_gender(self.words[i + 1]) is not None:
            found.kind, found.sure = "person", True  # "Pastor Adam Finch"
        after_name(found, self.names, self.offices, last)
        after = self.lower[found.last] if found.last < last else ""
        before = self.lower[i - 1] if i > first else ""
        if found.kind == "candidate":
            spoken = after in SPEECH or before in _PERSONAL
            if count == 1:
                acts = after in SPEECH or (self._verb(after) and self._often(i))
                found.sure = found.sure or (acts and self._no_common_word(i, first))
            else:
                found.sure = found.sure or spoken
        found.possessive = found.last < last and self.lower[found.last] in POSSESSIVE
        return [found]

    def _verb(self, word: str) -> bool:
        return word in VERBS or (word.isalpha() and word.endswith(("s", "ed")) and word not in CLOSED)

    def _often(self, i: int) -> bool:
        """Tell whether a word is a running subject of the article: capitalised three times or more, never small."""
        word = self.words[i]
        title = i > 0 and self.words[i - 1][0].isupper()
        return not title and self._counts[word] >= 3 and word.lower() not in self._counts

    def _no_common_word(self, i: int, first: int) -> bool:
        """Tell a name from an ordinary word that only opens its sentence."""
        word = self.lower[i]
        if i != first:
            return True
        if word.endswith(("s", "ing", "ed", "ly")):
            return self.words[i] in self._inside
        return word not in self._counts

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(self.words)

    @cached_property
    def _inside(self) -> frozenset[str]:
        """The words that open no sentence somewhere."""
        return frozenset().union(*(self.words[s.first + 1 : s.last] for s in self.document.sentences))

    def _thing(self, i: int, last: int) -> list[Found]:
        """Step over the name of something that is no actor, to its end; an office or given name begins anew."""
        end = i + 1
        while end < last and self.caps[end] and end not in self.hits:
            if self.lower[end] in self.offices.titles.nouns or given_gender(self.words[end]) is not None:
                break
            end += 1
        # One word may still be the last name of somebody the article names ("West said").
        name = (i, end) if end == i + 1 else None
        return [Found(kind="candidate", first=i, last=end, head=end - 1, name=name)]

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
