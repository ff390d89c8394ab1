"""Deliver: what is queued is posted, in order per channel, each message visible exactly once.

The attempt is marked and committed before the call. Where nobody knows what became of a call (a killed process, a lost
answer, a 5xx), nothing is sent until the history was read: found, it is done; not found twice, it is sent again. Where
the history showed it too late, the repetition is taken away afterwards (bot.jobs.sweep).
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from bot import logs
from bot.console import plain
from bot.errors import CommuniqueError
from bot.jobs.lookback import LookBack
from bot.jobs.sender import Sender
from bot.jobs.sweep import Sweeper
from bot.jobs.verdict import UNREACHED_WAIT, Clock, bad_token
from bot.notices import Notices
from bot.settings import Configuration
from bot.settings.environment import Environment
from bot.slack import CHANNEL_ERRORS, Refused, Slack, Throttled
from bot.store import Store

#: A token that was refused is tried again after this long.
TOKEN_WAIT = timedelta(minutes=5)
#: What was printed for want of a token and is older is not posted when the token comes.
PRINTED_KEEPS = timedelta(hours=24)
#: What was parked because of its channel is tried again up to this age, when the service starts or reloads.
REVIVED = timedelta(days=7)
#: Channels served at a time.
AT_ONCE = 4
#: `digest --post` waits for its messages at most this long.
PATIENCE = timedelta(minutes=3)


class Deliverer:
    """The deliver job over one store. One at a time per database."""

    def __init__(
        self,
        store: Store,
        slack: Slack | None,
        notices: Notices,
        settle: timedelta,
        clock: Clock,
        *,
        echo: Callable[[str], None] = print,
    ) -> None:
        """Prepare; without a Slack everything is printed with `echo` instead, and stays queued."""
        self._outbox = store.outbox
        self._store = store
        self._slack = slack
        self._sender = Sender(store, slack, notices, settle, clock) if slack else None
        self._look_back = LookBack(store, slack, notices, settle, clock) if slack else None
        self._sweeper = Sweeper(store, slack, notices, clock) if slack else None
        self._settle = settle
        self._clock = clock
        self._echo = echo
        self._told_no_token = False
        #: Channels that asked us to wait, and until when.
        self._not_before: dict[str, datetime] = {}
        self._token_until: datetime | None = None

    @property
    def refused(self) -> bool:
        """True while Slack refuses the token."""
        return self._token_until is not None

    @property
    def posts(self) -> bool:
        """False when there is no token, and messages are printed."""
        return self._slack is not None

    def start(self) -> None:
        """Take over what another process left: what it was sending, and what its channels refused."""
        now = self._clock()
        with self._store.write():
            found = self._outbox.recover(now + self._settle)
            if self._slack is not None:
                self._outbox.drop_printed(now - PRINTED_KEEPS)
                self._outbox.revive(CHANNEL_ERRORS, now - REVIVED, now)
        if found:
            logs.get().info("outbox", recovered=found)

    def run(self, stop: Callable[[], bool] = lambda: False) -> None:
        """Handle every message whose time has come; returns when the rest has to wait, or soon after `stop`."""
        if not (self._slack and self._sender and self._look_back and self._sweeper):
            self._print()
            return
        if not self._token_good(self._slack) or not self._look_back.done():
            return
        sender = self._sender
        channels = self._outbox.channels(self._clock())
        if len(channels) == 1:
            self._serve(sender, channels[0], stop)
        elif channels:
            with ThreadPoolExecutor(AT_ONCE, "deliver") as pool:
                # list() lets what went wrong in one channel surface here, after all others were served.
                list(pool.map(lambda channel: self._serve(sender, channel, stop), channels))
        if not stop() and not self.refused:
            # One a run: what is to be sent never waits for more than one look.
            self._sweeper.run()

    def _serve(self, sender: Sender, channel: str, stop: Callable[[], bool]) -> None:
        while not stop() and not self.refused:
            now = self._clock()
            if self._not_before.get(channel, now) > now:
                return
            row = self._outbox.head(channel, now)
            if row is None:
                return
            failure = sender.handle(row)
            if isinstance(failure, Throttled):
                self._not_before[channel] = self._clock() + failure.wait
            elif bad_token(failure):
                self._token_until = self._clock() + TOKEN_WAIT
                logs.get().error(
                    "Slack refuses the bot token; nothing is sent until it is mended, all is kept",
                    reason=str(failure),
                )

    def _token_good(self, slack: Slack) -> bool:
        """Tell whether to send: after a refusal of the token only once Slack takes it again."""
        if self._token_until is None:
            return True
        if self._clock() < self._token_until:
            return False
        failure = slack.whoami()
        if failure is None:
            self._token_until = None
            logs.get().info("Slack takes the bot token again")
            return True
        self._token_until = self._clock() + (TOKEN_WAIT if isinstance(failure, Refused) else UNREACHED_WAIT)
        return False

    def _print(self) -> None:
        for row in self._outbox.unprinted():
            if not self._told_no_token:
                self._told_no_token = True
                self._echo(
                    "No SLACK_BOT_TOKEN: what would be posted is printed here, and kept for a day in case one is set."
                )
            where = f"{row.channel}, in a thread" if row.parent else row.channel
            self._echo(f"--- would post to {where} ---\n{plain(row.body)}")
            with self._store.write():
                self._outbox.printed(row)


def make_slack(environment: Environment) -> Slack | None:
    """Return the workspace the environment names; None without a token."""
    if environment.bot_token is None:
        return None
    listens = environment.app_token is not None
    return Slack(environment.bot_token, environment.slack_api, listens=listens)


def look_back(store: Store, configuration: Configuration, environment: Environment) -> None:
    """Compare a database that was put back with Slack, and wait for that; does nothing for any other, or without a token.

    Raises:
        CommuniqueError: Slack cannot be read now.
    """
    slack = make_slack(environment)
    if slack is None or store.shown.copied() is None:
        return

    settings = configuration.settings.slack
    look = LookBack(store, slack, Notices(store, settings.ops_channel, _clock), settings.settle, _clock)
    until = _clock() + PATIENCE
    while not look.done():
        if _clock() >= until:
            raise CommuniqueError(
                "this database was put back from a backup, and Slack cannot be asked now what was posted since; try again"
            )
        time.sleep(min(max(settings.settle.total_seconds(), 0.05), 1.0))


def deliver_edition(
    store: Store, configuration: Configuration, environment: Environment, edition: int
) -> bool:
    """Send the messages of an edition and what stands before them, and wait; return whether all were sent."""
    deliverer = _deliverer(store, configuration, environment)
    return wait_for(store, deliverer, edition, _clock, time.sleep)


def deliver_due(store: Store, configuration: Configuration, environment: Environment) -> None:
    """Send what is queued, and wait for what was asked to wait a little; what takes longer stays queued.

    Without a token nothing is done: what is queued is printed or posted by the service.
    """
    if environment.bot_token is None:
        return
    deliverer = _deliverer(store, configuration, environment)
    until = _clock() + PATIENCE
    while True:
        deliverer.run()
        due = store.outbox.due()
        if deliverer.refused or due is None or max(due, _clock()) > until:
            return
        time.sleep(min(max((due - _clock()).total_seconds(), 0.05), 1.0))


def _deliverer(store: Store, configuration: Configuration, environment: Environment) -> Deliverer:
    settings = configuration.settings.slack
    notices = Notices(store, settings.ops_channel, _clock)
    deliverer = Deliverer(store, make_slack(environment), notices, settings.settle, _clock)
    deliverer.start()
    return deliverer


def _clock() -> datetime:
    return datetime.now(UTC)


def wait_for(
    store: Store, deliverer: Deliverer, edition: int, clock: Clock, pause: Callable[[float], None]
) -> bool:
    """Deliver until no message of the edition waits any more; return whether all were sent.

    Ends early without a token, with a refused one, and after three minutes: the rest stays queued for the service.
    """
    until = clock() + PATIENCE
    while True:
        deliverer.run()
        counts = store.outbox.counts(edition)
        if not counts.get("queued") and not counts.get("sending"):
            return not counts.get("parked")
        now, due = clock(), store.outbox.due()
        if not deliverer.posts or deliverer.refused or now >= until:
            return False
        pause(min(max((due - now).total_seconds(), 0.05), 1.0) if due else 0.1)


def watch(
    store: Store, edition: int, clock: Clock, pause: Callable[[float], None], patience: timedelta = PATIENCE
) -> bool:
    """Wait until the service that runs beside has sent the messages of an edition; return whether all were."""
    until = clock() + patience
    while clock() < until:
        counts = store.outbox.counts(edition)
        if not counts.get("queued") and not counts.get("sending"):
            return not counts.get("parked")
        pause(0.2)
    return False
