"""What a contact takes from the text around it: the party of its host, and a place or day its sentence leaves out."""

import re
from datetime import date

from digests.document import Document
from digests.meetings.across import move_behind, share
from digests.meetings.actors import Actors
from digests.meetings.attribution import Scene
from digests.meetings.days import Days
from digests.meetings.draft import Draft
from digests.meetings.events import Event
from digests.meetings.known import state_names, town_of
from digests.places import Place
from digests.times import When

#: Days within which contacts of the same people may be of one journey.
_ONE_TRIP = 5
_CALL_TITLE = re.compile(
    r"(?:['’]s?\s+|\b(?:phone|telephone|video)\s+)calls?\s+(?:with|to|between)\b|\b(?:tele)?phone (?:call|talks?|conversation)\b",
    re.IGNORECASE,
)
_TOWN_TITLE = re.compile(
    r"\b(?P<town>[A-Z][a-z]+) (?:meeting|talks|summit|session|conference)\b"
    r"|\b(?:meet|meeting|talks|summit) in (?P<of>[A-Z][a-z]+)"
)
_THE_CALL = re.compile(
    r"\b(?:during|in|on|after|since) (?:the|their|that) (?:(?:tele)?phone |video )?call\b|\bthe call (?:came|follow|was|last)",
    re.IGNORECASE,
)
#: A contact told to be at one of these is not in the town of the dateline, whatever the spot is called.
_ELSEWHERE = re.compile(
    r"\b(?:at|on|to|near|aboard|in) (?:[\w’'-]+ ){0,4}(?:border|frontier|crossing|checkpoint|ship|warship|yacht|island|base|"
    r"resort|village|farm|ranch|estate|castle|retreat|tent|bank|river|lake|bridge|train)\b"
)
#: At one of these without a town's name a contact is in that of the dateline.
_HOUSE = re.compile(
    r"\b(?:in|at) (?:a|an|the) (?:[\w’'-]+ ){0,3}(?:palace|hotel|villa|mansion|guesthouse|conference cent(?:re|er))\b"
)


