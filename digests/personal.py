"""Personal names: where one begins and ends, and how much like a name a run of capitalised words looks."""

import re

from digests.document import Document, Sentence
from digests.givennames import given_gender, not_names
from digests.names import Name, Names, names
from digests.officenouns import Hits
from digests.offices import titles
from digests.wordmarks import CAPITAL, FORM, JOINED, MONTH, PARTICLES, UPPER, select, where

_MAY_NOT_FOLLOW = frozenset(
    "in of on by since until last early late this next before after from to and through during mid".split()
)
_ADDRESS = frozenset(("mr.", "ms.", "mrs.", "dr.", "mr", "ms", "mrs", "dr"))
_FORMS = frozenset("kingdom republic state sultanate principality commonwealth emirate".split())
NUMERALS = frozenset(("II", "III", "IV", "VI", "VII", "XVI", "XIV", "XII"))
_SUFFIXES = frozenset("jr. jr sr. sr ii iii iv vi vii xii xiv xvi".split())
# Family names that stand first, before a given name of one or two syllables.
FAMILY_FIRST = frozenset(
    "xi hu jiang li wen wang zhang zhou zhu deng mao yang liu chen qian tang wu zeng zhao sun xu he ma lin "
    "huang kim lee ri park ban roh moon yoon kang choi cho han chung yun pak hong ahn lim paek hwang song "
    "nguyen tran le pham vo phan ho tsai lai lien soong chiang ong goh hun thein shin min jin bo qin lu yu "
    "dai cui fu geng hua gao guo luo xie".split()
)


#: A given name of two syllables as it is written behind a family name.
_SYLLABLES = re.compile(r"[A-Z][a-z]+-[a-z]+")


