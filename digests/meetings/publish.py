"""From events to the records that are stored."""

from digests.document import Document
from digests.meetings.details import cameo_code, outcome_of, plover_mode, report_of, topic_of
from digests.meetings.draft import Draft
from digests.meetings.events import Event
from digests.meetings.reader import Reader
from digests.records import Meeting
from scrapers.article import Span


def publish(reader: Reader, event: Event) -> tuple[Meeting, tuple[str, ...]]:
    """Return the record of an event, and for each participant the words it was taken for."""
    document = reader.document
    draft = event.draft
    parts = sorted(event.parts, key=lambda p: p.named_in != "text")
    report, reported_by = report_of(document, reader.mentions, event)
    host = next(
        (i for i, p in enumerate(parts) if event.host is not None and p.entity == event.host.entity), None
    )
    if host is None and event.format == "visit" and len(parts) == 2:
        host = 1
    span = _span(document, draft)
    meeting = Meeting(
        participants=tuple(p.record() for p in parts),
        format=event.format,
        status=event.status,  # type: ignore[arg-type]  # "offered" was left out
        span=span,
        cue=reader.gathered.shown(draft),
        place=event.place.name if event.place else None,
        date=event.when.iso() if event.when else None,
        date_text=(event.when.text or None) if event.when else None,
        date_certain=event.when is None or (event.when.certain and event.when_own),
        topic=topic_of(document, event),
        outcome=outcome_of(document, event),
        host=host,
        report=report,
        reported_by=reported_by,
        plover_mode=plover_mode(event),
        cameo=cameo_code(event),
        mentions=tuple(sorted({_span(document, d) for d in event.drafts if d is not draft} - {span})),
    )
    return meeting, tuple(p.why for p in parts)


def _span(document: Document, draft: Draft) -> Span:
    """Return the passage that shows a draft: its cue with its actors."""
    sentence = document.sentences[draft.sentence]
    actors = [m for m in (*draft.actors(), *draft.goals) if sentence.first <= m.first < sentence.last]
    first = min([draft.first, *(m.first for m in actors)])
    last = max([draft.last, draft.cue.last, *(m.last for m in actors)])
    return (document.starts[first], document.ends[last - 1])
