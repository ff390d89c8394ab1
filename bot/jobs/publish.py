"""Publish: posted editions are corrected when news changes them, weeks rolled up, and the site is brought up to date."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot import logs
from bot.jobs import weekly
from bot.jobs.afterwards import follow
from bot.jobs.recheck import begin
from bot.settings import Configuration
from bot.site import build, folder_of
from bot.store import Store
from bot.store.corrections import Corrections

Step = Callable[[Configuration, datetime], None]

#: What only the agenda shows may wait so long.
AGENDA = timedelta(minutes=15)


class Publisher:
    """Knows what was published last, so that nothing is made twice."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._editions: object = None
        self._articles = -1
        self._built: datetime | None = None

    def steps(self) -> dict[str, Step]:
        """Return what is to be done, in order, by name: what fails in one must not stop the others."""
        return {
            "rechecks": self.look_again,
            "corrections": self.correct,
            "weekly": self.roll_up,
            "site": self.build,
        }

    def look_again(self, configuration: Configuration, now: datetime) -> None:
        """Want the pages that posted editions rest on and that are due to be looked at again."""
        begin(self._store, configuration, now)

    def correct(self, configuration: Configuration, now: datetime) -> None:
        """Correct the posted lines that later news change."""
        corrected = follow(self._store, configuration, now)
        if corrected:
            logs.get().info("lines corrected", number=corrected)

    def roll_up(self, configuration: Configuration, now: datetime) -> None:
        """Queue the weekly roll-ups that are due, and correct the posted ones with their editions."""
        weekly.run_due(self._store, configuration, now)
        weekly.follow(self._store, now)

    def build(self, configuration: Configuration, now: datetime) -> None:
        """Build the site when something in it changed."""
        folder = folder_of(configuration)
        if folder is None:
            return
        shown = (
            configuration.settings.site,
            configuration.digests,
            self._store.editions.last_id(),
            Corrections(self._store.connection).last_id(),
        )
        articles = self._store.articles.upto_seq()
        if shown == self._editions and not self._aged(articles, now):
            return
        done = build(self._store, configuration, folder, now)
        self._editions, self._articles, self._built = shown, articles, now
        if done.written:
            logs.get().info("site", editions=done.editions, written=done.written)

    def _aged(self, articles: int, now: datetime) -> bool:
        """Tell whether the agenda may have changed: with the news, at most so often, and with the day."""
        if self._built is None or now.date() != self._built.date():
            return True
        return articles != self._articles and now - self._built >= AGENDA
