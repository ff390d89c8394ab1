"""The real service, killed at random moments again and again, and what must be true afterwards.

A press that grows, a digest every second, a Slack that takes its time and loses answers now and then; each start is
killed without warning. At the end one start is left alone until all is done.
"""

import random
import subprocess
import threading
import time
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from bot.store import open_store
from bot.store.editions import EditionRow
from tests.bot.running import Bot, end, until
from tests.press import Press
from tests.slack_double import Double

ARTICLES = 60
#: Seconds a start lives once it works. Every fifth is killed while it still starts.
LIFE, EARLY = 2.2, 0.8
#: A post is under way for twice as long, so that many kills fall into one.
LATENCY = 0.1
FAULTS = ("drop_after", "error_after", "drop_before", "garbled_after", "throttled")


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftermath:
    """What there is when all is done."""

    articles: list[int]
    wanted: int
    editions: list[EditionRow]
    #: The rows of the deliveries table.
    queued: list[dict[str, Any]]
    #: The messages visible in each channel, oldest first.
    visible: dict[str, list[dict[str, Any]]]
    pings: list[str]
    exit_code: int
    #: Kills that hit a message whose outcome was unknown then.
    doubts: int


def kill_again_and_again(folder: Path, kills: int, seed: int) -> Aftermath:
    """Start and kill the service so many times, let it finish, and return what is there."""
    random_ = random.Random(seed)
    with Press(published=5) as press, Double("desk", "ops") as double, Bot(folder, press, double) as bot:
        double.latency = LATENCY
        for fault in FAULTS:
            double.fail(
                fault, times=max(kills // 10, 1), delay=1, match=lambda _body: random_.random() < 0.15
            )
        done = threading.Event()
        grower = threading.Thread(target=_grow, args=(press, done, kills))
        grower.start()
        try:
            for number in range(kills):
                _start_and_kill(bot, random_, early=number % 5 == 0)
        finally:
            press.published = ARTICLES
            done.set()
            grower.join()
        process = _started(bot)
        assert until(lambda: _all_covered(bot), 60), bot.logged()[-3000:]
        bot.write("digests.yaml", "digests: []\n")
        assert until(lambda: _all_sent(bot), 60), bot.logged()[-3000:]
        return _aftermath(bot, double, end(process))


def _start_and_kill(bot: Bot, random_: random.Random, *, early: bool) -> None:
    process = bot.start() if early else _started(bot)
    time.sleep(random_.uniform(0, EARLY if early else LIFE))
    ended = process.poll()
    process.kill()
    process.wait()
    assert ended is None, bot.logged()[-3000:]


def _started(bot: Bot) -> "subprocess.Popen[bytes]":
    starts = bot.logged().count('"started"')
    process = bot.start()
    assert until(lambda: bot.logged().count('"started"') > starts), bot.logged()[-3000:]
    return process


def _grow(press: Press, done: threading.Event, kills: int) -> None:
    while not done.wait(kills * 2 / ARTICLES):
        press.published = min(press.published + 1, ARTICLES)


def _all_covered(bot: Bot) -> bool:
    with open_store(bot.database) as store:
        last = store.editions.last("trial")
        stored = store.connection.value("SELECT count(*) FROM articles")
        return stored == ARTICLES and last is not None and last.upto_seq == store.articles.upto_seq()


def _all_sent(bot: Bot) -> bool:
    with open_store(bot.database) as store:
        return set(store.outbox.counts()) == {"sent"}


def _aftermath(bot: Bot, double: Double, exit_code: int) -> Aftermath:
    with open_store(bot.database) as store:
        urls = [row["url"] for row in store.connection.rows("SELECT url FROM articles")]
        return Aftermath(
            articles=sorted(int(url.rsplit("/", 1)[1]) for url in urls),
            wanted=store.wanted.count(),
            editions=store.editions.all("trial"),
            queued=store.connection.rows("SELECT * FROM deliveries ORDER BY id"),
            visible={channel: double.workspace.visible(channel) for channel in ("desk", "ops")},
            pings=double.workspace.pings,
            exit_code=exit_code,
            doubts=bot.logged().count('"recovered"'),
        )


def key_of(message: dict[str, Any]) -> str:
    """Return the delivery key of a visible message."""
    return str(message["metadata"]["event_payload"]["key"])


def check(found: Aftermath) -> None:
    """Assert that nothing was lost and nothing is there twice."""
    assert found.exit_code == 0
    assert found.articles == list(range(ARTICLES)), "each article is stored once"
    assert found.wanted == 0
    ranges = [(e.after_seq, e.upto_seq) for e in found.editions]
    assert ranges[0][0] == 0
    assert all(later[0] == earlier[1] for earlier, later in pairwise(ranges)), f"editions tile: {ranges}"
    assert len({e.slot for e in found.editions}) == len(found.editions)
    assert {row["edition"] for row in found.queued if row["edition"]} == {e.id for e in found.editions}
    ts = {row["key"]: row["ts"] for row in found.queued}
    for channel, messages in found.visible.items():
        expected = Counter(row["key"] for row in found.queued if row["channel"] == f"#{channel}")
        assert Counter(map(key_of, messages)) == expected, "each message is visible exactly once"
        assert all(ts[key_of(m)] == m["ts"] for m in messages)
    by_ts = {m["ts"]: key_of(m) for m in found.visible["desk"]}
    parents = {row["key"]: row["parent"] for row in found.queued}
    for message in found.visible["desk"]:
        thread = message.get("thread_ts", message["ts"])
        assert by_ts[thread] == (parents[key_of(message)] or key_of(message)), "replies are in their thread"
    order = [int(key_of(m).split(":")[1]) for m in found.visible["desk"]]
    assert order == sorted(order), f"messages keep their order: {order}"
    assert found.pings == []
