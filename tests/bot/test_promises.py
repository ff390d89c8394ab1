"""Promises that only the whole service can keep: how soon an alert is there, how soon it works again, what it never shows."""

import os
import time
from pathlib import Path

from tests.bot.running import Bot, end, until
from tests.press import Press
from tests.slack_double import TOKEN, Double

#: Seconds: the poll interval of the test, what may be added to it, and a start after a kill.
EVERY, MARGIN, START = 1, 60, 5
ALERTS = 'digests: []\nalerts: [{id: lund, channel: "#desk", query: "Petra Lund"}]\n'
SECRET = "hunter2-never-shown"


def computed(pid: int) -> float:
    """Return the seconds of processor time a process has used; other work on the machine does not count."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_a_fresh_alert_is_there_in_time_a_killed_service_is_soon_back_and_no_secret_is_shown(tmp_path: Path):
    with Press(published=3) as press, Double("desk", "ops") as double:
        bot = Bot(tmp_path, press, double)
        bot.write("digests.yaml", ALERTS)
        address = press.url.replace("http://", "http://127.0.0.1:9/x?")
        bot.write(
            "sources.yaml",
            f'sources: [{{id: courier, url: "{press.url}/feed?key={SECRET}", every: {EVERY}s}},\n'
            f'  {{id: gone, url: "{address}&token={SECRET}", every: {EVERY}s}}]\n',
        )
        process = bot.start()
        assert until(lambda: any("Now following" in m["text"] for m in double.workspace.visible("ops"))), (
            bot.logged()
        )
        assert double.workspace.visible("desk") == [], "the first round of a source alerts nobody"
        process.kill()
        process.wait()
        starts = bot.logged().count('"started"')
        process = bot.start()
        assert until(lambda: bot.logged().count('"started"') > starts)
        if Path("/proc/self/stat").exists():
            assert computed(process.pid) < START
        began = time.monotonic()
        press.published = 6  # number 5 is about Petra Lund
        assert until(lambda: double.workspace.visible("desk"), EVERY + MARGIN), bot.logged()[-3000:]
        assert time.monotonic() - began < EVERY + MARGIN
        assert until(lambda: '"gone"' in bot.logged())
        assert end(process) == 0
        assert len(double.workspace.visible("desk")) == 1
        assert "Petra Lund" in str(double.workspace.visible("desk"))
        shown = str([double.workspace.visible(channel) for channel in ("desk", "ops")]) + bot.logged()
        stored = b"".join(path.read_bytes() for path in tmp_path.glob("communique.db*"))
        assert TOKEN not in shown
        assert SECRET not in shown
        assert TOKEN.encode() not in stored
