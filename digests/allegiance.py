"""Allegiance: for which state an office acts when its own words do not say so, from the words around it.

"Russian Foreign Minister A and Defence Minister B" are both Russian; who is received in Cairo as "President C" is
Egypt's; a "prime minister" under a dateline of his capital is that state's, if the sentence speaks of it. An office
that any mention gives a state, or of which the text names another holder, is left alone.
"""

from collections import Counter

from digests.datelines import dateline_state, datelines_of, speaks_for_another
from digests.document import Document
from digests.entities import Entity
from digests.found import Found
from digests.officenouns import Hits
from digests.offices import PORTFOLIO, has_office

#: Offices that stand for their state.
STATELY = frozenset(("head", "minister", "monarch"))
_RULING = frozenset(("government", "ministry", "ministry of foreign affairs", "foreign ministry"))
_HEADS = frozenset(("head", "monarch"))
#: So many sentences open a text, its headline among them.
_LEAD = 4
#: Not only states have these: "rebel leader", "his counterpart".
LOOSELY = frozenset(("leader", "ruler", "counterpart"))
_JOINING = frozenset((",", "and", "&"))
#: What stands before somebody who is met.
_MEETING = frozenset("with meet meets met meeting see sees saw seeing".split())
_TRAVEL = frozenset(
    "visit visits visited visiting trip trips tour travel travels travelled traveled travelling traveling arrive arrives arrived "
    "arriving flew fly flies flown fly-in stop stopover welcomed received hosted hosts host met meet meets meeting talks".split()
)
#: How many sentences back a ministry gives a bare "Minister" his state.
_NEAR = 2
#: What stands before a name that is not what its sentence is about.
GOVERNING = frozenset("of for in at from to on with by against near between over about via".split())
_PLACED = frozenset("in to at visit visited visiting near".split())


def settle(document: Document, found: list[Found], entities: list[Entity], hits: Hits) -> None:
    """Give persons in an office without a state the state the text implies, where exactly one is implied."""
    for n, f in enumerate(found):
        if f.local and f.country is None:
            f.country = _last_state(document, f, hits)
        if f.role and not f.country and not f.nested and document.lower[f.first] == "its":
            owner_told = _owner(document, found, n)
            if owner_told is not None:
                f.country, f.org, f.local = owner_told.country, owner_told.org, True
    owner = {id(m): e for e in entities for m in e.mentions}
    for entity in entities:
        if entity.country is None and entity.org is None:
            told = next((m for m in entity.mentions if m.local and (m.country or m.org)), None)
            entity.country, entity.org = (told.country, told.org) if told else (None, None)
    open_ones = {e.index for e in entities if e.country is None and e.org is None and _stately(e)}
    if not open_ones:
        return
    datelines = datelines_of(document)
    for n, f in enumerate(found):
        holder = owner.get(id(f))
        if holder is None or holder.index not in open_ones or holder.country or not f.role:
            continue
        country = (
            _joined(document, found, n)
            or _received(document, f, hits)
            or _beside_government(document, found, n)
        )
        if country is None and (home := _at_home(document, f, hits, datelines)):
            country = None if unnamed_abroad(f, found, home) else home
        country = country or _told_before(document, found, n)
        if country and not taken(f, holder, entities, country):
            holder.country = country
    own, subject = _own_state(document, found), _subject(document, hits)
    for f in found:
        holder = owner.get(id(f))
        if holder is None or holder.index not in open_ones or holder.country:
            continue
        if own and "minister" in f.kinds:
            holder.country = own
        elif (
            subject
            and _of_home(f, subject)
            and not taken(f, holder, entities, subject)
            and not unnamed_abroad(f, found, subject)
            and not speaks_for_another(document, found, f, subject)
        ):
            holder.country = subject


def _own_state(document: Document, found: list[Found]) -> str | None:
    """Return the state in whose own text we are: its government opens the text, and no other state does anything in it."""
    acting = [f for f in found if f.country and f.kind != "place" and not f.located]
    opening = next((p for p in document.paragraphs if p.kind == "body" and p.first < p.last), None)
    if not acting or opening is None or len({f.country for f in acting}) > 1:
        return None
    first = document.sentences[opening.first]
    ruling = acting[0].kind == "organisation" and _RULING.intersection(acting[0].nouns)
    return acting[0].country if ruling and acting[0].first <= first.first + 1 else None


