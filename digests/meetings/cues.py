"""Cues of contacts: which tokens may show that actors meet, speak or travel to each other.

The words are data (`digests/lexicon/contacts.yaml`); telling the verb from the noun of the same shape is code.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

from digests.cues import inflect
from digests.document import Document
from digests.lexicon.yamlfile import load_plain
from digests.meetings.words import ADVERBS, BE, DETERMINERS, DO, HAVE, MODALS, PREPOSITIONS, over_aside
from digests.places import Located
from digests.records import MeetingFormat
from digests.signals import Signal

Form = Literal["base", "third", "past", "ing", "noun"]
Frame = Literal[
    "mutual",
    "with",
    "host",
    "go",
    "gather",
    "tell",
    "mediate",
    "bring",
    "send",
    "talks",
    "visit",
    "call",
    "assembly",
]


_ENDINGS: dict[str, Form] = {"ing": "ing", "s": "third"}
#: The last of two words stands among so many behind the first.
_SPREAD = 6
#: Headwords between whose words nothing may stand.
_TIGHT = frozenset(("sit down", "stop in"))
#: Nouns of contact that are verbs of another meaning after "to" or "will".
_HOMOGRAPHS = frozenset("call contact journey leg stay stop tour trip".split())


@dataclass(frozen=True, slots=True)
class Contact:
    """What a cue word means and which company it keeps."""

    word: str
    noun: bool
    frame: Frame
    format: MeetingFormat
    weak: bool
    never_with: frozenset[str]
    #: What its past tense tells, where that is not a contact held ("stood up").
    status: Literal["failed"] | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """One occurrence: tokens `first:last`, the further words of the headword included."""

    first: int
    last: int
    form: Form
    contact: Contact


def rows(name: str) -> list[dict[str, Any]]:
    """Return the rows of a lexicon file of this package."""
    return cast(list[dict[str, Any]], load_plain(files("digests.lexicon").joinpath(name).read_text("utf-8")))


def verb_forms(verb: str, irregular: dict[str, list[str]]) -> dict[str, Form]:
    """Return the forms of a verb's first word; the headword comes first."""
    listed = irregular.get(verb)
    if listed is None:
        return cast(dict[str, Form], inflect(verb))
    out: dict[str, Form] = {verb: "base"}
    for form in listed:
        told = next((kind for ending, kind in _ENDINGS.items() if form.endswith(ending)), "past")
        out[form] = "past" if form == verb else cast(Form, told)
    return out


@cache
def _index() -> dict[str, list[tuple[tuple[str, ...], Form, Contact]]]:
    """Map the first word of every form to (further words, form, contact), longest first."""
    index: dict[str, list[tuple[tuple[str, ...], Form, Contact]]] = {}
    for row in rows("contacts.yaml"):
        for word in row.get("verbs", row.get("nouns", ())):
            head, *rest = word.split()
            contact = Contact(
                word,
                "nouns" in row,
                row["frame"],
                row["format"],
                bool(row.get("weak")),
                frozenset(w.lower() for w in row.get("never_with", ())),
                row.get("status"),
            )
            forms: dict[str, Form] = (
                {head: "noun"} if contact.noun else verb_forms(head, row.get("irregular", {}))
            )
            for form, kind in forms.items():
                index.setdefault(form, []).append((tuple(rest), kind, contact))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


@cache
def _further_words() -> dict[str, frozenset[str]]:
    """Map the first words that are no form by themselves ("hold") to the words that may come second ("talks")."""
    return {
        word: frozenset(rest[0] for rest, _, _ in entries)
        for word, entries in _index().items()
        if all(rest for rest, _, _ in entries)
    }


_CONTACTS = Signal(_index)


def find_cues(document: Document, mentions: Located) -> list[Cue]:
    """Return the cues of a document in order; at most one at each token."""
    index, further = _index(), _further_words()
    lower = document.lower
    found: list[Cue] = []
    taken = 0
    for i in document.where(_CONTACTS):
        if i < taken:
            continue
        word = lower[i]
        if word in further and further[word].isdisjoint(lower[i + 1 : i + 1 + _SPREAD]):
            continue
        cue = _choose(document, mentions, i, index[word])
        if cue:
            found.append(cue)
            taken = cue.last
    return found


def _choose(
    document: Document, mentions: Located, i: int, entries: list[tuple[tuple[str, ...], Form, Contact]]
) -> Cue | None:
    lower = document.lower
    fitting = []
    for rest, form, contact in entries:
        last = _further(lower, i + 1, rest, spread=not contact.noun and contact.word not in _TIGHT)
        if last:
            fitting.append((last, form, contact))
    if not fitting:
        return None
    at = mentions.at(i)
    if at is not None and at.kind in ("person", "place", "state"):
        return None
    longest = max(last for last, _, _ in fitting)
    fitting = [f for f in fitting if f[0] == longest or len(fitting) == 1]
    verbs = [f for f in fitting if not f[2].noun]
    nouns = [f for f in fitting if f[2].noun]
    if verbs:
        last, form, contact = verbs[0]
        head = contact.word.split()[0]
        if (
            _is_verb(document, mentions, i, last, form)
            if nouns
            else _may_be_verb(document, mentions, i, form, head)
        ):
            return Cue(i, last, form, contact)
    if nouns:
        last, form, contact = nouns[0]
        if contact.word in _HOMOGRAPHS and i and (lower[i - 1] == "to" or lower[i - 1] in MODALS):
            return None  # "asked them to stop blocking inspectors"
        return Cue(i, last, form, contact)
    return None


