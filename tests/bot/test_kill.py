"""Kill the real service at random moments, again and again: nothing is lost and nothing is visible twice.

A press that grows, a digest every second, a Slack that loses answers now and then; each start is killed without warning
after a random time. At the end one start is left alone until all is done.
"""

import json
import random
import threading
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

from bot.store import open_store
from tests.bot.running import Bot, end, until
from tests.press import Press
from tests.slack_double import Double

KILLS = 20
ARTICLES = 60
#: Seconds a start lives; the first moment is when its process is made, so some die before they have begun.
LIFE = (0.4, 2.6)
SEED = 20_161_211


def test_nothing_is_lost_and_nothing_is_posted_twice_over_twenty_kills(tmp_path: Path):
    random_ = random.Random(SEED)
    with Press(published=5) as press, Double("desk", "ops") as double:
        bot = Bot(tmp_path, press, double)
        for fault in ("drop_after", "error_after", "drop_before", "garbled_after", "throttled"):
            double.fail(fault, times=2, delay=1, match=lambda _body: random_.random() < 0.2)
        done = threading.Event()
        grower = threading.Thread(target=_grow, args=(press, done))
        grower.start()
        try:
            for _ in range(KILLS):
                process = bot.start()
                time.sleep(random_.uniform(*LIFE))
                assert process.poll() is None, bot.logged()[-3000:]
                process.kill()
                process.wait()
        finally:
            press.published = ARTICLES
            done.set()
            grower.join()
        process = bot.start()
        assert until(lambda: _all_covered(bot), 60), bot.logged()[-3000:]
        bot.write("digests.yaml", "digests: []\n")
        assert until(lambda: _all_sent(bot), 60), bot.logged()[-3000:]
        assert end(process) == 0
        _nothing_lost_nothing_twice(bot, double)


def _grow(press: Press, done: threading.Event) -> None:
    while not done.wait(0.6):
        press.published = min(press.published + 1, ARTICLES)


def _all_covered(bot: Bot) -> bool:
    with open_store(bot.database) as store:
        last = store.editions.last("trial")
        stored = store.connection.value("SELECT count(*) FROM articles")
        return stored == ARTICLES and last is not None and last.upto_seq == store.articles.upto_seq()


def _all_sent(bot: Bot) -> bool:
    with open_store(bot.database) as store:
        return set(store.outbox.counts()) == {"sent"}


def _nothing_lost_nothing_twice(bot: Bot, double: Double) -> None:
    with open_store(bot.database) as store:
        urls = [row["url"] for row in store.connection.rows("SELECT url FROM articles")]
        assert sorted(int(url.rsplit("/", 1)[1]) for url in urls) == list(range(ARTICLES))
        assert store.wanted.count() == 0
        editions = store.editions.all("trial")
        assert editions[0].after_seq == 0
        assert all(later.after_seq == earlier.upto_seq for earlier, later in pairwise(editions))
        assert len({e.slot for e in editions}) == len(editions)
        queued = store.connection.rows("SELECT key, channel, parent, ts, edition FROM deliveries")
        assert {row["edition"] for row in queued if row["edition"]} == {e.id for e in editions}
    for channel in ("desk", "ops"):
        visible = double.workspace.visible(channel)
        times_seen = Counter(message["metadata"]["event_payload"]["key"] for message in visible)
        expected = {row["key"] for row in queued if row["channel"] == f"#{channel}"}
        assert times_seen == Counter(expected), json.dumps(times_seen)
        by_key = {m["metadata"]["event_payload"]["key"]: m for m in visible}
        for row in queued:
            if row["key"] in by_key:
                assert by_key[row["key"]]["ts"] == row["ts"]
                assert row["parent"] is None or by_key[row["key"]]["thread_ts"] == by_key[row["parent"]]["ts"]
    order = [int(key.split(":")[1]) for key in double.workspace.keys("desk") if key.endswith(":0")]
    assert order == sorted(order), "the messages of a channel keep their order"
    assert double.workspace.pings == []
