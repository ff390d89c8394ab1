"""Word marks: what the tables tell of a single word wherever it stands, as bits, found once and kept from text to text.

A text is mostly words of the texts before it. With their bits side by side, the readers find where something may begin
without a look at the words between.
"""

from collections.abc import Callable

from digests.lexicon.tables import kept
from digests.names import names
from digests.offices import titles

PARTICLES = frozenset(
    "bin ben ibn bint al el ul ur abu abd de da do di du del della dello degli dei des dos das la le van von "
    "der den ter ten zu zum zur y e af av ag ap ould st st. wa ole arap".split()
)
#: Written in lower case inside a name; the rest of the particles need their capital to be one.
JOINED = ("al-", "el-", "ul-", "as-", "ad-", "an-", "ar-", "ash-", "at-", "az-", "d'", "d’", "bin-", "ben-")
#: Words that begin with a capital at the start of a sentence or always, and are no names.
COMMON = frozenset(
    "the a an and or but nor so yet if of in on at to for from with by as that this these those there here it "
    "he she they we i you his her its their our my your who whom whose which what when where why how not no "
    "yes is are was were be been has have had do does did will would can could might must shall should after "
    "before during since until while although though because despite unless whether both either neither each "
    "every all any some many most much more few several such other another same own only just even also still "
    "already again now then today yesterday tomorrow later earlier meanwhile however therefore thus instead "
    "moreover furthermore additionally besides otherwise nevertheless nonetheless speaking asked according "
    "about above across against along among around behind below beneath beside between beyond near off onto "
    "out over past per through throughout toward towards under up upon via within without like unlike "
    "including whereas one two three four five six seven eight nine ten hundreds thousands dozens millions "
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august "
    "september october november december jan. feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. dec. mon tue "
    "wed thu fri sat sun gmt est edt pm am a.m. p.m. says said under never perhaps maybe please let ending "
    "talks critics others nobody everyone everybody someone anyone something nothing once twice ever too very "
    "well back next last early late recent recently currently previously finally eventually unfortunately "
    "fortunately indeed certainly clearly apparently reportedly ok okay hi hello thanks thank good bad better "
    "honorable honourable excellency best time times sources source state-run file "
    "left right pictured photo image why’s let’s".split()
)
_CONTRACTED = tuple(mark + end for mark in "'’" for end in ("ve", "re", "ll", "d", "m", "t"))
MONTHLIKE = frozenset(("may", "march", "april", "june", "august"))
_PREFIXES = frozenset("anti pro non pre post ex mid inter trans ultra neo semi sub".split())
#: Words that may open an office phrase before any word of the tables.
STARTS = frozenset(
    "the a an his her their its this our another some several many most two three four five six seven one both all".split()
)

#: Capitalised, and may be part of a name.
CAPITAL = 1
#: Such a word that is also a month or a verb.
MONTH = 2
#: Begins with a capital, whatever it is.
UPPER = 4
#: Begins a form of the lexicon of names, if it is capitalised or what follows is.
FORM = 8
#: Begins an office noun, or is a compound of one ("ex-president").
NOUN = 16
#: Begins a modifier of offices.
MODIFIER = 32
#: An office phrase or a name may begin with it.
LIVE = 64
#: One of `STARTS`.
START = 128

#: Words kept before all are forgotten.
_MOST = 50_000
_SELECT = {
    bits: bytes(1 if mark & bits else 0 for mark in range(256))
    for bits in (CAPITAL, MONTH, UPPER, FORM, NOUN, MODIFIER, LIVE, START, LIVE | NOUN, CAPITAL | LIVE | NOUN)
}


@kept
def _live() -> frozenset[str]:
    return frozenset((*titles().nouns, *titles().modifiers, *STARTS, *PARTICLES))


def mark_word(word: str) -> int:
    """Return the marks of one word."""
    lower, offices = word.lower(), titles()
    mark = UPPER if word[0].isupper() else 0
    if mark and lower not in COMMON and not lower.endswith(_CONTRACTED):
        if not ("-" in lower and _no_name(word)):
            mark |= CAPITAL
        if lower in MONTHLIKE:
            mark |= MONTH
    mark |= FORM if word in names() else 0
    mark |= NOUN if lower in offices.nouns or offices.compound(lower) else 0
    mark |= MODIFIER if lower in offices.modifiers else 0
    mark |= LIVE if lower in _live() or ("-" in lower and lower.startswith(JOINED)) else 0
    mark |= START if lower in STARTS else 0
    return mark


class WordTable(dict[str, bool]):
    """What a function tells of single words, kept from text to text."""

    def __init__(self, tell: Callable[[str], bool]) -> None:
        self._tell = tell

    def __missing__(self, word: str) -> bool:
        if len(self) >= _MOST:
            self.clear()
        self[word] = told = self._tell(word)
        return told


def select(marks: bytes, bits: int) -> bytes:
    """Return 1 for each word that has one of `bits`, else 0."""
    return marks.translate(_SELECT[bits])


def where(marks: bytes, bits: int) -> list[int]:
    """Return the tokens that have one of `bits`."""
    return set_in(marks.translate(_SELECT[bits]))


def set_in(flags: bytes | bytearray) -> list[int]:
    """Return where 1 stands; few of the words of a text have what is asked for."""
    found = []
    at = flags.find(1)
    while at >= 0:
        found.append(at)
        at = flags.find(1, at + 1)
    return found


def _no_name(word: str) -> bool:
    """Tell a compound ("Anti-Lund", "Lund-backed", "Halyard-based") from a double name ("Jean-Marc", "Han Seo-jun")."""
    before, _, after = word.rpartition("-")
    return before.lower() in _PREFIXES or (
        after.islower() and after.endswith(("ed", "led", "run", "like", "style", "era"))
    )
