"""A strict local Slack: real HTTP, refuses what Slack refuses, keeps history with metadata, fails on demand.

In a test: `with Double("general") as slack: ... slack.url ...`. By hand: `python -m tests.slack_double --port 8977`.
"""

from tests.slack_double.people import ANN, BEN, EVE
from tests.slack_double.server import Double, Fault
from tests.slack_double.sockets import Exchange
from tests.slack_double.workspace import APP_TOKEN, BOT_ID, TOKEN, USER_ID, Channel, Workspace

__all__ = [
    "ANN",
    "APP_TOKEN",
    "BEN",
    "BOT_ID",
    "EVE",
    "TOKEN",
    "USER_ID",
    "Channel",
    "Double",
    "Exchange",
    "Fault",
    "Workspace",
]
