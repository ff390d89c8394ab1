"""Named things: states, bodies, parties and cities the lexicon knows, and whether each acts or only tells where."""

from digests.apposition import after_name
from digests.document import Document, Sentence
from digests.found import SPEECH, Found
from digests.givennames import not_names
from digests.names import Name, names
from digests.neighbours import AUXILIARIES, CLOSED, PLACE_NOUNS, VERBS, qualifies
from digests.officenouns import POSSESSIVE
from digests.officephrases import OfficeReader
from digests.personal import NameReader

#: A state after one of these is where something is, not who does it.
_INSIDE = frozenset("in at near into through around outside inside across via throughout".split())
#: A capital or city after one of these is a place.
_LOCATIVE = _INSIDE | frozenset("from to toward towards for via leaving left visiting visit visited".split())
#: Before a capital that stands for its government ("talks with Moscow", "urged Tehran").
_ACTED_UPON = frozenset(
    "with by against urged urges told pressed pressured accused accuses asked asks warned warns between "
    "persuade persuaded force forced blamed blames condemned convince convinced called invited help helped "
    "allow allowed let made wants".split()
)
_SKIPPED = frozenset(
    "western eastern northern southern central downtown nearby neighbouring neighboring greater".split()
)


class NamedThings:
    """Reads the names of the lexicon in one document."""

    def __init__(self, document: Document, reader: NameReader, offices: OfficeReader) -> None:
        self.words, self.lower = document.words, document.lower
        self.reader, self.offices = reader, offices
        self.hits, self.caps = reader.hits, reader.caps
        self._places: dict[int, bool] = {}

    def begin(self, first: int) -> None:
        """Start a sentence at token `first`."""
        self._places = {first: False}

    def read(self, i: int, sentence: Sentence) -> list[Found]:
        """Return the mention at token `i`, which begins a name of the lexicon; nothing when it only qualifies a noun."""
        end, name = self.hits[i]
        last = sentence.last
        possessive = end < last and self.lower[end] in POSSESSIVE
        if possessive and name.kind not in ("city", "demonym", "region"):
            owned = self._owned_name(i, end, name, last)
            if owned:
                return owned
        if name.kind == "demonym" and not possessive and (national := self._national(i, end, name, last)):
            return national
        following = self.words[end] if end < last else "."
        found = Found(
            kind="organisation", first=i, last=end, head=end - 1, known=name.name, country=name.country, org=name.org,
            sort=name.kind if name.kind != "organisation" else name.sort, possessive=possessive,
        )  # fmt: skip
        located = self._located(i, sentence.first)
        kind = name.kind
        paired = end + 1 in self.hits and self.lower[end] == "and"  # "London and Paris"
        # "Paris Agreement", "Madrid Street": part of another name.
        capital_follows = end < last and self.caps[end] and end not in self.hits
        if (
            kind in ("state", "capital", "city")
            and capital_follows
            and following in not_names()
            and not located
        ):
            return self._nothing(i, end)
        if kind == "state":
            if qualifies(following, name.adjective) and not located:
                return self._nothing(i, end)
            if (
                name.adjective
                and following[0].isupper()
                and end not in self.hits
                and end < last
                and self.caps[end]
            ):
                return self._nothing(i, end)
            found.kind = "place" if located in _INSIDE or (located and self._chained(i)) else "state"
        elif kind == "capital":
            found.kind = "place"
            if not located and self._acts(i, end, sentence):
                found.kind = "state"
                found.known = names().states.get(name.country or "", name.name)
        elif kind == "city":
            found.kind = "place"
        elif kind in ("demonym", "people"):
            if name.sort != "plural" and not self._the_people(i, end, last):
                return self._nothing(i, end)
            found.kind, found.plural = ("state" if kind == "demonym" else "group"), True
        elif kind == "region":
            if not name.sort or (qualifies(following) and not located):
                return self._nothing(i, end)
            found.kind = "group" if name.sort == "actor" and located not in _INSIDE else "place"
            found.org = name.org if found.kind == "group" else None
        elif qualifies(following, adjective=True):
            return self._nothing(i, end)
        found.located = bool(located) or paired
        if found.kind == "place":
            self._places[end] = True
            if (
                kind == "city"
                and not located
                and end == i + 1
                and self.lower[end : end + 1]
                and self.lower[end] in SPEECH
            ):
                # "Lund said": a city does not speak, a person of that name does.
                return [
                    Found(
                        kind="candidate",
                        first=i,
                        last=end,
                        head=i,
                        name=(i, end),
                        sure=True,
                        instead=(found,),
                    )
                ]
        return [found]

    def _nothing(self, i: int, end: int) -> list[Found]:
        """Step over a name that stands for nobody."""
        return [Found(kind="candidate", first=i, last=end, head=end - 1)]

    def _owned_name(self, i: int, end: int, name: Name, last: int) -> list[Found]:
        """Read "Italy's Mario Rossi", "Russia's Orlenko"."""
        a = end + 1
        if a >= last or not self.caps[a] or a in self.hits:
            return []
        b = self.reader.end(a, last)
        # "Egypt's Shalaby Warns ..." in a headline
        b = next((k for k in range(a + 1, b) if self.lower[k] in VERBS), b)
        if b == a or (b < last and self.caps[b] and self.words[b] in not_names()):
            return []
        found = Found(
            kind="candidate", first=i, last=b, head=self.reader.head(a, b), name=(a, b), country=name.country, org=name.org
        )  # fmt: skip
        state = Found(
            kind="organisation" if name.kind in ("organisation", "party", "seat") else "state",
            first=i, last=end, head=end - 1, known=name.name, country=name.country, org=name.org, possessive=True,
        )  # fmt: skip
        if name.kind == "capital":
            state.known = names().states.get(name.country or "", name.name)
        found.instead = (state,)
        if self.reader.likely(a, b) or (b > a + 1 and b < last and self.lower[b] in SPEECH):
            found.kind, found.sure = "person", True
        after_name(found, self.reader, self.offices, last)
        return [found]

    def _national(self, i: int, end: int, name: Name, last: int) -> list[Found]:
        """Read "Italian Mario Rossi"."""
        if end >= last or not self.caps[end] or end in self.hits:
            return []
        b = self.reader.end(end, last)
        if b <= end + 1 or not self.reader.likely(end, b) or (b < last and self.words[b] in not_names()):
            return []
        found = Found(
            kind="person", first=i, last=b, head=self.reader.head(end, b), name=(end, b), country=name.country, sure=True
        )  # fmt: skip
        after_name(found, self.reader, self.offices, last)
        return [found]

    def _located(self, i: int, first: int) -> str:
        """Return the preposition that makes the name at `i` a place, "" for none."""
        j = i - 1
        while j >= first and (
            self.lower[j] in ("the", "both") or self.lower[j] in _SKIPPED or self._adjective(j)
        ):
            j -= 1
        if j < first:
            return ""
        word = self.lower[j]
        if word in _LOCATIVE:
            return word
        if word in PLACE_NOUNS:
            return "in"
        # "to Vienna and Paris": the second is what the first is.
        if word in ("and", ",", "or") and (
            self._places.get(j) or (word == "and" and self._places.get(j - 1))
        ):
            return "to"
        return ""

    def _adjective(self, j: int) -> bool:
        return (
            self.words[j][0].isupper()
            and "-" in self.words[j]
            and self.lower[j].endswith(("ruled", "held", "controlled", "occupied"))
        )

    def _chained(self, i: int) -> bool:
        return self.lower[i - 1] in ("and", ",", "or")

    def _acts(self, i: int, end: int, sentence: Sentence) -> bool:
        """Tell whether a capital stands for its government."""
        last, lower = sentence.last, self.lower
        if end < last and lower[end] in POSSESSIVE:
            return True
        following = lower[end] if end < last else ""
        if following in VERBS or following in SPEECH or following in AUXILIARIES:
            return True
        if following.endswith("ed") and following.isalpha() and len(following) > 4:
            return True
        before = lower[i - 1] if i > sentence.first else ""
        if before == "and":
            # "Washington and Moscow": what the first is.
            return i >= 3 and (i - 2) in self._ends() and lower[i - 3] not in _LOCATIVE
        if before in _ACTED_UPON:
            return True
        if following == "and" and end + 1 in self.hits and self.hits[end + 1][1].kind == "capital":
            return before not in ("of", "on") or before == "between"
        return (
            before == "of"
            and i >= 2
            and lower[i - 2] in ("part", "behalf", "support", "critical", "ally", "allies", "government")
        )

    def _ends(self) -> set[int]:
        return {end - 1 for end, name in self.hits.values() if name.kind in ("capital", "state")}

    def _the_people(self, i: int, end: int, last: int) -> bool:
        """Tell "the French said" from "the French minister"."""
        following = self.lower[end] if end < last else "."
        article = i > 0 and self.lower[i - 1] == "the"
        alike = self.words[end - 1].lower().endswith(("ish", "ch", "ese", "ss"))
        return (
            alike
            and article
            and (
                following in VERBS
                or following in AUXILIARIES
                or (following in CLOSED and following not in ("and",))
                or following in ".,;"
            )
        )
