"""`communique search`: what is found, with its bones."""

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.store import open_store
from digests.extract import read_article
from scrapers.article import Article, Entry

DAY = datetime(2026, 3, 10, 12, tzinfo=UTC)
TEXT = (
    "OSLO - Norwegian Foreign Minister Petra Lund met her Estonian counterpart Aldous Finch in Geneva on Monday. "
    "\n\nThe opposition said they would be willing to talk “without pre-conditions”, Lund said after the meeting."
)


@pytest.fixture
def search(tmp_path):
    article = Article(
        url="https://press.example/1", source="press", title="Talks", text=TEXT, language="en", published=DAY, fetched=DAY,
        fingerprint="1",
    )  # fmt: skip
    database = tmp_path / "data.db"
    with open_store(database) as store, store.write():
        number = store.articles.insert(
            article, first_seen=DAY, effective=DAY, archive_only=False,
            listed=Entry(source="press", url=article.url, title="Talks"),
        )  # fmt: skip
        facts = read_article(article)
        stories = ["s"] * len(facts.meetings)
        store.articles.save_facts(number, facts, story="s", meeting_stories=stories, signature={}, keys=())
        office = facts.offices[:1]
        store.people.note(office, DAY.date())

    def run(*words: str) -> str:
        options = ["--config", str(tmp_path), "--database", str(database), "search", *words]
        found = CliRunner().invoke(main, options)
        assert found.exit_code == 0, found.output
        return " ".join(found.output.split())

    return run


def test_a_meeting_is_found_with_its_status_place_and_day_without_codes(search):
    assert "Meeting, held, Geneva, Mon 9 Mar 2026: OSLO - Norwegian" in search("kind:meeting place:Geneva")
    assert "Meeting, held, Geneva" in search("place:Genf")


def test_a_passage_is_shown_once_with_who_said_it_and_who_told_it(search):
    said = search("“without preconditions”")
    assert said.count("be willing to talk") == 1
    assert "Statement, Petra Lund" in said
    assert "told by Petra Lund · Meeting, held" in said


def test_a_name_nobody_has_is_told_with_the_nearest(search):
    assert "did you mean who:Lund? Nothing found." in search("who:Lumd")


def test_that_there_are_more_is_said_only_when_there_are(search):
    assert "--limit shows more" in search("Geneva", "--limit", "1")
    assert "--limit shows more" not in search("kind:meeting place:Geneva", "--limit", "1")
