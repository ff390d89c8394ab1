"""The agenda of a real store, and what calendars are told as the news goes on."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from bot.agenda import appointments, publish
from bot.cli import main
from bot.ical import calendar
from bot.settings import Configuration
from bot.store import open_store
from digests.agenda import split
from digests.days import local_day
from digests.records import Facts, Meeting, Participant
from scrapers.article import Article, Entry
from scrapers.source import Source
from tests.rfc5545 import read

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
LUND = Participant(name="Petra Lund", role="Norwegian Foreign Minister", country="NOR")
FINCH = Participant(name="Aldous Finch", role="British Foreign Secretary", country="GBR")
TEXT = "Norwegian Foreign Minister Petra Lund and British Foreign Secretary Aldous Finch were named, said officials."
CONFIGURATION = Configuration(
    sources=(Source(id="gazette", url="https://gazette.example/feed", name="Gazette", family="Gazette"),)
)


def add(store, n: int, now: datetime = NOON, *, story: str = "s.0", **more) -> int:
    """Store an article that tells of the meeting; `more` are values of it."""
    one = Article(
        url=f"https://gazette.example/{n}",
        source="gazette",
        title=f"Ministers talk, part {n}",
        text=TEXT,
        language="en",
        published=now,
        fetched=now,
        fingerprint=str(n),
    )
    values = {
        "status": "planned",
        "place": "Oslo",
        "date": "2026-03-20",
        "format": "bilateral_meeting",
        **more,
    }
    met = Meeting(participants=(LUND, FINCH), span=(0, len(TEXT)), cue="meet", **values)
    facts = Facts(meetings=(met,), countries=("GBR", "NOR"))
    with store.write():
        number = store.articles.insert(
            one,
            first_seen=now,
            effective=now,
            archive_only=False,
            listed=Entry(source="gazette", url=one.url, title=one.title),
        )
        store.articles.save_facts(
            number, facts, story=f"s{n}", meeting_stories=(story,), signature={}, keys=()
        )
    return number


def forget(store, number: int) -> None:
    """Let a new version of the article tell of no meeting."""
    with store.write():
        store.articles.save_facts(number, Facts(), story="x", meeting_stories=(), signature={}, keys=())


def told(store, now: datetime = NOON):
    """Return what a calendar reads, by UID."""
    events = [event for event, _ in publish(store, CONFIGURATION, now, "Europe/Oslo")]
    return {e.value("UID"): e for e in read(calendar("Agenda", events)).inside}


@pytest.fixture
def store():
    with open_store(None) as opened:
        yield opened


def test_an_announced_meeting_is_an_event_with_its_source(store):
    add(store, 1)
    [event] = told(store).values()
    assert (event.value("DTSTART"), event.value("DTEND")) == ("20260320", "20260321")
    assert event.value("STATUS") == "CONFIRMED"
    assert event.value("SEQUENCE") == "0"
    assert event.value("LOCATION") == "Oslo"
    assert event.value("URL") == "https://gazette.example/1"
    assert "announced by Gazette" in event.value("DESCRIPTION")


def test_nothing_new_changes_no_byte(store):
    add(store, 1)
    first = calendar("Agenda", [e for e, _ in publish(store, CONFIGURATION, NOON, "UTC")])
    later = calendar(
        "Agenda", [e for e, _ in publish(store, CONFIGURATION, NOON + timedelta(hours=5), "UTC")]
    )
    assert first == later


def test_a_meeting_that_moved_is_an_update_of_the_same_event(store):
    add(store, 1)
    [before] = told(store).items()
    add(store, 2, NOON + timedelta(hours=1), status="postponed", date="2026-03-25")
    [after] = told(store, NOON + timedelta(hours=2)).items()
    assert after[0] == before[0]
    assert after[1].value("DTSTART") == "20260325"
    assert int(after[1].value("SEQUENCE")) == 1
    assert after[1].value("DTSTAMP") == "20260314T140000Z"
    assert "oved from Fri 20 Mar" in after[1].value("DESCRIPTION")


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_a_meeting_that_is_called_off_or_put_off_is_a_cancelled_event_on_its_day(store, status):
    add(store, 1)
    told(store)
    add(store, 2, NOON + timedelta(hours=1), status=status, date=None)
    [event] = told(store, NOON + timedelta(hours=2)).values()
    assert event.value("STATUS") == "CANCELLED"
    assert event.value("SEQUENCE") == "1"
    assert event.value("DTSTART") == "20260320"


def test_a_meeting_that_its_source_no_longer_tells_of_is_cancelled_and_comes_back_when_told_again(store):
    number = add(store, 1)
    told(store)
    forget(store, number)
    [event] = told(store, NOON + timedelta(hours=1)).values()
    assert (event.value("STATUS"), event.value("SEQUENCE")) == ("CANCELLED", "1")
    add(store, 2, NOON + timedelta(hours=2))
    [event] = told(store, NOON + timedelta(hours=3)).values()
    assert (event.value("STATUS"), event.value("SEQUENCE")) == ("CONFIRMED", "2")


def test_a_later_passage_alone_is_no_new_sequence(store):
    add(store, 1)
    told(store)
    add(store, 2, NOON + timedelta(hours=1))
    [event] = told(store, NOON + timedelta(hours=2)).values()
    assert event.value("SEQUENCE") == "0"


def test_a_month_is_a_tentative_span_and_no_day_is_no_event(store):
    add(store, 1, date="2026-04")
    add(store, 2, story="other", date=None, place="Bergen")
    [event] = told(store).values()
    assert (event.value("DTSTART"), event.value("DTEND")) == ("20260401", "20260501")
    assert event.value("STATUS") == "TENTATIVE"
    assert event.value("SUMMARY").startswith("Day not certain: ")


def test_what_was_announced_long_ago_is_not_forgotten_before_its_day(store):
    add(store, 1, date="2026-06-30")
    told(store)
    after = NOON + timedelta(days=60)
    [event] = told(store, after).values()
    assert (event.value("STATUS"), event.value("SEQUENCE")) == ("CONFIRMED", "0")
    assert [a.state for a in appointments(store, CONFIGURATION, after, "UTC")] == ["expected"]


def test_the_day_after_an_event_says_what_came_of_it(store):
    add(store, 1)
    told(store)
    after = NOON + timedelta(days=7)
    [event] = told(store, after).values()
    assert event.value("STATUS") == "TENTATIVE"
    assert event.value("SUMMARY").startswith("No report: ")
    add(store, 2, after, status="held")
    [event] = told(store, after + timedelta(hours=1)).values()
    assert event.value("STATUS") == "CONFIRMED"
    assert not event.value("SUMMARY").startswith("No report")


def test_a_report_that_began_a_story_of_its_own_is_found_all_the_same(store):
    add(store, 1)
    after = NOON + timedelta(days=7)
    assert [a.state for a in appointments(store, CONFIGURATION, after, "UTC")] == ["no report"]
    add(store, 2, after, story="another", status="held")
    [found] = appointments(store, CONFIGURATION, after, "UTC")
    assert found.state == "took place"


def test_a_report_of_another_day_is_none(store):
    add(store, 1)
    add(store, 2, NOON + timedelta(days=7), story="another", status="held", date="2026-03-16")
    found = appointments(store, CONFIGURATION, NOON + timedelta(days=7), "UTC")
    assert [a.state for a in found] == ["no report"]


def test_what_is_ahead_and_what_is_over_stand_apart(store):
    add(store, 1)
    add(store, 2, story="other", place="Bergen", date="2026-03-12", now=NOON - timedelta(days=4))
    found = appointments(store, CONFIGURATION, NOON, "UTC")
    ahead, over = split(found, local_day(NOON, "UTC"))
    assert [a.state for a in ahead] == ["expected"]
    assert [a.state for a in over] == ["no report"]


def run(database, *arguments: str):
    done = CliRunner().invoke(main, ["--database", str(database), "agenda", *arguments])
    assert done.exit_code == 0, done.output
    return done


def test_the_command_prints_what_comes_and_what_came_of_it(tmp_path):
    now = datetime.now(UTC)
    with open_store(tmp_path / "a.db") as store:
        add(store, 1, now, date=(now + timedelta(days=4)).date().isoformat())
        add(
            store,
            2,
            now,
            story="x",
            status="planned",
            place="Bergen",
            date=(now - timedelta(days=4)).date().isoformat(),
        )
    text = run(tmp_path / "a.db").stdout
    assert text.index("Announced") < text.index("Oslo") < text.index("What came of it") < text.index("Bergen")
    rows = json.loads(run(tmp_path / "a.db", "--json").stdout)
    assert [row["state"] for row in rows] == ["no report", "expected"]
    assert rows[1]["announced"] == [{"url": "https://gazette.example/1", "source": "gazette"}]


def test_the_command_writes_a_calendar(tmp_path):
    now = datetime.now(UTC)
    with open_store(tmp_path / "a.db") as store:
        add(store, 1, now, date=(now + timedelta(days=4)).date().isoformat())
    assert "1 event in" in run(tmp_path / "a.db", "--ics", str(tmp_path / "out.ics")).stderr
    assert len(read((tmp_path / "out.ics").read_bytes()).inside) == 1
    assert read(run(tmp_path / "a.db", "--ics", "-").stdout_bytes).inside


def test_an_empty_archive_has_an_empty_agenda(tmp_path):
    assert "Nothing is announced" in run(tmp_path / "a.db").stdout
    assert json.loads(run(tmp_path / "a.db", "--json").stdout) == []
