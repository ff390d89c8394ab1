"""What a megabyte of anything costs each parser and reader, in a process of its own: `python -m tests.measuring_megabytes`.

Prints one JSON object a line: target, the piece that was repeated, seconds of processor time, and the MiB by which the
peak lay above what was in use before, by the system's own figures. Linux only: the peak is set back through /proc.
"""

import ctypes
import gc
import json
import sys
import time
from pathlib import Path

from benchmarks.fuzz_targets import TARGETS, run

SIZE = 1 << 20
#: Repeated without end beside what each target begins with.
ALWAYS = (
    b"a\n",
    b"(",
    b'"',
    b"&",
    b"\xff",
    b"[",
    b"{",
    b"<div>",
    b"<p>",
    b"<li><a href=/x>",
    b"Petra Lund, ",
)
#: What takes JSON only: the megabyte is put where it is let in.
WRAPPED = {
    "row": lambda text: {"id": "1", "title": "T", "text": text},
    "slack": lambda text: {"ok": False, "error": text},
    "history": lambda text: {
        "messages": [
            {
                "ts": "1772452900.1",
                "bot_id": "B1",
                "blocks": [{"url": text, "text": f"<https://a.example/|{text}"}],
                "metadata": {"event_type": "communique_delivery", "event_payload": {"key": text[:200]}},
            }
        ]
    },
}
#: Nobody's configuration is so large, and what comes of one is told with its lines: the beginning of a file shows the same.
SMALLER = {"configuration": 1 << 15}


def repeated(piece: bytes, size: int) -> bytes:
    """Return so many bytes of a piece."""
    return (piece * (size // len(piece) + 1))[:size]


def figure(name: str) -> int:
    """Return a figure of this process in KiB."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def begin() -> int:
    """Give back what is free and set the peak back; return what is in use now."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    Path("/proc/self/clear_refs").write_text("5", "ascii")
    return figure("VmRSS")


def main() -> None:
    """Measure every target."""
    for name, target in TARGETS.items():
        for _ in run(name):
            continue  # What is loaded once is not what is measured.
        gc.freeze()
        pieces = [*target.seeds()[:1], *(word.encode() for word in target.words.split()[:2]), *ALWAYS]
        for piece in dict.fromkeys(pieces):
            data = repeated(piece, SMALLER.get(name, SIZE))
            if name in WRAPPED:
                data = json.dumps(WRAPPED[name](data.decode("utf-8", "replace"))).encode()
            before, began = begin(), time.process_time()
            target.feed(data)
            seconds, cost = time.process_time() - began, max(0, figure("VmHWM") - before) / 1024
            row = {
                "target": name,
                "piece": piece[:40].decode("latin-1"),
                "seconds": round(seconds, 2),
                "cost": cost,
            }
            sys.stdout.write(json.dumps(row) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
