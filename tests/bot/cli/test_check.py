"""`communique check`: what the administrator sees, and the exit code."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pytest_httpserver import HTTPServer

from bot.cli import main

FEED = (
    '<rss version="2.0"><channel><title>x</title><link>/</link><description/>'
    "<item><title>Envoys meet</title><link>/a</link></item><item><title>Talks go on</title><link>/b</link></item></channel></rss>"
)
SETTINGS = 'user_agent: "Desk (https://desk.example/bot)"\n'
SOURCES = "sources: [{id: a, url: https://a.example/feed}, {id: b, url: https://b.example/news.xml, kind: sitemap}]\n"


def check(folder: Path, *arguments: str, **texts: str) -> Result:
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return CliRunner().invoke(
        main,
        ["--config", str(folder), "check", *arguments],
        env={"SLACK_BOT_TOKEN": "", "SLACK_APP_TOKEN": ""},
    )


def test_a_valid_configuration_tells_what_runs_and_when(tmp_path: Path):
    digests = 'digests: [{id: daily, channel: "#desk", at: "07:30", timezone: Europe/Oslo}, {id: trial, channel: x, every: 10s}]'
    found = check(tmp_path, settings=SETTINGS, sources=SOURCES, digests=digests)
    assert found.exit_code == 0
    lines = found.stdout.splitlines()
    assert lines[0] == "Sources: 1 feed, 1 sitemap"
    assert lines[1].startswith("Digest daily to #desk: next ")
    assert lines[1].endswith(" 07:30 (Europe/Oslo)")
    assert lines[2].startswith("Digest trial to x: next ")
    assert lines[3:] == ["Slack: no SLACK_BOT_TOKEN, so what would be posted is printed", "No mistakes."]


def test_what_the_tokens_allow_is_told(tmp_path: Path):
    (tmp_path / "settings.yaml").write_text(SETTINGS)
    told = []
    for app in ("", "xapp-1-secret"):
        env = {"SLACK_BOT_TOKEN": "xoxb-secret", "SLACK_APP_TOKEN": app}
        found = CliRunner().invoke(main, ["--config", str(tmp_path), "check"], env=env)
        assert "secret" not in found.output
        told += [line for line in found.stdout.splitlines() if line.startswith("Slack: ")]
    assert told == [
        "Slack: posts; no SLACK_APP_TOKEN, so nobody can ask or press anything",
        "Slack: posts and answers",
    ]


def test_alerts_are_told_with_where_they_go(tmp_path: Path):
    (tmp_path / "digests.yaml").write_text(
        'alerts: [{id: red, channel: "#red", query: "act:denied"}]\n', "utf-8"
    )
    found = CliRunner().invoke(main, ["--config", str(tmp_path), "check"])
    assert "Alert red to #red: act:denied" in found.stdout


def test_a_digest_whose_days_are_all_skipped_never_runs(tmp_path: Path):
    from datetime import UTC, datetime, timedelta

    today = datetime.now(UTC).date()
    mondays = [
        str(today + timedelta(days=n)) for n in range(-1, 900) if (today + timedelta(days=n)).weekday() == 0
    ]
    digests = f'digests: [{{id: a, channel: a, at: "07:30", days: [mon], skip: [{", ".join(mondays)}]}}]'
    found = check(tmp_path, settings=SETTINGS, sources=SOURCES, digests=digests)
    assert "Digest a to a: next never: all its days are skipped" in found.stdout


def test_mistakes_end_with_exit_code_4_and_their_number(tmp_path: Path):
    found = check(tmp_path, settings="timezon: UTC\nworkers: x\n", sources=SOURCES)
    assert found.exit_code == 4
    assert found.stdout == (
        f"{tmp_path}/settings.yaml:1:1: unknown key `timezon`; did you mean `timezone`?\n    timezon: UTC\n    ^\n"
        f"{tmp_path}/settings.yaml:2:10: `x` is no whole number\n    workers: x\n             ^\n"
        "2 mistakes; nothing runs until they are mended.\n"
    )


def test_warnings_are_told_beside_mistakes(tmp_path: Path):
    found = check(tmp_path, settings="user_agent: Bot\n", sources=SOURCES, digests="digest: []\n")
    assert "1 mistake; nothing runs until it is mended." in found.stdout
    assert f"warning: {tmp_path}/settings.yaml:1:13: `user_agent` names no contact" in found.stdout


def test_other_commands_refuse_a_configuration_with_mistakes(tmp_path: Path):
    (tmp_path / "settings.yaml").write_text("workers: x\n")
    found = CliRunner().invoke(
        main, ["--config", str(tmp_path), "--database", str(tmp_path / "d.db"), "scrape"]
    )
    assert found.exit_code == 4
    assert found.stderr.startswith(f"{tmp_path}/settings.yaml:1:10: `x` is no whole number\n")
    assert found.stdout == ""


def test_json_holds_the_same(tmp_path: Path):
    bad = check(tmp_path, "--json", settings="workers: x\n", sources=SOURCES)
    assert bad.exit_code == 4
    assert json.loads(bad.stdout) == {
        "ok": False,
        "mistakes": [
            {
                "file": f"{tmp_path}/settings.yaml",
                "line": 1,
                "column": 10,
                "message": "`x` is no whole number",
            }
        ],
        "warnings": [],
    }
    good = json.loads(check(tmp_path, "--json", settings="user_agent: Bot\n").stdout)
    assert (good["ok"], good["mistakes"], good["sources"], good["digests"]) == (
        True,
        [],
        {"feed": 1, "sitemap": 1},
        [],
    )
    assert [w["line"] for w in good["warnings"]] == [1]


@pytest.fixture
def press(httpserver: HTTPServer) -> HTTPServer:
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/feed").respond_with_data(FEED, content_type="application/rss+xml")
    httpserver.expect_request("/page").respond_with_data(
        "<html><body><ul><li class=news><a href=/x>X</a></ul></body></html>"
    )
    return httpserver


def live(press: HTTPServer, folder: Path, *arguments: str) -> Result:
    settings = SETTINGS + "http: {allow_private: [127.0.0.0/8], per_host_interval: 0s}\n"
    sources = f"sources:\n  - {{id: good, url: '{press.url_for('/feed')}'}}\n"
    if "bad" in arguments:
        sources += f"  - {{id: bad, url: '{press.url_for('/page')}'}}\n"
    return check(folder, "--live", *[a for a in arguments if a != "bad"], settings=settings, sources=sources)


def test_live_asks_each_source_once(press: HTTPServer, tmp_path: Path):
    found = live(press, tmp_path)
    assert found.exit_code == 0
    assert "good\tok\t2\t\n" in found.stdout
    assert [r.path for r, _ in press.log] == ["/robots.txt", "/feed"]


def test_live_tells_why_a_source_failed_with_exit_code_3(press: HTTPServer, tmp_path: Path):
    """A page where a feed was promised is a failure, whatever its status."""
    found = live(press, tmp_path, "bad")
    assert found.exit_code == 3
    assert "good\tok\t2\t\n" in found.stdout
    assert "bad\tfailed\t0\t" in found.stdout


def test_live_json_is_one_object(press: HTTPServer, tmp_path: Path):
    found = live(press, tmp_path, "bad", "--json")
    assert found.exit_code == 3
    rows = {row["id"]: row["state"] for row in json.loads(found.stdout)["live"]}
    assert rows == {"good": "ok", "bad": "failed"}


def test_an_unknown_command_is_refused_with_the_nearest(tmp_path: Path):
    found = CliRunner().invoke(main, ["chek"])
    assert found.exit_code == 2
    assert "No such command 'chek'. Did you mean 'check'?" in found.stderr


def test_a_wrong_token_stops_every_command_without_being_shown(tmp_path: Path):
    found = CliRunner().invoke(
        main, ["--config", str(tmp_path), "check"], env={"SLACK_BOT_TOKEN": "xapp-1-secret"}
    )
    assert found.exit_code == 2
    assert (
        found.stderr
        == "communique: SLACK_BOT_TOKEN holds an app token; the bot token is one word that begins with xoxb-\n"
    )
