"""Echoes: bodies named short — "the ministry in Oslo" by its capital, "a department spokesman" by the department told of before.

Only what one reading explains is filled in: two embassies in a text leave "an embassy spokesman" without a state.
"""

from digests.datelines import conference_cities
from digests.document import Document
from digests.found import Found

#: Nouns that stand for a body told of in full before.
BODIES = frozenset(
    "department ministry embassy consulate government mission presidency delegation commission council agency party court "
    "committee bloc alliance secretariat fund bank union army junta administration".split()
)
#: Bodies that sit in the capital of their own state.
_RULING = frozenset("ministry government parliament presidency court bank".split())
_SPEAKING = frozenset(("spokes", "counterpart", "official"))
#: Kinds that do not travel: "In Beijing, foreign ministry spokesman Lund said".
_SETTLED = frozenset(("spokes", "ministry"))
_KINDS = frozenset(("office", "person", "organisation", "group"))
_PLACES = frozenset(("capital", "city"))


def fill_echoes(document: Document, found: list[Found]) -> None:
    """Give bodies and offices named short the state or body that a capital or an earlier mention tells."""
    for n, f in enumerate(found):
        if f.country or f.nested or f.kind not in _KINDS or not f.kinds:
            continue
        if f.org and f.org != f.role and (f.org not in BODIES and f.org not in f.nouns and not _bare(f)):
            continue
        if state := _seated(document, found, n) or _fronted(document, found, n):
            f.country = state
            f.local = True
            continue
        told = _told(document, found, n)
        if told is not None and (told.country or told.org not in BODIES):
            f.country = told.country
            f.local = True
            if told.org and (f.org is None or f.org == f.role or _bare(f)):
                f.org = told.org


def _bare(f: Found) -> bool:
    """Tell whether the body of an office is only a noun ("a spokesman for the foreign ministry")."""
    return f.org is not None and f.org.islower()


def _seated(document: Document, found: list[Found], n: int) -> str | None:
    """Return the state of the capital in "the ministry in Oslo", "a spokesman for the ministry in Oslo"."""
    f = found[n]
    place = found[n + 1] if n + 1 < len(found) else None
    if place is None or place.kind != "place" or place.sort not in _PLACES or place.first != f.last + 1:
        return None
    if document.lower[f.last] != "in" or place.known in conference_cities():
        return None
    ruling = "opposition" in f.nouns or bool(
        _RULING.intersection(f.kinds) or _RULING & {w.lower() for w in (f.org or "").split()}
    )
    if place.sort == "city" and "government" not in f.kinds:
        return None  # a capital, or where a government sits
    return place.country if ruling or (_SPEAKING.intersection(f.kinds[-1:]) and f.org is None) else None


def _fronted(document: Document, found: list[Found], n: int) -> str | None:
    """Return the state of the capital in "In Beijing, foreign ministry spokesman Lund said"."""
    f = found[n]
    if n == 0 or not _SETTLED.intersection(f.kinds) or (f.org and not _bare(f)):
        return None
    place, sentence = found[n - 1], document.sentence_at(document.starts[f.first])
    if (
        place.kind != "place"
        or place.sort != "capital"
        or place.first != sentence.first + 1
        or place.known in conference_cities()
    ):
        return None
    between = document.lower[place.last : f.first]
    if document.lower[sentence.first] != "in" or any(w not in (",", "a", "the") for w in between):
        return None
    return place.country


def _told(document: Document, found: list[Found], n: int) -> Found | None:
    """Return the one mention before that tells whose "department", "embassy" or "spokesman" this is."""
    noun = _body_noun(document, found[n])
    if noun is None:
        return _spoke_before(document, found, n)
    named = [m for m in found[:n] if (m.country or m.org) and _names_body(document, m, noun)]
    owners = {(m.country, m.org if m.country is None else None) for m in named}
    if noun == "government" and (state := _acting_since(document, found[:n], named[-1] if named else None)):
        return state
    return named[-1] if len(owners) == 1 else None


def _spoke_before(document: Document, found: list[Found], n: int) -> Found | None:
    """Return the ministry that opens the sentence before a bare "spokeswoman Petra Lund": she speaks for it."""
    f, index = found[n], document.sentence_index(document.starts[found[n].first])
    if f.kind != "person" or f.kinds != ("spokes",) or len(f.words) > 1 or f.org or not index:
        return None
    first = document.sentences[index - 1].first
    opening = next((m for m in found[:n] if m.first >= first), None)
    fits = opening is not None and opening.kind == "organisation" and opening.first <= first + 1
    return opening if fits else None


def _acting_since(document: Document, before: list[Found], told: Found | None) -> Found | None:
    """Return the state that opens the sentence before, after the government told of: its own spokesman speaks next."""
    if not before:
        return None
    index = document.sentence_index(document.starts[before[-1].first])
    opening = {s.first for s in document.sentences[max(0, index - 1) : index + 1]}
    since = told.first if told else -1
    acting = [m for m in before if m.kind == "state" and m.country and m.first > since and m.first in opening]
    return acting[-1] if acting and (told is None or acting[-1].country != told.country) else None


def _body_noun(document: Document, f: Found) -> str | None:
    """Return the noun in "(the) department spokesman", "the government's negotiator", "a spokesman for the ministry"."""
    words = document.lower[f.first : f.last]
    begin = 1 if words[0] in ("the", "a", "an", "another") else 0
    if begin >= len(words) or f.kind == "organisation":
        return None
    noun = words[begin]
    if noun in BODIES and begin + 1 < len(words) and len(f.nouns) and noun != f.nouns[-1]:
        return noun
    if f.org in BODIES:
        return f.org
    return None


def _names_body(document: Document, m: Found, noun: str) -> bool:
    """Tell whether a mention names a body of that noun in full ("State Department", "the Norwegian embassy")."""
    if m.kind not in ("organisation", "group"):
        return False
    if m.nouns:
        return m.nouns[-1].split()[-1] == noun
    return noun in (m.known or "").lower().split() or noun in document.lower[m.first : m.last]
