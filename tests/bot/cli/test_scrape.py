"""`communique scrape` by itself, as a cron job: alerts, second looks and corrections need no service."""

import sqlite3
from pathlib import Path

from click.testing import CliRunner

from bot.cli import main
from bot.console import plain
from tests.bot.running import Bot
from tests.press import Press
from tests.slack_double import Double

ALERTS = 'alerts: [{id: rounds, channel: "#desk", query: "officials"}]\n'
DIGESTS = 'digests: [{id: daily, channel: "#desk", at: "07:30"}]\n'


def ran(bot: Bot, *line: str) -> str:
    """Run a command; return what it prints."""
    places = ["--config", str(bot.config), "--database", str(bot.database)]
    done = CliRunner().invoke(main, [*places, *line], env=bot.environment)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_an_alert_is_posted_where_there_is_a_token(tmp_path: Path):
    with Press(published=3) as press, Double("desk", "ops") as double, Bot(tmp_path, press, double) as bot:
        bot.write("digests.yaml", ALERTS)
        ran(bot, "scrape")
        assert double.workspace.visible("desk") == [], "of a first round nothing is alerted"
        press.published = 4
        ran(bot, "scrape")
        [alert] = double.workspace.visible("desk")
        assert "round 3" in plain(alert)
        ran(bot, "scrape")
        assert len(double.workspace.visible("desk")) == 1


def test_without_a_token_nothing_but_the_sources_is_printed(tmp_path: Path):
    with Press(published=3) as press, Bot(tmp_path, press, None, token=None) as bot:
        bot.write("digests.yaml", ALERTS)
        assert ran(bot, "scrape") == "courier\tok\t3\t\n"
        press.published = 4
        assert ran(bot, "scrape") == "courier\tok\t1\t\n"


def test_what_a_source_edits_after_an_edition_corrects_its_line(tmp_path: Path):
    with Press(published=6) as press, Double("desk", "ops") as double, Bot(tmp_path, press, double) as bot:
        bot.write("digests.yaml", DIGESTS)
        ran(bot, "scrape")
        ran(bot, "digest", "--post")
        assert "Vienna" in plain(double.workspace.visible("desk")[0])
        press.changed[0] = ("in Vienna", "in Zagreb")
        with sqlite3.connect(bot.database) as raw:
            raw.execute("UPDATE rechecks SET next_try = '2000-01-01T00:00:00.000000Z'")
        ran(bot, "scrape")
        post = plain(double.workspace.visible("desk")[0])
        assert "Zagreb" in post
        assert "corrected" in post
