"""How far a day or place stands from a contact, and the days and places of a sentence, read once."""

from digests.document import Document
from digests.meetings.draft import Draft
from digests.meetings.phrases import Phrases
from digests.meetings.status import aside_end
from digests.meetings.words import AUXILIARIES, BE, HAVE
from digests.places import Place, read_places
from digests.times import TimeExpression, find_times

#: Cost of one verb between a contact and a day or place, in tokens.
_VERB = 14
#: What a verb stands behind that is one with it ("will be held", "is to be held").
_ONE_VERB = AUXILIARIES | {"to"}
#: What an aside behind a contact says of its own day ("the talks, scheduled for Friday, ...").
_SETS = frozenset(
    "scheduled planned expected hosted attended chaired mediated brokered organised organized postponed delayed".split()
)
_PRONOUNS = frozenset("he she they it who".split())
_JOURNEYS = frozenset("flew arrived left returned travelled traveled went headed departed".split())


def times_in(document: Document, phrases: Phrases, index: int) -> list[TimeExpression]:
    if index not in phrases.times:
        sentence = document.sentences[index]
        found = find_times(document.text, sentence.start, sentence.end)
        # "three years ago this week": the week is that of the years told.
        ago = {e.span[1] for e in found if e.text.endswith("ago")}
        phrases.times[index] = [e for e in found if not ago or not ago & set(range(e.span[0] - 4, e.span[0]))]
    return phrases.times[index]


def places_in(document: Document, phrases: Phrases, index: int) -> list[Place]:
    if index not in phrases.places:
        sentence = document.sentences[index]
        phrases.places[index] = read_places(document, phrases.mentions, sentence.first, sentence.last)
    return phrases.places[index]


def distance(phrases: Phrases, draft: Draft, first: int, last: int) -> int:
    """Return how far tokens `first:last` stand from a contact; verbs between count more, what follows counts less."""
    if draft.first <= first < draft.last:
        return 0
    if first >= draft.last:
        begin = after_aside(phrases, draft)
        if first < begin:
            return 60  # "talks, suspended since a murder in Bonn, will resume in Geneva"
        between = range(begin, first)
        base = 0
    else:
        between = range(last, draft.first)
        base = 2
    cost = base
    own = own_clause(phrases, draft) if first >= draft.last else 0
    for k in between:
        m = phrases.mentions.at(k)
        if m is not None and m.first < k:
            continue  # a name counts once, however long
        cost += 1
        word = phrases.word(k)
        if k < own:
            continue
        if phrases.finite(k) and phrases.word(k - 1) not in _ONE_VERB:
            cost += _VERB
        elif word in ("that", "which", "who", "while", "but", "where", ";"):
            cost += 8
        elif word == "and":
            cost += 3
    return cost


def after_aside(phrases: Phrases, draft: Draft) -> int:
    """Return the token after what commas set apart behind a contact, if that tells of something else; else its end."""
    word = phrases.word(draft.last + 1)
    if phrases.word(draft.last) != "," or not word.endswith("ed") or word in _SETS:
        return draft.last
    return aside_end(phrases, draft.last)


def own_clause(phrases: Phrases, draft: Draft) -> int:
    """Return the end of the relative clause that says when and where a contact was to be ("that was planned for")."""
    k = draft.last + (phrases.word(draft.last) == ",")
    if phrases.word(k) not in ("that", "which"):
        return 0
    made = phrases.word(k + 1) in _PRONOUNS and phrases.word(k + 2) in ("made", "paid", "had", "will")
    if phrases.word(k + 1) not in BE | HAVE and not made:
        return 0
    return next((x for x in range(k + 2, phrases.hi) if phrases.word(x) in (",", ";", "but")), phrases.hi)


def left_behind(phrases: Phrases, draft: Draft, first: int) -> bool:
    """Tell whether a day or place before a contact is that of a journey after it ("flew to Bonn after meeting Lund")."""
    if first >= draft.first or phrases.word(draft.first - 1) != "after":
        return False
    return any(phrases.word(k) in _JOURNEYS for k in range(phrases.lo, first))
