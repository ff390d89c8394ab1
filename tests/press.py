"""A tiny press on loopback: one outlet with a feed and its pages, all invented, growing as told."""

import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_CITIES = ("Vienna", "Nairobi", "Oslo", "Lima", "Hanoi", "Rabat", "Ottawa", "Seoul", "Quito", "Tunis")
_VISITORS = ("Petra Lund", "Aldous Finch", "Mirela Kovac", "Tomas Arendt", "Ines Calder")
_HOSTS = ("Bruno Salter", "Leyla Aksoy", "Henrik Dahl", "Nadia Ferrar", "Oskar Lindqvist")
_TOPICS = ("a fisheries accord", "river navigation", "customs rules", "grain exports", "a rail link")


def story(number: int) -> tuple[str, list[str]]:
    """Return the headline and the paragraphs of an article; each is about something else."""
    city, topic = _CITIES[number % 10], _TOPICS[number // 10 % 5]
    visitor, host = _VISITORS[number % 5], _HOSTS[number // 5 % 5]
    title = f"Ministers meet in {city} over {topic}, round {number}"
    body = [
        f"{city} - Foreign Minister {visitor} met Foreign Minister {host} in {city} on Monday to discuss {topic}, "
        f"officials said, in what was round {number} of the talks.",
        f'"We have settled point {number} of the list," {visitor} told reporters after the meeting.',
        f"The two sides are to exchange drafts on {topic} within {number + 3} days, a spokesman said.",
    ]
    return title, body


class Press:
    """The outlet. Use as a context manager; `published` says how many articles its feed lists."""

    def __init__(self, published: int = 0) -> None:
        self.published = published
        self.began = datetime.now(UTC) - timedelta(hours=1)
        self.requests: list[str] = []
        #: What became of articles: words put for others in the page, or the status that answers in its place.
        self.changed: dict[int, tuple[str, str] | int] = {}
        press = self

        class Handler(_Handler):
            owner = press

        self._server = _Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> "Press":
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def date(self, number: int) -> str:
        """Return when an article appeared."""
        return format_datetime(self.began + timedelta(seconds=number))

    def feed(self) -> str:
        """Return the feed, newest first."""
        items = "".join(
            f"<item><title>{escape(story(n)[0])}</title><link>{self.url}/news/{n}</link><guid>{self.url}/news/{n}</guid>"
            f"<pubDate>{self.date(n)}</pubDate><description>{escape(story(n)[1][0])}</description></item>"
            for n in range(self.published - 1, -1, -1)
        )
        head = f"<title>Loopback Courier</title><link>{self.url}</link>"
        return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'

    def page(self, number: int) -> str:
        """Return the page of an article."""
        title, paragraphs = story(number)
        change = self.changed.get(number)
        if isinstance(change, tuple):
            paragraphs = [p.replace(*change) for p in paragraphs]
        text = "".join(f"<p>{escape(p, quote=False)}</p>" for p in paragraphs)
        return (
            f"<!doctype html><html lang=en><head><title>{escape(title)}</title></head><body><main><article>"
            f"<h1>{escape(title)}</h1>{text}</article></main></body></html>"
        )


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: clients are killed in the middle of a request here."""


class _Handler(BaseHTTPRequestHandler):
    owner: Press

    def log_message(self, *_args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self.owner.requests.append(self.path)
        path = self.path.partition("?")[0]
        number = path.removeprefix("/news/")
        if path == "/feed":
            self._send(200, self.owner.feed(), "application/rss+xml")
        elif number.isdigit() and isinstance(status := self.owner.changed.get(int(number)), int):
            self._send(status, "gone", "text/plain")
        elif number.isdigit() and int(number) < self.owner.published:
            self._send(200, self.owner.page(int(number)), "text/html; charset=utf-8")
        else:
            self._send(404, "not found", "text/plain")

    def _send(self, status: int, text: str, kind: str) -> None:
        data = text.encode("utf-8")
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