def _further(lower: list[str], at: int, rest: tuple[str, ...], *, spread: bool) -> int:
    """Return the token after the further words of a headword; 0 when they do not follow.

    With `spread`, a few words may stand before the last one ("hold closed-door talks").
    """
    if not rest:
        return at
    if tuple(lower[at : at + len(rest)]) == rest:
        return at + len(rest)
    if spread and len(rest) == 1 and rest[0] in lower[at : at + _SPREAD]:
        for k in range(at, min(at + _SPREAD, len(lower))):
            if lower[k] == rest[0]:
                return k + 1
            participle = lower[k].endswith("ed") and "-" not in lower[k]
            if (
                participle
                or lower[k] in PREPOSITIONS
                or lower[k] in (",", ".", ";", "and", "or", "that", "to")
            ):
                return 0
    return 0


def _may_be_verb(document: Document, mentions: Located, i: int, form: Form, word: str) -> bool:
    """Tell whether a form that is no noun in the lexicon stands where a verb can."""
    lower = document.lower
    i = over_aside(lower, i)
    before = lower[i - 1] if i else ""
    if form == "past":
        return before not in ("-", "‐", "‑") and not (before in DETERMINERS and word != "meet")
    if form == "ing":
        return before not in DETERMINERS
    owner = mentions.at(i - 1) if i else None
    if (before in DETERMINERS and owner is None) or before in ("of", "'s", "’s"):
        return False
    if form == "third":
        return True
    if (
        before == "to"
        or before in MODALS
        or before in DO
        or before in ("not", "who", "they", "we", "i", "also", "then", "jointly")
    ):
        return True
    if owner is not None and (owner.plural or owner.kind in ("person", "office", "state")):
        return True
    if before == "and":
        return word in ("meet", "hold", "visit", "host", "receive", "confer", "attend")
    return before.endswith("s") and not before.endswith("ss") and word == "meet"


def _in_noun_phrase(document: Document, mentions: Located, j: int) -> bool:
    """Tell whether only adjectives stand between an article and token `j`, itself one of them."""
    lower = document.lower
    k = j
    while k > 0 and j - k < 3 and lower[k][0].isalpha() and lower[k] not in PREPOSITIONS | BE | HAVE:
        if mentions.at(k) is not None or lower[k] in ADVERBS:
            return False
        k -= 1
        if lower[k] in ("a", "an", "the", "another"):
            return True
    return False


def _is_verb(document: Document, mentions: Located, i: int, last: int, form: Form) -> bool:
    """Tell the verb from the noun: "is meeting Lund", "to visit Bonn" against "a meeting", "his visit"."""
    lower = document.lower
    j = over_aside(lower, i) - 1
    while j > 0 and (lower[j] in ADVERBS or lower[j] in ("also", "then")):
        j -= 1
    before = lower[j] if j >= 0 else ""
    after = lower[last] if last < len(lower) else ""
    follows = mentions.at(last) if last < len(lower) else None
    if form == "ing":
        if before in BE and before not in ("being",):
            return True
        if before in DETERMINERS or before in ("'s", "’s", "'", "’"):
            return False
        if before == "," and after in ("in", "at", "with", "on", "for"):
            return True
        opening = document.words[i][0].isupper() and (
            i == 0 or lower[i - 1] in (".", "”", "’", '"', "?", "!")
        )
        if opening and after in ("in", "at", "with", "for", "on", "under", "late"):
            return True  # "Meeting in Bonn, Lund and Finch agreed"
        if _in_noun_phrase(document, mentions, j):
            return False  # "a three-way meeting with Lund"
        if before in ("after", "before", "since", "without", "upon", "while") and after not in PREPOSITIONS:
            return after[:1].isalpha() and after not in BE | HAVE | MODALS
        return follows is not None or after in ("with", "his", "her", "their", "the", "several", "top")
    if form == "past":
        return True
    if form == "base":
        if before == "to" or before in MODALS or before in DO or before == "not":
            return not (before == "to" and after in ("to", "by"))
        if before in ("who", "they", "we", "i"):
            return True
        if before == "and" and after not in ("to", "by", "of"):
            return follows is not None
        owner = mentions.at(j) if j >= 0 else None
        return (
            owner is not None
            and owner.plural
            and (follows is not None or after in ("in", "at", "on", "for", "to"))
        )
    if before in ("he", "she", "who", "it"):
        return True
    if (
        before in DETERMINERS
        or before in PREPOSITIONS
        or before in BE
        or before in HAVE
        or before in ("'s", "’s")
    ):
        return False
    owner = mentions.at(j) if j >= 0 else None
    return owner is not None and (
        follows is not None or after in ("in", "at", "the", "with", "to", "on", "his")
    )
