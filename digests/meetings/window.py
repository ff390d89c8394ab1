"""One sentence as a window of tokens and mentions: which words are verbs, what leads up to a mention and governs it."""

from digests.document import Document
from digests.meetings.actors import Actors
from digests.meetings.draft import Draft
from digests.meetings.words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    IRREGULAR_PAST,
    PREPOSITIONS,
    RELATIVES,
    REPORTING,
    SUBORDINATORS,
)
from digests.mentions import Mention
from digests.places import Place
from digests.timewords import TimeExpression

#: Days by name; a list of actors ends before one.
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow".split())
_MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "spring summer autumn fall winter".split()
)
#: Words that may stand between a preposition or verb and the mention it governs.
_LEAD = DETERMINERS | frozenset(
    "visiting top senior several other former new fellow outgoing incoming then newly first high-ranking high-level "
    "leading some various".split()
)
_NOT_PAST = frozenset(
    "united hundred need indeed speed feed seed led-by red unrelated so-called based armed so-termed".split()
)
#: Verbs of contact in their bare and past forms, which no plural office is made of.
_VERBS = frozenset("to meet visit see host receive met told visited hosted received".split())
#: Verbs in the present that are no nouns, so that their form tells.
_PRESENT = frozenset(
    "remains seems appears comes makes takes includes becomes keeps gives goes shows".split()
)
_ADJECTIVAL = ("ing", "ed", "ern", "an", "ish", "al", "ic")


class Window:
    """Tokens and mentions of one document; `lo` and `hi` bound the sentence at work."""

    def __init__(self, document: Document, mentions: Actors) -> None:
        self.document = document
        self.mentions = mentions
        self.lower = document.lower
        self.words = document.words
        self.lo = 0
        self.hi = len(document.words)
        #: True when the sentence names a time to come ("next week"); set by the patterns.
        self.future = False
        #: True when the sentence names a day of the week: a present tense then tells of a plan.
        self.dated = False
        #: Times and places of the sentences read so far.
        self.times: dict[int, list[TimeExpression]] = {}
        self.places: dict[int, list[Place]] = {}
        #: Who took part in the contact told last, and its sentence: "the two" may be they.
        self.previous: list[Mention] = []
        self.previous_sentence = -9
        #: The sentence and the traveller of the journey told last.
        self.traveller: tuple[int, Mention] | None = None

    def keep(self, draft: Draft, index: int) -> None:
        """Keep who a contact of sentence `index` brought together, or who travelled, for what is told after it."""
        actors = draft.actors()
        one = len(actors) == 1 and actors[0].plural and actors[0].org
        if (len(actors) > 1 or one) and not draft.anaphoric:
            self.previous, self.previous_sentence = actors, index
        if draft.travels and len(draft.left) == 1:
            self.traveller = (index, draft.left[0])

    def leads(self, m: Mention) -> bool:
        """Tell whether somebody leads a group that is of no party but his ("a delegation led by Peru's minister")."""
        by = self.lead(m) - 1
        if not m.country or self.word(by - 1) not in ("led", "headed"):
            return False
        led = self.mentions.at(by - 2)
        return led is None or not (led.country or led.org)

    def enter(self, first: int, last: int) -> None:
        """Set the sentence to read in."""
        self.lo, self.hi = first, last
        words = self.lower[first:last]
        self.dated = not DAYS.isdisjoint(words) or "weekend" in words

    def timed(self, i: int) -> bool:
        """Tell whether a day, a date or a month stands at token `i`."""
        word = self.word(i)
        if word in ("a", "the", "next", "this", "early", "late", "mid", "later"):
            word = self.word(i + 1)
        return (
            word in DAYS or word in _MONTHS or word[:1].isdigit() or word in ("week", "month", "year", "date")
        )

    def word(self, i: int) -> str:
        """Return the lower-case token at `i`, or "" outside the sentence."""
        return self.lower[i] if self.lo <= i < self.hi else ""

    def finite(self, i: int) -> bool:
        """Tell whether the token at `i` looks like a verb in a tense."""
        if not self.lo <= i < self.hi or self._covered(i):
            return False
        word = self.lower[i]
        if word in AUXILIARIES or word in IRREGULAR_PAST or word in _PRESENT:
            return True
        if word in REPORTING:
            return word not in ("that", "whether", "if")
        if not (word.endswith("ed") and len(word) > 4 and word not in _NOT_PAST and self.words[i].islower()):
            return False
        before, after = self.word(i - 1), self.word(i + 1)
        if before in DETERMINERS or before in PREPOSITIONS or after == "by" or before in AUXILIARIES:
            return before in AUXILIARIES
        follows = self.mentions.at(i + 1) if i + 1 < self.hi else None
        return (
            self.mentions.at(i - 1) is not None
            or before in ("who", "which", ",", "and", "he", "she", "they", ")")
            or follows is not None
            or after in DETERMINERS
            or after in ("to", "that", "on", "in", "with")
        )

    def _covered(self, i: int) -> bool:
        at = self.mentions.at(i)
        return at is not None and not (at.kind in ("group", "office") and self.lower[i] in AUXILIARIES)

    def lead(self, m: Mention) -> int:
        """Return the first token of a mention with the determiners and adjectives that lead up to it."""
        j = m.first
        while j > self.lo:
            word = self.lower[j - 1]
            if self.mentions.at(j - 1) is not None:
                break
            if (
                word in _LEAD
                or self._noun_lead(m, j - 1)
                or (word.endswith(_ADJECTIVAL) and self._adjective(j - 1))
            ):
                j -= 1
            else:
                break
        return j

    def _noun_lead(self, m: Mention, i: int) -> bool:
        """Tell whether a plain word belongs to a plural office ("faction leaders")."""
        word = self.lower[i]
        return (
            m.plural
            and m.kind in ("office", "group")
            and m.head - i < 5
            and self.words[i].isalpha()
            and self.words[i].islower()
            and word not in PREPOSITIONS
            and word not in CONJUNCTIONS
            and word not in AUXILIARIES
            and word not in RELATIVES
            and word not in SUBORDINATORS
            and word not in _VERBS
            and not word.endswith(("ed", "ing"))
            and word not in IRREGULAR_PAST
        )

    def _adjective(self, i: int) -> bool:
        before = self.word(i - 1)
        return (before in DETERMINERS or before in ("with", "'s", "’s")) and self.words[i].islower()

    def governor(self, m: Mention) -> str:
        """Return the word before a mention and its lead: a preposition, a verb, a comma, or "" at the start."""
        return self.word(self.lead(m) - 1)

    def possessive(self, m: Mention) -> bool:
        """Tell whether 's follows a mention, so that something else is meant than the actor."""
        return self.word(m.last) in ("'s", "’s", "'", "’")

    def over_relative(self, i: int) -> int:
        """Return the token a relative clause in commas before `i` follows ("the house, which staff left, on a visit")."""
        if self.word(i - 1) != ",":
            return i
        opening = next((k for k in range(i - 2, max(self.lo, i - 20), -1) if self.word(k) == ","), 0)
        relative = {self.word(opening + 1), self.word(opening + 2)} & {"which", "who", "whose", "where"}
        return opening if opening and relative else i
