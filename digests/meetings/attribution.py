"""Whose people a contact brings together: the party a text leaves to its scene, its dateline or the list beside it."""

import re
from collections import Counter
from itertools import pairwise

from digests.datelines import conference_cities
from digests.document import Document
from digests.meetings.actors import Actors
from digests.meetings.events import Event
from digests.meetings.known import country_of, town_of
from digests.meetings.parts import REBELS, Part, stands_for_many
from digests.meetings.words import COUNTERPART
from digests.mentions import Mention
from digests.places import Place

#: A group of somebody's own ("leaders of her coalition") is no host.
_OWN = re.compile(r"\b(?:his|her|its|their own|coalition)\b", re.IGNORECASE)
_GOVERNMENT = re.compile(r"\b(?:government|ministry|delegation|negotiators|administration)\b", re.IGNORECASE)
_PERSONAL = ("person", "office", "group")
_OF_BODIES = re.compile(
    r"\b(?:secretary-general|commissioner|high representative|chairperson)\b", re.IGNORECASE
)
_OPPOSITION = re.compile(r"\b(?:the )?opposition\b", re.IGNORECASE)
#: Of these nobody has been where they lead.
_NOT_THERE = frozenset(("planned", "offered", "denied"))
#: Offices held away from home, which say nothing of the place.
_ABROAD = re.compile(r"\b(?:envoy|ambassador|emissary|negotiator|mediator|representative)\b", re.IGNORECASE)
#: Datelines that end in a colon, or follow the name of the agency: "NEW DELHI: ...", "Halyard, BONN, March 5 -- ...".
_COLON = re.compile(r"(?P<place>[A-Z][A-Z .'’-]{2,24}):\s+(?=[A-Z])")
_DATE = r"[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}"
_AGENCY = re.compile(rf"[A-Z][\w. ]{{2,24}}, (?P<place>[A-Z][A-Z .'’-]{{2,24}}), (?:{_DATE})\b")
#: "Lima: Peru's ...", "New Delhi, Mar 2: ...", of a town that a table knows.
_TOWN = re.compile(
    r"(?P<place>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2})"
    rf"(?:, (?:{_DATE}|[A-Z][a-z]{{3,}}))?(?::| [-–—])\s+(?=[A-Z])"
)
#: Where people of many states meet in one that need not be theirs.
_CONFERENCE = frozenset("summit conference assembly forum meeting session congress".split())