def _subject(document: Document, hits: Hits) -> str | None:
    """Return the state a text is written in and about: its dateline's, if title or lead name it and it is named most.

    A wire names the state of a visitor or of somebody abroad; who bears a mere "Foreign Minister" is the state's own.
    """
    home = dateline_state(document)
    if home is None:
        return None
    named = Counter(
        name.country
        for i, (_, name) in sorted(hits.items())
        if name.country and not _in_dateline(document, document.starts[i])
    )
    lead = [n for n, s in enumerate(document.sentences) if document.paragraphs[s.paragraph].kind != "other"][
        :_LEAD
    ]
    opens = any(home in _countries(document, n, hits) for n in lead)
    # Of two named as often, the first: "Egypt will tell Britain", not "Norway and Kenya disagree" under NAIROBI.
    return home if opens and named.most_common(1)[0][0] == home else None


def _in_dateline(document: Document, offset: int) -> bool:
    return any(
        p.dateline_place and p.dateline_place[0] <= offset < p.dateline_place[1] for p in document.paragraphs
    )


def _of_home(f: Found, home: str) -> bool:
    """Tell whether an office, named without a state, may be one of the text's own state."""
    if f.past or f.nested or f.plural or not STATELY.intersection(f.kinds) or LOOSELY.intersection(f.nouns):
        return False
    return has_office(home, f.nouns)


def unnamed_abroad(f: Found, found: list[Found], home: str) -> bool:
    """Tell whether the text speaks of another state's holder of that office without a name: whom it names may be that one."""
    if _counterpart_of(f, found, home):
        return True
    return any(
        m.kind == "office"
        and m.country not in (None, home)
        and m.nouns[-1:] == f.nouns[-1:]
        and not (f.words ^ m.words) & PORTFOLIO
        for m in found
    )


def _counterpart_of(f: Found, found: list[Found], home: str) -> bool:
    """Tell whether an office has its counterpart in a state and so is another's ("BERLIN - She met her German counterpart")."""
    m = next((m for m in found if f.last <= m.first < f.last + 40 and m.nouns[-1:] == ("counterpart",)), None)
    if m is None or m.country != home:
        return False
    return not any(o.kind == "person" and o.country and f.last <= o.first < m.first for o in found)


def _stately(entity: Entity) -> bool:
    return any(
        kind in STATELY or (kind == "spokes" and {"ministry", "government"} & m.words)
        for m in entity.mentions
        for kind in m.kinds
    )


def taken(f: Found, entity: Entity, entities: list[Entity], country: str) -> bool:
    """Tell whether the text names somebody else in that office of that state."""
    return any(
        f.nouns[-1:] == m.nouns[-1:] and not (f.words ^ m.words) & PORTFOLIO
        for other in entities
        if other is not entity and other.kind == "person" and other.country == country
        for m in other.mentions
    )


def _owner(document: Document, found: list[Found], n: int) -> Found | None:
    """Return the state or body "its" stands for: what the sentence, else the one before, tells of first."""
    here = document.sentence_index(document.starts[found[n].first])
    for index in (here, here - 1):
        first = document.sentences[max(index, 0)].first
        for f in found[:n]:
            acting = f.kind in ("state", "organisation") and f.first >= first and (f.country or f.org)
            if acting and document.lower[f.first - 1] not in GOVERNING:
                return f
    return None


def _told_before(document: Document, found: list[Found], n: int) -> str | None:
    """Return the state of the ministry or nameless minister told of just before a bare "Minister Lund"."""
    f = found[n]
    if f.kinds[-1:] != ("minister",) or f.words & PORTFOLIO:
        return None
    begin = document.sentences[max(0, document.sentence_index(document.starts[f.first]) - _NEAR)].first
    before = [m for m in found[:n] if m.first >= begin and m.country and m.name is None]
    heads = {m.country for m in before if (m.nouns if m.kind == "organisation" else "minister" in m.kinds)}
    return heads.pop() if len(heads) == 1 else None


