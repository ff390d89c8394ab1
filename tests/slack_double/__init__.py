"""A strict local Slack: real HTTP, refuses what Slack refuses, keeps history with metadata, fails on demand.

In a test: `with Double("general") as slack: ... slack.url ...`. By hand: `python -m tests.slack_double --port 8977`.
"""

from tests.slack_double.server import Double, Fault
from tests.slack_double.workspace import BOT_ID, TOKEN, Channel, Workspace

__all__ = ["BOT_ID", "TOKEN", "Channel", "Double", "Fault", "Workspace"]
