"""Candidates: the lines that may be printed, with their scores, and why others may not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from digests import rank
from digests.compose import meetinglines, statementlines
from digests.compose.background import background, so_far
from digests.compose.claims import claims
from digests.compose.disputes import Dispute, contradictions
from digests.compose.material import Material, left
from digests.compose.meant import Meant, meant_by
from digests.compose.meetings import MeetingGroup, MeetingTold, meeting_groups
from digests.compose.readouts import Compared, compare
from digests.compose.statements import (
    StatementGroup,
    much_the_same,
    same_words,
    speaker_of,
    statement_groups,
)
from digests.compose.times import in_time
from digests.compose.wording import Said
from digests.days import bounds, local_day
from digests.edition import LeftOut, Section, Told

#: What each further utterance of one article loses, and of one speaker in it: an edition is no transcript.
_REPEAT, _SAME_SPEAKER = 0.15, 0.4
_MORE = "more of one article"
_AGAIN = "ran before, nothing new"
_BEFORE = "told before the range"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A line that may be printed: a meeting, what its tellings contradict each other in, or an utterance."""

    section: Section
    score: dict[str, float]
    told: Told
    families: tuple[str, ...]
    meant: Meant | None = None
    dispute: Dispute | None = None
    group: StatementGroup | None = None
    said: Said | None = None
    compared: Compared | None = None

    @property
    def order(self) -> tuple[float, datetime, int, int]:
        """Best first; then as told."""
        number = self.group.pieces[0].number if self.group else -1
        return (-rank.total(self.score), *in_time(self.told), number)


