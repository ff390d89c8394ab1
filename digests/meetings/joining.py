"""One sentence, one contact: which drafts of a sentence tell the same thing ("flew to Bonn for talks with Lund")."""

from digests.document import Document
from digests.meetings.draft import Draft, key_of
from digests.meetings.formerly import formerly
from digests.meetings.phrases import Phrases
from digests.meetings.scene import choose_place
from digests.meetings.words import BE, RESOLVED


class Joiner:
    """Groups the drafts of a sentence; a visit and the meeting it is made for are one record."""

    def __init__(self, document: Document, phrases: Phrases) -> None:
        self.document = document
        self.phrases = phrases

    def groups(self, drafts: list[Draft]) -> list[list[Draft]]:
        """Return the drafts of one sentence in groups that tell one contact each."""
        out: list[list[Draft]] = []
        for draft in drafts:
            for group in out:
                if self._belongs(draft, group):
                    group.append(draft)
                    break
            else:
                out.append([draft])
        return out

    def _belongs(self, draft: Draft, group: list[Draft]) -> bool:
        if draft.venue or all(d.venue for d in group):
            return True
        ours = {key_of(m) for m in draft.left}
        theirs = {key_of(m) for d in group for m in d.left}
        everyone = {key_of(m) for d in group for m in d.actors()}
        shares = bool(ours & theirs) or not ours
        right = {key_of(m) for m in draft.right}
        other = {key_of(m) for d in group for m in d.right}
        if draft.anaphoric and all(self.by_the_way(d) for d in group):
            return False
        travel = draft.travels or all(d.travels for d in group)
        if (
            right
            and draft.led in ("after", "before", "following")
            and ours < everyone
            and not right & everyone
        ):
            return False  # "Lund and Finch met, a day after Finch's talks with Vidal"
        if self._onward(draft) and not all(d.travels for d in group):
            return False
        if any(self._left_behind(a, b) or self._left_behind(b, a) for a, b in ((draft, d) for d in group)):
            return False
        if any(self._agreed_at(a, b) or self._agreed_at(b, a) for a, b in ((draft, d) for d in group)):
            return False
        if travel and "phone_call" in (draft.format, *(d.format for d in group)):
            return False
        if not right and not draft.goals and (shares or ours <= everyone):
            return True
        one_side = not right or not other or right <= other or other <= right
        if not one_side or not self._one_scene(draft, group) or self._apart_in_time(draft, group):
            return False
        return shares or (travel and bool(ours & everyone))

    def _onward(self, draft: Draft) -> bool:
        """Tell whether a trip follows the contact told before it ("will meet Lund before he flies to Bonn")."""
        if not draft.travels:
            return False
        if self.phrases.word(draft.first - 1) == "and":
            return True  # "met Lund and flew to Bonn"
        for k in range(draft.cue.first - 1, max(0, draft.cue.first - 8), -1):
            word = self.phrases.word(k)
            if word in ("before", "then"):
                return True
            if word in (",", ";", "and") or (self.phrases.mentions.at(k) is None and self.phrases.finite(k)):
                return False
        return False

    def by_the_way(self, draft: Draft) -> bool:
        """Tell whether a trip is told by the way ("Lund, who arrived on Sunday, called the talks useful")."""
        before = (self.phrases.word(draft.cue.first - 1), self.phrases.word(draft.cue.first - 2))
        return draft.travels and "who" in before

    def _left_behind(self, contact: Draft, trip: Draft) -> bool:
        """Tell whether a trip follows a contact that is over ("After meeting Lund, Finch flew to Bonn")."""
        if contact.travels or not trip.travels or not trip.goals:
            return False
        lower = self.phrases.lower
        return lower[contact.first - 1] == "after" and lower[trip.first - 1] != "after"

    def _agreed_at(self, session: Draft, next_one: Draft) -> bool:
        """Tell whether one contact was agreed on at another ("agreed in a session in Bonn to hold talks")."""
        lower = self.phrases.lower
        if next_one.status != "planned" or session.status != "held" or not session.cue.contact.noun:
            return False
        led = lower[session.first - 1] in ("in", "at", "during", "after", "following")
        if session.first > next_one.cue.first:  # "agreed to resume talks after a meeting of their envoys"
            between = lower[max(0, next_one.cue.first - 8) : next_one.cue.first]
        else:
            between = lower[max(0, session.first - 4) : session.first]
            led = led and lower[next_one.first - 1] == "to" and session.last <= next_one.first
        return led and not RESOLVED.isdisjoint(between)

    def _one_scene(self, draft: Draft, group: list[Draft]) -> bool:
        """Tell whether two drafts can be set in one place: their own places do not lie in different towns or states."""
        ours = self._scenes(draft)
        theirs = {scene for d in group for scene in self._scenes(d)}
        if not ours or not theirs:
            return True
        countries = {c for c, _ in ours} & {c for c, _ in theirs}
        if not countries:
            return False
        towns, other = {t for _, t in ours if t}, {t for _, t in theirs if t}
        travel = any(d.travels and not d.right for d in (draft, group[0]))
        return not towns or not other or bool(towns & other) or travel

    def _scenes(self, draft: Draft) -> set[tuple[str | None, str | None]]:
        if draft.goals:
            return {(g.country, None if g.kind == "state" else g.name) for g in draft.goals}
        bounds = self.document.sentences[draft.sentence]
        self.phrases.enter(bounds.first, bounds.last)
        place = choose_place(self.document, self.phrases, draft, reach=6)
        if place is None:
            return set()
        return {(place.country, None if place.state else place.name)}

    def _apart_in_time(self, draft: Draft, group: list[Draft]) -> bool:
        """Tell whether one verb tells of what is over and another of what is to come ("who visited in May, will meet")."""
        statuses = {draft.status, *(d.status for d in group)}
        if formerly(self.phrases, draft) != any(formerly(self.phrases, d) for d in group):
            return True
        if (
            "offered" in statuses
            and len(statuses) > 1
            and any(d.right for d in (draft, *group) if d.status == "offered" or d is draft)
        ):
            return True
        # "arrived on Sunday to meet Finch", but not "who arrived on Sunday, is to travel to Bonn"
        purpose = (
            group[0].travels
            and self.phrases.lower[draft.first - 1] == "to"
            and self.phrases.lower[draft.first - 2] not in BE
        )
        if purpose or draft.cue.contact.noun or group[0].cue.contact.noun:
            return False
        return {draft.status, group[0].status} == {"held", "planned"}
