"""A contact while it is being read: who stands on which side, before places, days and merging."""

from dataclasses import dataclass, field, replace

from digests.meetings.cues import Cue
from digests.meetings.outlook import Status
from digests.mentions import Mention
from digests.records import MeetingFormat

#: Verbs by which a journey begins and no visit yet.
DEPARTURES = frozenset(("leave", "depart", "set off", "head"))


def key_of(m: Mention) -> int:
    """Return what tells one actor from another: its entity, or its place in the text when it has none."""
    return m.entity if m.entity != -1 else -2 - m.first


@dataclass(slots=True)
class Draft:
    """What one cue in one sentence says."""

    sentence: int
    cue: Cue
    format: MeetingFormat
    status: Status
    #: Subject side; the visitor of a visit.
    left: list[Mention] = field(default_factory=list)
    #: The other side.
    right: list[Mention] = field(default_factory=list)
    #: Where a visit goes, as places or states.
    goals: list[Mention] = field(default_factory=list)
    #: A third party between the sides.
    mediators: list[Mention] = field(default_factory=list)
    #: The mention that receives the others, when the text tells.
    host: Mention | None = None
    #: Tokens of the clause that shows it.
    first: int = 0
    last: int = 0
    #: Weak cues need actors of two parties on both sides.
    weak: bool = False
    #: "the talks", "the visit": says something of a contact told before.
    anaphoric: bool = False
    #: "at the summit": a gathering that is only the scene of what is told.
    venue: bool = False
    #: A visit that does not say where to: to where the text stands.
    here: bool = False
    #: True when each of the left side travels by himself ("also due to visit Canada are Lund and Finch").
    severally: bool = False
    #: The word that leads up to a noun of contact ("before", "after").
    led: str = ""
    #: entity -> the words of the text that make it a participant.
    why: dict[int, str] = field(default_factory=dict)

    @property
    def travels(self) -> bool:
        """True for a visit, whose left side travels."""
        return self.cue.contact.frame in ("go", "visit", "send")

    def actors(self) -> list[Mention]:
        """Return all sides in order, one mention for each entity."""
        seen: set[int] = set()
        out = []
        for m in (*self.left, *self.right, *self.mediators):
            key = key_of(m)
            if key not in seen:
                seen.add(key)
                out.append(m)
        return out

    def each(self) -> list["Draft"]:
        """Return the draft, once for each of its travellers when they go severally."""
        return [replace(self, left=[m]) for m in self.left] if self.severally else [self]

    def note(self, actors: list[Mention], reason: str) -> None:
        """Keep why these actors were taken."""
        for m in actors:
            self.why.setdefault(key_of(m), reason)


def weight(d: Draft) -> tuple[bool, bool, bool, int, bool]:
    """Rank the drafts of one contact: the one that names most, a meeting before its visit, a verb before its noun."""
    return (
        d.status != "offered",
        d.format != "visit" and bool(d.right or len(d.left) > 1),
        not d.anaphoric,
        len(d.actors()),
        not d.cue.contact.noun,
    )
