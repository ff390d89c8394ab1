"""Metrics: the text Prometheus reads, over loopback only and off unless asked for; ids and numbers, nothing else."""

import re
import socket
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot import metrics
from bot.cli import main
from bot.store import open_store
from bot.store.outbox import Message
from bot.store.sources import SourceState
from tests.bot.running import SETTINGS, Bot, end, until
from tests.press import Press
from tests.slack_double import Double

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
#: A comment, or a sample: name, labels, number.
LINE = re.compile(
    r'# (?:HELP|TYPE) communique_\w+ .+|communique_[a-z_]+(?:\{[a-z]+="(?:[^"\\\n]|\\[\\"n])*"\})? [0-9.e+-]+'
)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return a database with a source that fails and messages in several states."""
    path = tmp_path / "communique.db"
    with open_store(path) as store, store.write():
        state = SourceState(
            id="courier", url="https://courier.example/?key=hunter2", failures=3, reason="HTTP 503 \n hunter2"
        )
        store.sources.save(state)
        store.outbox.queue([Message(key=k, channel="#desk", body={"text": k}) for k in "ab"], NOW)
        store.outbox.park_channel("#desk", "is_archived")
        store.outbox.queue([Message(key="c", channel="#desk", body={"text": "c"})], NOW)
    return path


def get(port: int, path: str = "/metrics") -> tuple[int, str, str]:
    """Return status, content type and body."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers["Content-Type"], error.read().decode()


def free_port() -> int:
    """Return a port nobody has at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


def test_the_text_is_what_prometheus_reads(database: Path):
    text = metrics.of_database(database)
    assert text.endswith("\n")
    assert [line for line in text.splitlines() if not LINE.fullmatch(line)] == []
    assert 'communique_source_failures{source="courier"} 3' in text
    assert 'communique_messages{state="parked"} 2' in text
    assert 'communique_messages{state="queued"} 1' in text
    assert 'communique_messages{state="sent"} 0' in text
    assert "communique_up 1" in text
    assert "hunter2" not in text, "ids and numbers only"


def test_a_label_cannot_break_out_of_its_line():
    assert metrics._labels("source", 'a"b\\c\nd') == '{source="a\\"b\\\\c\\nd"}'


def test_a_database_that_cannot_be_read_is_down(tmp_path: Path):
    assert "communique_up 0" in metrics.of_database(tmp_path / "absent.db")
    assert not (tmp_path / "absent.db").exists(), "a probe makes nothing"


def test_health_prints_them_without_a_service(database: Path):
    found = CliRunner().invoke(main, ["--database", str(database), "health", "--metrics"])
    assert found.exit_code == 0
    assert "communique_articles 0" in found.stdout


def test_they_are_served_while_the_context_lasts_and_a_caller_that_stalls_holds_nobody_for_long(
    database: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(metrics._Handler, "timeout", 0.3)
    with metrics.serving("127.0.0.1", free_port(), database) as port:
        assert port
        with socket.create_connection(("127.0.0.1", port)) as stalled:
            stalled.sendall(b"GET /metr")
            status, kind, text = get(port)
        assert (status, kind) == (200, metrics.CONTENT_TYPE)
        assert "communique_up 1" in text
        assert get(port, "/")[0] == 404
        assert get(port, "/../communique.db")[0] == 404
    with pytest.raises(OSError, match=r"refused"):
        socket.create_connection(("127.0.0.1", port), timeout=2)


def test_without_a_port_nothing_listens_and_a_port_that_is_taken_stops_nothing(database: Path, capsys):
    with metrics.serving("127.0.0.1", None, database) as port:
        assert port is None
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        metrics.serving("127.0.0.1", taken.getsockname()[1], database) as port,
    ):
        assert port is None


def test_the_service_serves_them_when_asked(tmp_path: Path):
    port = free_port()
    with Press(published=2) as press, Double("desk", "ops") as double, Bot(tmp_path, press, double) as bot:
        bot.write("settings.yaml", SETTINGS + f"metrics: {{port: {port}}}\n")
        process = bot.start()
        assert until(lambda: '"started"' in bot.logged()), bot.logged()
        assert until(lambda: "communique_articles 2" in get(port)[2]), bot.logged()
        text = get(port)[2]
        assert 'communique_source_failures{source="courier"} 0' in text
        with pytest.raises(OSError), socket.create_connection(("127.0.0.2", port), timeout=5):
            """Nobody listens at the other addresses of this machine."""
        alive = re.search(r"communique_alive_timestamp_seconds ([0-9.]+)", text)
        assert alive
        assert (
            timedelta(0)
            <= datetime.now(UTC) - datetime.fromtimestamp(float(alive[1]), UTC)
            < timedelta(minutes=2)
        )
        assert end(process) == 0
