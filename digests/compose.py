"""Composing: from the articles of a range to the numbered lines of an edition. Pure: the same input, the same bytes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from digests import gate, meetinglines, rank, sections, statementlines
from digests.days import bounds, local_day
from digests.edition import Coverage, Edition, Item, LeftOut, Link, Passage, Run, Scope, Section, Told
from digests.groups import (
    Copies,
    MeetingGroup,
    MeetingTold,
    StatementGroup,
    in_time,
    meeting_groups,
    much_the_same,
    same_words,
    speaker_of,
    statement_groups,
)
from digests.meetinglines import Meant
from digests.naming import Namer
from digests.records import READER_VERSION
from digests.wording import Said, Texts
from scrapers.article import Span

#: Words of an edition as printed.
MOST_WORDS = 400
#: Lines of an edition: Slack takes 50 blocks, and nobody reads more.
MOST_LINES = 24
#: Passages kept of one line.
_PASSAGES = 6
#: What each further utterance of one article loses, and of one speaker in it: an edition is no transcript.
_REPEAT, _SAME_SPEAKER = 0.15, 0.25
_MORE = "more of one article"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A line that may be printed."""

    section: Section
    score: dict[str, float]
    told: Told
    meant: Meant | None = None
    dispute: tuple[str, tuple[MeetingTold, ...]] | None = None
    group: StatementGroup | None = None
    said: Said | None = None
    families: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[float, datetime, int, int]:
        """Best first; then as told."""
        number = self.group.pieces[0].number if self.group else -1
        return (-rank.total(self.score), *in_time(self.told), number)


