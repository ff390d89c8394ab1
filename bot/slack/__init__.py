"""Posting to Slack. The door to slack_sdk."""

from bot.slack.client import Slack, describe
from bot.slack.outcomes import (
    CHANNEL_ERRORS,
    Absent,
    Copy,
    Doubtful,
    Failure,
    Finding,
    Outcome,
    Posted,
    Refused,
    Throttled,
    Unreached,
)

__all__ = [
    "CHANNEL_ERRORS",
    "Absent",
    "Copy",
    "Doubtful",
    "Failure",
    "Finding",
    "Outcome",
    "Posted",
    "Refused",
    "Slack",
    "Throttled",
    "Unreached",
    "describe",
]
