"""Office phrases: reads noun phrases around an office ("the two senior Saudi officials", "UN envoy for Syria").

A phrase is read left to right: what stands before the noun, the noun, then its complements ("of", "for", "to").
"""

from digests.givennames import given_gender, not_names
from digests.names import Name
from digests.neighbours import VERBS
from digests.officenouns import POSSESSIVE, NounReader, own
from digests.offices import ADDRESS, Phrase

_LEAD = frozenset(
    "the a an this his her its their our another some several many most other two three four five six seven eight nine ten "
    "both all one dozens hundreds unnamed".split()
)
_DEFINITE = frozenset("the his her its their this our both".split())
#: Which nouns may take which preposition; every noun takes "of" and "for".
_TAKES = {
    "to": frozenset(("envoy", "adviser", "mission")),
    "in": frozenset(("envoy", "mission", "source", "group", "official", "armed", "legislator")),
    "at": frozenset(
        ("minister", "envoy", "mission", "spokes", "official", "chief", "adviser", "source", "expert")
    ),
    "from": frozenset(("official", "group", "legislator", "envoy", "chief", "expert", "head", "minister")),
    "with": frozenset(("source", "official", "expert", "envoy")),
}
#: Nouns that act for their own state, whatever stands after "to" or "for".
_SENT = frozenset(("envoy", "adviser"))
#: Who works for a person: "a spokesman for Lund".
_SERVES = frozenset(("spokes", "adviser", "official", "source", "envoy", "judicial", "kin"))
#: "The country's president": of the state named last.
_STATES = frozenset(("country", "nation", "kingdom", "republic", "island", "emirate"))
#: Nouns before which a bare state is the subject, not the owner.
_TOPICAL = frozenset(("expert", "envoy", "adviser"))
#: Envoys who bear the name of the state that sends them ("the Kenya high commissioner").
_ACCREDITED = frozenset(("ambassador", "high commissioner", "consul", "consul general"))
_PLACES = frozenset(("city", "capital"))


