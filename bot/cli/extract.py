"""`communique extract`: texts in, statements and meetings out, one JSON object a line."""

import os
import select
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from typing import Any, BinaryIO

import click

from bot.cli import PARTIAL

_CHUNK = 1 << 16
#: Seconds between two looks at whether the input is still wanted.
_TICK = 0.2


@click.command()
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=lambda: _cores(),
    show_default="all cores",
    help="Reading processes.",
)
def command(jobs: int) -> None:
    """Read statements and meetings from texts.

    JSONL on standard input, JSONL on standard output in the same order. A line of input is {"id", "text", "title"?,
    "published"?}; offsets in the answer are characters of that text. A line that cannot be read is answered by {"id", "line",
    "error"}, the others are read all the same, and the exit code is 3.

    \b
    Example: communique extract < articles.jsonl > facts.jsonl
    """
    from bot.extraction import error_line
    from bot.process import WorkError
    from bot.workers import Pool, warm

    failed = 0
    out: BinaryIO = sys.stdout.buffer
    ended = threading.Event()
    lines = _lines(sys.stdin.buffer, ended)
    with Pool(read_line, jobs, prepare=warm) as pool, closing(pool.in_order(lines)) as answers:
        try:
            for (number, line), result in answers:
                if isinstance(result, WorkError):
                    good, text = False, error_line(line, number, str(result))
                else:
                    good, text = result
                failed += not good
                out.write(text.encode() + b"\n")
                out.flush()
        finally:
            ended.set()
    if failed:
        click.echo(f"communique: {failed} line{'s' if failed != 1 else ''} could not be read", err=True)
        sys.exit(PARTIAL)


def _cores() -> int:
    """Return how many cores this process may use, which in a container is fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_line(numbered: tuple[int, bytes]) -> tuple[bool, str]:
    """Answer one line; runs in a reading process."""
    from bot.extraction import answer

    number, line = numbered
    return answer(line, number)


def _lines(stream: Any, ended: threading.Event) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that are not blank with their number, from 1."""
    for number, line in enumerate(_split(_chunks(stream, ended)), 1):
        if line.strip():
            yield number, line


def _split(chunks: Iterator[bytes]) -> Iterator[bytes]:
    begun: list[bytes] = []
    for chunk in chunks:
        first, *rest = chunk.split(b"\n")
        begun.append(first)
        for part in rest:
            yield b"".join(begun)
            begun = [part]
    if begun:
        yield b"".join(begun)


def _chunks(stream: Any, ended: threading.Event) -> Iterator[bytes]:
    """Yield what can be read without waiting for a whole buffer, so that a slow input is answered line by line."""
    try:
        number = stream.fileno()
    except (OSError, AttributeError):
        yield stream.read()
        return
    while not ended.is_set():
        ready, _, _ = select.select([number], [], [], _TICK)
        if ready:
            chunk = os.read(number, _CHUNK)
            if not chunk:
                return
            yield chunk