class Context(Scene):
    """The scene of one document, and what it lends to contacts that leave out their place or day."""

    def __init__(self, document: Document, mentions: Actors, scene: dict[int, str], opening: int) -> None:
        super().__init__(document, mentions, scene, opening)
        self.days = Days(document, opening)

    def complete(self, events: list[Event]) -> None:
        """Fill in places and days that the text tells elsewhere; such days are never certain."""
        for event in events:
            if event.format == "talks" and event.unsaid and self._by_call(event):
                event.format = "phone_call"
        for event in events:
            if event.place is None:
                event.place = self._place(event, events) or self._headline_place(event)
        self._after_departure(events)
        for event in events:
            if event.when is None and not event.undated:
                found = self.days.find(event, events)
                if found is not None:
                    event.when, event.when_own = found, False

    def _after_departure(self, events: list[Event]) -> None:
        """Move contacts of a journey to come behind its departure."""
        for event in events:
            for trip in events:
                led = trip is not event and any(d.travels for d in trip.drafts) and share(trip, event)
                if led and trip.sentence <= event.sentence:
                    move_behind(trip, event, self.document.day)

    def _headline_place(self, event: Event) -> Place | None:
        """Return the town a headline gives to what the opening tells ("put off Bonn meeting")."""
        title = self.document.title or ""
        match = _TOWN_TITLE.search(title)
        if match is None or event.format == "phone_call" or event.sentence > self.opening:
            return None
        town = match["town"] or match["of"]
        if town in state_names() or event.place is not None:
            return None
        country = town_of(town)
        if country is None:
            return None
        return Place(name=town, country=country, first=0, last=0, state=False, led_by="", scene=True)

    def _by_call(self, event: Event) -> bool:
        """Tell whether the headline or the sentences that follow name a call ("Secretary Finch's Call with Lund")."""
        if _CALL_TITLE.search(self.document.title or "") and event.sentence - self.opening < 4:
            return True
        following = self.document.sentences[event.sentence : event.sentence + 4]
        return bool(_THE_CALL.search(self.document.text, following[0].start, following[-1].end))

    def _place(self, event: Event, events: list[Event]) -> Place | None:
        if event.format == "phone_call":
            return None
        parties = {p.country for p in event.parts if p.country}
        # Who only spoke may have done so by telephone, unless all are gathered in one place.
        spoke = event.unsaid and not event.gathering
        if event.stay is not None and not spoke and not self._far_ahead(event):
            return event.stay
        near = [
            e
            for e in events
            if e is not event and e.place and abs(e.sentence - event.sentence) <= 2 and share(e, event)
        ]
        for other in sorted(near, key=lambda e: abs(e.sentence - event.sentence)):
            gathered = other.gathering or (other.format == "summit" and event.format != "visit")
            if other.format == "phone_call" or other.place is None or other.status == "denied":
                continue
            if _apart(event, other):
                continue
            if gathered or (other.place.country in parties and not spoke):
                event.gathering = event.gathering or gathered
                return other.place
        if spoke:
            return None
        housed = any(self._near(d, _HOUSE) for d in event.drafts)
        here = self.dateline is not None and (self.dateline.country in parties or event.gathering or housed)
        elsewhere = not self._of_a_state() and any(self._near(d, _ELSEWHERE) for d in event.drafts)
        if not here or len(event.parts) < 2 or elsewhere:
            return None
        return (
            self.dateline if event.status in ("held", "ongoing", "failed") and self._recent(event) else None
        )

    def _of_a_state(self) -> bool:
        """Tell whether the dateline is a state, which holds its villages and borders."""
        return self.dateline is not None and self.dateline.name in state_names()

    def _near(self, draft: Draft, spot: re.Pattern[str]) -> bool:
        """Tell whether words for a spot stand right behind a contact."""
        end = min(draft.cue.last + 10, self.document.sentences[draft.sentence].last)
        return bool(spot.search(" ".join(self.document.lower[draft.cue.first : end])))

    def _far_ahead(self, event: Event) -> bool:
        """Tell whether a contact lies so far ahead that a stay told now will be over."""
        day = self.document.day
        return event.when is not None and day is not None and (event.when.first - day).days > _ONE_TRIP

    def _recent(self, event: Event) -> bool:
        day = self.document.day
        return event.when is None or day is None or 0 <= (day - event.when.last).days <= 2


def _apart(event: Event, other: Event) -> bool:
    """Tell whether two contacts lie too far from each other in time to share a place.

    What is over takes none of what is to come; days far from each other are of two journeys.
    """
    if other.status == "planned" and event.status in ("held", "failed"):
        return True
    if event.when is None or other.when is None:
        return False
    return (
        max((event.when.first - other.when.last).days, (other.when.first - event.when.last).days) > _ONE_TRIP
    )


def is_background(event: Event, day: date | None, news: bool) -> bool:
    """Tell whether a contact lies too far back to be news; `news` marks what headline or opening tell."""
    gone = (day - event.when.last).days if event.when and day else 0
    own = gone if event.when_own else 0
    if event.past and (own > 9 or not news):
        return True  # "When the two last met, in 2023, they embraced", though a text opens with it
    if event.earlier and own > 60:
        return True  # "The court heard that Lund had met Finch in 2019"
    if news or gone <= 9 or event.status in ("planned", "offered"):
        return False
    return event.when_near or own > 45


def vague(when: When, day: date | None) -> bool:
    """Tell whether a span is too long to date news by ("this year"); one that is over still marks background."""
    whole = when.first.year == when.last.year and (when.first.day, when.first.month, when.last.month) == (
        1,
        1,
        12,
    )
    if whole and day is not None and when.first > day:
        return False  # "next year" is told as the year
    return (when.last - when.first).days > 100 and (day is None or when.last >= day)
