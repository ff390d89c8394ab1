"""Offices a verb tells of: "Lund was appointed envoy", "congratulated Lund on becoming premier"."""

from digests.antecedents import Antecedents
from digests.bareoffices import OFFICES
from digests.document import Document
from digests.entities import Entity
from digests.found import Found

_LEAVING = frozenset(
    "resigned resign quit retired stepped step served ousted removed replaced dismissed fired".split()
)


def learn(
    document: Document,
    discourse: Antecedents,
    pronouns: dict[int, Entity],
    inside: dict[int, Entity],
    f: Found,
    sentence: int,
) -> None:
    """Give the office a verb tells of ("was appointed envoy") to the subject of its sentence."""
    here = [
        o
        for o in discourse.occurrences
        if o.sentence == sentence and o.entity.kind == "person" and not o.quoted
    ]
    if (became := _congratulated(document, discourse, pronouns, f)) is not None:
        if became.role is None and became.country is None and OFFICES.intersection(f.kinds):
            became.role, became.nouns, became.country = f.role, f.nouns, f.country
            became.mentions.append(f)
        return
    subject = next((o for o in reversed(here) if o.subject), None)
    if subject is None or subject.last < f.first - 14 or any(n.first in inside for n in f.nested):
        return
    between = document.lower[subject.last : f.first]
    if not all(w.isalpha() or w == "," for w in between):
        return
    if discourse.quoted[f.first] or not OFFICES.intersection(f.kinds):
        return
    e = subject.entity
    past = f.past or bool(_LEAVING.intersection(between)) or between[-1] == "was"
    # "Secretary Lund" is told in full by "while she was secretary of state", and is it no more.
    fuller = e.nouns == ("secretary",) and f.nouns[-1:] == ("secretary of state",)
    if e.role is None or (e.past and not past) or fuller:
        e.role, e.nouns, e.past = f.role, f.nouns, past
        if past and not f.past and document.lower[subject.token - 1] in ("while", "when"):
            e.role = f"former {f.role}"
        e.country, e.org = e.country or f.country, e.org or (None if e.country or f.country else f.org)
        e.mentions.append(f)


def _congratulated(
    document: Document, discourse: Antecedents, pronouns: dict[int, Entity], f: Found
) -> Entity | None:
    """Return who got an office in "congratulated Lund on becoming premier", "congratulate him upon becoming premier"."""
    lower, at = document.lower, f.first - 2
    if at < 1 or lower[at + 1] != "becoming" or lower[at] not in ("on", "upon"):
        return None
    if at - 1 in pronouns:
        return pronouns[at - 1]
    named = (o.entity for o in discourse.occurrences if o.last == at and o.entity.kind == "person")
    return next(named, None)
