"""Composing: from the articles of a range to the numbered lines of an edition. Pure: the same input, the same bytes."""

from collections import deque
from collections.abc import Sequence
from dataclasses import replace

from digests import gate, sections
from digests.compose.candidates import Candidate, Candidates
from digests.compose.items import item
from digests.compose.material import Material
from digests.compose.statements import speaker_of
from digests.edition import Coverage, Edition, Item, LeftOut, Scope, Told
from digests.naming import Namer
from digests.records import READER_VERSION

#: Words of an edition as printed.
MOST_WORDS = 400
#: Words of one article that a channel is shown, quotations and paraphrases together.
ARTICLE_WORDS = 60
#: Of so many lines in a row at least one tells what happened and one what was said.
MIX = 3
#: After so many lines that had no room no further one is tried.
MOST_CROWDED = 12
#: Lines of an edition: Slack takes 50 blocks, and nobody reads more.
MOST_LINES = 24


def compose(scope: Scope, told: Sequence[Told], earlier: Sequence[Told], coverage: Coverage) -> Edition:
    """Compose an edition.

    Args:
        scope: Its digest, range and clock; `day` makes it an archive view.
        told: The articles of the range.
        earlier: Older articles of the same stories, and those that announce what is due by now.
        coverage: Who was asked and who answered.
    """
    material = Material(scope, told, earlier)
    candidates = Candidates(material)
    chosen: list[Candidate] = []
    frame = Edition(
        scope=scope,
        items=(),
        coverage=coverage,
        reader_version=told[-1].facts.reader_version if told else READER_VERSION,
    )
    edition, stopped = frame, []
    crowded: list[Candidate] = []
    for candidate in _shared(_mixed(candidates.all)):
        # A line too long for what is left makes way for a shorter one of less weight.
        if len(chosen) < MOST_LINES and len(crowded) < MOST_CROWDED:
            items, also_stopped = _lay_out(material, candidates, [*chosen, candidate])
            longer = replace(frame, items=tuple(items))
            if sections.count_words(longer) <= MOST_WORDS:
                chosen.append(candidate)
                edition, stopped = longer, also_stopped
                continue
        crowded.append(candidate)
    left = [candidates.without(c, "no room") for c in crowded]
    return replace(edition, left_out=(*candidates.left_out, *stopped, *left))


def _shared(ranked: Sequence[Candidate]) -> list[Candidate]:
    """Let other articles have their say before the words of one run on: what goes beyond its share comes last."""
    printed: dict[int, int] = {}
    within: list[Candidate] = []
    beyond: list[Candidate] = []
    for candidate in ranked:
        words = candidate.said.words if candidate.said else 0
        before = printed.get(candidate.told.id, 0)
        if words and before and before + words > ARTICLE_WORDS:
            beyond.append(candidate)
            continue
        printed[candidate.told.id] = before + words
        within.append(candidate)
    return [*within, *beyond]


def _mixed(ranked: Sequence[Candidate]) -> list[Candidate]:
    """Return candidates by rank, but of every three one that happened and one that was said, while there are any.

    A day full of meetings would otherwise leave no room for what was said, and one talkative article none for the
    meetings of the others.
    """
    queues = [
        deque(n for n, c in enumerate(ranked) if (c.section == "said") is said) for said in (False, True)
    ]
    out: list[int] = []
    recent: deque[int] = deque(maxlen=MIX - 1)
    while any(queues):
        side = min((side for side in (0, 1) if queues[side]), key=lambda side: queues[side][0])
        if len(recent) == MIX - 1 and side in recent and 1 - side not in recent and queues[1 - side]:
            side = 1 - side
        recent.append(side)
        out.append(queues[side].popleft())
    return [ranked[n] for n in out]


def _lay_out(
    material: Material, candidates: Candidates, chosen: Sequence[Candidate]
) -> tuple[list[Item], list[LeftOut]]:
    """Word lines in reading order and number them; the quotation gate takes out what does not pass."""
    material.namer.start_over()
    items: list[Item] = []
    stopped: list[LeftOut] = []
    for candidate in _reading_order(chosen, material.namer):
        line = item(material, candidate, len(items) + 1)
        reason = gate.fault((*line.runs, *line.compared), line.notes, [p.text for p in line.passages])
        if reason:
            stopped.append(candidates.without(candidate, f"quotation gate: {reason}"))
        else:
            items.append(line)
    return items, stopped


def _reading_order(chosen: Sequence[Candidate], namer: Namer) -> list[Candidate]:
    """Return lines as read: sections in order; Expected by day; one speaker's utterances of one article together."""
    out: list[Candidate] = []
    for section in sections.ORDER:
        mine = [c for c in chosen if c.section == section]
        if section == "expected":
            mine.sort(key=lambda c: (c.meant.date or "9999" if c.meant else "9999", c.order))
        elif section == "said":
            blocks: dict[tuple[int, str], list[Candidate]] = {}
            for candidate in mine:
                assert candidate.group is not None
                key = (candidate.told.id, namer.key(speaker_of(candidate.group.pieces[0].statement)))
                blocks.setdefault(key, []).append(candidate)
            mine = [c for block in blocks.values() for c in sorted(block, key=lambda c: _position(c))]
        out += mine
    return out


def _position(candidate: Candidate) -> int:
    return candidate.group.pieces[0].statement.span[0] if candidate.group else 0
