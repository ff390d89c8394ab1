"""People: finds persons, offices, states, bodies and places in a document, each with its title, country and apposition.

One walk over the sentences. Names that nothing but their capitals speak for stay candidates; `referents` decides on
them with the whole article in view.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from digests.document import Document
from digests.lexicon.tables import rows
from digests.names import Name, fold, names
from digests.offices import Hits, Office, OfficeReader, Phrase

FoundKind = Literal["person", "candidate", "office", "state", "organisation", "group", "place"]

PARTICLES = frozenset(
    "bin ben ibn bint al el ul ur abu abd de da di do du del della dello degli dei des dos das la le van von der den ter ten "
    "zu zum zur y e af av ag ap mac st. ould".split()
)
_FUNCTION = frozenset(
    "the a an and or but nor so yet if of in on at to for from with by as that this these those there here it he she they we i you "
    "his her its their our my your who whom whose which what when where why how not no yes is are was were be been has have had do "
    "does did will would can could may might must shall should after before during since until while although though because "
    "despite unless whether both either neither each every all any some many most much more few several such other another "
    "same own only just even also still already again now then today yesterday tomorrow later earlier meanwhile however "
    "therefore thus instead moreover furthermore additionally besides otherwise nevertheless nonetheless speaking asked "
    "according about above across against along among around behind below beneath beside between beyond near off onto "
    "out over past per through throughout toward towards under up upon via within without like unlike including "
    "one two three four five six seven eight nine ten hundreds thousands dozens millions monday tuesday wednesday thursday friday "
    "saturday sunday january february march april june july august september october november december jan. feb. mar. apr. "
    "jun. jul. aug. sept. sep. oct. nov. dec. mon tue wed thu fri sat sun gmt est edt pm am a.m. p.m. mr mrs ms dr says said "
    "ending talks under never perhaps maybe please let what’s that’s it’s he’s she’s there’s i’m we’re they’re don’t "
    "i'm i’ve i've we're they're don't it's that's officials critics sources leaders diplomats ministers people".split()
)
MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)
SPEECH = frozenset(
    "said says told tells added adds stated states announced warned warns urged insisted noted stressed replied explained "
    "declared tweeted wrote argued claimed acknowledged admitted denied confirmed asked called vowed pledged met meets "
    "visited arrived spoke speaks held discussed expressed accused condemned".split()
)
# Family names that stand first, before a given name of one or two syllables.
_FAMILY_FIRST = frozenset(
    "xi hu jiang li wen wang zhang zhou zhu deng mao yang liu chen qian tang wu zeng zhao sun xu he ma lin huang kim lee ri "
    "park ban roh moon yoon kang choi cho han chung yun pak hong ahn lim paek hwang song nguyen tran le pham vo phan ho "
    "tsai lai lien soong chiang ong goh hun aung thein".split()
)


@cache
def _given() -> dict[str, str]:
    return {row["name"]: row["gender"] for row in rows("given_names")}


@cache
def _not_names() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("not_names"))


def given_gender(word: str) -> str | None:
    """Return "m", "f", or "" for a given name of either; None for a word that is no known given name."""
    table = _given()
    if word in table:
        return table[word]
    head = word.split("-")[0]
    return table.get(head) if "-" in word else None


@dataclass(slots=True)
class Found:
    """One mention while it is being read; `first:last` are its tokens."""

    kind: FoundKind
    first: int
    last: int
    head: int
    #: Tokens of the name proper.
    name: tuple[int, int] | None = None
    #: The usual name of a state, body or place.
    known: str | None = None
    #: The words of the office, without article and form of address.
    role: str | None = None
    #: The office nouns that stand with it ("minister", "secretary of state"), for matching.
    nouns: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    country: str | None = None
    org: str | None = None
    gender: str | None = None
    plural: bool = False
    definite: bool = False
    past: bool = False
    #: Two kinds of evidence: the text says it is a person, or only the look of the words does.
    sure: bool = False
    sort: str = ""
    nested: list["Found"] = field(default_factory=list)


class PeopleReader:
    """Walks one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words, self.lower = document.words, document.lower
        self.folded = [w if w.isascii() else fold(w) for w in self.lower]
        lexicon = names()
        self.hits: Hits = {}
        self.caps = bytearray(len(self.words))
        for i, word in enumerate(self.words):
            c = word[0]
            if c.isupper() and self.lower[i] not in _FUNCTION:
                self.caps[i] = 1
        for sentence in document.sentences:
            i = sentence.first
            while i < sentence.last:
                hit = lexicon.match(self.words, self.folded, i, sentence.last)
                if hit:
                    self.hits[i] = hit
                    i = hit[0]
                else:
                    i += 1
        self.offices = OfficeReader(self.words, self.lower, self.hits)
        self.titles = self.offices.titles

    def walk(self) -> list[Found]:
        """Return everything found, in order, without overlaps."""
        out: list[Found] = []
        for index, sentence in enumerate(self.document.sentences):
            kind = self.document.paragraphs[sentence.paragraph].kind
            if kind == "other":
                continue
            i = sentence.first
            while i < sentence.last:
                found = self._at(i, sentence.last, sentence.first)
                if found:
                    out.extend(found)
                    i = found[-1].last
                else:
                    i += 1
            del index
        return out

    def _at(self, i: int, last: int, first: int) -> list[Found]:
        lower = self.lower
        word = lower[i]
        capital = self.caps[i]
        if (
            not capital
            and i not in self.hits
            and word not in self.titles.nouns
            and word not in self.titles.modifiers
        ):
            if word not in ("the", "a", "an", "his", "her", "their", "its", "this", "that"):
                return []
        phrase = self.offices.read(i, last)
        if phrase and self._plausible(phrase):
            found = self._from_office(phrase, last)
            if found:
                return found
        if i in self.hits:
            return self._from_name(i, last, first)
        if capital:
            return self._run(i, last, first)
        return []

    # ---- offices -------------------------------------------------------------------------------------------------

    def _plausible(self, phrase: Phrase) -> bool:
        """Tell an office from a common word that looks like one ("general election", "major powers", "head of cattle")."""
        words = self.words
        noun_first, noun_end, office = phrase.nouns[-1]
        written = words[noun_first]
        if office.kind == "honorific":
            return written[0].isupper() and bool(self._name_end(phrase.last, len(words)) > phrase.last)
        if phrase.owners or phrase.countries or phrase.orgs:
            return True
        if len(phrase.nouns) > 1 or noun_first > phrase.words_from:
            return True
        if written[0].isupper() and written.lower() != "may":
            follows = noun_end < len(words) and self.caps[noun_end]
            return (
                bool(follows)
                or phrase.definite
                or phrase.complement < phrase.last
                or noun_first != phrase.first
            )
        if office.noun in _AMBIGUOUS:
            return phrase.complement < phrase.last and (phrase.definite or phrase.indefinite)
        return True

    def _role(self, phrase: Phrase) -> str:
        """Return the words of the office: from the first modifier or owner to the office noun and its complement."""
        document = self.document
        start = phrase.words_from
        end = phrase.last if phrase.complement < phrase.last else phrase.office_end
        return " ".join(document.text[document.starts[start] : document.ends[end - 1]].split())

    def _office(self, phrase: Phrase, kind: FoundKind = "office") -> Found:
        office = phrase.office
        return Found(
            kind=kind,
            first=phrase.first,
            last=phrase.last,
            head=phrase.head,
            role=self._role(phrase),
            nouns=tuple(o.noun for _, _, o in phrase.nouns),
            kinds=tuple(o.kind for _, _, o in phrase.nouns),
            country=phrase.countries[0] if len(phrase.countries) == 1 else None,
            org=phrase.orgs[0] if len(phrase.orgs) == 1 else None,
            gender=next((o.gender for _, _, o in reversed(phrase.nouns) if o.gender), None),
            plural=phrase.plural,
            definite=phrase.definite,
            past=phrase.past,
            sort=office.kind,
        )

    def _from_office(self, phrase: Phrase, last: int) -> list[Found]:
        office = phrase.office
        if office.institution:
            return self._institution(phrase, last)
        end = phrase.last
        words, lower = self.words, self.lower
        if phrase.plural:
            listed = self._named_list(phrase, last)
            if listed:
                return listed
            return self._split(phrase)
        if all(o.title for _, _, o in phrase.nouns[-1:]) and (name_end := self._name_end(end, last)) > end:
            found = self._office(phrase, "person")
            found.name, found.sure = (end, name_end), True
            found.last, found.head = name_end, self._head(end, name_end)
            if all(k in ADDRESS_ONLY for k in found.kinds) and not phrase.owners:
                found.role = None if all(k == "honorific" for k in found.kinds) else found.role
            self._after_name(found, last)
            return [found]
        if office.kind == "honorific":
            return []
        if (
            end < last - 2
            and lower[end] == ","
            and (phrase.definite or phrase.owners)
            and not phrase.indefinite
            and (name_end := self._name_end(end + 1, last)) > end + 2
            and self._looks_like_name(end + 1, name_end)
            and (
                name_end >= last
                or words[name_end] in _CLOSING
                or lower[name_end] in SPEECH
                or lower[name_end] in ("and", "who", "as")
            )
        ):
            found = self._office(phrase, "person")
            found.name, found.sure = (end + 1, name_end), True
            found.last, found.head = name_end, self._head(end + 1, name_end)
            return [found]
        if len(phrase.countries) > 1 and len(phrase.owners) > 1:
            return self._split(phrase)
        return [self._office(phrase)]

    def _institution(self, phrase: Phrase, last: int) -> list[Found]:
        office = phrase.office
        if (
            not (phrase.countries or phrase.orgs)
            and office.kind in ("group", "armed", "media")
            and (not phrase.definite and phrase.nouns[0][0] == phrase.words_from)
        ):
            return []
        if office.noun in _AMBIGUOUS and not phrase.owners and not phrase.countries and not phrase.orgs:
            return []
        kind: FoundKind = "group" if office.kind in ("group", "armed") else "organisation"
        if len(phrase.owners) > 1 and len(phrase.countries) + len(phrase.orgs) > 1:
            return self._split(phrase, kind)
        found = self._office(phrase, kind)
        found.known = found.role
        if not found.org:
            found.org = found.role
        return [found]

    def _split(self, phrase: Phrase, kind: FoundKind = "office") -> list[Found]:
        """Turn "US and Russian experts" or "the ministers of A, B and C" into one mention for each owner."""
        whole = self._office(phrase, kind)
        acting = [o for o in phrase.owners]
        noun_from = acting[-1][1] if acting and acting[-1][1] <= phrase.head else phrase.words_from
        if len(acting) > 1 and (
            len(phrase.countries) > 1 or len(phrase.orgs) > 1 or (phrase.countries and phrase.orgs)
        ):
            words = " ".join(self.words[noun_from : phrase.last])
            out = []
            for n, (a, b, name) in enumerate(acting):
                part = self._office(phrase, kind)
                part.first = phrase.first if n == 0 else a
                part.last = phrase.last if n == len(acting) - 1 else b
                part.head = phrase.head if n == len(acting) - 1 else b - 1
                part.country, part.org = name.country, name.org
                part.role = f"{' '.join(self.words[a:b])} {words}"
                out.append(part)
            return out
        if len(phrase.countries) > 1 and not acting:
            return self._split_complement(phrase, whole)
        return [whole]

    def _split_complement(self, phrase: Phrase, whole: Found) -> list[Found]:
        base = " ".join(self.words[phrase.words_from : phrase.complement])
        spots = [
            (k, hit[0], hit[1])
            for k in range(phrase.complement, phrase.last)
            if (hit := self.hits.get(k)) and hit[1].country
        ]
        out = []
        begin = phrase.first
        for a, b, name in spots:
            part = self._office(phrase)
            part.first, part.last, part.head = (
                begin if begin == phrase.first else a,
                b,
                (phrase.head if begin == phrase.first else b - 1),
            )
            part.country, part.org = name.country, name.org
            part.role = f"{base} of {name.name}"
            out.append(part)
            begin = b
        return out or [whole]

    def _named_list(self, phrase: Phrase, last: int) -> list[Found]:
        """Read names after a plural title: "Presidents X of A and Y of B", "ministers X and Y"."""
        j = phrase.last
        people: list[Found] = []
        begin = phrase.first
        while j < last:
            end = self._name_end(j, last)
            if end == j:
                break
            found = self._office(phrase, "person")
            found.plural, found.sure = False, True
            found.name, found.first, found.last, found.head = (j, end), begin, end, self._head(j, end)
            found.role = self._singular(phrase)
            self._after_name(found, last)
            people.append(found)
            j = found.last
            if j < last - 1 and self.words[j] == "," and self.lower[j + 1] == "and":
                j += 2
            elif j < last - 1 and (self.words[j] == "," or self.lower[j] in ("and", "&")):
                j += 1
            else:
                break
            begin = j
        if len(people) == len(phrase.owners) > 1:
            for found, (_, _, name) in zip(people, phrase.owners, strict=True):
                found.country, found.org = name.country, name.org
        return people

    def _singular(self, phrase: Phrase) -> str:
        first, end, office = phrase.nouns[-1]
        before = " ".join(self.words[phrase.words_from : first])
        noun = office.noun
        if self.words[first][0].isupper():
            noun = " ".join(w[0].upper() + w[1:] if w not in ("of", "and") else w for w in noun.split())
        del end
        return f"{before} {noun}".strip()

    # ---- persons -------------------------------------------------------------------------------------------------

    def _head(self, a: int, b: int) -> int:
        head = b - 1
        while head > a and self.lower[head] in ("jr.", "jr", "sr.", "sr", "iii", "ii", "iv", "vi", "xvi"):
            head -= 1
        return head

    def _name_end(self, i: int, last: int) -> int:
        """Return the end of a personal name that begins at token `i`; `i` when none does."""
        words, lower, caps = self.words, self.lower, self.caps
        j = i
        limit = min(last, i + 7)
        while j < limit:
            word = words[j]
            if caps[j]:
                if word in _not_names() and not (
                    j > i
                    and given_gender(words[i]) is not None
                    and j == i + 1
                    and not self._more(j + 1, last)
                ):
                    break
                hit = self.hits.get(j)
                if hit and not self._surname_like(i, j, hit):
                    break
                if word.isupper() and len(word) > 1 and not (word[1] == "." and len(word) == 2):
                    if word not in ("II", "III", "IV", "VI", "XVI", "XIV") and not self._shouted(i, j):
                        if len(word) < 4 or (
                            j + 1 < last
                            and not words[j + 1].isupper()
                            and j == i
                            and self._in_lexicon_of_capitals(word)
                        ):
                            break
                if (
                    j > i
                    and self._office_word(j, last)
                    and not (
                        j == i + 1 and given_gender(words[i]) is not None and not self._more(j + 1, last)
                    )
                ):
                    break
                if not word[0].isalpha() or any(c.isdigit() for c in word):
                    break
                j += 1
            elif j > i and word == "." and False:
                break
            elif (
                lower[j] in PARTICLES
                and word.islower()
                and j + 1 < limit
                and (caps[j + 1] or (lower[j + 1] in PARTICLES and j + 2 < limit and caps[j + 2]))
            ):
                if lower[j] in ("e", "y", "do", "st.", "la", "le") and j == i:
                    break
                if lower[j] in ("e", "do", "ten") and j > i and lower[j] != "e":
                    break
                j += 1
            elif (
                word.startswith(("al-", "el-", "ul-", "as-", "ad-", "an-", "ar-", "ash-", "d'", "d’", "bin-"))
                and len(word) > 4
                and word[3].isupper() | word.split("-")[-1][:1].isupper()
            ):
                j += 1
            else:
                break
        while j > i and (lower[j - 1] in PARTICLES and words[j - 1].islower()):
            j -= 1
        return j

    def _shouted(self, i: int, j: int) -> bool:
        return j > i and len(self.words[j]) > 3

    def _in_lexicon_of_capitals(self, word: str) -> bool:
        return len(word) < 5

    def _more(self, j: int, last: int) -> bool:
        return j < last and bool(self.caps[j])

    def _surname_like(self, i: int, j: int, hit: tuple[int, Name]) -> bool:
        """Tell whether a known place or people at `j` is here part of a person's name ("Michael Jordan", "Jack London")."""
        end, name = hit
        if j == i:
            return False
        if end != j + 1 or name.kind in ("organisation", "seat"):
            return False
        return given_gender(self.words[i]) is not None and j == i + 1 and name.kind not in ("demonym",)

    def _office_word(self, j: int, last: int) -> bool:
        return self.lower[j] in self.titles.nouns and self.titles.noun(self.lower, j, last) is not None

    def _looks_like_name(self, a: int, b: int) -> bool:
        tokens = [k for k in range(a, b) if self.caps[k]]
        if not tokens or len(tokens) > 5:
            return False
        if given_gender(self.words[a]) is not None and len(tokens) > 1:
            return True
        if self.folded[a] in _FAMILY_FIRST and 2 <= len(tokens) <= 3:
            return True
        return len(tokens) in (2, 3, 4) and b - a <= 6

    def _after_name(self, found: Found, last: int) -> None:
        """Read what follows a name: "of Norway", "(Norway)", ", 61, the Norwegian foreign minister,"."""
        words, lower, hits = self.words, self.lower, self.hits
        j = found.last
        if j < last - 1 and lower[j] == "of":
            k = j + 2 if lower[j + 1] == "the" else j + 1
            hit = hits.get(k)
            if (
                hit
                and hit[1].kind in ("state", "organisation", "party", "city", "capital", "people")
                and found.role
            ):
                end, name = hit
                if not (end < last and lower[end] in ("’s", "'s")):
                    found.country = found.country or name.country
                    found.org = found.org or name.org
                    found.last = end
                    return
        if j < last - 2 and words[j] == "(":
            hit = hits.get(j + 1)
            if hit and hit[0] < last and words[hit[0]] == ")":
                found.country = found.country or hit[1].country
                found.org = found.org or hit[1].org
                found.last = hit[0] + 1
                return
            phrase = self.offices.read(j + 1, last)
            if phrase and phrase.last < last and words[phrase.last] == ")" and not phrase.office.institution:
                self._take(found, phrase, phrase.last + 1)
                return
        if j < last - 1 and words[j] == ",":
            k = j + 1
            if k < last - 1 and words[k].isdigit() and words[k + 1] == ",":
                k += 2
                found.kind, found.sure = "person", True
            if k >= last:
                return
            phrase = self.offices.read(k, last)
            if (
                phrase
                and not phrase.plural
                and not phrase.office.institution
                and phrase.office.kind != "honorific"
                and not (
                    phrase.last < last
                    and self.caps[phrase.last]
                    and phrase.nouns[-1][2].title
                    and not phrase.definite
                    and not phrase.indefinite
                )
                and (
                    phrase.last >= last
                    or words[phrase.last] in _CLOSING
                    or lower[phrase.last] in _AFTER_APPOSITION
                    or phrase.indefinite
                )
            ):
                self._take(found, phrase, phrase.last)
                return
            if lower[k] in ("who", "whose") and k + 2 < last:
                if lower[k + 1] in ("is", "was", "heads", "leads", "serves"):
                    found.kind, found.sure = "person", True
                    phrase = self.offices.read(k + 2, last) if lower[k + 1] in ("is", "was") else None
                    if phrase and not phrase.plural and not phrase.office.institution:
                        last_before = found.last
                        self._take(found, phrase, found.last)
                        found.last = last_before
                elif found.kind == "candidate":
                    found.sure = True

    def _take(self, found: Found, phrase: Phrase, end: int) -> None:
        """Give a person the office of an apposition."""
        own = self._office(phrase)
        found.kind, found.sure = "person", True
        found.last = end
        if not found.role or all(k in ADDRESS_ONLY for k in found.kinds):
            found.role, found.nouns, found.kinds = own.role, own.nouns, own.kinds
            found.past = own.past
        found.country = found.country or own.country
        found.org = found.org or own.org
        found.gender = found.gender or own.gender

    def _run(self, i: int, last: int, first: int) -> list[Found]:
        """Read a run of capitalised words that nothing introduces."""
        words, lower = self.words, self.lower
        end = self._name_end(i, last)
        if end == i:
            # A run that begins with a word of bodies and things is none of ours, to its end.
            return []
        while end < last and self.caps[end] and words[end] in _not_names():
            return self._skip(i, end, last)
        tokens = [k for k in range(i, end) if self.caps[k]]
        found = Found(kind="candidate", first=i, last=end, head=self._head(i, end), name=(i, end))
        known_given = given_gender(words[i]) is not None
        if len(tokens) > 1 and (
            known_given or (self.folded[i] in _FAMILY_FIRST and len(tokens) <= 3 and i != first)
        ):
            found.kind, found.sure = "person", known_given
        if len(tokens) > 1:
            self._after_name(found, last)
        after = lower[found.last] if found.last < last else ""
        before = lower[i - 1] if i > first else ""
        if found.kind == "candidate" and (after in SPEECH or before in ("said", "says", "told", "added")):
            found.sure = i != first or len(tokens) > 1 or after in SPEECH
        return [found]

    def _skip(self, i: int, end: int, last: int) -> list[Found]:
        while end < last and self.caps[end]:
            end += 1
        return [Found(kind="candidate", first=i, last=end, head=end - 1)]

    # ---- states, bodies, places ----------------------------------------------------------------------------------

    def _from_name(self, i: int, last: int, first: int) -> list[Found]:
        words, lower = self.words, self.lower
        end, name = self.hits[i]
        possessive = end < last and lower[end] in ("’s", "'s")
        if possessive and name.kind != "city":
            name_end = self._name_end(end + 1, last)
            if (
                name_end > end + 2
                and self._looks_like_name(end + 1, name_end)
                and (given_gender(words[end + 1]) is not None or self.folded[end + 1] in _FAMILY_FIRST)
            ):
                found = Found(
                    kind="person", first=i, last=name_end, head=self._head(end + 1, name_end), name=(end + 1, name_end),
                    country=name.country, org=name.org, sure=True,
                )  # fmt: skip
                self._after_name(found, last)
                return [found]
            if name_end == end + 2:
                return [
                    Found(
                        kind="candidate", first=i, last=name_end, head=end + 1, name=(end + 1, name_end),
                        country=name.country, org=name.org,
                    )
                ]  # fmt: skip
        before = lower[i - 1] if i > first else ""
        if before == "the" and i - 2 >= first:
            before = lower[i - 2]
        if before in ("western", "eastern", "northern", "southern", "central") and i - 2 >= first:
            before = lower[i - 2]
        locative = before in _LOCATIVE
        found = Found(
            kind="state",
            first=i,
            last=end,
            head=end - 1,
            known=name.name,
            country=name.country,
            org=name.org,
            sort=name.kind,
        )
        if name.kind in ("state",):
            found.kind = "place" if locative and before in _STRICTLY_LOCATIVE else "state"
        elif name.kind == "capital":
            acting = not locative and not self._part_of_address(i, end, last)
            found.kind = "state" if acting else "place"
            if acting:
                found.known = names().states.get(name.country or "", name.name)
        elif name.kind == "city":
            if end < last and self.caps[end] and end not in self.hits and not possessive:
                run = self._name_end(end, last)
                if run > end and not locative:
                    return [Found(kind="candidate", first=i, last=run, head=run - 1, name=(i, run))]
            found.kind = "place"
        elif name.kind == "seat":
            found.kind = "organisation"
        elif name.kind in ("organisation", "party"):
            found.kind = "organisation"
            found.country = name.country
        elif name.kind in ("demonym", "people"):
            plural = words[end - 1].endswith("s") and not words[end - 1].endswith("ss")
            if not plural and not (
                lower[i - 1] == "the"
                and words[end - 1].lower().endswith(("ish", "ch", "ese", "ss"))
                and self._verb_like(end, last)
            ):
                return [Found(kind="candidate", first=i, last=end, head=end - 1)]
            found.kind, found.plural = ("state" if name.kind == "demonym" else "group"), True
        else:
            return [Found(kind="candidate", first=i, last=end, head=end - 1)]
        return [found]

    def _part_of_address(self, i: int, end: int, last: int) -> bool:
        """Tell "Paris, France" and datelines from an acting capital."""
        if end < last - 1 and self.words[end] == ",":
            hit = self.hits.get(end + 1)
            return bool(hit and hit[1].kind == "state" and i == hit[0])
        return False

    def _verb_like(self, i: int, last: int) -> bool:
        if i >= last:
            return False
        word = self.lower[i]
        return word in SPEECH or word in (
            "have",
            "has",
            "had",
            "are",
            "were",
            "will",
            "would",
            "want",
            "do",
            "did",
        )


