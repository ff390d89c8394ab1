"""The whole line against a press that does everything wrong: poll, page, store, and the line a person reads."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.store import open_store
from tests.bot.running import ROOT
from tests.hostile_press.catalogue import GOOD, LIGHT, open_press
from tests.hostile_press.server import Press
from tests.hostile_press.sites import Site
from tests.slack_double import TOKEN, Double

ROUNDS = 3
#: What is asked in the later rounds.
AGAIN = [*(site.name for site in LIGHT if not site.once), *GOOD]
SETTINGS = {
    "user_agent": "Test/1 (+http://127.0.0.2/)",
    "http": {"per_host_interval": "0s", "timeout": "3s", "allow_private": ["127.0.0.2/32"]},
    "workers": 1,
}


@dataclass(frozen=True, slots=True)
class Story:
    """What was seen over all rounds."""

    #: Of each round: source to its row.
    rows: list[dict[str, dict[str, Any]]]
    codes: list[int]
    logs: list[str]
    press: Press
    #: Of each source: how many articles are stored, how many pages wanted, how many given up.
    stored: Counter[str]
    wanted: Counter[str]
    database: Path
    config: Path


def configure(folder: Path, sources: list[dict[str, Any]], **more: Any) -> None:
    """Write a configuration; JSON is YAML."""
    folder.mkdir()
    (folder / "settings.yaml").write_text(json.dumps({**SETTINGS, **more}), "utf-8")
    (folder / "sources.yaml").write_text(json.dumps({"sources": sources}), "utf-8")


def run(
    config: Path, database: Path, *arguments: str, **environment: str
) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end."""
    command = [sys.executable, "-m", "bot", "--config", str(config), "--database", str(database), *arguments]
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("SLACK_", "COMMUNIQUE_"))}
    return subprocess.run(
        command, cwd=ROOT, env={**clean, **environment}, capture_output=True, text=True, timeout=120
    )


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """Scrape everything several times, each time by a process of its own."""
    folder = tmp_path_factory.mktemp("hostile")
    press, sources = open_press(LIGHT)
    configure(folder / "config", sources)
    database = folder / "communique.db"
    rows, codes, logs = [], [], []
    with press:
        for number in range(1, ROUNDS + 1):
            press.round = number
            chosen = [] if number == 1 else AGAIN
            done = run(folder / "config", database, "scrape", "--json", *chosen)
            assert done.stdout, done.stderr[-3000:]
            codes.append(done.returncode)
            logs.append(done.stderr)
            answered = json.loads(done.stdout)
            assert len(answered) == len(chosen or sources), "each source has one line"
            rows.append({row["id"]: row for row in answered})
        with open_store(database) as store:
            stored = Counter(row["source"] for row in store.connection.rows("SELECT source FROM articles"))
            wanted = Counter(row["source"] for row in store.connection.rows("SELECT source FROM wanted"))
        yield Story(rows, codes, logs, press, stored, wanted, database, folder / "config")


def named(site: Site) -> str:
    return site.name


def check_line(site: Site, row: dict[str, Any], number: int) -> None:
    """Assert that the line of a source in a round (from 0) says what it must."""
    state, reason = site.lines[min(number, len(site.lines) - 1)]
    assert re.fullmatch(state, row["state"]), (site.name, number, row)
    assert re.search(reason, row["reason"]), (site.name, number, row)
    assert row["state"] != "failed" or row["reason"]
    assert "\n" not in row["reason"]
    assert len(row["reason"]) < 600
    assert "internal error" not in row["reason"]


def check_kept(site: Site, stored: int, wanted: int) -> None:
    """Assert that everything listed is stored once or still wanted."""
    if site.stored >= 0:
        assert (stored, wanted if site.wanted >= 0 else -1) == (site.stored, site.wanted), site.name
    else:
        assert stored + wanted == 1, f"{site.name} is either read, or tried again later"


