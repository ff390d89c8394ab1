"""Office nouns: reads a phrase up to its office noun — modifiers, states and bodies, the nouns themselves."""

from collections.abc import Callable

from digests.givennames import given_gender
from digests.names import Name
from digests.neighbours import CLOSED, VERBS
from digests.offices import ADDRESS, PAST_PREFIXES, Office, Phrase, titles
from digests.wordmarks import MODIFIER, NOUN, select

Hits = dict[int, tuple[int, Name]]

POSSESSIVE = ("'s", "’s", "'", "’")
#: Modifiers that stand before a state as well as before a noun.
_BOTH_WAYS = frozenset("opposition foreign rebel government military party".split())


class NounReader:
    """Reads up to the office noun in one document's tokens."""

    def __init__(
        self,
        words: list[str],
        lower: list[str],
        hits: Hits,
        caps: bytearray,
        marks: bytes,
        name_end: Callable[[int, int], int],
    ) -> None:
        self.words, self.lower, self.hits, self.caps = words, lower, hits, caps
        self.name_end = name_end
        self.titles = titles()
        #: 1 for a word that may begin an office noun, or a modifier.
        self.nouns, self.modifiers = select(marks, NOUN), select(marks, MODIFIER)

    def before_noun(self, phrase: Phrase, j: int, last: int) -> int:
        """Read modifiers, owners and nouns from token `j`; return where they end."""
        lower, titles = self.lower, self.titles
        nouns = phrase.nouns
        begin, loose, after_owner, portfolio = j, 0, False, False
        while j < last:
            hit = self.hits.get(j)
            noun = titles.noun(lower, j, last) if self.nouns[j] else None
            if hit and not (noun and noun[0] > hit[0]):
                # "strong relations Chinese President": no portfolio stands before a state.
                step = 0 if portfolio and not nouns else self._owner(phrase, hit, j, last)
                if not step:
                    break
                j, loose, after_owner = step, 0, True
                continue
            modifier = titles.modifier(lower, j, last) if self.modifiers[j] else None
            if noun:
                end, office = noun
                if modifier and modifier[0] >= end and self._qualifies_noun(modifier[0], last):
                    phrase.past = phrase.past or modifier[1] == "past"
                    j = modifier[0]
                    continue
                if (
                    nouns
                    and office.institution
                    and not nouns[-1][2].institution
                    and lower[j - 1] not in POSSESSIVE
                ):
                    break
                if office.kind == "honorific" and not self.words[j][0].isupper():
                    break
                if (
                    nouns
                    and office.kind == "monarch"
                    and nouns[-1][2].kind in ADDRESS
                    and not self.caps[end : end + 1].strip(b"\0")
                ):
                    break  # "Prince Sultan": the second is his name
                phrase.past = phrase.past or lower[j].startswith(PAST_PREFIXES)
                nouns.append((j, end, office))
                j = self._after_noun(office, end, last)
                continue
            if modifier and (not nouns or self.noun_follows(modifier[0], last, loose=False)):
                phrase.past = phrase.past or modifier[1] == "past"
                portfolio = portfolio or (modifier[1] == "portfolio" and lower[j] not in _BOTH_WAYS)
                j = self._past_gloss(modifier[0], last)
                continue
            if nouns:
                break
            if lower[j] in ("and", "&", ",", "/") and j > begin and self._joins(j, last):
                j += 1
                continue
            if lower[j].endswith("ing") and loose and not after_owner:
                break  # "a statement following U.S. Secretary of State"
            if self._did(phrase, begin, j):
                break
            if loose < 3 and (after_owner or phrase.definite or phrase.indefinite) and self._loose(j, last):
                if self.caps[j] and not after_owner and phrase.unknown is None:
                    phrase.unknown = (j, j + 1)
                elif self.caps[j] and phrase.unknown and phrase.unknown[1] == j:
                    phrase.unknown = (phrase.unknown[0], j + 1)
                loose += 1
                j += 1
                continue
            break
        return j

    def _owner(self, phrase: Phrase, hit: tuple[int, Name], j: int, last: int) -> int:
        """Take a state or body before the noun; return where reading goes on, 0 when it is none of the phrase's."""
        end, name = hit
        if (
            end + 2 < last
            and self.words[end] == "("
            and self.words[end + 2] == ")"
            and self.words[end + 1].isupper()
        ):
            end += 3  # "Palestine Liberation Organization (PLO) Chairman"
        if phrase.owners and not phrase.nouns and self._acts(phrase.owners[-1], j):
            return 0
        if phrase.owners and not phrase.nouns and phrase.owners[-1][2].sort == "media" and name.adjective:
            return (
                0  # the credit of a picture runs into its caption: "Halyard News Norwegian Foreign Minister"
            )
        follows = self.noun_follows(end, last)
        if phrase.nouns and not (follows and phrase.nouns[-1][2].institution):
            return 0
        possessive = end < last and self.lower[end] in POSSESSIVE
        if not possessive and not follows:
            joined = end < last and self.lower[end] in ("and", ",", "/", "-", "&") and name.adjective
            if not (joined and self._joined_owner(end, last)):
                return 0
        if possessive and not self.noun_follows(end + 1, last):
            return 0
        phrase.owners.append((j, end, name))
        phrase.definite = phrase.definite or possessive
        return end + 1 if possessive else end

    def _past_gloss(self, j: int, last: int) -> int:
        """Step over what explains a portfolio in brackets ("Home (Interior) Minister")."""
        gloss = j + 2 < last and self.words[j] == "(" and self.words[j + 2] == ")" and self.modifiers[j + 1]
        return j + 3 if gloss else j

    def _did(self, phrase: Phrase, begin: int, j: int) -> bool:
        """Tell whether a participle is the verb of a subject before it ("the union often criticised President Lund").

        Behind an article or a possessive it describes the office ("the widely respected president").
        """
        if not self.words[j].endswith("ed"):
            return False
        k = j - 1
        while k > begin and self.words[k].endswith("ly"):
            k -= 1
        if k < begin or self.modifiers[k] or self.lower[k] in POSSESSIVE:
            return False
        owner = next((name for _, end, name in phrase.owners if end == k + 1), None)
        return not owner.adjective if owner else not self.words[k].endswith("ly")

    def _acts(self, owner: tuple[int, int, Name], j: int) -> bool:
        """Tell whether a state is what a verb tells of and no owner ("Germany invited French President ...")."""
        _, end, name = owner
        return not name.adjective and end < j and self.words[end].isalpha() and self.words[end].islower()

    def _joined_owner(self, j: int, last: int) -> bool:
        nxt = self.hits.get(j + 1)
        if self.lower[j] == "," and j + 2 < last and self.lower[j + 1] == "and":
            nxt = self.hits.get(j + 2)
        if not nxt or not nxt[1].adjective:
            return False
        goes_on = nxt[0] < last and self.lower[nxt[0]] in ("and", ",", "&")
        return self.noun_follows(nxt[0], last) or (goes_on and self._joined_owner(nxt[0], last))

    def _joins(self, j: int, last: int) -> bool:
        """Tell whether the mark or conjunction at `j` joins two modifiers or two owners of one office noun."""
        if any((hit := self.hits.get(j - back)) and hit[0] == j for back in range(1, 6)):
            return self._joined_owner(j, last)
        if self.lower[j - 1] == "," and self.lower[j] == "and":
            return True
        if self.lower[j] == ",":
            for k in range(j + 1, min(j + 6, last)):
                if self.lower[k] == "and":
                    return True
                if self.lower[k] != "," and not self.titles.modifier(self.lower, k, last):
                    return False
            return False
        return bool(self.titles.modifier(self.lower, j + 1, last)) and self.noun_follows(
            j + 1, last, loose=False
        )

    def _after_noun(self, office: Office, j: int, last: int) -> int:
        """Step over what binds the next noun: "the prime minister's office", "experts and diplomats"."""
        if j >= last - 1:
            return j
        if self.lower[j] in POSSESSIVE and self.noun_follows(j + 1, last, loose=False, reach=3):
            return j + 1
        if self.lower[j] in ("and", "&") and office.plural:
            more = self.titles.noun(self.lower, j + 1, last)
            if more and more[1].plural and j + 1 not in self.hits:
                return j + 1
        return j

    def _qualifies_noun(self, j: int, last: int) -> bool:
        """Tell whether a noun that is also a modifier only qualifies the next one ("chief negotiator", not "chief General")."""
        if j < last and self.lower[j] == "and":
            return False
        noun = self.titles.noun(self.lower, j, last)
        if noun and noun[1].kind in ADDRESS and self.words[j][0].isupper():
            return False  # else "military commander"
        if self.caps[j : j + 1] == b"\1" and j not in self.hits and not noun:
            # "the official Halyard news agency", but "the official Petra Lund".
            body = self.titles.noun(self.lower, j + 1, last) if j + 1 < last else None
            return bool(body and body[1].institution)
        return self.noun_follows(j, last, loose=False)

    def _loose(self, j: int, last: int) -> bool:
        """Tell whether an unknown word may stand between an owner or article and the noun."""
        word = self.lower[j]
        if (
            word in CLOSED
            or word in VERBS
            or len(word) < 3
            or word in POSSESSIVE
            or word == "time"  # "the last time President Lund"
            or not (word[0].isalpha() or "-" in word)
        ):
            return False
        titled = self.titles.noun(self.lower, j + 1, last) if self.caps[j] else None
        if titled and titled[1].kind in ADDRESS and self.caps[j + 1] and given_gender(self.words[j]):
            return False  # "Secretary of Homeland Security Elaine Duke"
        return self.noun_follows(j + 1, last, reach=3)

    def noun_follows(self, j: int, last: int, reach: int = 5, loose: bool = True, unknowns: int = 2) -> bool:
        """Tell whether modifiers and then an office noun follow at token `j`."""
        if self.nouns.find(1, j, last) < 0:
            return False
        begin, unknown = j, 0
        for _ in range(reach):
            if j >= last:
                return False
            noun = self.titles.noun(self.lower, j, last) if self.nouns[j] else None
            if noun:
                return noun[1].kind != "honorific"
            word = self.lower[j]
            modifier = self.titles.modifier(self.lower, j, last) if self.modifiers[j] else None
            hit = self.hits.get(j)
            if modifier:
                j = self._past_gloss(modifier[0], last)
            elif hit and (hit[1].adjective or hit[1].kind == "organisation"):
                j = hit[0]
            elif word in ("and", "&", ",", "-"):
                if j == begin:
                    return False
                j += 1
            elif (
                loose
                and unknown < unknowns
                and word not in CLOSED
                and word not in VERBS
                and word[0].isalpha()
            ):
                unknown += 1
                j += 1
            else:
                return False
        return False


def own(phrase: Phrase, name: Name) -> None:
    """Let a phrase act for a state or body."""
    if name.country and name.country not in phrase.countries:
        phrase.countries.append(name.country)
    if name.org and name.org not in phrase.orgs:
        phrase.orgs.append(name.org)
