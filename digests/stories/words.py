"""Words for comparing texts: names apart from plain words, folded, with the ones that tell nothing left out."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from zlib import crc32

#: Code points of an article that are compared: an event is told at the top; what follows is background.
READ = 3000
_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_][\w'’-]*|\d[\d,.]*\d|\d")
_SENTENCE_END = re.compile(r"[.!?:][\"'”’)]*\s+|\n+|[-–—]{1,2}\s|^[\"'“‘]*|[\"“]")

# Words of any news text: they join nothing.
PLAIN = frozenset(
    """
    a about above according across added adding after again against ago ahead all almost along also although always am
    among amid an and another any anyone anything are area around as asked at away back be became because become been
    before began begin behind being believe below best better between both but by call called calling calls came can
    cannot case come comes coming could country countries current currently day days did do does doing done down due
    during each earlier early eight eighth end ended enough even ever every expected far few fifth first five following
    for former four fourth friday from full further gave general get give given go going good got group had half happen
    happened has have having he held help her here him himself his hold how however hundreds i if important in include
    included including into is issue issues it its itself january february march april may june july august september
    october november december just keep kept key know known large last late later latest least leave led left less let
    like likely little local long made main make makes making man many matter matters me mean means member members men
    might million minutes monday month months more morning most move much must my national near nearly need never new
    news newspaper next night nine no nor not nothing now number of off office official officials often old on once one
    only open or other others our out over own part parts past people percent place plan plans point possible press
    public put quite quoted reached read ready recent recently regional released remain report reported reporter
    reporters reports reuters right run said same saturday saw say saying says second see seen september set seven
    several she should show since sixth six small so some something soon source sources spoke spokesman spokeswoman
    start started state statement states still such sunday support take taken talk taken ten than that the their them
    themselves then there these they thing things think third this those thousands three through thursday time times
    to today together told tomorrow too took toward towards tuesday turn two under united until up upon us use used
    very via want wanted was way we wednesday week weekend weeks well went were what when where whether which while
    who whom whose why will with within without woman women work world would wrote year years yesterday yet you your
    """.split()
)
# Offices and forms of address: they stand beside a name and are none themselves.
TITLES = frozenset(
    """
    ambassador archbishop ayatollah chairman chancellor chief colonel deputy dr envoy foreign general governor justice
    king lady leader lord madam mayor minister mr mrs ms pope president premier prime prince princess professor queen
    rep representative saint sen senator secretary sheikh shaikh sir speaker spokesman spokeswoman sultan vice
    """.split()
)


# "US" would fold into a pronoun.
_STATES_ABBREVIATED = {"US": "usa", "U.S.": "usa", "U.S.A.": "usa", "US’s": "usa", "US's": "usa"}


@lru_cache(maxsize=16_384)
def fold(word: str) -> str:
    """Return a word in lower case without accents, possessives and joining marks."""
    if word in _STATES_ABBREVIATED:
        return _STATES_ABBREVIATED[word]
    word = re.sub(r"['’]s?$", "", word).replace(".", "")
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return re.sub(r"['’-]", "", plain).casefold()


def stem(word: str) -> str:
    """Return a plain word without its commonest endings, so that "talks" meets "talk" and "killed" "killing"."""
    for ending in (
        "ations",
        "ation",
        "ings",
        "ing",
        "ions",
        "ion",
        "ied",
        "ies",
        "ers",
        "ed",
        "es",
        "er",
        "s",
        "e",
        "y",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word[: -len(ending)]
    return word


def stable_hash(text: str) -> int:
    """Return the same small number for the same text in every process."""
    return crc32(text.encode())


def words(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each word folded, and whether it is a name: capitalised where nothing but a name would be.

    At the head of a sentence a capital proves nothing: such a word is a name only when the text shows it as one elsewhere.
    """
    heads = {m.end() for m in _SENTENCE_END.finditer(text)}
    found = [(m.group(), m.start()) for m in _WORD.finditer(text)]
    shown = {fold(w) for w, at in found if w[0].isupper() and at not in heads and not w.isupper()}
    lower = {fold(w) for w, _ in found if w[0].islower()}
    for word, at in found:
        folded = fold(word)
        if not folded:
            continue
        name = word[0].isupper() and (
            at not in heads or folded in shown or (folded not in lower and len(folded) > 3)
        )
        yield folded, name and folded not in PLAIN and folded not in TITLES
