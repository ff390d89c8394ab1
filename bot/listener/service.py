"""Listening to Slack: who we are is asked once, then the connections are kept open, and a long silence is told."""

import threading
import time
from functools import partial

from slack_bolt import App

from bot import logs
from bot.commands import Office
from bot.listener.app import Identity, handler_of, make_app
from bot.listener.desk import Desk
from bot.listener.events import look_around
from bot.listener.presses import duties
from bot.listener.work import Work
from bot.slack import Slack, describe
from bot.slack.answers import Answers
from bot.slack.sockets import Sockets

#: Seconds between two looks at the connections.
LOOK = 1.0
#: No connection for so long is told to the operators.
TROUBLE = 120.0
LONGEST_WAIT = 60.0
#: Seconds a stop waits for answers under way.
GRACE = 3.0


class Listener:
    """Takes what people do in Slack, until it is stopped."""

    def __init__(
        self, bot_token: str, app_token: str, base_url: str, office: Office, *, trouble: float = TROUBLE
    ) -> None:
        """Prepare; nothing is asked or opened yet."""
        self._bot_token, self._app_token, self._base_url = bot_token, app_token, base_url
        self._slack = Slack(bot_token, base_url)
        self._office = office
        self._trouble = trouble
        self._work = Work()
        self._sockets: Sockets | None = None
        self._app: App | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="listener", daemon=True)

    def start(self) -> None:
        """Begin to listen, in a thread."""
        self._thread.start()

    def stop(self, seconds: float = GRACE) -> bool:
        """Close the connections and wait for answers under way; return whether all ended in time."""
        self._stop.set()
        until = time.monotonic() + seconds
        if self._sockets is not None:
            self._sockets.stop(seconds)
        if self._app is not None:
            self._app.listener_runner.listener_executor.shutdown(wait=False)
        return self._work.stop(max(until - time.monotonic(), 0.1))

    @property
    def listens(self) -> bool:
        """True while a connection is open."""
        return self._sockets is not None and self._sockets.open > 0

    def _run(self) -> None:
        identity = self._identify()
        if identity is None:
            return
        desk = Desk(self._office, Answers(self._slack), identity.user, self._work, duties())
        app = make_app(self._bot_token, self._base_url, identity, desk)
        self._app = app
        sockets = Sockets(self._app_token, self._base_url, handler_of(app))
        self._sockets = sockets
        sockets.start()
        if self._stop.is_set():
            sockets.stop()
        self._watch(sockets, desk)

    def _identify(self) -> Identity | None:
        """Ask who we are until Slack says it; None when stopped before."""
        wait, said = 1.0, ""
        while not self._stop.is_set():
            answer = self._slack.ask("auth.test", {})
            if isinstance(answer, dict):
                return Identity(
                    team=str(answer.get("team_id") or ""),
                    user=str(answer.get("user_id") or ""),
                    bot=str(answer.get("bot_id") or ""),
                )
            if (reason := describe(answer)) != said:
                said = reason
                logs.get().warning("Slack does not say who we are; asked again", reason=reason)
            self._stop.wait(wait)
            wait = min(wait * 2, LONGEST_WAIT)
        return None

    def _watch(self, sockets: Sockets, desk: Desk) -> None:
        """Tell the operators when no connection stands for long; look around when one does (again)."""
        since, was_open = time.monotonic(), False
        while not self._stop.wait(LOOK):
            now, is_open = time.monotonic(), sockets.open > 0
            if is_open:
                if not was_open:
                    logs.get().info("listening to Slack", connections=sockets.open)
                    self._office.notices().over("socket:")
                    self._work.offer("look around", partial(look_around, desk))
                since = now
            elif now - since > self._trouble:
                self._office.notices().tell(
                    "socket:closed",
                    f"Slack's commands and buttons do not reach me: {sockets.error}. Digests are posted as before. "
                    "See that Socket Mode is on and SLACK_APP_TOKEN is right.",
                )
            was_open = is_open
