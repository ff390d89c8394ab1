"""Backups taken from the real service under load, one while it is killed, and each of them put back.

A database that is put back knows nothing of what was posted after the backup. Slack does: the service asks it first, so
that nothing of it comes twice; and what the backup did not have is fetched again, so that nothing is lost.
"""

import re
import sqlite3
import subprocess
import time
from collections import Counter
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

from bot.store import open_store
from tests.bot.killing import key_of
from tests.bot.running import DIGESTS, SETTINGS, Bot, until
from tests.press import Press
from tests.slack_double import Double

BACKUPS = 3
#: While this backup is taken the service is killed.
KILLED = 1
ALERTS = 'alerts: [{id: talks, channel: "#watch", query: "officials OR spokesman"}]\n'
LOUD = "alerting: {first_round: 1000, per_hour: 1000, per_day: 1000}\n"


def test_each_backup_taken_under_load_can_be_put_back_and_repeats_and_loses_nothing(tmp_path: Path):
    with (
        Press(published=5) as press,
        Double("desk", "ops", "watch") as double,
        Bot(tmp_path, press, double) as bot,
    ):
        bot.write("settings.yaml", SETTINGS + LOUD)
        bot.write("digests.yaml", DIGESTS + ALERTS)
        copies = backups_under_load(bot, press, tmp_path)
        for copy in copies:
            assert complaints(copy) == [], "every backup is sound, and holds whole transactions only"
        for copy in copies:
            assert bot.start("restore", str(copy)).wait(30) == 0, bot.logged()[-2000:]
            press.published += 2
            process = bot.start()
            assert until(lambda: shown_everywhere(double, press), 40), (
                missing(double, press),
                bot.logged()[-3000:],
            )
            assert until(lambda: quiet(bot)), bot.logged()[-2000:]
            process.kill()
            process.wait()
        for channel in ("desk", "watch"):
            found = linked(double, channel)
            twice = {number: keys for number, keys in found.items() if len(keys) > 1}
            assert not twice, f"each article is told once in #{channel}"
            assert set(found) == set(range(press.published)), f"each article is told in #{channel}"
            keys = Counter(map(key_of, double.workspace.visible(channel)))
            assert max(keys.values()) == 1, "a number in use in Slack is not used again"
        told = [m["text"] for m in double.workspace.visible("ops") if "put back from a backup" in m["text"]]
        assert len(told) == len(copies), "the operators hear what became of it each time"


def backups_under_load(bot: Bot, press: Press, folder: Path) -> list[Path]:
    """Return backups taken while the service reads and posts; it is killed at the end."""
    process = bot.start()
    assert until(lambda: '"sent"' in bot.logged()), bot.logged()[-2000:]
    copies = []
    for number in range(BACKUPS):
        press.published += 4
        copies.append(folder / f"backup-{number}.db")
        taking = bot.start("backup", str(copies[-1]))
        if number == KILLED:
            taking = in_the_middle(bot, taking, copies[-1])
            process.kill()
            process.wait()
            process = bot.start()
        assert taking.wait(30) == 0, bot.logged()[-2000:]
        time.sleep(0.5)
    assert until(lambda: quiet(bot) and covered(bot, press)), bot.logged()[-2000:]
    process.kill()
    process.wait()
    return copies


def in_the_middle(bot: Bot, taking: "subprocess.Popen[bytes]", target: Path) -> "subprocess.Popen[bytes]":
    """Return a backup that is being written at this moment; one that was too quick to be seen is taken again."""
    deadline = time.monotonic() + 30
    while not (seen := list(target.parent.glob(f".{target.name}.*.part"))) and time.monotonic() < deadline:
        if taking.poll() is not None:
            assert taking.returncode == 0, bot.logged()[-2000:]
            target.unlink()
            taking = bot.start("backup", str(target))
        time.sleep(0.001)
    assert seen, bot.logged()[-2000:]
    return taking


def covered(bot: Bot, press: Press) -> bool:
    with open_store(bot.database) as store:
        last = store.editions.last("trial")
        return (
            store.articles.count() == press.published
            and last is not None
            and last.upto_seq == store.articles.upto_seq()
        )


def quiet(bot: Bot) -> bool:
    with open_store(bot.database) as store:
        return set(store.outbox.counts()) <= {"sent"}


def complaints(copy: Path) -> list[str]:
    """Return what is wrong with a backup: the file, or what one transaction writes and is there in part only."""
    with closing(sqlite3.connect(copy)) as raw:

        def value(sql: str) -> Any:
            return raw.execute(sql).fetchone()[0]

        found = [str(row[0]) for row in raw.execute("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"foreign key {row}" for row in raw.execute("PRAGMA foreign_key_check")]
        listed, known = (
            value("SELECT listed FROM sources"),
            value("SELECT (SELECT count(*) FROM wanted) + (SELECT count(*) FROM articles)"),
        )
        if known < listed:
            found.append(f"validators ahead of the entries: {listed} listed, {known} known")
        for what, sql in {
            "articles without facts": "SELECT count(*) FROM articles WHERE id NOT IN (SELECT article FROM facts)",
            "articles without a version": "SELECT count(*) FROM articles WHERE seq NOT IN (SELECT seq FROM versions)",
            "alerts without their message": "SELECT count(*) FROM alerts WHERE state = 'queued' AND delivery NOT IN"
            " (SELECT key FROM deliveries)",
            "editions without their messages": "SELECT count(*) FROM editions WHERE id NOT IN (SELECT edition FROM deliveries"
            " WHERE edition IS NOT NULL)",
        }.items():
            if value(sql):
                found.append(f"{value(sql)} {what}")
        ranges = raw.execute("SELECT after_seq, upto_seq FROM editions ORDER BY id").fetchall()
        if not all(later[0] == earlier[1] for earlier, later in pairwise(ranges)):
            found.append(f"editions do not tile: {ranges}")
    return found


def linked(double: Double, channel: str) -> dict[int, set[str]]:
    """Return the messages that link each article, by the edition or alert they belong to."""
    out: dict[int, set[str]] = {}
    for message in double.workspace.visible(channel):
        for number in re.findall(r"/news/(\d+)", str(message.get("blocks"))):
            key = key_of(message)
            whole = ":".join(key.split(":")[:2]) if key.startswith("edition:") else key
            out.setdefault(int(number), set()).add(whole)
    return out


def missing(double: Double, press: Press) -> dict[str, set[int]]:
    return {c: set(range(press.published)) - set(linked(double, c)) for c in ("desk", "watch")}


def shown_everywhere(double: Double, press: Press) -> bool:
    return not any(missing(double, press).values())
