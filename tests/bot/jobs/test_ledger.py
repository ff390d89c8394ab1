"""Changes of a digest while it runs: whatever is changed and whenever, each day has its edition, neither two nor none."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, permutations
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.jobs.edition import due, post_due, run_due
from bot.settings import Configuration
from bot.settings.models import DigestConfig
from bot.store import open_store
from bot.timing import next_run
from digests.days import local_day

PARIS = "Europe/Paris"
SECOND = timedelta(seconds=1)
#: A day like any other, and those on which Paris loses and gains an hour.
DAYS = (date(2026, 3, 4), date(2026, 3, 29), date(2026, 10, 25))


def digest(**given: Any) -> DigestConfig:
    return DigestConfig.model_validate({"id": "daily", "channel": "#desk", "timezone": PARIS, **given})


def wall(day: date, clock: str, zone: str = PARIS) -> datetime:
    return datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


class Life:
    """A digest in a store, looked at whenever something may be due, as the service does."""

    def __init__(self, first: DigestConfig, begin: datetime) -> None:
        self.store = open_store(None)
        self.now = begin
        self.use(first)

    def use(self, changed: DigestConfig) -> None:
        self.digest = changed
        self.configuration = Configuration(digests=(changed,))
        run_due(self.store, self.configuration, self.now)

    def until(self, end: datetime) -> None:
        while (slot := next_run(self.digest, self.digest.timezone, self.now)) and slot < end:
            self.now = slot + SECOND / 2
            run_due(self.store, self.configuration, self.now)
        self.now = max(self.now, end)

    def posted(self) -> list[tuple[datetime, date]]:
        """Return when editions were posted, and the local day each was due."""
        rows = self.store.editions.all()
        return [(r.until, local_day(r.slot, r.record["scope"]["timezone"])) for r in rows]


def lived(first: DigestConfig, changes: list[tuple[datetime, DigestConfig]], begin: datetime, end: datetime):
    life = Life(first, begin)
    for at, changed in sorted(changes, key=lambda change: change[0]):
        life.until(at)
        life.use(changed)
    life.until(end)
    try:
        return life.posted()
    finally:
        life.store.close()


def moments(day: date, *clocks: str) -> Iterator[datetime]:
    """Yield instants just before and just after each of some times of a day."""
    for clock in clocks:
        yield from (wall(day, clock) - SECOND, wall(day, clock) + SECOND)


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize(
    "pair", list(permutations(("00:00", "02:30", "06:45", "07:30", "23:59"), 2)), ids="-".join
)
def test_a_changed_time_leaves_each_day_one_edition(day: date, pair: tuple[str, str]):
    old, new = pair
    first, last = day - timedelta(days=2), day + timedelta(days=2)
    for at in moments(day, old, new):
        posted = lived(
            digest(at=old),
            [(at, digest(at=new))],
            wall(first, "00:00") - SECOND,
            wall(last, "00:00") + timedelta(days=1) - SECOND / 10,
        )
        assert [d for _, d in posted] == [first + timedelta(days=n) for n in range(5)], (at, posted)


ZONES = (PARIS, "Pacific/Auckland", "America/Los_Angeles", "Asia/Kathmandu", "America/Sao_Paulo")


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("pair", list(permutations(ZONES, 2)), ids="-".join)
def test_a_changed_zone_gives_no_day_two_editions_and_leaves_no_reader_without(
    day: date, pair: tuple[str, str]
):
    old, new = pair
    for clock in ("00:15", "07:30", "20:00"):
        for at in (wall(day, clock, old) - SECOND, wall(day, clock, old) + SECOND):
            posted = lived(
                digest(at=clock, timezone=old),
                [(at, digest(at=clock, timezone=new))],
                wall(day - timedelta(days=3), "12:00", old),
                wall(day + timedelta(days=4), "12:00", new),
            )
            days = [d for _, d in posted]
            assert len(set(days)) == len(days), (at, posted)
            assert all(
                later - earlier <= timedelta(hours=48) for (earlier, _), (later, _) in pairwise(posted)
            )


@pytest.mark.parametrize(
    ("old", "new", "at", "expected"),
    [
        # Posted at 07:30; what is changed later that day begins with the next day.
        ({"at": "07:30"}, {"at": "09:00"}, "07:40", 1),
        ({"at": "07:30"}, {"at": "09:00"}, "10:00", 1),
        # A further time is a further edition, when its time is still to come.
        ({"at": "07:30"}, {"at": ["07:30", "17:00"]}, "08:00", 2),
        ({"at": "07:30"}, {"at": ["07:30", "17:00"]}, "18:00", 1),
        ({"at": "07:30"}, {"at": ["05:00", "07:30"]}, "08:00", 1),
        ({"at": "07:30"}, {"at": ["05:00", "08:00"]}, "08:30", 1),
        # The second of two stays the second.
        ({"at": ["07:30", "17:00"]}, {"at": ["07:30", "18:00"]}, "08:00", 2),
        ({"at": ["07:30", "17:00"]}, {"at": ["08:00", "17:00"]}, "07:40", 2),
        ({"at": ["07:30", "17:00"]}, {"at": ["08:00", "18:00"]}, "17:30", 2),
        ({"at": ["07:30", "17:00"]}, {"at": "12:00"}, "08:00", 1),
        ({"at": ["07:30", "17:00"]}, {"at": "12:00"}, "07:00", 1),
        ({"at": "12:00"}, {"at": ["07:30", "17:00"]}, "13:00", 2),
        # A day that was not one of its days is not made up for; one that becomes one is kept.
        ({"at": "07:30", "days": ["mon"]}, {"at": "07:30"}, "10:00", 0),
        ({"at": "07:30", "days": ["mon"]}, {"at": "07:30"}, "07:00", 1),
        ({"at": "07:30"}, {"at": "07:30", "days": ["mon"]}, "07:00", 0),
        ({"at": "07:30"}, {"at": "07:30", "days": ["mon"]}, "08:00", 1),
        ({"at": "07:30"}, {"at": "07:30", "skip": ["2026-03-04"]}, "07:00", 0),
        ({"at": "07:30", "skip": ["2026-03-04"]}, {"at": "07:30"}, "10:00", 0),
        ({"at": "07:30", "skip": ["2026-03-04"]}, {"at": "07:30"}, "07:00", 1),
        # Earlier, with the old time still to come: at once, for the day is owed one.
        ({"at": "07:30"}, {"at": "06:45"}, "07:00", 1),
        # After a trial the day has its edition all the same.
        ({"every": "12h"}, {"at": "09:00"}, "08:00", 2),
    ],
)
def test_a_changed_rhythm_gives_the_day_what_is_meant(
    old: dict[str, Any], new: dict[str, Any], at: str, expected: int
):
    day = date(2026, 3, 4)
    posted = lived(
        digest(**old),
        [(wall(day, at), digest(**new))],
        wall(day, "00:00") - timedelta(days=3),
        wall(day, "23:59"),
    )
    assert Counter(d for _, d in posted)[day] == expected, posted


def test_a_time_changed_again_and_again_still_gives_the_day_one_edition():
    day = date(2026, 3, 4)
    changes = [
        (wall(day, "07:40"), digest(at="09:00")),
        (wall(day, "07:50"), digest(at="10:00")),
        (wall(day, "08:00"), digest(at="07:30")),
        (wall(day, "09:30"), digest(at="11:00")),
    ]
    posted = lived(digest(at="07:30"), changes, wall(day, "00:00"), wall(day, "23:00") + timedelta(days=1))
    assert [d for _, d in posted] == [day, day + timedelta(days=1)]


def test_a_change_made_while_the_service_was_down_is_noticed_at_its_start():
    day = date(2026, 3, 4)
    life = Life(digest(at="07:30"), wall(day, "00:00"))
    life.until(wall(day, "07:45"))
    life.now = wall(day, "12:00")
    life.use(digest(at="09:00"))
    assert len(life.posted()) == 1
    life.now = wall(day + timedelta(days=1), "12:00")
    life.use(digest(at="08:00"))
    assert len(life.posted()) == 2, "it was owed, and is late"
    assert life.store.editions.last("daily").late


@pytest.mark.parametrize(
    "at", ["07:29:59", "07:30:01", "13:00"], ids=["just before", "just after", "long after"]
)
@pytest.mark.parametrize("keeps", [True, False], ids=["was", "no was"])
def test_a_changed_id_gives_the_day_one_edition(at: str, keeps: bool):
    day = date(2026, 3, 4)
    changed = digest(id="morning", at="07:30", **({"was": "daily"} if keeps else {}))
    end = wall(day, "12:00") + timedelta(days=1)
    posted = lived(digest(at="07:30"), [(wall(day, at), changed)], wall(day, "00:00"), end)
    assert [d for _, d in posted] == [day, day + timedelta(days=1)]


def test_a_digest_changed_before_its_first_edition_comes_when_it_says_now():
    day = date(2026, 3, 4)
    posted = lived(
        digest(at="07:30"),
        [(wall(day, "11:00"), digest(at="12:00"))],
        wall(day, "10:00"),
        wall(day, "23:00"),
    )
    assert len(posted) == 1
    posted = lived(
        digest(at="07:30"), [(wall(day, "11:00"), digest(at="06:45"))], wall(day, "10:00"), wall(day, "23:00")
    )
    assert posted == [], "what was due before it was known is not made up for"


def test_an_edition_that_was_being_composed_when_the_time_changed_is_not_posted_twice():
    """The old configuration is still in the hands of a job when the new one is read."""
    day = date(2026, 3, 4)
    life = Life(digest(at="07:30"), wall(day, "00:00"))
    life.now = wall(day, "07:30") + SECOND
    [(old, slot)] = due(life.store, life.configuration, life.now)
    before = life.configuration
    life.use(digest(at="07:15"))
    assert len(life.posted()) == 1
    post_due(life.store, before, old, slot, life.now)
    life.until(wall(day, "23:00"))
    assert len(life.posted()) <= 2
    assert post_due(life.store, before, old, slot, life.now) is None


def test_a_digest_of_before_its_times_were_noted_goes_on_as_it_was():
    day = date(2026, 3, 4)
    life = Life(digest(at="07:30"), wall(day, "00:00"))
    life.until(wall(day, "08:00"))
    life.store.connection.run("UPDATE digests SET rhythm = NULL")
    life.use(digest(at="07:30"))
    life.until(wall(day, "23:00") + timedelta(days=1))
    assert [d for _, d in life.posted()] == [day, day + timedelta(days=1)]


def queued(life: Life) -> tuple[str, str, str]:
    [row] = life.store.editions.all()
    head = life.store.outbox.get(f"edition:{row.id}:0")
    return row.channel, head.channel, head.state


def test_an_edition_nobody_has_seen_goes_to_the_new_channel():
    day = date(2026, 3, 4)
    life = Life(digest(at="07:30"), wall(day, "00:00"))
    life.until(wall(day, "07:31"))
    assert queued(life) == ("#desk", "#desk", "queued")
    life.use(digest(at="07:30", channel="#syria"))
    assert queued(life) == ("#syria", "#syria", "queued")


def test_an_edition_its_channel_refused_goes_to_the_new_one_and_one_that_may_be_there_stays():
    day = date(2026, 3, 4)
    for state, error, expected in [
        ("parked", "channel_not_found", "#syria"),
        ("parked", "invalid_blocks", "#desk"),
        ("sending", None, "#desk"),
        ("sent", None, "#desk"),
    ]:
        life = Life(digest(at="07:30"), wall(day, "00:00"))
        life.until(wall(day, "07:31"))
        life.store.connection.run("UPDATE deliveries SET state = ?, last_error = ?", (state, error))
        life.use(digest(at="07:30", channel="#syria"))
        assert queued(life)[0] == expected, state
        assert queued(life)[1] == expected, state
        assert life.store.editions.all()[0].body["channel"] == expected


def test_an_edition_posted_elsewhere_by_hand_stays_there():
    from bot.jobs.edition import post

    day = date(2026, 3, 4)
    life = Life(digest(at="07:30"), wall(day, "00:00"))
    post(life.store, life.configuration, life.digest, life.now, life.now, channel="#test")
    life.use(digest(at="07:30", channel="#syria"))
    assert queued(life)[:2] == ("#test", "#test")
