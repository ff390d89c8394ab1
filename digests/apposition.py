"""Apposition: what follows a name — "of Norway", "(Norway)", ", 61, the Norwegian foreign minister," — and whose it is."""

from digests.found import SPEECH, Found
from digests.officenouns import POSSESSIVE
from digests.officephrases import OfficeReader
from digests.offices import ADDRESS, Phrase
from digests.personal import NameReader

CLOSING = frozenset((",", ".", ";", ":", ")", "—", "–", "-", "”", "?", "!", '"', "''"))
#: What may follow a name and tell of it: "of Norway", "(Norway)", ", the Norwegian foreign minister,".
OPENING = frozenset(("of", "(", ",", "—", "–", "-"))
_GOES_ON = SPEECH | frozenset("and in on at who after from has is was with will during to as told".split())
#: What stands before a name that is not the subject of its clause.
_GOVERNING = frozenset("with to from of for by about against on over and behind under".split())
_AFFILIATES = frozenset(("state", "organisation", "party", "city", "capital", "people", "seat"))


def after_name(found: Found, names: NameReader, offices: OfficeReader, last: int) -> None:
    """Read what follows the name of `found` and take it in."""
    lower, words = names.lower, names.words
    j = found.last
    if j >= last - 1:
        return
    if lower[j] == "of":
        _affiliation(found, names, j, last)
        j = found.last
        if j >= last - 1:
            return
    if words[j] == "(":
        _bracket(found, names, offices, j, last)
    elif words[j] in (",", "—", "–", "-") and (
        words[j] != "-" or names.document.starts[j] > names.document.ends[j - 1]
    ):
        _comma(found, names, offices, j + 1, last)


def _affiliation(found: Found, names: NameReader, j: int, last: int) -> None:
    k = j + 2 if names.lower[j + 1] == "the" else j + 1
    hit = names.hits.get(k)
    if hit and hit[1].kind == "demonym" and hit[0] in names.hits:
        found.country = found.country or hit[1].country
        k = hit[0]
        hit = names.hits.get(k)
    if hit is None or hit[1].kind not in _AFFILIATES:
        return
    end, name = hit
    if end < last and names.lower[end] in POSSESSIVE:
        return
    if name.kind in ("city", "capital") and "monarch" not in found.kinds and not found.role:
        return
    if found.kind == "candidate" and names.count(*(found.name or (0, 0))) < 2:
        return
    found.country = found.country or name.country
    found.org = found.org or name.org
    found.sure = True
    found.last = end


def _bracket(found: Found, names: NameReader, offices: OfficeReader, j: int, last: int) -> None:
    hit = names.hits.get(j + 1)
    if hit and hit[0] < last and names.words[hit[0]] == ")" and hit[1].kind in _AFFILIATES | {"demonym"}:
        found.country = found.country or hit[1].country
        found.org = found.org or hit[1].org
        found.last = hit[0] + 1
        return
    phrase = offices.read(j + 1, last)
    if (
        phrase
        and phrase.last < last
        and names.words[phrase.last] == ")"
        and not phrase.office.institution
        and not phrase.plural
    ):
        take(found, names, phrase, phrase.last + 1)


def _comma(found: Found, names: NameReader, offices: OfficeReader, k: int, last: int) -> None:
    words, lower, caps = names.words, names.lower, names.caps
    if k < last - 1 and words[k].isdigit() and len(words[k]) == 2 and words[k + 1] == ",":
        k += 2
        found.kind, found.sure = "person", True
    if k >= last:
        return
    if lower[k] in ("who", "whose"):
        _relative(found, names, offices, k, last)
        return
    single = names.count(*(found.name or (0, 0))) < 2 and not found.role
    owned = _past_owner(names, k, last)
    phrase = offices.read(owned or k, last)
    if phrase is None or phrase.plural or phrase.office.kind == "honorific":
        return
    if phrase.office.institution:
        return
    if owned:
        phrase.definite = True
        if not (phrase.countries or phrase.orgs):
            phrase.words_from = k  # "Finch's spokeswoman"
    if single and not (phrase.definite or phrase.indefinite or phrase.owners):
        return
    end = phrase.last
    named = (
        end < last
        and caps[end]
        and end not in names.hits
        and phrase.nouns[-1][2].title
        and phrase.complement == phrase.last
        and not phrase.indefinite
    )
    if named:
        return
    if phrase.named_phrase is not None:
        person = inner_person(names, offices, phrase, last)
        if person and (phrase.definite or phrase.indefinite or phrase.complement < phrase.last):
            found.nested += (person,)
            phrase.last = person.last
            take(found, names, phrase, person.last)
        return
    if (
        end < last
        and words[end] == ","
        and _lists_next(names, offices, end + 1, last)
        and not phrase.definite
        and found.role
    ):
        return
    if found.role and phrase.indefinite and end < last and lower[end] in SPEECH:
        return  # "… met President Petra Lund, a spokesman said": who tells it is another
    if (
        end < last
        and lower[end] in SPEECH
        and phrase.definite
        and not phrase.owners
        and lower[found.first - 1] in _GOVERNING
    ):
        return  # "After his talks with Lund, the president said": no comma closes an apposition
    if end >= last or words[end] in CLOSING or lower[end] in _GOES_ON or phrase.indefinite:
        end = _second_office(names, offices, end, last)
        take(found, names, phrase, end)


