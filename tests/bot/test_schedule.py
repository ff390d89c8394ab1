"""Wake-ups and lanes: nothing fires twice for a clock change, nothing drops what is late, nothing holds up another."""

import threading
from datetime import UTC, datetime, time, timedelta
from functools import partial

import pytest

from bot.lanes import Lanes
from bot.schedule import Schedule, WakeUp
from bot.settings import DigestConfig
from bot.timing import next_run

PATIENCE = 5


def daily(at: time) -> DigestConfig:
    return DigestConfig(id="d", channel="#desk", at=(at,))


@pytest.mark.parametrize(
    ("wall", "after", "expected"),
    [
        # Spring: 02:30 does not exist on 29 March 2026 in Paris, so it is 03:00 summer time.
        (time(2, 30), datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        # Autumn: 02:30 comes twice on 25 October 2026; the first counts.
        (time(2, 30), datetime(2026, 10, 25, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 26, 1, 30, tzinfo=UTC)),
        (time(7, 30), datetime(2026, 3, 2, 6, 29, 59, tzinfo=UTC), datetime(2026, 3, 2, 6, 30, tzinfo=UTC)),
    ],
)
def test_a_digest_wakes_at_its_local_time_across_clock_changes(
    wall: time, after: datetime, expected: datetime
):
    assert WakeUp(partial(next_run, daily(wall), "Europe/Paris")).get_next_fire_time(None, after) == expected


def test_wake_ups_missed_while_the_machine_slept_are_not_made_up_for():
    """The ledger composes one edition for all of them."""
    every = DigestConfig(id="d", channel="#desk", every=timedelta(seconds=1))
    trigger = WakeUp(partial(next_run, every, "UTC"))
    slept, woke = datetime(2026, 3, 2, 1, tzinfo=UTC), datetime(2026, 3, 2, 9, 0, 0, 500_000, tzinfo=UTC)
    assert trigger.get_next_fire_time(slept, woke) == datetime(2026, 3, 2, 9, 0, 1, tzinfo=UTC)


def test_a_digest_that_never_runs_again_never_wakes():
    assert WakeUp(lambda _after: None).get_next_fire_time(None, datetime(2026, 3, 2, tzinfo=UTC)) is None


def test_jobs_run_at_once_and_wake_ups_when_named():
    ticked, woken = threading.Event(), threading.Event()
    schedule = Schedule()
    schedule.every("tick", timedelta(hours=1), ticked.set)
    schedule.at("wake", lambda after: after + timedelta(milliseconds=20), woken.set)
    schedule.at("gone", lambda _after: None, woken.set)
    schedule.start()
    assert ticked.wait(PATIENCE)
    assert woken.wait(PATIENCE)
    schedule.drop("wake")
    schedule.drop("never there")
    assert schedule.names() == ["tick"]
    schedule.stop()


def test_a_key_is_worked_on_once_at_a_time_and_others_go_on():
    hold, done = threading.Event(), threading.Event()
    lanes = Lanes("t", 2)
    assert lanes.offer("slow", lambda: hold.wait(PATIENCE) and None)
    assert not lanes.offer("slow", done.set)
    assert lanes.offer("fast", done.set)
    assert done.wait(PATIENCE)
    assert "slow" in lanes.busy
    assert not lanes.join(0)
    hold.set()
    assert lanes.join(PATIENCE)
    assert lanes.busy == frozenset()


def test_no_more_than_so_many_lanes_are_open():
    hold = threading.Event()
    lanes = Lanes("t", 1)
    assert lanes.offer("a", lambda: hold.wait(PATIENCE) and None)
    assert not lanes.offer("b", hold.set)
    hold.set()
    assert lanes.join(PATIENCE)


def test_a_lane_is_free_again_after_its_work_failed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(threading, "excepthook", lambda _args: None)
    lanes = Lanes("t", 1)
    assert lanes.offer("a", lambda: [][1])
    assert lanes.join(PATIENCE)
    assert lanes.offer("a", lambda: None)
