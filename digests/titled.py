"""Titled mentions: offices with the names that follow them, offices alone, and institutions."""

from digests.apposition import CLOSING, after_name, describe, inner_person
from digests.document import Sentence
from digests.found import SPEECH, Found, FoundKind
from digests.neighbours import qualifies
from digests.officenouns import POSSESSIVE
from digests.offices import ADDRESS, Phrase
from digests.titlelists import ListReader
from digests.wordmarks import PARTICLES

#: Nouns that are also common words or no actors; they need an owner, a complement or a name.
_AMBIGUOUS = frozenset(
    "major general count head chief chair deputy fellow office side press public people party team camp forces daily member "
    "captain marshal whip speaker author player champion executive critic source father mother son daughter brother sister "
    "wife husband widow actor coach media television tv radio agency council committee commission department mission "
    "administration intelligence palace court assembly police army troops military navy justice king queen prince "
    "contingent citizen voter resident refugee witness veteran ally candidate successor predecessor lawyer attorney "
    "agent boss officer monitor observer expert scholar fighter soldier newspaper duke ruler metropolitan".split()
)
#: Offices one person often holds two of.
_DOUBLED = frozenset(("chief", "expert", "other", "adviser"))
#: Words before an office that say somebody has, gets or leaves it.
TELLING = frozenset(
    "is was became becomes remains remained as serves served appointed named elected nominated become becoming being".split()
)
_POLITICAL = frozenset(("republican", "democrat"))
#: Kinds of institution that are groups of people rather than bodies.
_GROUPS = frozenset(("group", "armed"))
#: Groups that are a party by themselves, beside their state.
_PARTIES = frozenset(
    "opposition rebels coalition faction factions militia militias rebel guerrilla separatist insurgent fighter "
    "leadership".split()
)
_HOUSES = frozenset(
    "residence palace home guesthouse agency newspaper newspapers gazette daily television radio media".split()
)
#: Groups that are an actor without any word beside them.
_ALONE = frozenset("authorities rebels opposition police".split())


