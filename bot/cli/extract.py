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
@click.option("--stories", is_flag=True, help="Add `story`: the same id for texts that tell one event.")
def command(jobs: int, stories: bool) -> None:
    """Read statements and meetings from texts.

    JSONL on standard input, JSONL on standard output in the same order. A line of input is {"id", "text", "title"?,
    "published"?}; offsets in the answer are characters of that text. A line that cannot be read is answered by {"id", "line",
    "error"}, the others are read all the same, and the exit code is 3.

    With --stories nothing is printed before the last text is read, because an earlier one may be published later.

    \b
    Examples: communique extract < articles.jsonl > facts.jsonl
              communique extract --stories --jobs 2 < articles.jsonl > facts.jsonl
    """
    ended = threading.Event()
    lines = _lines(sys.stdin.buffer, ended)
    failed = _with_stories(lines, jobs) if stories else _one_by_one(lines, ended, jobs)
    if failed:
        click.echo(f"communique: {failed} line{'s' if failed != 1 else ''} could not be read", err=True)
        sys.exit(PARTIAL)


def _one_by_one(lines: Iterator[tuple[int, bytes]], ended: threading.Event, jobs: int) -> int:
    """Print each answer as soon as it is due; return how many lines could not be read."""
    from bot.extraction import error_line
    from bot.process import WorkError
    from bot.workers import Pool, warm

    failed = 0
    with Pool(read_line, jobs, prepare=warm) as pool, closing(pool.in_order(lines)) as answers:
        try:
            for (number, line), result in answers:
                if isinstance(result, WorkError):
                    good, text = False, error_line(line, number, str(result))
                else:
                    good, text = result
                failed += not good
                _print(text)
        finally:
            # The input is read no further: without this the pool would wait for its next line.
            ended.set()
    return failed


def _with_stories(lines: Iterator[tuple[int, bytes]], jobs: int) -> int:
    """Read all texts, place them, then print; return how many lines could not be read."""
    from bot.extraction import error_line, with_stories
    from bot.process import WorkError
    from bot.workers import Pool, warm

    found: list[Any] = []
    with Pool(read_line_with_mark, jobs, prepare=warm) as pool, closing(pool.in_order(lines)) as answers:
        for (number, line), result in answers:
            found.append(
                (error_line(line, number, str(result)), None) if isinstance(result, WorkError) else result
            )
    for text in with_stories(found):
        _print(text)
    return sum(mark is None for _, mark in found)


def _print(text: str) -> None:
    out: BinaryIO = sys.stdout.buffer
    out.write(text.encode() + b"\n")
    out.flush()


def _cores() -> int:
    """Return how many cores this process may use, which in a container is fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_line(numbered: tuple[int, bytes]) -> tuple[bool, str]:
    """Answer one line; runs in a reading process."""
    from bot.extraction import answer

    number, line = numbered
    return answer(line, number)


def read_line_with_mark(numbered: tuple[int, bytes]) -> Any:
    """Answer one line together with what its story is found by; runs in a reading process."""
    from bot.extraction import answer_with_mark

    number, line = numbered
    return answer_with_mark(line, number)


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
