"""Status of a contact told by a noun: "called off the visit", "the talks collapsed", "ahead of the planned meeting"."""

from digests.meetings.cues import Form
from digests.meetings.denials import denied_before
from digests.meetings.outlook import Status, status_words
from digests.meetings.phrases import Phrases
from digests.meetings.purposes import ARRIVED, purpose_of_trip
from digests.meetings.tense import VerbGroup, infinitive, verb_group
from digests.meetings.words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    DETERMINERS,
    HAVE,
    NEGATIONS,
    QUOTES,
    RESOLVED,
    WILL,
    over_aside,
)

_MADE = frozenset(("made", "paid"))
_ARRANGED = frozenset("invited scheduled planned arranged agreed".split())
_HEARSAY = frozenset("rumours rumors rumour rumor speculation gossip".split())
_PRESENCE = frozenset("appearance attendance participation presence".split())
#: Verbs whose "to" leads up to what is set or sought, not to where somebody went.
_LEADING = frozenset(
    "agreed agree agrees led leads leading committed pledged looking look forward invited invites prelude".split()
)
_ON_THE_WAY = frozenset(("way", "route", "bound", "due", "to"))
#: Words that may stand between a verb and the contact it governs ("called off", "put on hold").
_PARTICLES = frozenset("off up out of on from hold ice back aside short away".split())


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
    lex = status_words()
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
        status = "planned" if after == "held" and _in_a_plan(phrases, start) else after
    else:
        status = _main_tense(phrases, start, end, future)
    if after == "planned" and group is None:
        status = "planned"
    if (
        group is None
        and phrases.word(start - 1) == "on"
        and phrases.word(start - 2) in ("is", "are", "currently", ",", "now")
        and not (phrases.word(start - 2) == "," and phrases.future)
    ):
        status = "ongoing"
    if group is None and phrases.word(start - 1) == "in" and _locked(phrases, start):
        status = "ongoing"
    if adjective in ("planned", "cancelled", "postponed") and status in ("held", "ongoing"):
        status = adjective
    if adjective == "offered" and (group is None or group.status not in ("held", "ongoing")):
        status = "offered"
    if trailing is not None and status in ("held", "ongoing"):
        status = trailing
    if (
        status in ("held", "ongoing", "planned")
        and denied_before(phrases, start)
        and not (after is not None and _adjunct(phrases, start))
    ):
        status = "denied"
    return status, group


def _locked(phrases: Phrases, start: int) -> bool:
    """Tell whether people are in talks as it is told ("were locked in talks", "is in talks with Lund")."""
    word, before = phrases.word(start - 2), phrases.word(start - 3)
    if word in ("locked", "engaged", "deep", "still"):
        return before in BE or before == "remained"
    return word in BE - {"been", "be"} or word == "remained"


def _adjunct(phrases: Phrases, start: int) -> bool:
    """Tell whether a noun phrase only dates another verb ("denied that it had been rushed before the talks")."""
    for k in range(start - 1, max(phrases.lo - 1, start - 12), -1):
        word = phrases.word(k)
        if word in ("that", "denied", "denies", "denying", "dismissed"):
            return False
        if word in _ARRANGED:
            return False
        if phrases.finite(k) and word not in AUXILIARIES and word not in ("held", "took", "had"):
            return True
    return False


def _in_a_plan(phrases: Phrases, start: int) -> bool:
    """Tell whether a phrase hangs on a verb to come ("are expected to settle it in a meeting next month")."""
    for k in range(start - 1, max(phrases.lo - 1, start - 16), -1):
        word = phrases.word(k)
        if word in WILL:
            return True
        if (
            word == "to"
            and phrases.mentions.at(k + 1) is None
            and phrases.word(k + 1) not in ("the", "a", "an", "his", "her")
        ):
            if not RESOLVED.isdisjoint(phrases.lower[max(phrases.lo, k - 4) : k]):
                return phrases.future  # "agreed on Monday to resume talks after a meeting in Bonn"
            return infinitive(phrases, k, phrases.future) == "planned"
        if phrases.finite(k) or word in (",", ";", "that"):
            return False
    return False


def _led_up_to(phrases: Phrases, start: int) -> Status | None:
    if phrases.word(start - 1) == "by":
        for k in range(start - 2, max(phrases.lo, start - 7), -1):
            if phrases.word(k) in ("followed", "preceded"):
                return verb_group(phrases, k, k + 1, "past").status
    for words, status in status_words().after.get(phrases.word(start - 1), ()):
        k = start - len(words)
        if k >= phrases.lo and tuple(phrases.lower[k:start]) == words:
            return status
    if phrases.word(start - 1) == "of" and not _HEARSAY.isdisjoint(
        phrases.lower[max(phrases.lo, start - 8) : start]
    ):
        return "offered"  # "rumours swirled on Sunday of a meeting"
    if phrases.word(start - 1) == "for":
        return purpose_of_trip(phrases, start - 1)
    if phrases.word(start - 1) == "to":
        lead = phrases.lower[max(phrases.lo, start - 10) : start - 1]
        if "sent" in lead[-5:]:
            return "offered"  # "sent her deputy to the talks with Lund": who was at them is not told
        went = not ARRIVED.isdisjoint(lead) and _LEADING.isdisjoint(lead) and _ON_THE_WAY.isdisjoint(lead)
        return purpose_of_trip(phrases, start - 1) if went else "planned"
    return None


