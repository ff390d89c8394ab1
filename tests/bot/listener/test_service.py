"""The real service with both tokens: people are heard while it scrapes, and nothing dead is shown without the app token."""

from pathlib import Path

from tests.bot.listener.conftest import words
from tests.bot.running import Bot, end, until
from tests.press import Press
from tests.slack_double import ANN, APP_TOKEN, Double


def test_commands_are_acknowledged_within_a_second_while_250_pages_are_scraped(tmp_path: Path):
    with Press(published=250) as press, Double("desk", "ops") as double, Bot(tmp_path, press, double) as bot:
        bot.environment["SLACK_APP_TOKEN"] = APP_TOKEN
        bot.write("digests.yaml", 'digests: [{id: trial, channel: "#desk", at: "07:30"}]\n')
        process = bot.start()
        assert until(lambda: len(double.sockets.live) == 2), bot.logged()
        asked, took = [], []
        while len(press.requests) < 251 and len(asked) < 400:
            asked.append(
                double.people.command(("status", "today", "help", "agenda")[len(asked) % 4], channel="desk")
            )
            took.append(asked[-1].acknowledged())
            assert asked[-1].wait(lambda one: one.responses, 30), bot.logged()[-6000:]
        assert max(took) < 1
        assert len(asked) >= 5
        assert words(asked[0].answer()["blocks"])
        assert end(process) == 0, bot.logged()
        assert double.sockets.faults == []
        assert [p for p in double.workspace.pings if ANN not in p] == []


def test_without_an_app_token_nothing_is_opened_and_no_dead_button_is_posted(tmp_path: Path):
    with Press(published=3) as press, Double("desk", "ops") as double, Bot(tmp_path, press, double) as bot:
        process = bot.start()
        assert until(
            lambda: (
                any("Loopback" in str(m) or "actions" in str(m) for m in double.workspace.visible("desk"))
                or len(double.workspace.visible("desk")) > 1
            )
        )
        assert end(process) == 0
        kinds = {b["type"] for m in double.workspace.visible("desk") for b in m.get("blocks", ())}
        assert "actions" not in kinds
        assert double.sockets.opened == 0
