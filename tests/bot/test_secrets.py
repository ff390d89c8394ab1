"""A secret in the address of a source stays there: no log, line, notice, message, page or row of an export shows it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.masking import public_address
from tests.bot.running import SETTINGS, Bot, end, until
from tests.press import Press
from tests.slack_double import Double

SECRET = "hunter2neverShown"
ALERTS = 'alerts: [{id: all, channel: "#desk", query: "Petra OR Aldous OR Mirela OR Tomas OR Ines"}]\n'
COMMANDS = (
    "status|status --all|status --json|check|check --live|sources list|sources list --json|sources export|search Petra"
    "|search Petra --json|digest trial --format html|digest trial --format json|digest trial --format blocks|agenda"
    "|export articles|export statements|export meetings|export editions|alerts list|health --metrics"
).split("|")


class TellingPress(Press):
    """Writes its reader's token into the links of its feed, as some do."""

    def feed(self) -> str:
        """Return the feed."""
        told = super().feed()
        for number in range(self.published):
            for name in ("link", "guid"):
                told = told.replace(f"/news/{number}</{name}>", f"/news/{number}?key={SECRET}</{name}>")
        return told

    def page(self, number: int) -> str:
        """Return a page that names itself with its token."""
        named = f"<link rel=canonical href='/news/{number}?key={SECRET}'></head>"
        return super().page(number).replace("</head>", named)


def test_no_line_shows_the_secret_of_a_source(tmp_path: Path):
    with (
        TellingPress(published=4) as press,
        Double("desk", "ops") as double,
        Bot(tmp_path, press, double) as bot,
    ):
        bot.write(
            "sources.yaml",
            "sources:\n"
            + "".join(
                f'  - {{id: {name}, url: "{url}", every: 1s, {more}}}\n'
                for name, url, more in (
                    ("courier", f"{press.url}/feed?key={SECRET}", ""),
                    ("gone", f"{press.url}/none?access_token={SECRET}", ""),
                    ("off", f"http://127.0.0.1:9/x?apikey={SECRET}&b=1", ""),
                    ("list", f"{press.url}/feed?sig={SECRET}", "kind: listing, select: {item: li.x}"),
                )
            ),
        )
        bot.write("digests.yaml", 'digests: [{id: trial, channel: "#desk", every: 2s}]\n' + ALERTS)
        site = f"site: {{folder: {tmp_path / 'site'}}}\nalerting: {{first_round: 50}}\n"
        bot.write("settings.yaml", SETTINGS + site)
        process = bot.start()
        assert until(lambda: "Petra Lund" in str(double.workspace.visible("desk"))), bot.logged()[-3000:]
        assert until(lambda: list((tmp_path / "site" / "editions").glob("*.html")))
        assert end(process) == 0
        shown = {"the log": bot.logged()}
        shown |= {f"#{name}": json.dumps(double.workspace.visible(name)) for name in ("desk", "ops")}
        shown |= {str(p): p.read_text("utf-8") for p in (tmp_path / "site").rglob("*") if p.is_file()}
        places = ["--config", str(bot.config), "--database", str(bot.database)]
        for words in COMMANDS:
            shown[words] = CliRunner().invoke(main, [*places, *words.split()]).output
        bot.write("sources.yaml", f'sources: [{{id: a, url: "ftp://a.example/?key={SECRET}", evry: 1s}}]\n')
        for words in ("check", "check --json", "status", "run"):
            shown[f"{words}, with a mistake"] = CliRunner().invoke(main, [*places, *words.split()]).output
    assert "Petra Lund" in shown["export articles"]
    assert "/news/" in shown["export articles"]
    assert all(shown.values()), [name for name, text in shown.items() if not text]
    assert [name for name, text in shown.items() if SECRET in text] == []


def test_an_export_for_other_readers_says_what_it_masks_and_gives_it_when_asked(tmp_path: Path):
    (tmp_path / "sources.yaml").write_text(
        f'sources: [{{id: a, url: "https://a.example/?key={SECRET}"}}]\n', "utf-8"
    )
    run = CliRunner().invoke
    found = run(main, ["--config", str(tmp_path), "sources", "export"])
    assert SECRET not in found.output
    assert "masked, for they hold a secret: a" in found.stderr
    assert SECRET in run(main, ["--config", str(tmp_path), "sources", "export", "--secrets"]).stdout


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/1?key=s3cret", "https://a.example/1"),
        ("https://a.example/1?page=2&token=s3cret", "https://a.example/1?page=2"),
        ("https://a.example/1?key=17", "https://a.example/1?key=17"),
        ("https://a.example/1?id=s3cret", "https://a.example/1?id=s3cret"),
        ("https://a.example/1", "https://a.example/1"),
    ],
)
def test_an_article_loses_what_only_its_source_should_hold(url: str, shown: str):
    """A ministry may number its articles by `key`."""
    assert public_address(url, "https://a.example/feed?format=rss&key=s3cret") == shown
    assert public_address(url, "https://a.example/feed") == url
