"""The service as an operator meets it: what probes and status say of the real process, and reloads that ask first."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.store.lock import running
from tests.bot.running import Bot, end, until
from tests.press import Press
from tests.slack_double import Double


@pytest.fixture
def double() -> Iterator[Double]:
    with Double("desk", "ops") as double:
        yield double


@pytest.fixture
def bot(tmp_path: Path, double: Double) -> Iterator[Bot]:
    with Press(published=3) as press:
        made = Bot(tmp_path, press, double)
        rows = ", ".join(f'{{id: s{n}, url: "{press.url}/feed?{n}", every: 1s}}' for n in range(3))
        made.write("sources.yaml", f"sources: [{rows}]\n")
        made.write("digests.yaml", "digests: []\n")
        yield made


def said(bot: Bot, *arguments: str) -> tuple[int, str]:
    """Run a command beside the service."""
    places = ["--config", str(bot.config), "--database", str(bot.database)]
    found = CliRunner().invoke(main, [*places, *arguments])
    return found.exit_code, found.stdout


def status(bot: Bot) -> dict:
    code, text = said(bot, "status", "--json")
    assert code == 0, bot.logged()
    told: dict = json.loads(text)
    return told


def test_probes_status_and_a_reload_that_asks(bot: Bot, double: Double):
    assert said(bot, "health")[0] == 1
    process = bot.start()
    assert until(lambda: running(bot.database) == process.pid and said(bot, "health")[0] == 0), bot.logged()
    told = status(bot)
    assert told["lock"] == {"pid": process.pid}
    assert told["config"]["error"] is None
    loaded = told["config"]["loaded"]
    assert loaded

    before = (bot.config / "sources.yaml").read_text()
    bot.write("sources.yaml", "sources: []\n")
    waits = "drops 3 of 3 sources"
    assert until(lambda: any(waits in m["text"] for m in double.workspace.visible("ops"))), bot.logged()
    told = status(bot)
    assert waits in told["config"]["error"]
    assert told["config"]["loaded"] == loaded
    assert "configuration reloaded" not in bot.logged()

    bot.write("sources.yaml", before.replace("every", "evry", 1))
    assert until(lambda: any("did you mean `every`" in m["text"] for m in double.workspace.visible("ops")))
    told = status(bot)
    assert "sources.yaml:1:" in told["config"]["error"]
    assert [row["id"] for row in told["sources"]] == ["s0", "s1", "s2"], "those the service uses"

    bot.write("sources.yaml", "sources: []\n")
    assert until(lambda: waits in (status(bot)["config"]["error"] or ""))
    process.send_signal(signal.SIGHUP)
    assert until(lambda: "configuration reloaded" in bot.logged()), bot.logged()
    told = status(bot)
    assert (told["sources"], told["config"]["error"]) == ([], None)

    process.send_signal(signal.SIGKILL)
    process.wait()
    assert running(bot.database) is None
    assert said(bot, "health") == (1, "unhealthy: the service is not running\n")
    process = bot.start()
    assert until(lambda: running(bot.database) == process.pid)
    assert end(process) == 0
