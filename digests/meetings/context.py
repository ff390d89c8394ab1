"""What a contact takes from the text around it: the party of its host, and a place or day its sentence leaves out."""

import re
from collections import Counter
from datetime import date
from itertools import pairwise

from digests.document import Document
from digests.meetings.across import share
from digests.meetings.actors import Actors
from digests.meetings.days import Days
from digests.meetings.draft import Draft
from digests.meetings.events import Event
from digests.meetings.known import city_of, conference_cities, country_of, state_names
from digests.meetings.parts import REBELS, Part, stands_for_many
from digests.meetings.words import COUNTERPART
from digests.mentions import Mention
from digests.places import Place
from digests.times import When

#: A group of somebody's own ("leaders of her coalition") is no host.
_OWN = re.compile(r"\b(?:his|her|its|their own|coalition)\b", re.IGNORECASE)
_GOVERNMENT = re.compile(r"\b(?:government|ministry|delegation|negotiators|administration)\b", re.IGNORECASE)
_PERSONAL = ("person", "office", "group")
_OF_BODIES = re.compile(
    r"\b(?:secretary-general|commissioner|high representative|chairperson)\b", re.IGNORECASE
)
#: Offices held away from home, which say nothing of the place.
_ABROAD = re.compile(r"\b(?:envoy|ambassador|emissary|negotiator|mediator|representative)\b", re.IGNORECASE)
_CALL_TITLE = re.compile(
    r"(?:['’]s?\s+|\b(?:phone|telephone|video)\s+)calls?\s+(?:with|to|between)\b|\b(?:tele)?phone (?:call|talks?|conversation)\b",
    re.IGNORECASE,
)
_TOWN_TITLE = re.compile(
    r"\b(?P<town>[A-Z][a-z]+) (?:meeting|talks|summit|session|conference)\b"
    r"|\b(?:meet|meeting|talks|summit) in (?P<of>[A-Z][a-z]+)"
)
_THE_CALL = re.compile(
    r"\b(?:during|in|on|after|since) (?:the|their|that) (?:(?:tele)?phone |video )?call\b|\bthe call (?:came|follow|was|last)"
)


