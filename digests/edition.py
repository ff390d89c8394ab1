"""The records of an edition: what goes into composing one, and what comes out. See `digests.compose` for the how."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from digests.records import Facts, MeetingStatus
from scrapers.article import Article, SourceClass, Span

Section = Literal["met", "expected", "said", "disputed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One stored article with what was read from it: the material of stories and editions."""

    #: The store's id of the article; facts are named after it ("12.m0", "12.s3").
    id: int
    #: Place in the store's ingestion sequence.
    seq: int
    article: Article
    facts: Facts
    #: Name, publisher family, class and countries of its source.
    outlet: str
    family: str
    klass: SourceClass = "press"
    countries: tuple[str, ...] = ()
    #: When it was first stored, UTC.
    seen: datetime
    #: Its story, and one story per meeting of `facts.meetings`; ids are opaque and persistent.
    story: str
    meeting_stories: tuple[str, ...] = ()
    #: The facts that fit the digest's filter ("m0", "s3"); None for all.
    only: frozenset[str] | None = None
    #: Those of them that fit by themselves, not only because their article is about what is asked for.
    fitting: frozenset[str] = frozenset()

    def shows(self, fact: str) -> bool:
        """Tell whether a fact fits the digest's filter."""
        return self.only is None or fact in self.only


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which edition is composed: its digest, its range and its clock."""

    digest: str
    title: str
    channel: str | None
    #: Range of ingestion: (after_seq, upto_seq].
    after_seq: int
    upto_seq: int
    #: When the range began and ended, for display, UTC.
    since: datetime | None
    until: datetime
    #: IANA zone of the header.
    timezone: str
    late: bool = False
    #: The local day ("YYYY-MM-DD") of an archive view; None for an edition.
    day: str | None = None
    #: True for the roll-up of a week's editions.
    weekly: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Who was asked and who answered."""

    asked: int = 0
    answered: int = 0
    #: Name and reason.
    failed: tuple[tuple[str, str], ...] = ()
    silent: tuple[str, ...] = ()
    #: States of the filter without an official voice lately.
    blind: tuple[str, ...] = ()
    #: Those of them that had one once, with the day of its last article as printed.
    blind_since: tuple[tuple[str, str], ...] = ()
    #: Language tag and number of articles searched but not read.
    unread: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An article a line rests on."""

    url: str
    source: str
    #: "official" and "state-media" are marked beside the name.
    klass: SourceClass = "press"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The words of an article that show a fact; `text` is exactly what stands at `span`."""

    url: str
    source: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A piece of a line: plain words, the outlet's own wording (italic), or a verified quotation in its marks."""

    text: str
    style: Literal["plain", "italic", "bold", "quote"] = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One numbered line of an edition."""

    number: int
    section: Section
    #: The line without its number and its sources.
    runs: tuple[Run, ...]
    links: tuple[Link, ...]
    #: Ids of the facts it rests on.
    facts: tuple[str, ...]
    story: str
    #: Publisher families that tell it independently.
    families: tuple[str, ...]
    passages: tuple[Passage, ...]
    status: MeetingStatus | None = None
    #: True when its day is known: what "Expected" promises a date for.
    dated: bool = False
    #: Display form of each participant of a meeting.
    participants: tuple[str, ...] = ()
    #: The verbatim quotation of a statement, without marks; None for none.
    quote: str | None = None
    #: What the readouts of its sides have in common and apart: a line of its own below it.
    compared: tuple[Run, ...] = ()
    #: Further lines for the thread card and the page: who else, what differs, what was told before.
    notes: tuple[str, ...] = ()
    #: Articles that told of it before the range, for "announced before".
    before: tuple[Link, ...] = ()
    #: What the line is about in a few words of ours, for the gist and the notification.
    gist: str = ""
    #: Parts of the score by name, for `digest --why`.
    score: dict[str, float] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The line as plain text."""
        return "".join(run.text for run in self.runs)

    @property
    def corroborated(self) -> bool:
        """True when two or more independent families tell it."""
        return len(self.families) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What did not make it, and why, for `digest --why`."""

    text: str
    reason: str
    score: dict[str, float]
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One composed digest."""

    scope: Scope
    items: tuple[Item, ...]
    coverage: Coverage
    left_out: tuple[LeftOut, ...] = ()
    reader_version: str
