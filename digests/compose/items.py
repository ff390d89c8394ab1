"""Items: a candidate put into words, with its links, passages and number."""

from collections.abc import Iterable, Sequence
from datetime import date

from digests import gate, sections
from digests.compose import disputes, meetinglines, statementlines
from digests.compose.candidates import Candidate
from digests.compose.disputes import Dispute
from digests.compose.material import Material
from digests.compose.meant import Meant
from digests.compose.meetings import MeetingTold
from digests.compose.statuswords import life
from digests.edition import Item, Link, Passage, Run, Told
from scrapers.article import Span

#: Passages kept of one line.
_PASSAGES = 6


def item(material: Material, candidate: Candidate, number: int) -> Item:
    """Put a candidate into words, as the next line after those worded before."""
    if candidate.group is not None:
        return _statement_item(material, candidate, number)
    if candidate.dispute is not None:
        return _dispute_item(material, candidate, candidate.dispute, number)
    return _meeting_item(material, candidate, number)


def _dispute_item(material: Material, candidate: Candidate, dispute: Dispute, number: int) -> Item:
    meant = candidate.meant
    worded = meetinglines.word(meant, material.namer, material.texts, material.today) if meant else None
    told = [t for side in dispute.sides for t in side.told]
    spots = [(t, span) for side in dispute.sides for t, span in zip(side.told, side.spans, strict=True)]
    # The first of each side before the rest of any.
    firsts = [(side.told[0], side.spans[0]) for side in dispute.sides]
    passages = [_passage(t, material.texts.around(t, span)) for t, span in (*firsts, *spots)]
    return Item(
        number=number,
        section="disputed",
        runs=(*disputes.dispute_runs(dispute, meant, worded), *_embargoed(told)),
        links=tuple(dict.fromkeys(map(_link, told))),
        facts=tuple(dict.fromkeys(dispute.facts)),
        story=meant.group.story if meant else f"{told[0].story}.{dispute.kind}.{dispute.head}",
        # Who contradict each other confirm nothing.
        families=tuple(dict.fromkeys(t.family for t in dispute.sides[0].told))[:1],
        passages=tuple(dict.fromkeys(passages))[:_PASSAGES],
        status=meant.status if meant else None,
        dated=meant is not None and meant.date is not None,
        participants=worded.participants if worded else (),
        gist=meetinglines.gist(meant, material.namer) if meant else f"{dispute.head} (disputed)",
        score=candidate.score,
    )


def _meeting_item(material: Material, candidate: Candidate, number: int) -> Item:
    meant = candidate.meant
    assert meant is not None
    tellings = meant.group.now or meant.group.before
    worded = meetinglines.word(meant, material.namer, material.texts, material.today)
    compared = candidate.compared
    spots = [*((t, t.meeting.span) for t in tellings), *worded.spots]
    settled = meant.status != "planned"
    announced = [t for t in meant.group.before if t.meeting.status == "planned"] if settled else []
    passages = _passages(material, spots)
    if compared:
        passages = tuple(dict.fromkeys((*passages, *_passages(material, compared.spots))))
    return Item(
        number=number,
        section=candidate.section,
        runs=(*worded.runs, *_embargoed(t.told for t in tellings)),
        links=tuple(dict.fromkeys(_link(t.told) for t in tellings)),
        facts=tuple(t.fact for t in tellings),
        story=meant.group.story,
        families=candidate.families,
        passages=passages,
        status=meant.status,
        dated=meant.date is not None,
        participants=worded.participants,
        compared=compared.runs if compared else (),
        notes=_notes(meant, worded.rest, passages, material.today, compared=compared is not None),
        before=tuple(dict.fromkeys(_link(t.told) for t in announced)),
        gist=meetinglines.gist(meant, material.namer),
        score=candidate.score,
    )


def _notes(
    meant: Meant, rest: Sequence[str], passages: Sequence[Passage], today: date, *, compared: bool
) -> tuple[str, ...]:
    """Return what the card tells besides the passages; a note whose quotation marks no passage bears out is left out."""
    also = [sections.ALSO + ", ".join(rest)] if rest else []
    found = [*life(meant, today), *also, *([] if compared else meetinglines.accounts(meant))]
    texts = [p.text for p in passages]
    return tuple(note for note in found if gate.fault((), (note,), texts) is None)


def _statement_item(material: Material, candidate: Candidate, number: int) -> Item:
    group, said = candidate.group, candidate.said
    assert group is not None
    assert said is not None
    told = candidate.told
    pieces = (*group.pieces, *group.also)
    passages = [_passage(told, said.passage)]
    passages += [_passage(p.told, material.texts.around(p.told, p.statement.span)) for p in group.also]
    return Item(
        number=number,
        section="said",
        runs=(*statementlines.runs(group, said, material.namer), *_embargoed([told])),
        links=tuple(dict.fromkeys(_link(p.told) for p in pieces)),
        facts=tuple(p.fact for p in pieces),
        story=told.story,
        families=candidate.families,
        passages=tuple(dict.fromkeys(passages))[:_PASSAGES],
        quote=said.quote,
        gist=statementlines.gist(group, material.namer),
        score=candidate.score,
    )


def _passages(material: Material, spots: Sequence[tuple[MeetingTold, Span]]) -> tuple[Passage, ...]:
    found = [_passage(t.told, material.texts.around(t.told, span)) for t, span in spots]
    return tuple(dict.fromkeys(found))[:_PASSAGES]


def _passage(told: Told, span: Span) -> Passage:
    return Passage(
        url=told.article.url, source=told.outlet, span=span, text=told.article.text[span[0] : span[1]]
    )


def _embargoed(material: Iterable[Told]) -> tuple[Run, ...]:
    """Mark what rests on an article under an embargo whose end cannot be read."""
    if any(t.facts.embargo and t.facts.embargo_until is None for t in material):
        return (Run(text=" · marked as embargoed, its end cannot be read"),)
    return ()


def _link(told: Told) -> Link:
    return Link(url=told.article.url, source=told.outlet, klass=told.klass)