class TitleReader(ListReader):
    """Turns office phrases into mentions."""

    def plausible(self, phrase: Phrase, last: int) -> bool:
        """Tell an office from a common word that looks like one ("general election", "major powers", "head of cattle")."""
        noun_first, noun_end, office = phrase.nouns[-1]
        written = self.words[noun_first]
        name_follows = (
            phrase.last < last
            and (self.caps[phrase.last] or self.lower[phrase.last] in PARTICLES)
            and self.names.end(phrase.last, last) > phrase.last
        )
        if office.kind == "honorific":
            return written[0].isupper() and bool(name_follows)
        if office.noun == "official" and not phrase.plural and self._adjective(noun_end, last):
            return False
        if (
            office.kind == "monarch"
            and not written[0].isupper()
            and not phrase.definite
            and not phrase.owners
        ):
            return False
        if (
            not phrase.plural
            and phrase.last == noun_end
            and noun_end < last
            and qualifies(self.words[noun_end])
        ):
            return False
        if phrase.owners or phrase.countries or phrase.orgs or phrase.unknown or phrase.named:
            return True
        if len(phrase.nouns) > 1 and not all(o.noun in _AMBIGUOUS for _, _, o in phrase.nouns):
            return True
        if name_follows and office.title and written[0].isupper():
            return True
        complete = phrase.complement < phrase.last
        if office.noun in _POLITICAL:
            return written[0].isupper()
        if office.noun in _AMBIGUOUS and noun_first == phrase.words_from:
            named = bool(name_follows and office.title and office.kind not in ADDRESS)
            told = complete and (phrase.definite or phrase.indefinite)
            told = told or (office.noun in _ALONE and self.lower[noun_end : noun_end + 1] == ["said"])
            known = office.kind != "kin" and phrase.definite
            return bool(told or named or (known and self._after_comma(phrase, last)))
        # A singular noun alone is an adjective or part of something else ("official Iraqi newspapers").
        return bool(
            phrase.plural
            or (phrase.first > 0 and self.lower[phrase.first - 1] in TELLING | frozenset(POSSESSIVE))
            or phrase.definite
            or phrase.indefinite
            or complete
            or name_follows
            or written[0].isupper()
            or office.institution
        )

    def _adjective(self, i: int, last: int) -> bool:
        """Tell whether a name and then a common noun follow ("the president's official Lima residence")."""
        if i + 1 >= last or not self.caps[i]:
            return False
        return self.lower[i + 1] in _HOUSES

    def again(self, phrase: Phrase) -> Found | None:
        """Return "the office", "the council" as a second mention of what was named before; None for other phrases."""
        noun_first, _, office = phrase.nouns[-1]
        if not phrase.definite or phrase.plural or phrase.last != noun_first + 1 or not office.institution:
            return None
        if self.lower[phrase.first] != "the" or qualifies(
            self.words[phrase.last] if phrase.last < len(self.words) else ".", True
        ):
            return None
        found = self._office(phrase, "group" if office.kind in _GROUPS else "organisation")
        found.weak, found.org = True, found.role
        return found

    def read(self, phrase: Phrase, sentence: Sentence, reach: int = 0) -> list[Found]:
        """Return the mentions of an office phrase and the names that belong to it, in order.

        `reach` limits the words of a name, for headlines where everything is capitalised.
        """
        last = sentence.last
        if phrase.named_phrase is not None or phrase.named is not None:
            return self._serving(phrase, last)
        if phrase.office.institution:
            return self._institution(phrase, last)
        if phrase.plural:
            return self._named_list(phrase, last) or self._split(phrase, "office")
        end = phrase.last
        while (rank := self.offices.titles.noun(self.lower, end, last) if end < last else None) and (
            rank[1].kind in ADDRESS and self.caps[end] and rank[0] < last and self.caps[rank[0]]
        ):
            end = rank[0]  # "Minister of Defence Prince Haldor"
        title = phrase.nouns[-1][2].title
        if title and (name_end := self._name_end(end, last, reach)) > end:
            return [self._person(phrase, end, name_end, last)]
        if phrase.office.kind == "honorific":
            return []
        if (phrase.definite or phrase.owners) and (known := self._twice_titled(phrase, sentence)):
            return known
        if reach == 0 and (name_end := self._after_comma(phrase, last)):
            begin = self._comma(phrase.last, last) + 1
            found = self._office(phrase, "person")
            found.name, found.sure = (begin, name_end), True
            found.last, found.head = name_end, self.names.head(begin, name_end)
            return [found]
        return self._and_also(phrase, sentence) or self._split(phrase, "office")

    def _and_also(self, phrase: Phrase, sentence: Sentence) -> list[Found]:
        """Read "Halyard founder and chairman Petra Lund" as one person."""
        j = phrase.last
        if phrase.office.kind not in _DOUBLED or j >= sentence.last - 2 or self.lower[j] != "and":
            return []
        titled = self.offices.read(j + 1, sentence.last)
        if (
            titled is None
            or titled.plural
            or titled.owners
            or titled.definite
            or titled.indefinite
            or titled.office.kind in ADDRESS
        ):
            return []
        end = self._name_end(titled.last, sentence.last)
        if end <= titled.last or not titled.nouns[-1][2].title:
            return []
        person = self._person(phrase, titled.last, end, sentence.last)
        document = self.document
        text = document.text[document.starts[phrase.words_from] : document.ends[titled.last - 1]]
        person.role = " ".join(text.split())
        return [person]

    def _person(self, phrase: Phrase, a: int, b: int, last: int) -> Found:
        found = self._office(phrase, "person")
        found.name, found.sure = (a, b), True
        found.last, found.head = b, self.names.head(a, b)
        if all(kind == "honorific" for kind in found.kinds):
            found.role = None
        after_name(found, self.names, self.offices, last)
        found.possessive = found.last < last and self.lower[found.last] in POSSESSIVE
        return found

    def _comma(self, j: int, last: int) -> int:
        """Step over "in the region" between an office and the comma before its holder's name."""
        place = j < last - 3 and self.lower[j] in ("in", "on") and self.lower[j + 1] == "the"
        return j + 3 if place and self.words[j + 2].islower() and self.words[j + 3] == "," else j

    def _after_comma(self, phrase: Phrase, last: int) -> int:
        """Return the end of the name in "the Norwegian foreign minister, Petra Lund,"; 0 when none stands there."""
        j = self._comma(phrase.last, last)
        if (
            j >= last - 2
            or self.words[j] != ","
            or not (phrase.definite or phrase.owners or phrase.indefinite or self._belongs(phrase))
        ):
            return 0
        end = self.names.end(j + 1, last)
        if end <= j + 1 or not self.names.possible(j + 1, end):
            return 0
        if end >= last or self.words[end] in CLOSING or self.lower[end] in SPEECH:
            return end
        return (
            end
            if self.names.likely(j + 1, end) and self.lower[end] in ("who", "as", "has", "will", "is", "was")
            else 0
        )

    def _belongs(self, phrase: Phrase) -> bool:
        """Tell whether an owner stands before an office that no table knows as one ("Lund's spokeswoman, Anna Finch")."""
        return phrase.first > 0 and self.lower[phrase.first - 1] in POSSESSIVE

    def _twice_titled(self, phrase: Phrase, sentence: Sentence) -> list[Found]:
        """Read "his counterpart, Foreign Minister Petra Lund" and "the nominee, Gov. Aldous Finch," as one person."""
        j = self._comma(phrase.last, sentence.last)
        if j >= sentence.last - 2 or self.words[j] != ",":
            return []
        titled = self.offices.read(j + 1, sentence.last)
        if (
            titled is None
            or titled.plural
            or titled.office.institution
            or titled.indefinite
            or titled.definite
        ):
            return []
        ranks = all(
            office.kind in ADDRESS or office.noun.endswith(".") or office.noun == "ambassador"
            for _, _, office in titled.nouns
        )
        own = self.lower[phrase.first] in ("his", "her", "its", "their")
        if not ranks and not own and phrase.office.kind != "counterpart":
            return []
        end = self._name_end(titled.last, sentence.last)
        if end <= titled.last:
            return []
        person = self._person(titled, titled.last, end, sentence.last)
        person.first = phrase.first
        if ranks:
            describe(person, self.names, phrase)
            person.country = phrase.countries[0] if len(phrase.countries) == 1 else person.country
            person.org = phrase.orgs[0] if len(phrase.orgs) == 1 else person.org
        return [person]

    # ---- institutions --------------------------------------------------------------------------------------------

    def _institution(self, phrase: Phrase, last: int) -> list[Found]:
        office = phrase.office
        owned = bool(phrase.countries or phrase.orgs or phrase.unknown)
        if (
            office.kind == "media"
            and phrase.last < last
            and self.caps[phrase.last]
            and phrase.last not in self.hits
        ):
            # "the state news agency Halyard"
            end = self.names.end(phrase.last, last)
            if end > phrase.last:
                phrase.last = phrase.complement = end
        long = len(office.noun.split()) > 1
        if (
            not owned
            and not phrase.definite
            and not long
            and office.kind in ("group", "armed", "media")
            and office.noun not in _ALONE
        ):
            return []
        kind: FoundKind = "group" if office.kind in _GROUPS else "organisation"
        if len(phrase.owners) > 1 and len(phrase.countries) + len(phrase.orgs) > 1:
            return self._split(phrase, kind)
        found = self._office(phrase, kind)
        self._body(found, phrase)
        return [found]

    def _body(self, found: Found, phrase: Phrase) -> None:
        """Name a body; a ministry or an opposition is one beside its state, a government or its troops are the state."""
        found.known = found.role
        office = phrase.office
        if found.org is None and (
            found.country is None
            or office.kind in ("ministry", "parliament", "court", "bank", "media", "mission")
            or office.noun in _PARTIES
        ):
            found.org = found.role

    def _serving(self, phrase: Phrase, last: int) -> list[Found]:
        """Read "a spokesman for President Petra Lund": the spokesman, with the president inside."""
        found = self._office(phrase, "organisation" if phrase.office.institution else "office")
        person = inner_person(self.names, self.offices, phrase, last)
        if person is None:
            found.known = found.role if phrase.office.institution else None
            return [found]
        found.nested = (person,)
        found.last = max(found.last, person.last)
        document = self.document
        found.role = " ".join(
            document.text[document.starts[phrase.words_from] : document.ends[found.last - 1]].split()
        )
        return [found]
