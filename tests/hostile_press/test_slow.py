"""The running service beside sources that are slow to answer, or slow to read: the others hardly wait, nor does Slack."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from tests.bot.running import ROOT, end, until
from tests.hostile_press import sites, wire
from tests.hostile_press.server import Answer, Ask, Press, reply
from tests.hostile_press.test_line import configure
from tests.slack_double import APP_TOKEN, TOKEN, Double

#: The promise, in seconds; what an honest source is asked every; and how many looks at it are watched.
DELAY, EVERY, LOOKS = 5.0, 1.0, 6
SLOW, HONEST = 60, 4


@contextmanager
def service(folder: Path, double: Double | None = None) -> Iterator[Path]:
    """Run the service; yields its log, and ends it."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("SLACK_", "COMMUNIQUE_"))}
    if double:
        environment |= {
            "SLACK_API_URL": double.url,
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
        }
    command = [sys.executable, "-m", "bot", "--config", str(folder / "config")]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--database", str(folder / "communique.db"), "run"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
        )
        try:
            yield folder / "log"
        finally:
            assert end(process) == 0


def honest(ask: Ask) -> Answer:
    return sites.usual(ask)


def delays(press: Press, names: list[str]) -> list[float]:
    """Return by how many seconds each look at honest sources came later than its time, the first among them."""
    began = min(one.at for one in press.seen)
    out = []
    for name in names:
        times = [one.at for one in press.seen if (one.site, one.path) == (name, "/feed")]
        out += [times[0] - began, *(later - earlier - EVERY for earlier, later in pairwise(times))]
    return out


def looks(press: Press, names: list[str]) -> int:
    return min(press.asked(name).count("/feed") for name in names)


def test_sixty_sources_that_drip_delay_the_others_by_less_than_five_seconds(tmp_path: Path):
    """They are asked before the honest ones, and hold on to each request until it is given up."""

    def dripping_feed(ask: Ask) -> Answer:
        return wire.drip(ask, head=b"HTTP/1.1 200 OK\r\n\r\n") if ask.path == "/feed" else reply(404)

    def dripping_robots(ask: Ask) -> Answer:
        return wire.drip(ask, head=b"HTTP/1.1 200 OK\r\n\r\n")

    press = Press()
    kinds = (dripping_feed, dripping_robots)
    sources = [
        {"id": f"slow-{n}", "url": press.add(f"slow-{n}", kinds[n % 2]) + "/feed", "every": "1s"}
        for n in range(SLOW)
    ]
    names = [f"honest-{n}" for n in range(HONEST)]
    sources += [{"id": n, "url": press.add(n, honest) + "/feed", "every": f"{EVERY:.0f}s"} for n in names]
    http = {"per_host_interval": "0s", "timeout": "20s", "allow_private": ["127.0.0.2/32"]}
    configure(tmp_path / "config", sources, http=http)
    with press, service(tmp_path) as log:
        assert until(lambda: looks(press, names) >= LOOKS, 60), log.read_text()[-3000:]
        asked = sum(bool(press.asked(f"slow-{n}")) for n in range(SLOW))
        late = max(delays(press, names))
    assert asked > 40, "they were all at it"
    assert late < DELAY
    assert "Traceback" not in log.read_text()


#: Attributes without an end, of which each is compared with all others: longer than a reader is given.
COSTLY = (
    '<rss version="2.0"><channel><title>x</title><item><title '
    + " ".join(f'x{n}="{n}"' for n in range(60_000))
    + ">x</title><link>https://a.example/1</link></item></channel></rss>"
)
COSTLY_SOURCES = 2
#: Seconds in which Slack wants its acknowledgement.
ACKNOWLEDGED = 3.0


def test_feeds_that_take_too_long_to_read_cost_their_own_source(tmp_path: Path):
    """Before documents went to the reading processes, one such feed held up all others, and Slack's acknowledgements."""

    def costly(ask: Ask) -> Answer:
        return reply(200, COSTLY, "application/rss+xml") if ask.path == "/feed" else reply(404)

    press = Press()
    sources = [
        {"id": f"costly-{n}", "url": press.add(f"costly-{n}", costly) + "/feed", "every": "1s"}
        for n in range(COSTLY_SOURCES)
    ]
    sources += [{"id": "honest", "url": press.add("honest", honest) + "/feed", "every": f"{EVERY:.0f}s"}]
    configure(tmp_path / "config", sources)
    waited: list[float] = []
    with press, Double("desk") as double, service(tmp_path, double) as log:
        assert until(lambda: len(double.sockets.live) == 2, 60), log.read_text()[-3000:]
        assert until(lambda: "/feed" in press.asked("costly-0"), 60)

        def watched() -> bool:
            waited.append(double.people.command("help", channel="desk").acknowledged())
            return looks(press, ["honest"]) >= LOOKS

        assert until(watched, 60), log.read_text()[-3000:]
        late = max(delays(press, ["honest"]))
        # Known from the log: each is still being read, or was given up.
        said = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]
    assert not [row for row in said if row.get("id", "").startswith("costly") and row["state"] != "failed"]
    assert max(waited) < ACKNOWLEDGED
    assert late < DELAY
    assert "Traceback" not in log.read_text()