def _past_owner(names: NameReader, k: int, last: int) -> int:
    """Return where an office begins that somebody named gave or has ("Finch's appointed U.S. envoy"); 0 where none does."""
    if not names.caps[k] or k in names.hits:
        return 0
    end = names.end(k, last)
    if end <= k or end >= last - 1 or names.lower[end] not in POSSESSIVE:
        return 0
    begin = end + 1
    return begin + (names.words[begin].islower() and names.words[begin].endswith("ed"))


def inner_person(names: NameReader, offices: OfficeReader, phrase: Phrase, last: int) -> Found | None:
    """Return the person named in a complement ("a spokesman for President Petra Lund")."""
    inner = phrase.named_phrase
    if inner is None:
        if phrase.named is None:
            return None
        a, b = phrase.named
        person = Found(kind="candidate", first=a, last=b, head=names.head(a, b), name=(a, b))
        if names.likely(a, b):
            person.kind, person.sure = "person", True
        return person
    a = inner.last
    b = names.end(a, last)
    if b <= a:
        return None
    person = Found(kind="person", first=inner.first, last=b, head=names.head(a, b), name=(a, b), sure=True)
    describe(person, names, inner)
    person.country = inner.countries[0] if len(inner.countries) == 1 else None
    person.org = inner.orgs[0] if len(inner.orgs) == 1 else None
    after_name(person, names, offices, last)
    return person


def _second_office(names: NameReader, offices: OfficeReader, end: int, last: int) -> int:
    """Return where "a lawyer and former senator" ends."""
    if end >= last - 1 or names.lower[end] != "and":
        return end
    more = offices.read(end + 1, last)
    if more is None or more.plural or more.definite or more.indefinite or more.owners or more.last >= last:
        return end
    return more.last if names.words[more.last] in CLOSING else end


def _lists_next(names: NameReader, offices: OfficeReader, k: int, last: int) -> bool:
    """Tell whether another titled name follows, so that the commas make a list."""
    phrase = offices.read(k, last) if k < last else None
    return bool(phrase and phrase.last < last and names.caps[phrase.last] and phrase.nouns[-1][2].title)


def _relative(found: Found, names: NameReader, offices: OfficeReader, k: int, last: int) -> None:
    """Read ", who is the Norwegian foreign minister,"; any "who" at least makes it a person."""
    if found.kind == "candidate" and names.count(*(found.name or (0, 0))) > 1:
        found.sure = True
    if k + 2 >= last or names.lower[k + 1] not in ("is", "was", "became"):
        return
    phrase = offices.read(k + 2, last)
    if phrase and not phrase.plural and not phrase.office.institution and phrase.named_phrase is None:
        take(found, names, phrase, found.last)
        found.past = found.past or names.lower[k + 1] == "was"


def take(found: Found, names: NameReader, phrase: Phrase, end: int) -> None:
    """Give a person the office of `phrase`; `end` is where the mention then ends."""
    found.kind, found.sure = "person", True
    found.last = end
    if not found.role or all(kind in ADDRESS for kind in found.kinds):
        describe(found, names, phrase)
    if len(phrase.countries) == 1:
        found.country = found.country or phrase.countries[0]
    if len(phrase.orgs) == 1:
        found.org = found.org or phrase.orgs[0]


def describe(found: Found, names: NameReader, phrase: Phrase) -> None:
    """Put the words and nouns of an office phrase on a mention."""
    document = names.document
    end = phrase.last if phrase.complement < phrase.last else phrase.office_end
    start = phrase.words_from
    text = document.text[document.starts[start] : document.ends[end - 1]] if end > start else ""
    found.role = " ".join(text.split()) or None
    found.words = frozenset(document.lower[start:end])
    found.nouns = tuple(office.noun for _, _, office in phrase.nouns)
    found.kinds = tuple(office.kind for _, _, office in phrase.nouns)
    found.past, found.local = phrase.past, phrase.local
    found.gender = found.gender or next((o.gender for _, _, o in reversed(phrase.nouns) if o.gender), None)
    found.default = next((o.country for _, _, o in reversed(phrase.nouns) if o.country), None)
    if phrase.body and not phrase.orgs:
        a, b = phrase.body
        found.org = found.org or " ".join(document.text[document.starts[a] : document.ends[b - 1]].split())
    if phrase.unknown and not phrase.orgs and not phrase.countries and not phrase.named:
        a, b = phrase.unknown
        found.org = found.org or " ".join(document.text[document.starts[a] : document.ends[b - 1]].split())
        # "the Lund government": the owner may be a person the article names.
        found.nested += (Found(kind="candidate", first=a, last=b, head=b - 1, name=(a, b)),)
