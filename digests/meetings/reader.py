"""The meeting reader: cues to drafts, drafts to events, events to records."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property

from digests.document import Document
from digests.meetings.captions import posed, read_caption
from digests.meetings.cues import Cue, find_cues
from digests.meetings.details import cameo_code, outcome_of, plover_mode, report_of, topic_of
from digests.meetings.draft import Draft
from digests.meetings.events import Event, compatible, is_background, is_meeting, merge
from digests.meetings.parts import Part, part_of, parties, state_part, united
from digests.meetings.patterns import Patterns
from digests.meetings.phrases import Phrases
from digests.meetings.settle import choose_place, choose_time
from digests.meetings.actors import Actors, country_of, sport
from digests.mentions import Mention, read_mentions
from digests.records import Meeting, NamedIn

#: A group of somebody's own ("leaders of her coalition"), or of home politics, is no host.
_OWN = re.compile(
    r"\b(?:his|her|its|their own|coalition|party|parties|opposition|congressional|parliamentary|senate|cabinet|republican|democratic)\b",
    re.IGNORECASE,
)
_SPORT_SLUG = re.compile(
    r"\s*(?:SOCCER|CRICKET|TENNIS|RUGBY|GOLF|BASEBALL|BASKETBALL|ATHLETICS|CYCLING|BOXING|HOCKEY|SWIMMING)\b"
)
_CHANGED = frozenset(("cancelled", "postponed", "failed", "denied"))


class Reader:
    """Reads the meetings of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.mentions = Actors(document, read_mentions(document))
        self.patterns = Patterns(document, self.mentions)
        self.phrases = Phrases(document, self.mentions)
        self.events: list[Event] = []
        #: The day told last, from which "a day earlier" counts.
        self.anchor: date | None = None
        #: entity -> the foreign country it is told to be in.
        self.scene: dict[int, str] = self.patterns.scene
        self.dateline = self._dateline()
        self.opening = next((p.first for p in document.paragraphs if p.kind == "body"), 0)

    def read(self) -> list[Event]:
        """Return the events in the order of their clearest mention."""
        for drafts in self._sentences():
            self._take(drafts)
        self._captions()
        self._fold_visits()
        day = self.document.day
        kept = [e for e in self.events if is_meeting(e) and not is_background(e, day, self._is_news(e))]
        kept.sort(key=lambda e: (e.sentence, e.draft.first))
        return kept

    def _dateline(self) -> str | None:
        """Return the country of the dateline."""
        for paragraph in self.document.paragraphs:
            if paragraph.dateline_place:
                words = self.document.of(paragraph.dateline_place).replace("/", ",").split(",")
                for word in words:
                    country = country_of(word.strip())
                    if country:
                        return country
        return None

    def _is_news(self, event: Event) -> bool:
        return any(d.sentence <= self.opening for d in event.drafts)

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
                drafts.append(draft)
                if len(draft.actors()) > 1 and not draft.anaphoric:
                    self.patterns.phrases.previous = draft.actors()
                    self.patterns.phrases.previous_sentence = index
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
        return self._sports_page or any(word in sport() for word in near)

    @cached_property
    def _sports_page(self) -> bool:
        words = self.document.lower
        found = sport().intersection(words)
        return (
            len(found) > 2
            and sum(word in found for word in words) > 4
            or bool(_SPORT_SLUG.match(self.document.text))
        )

    def _take(self, drafts: list[Draft]) -> None:
        for group in self._joined(drafts):
            event = self._event(group)
            if event is None:
                continue
            if event.when is not None and event.when.first == event.when.last:
                self.anchor = event.when.first
            if self._change(event, group):
                continue
            known = next((e for e in reversed(self.events) if compatible(e, event)), None)
            if known is not None:
                merge(known, event)
            elif len(event.parts) > 0:
                self.events.append(event)

    def _joined(self, drafts: list[Draft]) -> list[list[Draft]]:
        """Return the drafts of one sentence in groups that tell one contact: a visit and its talks are one."""
        groups: list[list[Draft]] = []
        for draft in drafts:
            for group in groups:
                if self._belongs(draft, group):
                    group.append(draft)
                    break
            else:
                groups.append([draft])
        return groups

    def _belongs(self, draft: Draft, group: list[Draft]) -> bool:
        ours = {m.entity for m in draft.left}
        theirs = {m.entity for d in group for m in d.left}
        everyone = {m.entity for d in group for m in d.actors()}
        shares = bool(ours & theirs) or not ours
        right = {m.entity for m in draft.right}
        other = {m.entity for d in group for m in d.right}
        visits = ("visit",)
        if draft.venue or all(d.venue for d in group):
            return True
        if not right and not draft.goals and (shares or ours <= everyone):
            return True
        if draft.format in visits or all(d.format in visits for d in group):
            same_goal = not right or not other or right <= other or other <= right
            return (shares or bool(ours & everyone)) and same_goal
        return shares and (not right or not other or right <= other or other <= right)

    # -- events -------------------------------------------------------------------------------------------------

    def _event(self, group: list[Draft]) -> Event | None:
        """Build one event from the drafts of one contact in one sentence."""
        main = max(
            group,
            key=lambda d: (
                d.format != "visit" and bool(d.right or len(d.left) > 1),
                not d.anaphoric,
                len(d.actors()),
            ),
        )
        sentence = self.document.sentences[main.sentence]
        kind = self.document.paragraphs[sentence.paragraph].kind
        where: NamedIn = "caption" if kind == "caption" else "headline" if kind == "headline" else "text"
        self.phrases.enter(sentence.first, sentence.last)
        parts: list[Part] = []
        host: Part | None = None
        for draft in (main, *(d for d in group if d is not main)):
            for m in draft.actors():
                why = draft.why.get(
                    m.entity if m.entity >= 0 else -2 - m.first, f"stands beside “{self._shown(draft)}”"
                )
                part = part_of(self.document, m, where, why)
                parts.append(part)
                if draft.host is not None and m.entity == draft.host.entity:
                    host = part
        goals = [g for d in group for g in d.goals]
        parts = united(parts)
        main.weak = all(d.weak for d in group)
        event = Event(parts, main.format, self._status(main, group), main, list(group), host=host)
        event.headline, event.caption = kind == "headline", kind == "caption"
        self._settle(event, group)
        if main.format == "visit" or not main.right:
            event.parts = self._with_goals(parts, goals, where)
        self._attribute(event, goals)
        event.format = self._format(main, group, event.parts)
        return event

    def _attribute(self, event: Event, goals: list[Mention]) -> None:
        """Give the host country to participants whose party the text leaves to the scene.

        "Visiting Ljubljana, the Polish president met Prime Minister X": X is the host, hence Slovenian. The scene is
        the place of the contact, the country its visitor is said to be in, or that of the dateline.
        """
        scenes = [g.country for g in goals] + [event.place.country if event.place else None]
        scenes += [self.scene.get(p.entity) for p in event.parts] + [self.dateline]
        visitor = (
            event.draft.left[0].entity
            if event.draft.cue.contact.frame in ("go", "visit") and event.draft.left
            else None
        )
        for i, part in enumerate(event.parts):
            if (
                part.party
                or part.entity == visitor
                or (part.kind != "person" and _OWN.search(part.role or ""))
            ):
                continue
            others = {p.state for j, p in enumerate(event.parts) if j != i and p.state}
            scene = next((c for c in scenes if c and c not in others), None) if others else None
            if scene and part.kind in ("person", "office", "group"):
                part.country = scene
        if event.place and event.place.country:
            for part in event.parts:
                if part.country and part.country != event.place.country:
                    self.scene[part.entity] = event.place.country

    def _shown(self, draft: Draft) -> str:
        return self.document.of(
            (self.document.starts[draft.cue.first], self.document.ends[draft.cue.last - 1])
        )

    def _with_goals(self, parts: list[Part], goals: list[Mention], where: NamedIn) -> list[Part]:
        """Add the states a visit goes to when nobody of theirs is named."""
        own = {p.country for p in parts if p.country}
        for g in goals:
            if g.country and g.country not in own:
                own.add(g.country)
                parts = [*parts, state_part(self.document, g, where, "the country visited")]
        return parts

    def _format(self, main: Draft, group: list[Draft], parts: list[Part]) -> str:  # type: ignore[return]
        formats = [d.format for d in group]
        for special in ("phone_call", "summit", "mediation"):
            if special in formats and (
                special != "summit"
                or main.format in ("summit", "bilateral_meeting", "multilateral_meeting", "visit")
            ):
                return special
        if main.format == "visit" and any(f != "visit" for f in formats):
            return next(f for f in formats if f != "visit")
        if main.format == "bilateral_meeting" and (len(parties(parts)) > 2 or len(parts) == 1):
            return "multilateral_meeting"
        return main.format

    def _status(self, main: Draft, group: list[Draft]) -> str:  # type: ignore[return]
        for d in group:
            if (
                d.status in _CHANGED
                and d is not main
                and main.status in ("planned", "held", "ongoing")
                and d.first <= main.first
            ):
                return d.status
        return main.status

    def _settle(self, event: Event, group: list[Draft]) -> None:
        ordered = [event.draft, *(d for d in group if d is not event.draft)]
        for draft in ordered:
            chosen = choose_time(self.document, self.phrases, draft, self.anchor)
            if chosen is not None:
                event.when, _, event.when_own = chosen
                break
        goals = [g for d in group for g in d.goals]
        for draft in ordered:
            place = choose_place(self.document, self.phrases, draft)
            if place is not None:
                event.place, event.place_own = place, True
                break
        if event.place is None and goals:
            from digests.places import Place

            g = goals[0]
            event.place = Place(
                name=g.name or self.document.of(g.span),
                country=g.country,
                first=g.first,
                last=g.last,
                state=g.kind == "state",
                led_by="",
                scene=True,
            )
            event.place_own = True

    # -- across sentences ---------------------------------------------------------------------------------------

    def _change(self, event: Event, group: list[Draft]) -> bool:
        """Apply what "the visit was called off" says to the contact told before; True when that is all it says."""
        draft = event.draft
        if not draft.anaphoric or len(event.parts) > 1:
            return False
        for known in reversed(self.events[-4:]):
            if not self._about(known, event):
                continue
            if event.status in _CHANGED and known.status in ("planned", "held", "ongoing"):
                known.status = event.status
            known.drafts += group
            if known.place is None and event.place is not None:
                known.place, known.place_own = event.place, event.place_own
            if (known.when is None or not known.when_own) and event.when is not None and event.when_own:
                known.when, known.when_own = event.when, True
            return True
        return len(event.parts) < 2

    def _about(self, known: Event, event: Event) -> bool:
        if event.draft.sentence - known.draft.sentence > 6:
            return False
        if (known.format == "visit") != (event.draft.format == "visit") and event.draft.format == "visit":
            return False
        if event.parts and not any(p.entity == q.entity for p in event.parts for q in known.parts):
            return False
        if (
            event.place
            and known.place
            and event.place.name != known.place.name
            and not (event.place.state or known.place.state)
        ):
            return False
        return not (
            event.when
            and known.when
            and (event.when.first > known.when.last or known.when.first > event.when.last)
        )

    def _captions(self) -> None:
        for paragraph in self.document.paragraphs:
            if paragraph.kind != "caption" and not posed(
                self.document,
                self.document.sentences[paragraph.first]
                if paragraph.first < paragraph.last
                else self.document.sentences[0],
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
                    (e for e in self.events if compatible(e, event) or self._pictured(e, event)), None
                )
                if known is not None:
                    merge(known, event)
                elif posed(self.document, self.document.sentences[draft.sentence]):
                    self.events.append(event)

    def _pictured(self, known: Event, picture: Event) -> bool:
        """Tell whether a picture shows a contact told in the text: its place, and its people or a gathering of such people."""
        if (
            known.place
            and picture.place
            and known.place.name != picture.place.name
            and not (known.place.state or picture.place.state)
        ):
            return False
        if known.status not in ("held", "ongoing", "failed") or known.format == "phone_call":
            return False
        shared = sum(any(p.entity == q.entity for q in picture.parts) for p in known.parts)
        many = any(p.plural and p.country is None and p.name is None for p in known.parts)
        return (
            (shared >= 1 and many)
            or shared >= 2
            or (many and known.place is not None and picture.place is not None)
        )

    def _fold_visits(self) -> None:
        """Fold a bare visit into the meeting it was made for: same visitor, same country, days that agree."""
        for visit in [e for e in self.events if e.format == "visit" and not any(p.name for p in e.parts[1:])]:
            for other in self.events:
                if other is visit or other.format in ("visit", "phone_call") or other.status == "offered":
                    continue
                if not self._made_for(visit, other):
                    continue
                if other.place is None or (other.place.state and visit.place and not visit.place.state):
                    other.place = visit.place or other.place
                if other.when is None:
                    other.when, other.when_own = visit.when, False
                other.drafts += visit.drafts
                if visit in self.events:
                    self.events.remove(visit)

    def _made_for(self, visit: Event, other: Event) -> bool:
        if not visit.parts:
            return False
        visitor = visit.parts[0]
        if not any(p.entity == visitor.entity for p in other.parts):
            return False
        hosts = {p.country for p in visit.parts[1:]} - {None}
        if not hosts & (
            {p.country for p in other.parts if p.entity != visitor.entity}
            | {other.place.country if other.place else None}
        ):
            return False
        if (visit.status == "planned") != (other.status == "planned") and visit.status not in (
            "ongoing",
            "held",
        ):
            return False
        if visit.when and other.when:
            return (visit.when.first - other.when.last).days <= 3 and (
                other.when.first - visit.when.last
            ).days <= 7
        return True

    # -- records ------------------------------------------------------------------------------------------------

    def record(self, event: Event) -> Meeting:
        """Turn an event into the record that is stored."""
        document = self.document
        draft = event.draft
        parts = sorted(event.parts, key=lambda p: p.named_in != "text")
        report, reported_by = report_of(document, self.mentions, event)
        host = next(
            (i for i, p in enumerate(parts) if event.host is not None and p.entity == event.host.entity), None
        )
        if host is None and event.format == "visit" and len(parts) == 2:
            host = 1
        span = self._span(draft)
        return Meeting(
            participants=tuple(p.record() for p in parts),
            format=event.format,
            status=event.status,  # type: ignore[arg-type]  # "offered" was left out
            span=span,
            cue=self._shown(draft),
            place=event.place.name if event.place else None,
            date=event.when.iso() if event.when else None,
            date_text=event.when.text if event.when else None,
            date_certain=bool(event.when and event.when.certain and event.when_own) if event.when else True,
            topic=topic_of(document, event),
            outcome=outcome_of(document, event),
            host=host,
            report=report,
            reported_by=reported_by,
            plover_mode=plover_mode(event),
            cameo=cameo_code(event),
            mentions=tuple(sorted({self._span(d) for d in event.drafts if d is not draft} - {span})),
        )

    def _span(self, draft: Draft) -> tuple[int, int]:
        """Return the passage that shows a draft: its cue with its actors."""
        sentence = self.document.sentences[draft.sentence]
        actors = [m for m in (*draft.actors(), *draft.goals) if sentence.first <= m.first < sentence.last]
        first = min([draft.first, *(m.first for m in actors)])
        last = max([draft.last, draft.cue.last, *(m.last for m in actors)])
        return (self.document.starts[first], self.document.ends[last - 1])