class OfficeReader(NounReader):
    """Reads whole office phrases in one document's tokens."""

    def read(self, i: int, last: int, depth: int = 0) -> Phrase | None:
        """Return the office phrase that begins at token `i`, or None when none does."""
        if self.nouns.find(1, i, last) < 0:
            return None
        lower = self.lower
        first = i
        definite = indefinite = False
        while i < last and lower[i] in _LEAD:
            definite = definite or lower[i] in _DEFINITE
            indefinite = indefinite or lower[i] in ("a", "an", "another", "one")
            i += 1
        if definite and self.words[i : i + 1] == ["first"] and i + 1 in self.hits:
            i += 1  # "the first Turkish minister to visit"
        local = definite and i < last - 2 and lower[i] in _STATES and lower[i + 1] in POSSESSIVE
        if local:
            i += 2
        if i > first and i < last - 3 and lower[i].isdigit() and lower[i + 1] == "-":
            i += 3  # "the 57-year-old scientist"
        if (
            i > first
            and i < last
            and i not in self.hits
            and not self.noun_follows(i, last, reach=7, unknowns=3)
        ):
            return None
        phrase = Phrase(first, i, i, [], definite=definite, indefinite=indefinite, words_from=i, local=local)
        j = self.before_noun(phrase, i, last)
        if not phrase.nouns:
            return None
        phrase.last = phrase.complement = j
        phrase.head = phrase.nouns[-1][1] - 1
        topical = phrase.office.kind in _TOPICAL and phrase.office.noun not in _ACCREDITED
        for _, end, name in phrase.owners:
            if not (topical and name.kind == "state" and not name.adjective and lower[end] not in POSSESSIVE):
                own(phrase, name)  # else "a China scholar", "the UN's Syria envoy"
        if depth < 3:
            self._complements(phrase, last, depth)
        return phrase

    # ---- after the noun ------------------------------------------------------------------------------------------

    def _complements(self, phrase: Phrase, last: int, depth: int) -> None:
        """Read what follows the noun: "of Kenya", "for foreign affairs", "to the United Nations", "for the ministry"."""
        kind = phrase.office.kind
        for _ in range(2):
            j = phrase.last
            if j >= last - 1:
                return
            preposition = self.lower[j]
            if preposition not in ("of", "for") and kind not in _TAKES.get(preposition, ()):
                return
            k = j + 1
            if k < last - 1 and self.lower[k] in ("the", "its", "his", "her", "their", "a", "an"):
                k += 1
            inner = self.read(j + 1, last, depth + 1) if preposition != "to" or kind == "adviser" else None
            hit = self.hits.get(k)
            # "the Kingdom of Belgium"
            formal = hit and hit[1].kind == "state" and self.lower[k + 1 : k + 2] == ["of"]
            named = self.lower[k - 1] == "the" and preposition != "to" and not formal
            body = self._body_name(k, last) if named else k
            if body > k and body > (hit[0] if hit else k) and body > (inner.last if inner else k):
                phrase.last, phrase.unknown = body, phrase.unknown or (k, body)
                if hit and hit[1].country and not phrase.countries:
                    phrase.countries.append(hit[1].country)
            elif inner and not (hit and inner.last <= hit[0]):
                if not self._inner(phrase, inner, preposition):
                    return
            elif hit:
                if not self._place_or_body(phrase, hit, preposition, last):
                    return
            else:
                end = self._portfolio(k, last) if preposition in ("of", "for") else k
                if end == k:
                    self._name_or_body(phrase, j + 1, k, last)
                    return
                phrase.last = end
            if preposition in ("to", "in", "at", "with"):
                return

    def _inner(self, phrase: Phrase, inner: Phrase, preposition: str) -> bool:
        """Take an office phrase as complement ("a spokesman for the Russian foreign ministry"); tell whether it fits."""
        office = inner.office
        if office.kind in ADDRESS and not inner.owners and not inner.plural and not self._name_after(inner):
            return False
        if preposition in ("in", "from", "at") and not office.institution:
            return False
        if phrase.plural and not office.institution and preposition == "of" and phrase.office.title:
            return False
        phrase.last = inner.last
        if self._name_after(inner) and not inner.plural and not office.institution:
            phrase.named_phrase = inner
        if office.institution and not inner.orgs:
            phrase.body = (inner.words_from, inner.complement)
        if not phrase.countries and not phrase.orgs:
            phrase.countries.extend(inner.countries)
            phrase.orgs.extend(inner.orgs)
        return True

    def _body_name(self, k: int, last: int) -> int:
        """Return the end of a body's name no table has ("Halyard Institute of World Studies"); `k` when none stands there."""
        end, tells = k, False
        while end < last and end - k < 10:
            word = self.words[end]
            if word[0].isupper() and (self.caps[end] or end in self.hits):
                if end > k and given_gender(word) is not None and tells:
                    break
                tells = tells or word in not_names()
                end = max(self.hits[end][0], end + 1) if end in self.hits else end + 1
            elif (
                word in ("of", "for", "and", "on", "the", "at")
                and end > k
                and end + 1 < last
                and self._goes_on(end + 1)
            ):
                end += 1
            else:
                break
        return end if tells and end > k + 1 else k

    def _goes_on(self, k: int) -> bool:
        return bool(self.caps[k]) and k not in self.hits and given_gender(self.words[k]) is None

    def _name_or_body(self, phrase: Phrase, j: int, k: int, last: int) -> None:
        """Take a name no table knows as complement: a person ("for Petra Lund") or, after an article, a body."""
        if k >= last or not self.caps[k] or k in self.hits or self.titles.noun(self.lower, k, last):
            return
        office = phrase.office
        end = self.name_end(k, last)
        if end < last and self.lower[end] in POSSESSIVE:
            return  # "a co-ordinator in Petra Lund's office"
        if k == j and end > k and (office.institution or office.kind in _SERVES):
            phrase.last, phrase.named = end, (k, end)
            return
        if office.kind in ADDRESS or office.kind == "kin":
            return
        end = k
        while end < last and (
            (self.caps[end] and end not in self.hits)
            or (
                self.lower[end] in ("of", "for", "and")
                and end + 1 < last
                and end > k
                and self.caps[end + 1]
                and k < j + 2
            )
        ):
            if self.lower[end] == "and" and k == j:
                break
            end += 1
        if end > k and (k > j or end == k + 1 or not phrase.office.title):
            phrase.last = end
            phrase.unknown = phrase.unknown or (k, end)

    def _name_after(self, inner: Phrase) -> bool:
        return inner.last < len(self.caps) and bool(self.caps[inner.last]) and inner.last not in self.hits

    def _place_or_body(self, phrase: Phrase, hit: tuple[int, Name], preposition: str, last: int) -> bool:
        """Take a state, body or city as complement; tell whether it fits."""
        end, name = hit
        kind = phrase.office.kind
        if end < last and self.lower[end] in POSSESSIVE and not self.noun_follows(end + 1, last):
            return False
        if name.kind == "region" and name.sort and preposition in ("to", "for"):
            phrase.last = end
            return False
        if name.kind in ("demonym", "region") or (preposition == "in" and kind == "source"):
            return False
        acts_for = preposition in ("of", "from") or (
            preposition in ("for", "at", "with") and kind not in _SENT
        )
        if name.kind in _PLACES and preposition in ("in", "at"):
            acts_for = False
        if (
            acts_for
            and not phrase.countries
            and (not phrase.orgs or (preposition == "of" and name.kind == "state"))
        ):
            own(phrase, name)
        if name.kind in _PLACES and self.lower[phrase.last + 1] == "the":
            # "the Denver Falcons": a club is no city.
            while (
                end < last
                and self.caps[end]
                and end not in self.hits
                and given_gender(self.words[end]) is None
            ):
                end += 1
        phrase.last = end
        state = self.hits.get(end + 1) if self.lower[end : end + 1] == ["of"] else None
        if name.country and state and state[1].kind == "state" and state[1].country == name.country:
            phrase.last = state[0]  # "at the Federal Foreign Office of Germany"
        if preposition in ("of", "to", "for", "from") and (phrase.plural or preposition == "to"):
            self._further(phrase, acts_for, last)
        return True

    def _further(self, phrase: Phrase, acts_for: bool, last: int) -> None:
        """Read the rest of a list of states ("of Kenya, Uganda and Sudan")."""
        lower = self.lower
        while True:
            j = phrase.last
            k = j + 2 if j + 2 < last and lower[j] == "," and lower[j + 1] == "and" else j + 1
            if k >= last or lower[j] not in (",", "and", "&"):
                return
            if lower[k] == "the" and k + 1 in self.hits:
                k += 1
            hit = self.hits.get(k)
            if hit is None or hit[1].kind not in ("state", "organisation", "party", "capital"):
                return
            end, name = hit
            if end < last and (lower[end] in POSSESSIVE or self.noun_follows(end, last, loose=False)):
                return
            if lower[j] == "," and not self._list_goes_on(end, last):
                return
            if acts_for:
                own(phrase, name)
            phrase.last = end

    def _list_goes_on(self, j: int, last: int) -> bool:
        return (j < last and self.lower[j] in (",", "and", "&", ".")) or (
            j < last and self.lower[j] not in VERBS
        )

    def _portfolio(self, k: int, last: int) -> int:
        """Return the end of a portfolio that begins at token `k` ("Foreign Affairs and Trade"); `k` for none."""
        start, end = k, k
        capital = self.words[k][0].isupper()
        while k < last and k - start < 9:
            if k in self.hits and self.hits[k][1].kind == "state":
                break  # "Foreign Affairs of the Republic of Kenya"
            modifier = self.titles.modifier(self.lower, k, last)
            if modifier and modifier[1] == "portfolio":
                k = end = modifier[0]
            elif k > start and self.words[k] in not_names():
                k += 1
                end = k
            elif self.lower[k] in ("and", "&", "of", "for", ",", "the") and k > start:
                k += 1
            elif (
                capital
                and self.caps[k]
                and k > start
                and k not in self.hits
                and self.lower[k - 1] in ("and", "of", "&")
            ):
                k += 1
                end = k
            else:
                break
        return end