def _status_verb(phrases: Phrases, i: int) -> tuple[Form, Status, int] | None:
    word = phrases.word(i)
    if word in HAVE and (phrases.word(i + 1) in AUXILIARIES | ADVERBS or phrases.word(i + 1).endswith("ed")):
        return None
    for rest, form, status in status_words().verbs.get(word, ()):
        if tuple(phrases.lower[i + 1 : i + 1 + len(rest)]) == rest:
            return form, status, i + 1 + len(rest)
        if len(rest) == 1 and rest[0] in ("off", "back", "up") and rest[0] in phrases.lower[i + 1 : i + 7]:
            return form, status, i + 1  # "put the visit off": the particle after a short object
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
    if phrases.word(start - 1) in ("at", "in") and phrases.word(start - 2) in _PRESENCE:
        start -= 2 + (phrases.word(start - 3) in DETERMINERS)  # "cancelled her appearance at a meeting"
    for k in range(start - 1, max(phrases.lo - 1, start - 4), -1):
        found = _status_verb(phrases, k)
        whole = found and (found[2] == start or phrases.word(start - 1) not in ("for", "at"))
        if found and found[2] <= start and whole:  # "did not turn up for talks", but not "open for talks"
            form, status, last = found
            return _combine(verb_group(phrases, k, last, form), status)
        phrasal = k == start - 1 and phrases.word(k) in ("for", "at")
        if phrases.word(k) not in ADVERBS and phrases.word(k) not in _PARTICLES and not phrasal:
            return None
    return None


def _predicate(phrases: Phrases, end: int) -> VerbGroup | None:
    """Return the verb whose subject the noun phrase ending at `end` is, with the status it lends."""
    aside = aside_end(phrases, end)
    for k in range(aside, min(phrases.hi, aside + 14)):
        word = phrases.word(k)
        if phrases.mentions.at(k) is not None:
            continue
        if word == "and" and phrases.word(k + 1) in AUXILIARIES:
            return None  # "came up in talks with Lund and was agreed on Monday": the verb of another subject
        found = _status_verb(phrases, k) or _moved(phrases, k)
        if (
            found
            and found[0] != "ing"
            and (_in_tense(phrases, k) or found[1] not in ("held", "planned", "offered"))
        ):
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


def aside_end(phrases: Phrases, end: int) -> int:
    """Return the token after what commas set apart ("The visit, previously set for Friday, has been postponed").

    That is a participle or a clause with a verb in the passive: "which had been scheduled for Friday".
    """
    k = end
    if phrases.word(k) != ",":
        return end
    if phrases.word(k + 1) in ("which", "that"):
        if phrases.word(k + 2) not in BE and phrases.word(k + 3) not in BE:
            return end
    else:
        while phrases.word(k + 1) in ADVERBS or phrases.word(k + 1).endswith("ly"):
            k += 1
        if not phrases.word(k + 1).endswith("ed") and phrases.word(k + 1) not in ("set", "due"):
            return end
    closing = (x for x in range(k + 2, min(phrases.hi, k + 24)) if phrases.word(x) == ",")
    verbs = (x + 1 for x in closing)
    return next((v for v in verbs if phrases.word(v) in AUXILIARIES or _status_verb(phrases, v)), end)


def _moved(phrases: Phrases, k: int) -> tuple[Form, Status, int] | None:
    """Read "moved to March 21" as a delay; moved to another town, a contact stays set."""
    if phrases.word(k) not in ("moved", "shifted", "rescheduled"):
        return None
    towards = next((x for x in range(k + 1, min(phrases.hi, k + 7)) if phrases.word(x) in ("to", "until")), 0)
    if not towards or not phrases.timed(towards + 1):
        return None
    return "past", "postponed", k + 1


def _in_tense(phrases: Phrases, k: int) -> bool:
    before = phrases.word(k - 1)
    if before == "to" and phrases.word(k - 2) in BE:
        return True  # "is to take place"
    if over_aside(phrases.lower, k) < k:
        return True  # "will no longer take place"
    return phrases.finite(k) or before in BE or before in ADVERBS or before in AUXILIARIES


def _phrase_after(phrases: Phrases, noun: int) -> Status | None:
    text = " ".join(phrases.lower[noun : phrases.hi])
    for words, status in status_words().phrases:
        if " ".join(words) in text:
            return status
    return None


def _main_tense(phrases: Phrases, start: int, end: int, future: bool) -> Status:
    """Return what the verb of the clause around a noun phrase says of its time."""
    own = end + (phrases.word(end) == ",")
    if phrases.word(own) in ("which", "that") and not _MADE.isdisjoint(phrases.lower[own + 1 : own + 4]):
        return "held"  # "would focus on her visit to Canada, which she made on Monday"
    aside = phrases.word(end) == "," and "," in phrases.lower[start:end]
    for k in range(end + aside, min(phrases.hi, end + 8)):
        word = phrases.word(k)
        if word in WILL:
            return "planned"  # also "the meeting, with Canada and Peru, would go ahead"
        if word in ("and", "but", ",") or phrases.finite(k):
            break
    for k in range(start - 1, max(phrases.lo - 1, start - 12), -1):
        word = phrases.word(k)
        if word in WILL:
            return "planned"
        if phrases.finite(k):
            break
    return "planned" if future else "held"
