"""Verbs in their tense: whether "met", "is due to meet", "refused to meet" tell of what is over, to come, or off."""

from dataclasses import dataclass

from digests.meetings.cues import Form
from digests.meetings.denials import denied_before
from digests.meetings.outlook import Status, status_words
from digests.meetings.phrases import Phrases
from digests.meetings.words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    DO,
    FUTURE,
    HAVE,
    IRREGULAR_PAST,
    NEGATIONS,
    QUOTES,
    REPORTING,
    over_aside,
    typed,
)

_MAY = typed("may might could can couldn't")
_WOULD = typed("would 'd")
_DUTY = typed("should must shouldn't")
#: Verbs after which a purpose is still to come: a journey there, a plan, an appeal.
_TOWARDS = frozenset(
    "left departed headed heads leaves set plans planned agreed agree urged called flew flies "
    "sends dispatched".split()
)
_TRAVEL = frozenset("travel fly go come visit return head arrive attend leave stop".split())
_LETTING = frozenset(
    "allow allows allowed allowing permit permits permitted permitting let letting enable enabled enabling forbid "
    "forbids forbidding forbade".split()
)
_HOPED = frozenset("hoped planned intended meant wanted".split())
_REVOKED = frozenset("withdrew withdrawn withdraws revoked rescinded cancelled canceled".split())
_SPURNED = frozenset("declined declines rejected rejects refused refuses spurned spurns down".split())
#: What people know or say of what is over ("is said to have met").
_KNOWN = frozenset(
    "known believed said thought reported understood rumoured rumored alleged appear appears seem".split()
)
#: What stands before a gerund that tells of nothing that has happened ("considering meeting Lund").
_UNSURE = frozenset(
    "for about against considering to of avoid avoided opposed oppose suggested proposed weighing from is idea possible".split()
)


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


def verb_group(phrases: Phrases, verb: int, last: int, form: Form, *, future: bool = False) -> VerbGroup:
    """Read the verb at `verb` with what stands before it; `future` tells that its clause names a day to come."""
    j = verb
    aux: list[str] = []
    negated = over = False
    while True:
        word = phrases.word(j - 1)
        if word in AUXILIARIES:
            aux.append(word)
            negated = negated or word in NEGATIONS
        elif word in NEGATIONS and word not in ("without", "no"):
            negated = True
        elif (before := over_aside(phrases.lower, j)) < j:
            over = over or word == "longer"
            negated = negated or over
            j = before
            continue
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
        over = over or "after all" in " ".join(phrases.lower[last : last + 16])
        if over and any(a in FUTURE for a in aux):
            status = "cancelled"  # "will no longer take place", "will not meet after all"
        if "never" in phrases.lower[j : verb + 1] and status in ("failed", "denied"):
            status = "offered"  # "have never met": no contact that was to be
    if status in ("held", "ongoing", "planned") and denied_before(phrases, j):
        status = "denied"
    if status in ("held", "planned") and _supposed(phrases, j, last, aux):
        status = "offered"
    return VerbGroup(j, verb, last, form, status, negated, passive)


def _supposed(phrases: Phrases, j: int, last: int, aux: list[str]) -> bool:
    """Tell whether a contact is only supposed ("would resume talks if the troops left", "should they begin talks")."""
    if not _WOULD.isdisjoint(aux):
        for k in range(last, min(phrases.hi, last + 24)):
            if phrases.word(k) in ("if", "unless", "provided") and phrases.word(k - 1) not in ("even", "as"):
                return True
            if phrases.word(k) in (";", "said"):
                break
    if aux or phrases.word(j - 1) in ("to", "and"):
        return False
    subject = next(
        (k for k in range(j - 1, max(phrases.lo - 1, j - 8), -1) if phrases.word(k) in ("should", "if")), -1
    )
    return (
        subject >= 0
        and phrases.word(subject) == "should"
        and not any(phrases.word(k) in (",", "and", "be") or phrases.finite(k) for k in range(subject + 1, j))
    )


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
            return infinitive(phrases, k, False)
        if word in FUTURE:
            return "planned"
        if phrases.finite(k) or word in (";", "that"):
            return None
    return None


def _tense(phrases: Phrases, j: int, aux: list[str], form: Form, passive: bool, future: bool) -> Status:
    if phrases.word(j - 1) == "to" and form in ("base", "past"):
        if any(a in HAVE for a in aux) and phrases.word(j - 2) in _KNOWN:
            return "held"  # "are known to have met"
        if any(a in HAVE for a in aux) and phrases.word(j - 2) in ("was", "were"):
            return "failed"  # "were to have met on Friday"
        found = infinitive(phrases, j - 1, future)
        return "planned" if found == "held" and passive else found  # "a summit to be held in Bonn"
    if not _WOULD.isdisjoint(aux) and "have" in aux:
        return "failed"  # "would have met Lund but for the fog"
    if any(a in FUTURE for a in aux):
        return "planned"
    if any(a in _MAY for a in aux):
        return "planned" if future else "offered"
    if any(a in _DUTY for a in aux):
        return "offered"
    if form == "ing":
        if any(a in BE for a in aux):
            return "planned" if future else "ongoing"
        return _gerund(phrases, j, future)
    if "did" in aux:
        return "held"  # "did, however, receive Lund on Friday"
    if form in ("base", "third"):
        return "planned" if future or phrases.dated else "held"
    return "held"


