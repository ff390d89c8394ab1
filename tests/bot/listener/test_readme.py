"""The README's way into Slack, step by step against the double, which is made of the manifest the README names."""

import re
import shlex
from pathlib import Path

import pytest

from tests.bot.listener.conftest import words
from tests.bot.running import ROOT, SETTINGS, Bot, end, until
from tests.press import Press
from tests.slack_double import ANN, APP_TOKEN, BEN, TOKEN, USER_ID, Double
from tests.slack_double.app import MANIFEST
from tests.test_packaging import called_methods

SECTION = (
    (ROOT / "README.md").read_text("utf-8").partition("## Slack in ten minutes\n")[2].partition("\n## ")[0]
)
STEPS = re.findall(r"^\d\. (.*?)(?=^\d\. |\n\n)", SECTION, re.MULTILINE | re.DOTALL)
TABLE = [row.split("|")[1] for row in re.findall(r"^\| `.*$", SECTION, re.MULTILINE)]


def codes(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


class Newcomer:
    """Somebody who follows the steps."""

    def __init__(self, bot: Bot, double: Double) -> None:
        self.bot, self.double = bot, double
        self.settings = SETTINGS
        self.done: list[str] = []
        bot.environment.pop("SLACK_BOT_TOKEN", None)

    def follow(self, step: str) -> None:
        """Do what a step says; every word in code letters has to be known here."""
        for link in re.findall(r"\]\(([^)]+)\)", step):
            assert ROOT / link == MANIFEST
        for code in codes(step):
            self.done.append(code)
            match code:
                case "xoxb-…" | "xapp-…" | "settings.yaml" | "digests.yaml":
                    continue
                case "SLACK_BOT_TOKEN":
                    self.bot.environment[code] = TOKEN
                case "SLACK_APP_TOKEN":
                    assert "connections:write" in self.done
                    self.bot.environment[code] = APP_TOKEN
                case "connections:write":
                    assert code not in self.double.workspace.scopes, "it is no scope of the bot"
                case "/invite @communique":
                    assert (
                        self.double.workspace.manifest["features"]["bot_user"]["display_name"] == "communique"
                    )
                    self.invite("desk", "ops")
                case "slack.ops_channel":
                    assert 'ops_channel: "#ops"' in self.settings
                case "slack.admins":
                    self.settings = self.settings.replace("slack: {", f"slack: {{admins: [{ANN}], ")
                    self.bot.write("settings.yaml", self.settings)
                case "communique run":
                    self.service = self.bot.start()
                    assert until(lambda: len(self.double.sockets.live) == 2), self.bot.logged()
                case code if code.startswith("/diplomacy "):
                    said = self.say(code)
                    assert "What I can do" in said or "Status" in said
                case code if code.startswith("communique digest ID"):
                    line = shlex.split(code.replace(" ID ", " daily "))[1:]
                    assert self.bot.start(*line).wait(30) == 0, self.bot.logged()
                case _:
                    pytest.fail(f"the README says {code!r}, and nobody tried it")

    def say(self, command: str, user: str = ANN) -> str:
        text = command.removeprefix("/diplomacy ")
        desk = self.double.workspace.named("north")
        text = text.replace("#north", f"<#{desk.id}|north>")
        exchange = self.double.people.command(text, user=user, channel="desk")
        assert exchange.acknowledged() < 1
        return words(exchange.answer(seconds=20)["blocks"])

    def invite(self, *channels: str) -> None:
        for name in channels:
            event = {
                "type": "member_joined_channel",
                "channel": self.double.workspace.named(name).id,
                "user": USER_ID,
            }
            self.double.people.event(event).acknowledged()


def test_the_readme_leads_into_slack_with_the_manifest_it_names_and_each_scope_is_used(tmp_path: Path):
    assert len(STEPS) == 6
    with (
        Press(published=6) as press,
        Double("desk", "ops", "north", "test") as double,
        Bot(tmp_path, press, double) as bot,
    ):
        bot.write("digests.yaml", 'digests: [{id: daily, channel: "#desk", at: "00:00", title: Daily}]\n')
        newcomer = Newcomer(bot, double)
        for step in STEPS:
            newcomer.follow(step)
        assert until(lambda: any("I post" in words(m["blocks"]) for m in double.workspace.visible("desk")))
        assert until(lambda: double.workspace.visible("test")), "the first look"
        assert {"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "communique run"} <= set(newcomer.done)
        for row in TABLE:
            for code in codes(row):
                said = newcomer.say(code if code.startswith("/") else f"/diplomacy {code}", BEN)
                assert "I do not know" not in said, code
        assert len(TABLE) == 4
        _use_what_is_left(newcomer)
        assert double.workspace.methods == called_methods() | {"apps.connections.open"}
        assert end(newcomer.service) == 0
        assert double.sockets.faults == []


def _use_what_is_left(newcomer: Newcomer) -> None:
    """Meet every method at least once: a mention, the Home tab, a form, lost answers, a line taken back."""
    double, bot = newcomer.double, newcomer.bot
    double.people.mention("help", channel="desk").acknowledged()
    assert until(lambda: double.workspace.ephemerals)
    double.people.open_home(BEN)
    assert until(lambda: BEN in double.workspace.homes)
    double.people.press_view(double.workspace.homes[BEN], "home.today.0", user=BEN)
    direct = double.people.direct(BEN).id
    assert until(lambda: double.workspace.visible(direct)), bot.logged()[-2000:]
    double.people.press_view(double.workspace.homes[BEN], "home.search", user=BEN)
    assert until(lambda: any(v.get("callback_id") for v in double.workspace.views.values()))
    double.fail("drop_after", match=lambda body: "thread_ts" not in body)
    double.fail("drop_after", match=lambda body: "thread_ts" in body)
    # What is shown too late stands twice for a while.
    double.workspace.history_lag = 1.0
    assert bot.start("digest", "daily", "--post").wait(30) == 0, bot.logged()
    assert bot.start("retract", "daily", "1", "--reason", "Another day").wait(30) == 0, bot.logged()
    for method in ("chat.update", "chat.delete"):
        assert until(lambda m=method: m in double.workspace.methods), bot.logged()[-2000:]
