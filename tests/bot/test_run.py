"""`communique run` as a real process: from its start through editions to SIGTERM, and what goes wrong on the way."""

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from bot.store import open_store
from tests.bot.running import DIGESTS, SETTINGS, Bot, end, until
from tests.bot.store.test_search import keep
from tests.press import Press
from tests.slack_double import Double


@pytest.fixture
def press() -> Iterator[Press]:
    with Press(published=6) as press:
        yield press


@pytest.fixture
def double() -> Iterator[Double]:
    with Double("desk", "ops") as double:
        yield double


@pytest.fixture
def bot(tmp_path: Path, press: Press, double: Double) -> Iterator[Bot]:
    with Bot(tmp_path, press, double) as bot:
        yield bot


def editions(double: Double) -> list[str]:
    return [key for key in double.workspace.keys("desk") if key.startswith("edition:") and key.endswith(":0")]


def texts(double: Double, channel: str) -> list[str]:
    return [m["text"] for m in double.workspace.visible(channel)]


def test_the_service_goes_from_a_feed_to_an_edition_and_ends_when_asked(bot: Bot, double: Double):
    process = bot.start()
    assert until(lambda: len(editions(double)) >= 2), bot.logged()
    began = time.monotonic()
    assert end(process) == 0
    assert time.monotonic() - began < 8
    with open_store(bot.database) as store:
        assert [s.article.url.rsplit("/", 1)[1] for s in store.articles.in_range(0, 99)] != []
        ranges = [(e.after_seq, e.upto_seq) for e in store.editions.all("trial")]
        assert ranges[0] == (0, 6)
        assert all(later[0] == earlier[1] for earlier, later in pairwise(ranges))
    assert double.workspace.pings == []
    assert any("Now following courier (6 items)" in text for text in texts(double, "ops"))


def test_a_second_service_is_refused_and_names_the_first(bot: Bot):
    first = bot.start()
    assert until(lambda: "started" in bot.logged())
    second = bot.start()
    assert second.wait(20) == 1
    assert f"process {first.pid}" in bot.logged()
    assert end(first) == 0


def test_an_edition_missed_while_down_is_composed_once_and_marked_late(
    bot: Bot, double: Double, press: Press
):
    bot.write("digests.yaml", DIGESTS.replace("1s", "1d"))
    process = bot.start()
    assert until(lambda: "/news/5" in press.requests)
    assert end(process) == 0
    press.published = 9
    with open_store(bot.database) as store, store.write():
        # The machine was off for long, and a slot has passed.
        store.connection.run(
            "INSERT OR REPLACE INTO digests (id, known) VALUES ('trial', '2020-01-01T00:00:00.000000Z')"
        )
    process = bot.start()
    assert until(lambda: editions(double)), bot.logged()
    assert end(process) == 0
    asked = press.requests.count("/feed")
    process = bot.start()
    # Two rounds, a second apart: what would be composed again would be by then.
    assert until(lambda: press.requests.count("/feed") >= asked + 2), bot.logged()
    assert end(process) == 0
    with open_store(bot.database) as store:
        (edition,) = store.editions.all("trial")
    assert edition.upto_seq == 9, "what came meanwhile belongs to it"
    assert edition.late == (edition.until.timestamp() % 86400 > 600)


def test_without_a_token_editions_are_printed(bot: Bot, double: Double):
    del bot.environment["SLACK_BOT_TOKEN"]
    process = bot.start()
    assert until(lambda: "would post to #desk" in bot.out.read_text("utf-8")), bot.logged()
    assert end(process) == 0
    assert "No SLACK_BOT_TOKEN" in bot.out.read_text("utf-8")
    assert double.calls == []


