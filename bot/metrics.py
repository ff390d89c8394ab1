"""The state of everything as Prometheus reads it: text format 0.0.4, printed, or served to whoever may reach the port.

Numbers and ids only: nothing a source wrote, no address, no secret.
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path
from socket import AF_INET6
from typing import Any

from bot import logs
from bot.errors import StoreError
from bot.store.pulse import Figures, measure

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
#: Seconds a caller may take; one is served after the other.
PATIENCE = 5.0

_HELP = {
    "up": ("gauge", "1 when the database can be read."),
    "alive_timestamp_seconds": (
        "gauge",
        "When the service last said that it lives; it does so twice a minute.",
    ),
    "articles": ("gauge", "Articles in the archive."),
    "pages_wanted": ("gauge", "Pages to fetch."),
    "messages": ("gauge", "Messages by what became of them."),
    "source_failures": ("gauge", "Failures of a source in a row."),
    "source_last_success_timestamp_seconds": ("gauge", "When a source last answered."),
    "source_last_new_timestamp_seconds": ("gauge", "When a source last listed something new."),
    "edition_last_timestamp_seconds": ("gauge", "When the last edition of a digest was composed."),
    "database_bytes": ("gauge", "Size of the database file."),
    "write_ahead_log_bytes": ("gauge", "Size of the write-ahead log beside it."),
}


def exposition(found: Figures | None) -> str:
    """Return the text; `found` is None where the database cannot be read."""
    lines: list[str] = []

    def add(name: str, rows: Mapping[str, float | datetime | None], label: str = "") -> None:
        kind, told = _HELP[name]
        lines.extend([f"# HELP communique_{name} {told}", f"# TYPE communique_{name} {kind}"])
        for key, value in rows.items():
            if value is not None:
                number = value.timestamp() if isinstance(value, datetime) else value
                lines.append(f"communique_{name}{_labels(label, key)} {number:.15g}")

    add("up", {"": found is not None})
    if found is not None:
        add("alive_timestamp_seconds", {"": found.alive})
        add("articles", {"": found.articles})
        add("pages_wanted", {"": found.wanted})
        add("messages", found.messages, "state")
        add("source_failures", found.failures, "source")
        add("source_last_success_timestamp_seconds", found.succeeded, "source")
        add("source_last_new_timestamp_seconds", found.renewed, "source")
        add("edition_last_timestamp_seconds", found.editions, "digest")
        add("database_bytes", {"": found.database})
        add("write_ahead_log_bytes", {"": found.log})
    return "\n".join(lines) + "\n"


def _labels(label: str, value: str) -> str:
    if not label:
        return ""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'{{{label}="{escaped}"}}'


def of_database(database: Path) -> str:
    """Return the text for a database as it is now."""
    try:
        return exposition(measure(database))
    except StoreError:
        return exposition(None)


@contextmanager
def serving(address: str, port: int | None, database: Path) -> Iterator[int | None]:
    """Serve `GET /metrics` while the context lasts; yields the port, None where nothing is served.

    A port that cannot be had is logged: the news matters more than the numbers about it.
    """
    try:
        server = _Server(address, port, lambda: of_database(database)) if port is not None else None
    except OSError as error:
        logs.get().error("no metrics: the port cannot be had", port=port, error=error.strerror or str(error))
        server = None
    if server is None:
        yield None
        return
    thread = threading.Thread(target=server.serve_forever, args=(0.2,), name="metrics", daemon=True)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(HTTPServer):
    def __init__(self, address: str, port: int, text: Callable[[], str]) -> None:
        if ip_address(address).version == 6:
            self.address_family = AF_INET6
        self.text = text
        super().__init__((address, port), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a caller that leaves early is no trouble of ours."""


class _Handler(BaseHTTPRequestHandler):
    server_version, sys_version = "Communique", ""
    timeout = PATIENCE

    def log_message(self, *_args: object) -> None:
        """Say nothing: a probe comes every few seconds."""

    def do_GET(self) -> None:
        """Answer with the metrics."""
        assert isinstance(self.server, _Server)
        if self.path.partition("?")[0] != "/metrics":
            self.send_error(404)
            return
        data = self.server.text().encode("utf-8")
        self.send_response(200)
        self.send_header("Content-Type", CONTENT_TYPE)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(data)
