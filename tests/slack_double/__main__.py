"""`python -m tests.slack_double --port 8977 [--journal FILE] [--channel NAME]…`: the double as a process of its own."""

import argparse
import signal
import threading
from pathlib import Path
from types import FrameType

from tests.slack_double import TOKEN, Double

CHANNELS = ("general", "communique-ops", "syria-desk", "red-lines")


def main() -> None:
    """Serve until SIGTERM or Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m tests.slack_double", description="A strict local Slack.")
    parser.add_argument("--port", type=int, default=0, help="0 picks a free one")
    parser.add_argument("--journal", type=Path, help="append every accepted message as a line of JSON")
    parser.add_argument(
        "--channel", action="append", help=f"a channel the bot is in; default {', '.join(CHANNELS)}"
    )
    options = parser.parse_args()
    stop = threading.Event()

    def ask(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask)
    signal.signal(signal.SIGINT, ask)
    with Double(*(options.channel or CHANNELS), port=options.port, journal=options.journal) as double:
        names = " ".join(f"#{c.name}={c.id}" for c in double.workspace.channels.values())
        print(f"SLACK_API_URL={double.url} SLACK_BOT_TOKEN={TOKEN}  {names}", flush=True)
        stop.wait()


if __name__ == "__main__":
    main()