def infinitive(phrases: Phrases, to: int, future: bool) -> Status:
    """Read what governs an infinitive: "is due to", "refused to", "flew to Paris to"."""
    lex = status_words()
    k = to - 1
    while phrases.word(k) in ADVERBS:
        k -= 1
    if phrases.timed(k):
        # "refused on Friday to receive"
        day = k - 1 if phrases.word(k - 1) in ("on", "last") else k
        k = day - 1 if phrases.word(day - 1) in lex.before_to else k
    word = phrases.word(k)
    if phrases.word(k - 1) == "too":
        return "offered"  # "too busy to come"
    if word in BE:
        return "planned"
    if word in HAVE:
        return "offered"
    if word in lex.before_to:
        status = lex.before_to[word]
        if word in _HOPED and phrases.word(k - 1) == "had" and "but" in phrases.lower[to : phrases.hi]:
            return "failed"  # "had hoped to meet Lund, but was told he was busy"
        if word == "invitation" and not _SPURNED.isdisjoint(phrases.lower[max(phrases.lo, k - 4) : k]):
            return "denied"  # "turned down an invitation to meet Lund"
        before = {phrases.word(k - 1), phrases.word(k - 2), phrases.word(k - 3)}
        if before & NEGATIONS:
            return "denied" if status == "planned" else "offered"
        return status
    m = phrases.mentions.at(k) if k >= phrases.lo else None
    if m is not None:
        # "invited Lund to visit", "persuaded them to attend"; a headline's "Lund to visit Bonn".
        lead = phrases.lead(m)
        before_object = phrases.word(lead - 1)
        if before_object == "to" and phrases.word(lead - 2) == "invitation":
            taken_back = not _REVOKED.isdisjoint(phrases.lower[max(phrases.lo, lead - 6) : lead])
            return "cancelled" if taken_back else "planned"
        if before_object == "for" and (set_for := _noun_for(phrases, lead - 1)):
            return set_for
        if before_object in lex.before_to and lex.before_to[before_object] in ("planned", "offered"):
            return lex.before_to[before_object]
        if lead == phrases.lo or before_object in ("-", ":", "–", "—", ",", "and"):
            return "planned"
    if word in ("them", "him", "her") and phrases.word(k - 1) in lex.before_to:
        return lex.before_to[phrases.word(k - 1)]
    for back in range(k, max(phrases.lo - 1, k - 25), -1):
        if phrases.word(back) in _LETTING:
            return "offered"  # "for allowing the exiles to hold a conference"
        if phrases.word(back) == "to" and phrases.word(back + 1).islower() and _plain_verb(phrases, back + 1):
            return infinitive(phrases, back, future)
        if phrases.word(back) in FUTURE:
            return "planned"
        if phrases.word(back) in lex.before_to and phrases.word(back - 1) in BE:
            return lex.before_to[phrases.word(back)]  # "was due in Bonn on Friday to see Lund"
        if phrases.finite(back) and phrases.word(back) not in BE:
            return _purpose(phrases, back)
    return "planned"


def _noun_for(phrases: Phrases, at: int) -> Status | None:
    """Read the noun before "for Lund to meet Finch": "no plans", "an invitation", "no reason"."""
    for k in range(at - 1, max(phrases.lo - 1, at - 7), -1):
        word = phrases.word(k)
        status = status_words().before_to.get(word)
        if status is not None:
            none = {"no", "any", "without"} & set(phrases.lower[max(phrases.lo, k - 3) : k])
            none |= NEGATIONS & set(phrases.lower[max(phrases.lo, k - 4) : k])
            return status if not none else "denied" if status == "planned" else "offered"
        if word in (",", ";", "that") or phrases.mentions.at(k) is not None or phrases.finite(k):
            return None
    return None


def _plain_verb(phrases: Phrases, i: int) -> bool:
    return phrases.word(i) in _TRAVEL


def _purpose(phrases: Phrases, verb: int) -> Status:
    """Return the status of a contact that is the purpose of what the verb tells: "flew in to meet"."""
    word = phrases.word(verb)
    if "should have" in " ".join(phrases.lower[max(phrases.lo, verb - 3) : verb + 1]):
        return "failed"  # "should have been in Bonn to meet Lund"
    if word in _TOWARDS:
        return "offered" if word in ("urged", "called") else "planned"
    for k in range(verb - 1, max(phrases.lo - 1, verb - 5), -1):
        if phrases.word(k) in FUTURE or phrases.word(k) == "to":
            return "planned"
        if phrases.word(k) not in ADVERBS and phrases.word(k) not in AUXILIARIES:
            break
    return "held"


def _gerund(phrases: Phrases, j: int, future: bool) -> Status:
    before = phrases.word(j - 1)
    if before in ("after", "since", "following", "upon", "while", "on", "by", "when", "in"):
        return "held"
    if before == "before" and not future and _went_on(phrases, j - 1):
        return "held"
    if before == "before" and "had" in phrases.lower[j : j + 22]:
        return "held"  # "Before meeting Lund on Sunday, Finch had spent a day in Bonn"
    if before in ("before", "ahead", "until") or (before == "to" and phrases.word(j - 2) == "prior"):
        return "planned"
    if before == "of" and phrases.word(j - 2) == "ahead":
        return "planned"
    if before == "without":
        return "failed"
    if before in _UNSURE:
        return "offered"
    return "planned" if future else "held"


def _went_on(phrases: Phrases, before: int) -> bool:
    """Tell whether what is told before a gerund is over and no saying ("toured the site before holding talks")."""
    for k in range(before - 1, phrases.lo - 1, -1):
        word = phrases.word(k)
        if word in (";", ":", "that", "to") or word in QUOTES or word in FUTURE:
            return False
        if phrases.mentions.at(k) is None and phrases.finite(k) and word not in AUXILIARIES:
            past = word.endswith("ed") or word in IRREGULAR_PAST
            return past and word not in REPORTING and phrases.word(k - 1) not in HAVE | BE
    return False