@pytest.mark.parametrize("site", LIGHT, ids=named)
def test_a_source_has_one_clear_line_and_nothing_of_it_is_lost_or_doubled(story: Story, site: Site):
    for number, rows in enumerate(story.rows):
        if number and site.once:
            break
        check_line(site, rows[site.name], number)
    check_kept(site, story.stored[site.name], story.wanted[site.name])


def test_honest_sources_are_read_as_if_nothing_were_wrong(story: Story):
    for name in GOOD:
        assert [rows[name]["state"] for rows in story.rows] == ["ok", "unchanged", "unchanged"]
        assert [rows[name]["reason"] for rows in story.rows] == [""] * ROUNDS
        assert story.stored[name] == 1


def test_some_failed_is_exit_code_3(story: Story):
    assert story.codes == [3] * ROUNDS


def test_no_request_reached_the_inside(story: Story):
    assert story.press.asked("inside") == []


def test_no_traceback_whatever_a_server_does(story: Story):
    for log in story.logs:
        assert "Traceback" not in log
        assert "hunter2" not in log


def test_who_asked_us_to_wait_is_not_asked_again_by_a_new_process(story: Story):
    for name in ("asks-to-wait", "asks-to-wait-for-ever", "asks-to-wait-without-saying-how-long"):
        assert story.press.asked(name).count("/feed") == 1, name
    assert story.press.asked("pages-ask-to-wait").count("/1") == 1


def test_what_robots_txt_forbids_is_not_asked(story: Story):
    assert set(story.press.asked("robots-forbids")) == {"/robots.txt"}
    assert set(story.press.asked("robots-breaks")) == {"/robots.txt"}
    assert set(story.press.asked("robots-forbids-the-pages")) == {"/robots.txt", "/feed"}


def test_a_page_is_fetched_once_unless_its_source_says_that_it_changed(story: Story):
    changed = {"headline-corrected", "feed-rebuilt-with-other-addresses-dates-and-guids"}
    for site in LIGHT:
        paths = Counter(path for path in story.press.asked(site.name) if path.strip("/").isdigit())
        if site.name not in changed and site.name != "inside-by-what-a-page-names":
            assert {p: n for p, n in paths.items() if n > 1} == {}, site.name


def test_no_file_of_this_machine_and_nothing_expanded_is_stored(story: Story):
    with open_store(story.database) as store:
        kept = json.dumps([dict(row) for row in store.connection.rows("SELECT * FROM articles")], default=str)
    assert "root:" not in kept
    assert "hahaha" not in kept
    assert "aaaaaaaaaa" not in kept


def _acting(message: object) -> Iterator[str]:
    """Yield what Slack reads as markup: the text of a message, and objects of type mrkdwn."""
    if isinstance(message, dict):
        if message.get("type") in ("message", "mrkdwn"):
            yield str(message.get("text", ""))
        for value in message.values():
            yield from _acting(value)
    elif isinstance(message, list):
        for value in message:
            yield from _acting(value)


def test_nothing_a_server_wrote_acts_in_slack(story: Story):
    text = 'digests: [{id: trial, channel: "#desk", every: 1d}]\n'
    (story.config / "digests.yaml").write_text(text, "utf-8")
    with Double("desk") as double:
        done = run(
            story.config,
            story.database,
            *("digest", "trial", "--post"),
            SLACK_API_URL=double.url,
            SLACK_BOT_TOKEN=TOKEN,
        )
        messages = double.workspace.visible("desk")
        assert done.returncode == 0, done.stderr[-2000:]
        assert double.workspace.pings == []
    assert "Lund" in str(messages)
    for text in _acting(messages):
        for acting in ("<!", "<@", "<#", "|mfa.example.org>"):
            assert acting not in text
    for hiding in ("\u202e", "\u200b", "\x1b", "\U000e0041"):
        assert hiding not in json.dumps(messages, ensure_ascii=False)


def test_nothing_a_server_wrote_acts_on_a_page(story: Story):
    done = run(story.config, story.database, "digest", "trial", "--format", "html")
    assert done.returncode == 0
    assert not re.search(
        r"<script(?! type=.application/ld)|<img|onerror=[^&]|javascript:", done.stdout.replace("&lt;", "")
    )