class Candidates:
    """All candidates of a material, best first, and what is left out."""

    def __init__(self, material: Material) -> None:
        self._m = material
        self.left_out: list[LeftOut] = list(material.held)
        meetings = [c for c in (*self._meetings(), *self._claims()) if self._above_floor(c)]
        self._met = [t for c in meetings if c.meant for t in (*c.meant.group.now, *c.meant.group.before)]
        said = [c for c in self._statements() if self._above_floor(c)]
        self.all = sorted((*meetings, *said), key=lambda c: c.order)

    def _above_floor(self, candidate: Candidate) -> bool:
        # The floor is absolute: what else its article says makes a line no worse.
        if rank.total({k: v for k, v in candidate.score.items() if k not in (_MORE, rank.FIT)}) >= rank.FLOOR:
            return True
        self.left_out.append(self.without(candidate, f"below the floor of {rank.FLOOR}"))
        return False

    def without(self, candidate: Candidate, reason: str) -> LeftOut:
        """Return why a line is left out."""
        title = candidate.told.article.title
        who = self.gist(candidate)
        return left(candidate.told, reason, f"{who}: {title}" if who else title, candidate.score)

    def gist(self, candidate: Candidate) -> str:
        """Return what a line is about in a few words of ours."""
        namer = self._m.namer
        if candidate.group is not None:
            return statementlines.gist(candidate.group, namer)
        if candidate.meant is not None:
            return meetinglines.gist(candidate.meant, namer)
        return candidate.dispute.head if candidate.dispute else ""

    def _meetings(self) -> list[Candidate]:
        out = []
        for group in meeting_groups(self._m.now, self._m.earlier):
            meant = meant_by(group, self._m.namer, self._m.today, self._m.scope.day is not None)
            told = (group.now or group.before)[-1].told
            people = [p for p, _ in meant.people]
            families = self._m.copies.independent(
                t.told for t in (*group.now, *group.before) if _tells(t, meant)
            )
            tellings = group.now or group.before
            score = rank.meeting_score(
                [t.meeting for t in tellings],
                [t.told.klass for t in tellings],
                people,
                meant.status,
                len(families),
                meant.news,
            )
            score |= rank.fit((t.told, f"m{t.number}") for t in tellings)
            candidate = Candidate(
                section=meant.section, score=score, told=told, meant=meant, families=families
            )
            reason = self._stale(group, meant) or rank.unfit_meeting(told, people, meant.date, meant.place)
            if reason:
                if group.now:
                    self._leave(candidate, reason)
                continue
            contradicted = contradictions(meant, self._m.copies.independent, self._m.today)
            if not any(dispute.kind == "denied" for dispute in contradicted):
                apart = frozenset(dispute.kind for dispute in contradicted)
                out.append(
                    replace(
                        candidate,
                        meant=replace(meant, disputed=apart),
                        compared=compare(meant, self._m.texts),
                    )
                )
            out += [
                replace(candidate, section="disputed", dispute=dispute, score={**score, "disputed": 1.0})
                for dispute in contradicted
            ]
        return out

    def _claims(self) -> list[Candidate]:
        out = []
        for dispute in claims(self._m):
            told = [t for side in dispute.sides for t in side.told]
            families = tuple(dict.fromkeys(t.family for t in told))
            score = rank.dispute_score(dispute.kind, [t.klass for t in told], len(families))
            out.append(
                Candidate(section="disputed", score=score, told=told[-1], families=families, dispute=dispute)
            )
        return out

    def _stale(self, group: MeetingGroup, meant: Meant) -> str | None:
        """Return why a meeting is not told again, or None."""
        if group.now and (meant.news or not group.before):
            return None
        if group.now and not meant.overdue:
            return _AGAIN
        if not meant.overdue or not meant.date:
            return _BEFORE
        # Told before, and its day has passed since the last edition: said once.
        last = bounds(meant.date)[1]
        scope = self._m.scope
        since = local_day(scope.since, scope.timezone) if scope.since else self._m.today
        if self._m.scope.day is not None:
            return None if last == self._m.today else _BEFORE
        return None if since <= last < self._m.today else _BEFORE

    def _statements(self) -> list[Candidate]:
        out: list[Candidate] = []
        before: dict[str, list[frozenset[str]]] = {}
        running = {t.story for t in self._m.now}
        same_stories = [t for t in self._m.earlier if t.story in running]
        for group in statement_groups(same_stories, self._m.namer, self._m.texts.sentence_index):
            before.setdefault(self._m.namer.key(speaker_of(group.pieces[0].statement)), []).append(
                group.words
            )
        ranked = []
        for group in statement_groups(self._m.now, self._m.namer, self._m.texts.sentence_index):
            first = group.pieces[0]
            speaker = statementlines.speaker(first)
            if speaker is None:
                continue
            speaker = self._m.namer.known(speaker)
            families = self._m.copies.independent(p.told for p in (*group.pieces, *group.also))
            said = statementlines.words_of(self._m.texts, group)
            words = "".join(run.text for run in said.runs) if said else ""
            score = rank.statement_score(
                [p.statement for p in group.pieces],
                [p.told.klass for p in (*group.pieces, *group.also)],
                speaker,
                len(families),
                words,
                bool(said and any(run.style == "quote" for run in said.runs)),
                first.number,
                so_far(self._m.texts, first),
            )
            score |= rank.fit((p.told, f"s{p.number}") for p in (*group.pieces, *group.also))
            candidate = Candidate(
                section="said", score=score, told=first.told, group=group, said=said, families=families
            )
            reason = statementlines.unprintable(group) or rank.unfit_statement(first.told, speaker)
            if reason is None and background(self._m.texts, (*group.pieces, *group.also)):
                reason = "said long before, told as background"
            if reason is None and said is None:
                reason = "a few words without what they refer to"
            if reason is None and any(
                same_words(group.words, w) for w in before.get(self._m.namer.key(speaker), ())
            ):
                reason = _AGAIN
            if reason is None and statementlines.tells_meeting(group, self._met):
                reason = "tells a meeting that has its line"
            if reason:
                self._leave(candidate, reason)
            else:
                ranked.append(candidate)
        return out + self._spread(ranked)

    def _spread(self, ranked: Sequence[Candidate]) -> list[Candidate]:
        """Let the best of every article and speaker come before the rest of any."""
        heard: dict[str, list[Candidate]] = {}
        for candidate in sorted(ranked, key=lambda c: c.order):
            assert candidate.group is not None
            before = heard.setdefault(self._m.namer.key(speaker_of(candidate.group.pieces[0].statement)), [])
            if any(o.group is not None and much_the_same(candidate.group, o.group) for o in before):
                self._leave(candidate, "much the same as another line")
                continue
            here = sum(o.told.id == candidate.told.id for o in before)
            before.append(_less(candidate, _SAME_SPEAKER * here))
        out: list[Candidate] = []
        per_article: dict[int, int] = {}
        for candidate in sorted((c for voices in heard.values() for c in voices), key=lambda c: c.order):
            seen = per_article.get(candidate.told.id, 0)
            per_article[candidate.told.id] = seen + 1
            out.append(_less(candidate, _REPEAT * seen))
        return out

    def _leave(self, candidate: Candidate, reason: str) -> None:
        self.left_out.append(self.without(candidate, reason))


def _less(candidate: Candidate, loss: float) -> Candidate:
    if not loss:
        return candidate
    more = round(candidate.score.get(_MORE, 0.0) - loss, 2)
    return replace(candidate, score={**candidate.score, _MORE: more})


def _tells(telling: MeetingTold, meant: Meant) -> bool:
    """Tell whether an article bears out the status printed: an announcement does not corroborate that it took place."""
    if meant.overdue or meant.status == "planned":
        return True
    return telling.meeting.status == meant.status
