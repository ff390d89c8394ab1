"""The life of an edition in a running service: posted, edited by its source, retracted, killed in between, withdrawn."""

import json
import re
import sqlite3
from collections import Counter
from pathlib import Path

from click.testing import CliRunner

from bot.cli import main
from bot.console import plain
from tests.bot.running import Bot, end, until
from tests.press import Press
from tests.slack_double import TOKEN, Double


class Seen:
    """What stands in the channel: the latest form of each message, by its key."""

    def __init__(self, double: Double, bot: Bot) -> None:
        self.double, self.bot = double, bot

    def sql(self, statement: str, *values: object) -> list[tuple]:
        """Ask the database beside the service."""
        with sqlite3.connect(self.bot.database, timeout=20) as raw:
            return raw.execute(statement, values).fetchall()

    def hurry(self) -> None:
        """Let hours pass for what is looked at again."""
        self.sql("UPDATE rechecks SET next_try = '2000-01-01T00:00:00.000000Z' WHERE next_try IS NOT NULL")
        self.sql("UPDATE rechecks SET missing = '2000-01-01T00:00:00.000000Z' WHERE missing IS NOT NULL")

    def first(self) -> int:
        """Return the id of the edition with lines."""
        rows = self.sql("SELECT id, body FROM editions ORDER BY id")
        return next((number for number, body in rows if json.loads(body)["items"]), 0)

    def post(self, edition: int) -> str:
        """Return the post of an edition as it stands."""
        return next((t for k, t in self.all() if k == f"edition:{edition}:0"), "")

    def thread(self, edition: int) -> list[str]:
        """Return the corrections in the thread of an edition."""
        return [t for k, t in self.all() if k.startswith(f"edition:{edition}:correction")]

    def all(self) -> list[tuple[str, str]]:
        """Return key and words of all messages."""
        return [
            (m["metadata"]["event_payload"]["key"], plain(m)) for m in self.double.workspace.visible("desk")
        ]


def test_an_edition_lives_through_edits_retractions_kills_and_lost_answers(tmp_path: Path):
    with Press(published=12) as press, Double("desk", "ops") as double, Bot(tmp_path, press, double) as bot:
        seen = Seen(double, bot)
        process = bot.start()
        assert until(lambda: seen.all()), bot.logged()
        assert until(lambda: (number := seen.first()) and seen.post(number)), bot.logged()
        edition = seen.first()
        lines = dict(re.findall(r"(?m)^(\d+) (?:▲ )?(.*)$", seen.post(edition)))
        assert len(lines) >= 4, lines

        # The source edits a page; no feed says so.
        [(body,)] = seen.sql("SELECT body FROM editions WHERE id = ?", edition)
        met = json.loads(body)["items"]
        held = [i for i in met if i["section"] == "met"]
        number = int(held[0]["links"][0]["url"].rsplit("/", 1)[1])
        city = lines[str(held[0]["number"])].split(",")[0]
        press.changed[number] = (f"in {city}", "in Zagreb")
        seen.hurry()
        assert until(lambda: "Zagreb" in seen.post(edition)), (bot.logged(), seen.post(edition))
        assert until(lambda: any(f"It said: {city}" in reply for reply in seen.thread(edition)))

        # A person takes a line back while the service runs; it is killed while it brings that to Slack.
        double.fail("drop_after", method="chat.update", times=2)
        line = held[1]["number"]
        done = CliRunner(env={"SLACK_BOT_TOKEN": TOKEN, "SLACK_API_URL": double.url}).invoke(
            main,
            [
                "--config",
                str(bot.config),
                "--database",
                str(bot.database),
                "retract",
                str(edition),
                str(line),
            ],
        )
        assert done.exit_code == 0, done.output
        assert "The running service brings it to Slack." in done.output
        updates = double.methods().count("chat.update")
        until(lambda: double.methods().count("chat.update") > updates, 3)
        process.kill()
        process.wait()

        # What its source took down while the service was dead is found gone, and gone again.
        number = int(held[2]["links"][0]["url"].rsplit("/", 1)[1])
        press.changed[number] = 410
        process = bot.start()
        assert until(lambda: f"{line} Retracted on" in seen.post(edition)), (bot.logged(), seen.post(edition))
        seen.hurry()
        assert until(lambda: f"/news/{number}" in press.requests[-40:])
        assert until(lambda: seen.sql("SELECT 1 FROM rechecks WHERE missing IS NOT NULL")), bot.logged()
        assert "withdrew" not in seen.post(edition), "once may be a glitch"
        seen.hurry()
        assert until(lambda: "withdrew its article" in seen.post(edition)), (bot.logged(), seen.post(edition))
        assert until(lambda: any("withdrew its article" in reply for reply in seen.thread(edition)))
        assert until(lambda: not seen.sql("SELECT 1 FROM deliveries WHERE state = 'sending'"))
        assert end(process) == 0

        assert not [key for key, n in Counter(k for k, _ in seen.all()).items() if n > 1], "nothing twice"
        parked = seen.sql("SELECT key, last_error FROM deliveries WHERE state = 'parked'")
        assert parked == []
        assert double.workspace.pings == []
        again = [t for k, t in seen.all() if k.endswith(":0") and k != f"edition:{edition}:0"]
        assert not any("Zagreb" in t for t in again), "an edit is no news to the next edition"
