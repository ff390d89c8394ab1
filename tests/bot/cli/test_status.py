"""`communique status` and `health`: trouble first with what to do about it, the promised shape, and a quick answer for probes."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from bot.advice import for_parked
from bot.cli import main
from bot.reload import Reload
from bot.settings import load
from bot.store import Store, open_store
from bot.store.database import stamp
from bot.store.lock import hold, running
from bot.store.outbox import Message
from bot.store.sources import SourceState

NOW = datetime.now(UTC)
DAY = timedelta(days=1)
SOURCES = """\
sources:
  - {id: gazette, url: "https://gazette.example/feed"}
  - {id: herald, url: "https://herald.example/feed"}
  - {id: mirror, url: "https://mirror.example/feed"}
  - {id: young, url: "https://young.example/feed"}
"""
DIGESTS = 'digests: [{id: daily, channel: "#desk", at: "07:30"}]\n'


class Desk:
    """A configuration and a database in a folder."""

    def __init__(self, folder: Path) -> None:
        self.config, self.database = folder / "config", folder / "communique.db"
        self.config.mkdir()
        self.write("sources.yaml", SOURCES)
        self.write("digests.yaml", DIGESTS)

    def write(self, name: str, text: str) -> None:
        (self.config / name).write_text(text, "utf-8")

    def store(self) -> Store:
        return open_store(self.database)

    def run(self, *arguments: str) -> Result:
        places = ["--config", str(self.config), "--database", str(self.database)]
        return CliRunner().invoke(main, [*places, *arguments])

    def source(self, name: str, **more) -> None:
        values = {
            "id": name,
            "url": f"https://{name}.example/feed",
            "last_check": NOW,
            "next_check": NOW + DAY,
        }
        with self.store() as store, store.write():
            store.sources.save(SourceState(**{**values, **more}))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_the_json_has_the_promised_shape(desk: Desk):
    desk.source("gazette", first_round=NOW - DAY, last_success=NOW, listed=3)
    desk.source("herald", failures=2, failing_since=NOW - DAY, reason="HTTP 503")
    desk.source("mirror", failures=2, reason="robots.txt does not allow this address")
    found = desk.run("status", "--json")
    assert found.exit_code == 0
    told = json.loads(found.stdout)
    assert list(told) == ["sources", "wanted", "outbox", "editions", "config", "lock"]
    keys = ["id", "state", "reason", "failures", "last_success", "next_check", "articles"]
    assert [list(row) for row in told["sources"]] == [keys] * 4
    assert {row["id"]: row["state"] for row in told["sources"]} == {
        "gazette": "ok",
        "herald": "failing",
        "mirror": "blocked",
        "young": "new",
    }
    assert told["sources"][0]["last_success"] == f"{NOW:%Y-%m-%dT%H:%M:%SZ}"
    assert told["sources"][3]["last_success"] is None
    assert (told["wanted"], told["outbox"]) == (0, {"queued": 0, "parked": 0})
    (edition,) = told["editions"]
    assert list(edition) == ["digest", "last", "next", "reason"]
    assert edition["digest"] == "daily"
    assert edition["last"] is None
    assert edition["next"].endswith("T07:30:00Z")
    assert edition["reason"]
    assert told["config"] == {"loaded": None, "error": None}
    assert told["lock"] == {"pid": None}


def test_trouble_comes_first_with_what_to_do(desk: Desk):
    desk.source(
        "herald",
        failures=9,
        failing_since=NOW - 3 * DAY,
        reason="0 items matched `li.x`; the page has 9 `li.y`",
    )
    desk.source("mirror", failures=2, reason="robots.txt does not allow this address")
    with desk.store() as store, store.write():
        store.outbox.queue([Message(key="k", channel="#gone", body={"text": "x"})], NOW)
        store.outbox.park_channel("#gone", "channel_not_found")
    lines = desk.run("status").stdout.splitlines()
    trouble = lines[
        lines.index("Needs attention") + 1 : lines.index("Sources: 4 (1 failing, 1 blocked, 2 new)")
    ]
    told = "\n".join(trouble)
    assert "1 message to #gone set aside: channel_not_found" in told
    assert "invite the bot" in told
    assert "herald is failing: 0 items matched `li.x`" in told
    assert "9 times since" in told
    assert "`communique sources discover https://herald.example/feed` proposes new selectors" in told
    assert "mirror is blocked" in told
    assert sum(line.startswith("    → ") for line in trouble) == 4, "the service that is not running, too"


def test_a_source_that_never_answered_is_told_at_once(desk: Desk):
    desk.source("herald", failures=1, failing_since=NOW, reason="HTTP 404", last_success=None)
    assert "herald is failing: HTTP 404" in desk.run("status").stdout


def test_a_failure_of_the_last_minutes_asks_for_no_attention(desk: Desk):
    desk.source("herald", failures=1, failing_since=NOW, reason="HTTP 503", last_success=NOW)
    found = desk.run("status").stdout
    assert "herald" not in found
    assert "1 failing" in found
    assert "herald" in desk.run("status", "--all").stdout


def test_a_broken_file_is_told_with_its_line_and_the_sources_stay_known(desk: Desk):
    desk.source("gazette", first_round=NOW - DAY, last_success=NOW, listed=3)
    desk.write("sources.yaml", SOURCES.replace("url", "ulr", 1))
    told = json.loads(desk.run("status", "--json").stdout)
    assert f"{desk.config}/sources.yaml:2:" in told["config"]["error"]
    assert [row["id"] for row in told["sources"]] == ["gazette"]
    assert "did you mean `url`?" in desk.run("status").stdout


@pytest.mark.parametrize("rhythm", ["every: 10s", "at: '07:30'", "at: ['07:30', '19:00']", "every: 2d"])
def test_a_broken_file_leaves_the_digests_in_use_known_whatever_their_rhythm(desk: Desk, rhythm: str):
    """This printed a traceback once: the note of the service held a duration that no file may hold."""
    desk.write("digests.yaml", f'digests: [{{id: daily, channel: "#desk", {rhythm}}}]\n')
    with desk.store() as store:
        Reload(store, desk.config, lambda: NOW).used(load(desk.config))
    desk.write("digests.yaml", "digests: [{id: daily, chanel: x}]\n")
    found = desk.run("status", "--json")
    assert found.exit_code == 0, found.output
    (edition,) = json.loads(found.stdout)["editions"]
    assert edition["digest"] == "daily"
    assert edition["next"]


def test_a_note_of_another_version_does_not_hide_the_rest(desk: Desk):
    with desk.store() as store, store.write():
        store.service.put(
            "configuration", {"loaded": None, "digests": [{"id": "daily", "odd": 1}], "sources": ["gazette"]}
        )
    desk.write("digests.yaml", "digests: [{id: daily, chanel: x}]\n")
    found = json.loads(desk.run("status", "--json").stdout)
    assert [row["id"] for row in found["sources"]] == ["gazette"]
    assert found["editions"] == []


def test_when_most_sources_fail_at_once_this_machine_is_named_first(desk: Desk):
    """Forty lines of the same tell a tired person nothing."""
    names = [f"paper-{n}" for n in range(20)]
    rows = "".join(f'  - {{id: {n}, url: "https://{n}.example/feed"}}\n' for n in names)
    desk.write("sources.yaml", f"sources:\n{rows}")
    for name in names:
        desk.source(
            name,
            failures=4,
            failing_since=NOW - DAY,
            last_success=NOW - DAY,
            reason=f"no address for {name}.example",
        )
    lines = desk.run("status").stdout.splitlines()
    told = [line for line in lines if line.startswith("  ")]
    first = told.index("  20 of 20 sources fail at once.")
    assert "its network" in told[first + 1]
    assert told[first + 2].startswith(
        "  20 sources are failing: no address for its host: paper-0, paper-1, paper-10"
    )
    assert told[first + 2].endswith(" and 5 more")
    assert len(told) == first + 4, "one line for all of them, and what to do"


def test_sources_with_troubles_of_their_own_are_told_one_by_one(desk: Desk):
    rows = "".join(f'  - {{id: paper-{n}, url: "https://paper-{n}.example/feed"}}\n' for n in range(20))
    desk.write("sources.yaml", f"sources:\n{rows}")
    for number in range(17):
        reason = f"HTTP {500 + number}"
        desk.source(
            f"paper-{number}", failures=4, failing_since=NOW - DAY, last_success=NOW - DAY, reason=reason
        )
    found = desk.run("status").stdout
    assert sum(" is failing: " in line for line in found.splitlines()) == 15
    assert "  2 more sources are not well." in found


def test_a_fresh_start_says_what_to_write_first(desk: Desk):
    desk.write("sources.yaml", "sources: []\n")
    found = desk.run("status").stdout
    assert found.index("No sources are configured") < found.index("start it: `communique run`")
    assert "`communique init DIR` makes an example" in found


def test_what_is_printed_for_want_of_a_token_is_said_where_messages_are_counted(desk: Desk):
    with desk.store() as store, store.write():
        store.outbox.queue([Message(key="k", channel="#desk", body={"text": "x"})], NOW - timedelta(hours=2))
        row = store.outbox.get("k")
        assert row
        store.outbox.printed(row)
    with hold(desk.database):
        found = desk.run("status").stdout
    assert (
        "Messages: 1 waiting (1 printed, not posted: the service has no SLACK_BOT_TOKEN), 0 set aside"
        in found
    )
    assert "Needs attention" not in found


def test_a_backup_that_was_put_back_says_that_it_waits_for_slack(desk: Desk):
    with desk.store() as store, store.write():
        store.service.put("copy", {"at": stamp(NOW - timedelta(hours=9))})
    with hold(desk.database):
        found = desk.run("status").stdout
    assert "This database is a backup of" in found
    assert "nothing is posted until Slack said what was posted since" in found


@pytest.mark.parametrize(
    ("reason", "advice"),
    [
        ("is_archived", "unarchive the channel"),
        ("not_in_channel", "invite the bot"),
        ("token_revoked", "put a valid token into SLACK_BOT_TOKEN"),
        ("asked to wait 30 s", "passes by itself"),
        ("[Errno 111] Connection refused", "look at the network"),
    ],
)
def test_each_trouble_with_slack_has_its_remedy(reason: str, advice: str):
    assert advice in for_parked(reason)


def test_a_disk_that_is_nearly_full_or_read_only_comes_first(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    desk.store().close()
    real = os.statvfs(desk.database.parent)

    def answer(**values: int) -> None:
        found = {name: getattr(real, name) for name in dir(real) if name.startswith("f_")} | values
        monkeypatch.setattr(os, "statvfs", lambda _path: SimpleNamespace(**found))

    answer(f_bavail=1, f_frsize=4096)
    assert "0 MiB are left where" in desk.run("status").stdout.splitlines()[3]
    answer(f_flag=real.f_flag | os.ST_RDONLY)
    assert "is mounted read-only" in desk.run("status").stdout.splitlines()[3]


def test_messages_that_wait_for_long_are_told_with_what_their_last_try_met(desk: Desk):
    with desk.store() as store, store.write():
        store.outbox.queue([Message(key="k", channel="#desk", body={"text": "x"})], NOW - timedelta(hours=2))
        row = store.outbox.get("k")
        assert row
        store.outbox.again(row, NOW, "token_revoked", attempts=0)
    assert "have waited since" not in desk.run("status").stdout, "that the service is not running says it all"
    with hold(desk.database):
        found = desk.run("status").stdout
    assert "Messages have waited since" in found
    assert "(last try: token_revoked)" in found
    assert "put a valid token into SLACK_BOT_TOKEN" in found


def test_a_token_never_shows(desk: Desk):
    desk.source(
        "herald", failures=9, failing_since=NOW - 3 * DAY, reason="HTTP 500 xoxb-1234567890-abcdefghij"
    )
    assert "abcdefghij" not in desk.run("status").stdout
    assert "abcdefghij" not in desk.run("status", "--json").stdout


def test_health_needs_a_database_a_service_and_a_sign_of_life(desk: Desk):
    def health() -> tuple[int, str]:
        found = desk.run("health")
        assert found.stdout.count("\n") == 1
        return found.exit_code, found.stdout.strip()

    assert health() == (1, f"unhealthy: there is no database {desk.database}")
    assert not desk.database.exists()
    desk.store().close()
    assert health() == (1, "unhealthy: the service is not running")
    with hold(desk.database):
        assert health() == (1, "unhealthy: the service has not begun to work yet")
        with desk.store() as store, store.write():
            store.service.put("alive", {"at": stamp(datetime.now(UTC) - timedelta(minutes=10))})
        assert health() == (1, "unhealthy: no sign of life from the service for 10 min")
        with desk.store() as store, store.write():
            store.service.put("alive", {"at": stamp(datetime.now(UTC))})
        assert health() == (0, "healthy: 0 messages waiting, 0 set aside")
    assert health() == (1, "unhealthy: the service is not running")
    desk.database.write_bytes(b"no database" * 99)
    assert health()[0] == 1


def test_health_needs_no_configuration(desk: Desk):
    desk.write("settings.yaml", "broken: [")
    with hold(desk.database), desk.store() as store:
        with store.write():
            store.service.put("alive", {"at": stamp(datetime.now(UTC))})
        assert desk.run("health", "--json").stdout == (
            '{"healthy": true, "reason": "healthy: 0 messages waiting, 0 set aside"}\n'
        )


def test_a_lock_left_by_a_killed_process_is_nobodys(desk: Desk):
    with hold(desk.database):
        assert running(desk.database) is not None
    (desk.database.with_name("communique.db.lock")).write_text("4711\n")
    assert running(desk.database) is None


def test_prune_says_what_went(desk: Desk):
    assert (
        desk.run("prune").stdout == "Removed 0 articles, 0 messages, 0 pages never had, 0 old identities.\n"
    )
    assert json.loads(desk.run("prune", "--json").stdout) == {
        "articles": 0,
        "wanted": 0,
        "deliveries": 0,
        "tombstones": 0,
    }
