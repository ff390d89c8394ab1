"""The facts: what the reader takes from an article. Facts never change; state lives in the store.

Names follow PLOVER (event type CONSULT and its modes), CAMEO (codes) and PolNeAR (source, cue, content).
All spans are code points into `Article.text`, end excluded.
"""

from dataclasses import dataclass, fields
from typing import Any, Literal, get_args

from scrapers.article import Span

#: Raised when a change of rules changes what is read; stored with every fact.
READER_VERSION = "1"

MeetingFormat = Literal[
    "bilateral_meeting", "multilateral_meeting", "visit", "phone_call", "summit", "talks", "mediation"
]
MeetingStatus = Literal["planned", "ongoing", "held", "postponed", "cancelled", "failed", "denied"]
Act = Literal[
    "say", "announce", "urge", "demand", "warn", "accuse", "deny", "reject", "agree", "offer",
    "condemn", "praise", "thank", "hope", "decline",
]  # fmt: skip
NamedIn = Literal["text", "caption", "headline"]
#: Who reports a meeting: a readout of one side, a named person, an unnamed one, or nobody but the outlet.
Report = Literal["official_readout", "named", "anonymous", "outlet"]

FORMATS: tuple[str, ...] = get_args(MeetingFormat)
STATUSES: tuple[str, ...] = get_args(MeetingStatus)
ACTS: tuple[str, ...] = get_args(Act)


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Who takes part in a meeting: a person, an office ("Saudi officials"), or a bare state or body."""

    #: Personal name as fully as the article gives it; None for an office or a bare state.
    name: str | None = None
    #: The office in the words of the article ("French Foreign Minister"); None when not told.
    role: str | None = None
    #: ISO 3166-1 alpha-3 of the state acted for; None for an organisation.
    country: str | None = None
    #: Organisation or party to a conflict ("EU", "Syrian opposition"); None for a state.
    org: str | None = None
    named_in: NamedIn = "text"
    #: The mention this rests on.
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A contact between diplomatic actors of at least two international parties."""

    #: The visitor first on a visit.
    participants: tuple[Participant, ...]
    format: MeetingFormat
    #: As the text presents it on the day of publication; never guessed from the calendar.
    status: MeetingStatus
    #: The clearest mention, as code points.
    span: Span
    #: The verb or noun that shows the contact, as written.
    cue: str
    #: City or country as named; None when the text does not say. Never the dateline by default.
    place: str | None = None
    #: "YYYY-MM-DD", "YYYY-MM" or "a/b" in the event's own place; None when not told.
    date: str | None = None
    #: The words of the text the date rests on ("on Saturday"); None when not told.
    date_text: str | None = None
    #: False when the day is one reading of several ("this week").
    date_certain: bool = True
    topic: str | None = None
    outcome: str | None = None
    #: Index into `participants` of the host; None when not told.
    host: int | None = None
    report: Report = "outlet"
    #: Who tells of it, as written ("a Western diplomat"); None when the outlet does.
    reported_by: str | None = None
    #: PLOVER CONSULT mode: visit, third-party, multilateral, phone; None for a plain meeting.
    plover_mode: str | None = None
    #: CAMEO code ("042" make a visit); for export, never shown.
    cameo: str | None = None
    #: Further mentions of the same contact in this article.
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One attribution: a source, a cue, a content (PolNeAR)."""

    #: Envelope of the content.
    span: Span
    #: The pieces of the content; more than one when the attribution or a paragraph break splits it.
    spans: tuple[Span, ...]
    #: True when the content is quoted: the spans hold the quoted words only.
    direct: bool
    #: Resolved name of the speaker, as fully as the article gives it; None when it never names one.
    speaker: str | None = None
    #: The mention beside the cue ("he", "a spokesman"); None for none.
    speaker_span: Span | None = None
    role: str | None = None
    country: str | None = None
    org: str | None = None
    cue: str | None = None
    cue_span: Span | None = None
    act: Act = "say"
    #: CAMEO root code beside the act ("02" appeal); for export, never shown.
    cameo: str | None = None
    addressee: str | None = None
    topic: str | None = None
    #: True inside another speaker's statement; `relayed_by` names that speaker.
    nested: bool = False
    relayed_by: str | None = None
    #: True when the cue is negated, hypothetical or a refusal ("did not say", "would say").
    hedged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Who the article itself shows in which office now: the memory of office-holders is made of these."""

    name: str
    role: str
    country: str | None = None
    org: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that was read from one article."""

    statements: tuple[Statement, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    #: ISO alpha-3 of states named, by themselves, their people in office, bodies, cities or demonym; sorted.
    countries: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    #: "embargoed until ..." as written; None when the text may be used.
    embargo: str | None = None
    #: When the embargo ends, ISO 8601 UTC; None when there is none or its time cannot be read.
    embargo_until: str | None = None
    #: False for a language that is stored and searched but not read.
    read: bool = True
    reader_version: str = READER_VERSION


def to_json(record: Any) -> Any:
    """Turn a record into plain JSON values: dataclasses to dicts, tuples to lists; absent fields left out."""
    if isinstance(record, tuple):
        return [to_json(item) for item in record]
    if hasattr(record, "__dataclass_fields__"):
        out = {}
        for field in fields(record):
            value = getattr(record, field.name)
            if value is None or value == ():
                continue
            out[field.name] = to_json(value)
        return out
    return record


def _span(value: Any) -> Span:
    return (int(value[0]), int(value[1]))


def participant_from_json(row: dict[str, Any]) -> Participant:
    """Undo `to_json` of a `Participant`."""
    return Participant(**{**row, "span": _span(row["span"]) if row.get("span") else None})


def meeting_from_json(row: dict[str, Any]) -> Meeting:
    """Undo `to_json` of a `Meeting`."""
    return Meeting(
        **{
            **row,
            "participants": tuple(participant_from_json(p) for p in row.get("participants", ())),
            "span": _span(row["span"]),
            "mentions": tuple(_span(s) for s in row.get("mentions", ())),
        }
    )


def statement_from_json(row: dict[str, Any]) -> Statement:
    """Undo `to_json` of a `Statement`."""
    return Statement(
        **{
            **row,
            "span": _span(row["span"]),
            "spans": tuple(_span(s) for s in row["spans"]),
            "speaker_span": _span(row["speaker_span"]) if row.get("speaker_span") else None,
            "cue_span": _span(row["cue_span"]) if row.get("cue_span") else None,
        }
    )


def facts_from_json(row: dict[str, Any]) -> Facts:
    """Undo `to_json` of `Facts`."""
    return Facts(
        **{
            **row,
            "statements": tuple(statement_from_json(s) for s in row.get("statements", ())),
            "meetings": tuple(meeting_from_json(m) for m in row.get("meetings", ())),
            "countries": tuple(row.get("countries", ())),
            "offices": tuple(Office(**o) for o in row.get("offices", ())),
        }
    )
