"""Clauses and phrases that tell of something else: the day and place in them are not those of the contact beside them."""

from digests.meetings.draft import Draft
from digests.meetings.phrases import Phrases
from digests.meetings.words import ADVERBS, AUXILIARIES, BE, HAVE, PREPOSITIONS, QUOTES, REPORTING

_RELATIVE = frozenset("who whom which whose that where".split())
_ADVERBIAL = frozenset(
    "after before since when while because as until although though if whereas once unless".split()
)
#: Of these, those that never lead in a mere noun.
_CLAUSES = frozenset("when while because although though if whereas unless".split())
#: Verbs of a relative clause that says when and where a contact is itself ("talks which opened in Bonn on Monday").
_ITSELF = frozenset(
    "held began begin begins started opened open opens ended ends concluded took take takes lasted lasts resumed planned "
    "scheduled set due expected due continued runs ran met meet meets gathered gather sat".split()
)
#: How far to the left of a day its clause may begin, in tokens.
_REACH = 28


def tells_of_another(phrases: Phrases, draft: Draft, first: int) -> bool:
    """Tell whether the day or place at token `first` stands in a clause of its own, apart from the contact's."""
    opener = _opener(phrases, first)
    if opener < 0:
        return False
    if phrases.word(opener + 1) in ("they", "it") and phrases.word(opener + 2) in ("were", "was"):
        return phrases.word(opener + 3) not in ("to", "due", "set") or opener < draft.cue.last
    if opener >= draft.cue.last:
        return not _of_the_contact(phrases, draft, opener)
    if opener < draft.cue.first < first or draft.first <= first < draft.last:
        return False  # one clause with the contact
    between = range(first, draft.first)
    return any(phrases.word(k) in (",", ";", "that") for k in between)


def _opener(phrases: Phrases, first: int) -> int:
    """Return the subordinator whose clause, with a verb of its own, holds token `first`; -1 for a main clause."""
    verb = False
    for k in range(first - 1, max(phrases.lo - 1, first - _REACH), -1):
        word = phrases.word(k)
        m = phrases.mentions.at(k)
        if word in QUOTES or word == ";":
            return -1
        if m is not None and word not in _RELATIVE | _ADVERBIAL:
            continue
        if word in _RELATIVE or word in _ADVERBIAL:
            if (verb or word in _CLAUSES) and not _no_clause(phrases, k):
                return k
            if word == "that" or word in _ADVERBIAL:
                continue
            return -1
        if word == "," and verb and _resumes(phrases, k, first):
            return -1
        if word == "and" and verb:
            return -1 if not _inside(phrases, k) else _opener(phrases, k)
        gerund = word.endswith("ing") and len(word) > 4 and phrases.word(k - 1) in _ADVERBIAL
        verb = verb or gerund or (phrases.finite(k) and word not in ("that", "whether", "if"))
    return -1


def _no_clause(phrases: Phrases, k: int) -> bool:
    """Tell whether a word opens no clause here: "as president", "that year", "said that he met"."""
    word, before = phrases.word(k), phrases.word(k - 1)
    if word == "that":
        return before in REPORTING or before in ("reports", "statement", "hope", "hopes", "agreed")
    if word == "as":
        return phrases.word(k + 1) in ("part", "well", "early", "a", "an") or before in ("as", "well")
    return False


def _resumes(phrases: Phrases, comma: int, first: int) -> bool:
    """Tell whether a comma closes an aside before the verb of the main clause ("Lund, a doctor, met Finch on Monday")."""
    k = comma + 1
    while k < first and phrases.word(k) in ADVERBS:
        k += 1
    return phrases.finite(k)


def _inside(phrases: Phrases, k: int) -> bool:
    """Tell whether "and" joins two parts of one clause, so that what opened before it still holds."""
    after = phrases.word(k + 1)
    return not (phrases.finite(k + 1) or after in AUXILIARIES or after in ("he", "she", "they"))


def _of_the_contact(phrases: Phrases, draft: Draft, opener: int) -> bool:
    """Tell whether a relative clause right after the contact says when it is ("talks which opened on Monday")."""
    word = phrases.word(opener)
    if word not in ("which", "that") or opener > draft.last + 2:
        return False
    k = opener + 1
    if phrases.word(k) in ("he", "she", "they") and phrases.word(k + 1) in ("made", "paid", "had"):
        return True  # "her visit to Bonn, which she made on Monday"
    while (
        phrases.word(k) in ADVERBS
        or phrases.word(k) in BE | HAVE
        or phrases.word(k) in ("to", "will", "would", "not")
    ):
        k += 1
    return k > opener + 1 or phrases.word(k) in _ITSELF


def where_of(phrases: Phrases, draft: Draft, opener: str = "where") -> int:
    """Return the "where" whose clause tells the contact ("flew to Bonn on Monday, where she met Lund"); -1 for none."""
    for k in range(draft.first - 1, max(phrases.lo, draft.first - _REACH), -1):
        word = phrases.word(k)
        if word == opener and phrases.mentions.at(k) is None:
            return k
        if word in (";", "that", "who", "which", "after", "before") or word in QUOTES:
            return -1
    return -1


def beside_where(phrases: Phrases, where: int, last: int) -> bool:
    """Tell whether a day or place that ends at `last` is in the phrases that "where" takes up ("to Bonn on Monday, where")."""
    if where < 0 or last > where:
        return False
    between = [phrases.word(k) for k in range(last, where) if phrases.mentions.at(k) is None]
    return len(between) < 9 and not any(phrases.finite(k) for k in range(last, where))


def in_parallel(phrases: Phrases, draft: Draft, first: int) -> bool:
    """Tell whether a day belongs to a place told beside that of the contact ("in Bonn, where she met Lund, and in Rome")."""
    return any(
        phrases.word(k) == "and" and phrases.word(k + 1) in ("in", "to", "at")
        for k in range(draft.last, first)
    )


def modifies_other(phrases: Phrases, draft: Draft, first: int, last: int) -> bool:
    """Tell whether a day belongs to another noun than the contact's ("the June 25 bombing", "Friday's attack")."""
    k = last + 1 if phrases.word(last) in ("'s", "’s") else last
    owned = k > last
    if not owned and phrases.word(first - 1) not in ("the", "a", "an", "its", "this", "that"):
        return False
    if phrases.mentions.at(k) is not None or not phrases.word(k).isalpha() or phrases.word(k) in PREPOSITIONS:
        return False
    return not (draft.first <= k < draft.cue.last)


def of_the_person(phrases: Phrases, first: int, last: int) -> bool:
    """Tell whether a day stands in what commas tell of somebody ("Lund, appointed on Thursday, met Finch")."""
    if phrases.word(last) != ",":
        return False
    opens = next((k for k in range(first - 1, max(phrases.lo, first - 6), -1) if phrases.word(k) == ","), -1)
    verb = phrases.word(opens + 1)
    return (
        opens > 0 and phrases.mentions.at(opens - 1) is not None and (verb.endswith("ed") or verb == "sworn")
    )