class Context:
    """The scene of one document: its dateline, where its people are told to be, the day it tells of."""

    def __init__(self, document: Document, mentions: Actors, scene: dict[int, str], opening: int) -> None:
        self.document = document
        self.mentions = mentions
        self.scene = scene
        self.opening = opening
        self.days = Days(document, opening)
        #: entity -> the one country it is told to go to.
        self.plans: dict[int, str] = {}
        #: Where a person was told to be last, abroad.
        self.stays: dict[int, Place] = {}
        self.dateline = self._dateline()
        #: The country a text is mostly about; its people travel inside it without making news here.
        self.home = self._home()

    def _dateline(self) -> Place | None:
        """Return the place of the dateline, when a table knows its country."""
        for paragraph in self.document.paragraphs:
            if paragraph.dateline_place:
                for word in re.split(r"[,/]", self.document.of(paragraph.dateline_place)):
                    name = word.strip(" .")
                    country = country_of(name)
                    if country:
                        shown = name.title() if name.isupper() and len(name) > 3 else name
                        return Place(
                            name=shown, country=country, first=0, last=0, state=False, led_by="", scene=True
                        )
        return None

    @property
    def homes(self) -> frozenset[str]:
        """The countries whose people are at home in the text."""
        dateline = self.dateline.country if self.dateline else None
        return frozenset(c for c in (self.home if dateline is None else None, dateline) if c)

    def _home(self) -> str | None:
        counts = Counter(m.country for m in self.mentions.mentions.all if m.country)
        top = counts.most_common(1)
        if not top or top[0][1] < 4 or 2 * top[0][1] < counts.total():
            return None
        return top[0][0]

    # -- parties --------------------------------------------------------------------------------------------------

    def attribute(self, event: Event, goals: list[Mention]) -> None:
        """Give the host country to participants whose party the text leaves to the scene.

        "Visiting Ljubljana, the Polish president met Prime Minister X": X is the host, hence Slovenian. The scene is
        the place of the contact, the country its visitor is said to be in, or that of the dateline.
        """
        scenes = self._scenes(event, goals)
        self._beside([p for p in event.parts if p.side == 1])
        visitors = {m.entity for d in event.drafts if d.travels for m in d.left}
        for i, part in enumerate(event.parts):
            government = part.kind == "organisation" and _GOVERNMENT.search(self.document.of(part.span))
            if part.party or part.entity in visitors or not (government or part.kind in _PERSONAL):
                continue
            if stands_for_many(part):
                continue
            counterpart = bool(COUNTERPART.search(part.role or ""))
            if (
                part.kind in ("office", "group")
                and not counterpart
                and _OWN.search(f"{part.role or ''} {self.document.of(part.span)}")
            ):
                continue
            others = {p.state for j, p in enumerate(event.parts) if j != i and p.state}
            if part.plural and REBELS.search(part.role or "") and len(others) == 1:
                part.country = next(iter(others))  # "government and rebel commanders" fight inside one state
                continue
            hosted = event.draft.travels and part.side == 1
            if others or hosted:
                home = self.dateline.country if self.dateline else None
                found = [home] if _ABROAD.search(part.role or "") else scenes
                if _OF_BODIES.search(part.role or ""):
                    continue  # "Secretary-General Lund" acts for a body the text leaves out
                part.country = next((c for c in found if c and c not in others), None)
        self._sent(event, visitors, {g.country for g in goals})
        self._beside(event.parts)
        event.stay = self._stay(event)
        self.remember(event)

    def _sent(self, event: Event, visitors: set[int], goals: set[str | None]) -> None:
        """Give a traveller of a party not told that of the dateline he leaves from ("LONDON: The foreign secretary will fly")."""
        if self.dateline is None or self.dateline.name in conference_cities():
            return
        there = goals | {event.place.country if event.place else None}
        taken = there | {p.state for p in event.parts}
        for part in event.parts:
            if (
                part.entity in visitors
                and part.party is None
                and part.role
                and self.dateline.country not in taken
            ):
                part.country = self.dateline.country

    def _scenes(self, event: Event, goals: list[Mention]) -> list[str | None]:
        sentence = self.document.sentences[event.draft.sentence]
        entities = {p.entity for p in event.parts}
        subject = self.mentions.within(sentence.first, event.draft.first)[:1]
        tellers = ("state", "office", "organisation")
        scenes: list[str | None] = [
            m.country for m in subject if m.kind in tellers and m.entity not in entities
        ]
        scenes += [g.country for g in goals]
        if not event.gathering:
            scenes += [event.place.country if event.place else None]
        scenes += [self.scene.get(p.entity) for p in event.parts]
        if event.status == "planned":
            scenes += [self.plans.get(p.entity) for p in event.parts]
        if self.dateline is None:
            return [*scenes, self.home]
        return scenes if self.dateline.name in conference_cities() else [*scenes, self.dateline.country]

    @staticmethod
    def _beside(parts: list[Part]) -> None:
        """Give a person without a party that of the person listed right before ("President X and Premier Y")."""
        for before, part in pairwise(parts):
            foreign = bool(COUNTERPART.search(part.role or ""))
            if (
                part.party is None
                and part.kind in _PERSONAL
                and before.side == part.side
                and before.party
                and not foreign
            ):
                part.country, part.org = before.country, part.org

    def remember(self, event: Event) -> None:
        """Keep where the people of an event are told to be, if that is abroad."""
        hosts = {p.country for p in event.parts if p.kind == "state" and p.country}
        if event.status == "planned" and event.draft.travels and len(hosts) == 1:
            self.plans |= dict.fromkeys((p.entity for p in event.parts if p.kind != "state"), hosts.pop())
        if event.place is None or not event.place.country or event.status == "planned":
            return
        for part in event.parts:
            if part.country and part.country != event.place.country:
                self.scene[part.entity] = event.place.country
                self.stays[part.entity] = event.place

    # -- places and days ------------------------------------------------------------------------------------------

    def complete(self, events: list[Event]) -> None:
        """Fill in places and days that the text tells elsewhere; such days are never certain."""
        for event in events:
            if event.format == "talks" and event.unsaid and self._by_call(event):
                event.format = "phone_call"
        for event in events:
            if event.place is None:
                event.place = self._place(event, events) or self._headline_place(event)
        for event in events:
            if event.when is None and not event.undated:
                found = self.days.find(event, events)
                if found is not None:
                    event.when, event.when_own = found, False

    def _headline_place(self, event: Event) -> Place | None:
        """Return the town a headline gives to what the opening tells ("put off Bonn meeting")."""
        title = self.document.title or ""
        match = _TOWN_TITLE.search(title)
        if match is None or event.format == "phone_call" or event.sentence > self.opening:
            return None
        town = match["town"] or match["of"]
        if town in state_names() or event.place is not None:
            return None
        country = city_of(town)
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
        spoke = event.draft.cue.contact.word in ("speak", "talk", "discuss") and not event.gathering
        if event.stay is not None and not spoke:
            return event.stay
        near = [
            e
            for e in events
            if e is not event and e.place and abs(e.sentence - event.sentence) <= 2 and share(e, event)
        ]
        for other in sorted(near, key=lambda e: abs(e.sentence - event.sentence)):
            gathered = other.gathering or (other.format == "summit" and event.format != "visit")
            if other.format == "phone_call" or other.place is None:
                continue
            if gathered or (other.place.country in parties and not spoke):
                event.gathering = event.gathering or gathered
                return other.place
        if spoke:
            return None
        here = self.dateline is not None and (self.dateline.country in parties or event.gathering)
        if not here or len(event.parts) < 2:
            return None
        return (
            self.dateline if event.status in ("held", "ongoing", "failed") and self._recent(event) else None
        )

    def _stay(self, event: Event) -> Place | None:
        parties = {p.country for p in event.parts if p.country}
        for part in event.parts:
            stay = self.stays.get(part.entity)
            if event.status == "planned" and not any(p.name for p in event.parts):
                return None
            if stay is not None and stay.country in parties and part.country != stay.country:
                return stay
        return None

    def _recent(self, event: Event) -> bool:
        day = self.document.day
        return event.when is None or day is None or 0 <= (day - event.when.last).days <= 2


def is_background(event: Event, day: date | None, news: bool) -> bool:
    """Tell whether a contact lies too far back to be news; `news` marks what headline or opening tell."""
    if event.past and not news:
        return True
    if event.when is None or day is None or news:
        return False
    old = event.when_own and (day - event.when.last).days > 45
    return (event.when_near or old) and (
        event.status in ("held", "ongoing", "failed", "denied", "cancelled", "postponed")
        and (day - event.when.last).days > 9
    )


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


def bounds(document: Document, draft: Draft) -> tuple[int, int]:
    """Return the tokens of a draft's sentence."""
    sentence = document.sentences[draft.sentence]
    return sentence.first, sentence.last