def _plurals() -> Iterator[str]:
    for row in rows("states"):
        for form in row["demonyms"].split("|"):
            if form and not form.endswith(("s", "sh", "ch", "se")):
                yield form + "s"


ADDRESS_ONLY = frozenset(("honorific", "military", "monarch", "clergy"))
_CLOSING = frozenset((",", ".", ";", ":", ")", "—", "–", "-", "”", "?", "!"))
_AFTER_APPOSITION = SPEECH | frozenset(
    ("and", "in", "on", "at", "who", "after", "from", "has", "is", "was", "with")
)
_AMBIGUOUS = frozenset(
    "major general count head chief chair deputy fellow office side press public people party team camp forces daily member "
    "captain marshal whip speaker author player champion executive critic source father mother son daughter brother sister "
    "wife husband widow actor coach media television tv radio agency council committee commission department mission "
    "administration intelligence palace court assembly police army troops military navy justice judge king queen prince".split()
)
_LOCATIVE = frozenset(
    "in at from near to into through around outside inside across towards toward for via leaving left visiting visit".split()
)
_STRICTLY_LOCATIVE = frozenset("in at near into through around outside inside across via".split())

__all__ = ["MONTHS", "PARTICLES", "SPEECH", "Found", "PeopleReader", "given_gender", "Office"]