class Scene:
    """The scene of one document: its dateline, where its people are told to be, the day it tells of."""

    def __init__(self, document: Document, mentions: Actors, scene: dict[int, str], opening: int) -> None:
        self.document = document
        self.mentions = mentions
        self.scene = scene
        self.opening = opening
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
        sentence = self.document.sentences[self.opening]
        match = _COLON.match(self.document.text, sentence.start) or _AGENCY.match(
            self.document.text, sentence.start
        )
        country = country_of(match["place"]) if match else None
        if match is None:
            match = _TOWN.match(self.document.text, sentence.start)
            country = town_of(match["place"]) if match else None
        if match is None or country is None:
            return None
        name = match["place"].title()
        return Place(name=name, country=country, first=0, last=0, state=False, led_by="", scene=True)

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
        self._at_home(event)
        for i, part in enumerate(event.parts):
            government = part.kind == "organisation" and _GOVERNMENT.search(self.document.of(part.span))
            if part.party or part.entity in visitors or not (government or part.kind in _PERSONAL):
                continue
            if stands_for_many(part):
                continue
            if part.kind == "person" and self._at_conference(event):
                told = {p.state for p in event.parts}
                part.country = next((c for c in self._tellers(event) if c and c not in told), None)
                continue  # "Finch and Lund will meet at a G20 summit in Canada": neither is Canadian for that
            counterpart = bool(COUNTERPART.search(part.role or ""))
            if (
                part.kind in ("office", "group")
                and not counterpart
                and _OWN.search(f"{part.role or ''} {self.document.of(part.span)}")
            ):
                continue
            others = {p.state for j, p in enumerate(event.parts) if j != i and p.state}
            home = self.dateline.country if self.dateline else self.home
            at_home = part.plural or home in others
            rebels = REBELS.search(part.role or "") and at_home
            opposing = _OPPOSITION.search(part.role or "") and (at_home or part.kind != "person")
            if (rebels or opposing) and len(others) == 1:
                part.country = next(iter(others))  # "government and rebel commanders" fight inside one state
                continue
            hosted = event.draft.travels and part.side == 1
            if others or hosted:
                home = self.dateline.country if self.dateline else None
                found = [home] if _ABROAD.search(part.role or "") else scenes
                if _OF_BODIES.search(part.role or ""):
                    self._of_the_body(part)
                    continue  # "Secretary-General Lund" acts for a body the text leaves out
                part.country = next((c for c in found if c and c not in others), None)
        self._sent(event, visitors, {g.country for g in goals})
        self._beside(event.parts)
        event.stay = self._stay(event)
        self.remember(event)

    def _of_the_body(self, part: Part) -> None:
        """Give "the Secretary-General" in a text from the United Nations its body."""
        opening = self.document.text[: self.document.sentences[self.opening].end].lstrip()
        named = opening.startswith("UNITED NATIONS") or any(
            (m.org or "").split(" ")[0] == "UN" for m in self.mentions.mentions.all
        )
        if named and (part.role or "").lower() == "secretary-general":
            part.org = "UN"

    def _at_conference(self, event: Event) -> bool:
        """Tell whether a contact takes place where others meet: at a summit, on the sidelines of an assembly."""
        if event.gathering:
            return True
        document = self.document
        told = (d.cue.last for d in event.drafts if d.sentence == event.draft.sentence)
        begin = min([event.draft.cue.last, *told])
        lead = document.lower[begin : document.sentences[event.draft.sentence].last]
        begins = next((n for n, word in enumerate(lead) if word in ("at", "during", "on")), len(lead))
        return not _CONFERENCE.isdisjoint(lead[begins:])

    @staticmethod
    def _at_home(event: Event) -> None:
        """Give a host of a party not told the country he receives in."""
        place = event.place
        if event.host is None or place is None or place.name in conference_cities():
            return
        for part in event.parts:
            at_home = part.entity == event.host.entity and part.party is None and part.role
            if at_home and place.country not in {p.country for p in event.parts}:
                part.country = place.country

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

    def _tellers(self, event: Event) -> list[str | None]:
        """Return the state whose office or seat the sentence of an event is about ("Downing Street ruled out a meeting")."""
        sentence = self.document.sentences[event.draft.sentence]
        entities = {p.entity for p in event.parts}
        subject = self.mentions.within(sentence.first, event.draft.first)[:1]
        tellers = ("state", "office", "organisation")
        return [m.country for m in subject if m.kind in tellers and m.entity not in entities]

    def _scenes(self, event: Event, goals: list[Mention]) -> list[str | None]:
        scenes = [*self._tellers(event), *(g.country for g in goals)]
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

    def _stay(self, event: Event) -> Place | None:
        parties = {p.country for p in event.parts if p.country}
        for part in event.parts:
            stay = self.stays.get(part.entity)
            if event.status == "planned" and not any(p.name for p in event.parts):
                return None
            if stay is not None and stay.country in parties and part.country != stay.country:
                return stay
        return None

    def remember(self, event: Event) -> None:
        """Keep where the people of an event are told to be, if that is abroad."""
        hosts = {p.country for p in event.parts if p.kind == "state" and p.country}
        if event.status == "planned" and event.draft.travels and len(hosts) == 1:
            self.plans |= dict.fromkeys((p.entity for p in event.parts if p.kind != "state"), hosts.pop())
        if event.place is None or not event.place.country or event.status in _NOT_THERE:
            return
        for part in event.parts:
            if part.country and part.country != event.place.country:
                self.scene[part.entity] = event.place.country
                self.stays[part.entity] = event.place