def _joined(document: Document, found: list[Found], n: int) -> str | None:
    """Return the state of the office before, when "and" or a comma joins this one to it."""
    if n == 0:
        return None
    f, before = found[n], found[n - 1]
    between = document.lower[before.last : f.first]
    if not before.country or not before.role or not between or not all(w in _JOINING for w in between):
        return None
    if f.kinds[-1:] == ("honorific",) or "kin" in f.kinds or not f.words - before.words:
        return None
    if _HEADS.intersection(f.kinds) and _HEADS.intersection(before.kinds):
        # "met President A and Premier B" of one state; "Premier A and President B met" may be of two.
        return before.country if _met(document, before) else None
    return before.country


def _beside_government(document: Document, found: list[Found], n: int) -> str | None:
    """Return the state whose government acts in the clause before "and Foreign Minister Lund said"."""
    f = found[n]
    if "minister" not in f.kinds or document.lower[f.first - 1 : f.first] != ["and"]:
        return None
    sentence = document.sentence_at(document.starts[f.first])
    before = [
        m
        for m in found[:n]
        if m.first >= sentence.first and m.country and m.kind != "place" and not m.located
    ]
    ruling = before[0] if before else None
    if ruling is None or not {"government", "cabinet"}.intersection(ruling.nouns):
        return None
    return ruling.country if {m.country for m in before} == {ruling.country} else None


def _met(document: Document, f: Found) -> bool:
    """Tell whether somebody is the one met, alone or in a list of names."""
    i = f.first - 1
    sentence = document.sentence_at(document.starts[f.first])
    while i > sentence.first and document.lower[i] not in _MEETING:
        if not (
            document.words[i][0].isupper()
            or document.lower[i] in _JOINING
            or document.lower[i] in ("the", "its", "minister")
        ):
            return False
        i -= 1
    return document.lower[i] in _MEETING


def _last_state(document: Document, f: Found, hits: Hits) -> str | None:
    """Return the state named last before "the country's leader", within two sentences."""
    index = document.sentence_index(document.starts[f.first])
    begin = document.sentences[max(0, index - 1)].first
    for i in range(f.first - 1, begin - 1, -1):
        hit = hits.get(i)
        if hit and hit[1].country and hit[1].kind in ("state", "demonym", "capital"):
            return hit[1].country
    return None


def _received(document: Document, f: Found, hits: Hits) -> str | None:
    """Return the one state somebody travels to, or is received in, in this sentence."""
    sentence = document.sentence_at(document.starts[f.first])
    lower = document.lower
    if not _met(document, f) or not _TRAVEL.intersection(lower[sentence.first : sentence.last]):
        return None
    places = set()
    for i in range(sentence.first, sentence.last):
        hit = hits.get(i)
        if hit is None or hit[1].kind not in ("state", "capital", "city") or not hit[1].country:
            continue
        if document.quotation_at(document.starts[i]):
            continue  # "“a window in Rotterdam,” she said after meeting Foreign Minister Lund"
        before = lower[i - 1] if i > sentence.first else ""
        if before in ("the", "neighbouring", "neighboring"):
            before = lower[i - 2] if i > sentence.first + 1 else ""
        if before in _PLACED:
            places.add(hit[1].country)
    return places.pop() if len(places) == 1 else None


def _at_home(document: Document, f: Found, hits: Hits, datelines: list[tuple[int, str]]) -> str | None:
    """Return the dateline's state, if this sentence or the one before speaks of it and this one of no other."""
    if "kin" in f.kinds:
        return None
    offset = document.starts[f.first]
    home = next((country for start, country in reversed(datelines) if start <= offset), None)
    if home is None:
        return None
    index = document.sentence_index(offset)
    here = _countries(document, index, hits)
    near = here | (_countries(document, index - 1, hits) if index else set())
    return home if here <= {home} and home in near and has_office(home, f.nouns) else None


def _countries(document: Document, index: int, hits: Hits) -> set[str]:
    sentence = document.sentences[index]
    return {
        hit[1].country
        for i in range(sentence.first, sentence.last)
        if (hit := hits.get(i)) and hit[1].country
    }