class _Composer:
    def __init__(self, scope: Scope, told: Sequence[Told], earlier: Sequence[Told]) -> None:
        self.scope = scope
        self.today = sections.day_of(scope)
        self.left_out: list[LeftOut] = []
        self.now = self._free(sorted(told, key=in_time), scope.until, keep_note=True)
        known = {t.id for t in told}
        self.earlier = self._free(
            sorted((t for t in earlier if t.id not in known), key=in_time), scope.until, keep_note=False
        )
        self.texts = Texts()
        self.copies = Copies()
        self.namer = self._namer()

    def _free(self, material: Sequence[Told], until: datetime, *, keep_note: bool) -> list[Told]:
        """Hold out what is under embargo until later than the edition."""
        out = []
        for told in material:
            end = told.facts.embargo_until
            if end is not None and _instant(end) > until:
                if keep_note:
                    self.left_out.append(_left(told, f"under embargo until {end}", told.article.title, {}))
                continue
            out.append(told)
        return out

    def _namer(self) -> Namer:
        people = [
            p for told in (*self.earlier, *self.now) for m in told.facts.meetings for p in m.participants
        ]
        people += [speaker_of(s) for told in (*self.earlier, *self.now) for s in told.facts.statements]
        return Namer(people)

    def candidates(self) -> list[_Candidate]:
        """Return the lines that may be printed, best first."""
        found = [*self._meetings(), *self._statements()]
        out = []
        for candidate in found:
            # The floor is absolute: what else its article says makes a line no worse.
            if rank.total({k: v for k, v in candidate.score.items() if k != _MORE}) < rank.FLOOR:
                self.leave(candidate, f"below the floor of {rank.FLOOR}")
            else:
                out.append(candidate)
        return sorted(out, key=lambda c: c.order)

    def leave(self, candidate: _Candidate, reason: str) -> None:
        """Note why a line is left out."""
        gist = candidate.told.article.title
        if candidate.group is not None:
            who = statementlines.gist(candidate.group, self.namer)
        else:
            who = self._gist(candidate.meant) if candidate.meant else ""
        self.left_out.append(
            _left(candidate.told, reason, f"{who}: {gist}" if who else gist, candidate.score)
        )

    def _meetings(self) -> list[_Candidate]:
        out = []
        for group in meeting_groups(self.now, self.earlier):
            meant = meetinglines.mean(group, self.namer, self.today, self.scope.day is not None)
            told = (group.now or group.before)[-1].told
            people = [p for p, _ in meant.people]
            families = self.copies.independent(
                t.told for t in (*group.now, *group.before) if _tells(t, meant)
            )
            score = rank.meeting_score(group, people, meant.status, len(families), meant.news)
            candidate = _Candidate(
                section=meant.section, score=score, told=told, meant=meant, families=families
            )
            reason = self._stale(group, meant) or rank.unfit_meeting(told, people, meant.date, meant.place)
            if reason:
                if group.now:
                    self.leave(candidate, reason)
                continue
            disputes = meetinglines.contradictions(meant)
            out.append(candidate)
            out += [
                replace(
                    candidate,
                    section="disputed",
                    dispute=(kind, tuple(tellings)),
                    score={**score, "disputed": 1.0},
                )
                for kind, tellings in disputes
            ]
        return out

    def _stale(self, group: MeetingGroup, meant: Meant) -> str | None:
        """Return why a meeting is not told again, or None."""
        if group.now:
            return (
                "ran before, nothing new" if group.before and not meant.news and not meant.overdue else None
            )
        if not meant.overdue or not meant.date:
            return "told before the range"
        # Told before, and its day has passed since the last edition: said once.
        last = bounds(meant.date)[1]
        since = local_day(self.scope.since, self.scope.timezone) if self.scope.since else self.today
        if self.scope.day is not None:
            return None if last == self.today else "told before the range"
        return None if since <= last < self.today else "told before the range"

    def _statements(self) -> list[_Candidate]:
        out: list[_Candidate] = []
        before: dict[str, list[frozenset[str]]] = {}
        running = {t.story for t in self.now}
        same_stories = [t for t in self.earlier if t.story in running]
        for group in statement_groups(same_stories, self.namer, self.texts.sentence_index):
            before.setdefault(self.namer.key(speaker_of(group.pieces[0].statement)), []).append(group.words)
        ranked = []
        for group in statement_groups(self.now, self.namer, self.texts.sentence_index):
            first = group.pieces[0]
            speaker = statementlines.speaker(first)
            if speaker is None:
                continue
            speaker = self.namer.known(speaker)
            families = self.copies.independent(p.told for p in (*group.pieces, *group.also))
            said = statementlines.words_of(self.texts, group)
            score = rank.statement_score(group, speaker, len(families), said)
            candidate = _Candidate(
                section="said", score=score, told=first.told, group=group, said=said, families=families
            )
            reason = statementlines.unprintable(group) or rank.unfit_statement(first.told, speaker)
            if reason is None and said is None:
                reason = "a few words without what they refer to"
            if reason is None and any(
                same_words(group.words, w) for w in before.get(self.namer.key(speaker), ())
            ):
                reason = "ran before, nothing new"
            if reason:
                self.leave(candidate, reason)
            else:
                ranked.append(candidate)
        return out + self._spread(ranked)

    def _spread(self, ranked: Sequence[_Candidate]) -> list[_Candidate]:
        """Let the best of every article and speaker come before the rest of any."""
        out = []
        by_article: dict[int, int] = {}
        by_speaker: dict[tuple[int, str], int] = {}
        shown: dict[str, list[StatementGroup]] = {}
        for candidate in sorted(ranked, key=lambda c: c.order):
            assert candidate.group is not None
            told_already = shown.setdefault(
                self.namer.key(speaker_of(candidate.group.pieces[0].statement)), []
            )
            if any(much_the_same(candidate.group, other) for other in told_already):
                self.leave(candidate, "much the same as another line")
                continue
            told_already.append(candidate.group)
            article = candidate.told.id
            voice = (article, self.namer.key(speaker_of(candidate.group.pieces[0].statement)))
            loss = _REPEAT * by_article.get(article, 0) + _SAME_SPEAKER * by_speaker.get(voice, 0)
            by_article[article] = by_article.get(article, 0) + 1
            by_speaker[voice] = by_speaker.get(voice, 0) + 1
            out.append(
                replace(candidate, score={**candidate.score, _MORE: -round(loss, 2)}) if loss else candidate
            )
        return out

    def lay_out(self, chosen: Sequence[_Candidate]) -> list[Item]:
        """Word the chosen lines in reading order and number them; the gate takes out what does not pass."""
        self.namer.start_over()
        items: list[Item] = []
        for candidate in _reading_order(chosen, self.namer):
            item = self._item(candidate, len(items) + 1)
            reason = gate.fault(item.runs, item.notes, [p.text for p in item.passages])
            if reason:
                self.leave(candidate, f"quotation gate: {reason}")
            else:
                items.append(item)
        return items

    def _item(self, candidate: _Candidate, number: int) -> Item:
        if candidate.meant is None:
            return self._statement_item(candidate, number)
        meant = candidate.meant
        tellings = meant.group.now or meant.group.before
        worded = meetinglines.word(meant, self.namer, self.texts, self.today)
        runs: tuple[Run, ...] = worded.runs
        if candidate.dispute:
            runs = meetinglines.dispute_runs(meant, candidate.dispute, worded, self.today)
            tellings = candidate.dispute[1]
        spots = [*((t, t.meeting.span) for t in tellings), *worded.spots]
        settled = meant.status != "planned" and not candidate.dispute
        announced = [t for t in meant.group.before if t.meeting.status == "planned"] if settled else []
        return Item(
            number=number,
            section=candidate.section,
            runs=runs,
            links=tuple(dict.fromkeys(_link(t.told) for t in tellings)),
            facts=tuple(t.fact for t in tellings),
            story=meant.group.story,
            families=candidate.families,
            passages=self._passages(spots),
            status=meant.status,
            dated=meant.date is not None,
            participants=worded.participants,
            before=tuple(dict.fromkeys(_link(t.told) for t in announced)),
            gist=self._gist(meant),
            score=candidate.score,
        )

    def _gist(self, meant: Meant) -> str:
        names = [n for n in (self.namer.plain(p) for p, _ in meant.people) if n and n != meant.place]
        who = ", ".join(names[:2]) + (" and others" if len(names) > 2 else "")
        return f"{who} in {meant.place}" if meant.place else who

    def _statement_item(self, candidate: _Candidate, number: int) -> Item:
        group, said = candidate.group, candidate.said
        assert group is not None
        assert said is not None
        told = candidate.told
        pieces = (*group.pieces, *group.also)
        passages = [self._passage(told, said.passage)]
        passages += [self._passage(p.told, self.texts.around(p.told, p.statement.span)) for p in group.also]
        return Item(
            number=number,
            section="said",
            runs=statementlines.runs(group, said, self.namer),
            links=tuple(dict.fromkeys(_link(p.told) for p in pieces)),
            facts=tuple(p.fact for p in pieces),
            story=told.story,
            families=candidate.families,
            passages=tuple(dict.fromkeys(passages))[:_PASSAGES],
            quote=said.quote,
            gist=statementlines.gist(group, self.namer),
            score=candidate.score,
        )

    def _passages(self, spots: Sequence[tuple[MeetingTold, Span]]) -> tuple[Passage, ...]:
        found = [self._passage(t.told, self.texts.around(t.told, span)) for t, span in spots]
        return tuple(dict.fromkeys(found))[:_PASSAGES]

    def _passage(self, told: Told, span: Span) -> Passage:
        return Passage(
            url=told.article.url, source=told.outlet, span=span, text=told.article.text[span[0] : span[1]]
        )


