"""`communique run`: the service."""

import os
import signal
import sys
import time
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from types import FrameType
from typing import TYPE_CHECKING

import click

from bot.cli import App
from bot.errors import StoreError

if TYPE_CHECKING:
    from bot.reading import Readers

#: Seconds between two looks at signals; and at the configuration files.
LOOK, LOOK_AROUND = 0.1, 1.0


class Signals:
    """What signals ask for. A handler only sets a flag: anything more may meet a lock the interrupted thread holds."""

    def __init__(self) -> None:
        self.stop = False
        self.reload = False
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        signal.signal(signal.SIGHUP, self._reload)

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.stop = True

    def _reload(self, _signal: int, _frame: FrameType | None) -> None:
        self.reload = True


@click.command()
@click.pass_obj
def command(app: App) -> None:
    """Run the service: fetch, read, and post each digest when it is due.

    SIGTERM finishes what is under way and exits; SIGHUP, or a change of the files, reloads the configuration. Without
    SLACK_BOT_TOKEN everything that would be posted is printed instead.

    \b
    Example: communique --config config --database data/communique.db run
    """
    from bot.heap import keep_small
    from bot.metrics import serving
    from bot.process import kill_all
    from bot.service import Service
    from bot.settings.environment import read_environment
    from bot.store.lock import hold

    configuration = app.configuration
    signals = Signals()
    keep_small()
    # The processes start before the database is opened and any thread begins.
    metrics = configuration.settings.metrics
    with (
        hold(app.database),
        _reading(app) as readers,
        app.store() as store,
        serving(metrics.address, metrics.port, app.database),
    ):
        damage = store.connection.check()
        if damage:
            raise StoreError(f"{app.database} is damaged ({damage}); restore a backup, nothing was changed")
        service = Service(store, app.config_folder, configuration, read_environment, readers, echo=click.echo)
        service.start()
        looked = time.monotonic()
        while not signals.stop:
            time.sleep(LOOK)
            if signals.reload:
                signals.reload = False
                service.reload(asked=True)
            elif time.monotonic() - looked >= LOOK_AROUND:
                looked = time.monotonic()
                service.look_around()
        if not service.stop():
            # A call that does not end in time is settled by the next start; waiting for its thread helps nobody.
            sys.stdout.flush()
            sys.stderr.flush()
            kill_all()
            os._exit(0)


def _reading(app: App) -> "AbstractContextManager[Readers]":
    """Start the reading processes with what is known today; the database is closed again before they start."""
    from bot.knowledge import knowledge_of
    from bot.workers import reading

    with app.store() as store:
        known = knowledge_of(app.configuration, store, datetime.now(UTC).date())
    return reading(app.configuration.settings.workers, known)
