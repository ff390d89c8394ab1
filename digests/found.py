"""A mention while it is being read: what one noun phrase says by itself, before the whole article is known."""

from dataclasses import dataclass
from typing import Literal

FoundKind = Literal["person", "candidate", "office", "state", "organisation", "group", "place"]

#: Verbs that only persons and bodies do; beside a capitalised word they speak for a name.
SPEECH = frozenset(
    "said says told tells added adds stated states announced warned warns urged insisted noted stressed replied explained "
    "declared tweeted wrote argued claimed acknowledged admitted denied confirmed asked called vowed pledged met meets "
    "visited arrived spoke speaks discussed expressed accused condemned believes thinks hopes recalled concluded "
    "continued observed remarked commented testified conceded cautioned countered".split()
)


@dataclass(slots=True)
class Found:
    """One mention; `first:last` are its tokens."""

    kind: FoundKind
    first: int
    last: int
    head: int
    #: Tokens of the name proper.
    name: tuple[int, int] | None = None
    #: The usual name of a state, body or place.
    known: str | None = None
    #: The words of the office, without article and form of address.
    role: str | None = None
    #: The office nouns that stand with it ("minister", "secretary of state"), and their kinds.
    nouns: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    #: The words of the office one by one, lower case, for comparing two offices.
    words: frozenset[str] = frozenset()
    country: str | None = None
    org: str | None = None
    gender: str | None = None
    plural: bool = False
    definite: bool = False
    indefinite: bool = False
    past: bool = False
    #: "The country's leader": of the state named last.
    local: bool = False
    #: The text says it is a person; else only the look of the words does.
    sure: bool = False
    #: Finer kind: of a name the lexicon's ("capital"), of an office the office's ("spokes").
    sort: str = ""
    possessive: bool = False
    #: A place after "in", "to", "from".
    located: bool = False
    #: The state that alone has such an office; used when nothing else tells.
    default: str | None = None
    #: Persons inside it ("a spokesman for Petra Lund"), or what stands instead when a candidate is none.
    nested: tuple["Found", ...] = ()
    instead: tuple["Found", ...] = ()
    #: A verb tells it of somebody ("Lund became foreign minister"): it is learned, and is no actor of its own.
    silent: bool = False
    #: Counts only as a second mention of something named in full before ("the office").
    weak: bool = False