def test_a_token_that_comes_by_file_resumes_what_a_revoked_one_stopped(
    bot: Bot, double: Double, tmp_path: Path
):
    token = tmp_path / "token"
    token.write_text("xoxb-revoked", "utf-8")
    del bot.environment["SLACK_BOT_TOKEN"]
    bot.environment["SLACK_BOT_TOKEN_FILE"] = str(token)
    process = bot.start()
    assert until(lambda: "refuses the bot token" in bot.logged()), bot.logged()
    assert double.workspace.visible("desk") == []
    token.write_text(str(double.workspace.token), "utf-8")
    assert until(lambda: editions(double)), bot.logged()
    assert end(process) == 0
    assert editions(double)[0] == "edition:1:0"
    assert "xoxb-" not in bot.logged()


def test_a_changed_file_is_used_and_a_broken_one_is_told_and_not_used(bot: Bot, double: Double):
    bot.write("digests.yaml", "digests: []\n")
    process = bot.start()
    assert until(lambda: "started" in bot.logged())
    bot.write("digests.yaml", DIGESTS)
    assert until(lambda: editions(double)), bot.logged()
    bot.write("settings.yaml", SETTINGS + "reteniton: {}\n")
    assert until(lambda: any("retention" in text for text in texts(double, "ops"))), bot.logged()
    known = len(editions(double))
    assert until(lambda: len(editions(double)) > known), "the last good configuration goes on"
    bot.write("settings.yaml", SETTINGS)
    process.send_signal(signal.SIGHUP)
    assert until(lambda: bot.logged().count("configuration reloaded") >= 2), bot.logged()
    assert end(process) == 0
    assert sum("retention" in text for text in texts(double, "ops")) == 1


def test_a_start_with_a_broken_configuration_is_refused_with_its_place(bot: Bot):
    bot.write("digests.yaml", 'digests: [{id: trial, chanel: "#desk", every: 1s}]\n')
    assert bot.start().wait(20) == 4
    assert "digests.yaml:1:" in bot.logged()
    assert "did you mean `channel`" in bot.logged()


def test_a_stop_does_not_wait_for_an_answer_that_never_comes(bot: Bot, double: Double):
    double.fail("slow_before", delay=60, times=99)
    process = bot.start()
    assert until(lambda: "chat.postMessage" in double.methods()), bot.logged()
    began = time.monotonic()
    assert end(process) == 0
    assert time.monotonic() - began < 12


def spoil_a_page(bot: Bot) -> None:
    with open_store(bot.database) as store:
        root = store.connection.value("SELECT rootpage FROM sqlite_master WHERE name = 'versions'")
    with bot.database.open("r+b") as file:
        file.seek(4096 * (root - 1))
        file.write(b"\xff" * 4096)


def lose_a_page(bot: Bot) -> None:
    """Leave a page that belongs to nothing: every query still answers, only a check of the whole tells."""
    with bot.database.open("r+b") as file:
        file.seek(28)
        pages = int.from_bytes(file.read(4))
        file.seek(28)
        file.write((pages + 1).to_bytes(4))
        file.seek(4096 * pages)
        file.write(b"\0" * 4096)


@pytest.mark.parametrize("damage", [spoil_a_page, lose_a_page])
def test_a_database_with_one_damaged_page_is_refused_before_anything_is_done(
    bot: Bot, press: Press, damage: Callable[[Bot], None]
):
    """It opens like any other; what stands on that page would be missed only later."""
    with open_store(bot.database) as store:
        for number in range(1, 40):
            keep(store, number)
    damage(bot)
    before = bot.database.read_bytes()
    assert bot.start().wait(20) == 1
    assert "is damaged" in bot.logged()
    assert "restore a backup" in bot.logged()
    assert '"started"' not in bot.logged()
    assert bot.database.read_bytes() == before
    assert press.requests == []


def test_a_damaged_database_is_refused_and_left_alone(bot: Bot):
    bot.database.write_bytes(b"this is no database, whatever its name says. " * 200)
    before = bot.database.read_bytes()
    process: subprocess.Popen[bytes] = bot.start()
    assert process.wait(20) == 1
    assert "damaged" in bot.logged()
    assert bot.database.read_bytes() == before
