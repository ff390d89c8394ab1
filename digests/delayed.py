"""Names told late: "Ruritania's president cancelled the talks" in one sentence, "Aldous Finch said" in the next.

Wire reports open with the office and name its holder in the sentence after, without repeating the office.
"""

import re
from dataclasses import replace

from digests.document import Document
from digests.found import SPEECH
from digests.mentions import Mention, Mentions, read_mentions
from digests.offices import STATE_ROLE

#: An office that is over has many holders: "the former secretary of state".
_PAST = re.compile(r"\b(?:former|ex|onetime|then)\b", re.IGNORECASE)
#: How many sentences after the office its holder may be named.
_WITHIN = 2
#: How far into its sentence an office may stand to be what the sentence is about.
_LEAD = 4


def named_late(document: Document) -> dict[int, Mention]:
    """Return the person meant, by the entity of an office and by that of the bare name told after it; read once."""
    kept = document.notes.get("named late")
    if isinstance(kept, dict):
        return kept
    mentions = read_mentions(document)
    out: dict[int, Mention] = {}
    document.notes["named late"] = out
    told: set[int] = set()
    known: set[tuple[str | None, str]] = {
        (m.country, (m.role or "").lower()) for m in mentions.all if m.kind == "person" and m.country
    }
    bare = _bare(mentions)
    for m in mentions.all:
        if m.kind != "person" or m.entity in told:
            continue
        told.add(m.entity)
        if m.entity not in bare or len((m.name or "").split()) < 2:
            continue
        index = document.sentence_index(document.starts[m.first])
        if not _opens(document, index, m.first):
            continue
        office = _office_before(document, mentions, index)
        if office is None or office.entity in out or _held(office, known):
            continue
        person = replace(m, country=office.country, role=office.role)
        out[office.entity] = out[m.entity] = person
    return out


def _bare(mentions: Mentions) -> set[int]:
    """Return the people of whom the text tells neither office nor country."""
    people = {m.entity for m in mentions.all if m.kind == "person" and m.entity >= 0}
    return people - {m.entity for m in mentions.all if m.role or m.country or m.org}


def _opens(document: Document, index: int, token: int) -> bool:
    """Tell whether a name opens its sentence, or what is said in it ends where the name begins."""
    first = document.sentences[index].first
    said = document.quotation_at(document.starts[first])
    return token == first or (said is not None and said.end <= document.starts[token] <= said.end + 2)


def _office_before(document: Document, mentions: Mentions, index: int) -> Mention | None:
    for before in range(index - 1, max(-1, index - 1 - _WITHIN), -1):
        sentence = document.sentences[before]
        if document.paragraphs[sentence.paragraph].kind != "body":
            continue
        found = mentions.within(sentence.first, sentence.last)
        if not found:
            continue
        first, last = found[0], found[-1]
        if _nameless(first) and first.country and first.first - sentence.first <= _LEAD:
            return first
        # "..., the bloc's foreign minister said."
        says = document.lower[last.last : sentence.last]
        if _nameless(last) and len(says) == 2 and says[0] in SPEECH:
            return last
    return None


def _nameless(office: Mention) -> bool:
    """Tell whether a mention is an office that acts for a state or body, whose holder is not told with it."""
    return (
        office.kind == "office"
        and not office.plural
        and office.name is None
        and office.entity >= 0
        and bool(STATE_ROLE.search(office.role or ""))
        and not _PAST.search(office.role or "")
    )


def _held(office: Mention, known: set[tuple[str | None, str]]) -> bool:
    """Tell whether the text names another holder of the office."""
    role = set((office.role or "").lower().split())
    return any(country == office.country and len(role & set(other.split())) > 1 for country, other in known)
