"""The agenda of a digest: what its filter lets in, in the command, the calendars and the editions."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from bot.agenda import appointments, publish
from bot.cli import main
from bot.ical import calendar
from bot.jobs.edition import preview
from bot.settings import Configuration, DigestConfig
from bot.site import build
from bot.store import open_store
from tests.bot.test_agenda import CONFIGURATION, NOON, add, forget
from tests.rfc5545 import read

NORTH = DigestConfig(id="north", channel="#north", at=("07:30",), filter="place:Oslo")
SOUTH = DigestConfig(id="south", channel="#south", at=("07:30",), filter="place:Abuja")
ALL = DigestConfig(id="world", channel="#world", at=("07:30",))
DESKS = Configuration(sources=CONFIGURATION.sources, digests=(NORTH, SOUTH, ALL))


@pytest.fixture
def store():
    with open_store(None) as opened:
        yield opened


def calendars(store, now=NOON):
    """Return the events of each digest's calendar as another parser reads them, by place."""
    events = [event for event, _ in publish(store, DESKS, now, "Europe/Oslo")]
    out = {}
    for digest in DESKS.digests:
        found = read(calendar(digest.id, [e for e in events if e.of(digest.id)])).inside
        out[digest.id] = {e.value("LOCATION"): e for e in found}
    return out


def two(store):
    return add(store, 1), add(store, 2, story="other", place="Abuja", date="2026-03-23")


def test_the_agenda_of_a_digest_holds_what_its_filter_lets_in(store):
    two(store)
    found = {d.id: [a.place for a in appointments(store, DESKS, NOON, "UTC", d)] for d in DESKS.digests}
    assert found == {"north": ["Oslo"], "south": ["Abuja"], "world": ["Oslo", "Abuja"]}


def test_the_calendar_of_a_digest_holds_what_its_filter_lets_in(store):
    two(store)
    assert {d: set(found) for d, found in calendars(store).items()} == {
        "north": {"Oslo"},
        "south": {"Abuja"},
        "world": {"Oslo", "Abuja"},
    }


def test_one_event_has_one_uid_in_all_calendars_and_an_update_reaches_each(store):
    two(store)
    before = calendars(store)
    add(store, 3, NOON + timedelta(hours=2), status="postponed", date="2026-03-27")
    after = calendars(store, NOON + timedelta(hours=3))
    for digest in ("north", "world"):
        old, new = before[digest]["Oslo"], after[digest]["Oslo"]
        assert old.value("UID") == new.value("UID") == before["world"]["Oslo"].value("UID")
        assert (int(old.value("SEQUENCE")), int(new.value("SEQUENCE"))) == (0, 1)
        assert new.value("DTSTART") == "20260327"
    assert int(after["south"]["Abuja"].value("SEQUENCE")) == 0


def test_what_is_told_no_more_is_cancelled_in_the_calendars_that_had_it(store):
    first, _ = two(store)
    calendars(store)
    forget(store, first)
    after = calendars(store, NOON + timedelta(hours=1))
    assert after["north"]["Oslo"].value("STATUS") == after["world"]["Oslo"].value("STATUS") == "CANCELLED"
    assert set(after["south"]) == {"Abuja"}


def test_the_site_writes_a_calendar_for_each_digest(store, tmp_path):
    two(store)
    build(store, DESKS, tmp_path, NOON)
    found = {p.stem: len(read(p.read_bytes()).inside) for p in (tmp_path / "calendars").iterdir()}
    assert found == {"north": 1, "south": 1, "world": 2}
    assert len(read((tmp_path / "agenda.ics").read_bytes()).inside) == 2


def test_the_command_takes_a_digest(tmp_path):
    now = datetime.now(UTC)
    (tmp_path / "digests.yaml").write_text(
        'digests:\n  - {id: south, channel: "#s", at: "07:30", filter: "place:Abuja"}\n', "utf-8"
    )
    with open_store(tmp_path / "a.db") as store:
        add(store, 1, now, date=(now + timedelta(days=4)).date().isoformat())
        add(store, 2, now, story="x", place="Abuja", date=(now + timedelta(days=5)).date().isoformat())

    def run(*arguments):
        options = ["--config", str(tmp_path), "--database", str(tmp_path / "a.db"), "agenda"]
        return CliRunner().invoke(main, [*options, *arguments])

    assert [row["place"] for row in json.loads(run("south", "--json").stdout)] == ["Abuja"]
    assert [row["place"] for row in json.loads(run("--json").stdout)] == ["Oslo", "Abuja"]
    assert len(read(run("south", "--ics", "-").stdout_bytes).inside) == 1
    assert run("sout").exit_code == 2


def test_an_edition_looks_for_a_report_in_other_stories_before_it_says_there_is_none(store):
    """The report came in as a story of its own: only beside the announcement it shows that both tell one meeting."""
    due = {"date": "2026-03-13"}
    add(store, 1, NOON - timedelta(days=4), **due)
    later = NOON + timedelta(minutes=1)
    alone = preview(store, DESKS, ALL, later)
    assert ["no report of the outcome" in item.text for item in alone.items] == [True]
    # Told before the range of this edition, on the day itself.
    add(store, 2, NOON - timedelta(hours=30), story="of its own", status="held", **due)
    assert preview(store, DESKS, ALL, later).items == ()
