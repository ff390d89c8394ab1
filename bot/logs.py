"""Logs: one line an event, on stderr, secrets masked. The door to structlog."""

import json as jsonlib
import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from bot.masking import is_secret_name, mask

#: What libraries say below these levels is noise to an administrator (httpx prints whole addresses at INFO).
_QUIET = {
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "slack_sdk": logging.WARNING,
    "slack_bolt": logging.WARNING,
    "htmldate": logging.CRITICAL,
    "courlan": logging.CRITICAL,
    "trafilatura": logging.CRITICAL,
    "apscheduler": logging.CRITICAL,
}

Event = MutableMapping[str, Any]


def configure(*, json: bool, verbose: bool, quiet: bool = False) -> None:
    """Set up logging for the process: JSON for machines, plain lines for people; `quiet` leaves only what went wrong."""
    for name, level in _QUIET.items():
        logging.getLogger(name).setLevel(level)
    root = logging.getLogger()
    # The level is the handler's: a library that sets its own logger's level would pass by that of the root.
    root.handlers = [_Libraries(logging.WARNING)]
    root.setLevel(logging.WARNING)
    level = logging.DEBUG if verbose else logging.WARNING if quiet else logging.INFO
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _mask_event,
            _json_line if json else _plain_line,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=_StandardError,
        cache_logger_on_first_use=False,
    )


def get() -> Any:
    """Return the logger."""
    return structlog.get_logger()


class _StandardError:
    """Writes each line whole to whatever stderr is at that moment."""

    def __init__(self, *_: object) -> None:
        pass

    def msg(self, line: str) -> None:
        sys.stderr.write(line + "\n")
        sys.stderr.flush()

    debug = info = warning = error = critical = exception = log = msg


class _Libraries(logging.Handler):
    """Sends what libraries log through the same masking and the same form."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            said = record.getMessage()
        except Exception:
            said = str(record.msg)
        level = "warning" if record.levelno < logging.ERROR else "error"
        getattr(get(), level)(said, logger=record.name, exc_info=record.exc_info or None)


def _mask_event(_logger: Any, _name: str, event: Event) -> Event:
    return {key: _masked(key, value) for key, value in event.items()}


def _masked(key: str, value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    if is_secret_name(key):
        return "***"
    if isinstance(value, dict):
        return {str(k): _masked(str(k), v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_masked("", item) for item in value]
    return mask(str(value))


def _json_line(_logger: Any, _name: str, event: Event) -> str:
    return jsonlib.dumps(event, ensure_ascii=False, default=str)


def _plain_line(_logger: Any, _name: str, event: Event) -> str:
    """Return `time level event key=value …`; a value with white space or marks is quoted as in JSON."""
    head = f"{event.pop('timestamp', '')} {event.pop('level', ''):<7} {_one_line(event.pop('event', ''))}"
    return " ".join([head, *(f"{key}={_value(value)}" for key, value in event.items())])


def _one_line(value: Any) -> str:
    return str(value).replace("\r", "\\r").replace("\n", "\\n")


def _value(value: Any) -> str:
    if isinstance(value, str) and value and value.isprintable() and not set(value) & set(' "=\\'):
        return value
    return jsonlib.dumps(value, ensure_ascii=False, default=str)
