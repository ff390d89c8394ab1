"""Status: whether a contact is to come, going on, over, off or denied, from the words around its cue.

The words are data (`digests/lexicon/status.yaml`). `offered` is used inside this package only: it marks talk of a
contact that nobody has set, and such a contact is no meeting.
"""

from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from digests.meetings.cues import Form, rows, verb_forms
from digests.meetings.phrases import Phrases
from digests.meetings.words import ADVERBS, AUXILIARIES, BE, DO, HAVE, NEGATIONS, PREPOSITIONS, QUOTES

Status = Literal["planned", "ongoing", "held", "postponed", "cancelled", "failed", "denied", "offered"]

_WILL = frozenset("will shall 'll won't would 'd wouldn't".split())
_MAY = frozenset("may might could can couldn't".split())
_SETTING_OUT = frozenset(
    "left leaves leave departed heads headed will would arrives due to bound invited invite".split()
)
_ARRIVED = frozenset("arrived flew travelled traveled came went met gathered is are was were".split())
_DUTY = frozenset("should must shouldn't".split())


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with its auxiliaries: tokens `first:last`, the verb itself at `verb`."""

    first: int
    verb: int
    last: int
    form: Form
    status: Status
    negated: bool = False
    passive: bool = False


@dataclass(slots=True)
class _Lexicon:
    before_to: dict[str, Status] = field(default_factory=dict)
    #: First word of a verb form -> (further words, form, status).
    verbs: dict[str, list[tuple[tuple[str, ...], Form, Status]]] = field(default_factory=dict)
    adjectives: dict[str, Status] = field(default_factory=dict)
    after: list[tuple[tuple[str, ...], Status]] = field(default_factory=list)
    phrases: list[tuple[tuple[str, ...], Status]] = field(default_factory=list)


@cache
def lexicon() -> _Lexicon:
    """Return the status words, keyed for look-up."""
    out = _Lexicon()
    for row in rows("status.yaml"):
        status: Status = row["status"]
        for word in row.get("before_to", ()):
            out.before_to.setdefault(word, status)
        for word in row.get("adjectives", ()):
            out.adjectives.setdefault(word, status)
        for verb in row.get("verbs", ()):
            head, *rest = verb.split()
            for form, kind in verb_forms(head, row.get("irregular", {})).items():
                out.verbs.setdefault(form, []).append((tuple(rest), kind, status))
        out.after += [(tuple(w.split()), status) for w in row.get("after", ())]
        out.phrases += [(tuple(w.split()), status) for w in row.get("phrases", ())]
    for entries in out.verbs.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    out.after.sort(key=lambda entry: -len(entry[0]))
    return out


def verb_group(phrases: Phrases, verb: int, last: int, form: Form, *, future: bool = False) -> VerbGroup:
    """Read the verb at `verb` with what stands before it; `future` tells that its clause names a day to come."""
    j = verb
    aux: list[str] = []
    negated = False
    while True:
        word = phrases.word(j - 1)
        if word in AUXILIARIES:
            aux.append(word)
            negated = negated or word in NEGATIONS
        elif word in NEGATIONS and word not in ("without", "no"):
            negated = True
        elif not (word in ADVERBS or (word.endswith("ly") and len(word) > 4)) or word == "":
            break
        j -= 1
    future = future or phrases.future
    passive = form == "past" and any(a in BE for a in aux)
    shared = _shared_governor(phrases, j) if form == "base" and not aux else None
    status = shared or _tense(phrases, j, aux, form, passive, future)
    if negated:
        status = "denied" if status in ("planned", "held", "ongoing") else status
        if status == "denied" and any(a in DO or a in HAVE for a in aux):
            status = "failed"
    if status in ("held", "ongoing", "planned") and _denied_before(phrases, j):
        status = "denied"
    return VerbGroup(j, verb, last, form, status, negated, passive)


def _shared_governor(phrases: Phrases, j: int) -> Status | None:
    """Return the status of a verb that shares "to" or "will" with one before it ("will visit Bonn and meet Lund")."""
    if phrases.word(j - 1) not in ("and", ",", "or"):
        return None
    for k in range(j - 2, max(phrases.lo - 1, j - 22), -1):
        word = phrases.word(k)
        if (
            word == "to"
            and phrases.mentions.at(k + 1) is None
            and phrases.word(k + 1).isalpha()
            and phrases.word(k + 1) not in ("the", "a", "his", "her", "their")
        ):
            return _infinitive(phrases, k, False)
        if word in _WILL:
            return "planned"
        if phrases.finite(k) or word in (";", "that"):
            return None
    return None


def _tense(phrases: Phrases, j: int, aux: list[str], form: Form, passive: bool, future: bool) -> Status:
    if phrases.word(j - 1) == "to" and form in ("base", "past"):
        return _infinitive(phrases, j - 1, future)
    if any(a in _WILL for a in aux):
        return "planned"
    if any(a in _MAY for a in aux):
        return "planned" if future else "offered"
    if any(a in _DUTY for a in aux):
        return "offered"
    if form == "ing":
        if any(a in BE for a in aux):
            if any(a in ("was", "were") for a in aux):
                return "planned" if future else "held"
            return "planned" if future else "ongoing"
        return _gerund(phrases, j, future)
    if form in ("base", "third"):
        return "planned" if future or phrases.dated else "held"
    return "held"


def _infinitive(phrases: Phrases, to: int, future: bool) -> Status:
    """Read what governs an infinitive: "is due to", "refused to", "flew to Paris to"."""
    lex = lexicon()
    k = to - 1
    while phrases.word(k) in ADVERBS:
        k -= 1
    word = phrases.word(k)
    if word in BE:
        return "planned"
    if word in HAVE:
        return "offered"
    if word in lex.before_to:
        status = lex.before_to[word]
        before = {phrases.word(k - 1), phrases.word(k - 2), phrases.word(k - 3)}
        if before & (NEGATIONS | {"no"}):
            return "denied" if status == "planned" else "offered"
        return status
    m = phrases.mentions.at(k) if k >= phrases.lo else None
    if m is not None:
        # "invited Lund to visit", "persuaded them to attend"; a headline's "Lund to visit Bonn".
        before_object = phrases.word(phrases.lead(m) - 1)
        if before_object in lex.before_to and lex.before_to[before_object] in ("planned", "offered"):
            return lex.before_to[before_object]
        if phrases.lead(m) == phrases.lo or phrases.word(phrases.lead(m) - 1) in (
            "-",
            ":",
            "–",
            "—",
            ",",
            "and",
        ):
            return "planned"
    if word in ("them", "him", "her") and phrases.word(k - 1) in lex.before_to:
        return lex.before_to[phrases.word(k - 1)]
    for back in range(k, max(phrases.lo - 1, k - 25), -1):
        if phrases.word(back) == "to" and phrases.word(back + 1).islower() and _plain_verb(phrases, back + 1):
            return _infinitive(phrases, back, future)
        if phrases.word(back) in _WILL:
            return "planned"
        if phrases.finite(back) and phrases.word(back) not in BE:
            return _purpose(phrases, back)
    return "planned"


def _plain_verb(phrases: Phrases, i: int) -> bool:
    return phrases.word(i) in (
        "travel",
        "fly",
        "go",
        "come",
        "visit",
        "return",
        "head",
        "arrive",
        "attend",
        "leave",
        "fly",
        "stop",
    )


def _purpose(phrases: Phrases, verb: int) -> Status:
    """Return the status of a contact that is the purpose of what the verb tells: "flew in to meet"."""
    word = phrases.word(verb)
    if word in (
        "left",
        "departed",
        "headed",
        "heads",
        "leaves",
        "set",
        "plans",
        "planned",
        "agreed",
        "agree",
        "urged",
        "called",
    ):
        return "offered" if word in ("urged", "called") else "planned"
    for k in range(verb - 1, max(phrases.lo - 1, verb - 5), -1):
        if phrases.word(k) in _WILL or phrases.word(k) == "to":
            return "planned"
        if phrases.word(k) not in ADVERBS and phrases.word(k) not in AUXILIARIES:
            break
    return "held"


def _gerund(phrases: Phrases, j: int, future: bool) -> Status:
    before = phrases.word(j - 1)
    if before in ("after", "since", "following", "upon", "while", "on", "by", "when", "in"):
        return "held"
    if before in ("before", "ahead", "until") or (before == "to" and phrases.word(j - 2) == "prior"):
        return "planned"
    if before == "of" and phrases.word(j - 2) == "ahead":
        return "planned"
    if before == "without":
        return "failed"
    if before in ("for", "about", "against", "considering", "to", "of", "avoid", "avoided", "opposed", "oppose", "suggested",
                  "proposed", "weighing", "from", "is", "idea"):  # fmt: skip
        return "offered"
    return "planned" if future else "held"


def _denied_before(phrases: Phrases, j: int) -> bool:
    """Tell whether a denial governs the clause at `j`: "denied a report that Lund had met Finch"."""
    seen_that = False
    for k in range(j - 1, max(phrases.lo - 1, j - 26), -1):
        word = phrases.word(k)
        if word in (";", ".") or word in QUOTES:
            return False
        seen_that = seen_that or word == "that" or word in ("having", "reports")
        if word in ("denied", "denies", "dismissed", "denying"):
            return seen_that or j - k < 4
    return False


def noun_status(
    phrases: Phrases, start: int, noun: int, end: int, *, future: bool = False
) -> tuple[Status, VerbGroup | None]:
    """Read the status of a contact told by a noun, and the verb that governs it.

    Args:
        phrases: The sentence.
        start: First token of the noun phrase, its determiner or possessor included.
        noun: The noun.
        end: The token after the noun phrase with its prepositional phrases.
        future: True when the clause names a day to come.
    """
    lex = lexicon()
    if phrases.word(start) == "no":
        return "denied", None
    adjective: Status | None = None
    for k in range(start, noun):
        found = lex.adjectives.get(phrases.word(k))
        if found and phrases.word(k - 1) not in NEGATIONS:
            adjective = found
    group = _governing_verb(phrases, start) or _predicate(phrases, end)
    after = _led_up_to(phrases, start)
    trailing = _phrase_after(phrases, noun)
    status: Status
    if group is not None:
        status = group.status
    elif after is not None:
        status = after
    else:
        status = _main_tense(phrases, start, end, future)
    if after == "planned" and group is None:
        status = "planned"
    if group is None and phrases.word(start - 1) == "on" and phrases.word(start - 2) in ("is", "are", "currently", ",", "now"):
        status = "ongoing"
    if adjective in ("planned", "cancelled", "postponed") and status in ("held", "ongoing"):
        status = adjective
    if adjective == "offered" and (group is None or group.status not in ("held", "ongoing")):
        status = "offered"
    if trailing is not None and status in ("held", "ongoing"):
        status = trailing
    if _denied_before(phrases, start) and status in ("held", "ongoing", "planned"):
        status = "denied"
    return status, group


def _led_up_to(phrases: Phrases, start: int) -> Status | None:
    for words, status in lexicon().after:
        k = start - len(words)
        if k >= phrases.lo and tuple(phrases.lower[k:start]) == words:
            return status
    if phrases.word(start - 1) == "for":
        return _purpose_of_trip(phrases, start - 1)
    if phrases.word(start - 1) == "to":
        return "planned"
    return None


def _purpose_of_trip(phrases: Phrases, k: int) -> Status:
    """Return the status of a contact that somebody travels for ("flew to Bonn for talks")."""
    for back in range(k - 1, max(phrases.lo - 1, k - 20), -1):
        word = phrases.word(back)
        if word == "to" and (phrases.mentions.at(back + 1) is not None or phrases.word(back + 1) == "the"):
            continue
        if word in _SETTING_OUT:
            return "planned"
        if word in _ARRIVED:
            return "held"
    return "held"


def _status_verb(phrases: Phrases, i: int) -> tuple[Form, Status, int] | None:
    word = phrases.word(i)
    if word in HAVE and (phrases.word(i + 1) in AUXILIARIES | ADVERBS or phrases.word(i + 1).endswith("ed")):
        return None
    for rest, form, status in lexicon().verbs.get(word, ()):
        if tuple(phrases.lower[i + 1 : i + 1 + len(rest)]) == rest:
            return form, status, i + 1 + len(rest)
        if (
            len(rest) == 1
            and rest[0] in ("off", "back", "up", "place")
            and rest[0] in phrases.lower[i + 1 : i + 7]
        ):
            # "put the visit off": the particle after a short object.
            if rest[0] != "place":
                return form, status, i + 1
    return None


def _combine(group: VerbGroup, status: Status) -> VerbGroup:
    """Join what a status verb means with its own tense: "will begin talks" is planned, "may cancel" leaves the plan."""
    own = group.status
    if status in ("held", "ongoing"):
        final: Status = status if own in ("held", "ongoing") else own
        if own == "ongoing":
            final = "ongoing"
    elif status in ("cancelled", "postponed", "failed"):
        final = status if own in ("held", "ongoing") or (own == "planned" and group.passive) else "planned"
        if group.negated:
            final = "planned"
    elif status == "planned":
        final = own if own in ("denied", "offered") else "planned"
    else:
        final = status
    return VerbGroup(group.first, group.verb, group.last, group.form, final, group.negated, group.passive)


def _governing_verb(phrases: Phrases, start: int) -> VerbGroup | None:
    """Return the verb whose object the noun phrase at `start` is, with the status it lends."""
    for k in range(start - 1, max(phrases.lo - 1, start - 4), -1):
        found = _status_verb(phrases, k)
        if found and found[2] <= start:
            form, status, last = found
            return _combine(verb_group(phrases, k, last, form), status)
        if phrases.word(k) not in ADVERBS and phrases.word(k) not in (
            "off",
            "up",
            "out",
            "of",
            "on",
            "from",
            "hold",
        ):
            return None
    return None


def _predicate(phrases: Phrases, end: int) -> VerbGroup | None:
    """Return the verb whose subject the noun phrase ending at `end` is, with the status it lends."""
    for k in range(end, min(phrases.hi, end + 14)):
        word = phrases.word(k)
        if phrases.mentions.at(k) is not None:
            continue
        found = _status_verb(phrases, k)
        if found and found[0] != "ing" and (phrases.finite(k) or phrases.word(k - 1) in BE or phrases.word(k - 1) in ADVERBS
                                            or phrases.word(k - 1) in AUXILIARIES or found[1] not in ("held", "planned", "offered")):  # fmt: skip
            form, status, last = found
            group = verb_group(phrases, k, last, form)
            if status in ("planned", "offered", "denied") and not group.passive:
                return None
            return _combine(group, status)
        if word in (";", "that", "who", "which", "where", "while", "but", "because") or word in QUOTES:
            return None
        if phrases.finite(k) and word not in AUXILIARIES:
            return None
    return None


def _phrase_after(phrases: Phrases, noun: int) -> Status | None:
    text = " ".join(phrases.lower[noun : phrases.hi])
    for words, status in lexicon().phrases:
        if " ".join(words) in text:
            return status
    return None


def _main_tense(phrases: Phrases, start: int, end: int, future: bool) -> Status:
    """Return what the verb of the clause around a noun phrase says of its time."""
    for k in range(end, min(phrases.hi, end + 8)):
        word = phrases.word(k)
        if word in ("will", "would", "'ll"):
            return "planned"
        if word in ("and", "but", ",") or phrases.finite(k):
            break
    for k in range(start - 1, max(phrases.lo - 1, start - 12), -1):
        word = phrases.word(k)
        if word in ("will", "would", "'ll"):
            return "planned"
        if phrases.finite(k):
            break
    return "planned" if future else "held"