class NameReader:
    """Reads personal names in one document's tokens, and finds what the lexicon knows in them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words, self.lower = document.words, document.lower
        self.folded = document.known.folded
        self.titles = titles()
        self._not_names = not_names()
        #: What the tables tell of each word.
        self.marks = document.known.marks
        #: 1 for a token that is capitalised and may be part of a name.
        self.caps = bytearray(select(self.marks, CAPITAL))
        self._upper = select(self.marks, UPPER)
        if "Thu" in self.words:  # the day, and a middle name: "Pham Thu Hien"
            for i in range(1, len(self.words) - 1):
                if self.words[i] == "Thu" and self.folded[i - 1] in FAMILY_FIRST and self.caps[i + 1]:
                    self.caps[i] = 1
        self.hits: Hits = {}
        self._find(names())

    def _find(self, lexicon: Names) -> None:
        """Find what the lexicon knows, and tell months from names."""
        words, folded, upper, sentences = self.words, self.folded, self._upper, self.document.sentences
        for i in where(self.marks, MONTH):
            sentence = self.document.sentence_at(self.document.starts[i])
            self.caps[i] = self._month_or_name(i, sentence.first, sentence.last)
        end = index = 0
        for i in where(self.marks, FORM):
            small = not (upper[i] or upper[i + 1 : i + 2] == b"\1" or "-" in words[i])
            if (small and folded[i] not in lexicon.small) or i < end:
                continue
            while i >= sentences[index].last:
                index += 1
            first, last = sentences[index].first, sentences[index].last
            small = not (upper[i] or (i + 1 < last and upper[i + 1]) or "-" in words[i])
            if small and folded[i] not in lexicon.small:
                continue
            hit = lexicon.match(words, folded, i, last)
            if hit and not (hit[0] == i + 1 and self._given_name(i, first, last)):
                self.hits[i] = hit
                end = hit[0]
        self._lead_with_form()
        self._settle_rivals(lexicon.rivals)

    def _lead_with_form(self) -> None:
        """Let the name of a state begin with its form: "the Kingdom of Belgium"."""
        for i, (end, name) in list(self.hits.items()):
            form = (
                i > 1 and name.kind == "state" and self.lower[i - 1] == "of" and self.lower[i - 2] in _FORMS
            )
            if form and self.lower[i - 2] == "state" and self.lower[i - 3] != "the":
                continue  # "Secretary of State of Norway"
            if form and self.caps[i - 2] and i - 2 not in self.hits:
                del self.hits[i]
                self.hits[i - 2] = (end, name)

    def _given_name(self, i: int, first: int, last: int) -> bool:
        """Tell whether a city's name is here a given name ("Milan Lund", not "in Milan"; "Finance Minister Chanda Lund")."""
        if i + 1 >= last or not self.caps[i + 1]:
            return False
        titled = i > first and self.words[i - 1] != "," and self._titled(i)
        if given_gender(self.words[i]) is None and not titled:
            return False
        if i > first and self.lower[i - 1] in ("in", "at", "near", "of", "from"):
            return False
        return self.words[i + 1] not in self._not_names and not self._office_word(i + 1, last)

    def _settle_rivals(self, rivals: dict[str, Name]) -> None:
        """Read "Georgia" as the part of a state beside other places of that state, as the state elsewhere."""
        for i in [i for i, (end, _) in self.hits.items() if end == i + 1 and self.words[i] in rivals]:
            rival = rivals[self.words[i]]
            near = (self.hits.get(k) for k in range(i - 4, i + 5) if k != i)
            if any(hit and hit[1].kind == "city" and hit[1].country == rival.country for hit in near):
                self.hits[i] = (i + 1, rival)

    def _month_or_name(self, i: int, first: int, last: int) -> int:
        """Tell a person called May from the month and the verb."""
        if i == first or self.lower[i - 1] in _MAY_NOT_FOLLOW:
            return 0
        if i + 1 < last and (self.words[i + 1][0].isdigit() or self.words[i - 1][0].isdigit()):
            return 0
        return 1

    def end(self, i: int, last: int) -> int:
        """Return the end of a personal name that begins at token `i`; `i` when none does."""
        words, lower, caps = self.words, self.lower, self.caps
        if not caps[i] and not (lower[i] in PARTICLES or lower[i].startswith(JOINED)):
            return i
        given = given_gender(words[i])
        j = i
        limit = min(last, i + 8)
        while j < limit:
            if caps[j]:
                if self._stops(i, j, last, given is not None):
                    break
            elif not self._links(i, j, limit):
                break
            j += 1
        while j > i and lower[j - 1] in PARTICLES and words[j - 1].islower():
            j -= 1
        return j

    def _stops(self, i: int, j: int, last: int, given: bool) -> bool:
        """Tell whether the capitalised word at `j` is no part of a name that began at `i`."""
        word, caps = self.words[j], self.caps
        if not word.isalpha() and (not word[0].isalpha() or any(c.isdigit() for c in word)):
            return True
        follows = j + 1 < last and bool(caps[j + 1])
        # "Petra King", "Anna Major", "Karl Jordan": a last name that is also something else.
        known = given or (i < j and i not in self.hits and self._titled(i))
        if j == i + 1 and known and (not follows or (j in self.hits and j + 1 not in self.hits)):
            return j in self.hits and not _may_be_surname(self.hits[j], j)
        family = j == i and follows and self._family_first(j)
        if (word in self._not_names and not family) or j in self.hits:
            return True
        if family:
            return False
        if (j > i or (not given and follows)) and self._office_word(j, last):
            return True
        if not word.isupper() or len(word) == 1 or word[1] == "." or word in NUMERALS:
            return False
        if len(word) < 4:
            # "Ms. SEO Ji-won": after a form of address capitals mark the family name.
            return not (j == i and follows and self.lower[j - 1] in _ADDRESS)
        # An acronym no table knows, unless all is in capitals here.
        alone = j == i and not given and not self._surrounded_by_capitals(j)
        return alone and len(word) < 6 and not (j + 1 < last and self.words[j + 1].isupper())

    def _titled(self, i: int) -> bool:
        """Tell whether an office stands before the name: "his counterpart, Takumi London", "Foreign Minister Takumi London"."""
        before = i - 2 if i > 1 and self.words[i - 1] == "," else i - 1
        return before >= 0 and self.lower[before] in self.titles.nouns

    def _family_first(self, j: int) -> bool:
        """Tell whether a family name opens a name here: "Moon Jae-in", in official style "SEO Ji-won", "WANG Li"."""
        word, given = self.words[j], self.words[j + 1]
        if given.isupper() or not word.isalpha():
            return False
        if "-" in given and _SYLLABLES.fullmatch(given):
            return word.isupper() or self.folded[j] in FAMILY_FIRST
        return word.isupper() and word != "HE" and self.folded[j] in FAMILY_FIRST and given.isalpha()

    def _links(self, i: int, j: int, limit: int) -> bool:
        """Tell whether a word without a capital goes on in a name: "bin", "al-Masri", the "A" of "George A Finch"."""
        word, lower = self.words[j], self.lower[j]
        if word == "He" and j == i + 1 and self.folded[i] in FAMILY_FIRST:
            return True  # "Wang He"
        if j > i and len(word) == 1 and word.isupper() and j + 1 < limit and self.caps[j + 1]:
            return True
        if lower.startswith(JOINED) and len(word) > 4 and any(c.isupper() for c in word):
            return True
        return lower in PARTICLES and self._particle(i, j, limit)

    def _particle(self, i: int, j: int, limit: int) -> bool:
        """Tell whether the lower-case particle at `j` goes on in a name that began at `i`."""
        if j == i and self.lower[j] in ("e", "y", "do", "la", "le", "st", "st.", "des", "das", "ten"):
            return False
        k = j + 1
        while k < limit and self.lower[k] in PARTICLES and not self.caps[k]:
            k += 1
        return k < limit and bool(self.caps[k]) and k not in self.hits

    def _surrounded_by_capitals(self, j: int) -> bool:
        return j > 0 and self.words[j - 1].isupper() and len(self.words[j - 1]) > 3

    def _office_word(self, j: int, last: int) -> bool:
        return self.lower[j] in self.titles.nouns and self.titles.noun(self.lower, j, last) is not None

    def head(self, a: int, b: int) -> int:
        """Return the token of the last name within the name at `a:b`."""
        head = b - 1
        while head > a and self.lower[head] in _SUFFIXES:
            head -= 1
        return head

    def count(self, a: int, b: int) -> int:
        """Return how many words of a name the run `a:b` has; "al-Rawi" is one."""
        count = self._upper.count(1, a, b)
        return count + sum(w.startswith(JOINED) for w in self.words[a:b]) if count < b - a else count

    def likely(self, a: int, b: int) -> bool:
        """Tell whether the run of capitals at `a:b` looks like a full name by its first word."""
        count = self.count(a, b)
        if count < 2 or count > 6:
            return False
        if given_gender(self.words[a]) is not None:
            return True
        return self.folded[a] in FAMILY_FIRST and count <= 3

    def possible(self, a: int, b: int) -> bool:
        """Tell whether the run may be a full name at all."""
        return self.likely(a, b) or (2 <= self.count(a, b) <= 4 and b - a <= 6)

    def shouted(self, sentence: Sentence, headline: bool) -> bool:
        """Tell whether a sentence is written in capitals or in title case, so that capitals tell nothing."""
        words = self.words
        second = words[min(sentence.first + 1, sentence.last - 1)]
        ended = words[sentence.last - 1] in (".", ";", ":", ",")
        if ended and not headline:
            return not second[0].islower() and self._all_capitals(sentence)
        long = [w for w in words[sentence.first : sentence.last] if w[0].isalpha() and len(w) > 3]
        if len(long) < 3:
            return False
        plain = sum(w[0].islower() for w in long)
        return plain == 0 or (len(long) - plain >= 4 and plain <= len(long) // 6)

    def _all_capitals(self, sentence: Sentence) -> bool:
        long = 0
        for word in self.words[sentence.first : sentence.last]:
            if len(word) > 3 and word[0].isalpha():
                if not word.isupper():
                    return False
                long += 1
        return long >= 3


def _may_be_surname(hit: tuple[int, Name], j: int) -> bool:
    """Tell whether a known place or people may also be a last name ("Karl Jordan", "Adam London")."""
    end, name = hit
    return end == j + 1 and name.kind not in ("organisation", "seat", "party")
