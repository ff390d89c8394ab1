"""Runs of capitals: names that nothing introduces, and words of which capitals alone make no name.

Most capitalised words stand alone between words that tell nothing of them; tables of single words know those.
"""

from functools import cached_property

from digests.apposition import OPENING, after_name
from digests.document import Document, Sentence
from digests.found import SPEECH, Found
from digests.givennames import given_gender, not_names
from digests.lexicon.tables import kept
from digests.neighbours import CLOSED, VERBS
from digests.officenouns import POSSESSIVE
from digests.officephrases import OfficeReader
from digests.offices import titles
from digests.personal import NUMERALS, NameReader
from digests.wordmarks import CAPITAL, JOINED, LIVE, MONTH, NOUN, START, WordTable, mark_word

DIRECTIONS = frozenset("East West North South Central Northern Southern Eastern Western Upper Lower".split())
#: What joins two words before an office noun.
_JOINERS = frozenset(("and", "&", ",", "/"))
#: Verbs whose object or inverted subject is a person.
_PERSONAL = frozenset("said says told added met meets telephoned phoned interviewed".split())


def _acts(word: str) -> bool:
    """Tell whether a word looks like a verb of whom stands before it."""
    return word in VERBS or (word.isalpha() and word.endswith(("s", "ed")) and word not in CLOSED)


@kept
def single_words() -> WordTable:
    """Tell of a word whether it is a whole name wherever the word behind it is one of `silent_words`."""

    def single(word: str) -> bool:
        plain = mark_word(word) & (CAPITAL | MONTH | LIVE | NOUN) == CAPITAL and word.isalpha()
        shouted = word.isupper() and len(word) > 1 and word not in NUMERALS
        return plain and not shouted and word not in not_names() and word not in DIRECTIONS

    return WordTable(single)


@kept
def silent_words() -> WordTable:
    """Tell of a word whether it tells nothing of a capitalised word before it, and does not go on with its name."""

    def silent(word: str) -> bool:
        lower = word.lower()
        if mark_word(word) & (CAPITAL | LIVE | NOUN) or (len(word) == 1 and word.isalpha()) or word == "He":
            return False
        return not (lower in OPENING or lower in SPEECH or _acts(lower) or lower.startswith(JOINED))

    return WordTable(silent)


@kept
def opening_words() -> WordTable:
    """Tell of a word whether it begins an office phrase or a name only together with the word behind it."""

    def opening(word: str) -> bool:
        return mark_word(word) & (CAPITAL | LIVE | NOUN | START) == LIVE and "-" not in word

    return WordTable(opening)


@kept
def idle_words() -> WordTable:
    """Tell of a word whether nothing goes on with it behind one of `opening_words`."""
    further = {word for forms in titles().modifiers.values() for rest, _ in forms for word in rest}

    def idle(word: str) -> bool:
        lower = word.lower()
        return (
            not mark_word(word) & (CAPITAL | LIVE | NOUN) and lower not in further and lower not in _JOINERS
        )

    return WordTable(idle)


class RunReader:
    """Reads runs of capitalised words in one document."""

    def __init__(self, document: Document, names: NameReader, offices: OfficeReader) -> None:
        self.document, self.names, self.offices = document, names, offices
        self.words, self.lower = document.words, document.lower
        self.caps, self.hits = names.caps, names.hits

    def single(self, i: int) -> Found:
        """Return a capitalised word that nothing beside it speaks for; it may be the last name of somebody."""
        possessive = self.lower[i + 1] in POSSESSIVE
        return Found(kind="candidate", first=i, last=i + 1, head=i, name=(i, i + 1), possessive=possessive)

    def read(self, i: int, end: int, sentence: Sentence) -> list[Found]:
        """Read a run of capitalised words that nothing introduces."""
        last, first = sentence.last, sentence.first
        if (
            i == first
            and end > i + 1
            and self.lower[i].endswith(("ing", "ed"))
            and given_gender(self.words[i]) is None
        ):
            return self.read(i + 1, end, sentence)  # "Hosting Lund, the minister ..."
        if end < last and self.caps[end] and self.words[end] in not_names():
            return self.thing(i, last)
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
                acts = after in SPEECH or (_acts(after) and self._often(i))
                found.sure = found.sure or (acts and self._no_common_word(i, first))
            else:
                found.sure = found.sure or spoken
        found.possessive = found.last < last and self.lower[found.last] in POSSESSIVE
        return [found]

    def _often(self, i: int) -> bool:
        """Tell whether a word is a running subject of the article: capitalised three times or more, never small."""
        word = self.words[i]
        title = i > 0 and self.words[i - 1][0].isupper()
        return not title and self.words.count(word) >= 3 and word.lower() not in self.words

    def _no_common_word(self, i: int, first: int) -> bool:
        """Tell a name from an ordinary word that only opens its sentence."""
        word = self.lower[i]
        if i != first:
            return True
        if word.endswith(("s", "ing", "ed", "ly")):
            return self.words[i] in self._inside
        return word not in self.words

    @cached_property
    def _inside(self) -> frozenset[str]:
        """The words that open no sentence somewhere."""
        return frozenset().union(*(self.words[s.first + 1 : s.last] for s in self.document.sentences))

    def thing(self, i: int, last: int) -> list[Found]:
        """Step over the name of something that is no actor, to its end; an office or given name begins anew."""
        end = i + 1
        while end < last and self.caps[end] and end not in self.hits:
            if self.lower[end] in self.offices.titles.nouns or given_gender(self.words[end]) is not None:
                break
            end += 1
        # One word may still be the last name of somebody the article names ("West said").
        name = (i, end) if end == i + 1 else None
        return [Found(kind="candidate", first=i, last=end, head=end - 1, name=name)]
