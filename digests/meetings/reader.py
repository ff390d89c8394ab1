"""The meeting reader: cues to drafts, drafts to events, events in the order of their clearest mention."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property

from digests.document import Document
from digests.meetings import across
from digests.meetings.across import CHANGES, LONG_GONE
from digests.meetings.actors import Actors
from digests.meetings.captions import posed, read_caption
from digests.meetings.context import Context, is_background, vague
from digests.meetings.counting import is_meeting
from digests.meetings.cues import Cue, find_cues
from digests.meetings.details import relayed
from digests.meetings.draft import DEPARTURES, Draft, weight
from digests.meetings.events import Event, compatible, merge
from digests.meetings.formerly import elsewhen, formerly
from digests.meetings.holding import known_parties, name_holders
from digests.meetings.joining import Joiner
from digests.meetings.known import sport
from digests.meetings.outlook import Status
from digests.meetings.parts import Part, parties
from digests.meetings.patterns import Patterns
from digests.meetings.scene import choose_place
from digests.meetings.seats import seat_of
from digests.meetings.settle import choose_time
from digests.meetings.sides import Gathered
from digests.mentions import read_mentions
from digests.places import place_of
from digests.records import MeetingFormat, NamedIn

#: A mention is compared with so many events before it: an article has a handful.
_RECALLED = 50
#: Where people meet beside a larger gathering.
_BESIDE = frozenset(("sidelines", "margins", "fringes"))
_SPORT_SLUG = re.compile(
    r"\s*(?:SOCCER|CRICKET|TENNIS|RUGBY|GOLF|BASEBALL|BASKETBALL|ATHLETICS|CYCLING|BOXING|HOCKEY|SWIMMING)\b"
)


class Reader:
    """Reads the meetings of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.mentions = Actors(document, read_mentions(document))
        self.patterns = Patterns(document, self.mentions)
        self.phrases = self.patterns.phrases
        self.gathered = Gathered(document, self.mentions)
        self.joiner = Joiner(document, self.phrases)
        self.opening = next(
            (p.first for p in document.paragraphs if p.kind == "body" and p.last > p.first), 0
        )
        self.context = Context(document, self.mentions, self.patterns.scene, self.opening)
        self.events: list[Event] = []
        #: The day told last, from which "a day earlier" counts.
        self.anchor: date | None = None

    def read(self) -> list[Event]:
        """Return the events that count as meetings and are news."""
        for drafts in self._sentences():
            self._take(drafts)
        self._captions()
        day = self.document.day
        self.events = [e for e in self.events if not is_background(e, day, self._is_news(e))]
        across.fold_visits(self.events, day)
        kept = [e for e in self.events if is_meeting(e)]
        known_parties(kept)
        across.drop_days_to_come(kept, day)
        self.context.complete(kept)
        for event in kept:
            name_holders(event, self.mentions, kept)
        kept.sort(key=lambda e: (e.sentence, e.draft.first))
        return kept

    def _is_news(self, event: Event) -> bool:
        opening = self.document.sentences[self.opening].first
        return any(d.sentence <= self.opening and d.cue.first - opening <= 12 for d in event.drafts)

    # -- drafts -------------------------------------------------------------------------------------------------

    def _sentences(self) -> Iterator[list[Draft]]:
        """Yield the drafts of each sentence that has any, in order; what was read before helps to read on."""
        current = -1
        drafts: list[Draft] = []
        for cue in find_cues(self.document, self.mentions):
            index = self.document.sentence_index(self.document.starts[cue.first])
            sentence = self.document.sentences[index]
            kind = self.document.paragraphs[sentence.paragraph].kind
            if kind == "other" or self._spoken(cue) or posed(self.document, sentence):
                continue
            if index != current:
                if drafts:
                    yield drafts
                current, drafts = index, []
            draft = self.patterns.read(cue, index)
            if draft is not None and not self._played(draft):
                drafts += draft.each()
                self.phrases.keep(draft, index)
        if drafts:
            yield drafts

    def _spoken(self, cue: Cue) -> bool:
        """Tell whether a cue stands in somebody's quoted words, where "I" and "we" are not told by the text."""
        return self.document.quotation_at(self.document.starts[cue.first]) is not None

    def _played(self, draft: Draft) -> bool:
        """Tell whether a draft belongs to the sports page: words of sport in its sentence, and no office-holder."""
        if any(m.kind in ("person", "office") and m.role for m in draft.actors()):
            return self._sports_page
        sentence = self.document.sentences[draft.sentence]
        near = self.document.lower[sentence.first : sentence.last]
        return self._sports_page or not sport().isdisjoint(near)

    @cached_property
    def _sports_page(self) -> bool:
        words = self.document.lower
        found = sport().intersection(words)
        many = len(found) > 2 and sum(word in found for word in words) > 4
        return many or bool(_SPORT_SLUG.match(self.document.text))

    def _take(self, drafts: list[Draft]) -> None:
        for group in self.joiner.groups(drafts):
            event = self._event(group)
            if event is None:
                continue
            if event.when is not None and event.when.first == event.when.last:
                self.anchor = event.when.first
            if across.change(self.events, event, group):
                continue
            known = next((e for e in reversed(self.events[-_RECALLED:]) if compatible(e, event)), None)
            if known is not None:
                merge(known, event)
            elif event.parts:
                self.events.append(event)

    # -- events -------------------------------------------------------------------------------------------------

    def _event(self, group: list[Draft]) -> Event | None:
        """Build one event from the drafts of one contact in one sentence; None when only a venue is named."""
        gathering = any(d.venue for d in group)
        group = [d for d in group if not d.venue]
        if not group:
            return None
        main = max(group, key=weight)
        sentence = self.document.sentences[main.sentence]
        kind = self.document.paragraphs[sentence.paragraph].kind
        where: NamedIn = "caption" if kind == "caption" else "headline" if kind == "headline" else "text"
        self.phrases.enter(sentence.first, sentence.last)
        parts, host = self.gathered.parts(main, group, where)
        goals = [g for d in group for g in d.goals]
        main.weak = all(d.weak for d in group)
        event = Event(parts, main.format, self._status(main, group), main, list(group), host=host)
        event.headline, event.caption = kind == "headline", kind == "caption"
        event.aside = self.joiner.by_the_way(main)
        beside = not _BESIDE.isdisjoint(self.document.lower[sentence.first : sentence.last])
        event.gathering, event.home = gathering or beside, self.context.homes
        event.relayed = relayed(self.document, main)
        event.earlier = "had" in self.document.lower[max(sentence.first, main.first - 1) : main.last + 5]
        if any(d.travels for d in group):
            event.days = across.stay_days(self.document.text[sentence.start : sentence.end])
        self._settle(event, group)
        if main.travels:
            event.parts = self.gathered.with_goals(parts, goals, where)
        if main.here and event.place is None and len(event.parts) < 2:
            self._bring_here(event, where)
        self.context.attribute(event, goals)
        event.format = self._format(main, group, event.parts)
        if event.format == "phone_call":
            event.place = None
        return event

    def _bring_here(self, event: Event, where: NamedIn) -> None:
        """Let a visit that does not say where to lead to the scene of the sentence, else to the dateline."""
        sentence = self.document.sentences[event.draft.sentence]
        own = {p.country for p in event.parts}
        named = [
            m
            for m in self.mentions.within(sentence.first, event.draft.first)
            if m.kind in ("state", "place") and m.country and m.country not in own
        ]
        if self.document.lower[event.draft.cue.last : event.draft.cue.last + 1] == ["here"]:
            named = named[:1]
        if len({m.country for m in named}) == 1:
            event.parts = self.gathered.with_goals(event.parts, named[:1], where)
            event.place = place_of(self.document, named[0])
            return
        dateline = self.context.dateline
        if dateline is not None and dateline.country not in own and None not in own:
            event.place = dateline
            event.parts = [*event.parts, Part.of_state(dateline.country, event.parts[0].span, where)]

    @staticmethod
    def _format(main: Draft, group: list[Draft], parts: list[Part]) -> MeetingFormat:
        formats = [d.format for d in group]
        if "phone_call" in formats:
            return "phone_call"
        if "summit" in formats and main.format != "talks":
            return "summit"
        if "mediation" in formats:
            return "mediation"
        if main.format == "visit" and any(f != "visit" for f in formats):
            return next(f for f in formats if f != "visit")
        if main.format == "bilateral_meeting" and (len(parties(parts)) > 2 or len(parts) == 1):
            return "multilateral_meeting"
        return main.format

    def _status(self, main: Draft, group: list[Draft]) -> Status:
        for d in group:
            another = self.document.lower[d.first] in ("a", "an")  # "a row over a cancelled summit"
            if (
                d is not main
                and not another
                and d.status in CHANGES
                and (d.anaphoric or d.first <= main.first)
                and main.status in ("planned", "held", "ongoing")
            ):
                return d.status
        return main.status

    def _settle(self, event: Event, group: list[Draft]) -> None:
        """Give an event the day and the place its sentence names for it."""
        ordered = [event.draft, *(d for d in group if d is not event.draft)]
        event.past = elsewhen(self.document, self.phrases, event.draft) or formerly(self.phrases, event.draft)
        for draft in ordered:
            if draft is not event.draft and self.joiner.by_the_way(draft):
                continue
            chosen = choose_time(self.document, self.phrases, draft, self.anchor)
            if chosen is None:
                continue
            if vague(chosen[0], self.document.day):
                event.undated = event.status == "planned"
                continue
            if event.when is None or (chosen[1] and not event.when_own):
                event.when, event.when_own, event.when_near = chosen
            if event.when_own:
                break
        day = self.document.day
        event.old = bool(day and event.when and event.when_own and (day - event.when.last).days > LONG_GONE)
        before_today = bool(event.when and event.when_own and day and event.when.last < day)
        if before_today and event.status == "planned" and event.draft.cue.contact.word in DEPARTURES:
            event.status = "ongoing"  # "left on Friday for a visit", told on Monday
        if before_today and event.status == "ongoing":
            # "were meeting on Tuesday", told on Wednesday
            before = self.document.lower[event.draft.first : event.draft.cue.first]
            if event.draft.cue.form == "ing" and not {"was", "were"}.isdisjoint(before):
                event.status = "held"
        goals = [g for d in ordered for g in d.goals]
        place = next(filter(None, (choose_place(self.document, self.phrases, d) for d in ordered)), None)
        towns = [g for g in goals if g.kind == "place"]
        if towns and (place is None or place.state or event.draft.travels):
            place = place_of(self.document, towns[0])
        elif goals and (place is None or event.draft.travels):
            place = (
                place_of(self.document, goals[0])
                if place is None or place.country not in {g.country for g in goals}
                else place
            )
        place = place or next(filter(None, (seat_of(self.document, self.phrases, d) for d in ordered)), None)
        if place is None and self._here(event.draft):
            place = self.context.dateline
        if place is not None:
            event.place, event.place_own = place, True

    def _here(self, draft: Draft) -> bool:
        """Tell whether a contact takes place "here", in the town of the dateline."""
        words = self.document.lower[draft.cue.first : draft.last + 4]
        sentence = self.document.sentences[draft.sentence]
        return "here" in words[: max(0, sentence.last - draft.cue.first)]

    def _captions(self) -> None:
        for paragraph in self.document.paragraphs:
            if paragraph.first >= paragraph.last:
                continue
            if paragraph.kind != "caption" and not posed(
                self.document, self.document.sentences[paragraph.first]
            ):
                continue
            for draft in read_caption(self.document, self.mentions, paragraph):
                event = self._event([draft])
                if event is None or len(event.parts) < 2:
                    continue
                for part in event.parts:
                    part.named_in = "caption"
                event.caption = True
                known = next(
                    (e for e in self.events if compatible(e, event) or across.pictured(e, event)), None
                )
                if known is not None:
                    merge(known, event)
                elif posed(self.document, self.document.sentences[draft.sentence]):
                    self.events.append(event)
