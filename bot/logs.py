"""Logs: one line an event, on stderr, secrets masked. The door to structlog."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_SECRETS = (
    (re.compile(r"\bx(?:ox[a-z]|app)-[A-Za-z0-9-]+"), "xox?-***"),
    (re.compile(r"(?<=//)[^/@\s]+@"), "***@"),
    (
        re.compile(
            r"((?:token|key|secret|password|passwd|sig|signature|auth)[\w-]*=)[^&\s\"']+", re.IGNORECASE
        ),
        r"\1***",
    ),
)


def mask(text: str) -> str:
    """Return the text with tokens, user information and secret query values masked."""
    for pattern, replacement in _SECRETS:
        text = pattern.sub(replacement, text)
    return text


def _mask_event(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = mask(value)
        elif not isinstance(value, int | float | bool | type(None)):
            event[key] = mask(str(value))
    return event


def configure(*, json: bool, verbose: bool) -> None:
    """Set up logging for the process: JSON for machines, aligned text for people."""
    for name in (
        "httpx",
        "httpcore",
        "apscheduler",
        "slack_sdk",
        "slack_bolt",
        "trafilatura",
        "htmldate",
        "courlan",
    ):
        logging.getLogger(name).setLevel(
            logging.CRITICAL if name in ("trafilatura", "apscheduler") else logging.WARNING
        )
    renderer: Any = (
        structlog.processors.JSONRenderer() if json else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _mask_event,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG if verbose else logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def get() -> Any:
    """Return the logger."""
    return structlog.get_logger()
