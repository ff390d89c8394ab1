"""Kill the real service at chosen moments: each in the middle of something that must not be lost or done twice."""

import sqlite3
import subprocess
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from bot.store import open_store
from tests.bot.killing import key_of
from tests.bot.running import Bot, end, until
from tests.press import Press
from tests.slack_double import Double

ARTICLES = 12
#: Makes a transaction take seconds.
SLOW = (
    "CREATE TRIGGER slow AFTER INSERT ON articles BEGIN SELECT count(*) FROM "
    "(WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 50000000) SELECT x FROM c); END"
)


@dataclass(slots=True)
class Trap:
    """Kills the process that is under way, once, when it is sprung."""

    process: "subprocess.Popen[bytes] | None" = None
    sprung: bool = False

    def spring(self, *_seen: object) -> bool:
        if self.process is not None and not self.sprung:
            self.sprung = True
            self.process.kill()
            self.process.wait()
        return False


class TrappedPress(Press):
    """A press in which the request for a page may spring a trap."""

    trap: Trap | None = None

    def page(self, number: int) -> str:
        if self.trap:
            self.trap.spring()
        return super().page(number)


def received(trap: Trap, double: Double, _press: TrappedPress, _bot: Bot) -> None:
    """Slack has the request, and has done nothing with it."""
    double.fail("drop_before", match=trap.spring)


def accepted(trap: Trap, double: Double, _press: TrappedPress, _bot: Bot) -> None:
    """Slack has stored the message, and has not answered."""
    double.workspace.on_accept = trap.spring


def answered(trap: Trap, double: Double, _press: TrappedPress, _bot: Bot) -> None:
    """Slack has answered one message, and gets the next."""
    seen: list[object] = []

    def second(body: dict[str, Any]) -> bool:
        seen.append(body)
        return len(seen) > 1 and trap.spring()

    double.fail("drop_before", match=second)


def paged(trap: Trap, _double: Double, press: TrappedPress, _bot: Bot) -> None:
    """A page is asked for, and has not come."""
    press.trap = trap
    press.published += 2


def writing(trap: Trap, _double: Double, press: TrappedPress, bot: Bot) -> None:
    """A transaction is open, with an article in it and its facts to come."""
    with closing(sqlite3.connect(bot.database)) as raw:
        raw.execute(SLOW)
    press.published += 2
    assert until(lambda: _locked(bot.database)), bot.logged()[-2000:]
    trap.spring()
    with closing(sqlite3.connect(bot.database)) as raw:
        raw.execute("DROP TRIGGER slow")


def _locked(database: Path) -> bool:
    """Tell whether a write takes so long that it must be the slow one."""
    with closing(sqlite3.connect(database, timeout=0.4, isolation_level=None)) as raw:
        try:
            raw.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        raw.execute("ROLLBACK")
    return False


Moment = Callable[[Trap, Double, TrappedPress, Bot], None]
MOMENTS: tuple[Moment, ...] = (received, accepted, answered, paged, writing)


def test_a_kill_at_any_chosen_moment_loses_nothing_and_repeats_nothing(tmp_path: Path):
    with TrappedPress(published=3) as press, Double("desk", "ops") as double:
        bot = Bot(tmp_path, press, double)
        for moment in MOMENTS:
            trap = Trap()
            starts = bot.logged().count('"started"')
            trap.process = bot.start()
            if moment is writing:
                assert until(lambda n=starts: bot.logged().count('"started"') > n)
            moment(trap, double, press, bot)
            press.published = min(press.published + 1, ARTICLES)
            assert until(lambda t=trap: t.sprung), (moment.__name__, bot.logged()[-2000:])
            double.workspace.on_accept = None
            press.trap = None
            check_what_is_stored(bot)
        press.published = ARTICLES
        process = bot.start()
        assert until(lambda: _covered(bot), 60), bot.logged()[-3000:]
        bot.write("digests.yaml", "digests: []\n")
        assert until(lambda: _sent(bot), 60), bot.logged()[-3000:]
        assert end(process) == 0
        check_all(bot, double)


def check_what_is_stored(bot: Bot) -> None:
    """Assert what holds after any kill: validators never ahead of entries, articles never without facts."""
    with open_store(bot.database) as store:
        assert store.connection.check() is None
        state = store.sources.states().get("courier")
        known = store.wanted.count() + store.connection.value("SELECT count(*) FROM articles")
        assert known >= (state.listed if state else 0)
        bare = "SELECT count(*) FROM articles WHERE id NOT IN (SELECT article FROM facts)"
        assert store.connection.value(bare) == 0


def _covered(bot: Bot) -> bool:
    with open_store(bot.database) as store:
        last = store.editions.last("trial")
        stored = store.connection.value("SELECT count(*) FROM articles")
        return stored == ARTICLES and last is not None and last.upto_seq == store.articles.upto_seq()


def _sent(bot: Bot) -> bool:
    with open_store(bot.database) as store:
        return set(store.outbox.counts()) == {"sent"}


def check_all(bot: Bot, double: Double) -> None:
    """Assert that everything is there once."""
    with open_store(bot.database) as store:
        urls = Counter(
            row["url"].rsplit("/", 1)[1] for row in store.connection.rows("SELECT url FROM articles")
        )
        assert urls == Counter(map(str, range(ARTICLES)))
        editions = store.editions.all("trial")
        queued = store.connection.rows("SELECT key, channel FROM deliveries")
    assert editions[0].after_seq == 0
    assert all(a.upto_seq == b.after_seq for a, b in pairwise(editions)), "editions tile"
    for channel in ("desk", "ops"):
        expected = Counter(row["key"] for row in queued if row["channel"] == f"#{channel}")
        assert Counter(map(key_of, double.workspace.visible(channel))) == expected
