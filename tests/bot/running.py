"""The real service as a child process over loopback: its configuration, its start and its end."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.press import Press
from tests.slack_double import TOKEN, Double

ROOT = Path(__file__).parents[2]

SETTINGS = """\
user_agent: "Test/1 (+http://127.0.0.1/)"
http: {per_host_interval: 0s, allow_private: [127.0.0.0/8]}
slack: {ops_channel: "#ops", settle: 200ms}
workers: 0
"""
DIGESTS = 'digests: [{id: trial, channel: "#desk", every: 1s}]\n'


class Bot:
    """A configuration and a database in a folder, and the processes over them."""

    def __init__(
        self, folder: Path, press: Press, double: Double | None, *, token: str | None = TOKEN
    ) -> None:
        self.config, self.database = folder / "config", folder / "communique.db"
        self.config.mkdir()
        self.write("settings.yaml", SETTINGS)
        self.write("sources.yaml", f'sources: [{{id: courier, url: "{press.url}/feed", every: 1s}}]\n')
        self.write("digests.yaml", DIGESTS)
        env = {k: v for k, v in os.environ.items() if not k.startswith(("SLACK_", "COMMUNIQUE_"))}
        if double:
            env["SLACK_API_URL"] = double.url
        if token:
            env["SLACK_BOT_TOKEN"] = token
        self.environment = env
        self._processes: list[subprocess.Popen[bytes]] = []
        self.log = folder / "log"
        self.out = folder / "out"

    def write(self, name: str, text: str) -> None:
        """Write a configuration file."""
        (self.config / name).write_text(text, "utf-8")

    def __enter__(self) -> "Bot":
        return self

    def __exit__(self, *_error: object) -> None:
        """Leave no process behind, whatever the test found."""
        for process in self._processes:
            process.kill()
            process.wait()

    def start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """Start a command; `run` when none is given."""
        line = [sys.executable, "-m", "bot", "--config", str(self.config), "--database", str(self.database)]
        with self.log.open("ab") as log, self.out.open("ab") as out:
            process = subprocess.Popen(
                [*line, *(arguments or ("run",))],
                cwd=ROOT,
                env=self.environment,
                stdout=out,
                stderr=log,
                preexec_fn=_end_with_parent if sys.platform == "linux" else None,
            )
        self._processes.append(process)
        return process

    def logged(self) -> str:
        """Return what all processes have logged so far."""
        return self.log.read_text("utf-8") if self.log.exists() else ""


def _end_with_parent() -> None:
    """Ask the system to kill this process when the tests are killed themselves (prctl PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def until(fact: Callable[[], object], seconds: float = 30) -> bool:
    """Wait until something is true; False when it does not come about in time."""
    deadline = time.monotonic() + seconds
    while not fact():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def end(process: "subprocess.Popen[bytes]", seconds: float = 15) -> int:
    """Ask a process to finish; return its exit code."""
    process.send_signal(signal.SIGTERM)
    try:
        return process.wait(seconds)
    finally:
        process.kill()
        process.wait()
