"""`communique alerts`: subscriptions at the command line."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.store import open_store
from digests.extract import read_article
from scrapers.article import Article, Entry

TEXT = "Norwegian Foreign Minister Petra Lund met Aldous Finch in Geneva on Monday. There were talks without preconditions."


class Line:
    def __init__(self, folder) -> None:
        self.folder = folder
        (folder / "config").mkdir()
        (folder / "config" / "digests.yaml").write_text(
            'alerts: [{id: red-lines, channel: "#red", query: "act:reject"}]\n', "utf-8"
        )
        self.database = folder / "data.db"

    def run(self, *words: str, code: int = 0, text: str | None = None) -> str:
        found = CliRunner().invoke(
            main,
            ["--config", str(self.folder / "config"), "--database", str(self.database), "alerts", *words],
            input=text,
        )
        assert found.exit_code == code, found.output
        return found.output

    def json(self, *words: str):
        return json.loads(self.run(*words))

    def keep(self, days: int = 0) -> None:
        """Store an article of so many days ago, now."""
        now = datetime.now(UTC)
        then = now - timedelta(days=days)
        article = Article(
            url="https://press.example/1", source="press", title="Talks", text=TEXT, language="en", published=then, fetched=now,
            fingerprint="1",
        )  # fmt: skip
        with open_store(self.database) as store, store.write():
            number = store.articles.insert(
                article, first_seen=now, effective=then, archive_only=False,
                listed=Entry(source="press", url=article.url, title="Talks"),
            )  # fmt: skip
            facts = read_article(article)
            store.articles.save_facts(
                number, facts, story="s", meeting_stories=["s"] * len(facts.meetings), signature={}, keys=()
            )


@pytest.fixture
def line(tmp_path):
    return Line(tmp_path)


def test_what_is_added_is_listed_and_what_is_removed_is_gone(line):
    said = line.run("add", "“without pre-conditions”", "--channel", "#desk", "--daily", "8:00")
    assert 'Alert 2: "without pre-conditions" to #desk, a summary daily at 08:00 (UTC).' in said
    rows = line.json("list", "--json")
    assert [(row["name"], row["channel"], row["daily"]) for row in rows] == [
        ("red-lines", "#red", None), (None, "#desk", "08:00"),
    ]  # fmt: skip
    assert "daily 08:00" in line.run("list")
    line.run("remove", "2")
    assert len(line.json("list", "--json")) == 1
    log = line.json("list", "--log", "--json")
    assert [(row["what"], row["by"]) for row in log] == [
        ("added", "digests.yaml"), ("added", "command line"), ("removed", "command line"),
    ]  # fmt: skip


def test_an_alert_of_the_configuration_is_removed_there(line):
    assert "remove it there" in line.run("remove", "1", code=2)
    assert "there is no alert 9" in line.run("remove", "9", code=2)


@pytest.mark.parametrize(
    "query", ["“without preconditions”", "who:Lund kind:meeting", "kind:meeting place:Geneva", "country:NOR"]
)
def test_a_query_is_tried_out_with_samples_and_the_true_depth(line, query):
    line.keep()
    said = line.run("test", query)
    assert "1 article in the 1 day the archive reaches back (since " in said
    assert "https://press.example/1" in said
    row = line.json("test", query, "--days", "90", "--json")
    assert (row["total"], len(row["days"]), len(row["samples"])) == (1, 1, 1)


def test_what_the_archive_held_of_days_before_it_was_begun_is_counted_by_itself(line):
    line.keep(days=10)
    said = line.run("test", "preconditions")
    assert "0 articles in the 1 day the archive reaches back (since " in said
    assert "and 1 of days before, which it knows only in part" in said


def test_where_nothing_was_found_lately_the_newest_older_ones_are_shown(line):
    line.keep(days=400)
    said = line.run("test", "“without preconditions”")
    assert "0 articles" in said
    assert "The newest that fit are older:\n\nTalks" in said
    assert [row["url"] for row in line.json("test", "preconditions", "--json")["older"]] == [
        "https://press.example/1"
    ]
    assert "1 of days before" in line.run("test", "preconditions", "--days", "500")


def test_no_hit_in_the_archive_is_no_refusal(line):
    assert "The archive is empty" in line.run("test", "who:Nobody")


def test_a_mistake_is_shown_with_a_caret(line):
    said = line.run("add", "country:Syrai talks", "--channel", "#desk", code=2)
    assert "column 9" in said
    assert said.rstrip().endswith("^")
    assert "did you mean country:SYR" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--channel", "#No Such"), "is no channel"),
        (("--channel", "#desk", "--daily", "25:00"), "is no time of day"),
    ],
)
def test_a_slip_in_an_option_is_refused(line, words, said):
    assert said in line.run("add", "talks", *words, code=2)


def test_subscriptions_are_carried_elsewhere_once(line, tmp_path):
    line.run("add", "talks", "--channel", "#desk", "--owner", "U012AB3CD")
    line.run("add", "country:SYR", "--channel", "U012AB3CD", "--daily", "07:00")
    exported = line.run("export")
    file = tmp_path / "alerts.json"
    file.write_text(exported, "utf-8")
    (tmp_path / "other").mkdir()
    other = Line(tmp_path / "other")
    assert "2 added, 0 there already" in other.run("import", str(file))
    assert "0 added, 2 there already" in other.run("import", "-", text=exported)
    assert other.run("export") == exported


def test_what_is_there_already_stays_as_it_is_and_what_stands_twice_in_a_file_is_one(line):
    line.run("add", "talks", "--channel", "#desk", "--owner", "U012AB3CD", "--daily", "09:00")
    rows = [
        {"owner": "U012AB3CD", "channel": "#desk", "query": q} for q in ("talks", "zeta", "alpha", "zeta")
    ]
    assert "2 added, 2 there already" in line.run("import", "-", text=json.dumps(rows))
    assert [(row["query"], row["daily"]) for row in line.json("export")] == [
        ("talks", "09:00"), ("zeta", None), ("alpha", None),
    ]  # fmt: skip


def test_the_log_says_in_words_what_was_changed_by_whom_and_when(line):
    line.run("add", "talks", "--channel", "#desk", "--daily", "08:00")
    line.run("add", "talks", "--channel", "#desk", "--daily", "09:00")
    line.run("remove", "2")
    said = [row.split("  ", 1)[1] for row in line.run("list", "--log").splitlines()]
    assert said[1:] == [
        "2  added  by command line: talks to #desk, daily 08:00",
        "2  changed  by command line: daily 08:00 → 09:00",
        "2  removed  by command line",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is not JSON"),
        ("{}", "no list"),
        ('[{"owner": "U1", "channel": "#a"}]', "row 1: `query` is missing"),
        (
            '[{"owner": "U1", "channel": "#a", "query": "x"}, {"owner": "U1", "channel": "#a", "query": "NOT x"}]',
            "row 2:",
        ),
        ('[{"owner": "U1", "channel": "#a", "query": "x", "daily": 7}]', "no time of day"),
        ('[{"owner": "U1", "channel": "#a", "query": "x", "zone": "Mars"}]', "no time zone"),
    ],
)
def test_a_file_with_a_mistake_changes_nothing(line, text, said):
    assert said in line.run("import", "-", text=text, code=1)
    assert line.run("export") == "[]\n"