def compose(scope: Scope, told: Sequence[Told], earlier: Sequence[Told], coverage: Coverage) -> Edition:
    """Compose an edition.

    Args:
        scope: Its digest, range and clock; `day` makes it an archive view.
        told: The articles of the range.
        earlier: Older articles of the same stories, and those that announce what is due by now.
        coverage: Who was asked and who answered.
    """
    composer = _Composer(scope, told, earlier)
    candidates = composer.candidates()
    chosen = candidates[:MOST_LINES]
    composed = list(composer.left_out)
    while True:
        composer.left_out = list(composed)
        items = composer.lay_out(chosen)
        edition = Edition(
            scope=scope,
            items=tuple(items),
            coverage=coverage,
            reader_version=told[-1].facts.reader_version if told else READER_VERSION,
        )
        if sections.count_words(edition) <= MOST_WORDS or not chosen:
            break
        chosen = chosen[:-1]
    for candidate in candidates[len(chosen) :]:
        composer.leave(candidate, "no room")
    return replace(edition, left_out=tuple(composer.left_out))


def _tells(telling: MeetingTold, meant: Meant) -> bool:
    """Tell whether an article bears out the status printed: an announcement does not corroborate that it took place."""
    if meant.overdue or meant.status == "planned":
        return True
    return telling.meeting.status == meant.status


def _reading_order(chosen: Sequence[_Candidate], namer: Namer) -> list[_Candidate]:
    """Return lines as read: sections in order; Expected by day; one speaker's utterances of one article together."""
    out: list[_Candidate] = []
    for section in sections.ORDER:
        mine = [c for c in chosen if c.section == section]
        if section == "expected":
            mine.sort(key=lambda c: (c.meant.date or "9999" if c.meant else "9999", c.order))
        elif section == "said":
            blocks: dict[tuple[int, str], list[_Candidate]] = {}
            for candidate in mine:
                assert candidate.group is not None
                key = (candidate.told.id, namer.key(speaker_of(candidate.group.pieces[0].statement)))
                blocks.setdefault(key, []).append(candidate)
            mine = [c for block in blocks.values() for c in sorted(block, key=lambda c: _position(c))]
        out += mine
    return out


def _position(candidate: _Candidate) -> int:
    return candidate.group.pieces[0].statement.span[0] if candidate.group else 0


def _link(told: Told) -> Link:
    return Link(url=told.article.url, source=told.outlet, klass=told.klass)


def _left(told: Told, reason: str, text: str, score: dict[str, float]) -> LeftOut:
    return LeftOut(text=text, reason=reason, score=score, url=told.article.url)


def _instant(value: str) -> datetime:
    instant = datetime.fromisoformat(value.replace("Z", "+00:00"))
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
