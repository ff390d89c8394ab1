"""Days a contact takes from the text around it: the stay it belongs to, contacts told beside it, a fresh report."""

from datetime import timedelta

from digests.document import Document
from digests.meetings.across import share
from digests.meetings.events import Event, during
from digests.meetings.words import typed
from digests.times import When, find_times, resolve

#: Words that set a contact at some other time than the day told.
_OTHER_TIMES = frozenset("previously twice thrice often repeatedly recently once recent since ago".split())
#: Words for a further stop, and for the journey it belongs to.
_ONWARD = frozenset(
    "also then next onward onwards afterwards later go goes continue continues before".split()
)
_JOURNEY = frozenset("trip tour journey leg".split())
_PRESENT = typed("is are 's 're")
#: Days between publication and the opening day of a report that may date what it tells.
_FRESH = 3


class Days:
    """Finds days that the sentence of a contact leaves out; `opening` is the sentence the text opens with."""

    def __init__(self, document: Document, opening: int) -> None:
        self.document = document
        self.opening = opening

    def find(self, event: Event, events: list[Event]) -> When | None:
        if event.status in ("cancelled", "postponed", "denied"):
            return None
        planned = event.status == "planned"
        stay = self._in_a_stay(event, events) if planned else None
        if stay is not None:
            return stay
        along = self._on_the_way(event)
        kin = [
            e
            for e in events
            if e is not event
            and e.when
            and not e.aside
            and (e.format == "phone_call") == (event.format == "phone_call")
            and (e.when_own or along)
            and self._near_day(e.when)
            and ((e.status == "planned") == planned or (along and e.status in ("held", "ongoing")))
            and share(e, event)
        ]
        kin.sort(
            key=lambda e: (
                e.place is None or event.place is None or e.place.country != event.place.country,
                abs(e.sentence - event.sentence),
            )
        )
        for other in kin:
            elsewhere = event.place and other.place and event.place.country != other.place.country
            if planned and elsewhere:
                continue  # another stop of a tour has days of its own
            if abs(other.sentence - event.sentence) <= 8 and other.when is not None:
                return other.when
        if planned:
            return self._further_on(event, events)
        if event.format == "visit" and len({m.country for m in event.draft.left if m.country}) > 1:
            return None  # leaders of several states visit one each at their own time
        cue = event.draft.cue.first
        before = self.document.lower[max(0, cue - 4) : cue + 1]
        taken_place = event.status in ("held", "ongoing", "failed")
        if (
            event.relayed
            or not taken_place
            or not _OTHER_TIMES.isdisjoint(before)
            or (event.draft.travels and "earlier" in before)
        ):
            return None  # the day of the news is not that of another outlet's report
        return self._told_day(event) or self._now(event)

    def _in_a_stay(self, event: Event, events: list[Event]) -> When | None:
        """Return the days of the visit that a contact to come belongs to: the visitor has come, the host is at home."""
        for visit in events:
            visitor = visit.parts[0] if visit.parts else None
            if (
                visit is event
                or visit.when is None
                or visitor is None
                or not any(d.travels for d in visit.drafts)
            ):
                continue
            if visit.status not in ("held", "ongoing") or event.sentence < visit.sentence:
                continue
            there = {visit.place.country if visit.place else None} - {None}
            hosts = {p.country for p in event.parts if p.entity != visitor.entity}
            third = (
                event.place is None and event.sentence - visit.sentence < 3 and visitor.country not in there
            )
            met = bool(there & hosts) or third
            if any(p.entity == visitor.entity for p in event.parts) and met and self._near_day(visit.when):
                return during(visit, event)
        return None

    def _further_on(self, event: Event, events: list[Event]) -> When | None:
        """Return the days of a stop to come on a journey that has begun ("a trip that will also take him to Bonn")."""
        day = self.document.day
        sentence = self.document.sentences[event.sentence]
        words = self.document.lower[sentence.first : sentence.last]
        near = self.document.lower[max(sentence.first, event.draft.first - 6) : event.draft.last + 5]
        if day is None or not event.draft.travels or _ONWARD.isdisjoint(near):
            return None
        visitor = event.parts[0]
        begun = any(
            e.sentence <= event.sentence
            and e.status in ("held", "ongoing")
            and e.when is not None
            and 0 <= (day - e.when.last).days <= _FRESH
            and any(p.entity == visitor.entity for p in e.parts)
            for e in events
        )
        if not begun and _JOURNEY.isdisjoint(words):
            return None
        return When(first=day, last=day + timedelta(7), text="", certain=False)

    def _near_day(self, when: When) -> bool:
        day = self.document.day
        return day is None or abs((day - when.last).days) <= 10 or when.first > day

    def _on_the_way(self, event: Event) -> bool:
        """Tell whether a contact to come belongs to a stay that has begun ("will also meet", "during his visit")."""
        sentence = self.document.sentences[event.sentence]
        words = self.document.lower[sentence.first : sentence.last]
        near = self.document.lower[max(sentence.first, event.draft.first - 2) : event.draft.cue.first + 1]
        return "also" in near or ("during" in words and not {"visit", "trip", "stay"}.isdisjoint(words))

    def _now(self, event: Event) -> When | None:
        """Return the day of publication for what goes on while the text is written ("are meeting", "is visiting")."""
        day = self.document.day
        sentence = self.document.sentences[event.sentence]
        verbs = self.document.lower[max(sentence.first, event.draft.first - 4) : event.draft.cue.last + 4]
        if day is None:
            return None
        if event.status == "ongoing" and not _PRESENT.isdisjoint(verbs):
            return When(first=day, last=day, text="", certain=False)
        own = self.document.lower[sentence.first : sentence.last]
        if event.sentence > self.opening + 1 or event.headline or not _OTHER_TIMES.isdisjoint(own):
            return None
        if find_times(self.document.text, sentence.start, sentence.end):
            return None
        return When(first=day - timedelta(1), last=day, text="", certain=False)

    def _told_day(self, event: Event) -> When | None:
        """Return the day the opening tells of: a fresh report dates what it reports."""
        day = self.document.day
        if day is None:
            return None
        for index in dict.fromkeys((event.sentence, event.sentence - 1, self.opening, self.opening + 1)):
            if not 0 <= index < len(self.document.sentences):
                continue
            sentence = self.document.sentences[index]
            for expression in find_times(self.document.text, sentence.start, sentence.end):
                clause = self.document.text[sentence.start : expression.span[0]].rpartition(",")[2]
                if clause.lstrip().startswith("who "):
                    continue  # "Lund, who arrived on Sunday, met Finch"
                when = resolve(expression, day, "past", None)
                if (
                    when is not None
                    and 0 <= (day - when.last).days <= _FRESH
                    and (when.last - when.first).days <= 1
                ):
                    return when
        return None
