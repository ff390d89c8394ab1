"""When jobs run: ticks, and one wake-up per digest. The door to apscheduler.

The scheduler only wakes; what is due is decided by the ledger in the store. So nothing depends on a wake-up that came
late, twice or never.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.interval import IntervalTrigger

Job = Callable[[], None]
#: The next instant after the given one; None for never again.
Following = Callable[[datetime], datetime | None]

#: Jobs running at a time: the ticks and some wake-ups.
THREADS = 8


class WakeUp(BaseTrigger):  # type: ignore[misc] # apscheduler ships no types
    """Fires at the instants a function names. Cron fields cannot say what clock changes do to a local time."""

    __slots__ = ("following",)

    def __init__(self, following: Following) -> None:
        self.following = following

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime | None:
        """Return the next instant; missed ones are not made up for."""
        return self.following(max(previous, now) if previous else now)


class Schedule:
    """Runs jobs in threads, each job in one thread at a time."""

    def __init__(self) -> None:
        # By default a job that is a second late is dropped without a word.
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._scheduler = BackgroundScheduler(
            timezone=UTC, executors={"default": ThreadPoolExecutor(THREADS)}, job_defaults=defaults
        )

    def every(self, name: str, interval: timedelta, job: Job) -> None:
        """Run a job now and then again and again."""
        trigger = IntervalTrigger(seconds=interval.total_seconds(), timezone=UTC)
        self._scheduler.add_job(job, trigger, id=name, next_run_time=datetime.now(UTC), replace_existing=True)

    def at(self, name: str, following: Following, job: Job) -> None:
        """Wake a job at the instants `following` names; replaces what had the name."""
        self._scheduler.add_job(job, WakeUp(following), id=name, replace_existing=True)

    def drop(self, name: str) -> None:
        """Wake a job no more."""
        try:
            self._scheduler.remove_job(name)
        except JobLookupError:
            # A wake-up that never comes again removed itself.
            return

    def names(self) -> list[str]:
        """Return the names of the jobs that will run."""
        return sorted(job.id for job in self._scheduler.get_jobs() if job.next_run_time)

    def start(self) -> None:
        """Begin."""
        self._scheduler.start()

    def stop(self) -> None:
        """Start no more jobs; those that run go on."""
        self._scheduler.shutdown(wait=False)
