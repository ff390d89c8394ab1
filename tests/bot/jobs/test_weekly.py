"""Weekly roll-ups on a real ledger: off by default, each once, from the editions of the week as they stand."""

from datetime import UTC, datetime, timedelta

import pytest

from bot import corrections
from bot.jobs.edition import run_due as editions_due
from bot.jobs.weekly import follow as weekly_follow
from bot.jobs.weekly import ledger_name, run_due
from bot.store import open_store
from digests.corrections import is_retracted
from tests.bot.jobs.test_edition import DIGEST, add, configuration

ASKED = DIGEST.model_copy(update={"weekly": "mon 08:00"})
START = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
#: Monday 08:00 in Paris.
DUE = datetime(2026, 3, 9, 7, tzinfo=UTC)


@pytest.fixture
def store():
    with open_store(None) as opened:
        yield opened


def a_week(store, digest=ASKED) -> None:
    """Let two editions of the first week be posted."""
    config = configuration(digest)
    editions_due(store, config, START)
    run_due(store, config, START)
    for n in (1, 2):
        now = START + timedelta(days=n)
        add(store, n, now)
        editions_due(store, config, now + timedelta(minutes=31))


def test_without_being_asked_for_there_is_no_roll_up(store):
    a_week(store, DIGEST)
    assert run_due(store, configuration(DIGEST), DUE) == []


def test_a_week_is_rolled_up_once_and_queued(store):
    a_week(store)
    config = configuration(ASKED)
    assert run_due(store, config, DUE - timedelta(minutes=1)) == []
    [number] = run_due(store, config, DUE + timedelta(seconds=3))
    assert run_due(store, config, DUE + timedelta(seconds=8)) == []
    row = store.editions.get(number)
    assert (row.digest, row.slot) == (ledger_name("daily"), DUE)
    assert [item["section"] for item in row.body["items"]].count("met") == 1
    assert "Bergen" in row.body["items"][0]["text"]
    assert "Tallinn" in row.body["items"][0]["text"]
    assert store.outbox.get(f"edition:{number}:0").channel == "#desk"


def test_a_roll_up_leaves_the_ranges_of_the_editions_alone(store):
    a_week(store)
    run_due(store, configuration(ASKED), DUE)
    before = store.editions.last("daily")
    add(store, 3, DUE)
    editions_due(store, configuration(ASKED), DUE + timedelta(days=1))
    assert store.editions.last("daily").after_seq == before.upto_seq


def test_a_week_before_roll_ups_were_asked_for_is_not_made_up_for(store):
    a_week(store, DIGEST)
    assert run_due(store, configuration(ASKED), DUE + timedelta(hours=1)) == []
    assert len(run_due(store, configuration(ASKED), DUE + timedelta(days=7))) == 1


@pytest.mark.parametrize(
    ("weekly", "after", "since"),
    [
        ("mon 09:00", timedelta(days=7, hours=1), DUE),
        ("tue 08:00", timedelta(days=8), DUE),
        ("fri 08:00", timedelta(days=4), DUE),
        ("sun 08:00", timedelta(days=6), DUE),
    ],
)
def test_a_roll_up_moved_to_another_time_comes_once_and_goes_on_where_the_last_ended(
    store, weekly, after, since
):
    a_week(store)
    run_due(store, configuration(ASKED), DUE)
    config = configuration(ASKED.model_copy(update={"weekly": weekly}))
    found = [
        n for hours in range(1, 8 * 24 + 1) for n in run_due(store, config, DUE + timedelta(hours=hours))
    ]
    assert [store.editions.get(n).slot for n in found] == [DUE + after]
    assert store.editions.get(found[0]).since == since


def test_weeks_that_were_missed_become_one_late_roll_up(store):
    a_week(store)
    [number] = run_due(store, configuration(ASKED), DUE + timedelta(days=15))
    row = store.editions.get(number)
    assert row.slot == DUE + timedelta(days=14)
    assert row.late


def test_what_was_retracted_in_the_week_is_not_in_its_roll_up(store):
    a_week(store)
    for row in store.editions.all("daily"):
        for line in row.body["items"]:
            corrections.retract(store, row, line["number"], None, DUE - timedelta(hours=5))
    [number] = run_due(store, configuration(ASKED), DUE)
    assert store.editions.get(number).body["items"] == []


def test_a_posted_roll_up_follows_the_corrections_of_its_editions_and_of_no_other(store):
    a_week(store)
    config = configuration(ASKED)
    [number] = run_due(store, config, DUE)
    weekly_follow(store, DUE)
    before = corrections.current(store, store.editions.get(number)).items
    daily = store.editions.all("daily")
    row = next(r for r in daily if r.body["items"])
    line = next(i for i in row.body["items"] if i["section"] == "met")
    corrections.retract(store, row, line["number"], "it was another day", DUE)
    assert weekly_follow(store, DUE) == 1
    assert weekly_follow(store, DUE) == 0
    after = corrections.current(store, store.editions.get(number)).items
    [changed] = [n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
    assert "Bergen" in before[changed].text
    assert "Bergen" not in after[changed].text
    assert "Tallinn" in after[changed].text, "what the other edition told of the two stays"
    assert "corrected" in after[changed].text
    for row in daily:
        for item in corrections.current(store, row).items:
            if not is_retracted(item):
                corrections.retract(store, row, item.number, None, DUE)
    weekly_follow(store, DUE)
    left = [
        i for i in corrections.current(store, store.editions.get(number)).items if i.section != "expected"
    ]
    assert all(is_retracted(item) for item in left)
