"""What stays in memory of hours of work and of hours without news: counted in pieces, not in time."""

import gc
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.bot.test_resources import SETTINGS, Line
from tests.press import Press

#: Hours in which caches fill and libraries load, then as many that are measured.
HOURS = 24


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with Press(published=10) as press:
        made = Line(tmp_path, press)
        (tmp_path / "config" / "settings.yaml").write_text(
            f"{SETTINGS}site: {{folder: '{tmp_path / 'site'}'}}\n", "utf-8"
        )
        assert made.service.reload(asked=True)
        yield made
        made.service._fetcher.close()
        made.store.close()


def hour(line: Line) -> None:
    """Let an hour pass and do all that is due."""
    line.now += timedelta(hours=1)
    line.press.requests.clear()
    line.work()
    for job in ("edition", "alerts", "publish", "housekeeping", "deliver"):
        line.service._guarded(job, getattr(line.service, job))
    assert line.service._jobs.join(20)


def kept(line: Line, more: int) -> int:
    """Return how many pieces of memory more are in use after the measured hours, with so many articles each."""
    counts = []
    for _ in range(2):
        for _ in range(HOURS):
            line.press.published += more
            hour(line)
        gc.collect()
        counts.append(sys.getallocatedblocks())
    return counts[1] - counts[0]


def test_hours_without_news_keep_nothing(line: Line):
    """A job that is remembered, or an answer of a source, is some ten pieces at least."""
    assert kept(line, 0) < HOURS * 15
    assert len(line.store.editions.all()) == 2


def test_articles_that_were_read_and_posted_leave_only_their_new_words_in_bounded_caches(line: Line):
    grown = kept(line, 2)
    assert line.stored() == 10 + 4 * HOURS
    before = sys.getallocatedblocks()
    held = [line.store.articles.get(number) for number in range(1, line.stored() + 1)]
    an_article = (sys.getallocatedblocks() - before) / len(held)
    # Each is about another number, a word that is remembered with its forms.
    assert grown / (2 * HOURS) < an_article * 0.7
