"""The bolt app: everything is acknowledged at once and handed on. Nothing here waits for the database or for Slack."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol

from slack_bolt import App
from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response
from slack_bolt.authorization import AuthorizeResult

from bot import logs
from bot.slack.client import quiet_logger, web_client

COMMAND = "/diplomacy"
#: Acknowledgements under way at a time.
THREADS = 8

Body = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who the bot is."""

    team: str
    user: str
    bot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is said at once about a submitted form: mistakes by field, or the view that comes next; neither closes it."""

    errors: dict[str, str] | None = None
    view: Body | None = None


class Taker(Protocol):
    """Takes what people did. Each method returns soon: it queues work."""

    def command(self, body: Body) -> None:
        """Take a command."""

    def action(self, body: Body) -> None:
        """Take a pressed button."""

    def check(self, body: Body) -> Verdict:
        """Judge a submitted form; reads no database."""

    def submitted(self, body: Body) -> None:
        """Take a form that was judged good."""

    def event(self, body: Body) -> None:
        """Take an event."""


def make_app(token: str, base_url: str, identity: Identity, taker: Taker) -> App:
    """Return the app; `identity` spares it to ask who it is before its first acknowledgement."""

    def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None,
            team_id=identity.team,
            bot_token=token,
            bot_id=identity.bot,
            bot_user_id=identity.user,
        )

    app = App(
        name="communique",
        logger=quiet_logger(),
        client=web_client(token, base_url),
        authorize=authorize,
        listener_executor=ThreadPoolExecutor(THREADS, "ack"),
    )
    everything = re.compile(".*", re.DOTALL)

    @app.command(COMMAND)
    def _command(ack: Callable[..., Any], body: Body) -> None:
        ack()
        guarded("command", taker.command, body)

    @app.action(everything)
    def _action(ack: Callable[..., Any], body: Body) -> None:
        ack()
        guarded("action", taker.action, body)

    @app.view(everything)
    def _view(ack: Callable[..., Any], body: Body) -> None:
        verdict = taker.check(body)
        if verdict.errors:
            ack(response_action="errors", errors=verdict.errors)
            return
        if verdict.view:
            ack(response_action="update", view=verdict.view)
        else:
            ack()
        guarded("view", taker.submitted, body)

    @app.event(everything)
    def _event(body: Body) -> None:
        guarded("event", taker.event, body)

    return app


def guarded(what: str, take: Callable[[Body], None], body: Body) -> None:
    """Hand something on; what goes wrong is logged: it is acknowledged already."""
    try:
        take(body)
    except Exception:
        logs.get().exception("what somebody did in Slack was not taken", what=what)


def handler_of(app: App) -> Callable[[Any, Any], None]:
    """Return what answers an envelope: the app decides, the acknowledgement goes out on the same client."""

    def handle(client: Any, request: Any) -> None:
        response = run_bolt_app(app, request)
        try:
            send_response(client, request, response, 0.0)
        except Exception as error:
            # The connection went meanwhile; Slack sends events again, and people press again.
            logs.get().info(
                "an acknowledgement was not sent", reason=f"{type(error).__name__}: {error}"[:200]
            )

    return handle
